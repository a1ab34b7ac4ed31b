//! Telling members, and the committee member in charge, of a meeting.

use std::collections::HashSet;

use diesel::prelude::*;
use shared::access::Action;
use shared::api::meeting::{AnnounceMeeting, Saved};
use shared::id::{MeetingId, MemberId};
use shared::meeting::allowed::allowed_in;
use shared::meeting::{MeetingStatus, NoticeChannel};
use shared::problem::{Code, FieldErrors};

use super::record::MeetingRecord;
use super::rows::NoticeRecord;
use super::view::{roster, supervisor};
use crate::db::Conn;
use crate::db::schema::account;
use crate::http::{Call, Context, Result, check};

/// Makes the meeting visible to members, and notes who was told and how.
pub fn announce(cx: &mut Context<'_>, call: Call<AnnounceMeeting>) -> Result<Saved> {
    let record = MeetingRecord::claim(cx, call.path)?;
    if !allowed_in(record.kind, record.status, Action::MeetingPlan) {
        return Err(Code::WrongState.into());
    }
    let day = record.day();
    let people: Vec<MemberId> = roster(cx.conn, &record)?.into_iter().map(|person| person.id).collect();
    let mut errors = FieldErrors::default();
    for (index, member) in call.body.told.iter().enumerate() {
        errors.add_if(!people.contains(member), &format!("/told/{index}"), Code::UnknownReference);
    }
    check(errors)?;
    let told: HashSet<MemberId> = call.body.told.into_iter().collect();
    let now = cx.now().naive_utc();
    let mut noted = Vec::new();
    for member in &told {
        noted.extend(tell(cx.conn, record.id, *member, NoticeChannel::Told, now)?);
    }
    let with_account: Vec<MemberId> = account::table
        .filter(account::member_id.eq_any(&people))
        .filter(account::disabled.eq(false))
        .filter(account::password_hash.is_not_null())
        .select(account::member_id.assume_not_null())
        .load(cx.conn)?;
    for member in with_account.into_iter().filter(|member| !told.contains(member)) {
        noted.extend(tell(cx.conn, record.id, member, NoticeChannel::System, now)?);
    }
    let before = record.status;
    let record = MeetingRecord {
        status: MeetingStatus::Announced,
        announced_at: record.announced_at.or(Some(now)),
        supervisor_told: supervisor(cx.conn, record.unit_id, day)?.is_some(),
        ..record
    };
    record.save(cx.conn)?;
    cx.note(record.id, record.version, "status", &before, &record.status)?;
    if !noted.is_empty() {
        let (before, after): (Vec<_>, Vec<_>) = noted.into_iter().unzip();
        let before: Vec<NoticeRecord> = before.into_iter().flatten().collect();
        cx.note(record.id, record.version, "notices", &before, &after)?;
    }
    Ok(record.saved())
}

/// Notes that a member was told; gives the row as it was and as it is, if that is news. A word in person weighs more than
/// an entry on the home page; what was noted first keeps its time.
fn tell(
    conn: &mut Conn,
    meeting_id: MeetingId,
    member_id: MemberId,
    channel: NoticeChannel,
    now: chrono::NaiveDateTime,
) -> Result<Option<(Option<NoticeRecord>, NoticeRecord)>> {
    let before = NoticeRecord::find(conn, (meeting_id, member_id))?;
    let noted = match (before.clone(), channel) {
        (None, _) => NoticeRecord { meeting_id, member_id, channel, sent_at: now },
        (Some(before), NoticeChannel::Told) if before.channel == NoticeChannel::System => {
            NoticeRecord { channel, ..before }
        }
        (Some(_), _) => return Ok(None),
    };
    noted.save(conn)?;
    Ok(Some((before, noted)))
}
