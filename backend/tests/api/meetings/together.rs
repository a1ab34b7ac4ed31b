//! Two people write the same meeting; and what ordinary members read of it.

use backend::db::schema::{meeting, task};
use chrono::{Datelike, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;
use futures_util::future::join;
use serde_json::json;
use shared::api::meeting::{GetMeeting, ListMeetingChanges, UpdateMeeting};
use shared::meeting::TaskStatus;
use shared::part::Part;
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

    async fn two_editors_of_different_parts_are_both_kept_and_the_second_learns_what_the_first_changed(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = announced(&app, 1).await;
        let (path, other) = (format!("/meetings/{}", meeting.id), app.fixture.a1.other);
        let absent = json!({ "place": "Nhà bí thư", "attendance": [{ "member_id": other, "state": "unexcused" }] });
        let first = scribe.patch(&path, absent).if_match(meeting.version).await;
        assert_eq!((first.status, first.etag()), (200, meeting.version + 1));
        assert_eq!(first.reply::<UpdateMeeting>().others, []);
        let second = secretary.patch(&path, json!({ "guests": "Đ/c Hà" })).if_match(meeting.version).await;
        assert_eq!((second.status, second.etag()), (200, meeting.version + 2));
        let others = second.reply::<UpdateMeeting>().others;
        let others: Vec<_> = others.iter().map(|change| (change.path.to_string(), change.by.as_str())).collect();
        let by = "Nông Đức Đạt";
        assert_eq!(others, [("place".to_owned(), by), (format!("attendance/{other}"), by)]);
        let meeting = seen(&secretary, meeting.id).await;
        assert_eq!((meeting.place.as_str(), meeting.guests.as_str()), ("Nhà bí thư", "Đ/c Hà"));
        assert_eq!(secretary.patch(&path, json!({})).await.problem().code.as_str(), "precondition_needed");
        let history = secretary.get(&format!("{path}/changes")).await.reply::<ListMeetingChanges>();
        assert_eq!(history.items[0].path, "guests");
    }

    async fn who_writes_the_same_part_is_told_exactly_what_is_in_the_way(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        for (place, guests) in [("Nhà sàn", "Đ/c Nam"), ("Nhà bí thư", "Đ/c Hà")] {
            written(&scribe, meeting.id, json!({ "place": place, "guests": guests })).await;
        }
        let mine = json!({ "place": "Nhà văn hóa", "innovation": "Họp trực tuyến" });
        let refused = secretary.patch(&path, mine.clone()).if_match(meeting.version).await;
        let problem = refused.problem();
        assert_eq!((refused.status, problem.code.as_str()), (412, "changed"));
        let changes: Vec<_> = problem.changes.iter().map(|change| (change.path.as_str(), change.now.clone())).collect();
        assert_eq!(changes, [("place", Some(json!("Nhà bí thư")))], "once, as it stands now, and nothing else");
        let now = seen(&secretary, meeting.id).await;
        assert_eq!((problem.version, now.innovation.as_str()), (Some(now.version), ""), "all of it or nothing");
        // Who has seen that decides.
        let again = secretary.patch(&path, mine).if_match(now.version).await;
        assert_eq!((again.status, again.reply::<UpdateMeeting>().others), (200, vec![]));
    }

    async fn an_entry_that_somebody_removed_is_in_the_way_of_its_fields(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = in_session(&app).await;
        let path = format!("/meetings/{}", meeting.id);
        let [one, other] = [Uuid::now_v7(), Uuid::now_v7()];
        let new = |id| json!({ "id": id, "part": "substance", "title": "Bàn về giao thông" });
        let known = written(&scribe, meeting.id, json!({ "agenda": [new(one), new(other)] })).await.version;
        written(&scribe, meeting.id, json!({ "agenda": [{ "id": one, "deleted": true }] })).await;
        let outcome = |id| json!({ "agenda": [{ "id": id, "outcome": "Thống nhất" }] });
        let refused = secretary.patch(&path, outcome(one)).if_match(known).await.problem();
        let paths: Vec<_> = refused.changes.iter().map(|change| change.path.to_string()).collect();
        assert_eq!((refused.status, paths), (412, vec![format!("agenda/{one}")]));
        assert_eq!(secretary.patch(&path, outcome(other)).if_match(known).await.status, 200);
    }

    async fn own_writes_are_no_news(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = announced(&app, 1).await;
        let (path, read) = (format!("/meetings/{}", meeting.id), meeting.version);
        written(&scribe, meeting.id, json!({ "place": "Nhà bí thư" })).await;
        let own = secretary.patch(&path, json!({ "guests": "một" })).if_match(read).await.etag();
        // Based on what was read before all of it: but for the own write, the guests would be in the way.
        let guests = json!({ "guests": "hai" });
        assert_eq!(secretary.patch(&path, guests.clone()).if_match(read).await.status, 412);
        let seen = format!("\"{read}\", \"{own}\"");
        assert_eq!(secretary.patch(&path, guests).header("if-match", &seen).await.status, 200);
        let place = secretary.patch(&path, json!({ "place": "Nhà sàn" })).header("if-match", &seen).await.problem();
        assert_eq!((place.status, place.changes[0].path.as_str()), (412, "place"));
        // A step of the meeting's way needs everything to be seen.
        let step = secretary.post(&format!("{path}/notices"), json!({})).header("if-match", &seen).await.problem();
        let paths: Vec<_> = step.changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!((step.status, paths), (412, vec!["place", "guests"]));
    }

    async fn what_is_not_known_to_be_apart_is_in_the_way(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let planned = announced(&app, 1).await;
        let path = format!("/meetings/{}", planned.id);
        // A version that names no change, and one that the database doesn't have.
        let raised = (meeting::version.eq(planned.version + 1),);
        app.write(|conn| diesel::update(meeting::table.find(planned.id)).set(raised).execute(conn));
        for seen in [planned.version, planned.version + 2] {
            let refused = secretary.patch(&path, json!({ "guests": "Đ/c Hà" })).if_match(seen).await.problem();
            assert_eq!((refused.status, refused.changes, refused.version), (412, vec![], Some(planned.version + 1)));
        }
    }

    async fn what_changes_nothing_does_not_hide_what_others_changed(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        let version = written(&scribe, meeting.id, json!({ "place": "Nhà bí thư" })).await.version;
        let same = secretary.patch(&path, json!({ "guests": "" })).if_match(meeting.version).await;
        let saved = same.reply::<UpdateMeeting>();
        assert_eq!((saved.version, saved.others.len(), same.header("etag")), (version, 1, None));
    }

    async fn a_write_changes_nothing_but_the_parts_that_it_names(app: TestApp) {
        let scribe = app.as_user("scribe_a1");
        let meeting = in_session(&app).await;
        let (a1, item) = (app.fixture.a1.clone(), meeting.agenda[0].id);
        let patch = json!({
            "place": "Nhà bí thư", "focal_issue": { "title": "Đường liên thôn", "problem": "Lầy lội" },
            "chair_id": a1.deputy, "guests": "Đ/c Hà", "draft_resolution": "Làm đường", "innovation": "Họp trực tuyến",
            "ended_at": Utc::now().trunc_subsecs(0), "resolution": { "title": "Lãnh đạo làm đường" },
            "agenda": [{ "id": item, "done": true }, { "id": Uuid::now_v7(), "part": "substance", "title": "Giao thông" }],
            "attendance": [{ "member_id": a1.other, "state": "excused", "reason": "Đi viện" }],
            "opinions": [{ "id": Uuid::now_v7(), "kind": "opinion", "member_id": a1.deputy, "text": "Nhất trí" }],
        });
        written(&scribe, meeting.id, patch.clone()).await;
        let changes = scribe.get(&format!("/meetings/{}/changes", meeting.id)).await.reply::<ListMeetingChanges>();
        let newest = changes.items.iter().filter(|change| change.at > meeting.started_at.unwrap() + TimeDelta::hours(2));
        let parts = Part::of(&patch);
        let made: Vec<&Part> = newest.map(|change| &change.path).take_while(|path| *path != "started_at").collect();
        assert!(made.len() >= 11, "{made:?}");
        for path in made {
            assert!(parts.iter().any(|part| part.touches(path)), "{path} is none of {parts:?}");
        }
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

    async fn two_writes_of_different_parts_at_the_same_moment_both_go_through(app: TestApp) {
        let meeting = announced(&app, 1).await;
        let path = format!("/meetings/{}", meeting.id);
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let one = secretary.patch(&path, json!({ "guests": "một" })).if_match(meeting.version);
        let other = scribe.patch(&path, json!({ "place": "hai" })).if_match(meeting.version);
        let (one, other) = join(one.into_future(), other.into_future()).await;
        assert_eq!((one.status, other.status), (200, 200), "{} {}", one.text(), other.text());
        let meeting = seen(&secretary, meeting.id).await;
        assert_eq!((meeting.guests.as_str(), meeting.place.as_str()), ("một", "hai"));
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
