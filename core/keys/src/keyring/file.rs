//! The key file: a few lines of text that can be printed and kept in a safe.
//!
//! ```text
//! accord-keys 1
//! index <43 characters>
//! digest <43 characters>
//! sealing 1 <43 characters>
//! check <11 characters>
//! ```
//!
//! Lines that begin with `#` are remarks. The last line is a digest of those before, so
//! that a file cut short, or typed wrongly from paper, is noticed before it is used.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use super::{Generations, Keyring, Master};
use crate::random::random_key;
use crate::{KeyError, equal, sha256};

const REMARK: &str = "\
# The keys of an Accord installation. Whoever has this file and the database can read
# everything; whoever has lost it can read no sealed record again. Keep one copy in a
# safe, away from the server and away from the backups of the database.
";

/// Who besides its owner may be able to read a key file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrecy {
    /// Nobody.
    #[default]
    Owner,
    /// The file is one that systemd laid out for this service (`LoadCredential=`): it belongs
    /// to root, and what looks like the group's right to read is the service's own, so
    /// reading by the group is borne. Writing, and others, are not.
    Credential,
}

/// Where a keyring was read from.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    secrecy: Secrecy,
    /// Which file was read last.
    read: Mutex<Stamp>,
}

/// What differs between a file and the one that it is replaced by: its number on the disk,
/// its length, and when it was written. Two can be written in one tick of the clock.
type Stamp = (u64, u64, Option<SystemTime>);

fn stamp(meta: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(meta);
    #[cfg(not(unix))]
    let number = 0;
    (number, meta.len(), meta.modified().ok())
}

impl KeyFile {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its permission bits as they are now; none where the system has no such thing.
    ///
    /// # Errors
    /// [`KeyError::File`].
    pub fn mode(&self) -> Result<Option<u32>, KeyError> {
        let meta = fs::metadata(&self.path).map_err(|cause| file_error(&self.path, cause))?;
        Ok(mode(&meta))
    }
}

