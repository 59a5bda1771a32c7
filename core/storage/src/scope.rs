//! The scope as a condition on a query, and the standing as columns of the same query.
//!
//! Lists, counts, searches, reports and single lookups all use [`condition`]; the single
//! lookup also selects the reader's standing, from which `permissions::decide` makes the
//! permit. A property test holds the condition against `permissions::visible` for random
//! worlds.

use chrono::{NaiveDate, TimeDelta};
use domain::{CaseClass, Group, Instant, OrganisationId, PartSet, SideId, TeamId};
use permissions::{Actor, AssignmentKind, Assignments, Branch, Scope, Standing};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Alias, Condition, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, SimpleExpr,
};
use uuid::Uuid;

use crate::entity::{case, case_access, consent, exclusion, organisation, referral};
use crate::{Error, Result};

/// The kind of a row of `case_access` that puts someone on a restricted case's allow-list.
pub(crate) const ALLOW: &str = "allow";
/// The kind that names someone to a sealed case, or to one record for a time.
pub(crate) const NAMED: &str = "named";
/// The kind that opens one case for an hour to whoever broke the glass.
pub(crate) const GLASS: &str = "glass";
/// The state of access that counts.
pub(crate) const ACCEPTED: &str = "accepted";
/// The state of an invitation that waits for its answer.
pub(crate) const INVITED: &str = "invited";

/// How many days volunteers keep access to a case after it closed (`decisions.md` 56).
pub(crate) const ACCESS_DAYS: i64 = 14;

/// The moment something is looked at, and the day of the service that it falls on: grants end
/// at moments, consents and agreements with days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    pub now: Instant,
    pub today: NaiveDate,
}

/// A table of root records, as the condition needs to know it.
#[derive(Clone)]
pub(crate) struct RootTable {
    table: DynIden,
    /// The column that holds the case's id.
    case: DynIden,
    organisation: DynIden,
    /// The column with the account that submitted the record, or none where the
    /// submission is another table's.
    author: Option<DynIden>,
    closed: Option<DynIden>,
}

impl RootTable {
    pub fn cases() -> Self {
        Self {
            table: case::Entity.into_iden(),
            case: case::Column::Id.into_iden(),
            organisation: case::Column::Organisation.into_iden(),
            author: None,
            closed: Some(case::Column::ClosedAt.into_iden()),
        }
    }

    pub fn referrals() -> Self {
        Self {
            table: referral::Entity.into_iden(),
            case: referral::Column::CaseId.into_iden(),
            organisation: referral::Column::Organisation.into_iden(),
            author: Some(referral::Column::SubmittedBy.into_iden()),
            closed: None,
        }
    }

    fn col(&self, column: &DynIden) -> Expr {
        Expr::col((self.table.clone(), column.clone()))
    }

    fn named(&self, column: &'static str) -> Expr {
        Expr::col((self.table.clone(), Alias::new(column)))
    }
}

/// The condition that holds for exactly the live records in `scope`.
pub(crate) fn condition(root: &RootTable, scope: &Scope, when: When) -> Condition {
    let mut any = Condition::any();
    for branch in &scope.branches {
        any = any.add(branch_condition(root, scope, branch, when));
    }
    if scope.is_none() {
        any = any.add(Expr::val(1).eq(0));
    }
    let mut all = Condition::all().add(root.named("live").eq(true)).add(any);
    if let Some(account) = scope.account {
        all = all.add(Expr::exists(excluded(root, account.into(), when.now)).not());
    }
    all
}

