//! Lists of cases, and somebody's own work.
//!
//! A list is one view over the catalogue: which columns it has, what it is filtered and
//! sorted by, are catalogue ids, so a plugin's field needs no code here. Columns that the
//! reader may see on no case of the list are not offered, and neither are filters.

use chrono::NaiveDate;
use contributions::{CatalogueField, Registry};
use domain::{FieldKind, Instant, Message, PartSet};
use permissions::{ActKind, Actor, ViewCase};
use serde::Serialize;
pub use storage::list::{CaseQuery, Filter, Sort, Test};
use storage::list::{CaseRow, Count};
use storage::{Shown, Store};
use wording::Text;

use crate::work::say;
use crate::{Error, Result};

/// The columns of a list when nobody chose others.
pub const COLUMNS: [&str; 9] = [
    "case.reference",
    "participant.name",
    "case.service-type",
    "case.stage",
    "case.received-on",
    "case.district",
    "case.priority",
    "case.owner",
    "case.risk-flag",
];

/// Lists over the store.
#[derive(Clone)]
pub struct Lists {
    store: Store,
}

/// A list as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// The columns that stand in at least one row, in their order.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// How many cases there are in all, in words; empty where it is not known.
    pub count: Text,
    /// The page before this one.
    pub previous: Option<String>,
    /// The page after this one.
    pub next: Option<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnView {
    /// The catalogue id.
    pub id: String,
    /// Its name.
    pub label: Message,
    /// Whether the list can be sorted by it.
    pub sortable: bool,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// The case's outer name, of which its address is made.
    pub reference: String,
    /// A cell for each column, empty where nothing is recorded or the reader may not see it.
    pub cells: Vec<Text>,
}

/// A case of somebody's own work.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The case's outer name.
    pub reference: String,
    /// The fields asked for that the reader may see: name and value, in order.
    pub fields: Vec<CellView>,
    /// Those who take part, by name, side by side.
    pub people: Vec<Text>,
    /// Whether it became theirs since they were last here.
    pub is_new: bool,
    /// The last day on which something was logged.
    pub last_entry_on: Option<NaiveDate>,
    /// How many days nothing has been logged, where that is more than a fortnight.
    pub quiet_days: Option<i64>,
    /// The day on which the next action is due.
    pub next_due_on: Option<NaiveDate>,
    /// Whether that day is over.
    pub is_overdue: bool,
}

/// A field of a card.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The catalogue id.
    pub id: String,
    /// Its name.
    pub label: Message,
    /// Its value.
    pub value: Text,
}

/// An invitation that waits for an answer.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationLine {
    /// The case's outer name.
    pub reference: String,
    /// As what.
    pub kind: Option<Text>,
    /// Since when it waits.
    pub invited_at: Instant,
    /// The little it shows.
    pub fields: Vec<CellView>,
}

/// Everything that waits for one person.
#[derive(Clone, Debug, Serialize)]
pub struct MyWorkView {
    /// Invitations that wait for an answer.
    pub invited: Vec<InvitationLine>,
    /// Cases that are new for them, then the others, what is due first at the top.
    pub cases: Vec<WorkView>,
    /// Proposals to close that wait for their signature.
    pub to_sign_off: Vec<RowView>,
}

/// A filter that a reader is offered.
#[derive(Clone, Debug, Serialize)]
pub struct FilterView {
    /// The catalogue id.
    pub id: String,
    /// Its name.
    pub label: Message,
    /// What kind of value it takes.
    pub kind: FieldKind,
    /// The options of a choice: code and name.
    pub options: Vec<(String, Text)>,
}

/// How many days without an entry are quiet.
const QUIET: i64 = 14;

impl Lists {
    /// Lists over `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// A page of the cases that the actor may see.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where they may see none, or where the query filters or sorts by
    /// what they may not; [`Error::NotFound`] where its cursor is not one of this list.
    pub async fn cases(
        &self,
        actor: &Actor,
        registry: &Registry,
        query: &CaseQuery,
    ) -> Result<Shown<ListView>> {
        if !actor.holds(ActKind::ViewCase) {
            return Err(Error::Forbidden);
        }
        let mut unit = self.store.read(actor).await?;
        let page = unit.list_cases(registry.catalogue(), query).await?;
        let columns = columns(registry, actor, &query.fields, &page.rows);
        let rows = page.rows.iter().map(|row| row_view(registry, &columns, row)).collect();
        let count = page.count.map_or_else(Text::default, |count| match count {
            Count::Exactly(count) => Message::new("list-count").with("count", count).into(),
            Count::MoreThan(count) => Message::new("list-count-more").with("count", count).into(),
        });
        let view = ListView { columns, rows, count, previous: page.previous, next: page.next };
        Ok(unit.show(view).await?)
    }

