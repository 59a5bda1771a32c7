//! Which properties of a field fit together.

use domain::FieldKind;

use super::raw::{LONGEST, Refusal, refuse};
use super::{Bound, FieldDefinition, Options, Required};
use crate::lists::core_list;
use crate::names::{did_you_mean, is_code};

/// Refuses a field whose properties do not fit together.
pub(super) fn sound(field: FieldDefinition) -> Result<FieldDefinition, Refusal> {
    use FieldKind::{Choice, Choices, Date, Decimal, Instant, Integer, LongText, Text};
    let id = &field.id;
    let is_choice = matches!(field.kind, Choice | Choices);
    if is_choice && field.options == Options::None {
        return refuse(format!("'{id}' is a choice without options"), "add options = \"list:…\" or a list");
    }
    if !is_choice && field.options != Options::None {
        return refuse(
            format!("'{id}' has options but is no choice"),
            "set type = \"choice\" or \"choices\"",
        );
    }
    if let Options::Inline(options) = &field.options {
        let mut seen = Vec::new();
        for option in options {
            if !is_code(&option.code) || seen.contains(&option.code.as_str()) {
                let fix = "give every option a lower-case code of its own, such as not-sought";
                return refuse(format!("'{}' cannot be an option of '{id}'", option.code), fix);
            }
            seen.push(&option.code);
        }
        if options.is_empty() {
            return refuse(format!("'{id}' has an empty list of options"), "add at least one");
        }
    }
    if field.kind == Instant && !field.computed {
        return refuse(format!("'{id}' asks for a moment, which no form can"), "use type = \"date\"");
    }
    for (bound, key) in [(&field.min, "min"), (&field.max, "max")] {
        let fits = match bound {
            None => true,
            Some(Bound::Number(_)) => matches!(field.kind, Integer | Decimal),
            Some(Bound::Day(_)) => field.kind == Date,
        };
        if !fits {
            let fix = "numbers bound numbers, days bound dates; text is bounded by max-length";
            return refuse(format!("{key} does not fit the type of '{id}'"), fix);
        }
    }
    if field.pattern.is_some() && !matches!(field.kind, Text | LongText) {
        return refuse(format!("'{id}' has a pattern but is no text"), "remove the pattern");
    }
    if field.pattern.is_some() && field.pattern_message.is_none() {
        let fix = "add pattern-message with a key whose words say what is expected";
        return refuse(format!("'{id}' has a pattern but no words for a wrong answer"), fix);
    }
    if field.max_length == 0 || field.max_length > LONGEST {
        return refuse(format!("max-length of '{id}' must lie between 1 and {LONGEST}"), "");
    }
    if field.part.is_sealed() && (field.searchable || field.sortable || field.reportable) {
        let fix = "sealed parts are found by equality only: keep indexed, remove the others";
        return refuse(
            format!(
                "'{id}' is in the sealed part {} and cannot be searched, sorted or counted",
                field.part.as_str()
            ),
            fix,
        );
    }
    if field.computed && field.required != Required::Never {
        return refuse(format!("'{id}' is computed, so nobody can be asked for it"), "remove required");
    }
    if let Some(fed) = &field.feeds {
        if !fed.accepts(field.kind) {
            let fix = format!("use the type that '{fed}' has, which is {}", kind_word(fed.kind()));
            return refuse(format!("'{id}' cannot feed '{fed}'"), fix);
        }
        if field.part != fed.part() {
            let fix = format!("remove part, or write part = \"{}\"", fed.part().as_str());
            return refuse(format!("'{id}' feeds '{fed}' but lies in another part than it"), fix);
        }
        let core = fed.list().and_then(core_list).unwrap_or_default();
        let strange = field.options.all().iter().find(|option| core.iter().all(|c| c.code != option.code));
        if let (Some(strange), Some(list)) = (strange, fed.list()) {
            let near = did_you_mean(&strange.code, core.iter().map(|option| option.code.as_str()));
            let problem = format!("'{id}' feeds '{fed}', whose list '{list}' has no '{}'", strange.code);
            return refuse(problem, near);
        }
    }
    Ok(field)
}

/// A kind as it is written in TOML.
pub(crate) const fn kind_word(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "long-text",
        FieldKind::Boolean => "boolean",
        FieldKind::Integer => "integer",
        FieldKind::Decimal => "decimal",
        FieldKind::Date => "date",
        FieldKind::Instant => "instant",
        FieldKind::Choice => "choice",
        FieldKind::Choices => "choices",
        FieldKind::Phone => "phone",
        FieldKind::Email => "email",
        FieldKind::Postcode => "postcode",
    }
}
