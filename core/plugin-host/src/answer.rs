//! What the host believes of a plugin's answer.
//!
//! The code of a plugin is as trustworthy as a stranger's post: a finding must name a field
//! of its own form and a code that could be a message key, a computed value must be of a
//! field that the form declares computed, and nothing may carry characters that steer a
//! terminal or a spreadsheet's reader.

use std::collections::BTreeMap;

use contributions::{HookFault, Problem};
use domain::{Answers, FieldKind, Value};

use crate::redact::steers;

const CODE_LENGTH: usize = 64;
const ARGUMENTS: usize = 10;
const ARGUMENT_LENGTH: usize = 200;

/// What one form declares, as far as answers are compared with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The fields by id.
    pub fields: BTreeMap<String, DeclaredField>,
}

/// One field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredField {
    /// Its kind.
    pub kind: FieldKind,
    /// Whether the plugin's code fills it in.
    pub computed: bool,
}

/// The findings of `plugin`, their messages named `<plugin>/<code>`.
pub fn findings(
    plugin: &str,
    form: &Declared,
    limit: usize,
    findings: Vec<Problem>,
) -> Result<Vec<Problem>, HookFault> {
    if findings.len() > limit {
        return Err(HookFault::LimitReached("findings".to_owned()));
    }
    findings.into_iter().map(|problem| finding(plugin, form, problem)).collect()
}

fn finding(plugin: &str, form: &Declared, mut problem: Problem) -> Result<Problem, HookFault> {
    if let Some(field) = &problem.field
        && !form.fields.contains_key(field)
    {
        return Err(bad("a finding names a field that its form does not have"));
    }
    if !is_key(&problem.message.key) {
        return Err(bad("a finding's code is no message key"));
    }
    if problem.message.args.len() > ARGUMENTS || problem.message.args.keys().any(|name| !is_key(name)) {
        return Err(bad("a finding's arguments cannot be used"));
    }
    problem.message.key = format!("{plugin}/{}", problem.message.key);
    for value in problem.message.args.values_mut() {
        *value = value
            .chars()
            .map(|letter| if steers(letter) { ' ' } else { letter })
            .take(ARGUMENT_LENGTH)
            .collect();
    }
    Ok(problem)
}

/// The computed answers, without those that the form does not declare computed.
pub fn computed(form: &Declared, limit: usize, answers: Answers) -> Result<Answers, HookFault> {
    if answers.len() > limit {
        return Err(HookFault::LimitReached("computed values".to_owned()));
    }
    let mut kept = Answers::new();
    for (field, value) in answers {
        let declared = form
            .fields
            .get(&field)
            .ok_or_else(|| bad("a value is of a field that its form does not have"))?;
        if !declared.computed {
            continue;
        }
        if !fits(declared.kind, &value) {
            return Err(bad("a value is of another kind than its field"));
        }
        kept.insert(field, value);
    }
    Ok(kept)
}

/// The data of a report.
pub fn built(plugin: &str, answer: Result<String, String>) -> Result<serde_json::Value, HookFault> {
    match answer {
        Ok(text) => serde_json::from_str(&text).map_err(|_| bad("the report's data is not JSON")),
        Err(code) if is_key(&code) => Err(HookFault::BadAnswer(format!("{plugin}/{code}"))),
        Err(_) => Err(bad("the report was refused without a message key")),
    }
}

fn bad(reason: &str) -> HookFault {
    HookFault::BadAnswer(reason.to_owned())
}

fn is_key(word: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=CODE_LENGTH).contains(&word.len()) && word.bytes().all(letters)
}

