//! Replacing keys while the service is at work (`security.md` §7, requirement 17).

use std::time::Duration;

use chrono::TimeDelta;
use domain::Instant;
use permissions::{Actor, Leave, Maintain, Place, Task};
use storage::{Chunk, KeyState, Rotation, RotationKind, RotationState, Shown, Store, Unit, Writing};
use uuid::Uuid;

use crate::{Error, Result};

/// How long a generation stays after the last key under it was wrapped anew: pages that stand
/// open in browsers were sealed under it, and another node may hear of the new one late.
const KEPT_HOURS: i64 = 24;

/// How long a rotation waits before it comes back for what others held.
const COME_BACK: Duration = Duration::from_millis(200);

/// How often it comes back before it ends with something left, and says so.
const COME_BACKS: u32 = 300;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// A new generation of the master key.
    Master,
    /// Nothing in the key file, which somebody has replaced: what is still under an older
    /// generation comes under its newest.
    Wrapping,
    /// Every owner's key, with sealing anew what lies under it.
    Owners,
}

/// How the keys of the installation stand.
#[derive(Clone, Debug)]
pub struct KeyReport {
    /// What the database says.
    pub state: KeyState,
    /// The generation in use.
    pub current: u32,
    /// The generations in the key file, the oldest first.
    pub held: Vec<u32>,
    /// Names the key file and tells nothing of it.
    pub fingerprint: String,
    /// When older generations may be forgotten; none where there are none or they are needed.
    pub retire_after: Option<Instant>,
}

/// The use cases of keys.
#[derive(Clone)]
pub struct Keys {
    store: Store,
}

