//! A meeting as it is read, and what rules and sheet say of it.
#![allow(clippy::unwrap_used, reason = "clippy knows test functions, not the functions they share")]

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::api::meeting::{AttendanceRow, FocalIssue, Meeting, Opinion, PreparedBy, Vote};
use shared::api::score::Assessment;
use shared::api::task::TaskRow;
use shared::evaluation::{Answer, Answers, Basis, CriterionState, MeetingGrade, ScoreSheet, YesFact};
use shared::finding::FindingState;
use shared::language::Language;
use shared::meeting::assess::{assess, day_of, electorate, facts_of, hears_on, state_of};
use shared::meeting::votes::{Electorate, VoteCounts};
use shared::meeting::{
    AssigneeKind, AttendanceState, MeetingKind, MeetingStatus, NoticeChannel, OpinionKind, TaskStatus, VoteMethod,
    VoteSubject,
};
use shared::member::{ActivityStatus, MembershipKind};
use shared::rule_set::RuleSet;
use shared::rulebook::Rulebook;
use shared::time::from_local;
use shared::unit::BranchKind;
use uuid::Uuid;

static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

fn sheet(id: &str) -> &'static ScoreSheet {
    &BOOK.sheet_with_id(id).unwrap().value
}

fn rules_of(meeting: &Meeting) -> &'static RuleSet {
    &BOOK.judging(day_of(meeting), None).unwrap().value
}

