//! Start, roll call, end.

use backend::db::schema::{meeting, membership, notice, office};
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::json;
use shared::api::meeting::{AttendanceRow, Meeting, PlanMeeting};
use shared::finding::FindingState;
use shared::id::MemberId;
use shared::meeting::assess::{day_of, minutes_of};
use shared::meeting::{AttendanceState, MeetingStatus};
use shared::member::{ActivityStatus, MembershipKind};
use shared::time::from_local;
use shared::unit::Office;
use uuid::Uuid;

use super::held::done;
use super::{
    announced, assessed, at, body, fields, fixed_day, hours_ago, in_session, planned, seen, write, written, wrong,
};
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
            let of = |member: MemberId| membership::table.filter(membership::member_id.eq(member));
            diesel::update(of(a1.other)).set(membership::status.eq(ActivityStatus::Left)).execute(conn)?;
            diesel::update(of(a1.probationary)).set(membership::kind.eq(MembershipKind::Official)).execute(conn)
        });
        let meeting = seen(&scribe, id).await;
        assert_eq!(meeting.attendance.len(), 8);
        assert_eq!(row(&meeting, a1.probationary).kind, MembershipKind::Probationary);
        let back = json!({ "attendance": [{ "member_id": a1.other, "state": "present", "reason": "ignored" }] });
        assert_eq!(row(&written(&scribe, id, back).await, a1.other).reason, "");
    }

    async fn held_on_another_day_it_has_the_people_of_that_day(app: TestApp) {
        let (scribe, a1, a2) = (app.as_user("scribe_a1"), app.fixture.a1.clone(), app.fixture.a2.clone());
        let id = announced(&app, 0).await.id;
        let yesterday = app.fixture.today - TimeDelta::days(1);
        let moved = json!({"starts_on": yesterday, "unit_id": a2.id});
        let answer = app.as_user("office").post(&format!("/members/{}/memberships", a1.other), moved).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let meeting = written(&scribe, id, json!({ "started_at": hours_ago(3) })).await;
        assert!(meeting.attendance.iter().all(|row| row.member_id != a1.other));
        let excused = json!({ "attendance": [{ "member_id": a1.ordinary, "state": "excused", "reason": "Con ốm" }] });
        written(&scribe, id, excused).await;
        let meeting = written(&scribe, id, json!({ "started_at": hours_ago(51) })).await;
        assert_eq!((meeting.attendance.len(), row(&meeting, a1.other).state), (8, AttendanceState::Present));
        assert_eq!(row(&meeting, a1.ordinary).state, AttendanceState::Excused, "what is known stays");
        let meeting = written(&scribe, id, json!({ "started_at": hours_ago(3) })).await;
        assert_eq!(meeting.attendance.len(), 7);
        // Of whatever kind, it is held while there is the branch.
        let secretary = app.as_user("secretary_a1");
        let thematic = secretary.post(&at(a1.id), body("thematic", fixed_day(&app, 1))).await.reply::<PlanMeeting>();
        let early = write(&secretary, thematic.id, json!({ "scheduled_at": hours_ago(24 * 5002) })).await;
        assert_eq!(wrong(&early), fields([("/scheduled_at", "before_founding")]));
    }

    async fn a_stranger_has_no_place(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        for id in [planned(&app, 1).await.id, in_session(&app).await.id] {
            let answer = write(&scribe, id, json!({ "attendance": [
                { "member_id": a1.other, "state": "excused", "reason": "Con ốm" },
                { "member_id": a1.ordinary, "state": "unexcused" },
                { "member_id": app.fixture.a2.other, "state": "unexcused" },
                { "member_id": Uuid::now_v7(), "state": "present" },
            ] })).await;
            assert_eq!(wrong(&answer), fields([
                ("/attendance/2/member_id", "unknown_reference"),
                ("/attendance/3/member_id", "unknown_reference"),
            ]));
            let meeting = seen(&scribe, id).await;
            assert!(meeting.attendance.iter().all(|row| row.state == AttendanceState::Present), "nothing is kept");
        }
    }

    async fn a_preparatory_meeting_is_the_committees(app: TestApp) {
        let (secretary, a1) = (app.as_user("secretary_a1"), app.fixture.a1.clone());
        let regular = announced(&app, 0).await;
        let plan = |prepares_id| {
            let mut body = body("preparatory", fixed_day(&app, 0) - TimeDelta::days(2));
            body["prepares_id"] = json!(prepares_id);
            secretary.post(&at(a1.id), body)
        };
        let meeting = plan(regular.id).await.reply::<PlanMeeting>();
        let who = |meeting: &Meeting| meeting.attendance.iter().map(|row| row.member_id).collect::<Vec<_>>();
        assert_eq!(who(&meeting), [a1.secretary, a1.deputy, a1.scribe]);
        let path = format!("/meetings/{}/notices", meeting.id);
        let stranger = secretary.post(&path, json!({ "told": [a1.deputy, a1.ordinary] })).if_match(meeting.version).await;
        assert_eq!(wrong(&stranger), fields([("/told/1", "unknown_reference")]));
        let told = secretary.post(&path, json!({ "told": [a1.deputy] })).if_match(meeting.version).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let told: i64 = app.write(|conn| {
            notice::table.filter(notice::meeting_id.eq(meeting.id)).count().get_result(conn)
        });
        assert_eq!(told, 3, "nobody outside the committee");

        let outside = write(&secretary, meeting.id, json!({ "chair_id": a1.ordinary, "attendance": [
            { "member_id": a1.other, "state": "unexcused" },
        ] })).await;
        assert_eq!(wrong(&outside), fields([
            ("/chair_id", "unknown_reference"), ("/attendance/0/member_id", "unknown_reference"),
        ]));
        let ballot = |in_favour| json!({ "started_at": hours_ago(5), "ended_at": hours_ago(4), "secretary_id": app.fixture.a1.scribe, "votes": [
            { "id": Uuid::now_v7(), "subject": "other", "title": "Dự thảo nghị quyết", "in_favour": in_favour },
        ] });
        let beyond = write(&secretary, meeting.id, ballot(4)).await;
        assert_eq!(wrong(&beyond), fields([("/votes/0/in_favour", "more_than_entitled")]));
        let meeting = written(&secretary, meeting.id, ballot(3)).await;
        assert_eq!((who(&meeting).len(), meeting.votes[0].entitled, meeting.votes[0].all_official), (3, 3, 3));
        done(&secretary, "POST", meeting.id, "conclusion", json!({})).await;
        let prepared = seen(&secretary, regular.id).await;
        assert_eq!(prepared.prepared_by.as_ref().map(|by| by.status), Some(MeetingStatus::Concluded));
        let before = assessed(&prepared, app.fixture.today);
        assert!(before.findings.iter().any(|one| one.rule == "R-04" && one.state == FindingState::Ok));
        let own = assessed(&meeting, app.fixture.today);
        let rules: Vec<&str> = own.findings.iter().map(|one| one.rule.as_str()).collect();
        assert_eq!(rules, ["R-05", "R-06", "R-15"], "nothing about attendance or notices of the branch");

        // Less than nine official members: secretary and perhaps deputy; and where the register knows nobody, anybody.
        for (held, mut expected) in [
            (Some(Office::CommitteeMember), vec![a1.secretary, a1.deputy]),
            (None, a1.members().to_vec()),
        ] {
            app.write(|conn| {
                let positions = office::table.filter(office::unit_id.eq(a1.id));
                match held {
                    Some(held) => diesel::delete(positions.filter(office::held.eq(held))).execute(conn),
                    None => diesel::delete(positions).execute(conn),
                }
            });
            let mut found = who(&plan(regular.id).await.reply::<PlanMeeting>());
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected);
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

    async fn a_meeting_may_go_on_past_midnight(app: TestApp) {
        let (scribe, today) = (app.as_user("scribe_a1"), app.fixture.today);
        let id = announced(&app, 0).await.id;
        let local = |day: chrono::NaiveDate, hour, minute| from_local(day.and_hms_opt(hour, minute, 0).unwrap());
        let eve = today.pred_opt().unwrap();
        let times = json!({ "started_at": local(eve, 21, 0), "ended_at": local(today, 0, 30) });
        let meeting = written(&scribe, id, times).await;
        assert_eq!((minutes_of(&meeting), day_of(&meeting)), (Some(210), eve));
        let assessed = assessed(&meeting, today);
        assert!(assessed.findings.iter().any(|one| one.rule == "R-09" && one.state == FindingState::Ok));
        let other_way_round = json!({ "started_at": local(eve, 21, 0), "ended_at": local(eve, 0, 30) });
        assert_eq!(wrong(&write(&scribe, id, other_way_round).await), fields([("/ended_at", "end_before_start")]));
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
