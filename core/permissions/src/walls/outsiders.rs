//! Walls about partners, those who take part, and the public.

use domain::Group::*;

use super::{acts, both, parts};
use crate::ActKind::*;
use crate::{Authors, Figures, Letter, Role, Row, Subject, Verb, Verbs};

pub(super) fn referrer_keeps_to_referrals(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::PartnerReferrer {
        return Vec::new();
    }
    let wrong_part = parts(row, |part, line| {
        let group = part.group();
        let read = !line.verbs.intersection(Verbs::of(&[Verb::Read, Verb::ReadMasked])).is_empty();
        let passed_on = !line.verbs.intersection(Verbs::of(&[Verb::Send, Verb::Share])).is_empty();
        line.letter != Letter::Organisation
            || passed_on
            || matches!(group, G8 | G10 | G15 | G16 | G17)
            || (matches!(group, G6 | G7 | G9) && read)
            || (group == G4 && read && line.authors != Authors::Own)
    });
    let wrong_act = acts(row, |act, letter| match act {
        ManageOwnAccount => letter != Letter::Own,
        Refer | ViewReferral | AmendReferral | ViewOrganisation => letter != Letter::Organisation,
        _ => true,
    });
    no_figures(both(wrong_part, wrong_act), row)
}

pub(super) fn partner_keeps_to_client(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::PartnerInCase {
        return Vec::new();
    }
    let wrong_part = parts(row, |part, line| {
        let passed_on = !line.verbs.intersection(Verbs::of(&[Verb::Send, Verb::Share])).is_empty();
        line.letter != Letter::Assigned
            || passed_on
            || matches!(part.group(), G8 | G9 | G10 | G14 | G15 | G16 | G17)
            || (part.group() != G1 && line.crosses())
    });
    let wrong_act = acts(row, |act, letter| match act {
        ManageOwnAccount => letter != Letter::Own,
        ViewCase | RecordRisk => letter != Letter::Assigned,
        _ => true,
    });
    no_figures(both(wrong_part, wrong_act), row)
}

pub(super) fn participants_own_part(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::Participant {
        return Vec::new();
    }
    let wrong_part = parts(row, |part, line| {
        line.letter != Letter::Own
            || line.crosses()
            || matches!(part.group(), G5 | G6 | G9 | G10 | G15 | G16 | G17)
    });
    let wrong_act = acts(row, |act, letter| {
        letter != Letter::Own || !matches!(act, ViewOwnPart | AmendOwnPart | ManageOwnAccount)
    });
    no_figures(both(wrong_part, wrong_act), row)
}

pub(super) fn public_form_is_fixed(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::PublicForm {
        return Vec::new();
    }
    let code = crate::matrix::role(role).row;
    let changed_parts = domain::Part::ALL.iter().filter(|part| row.lines(**part) != code.lines(**part));
    let changed_acts = crate::ActKind::ALL.iter().filter(|act| row.letters(**act) != code.letters(**act));
    let found = both(
        changed_parts.map(|part| Subject::Part(*part)).collect(),
        changed_acts.map(|act| Subject::Act(*act)).collect(),
    );
    no_figures(found, row)
}

/// What partners and participants are told in figures comes in reports that are published.
fn no_figures(mut found: Vec<Subject>, row: &Row) -> Vec<Subject> {
    if row.figures != Figures::None || !row.counted.is_empty() {
        found.push(Subject::Figures);
    }
    found
}
