//! Finding the log of a case by its reference.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Message, Reference, ReferenceKind};
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::chain::{Chains, Covered, VerifyForm, verified};
use crate::form::FieldView;
use crate::parts::{ErrorSummary, Notice};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Visitor};

/// The form that finds.
pub(super) struct FindForm;

impl PostedForm for FindForm {
    const NAME: &'static str = "audit-find";
}

/// What the address may carry: the outcome of a check, sealed for this reader.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    verified: String,
}

#[derive(Serialize)]
struct AuditPage {
    token: String,
    errors: ErrorSummary,
    field: FieldView,
    can_verify: bool,
    verify_token: String,
    notice: Option<Notice>,
    chains: Option<Chains>,
    covered: Option<Covered>,
    can_export: bool,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let covered = may_come(&services, &visitor).await?;
    let chains = verified(&screen, &asked.verified);
    let page = page(
        &screen,
        visitor.actor.holds(ActKind::ViewAuditLog),
        covered,
        "",
        &FieldErrors::default(),
        chains,
    );
    screen.show("audit/find", &page)
}

/// To the log of the case that was typed.
pub(super) async fn find(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<FindForm>,
) -> Result<Response, PageError> {
    let covered = may_come(&services, &visitor).await?;
    let typed = form.typed.text("reference");
    // As people write it down: with a space too many, in small letters.
    match typed
        .trim()
        .to_uppercase()
        .parse::<Reference>()
        .ok()
        .filter(|case| case.kind() == ReferenceKind::Case)
    {
        Some(case) => Ok(Redirect::to(&crate::cases::address(case, "access")).into_response()),
        None => {
            let mut errors = FieldErrors::default();
            errors.push("reference", Message::new("audit-reference-form"));
            let page =
                page(&screen, visitor.actor.holds(ActKind::ViewAuditLog), covered, typed, &errors, None);
            screen.show_again("audit/find", &page)
        }
    }
}

/// How far the log is covered, for a reader who may verify it; nobody comes here who may not
/// see the log of a case.
async fn may_come(services: &Services, visitor: &Visitor) -> Result<Option<Covered>, PageError> {
    if !visitor.actor.holds(ActKind::ViewAudit) {
        return Err(PageError::Forbidden(None));
    }
    if !visitor.actor.holds(ActKind::VerifyAudit) {
        return Ok(None);
    }
    let state = services.audit_log.state(&visitor.actor).await?;
    Ok(Some(Covered::new(&state, services.audit_log.key())))
}

fn page(
    screen: &Screen,
    can_export: bool,
    covered: Option<Covered>,
    typed: &str,
    errors: &FieldErrors,
    chains: Option<Chains>,
) -> AuditPage {
    let field = FieldView::text("reference", Text::key("audit-reference"), typed)
        .hint(Text::key("audit-reference-hint"))
        .size("m")
        .input(crate::form::Input {
            kind: "text",
            mode: None,
            autocomplete: None,
            width: "govuk-input--width-10",
            spellcheck: false,
        });
    let field = match errors.0.first() {
        Some(error) => field.error(error.message.clone()),
        None => field,
    };
    AuditPage {
        token: screen.token::<FindForm>(),
        errors: ErrorSummary::new(errors, std::slice::from_ref(&field)),
        field,
        can_verify: covered.is_some(),
        can_export,
        covered,
        verify_token: screen.token::<VerifyForm>(),
        notice: chains.as_ref().map(Chains::notice),
        chains,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{drawn, screen};

    #[tokio::test]
    async fn a_broken_chain_is_said_with_its_place_and_what_to_do() {
        let broken = serde_json::json!({
            "at": "2026-11-24T10:00:00Z", "entries": 40, "chains": 2,
            "broken": [{ "key": "audit-wrong-entry-altered", "args": { "chain": "1", "entry": "17" } }],
            "more": 2,
        });
        let chains: Chains = serde_json::from_value(broken).expect("an outcome");
        let screen = screen();
        let covered = Covered::new(&administration::CheckpointState::default(), "the-key".to_owned());
        let page = page(&screen, true, Some(covered), "", &FieldErrors::default(), Some(chains));
        let html = drawn(screen.show("audit/find", &page).expect("a page")).await;
        for words in [
            "The log is not whole",
            "40 entries in 2 chains were read",
            "Chain 1, entry 17: it was changed after it was written.",
            "2 more things are wrong",
            "Tell whoever runs the server",
            "None yet",
            "the-key",
        ] {
            assert!(html.contains(words), "{words} on {html}");
        }
    }
}
