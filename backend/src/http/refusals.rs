//! Refusals are written down by a thread of their own: SQLite has one writer, and who is refused doesn't wait for it.

use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use super::{Act, Result};
use crate::db::{Conn, Db};

/// Refusals that wait for their turn at most. What doesn't fit is in the log alone.
const WAITING: usize = 1_000;
/// Refusals that are written in one transaction.
const AT_ONCE: usize = 100;

enum Message {
    Write(Box<Act>),
    /// Answered when everything before it is written.
    Flush(SyncSender<()>),
}

/// Where refusals are handed in. The thread ends when the last one of these is dropped.
#[derive(Clone)]
pub struct Refusals(SyncSender<Message>);

impl Refusals {
    /// Starts the thread, which writes each refusal by `write`.
    pub fn start(db: Db, write: fn(&mut Conn, Act) -> Result<()>) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::spawn(move || run(&db, write, &receiver));
        Self(sender)
    }

    /// Hands one in, and waits for nothing.
    pub fn add(&self, act: Act) {
        if let Err(TrySendError::Full(Message::Write(act)) | TrySendError::Disconnected(Message::Write(act))) =
            self.0.try_send(Message::Write(Box::new(act)))
        {
            tracing::error!(operation = act.operation, "a refusal wasn't written down");
        }
    }

    /// Waits until everything is written that was handed in before.
    pub fn flush(&self) {
        let (done, written) = sync_channel(1);
        if self.0.send(Message::Flush(done)).is_ok() {
            // An error means that the thread has ended: there is nothing left to wait for.
            written.recv().ok();
        }
    }
}

fn run(db: &Db, write: fn(&mut Conn, Act) -> Result<()>, receiver: &Receiver<Message>) {
    while let Ok(first) = receiver.recv() {
        let (mut acts, mut flushed) = (Vec::new(), Vec::new());
        let more = std::iter::from_fn(|| receiver.try_recv().ok());
        for message in std::iter::once(first).chain(more).take(AT_ONCE) {
            match message {
                Message::Write(act) => acts.push(*act),
                Message::Flush(done) => flushed.push(done),
            }
        }
        if !acts.is_empty() {
            let written = db.write(|conn| acts.into_iter().try_for_each(|act| write(conn, act)));
            if let Err(error) = written {
                tracing::error!(%error, "refusals weren't written down");
            }
        }
        for done in flushed {
            // Whoever waited may have given up.
            done.send(()).ok();
        }
    }
}
