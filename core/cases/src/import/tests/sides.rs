//! To whom a row is addressed, and what its text says.

use domain::codes::{ContactOutcome, ParticipantRole, Responsibility};

use super::*;
use crate::import::record::{PlannedAudience, PlannedSide, SideOf};

#[test]
fn a_side_is_never_guessed() {
    let plan = small_plan();
    let participant =
        |id: &str| plan.participants.iter().find(|p| p.origin.id == id).expect("an accepted row");
    assert_eq!(participant("1").side, SideOf::Side(PlannedSide::PartyA));
    assert_eq!(participant("3").side, SideOf::Side(PlannedSide::PartyB), "a supporter stands beside theirs");
    assert_eq!(participant("4").side, SideOf::Undecided, "nobody knows for whom this interpreter came");
    assert_eq!(participant("6").role, ParticipantRole::PersonResponsible);
    assert_eq!(participant("6").responsibility, Responsibility::Partial);
    assert_eq!(warned(&plan, FileKind::Participants, "5"), ["both-sides"]);
    assert_eq!(warned(&plan, FileKind::Participants, "7"), ["both-sides"]);
    assert!(!participant("3").required && participant("1").required);

    let entry = |id: &str| plan.entries.iter().find(|entry| entry.origin.id == id).expect("an accepted row");
    let side = |id: &str| (entry(id).audience, entry(id).needs_person);
    assert_eq!(side("5001"), (PlannedAudience::Side(PlannedSide::PartyA), false));
    assert_eq!(side("5002"), (PlannedAudience::Internal, false));
    assert_eq!(side("5003"), (PlannedAudience::Internal, true), "a note of both sides");
    assert_eq!(side("5004"), (PlannedAudience::Internal, true), "about someone of the other side");
    assert_eq!(side("5005"), (PlannedAudience::Side(PlannedSide::Responsible), false));
    assert_eq!(side("5006"), (PlannedAudience::Internal, false), "an unknown word is no side");
    let document =
        plan.documents.iter().find(|document| document.origin.id == "F1").expect("an accepted row");
    assert_eq!(document.audience, PlannedAudience::Side(PlannedSide::PartyA));
}

#[test]
fn entries_keep_their_words_and_lose_only_what_cannot_be_seen() {
    let plan = small_plan();
    let entry = |id: &str| plan.entries.iter().find(|entry| entry.origin.id == id).expect("an accepted row");
    assert_eq!(entry("5005").text, "One two\nthree bold <script>alert(1)</script> <kept> &amp;\nfour – five");
    assert_eq!(warned(&plan, FileKind::Entries, "5005"), ["double-encoding", "control", "markup"]);
    assert_eq!(entry("5002").text, "=1+1");
    assert_eq!((entry("5002").day_known, entry("5002").time), (false, None), "midnight is no time");
    assert_eq!(entry("5006").text, "<!-- only this -->");
    assert_eq!(entry("5004").outcome, Some(ContactOutcome::NoAnswer));
    assert_eq!((entry("5001").volunteer.as_deref(), entry("5001").follow_up), (Some("V001"), true));
    assert_eq!(entry("5003").volunteer.as_deref(), Some("V002"), "an older row has a name");
    assert_eq!(entry("5010").text.len(), 25_000);
    assert_eq!(warned(&plan, FileKind::Entries, "5010"), ["long"]);
}
