//! Every parser that meets what strangers wrote, as a function of bytes (`security.md` §5.3,
//!
//!
//! A target may refuse whatever it likes and must come to an end: no panic, no second, no
//! memory without bounds. What it promises about what it accepts (what it read reads back as
//! the same) is asserted inside it, since a wrong answer is as bad as none. The suite feeds
//! each with its seeds and with thousands of [mutations](mutate) on every run; `tests/fuzz`
//! hands the same functions to cargo-fuzz.

mod imports;
mod mutate;
mod people;
mod plugins;
mod sealed;

pub use mutate::Mutator;

/// One parser, and what it usually meets.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder in `tests/fuzz/corpus`.
    pub name: &'static str,
    /// Reads these bytes.
    pub run: fn(&[u8]),
    /// What is fit to be read, for mutations to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Words of its language.
    pub words: &'static [&'static str],
}

/// All of them.
pub const TARGETS: [Target; 15] = [
    imports::SHEET,
    imports::PROFILE,
    imports::CELL,
    plugins::MANIFEST,
    plugins::FORM,
    plugins::PACKAGE,
    plugins::SUBMISSION,
    plugins::TEMPLATE,
    plugins::CONDITION,
    people::SEARCH,
    people::TEXT,
    sealed::TOKEN,
    sealed::NOTE,
    sealed::AGE,
    sealed::PASSKEY,
];

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// A file of the repository.
fn file(path: &str) -> Vec<u8> {
    let path = crate::root().join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The bytes as text, as a request's would be.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
