//! What changes between two policies, said in words, what gives more first.

use permissions::{Change, Direction, Policy, Row, Subject};
use serde::Serialize;
use wording::Text;

use super::words::{self, LineWords};
use crate::parts::{Colour, Tag};

/// One change.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Difference {
    role: Text,
    what: Text,
    direction: Tag,
    before: Side,
    after: Side,
}

/// What one of the two policies says.
#[derive(Clone, Debug, Default, Serialize)]
struct Side {
    lines: Vec<LineWords>,
    texts: Vec<Text>,
}

/// `changes` of `old` by `new`, widening ones first.
pub(super) fn told(changes: &[Change], old: &Policy, new: &Policy) -> Vec<Difference> {
    let mut changes = changes.to_vec();
    changes.sort_by_key(|change| change.direction);
    let tell = |change: &Change| Difference {
        role: change.role.message().into(),
        what: Text::key(words::subject_key(change.subject)),
        direction: tag(change.direction),
        before: side(old.row(change.role), change.subject),
        after: side(new.row(change.role), change.subject),
    };
    changes.iter().map(tell).collect()
}

fn tag(direction: Direction) -> Tag {
    let colour = match direction {
        Direction::Widening => Colour::Yellow,
        Direction::Narrowing => Colour::Blue,
        Direction::Neutral => Colour::Grey,
    };
    Tag::new(Text::key(format!("policy-{}", direction.as_str())), colour)
}

fn side(row: Option<Row>, subject: Subject) -> Side {
    let Some(row) = row else { return Side::default() };
    match subject {
        Subject::Part(part) => {
            Side { lines: row.lines(part).iter().map(words::line).collect(), texts: Vec::new() }
        }
        Subject::Act(act) => {
            let texts = row.letters(act).into_iter().map(words::letter).collect();
            Side { lines: Vec::new(), texts }
        }
        Subject::Figures => Side { lines: Vec::new(), texts: words::figures(&row) },
        Subject::Sides => Side { lines: Vec::new(), texts: vec![Text::key("policy-sides-follow")] },
        Subject::Purpose => Side { lines: Vec::new(), texts: vec![row.purpose.message().into()] },
    }
}
