//! The overview of a commune and a branch's year: what each cell says, what each figure counts, who sees what.

use backend::meetings::record::MeetingRecord;
use chrono::{Datelike, Months, NaiveDate};
use diesel::prelude::*;
use serde_json::Value;
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::meeting::{AttendanceState, MeetingKind, MeetingStatus, Scorer};
use shared::member::{ActivityStatus, MembershipKind};
use shared::time;
use uuid::Uuid;

use crate::both_databases;
use crate::meetings::BOOK;
use crate::support::TestApp;
use backend::db::schema::{attendance, meeting, score};

/// A regular meeting of a month with one roll call row per state given and, if it has points, the committee's score.
pub fn held(
    app: &TestApp,
    unit: UnitId,
    date: NaiveDate,
    moved: &str,
    status: MeetingStatus,
    points: Option<i32>,
) -> MeetingId {
    let id = MeetingId(Uuid::now_v7());
    let at = time::from_local(date.and_hms_opt(19, 30, 0).unwrap()).naive_utc();
    app.write(|conn| {
        let record = MeetingRecord {
            status,
            moved_reason: moved.to_owned(),
            ..MeetingRecord::planned(id, unit, MeetingKind::Regular, at)
        };
        diesel::insert_into(meeting::table).values(&record).execute(conn)?;
        if let Some(points) = points {
            diesel::insert_into(score::table)
                .values((
                    score::meeting_id.eq(id),
                    score::scorer.eq(Scorer::Committee),
                    score::by_name.eq(""),
                    score::given_at.eq(at),
                    score::sheet_digest.eq(BOOK.sheet_with_id("an-phu-2025").unwrap().digest.as_str()),
                    score::facts.eq("{}"),
                    score::answers.eq("{}"),
                    score::marks.eq("{}"),
                    score::points.eq(points),
                    score::out_of.eq(95),
                    score::grade.eq(if points >= 90 { MeetingGrade::Good } else { MeetingGrade::Fair }),
                    score::complete.eq(true),
                    score::remarks.eq(""),
                ))
                .execute(conn)?;
        }
        Ok(())
    });
    id
}

/// A thematic meeting that was held.
pub fn thematic(app: &TestApp, unit: UnitId, date: NaiveDate) {
    let at = time::from_local(date.and_hms_opt(19, 30, 0).unwrap()).naive_utc();
    app.write(|conn| {
        let record = MeetingRecord {
            status: MeetingStatus::Locked,
            ..MeetingRecord::planned(MeetingId(Uuid::now_v7()), unit, MeetingKind::Thematic, at)
        };
        diesel::insert_into(meeting::table).values(&record).execute(conn)
    });
}

/// Who was at a meeting that was held, and how.
pub fn roll_call(
    app: &TestApp,
    meeting_id: MeetingId,
    rows: &[(shared::id::MemberId, ActivityStatus, AttendanceState)],
) {
    app.write(|conn| {
        for (member_id, status, state) in rows {
            diesel::insert_into(attendance::table)
                .values((
                    attendance::meeting_id.eq(meeting_id),
                    attendance::member_id.eq(*member_id),
                    attendance::kind.eq(MembershipKind::Official),
                    attendance::status.eq(*status),
                    attendance::state.eq(*state),
                    attendance::reason.eq(""),
                ))
                .execute(conn)?;
        }
        Ok(())
    });
}

fn figure<'a>(figures: &'a Value, key: &str) -> &'a Value {
    figures.as_array().unwrap().iter().find(|figure| figure["key"] == key).unwrap()
}

/// The fourth of a month of last year: nothing lies ahead there.
fn fourth(app: &TestApp, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(app.fixture.today.year() - 1, month, 4).unwrap()
}

