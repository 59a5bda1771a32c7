//! One's own account: what is set up, and where one is signed in.

use axum::extract::Query;
use axum::response::Response;
use identity::{LinkView, OwnAccountView};
use serde::Serialize;
use wording::Text;

use super::Me;
use super::done::Just;
use super::sessions::EndSessionForm;
use super::sign_out::EverywhereForm;
use crate::parts::{Change, Notice, SummaryList};
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct AccountView {
    notice: Option<Notice>,
    facts: SummaryList,
    own: OwnAccountView,
    end_token: String,
    everywhere_token: String,
}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Me(me): Me,
    Query(just): Query<Just>,
) -> Result<Response, PageError> {
    let own = services.identity.own_account(&me).await?;
    let roles = visitor.actor.roles().iter().map(|role| Text::from(role.message())).collect();
    let links = services.identity.own_links(&me).await?.into_inner();
    let has_providers = !links.is_empty() || !services.identity.providers().is_empty();
    let language = visitor.language.unwrap_or(screen.language());
    let keeps_particulars = visitor.actor.holds(permissions::ActKind::AmendOwnVolunteer);
    let view = own.map(|own| AccountView {
        notice: just.notice(),
        facts: {
            let list = facts(&visitor.name, Text::List(roles), language.name(), &own);
            let list = with_providers(list, has_providers, &links);
            if keeps_particulars { with_particulars(list) } else { list }
        },
        own,
        end_token: screen.token::<EndSessionForm>(),
        everywhere_token: screen.token::<EverywhereForm>(),
    });
    screen.show("account/overview", &view)
}

/// What the account is, and where each thing about it is changed.
fn facts(name: &str, roles: Text, language: &str, own: &OwnAccountView) -> SummaryList {
    let list = SummaryList::default()
        .row(Text::key("account-name"), name)
        .row(Text::key("sign-in-name"), own.username.as_str())
        .row(Text::key("account-roles"), roles)
        .row(Text::key("account-language"), language);
    let list = changed(list, "/account/language", "account-change");
    let list = match own.email.as_deref() {
        Some(address) => list.row(Text::key("account-address"), address),
        None => list.row(Text::key("account-address"), Text::key("account-address-none")),
    };
    let list = changed(list, super::address::PAGE, "account-change");
    let news = if own.news { "account-news-yes" } else { "account-news-no" };
    let list = list.row(Text::key("account-news"), Text::key(news));
    let list = changed(list, super::address::NEWS, "account-change");
    let list = list.row(Text::key("sign-in-password"), Text::key("account-password-hidden"));
    let list = changed(list, "/account/password", "account-change");
    let list = match own.passkeys {
        Some(count) => {
            let list = list.row(
                Text::key("passkeys-title"),
                Text::from(domain::Message::new("account-passkeys").with("count", count)),
            );
            changed(list, super::PASSKEYS, "account-change")
        }
        None => list,
    };
    if !own.has_factor {
        let list = list.row(Text::key("account-factor"), Text::key("account-factor-none"));
        return changed(list, super::SET_UP, "account-set-up");
    }
    let list = list.row(Text::key("account-factor"), Text::key("account-factor-there"));
    let list = changed(list, super::SET_UP, "account-replace");
    let left = domain::Message::new("account-recovery-left").with("count", own.recovery_codes);
    let list = list.row(Text::key("account-recovery"), Text::from(left));
    changed(list, "/account/recovery-codes", "account-recovery-new")
}

/// The list with a row of the providers, where there are any.
fn with_providers(list: SummaryList, has_providers: bool, links: &[LinkView]) -> SummaryList {
    if !has_providers {
        return list;
    }
    let names = links.iter().map(|link| link.name.as_str()).collect::<Vec<_>>().join(", ");
    let said = domain::Message::new("account-providers").with("count", links.len()).with("names", names);
    let list = list.row(Text::key("providers-title"), Text::from(said));
    changed(list, super::providers::PAGE, "account-change")
}

/// The list with the way to what the check for conflicts of interest compares.
fn with_particulars(list: SummaryList) -> SummaryList {
    let list = list.row(Text::key("account-particulars"), Text::default());
    changed(list, "/account/particulars", "account-particulars-change")
}

/// The list, whose last row is changed on the page `href`.
fn changed(mut list: SummaryList, href: &str, text: &str) -> SummaryList {
    list.rows.iter_mut().for_each(|row| row.has_column = true);
    if let Some(row) = list.rows.last_mut() {
        row.change = Some(Change { href: href.to_owned(), text: Text::key(text) });
    }
    list
}
