//! The thread of a node that does jobs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::Utc;
use uuid::Uuid;

use super::{Kinds, store};
use crate::db::Db;
use crate::http::{Error, Result};

/// How often a node looks for what is due.
const PAUSE: Duration = Duration::from_secs(1);

/// Does jobs until it is stopped or dropped.
pub struct Worker {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Worker {
    /// Starts doing jobs of these kinds.
    pub fn start(db: Db, kinds: Kinds) -> Self {
        let (stop, stopped) = sync_channel(1);
        Self { stop, thread: std::thread::spawn(move || work(&db, &kinds, &stopped)) }
    }

    /// Takes no further job, and waits until the one under way has ended.
    pub fn stop(self) {
        // Both fail only if the thread has ended already.
        self.stop.send(()).ok();
        self.thread.join().ok();
    }
}

fn work(db: &Db, kinds: &Kinds, stopped: &Receiver<()>) {
    let node = Uuid::now_v7().to_string();
    loop {
        let busy = one(db, kinds, &node).unwrap_or_else(|error| {
            tracing::error!(%error, "looking for jobs failed");
            false
        });
        // Whoever drops the worker doesn't want it either.
        match stopped.recv_timeout(if busy { Duration::ZERO } else { PAUSE }) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Does the oldest job that is due; whether there was any.
fn one(db: &Db, kinds: &Kinds, node: &str) -> Result<bool> {
    let now = Utc::now();
    // Looked for by a reader: an idle node takes nobody's turn to write.
    let found = store::due(&mut *db.reader()?, &kinds.names(), now.naive_utc())?;
    let Some(found) = found else { return Ok(false) };
    let Some(run) = kinds.run(&found.kind) else { return Ok(false) };
    if !db.write(|conn| Ok(store::claim(conn, &found, node, now.naive_utc())?))? {
        return Ok(true);
    }
    let result = catch_unwind(AssertUnwindSafe(|| run(db, &found.payload, now)))
        .unwrap_or_else(|_| Err(Error::internal("the job panicked")));
    let ended = Utc::now().naive_utc();
    db.write(|conn| match &result {
        Ok(again) => Ok(store::finish(conn, &found, node, ended, again.map(|at| at.naive_utc()))?),
        Err(error) => {
            tracing::error!(%error, kind = found.kind, "a job failed");
            Ok(store::fail(conn, &found, node, ended, &error.to_string())?)
        }
    })?;
    Ok(true)
}
