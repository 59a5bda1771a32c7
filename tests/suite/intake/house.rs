//! A small service: two teams, two partners, and the people who take referrals in.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use cases::intake::{Accepting, FormName, Intake, Submission};
use chrono::TimeDelta;
use contributions::{HookCall, HookFault, HookFuture, Hooks, Package, Problem, Registry, Table};
use domain::{Answers, Instant, Message, OrganisationId, Reference, TeamId, Value};
use keys::Keyring;
use permissions::{
    Actor, ManageAccounts, ManageOrganisations, ManageSettings, Place, Policy, Rights, Role, Task,
};
use storage::identity::{NewAccount, RoleGrant};
use storage::{NewOrganisation, NewTeam, StillClock, Store};
use tests::databases::{Database, Kind};

/// The moment of every test.
pub const NOW: &str = "2026-11-24T10:00:00Z";

/// What a plugin's code does in a test: answers honestly, or fails.
pub struct Code(pub Option<HookFault>);

impl Hooks for Code {
    fn validate<'a>(&'a self, _: HookCall, _: &'a str, answers: &'a Answers) -> HookFuture<'a, Vec<Problem>> {
        let is_wrong = answers.get("tenancy") == Some(&Value::Text("WRONG".to_owned()));
        let problem = Problem {
            field: Some("tenancy".to_owned()),
            blocking: true,
            message: Message::new("test-referral/tenancy-unknown"),
        };
        let answer = match &self.0 {
            Some(fault) => Err(fault.clone()),
            None => Ok(if is_wrong { vec![problem] } else { Vec::new() }),
        };
        Box::pin(std::future::ready(answer))
    }

    fn compute<'a>(&'a self, _: HookCall, _: &'a str, _: &'a Answers) -> HookFuture<'a, Answers> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }

    fn build<'a>(
        &'a self,
        _: HookCall,
        _: &'a str,
        _: &'a Answers,
        _: &'a [(String, Table)],
    ) -> HookFuture<'a, serde_json::Value> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }
}

/// A plugin with one form, from its files.
fn package(manifest: &str, form: (&str, &str)) -> Arc<Package> {
    let files: BTreeMap<String, Vec<u8>> =
        [("plugin.toml", manifest), (form.0, form.1), ("i18n/en.ftl", include_str!("en.ftl"))]
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .collect();
    Arc::new(Package::draft(&files).unwrap_or_else(|findings| panic!("{findings}")))
}

/// A partner's form with fields of its own, one clear and one sealed, and a public form.
fn packages() -> [Arc<Package>; 2] {
    let public = "[plugin]\nid = \"test-public\"\nversion = \"1.0.0\"\napi = \"1\"\nname = \"name\"\n";
    [
        package(include_str!("plugin.toml"), ("forms/referral.toml", include_str!("partner.toml"))),
        package(public, ("forms/public.toml", include_str!("public.toml"))),
    ]
}

/// The service and its people.
pub struct House {
    pub database: Database,
    pub store: Store,
    pub intake: Intake,
    pub team: TeamId,
    pub coordinator: Actor,
    pub colleague: Actor,
    pub office: Actor,
    pub elsewhere: Actor,
    pub facilitator: Actor,
    pub partner: Actor,
    pub other_partner: Actor,
    sent: AtomicU8,
    clock: Arc<StillClock>,
}

impl House {
    pub async fn open(kind: Kind) -> Self {
        Self::with(kind, Code(None)).await
    }

    pub async fn with(kind: Kind, code: Code) -> Self {
        let database = Database::fresh(kind).await;
        let clock = Arc::new(StillClock::at(now()));
        let store = Store::open(&database.settings(), Arc::new(Keyring::generate()), clock.clone())
            .await
            .expect("the store opens");
        let (registry, conflicts) = Registry::build(&packages(), &[]);
        assert!(conflicts.is_empty(), "{conflicts:?}");
        let intake = Intake::new(store.clone(), Arc::new(code), Arc::new(registry));
        let team = make_team(&store, None).await;
        let below = make_team(&store, Some(team)).await;
        let police = make_partner(&store, team, "Northside Police", "police").await;
        let council = make_partner(&store, team, "Northside Council", "council").await;
        let account = |name, role, team, organisation| make_account(&store, name, role, team, organisation);
        Self {
            coordinator: account("dan", Role::Coordinator, team, None).await,
            colleague: account("eve", Role::Coordinator, team, None).await,
            office: account("olu", Role::OfficeAdministrator, team, None).await,
            elsewhere: account("una", Role::Coordinator, below, None).await,
            facilitator: account("ama", Role::LeadFacilitator, team, None).await,
            partner: account("pat", Role::PartnerReferrer, team, Some(police)).await,
            other_partner: account("cal", Role::PartnerReferrer, team, Some(council)).await,
            sent: AtomicU8::new(100),
            clock,
            database,
            store,
            intake,
            team,
        }
    }

