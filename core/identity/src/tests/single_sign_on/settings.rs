//! Settings that cannot be meant are refused when the server starts.

use super::*;
use crate::{SubjectKey, WithoutFactor};

fn entra(settings: &mut ProviderSettings) {
    settings.issuer = "https://login.microsoftonline.com/72f988bf/v2.0".into();
    settings.subject = SubjectKey::Entra;
    settings.tenants = vec!["72f988bf".into()];
}

#[tokio::test]
async fn each_names_the_provider_and_what_to_do() {
    let police = Provider::start().await;
    let house = House::new(InstallationKind::Live).await;
    let check = |expect: &str, change: &dyn Fn(&mut ProviderSettings)| {
        let mut one = settings(&police);
        change(&mut one);
        let all = Settings { provider: vec![one], ..Settings::default() };
        let identity = Identity::at("", house.store.clone(), all, house.installation.clone());
        match identity.with_providers("https://accord.example.org") {
            Ok(_) => assert_eq!(expect, ""),
            Err(error) => {
                let text = error.to_string();
                assert!(!expect.is_empty() && text.contains(expect), "{expect}: {text}");
                assert!(!text.contains(SECRET), "{text}");
            }
        }
    };
    check("", &|_| {});
    check("", &entra);
    check("own tenant", &|it| it.issuer = "https://login.microsoftonline.com/common/v2.0".into());
    check("own tenant", &|it| it.issuer = "https://login.microsoftonline.com/organizations/v2.0".into());
    check("own tenant", &|it| it.issuer = "https://login.microsoftonline.com/{tenantid}/v2.0".into());
    check("https://", &|it| it.issuer = "http://login.example.org".into());
    check("https://", &|it| it.addresses.clear());
    check("whole address", &|it| it.issuer = "login.example.org".into());
    check("no query", &|it| it.issuer = "https://login.example.org/?a=b".into());
    check("tenants", &|it| {
        entra(it);
        it.tenants.clear();
    });
    check("small letters", &|it| it.id = "Essex Police".into());
    check("button", &|it| it.name = " ".into());
    check("client_id", &|it| it.client_id.clear());
    check("reference", &|it| it.organisation = "Essex Police".into());
    check("no role 'referer'", &|it| it.grants = vec!["referer".into()]);
    for never in ["service-manager", "data-protection-officer", "system-administrator"] {
        check("by a provider's word", &|it| it.grants = vec![never.into()]);
    }
    check("authorities_file", &|it| it.authorities_file = "/nowhere/ca.pem".into());
    let two = Settings { provider: vec![settings(&police), settings(&police)], ..Settings::default() };
    let identity = Identity::at("", house.store.clone(), two, house.installation.clone());
    assert!(identity.with_providers("https://accord.example.org").is_err());
    assert!(!format!("{:?}", settings(&police)).contains(SECRET));
}

#[tokio::test]
async fn entra_id_is_asked_for_a_context_and_knows_people_by_object_and_tenant() {
    let station = Station::with(|police| {
        police.subject = SubjectKey::Entra;
        police.tenants = vec!["72f988bf".into()];
        police.second_factor_amr.clear();
        police.second_factor_acr = vec!["c1".into()];
        police.without_second_factor = WithoutFactor::Refuse;
    })
    .await;
    let esi = station.house.account("esi", "invited", Role::Coordinator).await;
    let link = station.house.identity.invite_with(&station.house.operator(), esi, "police").await;
    let link = link.expect("the operator may").expect("the provider is for her");
    let way = station.leave(Errand::Invitation(link.expose())).await;
    let claims = way.asked.address.query_pairs().find(|(name, _)| name == "claims").expect("claims").1;
    assert!(claims.contains(r#""acrs":{"essential":true,"value":"c1"}"#), "{claims}");
    let mut claims = station.claims("pairwise-1", &way);
    claims["oid"] = "object".into();
    claims["tid"] = "72F988BF".into();
    claims["acrs"] = serde_json::json!(["c1"]);
    signed_in(station.arrive(&way, &claims).await);

    let entra = |oid: &'static str, acrs: &'static str| {
        move |claims: &mut Value| {
            claims["oid"] = oid.into();
            claims["tid"] = "72F988BF".into();
            claims["acrs"] = serde_json::json!([acrs]);
        }
    };
    // The same person under another `sub`: the service was registered anew there.
    signed_in(station.try_with("pairwise-2", entra("object", "c1")).await);
    assert_eq!(refused(station.try_with("pairwise-1", entra("another", "c1")).await), Refusal::Unknown);
    assert_eq!(refused(station.try_with("pairwise-1", entra("object", "c2")).await), Refusal::SecondFactor);
    let none = |claims: &mut Value| claims["tid"] = "72F988BF".into();
    assert_eq!(refused(station.try_with("pairwise-1", none).await), Refusal::Failed("subject"));
}
