//! Reading `plugin.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::grant::MOST_ROWS;
use super::setting::RawSetting;
use super::{Grant, Limits, ListDefinition, Manifest, SERVED_APIS, World};
use crate::field::{FieldDefinition, OptionDefinition, Options, RawField};
use crate::finding::{Finding, Findings};
use crate::form::shapes;
use crate::lists::core_list;
use crate::names::{did_you_mean, is_code, is_id, is_plugin_id};

pub(super) const FILE: &str = "plugin.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawManifest {
    plugin: RawPlugin,
    component: Option<RawComponent>,
    #[serde(default)]
    grant: Vec<Spanned<Grant>>,
    #[serde(default)]
    field: Vec<Spanned<RawField>>,
    #[serde(default)]
    list: Vec<Spanned<ListDefinition>>,
    limits: Option<Spanned<Limits>>,
    #[serde(default)]
    settings: BTreeMap<String, Spanned<RawSetting>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPlugin {
    id: Spanned<String>,
    version: Spanned<String>,
    api: Spanned<String>,
    name: String,
    description: Option<String>,
    #[serde(default = "one")]
    field_set: u32,
}

const fn one() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawComponent {
    world: World,
}

/// The one key that is read before all others: what the package was written for.
#[derive(Deserialize)]
struct OnlyApi {
    plugin: Option<OnlyApiOfPlugin>,
}

#[derive(Deserialize)]
struct OnlyApiOfPlugin {
    api: Option<toml::Value>,
}

/// Reads the manifest in `text`.
///
/// # Errors
/// Everything wrong with it, with line and fix. A package for another version of the
/// interface is refused with that reason alone, since nothing else in it means anything.
pub(super) fn read_manifest(text: &str) -> Result<Manifest, Findings> {
    let only: OnlyApi = toml::from_str(text).map_err(|error| one_finding(text, &error))?;
    if let Some(toml::Value::String(api)) = only.plugin.and_then(|plugin| plugin.api)
        && !served(&api)
    {
        let line = text.find("api").unwrap_or_default();
        return Err(Findings(vec![not_served(&api).at(text, line..line)]));
    }
    let raw: RawManifest = toml::from_str(text).map_err(|error| one_finding(text, &error))?;
    let mut reader = Reader { text, findings: Findings::default() };
    reader.plugin(&raw.plugin);
    let version = raw.plugin.version.as_ref().parse().unwrap_or(semver::Version::new(0, 0, 0));
    let lists = reader.lists(raw.list);
    let list = |name: &str| lists.iter().find(|list| list.id == name).map(|list| list.options.clone());
    let list = |name: &str| list(name).or_else(|| core_list(name));
    let mut fields = Vec::new();
    for raw in raw.field {
        let (span, raw) = (raw.span(), raw.into_inner());
        if raw.take.is_some() {
            reader.say(span, "'use' takes a field of this file into a form", "write id here");
            continue;
        }
        let declared = raw.declare(None).and_then(|mut field| {
            if let Options::List { name, options } = &mut field.options {
                *options = list(name).ok_or_else(|| no_list(name, &lists))?;
            }
            Ok(field)
        });
        match declared {
            Ok(field) if fields.iter().any(|known: &FieldDefinition| known.id == field.id) => {
                reader.say(span, format!("there are two fields called '{}'", field.id), "rename one");
            }
            Ok(field) => {
                reader.conditions(span, &field, &fields);
                fields.push(field);
            }
            Err((problem, fix)) => reader.say(span, problem, fix),
        }
    }
    let mut settings = Vec::new();
    for (id, raw) in raw.settings {
        let (span, raw) = (raw.span(), raw.into_inner());
        match raw.declare(&id, list) {
            Ok(setting) => settings.push(setting),
            Err((problem, fix)) => reader.say(span, problem, fix),
        }
    }
    let grants = reader.grants(raw.grant);
    let limits = raw.limits.map(|limits| (limits.span(), limits.into_inner()));
    if let Some((span, limits)) = &limits
        && let Some(name) = limits.beyond(&Limits::default())
    {
        let fix = "ask for less than the default; an administrator can allow more";
        reader.say(span.clone(), format!("{name} is nothing, or more than a package may ask for"), fix);
    }
    let manifest = Manifest {
        id: raw.plugin.id.into_inner(),
        version,
        api: raw.plugin.api.as_ref().parse().unwrap_or_default(),
        name: raw.plugin.name,
        description: raw.plugin.description,
        field_set: raw.plugin.field_set,
        component: raw.component.map(|component| component.world),
        grants,
        fields,
        lists,
        limits: limits.map(|(_, limits)| limits).unwrap_or_default(),
        settings,
    };
    reader.findings.or(manifest)
}

