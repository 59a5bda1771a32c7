//! Accepting a referral: what would come of it, corrected and confirmed.

use ::cases::Error;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use serde::Serialize;

use super::ReferralRef;
use super::accepting;
use super::parties::PartyFields;
use crate::form::FieldView;
use crate::parts::ErrorSummary;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The form that accepts.
pub(super) struct AcceptForm;

impl PostedForm for AcceptForm {
    const NAME: &'static str = "accept-referral";
}

#[derive(Serialize)]
struct AcceptPage {
    reference: Reference,
    token: String,
    action: String,
    back: String,
    /// The version that the one who accepts has seen.
    version: i64,
    errors: ErrorSummary,
    matter: Vec<FieldView>,
    parties: Vec<PartyFields>,
}

/// What accepting would make of it.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
) -> Result<Response, PageError> {
    draw(&screen, &services, &visitor, reference, None, &FieldErrors::default()).await
}

/// Accepts, and leads to the new case.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    posted: Posted<AcceptForm>,
) -> Result<Response, PageError> {
    let typed = &posted.typed;
    let again =
        async |errors: FieldErrors| draw(&screen, &services, &visitor, reference, Some(typed), &errors).await;
    if posted.is_shown_again {
        return again(FieldErrors::default()).await;
    }
    let version = typed.text("version").parse().map_err(|_| PageError::Unreadable)?;
    let accepting = accepting::read(typed);
    match services.intake().accept(&visitor.actor, reference, version, &accepting).await {
        Ok(_) => to_the_case(&services, &visitor, reference, "accepted").await,
        Err(Error::Fields(errors)) => again(errors).await,
        // What was typed is kept, and what changed can be looked at first.
        Err(Error::Conflict) => {
            let mut changed = FieldErrors::default();
            changed.push("", Message::new("intake-changed"));
            again(changed).await
        }
        // Pressed twice, it was accepted the first time.
        Err(Error::Unmet(why)) => match services.intake().open(&visitor.actor, reference).await?.open {
            true => Err(PageError::Refused(why)),
            false => to_the_case(&services, &visitor, reference, "already").await,
        },
        Err(error) => Err(error.into()),
    }
}

/// To the case that it became; to the referral, where the case is not the reader's to know.
async fn to_the_case(
    services: &Services,
    visitor: &Visitor,
    reference: Reference,
    done: &str,
) -> Result<Response, PageError> {
    let case = services.intake().open(&visitor.actor, reference).await?.case;
    let to = match case {
        Some(case) => format!("/cases/{case}?done=referral-{done}"),
        None => format!("/intake/{reference}?done={done}"),
    };
    Ok(Redirect::to(&to).into_response())
}

async fn draw(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    reference: Reference,
    typed: Option<&Typed>,
    errors: &FieldErrors,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let intake = services.intake();
    let proposal = intake.proposal(&visitor.actor, reference).await?.into_inner();
    let found = intake.possible_duplicates(&visitor.actor, reference).await?;
    let proposed = accepting::typed(&proposal.accepting);
    let typed = typed.unwrap_or(&proposed);
    let matter = accepting::matter(&registry, &proposal, typed, errors);
    let parties = accepting::parties(&proposal, &found.alike, typed, errors);
    let fields: Vec<FieldView> =
        matter.iter().chain(parties.iter().flat_map(PartyFields::fields)).cloned().collect();
    let page = AcceptPage {
        reference,
        token: screen.token::<AcceptForm>(),
        action: format!("/intake/{reference}/accept"),
        back: format!("/intake/{reference}"),
        version: proposal.version,
        errors: ErrorSummary::new(errors, &fields),
        matter,
        parties,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    screen.show_as(status, "intake/accept", &page)
}
