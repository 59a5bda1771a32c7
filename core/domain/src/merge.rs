//! Two people have changed the same answers.

use std::collections::BTreeSet;

use crate::{Answers, Value};

/// What comes of two changes of the same answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Every field as whoever changed it left it; where both did, as the second wants it.
    pub answers: Answers,
    /// The fields that both changed, and not into the same. Somebody has to choose.
    pub collisions: Vec<String>,
}

/// Joins what is kept now (`theirs`) with what somebody wants to be kept (`yours`) who began
/// from what was `seen`.
///
/// Nothing of either is lost without being named: a field that only one of the two changed
/// is as that one left it, and a field that both changed is a collision. A field without an
/// answer and one that was left empty are the same.
pub fn merge(seen: &Answers, theirs: &Answers, yours: &Answers) -> Merged {
    let fields: BTreeSet<&String> = seen.keys().chain(theirs.keys()).chain(yours.keys()).collect();
    let mut merged = Merged::default();
    for field in fields {
        let [seen, theirs, yours] = [seen, theirs, yours].map(|answers| given(answers, field));
        let collides = theirs != seen && yours != seen && theirs != yours;
        let value = if yours == seen { theirs } else { yours };
        if let Some(value) = value {
            merged.answers.insert(field.clone(), value.clone());
        }
        if collides {
            merged.collisions.push(field.clone());
        }
    }
    merged
}

fn given<'a>(answers: &'a Answers, field: &str) -> Option<&'a Value> {
    answers.get(field).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str) -> Answers {
        let fields = text.split_whitespace().filter_map(|field| field.split_once('='));
        let value = |text: &str| if text.is_empty() { Value::Empty } else { Value::Text(text.into()) };
        fields.map(|(field, text)| (field.to_owned(), value(text))).collect()
    }

    fn check([seen, theirs, yours]: [&str; 3], expect: &str, collisions: &[&str]) {
        let merged = merge(&answers(seen), &answers(theirs), &answers(yours));
        assert_eq!(merged.answers, answers(expect), "{seen} | {theirs} | {yours}");
        assert_eq!(merged.collisions, collisions, "{seen} | {theirs} | {yours}");
    }

    #[test]
    fn what_only_one_changed_is_as_they_left_it() {
        check(["a=1 b=1", "a=2 b=1", "a=1 b=2"], "a=2 b=2", &[]);
        check(["a=1", "a=1", "a=1"], "a=1", &[]);
        check(["a=1", "a=2", "a=2"], "a=2", &[]);
        // Taken away by one, left alone by the other; empty is taken away.
        check(["a=1 b=1", "b=1", "a=1 b="], "", &[]);
        check(["", "a=1", "b=1"], "a=1 b=1", &[]);
    }

    #[test]
    fn what_both_changed_is_named_and_yours_stands_in_its_place() {
        check(["a=1", "a=2", "a=3"], "a=3", &["a"]);
        check(["a=1", "", "a=3"], "a=3", &["a"]);
        check(["a=1", "a=2", ""], "", &["a"]);
        check(["", "a=2", "a=3"], "a=3", &["a"]);
    }

    #[test]
    fn no_change_is_lost_unless_it_is_named() {
        let values = ["", "x", "y", "z"];
        for (seen, theirs, yours) in
            values.iter().flat_map(|a| values.iter().flat_map(move |b| values.map(|c| (*a, *b, c))))
        {
            let one = |value: &str| answers(&format!("f={value}"));
            let merged = merge(&one(seen), &one(theirs), &one(yours));
            let kept = given(&merged.answers, "f").and_then(Value::as_text).unwrap_or_default();
            let named = !merged.collisions.is_empty();
            assert!(theirs == seen || kept == theirs || named, "theirs is lost: {seen} {theirs} {yours}");
            assert!(yours == seen || kept == yours, "yours is lost: {seen} {theirs} {yours}");
        }
    }
}
