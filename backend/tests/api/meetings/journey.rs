//! The way of a month's meeting from its plan to the end of the session, as the branch walks it.

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Action;
use shared::api::meeting::PlanMeeting;
use shared::meeting::{AttendanceState, MeetingStatus};
use uuid::Uuid;

use super::{at, body, evening, fixed_day, hours_ago, planned, seen, write, written};
use crate::both_databases;

both_databases! {
    async fn from_the_plan_to_the_end_of_the_session(app: TestApp) {
        let (secretary, scribe, a1) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"), app.fixture.a1.clone());
        let day = fixed_day(&app, 0);
        let id = planned(&app, 0).await.id;

        // The committee meets before it, chooses the focal issue and drafts the resolution.
        let mut preparatory = body("preparatory", day - TimeDelta::days(2));
        preparatory["prepares_id"] = json!(id);
        let preparatory = secretary.post(&at(a1.id), preparatory).await.reply::<PlanMeeting>();
        assert_eq!(preparatory.scheduled_at, evening(day - TimeDelta::days(2)));
        written(&secretary, preparatory.id, json!({ "started_at": hours_ago(9), "ended_at": hours_ago(8) })).await;
        let document = json!({ "id": Uuid::now_v7(), "title": "Dự thảo nghị quyết", "sent": true });
        let meeting = written(&secretary, id, json!({
            "focal_issue": { "title": "Cứng hóa đường liên thôn", "sector": "economy" },
            "draft_resolution": "I. Đánh giá", "secretary_id": a1.scribe, "handouts": [document],
        })).await;
        assert_eq!(meeting.prepared_by.map(|by| (by.id, by.status)), Some((preparatory.id, MeetingStatus::InSession)));

        let told = json!({ "told": [a1.other, a1.probationary, a1.deputy] });
        let told = secretary.post(&format!("/meetings/{id}/notices"), told).if_match(meeting.version).await;
        assert_eq!(told.status, 200, "{}", told.text());

        // At the meeting the scribe writes, in several sittings.
        let excused = json!([{ "member_id": a1.other, "state": "excused", "reason": "Đi viện" }]);
        let meeting = written(&scribe, id, json!({ "started_at": hours_ago(3), "attendance": excused })).await;
        let present = |row: &&shared::api::meeting::AttendanceRow| {
            row.status.has_duty() && row.state == AttendanceState::Present
        };
        assert_eq!(meeting.attendance.iter().filter(present).count(), 5);
        assert!(meeting.attendance.iter().filter(|row| row.status.has_duty()).all(|row| row.told.is_some()));
        let done: Vec<_> = meeting.agenda.iter().map(|item| json!({ "id": item.id, "done": true })).collect();
        let opinion = json!({ "id": Uuid::now_v7(), "kind": "opinion", "member_id": a1.deputy, "text": "Nhất trí" });
        written(&scribe, id, json!({ "agenda": done, "opinions": [opinion] })).await;
        let vote = json!({ "id": Uuid::now_v7(), "subject": "resolution", "title": "Nghị quyết", "in_favour": 4 });
        let due = app.fixture.today + TimeDelta::days(20);
        let task = json!({ "id": Uuid::now_v7(), "title": "Đổ 300 m đường", "assignee_kind": "committee_member",
            "assignee_id": a1.deputy, "due_on": due });
        let end = json!({ "votes": [vote], "tasks": [task], "minutes_adopted": true, "ended_at": hours_ago(1),
            "secretary_id": a1.scribe });
        let meeting = written(&scribe, id, end).await;
        assert!(meeting.agenda.iter().all(|item| item.done) && meeting.votes[0].result.passed);
        assert_eq!((meeting.tasks.len(), meeting.status), (1, MeetingStatus::InSession));
        assert_eq!(meeting.allowed, [Action::MeetingRun]);
        let allowed = seen(&secretary, id).await.allowed;
        assert_eq!(allowed, [Action::MeetingRun, Action::MeetingConclude]);

        // Once it is concluded the minutes are closed.
        let resolution = json!({ "kind": "resolution", "title": "Lãnh đạo thực hiện nhiệm vụ" });
        let conclusion = secretary
            .post(&format!("/meetings/{id}/conclusion"), json!({ "resolution": resolution }))
            .if_match(meeting.version)
            .await;
        assert_eq!(conclusion.status, 200, "{}", conclusion.text());
        let late = write(&scribe, id, json!({ "guests": "Đ/c Hà" })).await;
        assert_eq!(late.problem().code.as_str(), "wrong_state");
        let removed = secretary.delete(&format!("/meetings/{id}")).if_match(conclusion.etag()).await;
        assert_eq!(removed.problem().code.as_str(), "wrong_state");
        let following = planned(&app, 1).await;
        assert_eq!(following.previous_tasks[0].resolution, "01-NQ/CB");
    }
}
