//! Writing words, each once, and remembering where.

use chrono::{Days, NaiveDate};
use domain::{Reference, Value};

use super::{Canary, Spot};
use crate::world::World;

/// How every word begins.
const HEAD: &str = "kxq";
/// Sixteen letters, which never make a word of a language together with the head.
const LETTERS: &[u8; 16] = b"bcdfghjkmnprstvw";

/// How a second service differs from the first: in everything that one reader may not know.
#[derive(Clone, Copy)]
pub struct Difference {
    /// The reader.
    pub reader: usize,
}

/// What the records are written with.
pub struct Ink<'a> {
    /// Who there is, and who may see what.
    pub world: &'a World,
    difference: Option<Difference>,
    /// With which of the [thorns](crate::thorns) the first word is written, if with any.
    thorns: Option<usize>,
    next: u64,
    /// Everything written so far.
    pub canaries: Vec<Canary>,
}

impl<'a> Ink<'a> {
    /// The same words every time.
    pub const fn new(world: &'a World) -> Self {
        Self { world, difference: None, thorns: None, next: 0, canaries: Vec::new() }
    }

    /// The same words, and other and longer ones wherever the reader may not look.
    pub fn differing(world: &'a World, difference: Difference) -> Self {
        Self { world, difference: Some(difference), thorns: None, next: 0, canaries: Vec::new() }
    }

    /// The same words, behind each of them a text that would come to life in a careless page:
    /// one thorn after the other, from this one on.
    pub fn thorny(world: &'a World, first: usize) -> Self {
        Self { world, difference: None, thorns: Some(first), next: 0, canaries: Vec::new() }
    }

    /// Whether this is the second service, and none of these places is open to the reader.
    pub fn differs(&self, spots: &[Spot]) -> bool {
        let hidden = |difference: Difference| {
            spots.iter().all(|spot| self.world.sight_of(difference.reader, spot, true).is_none())
        };
        self.difference.is_some_and(hidden)
    }

    /// A code, and another one where the reader may not know it.
    pub(super) fn either<T>(&self, spot: &Spot, usual: T, other: T) -> T {
        if self.differs(std::slice::from_ref(spot)) { other } else { usual }
    }

    /// Whether the second service has no such case: nothing of it, and nothing that became
    /// it, is open to the reader.
    pub(super) fn leaves_out_case(&self, case: usize) -> bool {
        let became = |referral: &usize| self.world.referrals[*referral].case == Some(case);
        self.differs(&[Spot::CaseReference(case)])
            && (0..self.world.referrals.len())
                .filter(became)
                .all(|referral| self.differs(&[Spot::ReferralReference(referral)]))
    }

    /// The same of a referral; one that became a case goes with the case.
    pub(super) fn leaves_out_referral(&self, referral: usize) -> bool {
        match self.world.referrals[referral].case {
            Some(case) => self.leaves_out_case(case),
            None => self.differs(&[Spot::ReferralReference(referral)]),
        }
    }

    /// The number of the next word, and whether it is to differ.
    fn number(&mut self, spots: &[Spot]) -> (u64, bool) {
        self.next += 1;
        (self.next, self.differs(spots))
    }

    fn keep(&mut self, what: &'static str, spots: Vec<Spot>, forms: Vec<String>) {
        self.canaries.push(Canary { what, spots, forms });
    }

    /// A word for all these places.
    pub fn word_at(&mut self, what: &'static str, spots: Vec<Spot>) -> String {
        let (number, differs) = self.number(&spots);
        let (word, more) = if differs { (spell(number | 1 << 35), "xx") } else { (spell(number), "") };
        self.keep(what, spots, vec![word.clone()]);
        let thorn = self.thorns.map(|first| crate::thorns::thorn(first + number as usize));
        word + more + thorn.as_deref().unwrap_or_default()
    }

    /// A word for one place.
    pub fn word(&mut self, what: &'static str, spot: Spot) -> String {
        self.word_at(what, vec![spot])
    }

    /// A sentence around a word; a longer one where it is to differ.
    pub fn sentence(&mut self, what: &'static str, spot: Spot) -> String {
        let differs = self.differs(std::slice::from_ref(&spot));
        let word = self.word(what, spot);
        if differs {
            format!("There is much more to be said about {word} here.")
        } else {
            format!("About {word}.")
        }
    }

