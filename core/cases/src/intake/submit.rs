//! A form is sent.

use contributions::{CORE, FormDefinition, HookCall, HookFault, MatterField};
use domain::codes::{Category, ServiceType, SourceType};
use domain::{Answers, FieldErrors, Message, Reference};
use permissions::{Actor, Refer};
use serde::Serialize;
use storage::{NewReferral, Shown};
use uuid::Uuid;

use super::address::{indexed, known_by, sections};
use super::door::{door, may_fill};
use super::{FormName, Intake};
use crate::{Error, Result};

/// A form as it is sent.
#[derive(Clone)]
pub struct Submission {
    /// Which form.
    pub form: FormName,
    /// In which version it was filled in.
    pub version: u32,
    /// The random part of its hidden field.
    pub key: [u8; 16],
    /// The answers; of somebody signed in their own draft, where they are not given.
    pub answers: Option<Answers>,
    /// The language of the page, for what a plugin says about it.
    pub locale: String,
}

impl std::fmt::Debug for Submission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Submission({}/{})", self.form.plugin, self.form.form)
    }
}

/// What a submission is answered with: a number, and nothing about anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptView {
    /// The receipt number.
    pub reference: Reference,
}

/// What a plugin's code said, or why it said nothing.
pub(super) struct Checked {
    pub answers: Answers,
    pub errors: FieldErrors,
    pub not_checked_by: Option<String>,
}

impl Intake {
    /// Sends a form: declared rules, then the plugin's code, then one write.
    ///
    /// Whoever sends it learns nothing about the people in it: the work and the answer are
    /// the same whether or not the service knows them. Sent twice, it is one referral.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing or wrong; [`Error::NotFound`] for a form that
    /// is not this actor's to fill in; [`Error::Conflict`] where their draft is gone and was
    /// not sent with this key; [`Error::Forbidden`] where the form asks for a part that they
    /// may not write.
    pub async fn submit(&self, actor: &Actor, submission: Submission) -> Result<Shown<ReceiptView>> {
        let name = &submission.form;
        let form = self.version(name, submission.version)?.clone();
        if !may_fill(actor, &form) {
            return Err(Error::NotFound);
        }
        let today = self.day(actor.now());
        let typed = match submission.answers {
            Some(answers) => answers,
            None => {
                let unit = self.store.read(actor).await?;
                match unit.draft(&name.place()).await? {
                    Some(draft) => unit.show(draft.answers).await?.into_inner(),
                    // The draft went with an earlier press of the same button.
                    None => {
                        drop(unit);
                        return self.answered_before(actor, &submission.key).await;
                    }
                }
            }
        };
        let answers = form.visible(&typed, today);
        form.check(&answers, today).or(()).map_err(Error::Fields)?;
        let checked = self.ask_plugin(actor, name, &form, answers, &submission.locale).await;
        checked.errors.or(()).map_err(Error::Fields)?;
        let mut answers = form.visible(&checked.answers, today);
        answers.retain(|_, value| !value.is_empty());

        let mut unit = self.store.write(actor).await?;
        let door = door(&unit, &form).await?;
        let leave = actor.may::<Refer>(&door.place, unit.id()).map_err(storage::Error::from)?;
        let described = form.described(&answers, today);
        let code = |field| described.text(field);
        let new = NewReferral {
            key: submission.key,
            channel: door.channel,
            source_type: code(MatterField::SourceType)
                .and_then(SourceType::parse)
                .unwrap_or(door.source_type),
            organisation: door.organisation,
            source_person: code(MatterField::ContactName).map(str::to_owned),
            team: door.team,
            plugin: name.plugin.clone(),
            form: name.form.clone(),
            form_version: form.version,
            service_type: code(MatterField::ServiceType).and_then(ServiceType::parse),
            area: code(MatterField::District).map(str::to_owned),
            category: code(MatterField::OffenceGroup).and_then(Category::parse),
            not_checked_by: checked.not_checked_by,
            sections: sections(&form, &answers),
            indexed: indexed(&name.plugin, &form, &answers),
            known_by: known_by(&described),
        };
        let submitted = match unit.submit_referral(leave, new).await {
            Ok(submitted) => submitted,
            Err(storage::Error::Conflict) => {
                drop(unit);
                return self.answered_before(actor, &submission.key).await;
            }
            Err(error) => return Err(error.into()),
        };
        if actor.account_id().is_some() {
            unit.discard_draft(&name.place()).await?;
        }
        Ok(unit.commit_and_show(ReceiptView { reference: submitted.reference }).await?)
    }

