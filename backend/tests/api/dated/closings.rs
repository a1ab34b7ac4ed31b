//! A closing that is put right: what it had ended holds again, and nothing else.

use chrono::NaiveDate;
use serde_json::json;
use shared::api::Page;
use shared::api::account::EndGrant;
use shared::api::auth::GetMe;
use shared::api::committee::Term;
use shared::api::state::UnitState;
use shared::api::unit::AssignSupervisor;
use shared::id::MemberId;

use super::offices::{account, charges};
use super::places::noted;
use super::{committee, day, sent};
use crate::both_databases;
use crate::support::{PASSWORD, TestApp};

/// Gives the closed branch A1 another last day, or none.
async fn corrected(app: &TestApp, ends_on: Option<NaiveDate>) {
    let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
    let states: Page<UnitState> = office.get(&format!("/units/{a1}/states")).await.read();
    let state = states.items.iter().find(|state| state.record.replaced_at.is_none()).unwrap().id;
    let path = format!("/units/{a1}/states/{state}/corrections");
    sent(&office, &path, json!({"reason": "Quyết định ghi ngày khác", "ends_on": ends_on})).await;
}

/// Who sits in the branch's committee on a day.
async fn seats(app: &TestApp, days: i64) -> Vec<MemberId> {
    let rows = committee(app, app.fixture.a1.id, day(app, days)).await;
    rows.into_iter().map(|row| row.member_id).collect()
}

/// Who is in charge of the branch from when to when, the latest first.
async fn in_charge(app: &TestApp) -> Vec<(MemberId, NaiveDate, Option<NaiveDate>)> {
    let rows = charges(app).await;
    rows.into_iter().map(|row| (row.member_id, row.record.starts_on, row.record.ends_on)).collect()
}

/// Last days of the terms that hold.
async fn terms(app: &TestApp) -> Vec<Option<NaiveDate>> {
    let path = format!("/branches/{}/terms", app.fixture.a1.id);
    let page: Page<Term> = app.as_user("office").get(&path).await.read();
    let hold = page.items.iter().filter(|term| term.record.replaced_at.is_none());
    hold.map(|term| term.record.ends_on).collect()
}

/// Last days of the roles that the secretary has today.
async fn roles(app: &TestApp) -> Vec<Option<NaiveDate>> {
    let me = app.as_user("secretary_a1").get("/me").await.reply::<GetMe>();
    me.grants.into_iter().map(|grant| grant.ends_on).collect()
}

