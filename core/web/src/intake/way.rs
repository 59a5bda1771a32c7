//! The way through the pages of a form. Pure.

use chrono::NaiveDate;
use contributions::{FormDefinition, Page, PageKind, PageState};
use domain::Answers;

/// A form as far as it has been filled in, on the day it is filled in.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub form: &'a FormDefinition,
    pub answers: &'a Answers,
    pub today: NaiveDate,
}

/// The name of the page of all answers, where a form does not name one itself.
const CHECK: &str = "check-answers";

/// The page of all answers: the form's own, or the name under which it is drawn.
pub(super) fn check_page(form: &FormDefinition) -> &str {
    own(form, PageKind::CheckAnswers).map_or(CHECK, |page| &page.id)
}

/// The form's own page of this kind.
pub(super) fn own(form: &FormDefinition, kind: PageKind) -> Option<&Page> {
    form.pages.iter().find(|page| page.kind == kind)
}

impl<'a> Way<'a> {
    /// Where whoever begins or takes the form up again goes on.
    pub fn resume(self) -> &'a str {
        match self.stops().next() {
            Some(first) if self.answers.is_empty() => &first.id,
            _ => self.gap(),
        }
    }

    /// Where "continue" leads from the page `from`, whose answers are in.
    ///
    /// It is the next page with something left to answer. So whoever came back from the page
    /// of all answers to change one is led back there, by way of every page that the changed
    /// answer has opened.
    pub fn onward(self, from: &str) -> &'a str {
        let here = self.place(from);
        let next = self.stops().find(|page| self.place(&page.id) > here);
        match next {
            // A page to be read is shown to whoever comes by; nothing says that they were there.
            Some(page) if !asks(page) => &page.id,
            _ => self.gap(),
        }
    }

    /// The first page that was not seen yet or on which something is missing; the page of
    /// all answers when there is none.
    pub fn gap(self) -> &'a str {
        let progress = self.form.progress(self.answers, self.today);
        let is_seen = |page: &Page| page.fields.iter().any(|field| self.answers.contains_key(&field.id));
        let is_open = |page: &&Page| {
            asks(page) && (!is_seen(page) || progress.get(page.id.as_str()) == Some(&PageState::Incomplete))
        };
        self.stops().find(is_open).map_or(check_page(self.form), |page| &page.id)
    }

    /// Whether the page is one of those that are walked through after the answers so far.
    pub fn leads_by(self, page: &str) -> bool {
        self.stops().any(|stop| stop.id == page)
    }

    /// The page before `from`, to which "back" leads; none before the first.
    pub fn back(self, from: &str) -> Option<&'a Page> {
        let here = self.place(from);
        self.stops().filter(|page| self.place(&page.id) < here).last()
    }

    /// The pages that ask something after the answers so far, with how far each is: a page
    /// that was not seen yet is not complete, even where nothing on it is demanded.
    pub fn sections(self) -> Vec<(&'a Page, bool)> {
        let progress = self.form.progress(self.answers, self.today);
        let is_done = |page: &Page| {
            progress.get(page.id.as_str()) == Some(&PageState::Complete)
                && page.fields.iter().any(|field| self.answers.contains_key(&field.id))
        };
        self.stops().filter(|page| asks(page)).map(|page| (page, is_done(page))).collect()
    }

    /// The pages that are walked through, in their order.
    fn stops(self) -> impl Iterator<Item = &'a Page> {
        let walked = |page: &&Page| matches!(page.kind, PageKind::Question | PageKind::Safety);
        self.form.shown_pages(self.answers, self.today).into_iter().filter(walked)
    }

    /// The place of a page in the form; a page that the form does not have lies after the
    /// last.
    fn place(self, id: &str) -> usize {
        self.form.pages.iter().position(|page| page.id == id).unwrap_or(self.form.pages.len())
    }
}

/// Whether a page asks anything of who fills it in.
fn asks(page: &Page) -> bool {
    page.fields.iter().any(|field| !field.computed)
}
