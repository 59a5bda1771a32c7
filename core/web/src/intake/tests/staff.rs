use super::*;

/// Priya has referred Ama; Dan has the referral open.
async fn referred(north: &Northside) -> (String, Browser, Page) {
    let number = north.refer(&mut north.signed_in("priya").await, AMA).await;
    let mut dan = north.signed_in("dan").await;
    let page = dan.get(&format!("/intake/{number}")).await;
    (number, dan, page)
}

#[tokio::test]
async fn dan_accepts_and_is_led_to_the_new_case() {
    let north = Northside::new().await;
    let (number, mut dan, page) = referred(&north).await;
    assert!(page.says("He was angry") && page.says("She wants to ask why"), "{}", page.body);
    let accept = dan.get(&format!("/intake/{number}/accept")).await;
    for (name, value) in [
        ("service-type", "restorative-justice"),
        ("area", "colchester"),
        ("category", "burglary-residential"),
        ("harmed.role", "person-harmed"),
        ("responsible.side", "responsible"),
    ] {
        let chosen = accept.attributes(&format!("select[name=\"{name}\"] option[selected]"), "value");
        assert_eq!(chosen, [value], "{name} is prefilled");
    }
    assert_eq!(accept.attributes("[name=\"harmed.called\"]", "value"), ["Ama Mensah"]);
    let case = dan.submit(&accept, &[("harmed.called", "Ama")]).await;
    assert!(case.path.starts_with("/cases/C-"), "{} {}", case.path, case.body);
    assert!(
        case.says("The referral is accepted") && case.says("Ama") && case.says("Kit Lowe"),
        "{}",
        case.body
    );
    // Pressed twice, it is the same case.
    let again = dan.submit(&accept, &[("harmed.called", "Ama")]).await;
    let place = |path: &str| path.split('?').next().unwrap_or_default().to_owned();
    assert_eq!(place(&again.path), place(&case.path));
    assert!(again.says("accepted already"), "{}", again.body);
    let page = dan.get(&format!("/intake/{number}")).await;
    assert_eq!(page.attributes("main a[href^=\"/cases/\"]", "href"), [place(&case.path)]);
    assert!(
        page.attributes("main a[href$=\"/accept\"]", "href").is_empty(),
        "there is nothing left to decide"
    );
}

#[tokio::test]
async fn what_still_has_to_be_said_is_asked_and_nothing_is_lost() {
    let north = Northside::new().await;
    let (number, mut dan, _) = referred(&north).await;
    let page = dan.get(&format!("/intake/{number}/accept")).await;
    let typed =
        [("harmed.side", "responsible"), ("responsible.called", " "), ("summary", "A break-in at night")];
    let page = dan.submit(&page, &typed).await;
    assert_eq!(page.status, 422);
    let links = page.attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#harmed.side", "#responsible.called"], "{}", page.body);
    assert_eq!(page.texts("#summary"), ["A break-in at night"]);
    assert_eq!(page.attributes("select[name=\"harmed.side\"] option[selected]", "value"), ["responsible"]);
    // Whoever does not take part is left out; what was said of them stays with the referral.
    let (to, mut fields) = page.sent(&[("harmed.side", "harmed"), ("responsible.called", "Kit")]);
    fields.retain(|(name, _)| name != "responsible.takes-part");
    let case = dan.post(&to, &fields).await;
    assert!(case.path.starts_with("/cases/C-"), "{} {}", case.path, case.body);
    assert!(!case.says("Kit"), "{}", case.body);
}

#[tokio::test]
async fn likenesses_are_shown_to_who_decides_and_to_nobody_else() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    let known = north.refer(&mut priya, AMA).await;
    let mut dan = north.signed_in("dan").await;
    let page = dan.get(&format!("/intake/{known}/accept")).await;
    let case = dan.submit(&page, &[]).await;
    let case = case.path.trim_start_matches("/cases/").split('?').next().unwrap_or_default().to_owned();
    let same = north.refer(&mut priya, AMA).await;
    let page = dan.get(&format!("/intake/{same}")).await;
    assert!(page.says("Possible link, do not disclose"), "{}", page.body);
    assert!(page.attributes(".accord-alike a", "href").contains(&format!("/cases/{case}")), "{}", page.body);
    assert!(!priya.get(&format!("/referrals/{same}")).await.says("ossible link"));
    // She is taken for the same person.
    let page = dan.get(&format!("/intake/{same}/accept")).await;
    let known = page.attributes("[name=\"harmed.known\"]", "value");
    assert_eq!((known.len(), known[0].as_str()), (2, "new"), "{}", page.body);
    let accepted = dan.submit(&page, &[("harmed.known", &known[1])]).await;
    assert!(accepted.path.starts_with("/cases/C-") && accepted.says("Ama"), "{}", accepted.body);
    // Somebody unlike anybody.
    let other = north.refer(&mut priya, EVE).await;
    let page = dan.get(&format!("/intake/{other}")).await;
    assert!(!page.texts(".accord-alike").concat().contains("The person harmed"), "{}", page.body);
}

