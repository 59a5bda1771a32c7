//! The pages, and what publishing does to somebody who is signed in.

use permissions::Role;
use reqwest::StatusCode;
use tests::databases::Kind;
use tests::person::Person;
use tests::server::Server;

/// Drafts another row for coordinators through the pages, and gives the draft's page.
async fn draft(manager: &mut Person, cell: &str, typed: &[(&str, &str)]) -> String {
    let page = manager.get("/permissions").await;
    let page = manager.submit_to(&page, "/permissions/drafts", &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let here = page.path.clone();
    let edit = manager.get(&format!("{here}/roles/coordinator/{cell}")).await;
    let saved = manager.submit(&edit, typed).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    here
}

async fn rights_go_and_come_with_the_next_request(kind: Kind) {
    let server = Server::live(kind).await;
    let mut manager = server.person("Dan Evans", Role::ServiceManager).await;
    let mut officer = server.person("Nia Price", Role::Dpo).await;
    let mut coordinator = server.person("Kofi Boateng", Role::Coordinator).await;
    assert_eq!(coordinator.get("/intake").await.status, StatusCode::OK);

    // Narrowing: Dan alone.
    let here = draft(&mut manager, "view-referral", &[("letters", "")]).await;
    let page = manager.get(&here).await;
    assert!(page.says("Takes away") && !page.says("Gives more"), "{}", page.text());
    assert_eq!(coordinator.get("/intake").await.status, StatusCode::OK, "a draft changes nothing");
    let question = manager.get(&format!("{here}/publish")).await;
    let without = manager.submit(&question, &[("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = manager.submit(&question, &[("reason", "Intake is done elsewhere")]).await;
    assert!(done.says("The permissions are published"), "{}", done.text());
    let gone = coordinator.get("/intake").await.status;
    assert_ne!(gone, StatusCode::OK, "gone on the very next request");

    // Putting it back gives more: Dan asks, cannot approve, Nia does.
    let history = manager.get("/permissions/history").await;
    let page = manager.submit_to(&history, "/permissions/drafts", &[]).await;
    assert!(page.says("Gives more"), "{}", page.text());
    let here = page.path.clone();
    let question = manager.get(&format!("{here}/publish")).await;
    let asked = manager.submit(&question, &[("reason", "It was wrong")]).await;
    assert!(asked.says("Waits for approval"), "{}", asked.text());
    let own = manager.ask(&format!("{here}/approve")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "the approver is never the drafter");
    assert_ne!(coordinator.get("/intake").await.status, StatusCode::OK, "asking changes nothing");
    let question = officer.get(&format!("{here}/approve")).await;
    assert!(question.says("It was wrong"), "{}", question.text());
    let done = officer.submit(&question, &[]).await;
    assert!(done.says("The permissions are published"), "{}", done.text());
    assert_eq!(coordinator.get("/intake").await.status, StatusCode::OK, "there on the very next request");
}

async fn a_wall_is_named_with_its_cell(kind: Kind) {
    let server = Server::demo(kind).await;
    let mut manager = server.person("Dan Evans", Role::ServiceManager).await;
    let page = manager.get("/permissions").await;
    let page = manager.submit_to(&page, "/permissions/drafts", &[]).await;
    let here = page.path.clone();
    let edit = manager.get(&format!("{here}/roles/lead-facilitator/g12.documents")).await;
    let typed = [("line-0-verbs", "send"), ("line-0-letter", "A"), ("line-0-relations", "own-side")];
    let refused = manager.submit(&edit, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = ["Letters and documents", "Lead facilitator", "not printed, sent or exported"];
    assert!(words.iter().all(|words| refused.says(words)), "{}", refused.text());
    let chosen = refused.attributes("[name=\"line-0-relations\"] option[selected]", "value");
    assert_eq!(chosen, ["own-side"], "nothing typed is lost");

    let without = manager.submit(&edit, &[("line-2-verbs", "read"), ("line-2-letter", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.says("Choose on which records"), "{}", without.text());
    let fixed = manager.get(&format!("{here}/roles/public-form/g2")).await;
    assert_eq!(fixed.status, StatusCode::NOT_FOUND, "the public form is fixed");
}

async fn an_invented_case_is_shown_now_and_then(kind: Kind) {
    let server = Server::demo(kind).await;
    let mut manager = server.person("Dan Evans", Role::ServiceManager).await;
    let page = manager.get("/permissions/preview?role=lead-facilitator&tie=own&side=harmed").await;
    assert!(page.says("Rowan Example") && page.says("Masked, each reveal is logged"), "{}", page.text());
    assert!(!page.body.contains("01632 960001"), "what is masked is not on the page");
    assert!(!page.body.contains("01632 960002"), "nor what is absent");
    let team = manager.get("/permissions/preview?role=lead-facilitator&tie=team").await;
    assert!(team.says("it is not found") && !team.says("Rowan"), "{}", team.text());

    let here = draft(&mut manager, "g4", &[("line-0-verbs", "")]).await;
    let reference = here.rsplit('/').next().expect("a draft's name");
    let page =
        manager.get(&format!("/permissions/preview?role=coordinator&tie=team&draft={reference}")).await;
    let cells = page.texts("tr.accord-preview__changed td");
    assert!(!cells.is_empty() && page.says("01632 960001"), "{}", page.text());
    assert!(cells.iter().any(|cell| cell.contains("Not there")), "{cells:?}");
}

async fn the_matrix_is_printed_in_both_forms(kind: Kind) {
    let server = Server::demo(kind).await;
    let mut manager = server.person("Dan Evans", Role::ServiceManager).await;
    let matrix = manager.get("/permissions/matrix").await;
    assert!(matrix.body.contains("SERVICE MANAGER"), "{}", matrix.body);
    let cells = manager.get("/permissions/cells").await;
    assert!(cells.body.contains("coordinator | standard | team | g4.contact | every=rwx"));
    let mut coordinator = server.person("Kofi Boateng", Role::Coordinator).await;
    for path in
        ["/permissions", "/permissions/matrix", "/permissions/roles/coordinator", "/permissions/history"]
    {
        assert_eq!(coordinator.ask(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

crate::on_both!(rights_go_and_come_with_the_next_request);
crate::on_both!(a_wall_is_named_with_its_cell);
crate::on_both!(an_invented_case_is_shown_now_and_then);
crate::on_both!(the_matrix_is_printed_in_both_forms);
