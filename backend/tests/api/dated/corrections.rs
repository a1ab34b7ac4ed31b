//! What a unit was, put right: the state before it, which holds longer then, keeps to the rules that a change keeps to.

use serde_json::json;
use shared::api::Page;
use shared::api::state::UnitState;
use shared::id::UnitId;

use super::{day, refused, sent, wrong};
use crate::both_databases;
use crate::support::{TestApp, User};

/// Changes a unit ten days ago; the address of that state's corrections.
async fn changed(app: &TestApp, office: &User, unit: UnitId, settings: serde_json::Value) -> String {
    let body = json!({"starts_on": day(app, -10), "settings": settings});
    let state: UnitState = sent(office, &format!("/units/{unit}/states"), body).await.read();
    format!("/units/{unit}/states/{}/corrections", state.id)
}

/// Founds a unit below another.
async fn founded(office: &User, above: UnitId, unit: serde_json::Value) -> UnitId {
    let state: UnitState = sent(office, &format!("/units/{above}/units"), unit).await.read();
    state.unit_id
}

/// Neither withdrawn nor begun later, as the state before it doesn't fit the days that it would get.
async fn stays(app: &TestApp, office: &User, right: &str, code: &'static str) {
    let withdrawn = json!({"reason": "Ghi nhầm", "withdraw": true});
    assert_eq!(refused(office, right, withdrawn).await, wrong("/withdraw", code));
    let later = json!({"reason": "Ghi nhầm ngày", "starts_on": day(app, -5)});
    assert_eq!(refused(office, right, later).await, wrong("/starts_on", code));
}

both_databases! {
    async fn a_state_holds_no_longer_with_a_code_that_another_has_since(app: TestApp) {
        let (a1, commune, office) = (app.fixture.a1.id, app.fixture.commune_a, app.as_user("office"));
        let right = changed(&app, &office, a1, json!({"code": "A1B"})).await;
        let new = json!({
            "kind": "branch", "branch_kind": "school", "code": "A1", "name": "Chi bộ Trường Tiểu học", "fixed_day": 5,
            "starts_on": day(&app, -10),
        });
        founded(&office, commune, new).await;
        stays(&app, &office, &right, "taken").await;
        // Earlier there is room, and what another can't be is still named at itself.
        let own = json!({"reason": "Ghi nhầm", "settings": {"code": "A2"}});
        assert_eq!(refused(&office, &right, own).await, wrong("/settings/code", "taken"));
        let earlier = json!({"reason": "Ghi nhầm ngày", "starts_on": day(&app, -15)});
        let page: Page<UnitState> = sent(&office, &right, earlier).await.read();
        let days: Vec<_> = page.items.iter().map(|state| (state.code.as_str(), state.record.ends_on)).collect();
        assert_eq!(days, [("A1", Some(day(&app, -16))), ("A1B", None)]);
    }

    async fn a_state_holds_no_longer_below_a_unit_that_is_closed(app: TestApp) {
        let (commune, office) = (app.fixture.commune_a, app.as_user("office"));
        let section = json!({"kind": "section", "code": "BP1", "name": "Đảng bộ bộ phận 1", "starts_on": day(&app, -40)});
        let section = founded(&office, commune, section).await;
        let branch = json!({
            "kind": "branch", "branch_kind": "agency", "code": "A9", "name": "Chi bộ Văn phòng", "fixed_day": 5,
            "starts_on": day(&app, -40),
        });
        let branch = founded(&office, section, branch).await;
        let right = changed(&app, &office, branch, json!({"parent_id": commune})).await;
        sent(&office, &format!("/units/{section}/closure"), json!({"ends_on": day(&app, -11)})).await;
        stays(&app, &office, &right, "unit_closed").await;
    }

    async fn a_state_holds_no_longer_above_what_may_not_be_below_it(app: TestApp) {
        let (commune, office) = (app.fixture.commune_a, app.as_user("office"));
        let section = json!({"kind": "section", "code": "BP1", "name": "Đảng bộ bộ phận 1", "starts_on": day(&app, -40)});
        let unit = founded(&office, commune, section).await;
        let right = changed(&app, &office, unit, json!({"kind": "branch", "branch_kind": "agency", "fixed_day": 5})).await;
        let group = json!({"kind": "party_group", "code": "T1", "name": "Tổ đảng 1", "starts_on": day(&app, -10)});
        founded(&office, unit, group).await;
        stays(&app, &office, &right, "wrong_level").await;
    }
}
