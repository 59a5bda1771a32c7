//! The dataset `quarterly-return`: every figure that a report names, counted.

use std::collections::BTreeMap;

use contributions::{Catalogue, CatalogueField, DateBasis, Figure, ReportDefinition, Unit as Counted};
use domain::{Part, PartSet, Period};
use storage::figures::{Cube, CubeQuery};
use storage::{Reading, Unit};

use crate::Result;

/// What was counted for one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// One number.
    Number(u64),
    /// A number for each group; no group is what is not known.
    Groups(Vec<(Option<String>, u64)>),
    /// The dataset has no such count, or the reader may not have one of this kind.
    NotOffered,
}

/// Most options of a list that stand in a table even where nothing was counted.
const SHORT: usize = 20;

/// The part that decides who may have counts of a field.
///
/// An age band is one of the questions of equality when it is counted (`domain.md` §4.5):
/// whoever may count these may count it, without reading anybody's age.
fn counted_part(field: &CatalogueField) -> Part {
    if field.part == Part::AgeBand { Part::Equality } else { field.part }
}

/// The fields that a figure looks at.
fn fields(figure: &Figure) -> Vec<&str> {
    let mut fields = figure.filter.as_ref().map(contributions::Condition::fields).unwrap_or_default();
    fields.extend(figure.group_by.as_deref());
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Counts the figures of `report`, in their order.
///
/// Figures over the same units and date are taken from one statement. What looks at a part
/// outside `counted` is not offered.
pub(crate) async fn count(
    unit: &Unit<Reading>,
    catalogue: &Catalogue,
    report: &ReportDefinition,
    period: Period,
    counted: PartSet,
) -> Result<Vec<Count>> {
    let permitted = |figure: &&Figure| {
        fields(figure)
            .iter()
            .all(|id| catalogue.get(id).is_some_and(|field| counted.contains(counted_part(field))))
    };
    let mut cubes: BTreeMap<(Counted, DateBasis), Vec<String>> = BTreeMap::new();
    for figure in report.figures.iter().filter(permitted) {
        let wanted = cubes.entry((figure.unit, figure.date_basis)).or_default();
        wanted.extend(fields(figure).into_iter().map(str::to_owned));
    }
    let mut counted_cubes: BTreeMap<(Counted, DateBasis), Option<Cube>> = BTreeMap::new();
    for ((units, basis), mut fields) in cubes {
        fields.sort_unstable();
        fields.dedup();
        let query = CubeQuery { unit: units, basis, period, fields };
        counted_cubes.insert((units, basis), unit.count(catalogue, &query).await?);
    }
    let mut counts = Vec::with_capacity(report.figures.len());
    for figure in &report.figures {
        if !permitted(&figure) {
            counts.push(Count::NotOffered);
            continue;
        }
        let own;
        let cube = match &counted_cubes[&(figure.unit, figure.date_basis)] {
            Some(cube) => Some(cube),
            // One figure that cannot be counted must not take the others with it.
            None => {
                let fields = fields(figure).into_iter().map(str::to_owned).collect();
                let query = CubeQuery { unit: figure.unit, basis: figure.date_basis, period, fields };
                own = unit.count(catalogue, &query).await?;
                own.as_ref()
            }
        };
        counts.push(cube.map_or(Count::NotOffered, |cube| take(cube, figure, catalogue, period)));
    }
    Ok(counts)
}

fn take(cube: &Cube, figure: &Figure, catalogue: &Catalogue, period: Period) -> Count {
    // "Today" of a condition is the last day of the period: a return made later says the same.
    let last = period.end.pred_opt().unwrap_or(period.first);
    let holds =
        |values: &domain::Answers| figure.filter.as_ref().is_none_or(|filter| filter.holds(values, last));
    let Some(group) = &figure.group_by else { return Count::Number(cube.count(holds)) };
    let mut found = cube.count_by(group, holds);
    let options = catalogue.get(group).map_or(&[][..], |field| field.options.all());
    let mut groups = Vec::with_capacity(options.len() + 1);
    for option in options {
        let count = found.remove(&Some(option.code.clone())).unwrap_or(0);
        if count > 0 || options.len() <= SHORT {
            groups.push((Some(option.code.clone()), count));
        }
    }
    let unknown = found.remove(&None).unwrap_or(0);
    groups.extend(found);
    groups.push((None, unknown));
    Count::Groups(groups)
}
