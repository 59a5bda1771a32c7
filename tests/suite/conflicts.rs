//! Conflicts of interest (`security.md` §7, requirement 15): whoever may know somebody in a
//! case is not asked to work it, and whoever works one is told of when something becomes known.

use cases::Error;
use cases::work::{Casework, Whose};
use domain::codes::ConflictKey;
use domain::conflict::ConflictKeys;
use domain::{Answers, Part, Reference, ReferenceKind, Value};
use permissions::{Actor, Allocate, AmendContact, AssignmentKind, ChangeClass, Role, ViewCase};
use storage::PartAmended;
use tests::databases::Kind;

use crate::service::{OTHER_MANAGER, Service, VOLUNTEER, id, reference};

fn account(number: u128) -> Reference {
    Reference::from_random(ReferenceKind::Account, number as u64)
}

/// The participant of a case who is written first.
async fn participant(service: &Service, case: u128) -> Reference {
    let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
    let permit = unit.case::<ViewCase>(reference(case)).await.expect("the manager sees it");
    let file = unit.case_file(&permit).await.expect("it can be read");
    file.participants[0].reference
}

/// Writes one contact point of the person in `case`, as the manager does it.
async fn contact(service: &Service, case: u128, field: &str, value: &str) {
    let of = participant(service, case).await;
    let mut unit = service.store.write(&service.manager()).await.expect("a unit begins");
    let permit = unit.case::<AmendContact>(reference(case)).await.expect("the manager may");
    let answers = Answers::from([(format!("person.{field}"), Value::Text(value.to_owned()))]);
    let asked = answers.keys().cloned().collect();
    let amended = PartAmended { part: Part::Contact, asked, answers };
    unit.amend_contact(permit, of, &[amended]).await.expect("it is kept");
    unit.commit().await.expect("it is committed");
}

/// Writes what the volunteer says of herself.
async fn says(service: &Service, casework: &Casework, field: &'static str, value: &str) {
    let volunteer = service.volunteer();
    let version = casework.particulars(&volunteer, Whose::Own).await.expect("her own").version;
    let typed = [(field, value.to_owned())];
    casework.amend_particulars(&volunteer, Whose::Own, version, &typed).await.expect("it is kept");
}

async fn invite(casework: &Casework, actor: &Actor, case: u128) -> cases::Result<()> {
    let (who, kind) = (account(VOLUNTEER), AssignmentKind::Lead);
    casework.invite(actor, reference(case), who, kind, vec!['A']).await
}

async fn keys(service: &Service, casework: &Casework, case: u128) -> ConflictKeys {
    match invite(casework, &service.manager(), case).await {
        Ok(()) => ConflictKeys::new(),
        Err(Error::PossibleConflict(keys)) => keys,
        Err(error) => panic!("{error}"),
    }
}

/// What the person in the case has, what the volunteer says, and by what they meet.
const PAIRS: [(&str, &str, &str, &str, ConflictKey); 8] = [
    ("phone", "07700 900123", "phone", "+44 (0)7700 900123", ConflictKey::Phone),
    ("email", "Ama.Mensah@Example.org", "email", "ama.mensah@ex\u{430}mple.org", ConflictKey::Email),
    ("postcode", "cm11ab", "postcode", "CM1 1AB", ConflictKey::Address),
    ("address", "Flat 2, 14 Mill Rd, Wivenhoe", "address", "3 Mill Road\nWivenhoe", ConflictKey::Address),
    ("employer", "Harbour Logistics Limited", "employer", "HARBOUR LOGISTICS", ConflictKey::Employer),
    ("school", "St. John's Primary", "school", "Saint Johns School", ConflictKey::School),
    ("phone", "07700 900124", "knows", "my neighbour, 07700900124", ConflictKey::Declared),
    ("town", "Harwich", "family-name", "Quill\nB\u{430}xter", ConflictKey::Surname),
];

