//! SQLite: the template is a file, a test's database a copy of it.

use std::path::PathBuf;

use tempfile::TempDir;

use super::{home, lock, sources};

/// The template, made if it is not there.
pub async fn template() -> PathBuf {
    let path = home().join(format!("template-{}.db", sources()));
    if path.exists() {
        return path;
    }
    let _lock = lock("sqlite.lock");
    if !path.exists() {
        let making = path.with_extension("making");
        let _ = std::fs::remove_file(&making);
        // Closing the last connection folds the write-ahead log into the file.
        migrations::up(&format!("sqlite://{}", making.display()))
            .await
            .expect("the migrations run on SQLite");
        assert!(!making.with_extension("making-wal").exists(), "the template is one whole file");
        std::fs::rename(&making, &path).expect("the template can be named");
    }
    path
}

/// A copy in a folder of its own.
pub async fn copy_of_template() -> (TempDir, String) {
    let template = template().await;
    let (folder, url) = nothing();
    std::fs::copy(&template, folder.path().join("accord.db")).expect("the template can be copied");
    (folder, url)
}

/// A folder of its own, and where the file would be in it.
pub fn nothing() -> (TempDir, String) {
    let folder = tempfile::Builder::new().prefix("accord-").tempdir().expect("a folder for the test");
    let url = format!("sqlite://{}", folder.path().join("accord.db").display());
    (folder, url)
}
