//! Terms, charges and roles as dated facts: with their decision, on days on which there is the unit, put right with a
//! reason, and ended with the unit.

use serde_json::json;
use shared::access::Role;
use shared::api::Page;
use shared::api::account::{Account, GrantRow};
use shared::api::committee::Term;
use shared::api::state::UnitState;
use shared::api::unit::{AssignSupervisor, EndSupervision, GetBranch, SupervisionRow};
use shared::id::MemberId;

use super::places::noted;
use super::{committee, day, refused, sent, wrong};
use crate::both_databases;
use crate::meetings::held::concluded;
use crate::support::TestApp;

/// Who is in charge of a branch, by days, the latest first.
pub(super) async fn charges(app: &TestApp) -> Vec<SupervisionRow> {
    let path = format!("/branches/{}", app.fixture.a1.id);
    app.as_user("standing").get(&path).await.reply::<GetBranch>().supervisions
}

/// An account as an administrator sees it.
pub(super) async fn account(app: &TestApp, login: &str) -> Account {
    app.as_user("admin").get(&format!("/accounts/{}", app.fixture.accounts[login])).await.read()
}

both_databases! {
    async fn a_charge_has_its_decision_and_lies_between_its_neighbours(app: TestApp) {
        let (a1, a3, standing) = (app.fixture.a1.id, app.fixture.a3.clone(), app.as_user("standing"));
        let path = format!("/branches/{a1}/supervisions");
        let assign = |member: MemberId, days| json!({"member_id": member, "starts_on": day(&app, days)});
        let body = json!({"member_id": a3.other, "starts_on": day(&app, -10), "decision": "8-QĐ/ĐU", "decided_on": day(&app, -12)});
        let made = sent(&standing, &path, body).await.reply::<AssignSupervisor>();
        assert_eq!((made.record.decision.as_str(), made.record.decided_on), ("8-QĐ/ĐU", Some(day(&app, -12))));
        // Before the latest one there is room up to it, for whoever had the role on that day.
        let between = sent(&standing, &path, assign(a3.other, -40)).await.reply::<AssignSupervisor>();
        assert_eq!(between.record.ends_on, Some(day(&app, -11)));
        assert_eq!(refused(&standing, &path, assign(a3.other, -301)).await, wrong("/member_id", "unknown_reference"));
        assert_eq!(refused(&standing, &path, assign(a3.other, -5001)).await, wrong("/starts_on", "before_founding"));
        assert_eq!(refused(&standing, &path, assign(a3.ordinary, -10)).await, wrong("/starts_on", "begins_there"));
        assert_eq!(refused(&standing, &path, assign(a3.other, -9)).await, wrong("/member_id", "nothing_changes"));
        assert_eq!(app.as_user("office").post(&path, assign(a3.other, 1)).await.status, 403);
    }

    async fn a_charge_ends_and_is_put_right_with_a_reason(app: TestApp) {
        let (a1, a3, standing) = (app.fixture.a1.id, app.fixture.a3.clone(), app.as_user("standing"));
        let path = format!("/branches/{a1}/supervisions");
        let made = sent(&standing, &path, json!({"member_id": a3.other, "starts_on": day(&app, -10)})).await.reply::<AssignSupervisor>();
        let one = format!("{path}/{}", made.id);
        let early = json!({"ends_on": day(&app, -11)});
        assert_eq!(refused(&standing, &format!("{one}/end"), early).await, wrong("/ends_on", "end_before_start"));
        let ended = json!({"ends_on": day(&app, 3), "decision": "9-QĐ/ĐU"});
        let ended = sent(&standing, &format!("{one}/end"), ended).await.reply::<EndSupervision>();
        assert_eq!((ended.record.ends_on, ended.record.decision.as_str()), (Some(day(&app, 3)), "9-QĐ/ĐU"));
        let right = format!("{path}/{}/corrections", ended.id);
        assert_eq!(refused(&standing, &right, json!({"reason": " "})).await, wrong("/reason", "required"));
        let stranger = json!({"reason": "Nhầm người", "member_id": app.fixture.a1.other});
        assert_eq!(refused(&standing, &right, stranger).await, wrong("/member_id", "unknown_reference"));
        // The one before moves along.
        let body = json!({"reason": "Quyết định ghi ngày khác", "starts_on": day(&app, -20), "ends_on": null});
        let page: Page<SupervisionRow> = sent(&standing, &right, body).await.read();
        let days: Vec<_> = page.items.iter().map(|row| (row.record.starts_on, row.record.ends_on)).collect();
        assert_eq!(days, [(day(&app, -800), Some(day(&app, -21))), (day(&app, -20), None)]);
        assert_eq!(page.items[1].record.correction, "Quyết định ghi ngày khác");
        assert_eq!(noted(&app, a1.0).await, ["supervisor"]);
        let never = format!("{path}/{}/corrections", page.items[1].id);
        sent(&standing, &never, json!({"reason": "Chưa từng phân công", "withdraw": true})).await;
        let left: Vec<_> = charges(&app).await.into_iter().map(|row| (row.member_id, row.record.ends_on)).collect();
        assert_eq!(left, [(a3.ordinary, None)]);
    }

    async fn a_role_has_its_decision_and_no_day_twice(app: TestApp) {
        let (admin, f) = (app.as_user("admin"), app.fixture.clone());
        let path = format!("/accounts/{}/grants", f.accounts["member_a1"]);
        let scribe = |from, to: Option<i64>| {
            json!({"role": "scribe", "unit_id": f.a1.id, "starts_on": day(&app, from), "ends_on": to.map(|to| day(&app, to)), "decision": "5-QĐ/ĐU"})
        };
        let first: GrantRow = sent(&admin, &path, scribe(0, Some(5))).await.read();
        assert_eq!(first.record.decision, "5-QĐ/ĐU");
        let second: GrantRow = sent(&admin, &path, scribe(8, Some(9))).await.read();
        assert_eq!(refused(&admin, &path, scribe(9, None)).await, wrong("/starts_on", "overlaps"));
        assert_eq!(refused(&admin, &path, scribe(-5001, Some(-4999))).await, wrong("/starts_on", "before_founding"));
        // A later end mustn't run over the next one.
        let longer = admin.patch(&format!("{path}/{}", first.id), json!({"ends_on": day(&app, 8)})).await;
        assert_eq!(longer.fields(), [wrong("/ends_on", "overlaps")]);
        let right = format!("{path}/{}/corrections", second.id);
        assert_eq!(refused(&admin, &right, json!({"reason": ""})).await, wrong("/reason", "required"));
        let clash = json!({"reason": "Ghi nhầm", "starts_on": day(&app, 5)});
        assert_eq!(refused(&admin, &right, clash).await, wrong("/starts_on", "overlaps"));
        let body = json!({"reason": "Ghi nhầm", "starts_on": day(&app, 6), "ends_on": null, "decision": "6-QĐ/ĐU"});
        let page: Page<GrantRow> = sent(&admin, &right, body).await.read();
        let put = page.items.iter().find(|grant| grant.record.correction == "Ghi nhầm").unwrap();
        assert_eq!((put.record.starts_on, put.record.ends_on, put.record.decision.as_str()), (day(&app, 6), None, "6-QĐ/ĐU"));
        let never = format!("{path}/{}/corrections", put.id);
        let page: Page<GrantRow> = sent(&admin, &never, json!({"reason": "Nhầm tài khoản", "withdraw": true})).await.read();
        assert_eq!(page.items.iter().filter(|grant| grant.role == Role::Scribe).count(), 1);
        // Nobody corrects the own last grant as an admin away.
        let own = account(&app, "admin").await;
        let path = format!("/accounts/{}/grants/{}/corrections", own.id, own.grants[0].id);
        let away = json!({"reason": "Thử", "withdraw": true});
        assert_eq!(admin.post(&path, away).await.problem().code.as_str(), "wrong_state");
    }

    async fn what_a_closed_branch_leaves_ends_with_it_and_is_noted(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let secretary = account(&app, "secretary_a1").await;
        for member in a1.members() {
            let away = json!({"starts_on": day(&app, 6), "unit_id": app.fixture.a2.id, "is_commune_cadre": true});
            sent(&office, &format!("/members/{member}/memberships"), away).await;
        }
        // A closing that only a correction writes down is one.
        let states: Page<UnitState> = office.get(&format!("/units/{}/states", a1.id)).await.read();
        let right = format!("/units/{}/states/{}/corrections", a1.id, states.items[0].id);
        sent(&office, &right, json!({"reason": "Chi bộ đã giải thể", "ends_on": day(&app, 5)})).await;
        let noted = noted(&app, a1.id.0).await;
        for part in ["term", "committee", "supervisor", "state"] {
            assert!(noted.contains(&part.to_owned()), "{part}: {noted:?}");
        }
        assert_eq!(committee(&app, a1.id, day(&app, 6)).await, []);
        assert_eq!(charges(&app).await[0].record.ends_on, Some(day(&app, 5)));
        let now = account(&app, "secretary_a1").await;
        assert_eq!(now.grants[0].record.ends_on, Some(day(&app, 5)));
        assert!(now.version > secretary.version, "whoever saw the account before is told");
        // Nothing begins there that would outlive it.
        let path = format!("/branches/{}/supervisions", a1.id);
        let made = json!({"member_id": app.fixture.a3.other, "starts_on": day(&app, 1)});
        let made = sent(&app.as_user("standing"), &path, made).await.reply::<AssignSupervisor>();
        assert_eq!(made.record.ends_on, Some(day(&app, 5)));
        let late = json!({"member_id": app.fixture.a3.other, "starts_on": day(&app, 6)});
        assert_eq!(refused(&app.as_user("standing"), &path, late).await, wrong("/starts_on", "unit_closed"));
        let grants = format!("/accounts/{}/grants", app.fixture.accounts["office"]);
        let late = json!({"role": "member", "unit_id": a1.id, "starts_on": day(&app, 1), "ends_on": day(&app, 6)});
        assert_eq!(refused(&app.as_user("admin"), &grants, late).await, wrong("/ends_on", "unit_closed"));
    }

    async fn a_term_is_put_right_with_its_offices(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/branches/{}/terms", a1.id);
        let elected: Term = sent(&office, &path, json!({"starts_on": day(&app, -5), "secretary": a1.ordinary})).await.read();
        let right = format!("{path}/{}/corrections", elected.id);
        let again = json!({"starts_on": day(&app, -5), "secretary": a1.other});
        assert_eq!(refused(&office, &path, again).await, wrong("/starts_on", "begins_there"));
        assert_eq!(refused(&office, &right, json!({"reason": ""})).await, wrong("/reason", "required"));
        let body = json!({"reason": "Đại hội họp hôm trước", "starts_on": day(&app, -9), "decision": "3-QĐ/ĐU"});
        let page: Page<Term> = sent(&office, &right, body).await.read();
        let days: Vec<_> = page.items.iter().map(|term| (term.record.starts_on, term.record.ends_on)).collect();
        assert_eq!(days, [(day(&app, -400), Some(day(&app, -10))), (day(&app, -9), None)]);
        let of = |days| {
            let app = &app;
            async move { committee(app, a1.id, day(app, days)).await.into_iter().map(|row| row.member_id).collect::<Vec<_>>() }
        };
        assert_eq!((of(-10).await.len(), of(-9).await), (3, vec![a1.ordinary]));
        assert_eq!(noted(&app, a1.id.0).await, ["term", "committee"]);
        // An election that never was: the committee before it holds on.
        let never = format!("{path}/{}/corrections", page.items[1].id);
        sent(&office, &never, json!({"reason": "Nhập nhầm chi bộ", "withdraw": true})).await;
        assert_eq!(of(0).await, [a1.secretary, a1.deputy, a1.scribe]);
        assert_eq!(office.post(&never, json!({"reason": "Lại"})).await.status, 404);
        // The day by which resolutions are numbered stays.
        concluded(&app, 3).await;
        let terms: Page<Term> = office.get(&path).await.read();
        let first = terms.items.iter().find(|term| term.record.replaced_at.is_none()).unwrap().id;
        let moved = json!({"reason": "Ghi nhầm ngày", "starts_on": day(&app, -390)});
        assert_eq!(refused(&office, &format!("{path}/{first}/corrections"), moved).await, wrong("/starts_on", "resolutions_numbered"));
    }
}
