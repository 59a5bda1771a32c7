//! Finding canaries in whatever came out of the service.

use std::collections::{BTreeSet, HashMap};

use super::Canary;

/// How many letters are compared before a whole form is.
const HEAD: usize = 6;

/// Finds every canary of a stock in a text, in one pass.
pub struct Finder {
    /// Forms, folded, by their first letters, with the place of their canary.
    forms: HashMap<[u8; HEAD], Vec<(String, usize)>>,
    /// Which mixtures of three letters a form may begin with: most of a page is passed over by it.
    begins: Vec<bool>,
}

const fn mixture(text: &[u8]) -> usize {
    ((text[0] as usize) * 31 + (text[1] as usize) * 7 + text[2] as usize) & 0xfff
}

impl Finder {
    /// Over these canaries.
    ///
    /// # Panics
    /// If one of them is too short to be found.
    pub fn new(canaries: &[Canary]) -> Self {
        let mut finder = Self { forms: HashMap::new(), begins: vec![false; 0x1000] };
        for (place, canary) in canaries.iter().enumerate() {
            for form in &canary.forms {
                let form = form.to_lowercase();
                let head: [u8; HEAD] = form.as_bytes()[..HEAD].try_into().expect("a form has six letters");
                finder.begins[mixture(&head)] = true;
                finder.forms.entry(head).or_default().push((form, place));
            }
        }
        finder
    }

    /// The places of the canaries in `text`, however their letters are cased.
    pub fn find(&self, text: &[u8]) -> BTreeSet<usize> {
        let text = text.to_ascii_lowercase();
        let mut found = BTreeSet::new();
        for at in 0..text.len().saturating_sub(HEAD - 1) {
            if !self.begins[mixture(&text[at..at + 3])] {
                continue;
            }
            let Some(forms) = self.forms.get(&text[at..at + HEAD]) else { continue };
            // A day must not be found at the end of another day.
            let after_digit = at > 0 && text[at - 1].is_ascii_digit() && text[at].is_ascii_digit();
            for (form, place) in forms {
                if !after_digit && text[at..].starts_with(form.as_bytes()) {
                    found.insert(*place);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder(forms: &[&[&str]]) -> Finder {
        let canary = |forms: &&[&str]| Canary {
            what: "test",
            spots: Vec::new(),
            forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        };
        Finder::new(&forms.iter().map(canary).collect::<Vec<_>>())
    }

    #[test]
    fn every_form_is_found_in_any_case_and_at_the_ends() {
        let finder = finder(&[&["kxqbcdfghjkm"], &["07700 900123", "07700900123"], &["3 March 1974"]]);
        let check = |text: &str, places: &[usize]| {
            let found: Vec<usize> = finder.find(text.as_bytes()).into_iter().collect();
            assert_eq!(found, places, "{text}");
        };
        check("", &[]);
        check("kxqbc", &[]);
        check("kxqbcdfghjkm", &[0]);
        check("<b>KXQBCDFGHJKM</b>", &[0]);
        check("kxqbcdfghjkn", &[]);
        check("call 07700900123 on 3 march 1974", &[1, 2]);
        check("13 March 1974", &[]);
    }
}
