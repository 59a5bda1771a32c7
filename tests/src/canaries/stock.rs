//! Putting the canaries into a database.

use std::collections::HashMap;
use std::sync::Arc;

use administration::{NewService, found};
use contributions::Registry;
use domain::{AccountId, CaseId, Instant, OrganisationId, Reference, TeamId};
use keys::Keyring;
use permissions::{Actor, ManageSettings, Place, Task, ViewConfiguration};
use sea_orm_migration::sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use storage::bulk::{BulkChunk, Loader, NewBatch};
use storage::{Installation, InstallationKind, NewTeam, StillClock, Store};
use uuid::Uuid;

use super::cast::which;
use super::people::Somebody;
use super::{Canary, Difference, Ink, Spot, cast};
use crate::databases::{Database, Kind};
use crate::dice::Dice;
use crate::world::World;

/// A service without records, on which a stock can be put: its database, its keys, and a
/// clock that stands still.
pub struct Ground {
    /// The database.
    pub database: Database,
    /// Its keys.
    pub keys: Arc<Keyring>,
    /// Its clock.
    pub clock: Arc<StillClock>,
    /// The moment it shows.
    pub now: Instant,
    /// What the installation was born as.
    pub installation: Installation,
    /// The teams, as the world numbers them.
    pub teams: Vec<TeamId>,
    /// Where compiled plugins lie.
    pub artefacts: Arc<tempfile::TempDir>,
}

impl Ground {
    /// A live service with its teams, at this moment of the real day.
    ///
    /// # Panics
    /// If it cannot be founded.
    pub async fn lay(kind: Kind) -> Self {
        let database = Database::fresh(kind).await;
        let keys = Arc::new(Keyring::generate());
        let now = domain::instant(std::time::SystemTime::now().into());
        let clock = Arc::new(StillClock::at(now));
        let store = Store::open(&database.settings(), keys.clone(), clock.clone()).await.expect("a database");
        let installation = Installation {
            kind: InstallationKind::Live,
            service_name: "Northside Restorative".into(),
            zone: store.zone(),
        };
        let operator = Actor::system(Task::Operator, now);
        let new = NewService { installation: installation.clone(), team: "Northside".into() };
        found(&store, &operator, new).await.expect("an empty database");
        let teams = teams(&store, &operator).await;
        let artefacts = Arc::new(tempfile::tempdir().expect("a folder for compiled plugins"));
        Self { database, keys, clock, now, installation, teams, artefacts }
    }

    /// The same service once more, in a database of its own.
    ///
    /// # Panics
    /// If the database is not a file.
    pub async fn copy(&self) -> Self {
        assert_eq!(self.database.kind(), Kind::Sqlite, "a file can be copied");
        let database = Database::fresh(Kind::Sqlite).await;
        let path = database.url().trim_start_matches("sqlite://").to_owned();
        std::fs::remove_file(&path).expect("the template's copy can be removed");
        let from = self.database.connect().await;
        from.execute_unprepared(&format!("VACUUM INTO '{path}'")).await.expect("the file is written");
        Self {
            database,
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            installation: self.installation.clone(),
            teams: self.teams.clone(),
            artefacts: self.artefacts.clone(),
            ..*self
        }
    }

    /// Opens the store over it.
    ///
    /// # Panics
    /// If the database is not what it was.
    pub async fn store(&self, settings: storage::Settings) -> Store {
        Store::open(&settings, self.keys.clone(), self.clock.clone()).await.expect("a database")
    }
}

async fn teams(store: &Store, operator: &Actor) -> Vec<TeamId> {
    let mut unit = store.write(operator).await.expect("a unit");
    let leave = operator.may::<ViewConfiguration>(&Place::service(), unit.id()).expect("the operator may");
    let top = unit.teams(leave).await.expect("the founded team")[0].id;
    let mut teams = vec![top];
    for name in ["North", "South"] {
        let leave = operator.may::<ManageSettings>(&Place::service(), unit.id()).expect("the operator may");
        let new = NewTeam { parent: Some(top), name: name.to_owned(), kind: "area" };
        teams.push(unit.create_team(leave, new).await.expect("a team"));
    }
    unit.commit().await.expect("the teams are kept");
    teams
}

/// Inner names of what records refer to.
pub(super) struct People {
    pub accounts: Vec<AccountId>,
    pub organisations: Vec<OrganisationId>,
    pub teams: Vec<TeamId>,
    pub cases: Vec<CaseId>,
}

