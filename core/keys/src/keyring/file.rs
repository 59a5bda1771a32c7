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

use base64ct::{Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use super::{Keyring, Master};
use crate::random::random_key;
use crate::{KeyError, equal, sha256};

const REMARK: &str = "\
# The keys of an Accord installation. Whoever has this file and the database can read
# everything; whoever has lost it can read no sealed record again. Keep one copy in a
# safe, away from the server and away from the backups of the database.
";

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
        let keyring = Self::generate();
        write_new(path, &keyring.text()).map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => file_error(path, cause),
        })?;
        sync_folder(path)?;
        Ok(keyring)
    }

    /// Reads the keyring from its file.
    ///
    /// # Errors
    /// [`KeyError::Missing`], [`KeyError::Exposed`] when group or others have any access,
    /// [`KeyError::Damaged`] when it is cut or altered.
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        let file = File::open(path).map_err(|cause| match cause.kind() {
            ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
            _ => file_error(path, cause),
        })?;
        refuse_exposed(&file, path)?;
        let text = std::io::read_to_string(file).map_err(|cause| file_error(path, cause))?;
        Self::parse(&Zeroizing::new(text)).map_err(|line| KeyError::Damaged { path: path.to_owned(), line })
    }

    /// Adds a generation, under which everything is wrapped and sealed from now on.
    ///
    /// What was made under earlier ones still opens. The file is replaced whole: after a
    /// power cut it is either the old or the new one.
    ///
    /// # Errors
    /// [`KeyError::File`] when the system refuses; then nothing has changed.
    pub fn rotate(&mut self, path: &Path) -> Result<u32, KeyError> {
        let next = self.generation() + 1;
        self.sealing.insert(next, random_key());
        let beside = path.with_extension("next");
        let replaced = match fs::remove_file(&beside) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cause),
            _ => write_new(&beside, &self.text()).and_then(|()| fs::rename(&beside, path)),
        };
        if let Err(cause) = replaced {
            self.sealing.remove(&next);
            return Err(file_error(path, cause));
        }
        sync_folder(path)?;
        Ok(next)
    }

    pub(super) fn text(&self) -> Zeroizing<String> {
        let mut lines = Zeroizing::new(String::from("accord-keys 1\n"));
        let mut line = |name: &str, master: &Master| {
            lines.push_str(name);
            lines.push(' ');
            lines.push_str(&Zeroizing::new(Base64UrlUnpadded::encode_string(master.as_slice())));
            lines.push('\n');
        };
        line("index", &self.index);
        line("digest", &self.digest);
        for (generation, master) in &self.sealing {
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
                Ok(Self { sealing, index, digest })
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

fn refuse_exposed(file: &File, path: &Path) -> Result<(), KeyError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(|cause| file_error(path, cause))?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed { path: path.to_owned(), mode });
        }
    }
    Ok(())
}

fn file_error(path: &Path, cause: std::io::Error) -> KeyError {
    KeyError::File { path: path.to_owned(), cause }
}
