//! Work in the background, for whoever runs the server.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use crate::access::Action;
use crate::id::JobId;
use crate::{endpoints, text_enum};

text_enum! {
    /// How far a job is.
    pub enum JobState {
        /// Waits until it is due.
        Waiting = "waiting", "Đang chờ", "Waiting";
        /// A node works on it.
        Running = "running", "Đang chạy", "Running";
        /// Failed so often that it isn't tried any more by itself.
        Failed = "failed", "Không chạy được", "Failed";
        /// Done.
        Done = "done", "Đã xong", "Done";
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobRow {
    /// The job.
    pub id: JobId,
    /// Kind, such as `purge`.
    pub kind: String,
    /// What it is about.
    pub key: String,
    /// How far it is.
    pub state: JobState,
    /// Not before, UTC.
    pub run_at: DateTime<Utc>,
    /// How often it was tried since it last succeeded.
    pub tries: i32,
    /// Done at, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
    /// Why the last try failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What was let try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retried {
    /// How many jobs.
    pub jobs: i64,
}

endpoints! {
    /// Those that failed too often first, then those that wait, then those that were done in the last days; at most 100
    /// of each.
    ListJobs: Get "/jobs", "List background jobs", Access::May(Action::JobRun), path (), query NoQuery, body Empty, reply 200 Page<JobRow>;
    /// Every job that has failed so often that it isn't tried any more by itself.
    RetryJobs: Post "/jobs/retry", "Try failed jobs again", Access::May(Action::JobRun), path (), query NoQuery, body Empty, reply 200 Retried;
}
