//! What this service is towards one provider.

use std::error::Error;
use std::fmt;
use std::future::Future;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthUrl, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointNotSet, IdTokenFields, IssuerUrl, JsonWebKeySet,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse,
    StandardTokenResponse, TokenResponse, TokenUrl,
};

use super::claims::{More, Parties, Token};
use super::{Claims, Directory, Expected, Keys, LoggedOut, Wrong, http};

type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The library's client, whose many types are named here alone.
type Library = openidconnect::Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
>;

/// This service, as one provider knows it.
#[derive(Clone)]
pub struct Client {
    issuer: IssuerUrl,
    id: ClientId,
    secret: Option<ClientSecret>,
    back: RedirectUrl,
    scopes: Vec<String>,
    classes: Vec<String>,
    in_claims: bool,
}

/// Whether somebody has to prove anew who they are, or may come with a session that they have
/// at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// A session will do.
    Any,
    /// They have to sign in anew.
    Now,
}

/// A sign-in that begins. The texts are random and known to nobody else.
pub struct Begun {
    /// Where the browser is sent.
    pub address: String,
    /// What comes back with it.
    pub state: String,
    /// What stands in the token.
    pub nonce: String,
    /// What proves that whoever brings the code is who began.
    pub verifier: String,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

impl Client {
    /// This service towards the provider that calls itself `issuer`, to which people are sent
    /// back at the address `back`. Beside `openid` it asks for `scopes`.
    ///
    /// # Errors
    /// [`Wrong::Address`] where one of the two addresses is none.
    pub fn new(issuer: &str, id: &str, secret: &str, back: &str, scopes: &[String]) -> Result<Self, Wrong> {
        Ok(Self {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|_| Wrong::Address)?,
            id: ClientId::new(id.to_owned()),
            secret: (!secret.is_empty()).then(|| ClientSecret::new(secret.to_owned())),
            back: RedirectUrl::new(back.to_owned()).map_err(|_| Wrong::Address)?,
            scopes: scopes.to_vec(),
            classes: Vec::new(),
            in_claims: false,
        })
    }

    /// The same, that asks for a sign-in of one of these classes: as Entra ID wants it, by the
    /// claim `acrs`, or as the standard does.
    #[must_use]
    pub fn wanting(self, classes: &[String], in_claims: bool) -> Self {
        Self { classes: classes.to_vec(), in_claims, ..self }
    }

    /// The provider's name, letter by letter.
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Where the provider describes itself.
    pub fn directory_address(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.as_str().trim_end_matches('/'))
    }

    /// Begins a sign-in.
    pub fn begin(&self, directory: &Directory, freshness: Freshness) -> Begun {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.library().set_auth_uri(AuthUrl::from_url(directory.authorization.clone()));
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .add_scopes(self.scopes.iter().cloned().map(Scope::new));
        if self.in_claims {
            // The one way in which Entra ID says when somebody signed in, and how.
            let mut claims = serde_json::json!({ "id_token": { "auth_time": { "essential": true } } });
            if let Some(class) = self.classes.first() {
                claims["id_token"]["acrs"] = serde_json::json!({ "essential": true, "value": class });
            }
            request = request.add_extra_param("claims", claims.to_string());
        } else {
            let classes = self.classes.iter().cloned().map(AuthenticationContextClass::new);
            request = classes.fold(request, |request, class| request.add_auth_context_value(class));
        }
        if freshness == Freshness::Now {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(std::time::Duration::ZERO);
        }
        let (address, state, nonce) = request.url();
        Begun {
            address: address.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        }
    }

    /// Gives a code to the provider, with `ask`, for a token that nobody has looked at yet.
    ///
    /// # Errors
    /// [`Wrong::Code`], [`Wrong::Token`].
    pub async fn redeem<F, R, E>(
        &self,
        directory: &Directory,
        code: String,
        verifier: String,
        ask: F,
    ) -> Result<String, Wrong>
    where
        F: Fn(http::Request<Vec<u8>>) -> R,
        R: Future<Output = Result<http::Response<Vec<u8>>, E>>,
        E: Error + 'static,
    {
        let way = if directory.secret_in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        let client =
            self.library().set_token_uri(TokenUrl::from_url(directory.token.clone())).set_auth_type(way);
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let answer = request.request_async(&ask).await.map_err(|error| match error {
            openidconnect::RequestTokenError::Parse(..) => Wrong::Token,
            _ => Wrong::Code,
        })?;
        answer.id_token().map(ToString::to_string).ok_or(Wrong::Token)
    }

    /// Whom a token signs in, where everything about it fits.
    ///
    /// # Errors
    /// [`Wrong`]; where it is [`Wrong::UnknownKey`], the provider may have newer keys.
    pub fn judge(&self, token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Wrong> {
        self.parties().judge(&read(token)?, keys, expected)
    }

    /// Whose sessions a token ends, where everything about it fits.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    pub fn judge_logout(&self, token: &str, keys: &Keys, now: domain::Instant) -> Result<LoggedOut, Wrong> {
        self.parties().judge_logout(&read(token)?, keys, now)
    }

    fn parties(&self) -> Parties<'_> {
        Parties { issuer: &self.issuer, client: &self.id }
    }

    fn library(&self) -> Library {
        let client = Library::new(self.id.clone(), self.issuer.clone(), JsonWebKeySet::new(Vec::new()));
        let client = client.set_redirect_uri(self.back.clone());
        match &self.secret {
            Some(secret) => client.set_client_secret(secret.clone()),
            None => client,
        }
    }
}

fn read(token: &str) -> Result<Token, Wrong> {
    token.parse().map_err(|_| Wrong::Token)
}
