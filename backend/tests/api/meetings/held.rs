//! Meetings of branch A1 that are under way, straight into the database: whoever is tried here comes after them.

use std::collections::BTreeMap;

use backend::db::Conn;
use backend::db::schema::{agenda_item, attendance, meeting, member, opinion, task, vote};
use backend::meetings::record::MeetingRecord;
use chrono::{Datelike, TimeDelta};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::meeting::{Meeting, Saved};
use shared::evaluation::{Answer, Answers, Basis, DEFAULT_SHEET, sheet};
use shared::id::{AgendaItemId, MeetingId, MemberId, OpinionId, TaskId, VoteId};
use shared::meeting::{
    AgendaPart, AssigneeKind, AttendanceState, MeetingKind, MeetingStatus, OpinionKind, TaskStatus, VoteMethod,
    VoteSubject,
};
use shared::member::{ActivityStatus, MembershipKind};
use uuid::Uuid;

use super::{evening, seen};
use crate::support::{Response, TestApp, User};

/// A meeting of some days ago, from 19:30 to 21:05: six of six present, four spoke, one praised; a vote that passed and
/// a task. Nothing was sent out before it, and no committee prepared it.
pub fn in_session(app: &TestApp, kind: MeetingKind, days_ago: i64) -> MeetingId {
    let (branch, day) = (app.fixture.a1.clone(), app.fixture.today - TimeDelta::days(days_ago));
    let start = evening(day).naive_utc();
    let record = MeetingRecord {
        id: MeetingId(Uuid::now_v7()),
        unit_id: branch.id,
        kind,
        status: MeetingStatus::InSession,
        year: day.year(),
        month: day.month().cast_signed(),
        scheduled_at: start,
        moved_reason: "Trùng lịch họp xã".to_owned(),
        place: "Nhà văn hóa thôn".to_owned(),
        focal_title: "Tiêm phòng trâu, bò".to_owned(),
        focal_sector: None,
        focal_problem: String::new(),
        focal_aim: String::new(),
        focal_expected: String::new(),
        prepares_id: None,
        thematic_topic: String::new(),
        chair_id: Some(branch.secretary),
        secretary_id: Some(branch.scribe),
        started_at: Some(start),
        ended_at: Some(start + TimeDelta::minutes(95)),
        guests: "Đồng chí Trưởng ban công tác Mặt trận".to_owned(),
        supervisor_told: true,
        supervisor_attended: true,
        draft_resolution: "Dự thảo".to_owned(),
        self_criticism_minutes: Some(20),
        innovation: String::new(),
        minutes_adopted: true,
        announced_at: Some(start - TimeDelta::days(3)),
        concluded_at: None,
        submitted_at: None,
        return_reason: String::new(),
        sheet_id: DEFAULT_SHEET.to_owned(),
        lock_hash: None,
        locked_at: None,
        locked_by: None,
        version: 7,
    };
    app.write(|conn| {
        diesel::insert_into(meeting::table).values(&record).execute(conn)?;
        roll_call(conn, &record, branch.members())?;
        minutes(conn, &record, [branch.secretary, branch.deputy, branch.scribe, branch.ordinary], branch.other)
    });
    record.id
}

