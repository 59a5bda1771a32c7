//! Reading what strace wrote down.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The calls that change what a disk holds, as strace's `-e trace=` takes them.
pub const CALLS: &str = "openat,creat,write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,\
                         sync_file_range,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlinkat";

/// What a call did. Paths are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A file was opened in a way that makes it if it is not there.
    Made(PathBuf),
    /// Bytes were written at a place.
    Wrote(PathBuf, u64, Vec<u8>),
    /// Bytes were written where the file's own position stood: one after the other.
    Appended(PathBuf, Vec<u8>),
    /// A file was cut, or lengthened.
    Cut(PathBuf, u64),
    /// A file or folder was synced.
    Synced(PathBuf),
    /// A name was taken away.
    Removed(PathBuf),
    /// A name was changed.
    Renamed(PathBuf, PathBuf),
}

/// A line of the log: the moment that it carries, and what a call that ended with it did.
#[derive(Clone, Debug)]
pub struct Event {
    /// Microseconds since 1970, by the clock that the test reads too.
    pub at: u64,
    /// What was done, where the line ends a call that did something in the folder.
    pub effect: Option<Effect>,
}

/// What happened to one folder, in the order in which it happened.
#[derive(Clone, Debug)]
pub struct Trace(pub Vec<Event>);

impl Trace {
    /// Reads `log`, written with `-f -y -xx` and moments as microseconds, as far as it
    /// speaks of `folder`.
    ///
    /// # Panics
    /// On a call in the folder that the replay would not know how to repeat: leaving it out
    /// would prove nothing.
    pub fn read(log: &str, folder: &Path) -> Self {
        let mut begun: HashMap<&str, String> = HashMap::new();
        let events = log.lines().filter_map(|line| {
            let (thread, rest) = line.split_once(char::is_whitespace)?;
            let (moment, call) = rest.trim_start().split_once(' ')?;
            let (seconds, micros) = moment.split_once('.')?;
            let at = seconds.parse::<u64>().ok()? * 1_000_000 + micros.parse::<u64>().ok()?;
            let effect = if let Some(first) = call.strip_suffix(" <unfinished ...>") {
                begun.insert(thread, first.to_owned());
                None
            } else if let Some(resumed) = call.strip_prefix("<... ") {
                let (_, second) = resumed.split_once(" resumed>")?;
                begun.remove(thread).and_then(|first| effect(&format!("{first}{second}"), folder))
            } else {
                effect(call, folder)
            };
            Some(Event { at, effect })
        });
        Self(events.collect())
    }
}

/// What a whole call did in `folder`, if it did anything.
fn effect(call: &str, folder: &Path) -> Option<Effect> {
    let (name, rest) = call.split_once('(')?;
    let (arguments, returned) = rest.rsplit_once(" = ")?;
    let arguments: Vec<&str> = arguments.trim_end().strip_suffix(')')?.split(", ").collect();
    let returned = returned.split(['<', ' ']).next()?;
    let count: u64 = returned.parse().ok()?; // A call that failed returned -1, and did nothing.
    let inside = |path: PathBuf| path.starts_with(folder).then_some(path);
    let open = |argument: &str| inside(between(argument, '<', '>')?);
    let named = |argument: &str| inside(between(argument, '"', '"')?);
    let written = |argument: &str| {
        let mut bytes = quoted(argument)?;
        bytes.truncate(count as usize);
        assert_eq!(bytes.len() as u64, count, "strace cut what was written: {name}");
        Some(bytes)
    };
    match name {
        "openat" => {
            let path = named(arguments.get(1)?)?;
            let flags = *arguments.get(2)?;
            assert!(
                !flags.contains("O_SYNC") && !flags.contains("O_DSYNC"),
                "synced as it is written: {call}"
            );
            match (flags.contains("O_TRUNC"), flags.contains("O_CREAT")) {
                (true, _) => Some(Effect::Cut(path, 0)),
                (false, true) => Some(Effect::Made(path)),
                _ => None,
            }
        }
        "write" => Some(Effect::Appended(open(arguments.first()?)?, written(arguments.get(1)?)?)),
        "pwrite64" => {
            let path = open(arguments.first()?)?;
            Some(Effect::Wrote(path, arguments.get(3)?.parse().ok()?, written(arguments.get(1)?)?))
        }
        "ftruncate" => Some(Effect::Cut(open(arguments.first()?)?, arguments.get(1)?.parse().ok()?)),
        "fsync" | "fdatasync" => Some(Effect::Synced(open(arguments.first()?)?)),
        "unlink" => Some(Effect::Removed(named(arguments.first()?)?)),
        "unlinkat" => Some(Effect::Removed(named(arguments.get(1)?)?)),
        "rename" => Some(Effect::Renamed(named(arguments.first()?)?, named(arguments.get(1)?)?)),
        "renameat" | "renameat2" => {
            Some(Effect::Renamed(named(arguments.get(1)?)?, named(arguments.get(3)?)?))
        }
        // Room for the map of the `-shm` file, of which nothing is kept.
        "fallocate" => None,
        _ => {
            let touches = arguments.iter().any(|one| open(one).is_some() || named(one).is_some());
            assert!(!touches, "a call that the replay cannot repeat: {name}");
            None
        }
    }
}

