//! Every account, with what it may do and how it is.

use administration::AccountView;
use axum::extract::Query;
use axum::response::Response;
use chrono::TimeDelta;
use domain::Reference;
use identity::ProviderView;
use permissions::ActKind;
use serde::Serialize;
use wording::{Text, Wording};

use super::invitation::InviteAgainForm;
use super::partners::Done;
use super::unlink::UnlinkForm;
use super::{sections, standing};
use crate::parts::{Colour, Link, Notice, Tag};
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct AccountsPage {
    sections: Vec<Link>,
    notice: Option<Notice>,
    can_manage: bool,
    /// Whether the reader may see what the check for conflicts of interest compares.
    sees_particulars: bool,
    invite_token: String,
    unlink_token: String,
    /// The providers with whom somebody who waits may be invited to sign in.
    providers: Vec<ProviderView>,
    accounts: Vec<AccountRow>,
}

#[derive(Serialize)]
struct AccountRow {
    reference: Reference,
    name: String,
    username: String,
    status: Tag,
    roles: Vec<RoleLine>,
    has_second_factor: bool,
    last_sign_in: Option<Text>,
    /// Whether the owner has yet to follow a link, and can be given another one.
    is_waiting: bool,
    /// What can become of it, as the last word of the address: nothing of one's own.
    changes: &'static [&'static str],
    /// Whether somebody uses it, whose sign-in can be reset.
    is_in_use: bool,
    /// Whether it is the reader's, who looks after it on their own pages.
    is_own: bool,
    /// The names of the providers with whom they sign in.
    providers: Option<String>,
}

/// A role, and until when it is held.
#[derive(Serialize)]
struct RoleLine {
    name: Text,
    until: Text,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let accounts = services.accounts.list(&visitor.actor).await?;
    let page = AccountsPage {
        sections: sections(&visitor.actor, "/accounts"),
        notice: match done.done.as_str() {
            "address" => Some(Notice::success(Text::key("account-address-changed"))),
            done => standing::done(done),
        },
        can_manage: visitor.actor.holds(ActKind::ManageAccounts),
        sees_particulars: visitor.actor.holds(ActKind::ManageVolunteers),
        invite_token: screen.token::<InviteAgainForm>(),
        unlink_token: screen.token::<UnlinkForm>(),
        providers: services.identity.providers(),
        accounts: accounts
            .iter()
            .map(|account| row(account, &services, screen.site().pages().wording()))
            .collect(),
    };
    screen.show("admin/accounts", &page)
}

fn row(account: &AccountView, services: &Services, words: &Wording) -> AccountRow {
    let colour = match account.status.as_str() {
        "active" => Colour::Green,
        "invited" => Colour::Teal,
        "suspended" => Colour::Red,
        _ => Colour::Grey,
    };
    AccountRow {
        reference: account.reference,
        name: account.name.clone(),
        username: account.username.clone(),
        status: Tag::new(Text::key(format!("account-status-{}", account.status)), colour),
        roles: account
            .roles
            .iter()
            .map(|role| RoleLine { name: role.name.clone(), until: last_day(&role.until, words) })
            .collect(),
        has_second_factor: account.has_second_factor,
        last_sign_in: account.last_sign_in_at.clone(),
        is_waiting: account.status == "invited",
        changes: match account.status.as_str() {
            _ if account.is_own => &[],
            "active" | "invited" => &["suspend", "leave"],
            "suspended" => &["resume", "leave"],
            _ => &["resume"],
        },
        is_in_use: account.status == "active",
        is_own: account.is_own,
        providers: (!account.providers.is_empty()).then(|| {
            account
                .providers
                .iter()
                .map(|id| services.identity.provider_name(id))
                .collect::<Vec<_>>()
                .join(", ")
        }),
    }
}

/// The last day on which a right is held that ends at `until`: people name days, and a right
/// that ends when a day begins was held until the day before.
fn last_day(until: &Text, words: &Wording) -> Text {
    match until {
        Text::Moment { moment } => {
            domain::service_day(*moment - TimeDelta::microseconds(1), words.zone()).into()
        }
        other => other.clone(),
    }
}
