//! Two people write the same meeting; and what ordinary members read of it.

use futures_util::future::join;
use serde_json::json;
use shared::api::meeting::ListMeetingChanges;
use uuid::Uuid;

use super::{announced, in_session, seen, write, written};
use crate::both_databases;

both_databases! {
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
