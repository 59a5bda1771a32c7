//! Break glass: the page that opens a case in an emergency, and the page of those who look
//! after it.

use ::cases::work::{GlassUseView, glass_reasons};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::codes::{GlassReason, GlassVerdict};
use domain::{FieldErrors, Message, Reference};
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::form::{FieldView, Input};
use crate::parts::{Colour, ErrorSummary, Notice, Tag};
use crate::{Access, PageError, Posted, PostedForm, Screen, Services, SignedIn, Table, Typed};

/// Where a case is opened.
const OPEN: &str = "/break-glass";
/// Where the uses are listed.
const USES: &str = "/break-glass/uses";

/// The rows of these pages. Opening wants a fresh proof of who one is.
pub(crate) fn routes() -> Table {
    Table::new()
        .get(OPEN, Access::Proved, show)
        .post(OPEN, Access::Proved, open)
        .post("/break-glass/close", Access::SignedIn, close)
        .get(USES, Access::SignedIn, uses)
        .post("/break-glass/seen", Access::SignedIn, seen)
        .post("/break-glass/review", Access::SignedIn, review)
}

/// The form that opens a case.
struct OpenForm;

impl PostedForm for OpenForm {
    const NAME: &'static str = "break-glass";
}

/// The button that closes it again.
pub(crate) struct CloseForm;

impl PostedForm for CloseForm {
    const NAME: &'static str = "close-glass";
}

/// The form that reviews a use.
struct ReviewForm;

impl PostedForm for ReviewForm {
    const NAME: &'static str = "review-glass";
}

/// The button that says one has read the list.
struct SeenForm;

impl PostedForm for SeenForm {
    const NAME: &'static str = "seen-glass";
}

#[derive(Serialize)]
struct OpenPage {
    errors: ErrorSummary,
    token: String,
    fields: Vec<FieldView>,
}

fn told(field: FieldView, name: &str, errors: &FieldErrors) -> FieldView {
    match errors.0.iter().find(|error| error.field == name) {
        Some(error) => field.error(error.message.clone()),
        None => field,
    }
}

fn open_page(screen: &Screen, typed: &Typed, errors: &FieldErrors) -> OpenPage {
    let input = Input { kind: "text", width: "govuk-input--width-10", ..Input::default() };
    let fields = vec![
        told(
            FieldView::text("case", Text::key("glass-case"), typed.text("case"))
                .hint(Text::key("glass-case-hint"))
                .input(input)
                .size("s"),
            "case",
            errors,
        ),
        told(
            FieldView::choice("reason", Text::key("glass-reason"), glass_reasons(), typed.text("reason"))
                .size("s"),
            "reason",
            errors,
        ),
        told(
            FieldView::long_text("words", Text::key("glass-words"), typed.text("words"))
                .hint(Text::key("glass-words-hint"))
                .size("s"),
            "words",
            errors,
        ),
    ];
    OpenPage { errors: ErrorSummary::new(errors, &fields), token: screen.token::<OpenForm>(), fields }
}

/// The page that opens a case.
async fn show(screen: Screen, SignedIn(visitor): SignedIn) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::BreakGlass) {
        return Err(PageError::NotFound);
    }
    screen.show("glass/open", &open_page(&screen, &Typed::default(), &FieldErrors::default()))
}

/// Opens a case, or says that it cannot be opened this way.
async fn open(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<OpenForm>,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::BreakGlass) {
        return Err(PageError::NotFound);
    }
    let again =
        |errors: &FieldErrors| screen.show_again("glass/open", &open_page(&screen, &form.typed, errors));
    if form.is_shown_again {
        return again(&FieldErrors::default());
    }
    let about_case = |key: &str| {
        let mut errors = FieldErrors::default();
        errors.push("case", Message::new(key));
        errors
    };
    let Ok(case) = form.typed.text("case").trim().parse::<Reference>() else {
        return again(&about_case("glass-case-unreadable"));
    };
    let reason = GlassReason::parse(form.typed.text("reason"));
    match services.casework.break_glass(&visitor.actor, case, reason, form.typed.text("words")).await {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{case}")).into_response()),
        Err(::cases::Error::NotFound) => again(&about_case("glass-case-unknown")),
        Err(::cases::Error::Fields(errors)) => again(&errors),
        Err(::cases::Error::Unmet(said)) => {
            let mut errors = FieldErrors::default();
            said.into_iter().for_each(|message| errors.push("case", message));
            again(&errors)
        }
        Err(error) => Err(error.into()),
    }
}

/// Closes it before the hour is up.
async fn close(
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<CloseForm>,
) -> Result<Redirect, PageError> {
    let case = form.typed.text("case").parse().map_err(|_| PageError::NotFound)?;
    services.casework.close_glass(&visitor.actor, case).await?;
    Ok(Redirect::to("/my-work"))
}

#[derive(Deserialize)]
struct Arrived {
    done: Option<String>,
}

#[derive(Serialize)]
struct UsesPage {
    notice: Option<Notice>,
    uses: Vec<UseCard>,
    has_unseen: bool,
    verdicts: Vec<Verdict>,
    review_token: String,
    seen_token: String,
}

#[derive(Serialize)]
struct Verdict {
    code: &'static str,
    label: Text,
}

#[derive(Serialize)]
struct UseCard {
    tag: Tag,
    #[serde(flatten)]
    used: GlassUseView,
}

/// Every use, for managers and the data protection officer.
async fn uses(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(arrived): Query<Arrived>,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::ViewGlass) {
        return Err(PageError::NotFound);
    }
    let unseen = services.casework.glass_notices(&visitor.actor).await?;
    let uses = services.casework.glass_uses(&visitor.actor).await?;
    let card = |used: &GlassUseView| {
        let (key, colour) = match (used.is_open, &used.verdict, used.is_overdue) {
            (true, _, _) => ("glass-state-open", Colour::Red),
            (_, Some(_), _) => ("glass-state-reviewed", Colour::Green),
            (_, None, true) => ("glass-state-overdue", Colour::Orange),
            (_, None, false) => ("glass-state-waiting", Colour::Yellow),
        };
        UseCard { tag: Tag::new(Text::key(key), colour), used: used.clone() }
    };
    let page = UsesPage {
        notice: match arrived.done.as_deref() {
            Some("reviewed") => Some(Notice::success(Text::key("glass-done-reviewed"))),
            _ => None,
        },
        uses: uses.iter().map(card).collect(),
        has_unseen: unseen > 0,
        verdicts: GlassVerdict::ALL
            .iter()
            .map(|one| Verdict { code: one.as_str(), label: Text::key(one.key()) })
            .collect(),
        review_token: screen.token::<ReviewForm>(),
        seen_token: screen.token::<SeenForm>(),
    };
    screen.show("glass/uses", &page)
}

/// Says that the reader has seen what they were told of.
async fn seen(
    services: Services,
    SignedIn(visitor): SignedIn,
    _form: Posted<SeenForm>,
) -> Result<Redirect, PageError> {
    services.casework.see_glass_notices(&visitor.actor).await?;
    Ok(Redirect::to(USES))
}

/// Says whether a use was right.
async fn review(
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<ReviewForm>,
) -> Result<Redirect, PageError> {
    let of = form.typed.text("use").parse().map_err(|_| PageError::NotFound)?;
    let verdict = GlassVerdict::parse(form.typed.text("verdict"))
        .ok_or_else(|| PageError::Refused(vec![Message::new("glass-verdict-required")]))?;
    services.casework.review_glass(&visitor.actor, of, verdict, form.typed.text("note")).await?;
    Ok(Redirect::to(&format!("{USES}?done=reviewed")))
}
