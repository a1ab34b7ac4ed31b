//! Slowing down who guesses. Failures are counted per pair of name and address, so that nobody can lock somebody else
//! out, and per address, so that nobody can try one password on every name. Many guesses at once are no way around:
//! each is judged again when its result is known, and learns it only if it would have been let in one after the other.
//! The database has hashes of names and addresses.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use shared::problem::Code;

use crate::acts;
use crate::db::schema::throttle;
use crate::db::{Conn, Db, lock_throttle};
use crate::http::{Act, Error, Exchange, Result};

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

/// A try under way.
pub(super) struct Attempt {
    pair: Vec<u8>,
    address: Vec<u8>,
    now: DateTime<Utc>,
}

/// Begins a try.
///
/// # Errors
/// [`Code::TooManyTries`] while the pair or the address has to wait; such a try isn't counted.
pub(super) fn attempt(db: &Db, purpose: Purpose, name: &str, exchange: &Exchange) -> Result<Attempt> {
    let now = exchange.now;
    let network = network(&exchange.address);
    let pair = key(&["pair", &format!("{purpose:?}"), name, &network]);
    let address = key(&["address", &network]);
    let conn = &mut *db.reader()?;
    let (_, pair_wait) = state(conn, &PAIR, &pair, now)?;
    let (_, address_wait) = state(conn, &ADDRESS, &address, now)?;
    let attempt = Attempt { pair, address, now };
    refuse(pair_wait.max(address_wait)).map(|()| attempt)
}

impl Attempt {
    /// Counts the try as failed, and gives the error to answer: this one, or that others used up the tries meanwhile.
    /// Writes the act down if it is known whose account it was about.
    pub fn failed(&self, db: &Db, error: impl Into<Error>, act: Act) -> Error {
        let error = error.into();
        let act = Act { refusal: Some(error.code), ..act };
        let counted = db.write(|conn| {
            let (of_pair, of_address) = self.admitted(conn)?;
            set(conn, &self.pair, (of_pair + 1).min(PAIR.most()), self.now)?;
            set(conn, &self.address, (of_address + 1).min(ADDRESS.most()), self.now)?;
            acts::write_refusal(conn, act)
        });
        counted.err().unwrap_or(error)
    }

    /// The try succeeded: the pair begins anew.
    ///
    /// # Errors
    /// [`Code::TooManyTries`] if others used up the tries meanwhile.
    pub fn succeeded(&self, conn: &mut Conn) -> Result<()> {
        self.admitted(conn)?;
        diesel::delete(throttle::table.find(&self.pair)).execute(conn)?;
        Ok(())
    }

    /// The failures of pair and address, if neither has to wait; others wait until this transaction ends.
    fn admitted(&self, conn: &mut Conn) -> Result<(i32, i32)> {
        // Always the pair first: two that lock both can't wait for each other.
        lock_throttle(conn, &self.pair, self.now)?;
        let (of_pair, pair_wait) = state(conn, &PAIR, &self.pair, self.now)?;
        lock_throttle(conn, &self.address, self.now)?;
        let (of_address, address_wait) = state(conn, &ADDRESS, &self.address, self.now)?;
        refuse(pair_wait.max(address_wait)).map(|()| (of_pair, of_address))
    }
}

/// Removes counters that say nothing any more.
pub(crate) fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = (now - TimeDelta::hours(FORGOTTEN_HOURS)).naive_utc();
    diesel::delete(throttle::table.filter(throttle::last_at.lt(old))).execute(conn)
}

fn refuse(wait: i64) -> Result<()> {
    match u64::try_from(wait) {
        Ok(0) | Err(_) => Ok(()),
        Ok(seconds) => Err(Error { retry_after: Some(seconds), ..Error::new(Code::TooManyTries) }),
    }
}

/// Failures and seconds to wait.
fn state(conn: &mut Conn, rule: &Rule, key: &[u8], now: DateTime<Utc>) -> Result<(i32, i64)> {
    let row: Option<(i32, NaiveDateTime)> =
        throttle::table.find(key).select((throttle::failures, throttle::last_at)).first(conn).optional()?;
    Ok(row.map_or((0, 0), |(failures, last_at)| rule.state(failures, last_at.and_utc(), now)))
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
