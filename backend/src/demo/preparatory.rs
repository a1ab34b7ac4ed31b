//! The committee's meeting two days before: it chooses the focal issue and agrees the draft.

use chrono::{NaiveDate, TimeDelta};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, NoticeChannel};

use super::chance::Ids;
use super::held::planned;
use super::minutes::blank;
use super::rows::Rows;
use super::setting::Setting;
use super::time::days;
use crate::meetings::record::MeetingRecord;
use crate::meetings::rows::{AttendanceRecord, NoticeRecord};

/// Minutes that it takes.
const MINUTES: i64 = 45;

/// Writes down the committee's meeting that prepared this one.
pub(super) fn write(rows: &mut Rows, setting: Setting<'_>, prepared: &MeetingRecord, date: NaiveDate) {
    held(rows, setting, prepared, days(date, -2));
}

/// The same, held on a day.
pub(super) fn held(rows: &mut Rows, setting: Setting<'_>, prepared: &MeetingRecord, date: NaiveDate) {
    let mut ids = ids(setting, prepared);
    let committee = setting.branch.committee();
    let mut record = of(setting, prepared, date, &mut ids);
    let ends = record.scheduled_at + TimeDelta::minutes(MINUTES);
    record.status = MeetingStatus::Concluded;
    record.started_at = Some(record.scheduled_at);
    record.ended_at = Some(ends);
    record.concluded_at = Some(ends);
    record.announced_at = Some(record.scheduled_at - TimeDelta::days(1));
    record.secretary_id = committee.last().map(|person| person.id);
    record.minutes_adopted = true;
    for (mut row, item) in blank(setting, &record, &mut ids) {
        row.done = true;
        if item.focal {
            row.outcome = format!("Chọn vấn đề trọng tâm: {}.", prepared.focal_title);
        }
        rows.agenda.push(row);
    }
    for person in committee {
        rows.attendance.push(AttendanceRecord {
            meeting_id: record.id,
            member_id: person.id,
            kind: person.kind,
            status: person.status,
            state: AttendanceState::Present,
            reason: String::new(),
        });
        rows.notices.push(NoticeRecord {
            meeting_id: record.id,
            member_id: person.id,
            channel: NoticeChannel::Told,
            sent_at: record.scheduled_at - TimeDelta::days(1),
        });
    }
    rows.preparatory.push(record);
}

/// Plans the committee's meeting.
pub(super) fn plan(rows: &mut Rows, setting: Setting<'_>, prepared: &MeetingRecord, date: NaiveDate) {
    let mut ids = ids(setting, prepared);
    let record = of(setting, prepared, date, &mut ids);
    rows.agenda.extend(blank(setting, &record, &mut ids).into_iter().map(|(row, _)| row));
    rows.preparatory.push(record);
}

fn ids(setting: Setting<'_>, prepared: &MeetingRecord) -> Ids {
    let branch = setting.branch;
    let parts = ["preparatory", &branch.code, prepared.kind.as_str()];
    Ids::of(branch.nth, &parts, prepared.scheduled_at - TimeDelta::days(2))
}

fn of(setting: Setting<'_>, prepared: &MeetingRecord, date: NaiveDate, ids: &mut Ids) -> MeetingRecord {
    MeetingRecord {
        year: prepared.year,
        month: prepared.month,
        prepares_id: Some(prepared.id),
        focal_title: prepared.focal_title.clone(),
        focal_sector: prepared.focal_sector,
        focal_problem: prepared.focal_problem.clone(),
        focal_aim: prepared.focal_aim.clone(),
        focal_expected: prepared.focal_expected.clone(),
        ..planned(setting, ids.next(), MeetingKind::Preparatory, date)
    }
}
