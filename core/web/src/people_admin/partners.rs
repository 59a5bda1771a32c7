//! Partner organisations, and the teams of the service.

use administration::NewPartner;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use contributions::core_list;
use domain::codes::SourceType;
use domain::{FieldErrors, Message};
use permissions::{ActKind, Actor};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::{line, sections, told};
use crate::form::FieldView;
use crate::parts::{Cell, EmptyState, ErrorSummary, Heading, Link, Notice, Table};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed};

/// The form of a new partner.
pub(super) struct PartnerForm;

impl PostedForm for PartnerForm {
    const NAME: &'static str = "new-partner";
}

/// The form of a new team.
pub(super) struct TeamForm;

impl PostedForm for TeamForm {
    const NAME: &'static str = "new-team";
}

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    pub(super) done: String,
}

#[derive(Serialize)]
struct PartnersPage {
    sections: Vec<Link>,
    notice: Option<Notice>,
    errors: ErrorSummary,
    partners: Table,
    can_add_partner: bool,
    partner_token: String,
    partner_fields: Vec<FieldView>,
    teams: Table,
    can_add_team: bool,
    team_token: String,
    team_fields: Vec<FieldView>,
}

/// What of the two forms was typed and is wrong.
#[derive(Default)]
struct Filled<'a> {
    partner: Option<(&'a Typed, &'a FieldErrors)>,
    team: Option<(&'a Typed, &'a FieldErrors)>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let mut page = page(&screen, &services, &visitor.actor, Filled::default()).await?;
    page.notice = match done.done.as_str() {
        "partner" => Some(Notice::success(Text::key("partner-added"))),
        "team" => Some(Notice::success(Text::key("team-added"))),
        _ => None,
    };
    screen.show("admin/partners", &page)
}

