//! The pure half: what follows from a form, and where each of its answers goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use contributions::{CORE, FormDefinition, Package, Registry};
use domain::codes::{Complexity, Flag, ParticipantRole, ServiceType};
use domain::process::Phase;
use domain::{Answers, CaseClass, FieldErrors, SideKind, Value};
use storage::{Acceptance, Destination, MoveSide, WhichPerson};

use super::FormName;
use super::address::{Names, sections};
use super::class::{class_of, complexity_of, flags_of};
use super::moves::{Placed, merged, moves};
use super::plan::{Referred, plan};
use super::proposal::{Accepting, has_child, propose};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own date")
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

/// The core's forms and those of the plugins in this repository.
fn registry() -> Registry {
    let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
    let package = |name: &str| {
        let mut files = BTreeMap::new();
        for folder in ["", "forms", "i18n", "reports"] {
            let path = plugins.join(name).join(folder);
            let Ok(entries) = std::fs::read_dir(&path) else { continue };
            for entry in entries.map(|entry| entry.expect("a file").path()).filter(|path| path.is_file()) {
                let file = entry.file_name().expect("a name").to_string_lossy().into_owned();
                let known = [".toml", ".ftl"].iter().any(|end| file.ends_with(end)) && file != "Cargo.toml";
                let name = if folder.is_empty() { file } else { format!("{folder}/{file}") };
                if known {
                    files.insert(name, std::fs::read(&entry).expect("it can be read"));
                }
            }
        }
        Arc::new(Package::draft(&files).unwrap_or_else(|findings| panic!("{name}: {findings}")))
    };
    let enabled = [package("referral-partner"), package("referral-public")];
    let (registry, conflicts) = Registry::build(&enabled, &[]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    registry
}

/// What is keyed in for a burglary: a harmed person, and a boy of fifteen.
fn burglary() -> Answers {
    [
        ("source-type", choice("police")),
        ("contact-name", text("Sam Ode")),
        ("service-type", choice("restorative-justice")),
        ("is-crime", Value::Boolean(true)),
        ("reason", text("She wants to ask why")),
        ("district", choice("colchester")),
        ("offence-group", choice("burglary-residential")),
        ("description", text("A break-in at night")),
        ("harmed-given-name", text("Ama")),
        ("harmed-family-name", text("Mensah")),
        ("harmed-phone", text("07700 900123")),
        ("harmed-address-line-1", text("1 High Street")),
        ("harmed-town", text("Colchester")),
        ("harmed-aware", choice("yes")),
        ("harmed-willing", choice("willing")),
        ("harmed-consent", choice("given-verbal")),
        ("responsible-given-name", text("Kit")),
        ("responsible-family-name", text("Lowe")),
        ("responsible-birth-date", Value::Date(day("2011-05-01"))),
        ("responsible-guardian-name", text("Jo Lowe")),
        ("responsible-aware", choice("no")),
        ("responsible-consent", choice("not-sought")),
    ]
    .into_iter()
    .map(|(id, value)| (id.to_owned(), value))
    .collect()
}

const TODAY: &str = "2026-11-24";

fn core_form(registry: &Registry) -> Arc<FormDefinition> {
    registry.current_form(CORE, "referral").expect("the core's own form").clone()
}

fn planned(answers: &Answers, change: impl FnOnce(&mut Accepting)) -> Result<Acceptance, FieldErrors> {
    let registry = Registry::core();
    let form = core_form(&registry);
    let described = form.described(answers, day(TODAY));
    let mut accepting = propose(&described, has_child(&described, day(TODAY)));
    change(&mut accepting);
    let referred = Referred {
        name: &FormName::new(CORE, "referral"),
        form: &form,
        described: &described,
        received: day(TODAY),
        today: day(TODAY),
    };
    plan(&registry, &referred, &accepting)
}

#[test]
fn flags_and_facts_decide_the_class() {
    let check = |chosen: &[Flag], has_child, class, complexity| {
        let flags = flags_of(chosen, has_child);
        assert_eq!((class_of(&flags), complexity_of(&flags)), (class, complexity), "{chosen:?} {has_child}");
    };
    check(&[], false, CaseClass::Standard, Complexity::Standard);
    check(&[Flag::Custody], false, CaseClass::Standard, Complexity::Enhanced);
    check(&[], true, CaseClass::Restricted, Complexity::Enhanced);
    check(&[Flag::Hate], false, CaseClass::Restricted, Complexity::Enhanced);
    check(&[Flag::SexualHarm], false, CaseClass::Restricted, Complexity::Sensitive);
    assert!(flags_of(&[Flag::DomesticAbuse], false).contains(&Flag::SensitiveAndComplex));
}

#[test]
fn a_case_is_prefilled_from_the_form() {
    let case = planned(&burglary(), |_| {}).expect("nothing is missing");
    let kinds: Vec<_> = case.sides.iter().map(|side| side.kind).collect();
    assert_eq!(kinds, [SideKind::Harmed, SideKind::Responsible]);
    let people: Vec<_> =
        case.participants.iter().map(|p| (p.role, p.side, p.called.as_str(), p.required)).collect();
    assert_eq!(
        people,
        [
            (ParticipantRole::PersonHarmed, 0, "Ama Mensah", true),
            (ParticipantRole::PersonResponsible, 1, "Kit Lowe", true),
        ]
    );
    assert_eq!(
        (case.phase, case.class),
        (Phase::FirstContact, CaseClass::Restricted),
        "a boy of fifteen takes part"
    );
    assert!(case.flags.contains(&Flag::Child));
    let incident = case.incident.expect("there was a burglary");
    assert_eq!((incident.kind.as_str(), incident.summary.as_deref()), ("crime", Some("A break-in at night")));
}

#[test]
fn what_the_form_leaves_open_is_asked_and_never_guessed() {
    let check = |change: fn(&mut Accepting), field: &str, key: &str| {
        let errors = planned(&burglary(), change).expect_err("something is missing").0;
        let found = errors.iter().any(|error| error.field == field && error.message.key == key);
        assert!(found, "{field} {key}: {errors:?}");
    };
    check(|a| a.service_type = None, "service-type", "accept-service-type");
    check(|a| a.parties.clear(), "parties", "accept-nobody");
    check(|a| a.parties[0].side = None, "harmed.side", "accept-side");
    check(|a| a.parties[0].side = Some(SideKind::Responsible), "harmed.side", "accept-side-of-role");
    check(|a| a.parties[0].role = None, "harmed.role", "accept-role");
    check(|a| a.parties[0].called = " ".to_owned(), "harmed.called", "accept-called");
    check(|a| a.parties[1].party = "stranger".to_owned(), "stranger.party", "accept-party-unknown");
    check(|a| a.class = Some(CaseClass::Standard), "class", "accept-class-narrower");
}

#[test]
fn a_class_may_be_narrowed() {
    let case = planned(&burglary(), |accepting| accepting.class = Some(CaseClass::Sealed)).expect("it may");
    assert_eq!(case.class, CaseClass::Sealed);
}

#[test]
fn neighbours_in_dispute_are_parties_on_sides_of_their_own() {
    let mut answers = burglary();
    answers.retain(|id, _| !id.starts_with("harmed") && !id.starts_with("responsible"));
    answers.insert("service-type".to_owned(), choice("neighbour-mediation"));
    answers.insert("is-crime".to_owned(), Value::Boolean(false));
    for (party, name) in [("first", "Priya"), ("second", "Tom")] {
        answers.insert(format!("{party}-given-name"), text(name));
        answers.insert(format!("{party}-aware"), choice("yes"));
        answers.insert(format!("{party}-consent"), choice("given-verbal"));
    }
    let case = planned(&answers, |_| {}).expect("nothing is missing");
    let people: Vec<_> = case.participants.iter().map(|p| (p.role, p.side)).collect();
    assert_eq!(people, [(ParticipantRole::PartyA, 0), (ParticipantRole::PartyB, 1)]);
    assert_eq!(case.service_type, ServiceType::NeighbourMediation);
    assert_eq!(case.class, CaseClass::Standard);
}

#[test]
fn one_name_is_divided_where_a_form_asks_for_no_more() {
    let check = |known_as: &str, given: &str, family: &str| {
        let mut party = contributions::DescribedParty { id: "me".to_owned(), ..Default::default() };
        party.values.insert(contributions::PartyField::KnownAs, text(known_as));
        let names = Names::of(&party);
        assert_eq!(
            (names.given.as_str(), names.family.as_str(), names.called().as_str()),
            (given, family, known_as)
        );
    };
    check("Ama Mensah", "Ama", "Mensah");
    check("Ama Esi Mensah", "Ama Esi", "Mensah");
    check("Ama", "Ama", "");
}

#[test]
fn an_address_is_one_text_and_contact_is_the_persons_own() {
    let case = planned(&burglary(), |_| {}).expect("nothing is missing");
    let address = case.moves.iter().find(|m| m.key == "person.address").expect("an address");
    assert_eq!(address.fields, ["harmed-address-line-1", "harmed-address-line-2", "harmed-town"]);
    assert!(address.lines);
    let phone = case.moves.iter().find(|m| m.fields == ["harmed-phone"]).expect("a phone");
    assert_eq!(
        (phone.to, phone.key.as_str(), phone.side),
        (Destination::Person(0), "person.phone", MoveSide::Matter)
    );
    let risk = case.moves.iter().find(|m| m.fields == ["risk-note"]).expect("the warning");
    assert_eq!((risk.to, risk.side), (Destination::Case, MoveSide::Service));
    assert!(matches!(case.participants[0].person, WhichPerson::New(_)));
}

/// The key that a submission is sealed under ends with it, so a sealed answer that no move
/// carries would be lost, whoever takes part.
#[test]
fn no_sealed_answer_of_any_form_is_lost() {
    let registry = registry();
    let channels = [
        contributions::FormChannel::Staff,
        contributions::FormChannel::Partner,
        contributions::FormChannel::Public,
    ];
    let mut forms = 0;
    for (plugin, form) in channels.into_iter().flat_map(|channel| registry.forms(channel)) {
        forms += 1;
        for taking_part in 0..=form.parties.len() {
            let placed: Vec<Placed> = form.parties[..taking_part]
                .iter()
                .enumerate()
                .map(|(place, party)| Placed { party: party.id.clone(), place, side: place })
                .collect();
            let name = FormName::new(plugin, &form.id);
            let moves = moves(&registry, &name, form, &placed, taking_part, true);
            let carried: BTreeSet<&str> = moves.iter().flat_map(|m| &m.fields).map(String::as_str).collect();
            for field in form.fields().filter(|field| field.part.is_sealed()) {
                assert!(carried.contains(field.id.as_str()), "{plugin}/{}: {}", form.id, field.id);
            }
            // The same where the referral becomes part of a case that exists, whoever of
            // them is in it already.
            for known in 0..=taking_part {
                let is_new: Vec<bool> = (0..taking_part).map(|place| place >= known).collect();
                let moves = merged(&registry, &name, form, &placed, taking_part, &is_new);
                let carried: BTreeSet<&str> =
                    moves.iter().flat_map(|m| &m.fields).map(String::as_str).collect();
                for field in form.fields().filter(|field| field.part.is_sealed()) {
                    assert!(carried.contains(field.id.as_str()), "{plugin}/{}: {}", form.id, field.id);
                }
                let case_too = |m: &&storage::Move| {
                    matches!(m.to, Destination::Case | Destination::Incident) || m.index_as.is_some()
                };
                let warns = |m: &storage::Move| m.key.starts_with("referral.risk");
                let kept: Vec<_> = moves
                    .iter()
                    .filter(case_too)
                    .filter(|m| !goes_with_new(m, &is_new) && !warns(m))
                    .collect();
                assert!(kept.is_empty(), "the case keeps its own words: {kept:?}");
            }
            // One place in the new records takes one answer: no two moves may share it
            // unless they feed the same thing of the core.
            let mut places = BTreeSet::new();
            for one in moves.iter().filter(|m| m.plugin != CORE) {
                let place = (format!("{:?}", one.to), one.part, one.key.clone());
                assert!(places.insert(place), "{plugin}/{}: {} twice", form.id, one.key);
            }
        }
    }
    assert!(forms >= 3, "the core's form and the plugins'");
}

fn goes_with_new(one: &storage::Move, is_new: &[bool]) -> bool {
    matches!(one.to, Destination::Person(place) | Destination::Participant(place) if is_new[place])
}

#[test]
fn answers_are_grouped_by_part_and_addressee() {
    let form = core_form(&Registry::core());
    let answers = form.visible(&burglary(), day(TODAY));
    let sections = sections(&form, &answers);
    let total: usize = sections.iter().map(|section| section.values.len()).sum();
    assert_eq!(total, answers.len(), "each answer is in one section");
    let mut seen = Vec::new();
    for section in &sections {
        let place = (section.part, section.addressee.clone());
        assert!(!seen.contains(&place), "each section is there once");
        for id in section.values.keys() {
            assert_eq!(form.field(id).map(|field| field.part), Some(section.part));
        }
        seen.push(place);
    }
}
