//! What is counted: the tables of a unit, and which of its rows lie in the period.

use chrono_tz::Tz;
use contributions::{Catalogue, DateBasis, Unit as Counted};
use domain::codes::SessionKind;
use domain::{FieldKind, Instant, Period, Value};
use permissions::Role;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoIden, Query, SelectStatement, SimpleExpr};

use super::CubeQuery;
use crate::columns::{self, Stored, Table};
use crate::entity::{
    account, account_role, agreement, agreement_action, answer_index, case, consent, feedback, meeting,
    participant, referral, statistic,
};

/// The word of a referral that nobody has decided yet, and of one that was sent back.
const UNDECIDED: [&str; 2] = ["received", "more-information"];

/// Questions of equality, which are counted from the coded rows beside each participant
/// and nowhere else (`decisions.md` 11).
const EQUALITY: [(&str, &str); 3] = [
    ("person.sex", "sex"),
    ("person.ethnic-group", "ethnic_group"),
    ("person.lasting-condition", "disability"),
];

/// The same rows also know these, under other names than the participant's own table.
const STATISTIC: [(&str, &str); 4] = [
    ("participant.role", "role"),
    ("participant.side", "side_kind"),
    ("participant.age-band", "age_band"),
    ("person.age-band", "age_band"),
];

/// From where units are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Referrals,
    Cases,
    Participants,
    Answered,
    Statistics,
    Events,
    Agreements,
    Actions,
    Volunteers,
}

/// A unit, its date and its period, ready to be counted.
pub(super) struct Base {
    from: From,
    unit: Counted,
    basis: DateBasis,
    first: Instant,
    end: Instant,
    period: Period,
}

impl Base {
    /// The base of a query, or none where such units have no such date.
    pub fn of(query: &CubeQuery, zone: Tz) -> Option<Self> {
        use DateBasis as By;
        let equality = query.fields.iter().any(|id| EQUALITY.iter().any(|(known, _)| known == id));
        let from = match (query.unit, query.basis) {
            (Counted::Referral, By::ReceivedOn | By::DecidedOn | By::PeriodEnd) => From::Referrals,
            (
                Counted::Case,
                By::ReceivedOn
                | By::FirstContactOn
                | By::AllocatedOn
                | By::EventOn
                | By::ClosedOn
                | By::PeriodEnd,
            ) => From::Cases,
            (
                Counted::Participant,
                By::ReceivedOn | By::AllocatedOn | By::EventOn | By::ClosedOn | By::PeriodEnd,
            ) if equality => From::Statistics,
            (Counted::Participant | Counted::Person, By::AnsweredOn) if !equality => From::Answered,
            (
                Counted::Participant | Counted::Person,
                By::ReceivedOn
                | By::InformedOn
                | By::FirstContactOn
                | By::ConsentedOn
                | By::AllocatedOn
                | By::EventOn
                | By::ClosedOn
                | By::PeriodEnd,
            ) if !equality => From::Participants,
            (Counted::Event, By::EventOn) => From::Events,
            (Counted::Agreement, By::AgreedOn) => From::Agreements,
            (Counted::Action, By::DueOn) => From::Actions,
            (Counted::Volunteer, By::PeriodEnd) => From::Volunteers,
            _ => return None,
        };
        let (first, end) = query.period.bounds(zone);
        Some(Self { from, unit: query.unit, basis: query.basis, first, end, period: query.period })
    }

    /// The person, where each is counted once.
    pub fn person(&self) -> Option<SimpleExpr> {
        let is_person = self.unit == Counted::Person;
        is_person.then(|| Expr::col((participant::Entity, participant::Column::Person)))
    }

