//! Walls about every role.

use domain::{Group, Part, PartSet, Relation};

use super::{acts, both, parts, reaches, workers};
use crate::{ActKind, Authors, Letter, Role, Root, Row, Subject, Verb, Verbs};

pub(super) fn lines_mean_something(role: Role, row: &Row) -> Vec<Subject> {
    let roots = |part: Part| Root::ALL.iter().copied().filter(move |root| root.parts().contains(part));
    let wrong_part = parts(row, |part, line| {
        let one_sided = line.relations.contains(Relation::Other) && !line.relations.contains(Relation::Own);
        // The audit of the service is reached where the service is, the log of a case where it is.
        let anywhere = roots(part).any(|root| reaches(role, line.letter, root));
        line.relations.is_empty() || one_sided || !anywhere
    });
    // A grant of nothing is a line of no cell, and would still say that somebody is here by team.
    let is_empty =
        |grant: &crate::Grant| grant.parts.is_empty() || grant.verbs.is_empty() || grant.relations.is_empty();
    let empty = row.grants.iter().any(is_empty).then_some(Subject::Sides);
    let wrong_part = both(wrong_part, empty.into_iter().collect());
    both(wrong_part, acts(row, |act, letter| !reaches(role, letter, act.root())))
}

pub(super) fn audit_is_not_written(_: Role, row: &Row) -> Vec<Subject> {
    let written = Verbs::of(&[Verb::Write, Verb::Share]);
    parts(row, |part, line| part.group() == Group::G16 && !line.verbs.intersection(written).is_empty())
}

pub(super) fn contact_stays_on_its_side(role: Role, row: &Row) -> Vec<Subject> {
    parts(row, |part, line| {
        let by_office = match line.letter {
            Letter::Team | Letter::Glass => true,
            Letter::Assigned => role == Role::Coordinator,
            // What a referrer typed themselves, of whichever side.
            Letter::Organisation => line.authors == Authors::Own,
            // A request of the person whose data it is names who answers it.
            Letter::Named => role == Role::Dpo,
            _ => role == Role::PublicForm,
        };
        let by_side = line.letter != Letter::Contact && workers::is_volunteer(role);
        part.group() == Group::G4 && line.shows() && (by_side || (line.crosses() && !by_office))
    })
}

pub(super) fn little_before_joining(_: Role, row: &Row) -> Vec<Subject> {
    let little = PartSet::of(&[Part::Area, Part::Category, Part::Initials, Part::Complex, Part::Kind]);
    parts(row, |part, line| {
        let before = matches!(line.letter, Letter::Invited | Letter::Vacancy);
        before && (!little.contains(part) || line.verbs != Verbs::of(&[Verb::Read]))
    })
}

pub(super) fn equality_is_not_read_back(role: Role, row: &Row) -> Vec<Subject> {
    parts(row, |part, line| part.group() == Group::G8 && line.shows() && role != Role::ServiceManager)
}

pub(super) fn every_record_is_no_casework(_: Role, row: &Row) -> Vec<Subject> {
    let wrong_part = parts(row, |part, line| {
        line.letter == Letter::Service && !matches!(part.group(), Group::G16 | Group::G17)
    });
    let wrong_act = acts(row, |act, letter| {
        let records = matches!(act.root(), Root::Case | Root::Referral | Root::Person | Root::Volunteer);
        // The log of every case is looked at, and any case may be the one of an emergency.
        let named = matches!(act, ActKind::ViewAudit | ActKind::BreakGlass);
        letter == Letter::Service && records && !named
    });
    both(wrong_part, wrong_act)
}

pub(super) fn purpose_is_fixed(role: Role, row: &Row) -> Vec<Subject> {
    let wrong = crate::matrix::role(role).row.purpose != row.purpose;
    wrong.then_some(Subject::Purpose).into_iter().collect()
}

pub(super) fn erasure_takes_two(_: Role, row: &Row) -> Vec<Subject> {
    let both = row.has(ActKind::ProposeErasure) && row.has(ActKind::ApproveErasure);
    let acts = [ActKind::ProposeErasure, ActKind::ApproveErasure];
    if both { acts.map(Subject::Act).to_vec() } else { Vec::new() }
}

pub(super) fn own_account_stays(role: Role, row: &Row) -> Vec<Subject> {
    let own = (ActKind::ManageOwnAccount, Letter::Own);
    let wrong = role != Role::PublicForm && !row.acts.contains(&own);
    wrong.then_some(Subject::Act(ActKind::ManageOwnAccount)).into_iter().collect()
}
