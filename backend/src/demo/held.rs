//! A meeting that was held, written down as its branch would have.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use shared::id::MeetingId;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind};
use shared::text::format_date;

use super::chance::{Chance, Ids};
use super::members::Person;
use super::roll::{Roll, roll};
use super::rows::Rows;
use super::schedule::{Spec, Stage, care};
use super::setting::Setting;
use super::text::one;
use super::time::{at, days, term_of};
use super::{minutes, preparatory, tasks};
use crate::meetings::record::MeetingRecord;
use crate::meetings::rows::{HandoutRecord, NoticeRecord};
use crate::resolutions::ResolutionRecord;
use shared::meeting::NoticeChannel;

/// What scoring needs to know of a meeting.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub id: MeetingId,
    pub stage: Stage,
    pub date: NaiveDate,
    pub submitted_at: Option<NaiveDateTime>,
    pub care: usize,
    pub secretary: String,
    pub supervisor: String,
    pub standing: String,
    pub chance: Chance,
}

/// Numbers of a branch's resolutions, by kind and term.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<(ResolutionKind, NaiveDate, i32)>);

impl Numbers {
    fn next(&mut self, kind: ResolutionKind, term: NaiveDate) -> i32 {
        let of = |(one, first, _): &&mut (ResolutionKind, NaiveDate, i32)| *one == kind && *first == term;
        if let Some((.., last)) = self.0.iter_mut().find(of) {
            *last += 1;
            return *last;
        }
        self.0.push((kind, term, 1));
        1
    }
}

/// Writes the meeting down: everything but its scores.
pub(super) fn write(rows: &mut Rows, setting: Setting<'_>, spec: &Spec, numbers: &mut Numbers) -> Held {
    let branch = setting.branch;
    let mut chance = spec.chance(branch);
    let care = care(&branch.code, spec.date.year());
    let begins = at(spec.date, spec.hour.0, spec.hour.1);
    let mut ids = Ids::of(branch.nth, &["meeting", &branch.code, spec.kind.as_str()], begins);
    let record = record(setting, spec, ids.next(), care, &mut chance);
    let roll = roll(setting, spec, &mut chance);
    minutes::write(rows, setting, spec, &record, &roll, &mut chance, &mut ids);
    tasks::write(rows, setting, spec, record.id, care, &mut chance, &mut ids);
    documents(rows, spec, record.id, care, &mut chance, &mut ids);
    notices(rows, &record, &roll, care, &mut chance);
    resolution(rows, setting, spec, &record, numbers, &mut ids);
    if spec.prepared {
        preparatory::write(rows, setting, &record, spec.date);
    }
    rows.attendance.extend(roll.rows(record.id));
    let name = |person: Option<&Person>| person.map(|person| person.name.clone()).unwrap_or_default();
    let held = Held {
        id: record.id,
        stage: spec.stage,
        date: spec.date,
        submitted_at: record.submitted_at,
        care,
        secretary: name(setting.secretary()),
        supervisor: name(setting.supervisor(spec.date)),
        standing: name(setting.committee.standing.first()),
        chance,
    };
    rows.meetings.push(record);
    held
}

fn record(setting: Setting<'_>, spec: &Spec, id: MeetingId, care: usize, chance: &mut Chance) -> MeetingRecord {
    let (branch, texts) = (setting.branch, setting.texts);
    let begins = at(spec.date, spec.hour.0, spec.hour.1);
    let ends = begins + TimeDelta::minutes(spec.minutes);
    let attended = chance.percent(35);
    let returned = spec.stage == Stage::Returned;
    // Somebody who hands in late has had the days for it.
    let long_ago = (setting.today - spec.date).num_days() > 8;
    let late = !chance.percent(care + 3) && long_ago;
    let submitted = at(days(spec.date, if late { 4 } else { 1 }), 9, 0);
    let locked = submitted + TimeDelta::hours(49);
    let status = match spec.stage {
        Stage::Concluded | Stage::Returned => MeetingStatus::Concluded,
        Stage::Submitted | Stage::Supervised => MeetingStatus::Submitted,
        Stage::Locked => MeetingStatus::Locked,
    };
    let standing = setting.committee.standing.first();
    MeetingRecord {
        status,
        scheduled_at: begins,
        moved_reason: spec.moved.clone(),
        focal_title: spec.topic.title.clone(),
        focal_sector: Some(spec.sector()),
        focal_problem: spec.topic.problem.clone(),
        focal_aim: spec.topic.aim.clone(),
        focal_expected: spec.topic.expected.clone(),
        chair_id: setting.secretary().map(|person| person.id),
        secretary_id: branch.scribe().map(|person| person.id),
        started_at: Some(begins),
        ended_at: Some(ends),
        guests: match setting.supervisor(spec.date) {
            Some(person) if attended => format!("Đồng chí {}, đảng ủy viên phụ trách", person.name),
            _ => String::new(),
        },
        supervisor_told: chance.percent(care + 4),
        supervisor_attended: attended,
        draft_resolution: if chance.percent(care + 4) {
            format!("Trọng tâm: {}. {}.", spec.topic.title, spec.topic.aim)
        } else {
            String::new()
        },
        self_criticism_minutes: Some(if chance.percent(care) { 15 + i32::from(chance.percent(50)) * 5 } else { 10 }),
        innovation: if chance.percent(20) { one(chance, &texts.innovation) } else { String::new() },
        minutes_adopted: chance.percent(care + 8),
        announced_at: Some(at(days(spec.date, -3), 8, 0)),
        concluded_at: Some(ends + TimeDelta::minutes(5)),
        submitted_at: (spec.stage >= Stage::Submitted).then_some(submitted),
        return_reason: if returned { texts.returned.clone() } else { String::new() },
        locked_at: (spec.stage == Stage::Locked).then_some(locked),
        locked_by: standing.filter(|_| spec.stage == Stage::Locked).map(|person| person.name.clone()),
        ..planned(setting, id, spec.kind, spec.date)
    }
}