    /// Sends the partner's form and returns its receipt number.
    pub async fn refer(&self, answers: Answers) -> Reference {
        let press = self.sent.fetch_add(1, Ordering::Relaxed);
        let sent = self.intake.submit(&self.partner, submission(press, answers)).await;
        sent.expect("it is taken in").reference
    }

    /// Accepts as proposed, with `change`; returns the case.
    pub async fn accept(
        &self,
        by: &Actor,
        referral: Reference,
        change: impl FnOnce(&mut Accepting),
    ) -> Reference {
        let proposal = self.intake.proposal(by, referral).await.expect("a proposal").into_inner();
        let mut accepting = proposal.accepting;
        change(&mut accepting);
        let accepted = self.intake.accept(by, referral, proposal.version, &accepting).await;
        accepted.expect("it is accepted").case
    }

    /// A second goes by.
    pub fn tick(&self) {
        self.advance(TimeDelta::seconds(1));
    }

    /// Time goes by.
    pub fn advance(&self, by: TimeDelta) {
        self.clock.set(self.store.now() + by);
    }

    /// How many rows a table has that hold this.
    pub async fn count(&self, sql: &str) -> i64 {
        use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
        let connection = self.database.connect().await;
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.expect("it can be asked").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }
}

pub fn now() -> Instant {
    NOW.parse().expect("a moment")
}

/// The partner's form, as one press of its button sends it.
pub fn submission(press: u8, answers: Answers) -> Submission {
    Submission {
        form: FormName::new("test-referral", "referral"),
        version: 1,
        key: [press; 16],
        answers: Some(answers),
        locale: "en".to_owned(),
    }
}

/// A burglary as the partner tells it, about these two people.
pub fn burglary(harmed: (&str, &str), phone: &str, responsible: (&str, &str)) -> Answers {
    let text = |value: &str| Value::Text(value.to_owned());
    [
        ("service-type", Value::Choice("restorative-justice".to_owned())),
        ("reason", text("She wants to ask why")),
        ("offence-group", Value::Choice("burglary-residential".to_owned())),
        ("description", text("A break-in at night")),
        ("risk-note", text("He was angry")),
        ("tenancy", text("T-17")),
        ("prison-number", text("A1234BC")),
        ("harmed-given-name", text(harmed.0)),
        ("harmed-family-name", text(harmed.1)),
        ("harmed-phone", text(phone)),
        ("harmed-may-phone", Value::Choice("yes".to_owned())),
        ("harmed-code-word", text("bluebell")),
        ("harmed-birth-date", Value::Date("1990-02-28".parse().expect("a day"))),
        ("responsible-given-name", text(responsible.0)),
        ("responsible-family-name", text(responsible.1)),
        ("responsible-phone", text("07700 900999")),
    ]
    .into_iter()
    .map(|(id, value)| (id.to_owned(), value))
    .collect()
}

fn operator() -> Actor {
    Actor::system(Task::Operator, now())
}

async fn make_team(store: &Store, parent: Option<TeamId>) -> TeamId {
    let mut unit = store.write(&operator()).await.expect("a unit");
    let leave = unit.actor().may::<ManageSettings>(&Place::service(), unit.id()).expect("it may");
    let new = NewTeam { parent, name: "Essex".to_owned(), kind: "service" };
    let team = unit.create_team(leave, new).await.expect("a team");
    unit.commit().await.expect("kept");
    team
}

async fn make_partner(store: &Store, team: TeamId, name: &str, kind: &str) -> OrganisationId {
    let mut unit = store.write(&operator()).await.expect("a unit");
    let leave = unit.actor().may::<ManageOrganisations>(&Place::service(), unit.id()).expect("it may");
    let new = NewOrganisation { name: name.to_owned(), kind: kind.to_owned(), team, agreement_until: None };
    let partner = unit.create_organisation(leave, new).await.expect("a partner");
    unit.commit().await.expect("kept");
    partner.id
}

async fn make_account(
    store: &Store,
    name: &str,
    role: Role,
    team: TeamId,
    organisation: Option<OrganisationId>,
) -> Actor {
    let mut unit = store.write(&operator()).await.expect("a unit");
    let leave = unit.actor().may::<ManageAccounts>(&Place::service(), unit.id()).expect("it may");
    let until = now() + TimeDelta::days(365);
    let new = NewAccount {
        username: name.to_owned(),
        display_name: name.to_owned(),
        email: None,
        kind: if organisation.is_some() { "partner" } else { "staff" },
        team,
        organisation,
        status: "active",
        language: "en".to_owned(),
        password: None,
        sensitive_trained: true,
        valid_until: None,
        roles: vec![RoleGrant { role, from: now(), until }],
    };
    let (account, _) = unit.create_account(leave, new).await.expect("an account");
    unit.commit().await.expect("kept");
    // Staff reach their team and those below it; a partner's account has no team of ours.
    let teams = if organisation.is_some() { Vec::new() } else { vec![team] };
    let policy = Arc::new(Policy::default());
    Actor::account(Rights { account, organisation, teams, roles: vec![role], policy, until }, now())
}
