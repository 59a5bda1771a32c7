//! What stands around every page.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use domain::Reference;
use permissions::Actor;
use serde::Serialize;
use wording::{Language, Text};

use crate::cases::glass::CloseForm;
use crate::ports::Visitor;
use crate::{FormToken, PageError, PostedForm, Site, assets, cookies};

/// An entry of the service's navigation.
#[derive(Clone, Debug)]
pub struct Navigation {
    /// Where it leads; also the beginning of the paths for which it is the current one.
    pub href: &'static str,
    /// The message key of its label.
    pub label: &'static str,
    /// Who sees it. What it leads to decides for itself who may come.
    pub shown_to: fn(&Actor) -> bool,
}

/// The header, navigation and footer of one page, for one reader.
#[derive(Clone, Serialize)]
pub struct Frame {
    #[serde(skip)]
    language: Language,
    service: String,
    organisation: String,
    contact: String,
    logo: Option<String>,
    demonstration: bool,
    exit_to: String,
    path: String,
    languages: Vec<LanguageLink>,
    navigation: Vec<NavigationLink>,
    account: Option<String>,
    /// The hidden field of the sign-out button.
    sign_out: Option<String>,
    /// What stands on every page of a case that was opened by break glass.
    glass: Option<GlassBanner>,
}

#[derive(Clone, Serialize)]
struct GlassBanner {
    case: Reference,
    until: Text,
    /// The hidden field of the button that closes it.
    token: String,
}

impl GlassBanner {
    /// The banner, where `path` is a page of a case that the visitor opened so.
    fn of(site: &Site, path: &str, visitor: &Visitor) -> Option<Self> {
        let named = path.strip_prefix("/cases/")?.split(['/', '?']).next()?;
        let named: Reference = named.parse().ok()?;
        let (case, until) = visitor.glass.iter().find(|(case, _)| *case == named)?;
        let token = FormToken::issue(site, CloseForm::NAME, Some(visitor.account));
        Some(Self { case: *case, until: (*until).into(), token })
    }
}

/// The button in the navigation.
pub struct SignOutForm;

impl PostedForm for SignOutForm {
    const NAME: &'static str = "sign-out";
}

#[derive(Clone, Serialize)]
struct LanguageLink {
    code: &'static str,
    name: &'static str,
    is_current: bool,
}

#[derive(Clone, Serialize)]
struct NavigationLink {
    href: &'static str,
    label: Text,
    is_current: bool,
}

impl Frame {
    /// The frame for a request of `visitor`, or of nobody known.
    pub(crate) fn new(site: &Site, request: &Request, visitor: Option<&Visitor>) -> Self {
        let settings = site.settings();
        let language = cookies::language_of(request.headers())
            .or_else(|| visitor.and_then(|visitor| visitor.language))
            .unwrap_or(settings.language);
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let navigation = site.navigation().iter().filter(|entry| {
            // Before the second factor is set up, every entry would lead to that page.
            visitor.is_some_and(|visitor| !visitor.must_enrol && (entry.shown_to)(&visitor.actor))
        });
        Self {
            language,
            service: settings.service_name.clone(),
            organisation: settings.organisation.clone(),
            contact: settings.contact.clone(),
            logo: settings.logo.as_ref().map(|_| assets::LOGO.to_owned()),
            demonstration: settings.demonstration,
            exit_to: settings.exit_to.clone(),
            languages: Language::ALL
                .into_iter()
                .map(|one| LanguageLink { code: one.code(), name: one.name(), is_current: one == language })
                .collect(),
            navigation: navigation
                .map(|entry| NavigationLink {
                    href: entry.href,
                    label: Text::key(entry.label),
                    is_current: is_below(&path, entry.href),
                })
                .collect(),
            account: visitor.map(|visitor| visitor.name.clone()),
            glass: visitor.and_then(|visitor| GlassBanner::of(site, &path, visitor)),
            sign_out: visitor.map(|visitor| FormToken::issue(site, SignOutForm::NAME, Some(visitor.account))),
            path,
        }
    }

    /// The language this page is read in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The same frame in another language.
    pub(crate) fn speaking(&self, language: Language) -> Self {
        let mut frame = Self { language, ..self.clone() };
        for link in &mut frame.languages {
            link.is_current = link.code == language.code();
        }
        frame
    }

    /// The path and query of the page.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the reader is a program: errors are then JSON.
    pub(crate) fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// Whether `path` is `href` or lies below it.
fn is_below(path: &str, href: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    match path.strip_prefix(href) {
        Some("") => true,
        Some(rest) => href != "/" && rest.starts_with('/'),
        None => false,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or(PageError::NotFound)
    }
}