both_databases! {
    async fn what_a_closing_ended_holds_again_when_it_is_put_right(app: TestApp) {
        let (a1, a3, office) = (app.fixture.a1.clone(), app.fixture.a3.clone(), app.as_user("office"));
        // What ends on the day of the closing for another reason.
        let yesterday = day(&app, -1);
        let scribe = account(&app, "scribe_a1").await;
        let role = format!("/accounts/{}/grants/{}", scribe.id, scribe.grants[0].id);
        app.as_user("admin").patch(&role, json!({"ends_on": yesterday})).await.reply::<EndGrant>();
        let held = committee(&app, a1.id, yesterday).await;
        let deputy = held.iter().find(|row| row.member_id == a1.deputy).unwrap().id;
        sent(&office, &format!("/branches/{}/offices/{deputy}/end", a1.id), json!({"ends_on": yesterday})).await;
        // One charge follows another in a while.
        let next = json!({"member_id": a3.other, "starts_on": day(&app, 20)});
        sent(&app.as_user("standing"), &format!("/branches/{}/supervisions", a1.id), next).await.reply::<AssignSupervisor>();
        for member in a1.members() {
            let away = json!({"starts_on": day(&app, 0), "unit_id": app.fixture.a2.id, "is_commune_cadre": true});
            sent(&office, &format!("/members/{member}/memberships"), away).await;
        }
        let close = format!("/units/{}/closure", a1.id);
        sent(&office, &close, json!({"ends_on": yesterday, "decision": "9-QĐ/ĐU"})).await;
        let charge = (a3.ordinary, day(&app, -800));
        assert_eq!((seats(&app, 0).await, roles(&app).await), (vec![], vec![]));
        assert_eq!(in_charge(&app).await, [(charge.0, charge.1, Some(yesterday))]);
        assert_eq!(terms(&app).await, [Some(yesterday)]);
        let closed = account(&app, "secretary_a1").await;

        // A later last day: up to it.
        let later = day(&app, 5);
        corrected(&app, Some(later)).await;
        assert_eq!((seats(&app, 5).await, seats(&app, 6).await), (vec![a1.secretary, a1.scribe], vec![]));
        assert_eq!(in_charge(&app).await, [(charge.0, charge.1, Some(later))]);
        assert_eq!((terms(&app).await, roles(&app).await), (vec![Some(later)], vec![Some(later)]));
        let noted = noted(&app, a1.id.0).await;
        for part in ["term", "committee", "supervisor", "state"] {
            assert!(noted.contains(&part.to_owned()), "{part}: {noted:?}");
        }
        assert!(account(&app, "secretary_a1").await.version > closed.version, "whoever saw the account before is told");

        // None, and once more after another closing: nothing is there twice.
        let both = [(a3.other, day(&app, 20), None), (charge.0, charge.1, Some(day(&app, 19)))];
        for again in [false, true] {
            if again {
                sent(&office, &close, json!({"ends_on": yesterday})).await;
                assert_eq!((seats(&app, 0).await, roles(&app).await), (vec![], vec![]));
            }
            corrected(&app, None).await;
            assert_eq!(seats(&app, 30).await, [a1.secretary, a1.scribe]);
            assert_eq!(in_charge(&app).await, both);
            assert_eq!((terms(&app).await, roles(&app).await), (vec![None], vec![None]));
        }
        let body = json!({"login": "secretary_a1", "password": PASSWORD});
        let signed_in = app.anonymous().post("/auth/sign-in", body).header("x-forwarded-for", "192.0.2.1").await;
        assert_eq!(signed_in.status, 200, "{}", signed_in.text());
        assert_eq!(app.as_user("secretary_a1").get(&format!("/branches/{}", a1.id)).await.status, 200);
        // What ended for another reason has ended.
        assert_eq!(account(&app, "scribe_a1").await.grants[0].record.ends_on, Some(yesterday));
        assert!(seats(&app, -1).await.contains(&a1.deputy) && !seats(&app, 0).await.contains(&a1.deputy));
    }

    async fn what_was_put_right_after_a_closing_stays_as_it_is(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        for member in a1.members() {
            let away = json!({"starts_on": day(&app, 0), "unit_id": app.fixture.a2.id, "is_commune_cadre": true});
            sent(&office, &format!("/members/{member}/memberships"), away).await;
        }
        sent(&office, &format!("/units/{}/closure", a1.id), json!({"ends_on": day(&app, 5)})).await;
        let standing = app.as_user("standing");
        let charge = charges(&app).await[0].id;
        let right = format!("/branches/{}/supervisions/{charge}/corrections", a1.id);
        sent(&standing, &right, json!({"reason": "Thôi từ hôm qua", "ends_on": day(&app, -1)})).await;
        // The deputy is no cadre any more, and in another branch: nobody to sit here.
        let left = json!({"starts_on": day(&app, 6), "is_commune_cadre": false});
        sent(&office, &format!("/members/{}/memberships", a1.deputy), left).await;
        corrected(&app, None).await;
        assert_eq!(in_charge(&app).await, [(app.fixture.a3.ordinary, day(&app, -800), Some(day(&app, -1)))]);
        assert_eq!((seats(&app, 5).await.len(), seats(&app, 6).await), (3, vec![a1.secretary, a1.scribe]));
    }
}
