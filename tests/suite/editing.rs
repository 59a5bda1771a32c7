//! Several people, or one impatient one, at the same record (`security.md` §5.3, X-01, X-05):
//! one sending has one effect, and no change overwrites another that its author never saw.
//!
//! `ACCORD_RACES` says how often people race.

use reqwest::StatusCode;
use tests::crawl::{count, tell};
use tests::page::Page;
use tests::person::Person;

use crate::durability::Place;
use crate::durability::writers::Writer;

/// How many races, in a run that nobody asked to be longer.
const USUAL: usize = 6;

/// How many people race.
const EDITORS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_the_same_are_shown_both_and_choose() {
    let place = Place::demo();
    let _serving = place.serve();
    let mut at = Desk::open(&place, 2).await;
    let (first, second) = (at.form(0).await, at.form(1).await);
    assert_eq!(at.send(0, &first, &[("phone", "0131 496 0001")]).await.status, StatusCode::SEE_OTHER);
    let both = at.send(1, &second, &[("phone", "0131 496 0002"), ("town", "Elsewhere")]).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "{}", both.text());
    for text in ["0131 496 0001", "0131 496 0002"] {
        assert!(both.says(text), "{}", both.text());
    }
    assert!(!both.says("Elsewhere"), "only what collides is asked: {}", both.text());
    assert_eq!(at.kept("phone").await, "0131 496 0001", "nothing is kept yet");

    let unchosen = at.send(1, &both, &[]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unchosen.text());
    assert_eq!(unchosen.attributes(".govuk-error-summary a", "href").len(), 1);
    // Somebody changes it once more meanwhile: it is asked again.
    let third = at.form(0).await;
    assert_eq!(at.send(0, &third, &[("phone", "0131 496 0003")]).await.status, StatusCode::SEE_OTHER);
    let again = at.send(1, &unchosen, &[("keep-phone", "yours")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());
    assert!(again.says("0131 496 0003") && again.says("0131 496 0002"), "{}", again.text());
    assert_eq!(at.send(1, &again, &[("keep-phone", "yours")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(at.kept("phone").await, "0131 496 0002");
    assert_eq!(at.kept("town").await, "Elsewhere", "what did not collide came along");

    let (first, second) = (at.form(0).await, at.form(1).await);
    assert_eq!(at.send(0, &first, &[("phone", "0131 496 0004")]).await.status, StatusCode::SEE_OTHER);
    let both = at.send(1, &second, &[("phone", "")]).await;
    assert_eq!(both.status, StatusCode::CONFLICT, "{}", both.text());
    assert_eq!(at.send(1, &both, &[("keep-phone", "theirs")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(at.kept("phone").await, "0131 496 0004");

    let (first, second) = (at.form(0).await, at.form(1).await);
    assert_eq!(at.send(0, &first, &[("email", "one@example.org")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(at.send(1, &second, &[("town", "Nowhere")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(at.kept("email").await, "one@example.org", "different fields merge by themselves");
    assert_eq!(at.kept("town").await, "Nowhere");
    // The sealed answers are for the person that they were drawn for.
    let forged = at.form(0).await;
    let refused = at.send(0, &forged, &[("seen", "x")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_race_overwrites_what_was_never_seen() {
    let place = Place::demo();
    let _serving = place.serve();
    let mut at = Desk::open(&place, EDITORS).await;
    let races = count("ACCORD_RACES", USUAL);
    let fields = ["town", "address-line-1", "address-line-2", "safe-times"];
    let mut joined = 0;
    for race in 0..races {
        let number = |editor: usize| format!("0131 496 {:04}", (race * EDITORS + editor) % 10_000);
        let same = race % 2 == 0;
        let typed = |editor: usize| match same {
            true => ("phone", number(editor)),
            false => (fields[editor], format!("Place {race} of {editor}")),
        };
        let answers = at.race(typed).await;
        let kept: Vec<usize> = (0..EDITORS).filter(|one| answers[*one] == StatusCode::SEE_OTHER).collect();
        let others = answers.iter().filter(|status| **status == StatusCode::CONFLICT).count();
        assert_eq!(kept.len() + others, EDITORS, "race {race}: {answers:?}");
        if same {
            assert_eq!(kept.len(), 1, "race {race}: one of those who saw the same is first: {answers:?}");
            assert_eq!(at.kept("phone").await, number(kept[0]), "race {race}");
        } else {
            assert_eq!(kept.len(), EDITORS, "race {race}: they do not collide: {answers:?}");
            for editor in kept {
                let (field, value) = typed(editor);
                assert_eq!(at.kept(field).await, value, "race {race}");
                joined += 1;
            }
        }
    }
    tell(&format!("{races} races of {EDITORS}, {joined} changes joined, none overwritten unseen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_many_times_at_once_is_kept_once() {
    let place = Place::demo();
    let serving = place.serve();
    let mut writer = Writer::sign_in(&place, 1).await.remove(0);
    let most = if count("ACCORD_RACES", USUAL) > USUAL { 50 } else { 12 };
    for (round, times) in [2, most].into_iter().enumerate() {
        let page = writer.person.try_ask(&writer.form).await.expect("it answers");
        let note = format!("kept {round}");
        let sending: Vec<_> = (0..times)
            .map(|_| {
                let (mut person, page, note) = (writer.person.another_window(), page.clone(), note.clone());
                tokio::spawn(async move {
                    let answer = person.try_submit(&page, &[("kind", "note"), ("summary", &note)]).await;
                    let answer = answer.expect("it answers");
                    (answer.status, answer.leads_to)
                })
            })
            .collect();
        let mut answers = Vec::new();
        for one in sending {
            answers.push(one.await.expect("no panic"));
        }
        let first = answers[0].clone();
        assert_eq!(first.0, StatusCode::SEE_OTHER, "{}", serving.said());
        assert!(answers.iter().all(|one| *one == first), "the same answer {times} times: {answers:?}");
        assert_eq!(place.notes(&note).await.len(), 1, "sent {times} times, kept once");
    }
}

/// Several browsers with the contact details of one participant before them.
struct Desk {
    people: Vec<Person>,
    details: String,
}

impl Desk {
    async fn open(place: &Place, count: usize) -> Self {
        for mut writer in Writer::sign_in(place, 6).await {
            let case = writer.form.trim_end_matches("/contact").to_owned();
            let page = writer.person.ask(&case).await;
            let links = page.attributes("main a", "href");
            if let Some(details) = links.into_iter().find(|link| link.contains("/details?of=")) {
                return Self {
                    people: (0..count).map(|_| writer.person.another_window()).collect(),
                    details,
                };
            }
        }
        panic!("nobody may correct how somebody is contacted");
    }

    async fn form(&mut self, who: usize) -> Page {
        let page = self.people[who].ask(&self.details).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page
    }

    async fn send(&mut self, who: usize, page: &Page, typed: &[(&str, &str)]) -> Page {
        self.people[who].try_submit(page, typed).await.expect("it answers")
    }

    /// What the form says now.
    async fn kept(&mut self, field: &str) -> String {
        let page = self.form(0).await;
        let boxes = page.attributes(&format!("main [name='{field}']"), "value");
        match boxes.into_iter().next() {
            Some(value) => value,
            None => page.texts(&format!("main textarea[name='{field}']")).concat(),
        }
    }

    /// Everybody opens the form, and then everybody sends it.
    async fn race(&mut self, typed: impl Fn(usize) -> (&'static str, String)) -> Vec<StatusCode> {
        let mut sending = Vec::new();
        for who in 0..self.people.len() {
            let page = self.form(who).await;
            sending.push((self.people[who].another_window(), page, typed(who)));
        }
        let sending: Vec<_> = sending
            .into_iter()
            .map(|(mut person, page, (field, value))| {
                tokio::spawn(async move {
                    person.try_submit(&page, &[(field, &value)]).await.expect("it answers").status
                })
            })
            .collect();
        let mut answers = Vec::new();
        for one in sending {
            answers.push(one.await.expect("no panic"));
        }
        answers
    }
}
