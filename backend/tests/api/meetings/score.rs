//! Scores: the branch's, the supervising member's, the committee's; submitting, returning, locking.

use backend::db::schema::{attendance, meeting, opinion, score, sheet_snapshot, unit_state};
use backend::seal::Verified;
use backend::server::verify;
use backend::tasks::ReportRecord;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::json;
use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::{Answer, CriterionState, MeetingGrade};
use shared::meeting::{AttendanceState, MeetingStatus, Scorer, TaskStatus};

use super::held::{act, answers, concluded, done, draft, full, in_session, locked, submitted};
use super::{BOOK, seen, worded};
use crate::both_databases;

both_databases! {
    async fn a_branch_scores_bit_by_bit_and_submits_when_nothing_is_missing(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), concluded(&app, 1).await);
        let unscored = act(&secretary, "POST", meeting.id, "submission", json!({})).await;
        assert_eq!(unscored.fields().len(), full().len());
        assert!(unscored.fields().iter().all(|(_, code)| *code == "not_scored_yet"));

        let mut given = full();
        let missing = given.pop_first().unwrap();
        assert_eq!(done(&secretary, "PUT", meeting.id, "scores/branch", answers(&given)).await.status, MeetingStatus::Concluded);
        let incomplete = act(&secretary, "POST", meeting.id, "submission", json!({})).await;
        assert_eq!(incomplete.fields(), [(format!("/answers/{}", missing.0), "not_scored_yet")]);
        done(&secretary, "PUT", meeting.id, "scores/branch", answers(&full())).await;
        assert_eq!(done(&secretary, "POST", meeting.id, "submission", json!({})).await.status, MeetingStatus::Submitted);
        let now = seen(&secretary, meeting.id).await;
        let own = &now.scores[0];
        assert_eq!((now.scores.len(), own.scorer, own.remarks.as_str()), (1, Scorer::Branch, "Cần vận động đảng viên phát biểu"));
        // Nobody was told, nothing was sent, no committee met: 2 + 1 + 2 + 1 points; no thematic meeting this month.
        assert_eq!((own.total, own.out_of, own.grade), (89, 95, MeetingGrade::Fair));
        assert_eq!(worded(&now, 0).criterion("4.3").unwrap().state, CriterionState::LeftOut);
    }

    async fn answers_that_do_not_count_are_named(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), concluded(&app, 1).await);
        let wrong = json!({ "answers": {
            "1.1": { "points": 3 }, "2.1": { "points": 3, "note": "Một đồng chí về sớm" }, "3.2": { "points": 1 },
            "4.2": { "points": 11 }, "4.3": { "points": 5 },
        } });
        let code = |id: &str, code| (format!("/answers/{id}"), code);
        assert_eq!(
            act(&secretary, "PUT", meeting.id, "scores/branch", wrong).await.fields(),
            [code("1.1", "reason_needed"), code("3.2", "out_of_range"), code("4.2", "out_of_range"), code("4.3", "unknown_reference")]
        );
        let unknown = json!({ "answers": { "9/9~": { "points": 1 } } });
        assert_eq!(act(&secretary, "PUT", meeting.id, "scores/branch", unknown).await.fields(), [code("9~19~0", "unknown_reference")]);
        assert_eq!(seen(&secretary, meeting.id).await.scores, []);
        let reasoned = json!({ "answers": { "2.1": { "points": 3, "note": "Một đồng chí về sớm" }, "1.1": { "points": 5 } } });
        done(&secretary, "PUT", meeting.id, "scores/branch", reasoned).await;
        let now = seen(&secretary, meeting.id).await;
        let own = &now.scores[0];
        // What only repeats the computed figure isn't kept: it must not stand against the figure of another day.
        assert_eq!(own.answers.keys().collect::<Vec<_>>(), ["2.1"]);
        assert_eq!(worded(&now, 0).criterion("2.1").unwrap().overridden.as_ref().unwrap().computed, 4);
    }

    async fn the_day_of_submission_decides_whether_it_was_in_time(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), concluded(&app, 1).await);
        let mut given = full();
        given.insert("8.3".to_owned(), Answer::of(1));
        done(&secretary, "PUT", meeting.id, "scores/branch", answers(&given)).await;
        let points = |meeting: &shared::api::meeting::Meeting| meeting.scores[0].points.get("8.3").copied();
        assert_eq!(points(&seen(&secretary, meeting.id).await), Some(1));
        let earlier = |at: Option<DateTime<Utc>>| at.unwrap().naive_utc() - TimeDelta::days(2);
        let times = (
            meeting::started_at.eq(earlier(meeting.started_at)),
            meeting::ended_at.eq(earlier(meeting.ended_at)),
        );
        app.write(|conn| diesel::update(meeting::table.find(meeting.id)).set(times).execute(conn));
        done(&secretary, "POST", meeting.id, "submission", json!({})).await;
        assert_eq!(points(&seen(&secretary, meeting.id).await), Some(0));
    }

    async fn supervisor_and_committee_score_by_the_facts_of_the_submission(app: TestApp) {
        let meeting = submitted(&app, 1).await;
        // Whatever is written into the records now, it was submitted otherwise.
        app.write(|conn| diesel::delete(opinion::table.filter(opinion::meeting_id.eq(meeting.id))).execute(conn));
        let (supervisor, standing) = (app.as_user("committee"), app.as_user("standing"));
        done(&supervisor, "PUT", meeting.id, "scores/supervisor", json!({ "answers": { "4.2": { "points": 8 } } })).await;
        let incomplete = act(&standing, "PUT", meeting.id, "scores/committee", json!({})).await;
        assert_eq!(incomplete.fields().len(), full().len());
        assert_eq!(done(&standing, "PUT", meeting.id, "scores/committee", answers(&full())).await.status, MeetingStatus::Locked);
        let now = seen(&standing, meeting.id).await;
        let spoke = |scorer: usize| now.scores[scorer].points.get("4.5").copied();
        assert_eq!((spoke(0), spoke(1), spoke(2)), (Some(5), Some(5), Some(5)));
        let lock = now.lock.unwrap();
        assert_eq!((lock.hash.len(), lock.by.as_str()), (64, "Tài khoản standing"));
        // Members see the committee's score, and no other.
        let member = seen(&app.as_user("member_a1"), meeting.id).await;
        assert_eq!(member.scores.iter().map(|score| score.scorer).collect::<Vec<_>>(), [Scorer::Committee]);
    }

    async fn a_locked_meeting_takes_addenda_only_and_any_change_is_found(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), locked(&app, 1).await);
        for (user, method, what, body) in [
            (&secretary, "POST", "reopening", json!({})),
            (&secretary, "PUT", "scores/branch", json!({})),
            (&secretary, "POST", "submission", json!({})),
            (&app.as_user("committee"), "PUT", "scores/supervisor", json!({})),
            (&app.as_user("standing"), "PUT", "scores/committee", answers(&full())),
            (&app.as_user("standing"), "POST", "return", json!({ "reason": "Thiếu" })),
        ] {
            assert_eq!(act(user, method, meeting.id, what, body).await.problem().code.as_str(), "wrong_state", "{what}");
        }
        let verified = || app.db.write(verify).unwrap();
        done(&secretary, "POST", meeting.id, "addenda", json!({ "text": "Đính chính: 73 con" })).await;
        let empty = act(&secretary, "POST", meeting.id, "addenda", json!({ "text": " " })).await;
        assert_eq!(empty.fields(), [("/text".to_owned(), "required")]);
        assert_eq!(seen(&secretary, meeting.id).await.addenda[0].text, "Đính chính: 73 con");
        // What becomes of a task isn't locked, how it was assigned is.
        let report = ReportRecord::new(meeting.tasks[0].id, TaskStatus::Done, Utc::now().naive_utc(), "Lý Thị Én");
        app.write(|conn| report.add(conn));
        assert_eq!(verified(), Verified { checked: 1, changed: vec![] });
        app.write(|conn| diesel::update(score::table).set(score::remarks.eq("Khác")).execute(conn));
        assert_eq!(verified(), Verified { checked: 1, changed: vec![meeting.id.0] });
    }

    async fn all_scores_on_a_sheet_share_its_snapshot_and_the_lock_covers_it(app: TestApp) {
        let meeting = locked(&app, 1).await;
        let (snapshots, scores): (i64, i64) = app.write(|conn| {
            Ok((sheet_snapshot::table.count().get_result(conn)?, score::table.count().get_result(conn)?))
        });
        assert_eq!((snapshots, scores), (i64::try_from(BOOK.sheets().len()).unwrap(), 2));
        app.write(|conn| diesel::update(sheet_snapshot::table).set(sheet_snapshot::content.eq("{}")).execute(conn));
        assert_eq!(app.db.write(verify).unwrap(), Verified { checked: 1, changed: vec![meeting.id.0] });
    }

    async fn what_was_handed_in_is_judged_as_it_was_then(app: TestApp) {
        let (standing, meeting) = (app.as_user("standing"), submitted(&app, 1).await);
        let path = format!("/meetings/{}/assessment", meeting.id);
        let judged: Assessment = standing.get(&path).await.reply::<GetAssessment>();
        let absent = attendance::state.eq(AttendanceState::Unexcused);
        app.write(|conn| diesel::update(attendance::table).set(absent).execute(conn));
        assert_eq!(standing.get(&path).await.reply::<GetAssessment>(), judged);
        // Handed back, it's judged anew.
        done(&standing, "POST", meeting.id, "return", json!({ "reason": "Thiếu" })).await;
        let now: Assessment = standing.get(&path).await.reply::<GetAssessment>();
        assert!(now.attendance != judged.attendance && now.findings != judged.findings, "{now:?}");
    }

    async fn what_was_handed_in_is_sealed_as_it_was_then(app: TestApp) {
        let (standing, meeting) = (app.as_user("standing"), submitted(&app, 1).await);
        let path = format!("/meetings/{}/assessment", meeting.id);
        let judged: Assessment = standing.get(&path).await.reply::<GetAssessment>();
        app.write(|conn| diesel::update(unit_state::table).set(unit_state::fixed_day.eq(Some(1))).execute(conn));
        done(&standing, "PUT", meeting.id, "scores/committee", answers(&full())).await;
        let sealed: Assessment = standing.get(&path).await.reply::<GetAssessment>();
        assert_eq!((sealed.attendance, sealed.findings), (judged.attendance, judged.findings));
    }

    async fn before_the_lock_there_is_nothing_to_correct(app: TestApp) {
        let meeting = submitted(&app, 1).await;
        let addendum = act(&app.as_user("secretary_a1"), "POST", meeting.id, "addenda", json!({ "text": "Đính chính" })).await;
        assert_eq!(addendum.problem().code.as_str(), "wrong_state");
    }

    async fn the_committee_returns_with_a_reason(app: TestApp) {
        let (secretary, standing, meeting) = (app.as_user("secretary_a1"), app.as_user("standing"), submitted(&app, 1).await);
        let empty = act(&standing, "POST", meeting.id, "return", json!({ "reason": "" })).await;
        assert_eq!(empty.fields(), [("/reason".to_owned(), "required")]);
        done(&standing, "POST", meeting.id, "return", json!({ "reason": "Thiếu biên bản" })).await;
        let now = seen(&secretary, meeting.id).await;
        assert_eq!((now.status, now.submitted_at, now.return_reason.as_str()), (MeetingStatus::Concluded, None, "Thiếu biên bản"));
        done(&secretary, "POST", meeting.id, "submission", json!({})).await;
        assert_eq!(seen(&secretary, meeting.id).await.return_reason, "");
    }

    async fn each_scorer_has_a_score_of_their_own(app: TestApp) {
        let meeting = submitted(&app, 1).await;
        for (login, what, status) in [
            ("secretary_a1", "scores/supervisor", 403),
            ("secretary_a1", "scores/committee", 403),
            ("committee", "scores/committee", 403),
            ("committee", "scores/branch", 403),
            ("standing", "scores/supervisor", 403),
            ("scribe_a1", "scores/branch", 403),
            ("committee_2", "scores/supervisor", 404),
            ("standing_b", "scores/committee", 404),
        ] {
            let path = format!("/meetings/{}/{what}", meeting.id);
            let answer = app.as_user(login).put(&path, json!({})).if_match(meeting.version).await;
            assert_eq!(answer.status, status, "{login} {what}");
        }
    }

    async fn an_assessment_is_there_at_every_stage(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = in_session(&app, shared::meeting::MeetingKind::Regular, 1);
        let path = format!("/meetings/{id}/assessment");
        let assessment: Assessment = secretary.get(&path).await.reply::<GetAssessment>();
        assert_eq!((assessment.attendance.present, assessment.facts.speakers, assessment.facts.minutes), (6, 4, Some(95)));
        assert!(assessment.findings.iter().any(|finding| finding.rule == "R-09"));
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        done(&secretary, "PUT", id, "scores/branch", answers(&full())).await;
        let own: Assessment = secretary.get(&path).await.reply::<GetAssessment>();
        assert!(own.result.complete());
        let member: Assessment = app.as_user("member_a1").get(&path).await.reply::<GetAssessment>();
        assert!(!member.result.complete());
        assert_eq!(app.as_user("member_a2").get(&path).await.status, 404);
    }
}
