use super::Browser;
use crate::assets::{Files, addresses};

#[test]
fn vendored_files_are_those_that_the_notice_names() {
    let notice = Files::get("NOTICE").expect("the notice");
    let notice = String::from_utf8(notice.data.into_owned()).unwrap();
    let named: Vec<(&str, &str)> = notice
        .lines()
        .filter_map(|line| line.split_once("  "))
        .filter(|(hash, _)| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .collect();
    for (hash, path) in &named {
        let file = Files::get(path).unwrap_or_else(|| panic!("{path} is named but not there"));
        let found: String = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(&found, hash, "{path}");
    }
    let is_vendored = |path: &str| path.starts_with("govuk/") || path.starts_with("moj/");
    for path in Files::iter().filter(|path| is_vendored(path)) {
        assert!(named.iter().any(|(_, name)| *name == path), "{path} is not in the notice");
    }
}

#[test]
fn nothing_of_gov_uk_that_is_not_ours_to_use_is_here() {
    for path in Files::iter() {
        assert!(!path.contains("font") && !path.contains("crown") && !path.contains("crest"), "{path}");
        if path.ends_with(".css") {
            let text = String::from_utf8(Files::get(&path).unwrap().data.into_owned()).unwrap();
            assert!(!text.contains("@font-face") && !text.contains("GDS Transport"), "{path}");
            assert!(!text.contains("crest.svg"), "{path}");
        }
    }
}

/// No list of a folder, nothing beside it, and no address of a page with a file's ending is
/// answered with the page.
#[tokio::test]
async fn only_files_by_their_own_names_are_served() {
    let browser = Browser::of(None);
    for path in [
        "/assets/",
        "/assets/govuk",
        "/assets/govuk/",
        "/assets/NOTICE",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/.git/config",
        "/Cargo.toml",
        "/privacy/style.css",
        "/account.css",
        "/note/a.js",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_names_that_change_with_them() {
    let browser = Browser::of(None);
    for (path, address) in addresses() {
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        for named in answer.body.split("/assets/").skip(1) {
            let name = named.split(['"', '\'', ')']).next().unwrap_or_default();
            let status = browser.get(&format!("/assets/{name}")).await.status;
            assert_eq!(status, 200, "{path} names /assets/{name}");
        }
    }
    for path in ["/assets/accord.css", "/assets/NOTICE", "/assets/../Cargo.toml", "/assets/logo"] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}
