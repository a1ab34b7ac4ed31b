//! The resolution's text before the conclusion: kept with the meeting, for those who write it.

use serde_json::json;
use shared::api::meeting::{ListMeetingChanges, UpdateMeeting};
use shared::id::MeetingId;
use shared::meeting::{MeetingKind, ResolutionKind};

use super::held::{act, done, draft, in_session};
use super::{fields, seen, write, written, wrong};
use crate::both_databases;
use crate::support::User;

async fn title(user: &User, id: MeetingId) -> Option<String> {
    seen(user, id).await.resolution_draft.map(|draft| draft.title)
}

both_databases! {
    async fn it_is_kept_for_those_who_write_it_and_fixed_by_the_conclusion(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let id = in_session(&app, MeetingKind::Regular, 1);
        let begun = seen(&secretary, id).await;
        let usual = format!("Lãnh đạo thực hiện nhiệm vụ tháng {}/{}", begun.month, begun.year);
        let draft = begun.resolution_draft.unwrap();
        assert_eq!((draft.kind, draft.title, draft.direction.as_str()), (ResolutionKind::Resolution, usual.clone(), "Dự thảo"));

        written(&scribe, id, json!({ "resolution": { "assessment": "Thu hoạch xong" } })).await;
        written(&secretary, id, json!({ "resolution": { "title": "Tiêm phòng", "kind": "conclusion" } })).await;
        let draft = seen(&scribe, id).await.resolution_draft.unwrap();
        assert_eq!((draft.kind, draft.title.as_str()), (ResolutionKind::Conclusion, "Tiêm phòng"));
        assert_eq!((draft.assessment.as_str(), draft.direction.as_str()), ("Thu hoạch xong", "Dự thảo"));
        for login in ["member_a1", "committee", "standing", "office", "inspector"] {
            assert_eq!(title(&app.as_user(login), id).await, None, "{login}");
        }
        let changes = scribe.get(&format!("/meetings/{id}/changes")).await.reply::<ListMeetingChanges>();
        let paths: Vec<String> = changes.items.iter().map(|change| change.path.to_string()).collect();
        assert_eq!(paths, ["resolution/title", "resolution/kind", "resolution/assessment"]);

        done(&secretary, "POST", id, "conclusion", json!({})).await;
        let concluded = seen(&secretary, id).await;
        let issued = concluded.resolution.unwrap();
        assert_eq!((issued.label.as_str(), issued.title.as_str()), ("01-KL/CB", "Tiêm phòng"));
        assert_eq!((issued.assessment.as_str(), issued.direction.as_str()), ("Thu hoạch xong", "Dự thảo"));
        assert_eq!(concluded.resolution_draft, None);
        let late = write(&scribe, id, json!({ "resolution": { "title": "Khác" } })).await;
        assert_eq!(late.problem().code.as_str(), "wrong_state");
    }

    async fn a_prepared_text_that_cannot_be_kept_is_named_and_changes_no_draft(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        written(&secretary, id, json!({ "resolution": { "title": "Một" } })).await;
        let answer = write(&secretary, id, json!({ "draft_resolution": "a\u{0}b" })).await;
        assert_eq!(answer.fields(), [("/draft_resolution".to_owned(), "wrong_format")]);
        assert_eq!(title(&secretary, id).await.as_deref(), Some("Một"));
    }

    async fn reopened_it_begins_with_what_was_issued(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        written(&secretary, id, json!({ "resolution": { "title": "Một", "execution": "Chi ủy đôn đốc" } })).await;
        done(&secretary, "POST", id, "conclusion", json!({})).await;
        done(&secretary, "POST", id, "reopening", json!({})).await;
        assert_eq!(title(&secretary, id).await.as_deref(), Some("Một"));
        done(&secretary, "POST", id, "conclusion", json!({})).await;
        assert_eq!(seen(&secretary, id).await.resolution.unwrap().title, "Một");
        done(&secretary, "POST", id, "reopening", json!({})).await;
        written(&secretary, id, json!({ "resolution": { "title": "Hai" } })).await;
        assert_eq!(seen(&secretary, id).await.resolution.unwrap().title, "Một");
        done(&secretary, "POST", id, "conclusion", json!({})).await;
        let again = seen(&secretary, id).await.resolution.unwrap();
        assert_eq!((again.number, again.title.as_str(), again.execution.as_str()), (1, "Hai", "Chi ủy đôn đốc"));
    }

    async fn what_is_sent_with_the_conclusion_counts(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        written(&secretary, id, json!({ "resolution": { "title": "Nháp" } })).await;
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Chính thức")).await;
        assert_eq!(seen(&secretary, id).await.resolution.unwrap().title, "Chính thức");
        done(&secretary, "POST", id, "reopening", json!({})).await;
        assert_eq!(title(&secretary, id).await.as_deref(), Some("Chính thức"), "the draft is gone");
    }

    async fn its_second_part_follows_what_was_prepared_until_somebody_writes_there(app: TestApp) {
        let scribe = app.as_user("scribe_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        let direction = async |patch| written(&scribe, id, patch).await.resolution_draft.unwrap().direction;
        assert_eq!(direction(json!({ "draft_resolution": "Hai" })).await, "Hai");
        assert_eq!(direction(json!({ "resolution": { "title": "Có bản nháp" } })).await, "Hai");
        assert_eq!(direction(json!({ "draft_resolution": "Ba" })).await, "Ba");
        assert_eq!(direction(json!({ "resolution": { "direction": "Khác" } })).await, "Khác");
        assert_eq!(direction(json!({ "draft_resolution": "Bốn" })).await, "Khác");
    }

    async fn two_who_write_different_parts_do_not_get_in_each_others_way(app: TestApp) {
        let (secretary, scribe) = (app.as_user("secretary_a1"), app.as_user("scribe_a1"));
        let id = in_session(&app, MeetingKind::Regular, 1);
        let (path, version) = (format!("/meetings/{id}"), seen(&scribe, id).await.version);
        let first = scribe.patch(&path, json!({ "resolution": { "direction": "Gieo vụ đông" } })).if_match(version).await;
        assert_eq!(first.status, 200, "{}", first.text());
        let late = secretary.patch(&path, json!({ "resolution": { "title": "Vụ đông" } })).if_match(version).await;
        assert_eq!(late.reply::<UpdateMeeting>().others[0].path, "resolution/direction");
        let same = secretary.patch(&path, json!({ "resolution": { "direction": "Vụ đông" } })).if_match(version).await;
        assert_eq!(same.problem().changes[0].now, Some(json!("Gieo vụ đông")));
        let both = seen(&secretary, id).await.resolution_draft.unwrap();
        assert_eq!((both.title.as_str(), both.direction.as_str()), ("Vụ đông", "Gieo vụ đông"));
    }

    async fn what_cannot_be_kept_is_named(app: TestApp) {
        let scribe = app.as_user("scribe_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        let answer = write(&scribe, id, json!({ "resolution": {
            "title": "x".repeat(301), "assessment": "x".repeat(20_001), "direction": "\u{0}",
        } })).await;
        assert_eq!(wrong(&answer), fields([
            ("/resolution/title", "too_long"), ("/resolution/assessment", "too_long"),
            ("/resolution/direction", "wrong_format"),
        ]));
        let unknown = write(&scribe, id, json!({ "resolution": { "kind": "law" } })).await;
        assert_eq!(unknown.fields(), [("/resolution/kind".to_owned(), "wrong_format")]);
        let preparatory = in_session(&app, MeetingKind::Preparatory, 1);
        assert_eq!(title(&scribe, preparatory).await, None);
        let answer = write(&scribe, preparatory, json!({ "resolution": { "title": "Dự thảo" } })).await;
        assert_eq!(wrong(&answer), fields([("/resolution", "unknown_reference")]));
        let empty = app.as_user("secretary_a1");
        written(&empty, id, json!({ "resolution": { "title": " " } })).await;
        let refused = act(&empty, "POST", id, "conclusion", json!({})).await;
        assert_eq!(wrong(&refused), fields([("/resolution/title", "required")]));
    }
}