async fn each_key_stands_in_the_way(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    for (number, (field, theirs, own, hers, key)) in (1..).zip(PAIRS) {
        service.case(number, "2026-09-01T10:00:00Z", &[]).await;
        service.participant(number, "A", "George", "Baxter").await;
        contact(&service, number, field, theirs).await;
        // Nothing in common yet: she is asked, and the invitation taken back.
        says(&service, &casework, "school", "").await;
        assert!(keys(&service, &casework, number).await.is_empty(), "{own}");
        let who = account(VOLUNTEER);
        let manager = service.manager();
        let release = casework.release(&manager, reference(number), who, AssignmentKind::Lead);
        release.await.expect("it is taken back");
        says(&service, &casework, own, hers).await;
        let found = keys(&service, &casework, number).await;
        assert_eq!(found, ConflictKeys::from([key]), "{theirs} and {hers}");
        assert_eq!(service.how_many("case_access", "state = 'invited'").await, 0);
    }
    let refused = "verb = 'conflict-found' AND outcome = 'refused'";
    assert_eq!(service.how_many("audit_entries", refused).await, PAIRS.len() as i64);
    // By which keys, and never a value.
    assert_eq!(service.how_many("audit_entries", "detail LIKE '%Harbour%' OR detail LIKE '%7700%'").await, 0);
}

async fn a_manager_decides_and_both_are_in_the_log(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    service.participant(1, "A", "George", "Quill").await;
    says(&service, &casework, "family-name", "Quill").await;
    let despite = |actor: Actor, reason: &'static str| {
        let (casework, who) = (casework.clone(), account(VOLUNTEER));
        async move {
            let lead = AssignmentKind::Lead;
            casework.invite_despite_conflict(&actor, reference(1), who, lead, vec!['A'], reason).await
        }
    };
    let coordinator = service.actor(OTHER_MANAGER, Role::Coordinator);
    let refused = despite(coordinator, "No relation.").await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let empty = despite(service.manager(), "  ").await;
    assert!(matches!(empty, Err(Error::Unmet(_))), "a decision has a reason: {empty:?}");
    let own = despite(service.actor(VOLUNTEER, Role::ServiceManager), "It is only me.").await;
    assert!(matches!(own, Err(Error::Forbidden)), "nobody decides about themselves: {own:?}");
    assert_eq!(service.how_many("audit_entries", "verb LIKE 'conflict-%' AND outcome = 'done'").await, 0);
    despite(service.manager(), "No relation; both checked.").await.expect("the manager decides");
    for verb in ["conflict-found", "conflict-overridden"] {
        let done = format!("verb = '{verb}' AND outcome = 'done'");
        assert_eq!(service.how_many("audit_entries", &done).await, 1, "{verb}");
    }
    assert_eq!(service.how_many("conflict_hits", "state = 'overridden'").await, 1);
    assert_eq!(service.how_many("case_access", "state = 'invited'").await, 1);
}

async fn what_becomes_known_later_is_told_to_staff(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    service.participant(1, "A", "George", "Baxter").await;
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    let told = async |actor: &Actor| {
        let mut unit = service.store.read(actor).await.expect("a unit begins");
        let permit = unit.case::<ViewCase>(reference(1)).await.expect("it is theirs to see");
        let hits = unit.conflict_notices(&permit).await.expect("it can be read");
        hits.into_iter().flat_map(|hit| hit.keys).collect::<ConflictKeys>()
    };
    assert!(told(&service.manager()).await.is_empty());
    says(&service, &casework, "phone", "07700 900123").await;
    assert!(told(&service.manager()).await.is_empty());
    // The person's number becomes known.
    contact(&service, 1, "phone", "(07700) 900 123").await;
    assert_eq!(told(&service.manager()).await, ConflictKeys::from([ConflictKey::Phone]));
    assert!(told(&service.volunteer()).await.is_empty(), "she is not told whose number it is");
    // The manager lets her go on, until something new is found.
    let manager = service.manager();
    let keep = casework.keep_despite_conflict(&manager, reference(1), account(VOLUNTEER), "A hostel.");
    keep.await.expect("the manager decides");
    assert!(told(&service.manager()).await.is_empty());
    let allocation = casework.allocation(&service.manager(), reference(1)).await.expect("it is shown");
    assert_eq!(allocation.assigned[0].conflicts.len(), 1, "what was decided stays to be seen");
    says(&service, &casework, "family-name", "Baxter").await;
    assert_eq!(told(&service.manager()).await, ConflictKeys::from([ConflictKey::Surname]));
    // She corrects herself, and there is nothing left to decide.
    says(&service, &casework, "family-name", "Quill").await;
    assert!(told(&service.manager()).await.is_empty());
}

