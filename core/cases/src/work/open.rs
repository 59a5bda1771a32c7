//! Opening a case and its log.

use contributions::Registry;
use domain::{Answers, Message, Reference, Relation};
use permissions::{ActKind, Actor, RevealContact, ViewCase, allows};
use serde::Serialize;
use storage::{Field, LogEntry, ParticipantFile, Shown};
use wording::Text;

use super::contact::draft_place;
use super::{Casework, say};
use crate::Result;

/// A field as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct FieldView {
    /// The catalogue id.
    pub id: String,
    /// Its name.
    pub label: Message,
    /// Its value; absent where nothing is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Text>,
    /// Whether it shows only when it is revealed.
    pub masked: bool,
}

/// Fields under a heading.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The heading.
    pub heading: Message,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// A participant as a page shows them.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantView {
    /// Their reference.
    pub reference: Reference,
    /// The letter of their side.
    pub side: char,
    /// The kind of their side, which gives it its words and its colour.
    pub side_kind: &'static str,
    /// Whether the reader works for that side.
    pub own: bool,
    /// The best name the reader may know: as agreed, else the first name, else initials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Their role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Text>,
    /// How and when to make contact safely.
    pub safe_contact: Vec<FieldView>,
    /// Contact points, masked or not.
    pub contact: Vec<FieldView>,
    /// Everything else.
    pub fields: Vec<FieldView>,
}

/// One line of the log.
#[derive(Clone, Debug, Serialize)]
pub struct LogEntryView {
    /// Its reference.
    pub reference: Reference,
    /// The side it is addressed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<char>,
    /// Whether every side may know it.
    pub shared: bool,
    /// What was done.
    pub kind: Text,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Text>,
    /// What it was for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Text>,
    /// When; the day alone where the time is not known.
    pub when: Text,
    /// How many minutes it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether somebody should follow up.
    pub follow_up: bool,
}

/// A case as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct CaseView {
    /// Its reference.
    pub reference: Reference,
    /// The version the reader saw, which a change names again.
    pub version: i64,
    /// Open, paused, closed or reopened: for the tag.
    pub status: &'static str,
    /// Its class, for the banner of a restricted or sealed one.
    pub class: &'static str,
    /// The facts of the case.
    pub facts: SectionView,
    /// The matter, with the fields that plugins add.
    pub matter: SectionView,
    /// Those who take part.
    pub participants: Vec<ParticipantView>,
    /// The newest lines of the log.
    pub log: Vec<LogEntryView>,
    /// Whether there are older lines.
    pub more_log: bool,
    /// What the check for duplicates found elsewhere and told the readers of this case.
    pub notices: Vec<Message>,
    /// What the reader may do here, by the words of the acts.
    pub acts: Vec<&'static str>,
}

/// The participants of a case, as the form of a log entry offers them.
#[derive(Clone, Debug, Serialize)]
pub struct ContactsView {
    /// The case.
    pub reference: Reference,
    /// Its version.
    pub version: i64,
    /// Whom one may have contacted.
    pub participants: Vec<ParticipantView>,
    /// The kinds of contact.
    pub kinds: Vec<(String, Text)>,
    /// What can come of it.
    pub outcomes: Vec<(String, Text)>,
    /// What it can be for.
    pub purposes: Vec<(String, Text)>,
    /// What the reader had typed before, and the version it was kept under.
    #[serde(skip)]
    pub draft: Option<(i64, Answers)>,
}

/// The log alone.
#[derive(Clone, Debug, Serialize)]
pub struct LogView {
    /// The case.
    pub reference: Reference,
    /// The lines.
    pub log: Vec<LogEntryView>,
    /// Whether there are older ones.
    pub more_log: bool,
}

/// One value that was revealed.
#[derive(Clone, Debug, Serialize)]
pub struct Revealed {
    /// The case.
    pub reference: Reference,
    /// The participant.
    pub participant: Reference,
    /// The field with its value.
    pub field: FieldView,
}

/// How many lines of the log the case page shows.
const NEWEST: u64 = 10;
/// How many the log's own page shows.
const PAGE: u64 = 50;

