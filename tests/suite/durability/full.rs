//! A disk without room (`security.md` §5.1, D-06): a plain answer, nothing typed is lost, and
//! everything works again as soon as there is room, without a restart.
//!
//! The room is taken away by a limit on the length of files, which any user may set on their
//! own processes: every write of the server that makes a file grow fails.

use std::collections::BTreeSet;

use reqwest::StatusCode;

use super::Place;
use super::writers::Writer;

const TYPED: &str = "kept although the disk was full";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_what_was_typed_is_sent_again() {
    let place = Place::demo();
    let serving = place.serve();
    let mut writer = Writer::sign_in(&place, 1).await.remove(0);
    assert_eq!(writer.one("kept before").await, Some(StatusCode::SEE_OTHER));
    let form = writer.person.try_ask(&writer.form).await.expect("there is room");

    serving.fill_disk(true);
    let typed = [("kind", "note"), ("summary", TYPED)];
    let refused = writer.person.try_submit(&form, &typed).await.expect("it answers");
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE, "{}", refused.text());
    assert!(refused.says("This could not be saved"), "{}", refused.text());
    assert_eq!(refused.attributes("main form input[name='summary']", "value"), [TYPED]);
    // Who looked cannot be entered in the log, so nobody looks.
    let unread = writer.person.try_ask(&writer.form).await.expect("it answers");
    assert_eq!(unread.status, StatusCode::INSUFFICIENT_STORAGE, "{}", unread.text());
    let public = writer.person.try_ask("/accessibility").await.expect("it answers");
    assert_eq!(public.status, StatusCode::OK, "what needs no entry is shown");
    let still = writer.person.try_submit(&refused, &[]).await.expect("it answers");
    assert_eq!(still.status, StatusCode::INSUFFICIENT_STORAGE, "{:?}\n{}", still.leads_to, serving.said());
    assert_eq!(still.attributes("main form input[name='summary']", "value"), [TYPED]);

    serving.fill_disk(false);
    for _ in 0..2 {
        let kept = writer.person.try_submit(&still, &[]).await.expect("it answers");
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}\n{}", kept.text(), serving.said());
    }
    assert_eq!(writer.one("kept after").await, Some(StatusCode::SEE_OTHER));
    let notes = ["kept before", TYPED, "kept after"];
    let acknowledged: BTreeSet<String> = notes.map(str::to_owned).into();
    place.is_whole(&acknowledged, "kept ").await;
    assert_eq!(place.notes("kept ").await.len(), notes.len(), "sent twice, kept once");
}