fn between(text: &str, from: char, to: char) -> Option<PathBuf> {
    let (_, rest) = text.split_once(from)?;
    let (inner, _) = rest.rsplit_once(to)?;
    Some(PathBuf::from(String::from_utf8(bytes(inner)?).ok()?))
}

fn quoted(text: &str) -> Option<Vec<u8>> {
    bytes(text.strip_prefix('"')?.strip_suffix('"')?)
}

/// `\x68\x65` as the bytes that it names.
fn bytes(text: &str) -> Option<Vec<u8>> {
    text.split("\\x").skip(1).map(|two| u8::from_str_radix(two.get(..2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_as_they_ended() {
        // /d is the folder; /d/a a file in it; /e/a is elsewhere.
        let log = r#"7  1795575866.000001 openat(AT_FDCWD<\x2f>, "\x2f\x64\x2f\x61", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3<\x2f\x64\x2f\x61>
7  1795575866.000002 pwrite64(3<\x2f\x64\x2f\x61>, "\x68\x22\x6c", 3, 5 <unfinished ...>
8  1795575866.000003 pwrite64(4<\x2f\x65\x2f\x61>, "\x68", 1, 0) = 1
7  1795575866.000004 <... pwrite64 resumed>)     = 2
8  1795575866.000005 fdatasync(3<\x2f\x64\x2f\x61>) = -1 EIO (Input/output error) (INJECTED)
8  1795575866.000006 fsync(5<\x2f\x64>) = 0
8  1795575866.000007 rename("\x2f\x64\x2f\x61", "\x2f\x64\x2f\x62") = 0
7  1795575866.000008 +++ exited with 0 +++
"#;
        let read = Trace::read(log, Path::new("/d"));
        let effects: Vec<_> = read.0.iter().map(|event| event.effect.clone()).collect();
        let a = PathBuf::from("/d/a");
        let expect = [
            Some(Effect::Made(a.clone())),
            None,
            None,
            Some(Effect::Wrote(a.clone(), 5, b"h\"".to_vec())),
            None,
            Some(Effect::Synced("/d".into())),
            Some(Effect::Renamed(a, "/d/b".into())),
            None,
        ];
        assert_eq!(effects, expect);
        assert_eq!(read.0[3].at, 1_795_575_866_000_004);
    }

    #[test]
    #[should_panic(expected = "a call that the replay cannot repeat: truncate")]
    fn what_cannot_be_repeated_stops_it() {
        Trace::read("7  1.000001 truncate(\"\\x2f\\x64\\x2f\\x61\", 0) = 0\n", Path::new("/d"));
    }
}
