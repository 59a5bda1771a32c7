//! The quarterly review of who may see what, for managers.

use ::cases::work::GrantView;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Message;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wording::Text;

use crate::parts::{ErrorSummary, Notice};
use crate::{Access, PageError, Posted, PostedForm, Screen, Services, SignedIn, Table, Visitor};

/// Where it is.
const PAGE: &str = "/access-review";

/// What the inner names of grants are sealed for on their way over the browser.
const SEALED: &str = "access-review";

/// The rows of this page.
pub(crate) fn routes() -> Table {
    Table::new().get(PAGE, Access::SignedIn, show).post(PAGE, Access::SignedIn, decide)
}

/// The form that decides.
struct ReviewForm;

impl PostedForm for ReviewForm {
    const NAME: &'static str = "access-review";
}

#[derive(Deserialize)]
struct Arrived {
    done: Option<String>,
}

#[derive(Serialize)]
struct ReviewPage {
    notice: Option<Notice>,
    errors: ErrorSummary,
    closes: Option<Text>,
    token: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    sealed: String,
    #[serde(flatten)]
    grant: GrantView,
}

async fn page(screen: &Screen, services: &Services, visitor: &Visitor) -> Result<ReviewPage, PageError> {
    let view = services.casework.access_review(&visitor.actor).await?;
    let row = |grant: &GrantView| Row { sealed: screen.seal(SEALED, &grant.id), grant: grant.clone() };
    Ok(ReviewPage {
        notice: None,
        errors: ErrorSummary::default(),
        closes: view.closes.clone(),
        token: screen.token::<ReviewForm>(),
        rows: view.grants.iter().map(row).collect(),
    })
}

/// The list.
async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(arrived): Query<Arrived>,
) -> Result<Response, PageError> {
    let page = page(&screen, &services, &visitor).await?;
    let notice =
        (arrived.done.as_deref() == Some("decided")).then(|| Notice::success(Text::key("review-done")));
    screen.show("cases/review", &ReviewPage { notice, ..page })
}

/// Confirms or ends what is ticked.
async fn decide(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<ReviewForm>,
) -> Result<Response, PageError> {
    let opened = form.typed.all("grant").iter().map(|sealed| screen.open::<Uuid>(SEALED, sealed));
    let ids: Vec<Uuid> = opened.collect::<Result<_, _>>()?;
    let confirm = form.typed.text("decision") == "confirm";
    if ids.is_empty() || (!confirm && form.typed.text("decision") != "end") {
        let page = page(&screen, &services, &visitor).await?;
        let errors = ErrorSummary::of(Message::new("review-nothing-ticked"));
        return screen.show_again("cases/review", &ReviewPage { errors, ..page });
    }
    services.casework.decide_grants(&visitor.actor, &ids, confirm).await?;
    Ok(Redirect::to(&format!("{PAGE}?done=decided")).into_response())
}
