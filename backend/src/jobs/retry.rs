//! Trying again what has failed too often.

use shared::api::job::{Retried, RetryJobs};

use super::store;
use crate::http::{Call, Context, Error, Result};

/// All of it at once.
pub fn retry(cx: &mut Context<'_>, _: Call<RetryJobs>) -> Result<Retried> {
    let now = cx.now().naive_utc();
    let jobs = store::retry(cx.conn, now)?;
    Ok(Retried { jobs: i64::try_from(jobs).map_err(Error::internal)? })
}
