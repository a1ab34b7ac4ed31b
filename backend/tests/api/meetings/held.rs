//! Meetings of branch A1 that are under way, straight into the database: whoever is tried here comes after them.

use std::collections::BTreeMap;

use backend::db::Conn;
use backend::db::schema::{meeting, membership, task};
use backend::meetings::record::MeetingRecord;
use backend::meetings::rows::{AgendaItemRecord, AttendanceRecord, OpinionRecord, VoteRecord};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::meeting::{Meeting, Saved};
use shared::evaluation::{Answer, Answers, Basis};
use shared::id::{AgendaItemId, MeetingId, MemberId, OpinionId, TaskId, VoteId};
use shared::meeting::{
    AgendaPart, AssigneeKind, AttendanceState, MeetingKind, MeetingStatus, OpinionKind, VoteMethod, VoteSubject,
};
use shared::member::{ActivityStatus, MembershipKind};
use uuid::Uuid;

use super::{BOOK, evening, seen};
use crate::support::{Response, TestApp, User};

/// A meeting of some days ago, from 19:30 to 21:05: six of six present, four spoke, one praised; a vote that passed and
/// a task. Nothing was sent out before it, and no committee prepared it.
pub fn in_session(app: &TestApp, kind: MeetingKind, days_ago: i64) -> MeetingId {
    let (branch, day) = (app.fixture.a1.clone(), app.fixture.today - TimeDelta::days(days_ago));
    let start = evening(day).naive_utc();
    let record = MeetingRecord {
        status: MeetingStatus::InSession,
        moved_reason: "Trùng lịch họp xã".to_owned(),
        place: "Nhà văn hóa thôn".to_owned(),
        focal_title: "Tiêm phòng trâu, bò".to_owned(),
        chair_id: Some(branch.secretary),
        secretary_id: Some(branch.scribe),
        started_at: Some(start),
        ended_at: Some(start + TimeDelta::minutes(95)),
        guests: "Đồng chí Trưởng ban công tác Mặt trận".to_owned(),
        supervisor_told: true,
        supervisor_attended: true,
        draft_resolution: "Dự thảo".to_owned(),
        self_criticism_minutes: Some(20),
        minutes_adopted: true,
        announced_at: Some(start - TimeDelta::days(3)),
        version: 7,
        ..MeetingRecord::planned(MeetingId(Uuid::now_v7()), branch.id, kind, start)
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
        let (kind, status): (MembershipKind, ActivityStatus) = membership::table
            .filter(membership::member_id.eq(id))
            .order(membership::starts_on.desc())
            .select((membership::kind, membership::status))
            .first(conn)?;
        let (state, reason) = (AttendanceState::Present, String::new());
        AttendanceRecord { meeting_id: record.id, member_id: id, kind, status, state, reason }.save(conn)?;
    }
    Ok(())
}

fn minutes(conn: &mut Conn, record: &MeetingRecord, spoke: [MemberId; 4], praised: MemberId) -> QueryResult<()> {
    let item = AgendaItemRecord {
        title: "Thảo luận vấn đề trọng tâm".to_owned(),
        mandatory: true,
        previous_tasks: true,
        presenter_id: record.chair_id,
        outcome: "Mời thú y xã vào Khuổi Hấu".to_owned(),
        done: true,
        ..AgendaItemRecord::blank(AgendaItemId(Uuid::now_v7()), record.id, AgendaPart::Substance, 1)
    };
    item.save(conn)?;
    let said = spoke.map(|member| (member, OpinionKind::Opinion)).into_iter().chain([(praised, OpinionKind::Praise)]);
    for (member, kind) in said {
        let opinion = OpinionRecord {
            id: OpinionId(Uuid::now_v7()),
            meeting_id: record.id,
            agenda_item_id: Some(item.id),
            member_id: Some(member),
            delegate: String::new(),
            kind,
            text: "Nhất trí tiêm trước mùa rét".to_owned(),
        };
        opinion.save(conn)?;
    }
    let vote = VoteRecord {
        id: VoteId(Uuid::now_v7()),
        meeting_id: record.id,
        subject: VoteSubject::Resolution,
        title: "Nghị quyết tháng này".to_owned(),
        method: VoteMethod::ShowOfHands,
        in_favour: 5,
        against: 0,
        abstain: 0,
    };
    vote.save(conn)?;
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
    let criteria = &BOOK.sheet_with_id("an-phu-2025").unwrap().value.criteria;
    criteria.iter().filter(|one| one.basis == Basis::Human).map(|one| (one.id.clone(), Answer::of(one.max))).collect()
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
