//! Small changes to what is fit to be read.

use crate::dice::Dice;

/// Letters that parsers trip over.
const ODD: [&str; 26] = [
    "\0",
    "\r\n",
    "\n\n",
    "\"",
    "'",
    "\\",
    "{{{",
    "}}",
    "<",
    "&",
    ",",
    ";",
    "=",
    "%",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "\u{1f468}\u{200d}\u{1f469}",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "[",
    "{",
    "../",
    "\u{fffd}",
];

/// Changes inputs, the same way for the same dice.
pub struct Mutator<'a> {
    seeds: &'a [Vec<u8>],
    words: &'a [&'a str],
    longest: usize,
}

impl<'a> Mutator<'a> {
    /// Changes of `seeds` with `words` of their language, of at most `longest` bytes.
    pub fn new(seeds: &'a [Vec<u8>], words: &'a [&'a str], longest: usize) -> Self {
        Self { seeds, words, longest }
    }

    /// One input: a seed with a few things changed, now and then nothing but noise.
    pub fn next(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = match dice.chance(5) {
            true => Vec::new(),
            false => dice.pick(self.seeds).clone(),
        };
        for _ in 0..=dice.below(6) {
            self.change(&mut bytes, dice);
        }
        bytes.truncate(self.longest);
        bytes
    }

    fn change(&self, bytes: &mut Vec<u8>, dice: &mut Dice) {
        let at = dice.below(bytes.len() + 1);
        let until = usize::min(bytes.len(), at + 1 + dice.below(40));
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => drop(bytes.splice(at..at, dice.pick(&ODD).bytes())),
            3 if !self.words.is_empty() => drop(bytes.splice(at..at, dice.pick(self.words).bytes())),
            4 => drop(bytes.drain(at..until)),
            5 => {
                let again = bytes[at..until].repeat(1 + dice.below(30));
                drop(bytes.splice(at..at, again));
            }
            6 => bytes.truncate(at),
            7 => {
                let other = dice.pick(self.seeds);
                let from = dice.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let noise: Vec<u8> = (0..dice.below(24)).map(|_| dice.next() as u8).collect();
                drop(bytes.splice(at..at, noise));
            }
        }
    }
}
