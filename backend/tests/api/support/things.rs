//! Somebody of each role, and an example of everything that a path can name, in each place, with where it belongs.

use backend::db::schema::{account_grant, meeting, score_sheet, session, target, task};
use backend::db::{Conn, Dated};
use backend::meetings::record::MeetingRecord;
use backend::members::membership::MembershipRow;
use backend::units::UnitStateRow;
use chrono::{Datelike, TimeDelta, Utc};
use diesel::prelude::*;
use shared::access::{Actor, Grant, Role, Whereabouts};
use shared::api::Subject;
use shared::evaluation::{Origin, SheetPurpose};
use shared::id::{GrantId, MeetingId, MemberId, SessionId, SheetId, TargetId, TaskId, UnitId};
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::rulebook::Digest;
use shared::unit::Sector;
use uuid::Uuid;

use super::{Branch, Fixture, TestApp};
use crate::meetings::BOOK;

/// Somebody with each role, and the role's unit.
pub fn people(app: &TestApp) -> Vec<(&'static str, Actor)> {
    let f = &app.fixture;
    let actor = |role, unit_id, member_id| Actor {
        member_id,
        grants: vec![Grant { role, unit_id }],
        supervised: if role == Role::CommitteeMember { vec![f.a1.id] } else { Vec::new() },
    };
    vec![
        ("admin", actor(Role::Admin, f.commune_a, None)),
        ("standing", actor(Role::StandingMember, f.commune_a, None)),
        ("office", actor(Role::Office, f.commune_a, None)),
        ("committee", actor(Role::CommitteeMember, f.commune_a, Some(f.a3.ordinary))),
        ("inspector", actor(Role::Inspector, f.commune_a, None)),
        ("secretary_a1", actor(Role::Secretary, f.a1.id, Some(f.a1.secretary))),
        ("scribe_a1", actor(Role::Scribe, f.a1.id, Some(f.a1.scribe))),
        ("member_a1", actor(Role::Member, f.a1.id, Some(f.a1.ordinary))),
    ]
}

/// Something that a path's first parameter can name.
#[derive(Clone)]
pub struct Thing {
    /// For messages.
    pub what: &'static str,
    /// What it is.
    pub subject: Subject,
    /// What fills the path's placeholders.
    pub ids: Vec<Uuid>,
    /// Where it belongs.
    pub place: Whereabouts,
    /// A unit that is no branch.
    pub is_commune: bool,
}

