//! What everybody who writes memberships keeps to: nothing of today goes into the past, nobody outlives a branch, and
//! offices in committees end or still fit.

use futures_util::future::join;
use serde_json::json;
use shared::api::Page;
use shared::api::act::ActRow;
use shared::api::member::{GetMember, UpdateMember};
use shared::api::membership::{ChangeMembership, Membership};
use shared::api::state::UnitState;
use shared::id::UnitId;
use shared::member::{ActivityStatus, MembershipKind};
use uuid::Uuid;

use super::{committee, day, refused, sent, wrong};
use crate::both_databases;
use crate::support::{TestApp, User};

/// The parts of a thing that the latest act about it changed.
pub(super) async fn noted(app: &TestApp, subject: Uuid) -> Vec<String> {
    let acts: Page<ActRow> =
        app.as_user("inspector").get(&format!("/acts?subject_id={subject}&refused=false")).await.read();
    let of_subject = acts.items[0].changes.iter().filter(|change| change.subject_id == subject);
    of_subject.map(|change| change.path.clone()).collect()
}

/// A new branch that is to be closed in a while.
async fn closing(app: &TestApp, office: &User) -> UnitId {
    let body = json!({
        "kind": "branch", "branch_kind": "school", "code": "A9", "name": "Chi bộ Trường Tiểu học", "fixed_day": 5,
        "hour": "16:00", "starts_on": day(app, -40),
    });
    let founded: UnitState = sent(office, &format!("/units/{}/units", app.fixture.commune_a), body).await.read();
    sent(office, &format!("/units/{}/closure", founded.unit_id), json!({"ends_on": day(app, 10)})).await;
    founded.unit_id
}