    /// Tables, and the rows in the period.
    pub fn build(&self, query: &mut SelectStatement) {
        let case_of = |column: SimpleExpr| column.equals((case::Entity, case::Column::Id));
        match self.from {
            From::Referrals => {
                query.from(referral::Entity).left_join(
                    case::Entity,
                    case_of(Expr::col((referral::Entity, referral::Column::CaseId)))
                        .and(Expr::col((case::Entity, case::Column::Live)).eq(true)),
                );
                live(query, referral::Entity);
            }
            From::Cases => {
                query.from(case::Entity);
                live(query, case::Entity);
            }
            From::Participants => {
                query.from(participant::Entity).inner_join(
                    case::Entity,
                    case_of(Expr::col((participant::Entity, participant::Column::CaseId))),
                );
                live(query, participant::Entity);
                live(query, case::Entity);
            }
            From::Answered => {
                query
                    .from(feedback::Entity)
                    .inner_join(
                        case::Entity,
                        case_of(Expr::col((feedback::Entity, feedback::Column::CaseId))),
                    )
                    .inner_join(
                        participant::Entity,
                        Expr::col((participant::Entity, participant::Column::Id))
                            .equals((feedback::Entity, feedback::Column::Participant)),
                    );
                live(query, feedback::Entity);
                live(query, case::Entity);
            }
            From::Statistics => {
                query.from(statistic::Entity).inner_join(
                    case::Entity,
                    case_of(Expr::col((statistic::Entity, statistic::Column::CaseId))),
                );
                live(query, statistic::Entity);
                live(query, case::Entity);
            }
            From::Events => {
                query
                    .from(meeting::Entity)
                    .inner_join(case::Entity, case_of(Expr::col((meeting::Entity, meeting::Column::CaseId))));
                live(query, meeting::Entity);
                live(query, case::Entity);
                let kinds = SessionKind::ALL.iter().filter(|kind| kind.is_event()).map(|kind| kind.as_str());
                query
                    .and_where(Expr::col((meeting::Entity, meeting::Column::Held)).eq("yes"))
                    .and_where(Expr::col((meeting::Entity, meeting::Column::Kind)).is_in(kinds));
            }
            From::Agreements => {
                query.from(agreement::Entity).inner_join(
                    case::Entity,
                    case_of(Expr::col((agreement::Entity, agreement::Column::CaseId))),
                );
                live(query, agreement::Entity);
                live(query, case::Entity);
            }
            From::Actions => {
                query
                    .from(agreement_action::Entity)
                    .inner_join(
                        agreement::Entity,
                        Expr::col((agreement::Entity, agreement::Column::Id))
                            .equals((agreement_action::Entity, agreement_action::Column::Agreement)),
                    )
                    .inner_join(
                        case::Entity,
                        case_of(Expr::col((agreement_action::Entity, agreement_action::Column::CaseId))),
                    );
                live(query, agreement_action::Entity);
                live(query, case::Entity);
            }
            From::Volunteers => {
                query.from(account::Entity);
                live(query, account::Entity);
            }
        }
        query.cond_where(self.dated());
    }

    /// Whether the unit's date lies in the period.
    fn dated(&self) -> Condition {
        use DateBasis as By;
        let within = |column: SimpleExpr| {
            Condition::all().add(column.clone().gte(self.first)).add(column.lt(self.end))
        };
        let days = |column: SimpleExpr| {
            Condition::all().add(column.clone().gte(self.period.first)).add(column.lt(self.period.end))
        };
        let of_case = |column| Expr::col((case::Entity, column));
        let of_referral = |column| Expr::col((referral::Entity, column));
        match (self.from, self.basis) {
            (From::Referrals, By::DecidedOn) => within(of_referral(referral::Column::DecidedAt))
                .add(of_referral(referral::Column::Decision).is_not_in(UNDECIDED)),
            (From::Referrals, By::PeriodEnd) => {
                Condition::all().add(of_referral(referral::Column::ReceivedAt).lt(self.end)).add(
                    Condition::any()
                        .add(of_referral(referral::Column::Decision).is_in(UNDECIDED))
                        .add(of_referral(referral::Column::DecidedAt).gte(self.end)),
                )
            }
            (From::Referrals, _) => within(of_referral(referral::Column::ReceivedAt)),
            (From::Events, _) => within(Expr::col((meeting::Entity, meeting::Column::HeldAt))),
            (From::Agreements, _) => days(Expr::col((agreement::Entity, agreement::Column::AgreedOn))),
            (From::Actions, _) => {
                days(Expr::col((agreement_action::Entity, agreement_action::Column::DueOn)))
            }
            (From::Answered, _) => days(Expr::col((feedback::Entity, feedback::Column::AnsweredOn))),
            (From::Volunteers, _) => self.active_volunteer(),
            (From::Participants, By::InformedOn) => {
                within(Expr::col((participant::Entity, participant::Column::InformationGivenAt)))
            }
            (From::Participants, By::FirstContactOn) => {
                within(Expr::col((participant::Entity, participant::Column::FirstContactAt)))
            }
            (From::Participants, By::ConsentedOn) => {
                let column = |column| Expr::col((consent::Entity, column));
                let given = Query::select()
                    .column((consent::Entity, consent::Column::Participant))
                    .from(consent::Entity)
                    .and_where(column(consent::Column::Purpose).eq("take-part"))
                    .and_where(column(consent::Column::Given).eq(true))
                    .and_where(column(consent::Column::Live).eq(true))
                    .cond_where(days(column(consent::Column::GivenOn)))
                    .take();
                Condition::all()
                    .add(Expr::col((participant::Entity, participant::Column::Id)).in_subquery(given))
            }
            (_, By::FirstContactOn) => within(of_case(case::Column::FirstContactAt)),
            (_, By::AllocatedOn) => within(of_case(case::Column::AllocatedAt)),
            (_, By::EventOn) => within(of_case(case::Column::EventAt)),
            (_, By::ClosedOn) => within(of_case(case::Column::ClosedAt)),
            // Open at a date: received before it, and not closed before it.
            (_, By::PeriodEnd) => Condition::all().add(of_case(case::Column::ReceivedAt).lt(self.end)).add(
                Condition::any()
                    .add(of_case(case::Column::ClosedAt).is_null())
                    .add(of_case(case::Column::ClosedAt).gte(self.end)),
            ),
            (_, _) => within(of_case(case::Column::ReceivedAt)),
        }
    }

