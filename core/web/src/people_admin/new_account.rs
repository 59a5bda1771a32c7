//! Adding somebody who shall have an account.

use administration::NewPerson;
use axum::response::Response;
use chrono::NaiveDate;
use domain::{FieldErrors, Instant, Message};
use permissions::{Actor, Role};
use serde::Serialize;
use wording::{Language, Text, Wording};

use super::invitation;
use super::{line, told};
use crate::form::FieldView;
use crate::parts::ErrorSummary;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed};

/// The form.
pub(super) struct NewAccountForm;

impl PostedForm for NewAccountForm {
    const NAME: &'static str = "new-account";
}

/// The roles that an account can be given. Those who take part in a case, and those who
/// fill in a public form, have none.
const ROLES: [Role; 13] = [
    Role::ServiceManager,
    Role::Coordinator,
    Role::OfficeAdministrator,
    Role::LeadFacilitator,
    Role::CoFacilitator,
    Role::Observer,
    Role::VolunteerPool,
    Role::CaseSupervisor,
    Role::PartnerReferrer,
    Role::PartnerInCase,
    Role::Commissioner,
    Role::Dpo,
    Role::SystemAdministrator,
];

#[derive(Serialize)]
struct NewAccountPage {
    token: String,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
}

/// The form, empty.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    if !visitor.actor.holds(permissions::ActKind::ManageAccounts) {
        return Err(PageError::Forbidden(None));
    }
    let page = page(&screen, &services, &visitor.actor, &Typed::default(), &FieldErrors::default()).await?;
    screen.show("admin/new-account", &page)
}