    /// The actor's own work; `since` is when they signed in the time before.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn my_work(
        &self,
        actor: &Actor,
        registry: &Registry,
        fields: &[String],
        since: Option<Instant>,
    ) -> Result<Shown<MyWorkView>> {
        let today = domain::service_day(actor.now(), self.store.zone());
        let mut unit = self.store.read(actor).await?;
        let work = unit.my_work(registry.catalogue(), fields, since).await?;
        let cells = |row: &CaseRow| -> Vec<CellView> {
            let cell = |field: &storage::Field| {
                let said = say::field(registry, field);
                CellView { id: said.id, label: said.label, value: said.value.unwrap_or_default() }
            };
            row.fields.iter().map(cell).collect()
        };
        let mut cases: Vec<WorkView> = work
            .cases
            .iter()
            .map(|work| WorkView {
                reference: work.row.reference.to_string(),
                fields: cells(&work.row),
                people: names(registry, &work.row),
                is_new: work.is_new,
                last_entry_on: work.last_entry_on,
                quiet_days: work
                    .last_entry_on
                    .map(|day| (today - day).num_days())
                    .filter(|days| *days > QUIET),
                next_due_on: work.next_due_on,
                is_overdue: work.next_due_on.is_some_and(|day| day < today),
            })
            .collect();
        cases.sort_by_key(|case| !case.is_new);
        let invited = work.invited.iter().map(|invited| InvitationLine {
            reference: invited.row.reference.to_string(),
            kind: invited.kind.map(|kind| Text::key(format!("assigned-{}", kind.as_str()))),
            invited_at: invited.invited_at,
            fields: invited_cells(registry, &invited.row),
        });
        let shown = columns(registry, actor, fields, &work.to_sign_off);
        let to_sign_off = work.to_sign_off.iter().map(|row| row_view(registry, &shown, row)).collect();
        let view = MyWorkView { invited: invited.collect(), cases, to_sign_off };
        Ok(unit.show(view).await?)
    }

    /// The filters that the actor is offered on a list of cases.
    pub fn filters(&self, actor: &Actor, registry: &Registry) -> Vec<FilterView> {
        let allowed = permissions::filterable::<ViewCase>(actor);
        let offered =
            |field: &&CatalogueField| field.filterable && !field.is_sealed() && allowed.contains(field.part);
        let view = |field: &CatalogueField| FilterView {
            id: field.id.clone(),
            label: Message::new(&field.label),
            kind: field.kind,
            options: options(field),
        };
        registry.catalogue().iter().filter(offered).map(view).collect()
    }
}

fn options(field: &CatalogueField) -> Vec<(String, Text)> {
    field.options.all().iter().map(|option| (option.code.clone(), Text::key(option.label.clone()))).collect()
}

/// The columns of `fields` that some row has, with their names.
pub(crate) fn columns(
    registry: &Registry,
    actor: &Actor,
    fields: &[String],
    rows: &[CaseRow],
) -> Vec<ColumnView> {
    let sortable: PartSet = permissions::filterable::<ViewCase>(actor);
    let stands = |id: &String| {
        rows.iter().any(|row| {
            let own = row.fields.iter().any(|field| field.id == *id);
            own || row.participants.iter().any(|one| one.fields.iter().any(|field| field.id == *id))
        })
    };
    let view = |id: &String| {
        let field = registry.catalogue().get(id)?;
        Some(ColumnView {
            id: id.clone(),
            label: Message::new(&field.label),
            sortable: field.sortable && sortable.contains(field.part),
        })
    };
    fields.iter().filter(|id| stands(id)).filter_map(view).collect()
}

/// The row with a cell for each column.
pub(crate) fn row_view(registry: &Registry, columns: &[ColumnView], row: &CaseRow) -> RowView {
    let cell = |column: &ColumnView| {
        if let Some(field) = row.fields.iter().find(|field| field.id == column.id) {
            return say::field(registry, field).value.unwrap_or_default();
        }
        let of_people =
            row.participants.iter().flat_map(|one| &one.fields).filter(|field| field.id == column.id);
        Text::List(of_people.filter_map(|field| say::field(registry, field).value).collect())
    };
    RowView { reference: row.reference.to_string(), cells: columns.iter().map(cell).collect() }
}

/// The names by which those who take part are shown.
fn names(registry: &Registry, row: &CaseRow) -> Vec<Text> {
    let name =
        |id: &str| matches!(id, "participant.name" | "participant.first-name" | "participant.initials");
    row.participants
        .iter()
        .filter_map(|one| one.fields.iter().find(|field| name(&field.id)))
        .filter_map(|field| say::field(registry, field).value)
        .collect()
}

/// What an invitation shows: the case's own fields, then the initials of everybody.
fn invited_cells(registry: &Registry, row: &CaseRow) -> Vec<CellView> {
    let said = |field: &storage::Field| {
        let said = say::field(registry, field);
        CellView { id: said.id, label: said.label, value: said.value.unwrap_or_default() }
    };
    let mut cells: Vec<CellView> = row.fields.iter().map(said).collect();
    let initials = names(registry, row);
    if let Some(known) = registry.catalogue().get("participant.initials").filter(|_| !initials.is_empty()) {
        let value = Text::List(initials);
        cells.push(CellView { id: known.id.clone(), label: Message::new(&known.label), value });
    }
    cells
}
