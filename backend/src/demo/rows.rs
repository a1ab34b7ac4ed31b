//! Rows of a meeting's tables, gathered first and inserted together.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::id::{AgendaItemId, HandoutId, MeetingId, MemberId, OpinionId, ResolutionId, UnitId, VoteId};
use shared::meeting::{
    AgendaPart, AttendanceState, NoticeChannel, OpinionKind, ResolutionKind, VoteMethod, VoteSubject,
};
use shared::member::{ActivityStatus, MembershipKind};

use crate::db::schema::{agenda_item, attendance, handout, meeting, notice, opinion, resolution, task, vote};
use crate::db::{Conn, insert_all};
use crate::http::Result;
use crate::meetings::record::MeetingRecord;
use crate::tasks::TaskRecord;

#[derive(Insertable)]
#[diesel(table_name = agenda_item, treat_none_as_default_value = false)]
pub(super) struct AgendaRow {
    pub id: AgendaItemId,
    pub meeting_id: MeetingId,
    pub part: AgendaPart,
    pub position: i32,
    pub title: String,
    pub mandatory: bool,
    pub previous_tasks: bool,
    pub presenter_id: Option<MemberId>,
    pub outcome: String,
    pub done: bool,
}

#[derive(Insertable)]
#[diesel(table_name = attendance, treat_none_as_default_value = false)]
pub(super) struct AttendanceRow {
    pub meeting_id: MeetingId,
    pub member_id: MemberId,
    pub kind: MembershipKind,
    pub status: ActivityStatus,
    pub state: AttendanceState,
    pub reason: String,
}

#[derive(Insertable)]
#[diesel(table_name = notice, treat_none_as_default_value = false)]
pub(super) struct NoticeRow {
    pub meeting_id: MeetingId,
    pub member_id: MemberId,
    pub channel: NoticeChannel,
    pub sent_at: NaiveDateTime,
}

#[derive(Insertable)]
#[diesel(table_name = opinion, treat_none_as_default_value = false)]
pub(super) struct OpinionRow {
    pub id: OpinionId,
    pub meeting_id: MeetingId,
    pub agenda_item_id: Option<AgendaItemId>,
    pub member_id: Option<MemberId>,
    pub delegate: String,
    pub kind: OpinionKind,
    pub text: String,
}

#[derive(Insertable)]
#[diesel(table_name = vote, treat_none_as_default_value = false)]
pub(super) struct VoteRow {
    pub id: VoteId,
    pub meeting_id: MeetingId,
    pub subject: VoteSubject,
    pub title: String,
    pub method: VoteMethod,
    pub in_favour: i32,
    pub against: i32,
    pub abstain: i32,
}

#[derive(Insertable)]
#[diesel(table_name = handout, treat_none_as_default_value = false)]
pub(super) struct HandoutRow {
    pub id: HandoutId,
    pub meeting_id: MeetingId,
    pub title: String,
    pub place: String,
    pub sent_at: Option<NaiveDateTime>,
}

#[derive(Insertable)]
#[diesel(table_name = resolution, treat_none_as_default_value = false)]
pub(super) struct ResolutionRow {
    pub id: ResolutionId,
    pub unit_id: UnitId,
    pub meeting_id: MeetingId,
    pub kind: ResolutionKind,
    pub term_starts_on: NaiveDate,
    pub number: i32,
    pub title: String,
    pub assessment: String,
    pub direction: String,
    pub execution: String,
    pub issued_at: NaiveDateTime,
}

/// Everything of the meetings but their scores.
#[derive(Default)]
pub(super) struct Rows {
    /// Those that are prepared before those that prepare them.
    pub meetings: Vec<MeetingRecord>,
    pub preparatory: Vec<MeetingRecord>,
    pub agenda: Vec<AgendaRow>,
    pub attendance: Vec<AttendanceRow>,
    pub notices: Vec<NoticeRow>,
    pub opinions: Vec<OpinionRow>,
    pub votes: Vec<VoteRow>,
    pub handouts: Vec<HandoutRow>,
    pub resolutions: Vec<ResolutionRow>,
    pub tasks: Vec<TaskRecord>,
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
        Ok(())
    }
}