async fn a_no_go_hides_the_case_and_is_overridden_by_nobody(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    service.access(VOLUNTEER, 1, "lead", "accepted", 1).await;
    assert!(sees(&service, &service.volunteer()).await);
    let mut unit = service.store.write(&service.manager()).await.expect("a unit begins");
    let permit = unit.case::<ChangeClass>(reference(1)).await.expect("the manager may");
    unit.exclude_account(permit, domain::AccountId(id(VOLUNTEER)), "related").await.expect("it is kept");
    unit.commit().await.expect("it is committed");
    assert!(!sees(&service, &service.volunteer()).await);
    assert_eq!(keys(&service, &casework, 1).await, ConflictKeys::from([ConflictKey::NoGo]));
    let (who, lead) = (account(VOLUNTEER), AssignmentKind::Lead);
    let manager = service.manager();
    let forced = casework.invite_despite_conflict(&manager, reference(1), who, lead, vec![], "So be it.");
    let forced = forced.await;
    assert!(matches!(forced, Err(Error::Forbidden)), "{forced:?}");
}

async fn sees(service: &Service, actor: &Actor) -> bool {
    let mut unit = service.store.read(actor).await.expect("a unit begins");
    unit.case::<ViewCase>(reference(1)).await.is_ok()
}

async fn candidates_show_by_what_and_no_more(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    service.participant(1, "A", "George", "Baxter").await;
    let role = [
        crate::service::cell("account", id(VOLUNTEER)),
        crate::service::cell("role", "lead-facilitator"),
        crate::service::cell("from_at", crate::service::moment("2026-01-01T00:00:00Z")),
        crate::service::cell("until_at", crate::service::moment("2027-12-31T00:00:00Z")),
    ];
    service.insert("account_roles", &role).await;
    says(&service, &casework, "family-name", "Baxter").await;
    let mut unit = service.store.read(&service.manager()).await.expect("a unit begins");
    let permit = unit.case::<Allocate>(reference(1)).await.expect("the manager may");
    let candidates = unit.candidates(&permit).await.expect("they are found");
    assert_eq!(candidates.len(), 1);
    assert_eq!(candidates[0].conflicts, ConflictKeys::from([ConflictKey::Surname]));
}

async fn particulars_are_the_volunteers_and_the_managers(kind: Kind) {
    let service = Service::open(kind).await;
    let casework = Casework::new(service.store.clone());
    says(&service, &casework, "employer", "Harbour Logistics").await;
    let whose = Whose::Of(account(VOLUNTEER));
    let view = casework.particulars(&service.manager(), whose).await.expect("the manager sees them");
    assert!(view.answers.contains(&("employer", "Harbour Logistics".to_owned())));
    for role in
        [Role::Coordinator, Role::OfficeAdministrator, Role::SystemAdministrator, Role::LeadFacilitator]
    {
        let other = service.actor(OTHER_MANAGER, role);
        assert!(casework.particulars(&other, whose).await.is_err(), "{role:?}");
        let version = view.version;
        assert!(casework.amend_particulars(&other, whose, version, &[]).await.is_err(), "{role:?}");
    }
    let stale = casework.amend_particulars(&service.manager(), whose, view.version - 1, &[]).await;
    assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    let wrong = [("phone", "ask Ama".to_owned()), ("postcode", "Chelmsford".to_owned())];
    let wrong = casework.amend_particulars(&service.manager(), whose, view.version, &wrong).await;
    assert!(matches!(&wrong, Err(Error::Fields(errors)) if errors.0.len() == 2), "{wrong:?}");
}

on_both!(each_key_stands_in_the_way);
on_both!(a_manager_decides_and_both_are_in_the_log);
on_both!(what_becomes_known_later_is_told_to_staff);
on_both!(a_no_go_hides_the_case_and_is_overridden_by_nobody);
on_both!(candidates_show_by_what_and_no_more);
on_both!(particulars_are_the_volunteers_and_the_managers);
