//! A form that anybody fills in, without an account, a cookie or a script.
//!
//! Nothing is stored before it is sent. What was typed travels in the page itself, sealed,
//! and every page is the answer to a post: its address says nothing, and going back in the
//! browser shows nothing to the next person at the screen. No session is looked up, so these
//! pages are the same for everybody; and nobody's name is, so they are the same whoever is
//! named.

use std::sync::Arc;

use ::cases::intake::{FormName, Intake, Submission};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use contributions::{FormChannel, FormDefinition, PageKind};
use domain::{Answers, FieldErrors};
use identity::Wait;
use permissions::Actor;
use serde::{Deserialize, Serialize};
use wording::{Language, Text};

use super::pages::{Around, CARRIED, CheckPage, Go, LanguageButton, PAGE, QuestionPage, ReceiptPage};
use super::today;
use super::way::{Way, check_page};
use crate::account::Caller;
use crate::parts::Link;
use crate::{PageError, Posted, PostedForm, Screen, Services, Typed, cookies};

/// Every page of every public form.
pub(super) struct PublicForm;

impl PostedForm for PublicForm {
    const NAME: &'static str = "public-form";
}

/// What the seal is for.
const PURPOSE: &str = "public-form";

/// What a stranger's page carries, sealed.
#[derive(Serialize, Deserialize)]
struct Carried {
    plugin: String,
    form: String,
    version: u32,
    answers: Answers,
}

#[derive(Serialize)]
struct FormsPage {
    forms: Vec<Link>,
}

fn address(plugin: &str, form: &str) -> String {
    format!("/refer/{plugin}/{form}")
}

/// The public forms; where there is one, its first page.
pub(super) async fn list(screen: Screen, services: Services) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let link = |(plugin, form): (&str, &Arc<FormDefinition>)| {
        Link::new(address(plugin, &form.id), Text::key(&form.title))
    };
    let forms: Vec<_> = registry.forms(FormChannel::Public).map(link).collect();
    match forms.as_slice() {
        [only] => Ok(Redirect::to(&only.href).into_response()),
        _ => screen.show("intake/forms", &FormsPage { forms }),
    }
}

/// The page before the first question: how to leave quickly, whom to call.
pub(super) async fn start(
    screen: Screen,
    services: Services,
    Path((plugin, form)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let form = registry.current_form(&plugin, &form).ok_or(PageError::NotFound)?.clone();
    if form.channel != FormChannel::Public {
        return Err(PageError::NotFound);
    }
    Door { screen, plugin, form }.safety(&Answers::new())
}

/// Takes a page and shows the one that follows from it.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    Caller(origin): Caller,
    Path((plugin, form)): Path<(String, String)>,
    posted: Posted<PublicForm>,
) -> Result<Response, PageError> {
    let typed = &posted.typed;
    let carried: Carried = screen.open(PURPOSE, typed.text(CARRIED)).map_err(|_| PageError::ForeignForm)?;
    if (carried.plugin.as_str(), carried.form.as_str()) != (plugin.as_str(), form.as_str()) {
        return Err(PageError::ForeignForm);
    }
    let registry = (services.registry)();
    // A form that changed meanwhile goes on in its new version: nobody begins again.
    let begun = registry.form(&plugin, &form, carried.version);
    let form = begun.or_else(|| registry.current_form(&plugin, &form)).ok_or(PageError::NotFound)?.clone();
    let door = Door { screen, plugin, form };
    if door.is_sent(&posted.typed)
        && let Err(wait) = services.identity.admit_submission(origin.address).await?
    {
        return door.too_early(wait, &carried.answers);
    }
    let intake = services.intake.with_registry(registry);
    door.take(&intake, &posted, carried.answers).await
}

/// The form as a stranger fills it in.
struct Door {
    screen: Screen,
    plugin: String,
    form: Arc<FormDefinition>,
}

impl Door {
    /// Whether this post sends the form.
    fn is_sent(&self, typed: &Typed) -> bool {
        typed.text(PAGE) == check_page(&self.form) && Go::of(typed) == Go::On
    }

    /// All answers again, to be sent later: they travel in the page, so nothing is lost.
    fn too_early(&self, wait: Wait, answers: &Answers) -> Result<Response, PageError> {
        let mut errors = FieldErrors::default();
        errors.push("", wait.message);
        let page = CheckPage::new(self.around(answers), self.way(answers), &errors);
        self.screen.show_too_early(wait.length, "intake/check", &page)
    }

