//! Everybody and everything that cases refer to.

use domain::codes::SourceType;
use domain::{AccountId, OrganisationId, TeamId};

use crate::dice::Dice;
use crate::words::DISTRICTS;

/// Who refers from a partner.
#[derive(Clone, Debug)]
pub struct Officer {
    pub name: String,
    /// Their account, where they have one.
    pub account: Option<AccountId>,
}

/// A partner organisation.
#[derive(Clone, Debug)]
pub struct Partner {
    pub id: OrganisationId,
    pub kind: SourceType,
    pub name: String,
    /// The district it works in; none for those that work in all.
    pub district: Option<usize>,
    pub officers: Vec<Officer>,
}

/// What a volunteer may be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Lead,
    CoFacilitator,
    Observer,
    /// Pausing: in no case.
    Pool,
}

/// A volunteer.
#[derive(Clone, Debug)]
pub struct Volunteer {
    pub account: AccountId,
    pub level: Level,
    /// Trained for sensitive and complex cases.
    pub sensitive: bool,
    /// How many open cases they have in hand.
    pub in_hand: usize,
}

/// Everybody and everything that cases refer to.
pub struct Service {
    pub top: TeamId,
    pub areas: [TeamId; 3],
    pub partners: Vec<Partner>,
    pub manager: AccountId,
    pub coordinators: [AccountId; 2],
    pub office: AccountId,
    pub supervisor: AccountId,
    pub volunteers: Vec<Volunteer>,
    /// The volunteers among the cast: lead, co-facilitator, observer; places in `volunteers`.
    pub cast: [usize; 3],
}

impl Service {
    /// The team of a district's cases.
    pub fn team(&self, district: usize) -> TeamId {
        self.areas[DISTRICTS[district].team]
    }

    /// The partner that refers from such a source in a district.
    pub fn partner(&self, source: SourceType, district: usize, dice: &mut Dice) -> Option<&Partner> {
        let kind = match source {
            SourceType::CouncilAsb | SourceType::CouncilHousing | SourceType::CommunitySafety => {
                SourceType::Council
            }
            kind => kind,
        };
        let all: Vec<&Partner> = self.partners.iter().filter(|partner| partner.kind == kind).collect();
        let near: Vec<&Partner> =
            all.iter().filter(|partner| partner.district == Some(district)).copied().collect();
        let choice = if near.is_empty() { &all } else { &near };
        if choice.is_empty() { None } else { Some(*dice.pick(choice)) }
    }
}
