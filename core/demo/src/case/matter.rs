//! What a case is about, and what follows from it.

use chrono::TimeDelta;
use domain::CaseClass;
use domain::codes::{Category, Complexity, Flag, JusticeStage, ServiceType, SourceType};
use storage::bulk::BulkIncident;

use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::outline::Outline;

/// What happened, some time before the referral.
pub fn incident(
    outline: &Outline,
    crime_reference: Option<String>,
    calendar: &Calendar,
    dice: &mut Dice,
) -> BulkIncident {
    let is_offence = outline.category.is_offence();
    let days = dice.around(24.0, 110.0).min(900.0) as i64;
    BulkIncident {
        kind: match outline.service {
            _ if is_offence => "crime",
            ServiceType::AsbRestorative => "non-crime-incident",
            ServiceType::WorkplaceSchoolMediation if outline.category == Category::School => {
                "school-incident"
            }
            ServiceType::WorkplaceSchoolMediation => "workplace",
            _ => "dispute",
        }
        .to_owned(),
        category: Some(outline.category),
        detail: None,
        occurred_from: Some(calendar.day(outline.received) - TimeDelta::days(days)),
        occurred_to: None,
        reported_to_police: outline.source == SourceType::Police || (is_offence && dice.chance(0.8)),
        crime_reference,
        summary: None,
    }
}

/// Where it stands with police and courts, by who refers.
pub fn justice_stage(outline: &Outline, dice: &mut Dice) -> JusticeStage {
    use JusticeStage as J;
    match (outline.service, outline.source) {
        (ServiceType::RestorativeJustice, SourceType::Prison) => J::Custody,
        (ServiceType::RestorativeJustice, SourceType::Probation) => {
            dice.weighed(&[(J::CommunityOrder, 50.0), (J::Licence, 30.0), (J::Custody, 20.0)])
        }
        (ServiceType::RestorativeJustice, SourceType::YouthJustice) => J::YouthReferralOrder,
        (ServiceType::RestorativeJustice, _) => dice.weighed(&[
            (J::CommunityResolution, 42.0),
            (J::ConditionalCaution, 24.0),
            (J::PostSentence, 22.0),
            (J::Reported, 12.0),
        ]),
        (ServiceType::AsbRestorative, _) => {
            dice.weighed(&[(J::Reported, 60.0), (J::CommunityResolution, 40.0)])
        }
        _ => dice.weighed(&[(J::NotApplicable, 70.0), (J::NotReported, 30.0)]),
    }
}

/// The flags by chance, and those that facts set: the rule by which referrals are accepted.
pub fn flags_of(drawn: &[Flag], has_child: bool) -> Vec<Flag> {
    let mut flags = drawn.to_vec();
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

/// How much care the flags ask for.
pub fn complexity_of(flags: &[Flag]) -> Complexity {
    if flags.contains(&Flag::SensitiveAndComplex) {
        Complexity::Sensitive
    } else if flags.iter().any(|flag| matches!(flag, Flag::Hate | Flag::Child | Flag::Custody)) {
        Complexity::Enhanced
    } else {
        Complexity::Standard
    }
}

/// How widely it may be known (`security.md` §3.2); a few are sealed to named people.
pub fn class(flags: &[Flag], dice: &mut Dice) -> CaseClass {
    if dice.chance(0.004) {
        return CaseClass::Sealed;
    }
    let narrows = |flag: &Flag| {
        matches!(
            flag,
            Flag::Hate
                | Flag::DomesticAbuse
                | Flag::SexualHarm
                | Flag::Harassment
                | Flag::Child
                | Flag::DeathOrSeriousInjury
                | Flag::SensitiveAndComplex
        )
    };
    if flags.iter().any(narrows) { CaseClass::Restricted } else { CaseClass::Standard }
}
