//! A disk that has taken some of what it was told, and has not taken the rest.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::trace::Effect;
use crate::dice::Dice;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What becomes of that which nobody had asked to be synced when the power failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// All of it is gone: the worst that is allowed.
    Everything,
    /// Some sectors of it reached the disk, in whatever order, and some names.
    SomeSectors,
    /// It reached the disk in its order, but for the last write, which was cut short.
    TheEnd,
}

impl Loss {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Everything, Self::SomeSectors, Self::TheEnd];
}

#[derive(Clone)]
enum Change {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn make(&self, to: &mut Vec<u8>) {
        match self {
            Self::Bytes(place, bytes) => {
                let end = place + bytes.len();
                if to.len() < end {
                    to.resize(end, 0);
                }
                to[*place..end].copy_from_slice(bytes);
            }
            Self::Length(length) => to.resize(*length, 0),
        }
    }
}

/// A file without its name.
#[derive(Clone, Default)]
struct Node {
    kept: Vec<u8>,
    unsynced: Vec<Change>,
    /// Where the next plain write goes.
    position: usize,
}

#[derive(Clone)]
enum Naming {
    Gives(PathBuf, usize),
    Takes(PathBuf),
    Moves(PathBuf, PathBuf),
}

/// The files of one folder, what of them is safe, and what is not yet.
///
/// A name is safe once its folder was synced. That is stricter than the usual file systems
/// are, and what POSIX promises.
pub struct Disk {
    root: PathBuf,
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    renaming: Vec<Naming>,
    /// Which file was written last.
    last: Option<usize>,
}

impl Disk {
    /// The disk that holds `folder` as it is now, all of it safe.
    ///
    /// # Panics
    /// If it cannot be read.
    pub fn of(folder: &Path) -> Self {
        let mut disk = Self {
            root: folder.to_owned(),
            nodes: Vec::new(),
            names: BTreeMap::new(),
            kept_names: BTreeMap::new(),
            renaming: Vec::new(),
            last: None,
        };
        disk.take_in(folder);
        disk.kept_names = disk.names.clone();
        disk
    }

    fn take_in(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.take_in(&path);
            } else {
                let kept = std::fs::read(&path).expect("a file");
                self.names.insert(path, self.nodes.len());
                self.nodes.push(Node { kept, ..Node::default() });
            }
        }
    }

    /// Takes note of what was done.
    ///
    /// # Panics
    /// If it was done to a file that was never made.
    pub fn note(&mut self, effect: &Effect) {
        match effect {
            Effect::Made(path) => {
                let node = self.made(path);
                node.position = 0;
            }
            Effect::Wrote(path, place, bytes) => {
                self.node(path).unsynced.push(Change::Bytes(*place as usize, bytes.clone()));
            }
            Effect::Appended(path, bytes) => {
                let node = self.node(path);
                let place = node.position;
                node.position += bytes.len();
                node.unsynced.push(Change::Bytes(place, bytes.clone()));
            }
            Effect::Cut(path, length) => {
                let node = self.made(path);
                node.position = node.position.min(*length as usize);
                node.unsynced.push(Change::Length(*length as usize));
            }
            Effect::Synced(path) => self.sync(path),
            Effect::Removed(path) => {
                self.names.remove(path);
                self.renaming.push(Naming::Takes(path.clone()));
            }
            Effect::Renamed(from, to) => {
                let node = self.names.remove(from).expect("a file that was renamed had a name");
                self.names.insert(to.clone(), node);
                self.renaming.push(Naming::Moves(from.clone(), to.clone()));
            }
        }
    }

    fn node(&mut self, path: &Path) -> &mut Node {
        let node = *self.names.get(path).unwrap_or_else(|| panic!("{} was never made", path.display()));
        self.last = Some(node);
        &mut self.nodes[node]
    }

    fn made(&mut self, path: &Path) -> &mut Node {
        if !self.names.contains_key(path) {
            self.names.insert(path.to_owned(), self.nodes.len());
            self.renaming.push(Naming::Gives(path.to_owned(), self.nodes.len()));
            self.nodes.push(Node::default());
        }
        self.node(path)
    }

    fn sync(&mut self, path: &Path) {
        if let Some(node) = self.names.get(path) {
            let Node { kept, unsynced, .. } = &mut self.nodes[*node];
            unsynced.drain(..).for_each(|change| change.make(kept));
            return;
        }
        let (synced, left): (Vec<_>, Vec<_>) =
            self.renaming.drain(..).partition(|naming| naming.folder() == Some(path));
        self.renaming = left;
        synced.iter().for_each(|naming| naming.make(&mut self.kept_names));
    }

    /// How many bytes would be lost if the power failed now.
    pub fn unsynced(&self) -> usize {
        let changes = self.nodes.iter().flat_map(|node| &node.unsynced);
        changes.map(|change| if let Change::Bytes(_, bytes) = change { bytes.len() } else { 0 }).sum()
    }

    /// Writes into `folder` what may be left if the power fails now.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write_after(&self, loss: Loss, dice: &mut Dice, folder: &Path) {
        let mut names = self.kept_names.clone();
        let some = match loss {
            Loss::Everything => 0,
            Loss::SomeSectors => dice.below(self.renaming.len() + 1),
            Loss::TheEnd => self.renaming.len(),
        };
        self.renaming[..some].iter().for_each(|naming| naming.make(&mut names));
        for (path, number) in names {
            let node = &self.nodes[number];
            let mut bytes = node.kept.clone();
            match loss {
                Loss::Everything => {}
                Loss::SomeSectors => some_sectors(&node.unsynced, dice, &mut bytes),
                Loss::TheEnd => all_but_the_end(&node.unsynced, self.last == Some(number), dice, &mut bytes),
            }
            if path.extension().is_some_and(|ending| ending == "db-shm") {
                bytes = (0..bytes.len().max(32_768)).map(|_| dice.below(256) as u8).collect();
            }
            let to = folder.join(path.strip_prefix(&self.root).expect("it lies in the folder"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("our own folder");
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            // The key file is refused if others may read it.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(to).and_then(|mut file| file.write_all(&bytes)).expect("our own folder");
        }
    }
}

