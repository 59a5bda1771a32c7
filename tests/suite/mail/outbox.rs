//! Each act's mail goes out once, whatever happens between, and what cannot go out is seen.

use administration::Mail;
use permissions::{Actor, Task};
use server::mail::Runner;
use tests::databases::Kind;
use tests::sink::Answers;
use wording::Language;

use super::office::{Office, SITE};

fn header<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
}

async fn an_invitation_is_mailed_in_the_words_of_whoever_reads_it(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    office.invite("sian", Language::Cy).await;
    office.send_all().await;
    let [english, welsh] = office.sink.taken().try_into().expect("two mails");
    let (headers, text) = english.read();
    assert_eq!(english.envelope, ["MAIL FROM:<accord@example.org>", "RCPT TO:<ama@example.org>"]);
    assert_eq!(header(&headers, "Subject"), "Your invitation");
    assert_eq!(header(&headers, "Auto-Submitted"), "auto-generated");
    assert!(header(&headers, "Message-ID").ends_with("@example.org>"));
    assert!(header(&headers, "Content-Type").starts_with("text/plain"));
    assert!(text.contains("Your user name is ama.") && text.contains("1 December 2026"), "{text}");
    assert!(!text.contains("Mensah") && !text.contains("Northside") && !text.contains('{'), "{text}");
    let (headers, text) = welsh.read();
    assert_eq!(header(&headers, "Subject"), "Eich gwahoddiad");
    assert!(text.contains("Eich enw defnyddiwr yw sian."), "{text}");
    // The link opens what the one opens that was shown.
    let path = english.path(SITE).expect("a link");
    let token = path.strip_prefix("/invitation/").expect("an invitation");
    let invited = office.identity.invitation(token).await.expect("the database works");
    assert_eq!(invited.expect("it works").username, "ama");
    assert_eq!(office.states().await, [0, 2, 0, 0]);
    office.send_all().await;
    assert_eq!(office.sink.taken().len(), 2, "once");
}

crate::on_both!(an_invitation_is_mailed_in_the_words_of_whoever_reads_it);

async fn the_outbox_holds_no_link_and_no_address(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    office.settle("bea").await;
    let origin = super::forgotten::origin(1);
    office.identity.ask_for_reset("bea", &origin).await.expect("the database works");
    office.runner().tidy().await.expect("the database works");
    let rows = super::hostile::rows(&office, "outbox").await;
    assert!(!rows.is_empty());
    for row in rows {
        assert!(!row.contains("example.org") && !row.contains("Mensah") && !row.contains("bea"), "{row}");
    }
}

crate::on_both!(the_outbox_holds_no_link_and_no_address);

async fn an_act_that_is_given_up_is_not_told(kind: Kind) {
    let office = Office::open(kind).await;
    let account = office.settle("ama").await;
    // In use already: the invitation is refused, with everything in its unit.
    assert!(office.identity.invite(&office.operator(), account).await.is_err());
    office.send_all().await;
    assert_eq!((office.states().await, office.sink.connections()), ([0; 4], 0));
}

crate::on_both!(an_act_that_is_given_up_is_not_told);

async fn a_node_that_dies_between_sending_and_saying_so(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    // It claims, sends, and is gone.
    let postman = Actor::system(Task::Notifications, office.store.now());
    let mut unit = office.store.write(&postman).await.expect("a unit");
    let until = office.store.now() + std::time::Duration::from_secs(600);
    let letters = unit.claim_mail(5, until).await.expect("the outbox");
    unit.commit().await.expect("a commit");
    let mail = office.pen().write(&letters[0], &office.post()).expect("words").expect("an address");
    office.post().send(&mail).await.expect("the sink takes it");
    // Nobody else has it meanwhile; when the claim ends it goes out again, under the same name.
    office.send_all().await;
    office.later(9);
    office.send_all().await;
    assert_eq!(office.sink.taken().len(), 1);
    office.later(1);
    office.send_all().await;
    let [first, second] = office.sink.taken().try_into().expect("two mails");
    let name = |taken: &tests::sink::Taken| header(&taken.read().0, "Message-ID").to_owned();
    assert_eq!(name(&first), name(&second));
    assert_eq!(office.states().await, [0, 1, 0, 0]);

    // A mail server that dies in that moment is the same to us.
    office.invite("bea", Language::En).await;
    office.sink.answer(Answers::Vanishing);
    office.send_all().await;
    office.sink.answer(Answers::Yes);
    office.later(1);
    office.send_all().await;
    let taken = office.sink.taken();
    assert_eq!((taken.len(), name(&taken[2])), (4, name(&taken[3])));
    assert_eq!(office.states().await, [0, 2, 0, 0]);
}

crate::on_both!(a_node_that_dies_between_sending_and_saying_so);

async fn two_nodes_send_each_mail_once(kind: Kind) {
    let office = Office::open(kind).await;
    for n in 0..40 {
        office.invite(&format!("person{n}"), Language::En).await;
    }
    let (one, two) = (office.runner(), office.other_runner().await);
    let drain = async |runner: Runner| {
        let mut rounds = 0;
        while runner.round().await.expect("the database works") > 0 {
            rounds += 1;
        }
        rounds
    };
    let rounds = tokio::join!(drain(one), drain(two));
    let mut to: Vec<_> = office.sink.taken().into_iter().map(|taken| taken.envelope[1].clone()).collect();
    assert_eq!(to.len(), 40, "{rounds:?}");
    to.sort();
    to.dedup();
    assert_eq!((to.len(), office.states().await), (40, [0, 40, 0, 0]));
    assert!(rounds.0 > 0 && rounds.1 > 0, "both had some: {rounds:?}");
}