/// Outer names of records, as the world numbers them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Of cases.
    pub cases: Vec<Option<Reference>>,
    /// Of referrals.
    pub referrals: Vec<Option<Reference>>,
    /// Of accounts.
    pub accounts: Vec<Option<Reference>>,
    /// Of organisations.
    pub organisations: Vec<Option<Reference>>,
    /// Of those who take part, each with its case.
    pub participants: Vec<(usize, Reference)>,
}

/// What was put into a database.
pub struct Stock {
    /// Who there is.
    pub world: World,
    /// Every word, and where it stands.
    pub canaries: Vec<Canary>,
    /// What the records are called.
    pub names: Names,
    /// Inner names of accounts.
    pub accounts: Vec<AccountId>,
}

/// Somebody who is in two cases, one of which few may know.
const IN_TWO: [(usize, u32); 2] = [(which::OPEN, 1), (which::SHUT, 0)];

impl Stock {
    /// Writes the canaries with `ink` into the database under `store`.
    ///
    /// Where the ink differs, cases and referrals that its reader may not know are left out,
    /// as if there had never been any.
    async fn load(
        ground: &Ground,
        store: &Store,
        mut ink: Ink<'_>,
        registry: &Registry,
    ) -> (Vec<Canary>, Names, Vec<AccountId>) {
        let writer = Writer { store, actor: Actor::system(Task::Demo, ground.now) };
        let mut first = writer.begin(1).await;
        let world = ink.world;
        let people = People {
            accounts: world.people.iter().map(|_| first.id()).collect(),
            organisations: world.organisations.iter().map(|_| first.id()).collect(),
            cases: world.cases.iter().map(|_| first.id()).collect(),
            teams: ground.teams.clone(),
        };
        let password = keys::password::hash(crate::person::PASSWORD);
        let chunk = BulkChunk {
            organisations: ink.organisations(&people),
            accounts: ink.accounts(&people, &password),
            volunteers: ink.volunteers(&people),
            ..BulkChunk::default()
        };
        writer.finish(first, &chunk).await;
        let mut alone = writer.begin(2).await;
        let team = people.teams[world.cases[IN_TWO[0].0].team];
        let twice = ink.person(&mut alone, team, &IN_TWO);
        writer.finish(alone, &BulkChunk { people: vec![twice.row.clone()], ..BulkChunk::default() }).await;
        let mut participants = Vec::new();
        let mut referrals = vec![Uuid::nil(); world.referrals.len()];
        for case in 0..world.cases.len() {
            let mut loader = writer.begin(100 + case as u64).await;
            let team = people.teams[world.cases[case].team];
            let places = (0..world.cases[case].sides).map(|side| (case, side));
            let here: Vec<Somebody> = places
                .filter(|place| !IN_TWO.contains(place))
                .map(|place| ink.person(&mut loader, team, &[place]))
                .collect();
            let is_here = IN_TWO.iter().any(|(within, _)| *within == case);
            let everybody: Vec<&Somebody> = here.iter().chain(is_here.then_some(&twice)).collect();
            let row = ink.case(&mut loader, case, &people, &everybody);
            participants.extend(row.participants.iter().map(|one| (case, Uuid::from(one.id))));
            let persons = here.into_iter().map(|one| one.row).collect();
            let mut chunk = BulkChunk { people: persons, cases: vec![row], ..BulkChunk::default() };
            // What became a case is sealed with its key.
            for (referral, place) in referrals.iter_mut().enumerate() {
                if world.referrals[referral].case == Some(case) {
                    let row = ink.referral(&mut loader, referral, &people, registry);
                    *place = row.id.into();
                    chunk.referrals.push(row);
                }
            }
            if !ink.leaves_out_case(case) {
                writer.write(loader, &chunk, world.cases[case].live).await;
            }
        }
        let waiting = (0..world.referrals.len()).filter(|referral| world.referrals[*referral].case.is_none());
        for referral in waiting {
            let mut loader = writer.begin(200 + referral as u64).await;
            let row = ink.referral(&mut loader, referral, &people, registry);
            referrals[referral] = row.id.into();
            let chunk = BulkChunk { referrals: vec![row], ..BulkChunk::default() };
            if !ink.leaves_out_referral(referral) {
                writer.write(loader, &chunk, world.referrals[referral].live).await;
            }
        }
        let rows = ground.database.connect().await;
        initials(&rows, &mut ink, &participants).await;
        let names = names(&rows, &people, &participants, &referrals).await;
        for (case, reference) in names.cases.iter().enumerate() {
            if let Some(reference) = reference {
                ink.reference("case.reference", Spot::CaseReference(case), *reference);
            }
        }
        for (referral, reference) in names.referrals.iter().enumerate() {
            if let Some(reference) = reference {
                ink.reference("referral.reference", Spot::ReferralReference(referral), *reference);
            }
        }
        (ink.canaries, names, people.accounts)
    }