impl Keys {
    /// The keys of the installation in `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// How they stand.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn report(&self, actor: &Actor) -> Result<Shown<KeyReport>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let state = unit.key_state(&leave).await?;
        let keys = self.store.keys();
        let (current, held) = (keys.generation(), keys.generations());
        let needed = held.iter().any(|one| *one < current && state.generations.contains_key(one));
        let retire_after = match state.master_since() {
            Some(since) if held.len() > 1 && !needed => Some(since + TimeDelta::hours(KEPT_HOURS)),
            _ => None,
        };
        let report = KeyReport { state, current, held, fingerprint: keys.fingerprint(), retire_after };
        Ok(unit.show(report).await?)
    }

    /// Begins; [`run`](Self::run) does it.
    ///
    /// # Errors
    /// [`Error::Conflict`] where a rotation is under way; not permitted.
    pub async fn begin(&self, actor: &Actor, replace: Replace) -> Result<Rotation> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let current = self.store.keys().generation();
        let (kind, generation) = match replace {
            Replace::Master => (RotationKind::Master, current + 1),
            Replace::Wrapping => (RotationKind::Master, current),
            Replace::Owners => (RotationKind::Owners, 0),
        };
        let rotation = unit.begin_rotation(&leave, kind, generation).await?;
        unit.commit().await?;
        Ok(rotation)
    }

    /// Does what is under way, from wherever it stands, and tells `progress` how much of how
    /// much is done. Several nodes may do it at once. Nothing where nothing is under way.
    ///
    /// # Errors
    /// [`Error::KeyFile`] where no new generation can be written: then the rotation is given
    /// up and nothing has changed. Storage's: then it goes on when this is called again.
    pub async fn run(&self, progress: impl Fn(u64, u64)) -> Result<Option<Rotation>> {
        let Some(rotation) = self.running().await? else { return Ok(None) };
        if rotation.kind == RotationKind::Master && self.store.keys().generation() < rotation.generation {
            self.new_generation(&rotation).await?;
        }
        let mut done = rotation.done;
        let mut left = 0;
        for _ in 0..COME_BACKS {
            let mut after = Uuid::nil();
            loop {
                let chunk = self.some(&rotation, after).await?;
                done += chunk.done;
                progress(done, rotation.total.max(done));
                let Some(last) = chunk.last else { break };
                after = last;
                // The next in line gets its turn to write.
                tokio::task::yield_now().await;
            }
            left = self.left(&rotation).await?;
            if left == 0 {
                break;
            }
            tokio::time::sleep(COME_BACK).await;
        }
        if left > 0 {
            tracing::error!(left, "keys that do not open, or that others held for long, were not replaced");
        }
        let (mut unit, leave) = self.maintaining().await?;
        unit.end_rotation(&leave, &rotation, RotationState::Done).await?;
        unit.commit().await?;
        Ok(Some(Rotation { done, state: RotationState::Done, ..rotation }))
    }

    /// Forgets the generations before the one in use. What is sealed under them never opens
    /// again, so nothing may be; and a day has to pass, unless it is to be done `at_once`:
    /// then forms that stand open in browsers have to be opened anew.
    ///
    /// # Errors
    /// [`Error::Conflict`] where something is kept under one of them, a rotation is under way,
    /// or it is too early; [`Error::KeyFile`]; not permitted.
    pub async fn retire(&self, actor: &Actor, at_once: bool) -> Result<Vec<u32>> {
        let keys = self.store.keys();
        keys.refresh().map_err(|error| Error::KeyFile(error.to_string()))?;
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let older: Vec<u32> = keys.generations().into_iter().filter(|one| *one < keys.generation()).collect();
        if older.is_empty() {
            return Ok(older);
        }
        let state = unit.key_state(&leave).await?;
        let since = state.master_since().map(|since| since + TimeDelta::hours(KEPT_HOURS));
        let early = since.is_none_or(|since| actor.now() < since);
        if state.running().is_some() || (early && !at_once) {
            return Err(Error::Conflict);
        }
        unit.note_retired(&leave, &older).await?;
        unit.commit().await?;
        keys.retire().map_err(|error| Error::KeyFile(error.to_string()))
    }

    /// Looks whether the key file was replaced, by another process or by hand.
    ///
    /// # Errors
    /// [`Error::KeyFile`].
    pub fn refresh(&self) -> Result<bool> {
        self.store.keys().refresh().map_err(|error| Error::KeyFile(error.to_string()))
    }

    async fn new_generation(&self, rotation: &Rotation) -> Result<()> {
        let store = self.store.clone();
        let made = tokio::task::spawn_blocking(move || store.keys().rotate()).await;
        let wrong = match made {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        let (mut unit, leave) = self.maintaining().await?;
        unit.end_rotation(&leave, rotation, RotationState::GivenUp).await?;
        unit.commit().await?;
        Err(Error::KeyFile(wrong))
    }

    async fn running(&self) -> Result<Option<Rotation>> {
        let actor = self.maintenance();
        let unit = self.store.read(&actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        let running = unit.running_rotation(&leave).await?;
        Ok(unit.show(running).await?.into_inner())
    }

    async fn left(&self, rotation: &Rotation) -> Result<u64> {
        let (mut unit, leave) = self.maintaining().await?;
        let mut left = unit.left_to_rotate(&leave, rotation).await?;
        if rotation.kind == RotationKind::Master {
            left += unit.reseal_secrets(&leave, rotation).await?;
        }
        unit.commit().await?;
        Ok(left)
    }

    async fn some(&self, rotation: &Rotation, after: Uuid) -> Result<Chunk> {
        let (mut unit, leave) = self.maintaining().await?;
        let chunk = match rotation.kind {
            RotationKind::Master => unit.wrap_some(&leave, rotation, after).await?,
            RotationKind::Owners => unit.seal_some(&leave, rotation, after).await?,
        };
        unit.commit().await?;
        Ok(chunk)
    }

    async fn maintaining(&self) -> Result<(Unit<Writing>, Leave<Maintain>)> {
        let actor = self.maintenance();
        let unit = self.store.write(&actor).await?;
        let leave = actor.may::<Maintain>(&Place::service(), unit.id())?;
        Ok((unit, leave))
    }

    fn maintenance(&self) -> Actor {
        Actor::system(Task::Maintenance, self.store.now())
    }
}