#[tokio::test]
async fn a_decision_takes_words_and_is_made_once() {
    let north = Northside::new().await;
    let (number, mut dan, page) = referred(&north).await;
    let links = page.attributes(".accord-decide a", "href");
    for (decision, status, after) in
        [("ask", "More information asked for", "Received"), ("decline", "Not taken on", "Closed")]
    {
        let href = format!("/intake/{number}/decision/{decision}");
        assert!(links.contains(&href), "{links:?}");
        let page = dan.get(&href).await;
        let page = dan.submit(&page, &[]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.attributes(".govuk-error-summary a", "href"), ["#words"]);
        let done = dan.submit(&page, &[("words", "Which flat is it?")]).await;
        assert!(done.path.starts_with(&format!("/intake/{number}?done=")), "{} {}", done.path, done.body);
        assert_eq!(done.texts("h1 .govuk-tag"), [status]);
        assert!(done.says("Which flat is it?"), "{}", done.body);
        let own = north.signed_in("priya").await.get("/referrals").await;
        assert!(own.texts("tbody .govuk-tag").concat().contains(after), "{decision}: {}", own.body);
        assert!(!own.says("Which flat"), "{}", own.body);
        if decision == "decline" {
            let again = dan.submit(&page, &[("words", "Pressed twice")]).await;
            assert!(again.says("decided about this referral already"), "{}", again.body);
            assert!(!again.says("Pressed twice"), "{}", again.body);
        }
    }
    assert_eq!(dan.get(&format!("/intake/{number}/decision/delete")).await.status, 400);
}

