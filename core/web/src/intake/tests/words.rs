use super::*;

/// A key without words is drawn in square brackets.
#[tokio::test]
async fn every_page_has_its_words_in_both_languages() {
    let north = Northside::new().await;
    north.house.break_plugins(true);
    let mut priya = north.signed_in("priya").await;
    north.refer(&mut priya, AMA).await;
    let number = north.refer(&mut priya, AMA).await;
    for language in ["en", "cy"] {
        let check = |page: &Page| {
            assert_eq!(page.attributes("html", "lang"), [language], "{}", page.path);
            let words = page.texts("body").concat();
            assert!(!words.contains('['), "{}: words are missing: {words}", page.path);
        };
        let mut stranger = north.browser();
        stranger.set_cookie("__Host-language", language);
        let mut page = stranger.get(PUBLIC).await;
        while !is_check(&page) {
            check(&page);
            page = stranger.submit(&page, &answers_of(&page, EVE)).await;
        }
        check(&page);
        check(&stranger.submit(&page, &[]).await);

        let mut priya = north.signed_in("priya").await;
        priya.set_cookie("__Host-language", language);
        let mut page = priya.get(PARTNER).await;
        while !is_check(&page) {
            check(&page);
            page = priya.submit(&page, &answers_of_a_partner(&page, EVE)).await;
        }
        check(&page);
        for path in ["/referrals", "/referrals?done=kept", &format!("/referrals/{number}")] {
            check(&priya.get(path).await);
        }
        check(&priya.get("/referrals/discard/referral-partner/referral").await);
        check(&priya.submit(&page, &[]).await);

        let mut dan = north.signed_in("dan").await;
        dan.set_cookie("__Host-language", language);
        for path in ["/intake", "/intake?show=decided", "/intake?done=discarded", "/intake/new"] {
            check(&dan.get(path).await);
        }
        for path in ["", "?done=already", "?done=accepted", "/accept", "/decision/ask", "/decision/decline"] {
            check(&dan.get(&format!("/intake/{number}{path}")).await);
        }
        let page = dan.get(&format!("/intake/{number}/accept")).await;
        check(&dan.submit(&page, &[("harmed.called", ""), ("harmed.side", "party")]).await);
        let page = dan.get(&format!("/intake/{number}/decision/redirect")).await;
        check(&dan.submit(&page, &[]).await);
        check(&dan.get("/cases?done=referral-accepted").await);
    }
}
