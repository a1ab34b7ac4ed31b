//! The jobs, for whoever runs the server.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::api::Page;
use shared::api::job::{JobRow, JobState, ListJobs};
use shared::id::JobId;

use super::MOST_TRIES;
use crate::db::schema::job;
use crate::http::{Call, Context, Result};

/// Jobs that are listed at most, of those that aren't done and of those that are.
const MOST: i64 = 100;

type Columns =
    (JobId, String, String, NaiveDateTime, i32, Option<NaiveDateTime>, Option<NaiveDateTime>, Option<String>);

/// Those that aren't tried any more first, then those that wait, then those done of late.
pub fn list(cx: &mut Context<'_>, _: Call<ListJobs>) -> Result<Page<JobRow>> {
    let columns = (job::id, job::kind, job::key, job::run_at, job::tries, job::claimed_until, job::done_at, job::error);
    let open: Vec<Columns> = job::table
        .filter(job::done_at.is_null())
        .order((job::tries.desc(), job::run_at, job::id))
        .limit(MOST)
        .select(columns)
        .load(cx.conn)?;
    let done: Vec<Columns> = job::table
        .filter(job::done_at.is_not_null())
        .order((job::done_at.desc(), job::id.desc()))
        .limit(MOST)
        .select(columns)
        .load(cx.conn)?;
    let now = cx.now().naive_utc();
    Ok(Page::whole(open.into_iter().chain(done).map(|columns| row(columns, now)).collect()))
}

fn row((id, kind, key, run_at, tries, claimed_until, done_at, error): Columns, now: NaiveDateTime) -> JobRow {
    let state = match (done_at, claimed_until) {
        (Some(_), _) => JobState::Done,
        (None, Some(until)) if until >= now => JobState::Running,
        (None, _) if tries >= MOST_TRIES => JobState::Failed,
        (None, _) => JobState::Waiting,
    };
    let done_at = done_at.map(|at| at.and_utc());
    JobRow { id, kind, key, state, run_at: run_at.and_utc(), tries, done_at, error }
}
