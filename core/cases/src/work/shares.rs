//! Sharing a case with a named officer of a partner.

use chrono::NaiveDate;
use domain::codes::ConsentPurpose;
use domain::{Group, Message, Reference, service_day};
use permissions::{Actor, Allocate, AssignmentKind, ViewCase};
use serde::Serialize;
use storage::{NewShare, SHAREABLE, ShareBasis, Shown};
use wording::Text;

use super::Casework;
use crate::{Error, Result};

/// What is shared with somebody.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// With whom.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// Their organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The letters of the sides.
    pub sides: Vec<char>,
    /// What.
    pub groups: Vec<Text>,
    /// From when.
    pub from: Text,
    /// Until when.
    pub until: Text,
    /// On what grounds.
    pub basis: Text,
    /// Whether it counts.
    pub in_force: bool,
}

/// What of a case is shared, and what could be.
#[derive(Clone, Debug, Serialize)]
pub struct SharingView {
    /// The case.
    pub reference: Reference,
    /// What is shared.
    pub shares: Vec<ShareView>,
    /// With whom it could be, and of which organisation.
    pub partners: Vec<(Reference, String)>,
    /// The sides: letter and kind.
    pub sides: Vec<(char, &'static str)>,
    /// The groups that can be shared.
    pub groups: Vec<(&'static str, Text)>,
    /// The grounds: a code or the reference of a consent, and its words.
    pub grounds: Vec<(String, Text)>,
}

/// A share as it was asked for.
#[derive(Clone, Debug, Default)]
pub struct SharingAsked {
    /// With whom.
    pub account: Option<Reference>,
    /// The letter of the side.
    pub side: Option<char>,
    /// The words of the groups.
    pub groups: Vec<String>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// `agreement`, or the reference of a consent.
    pub grounds: String,
}

impl Casework {
    /// What of a case is shared with partners, for those who decide about it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn sharing(&self, actor: &Actor, case: Reference) -> Result<Shown<SharingView>> {
        let mut unit = self.store.read(actor).await?;
        let seen = unit.case::<ViewCase>(case).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let (shares, partners) = (unit.shares(&permit).await?, unit.partners_offered(&permit).await?);
        let today = service_day(actor.now(), self.store.zone());
        let consents = unit.consents(&seen).await?.into_iter().filter(|consent| {
            consent.purpose == ConsentPurpose::ShareWithAgency
                && consent.given
                && consent.withdrawn_on.is_none()
                && consent.expires_on.is_none_or(|last| last >= today)
        });
        let grounds = consents.map(|consent| {
            let words = Message::new("share-grounds-consent").with("participant", consent.participant);
            (consent.reference.to_string(), Text::from(words))
        });
        let view = SharingView {
            reference: permit.reference,
            shares: shares
                .into_iter()
                .map(|share| ShareView {
                    account: share.account,
                    name: share.name,
                    organisation: share.organisation,
                    sides: share.sides,
                    groups: share.groups.iter().map(|group| group_text(*group)).collect(),
                    from: share.from.into(),
                    until: share.until.into(),
                    basis: Text::key(match share.basis {
                        Some(ShareBasis::Consent(_)) => "share-basis-consent",
                        Some(ShareBasis::Agreement) => "share-basis-agreement",
                        None => "share-basis-none",
                    }),
                    in_force: share.in_force,
                })
                .collect(),
            partners: partners
                .into_iter()
                .map(|one| (one.account, format!("{}, {}", one.name, one.organisation)))
                .collect(),
            sides: permit.sides.iter().map(|side| (side.letter.0, side.kind.as_str())).collect(),
            groups: SHAREABLE.iter().map(|group| (group.as_str(), group_text(*group))).collect(),
            grounds: grounds
                .chain([("agreement".to_owned(), Text::key("share-grounds-agreement"))])
                .collect(),
        };
        Ok(unit.show(view).await?)
    }

    /// Shares a case with an officer of a partner.
    ///
    /// # Errors
    /// [`Error::Unmet`] with what is missing or does not carry it; [`Error::NotFound`],
    /// [`Error::Forbidden`].
    pub async fn share(&self, actor: &Actor, case: Reference, asked: &SharingAsked) -> Result<()> {
        let unmet = |key: &str| Error::Unmet(vec![Message::new(key)]);
        let account = asked.account.ok_or_else(|| unmet("share-who-required"))?;
        let side = asked.side.ok_or_else(|| unmet("share-side-required"))?;
        let until = asked.until.ok_or_else(|| unmet("share-until-required"))?;
        let basis = match asked.grounds.as_str() {
            "" => return Err(unmet("share-consent-required")),
            "agreement" => ShareBasis::Agreement,
            consent => ShareBasis::Consent(consent.parse().map_err(|_| unmet("share-consent-required"))?),
        };
        let groups: Vec<Group> = asked.groups.iter().filter_map(|word| Group::parse(word)).collect();
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let account = unit.account_named(account).await?;
        unit.share(permit, &NewShare { account, side, groups, until, basis }).await?;
        Ok(unit.commit().await?)
    }

    /// Gives what is shared another last day.
    ///
    /// # Errors
    /// As [`share`](Self::share).
    pub async fn extend_share(
        &self,
        actor: &Actor,
        case: Reference,
        account: Reference,
        until: Option<NaiveDate>,
    ) -> Result<()> {
        let until = until.ok_or_else(|| Error::Unmet(vec![Message::new("share-until-required")]))?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let account = unit.account_named(account).await?;
        unit.extend_share(permit, account, until).await?;
        Ok(unit.commit().await?)
    }

    /// Ends what is shared, at once.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nothing is.
    pub async fn end_share(&self, actor: &Actor, case: Reference, account: Reference) -> Result<()> {
        self.release(actor, case, account, AssignmentKind::Partner).await
    }
}

fn group_text(group: Group) -> Text {
    Text::key(format!("share-group-{}", group.as_str()))
}
