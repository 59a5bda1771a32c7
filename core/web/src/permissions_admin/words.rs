//! The matrix in plain words: never a letter alone.

use domain::{Group, Message, Part, PartSet};
use permissions::{ActKind, Authors, Figures, Letter, Line, RelationSet, Row, Subject, Verb};
use serde::Serialize;
use wording::Text;

/// One line of a cell, in words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LineWords {
    /// On which records.
    reach: Text,
    /// What may be done.
    verbs: Text,
    /// Where only some of it, which.
    only: Vec<Text>,
}

pub(super) fn line(line: &Line) -> LineWords {
    let relations = match line.relations {
        RelationSet::EVERY => None,
        set => Some(Text::key(format!("policy-{}", relations_word(set)))),
    };
    let authors = match line.authors {
        Authors::Anyone => None,
        authors => Some(Text::key(format!("policy-authors-{}", authors.as_str()))),
    };
    LineWords {
        reach: letter(line.letter),
        verbs: Text::List(line.verbs.iter().map(verb).collect()),
        only: relations.into_iter().chain(authors).collect(),
    }
}

/// What is addressed to whom, as a word that can be chosen.
pub(super) fn relations_word(set: RelationSet) -> &'static str {
    RELATIONS.iter().find(|(known, _)| *known == set).map_or("some-relations", |(_, word)| word)
}

/// What can be chosen of them.
pub(super) const RELATIONS: [(RelationSet, &str); 5] = [
    (RelationSet::EVERY, "every-relation"),
    (RelationSet::SIDES, "sides"),
    (RelationSet::OWN, "own-side"),
    (RelationSet::OWN_AND_SHARED, "own-and-shared"),
    (RelationSet::SHARED, "shared"),
];

pub(super) fn letter(letter: Letter) -> Text {
    Text::key(format!("policy-reach-{}", letter.as_str().to_lowercase()))
}

pub(super) fn verb(verb: Verb) -> Text {
    Text::key(format!("policy-verb-{}", verb.as_str()))
}

pub(super) fn group(group: Group) -> Text {
    Text::key(format!("data-{}", group_word(group)))
}

/// `g4`, as in an address.
pub(super) fn group_word(group: Group) -> String {
    format!("{group:?}").to_lowercase()
}

/// The key of a part's name.
pub(super) fn part_key(part: Part) -> String {
    format!("part-{}", part.as_str().replace('.', "-"))
}

pub(super) fn part(part: Part) -> Text {
    Text::key(part_key(part))
}

/// What may be done, as opposed to what was done, which the log says.
pub(super) fn act_key(act: ActKind) -> String {
    format!("may-{}", act.as_str())
}

pub(super) fn act(act: ActKind) -> Text {
    Text::key(act_key(act))
}

pub(super) fn figures(row: &Row) -> Vec<Text> {
    let word = Text::key(format!("policy-figures-{}", row.figures.as_str()));
    if row.figures == Figures::None {
        return vec![word];
    }
    let counted = groups_of(row.counted).into_iter().map(group).collect();
    vec![word, Text::List(counted)]
}

/// The groups of which any part is in the set.
pub(super) fn groups_of(parts: PartSet) -> Vec<Group> {
    let any = |group: &Group| !PartSet::group(*group).intersection(parts).is_empty();
    Group::ALL.into_iter().filter(any).collect()
}

/// The key of what a change or a finding is about.
pub(super) fn subject_key(subject: Subject) -> String {
    match subject {
        Subject::Part(part) => part_key(part),
        Subject::Act(act) => act_key(act),
        Subject::Figures => "policy-figures".to_owned(),
        Subject::Sides => "policy-sides-of-cases".to_owned(),
        Subject::Purpose => "policy-purpose".to_owned(),
    }
}

/// A rule that is broken: which cell, and why.
pub(super) fn broken(found: &permissions::Broken) -> Text {
    let cell = found.subject.map_or_else(|| "policy-all-roles".to_owned(), subject_key);
    let role = found.role.map_or_else(|| "policy-all-roles".to_owned(), |role| role.message().key);
    let why = found.wall.message().key;
    let said =
        Message::new("policy-broken").with("cell", format!("t:{cell}")).with("role", format!("t:{role}"));
    said.with("why", format!("t:{why}")).into()
}
