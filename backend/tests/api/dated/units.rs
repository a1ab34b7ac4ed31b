//! Units from a day on: founded, changed, closed, put right.

use chrono::{Datelike, NaiveDate};
use serde_json::json;
use shared::api::Page;
use shared::api::state::{ChangeUnit, UnitState};
use shared::api::unit::{Branch, BranchRow, GetBranch, UnitRow};
use shared::meeting::MeetingStatus;

use super::{day, overview, refused, sent, wrong};
use crate::both_databases;
use crate::meetings::planned;
use crate::overview::held;
use crate::support::TestApp;

async fn branches(app: &TestApp, on: NaiveDate) -> Vec<String> {
    let page: Page<BranchRow> = app.as_user("office").get(&format!("/branches?on={on}")).await.read();
    page.items.into_iter().map(|row| row.name).collect()
}

both_databases! {
    async fn a_fixed_day_changed_from_a_day_on_leaves_what_was_held_before(app: TestApp) {
        let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
        let year = app.fixture.today.year() - 1;
        for month in 1..=12 {
            let fourth = NaiveDate::from_ymd_opt(year, month, 4).unwrap();
            held(&app, a1, fourth, "", MeetingStatus::Locked, Some(92));
        }
        let kept = |overview: shared::api::overview::Overview| {
            let line = overview.branches.into_iter().find(|line| line.unit_id == a1).unwrap();
            (line.schedule.share.count, line.schedule.share.of, line.cells.iter().all(|cell| cell.on_fixed_day))
        };
        let commune = app.fixture.commune_a;
        assert_eq!(kept(overview(&app, commune, year).await), (12, 12, true));
        let body = json!({"starts_on": day(&app, 1), "settings": {"fixed_day": 6}, "decision": "12-QĐ/ĐU", "decided_on": day(&app, 0)});
        let changed = sent(&office, &format!("/units/{a1}/states"), body).await.reply::<ChangeUnit>();
        assert_eq!((changed.fixed_day, changed.record.decision.as_str()), (Some(6), "12-QĐ/ĐU"));
        assert_eq!(kept(overview(&app, commune, year).await), (12, 12, true));
        let fixed = |on| { let office = office.clone(); async move {
            office.get(&format!("/branches/{a1}?on={on}")).await.reply::<GetBranch>().fixed_day
        }};
        assert_eq!((fixed(day(&app, 0)).await, fixed(day(&app, 1)).await), (4, 6));
        // A correction of the present changes the past that it is about, and says so.
        let states: Page<UnitState> = office.get(&format!("/units/{a1}/states")).await.read();
        assert_eq!(states.items.iter().filter(|state| state.record.replaced_at.is_some()).count(), 1);
        let first = states.items.iter().find(|state| state.record.replaced_at.is_none() && state.fixed_day == Some(4)).unwrap();
        let path = format!("/units/{a1}/states/{}/corrections", first.id);
        assert_eq!(refused(&office, &path, json!({"reason": " ", "settings": {"fixed_day": 5}})).await, wrong("/reason", "required"));
        sent(&office, &path, json!({"reason": "Ghi nhầm ngày", "settings": {"fixed_day": 5}})).await;
        assert_eq!(kept(overview(&app, commune, year).await), (0, 12, false));
        let again = office.post(&path, json!({"reason": "Ghi nhầm", "settings": {"fixed_day": 4}})).await;
        assert_eq!(again.status, 404, "what was replaced isn't put right again: {}", again.text());
        let states: Page<UnitState> = office.get(&format!("/units/{a1}/states")).await.read();
        assert!(states.items.iter().any(|state| state.record.correction == "Ghi nhầm ngày" && state.fixed_day == Some(5)));
    }

    async fn what_was_known_at_a_moment_is_still_told(app: TestApp) {
        let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
        let before = chrono::Utc::now();
        let body = json!({"starts_on": day(&app, -30), "settings": {"name": "Chi bộ thôn Nà Tâm Mới"}});
        sent(&office, &format!("/units/{a1}/states"), body).await;
        let known = |at: chrono::DateTime<chrono::Utc>| {
            let path = format!("/units/{a1}/states?known_at={}", at.format("%Y-%m-%dT%H:%M:%S%.6fZ"));
            let office = office.clone();
            async move {
                let page: Page<UnitState> = office.get(&path).await.read();
                page.items.into_iter().map(|state| state.name).collect::<Vec<_>>()
            }
        };
        assert_eq!(known(before).await, ["Chi bộ thôn Nà Tâm"]);
        assert_eq!(known(chrono::Utc::now()).await, ["Chi bộ thôn Nà Tâm Mới", "Chi bộ thôn Nà Tâm"]);
        assert_eq!(office.get(&format!("/units/{a1}/states?known_at=3000-01-01T00:00:00Z")).await.status, 422);
    }

    async fn a_branch_is_founded_and_closed(app: TestApp) {
        let (commune, office) = (app.fixture.commune_a, app.as_user("office"));
        let body = json!({
            "kind": "branch", "branch_kind": "school", "code": "A9", "name": "Chi bộ Trường Tiểu học", "fixed_day": 5,
            "hour": "16:00", "starts_on": day(&app, -40), "decision": "7-QĐ/ĐU", "decided_on": day(&app, -45),
        });
        let founded: UnitState = sent(&office, &format!("/units/{commune}/units"), body.clone()).await.read();
        let id = founded.unit_id;
        let branch: Branch = office.get(&format!("/branches/{id}")).await.read();
        assert_eq!((branch.founded_on, branch.closed_on, branch.fixed_day), (day(&app, -40), None, 5));
        assert_eq!(branch.locality, "An Phú", "the commune's");
        assert_eq!((branches(&app, day(&app, -41)).await.len(), branches(&app, day(&app, -40)).await.len()), (3, 4));
        let taken = office.post(&format!("/units/{commune}/units"), &body).await;
        assert_eq!(taken.fields(), [wrong("/code", "taken")]);

        let close = format!("/units/{id}/closure");
        let path = format!("/branches/{id}/members");
        let member = json!({"full_name": "Vi Văn Thử", "gender": "male", "kind": "official", "starts_on": day(&app, -20)});
        let member: serde_json::Value = sent(&office, &path, member).await.read();
        let early = json!({"full_name": "Vi Văn Sớm", "gender": "male", "kind": "official", "starts_on": day(&app, -41)});
        assert_eq!(refused(&office, &path, early).await, wrong("/starts_on", "before_founding"));
        assert_eq!(refused(&office, &close, json!({"ends_on": day(&app, 3)})).await, wrong("/ends_on", "members_there"));
        assert_eq!(refused(&office, &close, json!({"ends_on": day(&app, -50)})).await, wrong("/ends_on", "before_founding"));
        let away = format!("/members/{}/memberships", member["id"].as_str().unwrap());
        sent(&office, &away, json!({"starts_on": day(&app, -5), "unit_id": app.fixture.a1.id})).await;
        sent(&office, &close, json!({"ends_on": day(&app, -6), "decision": "9-QĐ/ĐU"})).await;
        assert_eq!((branches(&app, day(&app, -6)).await.len(), branches(&app, day(&app, -5)).await.len()), (4, 3));
        let branch: Branch = office.get(&format!("/branches/{id}")).await.read();
        assert_eq!(branch.closed_on, Some(day(&app, -6)), "it can still be read");
        let back = json!({"starts_on": day(&app, -2), "unit_id": id});
        assert_eq!(refused(&office, &away, back).await, wrong("/starts_on", "unit_closed"));
        let new = json!({"full_name": "Vi Văn Muộn", "gender": "male", "kind": "official"});
        assert_eq!(refused(&office, &path, new).await, wrong("/starts_on", "unit_closed"));
        let renamed = json!({"starts_on": day(&app, -1), "settings": {"name": "Khác"}});
        assert_eq!(refused(&office, &format!("/units/{id}/states"), renamed).await, wrong("/starts_on", "unit_closed"));
    }

    async fn a_branch_with_meetings_under_way_is_not_closed(app: TestApp) {
        let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
        planned(&app, 1).await;
        for member in app.fixture.a1.members() {
            let body = json!({"starts_on": day(&app, 1), "unit_id": app.fixture.a2.id, "is_commune_cadre": false});
            sent(&office, &format!("/members/{member}/memberships"), body).await;
        }
        let close = format!("/units/{a1}/closure");
        assert_eq!(refused(&office, &close, json!({"ends_on": day(&app, 0)})).await, wrong("/ends_on", "meetings_under_way"));
        let commune = format!("/units/{}/closure", app.fixture.commune_a);
        assert_eq!(refused(&office, &commune, json!({"ends_on": day(&app, 0)})).await, wrong("/ends_on", "units_below"));
    }

    async fn wrong_settings_are_named(app: TestApp) {
        let (a1, commune, office) = (app.fixture.a1.id, app.fixture.commune_a, app.as_user("office"));
        let path = format!("/units/{a1}/states");
        let from = day(&app, 1);
        for (settings, pointer, code) in [
            (json!({"name": " "}), "/settings/name", "required"),
            (json!({"fixed_day": 32}), "/settings/fixed_day", "out_of_range"),
            (json!({"hour": "24:00"}), "/settings/hour", "wrong_format"),
            (json!({"place": "x".repeat(201)}), "/settings/place", "too_long"),
            (json!({"code": "A2"}), "/settings/code", "taken"),
            (json!({"parent_id": a1}), "/settings/parent_id", "in_circle"),
            (json!({"parent_id": app.fixture.commune_b}), "/settings/parent_id", "unknown_reference"),
            (json!({}), "/starts_on", "nothing_changes"),
        ] {
            let body = json!({"starts_on": from, "settings": settings});
            let answer = office.post(&path, &body).await;
            let fields = answer.fields();
            assert!(fields.contains(&wrong(pointer, code)), "{body}: {}", answer.text());
        }
        let early = json!({"starts_on": "2001-01-01", "settings": {"name": "Khác"}});
        assert_eq!(refused(&office, &path, early).await, wrong("/starts_on", "before_founding"));
        sent(&office, &path, json!({"starts_on": from, "settings": {"name": "Khác"}})).await;
        let same_day = json!({"starts_on": from, "settings": {"name": "Khác nữa"}});
        assert_eq!(refused(&office, &path, same_day).await, wrong("/starts_on", "begins_there"));
        let group = json!({"kind": "party_group", "code": "T1", "name": "Tổ đảng 1", "starts_on": from});
        let level = office.post(&format!("/units/{commune}/units"), &group).await;
        assert_eq!(level.fields(), [wrong("/kind", "wrong_level")]);
        sent(&office, &format!("/units/{a1}/units"), group).await;
        for login in ["standing", "secretary_a1", "committee"] {
            let answer = app.as_user(login).post(&path, json!({"starts_on": from, "settings": {"name": "X"}})).await;
            assert_eq!(answer.status, 403, "{login}");
        }
    }

    async fn lists_of_a_branchs_people_end_at_the_branch(app: TestApp) {
        // What a secretary may do at the branch isn't theirs below it (finding 4).
        let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
        let group = json!({"kind": "party_group", "code": "T1", "name": "Tổ đảng 1", "starts_on": day(&app, -1)});
        sent(&office, &format!("/units/{a1}/units"), group).await;
        let units = |login: &'static str| {
            let user = app.as_user(login);
            async move {
                let page: Page<UnitRow> = user.get("/units").await.read();
                page.items.into_iter().map(|unit| unit.code).collect::<Vec<_>>()
            }
        };
        assert_eq!(units("secretary_a1").await, ["A1"]);
        assert_eq!(units("office").await, ["AP", "A1", "A2", "A3", "T1"]);
    }
}