    async fn take(
        self,
        intake: &Intake,
        posted: &Posted<PublicForm>,
        carried: Answers,
    ) -> Result<Response, PageError> {
        let actor = Actor::public(self.screen.site().now());
        let name = FormName::new(&self.plugin, &self.form.id);
        let page = posted.typed.text(PAGE);
        let go = Go::of(&posted.typed);
        if self.is_sent(&posted.typed) {
            return self.send(intake, &actor, name, posted.key, carried).await;
        }
        let (answers, errors) = match self.form.page(page) {
            Some(_) => {
                let raw = posted.typed.as_map();
                let answered = intake.carry_page(&actor, &name, self.form.version, page, raw, carried)?;
                (answered.state.answers, answered.errors)
            }
            // The page before the first question asks nothing.
            None => (carried, FieldErrors::default()),
        };
        let way = self.way(&answers);
        match go {
            Go::On if !errors.is_empty() => self.question(&answers, page, Some(&posted.typed), &errors),
            Go::On => self.show(&answers, way.onward(page)),
            Go::Back | Go::Later => match way.back(page) {
                Some(before) => self.show(&answers, &before.id),
                None => self.safety(&answers),
            },
            Go::To(wanted) => self.show(&answers, &wanted),
            Go::In(code) => {
                let language = Language::parse(&code).ok_or(PageError::NotFound)?;
                let door = Self { screen: self.screen.speaking(language), ..self };
                let mut response = door.again(&answers, page, &posted.typed)?;
                response.headers_mut().append(SET_COOKIE, cookies::language_cookie(language));
                Ok(response)
            }
        }
    }

    async fn send(
        self,
        intake: &Intake,
        actor: &Actor,
        form: FormName,
        key: [u8; 16],
        answers: Answers,
    ) -> Result<Response, PageError> {
        let submission = Submission {
            form,
            version: self.form.version,
            key,
            answers: Some(answers.clone()),
            locale: self.screen.language().code().to_owned(),
        };
        match intake.submit(actor, submission).await {
            Ok(receipt) => {
                let page = ReceiptPage::new(&self.form, receipt.reference, Vec::new());
                self.screen.show("intake/receipt", &page)
            }
            Err(::cases::Error::Fields(errors)) => {
                let page = CheckPage::new(self.around(&answers), self.way(&answers), &errors);
                self.screen.show_again("intake/check", &page)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The page called `page` as it stands; one that is not asked leads to what is.
    fn show(&self, answers: &Answers, page: &str) -> Result<Response, PageError> {
        let way = self.way(answers);
        let page = if way.leads_by(page) { page } else { way.gap() };
        if page == check_page(&self.form) {
            let view = CheckPage::new(self.around(answers), way, &FieldErrors::default());
            return self.screen.show("intake/check", &view);
        }
        self.question(answers, page, None, &FieldErrors::default())
    }

    /// The page with what was typed into it, or with the answers carried.
    fn question(
        &self,
        answers: &Answers,
        page: &str,
        typed: Option<&Typed>,
        errors: &FieldErrors,
    ) -> Result<Response, PageError> {
        let page = self.form.page(page).filter(|page| page.kind != PageKind::Receipt);
        let page = page.ok_or(PageError::NotFound)?;
        let from_answers = Typed::from(answers);
        let typed = typed.unwrap_or(&from_answers);
        let view = QuestionPage::new(self.around(answers), self.way(answers), page, typed, errors);
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.screen.show_as(status, "intake/page", &view)
    }

    /// What is to be read before the first question, in the form's words or ours.
    fn safety(&self, answers: &Answers) -> Result<Response, PageError> {
        let first = self.form.pages.first().filter(|page| page.kind == PageKind::Safety);
        let around = self.around(answers);
        let view = match first {
            Some(page) => {
                let (typed, errors) = (Typed::default(), FieldErrors::default());
                QuestionPage::new(around, self.way(answers), page, &typed, &errors)
            }
            None => QuestionPage::safety(around, &self.form.title),
        };
        self.screen.show("intake/page", &view)
    }

    /// The page that was posted once more, with what was typed into it.
    fn again(&self, answers: &Answers, page: &str, typed: &Typed) -> Result<Response, PageError> {
        match self.form.page(page) {
            Some(one) if one.kind == PageKind::Question => {
                self.question(answers, page, Some(typed), &FieldErrors::default())
            }
            None if page != check_page(&self.form) => self.safety(answers),
            _ => self.show(answers, page),
        }
    }

    fn way<'a>(&'a self, answers: &'a Answers) -> Way<'a> {
        Way { form: &self.form, answers, today: today(&self.screen) }
    }

    fn around(&self, answers: &Answers) -> Around {
        let carried = Carried {
            plugin: self.plugin.clone(),
            form: self.form.id.clone(),
            version: self.form.version,
            answers: answers.clone(),
        };
        let spoken = self.screen.language();
        let others = Language::ALL.into_iter().filter(|language| *language != spoken);
        Around {
            action: address(&self.plugin, &self.form.id),
            token: self.screen.token::<PublicForm>(),
            carried: Some(self.screen.seal(PURPOSE, &carried)),
            exits: true,
            languages: others.map(|one| LanguageButton { code: one.code(), name: one.name() }).collect(),
            ..Around::default()
        }
    }
}