    /// The answer that another press of the same button got a moment ago.
    async fn answered_before(&self, actor: &Actor, key: &[u8; 16]) -> Result<Shown<ReceiptView>> {
        let unit = self.store.read(actor).await?;
        let answer = unit.receipt(key).await?.ok_or(Error::Conflict)?;
        let reference = answer.parse().map_err(|_| Error::Storage(storage::Error::Meaning("receipt")))?;
        Ok(unit.show(ReceiptView { reference }).await?)
    }

    /// Asks the plugin's code for its computed fields and its findings.
    ///
    /// A fault is no finding: the form goes in, marked with the plugin and the reason.
    pub(super) async fn ask_plugin(
        &self,
        actor: &Actor,
        name: &FormName,
        form: &FormDefinition,
        mut answers: Answers,
        locale: &str,
    ) -> Checked {
        let mut errors = FieldErrors::default();
        let mut faults: Vec<HookFault> = Vec::new();
        if name.plugin != CORE && form.fields().any(|field| field.computed) {
            match self.hooks.compute(self.call(actor, name, form, locale), &name.form, &answers).await {
                Ok(computed) => {
                    let declared = |id: &str| form.field(id).is_some_and(|field| field.computed);
                    answers.extend(computed.into_iter().filter(|(id, _)| declared(id)));
                }
                Err(fault) => faults.push(fault),
            }
        }
        if name.plugin != CORE && form.validate {
            match self.hooks.validate(self.call(actor, name, form, locale), &name.form, &answers).await {
                Ok(problems) => {
                    for problem in problems.into_iter().filter(|problem| problem.blocking) {
                        errors.push(problem.field.unwrap_or_default(), problem.message);
                    }
                }
                Err(fault) => faults.push(fault),
            }
        }
        let not_checked_by = faults.first().map(|fault| {
            tracing::warn!(plugin = %name.plugin, form = %name.form, %fault, "a referral was not checked by its plugin");
            format!("{} {}", name.plugin, fault_code(fault))
        });
        Checked { answers, errors, not_checked_by }
    }

    fn call(&self, actor: &Actor, name: &FormName, form: &FormDefinition, locale: &str) -> HookCall {
        let settings = self.registry.package(&name.plugin).map(|package| {
            let settings = package.manifest.settings.iter();
            settings.map(|setting| (setting.field.id.clone(), setting.default.clone())).collect()
        });
        HookCall {
            plugin: name.plugin.clone(),
            today: self.day(actor.now()),
            now: actor.now(),
            locale: locale.to_owned(),
            call_id: Uuid::new_v4(),
            schema_version: form.version,
            settings: settings.unwrap_or_default(),
        }
    }
}

/// A fault as a code: what is stored and shown says no more than which kind it was.
const fn fault_code(fault: &HookFault) -> &'static str {
    match fault {
        HookFault::Unavailable => "unavailable",
        HookFault::Trapped => "trapped",
        HookFault::TimedOut => "timed-out",
        HookFault::LimitReached(_) => "limit-reached",
        HookFault::BadAnswer(_) => "bad-answer",
        HookFault::NotInstalled => "not-installed",
        HookFault::CircuitOpen => "circuit-open",
    }
}

/// The sentence of a mark such as `referral-partner timed-out`.
pub(super) fn not_checked(mark: &str) -> Message {
    let (plugin, code) = mark.rsplit_once(' ').unwrap_or((mark, "unavailable"));
    Message::new("referral-not-checked").with("plugin", plugin).with("code", code)
}
