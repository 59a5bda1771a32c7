//! How each kind of field is typed into.

use contributions::{CoreField, FieldDefinition, PartyField};
use domain::FieldKind;

use super::Input;

/// The box for a field of one line. What the browser may fill in is offered only where the
/// reader is asked about themselves: an officer's own telephone number has no place in the
/// form about somebody else.
pub(super) fn input_of(field: &FieldDefinition, is_about_reader: bool) -> Input {
    let fed = field.feeds.as_ref().filter(|_| is_about_reader);
    let (kind, mode, width) = match field.kind {
        FieldKind::Phone => ("tel", None, "govuk-input--width-20"),
        FieldKind::Email => ("email", None, ""),
        FieldKind::Postcode => ("text", None, "govuk-input--width-10"),
        FieldKind::Integer => ("text", Some("numeric"), "govuk-input--width-5"),
        FieldKind::Decimal => ("text", Some("decimal"), "govuk-input--width-5"),
        _ if field.max_length <= 10 => ("text", None, "govuk-input--width-10"),
        _ if field.max_length <= 40 => ("text", None, "govuk-input--width-20"),
        _ => ("text", None, ""),
    };
    let is_prose = matches!(field.kind, FieldKind::Text | FieldKind::LongText) && field.feeds.is_none();
    Input { kind, mode, autocomplete: fed.and_then(autocomplete), width, spellcheck: is_prose }
}

/// The browser's name for what the reader is asked about themselves.
fn autocomplete(fed: &CoreField) -> Option<&'static str> {
    let CoreField::Party { field, .. } = fed else { return None };
    match field {
        PartyField::KnownAs => Some("name"),
        PartyField::GivenName => Some("given-name"),
        PartyField::FamilyName => Some("family-name"),
        PartyField::Organisation => Some("organization"),
        PartyField::Phone => Some("tel"),
        PartyField::Email => Some("email"),
        PartyField::AddressLine1 => Some("address-line1"),
        PartyField::AddressLine2 => Some("address-line2"),
        PartyField::Postcode => Some("postal-code"),
        _ => None,
    }
}

/// Whether the date asked for is the reader's own birth date.
pub(super) fn is_own_birth_date(field: &FieldDefinition, is_about_reader: bool) -> bool {
    is_about_reader && matches!(&field.feeds, Some(CoreField::Party { field: PartyField::BirthDate, .. }))
}
