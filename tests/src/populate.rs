//! A world's rows in a database.
//!
//! They are put in beside the store, column by column: what is compared is how the store
//! reads them.

use domain::{Reference, ReferenceKind};
use sea_orm_migration::sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait, Value};
use uuid::Uuid;

use crate::standing::{id, kind, side};
use crate::world::World;

/// The outer name of the `number`th thing of a kind.
pub fn reference(of: ReferenceKind, number: usize) -> Reference {
    // Spread out, so that neighbours do not differ in one character only.
    Reference::from_random(of, (number as u64 + 1).wrapping_mul(0x5_dead_beef_cafe))
}

/// A row that is being put together.
struct Row {
    table: &'static str,
    columns: Vec<(&'static str, Value)>,
}

impl Row {
    const fn new(table: &'static str) -> Self {
        Self { table, columns: Vec::new() }
    }

    fn with(mut self, column: &'static str, value: impl Into<Value>) -> Self {
        self.columns.push((column, value.into()));
        self
    }

    /// Several texts, as they stand in most columns.
    fn texts(self, texts: &[(&'static str, &str)]) -> Self {
        texts.iter().fold(self, |row, (column, text)| row.with(column, *text))
    }

    /// What every root record has.
    fn root(self, world: &World, team: usize, class: &str, live: bool) -> Self {
        self.with("team", id(kind::TEAM, team))
            .with("version", 1_i64)
            .with("live", live)
            .with("created_at", world.now)
            .texts(&[("class", class), ("source", "world"), ("regime", "uk-gdpr"), ("retention", "standard")])
    }

    async fn insert(self, on: &impl ConnectionTrait) {
        let (columns, values): (Vec<_>, Vec<_>) = self.columns.into_iter().unzip();
        let mut statement = Query::insert();
        statement
            .into_table(Alias::new(self.table))
            .columns(columns.into_iter().map(Alias::new))
            .values_panic(values.into_iter().map(SimpleExpr::from));
        on.execute(&statement).await.unwrap_or_else(|error| panic!("a row of {}: {error}", self.table));
    }
}

/// Puts all of `world` into the database behind `connection`.
///
/// # Panics
/// If the schema has another shape than this expects.
pub async fn populate(connection: &DatabaseConnection, world: &World) {
    let on = connection.begin().await.expect("a transaction begins");
    for (team, parent) in world.teams.iter().enumerate() {
        Row::new("teams")
            .with("id", id(kind::TEAM, team))
            .with("parent", parent.map(|parent| id(kind::TEAM, parent)))
            .with("created_at", world.now)
            .texts(&[("name", "a team"), ("kind", "area")])
            .insert(&on)
            .await;
    }
    let yesterday = world.now.date_naive().pred_opt();
    for (organisation, is_in_force) in world.organisations.iter().enumerate() {
        Row::new("organisations")
            .with("id", id(kind::ORGANISATION, organisation))
            .with("reference", reference(ReferenceKind::Organisation, organisation).stored())
            .with("agreement_until", if *is_in_force { None } else { yesterday })
            .texts(&[("name", "an organisation"), ("sort_key", "an organisation"), ("kind", "police")])
            .root(world, 0, "standard", true)
            .insert(&on)
            .await;
    }
    people(&on, world).await;
    cases(&on, world).await;
    let access =
        world.access.iter().enumerate().flat_map(|(case, rows)| rows.iter().map(move |row| (case, row)));
    for (number, (case, row)) in access.enumerate() {
        Row::new("case_access")
            .with("id", id(kind::ACCESS, number))
            .with("account", id(kind::ACCOUNT, row.person))
            .with("case_id", id(kind::CASE, case))
            .with("sides", i64::from(row.sides))
            .with("from_at", row.window.from)
            .with("until_at", row.window.until)
            .with("live", row.live)
            .with("created_at", world.now)
            .with("groups", row.groups)
            .with("agreement", row.agreement.map(|organisation| id(kind::ORGANISATION, organisation)))
            .texts(&[("kind", row.kind), ("state", row.state)])
            .insert(&on)
            .await;
    }
    let excluded = world.exclusions.iter().enumerate();
    for (case, (person, window)) in excluded.flat_map(|(case, rows)| rows.iter().map(move |row| (case, row)))
    {
        Row::new("exclusions")
            .with("account", id(kind::ACCOUNT, *person))
            .with("case_id", id(kind::CASE, case))
            .with("reason", "related")
            .with("from_at", window.from)
            .with("until_at", window.until)
            .insert(&on)
            .await;
    }
    on.commit().await.expect("the world is written");
}

async fn people(on: &impl ConnectionTrait, world: &World) {
    for (person, row) in world.people.iter().enumerate() {
        let account = id(kind::ACCOUNT, person);
        Row::new("accounts")
            .with("id", account)
            .with("reference", reference(ReferenceKind::Account, person).stored())
            .with("username", format!("person{person}"))
            .with("organisation", row.organisation.map(|organisation| id(kind::ORGANISATION, organisation)))
            .with("epoch", 1_i64)
            .with("sensitive_trained", false)
            .texts(&[("display_name", "A person"), ("sort_key", "a person"), ("kind", "staff")])
            .texts(&[("status", "active"), ("language", "en")])
            .root(world, row.team, "standard", true)
            .insert(on)
            .await;
        for (role, window) in &row.roles {
            Row::new("account_roles")
                .with("account", account)
                .with("role", *role)
                .with("from_at", window.from)
                .with("until_at", window.until)
                .insert(on)
                .await;
        }
    }
}

async fn cases(on: &impl ConnectionTrait, world: &World) {
    let organisation = |number: Option<usize>| number.map(|number| id(kind::ORGANISATION, number));
    for (case, row) in world.cases.iter().enumerate() {
        let status = if row.closed_at.is_some() { "closed" } else { "open" };
        Row::new("cases")
            .with("id", id(kind::CASE, case))
            .with("reference", reference(ReferenceKind::Case, case).stored())
            .with("route_version", 1)
            .with("complex", false)
            .with("risk_flag", false)
            .with("organisation", organisation(row.organisation))
            .with("received_at", world.now - chrono::TimeDelta::days(200 + case as i64 % 150))
            .with("closed_at", row.closed_at)
            .texts(&[
                ("service_type", "restorative-justice"),
                ("route", "restorative-justice"),
                ("stage", "triage"),
            ])
            .texts(&[("phase", "received"), ("status", status), ("priority", "routine")])
            .texts(&[("complexity", "standard"), ("source_type", "police"), ("coarse_status", "received")])
            .root(world, row.team, row.class, row.live)
            .insert(on)
            .await;
        for number in 0..row.sides {
            let letter = char::from(b'A' + number as u8).to_string();
            Row::new("sides")
                .with("id", Uuid::from(side(case, number)))
                .with("case_id", id(kind::CASE, case))
                .texts(&[("kind", "party"), ("letter", &letter)])
                .insert(on)
                .await;
        }
    }
    for (number, row) in world.referrals.iter().enumerate() {
        let decision = if row.case.is_some() { "accepted" } else { "received" };
        Row::new("referrals")
            .with("id", id(kind::REFERRAL, number))
            .with("reference", reference(ReferenceKind::Referral, number).stored())
            .with("organisation", organisation(row.organisation))
            .with("submitted_by", row.submitted_by.map(|person| id(kind::ACCOUNT, person)))
            .with("case_id", row.case.map(|case| id(kind::CASE, case)))
            .with("form_version", 1)
            .with("received_at", world.now - chrono::TimeDelta::days(number as i64 % 300))
            .texts(&[
                ("channel", "partner-portal"),
                ("source_type", "police"),
                ("plugin", "core"),
                ("form", "referral"),
            ])
            .texts(&[("decision", decision), ("coarse_status", "received")])
            .root(world, row.team, row.class, row.live)
            .insert(on)
            .await;
    }
}
