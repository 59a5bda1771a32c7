//! Organisations and accounts.

use domain::ReferenceKind;
use uuid::Uuid;

use super::Composer;
use super::answers::Place;
use crate::Result;
use crate::answers::CORE;
use crate::bulk::record::{BulkAccount, BulkOrganisation, BulkVolunteer};
use crate::entity::{account, account_role, organisation};
use crate::owner::OwnerKind;
use crate::rows::REGIME;

impl Composer<'_> {
    pub(super) fn organisation(&mut self, new: &BulkOrganisation) {
        let reference = self.names.reference(ReferenceKind::Organisation);
        self.rows.organisations.push(organisation::Model {
            id: new.id.into(),
            reference,
            sort_key: domain::sort_key(&new.name),
            name: new.name.clone(),
            kind: new.kind.clone(),
            agreement_until: new.agreement_until,
            team: new.team.into(),
            class: "standard".to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            regime: REGIME.to_owned(),
            retention: "organisation".to_owned(),
            hold: None,
            created_at: new.created_at,
        });
    }

    pub(super) fn account(&mut self, new: &BulkAccount) {
        let reference = self.names.reference(ReferenceKind::Account);
        self.rows.roles.extend(new.roles.iter().map(|grant| account_role::Model {
            account: new.id.into(),
            role: grant.role.as_str().to_owned(),
            from_at: grant.from,
            until_at: grant.until,
            granted_by: None,
        }));
        self.rows.accounts.push(account::Model {
            id: new.id.into(),
            reference,
            username: domain::fold(new.username.trim()),
            sort_key: domain::sort_key(&new.display_name),
            display_name: new.display_name.clone(),
            email: new.email.clone(),
            news: true,
            kind: new.kind.to_owned(),
            organisation: new.organisation.map(Uuid::from),
            status: new.status.to_owned(),
            language: new.language.clone(),
            password: new.password.clone(),
            totp: None,
            totp_step: None,
            recovery: None,
            epoch: 1,
            sensitive_trained: new.sensitive_trained,
            valid_until: new.valid_until,
            last_sign_in_at: new.last_sign_in_at,
            previous_sign_in_at: None,
            team: new.team.into(),
            class: "standard".to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: None,
            regime: REGIME.to_owned(),
            retention: "account".to_owned(),
            hold: None,
            created_at: new.created_at,
        });
    }

    /// What is recorded of a volunteer stands under their account.
    pub(super) fn volunteer(&mut self, new: &BulkVolunteer) -> Result<()> {
        let id = Uuid::from(new.account);
        if new.sections.iter().any(|(part, _)| part.is_sealed()) {
            self.new_key(id, OwnerKind::Account);
        }
        for (part, values) in &new.sections {
            let place = Place {
                record_kind: "volunteer",
                record: id,
                root: id,
                plugin: CORE,
                field_set: 1,
                part: *part,
                side: Uuid::nil(),
                owner: id,
            };
            self.put(&place, values, new.created_at)?;
        }
        Ok(())
    }
}
