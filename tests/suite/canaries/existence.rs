//! What may not be known is answered like what is not there: byte for byte, with the same
//! statements (`security.md` §3.5).

use std::sync::atomic::Ordering::Relaxed;

use domain::{Reference, ReferenceKind};
use tests::canaries::Spot;
use tests::canaries::cast::{NAMES, readers};
use tests::crawl::addresses::unknown;
use tests::crawl::plain::parting;
use tests::crawl::{Addresses, House, Reader, plain, tell};
use tests::databases::Kind;
use web::Row;

/// The answers of a reader to what is not there.
struct Nothing<'a> {
    house: &'a House,
    reader: Reader,
    compared: usize,
    different: Vec<String>,
}

impl Nothing<'_> {
    /// Opens `path` with each of two references in it, and compares.
    async fn compare(&mut self, route: &Row, hidden: &Addresses, absent: &Addresses, names: [Reference; 2]) {
        for (one, two) in hidden.of_route(route).iter().zip(absent.of_route(route)) {
            let (first, mut statements) = self.ask(one, names[0]).await;
            let (second, mut others) = self.ask(&two, names[1]).await;
            self.compared += 1;
            // Now and then something else of the server reads as well.
            for _ in 0..3 {
                if statements != others {
                    statements = statements.min(self.ask(one, names[0]).await.1);
                    others = others.min(self.ask(&two, names[1]).await.1);
                }
            }
            if first != second {
                self.different.push(format!("{one}: {}", parting(&first, &second)));
            } else if statements != others {
                self.different.push(format!("{one}: {statements} statements and {others}"));
            }
        }
    }

    /// The answer without the reference, and how many statements the readers were asked.
    async fn ask(&mut self, path: &str, named: Reference) -> (String, u64) {
        let before = self.house.statements.reads.load(Relaxed);
        let page = self.reader.get(path).await;
        let after = self.house.statements.reads.load(Relaxed);
        let answer = plain(&page).replace(&named.to_string(), "IT").replace(&named.stored(), "IT");
        (answer, after - before)
    }
}

async fn what_may_not_be_known_is_as_if_it_were_not_there(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let table = House::routes();
    let rows = table.rows();
    let of = |parameter: &'static str| {
        rows.iter().filter(move |row| row.method == http::Method::GET && row.path.contains(parameter))
    };
    let [no_case, no_referral, no_account] =
        [ReferenceKind::Case, ReferenceKind::Referral, ReferenceKind::Account].map(unknown);
    let no_person = unknown(ReferenceKind::Person);
    let absent = Addresses::of(no_case, no_referral, no_account, no_person);
    let (mut compared, mut different) = (0, Vec::new());
    for person in readers(kind) {
        let reader = house.reader(person).await;
        let mut nothing = Nothing { house: &house, reader, compared: 0, different: Vec::new() };
        let hides = |spot: Spot| stock.world.sight_of(person, &spot, false).is_none();
        for (case, reference) in stock.names.cases.iter().enumerate() {
            let Some(reference) = reference.filter(|_| hides(Spot::CaseReference(case))) else { continue };
            let hidden = Addresses::of(reference, no_referral, no_account, no_person);
            for row in of("{case}") {
                nothing.compare(row, &hidden, &absent, [reference, no_case]).await;
            }
        }
        for (referral, reference) in stock.names.referrals.iter().enumerate() {
            let Some(reference) = reference.filter(|_| hides(Spot::ReferralReference(referral))) else {
                continue;
            };
            let hidden = Addresses::of(no_case, reference, no_account, no_person);
            for row in of("{referral}") {
                nothing.compare(row, &hidden, &absent, [reference, no_referral]).await;
            }
        }
        compared += nothing.compared;
        different.extend(nothing.different.into_iter().map(|what| format!("{}: {what}", NAMES[person])));
    }
    tell(&format!("{compared} pairs of a hidden record and none"));
    assert!(compared > 400, "{compared} pairs are too few to mean anything");
    let shown = different.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(different.is_empty(), "{} pairs differ:\n{shown}", different.len());
}

crate::on_both!(what_may_not_be_known_is_as_if_it_were_not_there);
