//! A post without a session is not lost.
//!
//! Ama writes up a visit, is called away, and presses "save" when her session has ended.
//! The sign-in page that answers carries what she wrote back to her browser as one sealed
//! field, which only the server can read, and only for her account. When she has signed in
//! as herself the form is shown again as she left it. Nothing is stored for strangers.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::AccountId;
use identity::{Asked, ProviderView};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wording::Text;

use crate::form::{FieldView, Input};
use crate::parts::{ErrorSummary, Notice};
use crate::posted::{AGAIN, PostedForm, pairs};
use crate::screen::Screen;
use crate::tokens::{self, FIELD};
use crate::{FormToken, Frame, PageError, Services, Site};

/// The largest form that is carried.
const LARGEST: usize = 256 << 10;

const PURPOSE: &str = "carried-post";

/// A form on its way over a sign-in.
#[derive(Serialize, Deserialize)]
pub struct Carried {
    account: Uuid,
    path: String,
    fields: Vec<(String, String)>,
}

/// The sign-in form.
pub struct SignInForm;

impl PostedForm for SignInForm {
    const NAME: &'static str = "sign-in";
}

/// The page `sign-in`.
#[derive(Clone, Serialize)]
pub struct SignInView {
    token: String,
    next: String,
    carried: Option<String>,
    notice: Option<Notice>,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    passkey: Option<PasskeyAsked>,
    providers: Option<ProvidersOffered>,
}

/// The buttons of the providers, each a form of its own beside another one.
#[derive(Clone, Serialize)]
struct ProvidersOffered {
    token: String,
    next: String,
    carried: Option<String>,
    all: Vec<ProviderOffered>,
}

#[derive(Clone, Serialize)]
struct ProviderOffered {
    action: String,
    name: String,
}

/// The form that leads to a provider.
pub struct ProviderForm;

impl PostedForm for ProviderForm {
    const NAME: &'static str = "sign-in-with";
}

/// The question for a passkey, in a form of its own beside another one.
#[derive(Clone, Serialize)]
pub struct PasskeyAsked {
    /// Where the answer goes.
    pub action: &'static str,
    /// The form's hidden field.
    pub token: String,
    /// The question itself.
    pub asked: Asked,
    /// Where the reader was going.
    pub next: String,
    /// The form that is carried along.
    pub carried: Option<String>,
}

/// The form that signs in with a passkey.
pub struct PasskeyForm;

impl PostedForm for PasskeyForm {
    const NAME: &'static str = "sign-in-passkey";
}

impl SignInView {
    /// The page, with what was typed as the name last, that leads to `next` afterwards.
    pub fn new(screen: &Screen, next: &str, name: &str) -> Self {
        let input = Input {
            kind: "text",
            mode: None,
            autocomplete: Some("username webauthn"),
            width: "govuk-input--width-20",
            spellcheck: false,
        };
        Self {
            token: screen.token::<SignInForm>(),
            next: own_path(next).to_owned(),
            carried: None,
            notice: None,
            errors: ErrorSummary::default(),
            fields: vec![
                FieldView::text("name", Text::key("sign-in-name"), name).size("s").input(input),
                FieldView::password("password", Text::key("sign-in-password"), false).size("s"),
            ],
            passkey: None,
            providers: None,
        }
    }

    /// The same, where these providers will do as well.
    #[must_use]
    pub fn offering(mut self, screen: &Screen, providers: Vec<ProviderView>) -> Self {
        let offered = |one: ProviderView| ProviderOffered {
            action: format!("/sign-in/with/{}", one.id),
            name: one.name,
        };
        let all: Vec<_> = providers.into_iter().map(offered).collect();
        let (next, carried, token) =
            (self.next.clone(), self.carried.clone(), screen.token::<ProviderForm>());
        self.providers = (!all.is_empty()).then_some(ProvidersOffered { token, next, carried, all });
        self
    }