/// Everything, in the own branch, a sibling, the commune and the other commune.
pub fn things(app: &TestApp) -> Vec<Thing> {
    let f = &app.fixture;
    let mut things = Vec::new();
    for (what, id) in [("commune A", f.commune_a), ("commune B", f.commune_b)] {
        let place = Whereabouts { path: vec![id], unit_id: Some(id), ..Whereabouts::default() };
        things.push(Thing {
            what,
            subject: Subject::Unit,
            ids: vec![id.0, state_of(app, id)],
            place,
            is_commune: true,
        });
    }
    let mut add = |what, subject, id, place| {
        // What belongs to it, for paths that name a part.
        let part = match subject {
            Subject::Unit => Some(state_of(app, UnitId(id))),
            Subject::Member => Some(membership_of(app, MemberId(id))),
            _ => None,
        };
        things.push(Thing { what, subject, ids: [id].into_iter().chain(part).collect(), place, is_commune: false });
    };
    for (what, commune, branch) in [("A1", f.commune_a, &f.a1), ("A2", f.commune_a, &f.a2), ("B1", f.commune_b, &f.b1)]
    {
        let of = |owner: Option<MemberId>, internal: bool| Whereabouts {
            path: vec![commune, branch.id],
            unit_id: Some(branch.id),
            owner,
            internal,
        };
        add(what, Subject::Unit, branch.id.0, of(None, false));
        for member in [branch.ordinary, branch.other, branch.secretary] {
            add(what, Subject::Member, member.0, of(Some(member), false));
        }
        let rows = app.write(|conn| Rows::insert(conn, f, branch));
        add(what, Subject::Meeting, rows.planned.0, of(None, true));
        add(what, Subject::Meeting, rows.announced.0, of(None, false));
        add(what, Subject::Meeting, rows.concluded.0, of(None, false));
        add(what, Subject::Task, rows.task_of_ordinary.0, of(Some(branch.ordinary), false));
        add(what, Subject::Task, rows.task_of_other.0, of(Some(branch.other), false));
        add(what, Subject::Task, rows.drafted_task.0, of(Some(branch.ordinary), true));
        add(what, Subject::Target, rows.target.0, of(None, false));
    }
    for (what, commune) in [("commune A", f.commune_a), ("commune B", f.commune_b)] {
        let place = Whereabouts { path: vec![commune], unit_id: Some(commune), ..Whereabouts::default() };
        let ids = vec![app.write(|conn| insert_sheet(conn, commune)).0];
        things.push(Thing { what, subject: Subject::Sheet, ids, place, is_commune: true });
    }
    for login in ["member_a2", "member_b1", "scribe_a2"] {
        let account = f.accounts[login];
        let grant: GrantId = app.write(|conn| {
            account_grant::table.filter(account_grant::account_id.eq(account)).select(account_grant::id).first(conn)
        });
        let ids = vec![account.0, grant.0];
        things.push(Thing {
            what: login,
            subject: Subject::Account,
            ids,
            place: Whereabouts::default(),
            is_commune: false,
        });
    }
    let mut sessions: Vec<Uuid> = ["member_a2", "admin_b"].map(|login| f.sessions[login].0).to_vec();
    sessions.push(app.write(|conn| second_session(conn, f, "office")).0);
    for id in sessions {
        let place = Whereabouts::default();
        things.push(Thing { what: "session", subject: Subject::OwnSession, ids: vec![id], place, is_commune: false });
    }
    things
}

fn state_of(app: &TestApp, unit: UnitId) -> Uuid {
    app.write(|conn| Ok(UnitStateRow::of(conn, unit)?[0].id.0))
}

fn membership_of(app: &TestApp, member: MemberId) -> Uuid {
    app.write(|conn| Ok(MembershipRow::of(conn, member)?[0].id.0))
}

/// What a branch has besides its members.
struct Rows {
    planned: MeetingId,
    announced: MeetingId,
    concluded: MeetingId,
    task_of_ordinary: TaskId,
    task_of_other: TaskId,
    drafted_task: TaskId,
    target: TargetId,
}

impl Rows {
    fn insert(conn: &mut Conn, fixture: &Fixture, branch: &Branch) -> QueryResult<Self> {
        let planned = insert_meeting(conn, fixture, branch.id, MeetingStatus::Planned, 1)?;
        let announced = insert_meeting(conn, fixture, branch.id, MeetingStatus::Announced, 2)?;
        let concluded = insert_meeting(conn, fixture, branch.id, MeetingStatus::Concluded, 3)?;
        Ok(Self {
            planned,
            announced,
            concluded,
            task_of_ordinary: insert_task(conn, fixture, branch.id, concluded, branch.ordinary, false)?,
            task_of_other: insert_task(conn, fixture, branch.id, concluded, branch.other, false)?,
            drafted_task: insert_task(conn, fixture, branch.id, announced, branch.ordinary, true)?,
            target: insert_target(conn, fixture, branch.id)?,
        })
    }
}

