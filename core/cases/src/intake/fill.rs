//! Filling a form in, page by page.

use std::collections::BTreeMap;
use std::sync::Arc;

use contributions::{FormChannel, FormDefinition, PageState, Posted};
use domain::{Answers, FieldErrors};
use permissions::Actor;
use serde::Serialize;
use storage::{Draft, DraftLine, SaveDraft, Shown};

use super::door::may_fill;
use super::{FormName, Intake};
use crate::{Error, Result};

/// A form and what was typed into it so far.
#[derive(Clone, Serialize)]
pub struct FormState {
    /// The form, as the page draws it.
    #[serde(skip)]
    pub form: Arc<FormDefinition>,
    /// The version of the form, which sending it names again.
    pub version: u32,
    /// What was typed so far.
    pub answers: Answers,
    /// The version of the draft, which saving it names again; 0 where there is none yet.
    pub seen: i64,
    /// The version of the referral whose answers are changed; none of one that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<i64>,
    /// The page to go on with: the first on which something is missing.
    pub page: Option<String>,
    /// The pages asked so far that are complete.
    pub complete: Vec<String>,
}

/// The answers are somebody's; only the counts are shown in a log.
impl std::fmt::Debug for FormState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FormState({}, {} answers)", self.form.id, self.answers.len())
    }
}

/// What came of posting one page.
#[derive(Clone, Debug)]
pub struct PageAnswered {
    /// The form with the page's answers in it.
    pub state: FormState,
    /// What is wrong on this page.
    pub errors: FieldErrors,
    /// The page after it, when nothing is wrong; none after the last.
    pub next: Option<String>,
}

impl Intake {
    /// Begins a form, or takes up one's own draft of it.
    ///
    /// A stranger has no draft: what they typed travels sealed in their own pages.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such form or it is not this actor's to fill in.
    pub async fn start(&self, actor: &Actor, name: &FormName) -> Result<Shown<FormState>> {
        let current = self.current(name)?;
        if !may_fill(actor, current) {
            return Err(Error::NotFound);
        }
        let unit = self.store.read(actor).await?;
        let draft = match actor.account_id() {
            Some(_) => unit.draft(&name.place()).await?,
            None => None,
        };
        // A draft is finished in the version it was begun in.
        let form = draft.as_ref().and_then(|draft| self.begun(name, draft)).unwrap_or(current).clone();
        let (answers, seen) = draft.map_or((Answers::new(), 0), |draft| (draft.answers, draft.version));
        let state = self.state(form, answers, seen, actor);
        Ok(unit.show(state).await?)
    }

    /// One's own drafts of referral forms, the newest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody without an account.
    pub async fn drafts(&self, actor: &Actor) -> Result<Shown<Vec<(FormName, DraftLine)>>> {
        let unit = self.store.read(actor).await?;
        let named = |line: DraftLine| {
            let (plugin, form) = line.place.strip_prefix("referral/")?.split_once('/')?;
            Some((FormName::new(plugin, form), line))
        };
        let drafts = unit.own_drafts().await?.into_iter().filter_map(named).collect();
        Ok(unit.show(drafts).await?)
    }

    /// Reads a posted page, keeps what could be read in the draft, and says what is wrong.
    ///
    /// What cannot be read is not kept, and nothing that was kept before is lost. `seen` is
    /// the version of the draft the page was drawn with.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the draft was saved from another window in the meantime;
    /// [`Error::NotFound`] for a page the form does not have; [`Error::Forbidden`] for
    /// anybody without an account.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        name: &FormName,
        page: &str,
        raw: &BTreeMap<String, Vec<String>>,
        seen: i64,
    ) -> Result<PageAnswered> {
        let place = name.place();
        let before = {
            let unit = self.store.read(actor).await?;
            let draft = unit.draft(&place).await?;
            // Handing out one's own draft goes through the log's door like anything read.
            unit.show(draft).await?.into_inner()
        };
        if before.as_ref().map_or(0, |draft| draft.version) != seen {
            return Err(Error::Conflict);
        }
        let form = match &before {
            Some(draft) => self.begun(name, draft).unwrap_or(self.current(name)?).clone(),
            None => self.current(name)?.clone(),
        };
        let answers = before.map(|draft| draft.answers).unwrap_or_default();
        if !may_fill(actor, &form) {
            return Err(Error::NotFound);
        }
        let mut answered = self.page(actor, form.clone(), page, raw, answers)?;
        let label = format!("{}/{}/{}", name.plugin, name.form, form.version);
        let mut unit = self.store.write(actor).await?;
        let draft = SaveDraft { place: &place, form: &label, seen, answers: &answered.state.answers };
        answered.state.seen = unit.save_draft(&draft).await?;
        unit.commit().await?;
        Ok(answered)
    }

    /// The same for a stranger, who carries the answers along: nothing is stored.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a form that is not public, or a page it does not have.
    pub fn carry_page(
        &self,
        actor: &Actor,
        name: &FormName,
        version: u32,
        page: &str,
        raw: &BTreeMap<String, Vec<String>>,
        answers: Answers,
    ) -> Result<PageAnswered> {
        let form = self.version(name, version)?;
        if form.channel != FormChannel::Public || !may_fill(actor, form) {
            return Err(Error::NotFound);
        }
        self.page(actor, form.clone(), page, raw, answers)
    }

    /// Throws one's own draft away.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody without an account.
    pub async fn discard_draft(&self, actor: &Actor, name: &FormName) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        unit.discard_draft(&name.place()).await?;
        Ok(unit.commit().await?)
    }

    /// Lays a posted page over the answers and says what is wrong with it.
    pub(super) fn page(
        &self,
        actor: &Actor,
        form: Arc<FormDefinition>,
        page: &str,
        raw: &BTreeMap<String, Vec<String>>,
        mut answers: Answers,
    ) -> Result<PageAnswered> {
        if form.page(page).is_none() {
            return Err(Error::NotFound);
        }
        let today = self.day(actor.now());
        let (read, mut errors) = form.read(Posted::Page(page), raw);
        answers.extend(read);
        // What could not be read is said already; it is not missing as well.
        let unread: Vec<String> = errors.0.iter().map(|error| error.field.clone()).collect();
        let checked = form.check_page(page, &answers, today).0.into_iter();
        errors.0.extend(checked.filter(|error| !unread.contains(&error.field)));
        let next = match errors.is_empty() {
            true => form.next_page(Some(page), &answers, today).map(|page| page.id.clone()),
            false => None,
        };
        Ok(PageAnswered { state: self.state(form, answers, 0, actor), errors, next })
    }

    pub(super) fn state(
        &self,
        form: Arc<FormDefinition>,
        answers: Answers,
        seen: i64,
        actor: &Actor,
    ) -> FormState {
        let today = self.day(actor.now());
        let progress = form.progress(&answers, today);
        let is_complete = |id: &str| progress.get(id) == Some(&PageState::Complete);
        let questions = form.pages.iter().filter(|page| !page.fields.is_empty());
        let complete = questions.filter(|page| is_complete(&page.id)).map(|page| page.id.clone()).collect();
        let page = form.first_incomplete(&answers, today).map(|page| page.id.clone());
        FormState { version: form.version, answers, seen, changes: None, page, complete, form }
    }

    /// The form in the version that a draft was begun in.
    fn begun(&self, name: &FormName, draft: &Draft) -> Option<&Arc<FormDefinition>> {
        let version = draft.form.rsplit_once('/')?.1.parse().ok()?;
        self.registry.form(&name.plugin, &name.form, version)
    }
}