#[tokio::test]
async fn a_referral_that_changed_is_looked_at_again_before_it_is_decided() {
    let north = Northside::new().await;
    let (number, mut dan, _) = referred(&north).await;
    let accept = dan.get(&format!("/intake/{number}/accept")).await;
    let decline = dan.get(&format!("/intake/{number}/decision/decline")).await;
    let ask = dan.get(&format!("/intake/{number}/decision/ask")).await;
    dan.submit(&ask, &[("words", "Which flat?")]).await;
    let page = dan.submit(&decline, &[("words", "Too far away")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("This referral has changed") && page.says("Too far away"), "{}", page.body);
    let page = dan.submit(&accept, &[("summary", "Typed before it changed")]).await;
    assert_eq!(page.status, 422);
    assert!(page.says("This referral has changed"), "{}", page.body);
    assert_eq!(page.texts("#summary"), ["Typed before it changed"]);
    let case = dan.submit(&page, &[]).await;
    assert!(case.path.starts_with("/cases/C-"), "{} {}", case.path, case.body);
}

#[tokio::test]
async fn the_office_takes_a_call_down_and_does_not_decide() {
    let north = Northside::new().await;
    let mut olu = north.signed_in("olu").await;
    let page = olu.get("/intake").await;
    assert_eq!(page.attributes("main a.govuk-button", "href"), ["/intake/new"]);
    let page = olu.get("/intake/new").await;
    let page = walk(&mut olu, page, |page| {
        let own = [("source-type", "family"), ("is-crime", "yes"), ("description", "A break-in at night")];
        let mut typed = asked(page, &own);
        let known: Vec<_> = typed.iter().map(|(name, _)| *name).collect();
        typed.extend(answers_of_a_partner(page, AMA).into_iter().filter(|(name, _)| !known.contains(name)));
        typed
    })
    .await;
    let receipt = olu.submit(&page, &[]).await;
    let number = number(&receipt);
    assert!(receipt.attributes("main a", "href").contains(&format!("/intake/{number}")), "{}", receipt.body);
    let page = olu.get(&format!("/intake/{number}")).await;
    assert!(page.says("Mensah") && page.attributes(".accord-decide a", "href").is_empty(), "{}", page.body);
    for path in ["accept", "decision/decline"] {
        assert_eq!(olu.get(&format!("/intake/{number}/{path}")).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_plugin_that_failed_is_named_to_who_decides() {
    let north = Northside::new().await;
    north.house.break_plugins(true);
    let (number, _, page) = referred(&north).await;
    assert!(page.says("The rules of referral-partner could not be run"), "{}", page.body);
    let own = north.signed_in("priya").await.get(&format!("/referrals/{number}")).await;
    assert!(!own.says("could not be run"));
}

#[tokio::test]
async fn the_queue_shows_who_waited_longest_and_goes_page_by_page() {
    let north = Northside::new().await;
    let mut stranger = north.browser();
    let page = stranger.get(PUBLIC).await;
    let mut check = walk(&mut stranger, page, |page| answers_of(page, AMA)).await;
    let mut sent = Vec::new();
    for _ in 0..51 {
        north.later(60);
        sent.push(number(&stranger.submit(&check, &[]).await));
        check = stranger.submit(&check, &[("_go", "page:check")]).await;
    }
    let mut dan = north.signed_in("dan").await;
    let first = dan.get("/intake").await;
    assert_eq!(first.texts("tbody th a"), sent[..50]);
    assert!(first.says("2 days ago"), "{}", first.body);
    let next = first.attributes("a[rel=next]", "href")[0].clone();
    let second = dan.get(&next).await;
    assert_eq!(second.texts("tbody th a"), sent[50..]);
    assert!(second.attributes("a[rel=next]", "href").is_empty());
    assert_eq!(north.signed_in("olu").await.get(&next).await.status, 404, "a place is its reader's own");
    assert!(dan.get("/intake?show=decided").await.texts("tbody th a").is_empty());
    let page = dan.get(&format!("/intake/{}/decision/redirect", sent[0])).await;
    dan.submit(&page, &[("words", "The council's own service")]).await;
    assert_eq!(dan.get("/intake?show=decided").await.texts("tbody th a"), sent[..1]);
    assert_eq!(dan.get("/intake").await.texts("tbody th a"), sent[1..]);
}

#[tokio::test]
async fn dan_enters_what_came_back() {
    let north = Northside::new().await;
    let (number, mut dan, _) = referred(&north).await;
    let ask = dan.get(&format!("/intake/{number}/decision/ask")).await;
    let page = dan.submit(&ask, &[("words", "On which number is she in the evening?")]).await;
    assert!(page.says("What we asked for") && page.says("On which number"), "{}", page.body);
    let to = page.attributes("main a[href$=\"/answers\"]", "href");
    assert_eq!(to, [format!("/intake/{number}/answers")]);
    // All answers stand there, each with the way to its page.
    let check = dan.get(&to[0]).await;
    assert!(check.says(&format!("Answers of referral {number}")) && check.says("Mensah"), "{}", check.body);
    let nothing = dan.submit(&check, &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("You have changed no answer"), "{}", nothing.body);
    let people = dan.submit(&check, &[("_go", "page:harmed")]).await;
    assert_eq!(people.attributes("[name=\"harmed-phone\"]", "value"), [AMA.phone]);
    let wrong = dan.submit(&people, &[("harmed-phone", "in the evening")]).await;
    assert_eq!(wrong.status, 422);
    let check = dan.submit(&wrong, &[("harmed-phone", "07700 900555")]).await;
    assert!(is_check(&check) && check.says("07700 900555"), "{}", check.body);
    // Until it is sent, the referral says what it said.
    assert!(dan.get(&format!("/intake/{number}")).await.says(AMA.phone));
    let page = dan.submit(&check, &[]).await;
    assert_eq!(page.path, format!("/intake/{number}?done=answered"));
    assert!(page.says("Answered") && page.says("07700 900555") && !page.says(AMA.phone), "{}", page.body);
    assert!(dan.get("/intake").await.says("Answered"));
    // Pressed twice, it was sent the first time.
    let again = dan.submit(&check, &[]).await;
    assert_eq!(again.path, format!("/intake/{number}?done=answered"));
    // The office may do the same; the partner, and whoever works elsewhere, may not.
    let mut olu = north.signed_in("olu").await;
    assert!(olu.get(&format!("/intake/{number}")).await.says("Correct the answers"));
    assert!(olu.get(&format!("/intake/{number}/answers")).await.status.is_success());
    assert_eq!(north.signed_in("priya").await.get(&to[0]).await.status, 403);
    assert_eq!(north.signed_in("cal").await.get(&to[0]).await.status, 404);
    assert_eq!(north.signed_in("ama").await.get(&to[0]).await.status, 404);
}

#[tokio::test]
async fn an_answer_is_kept_until_it_is_sent_or_thrown_away() {
    let north = Northside::new().await;
    let (number, mut dan, _) = referred(&north).await;
    let people = dan.get(&format!("/intake/{number}/answers/harmed")).await;
    let page = dan.submit(&people, &[("harmed-phone", "07700 900555"), ("_go", "later")]).await;
    assert!(page.says("Your changes are kept as a draft"), "{}", page.body);
    // A colleague decides nothing of Dan's away: what changes meanwhile is said before he sends.
    let mut olu = north.signed_in("olu").await;
    let check = dan.get(&format!("/intake/{number}/answers")).await;
    assert!(check.says("07700 900555"));
    let hers = olu.get(&format!("/intake/{number}/answers/harmed")).await;
    assert_eq!(hers.attributes("[name=\"harmed-phone\"]", "value"), [AMA.phone]);
    let hers = olu.submit(&hers, &[("harmed-given-name", "Adjoa")]).await;
    olu.submit(&hers, &[]).await;
    let stale = dan.submit(&check, &[]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.says("has changed since you opened it") && stale.says("Adjoa"), "{}", stale.body);
    let leave = dan.get(&format!("/intake/{number}/discard-changes")).await;
    let page = dan.submit(&leave, &[]).await;
    assert!(page.says("The draft is deleted") && page.says(AMA.phone), "{}", page.body);
}

#[tokio::test]
async fn the_queue_says_where_to_look_and_a_partner_is_told_nothing() {
    let north = Northside::new().await;
    let mut priya = north.signed_in("priya").await;
    north.refer(&mut priya, AMA).await;
    let mut dan = north.signed_in("dan").await;
    assert!(!dan.get("/intake").await.says("possible match"));
    north.refer(&mut priya, AMA).await;
    let tags = dan.get("/intake").await.texts("main table .govuk-tag");
    assert_eq!(tags, ["1 possible match", "1 possible match"]);
    // Another harmed by the same man has to do with both.
    north.refer(&mut priya, EVE).await;
    let tags = dan.get("/intake").await.texts("main table .govuk-tag");
    assert_eq!(tags, ["2 possible matches"; 3]);
    assert!(!priya.get("/referrals").await.says("possible match"));
}

#[tokio::test]
async fn dan_adds_a_referral_to_the_case_it_is_part_of() {
    let north = Northside::new().await;
    let (number, mut dan, _) = referred(&north).await;
    let accept = dan.get(&format!("/intake/{number}/accept")).await;
    let case = dan.submit(&accept, &[]).await.path;
    let case = case.trim_start_matches("/cases/").split('?').next().unwrap_or_default().to_owned();
    let second = north.refer(&mut north.signed_in("priya").await, AMA).await;
    let page = dan.get(&format!("/intake/{second}")).await;
    let to = page.attributes("main a[href*=\"/merge/\"]", "href");
    assert_eq!(to, [format!("/intake/{second}/merge/{case}")], "once, whoever in it is known: {}", page.body);
    let merge = dan.get(&to[0]).await;
    assert!(merge.says("stays with the referral"), "{}", merge.body);
    // Whoever is alike is proposed to be who they are in the case; the others are asked about.
    let chosen = merge.attributes("[name=\"harmed.known\"][checked]", "value");
    assert!(chosen.len() == 1 && chosen[0].ends_with(&case), "{chosen:?}");
    let known = merge.attributes("[name=\"responsible.known\"]", "value");
    assert_eq!(known.len(), 3, "somebody new, Ama or Kit");
    let wrong = dan.submit(&merge, &[("responsible.known", &chosen[0])]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("cannot be the same person"), "{}", wrong.body);
    let done = dan.submit(&wrong, &[("responsible.known", &known[2])]).await;
    assert_eq!(done.path, format!("/cases/{case}?done=referral-merged"), "{}", done.body);
    assert!(done.says("is part of this case now") && done.says(&second), "{}", done.body);
    // Pressed twice, it was added the first time; and there is nothing left to decide.
    let again = dan.submit(&merge, &[]).await;
    assert_eq!(again.path, format!("/cases/{case}?done=referral-merged"));
    let page = dan.get(&format!("/intake/{second}")).await;
    assert_eq!(page.attributes("main a[href^=\"/cases/\"]", "href"), [format!("/cases/{case}")]);
    assert!(dan.get("/intake?show=decided").await.says(&second));
    // The office looks, and does not decide.
    let third = north.refer(&mut north.signed_in("priya").await, AMA).await;
    let page = north.signed_in("olu").await.get(&format!("/intake/{third}")).await;
    assert!(page.says(&case) && page.attributes("main a[href*=\"/merge/\"]", "href").is_empty());
}