    /// The canaries as they are.
    ///
    /// # Panics
    /// If the store refuses something.
    pub async fn put(ground: &Ground, store: &Store, registry: &Registry) -> Self {
        let world = cast::world(ground.now);
        let (canaries, names, accounts) = Self::load(ground, store, Ink::new(&world), registry).await;
        Self { world, canaries, names, accounts }
    }

    /// The same with a thorn behind every word.
    ///
    /// # Panics
    /// If the store refuses something.
    pub async fn put_thorny(ground: &Ground, store: &Store, registry: &Registry, first: usize) -> Self {
        let world = cast::world(ground.now);
        let (canaries, names, accounts) =
            Self::load(ground, store, Ink::thorny(&world, first), registry).await;
        Self { world, canaries, names, accounts }
    }

    /// A second service, which differs from the first in what this reader may not know.
    ///
    /// # Panics
    /// If the store refuses something.
    pub async fn put_differing(ground: &Ground, store: &Store, registry: &Registry, reader: usize) -> Self {
        let world = cast::world(ground.now);
        let ink = Ink::differing(&world, Difference { reader });
        let (canaries, names, accounts) = Self::load(ground, store, ink, registry).await;
        Self { world, canaries, names, accounts }
    }
}

struct Writer<'a> {
    store: &'a Store,
    actor: Actor,
}

impl Writer<'_> {
    /// A batch of its own, so that a record is called the same whether others are there or not.
    async fn begin(&self, number: u64) -> Loader {
        let mut dice = Dice::new(number);
        let new = NewBatch { profile: "canaries".into(), digest: Vec::new(), by: "the suite".into() };
        Loader::begin_with(self.store, &self.actor, new, move || dice.next()).await.expect("a batch begins")
    }

    async fn finish(&self, loader: Loader, chunk: &BulkChunk) {
        self.write(loader, chunk, true).await;
    }

    /// Writes a chunk; what is not live stays as a crash would leave it.
    async fn write(&self, mut loader: Loader, chunk: &BulkChunk, live: bool) {
        loader.load(chunk).await.expect("the records are written");
        if live {
            loader.finish("").await.expect("they are switched on");
        }
    }
}

/// Initials are two letters, which stand everywhere: each gets a word in their place.
async fn initials(rows: &DatabaseConnection, ink: &mut Ink<'_>, participants: &[(usize, Uuid)]) {
    for (number, (case, id)) in participants.iter().enumerate() {
        let before = participants[..number].iter().filter(|(other, _)| other == case).count();
        let to = crate::oracle::To::Side(side_of(*case, before));
        let word =
            ink.word("participant.initials", Spot::Case { case: *case, part: "g2.initials", to, by: None });
        let update = Query::update()
            .table(Alias::new("participants"))
            .value(Alias::new("initials"), word)
            .and_where(Expr::col(Alias::new("id")).eq(*id))
            .take();
        rows.execute(&update).await.expect("initials are a column");
    }
}

/// The side of the `place`th participant of a case: whoever is in two comes last.
fn side_of(case: usize, place: usize) -> u32 {
    match (case, place) {
        (which::SHUT, 0) => 1,
        (which::SHUT, 1) => 0,
        (_, place) => place as u32,
    }
}

async fn names(
    rows: &DatabaseConnection,
    people: &People,
    participants: &[(usize, Uuid)],
    referrals: &[Uuid],
) -> Names {
    let mut known: HashMap<Uuid, Reference> = HashMap::new();
    for table in ["cases", "referrals", "accounts", "organisations", "participants"] {
        let text = format!("SELECT id, reference FROM {table}");
        let found = rows.query_all_raw(Statement::from_string(rows.get_database_backend(), text)).await;
        for row in found.expect("every root has a reference") {
            let reference: String = row.try_get("", "reference").expect("a reference is text");
            let id: Uuid = row.try_get("", "id").expect("an id");
            known.insert(id, reference.parse().expect("a reference is one"));
        }
    }
    Names {
        cases: people.cases.iter().map(|id| known.get(&id.0).copied()).collect(),
        referrals: referrals.iter().map(|id| known.get(id).copied()).collect(),
        accounts: people.accounts.iter().map(|id| known.get(&id.0).copied()).collect(),
        organisations: people.organisations.iter().map(|id| known.get(&id.0).copied()).collect(),
        participants: participants
            .iter()
            .filter_map(|(case, id)| Some((*case, known.get(id).copied()?)))
            .collect(),
    }
}
