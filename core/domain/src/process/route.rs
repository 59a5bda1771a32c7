//! Routes: the stages of one kind of service, as data.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Guard, Phase};
use crate::codes::{ParticipantRole, ServiceType};

/// The name of a stage in its route, such as `preparation`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StageId(pub String);

impl StageId {
    /// The stage's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for StageId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for StageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One step of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Stage {
    /// Its name in the route; its label is the message `stage-<id>`.
    pub id: StageId,
    /// The phase in which a case at this stage is.
    pub phase: Phase,
    /// Whether a participant may pass it by. What it asks for is then not asked.
    #[serde(default)]
    pub optional: bool,
    /// What must be so to enter it.
    #[serde(default)]
    pub needs: Vec<Guard>,
    /// What must be so as well where the case is sensitive and complex.
    #[serde(default)]
    pub needs_if_sensitive: Vec<Guard>,
}

impl Stage {
    /// The message key of the stage's label.
    pub fn key(&self) -> String {
        format!("stage-{}", self.id)
    }

    /// What must be so to enter it, for a case that is sensitive or not.
    pub fn guards(&self, sensitive: bool) -> impl Iterator<Item = Guard> {
        let more: &[Guard] = if sensitive { &self.needs_if_sensitive } else { &[] };
        self.needs.iter().chain(more).copied()
    }
}

/// The way that cases of some service types take, versioned: a case keeps the version it
/// began with until someone moves it to a newer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Route {
    /// Its name, such as `mediation`; its label is the message `route-<id>`.
    pub id: String,
    /// Rises with every change.
    pub version: u32,
    /// The service types that take it.
    pub service_types: Vec<ServiceType>,
    /// The roles for which the case waits; others move on without holding it up.
    pub required: Vec<ParticipantRole>,
    /// Its stages, first to last.
    #[serde(rename = "stage")]
    pub stages: Vec<Stage>,
}

/// Why a text is not a route.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// It cannot be read at all.
    #[error("the route cannot be read: {0}")]
    Unreadable(String),
    /// It can be read and makes no sense.
    #[error("route '{route}': {finding}")]
    Senseless {
        /// The route's name.
        route: String,
        /// What makes no sense and how to put it right.
        finding: String,
    },
}

impl Route {
    /// Reads and checks a route written in TOML.
    ///
    /// # Errors
    /// What is wrong with it, in words for the one who wrote it.
    pub fn from_toml(text: &str) -> Result<Self, RouteError> {
        let route: Self = toml::from_str(text).map_err(|error| RouteError::Unreadable(error.to_string()))?;
        route.check().map_err(|finding| RouteError::Senseless { route: route.id.clone(), finding })?;
        Ok(route)
    }

    fn check(&self) -> Result<(), String> {
        let (first, last) = match self.stages.as_slice() {
            [first, .., last] => (first, last),
            _ => return Err("a route has at least a first stage and a last".to_owned()),
        };
        if first.phase != Phase::Received || !first.needs.is_empty() {
            return Err("the first stage is in the phase 'received' and needs nothing".to_owned());
        }
        if last.phase != Phase::Closed || self.stages.iter().filter(|s| s.phase == Phase::Closed).count() != 1
        {
            return Err("the last stage, and no other, is in the phase 'closed'".to_owned());
        }
        if last.guards(true).next().is_some() {
            return Err("the stage 'closed' needs nothing: closing has a rule of its own".to_owned());
        }
        if let Some(pair) = self.stages.windows(2).find(|pair| pair[0].phase > pair[1].phase) {
            return Err(format!(
                "stage '{}' goes back to an earlier phase than '{}'",
                pair[1].id, pair[0].id
            ));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.stages.iter().find(|stage| !seen.insert(&stage.id)) {
            return Err(format!("stage '{}' is there twice", twice.id));
        }
        if self.required.is_empty() {
            return Err("at least one role is required, or no case could ever move".to_owned());
        }
        Ok(())
    }

    /// The stage called `id`.
    pub fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }

    /// How many stages come before the one called `id`.
    pub fn position(&self, id: &StageId) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == *id)
    }

    /// The stage in which every case begins.
    pub fn first(&self) -> &Stage {
        self.stages.first().expect("a route was checked to have a first stage when it was read")
    }

    /// The first stage of `phase`, or the nearest one before it.
    pub fn stage_of(&self, phase: Phase) -> &Stage {
        let exact = self.stages.iter().find(|stage| stage.phase == phase);
        exact.or_else(|| self.stages.iter().rev().find(|stage| stage.phase < phase)).unwrap_or(self.first())
    }

    /// Whether the case waits for participants in this role.
    pub fn requires(&self, role: ParticipantRole) -> bool {
        self.required.contains(&role)
    }
}

/// The routes that the core ships; between them they serve every service type.
pub fn default_routes() -> Vec<Route> {
    [
        include_str!("routes/restorative-justice.toml"),
        include_str!("routes/mediation.toml"),
        include_str!("routes/group.toml"),
        include_str!("routes/conflict-coaching.toml"),
        include_str!("routes/victim-awareness.toml"),
        include_str!("routes/advice.toml"),
    ]
    .into_iter()
    .map(|text| Route::from_toml(text).expect("the core's own routes are read by a test"))
    .collect()
}

/// The newest of `routes` that serves `service`.
pub fn route_for(routes: &[Route], service: ServiceType) -> Option<&Route> {
    routes.iter().filter(|route| route.service_types.contains(&service)).max_by_key(|route| route.version)
}
