//! The outline of a case: what it is about, where it comes from, how it goes.

use domain::Instant;
use domain::codes::{Category, Flag, ServiceType, SourceType};

use crate::calendar::Calendar;
use crate::course::{Course, Ending, course};
use crate::dice::Dice;
use crate::words::DISTRICTS;

/// A case before its people.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its place in the order of receipt.
    pub index: usize,
    pub received: Instant,
    pub service: ServiceType,
    pub source: SourceType,
    pub category: Category,
    /// What it is about, by chance; what follows by rule is added later.
    pub flags: Vec<Flag>,
    /// The place of its district.
    pub district: usize,
    pub ending: Ending,
    pub course: Course,
    /// Whether it is still open today.
    pub is_open: bool,
}

impl Outline {
    /// Draws everything but when it was received.
    pub fn draw(
        index: usize,
        received: Instant,
        service: ServiceType,
        source: SourceType,
        dice: &mut Dice,
    ) -> Self {
        let category = category(service, dice);
        let flags = flags(service, category, source, dice);
        let weights: Vec<(usize, f64)> =
            DISTRICTS.iter().enumerate().map(|(at, one)| (at, one.weight)).collect();
        let (ending, course) = course(service, &flags, dice);
        Self {
            index,
            received,
            service,
            source,
            category,
            flags,
            district: dice.weighed(&weights),
            ending,
            course,
            is_open: false,
        }
    }

    /// The moment of a step.
    pub fn at(&self, calendar: &Calendar, days: f64) -> Instant {
        calendar.after(self.received, days)
    }

    /// The moment of a step that has happened by now.
    pub fn done(&self, calendar: &Calendar, days: Option<f64>) -> Option<Instant> {
        days.map(|days| self.at(calendar, days)).filter(|at| *at <= calendar.now)
    }

    /// Whether the case has two sides.
    pub fn has_two_sides(&self) -> bool {
        !matches!(self.service, ServiceType::ConflictCoaching | ServiceType::AdviceOnly)
    }
}

/// What kind of service is asked for (`domain.md` §8.2).
pub fn service_type(dice: &mut Dice) -> ServiceType {
    dice.weighed(&[
        (ServiceType::NeighbourMediation, 38.0),
        (ServiceType::RestorativeJustice, 34.0),
        (ServiceType::AsbRestorative, 14.0),
        (ServiceType::ConflictCoaching, 6.0),
        (ServiceType::CommunityMediation, 1.2),
        (ServiceType::WorkplaceSchoolMediation, 1.8),
        (ServiceType::AdviceOnly, 5.0),
    ])
}

/// Who refers such a matter. Over all kinds it comes to about the shares of §8.2: police 60,
/// housing associations 11, councils 10, people themselves 8, probation 4, victim services 3.
pub fn source_type(service: ServiceType, dice: &mut Dice) -> SourceType {
    use SourceType as S;
    let weights: &[(S, f64)] = match service {
        ServiceType::RestorativeJustice => &[
            (S::Police, 74.0),
            (S::Probation, 11.0),
            (S::VictimService, 8.5),
            (S::Prison, 4.0),
            (S::YouthJustice, 2.5),
            (S::SelfHarmed, 3.0),
        ],
        ServiceType::AsbRestorative => &[
            (S::Police, 71.0),
            (S::CouncilAsb, 12.0),
            (S::HousingAssociation, 14.0),
            (S::CommunitySafety, 3.0),
        ],
        ServiceType::CommunityMediation | ServiceType::WorkplaceSchoolMediation => {
            &[(S::Police, 35.0), (S::School, 30.0), (S::Council, 20.0), (S::Other, 15.0)]
        }
        ServiceType::AdviceOnly => &[(S::SelfParty, 35.0), (S::Police, 45.0), (S::HousingAssociation, 20.0)],
        _ => &[
            (S::Police, 50.0),
            (S::HousingAssociation, 19.0),
            (S::CouncilHousing, 9.0),
            (S::CouncilAsb, 8.0),
            (S::SelfParty, 12.0),
            (S::Other, 2.0),
        ],
    };
    dice.weighed(weights)
}

fn category(service: ServiceType, dice: &mut Dice) -> Category {
    use Category as C;
    let weights: &[(C, f64)] = match service {
        ServiceType::RestorativeJustice => &[
            (C::ViolenceWithoutInjury, 23.0),
            (C::StalkingHarassment, 8.0),
            (C::ViolenceWithInjury, 15.0),
            (C::CriminalDamage, 14.0),
            (C::Arson, 1.0),
            (C::PublicOrder, 14.0),
            (C::OtherTheft, 5.0),
            (C::Shoplifting, 3.0),
            (C::BicycleTheft, 1.0),
            (C::BurglaryResidential, 7.0),
            (C::BurglaryBusiness, 1.0),
            (C::Robbery, 3.0),
            (C::OtherSexual, 2.0),
            (C::UnlawfulDriving, 1.5),
            (C::Fraud, 1.0),
            (C::OtherSociety, 0.5),
        ],
        ServiceType::AsbRestorative => {
            &[(C::AsbPersonal, 40.0), (C::AsbNuisance, 45.0), (C::AsbEnvironmental, 15.0)]
        }
        ServiceType::WorkplaceSchoolMediation => &[(C::School, 65.0), (C::Workplace, 35.0)],
        _ => &[
            (C::Noise, 34.0),
            (C::Parking, 14.0),
            (C::Boundary, 12.0),
            (C::Children, 9.0),
            (C::Pets, 8.0),
            (C::AbuseOrThreats, 13.0),
            (C::Rubbish, 4.0),
            (C::Lifestyle, 6.0),
        ],
    };
    dice.weighed(weights)
}

fn flags(service: ServiceType, category: Category, source: SourceType, dice: &mut Dice) -> Vec<Flag> {
    let restorative = service.is_restorative();
    // Shares over all cases; the crimes among them carry more than the disputes.
    let more = if restorative { 1.6 } else { 0.45 };
    let mut flags = Vec::new();
    let mut by = |flag, share: f64, dice: &mut Dice| {
        if dice.chance(share * more) {
            flags.push(flag);
        }
    };
    by(Flag::Hate, 0.05, dice);
    by(Flag::DomesticAbuse, 0.03, dice);
    by(Flag::DeathOrSeriousInjury, 0.006, dice);
    if restorative && matches!(source, SourceType::Prison | SourceType::Probation) && dice.chance(0.6) {
        flags.push(Flag::Custody);
    }
    match category {
        Category::StalkingHarassment => flags.push(Flag::Harassment),
        Category::OtherSexual => flags.push(Flag::SexualHarm),
        Category::UnlawfulDriving if dice.chance(0.5) => flags.push(Flag::DeathOrSeriousInjury),
        _ if dice.chance(0.045) => flags.push(Flag::Harassment),
        _ => {}
    }
    flags.sort_unstable();
    flags.dedup();
    flags
}