    /// The same as a value.
    pub fn text(&mut self, what: &'static str, spot: Spot) -> Value {
        Value::Text(self.sentence(what, spot))
    }

    /// A code that is on no list, and is therefore shown as it is.
    pub fn code(&mut self, what: &'static str, spot: Spot) -> Value {
        Value::Choice(self.word(what, spot))
    }

    /// A telephone number of those that are kept for fiction.
    pub fn phone(&mut self, what: &'static str, spots: Vec<Spot>) -> Value {
        let (number, differs) = self.number(&spots);
        assert!(number < 10_000, "numbers for fiction are few");
        let number = if differs { number + 50_000 } else { number + 10_000 };
        let digits = format!("07700{:06}", 900_000 + number % 100_000);
        let shown = format!("{} {}", &digits[..5], &digits[5..]);
        let abroad = format!("+44{}", &digits[1..]);
        self.keep(what, spots, vec![shown.clone(), digits, abroad]);
        Value::Text(shown)
    }

    /// An e-mail address.
    pub fn email(&mut self, what: &'static str, spots: Vec<Spot>) -> Value {
        Value::Text(format!("{}@example.org", self.word_at(what, spots)))
    }

    /// A postcode of a district that does not exist.
    pub fn postcode(&mut self, what: &'static str, spots: Vec<Spot>) -> Value {
        let (number, differs) = self.number(&spots);
        let letter = |number: u64| char::from(LETTERS[(number & 15) as usize]).to_ascii_uppercase();
        let area = if differs { "XZ" } else { "XQ" };
        let [one, two, three] = [number, number >> 4, number >> 8].map(letter);
        let digit = (number >> 12) % 10;
        let forms = vec![
            format!("{area}{digit}{one} {digit}{two}{three}"),
            format!("{area}{digit}{one}{digit}{two}{three}"),
        ];
        self.keep(what, spots, forms.clone());
        Value::Text(forms[0].clone())
    }

    /// A date of birth of somebody grown up.
    pub fn birth_date(&mut self, what: &'static str, spots: Vec<Spot>) -> Value {
        let (number, differs) = self.number(&spots);
        let first = if differs { 1961 } else { 1935 };
        let first = NaiveDate::from_ymd_opt(first, 1, 1).expect("a day");
        // Eleven days apart, so that no two share a year and a day by chance.
        let day = first + Days::new(number * 11 % 9_000);
        let welsh = [
            "Ionawr",
            "Chwefror",
            "Mawrth",
            "Ebrill",
            "Mai",
            "Mehefin",
            "Gorffennaf",
            "Awst",
            "Medi",
            "Hydref",
            "Tachwedd",
            "Rhagfyr",
        ];
        let month = welsh[chrono::Datelike::month0(&day) as usize];
        let forms = vec![
            day.to_string(),
            day.format("%-d %B %Y").to_string(),
            format!("{} {month} {}", chrono::Datelike::day(&day), chrono::Datelike::year(&day)),
        ];
        self.keep(what, spots, forms);
        Value::Date(day)
    }

    /// Remembers a reference as a word.
    pub fn reference(&mut self, what: &'static str, spot: Spot, reference: Reference) {
        self.keep(what, vec![spot], vec![reference.to_string(), reference.stored()]);
    }
}

/// A word that no record has, for what a test types itself.
pub fn spare(number: u64) -> String {
    spell(number | 1 << 34)
}

/// Twelve letters: different numbers give different words.
fn spell(number: u64) -> String {
    // Multiplying by an odd number permutes what has 36 bits, and keeps neighbours apart.
    let mixed = number.wrapping_mul(0x9_e377_9b97) & 0xf_ffff_ffff;
    let letter = |place: u32| char::from(LETTERS[(mixed >> (4 * place) & 15) as usize]);
    HEAD.chars().chain((0..9).map(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_different_and_look_like_nothing() {
        let words: std::collections::BTreeSet<String> = (0..5_000).map(spell).collect();
        assert_eq!(words.len(), 5_000);
        assert!(words.iter().all(|word| word.len() == 12 && word.starts_with(HEAD)));
    }
}
