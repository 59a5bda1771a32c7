//! Somebody is erased: two people decide, the words are gone, and what was counted is counted
//! still (`security.md` §6, `decisions.md` 10).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use administration::{AuditLog, ErasureReason, Erasures, Error};
use contributions::Registry;
use domain::Reference;
use permissions::{Actor, Policy, Rights, Role, Task};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use storage::Store;
use tests::canaries::cast::{which, who};
use tests::canaries::{Canary, Finder, Ground, Spot, Stock};
use tests::databases::Kind;
use tests::oracle::To;

/// What is a code in a real service, and a word only here.
const CODES: [&str; 1] = ["case.lawful-basis"];

/// A service with a word in every place.
struct Full {
    ground: Ground,
    store: Store,
    stock: Stock,
    erasures: Erasures,
}

impl Full {
    async fn service(kind: Kind) -> Self {
        let ground = Ground::lay(kind).await;
        let store = ground.store(ground.database.settings()).await;
        let stock = Stock::put(&ground, &store, &Registry::core()).await;
        let erasures = Erasures::new(store.clone());
        Self { ground, store, stock, erasures }
    }

    fn actor(&self, person: usize) -> Actor {
        let row = &self.stock.world.people[person];
        let roles = row.roles.iter().filter_map(|(role, _)| Role::parse(role)).collect();
        let mut teams = vec![row.team];
        // Parents come before their children.
        for (team, parent) in self.stock.world.teams.iter().enumerate() {
            if parent.is_some_and(|parent| teams.contains(&parent)) {
                teams.push(team);
            }
        }
        let rights = Rights {
            account: self.stock.accounts[person],
            organisation: None,
            teams: teams.into_iter().map(|team| self.ground.teams[team]).collect(),
            roles,
            policy: Arc::new(Policy::default()),
            until: domain::Instant::MAX_UTC,
        };
        Actor::account(rights, self.store.now())
    }

    /// Who takes part in the case in which the officer was named, by side.
    async fn people(&self) -> Vec<Reference> {
        let here = self.stock.names.participants.iter().filter(|(case, _)| *case == which::RIGHTS);
        let here: Vec<Reference> = here.map(|(_, person)| *person).collect();
        let mut by_letter = BTreeMap::new();
        let on = self.ground.database.connect().await;
        for one in here {
            let sql = format!(
                "SELECT s.letter AS letter FROM participants p JOIN sides s ON s.id = p.side WHERE p.reference = '{}'",
                one.stored()
            );
            let row = on.query_one_raw(Statement::from_string(on.get_database_backend(), sql)).await;
            let letter: String =
                row.expect("it answers").expect("a row").try_get("", "letter").expect("text");
            by_letter.insert(letter, one);
        }
        by_letter.into_values().collect()
    }

    /// The person's own reference, as the page says it.
    async fn named(&self, person: Reference) -> String {
        let seen =
            self.erasures.open(&self.actor(who::DPO), person).await.expect("they were named to the case");
        seen.person.to_string()
    }

    async fn erase(&self, person: Reference) {
        let (dpo, manager) = (self.actor(who::DPO), self.actor(who::MANAGER));
        let typed = self.named(person).await;
        self.erasures.propose(&dpo, person, Some(ErasureReason::Asked), &typed).await.expect("proposed");
        self.erasures.decide(&manager, person, true, &typed).await.expect("approved");
        assert_eq!(self.erasures.run().await.expect("it is carried out"), 1);
    }

