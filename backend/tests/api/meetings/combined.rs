//! A regular and a thematic meeting in one session: planned, timed, scored and counted as both.

use backend::db::schema::meeting;
use backend::seal::Verified;
use backend::server::verify;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::home::{GetHome, TodoKind};
use shared::api::meeting::{ListMeetings, PlanMeeting};
use shared::api::overview::GetBranchYear;
use shared::finding::FindingState;
use shared::meeting::MeetingKind;

use super::held::{self, answers, done, draft, full};
use super::{assessed, at, body, fields, fixed_day, hours_ago, planned, seen, write, written, wrong};
use crate::both_databases;
use crate::support::{TestApp, User};

const TOPIC: &str = "Học tập và làm theo Bác về nêu gương";

fn combined(app: &TestApp, months: u32) -> Value {
    let mut body = body("regular", fixed_day(app, months));
    body["thematic_topic"] = json!(TOPIC);
    body
}

/// Whether the home page asks for the quarter's thematic meeting.
async fn asked(user: &User) -> bool {
    let home = user.get("/me/home").await.reply::<GetHome>();
    home.todos.iter().any(|todo| todo.kind == TodoKind::PlanThematic)
}

async fn quarters(app: &TestApp) -> u64 {
    let path = format!("/branches/{}/year", app.fixture.a1.id);
    app.as_user("office").get(&path).await.reply::<GetBranchYear>().thematic.share.count
}

both_databases! {
    async fn its_plan_has_the_topic_and_the_steps_and_counts_for_the_quarter(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let plain = planned(&app, 1).await;
        assert!(asked(&secretary).await);
        let meeting = secretary.post(&at(app.fixture.a1.id), combined(&app, 0)).await.reply::<PlanMeeting>();
        assert_eq!((meeting.thematic_topic.as_str(), meeting.agenda.len()), (TOPIC, plain.agenda.len() + 3));
        let added: Vec<_> = meeting.agenda.iter().filter(|item| item.title.starts_with("Chuyên đề")).collect();
        assert!(added.len() == 3 && added.iter().all(|item| !item.mandatory));
        assert!(!asked(&secretary).await);
        let rows = secretary.get("/meetings").await.reply::<ListMeetings>().items;
        let topics: Vec<&str> = rows.iter().map(|row| row.thematic_topic.as_str()).collect();
        assert_eq!(topics, [TOPIC, ""]);
    }

    async fn only_a_regular_meeting_has_one(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let mut thematic = combined(&app, 0);
        thematic["kind"] = json!("thematic");
        let refused = secretary.post(&at(app.fixture.a1.id), &thematic).await;
        assert_eq!(wrong(&refused), fields([("/thematic_topic", "unknown_reference")]));
        thematic["thematic_topic"] = json!("");
        let thematic = secretary.post(&at(app.fixture.a1.id), &thematic).await.reply::<PlanMeeting>();
        let patched = write(&secretary, thematic.id, json!({ "thematic_topic": TOPIC })).await;
        assert_eq!(wrong(&patched), fields([("/thematic_topic", "unknown_reference")]));
        let regular = planned(&app, 0).await;
        let long = write(&secretary, regular.id, json!({ "thematic_topic": "x".repeat(301) })).await;
        assert_eq!(wrong(&long), fields([("/thematic_topic", "too_long")]));
    }

    async fn it_lasts_two_hours_and_its_content_is_scored(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let id = planned(&app, 0).await.id;
        let start = hours_ago(5);
        let length = json!({ "started_at": start, "ended_at": start + chrono::TimeDelta::minutes(100) });
        written(&secretary, id, length).await;
        for (topic, state, text, out_of) in [
            (TOPIC, FindingState::Warn, "100 phút, cần 120 (thường kỳ kết hợp chuyên đề)", 100),
            (" ", FindingState::Ok, "100 phút, cần 90", 95),
        ] {
            let meeting = written(&secretary, id, json!({ "thematic_topic": topic })).await;
            assert_eq!(meeting.thematic_topic, topic.trim());
            let assessed = assessed(&meeting, app.fixture.today);
            let found = assessed.findings.iter().find(|one| one.rule == "R-09").unwrap();
            assert_eq!((found.state, found.text.vi.as_str(), assessed.result.out_of), (state, text, out_of));
        }
    }

    async fn held_it_counts_as_the_quarters_and_its_topic_is_locked(app: TestApp) {
        let (secretary, id) = (app.as_user("secretary_a1"), held::in_session(&app, MeetingKind::Regular, 0));
        let topic = |topic: &str| {
            app.write(|conn| {
                diesel::update(meeting::table.find(id)).set(meeting::thematic_topic.eq(topic)).execute(conn)
            })
        };
        topic(TOPIC);
        assert_eq!(quarters(&app).await, 0);
        done(&secretary, "POST", id, "conclusion", draft("resolution", "Nhiệm vụ")).await;
        assert_eq!(quarters(&app).await, 1);
        let mut judged = full();
        judged.insert("4.3".to_owned(), shared::evaluation::Answer::of(5));
        done(&secretary, "PUT", id, "scores/branch", answers(&judged)).await;
        done(&secretary, "POST", id, "submission", json!({})).await;
        done(&app.as_user("standing"), "PUT", id, "scores/committee", answers(&judged)).await;
        assert_eq!(seen(&secretary, id).await.scores[0].out_of, 100);
        let verified = || app.db.write(verify).unwrap();
        assert_eq!(verified(), Verified { checked: 1, changed: vec![] });
        topic("Khác");
        assert_eq!(verified().changed, [id.0]);
        topic("");
        assert_eq!(verified().changed, [id.0]);
    }
}