    /// An account with a volunteer's role in force at the end of the period.
    fn active_volunteer(&self) -> Condition {
        let volunteers = [Role::LeadFacilitator, Role::CoFacilitator, Role::Observer, Role::VolunteerPool];
        let column = |column| Expr::col((account_role::Entity, column));
        let held = Query::select()
            .column((account_role::Entity, account_role::Column::Account))
            .from(account_role::Entity)
            .and_where(column(account_role::Column::Role).is_in(volunteers.map(Role::as_str)))
            .and_where(column(account_role::Column::FromAt).lt(self.end))
            .and_where(column(account_role::Column::UntilAt).gte(self.end))
            .take();
        Condition::all()
            .add(Expr::col((account::Entity, account::Column::Id)).in_subquery(held))
            .add(Expr::col((account::Entity, account::Column::Status)).eq("active"))
    }

    /// The expression of a field over these tables, and how its value is kept.
    pub fn field(&self, id: &str, catalogue: &Catalogue) -> Option<(SimpleExpr, Stored)> {
        if self.from == From::Statistics {
            let coded = EQUALITY.iter().chain(&STATISTIC).find(|(known, _)| *known == id);
            if let Some((_, column)) = coded {
                return Some((Expr::col((statistic::Entity, Alias::new(*column))), Stored::Code));
            }
        }
        // The age that counts is the one at referral, which stands with the participant.
        if id == "person.age-band" && matches!(self.from, From::Participants | From::Answered) {
            return self.field("participant.age-band", catalogue);
        }
        match columns::column(id) {
            Some(column) => {
                let tables: &[Table] = match self.from {
                    From::Referrals => &[Table::Referral, Table::Case],
                    From::Cases | From::Statistics => &[Table::Case],
                    From::Participants => &[Table::Participant, Table::Case],
                    From::Answered => &[Table::Feedback, Table::Participant, Table::Case],
                    From::Events => &[Table::Event, Table::Case],
                    From::Agreements => &[Table::Agreement, Table::Case],
                    From::Actions => &[Table::Action, Table::Agreement, Table::Case],
                    From::Volunteers => &[],
                };
                tables.contains(&column.table).then(|| (column.value(), column.stored))
            }
            None => {
                let field = catalogue.get(id).filter(|field| field.plugin.is_some() && field.reportable)?;
                let (column, stored) = match field.kind {
                    FieldKind::Choice | FieldKind::Text => (answer_index::Column::Text, Stored::Code),
                    FieldKind::Choices => (answer_index::Column::Text, Stored::Codes),
                    FieldKind::Date => (answer_index::Column::Day, Stored::Day),
                    _ => return None,
                };
                if self.from == From::Volunteers {
                    return None;
                }
                let answer = Query::select()
                    .expr(Expr::col((answer_index::Entity, column)).min())
                    .from(answer_index::Entity)
                    .and_where(Expr::col((answer_index::Entity, answer_index::Column::Field)).eq(id))
                    .and_where(
                        Expr::col((answer_index::Entity, answer_index::Column::Root))
                            .equals((case::Entity, case::Column::Id)),
                    )
                    .take();
                Some((Expr::from(answer), stored))
            }
        }
    }

    /// A value as it stood at the end of the period: what came later had not happened yet.
    pub fn as_of(&self, id: &str, value: Value) -> Value {
        let undecided = |code: &str| UNDECIDED.contains(&code);
        match &value {
            Value::Choice(code) if id == "referral.decision" && undecided(code) => Value::Empty,
            _ if self.basis != DateBasis::PeriodEnd => value,
            // Whoever is counted here was undecided then, whatever was decided since.
            Value::Choice(_) if id == "referral.decision" => Value::Empty,
            Value::Date(day) if *day >= self.period.end => Value::Empty,
            _ => value,
        }
    }
}

fn live(query: &mut SelectStatement, table: impl IntoIden) {
    query.and_where(Expr::col((table.into_iden(), Alias::new("live"))).eq(true));
}
