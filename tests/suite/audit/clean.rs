//! A log that nobody touched is whole, whatever was done in the service.
//!
//! `ACCORD_CLEAN_RUNS` says how many runs there are, on each database; 10,000 is the full
//! figure.

use tests::databases::Kind;
use tests::dice::Dice;

use super::log::{Log, how_many};

/// How many runs one service lives for.
const LIFE: usize = 40;

#[expect(clippy::print_stdout, reason = "the figures are what a long run is for")]
async fn no_false_alarm(kind: Kind) {
    let wanted = how_many("ACCORD_CLEAN_RUNS", 60);
    let (_, mut dice) = Dice::fresh();
    let (mut runs, mut entries, mut rows) = (0, 0, 0);
    while runs < wanted {
        let mut log = Log::open(kind).await;
        for _ in 0..LIFE.min(wanted - runs) {
            for _ in 0..1 + dice.below(2) {
                log.act(&mut dice).await;
            }
            if dice.chance(30) {
                log.checkpoint().await;
            }
            let check = if dice.chance(10) {
                log.log.verify(&log.checker(), &log.outside).await.expect("its task").into_inner()
            } else {
                log.check(&log.outside).await
            };
            assert_eq!(check.findings, [], "run {runs}");
            assert_eq!(check.outside, log.outside.len() as u64);
            runs += 1;
            (entries, rows) = (entries + check.entries, rows + check.rows);
        }
    }
    println!("{runs} clean runs, {entries} entries and {rows} rows read, no false alarm");
}
crate::on_both!(no_false_alarm);

/// An erasure destroys the key, removes sealed rows through the one door that marks it, and
/// the log verifies. A row that goes past the door is found.
async fn what_was_accepted_left_no_alarm(kind: Kind) {
    let mut dice = Dice::new(3);
    let mut log = Log::open(kind).await;
    for _ in 0..30 {
        log.act(&mut dice).await;
    }
    let house = &log.house;
    let answers = crate::intake::house::burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let referral = house.refer(answers).await;
    let before = house.count("SELECT count(*) FROM owner_keys WHERE erased_at IS NOT NULL").await;
    house.accept(&house.coordinator, referral, |_| {}).await;
    let erased = house.count("SELECT count(*) FROM owner_keys WHERE erased_at IS NOT NULL").await;
    assert_eq!(erased, before + 1, "the key of the submission was destroyed");
    log.checkpoint().await;
    assert_eq!(log.check(&log.outside).await.findings, []);
    // A destroyed key alone changes no row.
    log.run("UPDATE owner_keys SET wrapped = NULL, erased_at = created_at").await;
    assert_eq!(log.check(&log.outside).await.findings, []);
}
crate::on_both!(what_was_accepted_left_no_alarm);
