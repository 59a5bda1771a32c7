//! The form in which a coordinator corrects what accepting would make of a referral.

use ::cases::intake::{Accepting, AcceptingParty, AlikeView, KnownAs, Proposal};
use contributions::{Registry, core_list};
use domain::codes::{Category, Code, Flag, ParticipantRole, Priority, ServiceType};
use domain::{CaseClass, FieldErrors, Message, SideKind};
use serde::Serialize;
use wording::Text;

use crate::Typed;
use crate::form::FieldView;

/// The name of the hidden fields that say which parties stand on the page.
const PARTY: &str = "party";

/// The class that follows from what the case is about.
const BY_RULE: &str = "by-rule";

/// Somebody new, as the answer to who a party is.
const NEW: &str = "new";

/// One party on the page.
#[derive(Serialize)]
pub(super) struct PartyFields {
    id: String,
    /// What the form calls them.
    title: Text,
    fields: Vec<FieldView>,
}

impl PartyFields {
    /// The fields, for the summary of errors.
    pub fn fields(&self) -> &[FieldView] {
        &self.fields
    }
}

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
    for party in &accepting.parties {
        let own = |field: &str, value: String| (format!("{}.{field}", party.party), value);
        pairs.extend([
            (PARTY.to_owned(), party.party.clone()),
            own("takes-part", "yes".to_owned()),
            own("known", party.known.map_or_else(|| NEW.to_owned(), known_code)),
            own("called", party.called.clone()),
            own("given-name", party.given_name.clone()),
            own("family-name", party.family_name.clone()),
            own("organisation", text(&party.organisation)),
            own("role", code(party.role.map(ParticipantRole::as_str))),
            own("side", code(party.side.map(SideKind::as_str))),
        ]);
    }
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
        parties: typed.all(PARTY).iter().filter_map(|id| party(typed, id)).collect(),
    }
}

/// A party who takes part.
fn party(typed: &Typed, id: &str) -> Option<AcceptingParty> {
    let said = |field: &str| typed.text(&format!("{id}.{field}")).trim().to_owned();
    (said("takes-part") == "yes").then(|| AcceptingParty {
        party: id.to_owned(),
        side: SideKind::parse(&said("side")),
        role: ParticipantRole::parse(&said("role")),
        called: said("called"),
        given_name: said("given-name"),
        family_name: said("family-name"),
        organisation: Some(said("organisation")).filter(|name| !name.is_empty()),
        known: known(&said("known")),
    })
}

fn known_code(known: KnownAs) -> String {
    format!("{}+{}", known.person, known.through)
}

fn known(code: &str) -> Option<KnownAs> {
    let (person, through) = code.split_once('+')?;
    Some(KnownAs { person: person.parse().ok()?, through: through.parse().ok()? })
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
    let one = |(place, party): (usize, &AcceptingParty)| {
        let title = proposal.labels.get(place).cloned().unwrap_or_else(|| Message::new("referral-party"));
        PartyFields {
            id: party.party.clone(),
            title: title.into(),
            fields: party_fields(party, alike, typed, errors),
        }
    };
    proposal.accepting.parties.iter().enumerate().map(one).collect()
}

fn party_fields(
    party: &AcceptingParty,
    alike: &[AlikeView],
    typed: &Typed,
    errors: &FieldErrors,
) -> Vec<FieldView> {
    let name = |field: &str| format!("{}.{field}", party.party);
    let value = |field: &str| typed.text(&name(field));
    let label = |field: &str| Text::key(format!("accept-party-{field}"));
    let text = |field: &str| FieldView::text(&name(field), label(field), value(field)).size("s");
    let select = |field: &str, options| FieldView::select(&name(field), label(field), options, value(field));
    let takes_part = vec![("yes".to_owned(), label("takes-part-yes"))];
    let mut fields = vec![FieldView::choices(&name("takes-part"), label("takes-part"), takes_part, |code| {
        typed.has(&name("takes-part"), code)
    })];
    let known = who(party, alike);
    if known.len() > 1 {
        let field = FieldView::choice(&name("known"), label("known"), known, value("known"));
        fields.push(field.hint(label("known-hint")));
    }
    fields.extend([text("called").hint(label("called-hint")), text("given-name"), text("family-name")]);
    if party.organisation.is_some() || !value("organisation").is_empty() {
        fields.push(text("organisation"));
    }
    let sides = [SideKind::Harmed, SideKind::Responsible, SideKind::Party];
    let sides = sides.map(|side| (side.as_str().to_owned(), Text::key(format!("side-{}", side.as_str()))));
    fields.extend([select("role", options(ParticipantRole::ALL)), select("side", sides.to_vec())]);
    fields.into_iter().map(|field| told(field.size("s"), errors)).collect()
}

/// Whom a party may be: somebody new, or one of those on record who are alike.
fn who(party: &AcceptingParty, alike: &[AlikeView]) -> Vec<(String, Text)> {
    let mut who = vec![(NEW.to_owned(), Text::key("accept-party-new"))];
    for one in alike.iter().filter(|one| one.party_id == party.party) {
        let (Some(person), Some(through)) = (one.person, one.case) else { continue };
        let name = one.name.clone().unwrap_or_default();
        let label = Message::new("accept-party-same").with("name", name).with("case", through);
        who.push((known_code(KnownAs { person, through }), label.into()));
    }
    who
}

/// The class that follows from the flags, and those that are narrower.
fn classes(by_rule: CaseClass) -> Vec<(String, Text)> {
    let rule = (BY_RULE.to_owned(), Text::key(format!("accept-class-by-rule-{}", by_rule.as_str())));
    let narrower = CaseClass::ALL.into_iter().filter(|class| *class > by_rule);
    let narrower = narrower
        .map(|class| (class.as_str().to_owned(), Text::key(format!("accept-class-{}", class.as_str()))));
    [rule].into_iter().chain(narrower).collect()
}

fn options<C: Code>(codes: &[C]) -> Vec<(String, Text)> {
    codes.iter().map(|code| (code.as_str().to_owned(), Text::key(code.key()))).collect()
}

fn listed(name: &str) -> Vec<(String, Text)> {
    let options = core_list(name).unwrap_or_default().into_iter();
    options.map(|option| (option.code, Text::key(option.label))).collect()
}

/// The field with what is wrong about it.
fn told(field: FieldView, errors: &FieldErrors) -> FieldView {
    match errors.0.iter().find(|error| error.field == field.name()) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    }
}
