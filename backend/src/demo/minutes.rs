//! The minutes of a meeting: agenda, who spoke, the vote.

use shared::id::AgendaItemId;
use shared::language::Language;
use shared::meeting::agenda::TemplateItem;
use shared::meeting::{AgendaPart, MeetingKind, OpinionKind, VoteMethod, VoteSubject};

use super::chance::{Chance, Ids};
use super::members::Person;
use super::roll::Roll;
use super::rows::Rows;
use super::schedule::{Spec, care};
use super::setting::Setting;
use super::text::marked;
use crate::meetings::record::MeetingRecord;
use crate::meetings::rows::{AgendaItemRecord, OpinionRecord, VoteRecord};
use chrono::Datelike;

/// Writes them.
pub(super) fn write(
    rows: &mut Rows,
    setting: Setting<'_>,
    spec: &Spec,
    record: &MeetingRecord,
    roll: &Roll<'_>,
    chance: &mut Chance,
    ids: &mut Ids,
) {
    let focal = agenda(rows, setting, spec, record, roll, chance, ids);
    opinions(rows, setting, spec, record, roll, focal, chance, ids);
    vote(rows, spec, record, roll, chance, ids);
}

/// The agenda of the template, none of it done.
pub(super) fn blank<'a>(
    setting: Setting<'a>,
    record: &MeetingRecord,
    ids: &mut Ids,
) -> Vec<(AgendaItemRecord, &'a TemplateItem)> {
    let items = setting.book.agenda(setting.branch.kind, record.kind, record.day(), record.combined());
    let row = |(position, item): (i32, &'a TemplateItem)| {
        let row = AgendaItemRecord {
            id: ids.next(),
            meeting_id: record.id,
            part: item.part,
            position,
            title: item.title(Language::Vi).to_owned(),
            mandatory: item.mandatory,
            previous_tasks: item.previous_tasks,
            presenter_id: None,
            outcome: String::new(),
            done: false,
        };
        (row, item)
    };
    (1..).zip(items).map(row).collect()
}

/// The agenda as it went. The item at which the focal issue was discussed.
fn agenda(
    rows: &mut Rows,
    setting: Setting<'_>,
    spec: &Spec,
    record: &MeetingRecord,
    roll: &Roll<'_>,
    chance: &mut Chance,
    ids: &mut Ids,
) -> Option<AgendaItemId> {
    let mut focal = None;
    let deputy = setting.deputy().filter(|deputy| roll.present().iter().any(|person| person.id == deputy.id));
    let complete = chance.percent(care(&setting.branch.code, spec.date.year()) + 5);
    // What is skipped first when it gets late.
    let skipped = if complete { 0 } else { 3 };
    for (mut row, item) in blank(setting, record, ids) {
        row.done = if row.mandatory { row.position != skipped } else { chance.percent(60) };
        if item.previous_tasks {
            row.presenter_id = setting.secretary().map(|person| person.id);
            row.outcome = "Đã báo cáo từng nhiệm vụ; việc chưa xong tiếp tục theo dõi.".to_owned();
            row.done |= spec.kind == MeetingKind::Regular;
        }
        if item.focal {
            focal = Some(row.id);
            row.presenter_id = deputy.or(setting.secretary()).map(|person| person.id);
            row.outcome = format!("Thống nhất: {}. {}.", record.focal_aim, record.focal_expected);
        }
        if row.done && item.title(Language::Vi).contains("đảng phí") {
            row.outcome = format!("Đảng viên đã đóng đủ đảng phí đến hết tháng {}.", spec.date.month());
        }
        if row.part == AgendaPart::Closing && row.mandatory && row.done {
            row.outcome = "Chi bộ thống nhất.".to_owned();
        }
        rows.agenda.push(row);
    }
    focal
}

#[allow(clippy::too_many_arguments)] // The parts of one meeting, each named where it is made.
fn opinions(
    rows: &mut Rows,
    setting: Setting<'_>,
    spec: &Spec,
    record: &MeetingRecord,
    roll: &Roll<'_>,
    focal: Option<AgendaItemId>,
    chance: &mut Chance,
    ids: &mut Ids,
) {
    let (texts, present) = (setting.texts, roll.present());
    let careful = care(&setting.branch.code, spec.date.year());
    let speakers = chance.some(&present, spec.speakers);
    let mut say = |ids: &mut Ids, person: Option<&Person>, kind: OpinionKind, text: String| {
        rows.opinions.push(OpinionRecord {
            id: ids.next(),
            meeting_id: record.id,
            agenda_item_id: focal.filter(|_| kind == OpinionKind::Opinion),
            member_id: person.map(|person| person.id),
            delegate: String::new(),
            kind,
            text,
        });
    };
    for person in &speakers {
        let text = marked(chance, &texts.opinions, &spec.topic.title);
        say(ids, Some(person), OpinionKind::Opinion, text);
    }
    if let Some(person) = speakers.first() {
        say(ids, Some(person), OpinionKind::SelfCriticism, marked(chance, &texts.self_criticism, ""));
    }
    if chance.percent(careful + 2) {
        let best = chance.pick(&present).copied();
        say(ids, best, OpinionKind::Praise, marked(chance, &texts.praise, ""));
    }
    if let Some(person) = roll.absent().first().filter(|_| chance.percent(30)) {
        say(ids, Some(person), OpinionKind::Reminder, marked(chance, &texts.reminder, ""));
    }
    if let Some(person) = speakers.last().filter(|_| chance.percent(15)) {
        say(ids, Some(person), OpinionKind::Petition, marked(chance, &texts.petition, ""));
    }
}

fn vote(rows: &mut Rows, spec: &Spec, record: &MeetingRecord, roll: &Roll<'_>, chance: &mut Chance, ids: &mut Ids) {
    let entitled = i32::try_from(roll.entitled()).unwrap_or(0);
    let abstain = i32::from(entitled > 5 && chance.percent(10));
    let title = match spec.kind {
        MeetingKind::Thematic => "Thông qua kết luận chuyên đề".to_owned(),
        _ => format!("Thông qua nghị quyết tháng {}/{}", spec.date.month(), spec.date.year()),
    };
    rows.votes.push(VoteRecord {
        id: ids.next(),
        meeting_id: record.id,
        subject: VoteSubject::Resolution,
        title,
        method: VoteMethod::ShowOfHands,
        in_favour: entitled - abstain,
        against: 0,
        abstain,
    });
}