/// Enters a partner.
pub(super) async fn add(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<PartnerForm>,
) -> Result<Response, PageError> {
    let added = match read(&form.typed) {
        Ok(new) if !form.is_shown_again => services.partners.add(&visitor.actor, new).await.map(|_| ()),
        Ok(_) => Err(administration::Error::Fields(FieldErrors::default())),
        Err(errors) => Err(administration::Error::Fields(errors)),
    };
    match added {
        Ok(()) => Ok(Redirect::to("/partners?done=partner").into_response()),
        Err(administration::Error::Fields(errors)) => {
            let filled = Filled { partner: Some((&form.typed, &errors)), team: None };
            screen.show_again("admin/partners", &page(&screen, &services, &visitor.actor, filled).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes a team.
pub(super) async fn add_team(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<TeamForm>,
) -> Result<Response, PageError> {
    let above = form.typed.text("above");
    let above = (!above.is_empty()).then_some(above);
    let added = if form.is_shown_again {
        Err(administration::Error::Fields(FieldErrors::default()))
    } else {
        services.partners.add_team(&visitor.actor, form.typed.text("name"), above).await
    };
    match added {
        Ok(()) => Ok(Redirect::to("/partners?done=team").into_response()),
        Err(administration::Error::Fields(errors)) => {
            let filled = Filled { partner: None, team: Some((&form.typed, &errors)) };
            screen.show_again("admin/partners", &page(&screen, &services, &visitor.actor, filled).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    filled: Filled<'_>,
) -> Result<PartnersPage, PageError> {
    let partners = services.partners.list(actor).await?;
    let teams = services.partners.teams(actor).await?;
    let names: Vec<(String, Text)> =
        teams.iter().map(|team| (team.name.clone(), Text::plain(team.name.clone()))).collect();
    let kinds: Vec<(String, Text)> = core_list("source-type")
        .unwrap_or_default()
        .into_iter()
        .map(|option| (option.code, Text::key(option.label)))
        .collect();
    let partner_rows = partners.iter().map(|partner| {
        let kind = kinds.iter().find(|(code, _)| *code == partner.kind).map(|(_, label)| label.clone());
        vec![
            Cell::new(partner.name.clone()).more(partner.reference.to_string()),
            Cell::new(kind.unwrap_or_default()),
            Cell::new(partner.agreement_until.clone().unwrap_or_else(|| Text::key("partner-agreement-open"))),
        ]
    });
    let partner_head = ["partner-name", "partner-kind", "partner-agreement"];
    let none =
        EmptyState { title: Text::key("partner-none"), text: Text::key("partner-none-more"), link: None };
    let partners_table = Table::new(
        Text::key("partner-list"),
        partner_head.map(|key| Heading::new(Text::key(key))).into(),
        partner_rows.collect(),
    );
    let team_rows = teams.iter().map(|team| {
        vec![
            Cell::new(team.name.clone()),
            Cell::new(team.above.clone().map_or_else(Text::default, Text::plain)),
        ]
    });
    let teams_table = Table::new(
        Text::key("team-list"),
        ["team-name", "team-above"].map(|key| Heading::new(Text::key(key))).into(),
        team_rows.collect(),
    );
    let partner_fields = partner_fields(filled.partner, kinds, names.clone());
    let team_fields = team_fields(filled.team, names);
    let errors = match (filled.partner, filled.team) {
        (Some((_, errors)), _) => ErrorSummary::new(errors, &partner_fields),
        (_, Some((_, errors))) => ErrorSummary::new(errors, &team_fields),
        _ => ErrorSummary::default(),
    };
    Ok(PartnersPage {
        sections: sections(actor, "/partners"),
        notice: None,
        errors,
        partners: partners_table.or_else(none),
        can_add_partner: actor.holds(ActKind::ManageOrganisations),
        partner_token: screen.token::<PartnerForm>(),
        partner_fields,
        teams: teams_table,
        can_add_team: actor.holds(ActKind::ManageSettings),
        team_token: screen.token::<TeamForm>(),
        team_fields,
    })
}

fn partner_fields(
    filled: Option<(&Typed, &FieldErrors)>,
    kinds: Vec<(String, Text)>,
    teams: Vec<(String, Text)>,
) -> Vec<FieldView> {
    let (typed, errors) =
        filled.map_or_else(Default::default, |(typed, errors)| (typed.clone(), errors.clone()));
    let text = |name: &str| typed.text(name);
    let until = ["day", "month", "year"].map(|part| format!("until-{part}"));
    let field = |view: FieldView, name: &str| told(view.size("s"), name, &errors);
    vec![
        field(
            FieldView::text("name", Text::key("partner-name"), text("name")).input(line("text", "")),
            "name",
        ),
        field(FieldView::select("kind", Text::key("partner-kind"), kinds, text("kind")), "kind"),
        field(
            FieldView::select("team", Text::key("partner-team"), teams, text("team"))
                .hint(Text::key("partner-team-hint")),
            "team",
        ),
        field(
            FieldView::date("until", Text::key("partner-agreement"), until.each_ref().map(|name| text(name)))
                .hint(Text::key("partner-agreement-hint")),
            "until",
        ),
    ]
}

fn team_fields(filled: Option<(&Typed, &FieldErrors)>, teams: Vec<(String, Text)>) -> Vec<FieldView> {
    let (typed, errors) =
        filled.map_or_else(Default::default, |(typed, errors)| (typed.clone(), errors.clone()));
    let name = FieldView::text("name", Text::key("team-name"), typed.text("name"))
        .named("team-name")
        .size("s")
        .input(line("text", "govuk-input--width-20"));
    let above = FieldView::select("above", Text::key("team-above"), teams, typed.text("above"))
        .hint(Text::key("team-above-hint"))
        .size("s");
    vec![told(name, "name", &errors), told(above, "above", &errors)]
}

fn read(typed: &Typed) -> Result<NewPartner, FieldErrors> {
    let mut errors = FieldErrors::default();
    let kind = SourceType::parse(typed.text("kind"));
    if kind.is_none() {
        errors.push("kind", Message::new("partner-kind-missing"));
    }
    let part = |part: &str| typed.text(&format!("until-{part}")).trim();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let is_open = day.is_empty() && month.is_empty() && year.is_empty();
    let last = || chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let agreement_until = if is_open { None } else { last() };
    if !is_open && agreement_until.is_none() {
        errors.push("until", Message::new("new-account-until-form"));
    }
    if typed.text("name").trim().is_empty() {
        errors.push("name", Message::new("partner-name-missing"));
    }
    let team = typed.text("team");
    let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(errors) };
    Ok(NewPartner {
        name: typed.text("name").to_owned(),
        kind,
        team: (!team.is_empty()).then(|| team.to_owned()),
        agreement_until,
    })
}
