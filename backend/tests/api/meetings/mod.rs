//! Meetings: planning, running, reading.

mod acts;
mod combined;
mod conclude;
pub mod held;
mod journey;
mod list;
mod minutes;
pub mod paper;
mod plan;
mod read;
mod resolution;
mod roll_call;
mod score;
mod seal;
mod together;

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Months, NaiveDate, SubsecRound, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::api::meeting::{GetMeeting, Meeting, PlanMeeting};
use shared::api::score::Assessment;
use shared::evaluation::{Answers, ScoreResult};
use shared::id::{MeetingId, UnitId};
use shared::meeting::assess::assess;
use shared::rulebook::Rulebook;

use crate::support::{Response, TestApp, User};

/// What is shipped.
pub static BOOK: LazyLock<Rulebook> = LazyLock::new(Rulebook::shipped);

/// What the meeting's rules and sheet say of it without any answers.
pub fn assessed(meeting: &Meeting, today: NaiveDate) -> Assessment {
    let rules = &BOOK.rule_set_of(meeting.rules.as_str()).unwrap().value;
    assess(meeting, rules, BOOK.sheet(meeting.sheet.as_str()).unwrap(), &Answers::default(), today)
}

/// A meeting's score in words.
pub fn worded(meeting: &Meeting, place: usize) -> ScoreResult {
    let score = &meeting.scores[place];
    score.result(BOOK.sheet(score.sheet.as_str()).unwrap())
}

/// The branches' fixed day, so many months from now.
pub fn fixed_day(app: &TestApp, months: u32) -> NaiveDate {
    app.fixture.today.with_day(4).unwrap() + Months::new(months)
}

/// Half past seven in the evening in Vietnam, as UTC.
pub fn evening(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(12, 30, 0).unwrap().and_utc()
}

/// What plans a meeting of a kind on a day.
pub fn body(kind: &str, day: NaiveDate) -> Value {
    json!({ "kind": kind, "year": day.year(), "month": day.month(), "scheduled_at": evening(day) })
}

/// Where meetings of a branch are planned.
pub fn at(unit: UnitId) -> String {
    format!("/branches/{unit}/meetings")
}

/// A regular meeting of branch A1 on the fixed day, planned by its secretary.
pub async fn planned(app: &TestApp, months: u32) -> Meeting {
    let body = body("regular", fixed_day(app, months));
    app.as_user("secretary_a1").post(&at(app.fixture.a1.id), body).await.reply::<PlanMeeting>()
}

/// The meeting as somebody sees it.
pub async fn seen(user: &User, id: MeetingId) -> Meeting {
    user.get(&format!("/meetings/{id}")).await.reply::<GetMeeting>()
}

/// Announces a planned meeting.
pub async fn announced(app: &TestApp, months: u32) -> Meeting {
    let meeting = planned(app, months).await;
    let secretary = app.as_user("secretary_a1");
    let answer =
        secretary.post(&format!("/meetings/{}/notices", meeting.id), json!({})).if_match(meeting.version).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    seen(&secretary, meeting.id).await
}

/// Some hours ago, to the second.
pub fn hours_ago(hours: i64) -> DateTime<Utc> {
    (Utc::now() - TimeDelta::hours(hours)).trunc_subsecs(0)
}

/// Writes a meeting as it stands now.
pub async fn write(user: &User, id: MeetingId, patch: Value) -> Response {
    let version = seen(user, id).await.version;
    user.patch(&format!("/meetings/{id}"), patch).if_match(version).await
}

/// Writes a meeting as it stands now, which must succeed.
pub async fn written(user: &User, id: MeetingId, patch: Value) -> Meeting {
    let answer = write(user, id, patch).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let meeting = seen(user, id).await;
    assert_eq!(answer.etag(), meeting.version);
    meeting
}

/// A meeting of branch A1 in session since three hours ago.
pub async fn in_session(app: &TestApp) -> Meeting {
    let meeting = announced(app, 0).await;
    written(&app.as_user("scribe_a1"), meeting.id, json!({ "started_at": hours_ago(3) })).await
}

/// The fields that an answer complains about.
pub fn wrong(answer: &Response) -> Vec<(String, &'static str)> {
    answer.fields()
}

/// What is expected of [`wrong`].
pub fn fields<const N: usize>(expected: [(&str, &'static str); N]) -> Vec<(String, &'static str)> {
    expected.map(|(pointer, code)| (pointer.to_owned(), code)).to_vec()
}
