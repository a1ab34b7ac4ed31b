//! More than one commune, and levels between a commune and its branches: whom a branch may elect, what its papers name.

use serde_json::json;
use shared::api::Page;
use shared::api::committee::{Candidate, Term};
use shared::api::membership::Membership;
use shared::api::state::UnitState;
use shared::api::unit::GetBranch;
use shared::id::{MemberId, UnitId};
use uuid::Uuid;

use super::{committee, day, refused, sent, wrong};
use crate::both_databases;
use crate::support::TestApp;

/// A branch below a section of commune A, which says no place of its own.
async fn below_a_section(app: &TestApp) -> UnitId {
    let (commune, office) = (app.fixture.commune_a, app.as_user("office"));
    let section =
        json!({"kind": "section", "code": "BP1", "name": "Đảng bộ bộ phận Khối cơ quan", "starts_on": day(app, -30)});
    let section: UnitState = sent(&office, &format!("/units/{commune}/units"), section).await.read();
    let branch = json!({
        "kind": "branch", "branch_kind": "agency", "code": "A1", "name": "Chi bộ Văn phòng", "fixed_day": 5,
        "starts_on": day(app, -20),
    });
    let branch: UnitState = sent(&office, &format!("/units/{}/units", section.unit_id), branch).await.read();
    branch.unit_id
}

async fn candidates(app: &TestApp, unit: UnitId) -> Vec<MemberId> {
    let page: Page<Candidate> = app.as_user("office").get(&format!("/branches/{unit}/candidates")).await.read();
    page.items.into_iter().map(|one| one.member_id).collect()
}

both_databases! {
    async fn a_cadre_of_another_commune_can_not_be_elected_nor_is_told_of(app: TestApp) {
        let f = app.fixture.clone();
        let (a1, office) = (&f.a1, app.as_user("office"));
        let cadre = json!({"starts_on": day(&app, -10), "is_commune_cadre": true});
        sent(&app.as_user("office_b"), &format!("/members/{}/memberships", f.b1.ordinary), cadre).await;
        let nobody = MemberId(Uuid::now_v7());
        for stranger in [f.b1.ordinary, nobody] {
            let election = json!({"starts_on": day(&app, 1), "secretary": a1.ordinary, "members": [f.a3.ordinary, stranger]});
            let answer = refused(&office, &format!("/branches/{}/terms", a1.id), election).await;
            assert_eq!(answer, wrong("/members/1", "unknown_reference"));
            let seat = json!({"member_id": stranger, "office": "committee_member", "starts_on": day(&app, 0)});
            let answer = refused(&office, &format!("/branches/{}/offices", a1.id), seat).await;
            assert_eq!(answer, wrong("/member_id", "unknown_reference"));
        }
        let there = candidates(&app, a1.id).await;
        assert!(there.contains(&f.a3.ordinary) && !there.contains(&f.b1.ordinary));
        // In its own commune it can.
        let election = json!({"starts_on": day(&app, 1), "secretary": f.b1.ordinary});
        sent(&app.as_user("office_b"), &format!("/branches/{}/terms", f.b1.id), election).await;
    }

    async fn a_cadre_keeps_offices_when_moving_within_the_commune_and_not_beyond_it(app: TestApp) {
        let f = app.fixture.clone();
        let grant = json!({"role": "office", "unit_id": f.commune_b, "starts_on": day(&app, 0)});
        sent(&app.as_user("admin"), &format!("/accounts/{}/grants", f.accounts["office"]), grant).await;
        let office = app.as_user("office");
        for (member, unit) in [(f.a3.deputy, f.a1.id), (f.a3.scribe, f.b1.id)] {
            sent(&office, &format!("/members/{member}/memberships"), json!({"starts_on": day(&app, 0), "unit_id": unit})).await;
        }
        let seats: Vec<MemberId> = committee(&app, f.a3.id, day(&app, 0)).await.into_iter().map(|row| row.member_id).collect();
        assert_eq!(seats, [f.a3.secretary, f.a3.deputy]);
    }

    async fn a_correction_takes_no_cadre_with_an_office_out_of_the_commune(app: TestApp) {
        let f = app.fixture.clone();
        let grant = json!({"role": "office", "unit_id": f.commune_b, "starts_on": day(&app, 0)});
        sent(&app.as_user("admin"), &format!("/accounts/{}/grants", f.accounts["office"]), grant).await;
        let office = app.as_user("office");
        let path = format!("/members/{}/memberships", f.a3.deputy);
        let moved = json!({"starts_on": day(&app, -1), "unit_id": f.a1.id});
        let moved: Membership = sent(&office, &path, moved).await.read();
        let right = |unit: UnitId| json!({"reason": "Ghi nhầm chi bộ", "unit_id": unit});
        let corrections = |id| format!("{path}/{id}/corrections");
        let beyond = refused(&office, &corrections(moved.id), right(f.b1.id)).await;
        assert_eq!(beyond, wrong("/starts_on", "holds_office"));
        // Within it a cadre may have gone anywhere, and keeps the office.
        sent(&office, &corrections(moved.id), right(f.a2.id)).await;
        let seats: Vec<MemberId> = committee(&app, f.a3.id, day(&app, 0)).await.into_iter().map(|row| row.member_id).collect();
        assert!(seats.contains(&f.a3.deputy));
    }

    async fn a_branch_below_a_section_is_of_the_commune(app: TestApp) {
        let branch = below_a_section(&app).await;
        let (a3, office) = (app.fixture.a3.clone(), app.as_user("office"));
        let shown = office.get(&format!("/branches/{branch}")).await.reply::<GetBranch>();
        assert_eq!((shown.locality.as_str(), shown.parent_name.as_str()), ("An Phú", "Đảng bộ bộ phận Khối cơ quan"));
        assert!(candidates(&app, branch).await.contains(&a3.ordinary), "cadres of the commune, not of the section alone");
        let election = json!({"starts_on": day(&app, -5), "secretary": a3.ordinary, "deputies": [a3.other]});
        let _: Term = sent(&office, &format!("/branches/{branch}/terms"), election).await.read();
        let seats: Vec<MemberId> = committee(&app, branch, day(&app, 0)).await.into_iter().map(|row| row.member_id).collect();
        assert_eq!(seats, [a3.ordinary, a3.other]);
        // Its code is one of the commune's branches too: codes are unique below the same unit.
        assert_eq!(shown.code, "A1");
    }
}
