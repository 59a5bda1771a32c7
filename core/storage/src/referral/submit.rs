//! A submission comes in.

use domain::codes::{Category, Channel, ServiceType, SourceType};
use domain::{OrganisationId, Part, Reference, ReferenceKind, ReferralId, Relation, TeamId, Value};
use permissions::{ActKind, Actor, Leave, Place, Refer};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::answers::{KnownBy, Section, party_row, slot};
use super::record::ReferralStatus;
use crate::entity::referral;
use crate::people::BlindKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// A submission, read and checked.
#[derive(Clone, Debug)]
pub struct NewReferral {
    /// The random part of the form's hidden field: two presses of the button are one act.
    pub key: [u8; 16],
    /// By which door it came.
    pub channel: Channel,
    /// What kind of body or person refers.
    pub source_type: SourceType,
    /// The partner organisation, where it is one of ours.
    pub organisation: Option<OrganisationId>,
    /// Who refers, as written.
    pub source_person: Option<String>,
    /// The team in whose queue it lies.
    pub team: TeamId,
    /// The plugin of the form, or `core`.
    pub plugin: String,
    /// The form.
    pub form: String,
    /// Its version, under which the answers are kept.
    pub form_version: u32,
    /// What is asked for, where the form says.
    pub service_type: Option<ServiceType>,
    /// The district of the matter.
    pub area: Option<String>,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// The plugins whose code could not look at the answers, and why: codes alone.
    pub not_checked_by: Option<String>,
    /// Everything that was answered, by part and addressee.
    pub sections: Vec<Section>,
    /// The answers that lists are filtered and sorted by, under their catalogue ids.
    pub indexed: Vec<(String, Value)>,
    /// By what the people described may be known already.
    pub known_by: Vec<KnownBy>,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The receipt number.
    pub reference: Reference,
    /// Whether this was a second press of the same button.
    pub again: bool,
}

impl Unit<Writing> {
    /// Takes a submission into the queue.
    ///
    /// Nothing is looked up about the people it describes: the same statements run whether
    /// the service knows them or not, and the answer is the same (`security.md` TM-04, TM-10).
    /// What one submits is one's own writing, so each part is asked of the mask as such.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the form holds a part that this actor may not write;
    /// [`Error::Conflict`] where the same form was sent at the same moment: the receipt in
    /// a new unit has the answer.
    pub async fn submit_referral(&mut self, leave: Leave<Refer>, new: NewReferral) -> Result<Submitted> {
        if let Some(answer) = self.receipt(&new.key).await? {
            let reference = answer.parse().map_err(|_| Error::Meaning("receipt"))?;
            return Ok(Submitted { reference, again: true });
        }
        let id = ReferralId(Uuid::now_v7());
        let reference = rows::reference(ReferenceKind::Referral);
        let mut written: Vec<(Part, Relation)> =
            new.sections.iter().map(|section| (section.part, Relation::Own)).collect();
        written.extend([Part::Kind, Part::Area, Part::Source].map(|part| (part, Relation::Own)));
        // Who keys in what somebody says on the telephone may write what that person could
        // have written into the public form; a partner writes what partners are asked.
        let anybody = Actor::public(self.now()).may::<Refer>(&Place::service(), self.id)?;
        let is_open = |(part, relation): &(Part, Relation)| {
            new.organisation.is_none() && anybody.mask().writes(*part, *relation)
        };
        let (open, own): (Vec<_>, Vec<_>) = written.into_iter().partition(is_open);
        self.act_new(&leave, id.into(), &own)?;
        let open = open.into_iter().map(|(part, _)| part).collect();
        self.note(ActKind::Refer.as_str(), "referral", id.into(), open);
        self.keep_receipt(&new.key, &reference.stored()).await?;
        let form_version = i32::try_from(new.form_version).map_err(|_| Error::Meaning("form version"))?;
        self.insert_referral(id, reference, form_version, &new).await?;
        let source = format!("submission:{}", id.0.simple());
        for section in &new.sections {
            let slot = slot(id, (&new.plugin, form_version), section.part, section.addressee.side(id));
            self.put_answers(&slot, &section.values, &source).await?;
        }
        for (field, value) in &new.indexed {
            self.index_answer(field, id.into(), id.into(), value).await?;
        }
        self.index_known_by(id, &new.known_by).await?;
        Ok(Submitted { reference, again: false })
    }

    /// Enters what the people of a submission may be known by, party by party.
    pub(super) async fn index_known_by(&self, id: ReferralId, known_by: &[KnownBy]) -> Result<()> {
        let mut parties: Vec<&str> = known_by.iter().map(|known| known.party.as_str()).collect();
        parties.sort_unstable();
        parties.dedup();
        for party in parties {
            let of_party: Vec<(BlindKind, String)> = known_by
                .iter()
                .filter(|known| known.party == party)
                .map(|known| (known.kind, known.value.clone()))
                .collect();
            self.index_blind(party_row(id, party), id.into(), &of_party).await?;
        }
        Ok(())
    }

    async fn insert_referral(
        &self,
        id: ReferralId,
        reference: Reference,
        form_version: i32,
        new: &NewReferral,
    ) -> Result<()> {
        referral::Entity::insert(referral::ActiveModel {
            id: Set(id.into()),
            reference: Set(reference.stored()),
            channel: Set(new.channel.as_str().to_owned()),
            source_type: Set(new.source_type.as_str().to_owned()),
            organisation: Set(new.organisation.map(Uuid::from)),
            submitted_by: Set(self.actor.account_id().map(Uuid::from)),
            source_person: Set(new.source_person.clone()),
            plugin: Set(new.plugin.clone()),
            form: Set(new.form.clone()),
            form_version: Set(form_version),
            not_checked_by: Set(new.not_checked_by.clone()),
            received_at: Set(self.now()),
            decision: Set(ReferralStatus::Received.as_str().to_owned()),
            decided_at: Set(None),
            decided_by: Set(None),
            decision_reason: Set(None),
            case_id: Set(None),
            service_type: Set(new.service_type.map(|kind| kind.as_str().to_owned())),
            area: Set(new.area.clone()),
            category: Set(new.category.map(|category| category.as_str().to_owned())),
            coarse_status: Set("received".to_owned()),
            outcome_class: Set(None),
            team: Set(new.team.into()),
            class: Set("standard".to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            regime: Set(rows::REGIME.to_owned()),
            retention: Set("referral".to_owned()),
            hold: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }
}
