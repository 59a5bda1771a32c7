//! Every key that this crate names has words in both languages.

use std::collections::BTreeSet;

use crate::{Catalogue, FormChannel, FormDefinition, Registry, core_list, core_lists, message_ids};

const CATALOGUES: [[&str; 2]; 2] = [
    [
        include_str!("../../wording/locales/en/contributions.ftl"),
        include_str!("../../wording/locales/en/domain.ftl"),
    ],
    [
        include_str!("../../wording/locales/cy/contributions.ftl"),
        include_str!("../../wording/locales/cy/domain.ftl"),
    ],
];

/// The sources that write message keys of their own.
const SOURCES: [&str; 4] = [
    include_str!("form/check.rs"),
    include_str!("form/date.rs"),
    include_str!("form/read.rs"),
    include_str!("form/text.rs"),
];

fn check(keys: impl IntoIterator<Item = String>) {
    let keys: BTreeSet<String> = keys.into_iter().collect();
    assert!(!keys.is_empty());
    for language in CATALOGUES {
        let known: BTreeSet<&str> = language.into_iter().flat_map(message_ids).collect();
        let missing: Vec<_> = keys.iter().filter(|key| !known.contains(key.as_str())).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
}

#[test]
fn errors_have_words() {
    let quoted = SOURCES.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    check(quoted.filter(|text| text.starts_with("form-error-")).map(str::to_owned));
}

#[test]
fn fields_and_options_of_the_core_have_words() {
    check(Catalogue::core().iter().map(|field| field.label.clone()));
    check(core_lists().filter_map(core_list).flatten().map(|option| option.label));
}

#[test]
fn forms_of_the_core_have_words() {
    let registry = Registry::core();
    let forms: Vec<FormDefinition> =
        registry.forms(FormChannel::Staff).map(|(_, form)| FormDefinition::clone(form)).collect();
    let keys =
        |mut form: FormDefinition| form.keys_mut().into_iter().map(|key| key.clone()).collect::<Vec<_>>();
    check(forms.into_iter().flat_map(keys));
}

#[test]
fn what_figures_count_and_by_which_date_has_words() {
    use crate::{DateBasis, Unit};
    let units = [Unit::Referral, Unit::Case, Unit::Participant, Unit::Person, Unit::Event, Unit::Agreement];
    let units = units.into_iter().chain([Unit::Action, Unit::Volunteer]);
    check(units.map(|unit| format!("unit-{}", unit.as_str())));
    let dates = [
        DateBasis::ReceivedOn,
        DateBasis::DecidedOn,
        DateBasis::InformedOn,
        DateBasis::FirstContactOn,
        DateBasis::ConsentedOn,
        DateBasis::AllocatedOn,
        DateBasis::EventOn,
        DateBasis::AgreedOn,
        DateBasis::DueOn,
        DateBasis::ClosedOn,
        DateBasis::AnsweredOn,
        DateBasis::PeriodEnd,
    ];
    check(dates.map(|date| format!("date-basis-{}", date.as_str())));
}
