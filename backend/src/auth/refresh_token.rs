//! The refresh token: the session's id and a secret of 32 bytes, of which the database has only the SHA-256.
//!
//! Each secret but the first is computed from the one before with a key of the server. So a refresh whose answer was
//! lost on a weak network can be repeated: it gives the same successor again, though nobody has kept it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use shared::id::SessionId;
use uuid::Uuid;

use crate::http::{Error, Result};

const ID_BYTES: usize = 16;
const SECRET_BYTES: usize = 32;

/// A refresh token as its cookie holds it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct RefreshToken {
    /// The session that it belongs to.
    pub session_id: SessionId,
    secret: [u8; SECRET_BYTES],
}

impl RefreshToken {
    /// The first one of a session.
    pub fn random(session_id: SessionId) -> Self {
        Self { session_id, secret: rand::random() }
    }

    /// The one that takes this one's place.
    pub fn next(&self, key: &[u8]) -> Result<Self> {
        let mut code = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
        code.update(b"nenep refresh token");
        code.update(self.session_id.0.as_bytes());
        code.update(&self.secret);
        Ok(Self { session_id: self.session_id, secret: code.finalize().into_bytes().into() })
    }

    /// Reads a cookie; `None` if no server of ours wrote it.
    pub fn parse(cookie: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let (id, secret) = bytes.split_at_checked(ID_BYTES)?;
        Some(Self { session_id: SessionId(Uuid::from_slice(id).ok()?), secret: secret.try_into().ok()? })
    }

    /// What the cookie holds.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.session_id.0.as_bytes(), self.secret.as_slice()].concat())
    }

    /// What the database holds. The secret is random, so one round of a fast hash is enough.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.secret).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_cookie_and_nothing_else_is_taken() {
        let token = RefreshToken::random(SessionId(Uuid::now_v7()));
        let text = token.text();
        assert!(RefreshToken::parse(&text).is_some_and(|read| read == token));
        assert_eq!(text.len(), 64);
        for wrong in ["", "x", &text[..63], &text[..60], &format!("{text}AAAA"), &text.replace(&text[..1], "=")] {
            assert!(RefreshToken::parse(wrong).is_none(), "{wrong}");
        }
        assert_ne!(RefreshToken::random(token.session_id).hash(), token.hash());
    }

    #[test]
    fn the_successor_is_the_same_each_time_and_needs_the_key() {
        let token = RefreshToken::random(SessionId(Uuid::now_v7()));
        let next = token.next(&[1; 32]).unwrap();
        assert!(next == token.next(&[1; 32]).unwrap() && next.session_id == token.session_id);
        assert!(next.hash() != token.hash() && next != token.next(&[2; 32]).unwrap());
        assert!(next.next(&[1; 32]).unwrap() != token);
    }
}