fn assessed(meeting: &Meeting, answers: &Answers) -> Assessment {
    assess(meeting, rules_of(meeting), sheet("an-phu-2025"), answers, day(9, 5))
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn at(date: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    from_local(date.and_hms_opt(hour, minute, 0).unwrap())
}

fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

fn attending(number: u128) -> AttendanceRow {
    AttendanceRow {
        member_id: id(number),
        name: format!("Đảng viên {number}"),
        office: None,
        kind: MembershipKind::Official,
        status: ActivityStatus::Active,
        state: AttendanceState::Present,
        reason: String::new(),
        excused_before: 0,
        told: Some(NoticeChannel::System),
    }
}

fn said(kind: OpinionKind, member: u128) -> Opinion {
    let text = "Nhất trí".to_owned();
    Opinion {
        id: id(member * 100),
        agenda_item_id: None,
        member_id: Some(id(member)),
        delegate: String::new(),
        kind,
        text,
    }
}

fn task(number: u128, due_on: NaiveDate) -> TaskRow {
    TaskRow {
        id: id(number),
        version: 1,
        unit_id: id(1),
        unit_name: String::new(),
        meeting_id: id(2),
        resolution: String::new(),
        drafted: false,
        title: "Vận động hiến đất".into(),
        sector: None,
        assignee_kind: AssigneeKind::Member,
        assignee_id: Some(id(1)),
        assignee: "Đảng viên 1".into(),
        due_on,
        report_year: 2026,
        report_month: 10,
        status: TaskStatus::Open,
        done_on: None,
        result: String::new(),
        settled_in: None,
    }
}

fn done(task: TaskRow, on: NaiveDate) -> TaskRow {
    TaskRow { status: TaskStatus::Done, done_on: Some(on), ..task }
}

fn vote(subject: VoteSubject, in_favour: i32) -> Vote {
    let (entitled, all_official) = (18, 20);
    let counts = VoteCounts { in_favour: u32::try_from(in_favour).unwrap(), ..Default::default() };
    let result = Electorate { present: 18, all: 20 }.result(subject, counts, BOOK.rule_set("rs-2025").unwrap());
    Vote {
        id: id(900),
        subject,
        title: "Nghị quyết".into(),
        method: VoteMethod::ShowOfHands,
        entitled,
        all_official,
        in_favour,
        against: 0,
        abstain: 0,
        result,
    }
}

/// The regular meeting of September 2026 on the fixed day, planned with everything prepared.
fn planned() -> Meeting {
    let date = day(9, 4);
    let agenda = BOOK.agenda(BranchKind::Village, MeetingKind::Regular, date, false).into_iter().zip(1i32..);
    Meeting {
        id: id(10),
        version: 3,
        unit_id: id(1),
        unit_name: "Chi bộ thôn Bản Man".into(),
        commune_name: "Đảng bộ xã Bình Phú".into(),
        locality: "Bình Phú".into(),
        branch_kind: BranchKind::Village,
        fixed_day: 4,
        kind: MeetingKind::Regular,
        status: MeetingStatus::Announced,
        year: 2026,
        month: 9,
        scheduled_at: at(date, 19, 30),
        moved_reason: String::new(),
        place: "Nhà văn hóa".into(),
        focal_issue: FocalIssue { title: "Tiêm phòng trâu, bò".into(), ..FocalIssue::default() },
        prepares_id: None,
        prepared_by: Some(PreparedBy {
            id: id(11),
            status: MeetingStatus::Concluded,
            scheduled_at: at(day(9, 1), 19, 0),
        }),
        has_thematic: false,
        thematic_topic: String::new(),
        committee_size: 3,
        chair_id: Some(id(1)),
        secretary_id: Some(id(2)),
        started_at: None,
        ended_at: None,
        guests: String::new(),
        supervisor: Some("Hà Văn Lâm".into()),
        supervisor_told: true,
        supervisor_attended: false,
        draft_resolution: "Dự thảo".into(),
        self_criticism_minutes: None,
        innovation: String::new(),
        minutes_adopted: false,
        announced_at: Some(at(day(9, 1), 20, 0)),
        submitted_at: None,
        return_reason: String::new(),
        agenda: agenda
            .map(|(item, position)| shared::api::meeting::AgendaItem {
                id: id(500 + u128::from(position.unsigned_abs())),
                part: item.part,
                position,
                title: item.title(shared::language::Language::Vi).to_string(),
                mandatory: item.mandatory,
                previous_tasks: item.previous_tasks,
                presenter_id: None,
                outcome: String::new(),
                done: false,
            })
            .collect(),
        attendance: (1..=20).map(attending).collect(),
        opinions: Vec::new(),
        votes: Vec::new(),
        handouts: vec![shared::api::meeting::Handout {
            id: id(700),
            title: "Chỉ thị 50-CT/TW, 23/7/2025".into(),
            place: String::new(),
            sent_at: Some(at(day(9, 2), 8, 0)),
        }],
        tasks: Vec::new(),
        previous_tasks: vec![done(task(800, day(8, 30)), day(8, 29)), done(task(801, day(8, 30)), day(9, 4))],
        counted_elsewhere: Vec::new(),
        resolution_draft: None,
        resolution: None,
        rules: BOOK.judging(date, None).unwrap().digest.clone(),
        sheet: BOOK.sheet_with_id("an-phu-2025").unwrap().digest.clone(),
        scores: Vec::new(),
        addenda: Vec::new(),
        lock: None,
        later: Vec::new(),
        allowed: Vec::new(),
    }
}

/// The same meeting once it is concluded, everything in order.
fn concluded() -> Meeting {
    let date = day(9, 4);
    let mut meeting = planned();
    for item in &mut meeting.agenda {
        item.done = true;
    }
    meeting.opinions = (1..=11).map(|member| said(OpinionKind::Opinion, member)).collect();
    meeting.opinions.push(said(OpinionKind::Praise, 15));
    Meeting {
        status: MeetingStatus::Concluded,
        started_at: Some(at(date, 19, 30)),
        ended_at: Some(at(date, 21, 5)),
        self_criticism_minutes: Some(20),
        minutes_adopted: true,
        votes: vec![vote(VoteSubject::Resolution, 18)],
        tasks: vec![task(850, day(9, 30))],
        ..meeting
    }
}

fn points(meeting: &Meeting, criterion: &str) -> Option<u32> {
    assessed(meeting, &Answers::new()).result.criterion(criterion).unwrap().points
}

fn human() -> Answers {
    let judged = sheet("an-phu-2025").criteria.iter().filter(|criterion| criterion.basis == Basis::Human);
    judged.map(|criterion| (criterion.id.clone(), Answer::of(criterion.max))).collect()
}

#[test]
fn a_concluded_meeting_in_order_is_good_and_out_of_95() {
    let assessment = assessed(&concluded(), &human());
    let result = &assessment.result;
    let lost = result.criteria.iter().filter(|score| score.points.is_some_and(|points| points < score.max));
    assert_eq!(lost.map(|score| score.criterion.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!((result.total, result.out_of, result.grade), (95, 95, MeetingGrade::Good));
    assert!(result.complete());
    assert_eq!(result.criterion("4.3").unwrap().state, CriterionState::LeftOut);
    assert_eq!((assessment.attendance.duty, assessment.attendance.present), (20, 20));
}

#[test]
fn nothing_is_known_of_the_session_before_it_begins() {
    let meeting = planned();
    for criterion in ["1.1", "2.1", "4.1", "4.5", "8.1", "8.3"] {
        assert_eq!(points(&meeting, criterion), None, "{criterion}");
    }
    for (criterion, expected) in [("3.1", 3), ("3.2", 2), ("3.3", 2), ("3.4", 1), ("3.5", 2)] {
        assert_eq!(points(&meeting, criterion), Some(expected), "{criterion}");
    }
}

#[test]
fn who_spoke_counts_once_and_only_among_those_present_with_a_duty() {
    let mut meeting = concluded();
    meeting.attendance[0].status = ActivityStatus::Exempt;
    meeting.attendance[1].state = AttendanceState::Excused;
    meeting.opinions.push(said(OpinionKind::SelfCriticism, 3));
    meeting.opinions.push(said(OpinionKind::Reminder, 16));
    let state = state_of(&meeting, rules_of(&meeting), day(9, 5));
    assert_eq!((state.speakers, state.praise_or_reminders, state.self_criticisms), (9, 2, 1));
    assert_eq!((state.attendance.duty, state.attendance.present), (19, 18));
}

#[test]
fn a_fourth_excused_absence_in_a_row_is_too_often() {
    let mut meeting = concluded();
    meeting.attendance[0].state = AttendanceState::Excused;
    meeting.attendance[0].excused_before = 2;
    assert_eq!(points(&meeting, "2.2"), Some(1));
    meeting.attendance[0].excused_before = 3;
    assert_eq!(points(&meeting, "2.2"), Some(0));
    // Both lists say who.
    meeting.attendance[1].state = AttendanceState::Unexcused;
    let found = assessed(&meeting, &Answers::new()).findings;
    let people = |rule: &str| -> Vec<String> {
        let finding = found.iter().find(|finding| finding.rule == rule).unwrap();
        finding.people.iter().map(|person| person.text(Language::Vi)).collect()
    };
    let name = |place: usize| meeting.attendance[place].name.clone();
    assert_eq!((people("R-12"), people("R-11")), (vec![format!("{} (4 kỳ liên tiếp)", name(0))], vec![name(1)]));
}

#[test]
fn whether_a_previous_task_was_late_is_said_by_the_meetings_day() {
    let meeting = concluded();
    let held = day_of(&meeting);
    let open = task(801, held);
    let late = |task: &TaskRow, today| task.is_late(hears_on(&meeting, today));
    // Due on the day itself: in time then, and read a year later too.
    assert!(!late(&open, held + TimeDelta::days(365)) && open.is_late(held + TimeDelta::days(365)));
    assert!(late(&task(802, held - TimeDelta::days(1)), held + TimeDelta::days(365)));
    // While the meeting lies ahead it is today that counts.
    assert!(!late(&task(803, held - TimeDelta::days(1)), held - TimeDelta::days(2)));
}

#[test]
fn previous_tasks_are_as_they_were_at_the_meeting() {
    let mut meeting = concluded();
    let known = |meeting: &Meeting| {
        let facts = facts_of(meeting, rules_of(meeting), day(9, 20));
        (facts.previous_done, facts.previous_tasks)
    };
    assert_eq!(known(&meeting), (2, 2));
    // Due after the meeting and open: nothing to report yet. Done after the meeting: not done at it.
    meeting.previous_tasks.push(task(802, day(9, 30)));
    assert_eq!(known(&meeting), (2, 2));
    meeting.previous_tasks.push(done(task(803, day(9, 1)), day(9, 15)));
    assert_eq!(known(&meeting), (2, 3));
    meeting.previous_tasks.push(TaskRow { status: TaskStatus::Cancelled, ..task(804, day(9, 1)) });
    assert_eq!(known(&meeting), (2, 3));
    // Another meeting answers for it; who prepares a meeting answers for nothing.
    meeting.counted_elsewhere = vec![id(803)];
    assert_eq!(known(&meeting), (2, 2));
    meeting.kind = MeetingKind::Preparatory;
    assert_eq!(known(&meeting), (0, 0));
}

#[test]
fn the_day_of_submission_decides_whether_it_was_in_time() {
    let in_time = |submitted: Option<DateTime<Utc>>, today| {
        let meeting = Meeting { submitted_at: submitted, ..concluded() };
        facts_of(&meeting, rules_of(&meeting), today).yes[&YesFact::DocumentsWithin2DaysAfter]
    };
    assert!(in_time(None, day(9, 6)));
    assert!(!in_time(None, day(9, 7)));
    assert!(in_time(Some(at(day(9, 6), 23, 59)), day(12, 1)));
    assert!(!in_time(Some(at(day(9, 7), 0, 1)), day(12, 1)));
}

#[test]
fn what_was_handed_in_is_judged_as_of_then_whenever_it_is_read() {
    let meeting = Meeting { status: MeetingStatus::Submitted, submitted_at: Some(at(day(9, 6), 9, 0)), ..concluded() };
    let on = |today| assess(&meeting, rules_of(&meeting), sheet("an-phu-2025"), &Answers::new(), today);
    assert_eq!(on(day(9, 6)), on(day(12, 31)));
    let report = on(day(12, 31)).findings.into_iter().find(|finding| finding.rule == "R-20");
    assert_eq!(report.map(|finding| finding.state), Some(FindingState::Ok));
}

#[test]
fn membership_is_voted_on_by_all_official_members() {
    let mut meeting = concluded();
    meeting.votes = vec![vote(VoteSubject::Admission, 14)];
    let base = |meeting: &Meeting| {
        let vote = state_of(meeting, rules_of(meeting), day(9, 5)).votes[0];
        vote.electorate.base(vote.subject)
    };
    assert_eq!(base(&meeting), 20);
    meeting.votes[0].subject = VoteSubject::Resolution;
    assert_eq!(base(&meeting), 18);
}

#[test]
fn only_official_members_of_the_branch_vote() {
    let mut rows: Vec<AttendanceRow> = (1..=6).map(attending).collect();
    rows[0].kind = MembershipKind::Probationary;
    rows[1].status = ActivityStatus::TemporaryIn;
    rows[2].status = ActivityStatus::Suspended;
    rows[3].state = AttendanceState::Excused;
    assert_eq!(electorate(&rows), Electorate { present: 2, all: 3 });
}

#[test]
fn it_is_judged_by_the_day_it_began_in_vietnam() {
    let mut meeting = planned();
    meeting.scheduled_at = at(day(9, 4), 23, 30);
    assert_eq!(day_of(&meeting), day(9, 4));
    meeting.started_at = Some(meeting.scheduled_at + TimeDelta::hours(1));
    assert_eq!(day_of(&meeting), day(9, 5));
    let found = assessed(&meeting, &Answers::new()).findings;
    assert!(found.iter().any(|finding| finding.rule == "R-03" && finding.state != FindingState::Ok));
}

#[test]
fn a_branch_without_committee_needs_no_preparatory_meeting() {
    let mut meeting = concluded();
    meeting.prepared_by = None;
    assert_eq!(points(&meeting, "3.3"), Some(0));
    meeting.committee_size = 1;
    assert_eq!(points(&meeting, "3.3"), Some(2));
}
