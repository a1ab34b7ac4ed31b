//! The one-use code on an activation slip: easy to read aloud and to type, too long to guess.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use rand::Rng;
use sha2::{Digest, Sha256};
use shared::id::AccountId;

use crate::db::Conn;
use crate::db::schema::activation_code;

/// Digits and capitals without 0 and O, 1 and I, which look alike: 32 of them, 80 bits in 16.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH: usize = 16;
const GROUP: usize = 4;
/// Days that a slip is good for.
const DAYS: i64 = 7;

/// A code before it is printed; the database gets its hash only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivationSecret {
    /// The code in groups of four, as printed.
    pub code: String,
    /// When it expires, UTC.
    pub expires_at: DateTime<Utc>,
}

impl ActivationSecret {
    /// Makes a code for the account in place of any earlier one.
    ///
    /// # Errors
    /// The database's.
    pub fn issue(conn: &mut Conn, account_id: AccountId, now: DateTime<Utc>) -> QueryResult<Self> {
        let mut rng = rand::rng();
        let symbols: Vec<u8> = (0..LENGTH).map(|_| ALPHABET[rng.random_range(0..ALPHABET.len())]).collect();
        let groups: Vec<String> =
            symbols.chunks(GROUP).map(|group| group.iter().map(|symbol| char::from(*symbol)).collect()).collect();
        let secret = Self { code: groups.join("-"), expires_at: now + TimeDelta::days(DAYS) };
        diesel::delete(activation_code::table.find(account_id)).execute(conn)?;
        diesel::insert_into(activation_code::table)
            .values((
                activation_code::account_id.eq(account_id),
                activation_code::code_hash.eq(hash(&secret.code)),
                activation_code::expires_at.eq(secret.expires_at.naive_utc()),
            ))
            .execute(conn)?;
        Ok(secret)
    }
}

/// Removes codes that have expired; one that was used went with its use.
pub(crate) fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(activation_code::table.filter(activation_code::expires_at.lt(now.naive_utc()))).execute(conn)
}

/// What the database holds; blanks, hyphens and case don't matter. The code is random: one round of a fast hash will do.
pub(super) fn hash(typed: &str) -> Vec<u8> {
    let symbols: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    Sha256::digest(symbols.to_ascii_uppercase()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_hyphens_and_case_do_not_matter() {
        assert_eq!(hash(" abcd efgh-JKLM\u{2013}npqr\n"), hash("ABCD-EFGH-JKLM-NPQR"));
        assert_ne!(hash("ABCD-EFGH-JKLM-NPQ"), hash("ABCD-EFGH-JKLM-NPQR"));
    }
}
