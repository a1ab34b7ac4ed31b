//! Tasks and resolutions.

use backend::db::schema::{meeting, task};
use backend::meetings::record::MeetingRecord;
use backend::resolutions::ResolutionRecord;
use backend::tasks::ReportRecord;
use chrono::{Datelike, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::Page;
use shared::api::home::GetHome;
use shared::api::overview::GetBranchYear;
use shared::api::task::{GetTask, ResolutionRow, TaskRow, UpdateTask};
use shared::id::{MeetingId, MemberId, ResolutionId, TaskId, UnitId};
use shared::meeting::{AssigneeKind, MeetingKind, MeetingStatus, ResolutionKind, TaskStatus};
use uuid::Uuid;

use crate::both_databases;
use crate::meetings::held::{done, draft, in_session};
use crate::meetings::{seen, written};
use crate::overview::held;
use crate::support::{TestApp, User};

/// A locked meeting with its resolution; its tasks go on.
pub fn meeting(app: &TestApp, unit: UnitId, month: i32, number: i32, title: &str) -> MeetingId {
    let (id, year) = (MeetingId(Uuid::now_v7()), app.fixture.today.year());
    let at = Utc::now().naive_utc() + TimeDelta::seconds(number.into());
    app.write(|conn| {
        let record = MeetingRecord {
            status: MeetingStatus::Locked,
            year,
            month,
            ..MeetingRecord::planned(id, unit, MeetingKind::Regular, at)
        };
        diesel::insert_into(meeting::table).values(&record).execute(conn)?;
        let resolution = ResolutionRecord {
            title: title.to_owned(),
            ..ResolutionRecord::new(
                ResolutionId(Uuid::now_v7()),
                unit,
                id,
                ResolutionKind::Resolution,
                (app.fixture.today, number),
                at,
            )
        };
        resolution.save(conn)
    });
    id
}

/// A task that is due so many days from today.
pub fn task(
    app: &TestApp,
    unit: UnitId,
    meeting: MeetingId,
    who: Option<MemberId>,
    due: i64,
    status: TaskStatus,
) -> TaskId {
    let id = TaskId(Uuid::now_v7());
    let due_on = app.fixture.today + TimeDelta::days(due);
    app.write(|conn| {
        diesel::insert_into(task::table)
            .values((
                task::id.eq(id),
                task::unit_id.eq(unit),
                task::meeting_id.eq(meeting),
                task::title.eq(format!("hạn {due}")),
                task::assignee_kind.eq(if who.is_some() { AssigneeKind::Member } else { AssigneeKind::Association }),
                task::assignee_id.eq(who),
                task::association.eq(if who.is_some() { "" } else { "Chi hội Phụ nữ" }),
                task::due_on.eq(due_on),
                task::report_year.eq(app.fixture.today.year()),
                task::report_month.eq(1),
                task::version.eq(1_i64),
            ))
            .execute(conn)?;
        match status {
            TaskStatus::Open => Ok(()),
            _ => reported(id, status, due_on).add(conn),
        }
    });
    id
}

/// A report at noon (UTC) of a day.
pub fn reported(task: TaskId, status: TaskStatus, on: NaiveDate) -> ReportRecord {
    let at = on.and_hms_opt(12, 0, 0).unwrap();
    ReportRecord {
        done_on: (status == TaskStatus::Done).then_some(on),
        ..ReportRecord::new(task, status, at, "Lý Thị Én")
    }
}

async fn titles(user: &User, query: &str) -> Vec<String> {
    let page: Page<TaskRow> = user.get(&format!("/tasks{query}")).await.read();
    page.items.into_iter().map(|row| row.title).collect()
}

both_databases! {
    async fn open_tasks_come_first_by_due_date_and_pages_join(app: TestApp) {
        let (a1, a2) = (&app.fixture.a1, &app.fixture.a2);
        let (one, two) = (meeting(&app, a1.id, 1, 5, "Nghị quyết tháng 1"), meeting(&app, a2.id, 1, 1, "Khác"));
        task(&app, a1.id, one, Some(a1.ordinary), -9, TaskStatus::Done);
        task(&app, a1.id, one, None, 3, TaskStatus::Open);
        task(&app, a1.id, one, Some(a1.ordinary), -2, TaskStatus::Open);
        task(&app, a1.id, one, Some(a1.other), -20, TaskStatus::Cancelled);
        task(&app, a2.id, two, None, 1, TaskStatus::Open);
        let secretary = app.as_user("secretary_a1");
        let expected = ["hạn -2", "hạn 3", "hạn -9", "hạn -20"];
        assert_eq!(titles(&secretary, "").await, expected);
        let (mut joined, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Page<TaskRow> = secretary.get(&format!("/tasks?limit=1&total=true{cursor}")).await.read();
            assert_eq!(page.total, Some(4));
            joined.extend(page.items.into_iter().map(|row| row.title));
            let Some(next) = page.next else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(joined, expected);
        assert_eq!(titles(&secretary, "?late=true").await, ["hạn -2"]);
        assert_eq!(titles(&secretary, "?status=done").await, ["hạn -9"]);
        assert_eq!(titles(&secretary, "?mine=true").await, [""; 0]);
        assert_eq!(titles(&app.as_user("member_a1"), "?mine=true").await, ["hạn -2", "hạn -9"]);
        assert_eq!(titles(&app.as_user("office"), "?mine=true").await, [""; 0]);
        assert_eq!(titles(&app.as_user("office"), "").await.len(), 5);
        assert_eq!(titles(&app.as_user("office"), &format!("?unit_id={}", a2.id)).await, ["hạn 1"]);
        assert_eq!(titles(&secretary, "?year=1999").await, [""; 0]);
        assert_eq!(titles(&secretary, &format!("?year={}", app.fixture.today.year())).await.len(), 4);
        assert_eq!(titles(&app.as_user("member_a2"), "").await, ["hạn 1"]);
        assert_eq!(secretary.get("/tasks?cursor=W10").await.problem().code.as_str(), "bad_query");
    }

    async fn a_member_reports_the_own_task_and_the_branch_any(app: TestApp) {
        let a1 = &app.fixture.a1;
        let meeting = meeting(&app, a1.id, 1, 5, "Nghị quyết tháng 1");
        let own = format!("/tasks/{}", task(&app, a1.id, meeting, Some(a1.ordinary), 3, TaskStatus::Open));
        let other = format!("/tasks/{}", task(&app, a1.id, meeting, None, 3, TaskStatus::Open));
        let (member, secretary, today) = (app.as_user("member_a1"), app.as_user("secretary_a1"), app.fixture.today);
        let seen = member.get(&own).await.reply::<GetTask>();
        assert_eq!((seen.resolution.as_str(), seen.assignee.as_str()), ("05-NQ/CB", "Lý Thị Én"));
        let done = member.patch(&own, json!({"status": "done", "result": " Xong "})).if_match(1).await;
        let done = done.reply::<UpdateTask>();
        assert_eq!((done.status, done.done_on, done.result.as_str()), (TaskStatus::Done, Some(today), "Xong"));
        assert_eq!(member.patch(&other, json!({"status": "done"})).if_match(1).await.status, 403);
        assert_eq!(app.as_user("member_a2").get(&own).await.status, 404);
        assert_eq!(app.as_user("committee").patch(&own, json!({})).if_match(2).await.status, 403);

        let late = secretary.patch(&own, json!({"result": "Khác"})).if_match(1).await.problem();
        let paths: Vec<&str> = late.changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!((late.status, paths), (412, vec!["result"]));
        let reopened = secretary.patch(&own, json!({"status": "open"})).if_match(2).await.reply::<UpdateTask>();
        assert_eq!((reopened.status, reopened.done_on, reopened.version), (TaskStatus::Open, None, 3));
        let apart = member.patch(&own, json!({"result": "Khác"})).if_match(2).await.reply::<UpdateTask>();
        assert_eq!((apart.status, apart.result.as_str(), apart.version), (TaskStatus::Open, "Khác", 4));
    }

    async fn until_the_conclusion_tasks_are_drafts_of_those_who_write_the_minutes(app: TestApp) {
        let a1 = &app.fixture.a1;
        let id = in_session(&app, MeetingKind::Regular, 1);
        let (secretary, scribe, member) =
            (app.as_user("secretary_a1"), app.as_user("scribe_a1"), app.as_user("member_a1"));
        let drafts = async |login: &str| titles(&app.as_user(login), "").await.len();
        for (login, seen) in [
            ("secretary_a1", 1), ("scribe_a1", 1), ("member_a1", 0), ("committee", 0), ("standing", 0), ("office", 0),
        ] {
            assert_eq!(drafts(login).await, seen, "{login}");
        }
        let drafted = &seen(&scribe, id).await.tasks[0];
        assert!(drafted.drafted);
        assert_eq!((drafted.assignee_id, seen(&member, id).await.tasks), (Some(a1.ordinary), vec![]));
        let path = format!("/tasks/{}", drafted.id);
        assert_eq!(member.get(&path).await.status, 404);
        assert!(scribe.get(&path).await.reply::<GetTask>().drafted);
        assert_eq!(member.patch(&path, json!({"status": "done"})).if_match(1).await.status, 404);
        let early = scribe.patch(&path, json!({"status": "done"})).if_match(1).await;
        assert_eq!(early.problem().code.as_str(), "wrong_state");
        let home = async || member.get("/me/home").await.reply::<GetHome>();
        assert!(home().await.tasks.is_empty() && home().await.todos.iter().all(|todo| todo.task_id.is_none()));
        let figures = async || {
            let line = app.as_user("office").get(&format!("/branches/{}/year", a1.id)).await;
            line.reply::<GetBranchYear>().tasks.share.of
        };
        app.write(|conn| {
            diesel::update(task::table.find(drafted.id)).set(task::due_on.eq(app.fixture.today.pred_opt().unwrap())).execute(conn)
        });
        let due = figures().await;

        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert!(!member.get(&path).await.reply::<GetTask>().drafted);
        assert_eq!(titles(&member, "?mine=true").await, [drafted.title.as_str()]);
        assert_eq!((drafts("committee").await, home().await.tasks.len(), seen(&member, id).await.tasks.len()), (1, 1, 1));
        assert_eq!(figures().await, due + 1);
        assert_eq!(member.patch(&path, json!({"status": "done"})).if_match(1).await.status, 200);
    }

    async fn what_was_assigned_stays_assigned_while_the_minutes_are_open_again(app: TestApp) {
        let a1 = &app.fixture.a1;
        let id = in_session(&app, MeetingKind::Regular, 1);
        let (secretary, member) = (app.as_user("secretary_a1"), app.as_user("member_a1"));
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        done(&secretary, "POST", id, "reopening", json!({})).await;
        let mine = async || titles(&member, "?mine=true").await;
        let assigned = mine().await;
        assert_eq!(assigned.len(), 1);
        let added = json!({"tasks": [{
            "id": Uuid::now_v7(), "title": "Sửa hàng rào", "assignee_kind": "member", "assignee_id": a1.ordinary,
            "due_on": app.fixture.today,
        }]});
        written(&secretary, id, added).await;
        assert_eq!((mine().await, seen(&member, id).await.tasks.len()), (assigned, 1), "what was added is a draft");
        let tasks = seen(&secretary, id).await.tasks;
        assert_eq!(tasks.iter().map(|task| task.drafted).collect::<Vec<_>>(), [false, true]);
        let report = member.patch(&format!("/tasks/{}", tasks[0].id), json!({"status": "done", "result": "Xong"}));
        assert_eq!(report.if_match(tasks[0].version).await.status, 200);

        // What was reported isn't written over, nor withdrawn.
        let change = |what: Value| json!({"tasks": [what]});
        written(&secretary, id, change(json!({"id": tasks[0].id, "title": "Làm cho xong"}))).await;
        let now = &seen(&member, id).await.tasks[0];
        assert_eq!((now.title.as_str(), now.status, now.result.as_str()), ("Làm cho xong", TaskStatus::Done, "Xong"));
        let version = seen(&secretary, id).await.version;
        let gone = change(json!({"id": tasks[0].id, "deleted": true}));
        let refused = secretary.patch(&format!("/meetings/{id}"), gone).if_match(version).await;
        assert_eq!(refused.problem().code.as_str(), "wrong_state");
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert_eq!(mine().await.len(), 2);
    }

    async fn results_that_make_no_sense_are_named(app: TestApp) {
        let a1 = &app.fixture.a1;
        let meeting = meeting(&app, a1.id, 1, 5, "Nghị quyết tháng 1");
        let path = format!("/tasks/{}", task(&app, a1.id, meeting, None, 3, TaskStatus::Open));
        let secretary = app.as_user("secretary_a1");
        let tomorrow = app.fixture.today + TimeDelta::days(1);
        for (body, pointer, code) in [
            (json!({"status": "cancelled"}), "/result", "reason_needed"),
            (json!({"status": "done", "done_on": tomorrow}), "/done_on", "in_future"),
            (json!({"status": "done", "done_on": null}), "/done_on", "required"),
            (json!({"done_on": app.fixture.today}), "/done_on", "wrong_state"),
            (json!({"result": "x".repeat(4001)}), "/result", "too_long"),
            (json!({"result": "\0"}), "/result", "wrong_format"),
        ] {
            let answer = secretary.patch(&path, &body).if_match(1).await;
            assert_eq!(answer.fields(), [(pointer.to_owned(), code)], "{body}");
        }
        let body = json!({"status": "cancelled", "result": "Đã có nguồn khác"});
        assert_eq!(secretary.patch(&path, body).if_match(1).await.reply::<UpdateTask>().status, TaskStatus::Cancelled);
    }

    async fn resolutions_are_listed_newest_first_with_their_tasks(app: TestApp) {
        let a1 = &app.fixture.a1;
        let (first, second) = (meeting(&app, a1.id, 1, 1, "Một"), meeting(&app, a1.id, 2, 2, "Hai"));
        for status in [TaskStatus::Done, TaskStatus::Open, TaskStatus::Cancelled] {
            task(&app, a1.id, first, None, 1, status);
        }
        task(&app, a1.id, second, None, 1, TaskStatus::Done);
        let member = app.as_user("member_a1");
        let page: Page<ResolutionRow> = member.get("/resolutions").await.read();
        let found: Vec<_> = page.items.iter().map(|row| (row.label.as_str(), row.tasks, row.tasks_done)).collect();
        assert_eq!(found, [("02-NQ/CB", 1, 1), ("01-NQ/CB", 3, 1)]);
        let part: Page<ResolutionRow> = member.get("/resolutions?limit=1").await.read();
        let rest = format!("/resolutions?cursor={}", part.next.unwrap());
        let rest: Page<ResolutionRow> = member.get(&rest).await.read();
        assert_eq!((part.items, rest.items), (page.items[..1].to_vec(), page.items[1..].to_vec()));
        let none: Page<ResolutionRow> = member.get("/resolutions?year=2001").await.read();
        assert_eq!(none.items, []);
        assert_eq!(member.get("/resolutions?year=2147483647").await.status, 400);
        let others: Page<ResolutionRow> = app.as_user("member_a2").get("/resolutions").await.read();
        assert_eq!(others.items, []);
    }

    async fn a_resolution_is_of_its_meetings_day_whenever_it_was_entered(app: TestApp) {
        // Held on the last day of a year, concluded in the program in the next, when the branch had another name.
        let (a1, today, office) = (app.fixture.a1.id, app.fixture.today, app.as_user("office"));
        let held_on = NaiveDate::from_ymd_opt(today.year() - 1, 12, 31).unwrap();
        let meeting = held(&app, a1, held_on, "Họp muộn", MeetingStatus::Concluded, None);
        let now = Utc::now().naive_utc();
        app.write(|conn| {
            let id = ResolutionId(Uuid::now_v7());
            ResolutionRecord::new(id, a1, meeting, ResolutionKind::Resolution, (held_on, 7), now).save(conn)
        });
        let renamed = json!({"starts_on": today, "settings": {"name": "Chi bộ tên mới"}});
        assert_eq!(office.post(&format!("/units/{a1}/states"), renamed).await.status, 201);
        let of_year = |year: i32| {
            let office = office.clone();
            async move {
                let page: Page<ResolutionRow> = office.get(&format!("/resolutions?year={year}")).await.read();
                page.items.into_iter().map(|row| (row.number, row.unit_name)).collect::<Vec<_>>()
            }
        };
        assert_eq!(of_year(held_on.year()).await, [(7, "Chi bộ thôn Nà Tâm".to_owned())]);
        assert_eq!(of_year(today.year()).await, []);
    }
}
