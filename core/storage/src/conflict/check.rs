//! Comparing those who work cases with those who are in them.

use std::collections::{HashMap, HashSet};

use domain::codes::ConflictKey;
use domain::conflict::{ConflictKeys, Particulars};
use domain::{Answers, Part, PartSet, Value};
use permissions::Task;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use crate::Result;
use crate::answers::{CORE, Wanted};
use crate::entity::{account, conflict, exclusion, participant, person};
use crate::unit::Unit;

/// What is known of those in some cases and of some accounts, in normal forms.
pub(crate) struct Compared {
    parties: HashMap<Uuid, Vec<Particulars>>,
    accounts: HashMap<Uuid, Particulars>,
    excluded: HashSet<(Uuid, Uuid)>,
}

impl Compared {
    /// By what `account` may know somebody in `case`.
    pub fn between(&self, case: Uuid, account: Uuid) -> ConflictKeys {
        let mut keys = ConflictKeys::new();
        if self.excluded.contains(&(case, account)) {
            keys.insert(ConflictKey::NoGo);
        }
        let Some(volunteer) = self.accounts.get(&account) else { return keys };
        for party in self.parties.get(&case).into_iter().flatten() {
            keys.extend(volunteer.conflicts_with(party));
        }
        keys
    }
}

impl<Mode> Unit<Mode> {
    /// Loads what is compared: five statements, however many cases and accounts.
    ///
    /// It is the task's doing, which may look into every case and at everybody: the reader's
    /// mask is not asked, since nothing of it is shown to them.
    pub(crate) async fn compared(&self, cases: &[Uuid], accounts: &[Uuid]) -> Result<Compared> {
        self.see_as_a_task(Task::Duplicates).await?;
        let compared = self.compared_by_task(cases, accounts).await;
        self.see_as_oneself().await?;
        compared
    }

    async fn compared_by_task(&self, cases: &[Uuid], accounts: &[Uuid]) -> Result<Compared> {
        let rows = self.parties_of(cases).await?;
        let persons: HashSet<Uuid> = rows.iter().map(|(_, row)| row.id).collect();
        let wanted = [
            Wanted { records: persons.into_iter().collect(), parts: PartSet::of(&[Part::Contact]) },
            Wanted { records: accounts.to_vec(), parts: PartSet::of(&[Part::VolunteerHome]) },
        ];
        let mut answers: HashMap<Uuid, Answers> = HashMap::new();
        for loaded in self.load_answers(&wanted).await?.into_iter().filter(|one| one.plugin == CORE) {
            answers.entry(loaded.record).or_default().extend(loaded.values);
        }
        let none = Answers::new();
        let mut parties: HashMap<Uuid, Vec<Particulars>> = HashMap::new();
        for (case, row) in &rows {
            parties.entry(*case).or_default().push(party(row, answers.get(&row.id).unwrap_or(&none)));
        }
        let mut declared: HashMap<Uuid, Vec<String>> = HashMap::new();
        let found = conflict::Entity::find()
            .filter(conflict::Column::Account.is_in(accounts.iter().copied()))
            .filter(conflict::Column::UntilAt.gt(self.now()))
            .all(&self.transaction)
            .await?;
        for row in found {
            declared.entry(row.account).or_default().push(row.name_fold);
        }
        let found = account::Entity::find()
            .filter(account::Column::Id.is_in(accounts.iter().copied()))
            .all(&self.transaction)
            .await?;
        let volunteer = |row: account::Model| {
            let lines = declared.remove(&row.id).unwrap_or_default();
            (row.id, volunteer(&row, answers.get(&row.id).unwrap_or(&none), &lines))
        };
        let accounts: HashMap<_, _> = found.into_iter().map(volunteer).collect();
        let excluded = exclusion::Entity::find()
            .filter(exclusion::Column::CaseId.is_in(cases.iter().copied()))
            .filter(exclusion::Column::FromAt.lte(self.now()))
            .filter(exclusion::Column::UntilAt.gt(self.now()))
            .all(&self.transaction)
            .await?;
        let excluded = excluded.into_iter().map(|row| (row.case_id, row.account)).collect();
        Ok(Compared { parties, accounts, excluded })
    }

    async fn parties_of(&self, cases: &[Uuid]) -> Result<Vec<(Uuid, Named)>> {
        use person::Column;
        let columns = [Column::Id, Column::GivenName, Column::FamilyName, Column::KnownAs];
        let columns = columns.into_iter().chain([Column::OtherNames, Column::OrganisationName]);
        let query = Query::select()
            .columns(columns.map(|column| (person::Entity, column)))
            .column((participant::Entity, participant::Column::CaseId))
            .from(participant::Entity)
            .inner_join(
                person::Entity,
                Expr::col((person::Entity, Column::Id))
                    .equals((participant::Entity, participant::Column::Person)),
            )
            .and_where(
                Expr::col((participant::Entity, participant::Column::CaseId)).is_in(cases.iter().copied()),
            )
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            found.push((row.try_get("", "case_id")?, named(&row)?));
        }
        Ok(found)
    }
}

/// The names of somebody who takes part.
struct Named {
    id: Uuid,
    given: String,
    family: String,
    known_as: String,
    others: String,
    organisation: String,
}

fn named(row: &QueryResult) -> Result<Named> {
    let text = |column: &str| row.try_get::<Option<String>>("", column).map(Option::unwrap_or_default);
    Ok(Named {
        id: row.try_get("", "id")?,
        given: text("given_name")?,
        family: text("family_name")?,
        known_as: text("known_as")?,
        others: text("other_names")?,
        organisation: text("organisation_name")?,
    })
}

fn text<'a>(values: &'a Answers, id: &str) -> &'a str {
    values.get(id).and_then(Value::as_text).unwrap_or_default()
}

/// The last word of a whole name, which as a rule is the surname.
fn last_word(name: &str) -> Option<&str> {
    name.trim().rsplit_once(' ').map(|(_, last)| last)
}

fn party(row: &Named, values: &Answers) -> Particulars {
    let of = |id: &str| text(values, id);
    // Other names may be former ones, and a child's guardian is in the matter with the child.
    let aliases = row.others.split([',', ';', '/']).filter_map(last_word);
    let surnames =
        [row.family.as_str()].into_iter().chain(last_word(of("person.guardian-name"))).chain(aliases);
    let lines = ["person.address", "person.address-line-1", "person.address-line-2", "person.town"];
    let address = lines.map(of).join("\n");
    Particulars::named([row.given.as_str(), row.known_as.as_str()], surnames)
        .organisation(&row.organisation)
        .phone(of("person.phone"))
        .phone(of("person.guardian-phone"))
        .email(of("person.email"))
        .lives_at(&address, of("person.postcode"))
        .works_for(of("person.employer"))
        .learns_at(of("person.school"))
}

fn volunteer(row: &account::Model, values: &Answers, declared: &[String]) -> Particulars {
    let of = |id: &str| text(values, id);
    let surnames = of("volunteer.family-name").lines().chain(last_word(&row.display_name));
    Particulars::named([row.display_name.split(' ').next().unwrap_or_default()], surnames)
        .phone(of("volunteer.phone"))
        .email(of("volunteer.email"))
        .email(row.email.as_deref().unwrap_or_default())
        .lives_at(of("volunteer.address"), of("volunteer.postcode"))
        .works_for(of("volunteer.employer"))
        .learns_at(of("volunteer.school"))
        .declares(of("volunteer.knows"))
        .declares(&declared.join("\n"))
}
