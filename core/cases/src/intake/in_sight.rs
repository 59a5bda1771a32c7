//! How many records a waiting referral may have to do with, for the queue.

use std::collections::{BTreeSet, HashMap};

use domain::{CaseId, Reference};
use permissions::Actor;
use storage::{AlikeTo, InSight, Reading, ReferralRow, Unit, Waiting};

use super::Intake;
use super::alike::judge;
use crate::Result;

impl Intake {
    /// In how many records that the reader may see somebody of each waiting referral may be
    /// known, by the same rule as on the referral's own page. One without any is left out.
    ///
    /// Who shares nothing but a name, a date of birth or a postcode with somebody on record
    /// is found on that page alone.
    pub(super) async fn in_sight(
        &self,
        actor: &Actor,
        unit: &mut Unit<Reading>,
        rows: &[ReferralRow],
    ) -> Result<HashMap<Reference, usize>> {
        let mut forms = HashMap::new();
        let mut waiting = Vec::new();
        for permit in rows.iter().filter_map(|row| row.work.as_ref()) {
            let (plugin, form, version) = &permit.form;
            let Some(form) = self.registry.form(plugin, form, *version) else { continue };
            forms.insert(permit.reference, form);
            let parties = form.parties.iter().map(|party| party.id.as_str()).collect();
            waiting.push(Waiting { permit, parties });
        }
        let found = unit.alike_in_sight(&waiting).await?;
        let counted = found.iter().filter_map(|one| {
            let form = forms.get(&one.referral)?;
            let records = records(one, &form.described(&one.answers, self.day(actor.now())));
            (records > 0).then_some((one.referral, records))
        });
        Ok(counted.collect())
    }
}

/// The cases and other referrals in which somebody is alike enough to be looked at.
fn records(one: &InSight, described: &contributions::Described) -> usize {
    let mut cases: BTreeSet<CaseId> = BTreeSet::new();
    let mut referrals: BTreeSet<Reference> = BTreeSet::new();
    for found in &one.alike {
        let party = described.parties.iter().find(|party| party.id == found.party);
        if judge(party, found).is_none() {
            continue;
        }
        match &found.seen {
            AlikeTo::Person { cases: theirs, .. } => cases.extend(theirs),
            AlikeTo::Referral { referral } => {
                referrals.insert(*referral);
            }
        }
    }
    cases.len() + referrals.len()
}
