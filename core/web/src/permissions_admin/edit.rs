//! One cell of a draft: what a role may do with a part or a group, an act, or its figures.

use administration::{Edit, Error};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{FieldErrors, Group, Message, Part, PartSet};
use permissions::{ActKind, Actor, Authors, Figures, Letter, Line, RelationSet, Role, Row, Verb, Verbs};
use serde::Serialize;
use wording::Text;

use super::{CellForm, address, named, role_named, words};
use crate::form::FieldView;
use crate::parts::{ErrorLink, ErrorSummary};
use crate::people_admin::told;
use crate::{PageError, Posted, Screen, Services, SignedIn, Typed};

/// How many lines a cell can have: as many as there are, and two more to fill in.
const MORE: usize = 2;

/// What of a row is edited.
#[derive(Clone, Copy)]
enum Cell {
    Parts(PartSet, Option<Group>),
    Act(ActKind),
    Figures,
}

impl Cell {
    /// The cell named in an address: `g4`, `g4.contact`, `log-contact` or `figures`.
    fn named(text: &str) -> Option<Self> {
        let group = || Group::ALL.into_iter().find(|group| words::group_word(*group) == text);
        Part::parse(text)
            .map(|part| Self::Parts([part].into_iter().collect(), None))
            .or_else(|| group().map(|group| Self::Parts(PartSet::group(group), Some(group))))
            .or_else(|| ActKind::parse(text).map(Self::Act))
            .or_else(|| (text == "figures").then_some(Self::Figures))
    }

    fn name(self) -> Text {
        match self {
            Self::Parts(_, Some(group)) => words::group(group),
            Self::Parts(parts, None) => parts.iter().next().map(words::part).unwrap_or_default(),
            Self::Act(act) => words::act(act),
            Self::Figures => Text::key("policy-figures"),
        }
    }
}

#[derive(Serialize)]
struct Page {
    back: String,
    action: String,
    title: Text,
    role: Text,
    hint: Text,
    errors: ErrorSummary,
    /// Each set of fields with its heading, where there are several.
    lines: Vec<LineFields>,
    /// How many lines the form has.
    count: usize,
    version: String,
    token: String,
}

#[derive(Serialize)]
struct LineFields {
    title: Option<Text>,
    fields: Vec<FieldView>,
}

/// The cell as the draft has it.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(path): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let at = Place::of(&path)?;
    let (row, version) = at.row(&services, &visitor.actor).await?;
    let typed = as_typed(at.cell, &row, at.role);
    let page = at.page(&screen, &typed, &version, &FieldErrors::default(), ErrorSummary::default());
    screen.show("permissions/cell", &page)
}

