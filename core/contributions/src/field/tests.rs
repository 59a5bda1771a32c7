use super::*;

/// Reads one field of a manifest, with `more` lines under its id, label and record.
fn declare(more: &str) -> Result<FieldDefinition, String> {
    let text = format!("id = \"field\"\nlabel = \"label\"\non = \"case\"\n{more}");
    let raw: RawField = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    raw.declare(None).map_err(|(problem, fix)| format!("{problem}; {fix}"))
}

fn refuses(more: &str, expect: &str) {
    let found = declare(more).expect_err(more);
    assert!(found.contains(expect), "{more}: {found}");
}

#[test]
fn a_field_needs_a_type_a_part_and_a_record() {
    refuses("part = \"g5.offence\"", "has no type");
    refuses("type = \"text\"", "belongs to no part");
    refuses("type = \"txt\"\npart = \"g5.offence\"", "unknown variant `txt`");
    refuses("type = \"text\"\npart = \"g5.offense\"", "a part is written like 'g5.offence'");
    let on_nothing: RawField =
        toml::from_str("id = \"a\"\nlabel = \"b\"\ntype = \"text\"\npart = \"g5.offence\"")
            .expect("it is TOML");
    assert!(on_nothing.declare(None).expect_err("no record").0.contains("on no record"));
    let on_event: Result<RawField, _> = toml::from_str("on = \"event\"");
    assert!(on_event.is_err(), "no plugin adds fields to events");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let text = "type = \"text\"\npart = \"g5.offence\"\n";
    refuses("type = \"choice\"\npart = \"g5.offence\"", "a choice without options");
    refuses("type = \"choice\"\npart = \"g5.offence\"\noptions = []", "empty list");
    refuses(
        "type = \"choice\"\npart = \"g5.offence\"\noptions = \"districts\"",
        "a list is written \"list:districts\"",
    );
    refuses(&format!("{text}options = \"list:district\""), "has options but is no choice");
    let twice = "options = [{ code = \"a\", label = \"x\" }, { code = \"a\", label = \"y\" }]";
    refuses(&format!("type = \"choice\"\npart = \"g5.offence\"\n{twice}"), "'a' cannot be an option");
    refuses(&format!("{text}min = 3"), "min does not fit");
    refuses(&format!("{text}max = \"today\""), "max does not fit");
    refuses(&format!("{text}pattern = \"[0-9\"\npattern-message = \"m\""), "not a valid regular expression");
    refuses(&format!("{text}pattern = \"(\\\\w{{500}}){{500}}\"\npattern-message = \"m\""), "too large");
    refuses(&format!("{text}pattern = \"[0-9]\""), "no words for a wrong answer");
    refuses("type = \"date\"\npart = \"g5.offence\"\npattern = \"x\"\npattern-message = \"m\"", "is no text");
    refuses(&format!("{text}max-length = 0"), "between 1 and");
    refuses(&format!("{text}max-length = 70000"), "between 1 and");
    refuses(&format!("{text}computed = true\nrequired = true"), "nobody can be asked");
    refuses(&format!("{text}required = \"sometimes\""), "expected true, false, or a condition");
    refuses("type = \"instant\"\npart = \"g5.offence\"", "which no form can");
    for ability in ["searchable", "sortable", "reportable"] {
        refuses(&format!("type = \"text\"\npart = \"g7.health\"\n{ability} = true"), "sealed part g7.health");
    }
    refuses(
        "feeds = \"incident.occurred-on\"\ntype = \"text\"",
        "use the type that 'incident.occurred-on' has",
    );
    refuses("feeds = \"me.birth-date\"\npart = \"g3.name\"", "lies in another part");
}

#[test]
fn what_is_not_said_follows_from_what_is() {
    let field = declare("feeds = \"me.birth-date\"").expect("a field");
    assert_eq!((field.kind, field.part), (FieldKind::Date, Part::BirthDate));
    assert_eq!((field.party.as_deref(), field.side), (Some("me"), SideRule::OwnSide));
    let own = declare("type = \"text\"\npart = \"g5.offence\"\nclass = [\"safety\"]").expect("a field");
    assert_eq!(own.side, SideRule::Internal, "a field that says nothing stays in the service");
    assert_eq!(
        own.data_classes(),
        [DataClass::Personal, DataClass::Special, DataClass::Criminal, DataClass::Safety]
    );
    let reason = declare("feeds = \"referral.reason\"\ntype = \"text\"").expect("short text feeds long text");
    assert_eq!(reason.max_length, 200);
    let from_list = declare("feeds = \"referral.district\"").expect("a field");
    assert_eq!(from_list.options.list(), Some("district"));
}

#[test]
fn a_form_takes_a_field_of_the_manifest_without_changing_what_it_is() {
    let declared = declare("type = \"text\"\npart = \"g5.offence\"\nindexed = true").expect("a field");
    let take = |text: &str| -> Result<FieldDefinition, String> {
        let raw: RawField = toml::from_str(text).expect("it is TOML");
        raw.take(&declared).map_err(|(problem, _)| problem)
    };
    let taken = take("use = \"field\"\nlabel = \"ask\"\nrequired = true").expect("a field");
    assert!(taken.is_taken_from(&declared) && taken.indexed);
    assert_eq!((taken.label.as_str(), &taken.required), ("ask", &Required::Always));
    assert!(
        take("use = \"field\"\npart = \"g1.stage\"").is_err_and(|problem| problem.contains("its own part"))
    );
    assert!(take("use = \"field\"\ntype = \"date\"").is_err_and(|problem| problem.contains("its own type")));
}
