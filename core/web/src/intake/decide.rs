//! Asking for more, declining, sending on: each with its words, and a page that asks once.

use ::cases::Error;
use ::cases::intake::{Decision, ReferralView};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use serde::Deserialize;
use wording::Text;

use super::ReferralRef;
use crate::form::FieldView;
use crate::parts::{Confirm, ErrorSummary};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Visitor};

/// The form of any decision but to accept.
pub(super) struct DecisionForm;

impl PostedForm for DecisionForm {
    const NAME: &'static str = "decide-referral";
}

/// The field of the words.
const WORDS: &str = "words";

/// The decisions, by their words in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Wanted {
    /// More is needed before anybody can decide.
    Ask,
    /// It is not taken on.
    Decline,
    /// It belongs elsewhere.
    Redirect,
}

impl Wanted {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Decline => "decline",
            Self::Redirect => "redirect",
        }
    }

    fn with(self, words: String) -> Decision {
        match self {
            Self::Ask => Decision::AskForMore(words),
            Self::Decline => Decision::Decline(words),
            Self::Redirect => Decision::Redirect(words),
        }
    }
}

/// The decision named in the address.
#[derive(Deserialize)]
pub(super) struct Named {
    decision: Wanted,
}

/// The version that the one who decides has seen.
#[derive(Deserialize)]
pub(super) struct Seen {
    version: i64,
}

/// The question.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    Path(Named { decision }): Path<Named>,
) -> Result<Response, PageError> {
    let view = open(&services, &visitor, reference).await?;
    let page = page(&screen, reference, view.version, decision, "", &FieldErrors::default());
    screen.show("confirm", &page)
}

/// Decides.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    Path(Named { decision }): Path<Named>,
    Query(Seen { version }): Query<Seen>,
    posted: Posted<DecisionForm>,
) -> Result<Response, PageError> {
    let words = posted.typed.text(WORDS).replace("\r\n", "\n");
    if posted.is_shown_again {
        let page = page(&screen, reference, version, decision, &words, &FieldErrors::default());
        return screen.show("confirm", &page);
    }
    let decided = decision.with(words.clone());
    match services.intake().decide(&visitor.actor, reference, version, &decided).await {
        Ok(()) => {
            let word = decision.as_str();
            Ok(Redirect::to(&format!("/intake/{reference}?done={word}")).into_response())
        }
        Err(Error::Fields(errors)) => {
            let page = page(&screen, reference, version, decision, &words, &errors);
            screen.show_again("confirm", &page)
        }
        // The words are kept, and what changed can be looked at before they are sent again.
        Err(Error::Conflict) => {
            let view = open(&services, &visitor, reference).await?;
            let mut changed = FieldErrors::default();
            changed.push("", Message::new("intake-changed"));
            let page = page(&screen, reference, view.version, decision, &words, &changed);
            screen.show_again("confirm", &page)
        }
        Err(Error::Unmet(_)) => {
            Ok(Redirect::to(&format!("/intake/{reference}?done=already")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The referral, if this reader may decide about it and nobody has.
async fn open(
    services: &Services,
    visitor: &Visitor,
    reference: Reference,
) -> Result<ReferralView, PageError> {
    let view = services.intake().open(&visitor.actor, reference).await?.into_inner();
    if !view.open {
        return Err(PageError::Refused(vec![Message::new("referral-already-decided")]));
    }
    match view.acts.contains(&"decide-referral") {
        true => Ok(view),
        false => Err(PageError::Forbidden(None)),
    }
}

fn page(
    screen: &Screen,
    reference: Reference,
    version: i64,
    decision: Wanted,
    words: &str,
    errors: &FieldErrors,
) -> Confirm {
    let word = decision.as_str();
    let key = |end: &str| Text::key(format!("decide-{word}-{end}"));
    let mut field = FieldView::long_text(WORDS, key("words"), words).hint(key("hint")).size("s");
    if let Some(error) = errors.0.iter().find(|error| error.field == WORDS) {
        field = field.error(error.message.clone());
    }
    let fields = vec![field];
    Confirm {
        token: screen.token::<DecisionForm>(),
        action: format!("/intake/{reference}/decision/{word}?version={version}"),
        title: key("title"),
        paragraphs: vec![key("text")],
        errors: ErrorSummary::new(errors, &fields),
        fields,
        button: key("button"),
        is_dangerous: decision == Wanted::Decline,
        cancel_href: format!("/intake/{reference}"),
        ..Confirm::default()
    }
}