impl Casework {
    /// Opens a case: everything the reader may see of it, and what they may do.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Storage`].
    pub async fn open(&self, actor: &Actor, registry: &Registry, case: Reference) -> Result<Shown<CaseView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        let file = unit.case_file(&permit).await?;
        let mut entries = unit.entries(&permit, None, NEWEST).await?;
        let more_log = entries.len() as u64 > NEWEST;
        entries.truncate(NEWEST as usize);
        let notices = unit.notices(&permit).await?;
        let conflicts = unit.conflict_notices(&permit).await?;
        let fields = |fields: &[Field]| fields.iter().map(|field| say::field(registry, field)).collect();
        let acts = ActKind::ALL
            .iter()
            .copied()
            .filter(|act| act.root() == permissions::Root::Case)
            .filter(|act| allows(actor, *act, permit.class, permit.standing()))
            .map(ActKind::as_str)
            .collect();
        let view = CaseView {
            reference: permit.reference,
            version: permit.version,
            status: permit.status.as_str(),
            class: permit.class.as_str(),
            facts: SectionView { heading: Message::new("case-facts"), fields: fields(&file.fields) },
            matter: SectionView { heading: Message::new("case-matter"), fields: fields(&file.incident) },
            participants: file.participants.iter().map(|p| participant(registry, p)).collect(),
            log: entries.into_iter().map(entry).collect(),
            more_log,
            notices: notices
                .into_iter()
                .map(|notice| {
                    Message::new(format!("notice-{}", notice.kind.as_str())).with("reference", notice.subject)
                })
                .chain(
                    conflicts
                        .into_iter()
                        .map(|hit| Message::new("notice-possible-conflict").with("name", hit.name)),
                )
                .collect(),
            acts,
        };
        Ok(unit.show(view).await?)
    }

    /// The log of a case, the newest lines first.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn log(&self, actor: &Actor, case: Reference) -> Result<Shown<LogView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        let mut entries = unit.entries(&permit, None, PAGE).await?;
        let more_log = entries.len() as u64 > PAGE;
        entries.truncate(PAGE as usize);
        let view =
            LogView { reference: permit.reference, log: entries.into_iter().map(entry).collect(), more_log };
        Ok(unit.show(view).await?)
    }

    /// Whom one can have contacted, for the form of a log entry.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn contacts(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
    ) -> Result<Shown<ContactsView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        let file = unit.case_file(&permit).await?;
        let draft = unit.case_draft(&permit, &draft_place(case)).await?;
        let view = ContactsView {
            reference: permit.reference,
            version: permit.version,
            participants: file.participants.iter().map(|p| participant(registry, p)).collect(),
            kinds: say::list("contact-kind"),
            outcomes: say::list("contact-outcome"),
            purposes: say::list("contact-purpose"),
            draft: draft.map(|draft| (draft.version, draft.answers)),
        };
        Ok(unit.show(view).await?)
    }

    /// Reveals one masked value; the reveal is recorded before it is shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is nothing of the kind that the reader may reveal.
    pub async fn reveal(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        of: Reference,
        field: &str,
    ) -> Result<Shown<Revealed>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<RevealContact>(case).await?;
        let value = unit.reveal(&permit, of, field).await?;
        let field = say::field(registry, &Field { id: field.to_owned(), value, masked: false });
        let view = Revealed { reference: permit.reference, participant: of, field };
        Ok(unit.show(view).await?)
    }
}

fn participant(registry: &Registry, file: &ParticipantFile) -> ParticipantView {
    let mut view = ParticipantView {
        reference: file.reference,
        side: file.side.letter.0,
        side_kind: file.side.kind.as_str(),
        own: file.relation == Relation::Own,
        name: None,
        role: None,
        safe_contact: Vec::new(),
        contact: Vec::new(),
        fields: Vec::new(),
    };
    let named = ["participant.name", "participant.first-name", "participant.initials"];
    let find = |id: &str| file.fields.iter().find(|field| field.id == id && !field.value.is_empty());
    view.name = named.iter().find_map(|id| find(id)).map(|field| Text::from(&field.value));
    for field in &file.fields {
        let part = registry.catalogue().get(&field.id).map(|known| known.part);
        let shown = say::field(registry, field);
        match part {
            _ if field.id == "participant.role" => view.role = shown.value,
            _ if named.contains(&field.id.as_str()) => {}
            Some(domain::Part::SafeContact) => view.safe_contact.push(shown),
            Some(domain::Part::Contact | domain::Part::CodeWord) => view.contact.push(shown),
            _ => view.fields.push(shown),
        }
    }
    view
}

fn entry(entry: LogEntry) -> LogEntryView {
    LogEntryView {
        reference: entry.reference,
        side: entry.side,
        shared: entry.shared,
        kind: say::code(entry.kind),
        outcome: entry.outcome.map(say::code),
        purpose: entry.purpose.map(say::code),
        when: entry.at.map_or_else(|| Text::from(entry.on), Text::from),
        minutes: entry.minutes,
        summary: entry.summary,
        by: entry.by,
        follow_up: entry.follow_up,
    }
}