fn one_finding(text: &str, error: &toml::de::Error) -> Findings {
    Findings(vec![Finding::toml(FILE, text, error)])
}

fn served(api: &str) -> bool {
    api.parse().is_ok_and(|major: u32| SERVED_APIS.contains(&major))
}

fn not_served(api: &str) -> Finding {
    let served: Vec<String> = SERVED_APIS.iter().map(u32::to_string).collect();
    let problem =
        format!("the package asks for plugin interface '{api}', this version serves {}", served.join(", "));
    Finding::new(FILE, problem, "set api to a served version and run `accord-plugin build`")
}

fn no_list(name: &str, lists: &[ListDefinition]) -> (String, String) {
    let core = crate::lists::core_lists().map(|name| -> &str { name });
    let known = lists.iter().map(|list| list.id.as_str()).chain(core);
    (format!("there is no list '{name}'"), did_you_mean(name, known))
}

struct Reader<'a> {
    text: &'a str,
    findings: Findings,
}

impl Reader<'_> {
    fn say(&mut self, span: Range<usize>, problem: impl Into<String>, fix: impl Into<String>) {
        self.findings.push(Finding::new(FILE, problem, fix).at(self.text, span));
    }

    /// A field that stands by itself may depend on fields declared above it; what depends on
    /// a form's own field is said in that form.
    fn conditions(&mut self, span: Range<usize>, field: &FieldDefinition, above: &[FieldDefinition]) {
        let shapes = shapes(above);
        if let Some(error) = field.conditions().find_map(|condition| condition.check(&shapes).err()) {
            self.say(span, error.to_string(), "name a field above, or write the condition in the form");
        }
    }

    fn plugin(&mut self, plugin: &RawPlugin) {
        if !is_plugin_id(plugin.id.as_ref()) {
            let fix = "use lower-case words with hyphens, or a domain name backwards; 'core' is taken";
            let problem = format!("'{}' cannot be the id of a plugin", plugin.id.as_ref());
            self.say(plugin.id.span(), problem, fix);
        }
        if plugin.version.as_ref().parse::<semver::Version>().is_err() {
            let problem = format!("'{}' is no version", plugin.version.as_ref());
            self.say(plugin.version.span(), problem, "write three numbers, such as 1.4.0");
        }
        if !served(plugin.api.as_ref()) {
            self.findings.push(not_served(plugin.api.as_ref()).at(self.text, plugin.api.span()));
        }
    }

    fn lists(&mut self, raw: Vec<Spanned<ListDefinition>>) -> Vec<ListDefinition> {
        let mut lists: Vec<ListDefinition> = Vec::new();
        for list in raw {
            let (span, list) = (list.span(), list.into_inner());
            let is_taken = lists.iter().any(|known| known.id == list.id) || core_list(&list.id).is_some();
            if !is_id(&list.id) || is_taken {
                let fix = "use lower-case words of its own; the core's lists keep their names";
                self.say(span.clone(), format!("'{}' cannot be the id of a list here", list.id), fix);
            }
            let mut codes: Vec<&str> = Vec::new();
            for OptionDefinition { code, .. } in &list.options {
                if !is_code(code) || codes.contains(&code.as_str()) {
                    let fix = "give every option a lower-case code of its own";
                    self.say(span.clone(), format!("'{code}' cannot be an option of '{}'", list.id), fix);
                }
                codes.push(code);
            }
            if list.options.is_empty() {
                self.say(span, format!("list '{}' is empty", list.id), "add at least one option");
            }
            lists.push(list);
        }
        lists
    }

    fn grants(&mut self, raw: Vec<Spanned<Grant>>) -> Vec<Grant> {
        let mut grants: Vec<Grant> = Vec::new();
        for grant in raw {
            let (span, grant) = (grant.span(), grant.into_inner());
            if !is_id(&grant.view) || grants.iter().any(|known| known.view == grant.view) {
                let fix = "give every view a lower-case id of its own";
                self.say(span.clone(), format!("'{}' cannot be the id of a view here", grant.view), fix);
            }
            if grant.fields.is_empty() {
                self.say(span.clone(), format!("view '{}' asks for no field", grant.view), "name its fields");
            }
            if grant.rows == 0 || grant.rows > MOST_ROWS {
                let problem = format!("view '{}' must ask for 1 to {MOST_ROWS} rows", grant.view);
                self.say(span, problem, "");
            }
            grants.push(grant);
        }
        grants
    }
}