/// Adds the account and shows the link for its owner.
pub(super) async fn add(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<NewAccountForm>,
) -> Result<Response, PageError> {
    let again = async |errors: &FieldErrors| {
        let page = page(&screen, &services, &visitor.actor, &form.typed, errors).await?;
        screen.show_again("admin/new-account", &page)
    };
    if form.is_shown_again {
        return again(&FieldErrors::default()).await;
    }
    let person = match read(&form.typed, screen.site().pages().wording()) {
        Ok(person) => person,
        Err(errors) => return again(&errors).await,
    };
    let (name, username) = (person.name.clone(), person.username.clone());
    let provider = form.typed.text("with");
    // Said before the account is made: it would wait for a link that nobody can make.
    if !provider.is_empty() && !services.identity.is_for(provider, person.organisation) {
        let mut errors = FieldErrors::default();
        errors.push("with", Message::new("new-account-sign-in-unfit"));
        return again(&errors).await;
    }
    match services.accounts.add(&visitor.actor, person).await {
        Ok(account) => {
            let secret = match provider {
                "" => services.identity.invite(&visitor.actor, account).await?,
                provider => {
                    let secret = services.identity.invite_with(&visitor.actor, account, provider).await?;
                    secret.ok_or(PageError::Conflict(None))?
                }
            };
            invitation::link(&screen, Some((name, username)), &secret)
        }
        Err(administration::Error::Fields(errors)) => again(&errors).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    typed: &Typed,
    errors: &FieldErrors,
) -> Result<NewAccountPage, PageError> {
    let teams = services.partners.teams(actor).await?;
    let teams: Vec<(String, Text)> =
        teams.iter().map(|team| (team.name.clone(), Text::plain(team.name.clone()))).collect();
    let partners = services.partners.list(actor).await?;
    let partners: Vec<(String, Text)> = partners
        .iter()
        .map(|partner| (partner.reference.to_string(), Text::plain(partner.name.clone())))
        .collect();
    let roles = ROLES.map(|role| (role.as_str().to_owned(), Text::from(role.message()))).to_vec();
    let languages =
        Language::ALL.map(|one| (one.code().to_owned(), Text::plain(one.name()))).into_iter().collect();
    let spoken = match typed.text("language") {
        "" => screen.language().code(),
        code => code,
    };
    let until = ["day", "month", "year"].map(|part| format!("until-{part}"));
    let until = until.each_ref().map(|name| typed.text(name));
    let field = |view: FieldView, name: &str| told(view.size("s"), name, errors);
    let fields = vec![
        field(
            FieldView::text("name", Text::key("new-account-name"), typed.text("name"))
                .hint(Text::key("new-account-name-hint"))
                .input(line("text", "govuk-input--width-20")),
            "name",
        ),
        field(
            FieldView::text("username", Text::key("sign-in-name"), typed.text("username"))
                .hint(Text::key("new-account-username-hint"))
                .input(line("text", "govuk-input--width-20")),
            "username",
        ),
        field(
            FieldView::text("email", Text::key("new-account-email"), typed.text("email"))
                .hint(Text::key("new-account-email-hint"))
                .input(line("email", "")),
            "email",
        ),
        field(
            FieldView::choices("roles", Text::key("new-account-roles"), roles, |role| {
                typed.has("roles", role)
            })
            .hint(Text::key("new-account-roles-hint")),
            "roles",
        ),
        field(
            FieldView::select(
                "organisation",
                Text::key("new-account-organisation"),
                partners,
                typed.text("organisation"),
            )
            .hint(Text::key("new-account-organisation-hint")),
            "organisation",
        ),
        field(
            FieldView::select("team", Text::key("new-account-team"), teams, typed.text("team"))
                .hint(Text::key("new-account-team-hint")),
            "team",
        ),
        field(
            FieldView::date("until", Text::key("new-account-until"), until)
                .hint(Text::key("new-account-until-hint")),
            "until",
        ),
        field(
            FieldView::choice("language", Text::key("new-account-language"), languages, spoken),
            "language",
        ),
    ];
    let mut fields = fields;
    let providers = services.identity.providers();
    if !providers.is_empty() {
        let password = (String::new(), Text::key("new-account-sign-in-password"));
        let ways = providers.into_iter().map(|one| (one.id, Text::plain(one.name)));
        let ways = std::iter::once(password).chain(ways).collect();
        fields.push(field(
            FieldView::choice("with", Text::key("new-account-sign-in"), ways, typed.text("with")),
            "with",
        ));
    }
    let errors = ErrorSummary::new(&in_order(errors), &fields);
    Ok(NewAccountPage { token: screen.token::<NewAccountForm>(), errors, fields })
}

/// The findings in the order in which the form asks.
fn in_order(errors: &FieldErrors) -> FieldErrors {
    const ASKED: [&str; 8] = ["name", "username", "email", "roles", "organisation", "team", "until", "with"];
    let mut errors = errors.clone();
    errors.0.sort_by_key(|error| ASKED.iter().position(|name| *name == error.field));
    errors
}

/// What was typed, as a person; what the use case cannot know is found here.
fn read(typed: &Typed, words: &Wording) -> Result<NewPerson, FieldErrors> {
    let mut errors = FieldErrors::default();
    let given = |name: &str| {
        let text = typed.text(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let email = given("email");
    if email.as_ref().is_some_and(|email| domain::normalise::email(email).is_none()) {
        errors.push("email", Message::new("new-account-email-form"));
    }
    let until = until(typed, words);
    if until.is_err() {
        errors.push("until", Message::new("new-account-until-form"));
    }
    errors.or(NewPerson {
        username: typed.text("username").to_owned(),
        name: typed.text("name").to_owned(),
        email,
        roles: typed
            .all("roles")
            .iter()
            .filter_map(|role| Role::parse(role))
            .filter(|role| ROLES.contains(role))
            .collect(),
        until: until.unwrap_or_default(),
        team: given("team"),
        organisation: given("organisation").and_then(|text| text.parse().ok()),
        language: Language::parse(typed.text("language")).unwrap_or(Language::En),
    })
}

/// The end of the last day on which the roles are held; none where the boxes are empty.
fn until(typed: &Typed, words: &Wording) -> Result<Option<Instant>, ()> {
    let part = |part: &str| typed.text(&format!("until-{part}")).trim();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let last = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    // People name the last day; the right ends when the day after it begins.
    let after = last().and_then(|last| last.succ_opt()).ok_or(())?;
    Ok(Some(domain::on_day(after, words.zone())))
}