/// A meeting of which nothing but day and place is known.
pub(super) fn planned(setting: Setting<'_>, id: MeetingId, kind: MeetingKind, date: NaiveDate) -> MeetingRecord {
    MeetingRecord {
        place: setting.branch.place.clone(),
        chair_id: setting.secretary().map(|person| person.id),
        ..MeetingRecord::planned(id, setting.branch.id, kind, at(date, 19, 30))
    }
}

fn documents(rows: &mut Rows, spec: &Spec, id: MeetingId, care: usize, chance: &mut Chance, ids: &mut Ids) {
    if !chance.percent(care + 10) {
        return;
    }
    let in_time = chance.percent(care + 4);
    let sent = if in_time { at(days(spec.date, -2), 17, 0) } else { at(spec.date, 10, 0) };
    let title = match spec.kind {
        MeetingKind::Thematic => format!("Bản đề dẫn: {}", spec.topic.title),
        _ => format!("Tài liệu sinh hoạt tháng {}/{}", spec.date.month(), spec.date.year()),
    };
    let place = "Nhóm trao đổi của chi bộ; bản in tại nơi họp".to_owned();
    rows.handouts.push(HandoutRecord { id: ids.next(), meeting_id: id, title, place, sent_at: Some(sent) });
}

fn notices(rows: &mut Rows, record: &MeetingRecord, roll: &Roll<'_>, care: usize, chance: &mut Chance) {
    let everybody = chance.percent(care + 5);
    let forgotten = chance.below(roll.len());
    for (place, person) in roll.people().enumerate() {
        if everybody || place != forgotten {
            // Every third has no telephone for it.
            let channel = if place % 3 == 2 { NoticeChannel::Told } else { NoticeChannel::System };
            let sent_at = record.announced_at.unwrap_or(record.scheduled_at);
            rows.notices.push(NoticeRecord { meeting_id: record.id, member_id: person, channel, sent_at });
        }
    }
}

fn resolution(
    rows: &mut Rows,
    setting: Setting<'_>,
    spec: &Spec,
    record: &MeetingRecord,
    numbers: &mut Numbers,
    ids: &mut Ids,
) {
    let thematic = spec.kind == MeetingKind::Thematic;
    let kind = if thematic { ResolutionKind::Conclusion } else { ResolutionKind::Resolution };
    let term = term_of(spec.date.year()).max(super::time::first_term());
    let (month, year) = (spec.date.month(), spec.date.year());
    rows.resolutions.push(ResolutionRecord {
        id: ids.next(),
        unit_id: setting.branch.id,
        meeting_id: record.id,
        kind,
        term_starts_on: term,
        number: numbers.next(kind, term),
        title: if thematic {
            format!("Kết luận chuyên đề: {}", spec.topic.title)
        } else {
            format!("Lãnh đạo thực hiện nhiệm vụ tháng {month} năm {year}")
        },
        assessment:
            "Chi bộ đã nghe báo cáo kết quả thực hiện nghị quyết kỳ trước.\nNhiệm vụ chưa xong tiếp tục được theo dõi, \
                     báo cáo kỳ sau."
                .to_owned(),
        direction: format!("Trọng tâm: {}.\n{}.\n{}.", spec.topic.title, spec.topic.aim, spec.topic.expected),
        execution: format!(
            "Chi ủy, đảng viên và đoàn thể được phân công tổ chức thực hiện, báo cáo tại kỳ sinh hoạt ngày {}.",
            format_date(spec.next)
        ),
        issued_at: record.concluded_at.unwrap_or(record.scheduled_at),
    });
}
