//! Checking the log: chains, heads, checkpoints, and the rows it speaks of.

use std::collections::HashMap;

use keys::log::{LogKey, Tree};
use permissions::{Leave, VerifyAudit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::checkpoint::read_ends;
use super::finding::{Place, Verified};
use super::mark::{self, Entered, Mark};
use super::walk::{Step, Walk};
use crate::entity::{answer, audit_checkpoint};
use crate::unit::Unit;
use crate::{Error, Reading, Result};

/// How many checkpoints, or rows of answers, are read at a time.
const CHUNK: u64 = 500;

impl Unit<Reading> {
    /// Reads the whole log from its beginning and says what is wrong with it.
    ///
    /// Finds an entry that was changed, removed, added or moved; a checkpoint that was
    /// changed or does not fit; a row of answers that is not what the log says was written
    /// last. Given checkpoints that were kept elsewhere, it also finds a log that was cut,
    /// put back to an earlier state or written anew, as far as the last of them reaches.
    /// What was done to entries after that cannot be found by anybody.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn verify_audit(&self, leave: &Leave<VerifyAudit>, outside: &[String]) -> Result<Verified> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut check = Check {
            verified: Verified::default(),
            key: self.store.keys().log_key(),
            tree: Tree::default(),
            broken: Vec::new(),
            marks: HashMap::new(),
            texts: HashMap::new(),
            furthest: 0,
        };
        let mut walk = Walk::open(&self.transaction).await?;
        self.checkpoints(&mut walk, &mut check).await?;
        for place in 0..walk.lanes.len() {
            while let Some(step) = walk.next(&self.transaction, place, i64::MAX).await? {
                check.take(step);
            }
            let lane = &walk.lanes[place];
            if !check.broken.contains(&lane.id) && !lane.ends_well() {
                check.verified.find(Place::Entry { lane: lane.id, sequence: lane.sequence }, "head");
            }
            check.verified.lanes += u32::from(lane.sequence > 0);
        }
        check.outside(outside);
        self.answers_stand(&mut check).await?;
        Ok(check.verified)
    }

    /// Walks from checkpoint to checkpoint.
    async fn checkpoints(&self, walk: &mut Walk, check: &mut Check) -> Result<()> {
        let (mut number, mut fits) = (0, true);
        loop {
            let rows = audit_checkpoint::Entity::find()
                .filter(audit_checkpoint::Column::Number.gt(number))
                .order_by_asc(audit_checkpoint::Column::Number)
                .limit(CHUNK)
                .all(&self.transaction)
                .await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                check.verified.checkpoints += 1;
                if row.number != number + 1 {
                    check.verified.find(Place::Checkpoint { number: number + 1 }, "missing");
                }
                number = row.number;
                let ends = read_ends(&row.ends).unwrap_or_default();
                let mut short = false;
                for (lane, end) in ends {
                    let Some(place) = walk.lanes.iter().position(|one| one.id == lane) else {
                        short = true;
                        continue;
                    };
                    while let Some(step) = walk.next(&self.transaction, place, end).await? {
                        check.tree.push(&step.entry.hash);
                        check.take(step);
                    }
                    short |= walk.lanes[place].sequence < end;
                }
                match check.fits(&row) {
                    // Whatever follows one that does not fit does not fit either.
                    Some("differs") if !fits => {}
                    Some(_) if short && fits => {
                        fits = false;
                        check.verified.find(Place::Checkpoint { number }, "short");
                    }
                    Some(wrong) => {
                        fits &= wrong != "differs";
                        check.verified.find(Place::Checkpoint { number }, wrong);
                    }
                    None => {}
                }
            }
        }
    }

    /// Compares every row of answers with its newest mark.
    async fn answers_stand(&self, check: &mut Check) -> Result<()> {
        let mut last: Option<Uuid> = None;
        loop {
            let mut find = answer::Entity::find().order_by_asc(answer::Column::Id).limit(CHUNK);
            if let Some(last) = last {
                find = find.filter(answer::Column::Id.gt(last));
            }
            let rows = find.all(&self.transaction).await?;
            let Some(end) = rows.last() else { break };
            last = Some(end.id);
            for row in rows {
                check.verified.rows += 1;
                let stands = Mark::of(self.store.keys(), &row);
                let entered = check.marks.remove(&row.id).unwrap_or_default();
                let Some(wrong) = entered.wrong(&stands) else { continue };
                check.verified.find(Place::Row { row: row.id, kind: row.record_kind }, wrong);
            }
        }
        let left = check.marks.iter().filter(|(_, entered)| entered.is_there());
        let mut gone: Vec<Uuid> = left.map(|(row, _)| *row).collect();
        gone.sort_unstable();
        for row in gone {
            check.verified.find(Place::Row { row, kind: String::new() }, "gone");
        }
        Ok(())
    }
}

/// A check while it goes on.
struct Check {
    verified: Verified,
    key: LogKey,
    tree: Tree,
    /// The lanes of which a break was told already.
    broken: Vec<i32>,
    /// What was entered of each row.
    marks: HashMap<Uuid, Entered>,
    /// What the checkpoints kept here say, by how many entries they cover.
    texts: HashMap<u64, String>,
    /// The most that any of them covers.
    furthest: u64,
}

impl Check {
    fn take(&mut self, step: Step) {
        let Step { entry, wrong } = step;
        self.verified.entries += 1;
        if let Some(wrong) = wrong
            && !self.broken.contains(&entry.lane)
        {
            self.broken.push(entry.lane);
            self.verified.find(Place::Entry { lane: entry.lane, sequence: entry.sequence }, wrong);
        }
        for mark in entry.digest.as_deref().map(mark::unpack).into_iter().flatten() {
            self.marks.entry(mark.row).or_default().learn(mark);
        }
    }

    /// What is wrong with a checkpoint, when everything up to its ends was taken.
    fn fits(&mut self, row: &audit_checkpoint::Model) -> Option<&'static str> {
        let verifier = self.key.verifier();
        let Some(stated) = verifier.checkpoint(&row.note) else { return Some("unsigned") };
        let text = verifier.open(&row.note).unwrap_or_default().to_owned();
        // Elsewhere others may have added their signatures; here nothing was added.
        if self.key.sign(&text) != row.note {
            return Some("unsigned");
        }
        self.furthest = self.furthest.max(stated.size);
        self.texts.insert(stated.size, text);
        let is_so = stated.size == self.tree.size()
            && stated.root == self.tree.root()
            && row.size == stated.size as i64
            && row.edge == self.tree.edge();
        if !is_so {
            return Some("differs");
        }
        self.verified.covered = stated.size;
        self.verified.covered_at = Some(stated.at).max(self.verified.covered_at);
        None
    }

    /// Compares with what was kept elsewhere.
    fn outside(&mut self, notes: &[String]) {
        for note in notes {
            let Some(stated) = self.key.verifier().checkpoint(note) else {
                self.verified.find(Place::Outside { size: 0 }, "unsigned");
                continue;
            };
            let text = self.key.verifier().open(note);
            match self.texts.get(&stated.size).map(String::as_str) {
                kept if kept.is_some() && kept == text => self.verified.outside += 1,
                None if stated.size > self.furthest => {
                    self.verified.find(Place::Outside { size: stated.size }, "ahead");
                }
                _ => self.verified.find(Place::Outside { size: stated.size }, "differs"),
            }
        }
    }
}