fn branch_condition(root: &RootTable, scope: &Scope, branch: &Branch, when: When) -> Condition {
    let account = scope.account.map(Uuid::from).unwrap_or_default();
    let class = |class: CaseClass| root.named("class").eq(class.as_str());
    let has = |kind: &str| Expr::exists(access(root, account, &[kind], ACCEPTED, when));
    let unsealed = || Condition::any().add(class(CaseClass::Sealed).not()).add(has(NAMED));
    // What a class asks of people who are here by team or organisation.
    let open = |listed: Condition| {
        Condition::any()
            .add(class(CaseClass::Standard))
            .add(Condition::all().add(class(CaseClass::Restricted)).add(listed))
            .add(Condition::all().add(class(CaseClass::Sealed)).add(has(NAMED)))
    };
    match branch {
        Branch::Everything => Condition::all(),
        Branch::Team(teams) => Condition::all()
            .add(root.named("team").is_in(teams.iter().map(|team| Uuid::from(*team))))
            .add(open(Condition::all().add(has(ALLOW)))),
        Branch::Organisation(organisation) => {
            let author = match &root.author {
                Some(column) => root.col(column).eq(account),
                None => Expr::exists(submitted(root, account)),
            };
            Condition::all()
                .add(root.col(&root.organisation).eq(Uuid::from(*organisation)))
                .add(open(Condition::any().add(has(ALLOW)).add(author)))
        }
        Branch::Assigned { kinds, .. } => {
            let mut condition = Condition::all()
                .add(Expr::exists(access(root, account, &words(*kinds), ACCEPTED, when)))
                .add(unsealed());
            if let Some(closed) = &root.closed {
                let over = root.col(closed).lte(when.now - TimeDelta::days(ACCESS_DAYS));
                let still = Condition::any().add(root.col(closed).is_null()).add(over.not());
                let lasting = words(kinds.after_closure());
                condition = condition.add(if lasting.is_empty() {
                    still
                } else {
                    still.add(Expr::exists(access(root, account, &lasting, ACCEPTED, when)))
                });
            }
            condition
        }
        Branch::Invited { kinds, .. } => Condition::all()
            .add(Expr::exists(access(root, account, &words(*kinds), INVITED, when)))
            .add(unsealed()),
        Branch::Named { .. } => Condition::all().add(has(NAMED)),
        Branch::Glass { .. } => Condition::all().add(has(GLASS)).add(class(CaseClass::Sealed).not()),
        // Nobody takes part by an account of their own yet, and no case is published as
        // looking for volunteers: until then these two reach nothing.
        Branch::Own { .. } | Branch::Vacancy => Condition::all().add(Expr::val(1).eq(0)),
    }
}

fn words(kinds: Assignments) -> Vec<&'static str> {
    kinds.iter().map(AssignmentKind::as_str).collect()
}

