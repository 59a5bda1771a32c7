//! Every installed package, with its state, its rights and its health.

use administration::{GrantView, PluginView};
use axum::extract::Query;
use axum::response::Response;
use contributions::Catalogue;
use domain::Message;
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::work::WorkForm;
use crate::parts::{Colour, EmptyState, Link, Notice, Tag};
use crate::people_admin::sections;
use crate::{PageError, Screen, Services, SignedIn};

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct PluginsPage {
    sections: Vec<Link>,
    notice: Option<Notice>,
    can_manage: bool,
    token: String,
    plugins: Vec<PluginCard>,
    empty: Option<EmptyState>,
}

/// One installed package.
#[derive(Serialize)]
pub(super) struct PluginCard {
    pub plugin: String,
    pub version: String,
    pub name: Text,
    state: Tag,
    pub is_enabled: bool,
    installed_at: Text,
    /// What it adds, in words.
    adds: Text,
    /// What it asks to read.
    pub asks: Vec<Asked>,
    /// Why it, or its code, does not work here.
    trouble: Vec<String>,
    /// Whether some of its code rests for a while, because it failed often.
    is_resting: bool,
}

/// One view that a plugin asks to read.
#[derive(Clone, Serialize)]
pub(super) struct Asked {
    pub view: String,
    pub purpose: Text,
    pub fields: Text,
    state: Tag,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let installed = services.plugins.list(&visitor.actor).await?;
    let plugins: Vec<_> = installed.iter().map(|view| card(view, registry.catalogue())).collect();
    let empty = plugins.is_empty().then(|| EmptyState {
        title: Text::key("plugins-none"),
        text: Text::key("plugins-none-more"),
        link: None,
    });
    let notice = match done.done.as_str() {
        "installed" => Some(Notice::success(Text::key("plugins-installed"))),
        "enabled" => Some(Notice::success(Text::key("plugins-enabled"))),
        "woken" => Some(Notice::success(Text::key("plugins-woken"))),
        "disabled" => Some(Notice::success(Text::key("plugins-disabled"))),
        _ => None,
    };
    let page = PluginsPage {
        sections: sections(&visitor.actor, "/plugins"),
        notice,
        can_manage: visitor.actor.holds(ActKind::ManagePlugins),
        token: screen.token::<WorkForm>(),
        plugins,
        empty,
    };
    screen.show("admin/plugins", &page)
}

/// The package as a card; fields are named as people know them.
pub(super) fn card(view: &PluginView, catalogue: &Catalogue) -> PluginCard {
    let state = match (view.is_enabled, view.trouble.is_empty()) {
        (true, true) if !view.resting.is_empty() => Tag::new(Text::key("plugins-resting"), Colour::Orange),
        (true, true) => Tag::new(Text::key("plugins-at-work"), Colour::Green),
        (_, false) => Tag::new(Text::key("plugins-in-trouble"), Colour::Red),
        (false, true) => Tag::new(Text::key("plugins-off"), Colour::Grey),
    };
    let counted = [
        ("plugins-adds-forms", view.forms),
        ("plugins-adds-fields", view.fields),
        ("plugins-adds-reports", view.reports),
        ("plugins-adds-code", usize::from(view.has_code)),
    ];
    let adds = counted.into_iter().filter(|(_, count)| *count > 0);
    PluginCard {
        plugin: view.plugin.clone(),
        version: view.version.clone(),
        name: view.name.clone(),
        state,
        is_enabled: view.is_enabled,
        installed_at: view.installed_at.clone(),
        adds: Text::List(adds.map(|(key, count)| Message::new(key).with("count", count).into()).collect()),
        asks: view.asks.iter().map(|grant| asked(grant, view.is_enabled, catalogue)).collect(),
        trouble: view.trouble.clone(),
        is_resting: !view.resting.is_empty(),
    }
}

fn asked(grant: &GrantView, is_enabled: bool, catalogue: &Catalogue) -> Asked {
    let field = |id: &String| match catalogue.get(id) {
        Some(known) => Text::key(known.label.clone()),
        None => Text::plain(id.clone()),
    };
    let state = match (is_enabled, grant.is_granted) {
        (false, _) => Tag::new(Text::key("plugins-not-decided"), Colour::Grey),
        (true, true) => Tag::new(Text::key("plugins-granted"), Colour::Yellow),
        (true, false) => Tag::new(Text::key("plugins-not-granted"), Colour::Grey),
    };
    Asked {
        view: grant.view.clone(),
        // Its own words are loaded while it is at work; before that the id says enough.
        purpose: if is_enabled { grant.purpose.clone() } else { Text::plain(grant.view.clone()) },
        fields: Text::List(grant.fields.iter().map(field).collect()),
        state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{drawn, screen};

    fn plugin(trouble: &[&str], resting: &[&'static str], is_enabled: bool) -> PluginView {
        PluginView {
            plugin: "school".to_owned(),
            version: "1.2.0".to_owned(),
            name: Text::plain("Schools"),
            is_enabled,
            installed_at: Text::plain("today"),
            forms: 1,
            reports: 0,
            fields: 2,
            has_code: true,
            asks: vec![GrantView {
                view: "open-referrals".to_owned(),
                fields: vec!["referral.received-on".to_owned(), "case.gone".to_owned()],
                purpose: Text::plain("To count"),
                is_granted: is_enabled,
            }],
            trouble: trouble.iter().map(|reason| (*reason).to_owned()).collect(),
            resting: resting.to_vec(),
        }
    }

    #[tokio::test]
    async fn a_plugin_in_trouble_is_said_to_be_unavailable_with_the_reason() {
        let check = async |view: PluginView, expect: &[&str], not: &[&str]| {
            let page = PluginsPage {
                sections: Vec::new(),
                notice: None,
                can_manage: true,
                token: String::new(),
                plugins: vec![card(&view, &Catalogue::core())],
                empty: None,
            };
            let html = drawn(screen().show("admin/plugins", &page).expect("a page")).await;
            assert!(expect.iter().all(|words| html.contains(words)), "{expect:?} on {html}");
            assert!(!not.iter().any(|words| html.contains(words)), "{not:?} on {html}");
        };
        let unavailable = "This part is unavailable";
        let asks = ["To count", "Granted", "Received", "case.gone", "1 form, 2 fields, code of its own"];
        check(plugin(&[], &[], true), &asks, &[unavailable, "Not granted"]).await;
        let broken = "forms/ask.toml, line 3: <b> is no element";
        let said = "forms/ask.toml, line 3: &lt;b&gt; is no element";
        check(plugin(&[broken], &[], true), &[unavailable, said, "Not available"], &["At work"]).await;
        check(plugin(&[], &["validate"], true), &[unavailable, "Call it again now", "Resting"], &[]).await;
        check(plugin(&[], &[], false), &["Not decided", "/plugins/school/1.2.0/enable"], &["Granted"]).await;
    }
}
