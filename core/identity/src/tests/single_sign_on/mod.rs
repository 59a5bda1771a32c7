//! Single sign-on, with a provider that may say anything.

mod arriving;
mod leaving;
mod linking;
mod proving;
mod roles;
mod settings;
mod signed_out;
mod tokens;

use domain::Reference;
use permissions::Role;
use serde_json::Value;
use storage::InstallationKind;

use super::house::{House, origin};
use super::provider::{Asked, CLIENT, Provider, SECRET, Signed};
use crate::{Arrived, Back, Begun, Errand, Identity, Leaving, ProviderSettings, Refusal, Returned, Settings};

/// A live service in which people sign in with the police.
pub struct Station {
    pub house: House,
    pub police: Provider,
}

/// A sign-in under way in a browser.
#[derive(Clone)]
pub struct UnderWay {
    pub asked: Asked,
    pub cookie: String,
}

pub fn settings(police: &Provider) -> ProviderSettings {
    let text = format!(
        "id = \"police\"\nname = \"Essex Police\"\nissuer = \"{}\"\nclient_id = \"{CLIENT}\"\n\
         client_secret = \"{SECRET}\"\naddresses = [\"127.0.0.1\"]\n",
        police.base
    );
    let json: Value = text
        .lines()
        .map(|line| line.split_once(" = ").expect("a setting"))
        .map(|(name, value)| (name.to_owned(), serde_json::from_str(value).expect("it is JSON as well")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    serde_json::from_value(json).expect("settings")
}

impl Station {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// One with these settings of the provider.
    pub async fn with(change: impl FnOnce(&mut ProviderSettings)) -> Self {
        let police = Provider::start().await;
        let mut house = House::new(InstallationKind::Live).await;
        let mut one = settings(&police);
        change(&mut one);
        let all = Settings { provider: vec![one], ..Settings::default() };
        let address = super::device::ADDRESS;
        let identity = Identity::at(address, house.store.clone(), all, house.installation.clone());
        house.identity = identity.with_providers(address).expect("sound settings");
        Self { house, police }
    }

    /// The same with Esi, who was invited to sign in with the police, and did.
    pub async fn with_esi(self) -> Self {
        self.join("esi", Role::Coordinator).await;
        self
    }

    /// Makes an account, and its owner take the invitation.
    pub async fn join(&self, name: &str, role: Role) -> (Reference, Begun) {
        let account = self.house.account(name, "invited", role).await;
        let link = self.house.identity.invite_with(&self.house.operator(), account, "police").await;
        let link = link.expect("the operator may").expect("the provider is for them");
        let under_way = self.leave(Errand::Invitation(link.expose())).await;
        let claims = self.claims(name, &under_way);
        (account, signed_in(self.arrive(&under_way, &claims).await))
    }

    pub async fn leaving(&self, errand: Errand<'_>) -> Leaving {
        self.house.identity.leave_for("police", errand, "/cases", "").await.expect("the database works")
    }

    pub async fn leave(&self, errand: Errand<'_>) -> UnderWay {
        match self.leaving(errand).await {
            Leaving::To { address, cookie, .. } => UnderWay { asked: Asked::of(&address), cookie },
            Leaving::Unknown => panic!("there is no such provider"),
            Leaving::Unavailable(why) => panic!("the provider cannot be used: {why}"),
        }
    }

    /// Claims that are as they should be.
    pub fn claims(&self, subject: &str, under_way: &UnderWay) -> Value {
        self.police.claims(subject, &under_way.asked, self.house.store.now())
    }

    /// Comes back with a token that says `claims`, signed as it should be.
    pub async fn arrive(&self, under_way: &UnderWay, claims: &Value) -> Back {
        let token = Signed::Well(&self.police.key).token(claims);
        self.arrive_with(under_way, &token).await
    }

    /// Comes back with this token.
    pub async fn arrive_with(&self, under_way: &UnderWay, token: &str) -> Back {
        let code = self.police.code(&under_way.asked, token);
        self.come(under_way, &code).await.back
    }

    /// Comes back with this code.
    pub async fn come(&self, under_way: &UnderWay, code: &str) -> Arrived {
        self.come_as(under_way, code, None).await
    }

    /// The same in a session.
    pub async fn come_as(&self, under_way: &UnderWay, code: &str, begun: Option<&Begun>) -> Arrived {
        let me = match begun {
            Some(begun) => self.house.present(begun).await,
            None => None,
        };
        let with = returned(under_way, code);
        let arrived = self.house.identity.arrive_from("police", with, me.as_ref(), &origin(9)).await;
        arrived.expect("the database works")
    }

    /// Signs in, with the claims changed like this.
    pub async fn try_with(&self, subject: &str, change: impl FnOnce(&mut Value)) -> Back {
        let under_way = self.leave(Errand::SignIn).await;
        let mut claims = self.claims(subject, &under_way);
        change(&mut claims);
        self.arrive(&under_way, &claims).await
    }

    pub async fn sign_in(&self, subject: &str) -> Begun {
        signed_in(self.try_with(subject, |_| {}).await)
    }
}

pub fn returned<'a>(under_way: &'a UnderWay, code: &'a str) -> Returned<'a> {
    let (state, cookie) = (under_way.asked.state.as_str(), under_way.cookie.as_str());
    Returned { state, code, is_error: false, issuer: None, cookie }
}

pub fn signed_in(back: Back) -> Begun {
    match back {
        Back::SignedIn(begun) => begun,
        Back::Refused(refusal) => panic!("expected to be signed in, and refused: {refusal:?}"),
        Back::CodeNeeded(_) | Back::Proved(_) | Back::Linked(_) => panic!("expected to be signed in"),
    }
}

pub fn refused(back: Back) -> Refusal {
    match back {
        Back::Refused(refusal) => refusal,
        Back::SignedIn(_) => panic!("signed in"),
        Back::CodeNeeded(_) | Back::Proved(_) | Back::Linked(_) => panic!("expected to be refused"),
    }
}