/// The rows that give `account` one of these kinds of access now.
fn access(root: &RootTable, account: Uuid, kinds: &[&str], state: &str, when: When) -> SelectStatement {
    let column = |column| Expr::col((case_access::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(case_access::Entity)
        .and_where(column(case_access::Column::Account).eq(account))
        .and_where(column(case_access::Column::State).eq(state))
        .and_where(column(case_access::Column::CaseId).eq(root.col(&root.case)))
        .and_where(column(case_access::Column::Kind).is_in(kinds.iter().copied()))
        .and_where(in_force(when))
        .take()
}

/// Whether a row of `case_access` counts now: its time, and what a share rests on.
///
/// A consent that was taken back or has run out, and an agreement that has ended, end what
/// was shared on their grounds with no row of the share being touched.
pub(crate) fn in_force(when: When) -> SimpleExpr {
    let column = |column| Expr::col((case_access::Entity, column));
    let consent = |column| Expr::col((consent::Entity, column));
    let agreed = |column| Expr::col((organisation::Entity, column));
    let holds = |until: Expr| Condition::any().add(until.clone().is_null()).add(until.gte(when.today));
    let given = Query::select()
        .expr(Expr::val(1))
        .from(consent::Entity)
        .and_where(consent(consent::Column::Id).equals((case_access::Entity, case_access::Column::Consent)))
        .and_where(consent(consent::Column::Given).eq(true))
        .and_where(consent(consent::Column::Live).eq(true))
        .and_where(consent(consent::Column::WithdrawnOn).is_null())
        .cond_where(holds(consent(consent::Column::ExpiresOn)))
        .take();
    let agreement = Query::select()
        .expr(Expr::val(1))
        .from(organisation::Entity)
        .and_where(
            agreed(organisation::Column::Id).equals((case_access::Entity, case_access::Column::Agreement)),
        )
        .cond_where(holds(agreed(organisation::Column::AgreementUntil)))
        .take();
    column(case_access::Column::Live)
        .eq(true)
        .and(column(case_access::Column::FromAt).lte(when.now))
        .and(column(case_access::Column::UntilAt).gt(when.now))
        .and(column(case_access::Column::Consent).is_null().or(Expr::exists(given)))
        .and(column(case_access::Column::Agreement).is_null().or(Expr::exists(agreement)))
}

fn excluded(root: &RootTable, account: Uuid, now: Instant) -> SelectStatement {
    let column = |column| Expr::col((exclusion::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(exclusion::Entity)
        .and_where(column(exclusion::Column::Account).eq(account))
        .and_where(column(exclusion::Column::CaseId).eq(root.col(&root.case)))
        .and_where(column(exclusion::Column::FromAt).lte(now))
        .and_where(column(exclusion::Column::UntilAt).gt(now))
        .take()
}

fn submitted(root: &RootTable, account: Uuid) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(referral::Entity)
        .and_where(Expr::col((referral::Entity, referral::Column::CaseId)).eq(root.col(&root.case)))
        .and_where(Expr::col((referral::Entity, referral::Column::SubmittedBy)).eq(account))
        .take()
}

/// Adds the columns from which [`standing`] reads how the actor stands to each record.
pub(crate) fn select_standing(query: &mut SelectStatement, root: &RootTable, actor: &Actor, when: When) {
    let now = when.now;
    let Some(account) = actor.account_id().map(Uuid::from) else {
        query
            .expr_as(Expr::val(Option::<String>::None), Alias::new("access"))
            .expr_as(Expr::val(0), Alias::new("excluded"))
            .expr_as(Expr::val(0), Alias::new("author"));
        return;
    };
    let column = |column| Expr::col((case_access::Entity, column));
    // One text a record, such as `lead:accepted:1:*,partner:accepted:2:g2 g4`.
    let listed = Query::select()
        .expr(Expr::cust(
            "string_agg(kind || ':' || state || ':' || sides || ':' || coalesce(groups, '*'), ',')",
        ))
        .from(case_access::Entity)
        .and_where(column(case_access::Column::Account).eq(account))
        .and_where(column(case_access::Column::State).is_in([ACCEPTED, INVITED]))
        .and_where(column(case_access::Column::CaseId).eq(root.col(&root.case)))
        .and_where(in_force(when))
        .take();
    let one_if = |exists: SelectStatement| Expr::case(Expr::exists(exists), 1).finally(0);
    query
        .expr_as(Expr::from(listed), Alias::new("access"))
        .expr_as(one_if(excluded(root, account, now)), Alias::new("excluded"));
    match &root.author {
        Some(author) => {
            query.expr_as(Expr::case(root.col(author).eq(account), 1).finally(0), Alias::new("author"));
        }
        None => {
            query.expr_as(one_if(submitted(root, account)), Alias::new("author"));
        }
    }
}

/// The spine columns that standing depends on besides the selected ones.
pub(crate) struct Footing {
    pub team: TeamId,
    pub organisation: Option<OrganisationId>,
    pub closed_at: Option<Instant>,
}

/// How `actor` stands to the record of `row`; `sides` are those of its case, by bit.
pub(crate) fn standing(
    row: &QueryResult,
    actor: &Actor,
    footing: &Footing,
    sides: &[(i64, SideId)],
) -> Result<Standing> {
    let mut standing = Standing {
        excluded: row.try_get::<i32>("", "excluded")? != 0,
        author: row.try_get::<i32>("", "author")? != 0,
        in_team: actor.teams().contains(&footing.team),
        own_organisation: footing.organisation.is_some() && footing.organisation == actor.organisation(),
        closed_access_over: footing
            .closed_at
            .is_some_and(|closed| closed <= actor.now() - TimeDelta::days(ACCESS_DAYS)),
        ..Standing::default()
    };
    let mut assigned = Vec::new();
    let mut invited = Vec::new();
    let mut contact = 0;
    let mut shares = Vec::new();
    for access in row.try_get::<Option<String>>("", "access")?.unwrap_or_default().split(',') {
        let mut words = access.split(':');
        let (Some(kind), Some(state), Some(bits)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        match (kind, state) {
            (ALLOW, ACCEPTED) => standing.allow_listed = true,
            (NAMED, ACCEPTED) => standing.named = true,
            (GLASS, ACCEPTED) => standing.glass = true,
            (GLASS, _) => {}
            (kind, state) => {
                let kind = AssignmentKind::parse(kind).ok_or(Error::Meaning("kind of access"))?;
                if state == ACCEPTED {
                    if kind == AssignmentKind::Partner {
                        shares.push(words.next().unwrap_or("*").to_owned());
                    }
                    assigned.push(kind);
                    contact |= bits.parse::<i64>().map_err(|_| Error::Meaning("sides"))?;
                } else {
                    invited.push(kind);
                }
            }
        }
    }
    standing.assigned = Assignments::of(&assigned);
    standing.shared = shared(&shares);
    standing.invited = Assignments::of(&invited);
    standing.contact_sides =
        sides.iter().filter(|(bit, _)| contact & bit != 0).map(|(_, side)| *side).collect();
    Ok(standing)
}

/// What is shared with a partner in the case: the groups named, and how the case goes, which
/// everybody who works with it sees. Several shares of one case add up.
fn shared(shares: &[String]) -> Option<PartSet> {
    if shares.is_empty() || shares.iter().any(|groups| groups == "*") {
        return None;
    }
    let named = shares.iter().flat_map(|groups| groups.split(' ')).filter_map(Group::parse);
    Some(named.fold(PartSet::group(Group::G1), |set, group| set.union(PartSet::group(group))))
}

/// The bit of a side letter in `case_access.sides`: A is the first.
pub(crate) fn side_bit(letter: char) -> i64 {
    let place = (letter.to_ascii_uppercase() as u32).saturating_sub('A' as u32);
    1 << Ord::min(place, 62)
}
