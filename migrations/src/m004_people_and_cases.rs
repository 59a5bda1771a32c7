//! People, referrals, cases, their sides and participants.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m004_people_and_cases", manager => {
    New::table("people", with(vec![
        pk_uuid("id"), text_uniq("reference"), text("given_name"), text("family_name"), text_null("known_as"),
        text_null("other_names"), text_null("organisation_name"), text("sort_key"), text("name_fold"),
        text_null("age_band"), text_null("language"), boolean("interpreter"),
    ], root())).refers("team", "teams").create(manager).await?;
    New::table("referrals", with(vec![
        pk_uuid("id"), text_uniq("reference"), text("channel"), text("source_type"), uuid_null("organisation"),
        uuid_null("submitted_by"), text_null("source_person"), text("plugin"), text("form"), integer("form_version"), text_null("not_checked_by"),
        moment("received_at"), text("decision"), moment_null("decided_at"), uuid_null("decided_by"),
        text_null("decision_reason"), uuid_null("case_id"), text_null("service_type"), text_null("area"),
        text_null("category"), text("coarse_status"), text_null("outcome_class"),
    ], root())).refers("team", "teams").refers("organisation", "organisations").create(manager).await?;
    index(manager, "referrals", &["decision", "received_at", "id"], false).await?;
    index(manager, "referrals", &["organisation", "received_at", "id"], false).await?;
    // Figures count by the day of each thing, so a quarter costs a quarter.
    index(manager, "referrals", &["received_at"], false).await?;
    index(manager, "referrals", &["decided_at"], false).await?;
    index(manager, "referrals", &["case_id"], false).await?;
    New::table("cases", with(vec![
        pk_uuid("id"), text_uniq("reference"), text_null("legacy_reference"), text("service_type"), text("route"),
        integer("route_version"), text("stage"), text("phase"), text("status"), text_null("stage_override"),
        text_null("override_reason"), uuid_null("owner"), text("priority"), text("complexity"), boolean("complex"),
        boolean("risk_flag"), text_null("area"), text("source_type"), uuid_null("organisation"),
        text_null("category"), text_null("justice_stage"), text_null("initiated_by"), text("coarse_status"),
        text_null("outcome_class"), text_null("outcome"), text_null("closing_reason"), text_null("closing_note"),
        moment("received_at"), moment_null("acknowledged_at"), moment_null("triaged_at"),
        moment_null("first_contact_at"), moment_null("allocated_at"), moment_null("ready_at"),
        moment_null("event_at"), moment_null("closed_at"), date_null("dispose_after"), text_null("summary"),
        text_null("lawful_basis"),
    ], root())).refers("team", "teams").refers("organisation", "organisations").create(manager).await?;
    // In the order of the lists: a page walks the index and tests the condition row by row.
    index(manager, "cases", &["received_at", "id"], false).await?;
    index(manager, "cases", &["status", "received_at", "id"], false).await?;
    index(manager, "cases", &["phase", "received_at", "id"], false).await?;
    index(manager, "cases", &["closed_at"], false).await?;
    index(manager, "cases", &["legacy_reference"], false).await?;
    index(manager, "cases", &["organisation"], false).await?;
    index(manager, "cases", &["batch"], false).await?;
    New::table("sides", vec![pk_uuid("id"), uuid("case_id"), text("kind"), text("letter")])
        .refers("case_id", "cases").create(manager).await?;
    index(manager, "sides", &["case_id"], false).await?;
    New::table("participants", with(vec![
        pk_uuid("id"), text_uniq("reference"), uuid("case_id"), uuid("side"), uuid("person"), text("role"),
        text("stage"), boolean("required"), text("called"), text("first_name"), text("initials"),
        text_null("age_band"), text_null("responsibility"), text("readiness"), text_null("willing"),
        text_null("adjustments"), text_null("outcome"), moment_null("first_contact_at"),
        moment_null("information_given_at"), moment_null("withdrew_at"), big_integer_null("search_row"),
    ], child())).refers("case_id", "cases").refers("side", "sides").refers("person", "people").create(manager).await?;
    index(manager, "participants", &["case_id"], false).await?;
    index(manager, "participants", &["person"], false).await?;
    index(manager, "participants", &["side"], false).await?;
    index(manager, "participants", &["first_contact_at"], false).await?;
    index(manager, "participants", &["information_given_at"], false).await?;
    New::table("incidents", with(vec![
        pk_uuid("id"), uuid("case_id"), text("kind"), text_null("category"), text_null("detail"),
        date_null("occurred_from"), date_null("occurred_to"), boolean("reported_to_police"),
        text_null("crime_reference"), text_null("summary"),
    ], child())).refers("case_id", "cases").create(manager).await?;
    index(manager, "incidents", &["case_id"], false).await?;
    New::table("case_flags", vec![uuid("case_id"), text("flag")])
        .key(&["case_id", "flag"]).refers("case_id", "cases").create(manager).await?;
    // Coded values only, found by a keyed hash while the owner's key lives; they stay
    // when it is destroyed and can then be tied to nobody.
    New::table("statistics", vec![
        blob("key"), uuid("case_id"), text("role"), text("side_kind"), text("age_band"), text("sex"), text("ethnic_group"),
        text("disability"), text("district"), text("risk_level"), text("received_month"), boolean("live"),
    ]).key(&["key"]).create(manager).await?;
    index(manager, "statistics", &["case_id"], false).await?;
});
