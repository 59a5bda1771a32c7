//! Report templates: which figures of the core a report shows, and how it is laid out.
//!
//! A report names a dataset of the core and figures out of it. Every figure says what it
//! counts, by which date, and in which written definition, because that is what returns get
//! wrong (`domain.md` §5.1). The core fetches under the reader's scope, protects small
//! numbers, and renders the template; a plugin never sees a row it was not granted.

mod raw;

use serde::Deserialize;

use crate::condition::Condition;
use crate::field::FieldDefinition;

pub(crate) use raw::read_report;

/// A report of the core or of a plugin, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportDefinition {
    /// The id, unique within the plugin.
    pub id: String,
    /// Rises with every change; a frozen return keeps the version it was made with.
    pub version: u32,
    /// The title.
    pub title: String,
    /// The dataset of the core that the figures come from.
    pub dataset: String,
    /// What is asked before the report is made, besides the period.
    pub parameters: Vec<FieldDefinition>,
    /// The figures in the order of the definitions' table.
    pub figures: Vec<Figure>,
    /// The text of the template; `wording` checks and renders it.
    pub template: String,
    /// Whether the plugin's `build` prepares the template's data.
    pub build: bool,
}

/// One figure, or one table of figures when it is grouped.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Figure {
    /// The id, by which the template names it.
    pub id: String,
    /// The message key of its name.
    pub label: String,
    /// The message key of its written definition, which is printed with it.
    pub definition: String,
    /// What is counted.
    pub unit: Unit,
    /// Which date puts a unit into the period.
    pub date_basis: DateBasis,
    /// Which units count; all, where it says nothing.
    #[serde(default)]
    pub filter: Option<Condition>,
    /// The catalogue field by which it is broken down.
    #[serde(default)]
    pub group_by: Option<String>,
    /// The figure of which it is a share, shown as a percentage of known answers.
    #[serde(default)]
    pub share_of: Option<String>,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A request.
    Referral,
    /// A matter.
    Case,
    /// A person in one case.
    Participant,
    /// A human being, once in the period.
    Person,
    /// A restorative or mediation event.
    Event,
    /// An agreement.
    Agreement,
    /// An action of an agreement.
    Action,
    /// A volunteer.
    Volunteer,
}

impl Unit {
    /// The word printed with a figure's definition; its message key is `unit-<word>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Case => "case",
            Self::Participant => "participant",
            Self::Person => "person",
            Self::Event => "event",
            Self::Agreement => "agreement",
            Self::Action => "action",
            Self::Volunteer => "volunteer",
        }
    }
}

/// Which date decides whether a unit lies in the period; "date entered" never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateBasis {
    /// The day the referral was received.
    ReceivedOn,
    /// The day it was decided.
    DecidedOn,
    /// The day information about restorative justice was given.
    InformedOn,
    /// The first contact that reached the person.
    FirstContactOn,
    /// The day consent was given.
    ConsentedOn,
    /// The day a facilitator accepted.
    AllocatedOn,
    /// The day of the event.
    EventOn,
    /// The day of the agreement.
    AgreedOn,
    /// The day an action was due.
    DueOn,
    /// The day of closure.
    ClosedOn,
    /// The day a survey was answered.
    AnsweredOn,
    /// Open, active or waiting at the end of the period.
    PeriodEnd,
}

impl DateBasis {
    /// The word printed with a figure's definition; its message key is `date-basis-<word>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReceivedOn => "received-on",
            Self::DecidedOn => "decided-on",
            Self::InformedOn => "informed-on",
            Self::FirstContactOn => "first-contact-on",
            Self::ConsentedOn => "consented-on",
            Self::AllocatedOn => "allocated-on",
            Self::EventOn => "event-on",
            Self::AgreedOn => "agreed-on",
            Self::DueOn => "due-on",
            Self::ClosedOn => "closed-on",
            Self::AnsweredOn => "answered-on",
            Self::PeriodEnd => "period-end",
        }
    }
}

/// The datasets of the core, which `reports` computes.
pub const DATASETS: &[&str] = &["quarterly-return"];

impl ReportDefinition {
    /// The figure with this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// Every message key that the report names.
    pub(crate) fn keys_mut(&mut self) -> Vec<&mut String> {
        let mut keys = vec![&mut self.title];
        keys.extend(self.parameters.iter_mut().flat_map(FieldDefinition::keys_mut));
        keys.extend(self.figures.iter_mut().flat_map(|figure| [&mut figure.label, &mut figure.definition]));
        keys
    }
}
