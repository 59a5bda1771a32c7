//! Backups of a full service, on both databases: copied while others write, put back into an
//! empty place, compared.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use contributions::Registry;
use keys::age::{Identity, Recipient};
use permissions::{Actor, Task};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use server::DataFolder;
use server::backup::{Made, Nightly, Report, Source, Target, make, restore};
use storage::Store;
use tests::canaries::{Ground, Stock};
use tests::databases::{Database, Kind};

/// A service with records of every kind, and a data folder.
struct Full {
    ground: Ground,
    store: Store,
    folder: tempfile::TempDir,
}

impl Full {
    async fn service(kind: Kind) -> Self {
        let ground = Ground::lay(kind).await;
        let store = ground.store(ground.database.settings()).await;
        Stock::put(&ground, &store, &Registry::core()).await;
        let folder = tempfile::tempdir().expect("a data folder");
        Self { ground, store, folder }
    }

    fn source(&self) -> Source {
        Source {
            store: self.store.clone(),
            keys: self.ground.keys.clone(),
            folder: DataFolder::at(self.folder.path()),
            service: self.ground.installation.service_name.clone(),
            is_sqlite: self.ground.database.kind() == Kind::Sqlite,
            settings: "data = \"data\"\n".to_owned(),
        }
    }

    fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    async fn back_up(&self, to: Recipient) -> Made {
        let file = self.folder.path().join("one.tar.gz.age");
        let made = make(&self.source(), &self.operator(), vec![to], &file, |_| {}).await;
        made.expect("it is backed up")
    }

    async fn put_back(&self, file: &Path, identity: Identity, into: &Database) -> anyhow::Result<Report> {
        let folder = match into.url().strip_prefix("sqlite://") {
            Some(path) => Path::new(path).parent().expect("a folder").to_owned(),
            None => self.folder.path().join("restored"),
        };
        std::fs::create_dir_all(&folder).expect("our own folder");
        let database = (into.kind() == Kind::Postgres).then(|| into.settings());
        let keys = Some(self.ground.keys.clone());
        restore(file, identity, Target { folder: DataFolder::at(folder), database, keys, for_good: true })
            .await
    }
}

async fn what_is_copied_while_others_write_is_one_moment_and_comes_back(kind: Kind) {
    let full = Full::service(kind).await;
    let identity = Identity::generate();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (store, operator, stop) = (full.store.clone(), full.operator(), stop.clone());
            tokio::spawn(async move {
                let mut written = 0;
                while !stop.load(Ordering::Relaxed) {
                    store.backed_up(&operator, "beside".to_owned()).await.expect("writers are not disturbed");
                    written += 1;
                }
                written
            })
        })
        .collect();
    let made = full.back_up(identity.recipient()).await;
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        assert!(writer.await.expect("no panic") > 0, "it wrote while the copy was made");
    }

    let into = Database::empty(kind).await;
    let report = full.put_back(&made.file, identity, &into).await.expect("it is put back");
    assert_eq!(report.wrong, Vec::<String>::new());
    assert_eq!(report.missing, Vec::<String>::new());
    assert!(report.rows > 500 && report.entries > 50 && report.opened > 20, "{report:?}");
    assert_eq!(into.schema().await, full.ground.database.schema().await);
    let again = full.ground.store(into.settings()).await;
    let sessions = into.connect().await;
    let count = "SELECT count(*) AS n FROM sessions";
    let count = Statement::from_string(sessions.get_database_backend(), count);
    let row = sessions.query_one_raw(count).await.expect("it answers").expect("a row");
    assert_eq!(row.try_get::<i64>("", "n").expect("a number"), 0, "everybody signs in again");
    assert!(again.installation().await.expect("it opens").is_some());
}

async fn what_is_not_empty_is_not_filled(kind: Kind) {
    let full = Full::service(kind).await;
    let identity = Identity::generate();
    let made = full.back_up(identity.recipient()).await;
    let into = Database::fresh(kind).await;
    let before = into.schema().await;
    let refused = full.put_back(&made.file, identity, &into).await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(into.schema().await, before);
}

/// The nightly run makes one, opens it with a key of its own, and keeps only so many.
async fn every_night_one_is_made_and_tried_out(kind: Kind) {
    let full = Full::service(kind).await;
    let kept = tempfile::tempdir().expect("a folder for backups");
    let owner = Identity::generate();
    let settings = server::settings::Backup {
        folder: kept.path().to_owned(),
        recipient: owner.recipient().to_string(),
        hour: 2,
        keep: 1,
    };
    let nightly = Nightly::of(full.source(), &settings, full.store.zone()).expect("good settings");
    let nightly = nightly.expect("they ask for backups");
    let old = kept.path().join("accord-20200101-020000.tar.gz.age");
    std::fs::write(&old, "an older one").expect("our own folder");
    let state = nightly.once().await;
    assert_eq!(state.failed, None);
    assert_eq!(state.tried, state.made, "the one that was made was tried out");
    assert!(!old.exists(), "one is kept");
    let file = kept.path().join(&state.made.as_ref().expect("it was made").file);
    let left: Vec<_> = std::fs::read_dir(full.folder.path())
        .expect("our own folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["backups.json"], "no copy lies about");

    let into = Database::empty(kind).await;
    let report = full.put_back(&file, owner, &into).await.expect("its owner opens it");
    assert_eq!(report.wrong, Vec::<String>::new());

    std::fs::remove_dir_all(kept.path()).expect("our own folder");
    let failed = nightly.once().await;
    let what = failed.failed.expect("there is no folder").what;
    assert!(what.contains(&kept.path().display().to_string()), "{what}");
    assert_eq!(failed.tried, state.tried, "what was good before is still known");
}

crate::on_both!(what_is_copied_while_others_write_is_one_moment_and_comes_back);
crate::on_both!(what_is_not_empty_is_not_filled);
crate::on_both!(every_night_one_is_made_and_tried_out);
