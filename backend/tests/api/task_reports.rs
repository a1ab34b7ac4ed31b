//! What is reported of tasks: added to and never written over; what a meeting has reported stays in its minutes, and each
//! task counts at one meeting.

use backend::db::schema::{task, task_report};
use backend::tasks::ReportRecord;
use chrono::{Datelike, NaiveDate, TimeDelta};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, GetAssessment};
use shared::api::task::{ListTaskReports, ReopenTask, TaskReport, TaskRow, UpdateTask};
use shared::id::{MeetingId, TaskId};
use shared::meeting::{MeetingKind, TaskStatus};

use crate::both_databases;
use crate::meetings::held::{answers, concluded, done, draft, full, in_session};
use crate::meetings::paper::text;
use crate::meetings::seen;
use crate::support::{Response, TestApp, User};
use crate::tasks::{meeting, reported, task};

async fn report(user: &User, id: TaskId, body: Value) -> Response {
    let version = user.get(&format!("/tasks/{id}")).await.etag();
    user.patch(&format!("/tasks/{id}"), body).if_match(version).await
}

async fn reopen(user: &User, id: TaskId, reason: &str) -> Response {
    let version = user.get(&format!("/tasks/{id}")).await.etag();
    user.post(&format!("/tasks/{id}/reopening"), json!({ "reason": reason })).if_match(version).await
}

async fn reports(user: &User, id: TaskId) -> Vec<TaskReport> {
    user.get(&format!("/tasks/{id}/reports")).await.reply::<ListTaskReports>().items
}

/// Meetings assign a task of their own in these tests: that one is heard of in a time that doesn't come.
fn put_off_others(app: &TestApp) {
    let others = task::table.filter(task::report_year.ne(2020));
    app.write(|conn| diesel::update(others).set(task::report_year.eq(2150)).execute(conn));
}

/// An open task of an earlier meeting, which every later one hears of until it is over.
fn due(app: &TestApp, of: MeetingId, days: i64) -> TaskId {
    let a1 = &app.fixture.a1;
    let id = task(app, a1.id, of, Some(a1.ordinary), days, TaskStatus::Open);
    app.write(|conn| diesel::update(task::table.find(id)).set(task::report_year.eq(2020)).execute(conn));
    put_off_others(app);
    id
}

/// A regular meeting of some days ago that heard of a task, with what was reported of it.
async fn heard(app: &TestApp, body: Value) -> (TaskId, MeetingId) {
    let earlier = concluded(app, 40).await;
    let id = due(app, earlier.id, -20);
    assert_eq!(report(&app.as_user("member_a1"), id, body).await.status, 200);
    let now = in_session(app, MeetingKind::Regular, 1);
    done(&app.as_user("secretary_a1"), "POST", now, "conclusion", draft("resolution", "Nhiệm vụ")).await;
    (id, now)
}

fn of(meeting: &Meeting, id: TaskId) -> Option<(TaskStatus, &str)> {
    let found = meeting.previous_tasks.iter().find(|task| task.id == id);
    found.map(|task| (task.status, task.result.as_str()))
}

/// How tasks stood; their versions go on.
fn stood(tasks: &[TaskRow]) -> Vec<(TaskId, TaskStatus, Option<NaiveDate>, &str)> {
    tasks.iter().map(|task| (task.id, task.status, task.done_on, task.result.as_str())).collect()
}

async fn facts(app: &TestApp, id: MeetingId) -> (u32, u32) {
    let path = format!("/meetings/{id}/assessment");
    let judged: Assessment = app.as_user("secretary_a1").get(&path).await.reply::<GetAssessment>();
    (judged.facts.previous_done, judged.facts.previous_tasks)
}

/// A task of last year, due on a day, with a report of then if it was done.
fn of_closed_year(app: &TestApp, due_on: NaiveDate, status: TaskStatus) -> (TaskId, MeetingId) {
    let a1 = &app.fixture.a1;
    let month = due_on.month().cast_signed();
    let any = meeting(app, a1.id, month, month, "Năm trước");
    let id = task(app, a1.id, any, Some(a1.ordinary), 1, TaskStatus::Open);
    app.write(|conn| {
        diesel::update(task::table.find(id)).set(task::due_on.eq(due_on)).execute(conn)?;
        match status {
            TaskStatus::Open => Ok(()),
            _ => reported(id, status, due_on).add(conn),
        }
    });
    (id, any)
}