/// Saves it, or says which rule stands in the way.
pub(super) async fn save(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(path): Path<(String, String, String)>,
    form: Posted<CellForm>,
) -> Result<Response, PageError> {
    let at = Place::of(&path)?;
    let version = form.typed.text("version").to_owned();
    let seen: i64 = version.parse().map_err(|_| PageError::Unreadable)?;
    let again = |errors: &FieldErrors, summary| {
        screen.show_again("permissions/cell", &at.page(&screen, &form.typed, &version, errors, summary))
    };
    let edit = match read(at.cell, at.role, &form.typed) {
        Ok(edit) if !form.is_shown_again => edit,
        Ok(_) => {
            at.row(&services, &visitor.actor).await?;
            return again(&FieldErrors::default(), ErrorSummary::default());
        }
        Err(errors) => return again(&errors, ErrorSummary::default()),
    };
    match services.policies.change(&visitor.actor, at.reference, seen, at.role, edit).await {
        Ok(()) => Ok(Redirect::to(&format!("{}#{}", at.back(), at.anchor())).into_response()),
        Err(Error::Walls(walls)) => {
            let link =
                |found| ErrorLink { text: words::broken(found), href: Some("#line-0-letter".to_owned()) };
            again(&FieldErrors::default(), ErrorSummary::from_links(walls.iter().map(link).collect()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Which cell of which draft.
struct Place {
    reference: domain::Reference,
    role: Role,
    cell: Cell,
    code: String,
}

impl Place {
    fn of((draft, role, cell): &(String, String, String)) -> Result<Self, PageError> {
        let role = role_named(role)?;
        let found = Cell::named(cell).filter(|_| role != Role::PublicForm).ok_or(PageError::NotFound)?;
        Ok(Self { reference: named(draft)?, role, cell: found, code: cell.clone() })
    }

    fn back(&self) -> String {
        format!("{}/roles/{}", address(self.reference), self.role.as_str())
    }

    /// The place of the cell on its role's page.
    fn anchor(&self) -> String {
        match self.cell {
            Cell::Parts(_, Some(_)) | Cell::Figures => self.code.clone(),
            Cell::Parts(parts, None) => {
                parts.iter().next().map(|part| words::group_word(part.group())).unwrap_or_default()
            }
            Cell::Act(_) => "acts".to_owned(),
        }
    }

    /// The role's row in the draft, and the version of the draft, for its author alone.
    async fn row(&self, services: &Services, actor: &Actor) -> Result<(Row, String), PageError> {
        let view = services.policies.draft(actor, self.reference).await?;
        if !view.is_open() {
            return Err(PageError::Forbidden(None));
        }
        let row = view.draft.policy.row(self.role).ok_or(PageError::NotFound)?;
        Ok((row, view.draft.version.to_string()))
    }

    fn page(
        &self,
        screen: &Screen,
        typed: &Typed,
        version: &str,
        errors: &FieldErrors,
        summary: ErrorSummary,
    ) -> Page {
        let lines = self.fields(typed, errors);
        let all: Vec<FieldView> = lines.iter().flat_map(|line| line.fields.iter().cloned()).collect();
        let errors = if errors.is_empty() { summary } else { ErrorSummary::new(errors, &all) };
        let hint = match self.cell {
            Cell::Parts(..) => "policy-cell-hint",
            Cell::Act(_) => "policy-act-hint",
            Cell::Figures => "policy-figures-hint",
        };
        Page {
            back: self.back(),
            action: format!("{}/{}", self.back(), self.code),
            title: self.cell.name(),
            role: self.role.message().into(),
            hint: Text::key(hint),
            errors,
            count: lines.len(),
            lines,
            version: version.to_owned(),
            token: screen.token::<CellForm>(),
        }
    }

    fn fields(&self, typed: &Typed, errors: &FieldErrors) -> Vec<LineFields> {
        match self.cell {
            Cell::Parts(parts, _) => {
                let letters = letters(self.role, parts);
                let count = typed.text("lines").parse().unwrap_or(1_usize).clamp(1, 20);
                (0..count).map(|index| line_fields(index, count, &letters, typed, errors)).collect()
            }
            Cell::Act(act) => {
                let letters = permissions::fitting_act(self.role, act);
                let options = letters.into_iter().map(letter_option).collect();
                let field = FieldView::choices("letters", Text::key("policy-on-which"), options, |code| {
                    typed.has("letters", code)
                });
                vec![LineFields { title: None, fields: vec![told(field.size("s"), "letters", errors)] }]
            }
            Cell::Figures => {
                let kinds = Figures::ALL.iter().map(|kind| {
                    let word = kind.as_str();
                    (word.to_owned(), Text::key(format!("policy-figures-{word}")))
                });
                let kind = typed.text("figures");
                let figures =
                    FieldView::choice("figures", Text::key("policy-figures-which"), kinds.collect(), kind);
                let groups = Group::ALL.map(|group| (words::group_word(group), words::group(group))).to_vec();
                let counted =
                    FieldView::choices("counted", Text::key("policy-figures-over"), groups, |code| {
                        typed.has("counted", code)
                    });
                let fields = vec![
                    told(figures.size("s"), "figures", errors),
                    told(counted.size("s"), "counted", errors),
                ];
                vec![LineFields { title: None, fields }]
            }
        }
    }
}

/// The letters that fit every one of the parts.
fn letters(role: Role, parts: PartSet) -> Vec<Letter> {
    let fits = |letter: &Letter| parts.iter().all(|part| permissions::fitting(role, part).contains(letter));
    Letter::ALL.iter().copied().filter(fits).collect()
}

fn letter_option(letter: Letter) -> (String, Text) {
    (letter.as_str().to_owned(), words::letter(letter))
}

fn line_fields(
    index: usize,
    count: usize,
    letters: &[Letter],
    typed: &Typed,
    errors: &FieldErrors,
) -> LineFields {
    let name = |what: &str| format!("line-{index}-{what}");
    let letter = name("letter");
    let options = letters.iter().copied().map(letter_option).collect();
    let reach = FieldView::select(&letter, Text::key("policy-on-which"), options, typed.text(&letter));
    let verbs = name("verbs");
    let options = Verb::ALL.iter().map(|verb| (verb.as_str().to_owned(), words::verb(*verb))).collect();
    let what = FieldView::choices(&verbs, Text::key("policy-what"), options, |code| typed.has(&verbs, code));
    let relations = name("relations");
    let options =
        words::RELATIONS.map(|(_, word)| (word.to_owned(), Text::key(format!("policy-{word}")))).to_vec();
    let whose = FieldView::select(&relations, Text::key("policy-whose"), options, typed.text(&relations));
    let authors = name("authors");
    let options = Authors::ALL.iter().map(|circle| {
        let word = circle.as_str();
        (word.to_owned(), Text::key(format!("policy-authors-{word}")))
    });
    let by = FieldView::select(&authors, Text::key("policy-by"), options.collect(), typed.text(&authors));
    let title = Message::new("policy-line").with("number", index + 1).with("count", count);
    let fields = [(what, verbs), (reach, letter), (whose, relations), (by, authors)];
    let fields = fields.into_iter().map(|(field, name)| told(field.size("s"), &name, errors)).collect();
    LineFields { title: Some(title.into()), fields }
}

/// A cell as it would be typed.
fn as_typed(cell: Cell, row: &Row, role: Role) -> Typed {
    let mut pairs: Vec<(String, String)> = Vec::new();
    match cell {
        Cell::Parts(parts, _) => {
            let mut each = parts.iter().map(|part| row.lines(part));
            let first = each.next().unwrap_or_default();
            // Parts that are treated differently have no lines in common to begin with.
            let lines = if each.all(|lines| lines == first) { first } else { Vec::new() };
            for (index, line) in lines.iter().enumerate() {
                let mut put = |what: &str, value: &str| {
                    pairs.push((format!("line-{index}-{what}"), value.to_owned()));
                };
                put("letter", line.letter.as_str());
                put("relations", words::relations_word(line.relations));
                put("authors", line.authors.as_str());
                line.verbs.iter().for_each(|verb| put("verbs", verb.as_str()));
            }
            let offered = if letters(role, parts).is_empty() { 0 } else { MORE };
            pairs.push(("lines".to_owned(), (lines.len() + offered).max(1).to_string()));
        }
        Cell::Act(act) => {
            let letters = row.letters(act).into_iter();
            pairs.extend(letters.map(|letter| ("letters".to_owned(), letter.as_str().to_owned())));
        }
        Cell::Figures => {
            pairs.push(("figures".to_owned(), row.figures.as_str().to_owned()));
            let counted = words::groups_of(row.counted).into_iter();
            pairs.extend(counted.map(|group| ("counted".to_owned(), words::group_word(group))));
        }
    }
    pairs.into_iter().collect()
}

/// What was typed, as a change.
fn read(cell: Cell, role: Role, typed: &Typed) -> Result<Edit, FieldErrors> {
    let mut errors = FieldErrors::default();
    match cell {
        Cell::Parts(parts, _) => {
            let count = typed.text("lines").parse().unwrap_or(0_usize).min(20);
            let letters = letters(role, parts);
            let mut lines = Vec::new();
            for index in 0..count {
                let text = |what: &str| typed.text(&format!("line-{index}-{what}"));
                let verbs: Verbs = typed
                    .all(&format!("line-{index}-verbs"))
                    .iter()
                    .filter_map(|verb| Verb::parse(verb))
                    .collect();
                if verbs.is_empty() {
                    continue;
                }
                let Some(letter) = Letter::parse(text("letter")).filter(|letter| letters.contains(letter))
                else {
                    errors.push(format!("line-{index}-letter"), Message::new("policy-choose-which"));
                    continue;
                };
                let chosen = words::RELATIONS.iter().find(|(_, word)| *word == text("relations"));
                let relations = chosen.map_or(RelationSet::EVERY, |(set, _)| *set);
                let authors = Authors::parse(text("authors")).unwrap_or(Authors::Anyone);
                lines.push(Line { letter, relations, authors, verbs });
            }
            errors.or(Edit::Cell(parts, lines))
        }
        Cell::Act(act) => {
            let fitting = permissions::fitting_act(role, act);
            let chosen = typed.all("letters").iter().filter_map(|letter| Letter::parse(letter));
            Ok(Edit::Act(act, chosen.filter(|letter| fitting.contains(letter)).collect()))
        }
        Cell::Figures => {
            let Some(figures) = Figures::parse(typed.text("figures")) else {
                errors.push("figures", Message::new("policy-choose-figures"));
                return Err(errors);
            };
            let chosen = |group: &Group| typed.has("counted", &words::group_word(*group));
            let counted = Group::ALL.into_iter().filter(chosen).map(PartSet::group);
            Ok(Edit::Figures(figures, counted.fold(PartSet::NONE, PartSet::union)))
        }
    }
}
