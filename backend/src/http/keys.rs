//! Signing and verifying access tokens. A token names a session; who that is, is looked up for every request.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::id::SessionId;
use shared::problem::Code;

use super::{Error, Result};

/// Seconds that an access token lives.
pub const ACCESS_SECONDS: i64 = 600;

const ISSUER: &str = "nenep";
const AUDIENCE: &str = "nenep-api";

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// Audience.
    pub aud: String,
    /// The session.
    pub sid: SessionId,
    /// Expires at, seconds since 1970.
    pub exp: i64,
    /// Issued at.
    pub iat: i64,
}

/// Signs and verifies access tokens.
#[derive(Clone)]
pub struct Keys {
    encoding: EncodingKey,
    decoding: DecodingKey,
    secret: Vec<u8>,
}

impl Keys {
    /// Keys from the secret that every node has.
    pub fn new(secret: Vec<u8>) -> Self {
        let (encoding, decoding) = (EncodingKey::from_secret(&secret), DecodingKey::from_secret(&secret));
        Self { encoding, decoding, secret }
    }

    /// The secret itself, for what else is derived from it.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// An access token for the session.
    ///
    /// # Errors
    /// Never in practice: the claims are plain.
    pub fn sign(&self, session_id: SessionId, now: DateTime<Utc>) -> Result<String> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sid: session_id,
            iat: now.timestamp(),
            exp: (now + TimeDelta::seconds(ACCESS_SECONDS)).timestamp(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(Error::internal)
    }

    /// The session that a token names.
    ///
    /// # Errors
    /// [`Code::SignInNeeded`] if it's expired, forged, or not for this API.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<SessionId> {
        let mut rules = Validation::new(Algorithm::HS256);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "iss", "aud"]);
        // Checked below against the request's own clock.
        rules.validate_exp = false;
        let data = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules).map_err(|_| Code::SignInNeeded)?;
        let typed = data.header.typ.as_deref() == Some("JWT");
        if typed && data.claims.exp > now.timestamp() { Ok(data.claims.sid) } else { Err(Code::SignInNeeded.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unexpired_token_of_this_key_is_taken() {
        let (ours, theirs, now) = (Keys::new(vec![1; 32]), Keys::new(vec![2; 32]), Utc::now());
        let session = SessionId(uuid::Uuid::now_v7());
        let token = ours.sign(session, now).unwrap();
        assert_eq!(ours.verify(&token, now).unwrap(), session);
        assert!(theirs.verify(&token, now).is_err());
        assert!(ours.verify(&token, now + TimeDelta::seconds(ACCESS_SECONDS)).is_err());
        assert!(ours.verify(&token[..token.len() - 2], now).is_err());
    }
}
