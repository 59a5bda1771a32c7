//! The work on a case: log, consents, risk, meetings, agreements, pauses, closure, drafts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m006_work", manager => {
    // `side` is nil for an entry that belongs to the case as a whole; `audience` then says
    // whether it is shared or internal.
    New::table("entries", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), uuid("side"), text("audience"), text("part"),
        uuid_null("participant"), text("kind"), text_null("direction"), text_null("outcome"), text_null("purpose"),
        moment_null("occurred_at"), date("occurred_on"), integer_null("minutes"), text_null("summary"),
        uuid_null("by"), text_null("by_name"), boolean("follow_up"), boolean("needs_person"),
        big_integer_null("search_row"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "entries", &["case_id", "occurred_on"], false).await?;
    New::table("consents", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), uuid("participant"), text("purpose"), boolean("given"),
        text("method"), date("given_on"), date_null("expires_on"), date_null("withdrawn_on"),
        text_null("withdrawn_method"), uuid_null("recorded_by"),
    ], child())).refers("case_id", "cases").refers("participant", "participants").create(manager).await?;
    index(manager, "consents", &["case_id"], false).await?;
    index(manager, "consents", &["participant"], false).await?;
    index(manager, "consents", &["given_on"], false).await?;
    // The questions, answers and mitigations are sealed rows of `answers`.
    New::table("risks", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), text("kind"), text("level"), text("state"),
        date("done_on"), date_null("valid_until"), uuid_null("done_by"), uuid_null("approved_by"),
        moment_null("approved_at"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "risks", &["case_id"], false).await?;
    New::table("meetings", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), text("kind"), boolean("direct"), moment("planned_at"),
        text_null("venue"), text("held"), moment_null("held_at"), text_null("reason"), uuid_null("recorded_by"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "meetings", &["case_id"], false).await?;
    index(manager, "meetings", &["held_at"], false).await?;
    New::table("agreements", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), text("kind"), text("text"), date("agreed_on"),
        text("method"), text("status"), uuid_null("recorded_by"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "agreements", &["case_id"], false).await?;
    index(manager, "agreements", &["agreed_on"], false).await?;
    New::table("agreement_actions", vec![
        pk_uuid("id"), uuid("agreement"), uuid("case_id"), text("kind"), text("description"), date_null("due_on"),
        text("status"), date_null("done_on"), boolean("live"), uuid_null("batch"),
    ]).refers("agreement", "agreements").create(manager).await?;
    index(manager, "agreement_actions", &["agreement"], false).await?;
    index(manager, "agreement_actions", &["case_id"], false).await?;
    index(manager, "agreement_actions", &["due_on"], false).await?;
    New::table("feedback", with(vec![
        pk_uuid("id"), uuid("case_id"), uuid_null("participant"), text("stage"), date("invited_on"),
        date_null("answered_on"), integer_null("satisfaction"), text_null("better_able_to_cope"),
        text_null("feels_safer"), text_null("better_informed"), text_null("comments"), text("quote_permission"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "feedback", &["case_id"], false).await?;
    index(manager, "feedback", &["answered_on"], false).await?;
    New::table("pauses", vec![
        pk_uuid("id"), uuid("case_id"), text("reason"), date("from_on"), date_null("until_on"), uuid_null("by"),
        boolean("live"), uuid_null("batch"), moment("created_at"),
    ]).refers("case_id", "cases").create(manager).await?;
    index(manager, "pauses", &["case_id"], false).await?;
    New::table("closures", vec![
        pk_uuid("id"), uuid("case_id"), text("reason"), text("outcome"), text_null("note"), uuid("proposed_by"),
        moment("proposed_at"), text("state"), uuid_null("decided_by"), moment_null("decided_at"),
        text_null("decision_note"), big_integer("version"),
    ]).refers("case_id", "cases").create(manager).await?;
    index(manager, "closures", &["case_id"], false).await?;
    index(manager, "closures", &["state", "proposed_at"], false).await?;
    // What the readers of one case are told: a code and a reference, each once.
    New::table("notices", vec![uuid("case_id"), text("kind"), text("subject"), moment("at")])
        .key(&["case_id", "kind", "subject"]).refers("case_id", "cases").create(manager).await?;
    // Private to their author, sealed with the key of the case or of the author.
    New::table("drafts", vec![
        pk_uuid("id"), uuid("account"), uuid_null("case_id"), text("form"), text("place"), uuid("owner"),
        blob("sealed"), big_integer("version"), moment("created_at"), moment("updated_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "drafts", &["account", "place"], true).await?;
    // A form's random part and what it was answered with, kept 24 hours: a second press
    // of the button gives the first answer.
    New::table("receipts", vec![
        blob("token"), uuid_null("account"), text("answer"), moment("at"),
    ]).key(&["token"]).create(manager).await?;
    index(manager, "receipts", &["at"], false).await?;
});