impl Naming {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Gives(path, _) | Self::Takes(path) | Self::Moves(_, path) => path.parent(),
        }
    }

    fn make(&self, to: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Gives(path, node) => {
                to.insert(path.clone(), *node);
            }
            Self::Takes(path) => {
                to.remove(path);
            }
            Self::Moves(from, path) => {
                if let Some(node) = to.remove(from) {
                    to.insert(path.clone(), node);
                }
            }
        }
    }
}

fn some_sectors(changes: &[Change], dice: &mut Dice, to: &mut Vec<u8>) {
    for change in changes {
        match change {
            Change::Length(_) if dice.chance(50) => change.make(to),
            Change::Length(_) => {}
            Change::Bytes(place, bytes) => {
                let mut from = 0;
                while from < bytes.len() {
                    let end = ((place + from) / SECTOR + 1) * SECTOR - place;
                    let end = end.min(bytes.len());
                    if dice.chance(50) {
                        Change::Bytes(place + from, bytes[from..end].to_vec()).make(to);
                    }
                    from = end;
                }
            }
        }
    }
}

fn all_but_the_end(changes: &[Change], is_last: bool, dice: &mut Dice, to: &mut Vec<u8>) {
    for (number, change) in changes.iter().enumerate() {
        match change {
            Change::Bytes(place, bytes) if is_last && number + 1 == changes.len() => {
                Change::Bytes(*place, bytes[..dice.below(bytes.len().max(1))].to_vec()).make(to);
            }
            _ => change.make(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(effects: &[Effect], loss: Loss) -> BTreeMap<String, Vec<u8>> {
        let (from, to) = (tempfile::tempdir().expect("a place"), tempfile::tempdir().expect("a place"));
        std::fs::write(from.path().join("old"), "old").expect("our own folder");
        let mut disk = Disk::of(from.path());
        let here = |path: &Path| from.path().join(path);
        for effect in effects {
            disk.note(&match effect.clone() {
                Effect::Made(path) => Effect::Made(here(&path)),
                Effect::Wrote(path, place, bytes) => Effect::Wrote(here(&path), place, bytes),
                Effect::Appended(path, bytes) => Effect::Appended(here(&path), bytes),
                Effect::Cut(path, length) => Effect::Cut(here(&path), length),
                Effect::Synced(path) => Effect::Synced(here(&path)),
                Effect::Removed(path) => Effect::Removed(here(&path)),
                Effect::Renamed(from, to) => Effect::Renamed(here(&from), here(&to)),
            });
        }
        disk.write_after(loss, &mut Dice::new(1), to.path());
        let files = std::fs::read_dir(to.path()).expect("our own folder").map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("a file"))
        });
        files.collect()
    }

    fn check(effects: &[Effect], loss: Loss, expect: &[(&str, &str)]) {
        let expect: BTreeMap<_, _> =
            expect.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        assert_eq!(after(effects, loss), expect, "{effects:?}");
    }

    #[test]
    fn only_what_was_synced_is_sure() {
        let old = || PathBuf::from("old");
        let root = || PathBuf::from("");
        let write = Effect::Wrote(old(), 1, b"X".to_vec());
        check(std::slice::from_ref(&write), Loss::Everything, &[("old", "old")]);
        check(&[write.clone(), Effect::Synced(old())], Loss::Everything, &[("old", "oXd")]);
        check(
            &[Effect::Cut(old(), 1), Effect::Synced(old()), write.clone()],
            Loss::Everything,
            &[("old", "o")],
        );
        // Cut short in the middle of the last write, and that one has a single byte.
        check(&[Effect::Cut(old(), 2), write], Loss::TheEnd, &[("old", "ol")]);
        // A new file needs its folder synced, as does a name that is taken away or changed.
        let new = || PathBuf::from("new");
        let made = [Effect::Made(new()), Effect::Appended(new(), b"n".to_vec()), Effect::Synced(new())];
        check(&made, Loss::Everything, &[("old", "old")]);
        let mut safe = made.to_vec();
        safe.push(Effect::Synced(root()));
        check(&safe, Loss::Everything, &[("old", "old"), ("new", "n")]);
        safe.push(Effect::Renamed(new(), old()));
        check(&safe, Loss::Everything, &[("old", "old"), ("new", "n")]);
        safe.push(Effect::Synced(root()));
        check(&safe, Loss::Everything, &[("old", "n")]);
        safe.push(Effect::Removed(old()));
        check(&safe, Loss::Everything, &[("old", "n")]);
        check(&safe, Loss::TheEnd, &[]);
    }

    #[test]
    fn sectors_are_kept_one_by_one() {
        let bytes = vec![b'x'; 64 * SECTOR];
        let left = after(&[Effect::Wrote("old".into(), 0, bytes)], Loss::SomeSectors);
        let kept =
            left["old"].chunks(SECTOR).filter(|sector| sector.iter().all(|byte| *byte == b'x')).count();
        let lost =
            left["old"].chunks(SECTOR).filter(|sector| sector.iter().all(|byte| *byte != b'x')).count();
        assert!(kept > 10 && lost > 10, "{kept} kept, {lost} lost");
    }
}
