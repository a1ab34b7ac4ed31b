//! Two people write the same meeting; and what ordinary members read of it.

use backend::db::schema::task;
use chrono::Datelike;
use diesel::prelude::*;
use futures_util::future::join;
use serde_json::json;
use shared::api::meeting::{GetMeeting, ListMeetingChanges};
use shared::meeting::TaskStatus;
use uuid::Uuid;

use super::held::concluded;
use super::{announced, in_session, seen, write, written};
use crate::both_databases;

both_databases! {
    async fn what_changes_nothing_is_in_nobodys_way(app: TestApp) {
        let meeting = in_session(&app).await;
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let same = json!({
            "scheduled_at": meeting.scheduled_at, "place": meeting.place, "focal_issue": meeting.focal_issue,
            "thematic_topic": " ",
        });
        for patch in [json!({}), same] {
            let again = written(&secretary, meeting.id, patch).await;
            assert_eq!(again.version, meeting.version);
        }
        let path = format!("/meetings/{}", meeting.id);
        let answer = scribe.patch(&path, json!({"place": "Nhà sàn"})).if_match(meeting.version).await;
        assert_eq!((answer.status, answer.etag()), (200, meeting.version + 1));
    }

    async fn the_second_of_two_editors_learns_what_the_first_changed(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = announced(&app, 1).await;
        let (path, other) = (format!("/meetings/{}", meeting.id), app.fixture.a1.other);
        let absent = json!({ "place": "Nhà bí thư", "attendance": [{ "member_id": other, "state": "unexcused" }] });
        let first = scribe.patch(&path, absent).if_match(meeting.version).await;
        assert_eq!((first.status, first.etag()), (200, meeting.version + 1));
        let second = secretary.patch(&path, json!({ "guests": "Đ/c Hà" })).if_match(meeting.version).await;
        let problem = second.problem();
        assert_eq!((second.status, problem.code.as_str()), (412, "changed"));
        let changed: Vec<_> = problem.changes.iter().map(|change| (change.path.clone(), change.by.clone())).collect();
        let by = "Nông Đức Đạt".to_owned();
        assert_eq!(changed, [("place".to_owned(), by.clone()), (format!("attendance/{other}"), by)]);
        let retried = secretary.patch(&path, json!({ "guests": "Đ/c Hà" })).if_match(meeting.version + 1).await;
        assert_eq!(retried.status, 200);
        let meeting = seen(&secretary, meeting.id).await;
        assert_eq!((meeting.place.as_str(), meeting.guests.as_str()), ("Nhà bí thư", "Đ/c Hà"));
        assert_eq!(secretary.patch(&path, json!({})).await.problem().code.as_str(), "precondition_needed");
        let history = secretary.get(&format!("{path}/changes")).await.reply::<ListMeetingChanges>();
        assert_eq!(history.items[0].path, "guests");
    }

    async fn of_two_writes_at_the_same_moment_one_wins(app: TestApp) {
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let one = secretary.patch(&path, json!({ "guests": "một" })).if_match(meeting.version);
        let other = scribe.patch(&path, json!({ "guests": "hai" })).if_match(meeting.version);
        let (one, other) = join(one.into_future(), other.into_future()).await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412], "{} {}", one.text(), other.text());
    }

    async fn a_report_on_a_task_shows_in_the_etag_and_does_not_conflict_with_the_minutes(app: TestApp) {
        let (scribe, today) = (app.as_user("scribe_a1"), app.fixture.today);
        let before = concluded(&app, 40).await;
        let now = in_session(&app).await;
        let due = (task::report_year.eq(today.year()), task::report_month.eq(today.month().cast_signed()));
        app.write(|conn| diesel::update(task::table.find(before.tasks[0].id)).set(due).execute(conn));
        let path = format!("/meetings/{}", now.id);
        let read = scribe.get(&path).await;
        let tag = read.header("etag").unwrap().to_owned();
        assert_eq!(read.reply::<GetMeeting>().previous_tasks[0].status, TaskStatus::Open);
        assert_eq!(scribe.get(&path).header("if-none-match", &tag).await.status, 304);

        let report = app.as_user("member_a1").patch(&format!("/tasks/{}", before.tasks[0].id), json!({ "status": "done" }));
        assert_eq!(report.if_match(1).await.status, 200);
        let again = scribe.get(&path).header("if-none-match", &tag).await;
        assert_eq!((again.status, again.etag()), (200, read.etag()));
        assert_ne!(again.header("etag"), Some(tag.as_str()));
        assert_eq!(again.reply::<GetMeeting>().previous_tasks[0].status, TaskStatus::Done);
        let saved = scribe.patch(&path, json!({ "guests": "Đ/c Hà" })).header("if-match", &tag).await;
        assert_eq!((saved.status, saved.etag()), (200, read.etag() + 1), "{}", saved.text());
        // Only a read can be "not modified".
        let known = format!("\"{}\"", read.etag() + 2);
        let saved = scribe.patch(&path, json!({ "guests": "" })).if_match(read.etag() + 1).header("if-none-match", &known).await;
        assert_eq!(saved.status, 200);
    }

    async fn only_the_branch_writes_and_unknown_fields_are_refused(app: TestApp) {
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        for (login, status) in [("member_a1", 403), ("committee", 403), ("standing", 403), ("secretary_a2", 404)] {
            let answer = app.as_user(login).patch(&path, json!({})).if_match(meeting.version).await;
            assert_eq!(answer.status, status, "{login}");
        }
        let answer = write(&app.as_user("scribe_a1"), meeting.id, json!({ "status": "locked" })).await;
        assert_eq!(answer.problem().code.as_str(), "bad_json");
    }

    async fn members_read_no_criticism_but_their_own(app: TestApp) {
        let (scribe, a1) = (app.as_user("scribe_a1"), app.fixture.a1.clone());
        let meeting = in_session(&app).await;
        let said = |kind: &str, member| json!({ "id": Uuid::now_v7(), "kind": kind, "member_id": member, "text": kind });
        let opinions = json!({ "opinions": [
            said("opinion", a1.deputy), said("criticism", a1.deputy), said("self_criticism", a1.deputy),
            said("self_criticism", a1.ordinary), said("reminder", a1.other), said("praise", a1.other),
        ] });
        assert_eq!(written(&scribe, meeting.id, opinions).await.opinions.len(), 6);
        let texts = |meeting: shared::api::meeting::Meeting| {
            meeting.opinions.into_iter().map(|opinion| opinion.text).collect::<Vec<_>>()
        };
        // Opinions come in the order of their ids, which were made in this order.
        let read = texts(seen(&app.as_user("member_a1"), meeting.id).await);
        assert_eq!(read, ["opinion", "self_criticism", "praise"]);
        assert_eq!(texts(seen(&app.as_user("committee"), meeting.id).await).len(), 6);
    }
}
