//! The minutes of a meeting.

use chrono::{DateTime, Utc};
use shared::api::meeting::{AgendaItem, AttendanceRow, Meeting, Opinion};
use shared::evaluation::ScoreSheet;
use shared::language::Language::Vi;
use shared::meeting::{AttendanceState, OpinionKind};
use shared::member::MembershipKind;
use shared::time::local;

use super::parts;
use crate::papers::{Addendum, Attendee, Item, Lock, MinutesPaper, Speech, Vote};

/// The paper.
pub(super) fn paper(meeting: &Meeting, started_at: DateTime<Utc>, sheet: Option<&ScoreSheet>) -> MinutesPaper {
    MinutesPaper {
        head: parts::head(meeting, None, "BB/CB"),
        subject: parts::subject(meeting),
        started_at: local(started_at),
        ended_at: meeting.ended_at.map(local),
        place: meeting.place.clone(),
        attendance: parts::attendance(meeting),
        attendees: meeting.attendance.iter().map(attendee).collect(),
        chair: parts::with_position(meeting, meeting.chair_id),
        secretary: parts::with_position(meeting, meeting.secretary_id),
        guests: guests(meeting),
        focal_issue: parts::some(&meeting.focal_issue.title),
        thematic_topic: parts::some(&meeting.thematic_topic),
        documents: meeting.handouts.iter().map(|document| document.title.clone()).collect(),
        previous_tasks: parts::previous_tasks(meeting),
        items: items(meeting),
        votes: meeting.votes.iter().map(vote).collect(),
        assignments: parts::assignments(meeting),
        score: parts::self_score(meeting, sheet),
        read_back: meeting.minutes_adopted,
        secretary_name: parts::name(meeting, meeting.secretary_id),
        chair_name: parts::name(meeting, meeting.chair_id),
        lock: meeting.lock.as_ref().map(|lock| Lock { hash: lock.hash.clone(), locked_at: local(lock.at) }),
        addenda: meeting.addenda.iter().map(addendum).collect(),
    }
}

fn addendum(addendum: &shared::api::meeting::Addendum) -> Addendum {
    Addendum { written_at: local(addendum.at), author: addendum.by.clone(), text: addendum.text.clone() }
}

fn attendee(row: &AttendanceRow) -> Attendee {
    let state = match row.state {
        _ if !row.status.has_duty() => format!("Không tính: {}", row.status.label(Vi).to_lowercase()),
        AttendanceState::Present => "Có mặt".to_owned(),
        AttendanceState::Excused => match parts::some(&row.reason) {
            Some(reason) => format!("Vắng có lý do: {reason}"),
            None => "Vắng có lý do".to_owned(),
        },
        AttendanceState::Unexcused => "Vắng không có lý do".to_owned(),
    };
    let position = match (row.office, row.kind) {
        (Some(position), _) => position.label(Vi),
        (None, MembershipKind::Official) => "Đảng viên",
        (None, MembershipKind::Probationary) => "Đảng viên dự bị",
    };
    Attendee { name: row.name.clone(), position: position.to_owned(), state }
}

fn guests(meeting: &Meeting) -> Vec<String> {
    let supervisor = meeting.supervisor.as_deref().filter(|_| meeting.supervisor_attended);
    let supervisor = supervisor.map(|name| format!("Đồng chí {name}, cấp ủy viên phụ trách chi bộ"));
    supervisor.into_iter().chain(parts::paragraphs(&meeting.guests)).collect()
}

/// Items that were dealt with, each with what was said; then what belongs to none.
fn items(meeting: &Meeting) -> Vec<Item> {
    let mut items: Vec<Item> = meeting.agenda.iter().filter_map(|agenda| item(meeting, agenda)).collect();
    let of_none = |opinion: &Opinion| !meeting.agenda.iter().any(|item| opinion.agenda_item_id == Some(item.id));
    let others = speeches(meeting, of_none);
    if !others.is_empty() {
        items.push(Item { title: "Ý kiến khác".to_owned(), speeches: others, ..Item::default() });
    }
    items
}

fn item(meeting: &Meeting, agenda: &AgendaItem) -> Option<Item> {
    let item = Item {
        title: agenda.title.clone(),
        presenter: parts::some(&parts::name(meeting, agenda.presenter_id)),
        content: None,
        speeches: speeches(meeting, |opinion| opinion.agenda_item_id == Some(agenda.id)),
        conclusion: parts::some(&agenda.outcome),
    };
    (agenda.done || item.conclusion.is_some() || !item.speeches.is_empty()).then_some(item)
}

fn speeches(meeting: &Meeting, which: impl Fn(&Opinion) -> bool) -> Vec<Speech> {
    meeting.opinions.iter().filter(|opinion| which(opinion)).map(|opinion| speech(meeting, opinion)).collect()
}

fn speech(meeting: &Meeting, opinion: &Opinion) -> Speech {
    let speaker = match opinion.member_id {
        Some(member) => parts::name(meeting, Some(member)),
        None => opinion.delegate.clone(),
    };
    // Of praise and reminders the name is that of whom they are about.
    let kind = match opinion.kind {
        OpinionKind::Opinion => None,
        OpinionKind::Praise => Some("được biểu dương"),
        OpinionKind::Reminder => Some("được nhắc nhở"),
        kind => Some(kind.label(Vi)),
    };
    Speech { speaker, kind: kind.map(str::to_owned), text: opinion.text.clone() }
}

fn vote(vote: &shared::api::meeting::Vote) -> Vote {
    let whole = |count: i32| u32::try_from(count).unwrap_or(0);
    Vote {
        subject: parts::some(&vote.title).unwrap_or_else(|| vote.subject.label(Vi).to_owned()),
        method: vote.method.label(Vi).to_owned(),
        base: vote.result.base,
        counts: [whole(vote.in_favour), whole(vote.against), whole(vote.abstain)],
        threshold: vote.result.rule.vi.clone(),
        passed: vote.result.passed,
    }
}
