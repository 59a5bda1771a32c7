//! A service at work, its log, and what was kept of the log elsewhere.

use administration::AuditLog;
use domain::{Answers, Reference, Value};
use keys::log::notes;
use permissions::{Actor, Place, Task, VerifyAudit};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection};
use storage::audit::Verified;
use tests::databases::Kind;
use tests::dice::Dice;

use crate::intake::house::{House, burglary};

/// What is put back after each tampering.
const TABLES: [&str; 5] = ["audit_entries", "audit_lanes", "audit_checkpoints", "answers", "history"];

pub struct Log {
    pub house: House,
    pub log: AuditLog,
    /// A connection of whoever got hold of the database.
    pub forger: DatabaseConnection,
    /// Checkpoints as they were handed out of the box.
    pub outside: Vec<String>,
    referrals: Vec<(Reference, i64)>,
}

impl Log {
    pub async fn open(kind: Kind) -> Self {
        let house = House::open(kind).await;
        let log = AuditLog::new(house.store.clone());
        let forger = house.database.connect().await;
        Self { house, log, forger, outside: Vec::new(), referrals: Vec::new() }
    }

    /// One act, and whatever comes with it.
    pub async fn act(&mut self, dice: &mut Dice) {
        let house = &self.house;
        let phone = format!("07700 900{}", 100 + dice.below(900));
        match dice.below(10) {
            0..3 => {
                let answers = burglary(("Ama", "Mensah"), &phone, ("Kit", "Lowe"));
                self.referrals.push((house.refer(answers).await, 1));
            }
            3..6 if !self.referrals.is_empty() => {
                let one = dice.below(self.referrals.len());
                let (reference, version) = &mut self.referrals[one];
                let changes = Answers::from([
                    ("harmed-phone".to_owned(), Value::Text(phone)),
                    ("description".to_owned(), Value::Text(format!("Flat {}", dice.below(90)))),
                ]);
                house
                    .intake
                    .amend(&house.coordinator, *reference, *version, changes, "en")
                    .await
                    .expect("amended");
                *version += 1;
            }
            6 if self.referrals.len() > 2 => {
                let (reference, _) = self.referrals.swap_remove(dice.below(self.referrals.len()));
                house.accept(&house.coordinator, reference, |_| {}).await;
            }
            _ if !self.referrals.is_empty() => {
                let (reference, _) = self.referrals[dice.below(self.referrals.len())];
                house.intake.open(&house.coordinator, reference).await.expect("it is there");
            }
            _ => {}
        }
    }

    /// Makes a checkpoint and hands it out.
    pub async fn checkpoint(&mut self) {
        self.log.checkpoint_now().await.expect("nothing is broken");
        let handed = self.log.checkpoints_beyond(0).await.expect("they are there");
        // As they come back from a file.
        self.outside = notes(&handed.join("\n"));
        assert_eq!(self.outside.len(), handed.len());
    }

    pub fn checker(&self) -> Actor {
        Actor::system(Task::AuditCheck, self.house.store.now())
    }

    /// What a check finds that leaves no trace of itself.
    pub async fn check(&self, outside: &[String]) -> Verified {
        let checker = self.checker();
        let unit = self.house.store.read(&checker).await.expect("a unit");
        let leave = checker.may::<VerifyAudit>(&Place::service(), unit.id()).expect("its task");
        unit.verify_audit(&leave, outside).await.expect("it can be read")
    }

    /// Remembers everything as it is, under this name.
    pub async fn keep(&self, name: &str) {
        for table in TABLES {
            self.run(&format!("CREATE TABLE {name}_{table} AS SELECT * FROM {table}")).await;
        }
    }

    /// Puts everything back as it was remembered.
    pub async fn put_back(&self, name: &str) {
        for table in TABLES {
            self.run(&format!("DELETE FROM {table}")).await;
            self.run(&format!("INSERT INTO {table} SELECT * FROM {name}_{table}")).await;
        }
    }

    /// What the forger does.
    pub async fn run(&self, sql: &str) {
        self.forger.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// How many of something: a few in every run, as many as the variable says in a long one.
pub fn how_many(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}
