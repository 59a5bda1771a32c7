//! Who works a case: inviting, releasing; and the page of somebody who was invited.

use ::cases::InvitationAnswer;
use ::cases::work::InvitedAs;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Reference;
use domain::conflict::ConflictKeys;
use serde::Serialize;
use wording::Text;

use super::parts::Done;
use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::{
    Cell, Colour, EmptyState, ErrorLink, ErrorSummary, Heading, Notice, SummaryList, Table, Tag,
};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed, Visitor};

/// The form that invites.
pub(super) struct InviteForm;

impl PostedForm for InviteForm {
    const NAME: &'static str = "invite";
}

/// The form that releases.
pub(super) struct ReleaseForm;

impl PostedForm for ReleaseForm {
    const NAME: &'static str = "release";
}

/// The form that answers an invitation.
pub(super) struct AnswerForm;

impl PostedForm for AnswerForm {
    const NAME: &'static str = "answer-invitation";
}

/// The form by which somebody goes on although a conflict was found.
pub(super) struct KeepForm;

impl PostedForm for KeepForm {
    const NAME: &'static str = "keep-despite-conflict";
}

#[derive(Serialize)]
struct PeoplePage {
    reference: Reference,
    back: String,
    notice: Option<Notice>,
    errors: ErrorSummary,
    assigned: Vec<AssignedRow>,
    candidates: Table,
    fields: Vec<FieldView>,
    token: String,
    release_token: String,
    action: String,
    release_action: String,
    keep_token: String,
    keep_action: String,
    may_override: bool,
}

#[derive(Serialize)]
struct AssignedRow {
    account: Reference,
    name: String,
    kind: Text,
    kind_code: String,
    tag: Tag,
    until: Text,
    conflicts: Vec<Text>,
    undecided: bool,
}

/// Who works the case, and who could.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let page = people(&screen, &services, &visitor, case, (&Typed::default(), None)).await?;
    screen.show("cases/people", &PeoplePage { notice: done.notice(), ..page })
}