both_databases! {
    async fn reports_are_added_and_none_is_written_over(app: TestApp) {
        let a1 = &app.fixture.a1;
        let any = meeting(&app, a1.id, 1, 5, "Nghị quyết tháng 1");
        let id = task(&app, a1.id, any, Some(a1.ordinary), 3, TaskStatus::Open);
        let (member, secretary) = (app.as_user("member_a1"), app.as_user("secretary_a1"));
        assert_eq!(reports(&member, id).await, []);
        for (user, body) in [
            (&member, json!({ "status": "done", "result": "Xong 3 hộ" })),
            (&secretary, json!({ "result": "Xong 4 hộ" })),
            (&secretary, json!({ "result": "Xong 4 hộ" })),
            (&secretary, json!({ "status": "open" })),
        ] {
            assert_eq!(report(user, id, body).await.status, 200);
        }
        // Half of it done is no reason to give it up.
        let no_reason = report(&secretary, id, json!({ "status": "cancelled" })).await;
        assert_eq!(no_reason.fields(), [("/result".to_owned(), "reason_needed")]);
        assert_eq!(report(&secretary, id, json!({ "status": "cancelled", "result": "Hết vốn" })).await.status, 200);
        let found = reports(&member, id).await;
        let said: Vec<_> = found.iter().map(|one| (one.status, one.result.as_str(), one.by.as_str())).collect();
        let (scribe, own) = (found[0].by.as_str(), found[3].by.as_str());
        assert_ne!(scribe, own);
        assert_eq!(said, [
            (TaskStatus::Cancelled, "Hết vốn", scribe),
            (TaskStatus::Open, "Xong 4 hộ", scribe),
            (TaskStatus::Done, "Xong 4 hộ", scribe),
            (TaskStatus::Done, "Xong 3 hộ", own),
        ]);
        assert_eq!(found[0].replaced_at, None);
        for (later, earlier) in found.iter().zip(&found[1..]) {
            assert_eq!(earlier.replaced_at, Some(later.at));
        }
        assert_eq!(app.as_user("member_a2").get(&format!("/tasks/{id}/reports")).await.status, 404);
    }

    async fn what_a_meeting_has_reported_is_reopened_by_the_secretary_alone_with_a_reason(app: TestApp) {
        let (id, heard_at) = heard(&app, json!({ "status": "done", "result": "Xong" })).await;
        let (member, secretary) = (app.as_user("member_a1"), app.as_user("secretary_a1"));
        let minutes = seen(&secretary, heard_at).await;
        assert_eq!(of(&minutes, id), Some((TaskStatus::Done, "Xong")));
        for login in ["member_a1", "scribe_a1", "secretary_a1"] {
            for body in [json!({ "status": "open" }), json!({ "result": "Khác" })] {
                let refused = report(&app.as_user(login), id, body).await.problem();
                assert_eq!((refused.status, refused.code.as_str()), (409, "task_settled"), "{login}");
            }
        }
        for login in ["member_a1", "scribe_a1", "office", "standing", "committee"] {
            assert_eq!(reopen(&app.as_user(login), id, "Làm lại").await.status, 403, "{login}");
        }
        assert_eq!(reopen(&secretary, id, " ").await.fields(), [("/reason".to_owned(), "required")]);
        let open = reopen(&secretary, id, " Còn 2 hộ chưa làm ").await.reply::<ReopenTask>();
        assert_eq!((open.status, open.done_on, open.settled_in), (TaskStatus::Open, None, None));
        assert_eq!(reopen(&secretary, id, "Lại nữa").await.problem().code.as_str(), "wrong_state");
        assert_eq!(report(&member, id, json!({ "status": "done", "result": "Xong hẳn" })).await.status, 200);

        // The minutes say what was heard; what came later is beside them, with day and name.
        let now = seen(&secretary, heard_at).await;
        assert_eq!(stood(&now.previous_tasks), stood(&minutes.previous_tasks));
        let later: Vec<_> = now.later.iter().map(|one| (one.status, one.result.as_str(), one.reason.as_str())).collect();
        let expected = [(TaskStatus::Open, "", "Còn 2 hộ chưa làm"), (TaskStatus::Done, "Xong hẳn", "")];
        assert_eq!(later, expected);
        assert!(now.later.iter().all(|one| !one.by.is_empty()));
        assert_eq!(reports(&member, id).await[2].meeting_id, Some(heard_at));
    }

    async fn minutes_that_are_open_again_have_reported_nothing(app: TestApp) {
        let (id, heard_at) = heard(&app, json!({ "status": "cancelled", "result": "Hết vốn" })).await;
        let (member, secretary) = (app.as_user("member_a1"), app.as_user("secretary_a1"));
        let body = json!({ "status": "done", "result": "Đã có vốn" });
        assert_eq!(report(&member, id, body.clone()).await.problem().code.as_str(), "task_settled");
        done(&secretary, "POST", heard_at, "reopening", json!({})).await;
        assert_eq!(report(&member, id, body).await.reply::<UpdateTask>().status, TaskStatus::Done);
        assert_eq!(of(&seen(&secretary, heard_at).await, id), Some((TaskStatus::Done, "Đã có vốn")));
        done(&secretary, "POST", heard_at, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert_eq!(report(&member, id, json!({ "status": "open" })).await.problem().code.as_str(), "task_settled");
    }

    async fn the_lock_seals_tasks_as_they_stood_at_the_conclusion(app: TestApp) {
        let (secretary, standing) = (app.as_user("secretary_a1"), app.as_user("standing"));
        let earlier = concluded(&app, 40).await;
        let [one, other] = [due(&app, earlier.id, -20), due(&app, earlier.id, -19)];
        let id = in_session(&app, MeetingKind::Regular, 1);
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        let (minutes, counted) = (seen(&secretary, id).await, facts(&app, id).await);
        assert_eq!((minutes.previous_tasks.len(), counted), (2, (0, 2)));
        let paper = text(&secretary, id, "resolution").await;
        let member = app.as_user("member_a1");
        assert_eq!(report(&member, one, json!({ "status": "done", "result": "Xong" })).await.status, 200);
        assert_eq!(report(&member, other, json!({ "status": "cancelled", "result": "Thôi" })).await.status, 200);
        assert_eq!((text(&secretary, id, "resolution").await, facts(&app, id).await), (paper, counted));
        done(&secretary, "PUT", id, "scores/branch", answers(&full())).await;
        done(&secretary, "POST", id, "submission", json!({})).await;
        done(&standing, "PUT", id, "scores/committee", answers(&full())).await;
        let sealed = seen(&secretary, id).await;
        assert_eq!(stood(&sealed.previous_tasks), stood(&minutes.previous_tasks));
        assert_eq!(stood(&sealed.tasks), stood(&minutes.tasks));
        assert_eq!(facts(&app, id).await, counted);
        let later: Vec<_> = sealed.later.iter().map(|report| (report.task_id, report.status)).collect();
        assert_eq!(later, [(one, TaskStatus::Done), (other, TaskStatus::Cancelled)]);
    }

    async fn a_closed_year_stays_whatever_is_reported_or_reopened_today(app: TestApp) {
        // The year before last: last year's reports are heard until the end of January.
        let year = app.fixture.today.year() - 2;
        let day = |month| NaiveDate::from_ymd_opt(year, month, 20).unwrap();
        let (open, _) = of_closed_year(&app, day(3), TaskStatus::Open);
        let (over, any) = of_closed_year(&app, day(5), TaskStatus::Done);
        let (kept, _) = of_closed_year(&app, day(7), TaskStatus::Done);
        app.write(|conn| {
            let report = task_report::table.filter(task_report::task_id.eq(over));
            diesel::update(report).set(task_report::meeting_id.eq(any)).execute(conn)
        });
        let overview = async || -> Value {
            let path = format!("/units/{}/overview?year={year}", app.fixture.commune_a);
            app.as_user("office").get(&path).await.json()
        };
        let before = overview().await;
        let tasks = before["figures"].as_array().unwrap().iter().find(|figure| figure["key"] == "tasks").unwrap();
        assert_eq!((&tasks["count"], &tasks["of"]), (&json!(2), &json!(3)), "{tasks}");
        let secretary = app.as_user("secretary_a1");
        let reply = report(&secretary, open, json!({ "status": "done", "done_on": day(3), "result": "Bổ sung" })).await;
        assert_eq!(reply.reply::<UpdateTask>().status, TaskStatus::Done);
        assert_eq!(reopen(&secretary, over, "Chưa xong").await.reply::<ReopenTask>().status, TaskStatus::Open);
        assert_eq!(report(&secretary, kept, json!({ "status": "cancelled", "result": "Nhầm" })).await.status, 200);
        assert_eq!(overview().await, before);
    }

    async fn a_year_hears_reports_of_its_tasks_until_the_end_of_january(app: TestApp) {
        let year = app.fixture.today.year() - 2;
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let told_on = |due_on: NaiveDate, told_on: NaiveDate| {
            let (id, _) = of_closed_year(&app, due_on, TaskStatus::Open);
            let recorded_at = told_on.and_hms_opt(12, 0, 0).unwrap();
            app.write(|conn| {
                ReportRecord { recorded_at, ..reported(id, TaskStatus::Done, due_on - TimeDelta::days(2)) }.add(conn)
            });
        };
        told_on(day(year, 12, 28), day(year + 1, 1, 31));
        told_on(day(year, 11, 28), day(year + 1, 2, 1));
        let path = format!("/units/{}/overview?year={year}", app.fixture.commune_a);
        let overview: Value = app.as_user("office").get(&path).await.json();
        let tasks = overview["figures"].as_array().unwrap().iter().find(|figure| figure["key"] == "tasks").unwrap();
        assert_eq!((&tasks["count"], &tasks["of"]), (&json!(1), &json!(2)), "{tasks}");
    }

    async fn a_task_counts_at_one_meeting(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let conclude = async |id| {
            done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
            put_off_others(&app);
        };
        let first = concluded(&app, 80).await;
        let [before, between, after] = [-50, -35, -10].map(|days| due(&app, first.id, days));
        let listed = |meeting: &Meeting| -> Vec<TaskId> { meeting.previous_tasks.iter().map(|task| task.id).collect() };

        let regular = in_session(&app, MeetingKind::Regular, 40);
        assert_eq!(listed(&seen(&secretary, regular).await), [before, between, after]);
        assert_eq!(facts(&app, regular).await, (0, 1));
        conclude(regular).await;
        // The thematic meeting answers for what fell due since, and for nothing else.
        let in_time = app.fixture.today - TimeDelta::days(32);
        let thematic = in_session(&app, MeetingKind::Thematic, 30);
        assert_eq!(listed(&seen(&secretary, thematic).await), [between]);
        assert_eq!(report(&secretary, between, json!({ "status": "done", "done_on": in_time })).await.status, 200);
        conclude(thematic).await;
        let counted = facts(&app, thematic).await;
        assert_eq!(counted, (1, 1));
        // What is still open is heard again, and counts no more; what was reported as done isn't heard again.
        let last = in_session(&app, MeetingKind::Regular, 1);
        let meeting = seen(&secretary, last).await;
        assert_eq!((listed(&meeting), &meeting.counted_elsewhere), (vec![before, after], &vec![before]));
        assert_eq!(facts(&app, last).await, (0, 1));
        conclude(last).await;
        assert_eq!(facts(&app, last).await, (0, 1));
        assert_eq!((facts(&app, regular).await, facts(&app, thematic).await), ((0, 1), counted));
        let counted_in: Vec<(TaskId, Option<MeetingId>)> = app.write(|conn| {
            task::table.filter(task::report_year.eq(2020)).order(task::due_on).select((task::id, task::counted_in)).load(conn)
        });
        assert_eq!(counted_in, [(before, Some(regular)), (between, Some(thematic)), (after, Some(last))]);
    }
}
