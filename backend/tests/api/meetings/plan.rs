//! Planning, announcing, removing.

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Action;
use shared::api::meeting::PlanMeeting;
use shared::meeting::{AttendanceState, MeetingStatus, NoticeChannel};
use uuid::Uuid;

use super::{BOOK, announced, at, body, evening, fixed_day, planned, seen};
use crate::both_databases;

both_databases! {
    async fn a_regular_meeting_starts_from_the_template_and_the_branch(app: TestApp) {
        let meeting = planned(&app, 1).await;
        assert_eq!((meeting.status, meeting.version), (MeetingStatus::Planned, 1));
        let sheet = BOOK.sheet_with_id("an-phu-2025").unwrap().digest.clone();
        assert_eq!((meeting.place.as_str(), meeting.sheet), ("Nhà văn hóa", sheet));
        assert_eq!(meeting.unit_name, "Chi bộ thôn Nà Tâm");
        assert_eq!(meeting.commune_name, "Đảng bộ xã An Phú");
        let substance: Vec<_> = meeting.agenda.iter().filter(|item| item.part.as_str() == "substance").collect();
        assert!(substance[0].previous_tasks && meeting.agenda.len() > 10);
        assert_eq!(meeting.chair_id, Some(app.fixture.a1.secretary));
        assert_eq!(meeting.committee_size, 3);
        assert_eq!(meeting.attendance.len(), 8);
        assert!(meeting.attendance.iter().all(|row| row.state == AttendanceState::Present));
        let committee: Vec<_> = meeting.attendance.iter().take(3).map(|row| row.member_id).collect();
        let a1 = &app.fixture.a1;
        assert_eq!(committee, [a1.secretary, a1.deputy, a1.scribe]);
        assert!(meeting.supervisor.is_some());
        assert_eq!(meeting.allowed, [Action::MeetingPlan, Action::MeetingRun]);
    }

    async fn a_date_off_the_fixed_day_needs_its_reason_and_one_of_another_month_is_refused(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let path = at(app.fixture.a1.id);
        let fixed = fixed_day(&app, 1);
        let mut moved = body("regular", fixed);
        moved["scheduled_at"] = json!(evening(fixed + TimeDelta::days(2)));
        let refused = secretary.post(&path, &moved).await;
        assert_eq!(refused.fields(), [("/moved_reason".to_owned(), "reason_needed")]);
        moved["moved_reason"] = json!("Bão số 3");
        secretary.post(&path, &moved).await.reply::<PlanMeeting>();
        let mut other = body("regular", fixed_day(&app, 2));
        other["scheduled_at"] = json!(evening(fixed));
        assert_eq!(secretary.post(&path, &other).await.fields(), [("/scheduled_at".to_owned(), "out_of_range")]);
    }

    async fn one_regular_meeting_a_month_and_one_meeting_per_id(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let path = at(app.fixture.a1.id);
        planned(&app, 1).await;
        let second = secretary.post(&path, body("regular", fixed_day(&app, 1))).await;
        assert_eq!(second.problem().code.as_str(), "already_exists");
        let mut thematic = body("thematic", fixed_day(&app, 1));
        thematic["id"] = json!(Uuid::now_v7());
        secretary.post(&path, &thematic).await.reply::<PlanMeeting>();
        assert_eq!(secretary.post(&path, &thematic).await.problem().code.as_str(), "already_exists");
        assert!(planned(&app, 2).await.prepared_by.is_none());
    }

    async fn a_preparatory_meeting_takes_over_the_focal_issue(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let path = at(app.fixture.a1.id);
        let mut regular = body("regular", fixed_day(&app, 1));
        regular["focal_issue"] = json!({ "title": "Nước sạch cho 12 hộ", "sector": "society" });
        let regular = secretary.post(&path, &regular).await.reply::<PlanMeeting>();
        let mut preparatory = body("preparatory", fixed_day(&app, 1) - TimeDelta::days(2));
        let missing = secretary.post(&path, &preparatory).await;
        assert_eq!(missing.fields(), [("/prepares_id".to_owned(), "required")]);
        preparatory["prepares_id"] = json!(Uuid::now_v7());
        let unknown = secretary.post(&path, &preparatory).await;
        assert_eq!(unknown.fields(), [("/prepares_id".to_owned(), "unknown_reference")]);
        preparatory["prepares_id"] = json!(regular.id);
        let elsewhere = app.as_user("secretary_a2").post(&at(app.fixture.a2.id), &preparatory).await;
        assert_eq!(elsewhere.fields(), [("/prepares_id".to_owned(), "unknown_reference")]);
        let preparatory = secretary.post(&path, &preparatory).await.reply::<PlanMeeting>();
        assert_eq!(preparatory.focal_issue, regular.focal_issue);
        let prepared = seen(&secretary, regular.id).await.prepared_by.unwrap();
        assert_eq!((prepared.id, prepared.status), (preparatory.id, MeetingStatus::Planned));
    }

    async fn nonsense_is_named_field_by_field(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let path = at(app.fixture.a1.id);
        let wrong = json!({
            "kind": "regular", "year": 99, "month": 13, "scheduled_at": "9999-12-31T23:59:59Z",
            "place": "x".repeat(301), "focal_issue": { "title": "a\u{0}b" },
        });
        let fields = secretary.post(&path, wrong).await.fields();
        let expected = [
            ("/year", "out_of_range"),
            ("/month", "out_of_range"),
            ("/scheduled_at", "out_of_range"),
            ("/focal_issue/title", "wrong_format"),
            ("/place", "too_long"),
        ];
        assert_eq!(fields, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        let commune = app.as_user("secretary_a1").post(&at(app.fixture.commune_a), body("regular", fixed_day(&app, 1)));
        assert!([403, 404].contains(&commune.await.status));
    }

    async fn announcing_tells_accounts_people_and_the_supervisor(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let meeting = planned(&app, 1).await;
        assert_eq!(app.as_user("member_a1").get(&format!("/meetings/{}", meeting.id)).await.status, 404);
        let path = format!("/meetings/{}/notices", meeting.id);
        let a1 = &app.fixture.a1;
        let stranger = json!({ "told": [a1.other, app.fixture.a2.other] });
        let refused = secretary.post(&path, stranger).if_match(1).await;
        assert_eq!(refused.fields(), [("/told/1".to_owned(), "unknown_reference")]);
        let answer = secretary.post(&path, json!({ "told": [a1.other] })).if_match(1).await;
        assert_eq!((answer.status, answer.etag()), (200, 2), "{}", answer.text());
        let told = |meeting: &shared::api::meeting::Meeting, id| {
            meeting.attendance.iter().find(|row| row.member_id == id).unwrap().told
        };
        let meeting = seen(&app.as_user("member_a1"), meeting.id).await;
        assert_eq!(meeting.status, MeetingStatus::Announced);
        assert!(meeting.supervisor_told && meeting.announced_at.is_some());
        assert_eq!(told(&meeting, a1.other), Some(NoticeChannel::Told));
        assert_eq!(told(&meeting, a1.ordinary), Some(NoticeChannel::System));
        assert_eq!(told(&meeting, a1.probationary), None);
        let again = json!({ "told": [a1.probationary, a1.ordinary] });
        assert_eq!(secretary.post(&path, again).if_match(2).await.status, 200);
        let meeting = seen(&secretary, meeting.id).await;
        assert_eq!(told(&meeting, a1.probationary), Some(NoticeChannel::Told));
        assert_eq!(told(&meeting, a1.ordinary), Some(NoticeChannel::Told));
    }

    async fn only_a_plan_can_be_removed(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        let stale = secretary.delete(&path).if_match(meeting.version - 1).await;
        assert_eq!(stale.problem().changes[0].path, "status");
        assert_eq!(secretary.delete(&path).await.status, 428);
        assert_eq!(secretary.delete(&path).if_match(meeting.version).await.status, 204);
        assert_eq!(secretary.get(&path).await.status, 404);
        assert_eq!(planned(&app, 1).await.version, 1);
    }
}
