//! A policy read and changed cell by cell: what one role may do with one part.

use std::collections::BTreeMap;

use domain::{Part, PartSet};

use crate::{ActKind, Authors, Figures, Grant, Letter, Policy, RelationSet, Role, RolePolicy, Row, Verbs};

/// One line of a cell: on which records, in which relation and whose writing, and what.
///
/// Two rows that say the same in other grants have the same lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// To which records it reaches.
    pub letter: Letter,
    /// Addressed to whom.
    pub relations: RelationSet,
    /// Written by whom.
    pub authors: Authors,
    /// What may be done.
    pub verbs: Verbs,
}

impl Row {
    /// What the row says about `part`, one line for each reach, relation and circle of authors.
    pub fn lines(&self, part: Part) -> Vec<Line> {
        let mut lines: BTreeMap<(Letter, u8, Authors), Verbs> = BTreeMap::new();
        for grant in self.grants.iter().filter(|grant| grant.parts.contains(part)) {
            let verbs = lines.entry((grant.letter, grant.relations.bits(), grant.authors)).or_default();
            *verbs = verbs.union(grant.verbs);
        }
        let line = |((letter, relations, authors), verbs)| Line {
            letter,
            relations: RelationSet::from_bits(relations),
            authors,
            verbs,
        };
        lines.into_iter().filter(|(_, verbs)| !verbs.is_empty()).map(line).collect()
    }

    /// The same row, with exactly these lines about each of `parts` and nothing else changed.
    #[must_use]
    pub fn with_lines(mut self, parts: PartSet, lines: &[Line]) -> Self {
        for grant in &mut self.grants {
            grant.parts = grant.parts.without(parts);
        }
        for line in lines.iter().filter(|line| !line.verbs.is_empty() && !line.relations.is_empty()) {
            let Line { letter, relations, authors, verbs } = *line;
            let alike = self.grants.iter_mut().find(|grant| {
                (grant.letter, grant.relations, grant.authors, grant.verbs)
                    == (letter, relations, authors, verbs)
            });
            match alike {
                Some(grant) => grant.parts = grant.parts.union(parts),
                None => self.grants.push(Grant { letter, verbs, parts, relations, authors }),
            }
        }
        self.grants.retain(|grant| grant.parts != PartSet::NONE);
        self
    }

    /// On which records the act may be done, in the order of the letters.
    pub fn letters(&self, act: ActKind) -> Vec<Letter> {
        let has = |letter: &Letter| self.acts.contains(&(act, *letter));
        Letter::ALL.iter().copied().filter(has).collect()
    }

    /// The same row, with the act allowed on exactly these records.
    #[must_use]
    pub fn with_letters(mut self, act: ActKind, letters: &[Letter]) -> Self {
        self.acts.retain(|(known, _)| *known != act);
        self.acts.extend(letters.iter().map(|letter| (act, *letter)));
        self
    }

    /// The same row with other figures.
    #[must_use]
    pub fn with_figures(mut self, figures: Figures, counted: PartSet) -> Self {
        (self.figures, self.counted) = (figures, counted);
        self
    }
}

impl Policy {
    /// What the policy says about `role`, all in one row; nothing where it says nothing.
    pub fn row(&self, role: Role) -> Option<Row> {
        let mut rows = self.roles.iter().filter(|policy| policy.role == role).map(|policy| &policy.row);
        let mut whole = rows.next()?.clone();
        for row in rows {
            whole.grants.extend(row.grants.iter().cloned());
            whole.acts.extend(&row.acts);
            whole.figures = whole.figures.max(row.figures);
            whole.counted = whole.counted.union(row.counted);
        }
        Some(whole)
    }

    /// The same policy with this row for `role`.
    #[must_use]
    pub fn with_row(mut self, role: Role, row: Row) -> Self {
        match self.roles.iter_mut().find(|policy| policy.role == role) {
            Some(policy) => policy.row = row,
            None => self.roles.push(RolePolicy { role, row }),
        }
        self
    }
}
