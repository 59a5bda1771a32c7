//! The matrix for people.

use domain::{CaseClass, Group, Part, Relation};

use super::situation::{Situation, standings};
use super::{Holder, cell, holders, named};
use crate::{Figures, Mask, Policy};

const HEAD: &str = "\
Read a block from left to right: the group of data, then what the role may do with it in
each situation. What is not in the block is not allowed.

  r  read                w  write                 m  shown as dots, each reveal is logged
  x  print or send       s  share or assign
  (rw)  only what they wrote themselves           [r]  only what facilitators of the case wrote

Situations: team = a standard case of their team; assigned = a case they are assigned to;
any = any record at all; the others are named. \"own side\" is the side they were
asked to contact or belong to; \"shared\" is what everybody in the case was given, and the
facts of the case as a whole; \"internal\" is what stays within the service.

Generated from the policy by permissions::print; a test compares it.
";

/// What each situation of a narrower class or a later time is compared with.
const NARROWER: &[(&str, CaseClass, &str, &str)] = &[
    ("restricted, in the team", CaseClass::Restricted, "team", "team"),
    ("restricted, on the allow-list", CaseClass::Restricted, "team, listed", "team"),
    ("restricted, assigned", CaseClass::Restricted, "assigned", "assigned"),
    ("restricted, own organisation's", CaseClass::Restricted, "organisation", "organisation"),
    (
        "restricted, submitted by themselves",
        CaseClass::Restricted,
        "organisation, submitted",
        "organisation, submitted",
    ),
    ("sealed, in the team", CaseClass::Sealed, "team, listed", "team"),
    ("sealed, in the team and named", CaseClass::Sealed, "team, named", "team"),
    ("sealed, assigned", CaseClass::Sealed, "assigned", "assigned"),
    ("sealed, assigned and named", CaseClass::Sealed, "assigned, named", "assigned"),
    ("sealed, own organisation's", CaseClass::Sealed, "organisation, submitted", "organisation, submitted"),
    ("closed longer than access lasts", CaseClass::Standard, "assigned, closed long ago", "assigned"),
    ("on the exclusion list", CaseClass::Standard, "excluded", "team"),
    ("on the exclusion list", CaseClass::Standard, "excluded", "assigned"),
    ("on the exclusion list", CaseClass::Standard, "excluded", "organisation"),
];

/// One block for each role and task of `policy`.
pub fn matrix(policy: &Policy) -> String {
    let blocks = holders(policy).iter().map(block).collect::<Vec<_>>();
    format!("WHO MAY DO WHAT: {}\n\n{HEAD}{}", named(policy), blocks.concat())
}

fn block(holder: &Holder) -> String {
    let row = holder.row;
    let mut text = format!("\n\n{}\n", holder.name.to_uppercase().replace('-', " "));
    text += &format!("recorded as: {}", row.purpose.as_str());
    if row.figures != Figures::None {
        let groups: Vec<String> = Group::ALL
            .iter()
            .filter(|group| row.counted.iter().any(|part| part.group() == **group))
            .map(|group| format!("{group:?}"))
            .collect();
        text += &format!("    figures: {}, over {}", row.figures.as_str(), groups.join(" "));
    }
    text.push('\n');
    let columns = columns(holder);
    if !columns.is_empty() {
        text.push('\n');
        text += &table(&columns);
    }
    text += &narrower(holder);
    text += &acts(holder);
    text
}

/// A situation, or one relation within it, with what it allows of each part.
struct Column {
    head: [String; 2],
    cells: Vec<String>,
}

fn columns(holder: &Holder) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut seen: Vec<Mask> = vec![Mask::default()];
    for situation in standard(holder) {
        let mask = holder.mask(&situation);
        // "team, listed" and the like differ from "team" only in narrower classes.
        if seen.contains(&mask) {
            continue;
        }
        let of = |relation| Part::ALL.iter().map(|part| cell(&mask, *part, relation)).collect::<Vec<_>>();
        let by_relation = Relation::ALL.map(|relation| (relation, of(relation)));
        let alike = by_relation.iter().all(|(_, cells)| *cells == by_relation[0].1);
        for (relation, cells) in by_relation {
            let head = match (alike, relation) {
                (true, _) => "",
                (_, Relation::Own) => "own side",
                (_, Relation::Other) => "other side",
                (_, Relation::Shared) => "shared",
                (_, Relation::Internal) => "internal",
            };
            if cells.iter().any(|cell| !cell.is_empty()) {
                columns.push(Column { head: [called(situation.name).to_owned(), head.to_owned()], cells });
            }
            if alike {
                break;
            }
        }
        seen.push(mask);
    }
    columns
}