both_databases! {
    async fn cells_and_figures_say_what_was_held(app: TestApp) {
        let branch = &app.fixture.a1;
        let on_day = held(&app, branch.id, fourth(&app, 1), "", MeetingStatus::Locked, Some(92));
        held(&app, branch.id, fourth(&app, 2) + chrono::TimeDelta::days(3), "Mưa lũ", MeetingStatus::Locked, Some(80));
        held(&app, branch.id, fourth(&app, 3) + chrono::TimeDelta::days(1), "", MeetingStatus::Submitted, None);
        roll_call(&app, on_day, &[
            (branch.secretary, ActivityStatus::Active, AttendanceState::Present),
            (branch.ordinary, ActivityStatus::Active, AttendanceState::Excused),
            (branch.exempt, ActivityStatus::Exempt, AttendanceState::Present),
        ]);
        let year = app.fixture.today.year() - 1;
        let path = format!("/units/{}/overview?year={year}", app.fixture.commune_a);
        let answer = app.as_user("standing").get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let overview = answer.json();
        let line = &overview["branches"][0];
        assert_eq!(line["name"], "Chi bộ thôn Nà Tâm");
        let cell = |month: usize| &line["cells"][month - 1];
        assert_eq!((cell(1)["state"].as_str(), cell(1)["points"].as_i64()), (Some("scored"), Some(92)));
        assert_eq!((cell(1)["grade"].as_str(), cell(1)["on_fixed_day"].as_bool()), (Some("good"), Some(true)));
        assert_eq!((cell(2)["state"].as_str(), cell(2)["on_fixed_day"].as_bool()), (Some("scored"), Some(false)));
        assert_eq!(cell(3)["state"], "held");
        assert_eq!(cell(4)["state"], "missing");
        assert_eq!(line["thematic_missing"], serde_json::json!([1, 2, 3, 4]));
        // Twelve months are over; January on the day, February moved with a reason, March without one.
        assert_eq!((line["schedule"]["count"].as_i64(), line["schedule"]["of"].as_i64()), (Some(2), Some(12)));
        // The exempt member is named as left out, and isn't in the denominator.
        assert_eq!((line["attendance"]["count"].as_i64(), line["attendance"]["of"].as_i64()), (Some(1), Some(2)));
        assert_eq!(line["attendance"]["left_out"], serde_json::json!([{"reason": "no_duty", "count": 1}]));
        assert_eq!(figure(&overview["figures"], "supervision")["count"], 2);
        assert_eq!(overview["trend"][0]["now"]["average"], 96.8);
        // One of three branches has a score for January; the other two didn't meet.
        let january = &overview["trend"][0]["now"];
        assert_eq!((january["count"].as_i64(), january["of"].as_i64()), (Some(1), Some(3)));
        assert_eq!(overview["branches"].as_array().unwrap().len(), 3);
        // Numbers alone, the same in every language; their words are made where they are read.
        let english = app.as_user("standing").get(&path).header("accept-language", "en").await.json();
        assert_eq!(english["figures"], overview["figures"]);
        assert_eq!(overview["as_at"], format!("{year}-12-31"));
        let digest = line["tasks"]["rules"].as_str().unwrap();
        assert_eq!(app.as_user("standing").get(&format!("/rule-sets/{digest}")).await.status, 200);
        for (wrong, pointer) in [(1899, "query/year"), (i32::MAX, "query/year")] {
            let path = format!("/units/{}/overview?year={wrong}", app.fixture.commune_a);
            let answer = app.as_user("standing").get(&path).await;
            assert_eq!((answer.status, answer.fields()), (400, vec![(pointer.to_owned(), "out_of_range")]));
        }
    }

    async fn a_committee_member_sees_every_line_and_opens_only_their_own(app: TestApp) {
        let path = format!("/units/{}/overview", app.fixture.commune_a);
        let overview = app.as_user("committee").get(&path).await.json();
        let can_open: Vec<bool> =
            overview["branches"].as_array().unwrap().iter().map(|line| line["can_open"].as_bool().unwrap()).collect();
        assert_eq!(can_open, [true, false, false]);
    }

    async fn the_trend_compares_with_the_year_before_that_has_meetings(app: TestApp) {
        let long_ago = fourth(&app, 5) - Months::new(36);
        held(&app, app.fixture.a2.id, long_ago, "", MeetingStatus::Locked, Some(76));
        held(&app, app.fixture.a2.id, fourth(&app, 5), "", MeetingStatus::Locked, Some(95));
        let year = app.fixture.today.year() - 1;
        let overview =
            app.as_user("standing").get(&format!("/units/{}/overview?year={year}", app.fixture.commune_a)).await.json();
        assert_eq!(overview["compared_year"], long_ago.year());
        assert_eq!(overview["trend"][4]["now"]["average"], 100.0);
        assert_eq!(overview["trend"][4]["before"]["average"], 80.0);
    }

    async fn members_see_their_branches_year_without_plans_and_undecided_scores(app: TestApp) {
        let branch = app.fixture.a1.id;
        held(&app, branch, fourth(&app, 1), "", MeetingStatus::Planned, None);
        held(&app, branch, fourth(&app, 2), "", MeetingStatus::Submitted, Some(92));
        held(&app, branch, fourth(&app, 3), "", MeetingStatus::Locked, Some(92));
        let path = format!("/branches/{branch}/year?year={}", app.fixture.today.year() - 1);
        let secretary = app.as_user("secretary_a1").get(&path).await.json();
        let member = app.as_user("member_a1").get(&path).await.json();
        assert!(secretary["cells"][0]["meeting_id"].is_string());
        assert!(member["cells"][0]["meeting_id"].is_null());
        assert_eq!((secretary["cells"][1]["points"].as_i64(), member["cells"][1]["points"].as_i64()), (Some(92), None));
        assert_eq!(member["cells"][2]["points"], 92);
        assert_eq!(app.as_user("member_a2").get(&path).await.status, 404);
        for above in ["standing", "office", "committee"] {
            assert_eq!(app.as_user(above).get(&path).await.json()["can_open"], true, "{above}");
        }
    }
}