both_databases! {
    async fn a_patch_from_an_earlier_day_starts_from_what_was_then(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let path = format!("/members/{}", a1.other);
        sent(&office, &format!("{path}/memberships"), json!({"starts_on": day(&app, -10), "unit_id": a2.id})).await;
        let seen = office.get(&path).await.reply::<GetMember>();
        // Today's branch doesn't come into days before the move, nor is the move undone.
        let exempt = json!({"status": "exempt", "status_since": day(&app, -20)});
        let refused = office.patch(&path, &exempt).if_match(seen.version).await;
        assert_eq!((refused.status, refused.fields()), (422, vec![wrong("/status_since", "later_changes")]));
        let on = |on| {
            let (office, path) = (office.clone(), format!("{path}?on={on}"));
            async move {
                let member = office.get(&path).await.reply::<GetMember>().row;
                (member.unit_id, member.status)
            }
        };
        assert_eq!(on(day(&app, -15)).await, (a1.id, ActivityStatus::Active));
        let since_then = json!({"status": "exempt", "status_since": day(&app, -5)});
        let changed = office.patch(&path, since_then).if_match(seen.version).await.reply::<UpdateMember>();
        assert_eq!((changed.row.status, changed.status_since), (ActivityStatus::Exempt, Some(day(&app, -5))));
        assert_eq!(on(day(&app, -6)).await, (a2.id, ActivityStatus::Active));
        // The form sends the day back that it was shown: what else changes does so from today on.
        let cadre = json!({"status": "exempt", "status_since": day(&app, -5), "is_commune_cadre": true});
        let changed = office.patch(&path, cadre).if_match(changed.version).await.reply::<UpdateMember>();
        assert!(changed.is_commune_cadre);
        let before = office.get(&format!("{path}?on={}", day(&app, -1))).await.reply::<GetMember>();
        assert!(!before.is_commune_cadre, "not since the activity's day");
        // What began today is put right with a reason, not written over; another part is added to it.
        let again = office.patch(&path, json!({"is_commune_cadre": false})).if_match(changed.version).await;
        assert_eq!((again.status, again.fields()), (422, vec![wrong("/status_since", "begins_there")]));
        let more = office.patch(&path, json!({"status": "active"})).if_match(changed.version).await.reply::<UpdateMember>();
        assert_eq!((more.row.status, more.is_commune_cadre), (ActivityStatus::Active, true));
    }

    async fn nobody_is_in_a_branch_after_its_last_day(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let branch = closing(&app, &office).await;
        let new = json!({"full_name": "Vi Văn Muộn", "gender": "male", "kind": "official", "starts_on": day(&app, -3)});
        assert_eq!(refused(&office, &format!("/branches/{branch}/members"), new).await, wrong("/starts_on", "unit_closed"));
        let moved = json!({"starts_on": day(&app, 1), "unit_id": branch});
        let path = format!("/members/{}", a1.other);
        assert_eq!(refused(&office, &format!("{path}/memberships"), moved).await, wrong("/starts_on", "unit_closed"));
        // Who left a branch that was closed since doesn't come back into it.
        for member in a1.members() {
            sent(&office, &format!("/members/{member}/memberships"), json!({"starts_on": day(&app, -2), "status": "left"})).await;
        }
        sent(&office, &format!("/units/{}/closure", a1.id), json!({"ends_on": day(&app, -2)})).await;
        let seen = office.get(&path).await.reply::<GetMember>();
        let back = office.patch(&path, json!({"status": "active"})).if_match(seen.version).await;
        assert_eq!((back.status, back.fields()), (422, vec![wrong("/status_since", "unit_closed")]));
    }

    async fn an_office_keeps_its_holder_official_and_the_secretary_at_meetings(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/members/{}", a1.secretary);
        let memberships = format!("{path}/memberships");
        for (body, pointer) in [
            (json!({"starts_on": day(&app, -1), "kind": "probationary"}), "/kind"),
            (json!({"starts_on": day(&app, -1), "status": "suspended"}), "/status"),
            (json!({"starts_on": day(&app, 9), "status": "temporary_out"}), "/status"),
        ] {
            assert_eq!(refused(&office, &memberships, body).await, wrong(pointer, "holds_office"));
        }
        let seen = office.get(&path).await.reply::<GetMember>().version;
        let patched = office.patch(&path, json!({"status": "exempt"})).if_match(seen).await;
        assert_eq!((patched.status, patched.fields()), (422, vec![wrong("/status", "holds_office")]));
        // The others of the committee may be exempt, and the secretary once the office is over.
        let deputy = format!("/members/{}/memberships", a1.deputy);
        sent(&office, &deputy, json!({"starts_on": day(&app, -1), "status": "exempt"})).await;
        let held = committee(&app, a1.id, day(&app, 0)).await[0].id;
        sent(&office, &format!("/branches/{}/offices/{held}/end", a1.id), json!({"ends_on": day(&app, -2)})).await;
        sent(&office, &memberships, json!({"starts_on": day(&app, -1), "status": "suspended"})).await;
        // Nor does the election take somebody who isn't there, then or later as is known.
        let elect = format!("/branches/{}/terms", a1.id);
        let suspended = json!({"starts_on": day(&app, 0), "secretary": a1.secretary});
        assert_eq!(refused(&office, &elect, suspended).await, wrong("/secretary", "must_attend"));
        sent(&office, &format!("/members/{}/memberships", a1.other), json!({"starts_on": day(&app, 20), "status": "left"})).await;
        let leaves = json!({"starts_on": day(&app, 0), "secretary": a1.other});
        assert_eq!(refused(&office, &elect, leaves).await, wrong("/secretary", "later_changes"));
    }

    async fn nobody_is_elected_while_moving_away(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        for (turn, member) in [a1.ordinary, a1.other, a1.scribe].into_iter().enumerate() {
            let from = day(&app, i64::try_from(turn).unwrap() + 1);
            let elected = office.post(&format!("/branches/{}/terms", a1.id), json!({"starts_on": from, "secretary": member}));
            let moved = office.post(&format!("/members/{member}/memberships"), json!({"starts_on": from, "unit_id": a2.id}));
            let (elected, moved) = join(elected.into_future(), moved.into_future()).await;
            assert_eq!(moved.status, 201, "{}", moved.text());
            assert!([201, 422].contains(&elected.status), "{}", elected.text());
            let sits = committee(&app, a1.id, from).await.iter().any(|row| row.member_id == member);
            assert!(!sits, "whoever came first: {} {}", elected.text(), moved.text());
        }
    }

    async fn two_who_change_places_do_not_wait_for_each_other(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let from = day(&app, 1);
        let pairs = [(a1.deputy, a2.deputy), (a1.scribe, a2.scribe), (a1.secretary, a2.secretary), (a1.other, a2.other)];
        for (one, other) in pairs {
            let goes = |member, unit| {
                office.post(&format!("/members/{member}/memberships"), json!({"starts_on": from, "unit_id": unit}))
            };
            // Each ends an office in the branch that the other one comes to.
            let (one, other) = join(goes(one, a2.id).into_future(), goes(other, a1.id).into_future()).await;
            assert_eq!((one.status, other.status), (201, 201), "{} {}", one.text(), other.text());
        }
        assert_eq!((committee(&app, a1.id, from).await, committee(&app, a2.id, from).await), (vec![], vec![]));
    }

    async fn the_branch_notes_who_left_its_committee_by_moving(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let before = app.as_user("office").get(&format!("/branches/{}", a1.id)).await.etag();
        sent(&office, &format!("/members/{}/memberships", a1.deputy), json!({"starts_on": day(&app, -2), "unit_id": a2.id})).await;
        assert_eq!(noted(&app, a1.id.0).await, ["committee"]);
        assert!(app.as_user("office").get(&format!("/branches/{}", a1.id)).await.etag() > before);
        let path = format!("/members/{}", a1.scribe);
        let seen = office.get(&path).await.reply::<GetMember>().version;
        office.patch(&path, json!({"status": "left"})).if_match(seen).await.reply::<UpdateMember>();
        assert_eq!(noted(&app, a1.id.0).await, ["committee"]);
        assert_eq!(committee(&app, a1.id, day(&app, 0)).await.len(), 1);
    }

    async fn who_is_away_for_a_time_keeps_the_office_that_begins_after_it(app: TestApp) {
        let (f, office) = (app.fixture.clone(), app.as_user("office"));
        let path = format!("/members/{}/memberships", f.a1.deputy);
        sent(&office, &path, json!({"starts_on": day(&app, 40), "unit_id": f.a2.id})).await;
        let seat = json!({"member_id": f.a1.deputy, "office": "committee_member", "starts_on": day(&app, 40)});
        sent(&office, &format!("/branches/{}/offices", f.a2.id), seat).await;
        sent(&office, &path, json!({"starts_on": day(&app, 10), "unit_id": f.a3.id})).await;
        let sits = async |unit: UnitId, days: i64| {
            committee(&app, unit, day(&app, days)).await.iter().any(|row| row.member_id == f.a1.deputy)
        };
        assert!(sits(f.a1.id, 9).await && !sits(f.a1.id, 10).await && !sits(f.a1.id, 40).await);
        assert!(sits(f.a2.id, 40).await, "elected there for the days after the change");
        // The same of who leaves the branch in between; leaving the one where the office is ends it.
        sent(&office, &path, json!({"starts_on": day(&app, 39), "status": "left"})).await;
        assert!(sits(f.a2.id, 40).await);
        sent(&office, &path, json!({"starts_on": day(&app, 50), "status": "left"})).await;
        assert!(sits(f.a2.id, 49).await && !sits(f.a2.id, 50).await);
    }

    async fn a_recognition_is_noted_and_put_right_with_the_membership(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/members/{}", a1.probationary);
        let seen = office.get(&path).await.reply::<GetMember>().version;
        let official = json!({"starts_on": day(&app, -3), "kind": "official"});
        let made = sent(&office, &format!("{path}/memberships"), official).await.reply::<ChangeMembership>();
        assert!(noted(&app, a1.probationary.0).await.contains(&"recognized_on".to_owned()));
        let late = office.patch(&path, json!({"recognized_on": day(&app, -9)})).if_match(seen).await;
        assert_eq!(late.status, 412, "somebody else has written it: {}", late.text());
        let right = format!("{path}/memberships/{}/corrections", made.id);
        let page: Page<Membership> = sent(&office, &right, json!({"reason": "Ghi nhầm ngày", "starts_on": day(&app, -4)})).await.read();
        let record = || async { office.get(&path).await.reply::<GetMember>().row };
        assert_eq!(record().await.recognized_on, Some(day(&app, -4)));
        let official = page.items.iter().find(|one| one.kind == MembershipKind::Official).unwrap();
        let never = format!("{path}/memberships/{}/corrections", official.id);
        sent(&office, &never, json!({"reason": "Chưa công nhận", "withdraw": true})).await;
        assert_eq!((record().await.recognized_on, record().await.kind), (None, MembershipKind::Probationary));
        // Nobody is recognised before being admitted.
        let seen = office.get(&path).await.reply::<GetMember>().version;
        office.patch(&path, json!({"admitted_on": day(&app, -50)})).if_match(seen).await.reply::<UpdateMember>();
        let early = json!({"starts_on": day(&app, -60), "kind": "official"});
        assert_eq!(refused(&office, &format!("{path}/memberships"), early).await, wrong("/starts_on", "end_before_start"));
    }

    async fn before_the_first_membership_there_is_nobody(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let path = format!("/members/{}", a1.probationary);
        assert_eq!(office.get(&format!("{path}?on={}", day(&app, -201))).await.status, 404);
        assert_eq!(office.get(&format!("{path}?on={}", day(&app, -200))).await.status, 200);
    }
}
