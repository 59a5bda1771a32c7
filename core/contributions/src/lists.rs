//! The core's lists of options, by the name that a field writes after `list:`.

use domain::codes;
use domain::process::{Phase, default_routes};

use crate::field::OptionDefinition;

/// Lists that only forms need; every other list is one of [`domain::codes`].
///
/// The label of a code is the message key `<list>-<code>`, as with the lists of `codes`.
const FORM_LISTS: &[(&str, &[&str])] = &[
    ("yes-no-unknown", &["yes", "no", "unknown"]),
    ("incident-kind", &["crime", "non-crime-incident", "dispute", "school-incident", "workplace"]),
    (
        "communication-need",
        &[
            "large-print",
            "easy-read",
            "audio",
            "hearing-loop",
            "lip-reading",
            "text-only",
            "sign-language",
            "advocate",
            "literacy-support",
            "autism-aware",
            "step-free-access",
            "other",
        ],
    ),
    ("contact-language", &["en", "cy", "other"]),
    ("side-kind", &["harmed", "responsible", "party"]),
    ("coarse-status", &["received", "in-progress", "closed"]),
];

/// The options of the core's list called `name`.
///
/// Districts are a list of the hub's own and carry their names instead of message keys; the
/// registry may be given others.
pub fn core_list(name: &str) -> Option<Vec<OptionDefinition>> {
    if name == "district" {
        let district = |&(code, _): &(&str, &str)| OptionDefinition::new(code, format!("district-{code}"));
        return Some(codes::ESSEX_DISTRICTS.iter().map(district).collect());
    }
    if name == "stage" {
        return Some(stages());
    }
    if name == "phase" {
        let phase = |phase: &Phase| OptionDefinition::new(phase.as_str(), phase.key());
        return Some(Phase::ALL.iter().map(phase).collect());
    }
    if let Some((_, list)) = FORM_LISTS.iter().find(|(known, _)| *known == name) {
        let option = |code: &&str| OptionDefinition::new(*code, format!("{name}-{code}"));
        return Some(list.iter().map(option).collect());
    }
    let option = |option: codes::CodeOption| OptionDefinition::new(option.code, option.key);
    codes::list(name).map(|options| options.into_iter().map(option).collect())
}

/// The stages of all routes of the core, each once, in the order in which they come.
fn stages() -> Vec<OptionDefinition> {
    let mut stages: Vec<(Phase, OptionDefinition)> = Vec::new();
    for stage in default_routes().into_iter().flat_map(|route| route.stages) {
        if stages.iter().all(|(_, known)| known.code != stage.id.as_str()) {
            stages.push((stage.phase, OptionDefinition::new(stage.id.as_str(), stage.key())));
        }
    }
    stages.sort_by_key(|(phase, _)| *phase);
    stages.into_iter().map(|(_, option)| option).collect()
}

/// The names of all the core's lists.
pub fn core_lists() -> impl Iterator<Item = &'static str> {
    let own = FORM_LISTS.iter().map(|(name, _)| *name);
    own.chain(["district", "stage", "phase"]).chain(codes::LISTS.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_named_has_options_with_codes_of_their_own() {
        for name in core_lists() {
            let mut codes: Vec<_> =
                core_list(name).expect("a list that is named").into_iter().map(|o| o.code).collect();
            let count = codes.len();
            codes.sort();
            codes.dedup();
            assert!(count > 0 && codes.len() == count, "{name}");
        }
    }
}