impl Keyring {
    /// Generates a keyring and writes it to a new file that its owner alone can read.
    ///
    /// File and folder are flushed to the disk before this returns, so that nothing can
    /// be sealed under a key that a power cut would lose.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when there is a file already, [`KeyError::File`] when the
    /// system refuses.
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        write_new(path, &Self::generate().text()).map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => file_error(path, cause),
        })?;
        sync_folder(path)?;
        Self::open(path)
    }

    /// Reads the keyring from its file.
    ///
    /// # Errors
    /// [`KeyError::Missing`], [`KeyError::Exposed`] when group or others have any access,
    /// [`KeyError::Damaged`] when it is cut or altered.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        Self::open_as(path, Secrecy::Owner)
    }

    /// The same for a file that others may have laid out.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_as(path: &Path, secrecy: Secrecy) -> Result<Self, KeyError> {
        let (mut keyring, written) = read(path, secrecy)?;
        keyring.file = Some(KeyFile { path: path.to_owned(), secrecy, read: Mutex::new(written) });
        Ok(keyring)
    }

    /// Reads the file again where it was replaced since it was read last; says whether it was.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`KeyError::Other`] when what lies there now are the keys of
    /// another installation. Then nothing has changed.
    pub fn refresh(&self) -> Result<bool, KeyError> {
        let Some(file) = &self.file else { return Ok(false) };
        let there = fs::metadata(&file.path).map(|meta| stamp(&meta)).ok();
        let mut last = file.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if there == Some(*last) {
            return Ok(false);
        }
        let (now, written) = read(&file.path, file.secrecy)?;
        if *now.index != *self.index || *now.digest != *self.digest {
            return Err(KeyError::Other(file.path.clone()));
        }
        self.put((*now.all()).clone());
        *last = written;
        Ok(true)
    }

    /// Adds a generation, under which everything is wrapped and sealed from now on.
    ///
    /// What was made under earlier ones still opens. The file is replaced whole: after a
    /// power cut it is either the old or the new one.
    ///
    /// # Errors
    /// [`KeyError::File`] when the system refuses; then nothing has changed.
    pub fn rotate(&self) -> Result<u32, KeyError> {
        self.refresh()?;
        let mut generations = (*self.all()).clone();
        let next = self.generation() + 1;
        generations.insert(next, random_key());
        self.replace(generations)?;
        Ok(next)
    }

    /// Writes a new file that holds one more generation, for a place where this process may
    /// not replace its own. The keyring itself stays as it is.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn next_to(&self, path: &Path) -> Result<u32, KeyError> {
        let mut generations = (*self.all()).clone();
        let next = self.generation() + 1;
        generations.insert(next, random_key());
        write_new(path, &self.text_of(&generations)).map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => file_error(path, cause),
        })?;
        sync_folder(path)?;
        Ok(next)
    }

    /// Forgets every generation before the one in use: what is still sealed under them is
    /// lost, so the caller has made sure that nothing is. Says which were forgotten.
    ///
    /// # Errors
    /// As [`rotate`](Self::rotate).
    pub fn retire(&self) -> Result<Vec<u32>, KeyError> {
        self.refresh()?;
        let mut kept = (*self.all()).clone();
        let current = self.generation();
        let gone: Vec<u32> = kept.range(..current).map(|(generation, _)| *generation).collect();
        if !gone.is_empty() {
            kept.retain(|generation, _| *generation == current);
            self.replace(kept)?;
        }
        Ok(gone)
    }

    /// Writes the file with these generations, and uses them.
    fn replace(&self, generations: Generations) -> Result<(), KeyError> {
        let Some(file) = &self.file else {
            self.put(generations);
            return Ok(());
        };
        let path = &file.path;
        let beside = path.with_extension("next");
        let text = self.text_of(&generations);
        // Nobody reads the file between its replacement and the note of when that was.
        let mut last = file.read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match fs::remove_file(&beside) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause),
            _ => write_new(&beside, &text).and_then(|()| fs::rename(&beside, path)),
        }
        .map_err(|cause| file_error(path, cause))?;
        sync_folder(path)?;
        self.put(generations);
        *last = fs::metadata(path).map(|meta| stamp(&meta)).map_err(|cause| file_error(path, cause))?;
        Ok(())
    }

    pub(super) fn text(&self) -> Zeroizing<String> {
        self.text_of(&self.all())
    }

    fn text_of(&self, generations: &Generations) -> Zeroizing<String> {
        let mut lines = Zeroizing::new(String::from("accord-keys 1\n"));
        let mut line = |name: &str, master: &Master| {
            lines.push_str(name);
            lines.push(' ');
            lines.push_str(&Zeroizing::new(Base64UrlUnpadded::encode_string(master.as_slice())));
            lines.push('\n');
        };
        line("index", &self.index);
        line("digest", &self.digest);
        for (generation, master) in generations {
            line(&format!("sealing {generation}"), master);
        }
        Zeroizing::new(format!("{REMARK}{}check {}\n", *lines, check(&lines)))
    }

    /// The keyring that `text` describes, or the number of the first wrong line.
    pub(super) fn parse(text: &str) -> Result<Self, usize> {
        let mut body = Zeroizing::new(String::with_capacity(text.len()));
        let (mut index, mut digest, mut checked) = (None, None, false);
        let mut sealing = BTreeMap::new();
        for (at, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if checked {
                return Err(at);
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["accord-keys", "1"] if body.is_empty() => {}
                _ if body.is_empty() => return Err(at),
                ["index", key] if index.is_none() => index = Some(master(key).ok_or(at)?),
                ["digest", key] if digest.is_none() => digest = Some(master(key).ok_or(at)?),
                ["sealing", generation, key] => {
                    let generation = generation.parse::<u32>().map_err(|_| at)?;
                    if sealing.insert(generation, master(key).ok_or(at)?).is_some() {
                        return Err(at);
                    }
                }
                ["check", sum] if equal(sum.as_bytes(), check(&body).as_bytes()) => checked = true,
                _ => return Err(at),
            }
            body.push_str(line);
            body.push('\n');
        }
        match (index, digest) {
            (Some(index), Some(digest)) if checked && !sealing.is_empty() => {
                Ok(Self::of(sealing, index, digest, None))
            }
            _ => Err(text.lines().count().max(1)),
        }
    }
}

fn check(lines: &str) -> String {
    Base64UrlUnpadded::encode_string(&sha256(lines.as_bytes())[..8])
}

fn master(text: &str) -> Option<Master> {
    let mut bytes = Zeroizing::new([0; 32]);
    let length = Base64UrlUnpadded::decode(text, bytes.as_mut_slice()).ok()?.len();
    (length == bytes.len()).then_some(bytes)
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Makes the name of a new or replaced file as durable as its content.
fn sync_folder(path: &Path) -> Result<(), KeyError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    File::open(&folder).and_then(|folder| folder.sync_all()).map_err(|cause| file_error(&folder, cause))
}

/// The keyring in the file, and which file that is.
fn read(path: &Path, secrecy: Secrecy) -> Result<(Keyring, Stamp), KeyError> {
    let file = File::open(path).map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
        _ => file_error(path, cause),
    })?;
    let meta = file.metadata().map_err(|cause| file_error(path, cause))?;
    let open_to = match secrecy {
        Secrecy::Owner => 0o077,
        Secrecy::Credential => 0o037,
    };
    if let Some(mode) = mode(&meta).filter(|mode| mode & open_to != 0) {
        return Err(KeyError::Exposed { path: path.to_owned(), mode });
    }
    let text = Zeroizing::new(std::io::read_to_string(file).map_err(|cause| file_error(path, cause))?);
    let keyring = Keyring::parse(&text).map_err(|line| KeyError::Damaged { path: path.to_owned(), line })?;
    Ok((keyring, stamp(&meta)))
}

#[cfg(unix)]
fn mode(meta: &fs::Metadata) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> Option<u32> {
    None
}

fn file_error(path: &Path, cause: std::io::Error) -> KeyError {
    KeyError::File { path: path.to_owned(), cause }
}
