//! Concluding and reopening: what it needs, and the numbers of resolutions.

use std::sync::{Arc, Barrier};

use actix_web::test::{TestRequest, call_service, init_service};
use backend::db::schema::{attendance, meeting, vote};
use backend::http::State;
use backend::server::{app, routes};
use chrono::Utc;
use diesel::prelude::*;
use serde_json::json;
use shared::api::Page;
use shared::id::MeetingId;
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, OpinionKind};
use shared::problem::Change;

use super::held::{act, answers, done, draft, full, in_session};
use super::{announced, seen, written};
use crate::both_databases;

both_databases! {
    async fn numbers_run_per_kind_and_a_reopened_resolution_keeps_its_own(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let first = in_session(&app, MeetingKind::Regular, 1);
        let others = [(); 2].map(|()| in_session(&app, MeetingKind::Thematic, 1));
        let saved = done(&secretary, "POST", first, "conclusion", draft("resolution", " Nhiệm vụ tháng tới ")).await;
        assert_eq!((saved.version, saved.status), (8, MeetingStatus::Concluded));
        done(&secretary, "POST", others[0], "conclusion", draft("conclusion", "Về tiêm phòng")).await;
        let issued = seen(&secretary, first).await.resolution.unwrap();
        assert_eq!((issued.label.as_str(), issued.title.as_str(), issued.tasks), ("01-NQ/CB", "Nhiệm vụ tháng tới", 1));
        assert_eq!(seen(&secretary, others[0]).await.resolution.unwrap().label, "01-KL/CB");

        assert_eq!(done(&secretary, "POST", first, "reopening", json!({})).await.status, MeetingStatus::InSession);
        done(&secretary, "POST", others[1], "conclusion", draft("resolution", "Khác")).await;
        let other_kind = act(&secretary, "POST", first, "conclusion", draft("conclusion", "Khác")).await;
        assert_eq!(other_kind.fields(), [("/resolution/kind".to_owned(), "wrong_state")]);
        done(&secretary, "POST", first, "conclusion", draft("resolution", "Sửa lại")).await;
        let again = seen(&secretary, first).await.resolution.unwrap();
        assert_eq!((again.id, again.number, again.title.as_str()), (issued.id, 1, "Sửa lại"));
        assert_eq!(seen(&secretary, others[1]).await.resolution.unwrap().number, 2);
    }

    async fn it_needs_a_session_with_chair_start_and_end_and_a_resolution(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let planned = announced(&app, 1).await;
        let answer = act(&secretary, "POST", planned.id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert_eq!(answer.problem().code.as_str(), "wrong_state");

        let id = in_session(&app, MeetingKind::Regular, 1);
        let bare = (meeting::chair_id.eq(None::<shared::id::MemberId>), meeting::ended_at.eq(None::<chrono::NaiveDateTime>));
        app.write(|conn| diesel::update(meeting::table.find(id)).set(bare).execute(conn));
        let required = |pointers: &[&str]| pointers.iter().map(|one| ((*one).to_owned(), "required")).collect::<Vec<_>>();
        let answer = act(&secretary, "POST", id, "conclusion", json!({})).await;
        assert_eq!(answer.fields(), required(&["/ended_at", "/chair_id"]));
        let answer = act(&secretary, "POST", id, "conclusion", draft("resolution", "  ")).await;
        assert_eq!(answer.fields(), required(&["/ended_at", "/chair_id", "/resolution/title"]));
        assert_eq!(seen(&secretary, id).await.version, 7);
    }

    async fn an_excuse_needs_its_reason_by_the_conclusion(app: TestApp) {
        let (secretary, a1) = (app.as_user("secretary_a1"), app.fixture.a1.clone());
        let id = in_session(&app, MeetingKind::Regular, 1);
        let vote = seen(&secretary, id).await.votes[0].id;
        written(&secretary, id, json!({ "votes": [{ "id": vote, "in_favour": 4 }] })).await;
        let excused = |reason: &str| json!({ "attendance": [{ "member_id": a1.other, "state": "excused", "reason": reason }] });
        let meeting = written(&secretary, id, excused(" ")).await;
        let row = meeting.attendance.iter().find(|row| row.member_id == a1.other).unwrap();
        assert_eq!(row.state, AttendanceState::Excused, "absent from the first tap on");
        let refused = act(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert_eq!(refused.fields(), [(format!("/attendance/{}/reason", a1.other), "reason_needed")]);
        written(&secretary, id, excused("Con ốm")).await;
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
    }

    async fn votes_must_fit_the_roll_call_as_it_is_at_the_conclusion(app: TestApp) {
        let (secretary, a1) = (app.as_user("secretary_a1"), app.fixture.a1.clone());
        let id = in_session(&app, MeetingKind::Regular, 1);
        let vote = seen(&secretary, id).await.votes[0].id;
        let roll = |state: &str| json!({ "attendance": [{ "member_id": a1.other, "state": state, "reason": "Ốm" }] });
        written(&secretary, id, roll("excused")).await;
        let refused = act(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        let many = (format!("/votes/{vote}/in_favour"), "more_than_entitled");
        assert_eq!(refused.fields(), [many, ("/resolution".to_owned(), "not_passed")]);
        written(&secretary, id, json!({ "votes": [{ "id": vote, "in_favour": 4 }] })).await;
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        // Whatever comes to be otherwise is found again before the minutes leave the branch.
        done(&secretary, "PUT", id, "scores/branch", answers(&full())).await;
        app.write(|conn| {
            let row = attendance::table.find((id, a1.deputy));
            diesel::update(row).set(attendance::state.eq(AttendanceState::Unexcused)).execute(conn)
        });
        let refused = act(&secretary, "POST", id, "submission", json!({})).await;
        let fields = refused.fields();
        assert!(fields.contains(&(format!("/votes/{vote}/in_favour"), "more_than_entitled")), "{fields:?}");
        assert!(fields.iter().any(|(pointer, code)| pointer.starts_with("/opinions/") && *code == "was_absent"));
    }

    async fn no_resolution_without_a_vote_that_passed(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, MeetingKind::Regular, 1);
        let vote = seen(&secretary, id).await.votes[0].id;
        let counts = |yes: i32, no: i32| json!({ "votes": [{ "id": vote, "in_favour": yes, "against": no }] });
        let not_passed = [("/resolution".to_owned(), "not_passed")];
        written(&secretary, id, counts(2, 3)).await;
        assert_eq!(act(&secretary, "POST", id, "conclusion", json!({})).await.fields(), not_passed);
        written(&secretary, id, json!({ "votes": [{ "id": vote, "deleted": true }] })).await;
        assert_eq!(act(&secretary, "POST", id, "conclusion", json!({})).await.fields(), not_passed);
        let without = json!({ "without_resolution": true });
        done(&secretary, "POST", id, "conclusion", without.clone()).await;
        assert_eq!(seen(&secretary, id).await.resolution, None);

        // Issued, reopened and voted down: the number goes back while it is the last, and else stays where it is.
        let [first, second] = [(); 2].map(|()| in_session(&app, MeetingKind::Thematic, 1));
        for id in [first, second] {
            done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
            done(&secretary, "POST", id, "reopening", json!({})).await;
        }
        let refused = act(&secretary, "POST", first, "conclusion", without.clone()).await;
        assert_eq!(refused.fields(), [("/without_resolution".to_owned(), "wrong_state")]);
        done(&secretary, "POST", second, "conclusion", without).await;
        assert_eq!(seen(&secretary, second).await.resolution, None);
    }

    async fn who_chairs_records_presents_or_speaks_was_there(app: TestApp) {
        let (secretary, a1) = (app.as_user("secretary_a1"), app.fixture.a1.clone());
        let id = in_session(&app, MeetingKind::Regular, 1);
        let meeting = seen(&secretary, id).await;
        let (item, vote) = (meeting.agenda[0].id, meeting.votes[0].id);
        app.write(|conn| {
            for member in [a1.secretary, a1.scribe] {
                let excused = (attendance::state.eq(AttendanceState::Excused), attendance::reason.eq("Ốm"));
                diesel::update(attendance::table.find((id, member))).set(excused).execute(conn)?;
            }
            diesel::update(vote::table.find(vote)).set(vote::in_favour.eq(3)).execute(conn)
        });
        let refused = act(&secretary, "POST", id, "conclusion", json!({})).await;
        let absent = |pointer: String| (pointer, "was_absent");
        let spoke = meeting.opinions.iter().filter(|one| {
            one.kind != OpinionKind::Praise && [Some(a1.secretary), Some(a1.scribe)].contains(&one.member_id)
        });
        let mut expected = vec![absent(format!("/agenda/{item}/presenter_id"))];
        expected.extend(spoke.map(|one| absent(format!("/opinions/{}/member_id", one.id))));
        expected.extend([absent("/chair_id".to_owned()), absent("/secretary_id".to_owned())]);
        assert_eq!(refused.fields(), expected);
        let nobody = meeting::secretary_id.eq(None::<shared::id::MemberId>);
        let long = meeting::self_criticism_minutes.eq(Some(96));
        let other = in_session(&app, MeetingKind::Regular, 40);
        app.write(|conn| diesel::update(meeting::table.find(other)).set((nobody, long)).execute(conn));
        let refused = act(&secretary, "POST", other, "conclusion", json!({})).await;
        let pairs = [("/self_criticism_minutes", "out_of_range"), ("/secretary_id", "required")];
        assert_eq!(refused.fields(), pairs.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    async fn a_preparatory_meeting_has_minutes_but_no_resolution(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, MeetingKind::Preparatory, 1);
        let answer = act(&secretary, "POST", id, "conclusion", draft("conclusion", "Chuẩn bị")).await;
        assert_eq!(answer.fields(), [("/resolution".to_owned(), "unknown_reference")]);
        assert_eq!(done(&secretary, "POST", id, "conclusion", json!({})).await.status, MeetingStatus::Concluded);
        let score = act(&secretary, "PUT", id, "scores/branch", json!({})).await;
        assert_eq!(score.problem().code.as_str(), "wrong_state");
    }

    async fn a_stale_version_is_told_what_changed_and_everything_is_in_the_history(app: TestApp) {
        let (secretary, id) = (app.as_user("secretary_a1"), in_session(&app, MeetingKind::Regular, 1));
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        let stale = secretary.post(&format!("/meetings/{id}/reopening"), json!({})).if_match(7).await;
        let paths = |changes: Vec<Change>| changes.iter().map(|change| change.path.to_string()).collect::<Vec<_>>();
        assert_eq!((stale.status, paths(stale.problem().changes)), (412, vec!["resolution".to_owned(), "status".to_owned()]));
        done(&secretary, "POST", id, "reopening", json!({})).await;
        let history: Page<Change> = app.as_user("office").get(&format!("/meetings/{id}/changes")).await.read();
        assert_eq!(paths(history.items), ["status", "status", "resolution"]);
    }

    async fn only_the_secretary_concludes(app: TestApp) {
        let id = in_session(&app, MeetingKind::Regular, 1);
        for (login, status) in [("scribe_a1", 403), ("member_a1", 403), ("standing", 403), ("committee", 403), ("secretary_a2", 404)] {
            let path = format!("/meetings/{id}/conclusion");
            let answer = app.as_user(login).post(&path, draft("resolution", "Nhiệm vụ")).if_match(7).await;
            assert_eq!(answer.status, status, "{login}");
        }
    }

    async fn meetings_of_a_branch_that_are_concluded_at_once_get_different_numbers(app: TestApp) {
        let ids = [(); 6].map(|()| in_session(&app, MeetingKind::Thematic, 1));
        let token = app.keys.sign(app.fixture.sessions["secretary_a1"], Utc::now()).unwrap();
        let barrier = Arc::new(Barrier::new(ids.len()));
        let threads = ids.map(|id| {
            let (state, token, barrier) = (app.state.clone(), token.clone(), barrier.clone());
            std::thread::spawn(move || conclude_at(&state, &token, id, &barrier))
        });
        let statuses = threads.map(|thread| thread.join().unwrap());
        assert_eq!(statuses, [200; 6]);
        let mut numbers = Vec::new();
        for id in ids {
            numbers.push(seen(&app.as_user("secretary_a1"), id).await.resolution.unwrap().number);
        }
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    }
}

/// Concludes a meeting on a server of its own, when all are ready.
fn conclude_at(state: &State, token: &str, id: MeetingId, barrier: &Barrier) -> u16 {
    actix_web::rt::System::new().block_on(async {
        let service = init_service(app(state, &routes(), None)).await;
        let request = TestRequest::post()
            .uri(&format!("/api/v1/meetings/{id}/conclusion"))
            .insert_header(("authorization", format!("Bearer {token}")))
            .insert_header(("if-match", "\"7\""))
            .set_json(draft("resolution", "Nhiệm vụ"));
        barrier.wait();
        call_service(&service, request.to_request()).await.status().as_u16()
    })
}
