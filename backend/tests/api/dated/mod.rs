//! Facts with days: what was stays, whatever changes later.

mod closings;
mod committee;
mod communes;
mod conflicts;
mod corrections;
mod figures;
mod members;
mod offices;
mod periods;
mod places;
mod registers;
mod units;

use chrono::{Days, NaiveDate};
use serde_json::Value;
use shared::api::Page;
use shared::api::overview::{GetOverview, Overview};
use shared::api::unit::OfficeRow;
use shared::id::UnitId;

use crate::support::{Response, TestApp, User};

/// So many days after today, or before.
fn day(app: &TestApp, days: i64) -> NaiveDate {
    let number = Days::new(days.unsigned_abs());
    let today = app.fixture.today;
    (if days < 0 { today.checked_sub_days(number) } else { today.checked_add_days(number) }).unwrap()
}

/// Sends a body that must be taken.
async fn sent(user: &User, path: &str, body: Value) -> Response {
    let answer = user.post(path, &body).await;
    assert_eq!(answer.status, 201, "{path} {body}: {}", answer.text());
    answer
}

/// The one wrong field of a body.
async fn refused(user: &User, path: &str, body: Value) -> (String, &'static str) {
    let answer = user.post(path, &body).await;
    assert_eq!(answer.status, 422, "{path} {body}: {}", answer.text());
    let fields = answer.fields();
    assert_eq!(fields.len(), 1, "{path} {body}: {}", answer.text());
    fields[0].clone()
}

fn wrong(pointer: &str, code: &'static str) -> (String, &'static str) {
    (pointer.to_owned(), code)
}

/// The commune's overview of a year.
async fn overview(app: &TestApp, unit: UnitId, year: i32) -> Overview {
    let path = format!("/units/{unit}/overview?year={year}");
    app.as_user("office").get(&path).await.reply::<GetOverview>()
}

/// A branch's committee of a day.
async fn committee(app: &TestApp, unit: UnitId, day: NaiveDate) -> Vec<OfficeRow> {
    let page: Page<OfficeRow> = app.as_user("office").get(&format!("/branches/{unit}/committee?on={day}")).await.read();
    page.items
}
