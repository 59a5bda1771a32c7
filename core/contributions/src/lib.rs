//! What the core and plugins may add: fields, forms, lists, report templates, and the port
//! to a plugin's code.
//!
//! Everything here is data and pure functions over it. A contribution never performs
//! anything itself: the core asks its questions, draws its pages and stores its answers, and
//! the core's own forms come through the same door as a plugin's.

#![forbid(unsafe_code)]

mod catalogue;
mod condition;
mod core_field;
mod core_forms;
mod field;
mod finding;
mod form;
mod hooks;
mod lists;
mod manifest;
mod names;
mod registry;
mod report;
#[cfg(test)]
mod words_tests;

pub use catalogue::{Catalogue, CatalogueField, extra_id, parse_extra};
pub use condition::{Condition, ConditionError, Day, Literal, Shapes, whole_years};
pub use core_field::{CoreField, MatterField, PartyField};
pub use field::{
    Bound, DataClass, FieldDefinition, OptionDefinition, Options, Pattern, RecordKind, Required, Retention,
    SideRule,
};
pub use finding::{Finding, Findings};
pub use form::{
    Described, DescribedParty, FormChannel, FormDefinition, Page, PageKind, PageState, PartyDefinition,
    Posted, Rule,
};
pub use hooks::{Cells, Column, HookCall, HookFault, HookFuture, Hooks, NoHooks, Problem, Table};
pub use lists::{core_list, core_lists};
pub use manifest::{
    Grant, GrantScope, Limits, ListDefinition, Manifest, Package, SERVED_APIS, SettingDefinition, World,
    message_ids,
};
pub use registry::{CORE, Conflict, Registry};
pub use report::{DATASETS, DateBasis, Figure, ReportDefinition, Unit};
