//! One role's row as it is shown: groups, their parts, acts and figures.

use domain::{Group, Part};
use permissions::{ActKind, Policy, Role, Root, Row};
use serde::Serialize;
use wording::Text;

use super::words::{self, LineWords};

/// A role's row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RoleCells {
    pub role: &'static str,
    pub name: Text,
    purpose: Text,
    groups: Vec<GroupCells>,
    acts: Vec<ActGroup>,
    figures: Vec<Text>,
    /// Where this row is changed; none where it is not.
    edit: Option<String>,
}

/// A group: one cell where its parts are treated alike, or one for each.
#[derive(Clone, Debug, Serialize)]
struct GroupCells {
    code: String,
    name: Text,
    /// Whether all parts are treated alike.
    is_whole: bool,
    lines: Vec<LineWords>,
    parts: Vec<PartCells>,
    /// How many of the parts the role gets anything of, where they differ.
    some: Option<Text>,
}

#[derive(Clone, Debug, Serialize)]
struct PartCells {
    code: &'static str,
    name: Text,
    lines: Vec<LineWords>,
}

/// The acts on one kind of record.
#[derive(Clone, Debug, Serialize)]
struct ActGroup {
    name: Text,
    acts: Vec<ActCells>,
}

#[derive(Clone, Debug, Serialize)]
struct ActCells {
    code: &'static str,
    name: Text,
    reach: Text,
    is_allowed: bool,
}

/// The row of `role`; with `edit`, the address below which its cells are changed, acts that
/// it does not have are shown too.
pub(super) fn of_role(policy: &Policy, role: Role, edit: Option<String>) -> Option<RoleCells> {
    let row = policy.row(role)?;
    let groups = Group::ALL.into_iter().map(|group| of_group(&row, group)).collect();
    Some(RoleCells {
        role: role.as_str(),
        name: role.message().into(),
        purpose: row.purpose.message().into(),
        groups,
        acts: acts(&row, role, edit.is_some()),
        figures: words::figures(&row),
        edit,
    })
}

fn of_group(row: &Row, group: Group) -> GroupCells {
    let lines = |part: Part| row.lines(part).iter().map(words::line).collect::<Vec<_>>();
    let parts: Vec<Part> = Part::of(group).collect();
    let is_whole = parts.iter().all(|part| row.lines(*part) == row.lines(parts[0]));
    let any = parts.iter().filter(|part| !row.lines(**part).is_empty()).count();
    let some = domain::Message::new("policy-some-parts").with("count", any).with("all", parts.len());
    GroupCells {
        code: words::group_word(group),
        name: words::group(group),
        is_whole,
        lines: if is_whole { lines(parts[0]) } else { Vec::new() },
        parts: parts
            .iter()
            .map(|part| PartCells { code: part.as_str(), name: words::part(*part), lines: lines(*part) })
            .collect(),
        some: (!is_whole).then(|| some.into()),
    }
}

fn acts(row: &Row, role: Role, with_all: bool) -> Vec<ActGroup> {
    let shown =
        |act: &ActKind| row.has(*act) || (with_all && !permissions::fitting_act(role, *act).is_empty());
    let of_root = |root: &Root| {
        let acts: Vec<_> = ActKind::ALL.iter().filter(|act| act.root() == *root && shown(act)).collect();
        let acts: Vec<_> = acts
            .into_iter()
            .map(|act| ActCells {
                code: act.as_str(),
                name: words::act(*act),
                reach: Text::List(row.letters(*act).into_iter().map(words::letter).collect()),
                is_allowed: row.has(*act),
            })
            .collect();
        (!acts.is_empty()).then(|| ActGroup { name: Text::key(format!("root-{}", root.as_str())), acts })
    };
    Root::ALL.iter().filter_map(of_root).collect()
}
