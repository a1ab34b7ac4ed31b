//! What a meeting's way leaves in the journal: one act for each step, with everything that was and that is.

use serde_json::{Value, json};
use shared::act::DONE;
use shared::api::Page;
use shared::api::act::{ActChange, ActRow};
use shared::id::MeetingId;

use super::held::{concluded, done, draft, locked};
use super::{announced, at, body, fixed_day, planned};
use crate::both_databases;
use crate::support::TestApp;

/// What was done to a meeting, the earliest first.
async fn acts_of(app: &TestApp, id: MeetingId) -> Vec<ActRow> {
    let page: Page<ActRow> = app.as_user("inspector").get(&format!("/acts?subject_id={id}&limit=200")).await.read();
    page.items.into_iter().rev().filter(|act| act.outcome == DONE).collect()
}

fn operations(acts: &[ActRow]) -> Vec<&str> {
    acts.iter().map(|act| act.operation.as_str()).collect()
}

/// The change of a part by an act.
fn change<'a>(acts: &'a [ActRow], operation: &str, path: &str) -> &'a ActChange {
    let act = acts.iter().find(|act| act.operation == operation).unwrap();
    act.changes.iter().find(|change| change.path == path).unwrap_or_else(|| panic!("{path} in {act:#?}"))
}

fn json_of(value: Option<&String>) -> Value {
    value.map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
}

both_databases! {
    async fn each_step_is_one_act_with_what_was_and_what_is(app: TestApp) {
        let id = locked(&app, 1).await.id;
        let acts = acts_of(&app, id).await;
        assert_eq!(operations(&acts), ["ConcludeMeeting", "PutBranchScore", "SubmitMeeting", "PutCommitteeScore"]);
        let issued = json_of(change(&acts, "ConcludeMeeting", "resolution").after.as_ref());
        assert_eq!((issued["number"].clone(), issued["direction"].clone()), (json!(1), json!("Gieo vụ đông")));
        let score = change(&acts, "PutCommitteeScore", "scores/committee");
        let given = json_of(score.after.as_ref());
        assert!(score.before.is_none() && given["answers"].is_object() && given["points"].is_number(), "{score:#?}");
        let status = change(&acts, "PutCommitteeScore", "status");
        assert_eq!((status.before.as_deref(), status.after.as_deref()), (Some("\"submitted\""), Some("\"locked\"")));
        assert_eq!(json_of(change(&acts, "PutCommitteeScore", "seal").after.as_ref()).as_str().map(str::len), Some(64));
    }

    async fn a_resolution_written_anew_keeps_the_text_before_in_the_journal(app: TestApp) {
        let (secretary, id) = (app.as_user("secretary_a1"), concluded(&app, 1).await.id);
        done(&secretary, "POST", id, "reopening", json!({})).await;
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Tên mới")).await;
        let acts = acts_of(&app, id).await;
        assert_eq!(operations(&acts), ["ConcludeMeeting", "ReopenMeeting", "ConcludeMeeting"]);
        let again = change(&acts[2..], "ConcludeMeeting", "resolution");
        let title = |value| json_of(value)["title"].clone();
        assert_eq!((title(again.before.as_ref()), title(again.after.as_ref())), (json!("Nhiệm vụ tháng tới"), json!("Tên mới")));
    }

    async fn who_was_told_is_in_the_journal(app: TestApp) {
        let acts = acts_of(&app, announced(&app, 0).await.id).await;
        assert_eq!(operations(&acts)[..2], ["PlanMeeting", "AnnounceMeeting"]);
        let told = change(&acts, "AnnounceMeeting", "notices");
        assert!(json_of(told.after.as_ref()).as_array().is_some_and(|rows| !rows.is_empty()), "{told:#?}");
        assert_eq!(json_of(told.before.as_ref()), json!([]));
    }

    async fn a_plan_that_is_removed_stays_in_the_journal_with_those_that_went_with_it(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), planned(&app, 0).await);
        let mut preparation = body("preparatory", fixed_day(&app, 0));
        preparation["prepares_id"] = json!(meeting.id);
        let answer = secretary.post(&at(app.fixture.a1.id), preparation).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let gone = secretary.delete(&format!("/meetings/{}", meeting.id)).if_match(meeting.version).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        let acts = acts_of(&app, meeting.id).await;
        assert_eq!(operations(&acts), ["PlanMeeting", "DeleteMeeting"]);
        let made = json_of(acts[0].changes[0].after.as_ref());
        let removed = &acts[1].changes;
        assert_eq!((removed.len(), removed[1].subject_id), (2, meeting.id.0));
        assert_eq!(json_of(removed[1].before.as_ref()), made, "all of it");
        assert!(made["agenda"].as_array().is_some_and(|items| !items.is_empty()), "{made}");
        assert_eq!(json_of(removed[0].before.as_ref())["prepares_id"], json!(meeting.id));
        assert!(removed.iter().all(|change| change.after.as_deref() == Some("null")), "{removed:#?}");
    }
}
