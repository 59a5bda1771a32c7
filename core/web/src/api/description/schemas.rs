//! The shapes: the fixed ones derived, the fields from the catalogue.

use contributions::{CatalogueField, RecordKind};
use domain::{FieldKind, Message, PartSet};
use permissions::ActKind;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, Components, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};

use super::Describing;
use super::readable::readable;
use crate::api::{case, cases, contacts, me, referrals, refused, reports};

/// Every shape that a path of this account names.
pub(super) fn components(describing: &Describing<'_>) -> Components {
    let mut found = Vec::new();
    collect::<me::Me>(&mut found);
    collect::<refused::Refusal>(&mut found);
    let actor = describing.actor;
    if actor.holds(ActKind::ViewCase) {
        collect::<cases::CaseList>(&mut found);
        collect::<case::CaseRecord>(&mut found);
        collect::<case::Log>(&mut found);
        let parts = readable(actor, ActKind::ViewCase);
        let of_case = [RecordKind::Case, RecordKind::Incident, RecordKind::Referral];
        let of_people = [RecordKind::Participant, RecordKind::Person];
        found.push(("CaseFields".to_owned(), fields(describing, parts, &of_case)));
        found.push(("ParticipantFields".to_owned(), fields(describing, parts, &of_people)));
        found.push(("ParticipantColumns".to_owned(), columns(describing, parts)));
    }
    if actor.holds(ActKind::LogContact) {
        collect::<contacts::Contact>(&mut found);
    }
    if actor.holds(ActKind::ViewReferral) {
        collect::<referrals::ReferralList>(&mut found);
        let parts = readable(actor, ActKind::ViewReferral);
        found.push(("ReferralFields".to_owned(), fields(describing, parts, &[RecordKind::Referral])));
    }
    if actor.holds(ActKind::RunReport) {
        collect::<reports::Report>(&mut found);
    }
    // By name, so that the file in the repository changes only where something did.
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut components = Components::new();
    components.schemas.extend(found);
    components
}

/// A shape and those within it.
fn collect<T: ToSchema>(found: &mut Vec<(String, RefOr<Schema>)>) {
    found.push((T::name().into_owned(), T::schema()));
    T::schemas(found);
}

/// The fields of these records whose part is among `parts`.
fn fields(describing: &Describing<'_>, parts: PartSet, on: &[RecordKind]) -> RefOr<Schema> {
    let known = describing.registry.catalogue().within(parts).filter(|field| on.contains(&field.on));
    let properties = known.fold(ObjectBuilder::new(), |object, field| {
        object.property(field.id.clone(), field_schema(describing, field))
    });
    RefOr::T(properties.build().into())
}

/// The same of participants as a list has them: a value for each of them.
fn columns(describing: &Describing<'_>, parts: PartSet) -> RefOr<Schema> {
    let known =
        describing.registry.catalogue().within(parts).filter(|field| field.on == RecordKind::Participant);
    let properties = known.fold(ObjectBuilder::new(), |object, field| {
        object
            .property(field.id.clone(), ArrayBuilder::new().items(RefOr::T(field_schema(describing, field))))
    });
    RefOr::T(properties.build().into())
}

/// One field: its kind, its name, and the codes of its options.
pub(super) fn field_schema(describing: &Describing<'_>, field: &CatalogueField) -> Schema {
    let label = describing.words.text(describing.language, &Message::new(&field.label));
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let coded = || {
        let codes: Vec<String> = field.options.all().iter().map(|option| option.code.clone()).collect();
        if codes.is_empty() { text() } else { text().enum_values(Some(codes)) }
    };
    let formatted = |format: KnownFormat| text().format(Some(SchemaFormat::KnownFormat(format)));
    let object = match field.kind {
        FieldKind::Choices => {
            return ArrayBuilder::new().items(coded()).description(Some(label)).build().into();
        }
        FieldKind::Choice => coded(),
        FieldKind::Boolean => ObjectBuilder::new().schema_type(Type::Boolean),
        FieldKind::Integer => ObjectBuilder::new().schema_type(Type::Integer),
        FieldKind::Date => formatted(KnownFormat::Date),
        FieldKind::Instant => formatted(KnownFormat::DateTime),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Decimal
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Postcode => text(),
    };
    object.description(Some(label)).build().into()
}
