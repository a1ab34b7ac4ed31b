//! A change from a day on is one of the same parts that a PATCH writes: whoever hasn't seen it doesn't undo it unawares.

use serde_json::json;
use shared::api::member::{GetMember, UpdateMember};
use shared::api::unit::{GetBranch, UpdateBranch};
use shared::member::ActivityStatus;

use super::{day, sent};
use crate::both_databases;
use crate::support::Response;

/// The parts on which a write was refused.
async fn conflict(answer: Response) -> Vec<String> {
    let problem = answer.problem();
    assert_eq!(problem.status, 412);
    problem.changes.iter().map(|change| change.path.to_string()).collect()
}

both_databases! {
    async fn a_change_of_a_member_meets_a_patch_of_the_same_part(app: TestApp) {
        let office = app.as_user("office");
        let path = format!("/members/{}", app.fixture.a1.other);
        let before = office.get(&path).await.reply::<GetMember>();
        let change = json!({"starts_on": day(&app, -3), "status": "exempt", "decision": "4-QĐ/ĐU"});
        sent(&office, &format!("{path}/memberships"), change).await;
        let late = office.patch(&path, json!({"status": "temporary_out"})).if_match(before.version).await;
        assert_eq!(conflict(late).await, ["status"]);
        // Another part goes through, and the change stays.
        let apart = office.patch(&path, json!({"phone": "0987654321"})).if_match(before.version).await;
        let apart = apart.reply::<UpdateMember>();
        assert_eq!((apart.row.status, apart.status_since), (ActivityStatus::Exempt, Some(day(&app, -3))));
        // What is to come is no change of today.
        let seen = apart.version;
        sent(&office, &format!("{path}/memberships"), json!({"starts_on": day(&app, 5), "status": "left"})).await;
        let now = office.patch(&path, json!({"status": "active"})).if_match(seen).await;
        assert_eq!(now.reply::<UpdateMember>().row.status, ActivityStatus::Active);
    }

    async fn the_day_of_what_holds_already_is_not_moved_by_a_patch(app: TestApp) {
        let office = app.as_user("office");
        let path = format!("/members/{}", app.fixture.a1.other);
        let before = office.get(&path).await.reply::<GetMember>();
        let moved = office.patch(&path, json!({"status_since": day(&app, -3)})).if_match(before.version).await;
        assert_eq!((moved.status, moved.fields()), (422, vec![("/status_since".to_owned(), "nothing_changes")]));
        let same = json!({"status": before.row.status, "status_since": before.status_since});
        let same = office.patch(&path, same).if_match(before.version).await;
        assert_eq!(same.reply::<UpdateMember>().version, before.version);
    }

    async fn a_change_of_a_branch_meets_a_patch_of_the_same_part(app: TestApp) {
        let (a1, office) = (app.fixture.a1.id, app.as_user("office"));
        let path = format!("/branches/{a1}");
        let before = office.get(&path).await.reply::<GetBranch>();
        sent(&office, &format!("/units/{a1}/states"), json!({"starts_on": day(&app, -2), "settings": {"fixed_day": 9}})).await;
        let late = office.patch(&path, json!({"fixed_day": 7})).if_match(before.version).await;
        assert_eq!(conflict(late).await, ["fixed_day"]);
        let apart = office.patch(&path, json!({"place": "Nhà văn hóa"})).if_match(before.version).await;
        let apart = apart.reply::<UpdateBranch>();
        assert_eq!((apart.fixed_day, apart.place.as_str()), (9, "Nhà văn hóa"));
        // "Nhà văn hóa" was the place already; today something begins, to which another part is added.
        let begun = office.patch(&path, json!({"place": "Nhà sàn"})).if_match(apart.version).await.reply::<UpdateBranch>();
        let added = office.patch(&path, json!({"hour": "18:00"})).if_match(begun.version).await.reply::<UpdateBranch>();
        assert_eq!((added.place.as_str(), added.hour.as_str()), ("Nhà sàn", "18:00"));
        let over = office.patch(&path, json!({"place": "Nhà bí thư"})).if_match(added.version).await;
        assert_eq!(over.fields(), [("/place".to_owned(), "begins_there")]);
    }
}
