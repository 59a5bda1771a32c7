//! How the mail stands, for whoever keeps the service running.
//!
//! It shows for whom a mail is, what it tells and why it did not go; never what stands in it,
//! least of all a link.

use administration::{MailLineView, MailView};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Message;
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::parts::{EmptyState, Link, Notice, SummaryList};
use crate::people_admin::sections;
use crate::{Access, PageError, Posted, PostedForm, Screen, Services, SignedIn, Table};

/// The rows of this page.
pub(crate) fn routes() -> Table {
    Table::new().get("/mail", Access::SignedIn, show).post("/mail/retry", Access::SignedIn, retry)
}

/// The button beside a mail that has trouble.
struct RetryForm;

impl PostedForm for RetryForm {
    const NAME: &'static str = "retry-mail";
}

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct MailPage {
    sections: Vec<Link>,
    notice: Option<Notice>,
    none_set: Option<Notice>,
    facts: SummaryList,
    token: String,
    lines: Vec<Line>,
    empty: Option<EmptyState>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    username: String,
    kind: Text,
    asked_at: Text,
    why: Text,
    tries: Text,
    again: Text,
    can_retry: bool,
}

async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let health = services.mail.health(&visitor.actor).await?;
    let sends = screen.site().settings().sends_mail;
    let none_set = || Notice::important(Text::key("mail-none-set")).more(Text::key("mail-none-set-more"));
    let empty = EmptyState {
        title: Text::key("mail-troubled-none"),
        text: Text::key("mail-troubled-none-more"),
        link: None,
    };
    let page = health.map(|health| MailPage {
        sections: sections(&visitor.actor, "/mail"),
        notice: match done.done.as_str() {
            "retry" => Some(Notice::success(Text::key("mail-retried"))),
            "gone" => Some(Notice::important(Text::key("mail-retry-gone"))),
            _ => None,
        },
        none_set: (!sends).then(none_set),
        facts: facts(&health, &screen),
        token: screen.token::<RetryForm>(),
        empty: health.troubled.is_empty().then_some(empty),
        lines: health.troubled.into_iter().map(line).collect(),
    });
    screen.show("admin/mail", &page)
}

async fn retry(
    services: Services,
    SignedIn(visitor): SignedIn,
    posted: Posted<RetryForm>,
) -> Result<Response, PageError> {
    let found = services.mail.retry(&visitor.actor, posted.typed.text("mail")).await?;
    Ok(Redirect::to(if found { "/mail?done=retry" } else { "/mail?done=gone" }).into_response())
}

fn facts(health: &MailView, screen: &Screen) -> SummaryList {
    let site = screen.site().pages();
    let said = |text: &Option<Text>| {
        text.as_ref().map(|text| site.wording().say(screen.language(), text)).unwrap_or_default()
    };
    let waiting = match health.waiting {
        0 => Text::key("mail-waiting-none"),
        count => Message::new("mail-waiting-some")
            .with("count", count)
            .with("since", said(&health.waiting_since))
            .into(),
    };
    let sent = match health.sent {
        0 => Text::key("mail-sent-none"),
        count => {
            Message::new("mail-sent-some").with("count", count).with("last", said(&health.sent_at)).into()
        }
    };
    SummaryList::default()
        .row(Text::key("mail-waiting"), waiting)
        .row(Text::key("mail-sent"), sent)
        .row(Text::key("mail-failed"), i64::try_from(health.failed).unwrap_or(i64::MAX))
}

fn line(line: MailLineView) -> Line {
    let again = match line.again_at {
        Some(at) => at,
        None if line.is_in_time => Text::key("mail-given-up"),
        None => Text::key("mail-too-late"),
    };
    Line {
        id: line.id,
        username: line.username,
        kind: Text::key(format!("mail-{}-subject", line.kind)),
        asked_at: line.asked_at,
        why: line.trouble.map(|word| Text::key(format!("mail-trouble-{word}"))).unwrap_or_default(),
        tries: Message::new("mail-tries").with("count", line.attempts).into(),
        again,
        can_retry: line.is_in_time,
    }
}