fn roll_call(conn: &mut Conn, record: &MeetingRecord, members: [MemberId; 8]) -> QueryResult<()> {
    for id in members {
        let (kind, status): (MembershipKind, ActivityStatus) =
            member::table.find(id).select((member::kind, member::status)).first(conn)?;
        diesel::insert_into(attendance::table)
            .values((
                attendance::meeting_id.eq(record.id),
                attendance::member_id.eq(id),
                attendance::kind.eq(kind),
                attendance::status.eq(status),
                attendance::state.eq(AttendanceState::Present),
                attendance::reason.eq(""),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn minutes(conn: &mut Conn, record: &MeetingRecord, spoke: [MemberId; 4], praised: MemberId) -> QueryResult<()> {
    let item = AgendaItemId(Uuid::now_v7());
    diesel::insert_into(agenda_item::table)
        .values((
            agenda_item::id.eq(item),
            agenda_item::meeting_id.eq(record.id),
            agenda_item::part.eq(AgendaPart::Substance),
            agenda_item::position.eq(1),
            agenda_item::title.eq("Thảo luận vấn đề trọng tâm"),
            agenda_item::mandatory.eq(true),
            agenda_item::previous_tasks.eq(true),
            agenda_item::presenter_id.eq(record.chair_id),
            agenda_item::outcome.eq("Mời thú y xã vào Khuổi Hấu"),
            agenda_item::done.eq(true),
        ))
        .execute(conn)?;
    let said = spoke.map(|member| (member, OpinionKind::Opinion)).into_iter().chain([(praised, OpinionKind::Praise)]);
    for (member, kind) in said {
        diesel::insert_into(opinion::table)
            .values((
                opinion::id.eq(OpinionId(Uuid::now_v7())),
                opinion::meeting_id.eq(record.id),
                opinion::agenda_item_id.eq(item),
                opinion::member_id.eq(member),
                opinion::delegate.eq(""),
                opinion::kind.eq(kind),
                opinion::text.eq("Nhất trí tiêm trước mùa rét"),
            ))
            .execute(conn)?;
    }
    diesel::insert_into(vote::table)
        .values((
            vote::id.eq(VoteId(Uuid::now_v7())),
            vote::meeting_id.eq(record.id),
            vote::subject.eq(VoteSubject::Resolution),
            vote::title.eq("Nghị quyết tháng này"),
            vote::method.eq(VoteMethod::ShowOfHands),
            vote::in_favour.eq(5),
            vote::against.eq(0),
            vote::abstain.eq(0),
        ))
        .execute(conn)?;
    let day = shared::time::local_date(record.scheduled_at.and_utc());
    diesel::insert_into(task::table)
        .values((
            task::id.eq(TaskId(Uuid::now_v7())),
            task::unit_id.eq(record.unit_id),
            task::meeting_id.eq(record.id),
            task::title.eq("Tiêm phòng đợt II"),
            task::assignee_kind.eq(AssigneeKind::Member),
            task::assignee_id.eq(spoke[3]),
            task::association.eq(""),
            task::due_on.eq(day + TimeDelta::days(20)),
            task::report_year.eq(record.year + 1),
            task::report_month.eq(1),
            task::status.eq(TaskStatus::Open),
            task::result.eq(""),
            task::version.eq(1_i64),
            task::drafted.eq(true),
        ))
        .execute(conn)
        .map(drop)
}

/// A resolution or conclusion that is wanted.
pub fn draft(kind: &str, title: &str) -> Value {
    json!({ "resolution": { "kind": kind, "title": title, "assessment": "Thu hoạch xong lúa mùa", "direction": "Gieo vụ đông", "execution": "Chi ủy đôn đốc" } })
}

/// Full points for everything that only people judge.
pub fn full() -> Answers {
    let criteria = sheet(DEFAULT_SHEET).unwrap().criteria.iter();
    criteria.filter(|one| one.basis == Basis::Human).map(|one| (one.id.clone(), Answer::of(one.max))).collect()
}

/// A score's body.
pub fn answers(answers: &BTreeMap<String, Answer>) -> Value {
    json!({ "answers": answers, "remarks": "Cần vận động đảng viên phát biểu" })
}

/// Does something to a meeting as it is now.
pub async fn act(user: &User, method: &str, id: MeetingId, what: &str, body: Value) -> Response {
    let version = user.get(&format!("/meetings/{id}")).await.etag();
    user.api(method, &format!("/meetings/{id}/{what}")).json(body).if_match(version).await
}

/// The same, which must succeed.
pub async fn done(user: &User, method: &str, id: MeetingId, what: &str, body: Value) -> Saved {
    let answer = act(user, method, id, what, body).await;
    assert_eq!(answer.status, 200, "{what}: {}", answer.text());
    assert_eq!(answer.etag(), answer.read::<Saved>().version, "{what}");
    answer.read()
}

/// A regular meeting that the secretary concluded, of so many days ago.
pub async fn concluded(app: &TestApp, days_ago: i64) -> Meeting {
    let (secretary, id) = (app.as_user("secretary_a1"), in_session(app, MeetingKind::Regular, days_ago));
    done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ tháng tới")).await;
    seen(&secretary, id).await
}

/// The same, scored and submitted.
pub async fn submitted(app: &TestApp, days_ago: i64) -> Meeting {
    let (secretary, meeting) = (app.as_user("secretary_a1"), concluded(app, days_ago).await);
    done(&secretary, "PUT", meeting.id, "scores/branch", answers(&full())).await;
    done(&secretary, "POST", meeting.id, "submission", json!({})).await;
    seen(&secretary, meeting.id).await
}

/// The same, decided by the committee.
pub async fn locked(app: &TestApp, days_ago: i64) -> Meeting {
    let (standing, meeting) = (app.as_user("standing"), submitted(app, days_ago).await);
    done(&standing, "PUT", meeting.id, "scores/committee", answers(&full())).await;
    seen(&app.as_user("secretary_a1"), meeting.id).await
}