/// The page, with what was typed and the keys of a conflict that stood in its way.
async fn people(
    screen: &Screen,
    services: &Services,
    visitor: &Visitor,
    case: Reference,
    (typed, conflict): (&Typed, Option<&ConflictKeys>),
) -> Result<PeoplePage, PageError> {
    let view = services.casework.allocation(&visitor.actor, case).await?;
    let assigned = view
        .assigned
        .iter()
        .map(|assigned| AssignedRow {
            account: assigned.account,
            name: assigned.name.clone(),
            kind: assigned.kind.clone(),
            kind_code: assigned.kind_code.clone(),
            tag: match assigned.state.as_str() {
                "invited" => Tag::new(Text::key("people-invited"), Colour::Teal),
                _ => Tag::new(Text::key("people-working"), Colour::Green),
            },
            until: assigned.until.clone(),
            conflicts: assigned.conflicts.clone(),
            undecided: assigned.undecided,
        })
        .collect();
    let rows = view
        .candidates
        .iter()
        .map(|candidate| {
            let conflict = match candidate.conflicts.is_empty() {
                true => Cell::new(Text::key("people-no-conflict")),
                false => Cell::new(Text::List(candidate.conflicts.clone())),
            };
            vec![
                Cell::new(candidate.name.clone()),
                Cell::new(Text::Number(candidate.open_cases)),
                Cell::new(Text::Boolean(candidate.sensitive_trained)),
                conflict,
            ]
        })
        .collect();
    let head = vec![
        Heading::new(Text::key("people-name")),
        Heading::numeric(Text::key("people-open-cases")),
        Heading::new(Text::key("people-sensitive")),
        Heading::new(Text::key("people-conflict")),
    ];
    let empty =
        EmptyState { title: Text::key("people-none"), text: Text::key("people-none-more"), link: None };
    let options =
        view.candidates.iter().map(|c| (c.account.to_string(), Text::plain(c.name.clone()))).collect();
    let kinds = ["lead", "co-facilitator", "observer"];
    let kinds =
        kinds.iter().map(|kind| ((*kind).to_owned(), Text::key(format!("assigned-{kind}")))).collect();
    let sides = view
        .sides
        .iter()
        .map(|(letter, kind)| {
            let words = domain::Message::new(format!("people-side-{kind}")).with("letter", letter);
            (letter.to_string(), Text::Words(words))
        })
        .collect();
    let kind = if typed.text("kind").is_empty() { "lead" } else { typed.text("kind") };
    let is_first = typed.all("sides").is_empty() && conflict.is_none();
    let mut fields = vec![
        FieldView::choice("account", Text::key("people-who"), options, typed.text("account")).size("s"),
        FieldView::choice("kind", Text::key("people-as"), kinds, kind).size("s"),
        FieldView::choices("sides", Text::key("people-sides"), sides, |side| {
            is_first || typed.has("sides", side)
        })
        .hint(Text::key("people-sides-hint"))
        .size("s"),
    ];
    let mut errors = ErrorSummary::default();
    if let Some(keys) = conflict {
        let said = Text::List(keys.iter().map(|key| Text::key(key.key())).collect());
        fields[0] = std::mem::take(&mut fields[0])
            .error(Text::List(vec![Text::key("people-conflict-found"), said.clone()]));
        let mut links = vec![ErrorLink {
            text: Text::List(vec![Text::key("people-conflict-found"), said]),
            href: Some(format!("#{}", fields[0].first_box())),
        }];
        if view.may_override {
            let reason = FieldView::long_text("reason", Text::key("conflict-reason"), typed.text("reason"));
            fields.push(reason.hint(Text::key("conflict-reason-hint")).size("s"));
        } else {
            links.push(ErrorLink { text: Text::key("people-conflict-ask-manager"), href: None });
        }
        errors = ErrorSummary::from_links(links);
    }
    Ok(PeoplePage {
        reference: view.reference,
        back: address(case, ""),
        notice: None,
        errors,
        assigned,
        candidates: Table::new(Text::key("people-candidates"), head, rows).or_else(empty),
        fields,
        token: screen.token::<InviteForm>(),
        release_token: screen.token::<ReleaseForm>(),
        action: address(case, "people"),
        release_action: address(case, "people/release"),
        keep_token: screen.token::<KeepForm>(),
        keep_action: address(case, "people/keep"),
        may_override: view.may_override,
    })
}

