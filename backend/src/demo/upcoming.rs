//! Meetings that are still to come: one branch has planned its next one, another has announced it.

use chrono::{Datelike, NaiveDate};
use shared::meeting::{MeetingKind, MeetingStatus, NoticeChannel};

use super::chance::Ids;
use super::held::planned;
use super::minutes::blank;
use super::preparatory;
use super::rows::Rows;
use super::schedule::{Spec, next};
use super::setting::Setting;
use super::time::{at, days};
use crate::meetings::record::MeetingRecord;
use crate::meetings::rows::{HandoutRecord, NoticeRecord};

/// Planned: the focal issue is chosen, the committee hasn't met, the document isn't sent.
const PLANNED: &str = "CB01";
/// Announced: everybody was told, the document is sent.
const ANNOUNCED: &str = "CB08";

/// Writes down the branch's next regular meeting after the one of `last`.
pub(super) fn write(rows: &mut Rows, setting: Setting<'_>, last: NaiveDate) {
    let branch = setting.branch;
    let announced = branch.code == ANNOUNCED;
    if !announced && branch.code != PLANNED {
        return;
    }
    let Spec { date, moved, topic, .. } = next(branch, setting.texts, last);
    let mut ids = Ids::of(branch.nth, &["meeting", &branch.code, MeetingKind::Regular.as_str()], at(date, 19, 30));
    let mut record = MeetingRecord {
        moved_reason: moved,
        focal_title: topic.title,
        focal_sector: topic.sector,
        focal_problem: topic.problem,
        focal_aim: topic.aim,
        focal_expected: topic.expected,
        ..planned(setting, ids.next(), MeetingKind::Regular, date)
    };
    let yesterday = days(setting.today, -1);
    if announced {
        let told = at(yesterday, 20, 0);
        record.status = MeetingStatus::Announced;
        record.announced_at = Some(told);
        record.supervisor_told = true;
        record.draft_resolution = format!("Trọng tâm: {}. {}.", record.focal_title, record.focal_aim);
        record.secretary_id = branch.scribe().map(|person| person.id);
        for person in &branch.members {
            let channel = NoticeChannel::System;
            rows.notices.push(NoticeRecord { meeting_id: record.id, member_id: person.id, channel, sent_at: told });
        }
        preparatory::held(rows, setting, &record, yesterday.min(days(date, -1)));
    } else {
        preparatory::plan(rows, setting, &record, days(date, -2).max(setting.today));
    }
    rows.handouts.push(HandoutRecord {
        id: ids.next(),
        meeting_id: record.id,
        title: format!("Tài liệu sinh hoạt tháng {}/{}", date.month(), date.year()),
        place: "Nhóm trao đổi của chi bộ; bản in tại nơi họp".to_owned(),
        sent_at: record.announced_at,
    });
    rows.agenda.extend(blank(setting, &record, &mut ids).into_iter().map(|(row, _)| row));
    rows.meetings.push(record);
}
