//! Meetings: planning, running, reading.

mod list;
mod plan;
mod read;

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use serde_json::{Value, json};
use shared::api::meeting::{GetMeeting, Meeting, PlanMeeting};
use shared::id::{MeetingId, UnitId};

use crate::support::{TestApp, User};

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