    /// The same, where a passkey will do as well.
    #[must_use]
    pub fn asking(mut self, screen: &Screen, asked: Option<Asked>) -> Self {
        let (next, carried) = (self.next.clone(), self.carried.clone());
        let token = screen.token::<PasskeyForm>();
        self.passkey =
            asked.map(|asked| PasskeyAsked { action: "/sign-in/passkey", token, asked, next, carried });
        self
    }

    /// The same with a form carried along, sealed.
    #[must_use]
    pub fn carrying(mut self, sealed: String) -> Self {
        self.carried = Some(sealed);
        let notice = Notice::important(Text::key("sign-in-carried"));
        self.notice = Some(notice.more(Text::key("sign-in-carried-more")));
        self
    }

    /// The same with what was wrong, said above the form; never which of name and password
    /// it was.
    #[must_use]
    pub fn refused(mut self, error: impl Into<Text>) -> Self {
        self.errors = ErrorSummary::of(error);
        self
    }

    /// The same with a notice of what the reader has just done.
    #[must_use]
    pub fn saying(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }
}

/// The page `resume`: the carried form, one button away from its own page.
#[derive(Serialize)]
pub struct ResumeView {
    path: String,
    fields: Vec<HiddenField>,
}

#[derive(Serialize)]
struct HiddenField {
    name: String,
    value: String,
}

impl Carried {
    /// The form sealed in `text`, if it was written by `account`. Another account gets
    /// nothing, and is not told that there was something.
    pub fn open(site: &Site, text: &str, account: AccountId) -> Option<Self> {
        let carried: Self = tokens::open(site, PURPOSE, None, text)?;
        (carried.account == Uuid::from(account)).then_some(carried)
    }

    /// Whether `text` is a form that we sealed, whoever wrote it.
    pub fn is_ours(site: &Site, text: &str) -> bool {
        tokens::open::<Self>(site, PURPOSE, None, text).is_some()
    }

    /// The page that leads back into the form.
    pub fn resume(self) -> ResumeView {
        let again = HiddenField { name: AGAIN.to_owned(), value: "yes".to_owned() };
        let fields = self.fields.into_iter().map(|(name, value)| HiddenField { name, value });
        ResumeView { path: self.path, fields: fields.chain([again]).collect() }
    }
}

/// Answers a post without a session with the sign-in page, the post within.
pub(crate) async fn carry(site: &Site, frame: Frame, request: Request) -> Result<Response, PageError> {
    let identity = request.extensions().get::<Services>().map(|all| all.identity.clone());
    let asked = identity.as_ref().and_then(|identity| identity.ask_for_passkey());
    let providers = identity.map(|identity| identity.providers()).unwrap_or_default();
    let Some(carried) = sealed(site, request).await else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let screen = Screen::new(site.clone(), frame, None);
    let view = SignInView::new(&screen, "/", "")
        .carrying(carried)
        .asking(&screen, asked)
        .offering(&screen, providers);
    screen.show_as(StatusCode::UNAUTHORIZED, "sign-in", &view)
}

/// The form in a request, sealed for the account for which it was drawn; nothing where it is
/// too large, or was not drawn by us for someone: then it is nobody's loss.
pub(crate) async fn sealed(site: &Site, request: Request) -> Option<String> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST).await.ok()?;
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let fields = pairs(Request::from_parts(parts, body.into()), site).await.unwrap_or_default();
    let (_, token) = fields.iter().find(|(name, _)| name == FIELD)?;
    let account = FormToken::open(site, token)?.account?;
    Some(tokens::seal(site, PURPOSE, None, &Carried { account, path, fields }))
}

/// The address of `page`, which remembers where its visitor was going.
pub(crate) fn address_with_next(page: &str, path: &str) -> String {
    let mut address = String::from(page);
    if own_path(path) != "/" {
        address.push_str("?next=");
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    address
}

/// `path` if it is one of ours, or the first page: a link may not lead away from here.
pub fn own_path(path: &str) -> &str {
    let is_own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { path } else { "/" }
}
