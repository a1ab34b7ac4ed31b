//! Lists of meetings.

use serde_json::json;
use shared::api::meeting::{ListMeetings, MeetingQuery, PlanMeeting};
use shared::id::MeetingId;

use super::{announced, at, body, fixed_day, planned};
use crate::both_databases;
use crate::support::{TestApp, User};

async fn ids(user: &User, query: MeetingQuery) -> Vec<MeetingId> {
    let page = user.call::<ListMeetings>(&(), &query, &Default::default()).await.reply::<ListMeetings>();
    page.items.into_iter().map(|row| row.id).collect()
}

async fn of_a2(app: &TestApp, months: u32) -> MeetingId {
    let body = body("regular", fixed_day(app, months));
    app.as_user("secretary_a2").post(&at(app.fixture.a2.id), body).await.reply::<PlanMeeting>().id
}

both_databases! {
    async fn everybody_sees_their_own_by_date(app: TestApp) {
        let (second, first) = (planned(&app, 2).await.id, announced(&app, 1).await.id);
        let other = of_a2(&app, 1).await;
        let all = MeetingQuery::default;
        assert_eq!(ids(&app.as_user("secretary_a1"), all()).await, [first, second]);
        assert_eq!(ids(&app.as_user("member_a1"), all()).await, [first]);
        assert_eq!(ids(&app.as_user("office"), all()).await, [first, other, second]);
        assert_eq!(ids(&app.as_user("committee"), all()).await, [first, second]);
        assert_eq!(ids(&app.as_user("committee_2"), all()).await, [other]);
        assert_eq!(ids(&app.as_user("standing_b"), all()).await, []);
        assert_eq!(app.as_user("admin").get("/meetings").await.status, 403);
    }

    async fn filters_narrow_and_pages_follow_each_other(app: TestApp) {
        let office = app.as_user("office");
        let (a, b, c) = (planned(&app, 1).await.id, of_a2(&app, 1).await, of_a2(&app, 2).await);
        let unit = MeetingQuery { unit_id: Some(app.fixture.a2.id), ..MeetingQuery::default() };
        assert_eq!(ids(&office, unit).await, [b, c]);
        let day = fixed_day(&app, 1);
        let on_day = MeetingQuery { from: Some(day), to: Some(day), ..MeetingQuery::default() };
        assert_eq!(ids(&office, on_day).await, [a, b]);
        let nothing = MeetingQuery { kind: Some(shared::meeting::MeetingKind::Thematic), ..MeetingQuery::default() };
        assert_eq!(ids(&office, nothing).await, []);
        let (mut cursor, mut found) = (None, Vec::new());
        for _ in 0..3 {
            let query = MeetingQuery { limit: Some(1), cursor, ..MeetingQuery::default() };
            let page = office.call::<ListMeetings>(&(), &query, &Default::default()).await.reply::<ListMeetings>();
            found.extend(page.items.iter().map(|row| row.id));
            cursor = page.next;
        }
        assert_eq!((found, cursor), (vec![a, b, c], None));
    }

    async fn wrong_queries_are_told(app: TestApp) {
        let office = app.as_user("office");
        for query in ["limit=0", "cursor=x", "from=-4000-01-01", "to=262142-12-31", "status=lost", "page=2"] {
            let refused = office.get(&format!("/meetings?{query}")).await;
            assert_eq!(refused.problem().code.as_str(), "bad_query", "{query}");
        }
        let far = office.get("/meetings?year=2147483647&month=-7").await.json();
        assert_eq!(far["items"], json!([]));
    }
}
