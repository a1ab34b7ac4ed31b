//! Agenda, opinions, votes, documents, tasks.

use chrono::{Datelike, TimeDelta};
use serde_json::json;
use shared::meeting::{AgendaPart, AssigneeKind};
use uuid::Uuid;

use super::held::{done, draft};
use super::{
    announced, at, body, evening, fields, fixed_day, hours_ago, in_session, planned, seen, write, written, wrong,
};
use crate::both_databases;

both_databases! {
    async fn the_plan_is_written_field_by_field(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let a1 = app.fixture.a1.clone();
        let id = planned(&app, 1).await.id;
        let meeting = written(&secretary, id, json!({
            "focal_issue": { "title": "Đường liên thôn", "sector": "economy", "problem": "Lầy", "aim": "Cứng hóa" },
            "chair_id": a1.deputy, "secretary_id": a1.scribe, "place": "Nhà bí thư", "guests": "Đ/c Hà",
            "draft_resolution": "I. Đánh giá", "innovation": "Họp tại thực địa", "self_criticism_minutes": 20,
            "supervisor_attended": true, "minutes_adopted": true,
        })).await;
        assert_eq!((meeting.focal_issue.title.as_str(), meeting.focal_issue.aim.as_str()), ("Đường liên thôn", "Cứng hóa"));
        assert_eq!((meeting.chair_id, meeting.secretary_id), (Some(a1.deputy), Some(a1.scribe)));
        assert_eq!((meeting.place.as_str(), meeting.guests.as_str()), ("Nhà bí thư", "Đ/c Hà"));
        assert_eq!((meeting.self_criticism_minutes, meeting.innovation.as_str()), (Some(20), "Họp tại thực địa"));
        assert!(meeting.supervisor_attended && meeting.minutes_adopted && meeting.draft_resolution == "I. Đánh giá");
        let meeting = written(&secretary, id, json!({ "secretary_id": null, "self_criticism_minutes": null })).await;
        assert_eq!((meeting.secretary_id, meeting.self_criticism_minutes, meeting.place.as_str()), (None, None, "Nhà bí thư"));
        let answer = write(&secretary, id, json!({
            "place": "x".repeat(301), "guests": "x".repeat(20_001), "chair_id": app.fixture.a2.secretary,
            "self_criticism_minutes": -1, "innovation": "a\u{0}",
        })).await;
        assert_eq!(wrong(&answer), fields([
            ("/place", "too_long"), ("/guests", "too_long"), ("/innovation", "wrong_format"),
            ("/self_criticism_minutes", "out_of_range"), ("/chair_id", "unknown_reference"),
        ]));
    }

    async fn a_moved_date_keeps_its_rules(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = planned(&app, 1).await.id;
        let day = fixed_day(&app, 1) + TimeDelta::days(1);
        let moved = json!({ "scheduled_at": evening(day) });
        assert_eq!(wrong(&write(&secretary, id, moved.clone()).await), fields([("/moved_reason", "reason_needed")]));
        let mut explained = moved;
        explained["moved_reason"] = json!("Mưa lũ");
        assert_eq!(written(&secretary, id, explained).await.moved_reason, "Mưa lũ");
        let unexplained = write(&secretary, id, json!({ "moved_reason": "" })).await;
        assert_eq!(wrong(&unexplained), fields([("/moved_reason", "reason_needed")]));
        let far = write(&secretary, id, json!({ "scheduled_at": evening(fixed_day(&app, 2)) })).await;
        assert_eq!(wrong(&far), fields([("/scheduled_at", "out_of_range")]));
        let never = write(&secretary, id, json!({ "scheduled_at": "2200-01-04T12:30:00Z" })).await;
        assert_eq!(wrong(&never), fields([("/scheduled_at", "out_of_range")]));
    }

    async fn the_agenda_grows_and_shrinks_but_keeps_the_procedure(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let meeting = planned(&app, 1).await;
        let other = planned(&app, 2).await;
        let new = Uuid::now_v7();
        let before = meeting.agenda.len();
        let step = &meeting.agenda[0];
        let meeting = written(&secretary, meeting.id, json!({ "agenda": [
            { "id": new, "part": "opening", "title": "Chào cờ", "position": 0, "presenter_id": app.fixture.a1.deputy },
            { "id": step.id, "done": true, "outcome": "Đủ thành phần" },
        ] })).await;
        assert_eq!(meeting.agenda.len(), before + 1);
        assert_eq!((meeting.agenda[0].title.as_str(), meeting.agenda[0].part), ("Chào cờ", AgendaPart::Opening));
        assert!(meeting.agenda[1].done && meeting.agenda[1].mandatory && !meeting.agenda[0].mandatory);
        let answer = write(&secretary, meeting.id, json!({ "agenda": [
            { "id": step.id, "deleted": true },
            { "id": Uuid::now_v7(), "outcome": "?" },
            { "id": other.agenda[0].id, "done": true },
            { "id": new, "title": "", "position": -1, "presenter_id": app.fixture.a2.deputy },
        ] })).await;
        assert_eq!(wrong(&answer), fields([
            ("/agenda/0/deleted", "required"), ("/agenda/1/part", "required"), ("/agenda/1/title", "required"),
            ("/agenda/2/id", "unknown_reference"), ("/agenda/3/title", "required"),
            ("/agenda/3/position", "out_of_range"), ("/agenda/3/presenter_id", "unknown_reference"),
        ]));
        let gone = json!({ "agenda": [{ "id": new, "deleted": true }, { "id": Uuid::now_v7(), "deleted": true }] });
        assert_eq!(written(&secretary, meeting.id, gone).await.agenda.len(), before);
    }

    async fn opinions_belong_to_people_who_were_there(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let meeting = in_session(&app).await;
        let (item, said, praise) = (meeting.agenda[5].id, Uuid::now_v7(), Uuid::now_v7());
        let absent = json!([{ "member_id": a1.other, "state": "unexcused" }]);
        let meeting = written(&scribe, meeting.id, json!({ "attendance": absent, "opinions": [
            { "id": said, "agenda_item_id": item, "kind": "opinion", "member_id": a1.probationary, "text": "Tôi nhất trí" },
            { "id": praise, "kind": "praise", "member_id": a1.other },
            { "id": Uuid::now_v7(), "kind": "opinion", "delegate": "Đ/c Vũ Văn Liệu", "text": "Đề nghị…" },
        ] })).await;
        assert_eq!(meeting.opinions.len(), 3);
        assert_eq!(meeting.opinions[0].agenda_item_id, Some(item));
        let answer = write(&scribe, meeting.id, json!({ "opinions": [
            { "id": Uuid::now_v7(), "kind": "opinion", "member_id": a1.other, "text": "Vắng mà nói" },
            { "id": Uuid::now_v7(), "text": "Của ai?" },
            { "id": said, "agenda_item_id": Uuid::now_v7() },
            { "id": Uuid::now_v7(), "kind": "criticism", "member_id": app.fixture.a2.other },
        ] })).await;
        assert_eq!(wrong(&answer), fields([
            ("/opinions/1/kind", "required"), ("/opinions/1/member_id", "required"),
            ("/opinions/2/agenda_item_id", "unknown_reference"), ("/opinions/3/member_id", "unknown_reference"),
            ("/opinions/0/member_id", "was_absent"),
        ]));
        let spoke = json!({ "attendance": [{ "member_id": a1.probationary, "state": "unexcused" }] });
        assert_eq!(wrong(&write(&scribe, meeting.id, spoke).await), fields([("/attendance/0/state", "was_absent")]));
        let changed = json!({ "opinions": [{ "id": said, "text": "Đồng ý" }, { "id": praise, "deleted": true }] });
        let meeting = written(&scribe, meeting.id, changed).await;
        assert_eq!((meeting.opinions.len(), meeting.opinions[0].text.as_str()), (2, "Đồng ý"));
        assert_eq!(meeting.opinions[0].member_id, Some(a1.probationary));
    }

    async fn only_official_members_present_vote(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let meeting = in_session(&app).await;
        let (resolution, admission) = (Uuid::now_v7(), Uuid::now_v7());
        let vote = |id, subject: &str, counts: [i32; 3]| json!({
            "id": id, "subject": subject, "title": "Biểu quyết", "in_favour": counts[0], "against": counts[1], "abstain": counts[2],
        });
        let absent = json!([{ "member_id": a1.other, "state": "unexcused" }]);
        let meeting = written(&scribe, meeting.id, json!({ "attendance": absent, "votes": [
            vote(resolution, "resolution", [3, 1, 0]), vote(admission, "admission", [3, 1, 0]),
        ] })).await;
        assert_eq!((meeting.votes[0].entitled, meeting.votes[0].all_official), (4, 5));
        assert!(meeting.votes[0].result.passed && meeting.votes[0].result.base == 4);
        assert!(!meeting.votes[1].result.passed && meeting.votes[1].result.base == 5);
        for (counts, field) in [([5, 0, 0], "in_favour"), ([3, 2, 0], "against"), ([2, 2, 1], "abstain")] {
            let answer = write(&scribe, meeting.id, json!({ "votes": [vote(resolution, "resolution", counts)] })).await;
            assert_eq!(wrong(&answer), fields([(&format!("/votes/0/{field}"), "more_than_entitled")]));
        }
        let answer = write(&scribe, meeting.id, json!({ "votes": [
            { "id": Uuid::now_v7() }, { "id": resolution, "against": -1 }, { "id": resolution, "in_favour": i32::MAX },
        ] })).await;
        assert_eq!(wrong(&answer), fields([
            ("/votes/0/subject", "required"), ("/votes/0/title", "required"), ("/votes/1/against", "out_of_range"),
            ("/votes/1/in_favour", "more_than_entitled"), ("/votes/2/in_favour", "more_than_entitled"),
        ]));
        let gone = json!({ "votes": [{ "id": admission, "deleted": true }] });
        assert_eq!(written(&scribe, meeting.id, gone).await.votes.len(), 1);
    }

    async fn a_sent_document_keeps_its_first_time(app: TestApp) {
        let scribe = app.as_user("scribe_a1");
        let (id, document) = (announced(&app, 1).await.id, Uuid::now_v7());
        let new = json!({ "handouts": [{ "id": document, "title": "Dự thảo nghị quyết", "place": "Zalo", "sent": true }] });
        let sent = written(&scribe, id, new).await.handouts[0].sent_at;
        assert!(sent.is_some());
        let again = json!({ "handouts": [{ "id": document, "sent": true, "place": "Sổ tay" }] });
        assert_eq!(written(&scribe, id, again).await.handouts[0].sent_at, sent);
        let untitled = write(&scribe, id, json!({ "handouts": [{ "id": Uuid::now_v7() }] })).await;
        assert_eq!(wrong(&untitled), fields([("/handouts/0/title", "required")]));
    }

    async fn tasks_are_reported_at_the_next_months_meeting(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let meeting = in_session(&app).await;
        let (task, association) = (Uuid::now_v7(), Uuid::now_v7());
        let due = app.fixture.today + TimeDelta::days(20);
        let meeting = written(&scribe, meeting.id, json!({ "tasks": [
            { "id": task, "title": "Vận động 5 hộ", "assignee_kind": "member", "assignee_id": a1.ordinary, "due_on": due, "sector": "society" },
            { "id": association, "title": "Ra quân vệ sinh", "assignee_kind": "association", "association": "Chi hội Phụ nữ", "due_on": due },
        ] })).await;
        let next = fixed_day(&app, 1);
        assert_eq!((meeting.tasks[0].report_year, meeting.tasks[0].report_month), (next.year(), next.month().cast_signed()));
        assert_eq!(meeting.tasks[0].assignee, "Lý Thị Én");
        assert_eq!((meeting.tasks[1].assignee_kind, meeting.tasks[1].assignee.as_str()), (AssigneeKind::Association, "Chi hội Phụ nữ"));
        let following = planned(&app, 1).await;
        assert!(following.previous_tasks.is_empty(), "drafts until the conclusion");
        let answer = write(&scribe, meeting.id, json!({ "tasks": [
            { "id": Uuid::now_v7(), "title": "Không ai làm" },
            { "id": task, "due_on": meeting.scheduled_at.date_naive() - TimeDelta::days(60), "report_month": 13 },
            { "id": association, "report_year": 2001, "association": "" },
            { "id": task, "assignee_id": app.fixture.b1.ordinary, "title": "x".repeat(2_001) },
        ] })).await;
        assert_eq!(wrong(&answer), fields([
            ("/tasks/0/assignee_id", "required"), ("/tasks/0/due_on", "required"),
            ("/tasks/1/due_on", "out_of_range"), ("/tasks/1/report_month", "out_of_range"),
            ("/tasks/2/association", "required"), ("/tasks/2/report_year", "out_of_range"),
            ("/tasks/3/title", "too_long"), ("/tasks/3/assignee_id", "unknown_reference"),
        ]));
        let foreign = app.as_user("secretary_a2");
        let elsewhere = foreign.post(&at(app.fixture.a2.id), body("regular", next)).await;
        let id = elsewhere.reply::<shared::api::meeting::PlanMeeting>().id;
        let stolen = write(&foreign, id, json!({ "tasks": [{ "id": task, "deleted": true }] })).await;
        assert_eq!(wrong(&stolen), fields([("/tasks/0/id", "unknown_reference")]));
        let gone = json!({ "tasks": [{ "id": task, "deleted": true }] });
        assert_eq!(written(&scribe, meeting.id, gone).await.tasks.len(), 1);
        let vote = json!({ "id": Uuid::now_v7(), "subject": "resolution", "title": "Nghị quyết", "in_favour": 5 });
        let end = json!({ "ended_at": hours_ago(1), "secretary_id": app.fixture.a1.scribe, "votes": [vote] });
        written(&scribe, meeting.id, end).await;
        let draft = draft("resolution", "Nhiệm vụ tháng tới");
        done(&app.as_user("secretary_a1"), "POST", meeting.id, "conclusion", draft).await;
        let following = seen(&scribe, following.id).await;
        assert_eq!(following.previous_tasks.iter().map(|task| task.id.0).collect::<Vec<_>>(), [association]);
        assert!(seen(&scribe, meeting.id).await.previous_tasks.is_empty());
    }

    async fn more_entries_than_a_meeting_has_are_refused(app: TestApp) {
        let id = planned(&app, 1).await.id;
        let one = json!({ "member_id": app.fixture.a1.other, "state": "present" });
        let answer = write(&app.as_user("scribe_a1"), id, json!({ "attendance": vec![one; 501] })).await;
        assert_eq!(wrong(&answer), fields([("/attendance", "too_long")]));
    }
}