crate::on_both!(two_nodes_send_each_mail_once);

async fn what_cannot_go_out_is_tried_again_and_then_given_up(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    office.sink.answer(Answers::ToRecipients("451 later"));
    let health = async || Mail::new(office.store.clone()).health(&office.operator()).await.expect("health");
    let mut tries = 0;
    for minutes in [0, 1, 2, 5, 15, 60, 180, 360, 720] {
        office.later(minutes);
        office.send_all().await;
        tries += 1;
        let told = health().await;
        let line = &told.troubled[0];
        assert_eq!((line.attempts, line.trouble), (tries, Some("later")));
        assert_eq!(line.again_at.is_some(), tries < 9, "try {tries}");
        office.send_all().await;
        assert_eq!(health().await.troubled[0].attempts, tries, "not before its time");
    }
    assert_eq!(office.states().await, [0, 0, 1, 0], "given up");
    let told = health().await;
    assert_eq!((told.failed, told.waiting, told.troubled[0].is_in_time), (1, 0, true));

    // Somebody repairs the mail server and has it tried again.
    office.sink.answer(Answers::Yes);
    let mails = Mail::new(office.store.clone());
    assert!(mails.retry(&office.operator(), &told.troubled[0].id).await.expect("the operator may"));
    office.send_all().await;
    let told = health().await;
    assert_eq!((told.sent, told.failed, told.troubled.len()), (1, 0, 0));
    for id in ["", "nothing", "00000000-0000-0000-0000-000000000000"] {
        assert!(!mails.retry(&office.operator(), id).await.expect("the operator may"), "{id}");
    }
}

crate::on_both!(what_cannot_go_out_is_tried_again_and_then_given_up);

async fn what_will_never_go_out_is_given_up_at_once(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    office.sink.answer(Answers::ToRecipients("550 nobody here"));
    office.send_all().await;
    office.invite("bea", Language::En).await;
    office.poke("UPDATE accounts SET email = NULL WHERE username = 'bea'").await;
    office.send_all().await;
    assert_eq!(office.states().await, [0, 0, 2, 0]);
    let told = Mail::new(office.store.clone()).health(&office.operator()).await.expect("health");
    let troubles: Vec<_> = told.troubled.iter().map(|line| line.trouble.unwrap_or_default()).collect();
    assert_eq!(troubles, ["address", "refused"]);
}

crate::on_both!(what_will_never_go_out_is_given_up_at_once);

async fn without_a_mail_server_nothing_is_connected_to_and_mail_waits(kind: Kind) {
    let office = Office::open(kind).await;
    office.invite("ama", Language::En).await;
    let runner = Runner::new(office.store.clone(), office.pen(), None);
    runner.tidy().await.expect("the database works");
    assert_eq!(runner.round().await.expect("the database works"), 0);
    assert_eq!((office.sink.connections(), office.states().await), (0, [1, 0, 0, 0]));
    // Once it is set, what is still of use goes out; a link that is over is put away.
    office.send_all().await;
    assert_eq!(office.states().await, [0, 1, 0, 0]);
    office.invite("bea", Language::En).await;
    office.later(7 * 24 * 60);
    runner.tidy().await.expect("the database works");
    assert_eq!(office.states().await, [0, 1, 0, 1]);
    // And a month later nothing is left of either.
    office.later(31 * 24 * 60);
    runner.tidy().await.expect("the database works");
    assert_eq!(office.states().await, [0; 4]);
}

crate::on_both!(without_a_mail_server_nothing_is_connected_to_and_mail_waits);

async fn only_the_newest_invitation_is_sent(kind: Kind) {
    let office = Office::open(kind).await;
    let account = office.invite("ama", Language::En).await;
    office.identity.invite(&office.operator(), account).await.expect("it waits");
    office.send_all().await;
    assert_eq!((office.sink.taken().len(), office.states().await), (1, [0, 1, 0, 1]));
}

crate::on_both!(only_the_newest_invitation_is_sent);

async fn only_whoever_keeps_the_service_running_sees_how_mail_stands(kind: Kind) {
    let office = Office::open(kind).await;
    let mails = Mail::new(office.store.clone());
    for task in [Task::SignIn, Task::Notifications, Task::Duplicates, Task::AuditCheck] {
        let actor = Actor::system(task, office.store.now());
        assert!(mails.health(&actor).await.is_err(), "{task:?}");
        assert!(mails.retry(&actor, "").await.is_err(), "{task:?}");
        if task != Task::Notifications {
            let mut unit = office.store.write(&actor).await.expect("a unit");
            assert!(unit.claim_mail(1, office.store.now()).await.is_err(), "{task:?}");
        }
    }
    assert!(mails.health(&office.operator()).await.is_ok());
}

crate::on_both!(only_whoever_keeps_the_service_running_sees_how_mail_stands);
