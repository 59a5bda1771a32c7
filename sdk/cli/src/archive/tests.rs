use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::source::Files;

fn files() -> Files {
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    Files::from([
        text("plugin.toml", "[plugin]\nid = \"sample\"\nversion = \"1.0.0\"\napi = \"1\"\nname = \"name\"\n"),
        text("i18n/en.ftl", "name = Sample\n"),
        text("docs/README.md", "# Sample\n"),
    ])
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    archive_with(entries, SimpleFileOptions::default())
}

fn archive_with(entries: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, options).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// Replaces every occurrence of `from` in the raw bytes.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "the lengths in the archive stay true");
    let mut bytes = bytes.to_vec();
    for place in 0..=bytes.len() - from.len() {
        if bytes[place..].starts_with(from) {
            bytes[place..place + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn what_was_packed_is_what_is_read_and_the_bytes_are_always_the_same() {
    let packed = pack(&files()).expect("packed");
    assert_eq!(packed, pack(&files()).expect("packed again"));
    let mut unpacked = unpack(&packed).expect("unpacked");
    assert!(unpacked.remove(INTEGRITY).is_some());
    assert_eq!(unpacked, files());
    let package = read(&packed).expect("a package");
    assert_eq!((package.manifest.id.as_str(), package.digest), ("sample", digest(&packed)));
}

#[test]
fn an_altered_missing_or_added_file_is_noticed() {
    let check = |change: fn(&mut Files), expect: &str| {
        let mut files = files();
        files.insert(INTEGRITY.to_owned(), integrity(&files).into_bytes());
        change(&mut files);
        let entries: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        let refused = unpack(&archive(&entries)).expect_err("refused").to_string();
        assert!(refused.contains(expect), "{refused}");
    };
    check(|files| drop(files.insert("docs/README.md".into(), b"# Other\n".to_vec())), "docs/README.md");
    check(|files| drop(files.remove("docs/README.md")), "not there");
    check(|files| drop(files.insert("LICENSE".into(), b"mine".to_vec())), "LICENSE");
    check(|files| drop(files.remove(INTEGRITY)), "no list");
}

#[test]
fn names_that_could_leave_the_folder_are_refused() {
    for name in ["../evil", "/etc/evil", "forms/../../evil", "C:evil", "forms\\evil", "nul.toml", "forms/"] {
        let refused = unpack(&archive(&[(name, b"x")])).expect_err("refused");
        assert!(matches!(refused, ReadError::Name(_) | ReadError::Kind(_)), "{name}: {refused}");
    }
}

#[test]
fn two_files_of_one_name_are_refused_in_any_case() {
    let same_case = archive(&[("forms/a.toml", b"1"), ("forms/b.toml", b"2")]);
    let same_case = patched(&same_case, b"forms/b.toml", b"forms/a.toml");
    assert!(matches!(unpack(&same_case), Err(ReadError::NotAPackage("a name occurs twice"))));
    let other_case = archive(&[("forms/a.toml", b"1"), ("forms/A.toml", b"2")]);
    assert!(matches!(unpack(&other_case), Err(ReadError::Name(_))));
}

#[test]
fn links_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("LICENSE", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    let linked = zip.finish().expect("an archive").into_inner();
    assert!(matches!(unpack(&linked), Err(ReadError::Kind(_))));
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let bomb = archive_with(&[("LICENSE", &vec![0; 64 << 20])], options);
    assert!(bomb.len() < 100_000, "a small file");
    assert!(matches!(unpack(&bomb), Err(ReadError::TooLarge(_))));
    let many: Vec<String> = (0..501).map(|n| format!("tests/t{n}.toml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(unpack(&archive(&many)), Err(ReadError::TooLarge(_))));
}

#[test]
fn entries_that_share_bytes_are_refused() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut overlapping = archive_with(&[("a", b"0123456789"), ("b", b"0123456789")], options);
    // The second entry of the directory is pointed at the first one's place.
    let directory = overlapping.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a directory");
    overlapping[directory + 42..directory + 46].copy_from_slice(&[0; 4]);
    let refused = unpack(&overlapping).expect_err("refused");
    assert!(matches!(refused, ReadError::NotAPackage(_)), "{refused}");
}

#[test]
fn anything_before_or_after_the_archive_is_refused() {
    let packed = pack(&files()).expect("packed");
    for altered in [[b"#!".as_slice(), &packed].concat(), [&packed, b"x".as_slice()].concat(), Vec::new()] {
        assert!(matches!(unpack(&altered), Err(ReadError::NotAPackage(_))));
    }
    for length in 0..packed.len() {
        assert!(unpack(&packed[..length]).is_err(), "cut at {length}");
    }
}
