use std::collections::BTreeSet;

use super::*;

fn sources(environment: &[(&str, &str)]) -> Sources {
    let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Sources { environment: environment.iter().map(pair).collect(), ..Sources::default() }
}

fn file(text: &str) -> (tempfile::TempDir, Sources) {
    let folder = tempfile::tempdir().expect("a place for the test's file");
    let path = folder.path().join("accord.toml");
    std::fs::write(&path, text).expect("our own folder");
    (folder, Sources { file: Some(path), ..Sources::default() })
}

fn shown(loaded: &Loaded, key: &str) -> (String, Origin) {
    let entry = loaded.entries.iter().find(|entry| entry.key == key).expect("a setting");
    (entry.value.clone(), entry.origin.clone())
}

#[test]
fn the_defaults_are_what_each_crate_thinks_they_are() {
    let settings = Settings::defaults();
    assert_eq!(settings.sign_in, identity::Settings::default());
    assert_eq!(settings.plugin_host().queue, plugin_host::Settings::default().queue);
    assert_eq!(settings.listen.address, "127.0.0.1:8080");
}

#[test]
fn every_setting_has_a_sentence() {
    let mut said = false;
    for (number, line) in DEFAULT.lines().enumerate() {
        if line.contains(" = ") && !line.starts_with('#') {
            assert!(said, "line {} has no sentence before it", number + 1);
        }
        said = line.starts_with("# ");
    }
}

#[test]
fn every_key_of_signing_in_is_documented() {
    let documented: toml::Table = DEFAULT.parse().expect("TOML");
    let documented: BTreeSet<String> =
        documented["sign_in"].as_table().expect("a table").keys().cloned().collect();
    let known = toml::Table::try_from(identity::Settings::default()).expect("numbers");
    assert_eq!(documented, known.keys().cloned().collect());
}

#[test]
fn later_sources_go_before_earlier_ones_and_say_so() {
    let (_folder, mut sources) = file("[listen]\naddress = \"127.0.0.1:1\"\nproxies = 1\n");
    sources.environment.insert("ACCORD_LISTEN__ADDRESS".into(), "127.0.0.1:2".into());
    sources.given.push(("data", "/srv/accord".into()));
    let path = sources.file.clone().expect("a file");
    let loaded = load(sources).expect("sound settings");
    assert_eq!(loaded.settings.listen.address, "127.0.0.1:2");
    assert_eq!(loaded.settings.listen.proxies, 1);
    assert_eq!(loaded.settings.data, PathBuf::from("/srv/accord"));
    assert_eq!(
        shown(&loaded, "listen.address"),
        ("127.0.0.1:2".into(), Origin::Environment("ACCORD_LISTEN__ADDRESS".into()))
    );
    assert_eq!(shown(&loaded, "listen.proxies"), ("1".into(), Origin::File(path)));
    assert_eq!(shown(&loaded, "data"), ("/srv/accord".into(), Origin::CommandLine));
    assert_eq!(shown(&loaded, "log.level"), ("info".into(), Origin::Default));
}

#[test]
fn an_unknown_setting_is_refused_with_the_nearest() {
    let check = |sources: Sources, expect: &str| {
        let error = load(sources).expect_err("there is no such setting").to_string();
        assert!(error.contains(expect), "{error}");
    };
    check(sources(&[("ACCORD_LISTEN__ADRESS", "x")]), "did you mean 'listen.address'?");
    check(sources(&[("ACCORD_DATABSE__URL", "x")]), "did you mean 'database.url'?");
    check(sources(&[("ACCORD_DATE", "x")]), "did you mean 'data'?");
    check(file("[sign_in]\nidle_minute = 5\n").1, "did you mean 'sign_in.idle_minutes'?");
    check(file("[log]\nlevel = \"loud\"\n").1, "log.level");
    check(sources(&[("ACCORD_LISTEN__PROXIES", "some")]), "listen.proxies");
}

#[test]
fn variables_that_are_no_settings_are_left_alone() {
    assert!(
        load(sources(&[("ACCORD_CONFIG", "x"), ("ACCORD_LONG", "worlds"), ("OTHER_THING", "x")])).is_ok()
    );
}

#[test]
fn a_secret_is_never_shown() {
    let url = "postgres://accord:hunter2@db/accord";
    let loaded = load(sources(&[("ACCORD_DATABASE__URL", url)])).expect("sound settings");
    assert_eq!(loaded.settings.database.url.expose(), url);
    assert_eq!(shown(&loaded, "database.url").0, "(secret)");
    assert!(!format!("{loaded:?}").contains("hunter2"));
}

#[test]
fn a_secret_can_stand_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().expect("a place for the test's file");
    let path = folder.path().join("url");
    std::fs::write(&path, "postgres://accord@db/accord\n").expect("our own folder");
    let path = path.to_str().expect("a plain name");
    let loaded = load(sources(&[("ACCORD_DATABASE__URL_FILE", path)])).expect("sound settings");
    assert_eq!(loaded.settings.database.url.expose(), "postgres://accord@db/accord");
    assert!(load(sources(&[("ACCORD_DATABASE__URL_FILE", "/nowhere/url")])).is_err());
}

#[test]
fn links_and_passkeys_go_by_the_address_that_people_type() {
    let check = |text: &str, public: &str, passkeys: &str| {
        let (_folder, sources) = file(text);
        let settings = load(sources).expect("settings that fit").settings;
        assert_eq!(
            (settings.public_address().as_str(), settings.passkey_address().as_str()),
            (public, passkeys)
        );
    };
    check("", "http://127.0.0.1:8080", "http://localhost:8080");
    let set = "https://accord.example.org";
    check(&format!("[service]\naddress = \"{set}/\"\n"), set, set);
}

#[test]
fn a_providers_secret_stands_in_a_file_and_is_shown_nowhere() {
    let folder = tempfile::tempdir().expect("a place for the test's file");
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "hunter2\n").expect("our own folder");
    let text = format!(
        "[[sign_in.provider]]\nid = \"police\"\nname = \"Essex Police\"\nissuer = \"https://login.example.org\"\n\
         client_id = \"accord\"\nclient_secret_file = \"{}\"\n\
         [[sign_in.provider]]\nid = \"kent\"\nname = \"Kent\"\nissuer = \"https://kent.example.org\"\n\
         client_id = \"accord\"\nclient_secret = \"hunter3\"\ngroups = {{ \"A b\" = [\"coordinator\"] }}\n",
        secret.display()
    );
    let (_folder, sources) = file(&text);
    let loaded = load(sources).expect("sound settings");
    let all = &loaded.settings.sign_in.provider;
    assert_eq!(all[0].client_secret.expose(), "hunter2");
    assert_eq!((all[1].client_secret.expose(), all[1].groups["A b"][0].as_str()), ("hunter3", "coordinator"));
    assert_eq!(shown(&loaded, "sign_in.provider").0, "police, kent");
    for text in [format!("{loaded:?}"), loaded.kept()] {
        assert!(!text.contains("hunter"), "{text}");
    }
    let (_folder, sources) = file("[[sign_in.provider]]\nid = \"police\"\nisuer = \"x\"\n");
    let error = load(sources).expect_err("there is no such setting").to_string();
    assert!(error.contains("isuer") && error.contains("issuer"), "{error}");
}
