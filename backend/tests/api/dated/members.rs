//! Members from a day on: moved, recognised, exempt, gone, put right.

use chrono::{Datelike, NaiveDate};
use serde_json::json;
use shared::api::Page;
use shared::api::member::{GetMember, MemberRow};
use shared::api::membership::{ChangeMembership, Membership};
use shared::id::{MemberId, UnitId};
use shared::member::{ActivityStatus, MembershipKind};

use super::{committee, day, overview, refused, sent, wrong};
use crate::both_databases;
use crate::meetings::{announced, seen};
use crate::support::TestApp;

/// Who is on a branch's list of a day.
async fn listed(app: &TestApp, unit: UnitId, on: NaiveDate) -> Vec<MemberId> {
    let page: Page<MemberRow> = app.as_user("office").get(&format!("/members?unit_id={unit}&on={on}")).await.read();
    page.items.into_iter().map(|row| row.id).collect()
}

both_databases! {
    async fn a_member_who_moves_is_on_both_rolls_each_for_its_days(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let meeting = announced(&app, 1).await;
        let of_day = shared::time::local_date(meeting.scheduled_at);
        let path = format!("/members/{}/memberships", a1.other);
        let body = json!({"starts_on": day(&app, -10), "unit_id": a2.id, "decision": "3-QĐ/ĐU", "decided_on": day(&app, -12)});
        let moved = sent(&office, &path, body).await.reply::<ChangeMembership>();
        assert_eq!((moved.unit_id, moved.record.decision.as_str()), (a2.id, "3-QĐ/ĐU"));
        for (on, there) in [(day(&app, -11), a1.id), (day(&app, -10), a2.id), (of_day, a2.id)] {
            let in_a1 = listed(&app, a1.id, on).await.contains(&a1.other);
            let in_a2 = listed(&app, a2.id, on).await.contains(&a1.other);
            assert_eq!((in_a1, in_a2), (there == a1.id, there == a2.id), "{on}");
        }
        let roll = seen(&office, meeting.id).await.attendance;
        assert!(roll.iter().all(|row| row.member_id != a1.other), "the meeting is later");
        let record = office.get(&format!("/members/{}", a1.other)).await.reply::<GetMember>();
        assert_eq!((record.row.unit_id, record.row.unit_name.as_str()), (a2.id, "Chi bộ thôn Khuổi Lung"));
        let before = office.get(&format!("/members/{}?on={}", a1.other, day(&app, -11))).await.reply::<GetMember>();
        assert_eq!(before.row.unit_id, a1.id);
        // The secretary sees a member of the branch, not who has left for another one.
        assert_eq!(app.as_user("secretary_a1").get(&format!("/members/{}", a1.other)).await.status, 404);
        assert_eq!(app.as_user("secretary_a2").get(&format!("/members/{}", a1.other)).await.status, 200);
        let memberships: Page<Membership> = office.get(&path).await.read();
        let kept: Vec<_> = memberships.items.iter().filter(|one| one.record.replaced_at.is_none()).collect();
        assert_eq!(kept.iter().map(|one| one.unit_id).collect::<Vec<_>>(), [a2.id, a1.id]);
        assert_eq!(memberships.items.len(), 3, "what was replaced is there too");
    }

    async fn the_members_of_past_years_are_those_of_then(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let (commune, year) = (app.fixture.commune_a, app.fixture.today.year());
        let counts = |overview: shared::api::overview::Overview| {
            let sum: i64 = overview.branches.iter().map(|line| line.members).sum();
            assert_eq!(overview.members, sum);
            (overview.members, overview.branches.iter().find(|line| line.unit_id == a1.id).unwrap().members)
        };
        let last_year = counts(overview(&app, commune, year - 1).await);
        let path = |member: MemberId| format!("/members/{member}/memberships");
        sent(&office, &path(a1.other), json!({"starts_on": day(&app, 0), "unit_id": a2.id})).await;
        sent(&office, &path(a1.ordinary), json!({"starts_on": day(&app, 0), "status": "left"})).await;
        let new = json!({"full_name": "Vi Văn Mới", "gender": "male", "kind": "official"});
        sent(&office, &format!("/branches/{}/members", a1.id), new).await;
        assert_eq!(counts(overview(&app, commune, year - 1).await), last_year);
        assert_eq!(counts(overview(&app, commune, year).await), (24, 7));
    }

    async fn kind_and_activity_change_with_their_decision(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/members/{}/memberships", a1.probationary);
        sent(&office, &path, json!({"starts_on": day(&app, -3), "kind": "official", "decision": "21-QĐ/ĐU"})).await;
        sent(&office, &path, json!({"starts_on": day(&app, 2), "status": "exempt"})).await;
        let on = |on| {
            let (office, path) = (office.clone(), format!("/members/{}?on={on}", a1.probationary));
            async move {
                let member = office.get(&path).await.reply::<GetMember>();
                (member.row.kind, member.row.status, member.row.recognized_on)
            }
        };
        let recognized = Some(day(&app, -3));
        assert_eq!(on(day(&app, -4)).await, (MembershipKind::Probationary, ActivityStatus::Active, recognized));
        assert_eq!(on(day(&app, 0)).await, (MembershipKind::Official, ActivityStatus::Active, recognized));
        assert_eq!(on(day(&app, 2)).await, (MembershipKind::Official, ActivityStatus::Exempt, recognized));
    }

    async fn who_moves_leaves_the_committee_of_the_old_branch_on_the_eve(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        sent(&office, &format!("/members/{}/memberships", a1.deputy), json!({"starts_on": day(&app, -2), "unit_id": a2.id})).await;
        assert_eq!(committee(&app, a1.id, day(&app, -3)).await.len(), 3);
        assert_eq!(committee(&app, a1.id, day(&app, -2)).await.len(), 2);
        // A cadre of the commune may sit in another branch's committee.
        let a3 = app.fixture.a3.clone();
        sent(&office, &format!("/members/{}/memberships", a3.deputy), json!({"starts_on": day(&app, -2), "unit_id": a2.id})).await;
        assert_eq!(committee(&app, a3.id, day(&app, -2)).await.len(), 3);
    }

    async fn what_was_entered_wrongly_is_put_right_with_a_reason(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let path = format!("/members/{}/memberships", a1.other);
        let moved = sent(&office, &path, json!({"starts_on": day(&app, -10), "unit_id": a2.id})).await.reply::<ChangeMembership>();
        let right = format!("{path}/{}/corrections", moved.id);
        sent(&office, &right, json!({"reason": "Quyết định ghi ngày khác", "starts_on": day(&app, -20)})).await;
        assert!(listed(&app, a2.id, day(&app, -20)).await.contains(&a1.other));
        let now: Page<Membership> = office.get(&path).await.read();
        let present = now.items.iter().find(|one| one.unit_id == a2.id && one.record.replaced_at.is_none()).unwrap();
        assert_eq!(present.record.correction, "Quyết định ghi ngày khác");
        let never = json!({"reason": "Nhập nhầm người", "withdraw": true});
        let left: Page<Membership> =
            sent(&office, &format!("{path}/{}/corrections", present.id), never.clone()).await.read();
        assert_eq!(left.items.iter().map(|one| (one.unit_id, one.record.ends_on)).collect::<Vec<_>>(), [(a1.id, None)]);
        let first = format!("{path}/{}/corrections", left.items[0].id);
        assert_eq!(refused(&office, &first, never).await, wrong("/withdraw", "nothing_before"));
    }

    async fn changes_that_can_not_be_are_named(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/members/{}/memberships", a1.other);
        for (body, pointer, code) in [
            (json!({"starts_on": day(&app, 1), "unit_id": app.fixture.commune_a}), "/unit_id", "unknown_reference"),
            (json!({"starts_on": day(&app, 1), "unit_id": app.fixture.b1.id}), "/unit_id", "unknown_reference"),
            (json!({"starts_on": day(&app, 1), "unit_id": a1.id}), "/starts_on", "nothing_changes"),
            (json!({"starts_on": "1950-01-01", "status": "exempt"}), "/starts_on", "nothing_in_force"),
            (json!({"starts_on": day(&app, 1), "status": "exempt", "decision": "x".repeat(101)}), "/decision", "too_long"),
        ] {
            assert_eq!(refused(&office, &path, body).await, wrong(pointer, code));
        }
        let right = office.get(&path).await.read::<Page<Membership>>().items[0].id;
        let early = json!({"reason": "Sớm hơn", "starts_on": "1950-01-01"});
        assert_eq!(refused(&office, &format!("{path}/{right}/corrections"), early).await, wrong("/starts_on", "before_founding"));
        for login in ["standing", "secretary_a1"] {
            let answer = app.as_user(login).post(&path, json!({"starts_on": day(&app, 1), "status": "exempt"})).await;
            assert_eq!(answer.status, 403, "{login}");
        }
    }
}