fn insert_meeting(
    conn: &mut Conn,
    fixture: &Fixture,
    unit_id: UnitId,
    status: MeetingStatus,
    month: i32,
) -> QueryResult<MeetingId> {
    let id = MeetingId(Uuid::now_v7());
    let at = Utc::now().naive_utc() + TimeDelta::days(month.into());
    let record = MeetingRecord {
        status,
        year: fixture.today.year(),
        month,
        moved_reason: "Trùng lịch".to_owned(),
        place: "Nhà văn hóa".to_owned(),
        focal_title: "Đường vào thôn".to_owned(),
        focal_sector: Some(Sector::Economy),
        ..MeetingRecord::planned(id, unit_id, MeetingKind::Regular, at)
    };
    diesel::insert_into(meeting::table).values(&record).execute(conn)?;
    Ok(id)
}

fn insert_task(
    conn: &mut Conn,
    fixture: &Fixture,
    unit_id: UnitId,
    meeting_id: MeetingId,
    assignee: MemberId,
    drafted: bool,
) -> QueryResult<TaskId> {
    let id = TaskId(Uuid::now_v7());
    diesel::insert_into(task::table)
        .values((
            task::id.eq(id),
            task::unit_id.eq(unit_id),
            task::meeting_id.eq(meeting_id),
            task::title.eq("Đổ bê tông 200 m"),
            task::assignee_kind.eq("member"),
            task::assignee_id.eq(Some(assignee)),
            task::association.eq(""),
            task::due_on.eq(fixture.today + TimeDelta::days(20)),
            task::report_year.eq(fixture.today.year()),
            task::report_month.eq(3),
            task::version.eq(1_i64),
            task::drafted.eq(drafted),
        ))
        .execute(conn)?;
    Ok(id)
}

fn insert_target(conn: &mut Conn, fixture: &Fixture, unit_id: UnitId) -> QueryResult<TargetId> {
    let id = TargetId(Uuid::now_v7());
    diesel::insert_into(target::table)
        .values((
            target::id.eq(id),
            target::unit_id.eq(unit_id),
            target::year.eq(fixture.today.year()),
            target::code.eq("KT01"),
            target::name.eq("Thu ngân sách"),
            target::measured_in.eq("triệu đồng"),
            target::sector.eq(Sector::Economy),
            target::better.eq("up"),
            target::planned.eq(Some(100.0)),
            target::version.eq(1_i64),
        ))
        .execute(conn)?;
    Ok(id)
}

/// A draft of a commune's own sheet.
fn insert_sheet(conn: &mut Conn, unit_id: UnitId) -> QueryResult<SheetId> {
    let id = SheetId(Uuid::now_v7());
    let mut sheet = BOOK.sheets()[0].value.clone();
    sheet.id = id.to_string();
    let content = serde_json::to_string(&sheet).unwrap();
    diesel::insert_into(score_sheet::table)
        .values((
            score_sheet::id.eq(id),
            score_sheet::unit_id.eq(Some(unit_id)),
            score_sheet::code.eq(&sheet.id),
            score_sheet::digest.eq(Digest::of(&content).as_str()),
            score_sheet::content.eq(&content),
            score_sheet::origin.eq(Origin::Proposed),
            score_sheet::settled.eq(false),
            score_sheet::recorded_at.eq(Utc::now().naive_utc()),
            score_sheet::recorded_by.eq("Văn phòng"),
            score_sheet::version.eq(1_i64),
            score_sheet::purpose.eq(SheetPurpose::Meeting),
        ))
        .execute(conn)?;
    Ok(id)
}

fn second_session(conn: &mut Conn, fixture: &Fixture, login: &str) -> QueryResult<SessionId> {
    let (id, now) = (SessionId(Uuid::now_v7()), Utc::now().naive_utc());
    diesel::insert_into(session::table)
        .values((
            session::id.eq(id),
            session::account_id.eq(fixture.accounts[login]),
            session::device.eq("máy khác"),
            session::refresh_hash.eq(id.0.as_bytes().to_vec()),
            session::rotated_at.eq(now),
            session::created_at.eq(now),
            session::last_used_at.eq(now),
            session::expires_at.eq(now + TimeDelta::days(30)),
        ))
        .execute(conn)?;
    Ok(id)
}
