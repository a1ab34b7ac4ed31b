//! Start, roll call, end.

use backend::db::schema::{meeting, member};
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::json;
use shared::api::meeting::{AttendanceRow, Meeting};
use shared::id::MemberId;
use shared::meeting::{AttendanceState, MeetingStatus};
use shared::member::{ActivityStatus, MembershipKind};
use uuid::Uuid;

use super::{announced, fields, hours_ago, in_session, planned, seen, write, written, wrong};
use crate::both_databases;

fn row(meeting: &Meeting, member: MemberId) -> &AttendanceRow {
    meeting.attendance.iter().find(|row| row.member_id == member).unwrap()
}

both_databases! {
    async fn a_start_opens_the_session_and_fixes_the_roll_call(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let id = announced(&app, 0).await.id;
        let leave = json!({ "attendance": [{ "member_id": a1.other, "state": "excused", "reason": "Con ốm" }] });
        assert_eq!(written(&scribe, id, leave).await.attendance.len(), 8);
        let started = hours_ago(3);
        let meeting = written(&scribe, id, json!({ "started_at": started })).await;
        assert_eq!((meeting.status, meeting.started_at), (MeetingStatus::InSession, Some(started)));
        assert_eq!((row(&meeting, a1.other).state, row(&meeting, a1.other).reason.as_str()), (AttendanceState::Excused, "Con ốm"));
        app.write(|conn| {
            diesel::update(member::table.find(a1.other)).set(member::status.eq(ActivityStatus::Left)).execute(conn)?;
            diesel::update(member::table.find(a1.probationary)).set(member::kind.eq(MembershipKind::Official)).execute(conn)
        });
        let meeting = seen(&scribe, id).await;
        assert_eq!(meeting.attendance.len(), 8);
        assert_eq!(row(&meeting, a1.probationary).kind, MembershipKind::Probationary);
        let back = json!({ "attendance": [{ "member_id": a1.other, "state": "present", "reason": "ignored" }] });
        assert_eq!(row(&written(&scribe, id, back).await, a1.other).reason, "");
    }

    async fn an_excuse_has_a_reason_and_a_stranger_no_place(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        for id in [planned(&app, 1).await.id, in_session(&app).await.id] {
            let answer = write(&scribe, id, json!({ "attendance": [
                { "member_id": a1.other, "state": "excused", "reason": " " },
                { "member_id": a1.ordinary, "state": "unexcused" },
                { "member_id": app.fixture.a2.other, "state": "unexcused" },
                { "member_id": Uuid::now_v7(), "state": "present" },
            ] })).await;
            assert_eq!(wrong(&answer), fields([
                ("/attendance/0/reason", "reason_needed"),
                ("/attendance/2/member_id", "unknown_reference"),
                ("/attendance/3/member_id", "unknown_reference"),
            ]));
            let meeting = seen(&scribe, id).await;
            assert!(meeting.attendance.iter().all(|row| row.state == AttendanceState::Present), "nothing is kept");
        }
    }

    async fn times_that_cannot_be_are_refused(app: TestApp) {
        let scribe = app.as_user("scribe_a1");
        let id = announced(&app, 0).await.id;
        let now = Utc::now();
        for (patch, expected) in [
            (json!({ "started_at": hours_ago(1), "ended_at": hours_ago(2) }), ("/ended_at", "end_before_start")),
            (json!({ "started_at": hours_ago(1), "ended_at": hours_ago(1) }), ("/ended_at", "end_before_start")),
            (json!({ "started_at": hours_ago(30), "ended_at": hours_ago(2) }), ("/ended_at", "out_of_range")),
            (json!({ "started_at": now + TimeDelta::days(3) }), ("/started_at", "in_future")),
            (json!({ "started_at": "1970-01-01T00:00:00Z" }), ("/started_at", "out_of_range")),
            (json!({ "ended_at": hours_ago(1) }), ("/started_at", "required")),
        ] {
            assert_eq!(wrong(&write(&scribe, id, patch.clone()).await), fields([expected]), "{patch}");
        }
        assert_eq!(seen(&scribe, id).await.status, MeetingStatus::Announced);
        written(&scribe, id, json!({ "started_at": hours_ago(3), "ended_at": hours_ago(1) })).await;
        let later = write(&scribe, id, json!({ "started_at": hours_ago(0) })).await;
        assert_eq!(wrong(&later), fields([("/started_at", "end_before_start")]));
        let unknown = write(&scribe, id, json!({ "started_at": "2026-02-30T12:30:00Z" })).await;
        assert_eq!(unknown.problem().code.as_str(), "bad_json");
    }

    async fn a_start_is_taken_back_only_while_nothing_is_recorded(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let id = in_session(&app).await.id;
        let absent = json!({ "attendance": [{ "member_id": a1.other, "state": "unexcused" }], "ended_at": hours_ago(1) });
        written(&scribe, id, absent).await;
        let ended = write(&scribe, id, json!({ "started_at": null })).await;
        assert_eq!(wrong(&ended), fields([("/started_at", "required")]));
        let meeting = written(&scribe, id, json!({ "started_at": null, "ended_at": null })).await;
        assert_eq!((meeting.status, meeting.started_at), (MeetingStatus::Announced, None));
        assert_eq!(row(&meeting, a1.other).state, AttendanceState::Unexcused);
        let opinion = json!({ "id": Uuid::now_v7(), "kind": "opinion", "member_id": a1.deputy, "text": "Nhất trí" });
        written(&scribe, id, json!({ "started_at": hours_ago(2), "opinions": [opinion] })).await;
        assert_eq!(write(&scribe, id, json!({ "started_at": null })).await.problem().code.as_str(), "wrong_state");
    }

    async fn excused_absences_in_a_row_are_counted_within_the_year_and_kind(app: TestApp) {
        use chrono::Datelike;
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        // The last three months of a year far ahead: meetings needn't wait for the calendar.
        let months = (12 - app.fixture.today.month()) + 12;
        for back in [2, 1] {
            let id = planned(&app, months - back).await.id;
            let excused = json!({ "attendance": [
                { "member_id": a1.other, "state": "excused", "reason": "Đi học" },
                { "member_id": a1.deputy, "state": if back == 2 { "excused" } else { "unexcused" }, "reason": "Bận" },
            ], "started_at": hours_ago(2) });
            written(&scribe, id, excused).await;
            app.write(|conn| {
                diesel::update(meeting::table.find(id)).set(meeting::status.eq(MeetingStatus::Concluded)).execute(conn)
            });
        }
        let meeting = planned(&app, months).await;
        assert_eq!((row(&meeting, a1.other).excused_before, row(&meeting, a1.deputy).excused_before), (2, 0));
        let next_year = planned(&app, months + 1).await;
        assert_eq!(row(&next_year, a1.other).excused_before, 0);
    }
}
