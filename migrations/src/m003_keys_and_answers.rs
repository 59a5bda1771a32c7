//! Owner keys, and the values that are not columns: sealed parts and plugins' answers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m003_keys_and_answers", manager => {
    // The key of a person, a case, or a submission until it is accepted. Erasing is
    // destroying `wrapped`.
    New::table("owner_keys", vec![
        pk_uuid("id"), text("kind"), blob_null("wrapped"), integer("generation"), moment("created_at"),
        moment_null("erased_at"),
    ]).create(manager).await?;
    // One row per (record, plugin, field-set version, part, side); `side` is nil where the
    // part belongs to no side. `body` is clear JSON, `sealed` ciphertext: one of the two.
    New::table("answers", vec![
        pk_uuid("id"), text("record_kind"), uuid("record"), uuid("root"), text("plugin"), integer("field_set"),
        text("part"), uuid("side"), uuid_null("owner"), text_null("body"), blob_null("sealed"),
        big_integer("version"), boolean("live"), text("source"), uuid_null("batch"), moment("at"), uuid_null("by"),
    ]).create(manager).await?;
    index(manager, "answers", &["record", "plugin", "field_set", "part", "side"], true).await?;
    index(manager, "answers", &["root"], false).await?;
    New::table("answer_index", vec![
        text("field"), uuid("record"), uuid("root"), text_null("text"), big_integer_null("number"), date_null("day"),
    ]).key(&["field", "record"]).create(manager).await?;
    index(manager, "answer_index", &["field", "text", "root"], false).await?;
    index(manager, "answer_index", &["root"], false).await?;
    // Equality of sealed values: a keyed hash of the normalised phone, e-mail, postcode,
    // identifier, or surname with birth date.
    New::table("blind_index", vec![
        text("kind"), blob("digest"), uuid("record"), uuid("owner"),
    ]).key(&["kind", "digest", "record"]).create(manager).await?;
    index(manager, "blind_index", &["owner"], false).await?;
    // Old values, under the same part, side and seal as the row they came from.
    New::table("history", vec![
        pk_uuid("id"), uuid("row"), text("record_kind"), uuid("record"), uuid("root"), text("plugin"), text("part"), uuid("side"),
        uuid_null("owner"), text_null("body"), blob_null("sealed"), big_integer("version"), moment("at"),
        uuid_null("by"), text("source"),
    ]).create(manager).await?;
    index(manager, "history", &["root", "at"], false).await?;
});
