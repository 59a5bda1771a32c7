//! Whose form it is that somebody with an account fills in, and where its pages are.

use ::cases::intake::{FormName, FormState, PageAnswered};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use contributions::{CORE, FormChannel};
use domain::Reference;
use permissions::Actor;

use crate::{PageError, Services, Typed};

/// The form that the office keys in, of the core itself.
const OFFICE: &str = "referral";

/// Where somebody with an account fills in a form: a partner at their own desk, the office
/// for whoever rings, or staff with what came back after more was asked for.
pub(super) enum Desk {
    /// A new referral.
    New {
        /// The form.
        name: FormName,
        /// Whose form it is.
        channel: FormChannel,
    },
    /// The answers of a referral that was sent already.
    Sent(Reference),
}

impl Desk {
    /// The office's own.
    pub fn office() -> Self {
        Self::New { name: FormName::new(CORE, OFFICE), channel: FormChannel::Staff }
    }

    /// A partner's, for one of the forms that plugins offer them.
    pub fn partner(plugin: &str, form: &str) -> Self {
        Self::New { name: FormName::new(plugin, form), channel: FormChannel::Partner }
    }

    /// The desk at which a draft was written, if it was one of these.
    pub fn of(name: &FormName, actor: &Actor) -> Option<Self> {
        match actor.organisation() {
            Some(_) => Some(Self::partner(&name.plugin, &name.form)),
            None => (*name == FormName::new(CORE, OFFICE)).then(Self::office),
        }
    }

    /// The page from which one comes and to which one goes back.
    pub fn home(&self) -> String {
        match self {
            Self::New { channel: FormChannel::Partner, .. } => "/referrals".to_owned(),
            Self::New { .. } => "/intake".to_owned(),
            Self::Sent(referral) => format!("/intake/{referral}"),
        }
    }

    /// Where the form is begun or taken up.
    pub fn start(&self) -> String {
        self.below("new", "answers")
    }

    /// One of its pages.
    pub fn page(&self, page: &str) -> String {
        format!("{}/{page}", self.start())
    }

    /// Where the draft is thrown away.
    pub fn discard(&self) -> String {
        self.below("discard", "discard-changes")
    }

    fn below(&self, new: &str, sent: &str) -> String {
        match self {
            Self::New { name, channel: FormChannel::Partner } => {
                format!("/referrals/{new}/{}/{}", name.plugin, name.form)
            }
            Self::New { .. } => format!("/intake/{new}"),
            Self::Sent(referral) => format!("/intake/{referral}/{sent}"),
        }
    }

    /// The form as far as this actor has filled it in.
    ///
    /// # Errors
    /// Not found, for a form of another door.
    pub async fn state(&self, services: &Services, actor: &Actor) -> Result<FormState, PageError> {
        let intake = services.intake();
        match self {
            Self::New { name, channel } => {
                let state = intake.start(actor, name).await?.into_inner();
                if state.form.channel == *channel { Ok(state) } else { Err(PageError::NotFound) }
            }
            Self::Sent(referral) => Ok(intake.start_changing(actor, *referral).await?.into_inner()),
        }
    }

    /// Saves what can be read of a page in the draft.
    ///
    /// # Errors
    /// A conflict, where the draft moved meanwhile.
    pub async fn save(
        &self,
        services: &Services,
        actor: &Actor,
        page: &str,
        typed: &Typed,
        seen: i64,
    ) -> ::cases::Result<PageAnswered> {
        let intake = services.intake();
        match self {
            Self::New { name, .. } => intake.save_draft(actor, name, page, typed.as_map(), seen).await,
            Self::Sent(referral) => intake.save_changes(actor, *referral, page, typed.as_map(), seen).await,
        }
    }

    /// Throws the draft away.
    ///
    /// # Errors
    /// As storage has them.
    pub async fn throw_away(&self, services: &Services, actor: &Actor) -> ::cases::Result<()> {
        match self {
            Self::New { name, .. } => services.intake().discard_draft(actor, name).await,
            Self::Sent(referral) => services.intake().discard_changes(actor, *referral).await,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Desk {
    type Rejection = PageError;

    /// The form or the referral named in the address; where none is, the office's form.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let named = named(parts, state, ["plugin", "form", "referral"]).await?;
        Ok(match named {
            [Some(plugin), Some(form), _] => Self::partner(&plugin, &form),
            [_, _, Some(referral)] => Self::Sent(referral.parse().map_err(|_| PageError::NotFound)?),
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