fn fits(kind: FieldKind, value: &Value) -> bool {
    use FieldKind as Kind;
    match value {
        Value::Empty => true,
        Value::Text(text) => {
            let is_text = matches!(
                kind,
                Kind::Text | Kind::LongText | Kind::Decimal | Kind::Phone | Kind::Email | Kind::Postcode
            );
            let lines = |letter: char| kind == Kind::LongText && matches!(letter, '\n' | '\t');
            is_text && text.chars().all(|letter| lines(letter) || !steers(letter))
        }
        Value::Boolean(_) => kind == Kind::Boolean,
        Value::Integer(_) => kind == Kind::Integer,
        Value::Date(_) => kind == Kind::Date,
        Value::Instant(_) => kind == Kind::Instant,
        Value::Choice(code) => kind == Kind::Choice && is_key(code),
        Value::Choices(codes) => kind == Kind::Choices && codes.iter().all(|code| is_key(code)),
    }
}

#[cfg(test)]
mod tests {
    use domain::Message;

    use super::*;

    fn form() -> Declared {
        let field = |kind, computed| DeclaredField { kind, computed };
        Declared {
            fields: BTreeMap::from([
                ("name".into(), field(FieldKind::Text, false)),
                ("age".into(), field(FieldKind::Integer, true)),
                ("advice".into(), field(FieldKind::Text, true)),
            ]),
        }
    }

    fn problem(field: &str, code: &str) -> Problem {
        Problem { field: Some(field.into()), blocking: true, message: Message::new(code) }
    }

    #[test]
    fn a_finding_is_believed_when_it_names_a_field_of_its_form() {
        let believed = findings("school", &form(), 9, vec![problem("name", "too-short")]).expect("believed");
        assert_eq!(believed[0].message.key, "school/too-short");
        let check = |problem: Problem| {
            let answer = findings("school", &form(), 9, vec![problem]);
            assert!(matches!(answer, Err(HookFault::BadAnswer(_))), "{answer:?}");
        };
        check(problem("someone-elses", "too-short"));
        check(problem("name", "<b>"));
        check(problem("name", ""));
        check(problem("name", &"x".repeat(65)));
        check(Problem { message: Message::new("x").with("A b", 1), ..problem("name", "x") });
    }

    #[test]
    fn there_is_a_limit_to_findings() {
        let many = vec![problem("name", "too-short"); 3];
        assert!(matches!(findings("school", &form(), 2, many), Err(HookFault::LimitReached(_))));
    }

    #[test]
    fn an_argument_cannot_steer_its_reader() {
        let mut finding = problem("name", "too-short");
        finding.message = finding.message.with("name", format!("a\u{0}\r\n\u{202e}{}", "b".repeat(500)));
        let believed = findings("school", &form(), 9, vec![finding]).expect("believed");
        let argument = &believed[0].message.args["name"];
        assert!(argument.starts_with("a    bbb"), "{argument}");
        assert_eq!(argument.chars().count(), ARGUMENT_LENGTH);
    }

    #[test]
    fn only_computed_fields_are_taken_back_and_only_in_their_kind() {
        let check = |answers: &[(&str, Value)], expect: Result<usize, ()>| {
            let answers = answers.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect();
            assert_eq!(computed(&form(), 9, answers).map(|kept| kept.len()).map_err(|_| ()), expect);
        };
        check(&[("age", Value::Integer(17)), ("name", Value::Text("changed".into()))], Ok(1));
        check(&[("age", Value::Empty)], Ok(1));
        check(&[("age", Value::Text("17".into()))], Err(()));
        check(&[("advice", Value::Text("two\nlines".into()))], Err(()));
        check(&[("not-declared", Value::Integer(1))], Err(()));
    }

    #[test]
    fn a_report_is_json_or_a_reason() {
        assert_eq!(built("pcc", Ok("{\"n\":1}".into())).expect("JSON")["n"], 1);
        assert!(built("pcc", Ok("{\"n\":".into())).is_err());
        assert_eq!(
            built("pcc", Err("no-figures".into())),
            Err(HookFault::BadAnswer("pcc/no-figures".into()))
        );
        assert!(built("pcc", Err("No figures!".into())).is_err());
    }
}
