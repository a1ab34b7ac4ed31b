//! Slowing down who guesses. Failures are counted per pair of name and address, so that nobody can lock somebody else
//! out, and per address, so that nobody can try one password on every name. A try is counted before it is made and
//! forgiven when it succeeds: many at once are no way around the limit. The database has hashes of names and addresses.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Timestamp};
use sha2::{Digest, Sha256};
use shared::problem::Code;

use crate::db::schema::throttle;
use crate::db::{Conn, Db};
use crate::http::{Error, Exchange, Result};

/// How failures slow down; times in seconds.
struct Rule {
    /// Failures without any wait.
    free: i32,
    /// The wait after the last free one; each further failure doubles it.
    first_wait: i64,
    /// The longest wait. Failures beyond it aren't counted, so that recovering takes no longer either.
    longest_wait: i64,
    /// Time in which one failure is forgotten.
    forgets: i64,
}

/// A name at an address.
const PAIR: Rule = Rule { free: 5, first_wait: 5, longest_wait: 900, forgets: 3_600 };
/// An address: a whole office may share it, so that its waits stay short.
const ADDRESS: Rule = Rule { free: 50, first_wait: 5, longest_wait: 60, forgets: 60 };
/// After this long a row says nothing any more.
const FORGOTTEN_HOURS: i64 = 24;

impl Rule {
    fn wait(&self, failures: i32) -> i64 {
        let Ok(doublings) = u32::try_from(failures - self.free) else { return 0 };
        1_i64.checked_shl(doublings).map_or(self.longest_wait, |times| (self.first_wait * times).min(self.longest_wait))
    }

    /// The least number of failures with the longest wait.
    fn most(&self) -> i32 {
        (self.free..self.free + 31).find(|failures| self.wait(*failures) == self.longest_wait).unwrap_or(self.free)
    }

    /// Failures that aren't forgotten yet, and the seconds to wait.
    fn state(&self, failures: i32, last_at: DateTime<Utc>, now: DateTime<Utc>) -> (i32, i64) {
        let passed = (now - last_at).num_seconds().max(0);
        let forgotten = i32::try_from(passed / self.forgets).unwrap_or(i32::MAX);
        ((failures - forgotten).max(0), (self.wait(failures) - passed).max(0))
    }
}

/// What is being guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A password at the sign-in page.
    SignIn,
    /// An activation code.
    Activate,
    /// The present password, by somebody who found a device signed in.
    ChangePassword,
}

fn key(parts: &[&str]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// An IPv6 subscriber has a whole /64 to send from.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{:x}", address.to_bits() >> 64),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// A try that is counted as failed until it is forgiven.
pub(super) struct Attempt {
    pair: Vec<u8>,
    address: Vec<u8>,
}

/// Counts a try.
///
/// # Errors
/// [`Code::TooManyTries`] while the pair or the address has to wait; such a try isn't counted.
pub(super) fn attempt(db: &Db, purpose: Purpose, name: &str, exchange: &Exchange) -> Result<Attempt> {
    let now = exchange.now;
    let network = network(&exchange.address);
    let pair = key(&["pair", &format!("{purpose:?}"), name, &network]);
    let address = key(&["address", &network]);
    let wait = db.write(|conn| {
        // Always the pair first: two that lock both can't wait for each other.
        let (of_pair, pair_wait) = locked(conn, &PAIR, &pair, now)?;
        let (of_address, address_wait) = locked(conn, &ADDRESS, &address, now)?;
        let wait = pair_wait.max(address_wait);
        if wait == 0 {
            set(conn, &pair, (of_pair + 1).min(PAIR.most()), now)?;
            set(conn, &address, (of_address + 1).min(ADDRESS.most()), now)?;
        }
        Ok(wait)
    })?;
    match u64::try_from(wait) {
        Ok(0) | Err(_) => Ok(Attempt { pair, address }),
        Ok(seconds) => Err(Error { retry_after: Some(seconds), ..Error::new(Code::TooManyTries) }),
    }
}

impl Attempt {
    /// The try succeeded: the pair begins anew, the address is as if nothing had happened.
    pub fn succeeded(&self, conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
        diesel::delete(throttle::table.find(&self.pair)).execute(conn)?;
        self.forgive(conn, &self.address)?;
        let old = (now - TimeDelta::hours(FORGOTTEN_HOURS)).naive_utc();
        diesel::delete(throttle::table.filter(throttle::last_at.lt(old))).execute(conn)?;
        Ok(())
    }

    /// Passes on what the hashing answered; if it was too busy, the try wasn't made after all and isn't counted.
    pub fn unless_busy<T>(&self, db: &Db, hashed: Result<T>) -> Result<T> {
        if hashed.is_err() {
            db.write(|conn| {
                self.forgive(conn, &self.pair)?;
                self.forgive(conn, &self.address)
            })?;
        }
        hashed
    }

    fn forgive(&self, conn: &mut Conn, key: &[u8]) -> Result<()> {
        diesel::update(throttle::table.find(key))
            .filter(throttle::failures.gt(0))
            .set(throttle::failures.eq(throttle::failures - 1))
            .execute(conn)?;
        Ok(())
    }
}

/// Failures and seconds to wait; others that try the same wait until this transaction ends.
fn locked(conn: &mut Conn, rule: &Rule, key: &[u8], now: DateTime<Utc>) -> Result<(i32, i64)> {
    diesel::sql_query(
        "INSERT INTO throttle (key, failures, last_at) VALUES ($1, 0, $2) \
         ON CONFLICT (key) DO UPDATE SET failures = throttle.failures",
    )
    .bind::<Binary, _>(key)
    .bind::<Timestamp, _>(now.naive_utc())
    .execute(conn)?;
    let (failures, last_at): (i32, NaiveDateTime) =
        throttle::table.find(key).select((throttle::failures, throttle::last_at)).first(conn)?;
    Ok(rule.state(failures, last_at.and_utc(), now))
}

fn set(conn: &mut Conn, key: &[u8], failures: i32, now: DateTime<Utc>) -> Result<()> {
    diesel::update(throttle::table.find(key))
        .set((throttle::failures.eq(failures), throttle::last_at.eq(now.naive_utc())))
        .execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_of_a_pair_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..17).map(|failures| PAIR.wait(failures)).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
        assert_eq!((PAIR.most(), PAIR.wait(i32::MAX)), (13, 900));
        assert_eq!((ADDRESS.wait(49), ADDRESS.wait(50), ADDRESS.wait(54), ADDRESS.most()), (0, 5, 60, 54));
    }

    #[test]
    fn time_shortens_the_wait_and_then_the_memory() {
        let then = Utc::now();
        let after = |seconds| PAIR.state(8, then, then + TimeDelta::seconds(seconds));
        assert_eq!(after(0), (8, 40));
        assert_eq!(after(39), (8, 1));
        assert_eq!(after(40), (8, 0));
        assert_eq!(after(2 * 3_600), (6, 0));
        assert_eq!(after(100 * 3_600), (0, 0));
        // A clock that was set back doesn't lengthen anything beyond the rule.
        assert_eq!(after(-5), (8, 40));
    }

    #[test]
    fn addresses_of_one_subscriber_are_one() {
        assert_eq!(network("2001:db8::1"), network("2001:db8:0:0:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.8"), network("192.0.2.7"));
    }

    #[test]
    fn keys_of_different_parts_differ() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
    }
}
