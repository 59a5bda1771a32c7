//! Whose form it is that somebody with an account fills in, and where its pages are.

use ::cases::intake::{FormName, FormState};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use contributions::{CORE, FormChannel};
use permissions::Actor;

use crate::{PageError, Services};

/// The form that the office keys in, of the core itself.
const OFFICE: &str = "referral";

/// Where somebody with an account fills in a form: a partner at their own desk, or the
/// office for whoever rings.
pub(super) struct Desk {
    /// The form.
    pub name: FormName,
    channel: FormChannel,
}

impl Desk {
    /// The office's own.
    pub fn office() -> Self {
        Self { name: FormName::new(CORE, OFFICE), channel: FormChannel::Staff }
    }

    /// A partner's, for one of the forms that plugins offer them.
    pub fn partner(plugin: &str, form: &str) -> Self {
        Self { name: FormName::new(plugin, form), channel: FormChannel::Partner }
    }

    /// The desk at which a draft was written, if it was one of these.
    pub fn of(name: &FormName, actor: &Actor) -> Option<Self> {
        match actor.organisation() {
            Some(_) => Some(Self::partner(&name.plugin, &name.form)),
            None => (*name == Self::office().name).then(Self::office),
        }
    }

    /// The list from which one comes and to which one goes back.
    pub fn home(&self) -> &'static str {
        if self.channel == FormChannel::Partner { "/referrals" } else { "/intake" }
    }

    /// Where the form is begun or taken up.
    pub fn start(&self) -> String {
        self.below("new")
    }

    /// One of its pages.
    pub fn page(&self, page: &str) -> String {
        format!("{}/{page}", self.start())
    }

    /// Where the draft is thrown away.
    pub fn discard(&self) -> String {
        self.below("discard")
    }

    fn below(&self, word: &str) -> String {
        match self.channel {
            FormChannel::Partner => format!("/referrals/{word}/{}/{}", self.name.plugin, self.name.form),
            _ => format!("/intake/{word}"),
        }
    }

    /// The form as far as this actor has filled it in.
    ///
    /// # Errors
    /// Not found, for a form of another door.
    pub async fn state(&self, services: &Services, actor: &Actor) -> Result<FormState, PageError> {
        let state = services.intake().start(actor, &self.name).await?.into_inner();
        if state.form.channel == self.channel { Ok(state) } else { Err(PageError::NotFound) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Desk {
    type Rejection = PageError;

    /// The form named in the address; where none is, the office's.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let named = named(parts, state, ["plugin", "form"]).await?;
        Ok(match named {
            [Some(plugin), Some(form)] => Self::partner(&plugin, &form),
            _ => Self::office(),
        })
    }
}

/// The page of a form named in the address.
pub(super) struct PageName(pub String);

impl<S: Send + Sync> FromRequestParts<S> for PageName {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let [page] = named(parts, state, ["page"]).await?;
        page.map(Self).ok_or(PageError::NotFound)
    }
}

/// What the address says for these names.
async fn named<S: Send + Sync, const N: usize>(
    parts: &mut Parts,
    state: &S,
    names: [&str; N],
) -> Result<[Option<String>; N], PageError> {
    let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| PageError::NotFound)?;
    let value = |wanted: &str| params.iter().find(|(name, _)| *name == wanted).map(|(_, v)| v.to_owned());
    Ok(names.map(value))
}
