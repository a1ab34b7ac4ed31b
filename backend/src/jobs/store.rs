//! The table of jobs: putting in, taking, ending.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::id::JobId;
use uuid::Uuid;

use super::{Job, MOST_TRIES};
use crate::db::schema::job;
use crate::db::{Conn, ask_for_job};
use crate::http::{Error, Result};

/// How long a node may take for a job before another takes it over.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// The wait after the first failure; each further one doubles it.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(15);
/// Days that a job which is done stays on the list.
const KEPT_DAYS: i64 = 7;

/// A job that this node has taken.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = job)]
pub(super) struct Taken {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub asked: i64,
    pub tries: i32,
}

/// Puts a job in, not to be done before `run_at`: in the transaction of what it follows from, so that it is there if
/// and only if that is.
///
/// # Errors
/// The database's.
pub fn enqueue<J: Job>(conn: &mut Conn, job: &J, run_at: DateTime<Utc>) -> Result<()> {
    let payload = serde_json::to_string(job).map_err(Error::internal)?;
    Ok(ask_for_job(conn, JobId(Uuid::now_v7()), J::KIND, &job.key(), &payload, run_at.naive_utc())?)
}

/// The oldest job that is due and that nobody works on.
pub(super) fn due(conn: &mut Conn, kinds: &[&'static str], now: NaiveDateTime) -> QueryResult<Option<Taken>> {
    job::table
        .filter(job::done_at.is_null())
        .filter(job::kind.eq_any(kinds))
        .filter(job::tries.lt(MOST_TRIES))
        .filter(job::run_at.le(now))
        .filter(job::claimed_until.is_null().or(job::claimed_until.lt(now)))
        .order((job::run_at, job::id))
        .select(Taken::as_select())
        .first(conn)
        .optional()
}

/// Takes it, unless another node was quicker: then nothing is written, and it isn't this node's.
pub(super) fn claim(conn: &mut Conn, found: &Taken, node: &str, now: NaiveDateTime) -> QueryResult<bool> {
    let free = job::claimed_until.is_null().or(job::claimed_until.lt(now));
    let claimed = diesel::update(job::table.find(found.id))
        .filter(job::done_at.is_null())
        .filter(job::tries.eq(found.tries))
        .filter(job::asked.eq(found.asked))
        .filter(free)
        .set((job::claimed_by.eq(node), job::claimed_until.eq(now + LEASE), job::tries.eq(found.tries + 1)))
        .execute(conn)?;
    Ok(claimed == 1)
}

/// Ends it: done, or to be done again at a time; at once if somebody asked for it while it ran.
pub(super) fn finish(
    conn: &mut Conn,
    taken: &Taken,
    node: &str,
    now: NaiveDateTime,
    again: Option<NaiveDateTime>,
) -> QueryResult<()> {
    let mine = job::table.find(taken.id).filter(job::claimed_by.eq(node));
    let released = (job::claimed_by.eq(None::<&str>), job::claimed_until.eq(None::<NaiveDateTime>));
    let fresh = (job::tries.eq(0), job::error.eq(None::<&str>));
    let asked_once = mine.filter(job::asked.eq(taken.asked));
    let ended = match again {
        Some(at) => diesel::update(asked_once).set((released, fresh, job::run_at.eq(at))).execute(conn)?,
        None => diesel::update(asked_once).set((released, fresh, job::done_at.eq(Some(now)))).execute(conn)?,
    };
    if ended == 0 {
        diesel::update(mine).set((released, fresh)).execute(conn)?;
    }
    Ok(())
}

/// Notes why it failed, and when it is tried again.
pub(super) fn fail(conn: &mut Conn, taken: &Taken, node: &str, now: NaiveDateTime, error: &str) -> QueryResult<()> {
    diesel::update(job::table.find(taken.id).filter(job::claimed_by.eq(node)))
        .set((
            job::claimed_by.eq(None::<String>),
            job::claimed_until.eq(None::<NaiveDateTime>),
            job::run_at.eq(now + wait(taken.tries + 1)),
            job::error.eq(error),
        ))
        .execute(conn)?;
    Ok(())
}

/// The wait after this many failures.
fn wait(failures: i32) -> TimeDelta {
    let doublings = u32::try_from(failures - 1).unwrap_or(0).min(16);
    FIRST_WAIT * 2_i32.pow(doublings)
}

/// Lets everything that isn't tried any more be tried again; tells how many.
pub(super) fn retry(conn: &mut Conn, now: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(job::table.filter(job::done_at.is_null()).filter(job::tries.ge(MOST_TRIES)))
        .set((job::tries.eq(0), job::run_at.eq(now)))
        .execute(conn)
}

/// Removes jobs that were done some time ago; tells how many.
///
/// # Errors
/// The database's.
pub fn purge(conn: &mut Conn, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = (now - TimeDelta::days(KEPT_DAYS)).naive_utc();
    diesel::delete(job::table.filter(job::done_at.lt(old))).execute(conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait() {
        let seconds: Vec<i64> = (1..=MOST_TRIES).map(|failures| wait(failures).num_seconds()).collect();
        assert_eq!(seconds, [15, 30, 60, 120, 240, 480, 960, 1920]);
    }
}