    /// Everything that the database holds: its files where it is one, its rows elsewhere.
    async fn bytes(&self) -> Vec<(String, Vec<u8>)> {
        if let Some(file) = self.ground.database.url().strip_prefix("sqlite://") {
            let folder = Path::new(file).parent().expect("a file lies in a folder");
            let files = std::fs::read_dir(folder).expect("our own folder");
            let read = |entry: std::io::Result<std::fs::DirEntry>| {
                let path = entry.expect("an entry").path();
                (path.display().to_string(), std::fs::read(&path).expect("a file"))
            };
            return files.map(read).collect();
        }
        let on = self.ground.database.connect().await;
        let ask = async |sql: String| {
            on.query_all_raw(Statement::from_string(on.get_database_backend(), sql))
                .await
                .expect("it answers")
        };
        let tables = "SELECT tablename AS t FROM pg_tables WHERE schemaname = current_schema()";
        let mut found = Vec::new();
        for table in ask(tables.to_owned()).await {
            let table: String = table.try_get("", "t").expect("text");
            let rows = ask(format!("SELECT row(t.*)::text AS line FROM {table} t")).await;
            let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "line").expect("text")).collect();
            found.push((table, lines.join("\n").into_bytes()));
        }
        found
    }

    /// Which of these words are still there, and where.
    async fn left(&self, wanted: &[Canary]) -> Vec<String> {
        let finder = Finder::new(wanted);
        let mut left = Vec::new();
        for (place, bytes) in self.bytes().await {
            left.extend(
                finder.find(&bytes).into_iter().map(|one| format!("{} in {place}", wanted[one].what)),
            );
        }
        left
    }

    fn words(&self, which: impl Fn(&Spot) -> bool) -> Vec<Canary> {
        let all = self.stock.canaries.iter();
        all.filter(|one| one.spots.iter().all(&which) && !CODES.contains(&one.what)).cloned().collect()
    }

    /// Everything that figures count, in numbers.
    async fn totals(&self) -> Vec<String> {
        let on = self.ground.database.connect().await;
        let mut said = Vec::new();
        for sql in [
            "SELECT role || side_kind || age_band || sex || ethnic_group || disability || district || risk_level || \
             received_month AS k, count(*) AS n FROM statistics GROUP BY 1 ORDER BY 1",
            "SELECT role || stage || coalesce(age_band, '') || coalesce(responsibility, '') || readiness || \
             coalesce(willing, '') || coalesce(outcome, '') AS k, count(*) AS n FROM participants GROUP BY 1 ORDER BY 1",
            "SELECT service_type || stage || phase || status || source_type || coalesce(outcome, '') || \
             coalesce(category, '') || coalesce(area, '') AS k, count(*) AS n FROM cases GROUP BY 1 ORDER BY 1",
            "SELECT kind || purpose AS k, count(*) AS n FROM (SELECT kind, coalesce(purpose, '') AS purpose FROM \
             entries) e GROUP BY 1 ORDER BY 1",
            "SELECT purpose AS k, count(*) AS n FROM consents GROUP BY 1 ORDER BY 1",
            "SELECT kind || status AS k, count(*) AS n FROM agreements GROUP BY 1 ORDER BY 1",
            "SELECT stage AS k, count(*) AS n FROM feedback GROUP BY 1 ORDER BY 1",
        ] {
            let rows = on.query_all_raw(Statement::from_string(on.get_database_backend(), sql)).await;
            for row in rows.expect("it answers") {
                let (key, count): (String, i64) =
                    (row.try_get("", "k").expect("text"), row.try_get("", "n").expect("a number"));
                said.push(format!("{key} {count}"));
            }
        }
        said
    }

    async fn run(&self, sql: &str) {
        let on = self.ground.database.connect().await;
        on.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// Whether a word is addressed to one side of the case and to nobody else.
fn of_side(side: u32) -> impl Fn(&Spot) -> bool {
    move |spot| matches!(spot, Spot::Case { case, to: To::Side(to), .. } if *case == which::RIGHTS && *to == side)
}

fn of_case(spot: &Spot) -> bool {
    matches!(spot, Spot::Case { case, .. } if *case == which::RIGHTS)
}

#[expect(clippy::print_stdout, reason = "how many words were looked for is what the test is worth")]
async fn an_erased_person_is_nowhere_and_the_others_are(kind: Kind) {
    let full = Full::service(kind).await;
    let people = full.people().await;
    assert_eq!(people.len(), 2, "two sides of one person each");
    let log = AuditLog::new(full.store.clone());
    log.checkpoint_now().await.expect("nothing is broken");
    let before = full.totals().await;
    let (first, second, whole) = (full.words(of_side(0)), full.words(of_side(1)), full.words(of_case));
    assert!(first.len() > 25 && whole.len() > 80, "{} and {} words", first.len(), whole.len());
    let clear = |words: &[Canary]| words.iter().filter(|word| !word.is_sealed()).cloned().collect::<Vec<_>>();
    let there = |left: Vec<String>| {
        left.iter().filter_map(|one| one.split(' ').next()).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let kept = there(full.left(&clear(&second)).await);
    assert!(!there(full.left(&clear(&first)).await).is_empty() && !kept.is_empty());
    assert_eq!(
        full.left(&full.words(of_case).into_iter().filter(Canary::is_sealed).collect::<Vec<_>>()).await,
        Vec::<String>::new(),
        "what is sealed is nowhere in the clear"
    );

    full.erase(people[0]).await;
    assert_eq!(full.left(&first).await, Vec::<String>::new(), "after one was erased");
    assert_eq!(there(full.left(&clear(&second)).await), kept, "the other one is as before");
    assert_eq!(full.totals().await, before);
    let checker = Actor::system(Task::AuditCheck, full.store.now());
    assert_eq!(log.verify(&checker, &[]).await.expect("its task").findings, []);

    full.erase(people[1]).await;
    assert_eq!(full.left(&whole).await, Vec::<String>::new(), "after nobody is left");
    assert_eq!(full.totals().await, before);
    assert_eq!(log.verify(&checker, &[]).await.expect("its task").findings, []);
    let seen = full.erasures.open(&full.actor(who::MANAGER), people[1]).await.expect("a manager of the team");
    let removed = seen.last.as_ref().and_then(|last| last.removed).expect("it was done");
    assert!(removed.cases == 1 && removed.sections > 3 && removed.entries > 0, "{removed:?}");
    println!(
        "{} words of one person and {} of the case looked for; removed {removed:?}",
        first.len(),
        whole.len()
    );
}
crate::on_both!(an_erased_person_is_nowhere_and_the_others_are);

async fn two_people_decide_and_a_hold_beats_them(kind: Kind) {
    let full = Full::service(kind).await;
    let person = full.people().await[0];
    let (dpo, manager) = (full.actor(who::DPO), full.actor(who::MANAGER));
    let typed = full.named(person).await;
    let asked = Some(ErasureReason::Asked);
    let erasures = &full.erasures;
    for nobody in [who::COORDINATOR, who::LEAD, who::OFFICE, who::ADMINISTRATOR, who::REFERRER] {
        let actor = full.actor(nobody);
        assert!(erasures.open(&actor, person).await.is_err(), "{nobody}");
        assert!(erasures.propose(&actor, person, asked, &typed).await.is_err(), "{nobody}");
        assert!(erasures.decide(&actor, person, true, &typed).await.is_err(), "{nobody}");
        assert!(erasures.list(&actor).await.is_err(), "{nobody}");
    }
    // A case that the officer was not named to leads to nobody.
    let elsewhere = full.stock.names.participants.iter().find(|(case, _)| *case == which::OPEN);
    let (_, elsewhere) = elsewhere.expect("somebody takes part");
    assert!(matches!(erasures.open(&dpo, *elsewhere).await, Err(Error::NotFound)));
    assert!(erasures.open(&manager, *elsewhere).await.is_ok(), "it is the manager's team");

    assert!(erasures.propose(&manager, person, asked, &typed).await.is_err(), "a manager does not propose");
    for (reason, typed) in [(asked, "P-0000-0000"), (asked, ""), (None, typed.as_str())] {
        let wrong = erasures.propose(&dpo, person, reason, typed).await;
        assert!(matches!(wrong, Err(Error::Fields(_))), "{wrong:?}");
    }
    assert!(matches!(erasures.decide(&manager, person, true, &typed).await, Err(Error::Conflict)));
    full.run("UPDATE people SET hold = 'inquest'").await;
    assert!(matches!(erasures.propose(&dpo, person, asked, &typed).await, Err(Error::Conflict)), "held");
    full.run("UPDATE people SET hold = NULL").await;
    erasures.propose(&dpo, person, asked, &typed).await.expect("proposed");
    assert!(matches!(erasures.propose(&dpo, person, asked, &typed).await, Err(Error::Conflict)), "once");
    assert!(erasures.decide(&dpo, person, true, &typed).await.is_err(), "not by whoever proposed it");
    assert!(matches!(erasures.decide(&manager, person, true, "").await, Err(Error::Fields(_))));
    assert_eq!(erasures.run().await.expect("nothing is approved"), 0);
    erasures.decide(&manager, person, false, "").await.expect("refused");
    erasures.propose(&dpo, person, asked, &typed).await.expect("proposed again");
    erasures.decide(&manager, person, true, &typed).await.expect("approved");
    // A hold that is set after the decision still beats it; it is done when the hold is over.
    full.run("UPDATE cases SET hold = 'inquest'").await;
    assert_eq!(erasures.run().await.expect("it waits"), 0);
    full.run("UPDATE cases SET hold = NULL").await;
    assert_eq!(erasures.run().await.expect("it is done"), 1);
    assert_eq!(erasures.run().await.expect("it was done"), 0);
    assert!(matches!(erasures.propose(&dpo, person, asked, &typed).await, Err(Error::Conflict)), "erased");
    let listed = erasures.list(&manager).await.expect("a manager");
    let states: Vec<_> = listed.iter().map(|one| one.state).collect();
    assert_eq!(states.len(), 2);
    assert!(states.contains(&"done") && states.contains(&"refused"), "{states:?}");
}
crate::on_both!(two_people_decide_and_a_hold_beats_them);
