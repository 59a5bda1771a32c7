//! What somebody who works for the service says of themselves, so that nobody is asked to
//! work a case in which they know a person.

use domain::normalise::{self, latin};
use domain::{Answers, FieldError, FieldErrors, Message, Reference, Value};
use permissions::{Actor, AmendOwnVolunteer, ManageVolunteers, ViewVolunteer};
use serde::Serialize;
use storage::Shown;

use super::Casework;
use crate::{Error, Result};

/// The questions, in the order in which they are asked; each is a field `volunteer.<name>`.
pub const PARTICULARS: [&str; 8] =
    ["family-name", "address", "postcode", "phone", "email", "employer", "school", "knows"];

/// The most that one answer may hold, in characters.
pub const LONGEST: usize = 2_000;

/// Whose particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One's own.
    Own,
    /// Those of an account of the reader's team.
    Of(Reference),
}

/// Somebody's particulars as their page shows them.
#[derive(Clone, Debug, Serialize)]
pub struct ParticularsView {
    /// Whose.
    pub reference: Reference,
    /// Their name.
    pub name: String,
    /// The version that was seen.
    pub version: i64,
    /// The answers, by the names of the questions.
    #[serde(skip)]
    pub answers: Vec<(&'static str, String)>,
}

impl Casework {
    /// The particulars of an account: one's own, or for a manager those of the team.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn particulars(&self, actor: &Actor, whose: Whose) -> Result<Shown<ParticularsView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = match whose {
            Whose::Own => unit.own_volunteer::<ViewVolunteer>().await?,
            Whose::Of(account) => unit.volunteer::<ViewVolunteer>(account).await?,
        };
        let kept = unit.particulars(&permit).await?;
        let text = |name: &'static str| {
            let value = kept.get(&format!("volunteer.{name}")).and_then(Value::as_text);
            (name, value.unwrap_or_default().to_owned())
        };
        let view = ParticularsView {
            reference: permit.reference,
            name: permit.name.clone(),
            version: permit.version,
            answers: PARTICULARS.map(text).to_vec(),
        };
        Ok(unit.show(view).await?)
    }

    /// Keeps somebody's particulars, and looks again whether they know a person in a case
    /// they work.
    ///
    /// # Errors
    /// [`Error::Fields`] for what cannot be read; [`Error::Conflict`] where it was changed
    /// since `version` was seen; [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn amend_particulars(
        &self,
        actor: &Actor,
        whose: Whose,
        version: i64,
        typed: &[(&'static str, String)],
    ) -> Result<()> {
        let values = read(typed)?;
        let mut unit = self.store.write(actor).await?;
        match whose {
            Whose::Own => {
                let permit = unit.own_volunteer::<AmendOwnVolunteer>().await?;
                unit.amend_own_particulars(permit, version, &values).await?;
            }
            Whose::Of(account) => {
                let permit = unit.volunteer::<ManageVolunteers>(account).await?;
                unit.amend_particulars(permit, version, &values).await?;
            }
        }
        Ok(unit.commit().await?)
    }
}

/// The answers under their fields, each checked by what it has to be to be compared.
fn read(typed: &[(&'static str, String)]) -> Result<Answers> {
    let mut values = Answers::new();
    let mut errors = FieldErrors::default();
    for (name, text) in typed.iter().filter(|(name, _)| PARTICULARS.contains(name)) {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        let good = match *name {
            _ if text.is_empty() => continue,
            _ if text.chars().count() > LONGEST => false,
            "postcode" => normalise::postcode(&latin(&text)).is_some(),
            "phone" => !normalise::phones(&latin(&text)).is_empty(),
            "email" => normalise::email(&latin(&text)).is_some(),
            _ => true,
        };
        if good {
            values.insert(format!("volunteer.{name}"), Value::Text(text));
        } else {
            let message = Message::new(format!("particulars-{name}-unreadable"));
            errors.0.push(FieldError { field: (*name).to_owned(), message });
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(Error::Fields(errors)) }
}
