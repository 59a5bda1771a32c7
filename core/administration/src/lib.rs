//! Running the service: plugins, accounts, partners, who looked at what.
//!
//! Like `cases`, every use case opens one unit for one actor and ends with a view or a
//! commit. Whatever reaches beyond the database (reading a package file, compiling its
//! code) is asked of a port, [`Workshop`], which `server` wires, and always before the
//! writing unit begins.

#![forbid(unsafe_code)]

mod access;
mod accounts;
mod audit_export;
mod audit_log;
mod birth;
mod erasures;
mod error;
mod keys;
mod mail;
mod names;
mod partners;
mod plugins;
mod policies;

pub use access::{AccessLine, AccessLog, AccessView, TeamAccessView};
pub use accounts::{AccountView, Accounts, NewPerson, RoleView};
pub use audit_export::Piece;
pub use audit_log::{AuditLog, said};
pub use birth::{NewService, found};
pub use erasures::{ErasableView, ErasureView, Erasures};
pub use error::{Error, Result};
pub use keys::{KeyReport, Keys, Replace};
pub use mail::{Mail, MailLineView, MailView};
pub use partners::{NewPartner, PartnerView, Partners, TeamView};
pub use plugins::{Contributed, GrantView, LeftOut, PluginView, Plugins, Rejected, Work, Workshop};
pub use policies::{DraftView, Edit, InForce, Policies, REASON};
pub use storage::Shown;
pub use storage::audit::{CheckpointState, Finding, Verified};
pub use storage::identity::AccountChange;
pub use storage::{DraftState, PolicyDraft, PolicyDraftLine, PolicyVersion};
pub use storage::{
    ErasureReason, ForgottenRows, GenerationUse, KeyState, Rotation, RotationKind, RotationState,
};

#[cfg(test)]
mod tests;
