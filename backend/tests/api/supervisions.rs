//! Who is in charge of which branch.

use chrono::TimeDelta;
use serde_json::json;
use shared::api::Page;
use shared::api::act::ActRow;
use shared::api::unit::{AssignSupervisor, CommitteeMemberRow, GetBranch, SupervisionRow};

use crate::both_databases;

both_databases! {
    async fn charges_are_listed_by_branch_for_a_day(app: TestApp) {
        let standing = app.as_user("standing");
        let page: Page<SupervisionRow> = standing.get("/supervisions").await.read();
        let found: Vec<_> = page.items.iter().map(|row| (row.unit_id, row.member_id)).collect();
        let (a1, a2, a3) = (&app.fixture.a1, &app.fixture.a2, &app.fixture.a3);
        assert_eq!(found, [(a1.id, a3.ordinary), (a2.id, a3.other)]);
        let before: Page<SupervisionRow> = standing.get("/supervisions?on=1950-01-01").await.read();
        assert_eq!(before.items, []);
        assert_eq!(standing.get("/supervisions?on=-5000-01-01").await.status, 422);
        assert_eq!(standing.get("/supervisions?on=2022-02-30").await.status, 400);
        let own: Page<SupervisionRow> = app.as_user("member_a1").get("/supervisions").await.read();
        assert_eq!(own.items.len(), 1);
    }

    async fn only_committee_members_of_the_own_commune_can_be_put_in_charge(app: TestApp) {
        let page: Page<CommitteeMemberRow> = app.as_user("standing").get("/committee-members").await.read();
        let mut found: Vec<_> = page.items.iter().map(|row| (row.member_id, row.branches.len())).collect();
        found.sort();
        let mut expected = [(app.fixture.a3.ordinary, 1), (app.fixture.a3.other, 1)];
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(app.as_user("office").get("/committee-members").await.status, 403);
        // Their grants began 300 days ago.
        let on = |days: i64| format!("/committee-members?on={}", app.fixture.today - TimeDelta::days(days));
        for (days, there) in [(300, 2), (301, 0)] {
            let page: Page<CommitteeMemberRow> = app.as_user("standing").get(&on(days)).await.read();
            assert_eq!(page.items.len(), there, "{days} days ago");
        }
        assert_eq!(app.as_user("standing").get("/committee-members?on=-5000-01-01").await.status, 422);

        let path = format!("/branches/{}/supervisions", app.fixture.a3.id);
        for stranger in [app.fixture.a1.secretary, app.fixture.b1.other, app.fixture.a3.secretary] {
            let body = json!({"member_id": stranger, "starts_on": app.fixture.today});
            let answer = app.as_user("standing").post(&path, &body).await;
            assert_eq!(answer.fields(), [("/member_id".to_owned(), "unknown_reference")]);
        }
    }

    async fn exactly_one_is_in_charge_on_a_day(app: TestApp) {
        let standing = app.as_user("standing");
        let (a1, a3, today) = (app.fixture.a1.id, &app.fixture.a3, app.fixture.today);
        let path = format!("/branches/{a1}/supervisions");
        let assign = |member, days| {
            let body = json!({"member_id": member, "starts_on": today + TimeDelta::days(days)});
            standing.post(&path, body)
        };
        assert_eq!(assign(a3.ordinary, 0).await.fields(), [("/member_id".to_owned(), "nothing_changes")]);
        let row = assign(a3.other, 0).await.reply::<AssignSupervisor>();
        assert_eq!((row.member_id, row.record.starts_on, row.record.ends_on), (a3.other, today, None));
        let acts: Page<ActRow> = app.as_user("inspector").get(&format!("/acts?subject_id={a1}&refused=false")).await.read();
        let before = acts.items[0].changes[0].before.clone().unwrap_or_default();
        assert!(before.contains(&a3.ordinary.to_string()), "who was in charge until then: {before}");
        let charges = || async { standing.get(&format!("/branches/{a1}")).await.reply::<GetBranch>().supervisions };
        let now = charges().await;
        assert_eq!((now.len(), now[0].id, now[1].record.ends_on), (2, row.id, today.pred_opt()));

        // The same day's charge is put right, not written over.
        assert_eq!(assign(a3.ordinary, 0).await.fields(), [("/starts_on".to_owned(), "begins_there")]);
        let right = format!("{path}/{}/corrections", row.id);
        let body = json!({"reason": "Phân công nhầm người", "member_id": a3.ordinary});
        assert_eq!(standing.post(&right, body).await.status, 201);
        let now = charges().await;
        assert_eq!((now.len(), now[0].member_id), (2, a3.ordinary));

        // The committee member in charge sees the branch's members; the one before no longer does.
        let members = format!("/branches/{a1}");
        assert_eq!(app.as_user("committee").get(&members).await.status, 200);
        assign(a3.other, 10).await.reply::<AssignSupervisor>();
        let page: Page<SupervisionRow> = standing.get("/supervisions").await.read();
        let today_in_charge: Vec<_> = page.items.iter().filter(|row| row.unit_id == a1).collect();
        assert_eq!(today_in_charge.len(), 1);
        assert_eq!(today_in_charge[0].member_id, a3.ordinary);
    }
}
