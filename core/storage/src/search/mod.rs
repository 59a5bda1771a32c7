//! The search box: one line of text, found in names, notes, numbers and references.
//!
//! What was typed is read by its shape. A reference, a telephone number, an e-mail
//! address, a postcode, a date of birth are found by equality, the sealed ones through the
//! blind index; anything else is a name or words of a note. Those who may see much search
//! two indexes, joined to their scope and cut to the parts they read on every case of it;
//! those who see few cases search these alone, so that nothing outside them costs any time
//! or gives any hit (`decisions.md` 25).

mod cursor;
mod exact;
mod indexes;
mod own;
mod shape;
#[cfg(test)]
mod tests;

use contributions::Catalogue;
use permissions::ViewCase;
use serde::{Deserialize, Serialize};

use crate::list::{CaseRow, Wanted, widest};
use crate::unit::Unit;
use crate::{Error, Result};

pub use shape::{LONGEST, Look};

/// The most cases that one page of results shows.
const PAGE: u64 = 100;

/// Where to look for words that have no other shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In the names of those who take part.
    #[default]
    Names,
    /// In the notes of the log.
    Notes,
}

/// A search.
#[derive(Clone)]
pub struct SearchQuery {
    /// What was typed; it is never logged.
    pub text: String,
    /// Where to look for words.
    pub within: Within,
    /// The fields to show of each case found.
    pub fields: Vec<String>,
    /// Where the page begins: the sealed cursor of the page before it.
    pub cursor: Option<String>,
    /// How many cases a page has, at most 100.
    pub limit: u64,
}

impl std::fmt::Debug for SearchQuery {
    /// What somebody looks for is personal data of whom they look for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchQuery").field("within", &self.within).finish_non_exhaustive()
    }
}

/// By what something was found; the word goes to the audit log and to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// A reference of ours, of an older system or of a partner.
    Reference,
    /// A telephone number, e-mail address, postcode, identifier or date of birth.
    Exact,
    /// A part of a name.
    Name,
    /// The beginning of a surname.
    Surname,
    /// Words of a note.
    Note,
}

impl FoundBy {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Exact => "exact",
            Self::Name => "name",
            Self::Surname => "surname",
            Self::Note => "note",
        }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// By what the text was taken to be.
    pub found_by: FoundBy,
    /// The cases, the newest first.
    pub rows: Vec<CaseRow>,
    /// The cursor of the page after this one.
    pub next: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// Cases that the actor may see and that the text finds, the newest first.
    ///
    /// One audit entry names what was found, and what kind of thing was looked for, never
    /// the text.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who may see no case, [`Error::NotFound`] where the
    /// cursor is not one of this search.
    pub async fn search(&mut self, catalogue: &Catalogue, query: &SearchQuery) -> Result<SearchPage> {
        let scope = permissions::scope::<ViewCase>(&self.actor);
        if scope.is_none() {
            return Err(Error::Forbidden);
        }
        let wanted = Wanted::resolve(&query.fields, catalogue, widest::<ViewCase>(&self.actor, self.id));
        let limit = query.limit.clamp(1, PAGE);
        let look = Look::read(&query.text);
        let (found_by, seen, next) = match &look {
            Look::Nothing => (FoundBy::Name, Vec::new(), None),
            Look::Reference(reference) => {
                (FoundBy::Reference, self.by_reference(&scope, *reference, &wanted).await?, None)
            }
            Look::Blind(keys) => (FoundBy::Exact, self.by_blind_index(&scope, keys, &wanted).await?, None),
            Look::Words { words, code } => {
                let exact = match code {
                    Some(code) => self.by_code(&scope, catalogue, code, &wanted).await?,
                    None => Vec::new(),
                };
                if !exact.is_empty() {
                    (FoundBy::Reference, exact, None)
                } else if scope.is_narrow() {
                    let (by, seen) = self.search_own(&scope, catalogue, query, words).await?;
                    (by, seen, None)
                } else {
                    self.search_wide(&scope, query, words, limit, &wanted).await?
                }
            }
        };
        let rows = self.show_rows("search", seen, Some(found_by.as_str().to_owned()));
        Ok(SearchPage { found_by, rows, next })
    }
}
