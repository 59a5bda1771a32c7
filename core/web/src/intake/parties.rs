//! The people of a referral, as a form asks who they will be in a case.

use ::cases::intake::{AcceptingParty, KnownAs};
use domain::codes::{Code, ParticipantRole};
use domain::{FieldErrors, Message, SideKind};
use serde::Serialize;
use wording::Text;

use crate::Typed;
use crate::form::FieldView;

/// The name of the hidden fields that say which parties stand on the page.
const PARTY: &str = "party";

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

/// Somebody on record whom a party can be said to be.
pub(super) struct Choice {
    /// The party who may be them; whichever, where it says nothing.
    pub party: Option<String>,
    /// Who they are.
    pub known: KnownAs,
    /// How they are named.
    pub label: Text,
}

/// Parties as they would be typed, each with whom they are thought to be.
pub(super) fn pairs<'a>(
    parties: impl Iterator<Item = (&'a AcceptingParty, Option<KnownAs>)>,
) -> Vec<(String, String)> {
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    let one = |(party, known): (&AcceptingParty, Option<KnownAs>)| {
        let own = |field: &str, value: String| (format!("{}.{field}", party.party), value);
        [
            (PARTY.to_owned(), party.party.clone()),
            own("takes-part", "yes".to_owned()),
            own("known", known.map_or_else(|| NEW.to_owned(), known_code)),
            own("called", party.called.clone()),
            own("given-name", party.given_name.clone()),
            own("family-name", party.family_name.clone()),
            own("organisation", party.organisation.clone().unwrap_or_default()),
            own("role", code(party.role.map(ParticipantRole::as_str))),
            own("side", code(party.side.map(SideKind::as_str))),
        ]
    };
    parties.flat_map(one).collect()
}

/// The parties who take part, as they were typed.
pub(super) fn read(typed: &Typed) -> Vec<AcceptingParty> {
    typed.all(PARTY).iter().filter_map(|id| party(typed, id)).collect()
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

/// The fields of each party, with whom they may be already.
pub(super) fn fields(
    parties: &[AcceptingParty],
    labels: &[Message],
    known: &[Choice],
    typed: &Typed,
    errors: &FieldErrors,
) -> Vec<PartyFields> {
    let one = |(place, party): (usize, &AcceptingParty)| {
        let title = labels.get(place).cloned().unwrap_or_else(|| Message::new("referral-party"));
        PartyFields {
            id: party.party.clone(),
            title: title.into(),
            fields: party_fields(party, known, typed, errors),
        }
    };
    parties.iter().enumerate().map(one).collect()
}

fn party_fields(
    party: &AcceptingParty,
    known: &[Choice],
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
    let known = who(party, known);
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

/// Somebody new, or one of those on record who may be them.
fn who(party: &AcceptingParty, known: &[Choice]) -> Vec<(String, Text)> {
    let theirs = known.iter().filter(|one| one.party.as_ref().is_none_or(|id| *id == party.party));
    let theirs = theirs.map(|one| (known_code(one.known), one.label.clone()));
    [(NEW.to_owned(), Text::key("accept-party-new"))].into_iter().chain(theirs).collect()
}

/// The codes of a list as options.
pub(super) fn options<C: Code>(codes: &[C]) -> Vec<(String, Text)> {
    codes.iter().map(|code| (code.as_str().to_owned(), Text::key(code.key()))).collect()
}

/// The field with what is wrong about it.
pub(super) fn told(field: FieldView, errors: &FieldErrors) -> FieldView {
    match errors.0.iter().find(|error| error.field == field.name()) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    }
}
