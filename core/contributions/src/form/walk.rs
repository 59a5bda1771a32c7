//! The way through the pages of a form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Answers;

use super::{FormDefinition, Page};

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageState {
    /// Nothing on it is missing or wrong.
    Complete,
    /// Something on it is missing or wrong.
    Incomplete,
    /// It is not asked after the answers given so far.
    NotAsked,
}

impl FormDefinition {
    /// The pages that are shown after the answers given so far.
    ///
    /// A question page all of whose fields are hidden is left out.
    pub fn shown_pages(&self, answers: &Answers, today: NaiveDate) -> Vec<&Page> {
        let seen = self.visible(answers, today);
        let is_shown = |page: &&Page| {
            page.visible_when.as_ref().is_none_or(|condition| condition.holds(&seen, today))
                && (page.fields.is_empty() || page.fields.iter().any(|field| seen.contains_key(&field.id)))
        };
        self.pages.iter().filter(is_shown).collect()
    }

    /// The page after `current`, or the first one; none after the last.
    pub fn next_page(&self, current: Option<&str>, answers: &Answers, today: NaiveDate) -> Option<&Page> {
        let place = self.place(current);
        self.shown_pages(answers, today).into_iter().find(|page| self.place(Some(&page.id)) > place)
    }

    /// The page before `current`, to which "back" leads; none before the first.
    pub fn previous_page(&self, current: &str, answers: &Answers, today: NaiveDate) -> Option<&Page> {
        let place = self.place(Some(current));
        self.shown_pages(answers, today).into_iter().rfind(|page| self.place(Some(&page.id)) < place)
    }

    /// The first page on which something is missing or wrong: where a draft is taken up
    /// again, and where a form that was sent too early goes back to.
    pub fn first_incomplete(&self, answers: &Answers, today: NaiveDate) -> Option<&Page> {
        let states = self.progress(answers, today);
        self.pages.iter().find(|page| states.get(page.id.as_str()) == Some(&PageState::Incomplete))
    }

    /// How far every page is, by its id.
    pub fn progress(&self, answers: &Answers, today: NaiveDate) -> BTreeMap<&str, PageState> {
        let errors = self.check(answers, today);
        let shown: Vec<&str> =
            self.shown_pages(answers, today).into_iter().map(|page| page.id.as_str()).collect();
        let state = |page: &Page| {
            let is_wrong = |error: &domain::FieldError| page.fields.iter().any(|f| f.id == error.field);
            match shown.contains(&page.id.as_str()) {
                false => PageState::NotAsked,
                true if errors.0.iter().any(is_wrong) => PageState::Incomplete,
                true => PageState::Complete,
            }
        };
        self.pages.iter().map(|page| (page.id.as_str(), state(page))).collect()
    }

    /// The place of a page, from 1; 0 before the first.
    fn place(&self, page: Option<&str>) -> usize {
        page.and_then(|id| self.pages.iter().position(|page| page.id == id)).map_or(0, |index| index + 1)
    }
}
