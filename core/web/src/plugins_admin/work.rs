//! Putting a package to work after reading what it asks for, and taking it out of work.

use std::collections::BTreeSet;

use administration::Error;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use permissions::{ActKind, Actor};
use wording::Text;

use super::list::{Asked, PluginCard, card};
use crate::form::FieldView;
use crate::parts::{Confirm, ErrorSummary};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// The forms by which a package is put to work or taken out of it.
pub(super) struct WorkForm;

impl PostedForm for WorkForm {
    const NAME: &'static str = "plugin-work";
}

/// The question, with everything the package asks to read.
pub(super) async fn ask(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(named): Path<(String, String)>,
) -> Result<Response, PageError> {
    let card = find(&services, &visitor.actor, &named).await?;
    screen.show("confirm", &question(&screen, &card, ErrorSummary::default()))
}

/// Puts the package to work with exactly what was ticked.
pub(super) async fn enable(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(named): Path<(String, String)>,
    form: Posted<WorkForm>,
) -> Result<Response, PageError> {
    let granted: BTreeSet<String> = form.typed.all("grants").iter().cloned().collect();
    match services.plugins.enable(&visitor.actor, &named.0, &named.1, Some(granted)).await {
        Ok(()) => Ok(Redirect::to("/plugins?done=enabled").into_response()),
        // It does not fit beside the others: said with file and line, for whoever wrote it.
        Err(Error::Package(reason)) => {
            let card = find(&services, &visitor.actor, &named).await?;
            let page = question(&screen, &card, ErrorSummary::of(reason));
            screen.show_again("confirm", &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The question before a package is taken out of work.
pub(super) async fn ask_to_disable(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(named): Path<(String, String)>,
) -> Result<Response, PageError> {
    let card = find(&services, &visitor.actor, &named).await?;
    let title = domain::Message::new("plugins-disable-title").with("plugin", &card.plugin);
    let page = Confirm {
        token: screen.token::<WorkForm>(),
        action: format!("/plugins/{}/{}/disable", card.plugin, card.version),
        title: title.with("version", &card.version).into(),
        paragraphs: vec![Text::key("plugins-disable-what"), Text::key("plugins-disable-kept")],
        button: Text::key("plugins-disable"),
        cancel_href: "/plugins".to_owned(),
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Takes the package out of work.
pub(super) async fn disable(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((plugin, version)): Path<(String, String)>,
    _form: Posted<WorkForm>,
) -> Result<Redirect, PageError> {
    services.plugins.disable(&visitor.actor, &plugin, &version).await?;
    Ok(Redirect::to("/plugins?done=disabled"))
}

/// Lets code that rests be called again.
pub(super) async fn wake(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((plugin, _)): Path<(String, String)>,
    _form: Posted<WorkForm>,
) -> Result<Redirect, PageError> {
    services.plugins.wake(&visitor.actor, &plugin).await?;
    Ok(Redirect::to("/plugins?done=woken"))
}

async fn find(services: &Services, actor: &Actor, named: &(String, String)) -> Result<PluginCard, PageError> {
    if !actor.holds(ActKind::ManagePlugins) {
        return Err(PageError::Forbidden(None));
    }
    let registry = (services.registry)();
    let installed = services.plugins.list(actor).await?;
    let found = installed.iter().find(|view| view.plugin == named.0 && view.version == named.1);
    found.map(|view| card(view, registry.catalogue())).ok_or(PageError::NotFound)
}

fn question(screen: &Screen, card: &PluginCard, errors: ErrorSummary) -> Confirm {
    let reads = |ask: &Asked| (ask.view.clone(), Text::List(vec![ask.purpose.clone(), ask.fields.clone()]));
    let options: Vec<_> = card.asks.iter().map(reads).collect();
    // Nothing is ticked beforehand: what may be read is granted, never taken back unnoticed.
    let grants = FieldView::choices("grants", Text::key("plugins-grants"), options, |_| false)
        .hint(Text::key("plugins-grants-hint"))
        .size("m");
    let title = domain::Message::new("plugins-enable-title").with("plugin", &card.plugin);
    let says = if card.asks.is_empty() { "plugins-asks-nothing" } else { "plugins-asks-something" };
    Confirm {
        token: screen.token::<WorkForm>(),
        action: format!("/plugins/{}/{}/enable", card.plugin, card.version),
        title: title.with("version", &card.version).into(),
        paragraphs: vec![Text::key(says)],
        fields: if card.asks.is_empty() { Vec::new() } else { vec![grants] },
        errors,
        button: Text::key("plugins-enable"),
        cancel_href: "/plugins".to_owned(),
        ..Confirm::default()
    }
}

#[cfg(test)]
mod tests {
    use administration::{GrantView, PluginView};
    use contributions::Catalogue;

    use super::*;
    use crate::tests::{drawn, screen};

    #[tokio::test]
    async fn what_a_plugin_may_read_is_asked_and_never_ticked_beforehand() {
        let grant = GrantView {
            view: "open-referrals".to_owned(),
            fields: vec!["referral.received-on".to_owned()],
            purpose: Text::plain("To count"),
            is_granted: true,
        };
        let view = PluginView {
            plugin: "school".to_owned(),
            version: "1.2.0".to_owned(),
            name: Text::plain("Schools"),
            is_enabled: true,
            installed_at: Text::plain("today"),
            forms: 1,
            reports: 0,
            fields: 0,
            has_code: true,
            asks: vec![grant],
            trouble: Vec::new(),
            resting: Vec::new(),
        };
        let screen = screen();
        let page = question(
            &screen,
            &card(&view, &Catalogue::core()),
            ErrorSummary::of("line 3: it is there already"),
        );
        let html = drawn(screen.show_again("confirm", &page).expect("a page")).await;
        for words in [
            "Put school 1.2.0 to work?",
            "value=\"open-referrals\"",
            "To count, Received",
            "line 3: it is there already",
        ] {
            assert!(html.contains(words), "{words} on {html}");
        }
        assert!(!html.contains(" checked"), "{html}");
    }
}