/// Invites somebody; with a reason also somebody who may know a person in the case.
pub(super) async fn invite(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<InviteForm>,
) -> Result<Response, PageError> {
    let refused = |key: &str| PageError::Refused(vec![domain::Message::new(key)]);
    let account = form.typed.text("account").parse().map_err(|_| refused("people-who-required"))?;
    let kind = InvitedAs::parse(form.typed.text("kind")).ok_or_else(|| refused("people-as-required"))?;
    let sides = form.typed.all("sides").iter().filter_map(|side| side.chars().next()).collect();
    let reason = form.typed.text("reason").trim();
    let casework = &services.casework;
    let done = if reason.is_empty() {
        casework.invite(&visitor.actor, case, account, kind, sides).await
    } else {
        casework.invite_despite_conflict(&visitor.actor, case, account, kind, sides, reason).await
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=invited", address(case, "people"))).into_response()),
        Err(::cases::Error::PossibleConflict(keys)) => {
            let page = people(&screen, &services, &visitor, case, (&form.typed, Some(&keys))).await?;
            screen.show_again("cases/people", &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Lets somebody go on who may know a person in the case.
pub(super) async fn keep(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<KeepForm>,
) -> Result<Redirect, PageError> {
    let account = form.typed.text("account").parse().map_err(|_| PageError::NotFound)?;
    services.casework.keep_despite_conflict(&visitor.actor, case, account, form.typed.text("reason")).await?;
    Ok(Redirect::to(&format!("{}?done=recorded", address(case, "people"))))
}

/// Ends somebody's work.
pub(super) async fn release(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<ReleaseForm>,
) -> Result<Redirect, PageError> {
    let account = form.typed.text("account").parse().map_err(|_| PageError::NotFound)?;
    let kind = InvitedAs::parse(form.typed.text("kind")).ok_or(PageError::NotFound)?;
    services.casework.release(&visitor.actor, case, account, kind).await?;
    Ok(Redirect::to(&format!("{}?done=released", address(case, "people"))))
}

#[derive(Serialize)]
struct InvitationPage {
    reference: Reference,
    facts: SummaryList,
    initials: Vec<String>,
    token: String,
    action: String,
    fields: Vec<FieldView>,
    error: Option<Text>,
}

/// The card of an invitation and the question of conflicts.
pub(super) async fn invitation(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
) -> Result<Response, PageError> {
    let page = invitation_page(&screen, &services, &visitor, case, None).await?;
    screen.show("cases/invitation", &page)
}

async fn invitation_page(
    screen: &Screen,
    services: &Services,
    visitor: &crate::Visitor,
    case: Reference,
    error: Option<&str>,
) -> Result<InvitationPage, PageError> {
    let card = services.casework.invitation(&visitor.actor, case).await?;
    let facts = SummaryList::default()
        .row(Text::key("invitation-as"), card.kind.clone())
        .row(Text::key("invitation-service"), card.service_type.clone())
        .row(Text::key("invitation-district"), card.district.clone().unwrap_or_default())
        .row(Text::key("invitation-category"), card.category.clone().unwrap_or_default())
        .row(Text::key("invitation-since"), card.invited.clone());
    let yes_no =
        |yes: &str, no: &str| vec![("yes".to_owned(), Text::key(yes)), ("no".to_owned(), Text::key(no))];
    let knows = FieldView::choice(
        "knows",
        Text::key("invitation-knows"),
        yes_no("invitation-knows-yes", "invitation-knows-no"),
        "",
    )
    .hint(Text::key("invitation-knows-hint"))
    .size("m");
    let accept = FieldView::choice(
        "accept",
        Text::key("invitation-accept"),
        yes_no("invitation-accept-yes", "invitation-accept-no"),
        "",
    )
    .size("m");
    Ok(InvitationPage {
        reference: card.reference,
        facts,
        initials: card.initials.clone(),
        token: screen.token::<AnswerForm>(),
        action: address(case, "invitation"),
        fields: vec![
            knows,
            accept,
            FieldView::long_text("reason", Text::key("invitation-reason"), "")
                .hint(Text::key("invitation-reason-hint"))
                .size("s"),
        ],
        error: error.map(Text::key),
    })
}

/// Answers the invitation.
pub(super) async fn answer(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<AnswerForm>,
) -> Result<Response, PageError> {
    let yes = |field: &str| match form.typed.text(field) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let knows_someone = yes("knows");
    // Whoever knows somebody cannot accept, so the second question is moot for them.
    let accept = if knows_someone == Some(true) { Some(false) } else { yes("accept") };
    let (Some(knows_someone), Some(accept)) = (knows_someone, accept) else {
        let page =
            invitation_page(&screen, &services, &visitor, case, Some("invitation-both-required")).await?;
        return screen.show_again("cases/invitation", &page);
    };
    let reason = form.typed.text("reason").trim();
    let answer =
        InvitationAnswer { accept, knows_someone, reason: (!reason.is_empty()).then(|| reason.to_owned()) };
    services.casework.answer(&visitor.actor, case, answer).await?;
    let next = if accept {
        format!("{}?done=accepted", address(case, ""))
    } else {
        "/my-work?done=declined".to_owned()
    };
    Ok(Redirect::to(&next).into_response())
}
