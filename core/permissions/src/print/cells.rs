//! The matrix for machines.

use std::fmt::Write as _;

use domain::{Part, Relation};

use super::situation::situations;
use super::{cell, holders, named};
use crate::{Mask, Policy};

const HEAD: &str = "\
# who | class | situation | part | verbs by relation     (every = own, other, shared and internal alike)
# who | class | situation | act | the act's word
# What a stranger may do, everybody in that class may; it is not repeated for other situations.
";

/// One line for each cell of `policy` that allows anything.
pub fn cells(policy: &Policy) -> String {
    let name = named(policy);
    let mut text =
        format!("# Every cell of {name} that allows anything. Generated: see print::cells.\n{HEAD}");
    for holder in holders(policy) {
        let mut stranger: Vec<String> = Vec::new();
        for situation in situations(holder.kinds) {
            let mask = holder.mask(&situation);
            let parts = Part::ALL.iter().filter_map(|part| {
                let verbs = by_relation(&mask, *part)?;
                Some(format!("{} | {verbs}", part.as_str()))
            });
            let acts = holder.acts(&situation).into_iter().map(|act| format!("act | {act}"));
            let lines: Vec<String> = parts.chain(acts).collect();
            let is_stranger = situation.name == "stranger";
            for line in lines.iter().filter(|line| is_stranger || !stranger.contains(line)) {
                let class = situation.class.as_str();
                writeln!(text, "{} | {class} | {} | {line}", holder.name, situation.name)
                    .expect("writing into a string does not fail");
            }
            if is_stranger {
                stranger = lines;
            }
        }
    }
    text
}

/// The verbs of one part, or nothing where there are none.
fn by_relation(mask: &Mask, part: Part) -> Option<String> {
    let verbs = Relation::ALL.map(|relation| cell(mask, part, relation));
    if verbs.iter().all(String::is_empty) {
        return None;
    }
    if verbs.iter().all(|verb| *verb == verbs[0]) {
        return Some(format!("every={}", verbs[0]));
    }
    let named = Relation::ALL.iter().zip(&verbs).filter(|(_, verbs)| !verbs.is_empty());
    let named: Vec<String> =
        named.map(|(relation, verbs)| format!("{}={verbs}", relation.as_str())).collect();
    Some(named.join(" "))
}
