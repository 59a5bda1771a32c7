//! What of a case is shared with partners: sharing, extending, ending.

use ::cases::work::{ShareView, SharingAsked, SharingView};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::{Message, Reference};
use serde::Serialize;
use wording::Text;

use super::parts::Done;
use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::{ErrorLink, ErrorSummary, Notice};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The form that shares.
pub(super) struct ShareForm;

impl PostedForm for ShareForm {
    const NAME: &'static str = "share-case";
}

/// The form that gives a share another last day.
pub(super) struct ExtendForm;

impl PostedForm for ExtendForm {
    const NAME: &'static str = "extend-share";
}

/// The form that ends a share.
pub(super) struct EndForm;

impl PostedForm for EndForm {
    const NAME: &'static str = "end-share";
}

#[derive(Serialize)]
struct SharingPage {
    reference: Reference,
    back: String,
    notice: Option<Notice>,
    errors: ErrorSummary,
    shares: Vec<ShareView>,
    can_share: bool,
    fields: Vec<FieldView>,
    token: String,
    action: String,
    extend_token: String,
    extend_action: String,
    end_token: String,
    end_action: String,
}

/// What is shared, and the form that shares.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let page = page(&screen, &services, &visitor, case, (&Typed::default(), &[])).await?;
    screen.show("cases/sharing", &SharingPage { notice: done.notice(), ..page })
}

async fn page(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    case: Reference,
    (typed, said): (&Typed, &[Message]),
) -> Result<SharingPage, PageError> {
    let view = services.casework.sharing(&visitor.actor, case).await?;
    let links = said.iter().map(|message| ErrorLink { text: message.clone().into(), href: None });
    Ok(SharingPage {
        reference: view.reference,
        back: address(case, ""),
        notice: None,
        errors: ErrorSummary::from_links(links.collect()),
        fields: fields(&view, typed),
        can_share: !view.partners.is_empty(),
        shares: view.shares.clone(),
        token: screen.token::<ShareForm>(),
        action: address(case, "sharing"),
        extend_token: screen.token::<ExtendForm>(),
        extend_action: address(case, "sharing/extend"),
        end_token: screen.token::<EndForm>(),
        end_action: address(case, "sharing/end"),
    })
}

fn fields(view: &SharingView, typed: &Typed) -> Vec<FieldView> {
    let partners: Vec<_> = view
        .partners
        .iter()
        .map(|(account, name)| (account.to_string(), Text::plain(name.clone())))
        .collect();
    let sides: Vec<_> = view
        .sides
        .iter()
        .map(|(letter, kind)| {
            let words = Message::new(format!("people-side-{kind}")).with("letter", letter);
            (letter.to_string(), Text::Words(words))
        })
        .collect();
    let groups: Vec<_> = view.groups.iter().map(|(word, text)| ((*word).to_owned(), text.clone())).collect();
    let day = ["day", "month", "year"].map(|part| format!("until-{part}"));
    let day = day.each_ref().map(|name| typed.text(name));
    vec![
        FieldView::choice("account", Text::key("share-who"), partners, typed.text("account")).size("s"),
        FieldView::choice("side", Text::key("share-side"), sides, typed.text("side"))
            .hint(Text::key("share-side-hint"))
            .size("s"),
        FieldView::choices("groups", Text::key("share-groups"), groups, |word| typed.has("groups", word))
            .hint(Text::key("share-groups-hint"))
            .size("s"),
        FieldView::choice("grounds", Text::key("share-grounds"), view.grounds.clone(), typed.text("grounds"))
            .hint(Text::key("share-grounds-hint"))
            .size("s"),
        FieldView::date("until", Text::key("share-until"), day).hint(Text::key("share-until-hint")).size("s"),
    ]
}

/// The day in three boxes, if they name one.
fn until(typed: &Typed) -> Option<NaiveDate> {
    let part = |part: &str| typed.text(&format!("until-{part}")).trim().to_owned();
    NaiveDate::from_ymd_opt(
        part("year").parse().ok()?,
        part("month").parse().ok()?,
        part("day").parse().ok()?,
    )
}

/// Shares the case.
pub(super) async fn share(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ShareForm>,
) -> Result<Response, PageError> {
    let typed = &form.typed;
    let asked = SharingAsked {
        account: typed.text("account").parse().ok(),
        side: typed.text("side").chars().next(),
        groups: typed.all("groups").to_vec(),
        until: until(typed),
        grounds: typed.text("grounds").to_owned(),
    };
    let done = if form.is_shown_again {
        Err(::cases::Error::Unmet(Vec::new()))
    } else {
        services.casework.share(&visitor.actor, case, &asked).await
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=shared", address(case, "sharing"))).into_response()),
        Err(::cases::Error::Unmet(said)) => {
            let page = page(&screen, &services, &visitor, case, (typed, &said)).await?;
            screen.show_again("cases/sharing", &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives what is shared another last day.
pub(super) async fn extend(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ExtendForm>,
) -> Result<Response, PageError> {
    let account = form.typed.text("account").parse().map_err(|_| PageError::NotFound)?;
    match services.casework.extend_share(&visitor.actor, case, account, until(&form.typed)).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=recorded", address(case, "sharing"))).into_response()),
        Err(::cases::Error::Unmet(said)) => {
            let page = page(&screen, &services, &visitor, case, (&Typed::default(), &said)).await?;
            screen.show_again("cases/sharing", &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends what is shared.
pub(super) async fn end(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<EndForm>,
) -> Result<Redirect, PageError> {
    let account = form.typed.text("account").parse().map_err(|_| PageError::NotFound)?;
    services.casework.end_share(&visitor.actor, case, account).await?;
    Ok(Redirect::to(&format!("{}?done=unshared", address(case, "sharing"))))
}
