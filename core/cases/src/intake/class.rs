//! How widely a new case may be known, and how much care it needs: rules over flags. Pure.

use domain::CaseClass;
use domain::codes::{Complexity, Flag};

/// The flags of a case: those chosen, and those that facts set.
///
/// Someone under 18 makes a case one with a child; what is sensitive by rule makes it
/// sensitive and complex, whoever says otherwise.
pub fn flags_of(chosen: &[Flag], has_child: bool) -> Vec<Flag> {
    let mut flags = chosen.to_vec();
    if has_child {
        flags.push(Flag::Child);
    }
    if flags.iter().any(|flag| flag.is_sensitive()) {
        flags.push(Flag::SensitiveAndComplex);
    }
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// The class that the flags ask for (`security.md` §3.2); someone may choose a narrower
/// one, never a wider.
pub fn class_of(flags: &[Flag]) -> CaseClass {
    let is_restricted = |flag: &Flag| {
        matches!(
            flag,
            Flag::Hate
                | Flag::DomesticAbuse
                | Flag::SexualHarm
                | Flag::Harassment
                | Flag::Child
                | Flag::Exploitation
                | Flag::DeathOrSeriousInjury
                | Flag::PublicInterest
                | Flag::SensitiveAndComplex
        )
    };
    if flags.iter().any(is_restricted) { CaseClass::Restricted } else { CaseClass::Standard }
}

/// How much care the flags ask for.
pub(super) fn complexity_of(flags: &[Flag]) -> Complexity {
    if flags.contains(&Flag::SensitiveAndComplex) {
        Complexity::Sensitive
    } else if flags.iter().any(|flag| matches!(flag, Flag::Hate | Flag::Child | Flag::Custody)) {
        Complexity::Enhanced
    } else {
        Complexity::Standard
    }
}
