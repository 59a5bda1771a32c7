//! The form in which a coordinator corrects what accepting would make of a referral.

use ::cases::intake::{Accepting, AlikeView, KnownAs, Proposal};
use contributions::{Registry, core_list};
use domain::codes::{Category, Flag, Priority, ServiceType};
use domain::{CaseClass, FieldErrors, Message};
use wording::Text;

use super::parties::{self, Choice, PartyFields, options, told};
use crate::Typed;
use crate::form::FieldView;

/// The class that follows from what the case is about.
const BY_RULE: &str = "by-rule";

/// What a proposal says, as it would be typed.
pub(super) fn typed(accepting: &Accepting) -> Typed {
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut pairs = vec![
        ("service-type".to_owned(), code(accepting.service_type.map(ServiceType::as_str))),
        ("area".to_owned(), text(&accepting.area)),
        ("category".to_owned(), code(accepting.category.map(Category::as_str))),
        ("priority".to_owned(), accepting.priority.as_str().to_owned()),
        ("class".to_owned(), accepting.class.map_or(BY_RULE, CaseClass::as_str).to_owned()),
        ("summary".to_owned(), text(&accepting.summary)),
        ("lawful-basis".to_owned(), text(&accepting.lawful_basis)),
    ];
    pairs.extend(accepting.flags.iter().map(|flag| ("flags".to_owned(), flag.as_str().to_owned())));
    pairs.extend(parties::pairs(accepting.parties.iter().map(|party| (party, party.known))));
    pairs.into_iter().collect()
}

/// What the coordinator decided; a code that is in no list is as good as none.
pub(super) fn read(typed: &Typed) -> Accepting {
    let text =
        |name: &str| Some(typed.text(name).trim().replace("\r\n", "\n")).filter(|text| !text.is_empty());
    let is_district = |code: &String| {
        core_list("district").unwrap_or_default().iter().any(|district| district.code == *code)
    };
    Accepting {
        service_type: ServiceType::parse(typed.text("service-type")),
        priority: Priority::parse(typed.text("priority")).unwrap_or(Priority::Routine),
        flags: typed.all("flags").iter().filter_map(|code| Flag::parse(code)).collect(),
        class: CaseClass::parse(typed.text("class")),
        area: text("area").filter(is_district),
        category: Category::parse(typed.text("category")),
        summary: text("summary"),
        lawful_basis: text("lawful-basis"),
        parties: parties::read(typed),
    }
}

/// The fields about the matter.
pub(super) fn matter(
    registry: &Registry,
    proposal: &Proposal,
    typed: &Typed,
    errors: &FieldErrors,
) -> Vec<FieldView> {
    let services: Vec<_> =
        ServiceType::ALL.iter().copied().filter(|service| registry.route_for(*service).is_some()).collect();
    let chosen = |name: &str| typed.text(name);
    let select = |name: &str, options| {
        FieldView::select(name, Text::key(format!("accept-matter-{name}")), options, chosen(name))
    };
    let fields = vec![
        select("service-type", options(&services)),
        select("category", listed("category")),
        select("area", listed("district")),
        FieldView::choice(
            "priority",
            Text::key("accept-priority"),
            options(Priority::ALL),
            chosen("priority"),
        )
        .inline(),
        FieldView::choices("flags", Text::key("accept-flags"), options(Flag::ALL), |code| {
            typed.has("flags", code)
        })
        .hint(Text::key(if proposal.has_child {
            "accept-flags-child"
        } else {
            "accept-flags-hint"
        })),
        FieldView::choice("class", Text::key("accept-class"), classes(proposal.class), chosen("class"))
            .hint(Text::key("accept-class-hint")),
        FieldView::long_text("summary", Text::key("accept-summary"), chosen("summary"))
            .hint(Text::key("accept-summary-hint")),
        FieldView::text("lawful-basis", Text::key("accept-lawful-basis"), chosen("lawful-basis"))
            .hint(Text::key("accept-lawful-basis-hint")),
    ];
    fields.into_iter().map(|field| told(field.size("s"), errors)).collect()
}

/// The fields of each party, with whom they may be already.
pub(super) fn parties(
    proposal: &Proposal,
    alike: &[AlikeView],
    typed: &Typed,
    errors: &FieldErrors,
) -> Vec<PartyFields> {
    let known: Vec<Choice> = alike.iter().filter_map(who).collect();
    parties::fields(&proposal.accepting.parties, &proposal.labels, &known, typed, errors)
}

/// Somebody on record who is like a party, for the party to be them.
fn who(one: &AlikeView) -> Option<Choice> {
    let (person, through) = (one.person?, one.case?);
    let name = one.name.clone().unwrap_or_default();
    let label = Message::new("accept-party-same").with("name", name).with("case", through);
    let known = KnownAs { person, through };
    Some(Choice { party: Some(one.party_id.clone()), known, label: label.into() })
}

/// The class that follows from the flags, and those that are narrower.
fn classes(by_rule: CaseClass) -> Vec<(String, Text)> {
    let rule = (BY_RULE.to_owned(), Text::key(format!("accept-class-by-rule-{}", by_rule.as_str())));
    let narrower = CaseClass::ALL.into_iter().filter(|class| *class > by_rule);
    let narrower = narrower
        .map(|class| (class.as_str().to_owned(), Text::key(format!("accept-class-{}", class.as_str()))));
    [rule].into_iter().chain(narrower).collect()
}

fn listed(name: &str) -> Vec<(String, Text)> {
    let options = core_list(name).unwrap_or_default().into_iter();
    options.map(|option| (option.code, Text::key(option.label))).collect()
}
