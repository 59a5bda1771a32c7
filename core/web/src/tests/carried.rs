use domain::AccountId;
use uuid::Uuid;

use super::{AMA, Browser};
use crate::Carried;

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_shown_again_to_its_writer_alone() {
    let site = super::site();
    let ama = Browser::at(&site, Some(AMA));
    let token = ama.get("/note").await.hidden("_token");

    let signed_out = Browser::at(&site, None);
    let answer = signed_out.post("/note", &format!("_token={token}&text=Rang+twice&text=%C3%A9")).await;
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains("You were signed out while you were writing"), "{}", answer.body);
    assert!(!answer.body.contains("Rang twice"), "what was written is sealed");
    let sealed = answer.hidden("carried");

    assert!(Carried::open(&site, &sealed, AccountId(Uuid::from_u128(2))).is_none());
    let carried = Carried::open(&site, &sealed, AccountId(Uuid::from_u128(1))).unwrap();
    let view = serde_json::to_value(carried.resume()).unwrap();
    assert_eq!(view["path"], "/note");
    let fields: Vec<_> = view["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (field["name"].as_str().unwrap(), field["value"].as_str().unwrap()))
        .collect();
    assert_eq!(
        fields,
        [("_token", token.as_str()), ("text", "Rang twice"), ("text", "é"), ("_again", "yes")]
    );

    let shown = ama.post("/note", &format!("_token={token}&text=Rang+twice&_again=yes")).await;
    assert!(shown.body.contains("<p>again Rang twice</p>"), "{}", shown.body);
}

#[tokio::test]
async fn a_post_of_a_stranger_or_a_huge_one_only_leads_to_sign_in() {
    let site = super::site();
    let nobody = Browser::at(&site, None);
    assert_eq!(nobody.post("/note", "text=a").await.status, 303);
    let strangers = nobody.get("/public").await.hidden("_token");
    assert_eq!(nobody.post("/note", &format!("_token={strangers}&text=a")).await.status, 303);
    let huge = "a".repeat(300 << 10);
    assert_eq!(nobody.post("/note", &format!("text={huge}")).await.status, 303);
}
