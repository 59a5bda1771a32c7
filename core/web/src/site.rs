//! The site: templates, words, settings and ports, shared by every request.

use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use domain::Instant;
use rust_embed::RustEmbed;
use wording::{Pages, TemplateError, Wording};

use crate::{Navigation, Ports, Settings, Table, assets, serve};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A template of ours does not compile.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A template is not UTF-8.
    #[error("the template '{0}' is not UTF-8")]
    NotText(String),
}

/// What every request shares. Cloning is cheap.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    settings: Settings,
    ports: Ports,
    navigation: Vec<Navigation>,
    /// Swapped when a plugin comes or goes; a request keeps the one it began with.
    pages: RwLock<Arc<Pages>>,
}

impl Site {
    /// Compiles the templates over these words.
    ///
    /// # Errors
    /// A template that does not compile; a test compiles them all.
    pub fn new(
        settings: Settings,
        ports: Ports,
        wording: Wording,
        navigation: Vec<Navigation>,
    ) -> Result<Self, BuildError> {
        Self::with_templates(settings, ports, wording, navigation, &[])
    }

    /// The same with templates beside the embedded ones, as (name, text): for the gallery
    /// of parts and for tests.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_templates(
        settings: Settings,
        ports: Ports,
        wording: Wording,
        navigation: Vec<Navigation>,
        more: &[(&str, &str)],
    ) -> Result<Self, BuildError> {
        let texts = embedded()?;
        let ours = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let pages =
            Pages::new(wording, ours.chain(more.iter().copied()))?.with_lookup("asset", assets::addresses());
        let pages = RwLock::new(Arc::new(pages));
        Ok(Self(Arc::new(Inner { settings, ports, navigation, pages })))
    }

    /// The router with every layer around it, over these rows and the [`common`](crate::common) ones.
    pub fn router(&self, table: Table) -> Router {
        serve::layered(self, table.and(crate::common()).into_router(self))
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The ports.
    pub fn ports(&self) -> &Ports {
        &self.0.ports
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.0.ports.clock.now()
    }

    /// The templates and words at this moment.
    pub fn pages(&self) -> Arc<Pages> {
        self.0.pages.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts other words under the templates, after a plugin was installed or removed.
    pub fn speak(&self, wording: Wording) {
        let pages = Pages::clone(&self.pages()).with_wording(wording);
        *self.0.pages.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pages);
    }

    pub(crate) fn navigation(&self) -> &[Navigation] {
        &self.0.navigation
    }
}

/// The embedded templates as (name, text); a name is the path without its ending.
pub(crate) fn embedded() -> Result<Vec<(String, String)>, BuildError> {
    Templates::iter()
        .filter_map(|path| path.strip_suffix(".hbs").map(|name| (name.to_owned(), path.clone())))
        .filter_map(|(name, path)| Templates::get(&path).map(|file| (name, file.data)))
        .map(|(name, data)| match std::str::from_utf8(&data) {
            Ok(text) => Ok((name, text.to_owned())),
            Err(_) => Err(BuildError::NotText(name)),
        })
        .collect()
}
