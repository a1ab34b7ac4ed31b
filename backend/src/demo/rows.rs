//! Rows of a meeting's tables, gathered first and inserted together.

use crate::db::schema::{
    agenda_item, attendance, handout, meeting, notice, opinion, resolution, task, task_report, vote,
};
use crate::db::{Conn, insert_all};
use crate::http::Result;
use crate::meetings::record::MeetingRecord;
use crate::meetings::rows::{
    AgendaItemRecord, AttendanceRecord, HandoutRecord, NoticeRecord, OpinionRecord, VoteRecord,
};
use crate::resolutions::ResolutionRecord;
use crate::tasks::{ReportRecord, TaskRecord};

/// Everything of the meetings but their scores.
#[derive(Default)]
pub(super) struct Rows {
    /// Those that are prepared before those that prepare them.
    pub meetings: Vec<MeetingRecord>,
    pub preparatory: Vec<MeetingRecord>,
    pub agenda: Vec<AgendaItemRecord>,
    pub attendance: Vec<AttendanceRecord>,
    pub notices: Vec<NoticeRecord>,
    pub opinions: Vec<OpinionRecord>,
    pub votes: Vec<VoteRecord>,
    pub handouts: Vec<HandoutRecord>,
    pub resolutions: Vec<ResolutionRecord>,
    pub tasks: Vec<TaskRecord>,
    pub reports: Vec<ReportRecord>,
}

impl Rows {
    /// Inserts them.
    pub fn insert(&self, conn: &mut Conn) -> Result<()> {
        insert_all!(conn, meeting::table, self.meetings)?;
        insert_all!(conn, meeting::table, self.preparatory)?;
        insert_all!(conn, agenda_item::table, self.agenda)?;
        insert_all!(conn, attendance::table, self.attendance)?;
        insert_all!(conn, notice::table, self.notices)?;
        insert_all!(conn, opinion::table, self.opinions)?;
        insert_all!(conn, vote::table, self.votes)?;
        insert_all!(conn, handout::table, self.handouts)?;
        insert_all!(conn, resolution::table, self.resolutions)?;
        insert_all!(conn, task::table, self.tasks)?;
        insert_all!(conn, task_report::table, self.reports)?;
        Ok(())
    }
}