/// What a situation is called here: a stranger's rights are those to any record.
fn called(situation: &'static str) -> &'static str {
    if situation == "stranger" { "any" } else { situation }
}

/// The situations of a standard case, each told apart by its first word.
fn standard(holder: &Holder) -> Vec<Situation> {
    let class = CaseClass::Standard;
    let all = standings(holder.kinds).into_iter();
    all.map(|(name, standing)| Situation { name, class, standing }).collect()
}

fn table(columns: &[Column]) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let heads = |level: usize| columns.iter().map(move |column| column.head[level].clone());
    lines.push(std::iter::once(String::new()).chain(heads(0)).collect());
    if heads(1).any(|head| !head.is_empty()) {
        lines.push(std::iter::once(String::new()).chain(heads(1)).collect());
    }
    for group in Group::ALL {
        lines.extend(group_lines(group, columns));
    }
    let mut widths = vec![0; columns.len() + 1];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in &lines {
        let padded = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text += format!("  {}", padded.collect::<Vec<_>>().join("  ")).trim_end();
        text.push('\n');
    }
    text
}

/// One line for the parts of `group` that are treated alike.
fn group_lines(group: Group, columns: &[Column]) -> Vec<Vec<String>> {
    let mut lines: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for (index, part) in Part::ALL.iter().enumerate().filter(|(_, part)| part.group() == group) {
        let cells: Vec<String> = columns.iter().map(|column| column.cells[index].clone()).collect();
        let short = part.as_str().split_once('.').map_or(part.as_str(), |(_, word)| word);
        match lines.iter_mut().find(|(_, known)| *known == cells) {
            Some((parts, _)) => parts.push(short),
            None => lines.push((vec![short], cells)),
        }
    }
    let whole = lines.len() == 1;
    lines.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let label = |parts: Vec<&str>| {
        let what = if whole { group.title().to_owned() } else { parts.join(", ") };
        format!("{group:?} {what}")
    };
    lines
        .into_iter()
        .map(|(parts, cells)| {
            let cells = cells.into_iter().map(|cell| if cell.is_empty() { "-".to_owned() } else { cell });
            std::iter::once(label(parts)).chain(cells).collect()
        })
        .collect()
}

/// What remains of a situation in a narrower class, after closing, or under exclusion.
fn narrower(holder: &Holder) -> String {
    let find = |class, name: &str| {
        let (name, standing) = standings(holder.kinds).into_iter().find(|(known, _)| *known == name)?;
        Some(Situation { name, class, standing })
    };
    let rights = |situation: &Situation| (holder.mask(situation), holder.acts(situation));
    let mut said: Vec<&str> = Vec::new();
    let mut text = String::new();
    for (label, class, name, like) in NARROWER {
        let (Some(narrow), Some(wide)) = (find(*class, name), find(CaseClass::Standard, like)) else {
            continue;
        };
        let Some(stranger) = find(*class, "stranger") else { continue };
        if rights(&wide) == rights(&stranger) || said.contains(label) {
            continue;
        }
        said.push(label);
        let narrow = rights(&narrow);
        let outcome = if narrow == (Mask::default(), Vec::new()) {
            "nothing".to_owned()
        } else if narrow == rights(&wide) {
            format!("as {like}")
        } else if narrow == rights(&stranger) {
            "only what any record allows".to_owned()
        } else {
            "less: see matrix-cells.txt".to_owned()
        };
        text += &format!("  {label:36}{outcome}\n");
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// The acts of each situation of a standard case, without repeating a stranger's.
fn acts(holder: &Holder) -> String {
    let mut text = String::new();
    let mut said: Vec<Vec<&str>> = vec![Vec::new()];
    let mut common: Vec<&str> = Vec::new();
    for situation in standard(holder) {
        let mut acts = holder.acts(&situation);
        if situation.name == "stranger" {
            common.clone_from(&acts);
        } else {
            acts.retain(|act| !common.contains(act));
        }
        if said.contains(&acts) {
            continue;
        }
        text += &wrap(&format!("  {} may: ", called(situation.name)), &acts.join(", "));
        said.push(acts);
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// `words` after `head`, in lines of at most 100 characters.
fn wrap(head: &str, words: &str) -> String {
    let mut text = head.to_owned();
    let mut width = head.chars().count();
    for word in words.split(' ') {
        if width + word.len() > 99 {
            text = text.trim_end().to_owned() + "\n      ";
            width = 6;
        }
        text += word;
        text.push(' ');
        width += word.len() + 1;
    }
    text.trim_end().to_owned() + "\n"
}
