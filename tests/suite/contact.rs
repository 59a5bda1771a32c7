//! Correcting how somebody is contacted changes what the form asked for, and nothing else.

use domain::{Answers, Part, Value};
use permissions::{AmendContact, ViewCase};
use storage::PartAmended;
use tests::databases::Kind;

use crate::service::{Service, reference};

fn amended(asked: &[&str], said: &[(&str, &str)]) -> PartAmended {
    let said = said.iter().map(|(id, text)| ((*id).to_owned(), Value::Text((*text).to_owned())));
    PartAmended {
        part: Part::Contact,
        asked: asked.iter().map(|id| (*id).to_owned()).collect(),
        answers: said.collect::<Answers>(),
    }
}

async fn what_no_form_asked_for_stays(kind: Kind) {
    let service = Service::open(kind).await;
    let manager = service.manager();
    let case = 7;
    service.case(case, "2026-10-01T10:00:00Z", &[]).await;
    service.participant(case, "A", "Mair", "Protheroe").await;
    let mut unit = service.store.read(&manager).await.expect("a unit begins");
    let permit = unit.case::<ViewCase>(reference(case)).await.expect("the manager sees it");
    let of = unit.case_file(&permit).await.expect("it can be read").participants[0].reference;
    drop(unit);
    let both = ["person.phone", "person.guardian-phone"];
    let changes = [
        amended(&both, &[("person.phone", "07700 900111"), ("person.guardian-phone", "07700 900222")]),
        amended(&["person.phone"], &[("person.phone", "07700 900333")]),
        amended(&["person.phone"], &[]),
    ];
    for change in changes {
        let mut unit = service.store.write(&manager).await.expect("a unit begins");
        let permit = unit.case::<AmendContact>(reference(case)).await.expect("the manager may");
        unit.amend_contact(permit, of, &[change]).await.expect("it is kept");
        unit.commit().await.expect("it is committed");
    }
    let mut unit = service.store.read(&manager).await.expect("a unit begins");
    let permit = unit.case::<AmendContact>(reference(case)).await.expect("the manager may");
    let kept = unit.contact_of(&permit, of).await.expect("it can be read");
    assert_eq!(kept.get("person.phone"), None, "what was asked and left empty is gone");
    assert_eq!(kept.get("person.guardian-phone"), Some(&Value::Text("07700 900222".to_owned())));
}

crate::on_both!(what_no_form_asked_for_stays);
