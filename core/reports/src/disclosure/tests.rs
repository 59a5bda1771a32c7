//! A solver tries to recover what was hidden; it shares no code with what it attacks.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// The most that the solver takes a hidden count to be.
const MOST: u64 = 40;

/// The values that a published count can stand for.
fn candidates(published: Published, truth: u64, unspoken: bool) -> Vec<u64> {
    match published {
        Published::Exactly(count) => vec![count],
        Published::About(shown) => (5..=shown + 5).filter(|count| (count + 2) / 5 * 5 == shown).collect(),
        // A reader may know that a cell exists because something is in it.
        Published::Hidden if truth > 0 && !unspoken => (1..=MOST).collect(),
        Published::Hidden => (0..=MOST).collect(),
    }
}

/// All sums that these lists can give, one value of each.
fn sums(lists: &[Vec<u64>]) -> BTreeSet<u64> {
    lists.iter().fold(BTreeSet::from([0]), |known, list| {
        known.iter().flat_map(|sum| list.iter().map(move |value| sum + value)).collect()
    })
}

/// The values that a part can have, for tables (lists of parts) that share one total.
fn recover(tables: &[Vec<Vec<u64>>], total: &[u64], table: usize, part: usize) -> Vec<u64> {
    let reachable: Vec<BTreeSet<u64>> = tables.iter().map(|parts| sums(parts)).collect();
    let totals: Vec<u64> =
        total.iter().copied().filter(|total| reachable.iter().all(|sums| sums.contains(total))).collect();
    let mut others = tables[table].clone();
    let own = others.remove(part);
    let others = sums(&others);
    own.into_iter()
        .filter(|value| totals.iter().any(|total| total >= value && others.contains(&(total - value))))
        .collect()
}

fn check_tables(tables: &[Vec<u64>], print_total: bool) -> Result<(), TestCaseError> {
    let total: u64 = tables[0].iter().sum();
    let mut counts = Counts::default();
    let whole = if print_total { counts.publish(total) } else { counts.unspoken(total) };
    let places: Vec<Vec<Place>> =
        tables.iter().map(|parts| parts.iter().map(|count| counts.publish(*count)).collect()).collect();
    for parts in &places {
        counts.adds_up(whole, parts.clone());
    }
    let published = counts.protect(&Rules::default());
    let lists: Vec<Vec<Vec<u64>>> = tables
        .iter()
        .zip(&places)
        .map(|(counts, places)| {
            counts
                .iter()
                .zip(places)
                .map(|(count, place)| candidates(published[*place], *count, false))
                .collect()
        })
        .collect();
    let totals = candidates(published[whole], total, !print_total);
    let totals: Vec<u64> = if print_total { totals } else { (0..=MOST * 6).collect() };
    for (table, counts) in tables.iter().enumerate() {
        for (part, count) in counts.iter().enumerate() {
            if !(1..5).contains(count) {
                continue;
            }
            prop_assert_eq!(published[places[table][part]], Published::Hidden, "a small count is shown");
            let possible = recover(&lists, &totals, table, part);
            prop_assert!(possible.contains(count), "the solver lost the truth");
            prop_assert!(possible.len() > 1, "{:?} gives away {} in {:?}", published, count, tables);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_small_count_of_a_table_can_be_worked_out(
        parts in proptest::collection::vec(0u64..14, 1..6),
        print_total in any::<bool>(),
    ) {
        check_tables(&[parts], print_total)?;
    }

    #[test]
    fn nor_from_two_tables_of_the_same_total(
        parts in proptest::collection::vec(0u64..9, 2..5),
        cut in 0u64..20,
    ) {
        let total: u64 = parts.iter().sum();
        let first = cut.min(total);
        check_tables(&[parts.clone(), vec![first, total - first]], true)?;
        check_tables(&[parts, vec![first, total - first]], false)?;
    }
}

fn protect(total: u64, parts: &[u64]) -> (Published, Vec<Published>) {
    let mut counts = Counts::default();
    let whole = counts.publish(total);
    let parts = parts.iter().map(|count| counts.publish(*count)).collect();
    counts.adds_up(whole, parts);
    let published = counts.protect(&Rules::default());
    (published[whole], published[1..].to_vec())
}

#[test]
fn one_to_four_are_hidden_nought_is_shown_and_the_rest_is_rounded() {
    let (total, parts) = protect(44, &[0, 3, 18, 23]);
    assert_eq!(total, Published::About(45));
    assert_eq!(parts, [Published::Exactly(0), Published::Hidden, Published::About(20), Published::About(25)]);
}

#[test]
fn a_small_total_is_hidden_with_its_parts() {
    // Five may stand for five to seven, so each of the two is one to six: cover enough.
    let (total, parts) = protect(5, &[4, 1]);
    assert_eq!((total, parts), (Published::About(5), vec![Published::Hidden, Published::Hidden]));
    // A total of two is small itself, and would make both certain.
    let (total, parts) = protect(2, &[1, 1]);
    assert_eq!((total, parts), (Published::Hidden, vec![Published::Hidden, Published::Hidden]));
}

#[test]
fn without_rounding_the_smallest_neighbour_is_hidden() {
    let exact = Rules { round_to: 1, ..Rules::default() };
    let mut counts = Counts::default();
    let total = counts.publish(33);
    let parts: Vec<Place> = [2, 20, 11].map(|count| counts.publish(count)).into();
    counts.adds_up(total, parts);
    let published = counts.protect(&exact);
    assert_eq!(published, [Published::About(33), Published::Hidden, Published::About(20), Published::Hidden]);
}

#[test]
fn shares_need_ten_and_use_what_is_shown() {
    let rules = Rules::default();
    let check = |part, whole, expect| assert_eq!(share(part, whole, &rules), expect);
    check(Published::About(15), Published::About(20), Some(75));
    check(Published::About(5), Published::About(10), None);
    check(Published::Hidden, Published::About(50), None);
    check(Published::Exactly(0), Published::About(50), Some(0));
    check(Published::Exactly(3), Published::Exactly(4), Some(75));
    check(Published::Exactly(0), Published::Exactly(0), None);
}

#[test]
fn the_threshold_cannot_be_set_below_three() {
    assert_eq!(Rules::new(1).threshold(), 3);
    assert_eq!(Rules::new(10).threshold(), 10);
}

#[test]
fn counts_that_do_not_add_up_say_nothing_of_each_other() {
    let mut counts = Counts::default();
    let total = counts.publish(3);
    let parts: Vec<Place> = [2, 2].map(|count| counts.publish(count)).into();
    counts.adds_up(total, parts);
    assert!(counts.sums.is_empty());
}
