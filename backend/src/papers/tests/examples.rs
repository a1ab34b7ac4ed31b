//! A month of the demo branch; the people are made up. The meeting is kept as the JSON that the API answers, as a sealed one
//! is: what is added to it later must have a default.

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveTime};
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, Score};
use shared::evaluation::{Answer, Answers, CriterionState, ScoreSheet};
use shared::id::MemberId;
use shared::meeting::assess::{assess, day_of};
use shared::meeting::{MeetingKind, MeetingStatus, Scorer};
use shared::paper::Paper;
use shared::rulebook::Rulebook;

use crate::papers;
use crate::papers::monthly::{BranchMonth, Month};

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

/// The meeting of the file, judged by what is shipped.
fn kept() -> Meeting {
    let mut json: serde_json::Value = serde_json::from_str(include_str!("meeting.json")).unwrap();
    let september = NaiveDate::from_ymd_opt(2026, 9, 4).unwrap();
    json["rules"] = BOOK.judging(september, None).unwrap().digest.as_str().into();
    json["sheet"] = BOOK.sheet_with_id("an-phu-2025").unwrap().digest.as_str().into();
    serde_json::from_value(json).unwrap()
}

/// A regular meeting, scored by all three and locked.
pub fn meeting() -> Meeting {
    let mut meeting = kept();
    meeting.scores = vec![
        score(&meeting, Scorer::Branch, "Nông Quốc Nam", 1, "Cần vận động đảng viên dự đầy đủ"),
        score(&meeting, Scorer::Supervisor, "Hà Văn Lâm", 2, ""),
        score(&meeting, Scorer::Committee, "Lê Thị Hạnh", 2, "Nhất trí với đồng chí phụ trách."),
    ];
    meeting
}

/// Full points but for the first two that a person judges: one lost with a reason, one without.
fn score(meeting: &Meeting, scorer: Scorer, by: &str, lost: u32, remarks: &str) -> Score {
    let rules = &BOOK.rule_set_of(meeting.rules.as_str()).unwrap().value;
    let judged = |answers: &Answers| assess(meeting, rules, &sheet(), answers, day_of(meeting));
    let mut answers = Answers::new();
    let unanswered = judged(&answers).result.unanswered;
    for (criterion, place) in unanswered.iter().zip(0..) {
        let max = sheet().criterion(criterion).unwrap().max;
        let points = if place < 2 { max.saturating_sub(lost) } else { max };
        let note = (place == 0 && lost > 1).then(|| "Thảo luận còn ít ý kiến".to_owned());
        answers.insert(criterion.clone(), Answer { points, note });
    }
    let Assessment { result, facts, .. } = judged(&answers);
    assert!(result.criteria.iter().any(|one| one.state == CriterionState::LeftOut));
    Score {
        scorer,
        by: by.into(),
        at: meeting.submitted_at.unwrap(),
        sheet: meeting.sheet.clone(),
        facts,
        answers,
        points: result.points(),
        total: result.total,
        out_of: result.out_of,
        grade: result.grade,
        remarks: remarks.into(),
    }
}

/// The sheet that it is scored with.
pub fn sheet() -> ScoreSheet {
    BOOK.sheet_with_id("an-phu-2025").unwrap().value.clone()
}

/// The committee's meeting before it.
pub fn preparatory() -> Meeting {
    let mut prepares = meeting();
    prepares.kind = MeetingKind::Preparatory;
    prepares.status = MeetingStatus::Concluded;
    prepares.attendance.truncate(3);
    prepares.opinions.retain(|opinion| opinion.agenda_item_id.is_some());
    prepares.opinions.iter_mut().for_each(|opinion| opinion.member_id = Some(prepares_member(2)));
    prepares.agenda.retain(|item| item.position > 3);
    prepares.votes.clear();
    prepares.tasks.clear();
    prepares.scores.clear();
    prepares.addenda.clear();
    prepares.lock = None;
    prepares.resolution = None;
    prepares.guests.clear();
    prepares
}

fn prepares_member(place: usize) -> MemberId {
    meeting().attendance[place].member_id
}

pub fn minutes(meeting: &Meeting) -> Paper {
    papers::minutes(meeting, &sheet())
}

pub fn resolution(meeting: &Meeting) -> Paper {
    papers::resolution(meeting, meeting.resolution.as_ref().unwrap(), &sheet())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A committee's September: a branch whose meeting is decided, one that waits for it, one that hasn't met.
pub fn september() -> Month {
    let branch = |name: &str, meeting: Option<Meeting>, fixed: u32| BranchMonth {
        name: name.into(),
        members: 24,
        sheet: meeting.as_ref().map(|_| sheet()),
        meeting,
        fixed: Some(day(9, fixed)),
        from: None,
        until: None,
        hour: NaiveTime::from_hms_opt(19, 30, 0),
        place: "Nhà văn hóa thôn".into(),
        secretary: Some(("Nông Quốc Nam".into(), "0912 345 678".into())),
    };
    let mut waits = meeting();
    waits.status = MeetingStatus::Submitted;
    waits.moved_reason = "trùng ngày khai giảng".into();
    waits.scores.truncate(1);
    waits.lock = None;
    Month {
        organisation: "Đảng bộ xã Bình Phú".into(),
        locality: "Bình Phú".into(),
        superior: None,
        year: 2026,
        month: 9,
        on: day(9, 30),
        over: true,
        branches: vec![
            branch("Chi bộ thôn Bản Man", Some(meeting()), 4),
            branch("Chi bộ thôn Bản Khản", Some(waits), 5),
            branch("Chi bộ thôn Bản Lếch", None, 6),
        ],
    }
}

/// A paper of each kind, and its name among the golden files.
pub fn all() -> Vec<(&'static str, Paper)> {
    let meeting = meeting();
    vec![
        ("minutes", minutes(&meeting)),
        ("minutes-committee", minutes(&preparatory())),
        ("resolution", resolution(&meeting)),
        ("score-sheet", papers::score_sheet(&meeting, &sheet())),
        ("roll", papers::roll(&meeting)),
        ("monthly-results", papers::monthly::results(&september())),
        ("monthly-notice", papers::monthly::notice(&september())),
    ]
}
