//! A meeting's way from plan to lock: one step at a time, each noted in its history.

use shared::api::meeting::Saved;
use shared::meeting::MeetingStatus;
use shared::problem::Code;

use super::record::MeetingRecord;
use crate::http::{Context, Result};

impl MeetingRecord {
    /// Refuses what the meeting's state doesn't allow.
    ///
    /// # Errors
    /// [`Code::WrongState`].
    pub fn expect(&self, status: MeetingStatus) -> Result<()> {
        if self.status == status { Ok(()) } else { Err(Code::WrongState.into()) }
    }

    /// Writes the row in its new state.
    ///
    /// # Errors
    /// The database's.
    pub fn enter(&mut self, cx: &mut Context<'_>, status: MeetingStatus) -> Result<Saved> {
        let before = std::mem::replace(&mut self.status, status);
        self.save(cx.conn)?;
        cx.note(self.id, self.version, "status", &before, &status)?;
        Ok(self.saved())
    }

    /// The answer to a write.
    pub fn saved(&self) -> Saved {
        Saved { version: self.version, status: self.status, others: Vec::new() }
    }
}
