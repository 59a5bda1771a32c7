//! Partner organisations and teams.

use chrono::NaiveDate;
use domain::codes::SourceType;
use domain::{FieldErrors, Message, Reference};
use permissions::{Actor, ManageOrganisations, ManageSettings, Place, ViewConfiguration, ViewOrganisation};
use serde::Serialize;
use storage::{NewOrganisation, NewTeam, Shown, Store};
use wording::Text;

use crate::{Error, Result};

/// The use cases of partner organisations and teams.
#[derive(Clone)]
pub struct Partners {
    store: Store,
}

/// A partner organisation.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerView {
    /// Its reference.
    pub reference: Reference,
    /// Its name.
    pub name: String,
    /// What kind of source of referrals it is.
    pub kind: String,
    /// The last day of its agreement.
    pub agreement_until: Option<Text>,
}

/// A team.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// Its name.
    pub name: String,
    /// The name of the team above it.
    pub above: Option<String>,
}

/// A partner to be entered.
#[derive(Clone, Debug)]
pub struct NewPartner {
    /// Its name.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceType,
    /// The team that takes its referrals, by name; the service itself where none is named.
    pub team: Option<String>,
    /// The last day of its agreement.
    pub agreement_until: Option<NaiveDate>,
}

impl Partners {
    /// The partners of the installation in `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Every partner organisation, by name.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn list(&self, actor: &Actor) -> Result<Shown<Vec<PartnerView>>> {
        let mut unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewOrganisation>(&Place::service(), unit.id())?;
        let found = unit.organisations(leave).await?;
        let views = found.into_iter().map(|partner| PartnerView {
            reference: partner.reference,
            name: partner.name,
            kind: partner.kind,
            agreement_until: partner.agreement_until.map(Into::into),
        });
        let views = views.collect();
        Ok(unit.show(views).await?)
    }

    /// Enters a partner organisation.
    ///
    /// # Errors
    /// [`Error::Fields`]; not permitted.
    pub async fn add(&self, actor: &Actor, new: NewPartner) -> Result<Reference> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ManageOrganisations>(&Place::service(), unit.id())?;
        let see = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let teams = unit.teams(see).await?;
        let team = match &new.team {
            None => teams.first(),
            Some(name) => teams.iter().find(|team| team.name == *name),
        };
        let mut wrong = FieldErrors::default();
        if new.name.trim().is_empty() {
            wrong.push("name", Message::new("partner-name-missing"));
        }
        if team.is_none() {
            wrong.push("team", Message::new("account-team-unknown"));
        }
        let (Some(team), true) = (team, wrong.is_empty()) else { return Err(Error::Fields(wrong)) };
        let organisation = NewOrganisation {
            name: new.name.trim().to_owned(),
            kind: new.kind.as_str().to_owned(),
            team: team.id,
            agreement_until: new.agreement_until,
        };
        let made = unit.create_organisation(leave, organisation).await?;
        unit.commit().await?;
        Ok(made.reference)
    }

    /// Every team.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn teams(&self, actor: &Actor) -> Result<Shown<Vec<TeamView>>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let teams = unit.teams(leave).await?;
        let above = |id| teams.iter().find(|team| team.id == id).map(|team| team.name.clone());
        let view =
            |team: &storage::Team| TeamView { name: team.name.clone(), above: team.parent.and_then(above) };
        let views = teams.iter().map(view).collect();
        Ok(unit.show(views).await?)
    }

    /// Makes a team below another one, by name, or below the service itself.
    ///
    /// # Errors
    /// [`Error::Fields`]; not permitted.
    pub async fn add_team(&self, actor: &Actor, name: &str, above: Option<&str>) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ManageSettings>(&Place::service(), unit.id())?;
        let see = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let teams = unit.teams(see).await?;
        let parent = match above {
            None => teams.first(),
            Some(above) => teams.iter().find(|team| team.name == above),
        };
        let mut wrong = FieldErrors::default();
        if name.trim().is_empty() || teams.iter().any(|team| team.name == name.trim()) {
            wrong.push("name", Message::new("team-name-form"));
        }
        if parent.is_none() {
            wrong.push("above", Message::new("account-team-unknown"));
        }
        let (Some(parent), true) = (parent.map(|team| team.id), wrong.is_empty()) else {
            return Err(Error::Fields(wrong));
        };
        let team = NewTeam { parent: Some(parent), name: name.trim().to_owned(), kind: "area" };
        unit.create_team(leave, team).await?;
        unit.commit().await?;
        Ok(())
    }
}
