//! Adding a referral to a case that exists: who in it is who there, confirmed.

use ::cases::Error;
use ::cases::intake::{KnownAs, MergeProposal};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference};
use serde::Serialize;
use wording::Text;

use super::ReferralRef;
use super::parties::{self, Choice, PartyFields};
use crate::form::FieldView;
use crate::parts::ErrorSummary;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The form that adds a referral to a case.
pub(super) struct MergeForm;

impl PostedForm for MergeForm {
    const NAME: &'static str = "merge-referral";
}

/// The case named in the address.
pub(super) struct Into(Reference);

impl<S: Send + Sync> FromRequestParts<S> for Into {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| PageError::NotFound)?;
        let named = params.iter().find(|(name, _)| *name == "case").map(|(_, value)| value);
        named.and_then(|text| text.parse().ok()).map(Self).ok_or(PageError::NotFound)
    }
}

#[derive(Serialize)]
struct MergePage {
    reference: Reference,
    case: Reference,
    token: String,
    action: String,
    back: String,
    /// The version of the referral that the one who merges has seen.
    version: i64,
    errors: ErrorSummary,
    parties: Vec<PartyFields>,
}

/// Who of the referral would be who in the case.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    Into(case): Into,
) -> Result<Response, PageError> {
    draw(&screen, &services, &visitor, (reference, case), None, &FieldErrors::default()).await
}

/// Adds the referral, and leads to the case.
pub(super) async fn take(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    Into(case): Into,
    posted: Posted<MergeForm>,
) -> Result<Response, PageError> {
    let typed = &posted.typed;
    let again = async |errors: FieldErrors| {
        draw(&screen, &services, &visitor, (reference, case), Some(typed), &errors).await
    };
    if posted.is_shown_again {
        return again(FieldErrors::default()).await;
    }
    let version = typed.text("version").parse().map_err(|_| PageError::Unreadable)?;
    let parties = parties::read(typed);
    match services.intake().merge(&visitor.actor, reference, version, case, &parties).await {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{case}?done=referral-merged")).into_response()),
        Err(Error::Fields(errors)) => again(errors).await,
        // What was typed is kept, and what changed can be looked at first.
        Err(Error::Conflict) => {
            let mut changed = FieldErrors::default();
            changed.push("", Message::new("intake-changed"));
            again(changed).await
        }
        // Pressed twice, it was added the first time.
        Err(Error::Unmet(why)) => match services.intake().open(&visitor.actor, reference).await?.case {
            Some(became) if became == case => {
                Ok(Redirect::to(&format!("/cases/{case}?done=referral-merged")).into_response())
            }
            _ => Err(PageError::Refused(why)),
        },
        Err(error) => Err(error.into()),
    }
}

async fn draw(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    (reference, case): (Reference, Reference),
    typed: Option<&Typed>,
    errors: &FieldErrors,
) -> Result<Response, PageError> {
    let intake = services.intake();
    let proposal = intake.merge_proposal(&visitor.actor, reference, case).await?.into_inner();
    let proposed = match typed {
        Some(_) => Typed::default(),
        None => {
            let found = intake.possible_duplicates(&visitor.actor, reference).await?;
            let likeliest = |party: &str| {
                let same =
                    |one: &&::cases::intake::AlikeView| one.party_id == party && one.case == Some(case);
                Some(KnownAs { person: found.alike.iter().find(same)?.person?, through: case })
            };
            let known = proposal.parties.iter().map(|party| (party, likeliest(&party.party)));
            parties::pairs(known).into_iter().collect()
        }
    };
    let typed = typed.unwrap_or(&proposed);
    let fields_of = parties::fields(&proposal.parties, &proposal.labels, &who(&proposal), typed, errors);
    let fields: Vec<FieldView> = fields_of.iter().flat_map(PartyFields::fields).cloned().collect();
    let page = MergePage {
        reference,
        case,
        token: screen.token::<MergeForm>(),
        action: format!("/intake/{reference}/merge/{case}"),
        back: format!("/intake/{reference}"),
        version: proposal.version,
        errors: ErrorSummary::new(errors, &fields),
        parties: fields_of,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    screen.show_as(status, "intake/merge", &page)
}

/// Whom a party may be: those who take part in the case already.
fn who(proposal: &MergeProposal) -> Vec<Choice> {
    let there = proposal.there.iter().map(|one| Choice {
        party: None,
        known: KnownAs { person: one.person, through: proposal.case },
        label: Text::List(vec![Text::plain(&one.name), Text::key(one.role.key())]),
    });
    there.collect()
}
