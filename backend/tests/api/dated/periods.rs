//! Figures and papers of a period: what was then, by the rules of then, as they were known then.

use backend::db::schema::{rule_set, setting, sheet_choice};
use chrono::{Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::json;
use shared::api::overview::{CellState, GetMonthlyPaper, GetOverview, Overview};
use shared::api::state::UnitState;
use shared::api::target::TargetRow;
use shared::api::{Figure, FigureKey, FigureReason, Page};
use shared::evaluation::SheetPurpose;
use shared::id::{SheetChoiceId, UnitId};
use shared::meeting::MeetingStatus;
use shared::paper::Block;
use shared::rulebook::Digest;
use uuid::Uuid;

use super::{overview, sent};
use crate::both_databases;
use crate::meetings::BOOK;
use crate::overview::held;
use crate::support::TestApp;
use crate::targets;

/// A day of last year.
fn last_year(app: &TestApp, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(app.fixture.today.year() - 1, month, day).unwrap()
}

/// A village branch that there was from a day to a day.
async fn short_lived(app: &TestApp, code: &str, name: &str, first: NaiveDate, last: Option<NaiveDate>) -> UnitId {
    let office = app.as_user("office");
    let body = json!({
        "kind": "branch", "branch_kind": "village", "code": code, "name": name, "fixed_day": 4, "starts_on": first,
    });
    let founded: UnitState = sent(&office, &format!("/units/{}/units", app.fixture.commune_a), body).await.read();
    if let Some(last) = last {
        sent(&office, &format!("/units/{}/closure", founded.unit_id), json!({"ends_on": last})).await;
    }
    founded.unit_id
}

fn figure(overview: &Overview, key: FigureKey) -> &Figure {
    overview.figures.iter().find(|figure| figure.key == key).unwrap()
}

fn noted(figure: &Figure, reason: FigureReason) -> u64 {
    figure.left_out.iter().find(|note| note.reason == reason).map_or(0, |note| note.count)
}

/// The rows of a month's table of results.
async fn results(app: &TestApp, month: u32) -> Vec<Vec<String>> {
    let year = app.fixture.today.year() - 1;
    let path = format!("/units/{}/monthly-papers/results?year={year}&month={month}", app.fixture.commune_a);
    let paper = app.as_user("office").get(&path).await.reply::<GetMonthlyPaper>();
    let table = paper.blocks.into_iter().find_map(|block| match block {
        Block::Table { rows, .. } => Some(rows),
        _ => None,
    });
    table.unwrap().into_iter().map(|row| row.cells).collect()
}

/// The rule set of the end of last year, put right today: two thematic meetings a quarter, another threshold of targets.
fn correct_the_rules(app: &TestApp) -> Digest {
    let before = BOOK.judging(last_year(app, 12, 31), None).unwrap();
    let mut value = before.value.clone();
    value.meeting.thematic_per_quarter = 2;
    value.targets.far_exceeded_percent = 200;
    let content = serde_json::to_string(&value).unwrap();
    let (digest, now) = (Digest::of(&content), Utc::now().naive_utc());
    app.write(|conn| {
        diesel::update(rule_set::table.find(before.digest.as_str())).set(rule_set::known_to.eq(now)).execute(conn)?;
        diesel::insert_into(rule_set::table)
            .values((
                rule_set::digest.eq(digest.as_str()),
                rule_set::code.eq(&value.id),
                rule_set::content.eq(&content),
                rule_set::known_from.eq(now),
                rule_set::recorded_at.eq(now),
            ))
            .execute(conn)?;
        // The book is known by its version.
        let version = Uuid::now_v7().as_bytes().to_vec();
        diesel::update(setting::table.find("rulebook")).set(setting::value.eq(version)).execute(conn)
    });
    digest
}

both_databases! {
    async fn a_branch_that_closed_within_the_year_counts_for_its_own_days(app: TestApp) {
        let closed = last_year(&app, 6, 30);
        let gone = short_lived(&app, "A8", "Chi bộ thôn Cũ", last_year(&app, 1, 1), Some(closed)).await;
        for month in [1, 2, 5] {
            held(&app, gone, last_year(&app, month, 4), "", MeetingStatus::Locked, Some(90));
        }
        let overview = overview(&app, app.fixture.commune_a, closed.year()).await;
        let line = overview.branches.iter().find(|line| line.unit_id == gone).unwrap();
        assert_eq!((line.left_on, line.schedule.share.count, line.schedule.share.of), (Some(closed), 3, 6));
        assert_eq!((line.cells[5].state, line.cells[6].state), (CellState::Missing, CellState::NoBranch));
        assert_eq!(overview.as_at, last_year(&app, 12, 31));
        // At the end of the year three branches are left, two of them villages.
        let supervision = figure(&overview, FigureKey::Supervision);
        assert_eq!((supervision.share.count, supervision.share.of, supervision.as_at), (2, 3, overview.as_at));
        assert_eq!(noted(supervision, FigureReason::BranchGone), 1);
        let cadres = figure(&overview, FigureKey::Cadres);
        assert_eq!((cadres.share.of, noted(cadres, FigureReason::BranchGone)), (2, 1));
        let names = cadres.left_out.iter().flat_map(|note| &note.names);
        assert!(names.clone().count() > 0 && names.clone().all(|name| name != "Chi bộ thôn Cũ"), "{cadres:?}");
        // Of June's meetings four were due, of July's three.
        let of = |month: usize| overview.trend[month - 1].now.scored;
        assert_eq!([(of(5).count, of(5).of), (of(6).count, of(6).of), (of(7).count, of(7).of)], [(1, 4), (0, 4), (0, 3)]);
        assert!(!overview.trend[4].now.is_complete() && overview.trend[4].before.is_none());
    }

    async fn monthly_papers_have_every_branch_of_the_month_on_its_own_days(app: TestApp) {
        let gone = short_lived(&app, "A0", "Chi bộ thôn Cũ", last_year(&app, 1, 1), Some(last_year(&app, 3, 10))).await;
        short_lived(&app, "A9", "Chi bộ thôn Mới", last_year(&app, 3, 20), None).await;
        held(&app, gone, last_year(&app, 3, 4), "", MeetingStatus::Submitted, None);
        let march = results(&app, 3).await;
        let names: Vec<&str> = march.iter().map(|row| row[1].as_str()).collect();
        let [first, .., new, sum] = names.as_slice() else { panic!("{names:?}") };
        assert_eq!((*first, *new, *sum, names.len()), ("Chi bộ thôn Cũ", "Chi bộ thôn Mới", "Cộng", 6), "by their codes");
        let fourth = format!("04/03/{}", app.fixture.today.year() - 1);
        assert_eq!((march[0][3].as_str(), march[0][9].as_str()), (fourth.as_str(), "Chi bộ chưa tự chấm điểm"));
        let since = format!("Chưa đến kỳ sinh hoạt: trực thuộc từ ngày 20/03/{}", app.fixture.today.year() - 1);
        assert_eq!(march[4][9], since);
        assert_eq!(march[5][3], "1/4 chi bộ", "nothing was due of the one founded after the fourth");
        let february: Vec<String> = results(&app, 2).await.into_iter().map(|row| row[9].clone()).collect();
        assert_eq!(february, ["Không sinh hoạt", "Không sinh hoạt", "Không sinh hoạt", "Không sinh hoạt", ""]);
        assert_eq!(results(&app, 4).await.len(), 5, "one has come, one has gone");
    }

    async fn rules_put_right_today_say_nothing_new_about_a_closed_year(app: TestApp) {
        let (commune, year) = (app.fixture.commune_a, app.fixture.today.year());
        for quarter in 1..=4 {
            crate::overview::thematic(&app, app.fixture.a1.id, last_year(&app, quarter * 3, 15));
        }
        for of in [year - 1, year] {
            targets::insert(&app, commune, of, "T01", [Some(5.0), Some(6.0), None]);
        }
        let rows = |year: i32| {
            let office = app.as_user("standing");
            async move {
                let page: Page<TargetRow> = office.get(&format!("/targets?year={year}")).await.read();
                page.items.into_iter().map(|row| row.far_exceeded).collect::<Vec<_>>()
            }
        };
        let before = overview(&app, commune, year - 1).await;
        assert_eq!((before.branches[0].thematic.share.count, rows(year - 1).await), (4, vec![true]));
        let corrected = correct_the_rules(&app);
        let after = overview(&app, commune, year - 1).await;
        assert_eq!((after.figures, after.branches), (before.figures.clone(), before.branches));
        assert!(before.figures.iter().all(|figure| figure.rules.as_ref().is_some_and(|rules| *rules != corrected)));
        assert_eq!((rows(year - 1).await, rows(year).await), (vec![true], vec![false]));
        let now = overview(&app, commune, year).await;
        assert!(now.figures.iter().all(|figure| figure.rules.as_ref() == Some(&corrected)), "{:?}", now.figures);
    }

    async fn grades_begin_where_the_sheet_in_force_that_day_lets_them(app: TestApp) {
        let commune = app.fixture.commune_a;
        let nghe_an = &BOOK.sheet_with_id("nghe-an-2021").unwrap().digest;
        let (first, last) = (last_year(&app, 1, 1), last_year(&app, 12, 31));
        let now = Utc::now().naive_utc();
        app.write(|conn| {
            diesel::update(sheet_choice::table.filter(sheet_choice::unit_id.eq(commune)))
                .set(sheet_choice::replaced_at.eq(now))
                .execute(conn)?;
            diesel::insert_into(sheet_choice::table)
                .values((
                    sheet_choice::id.eq(SheetChoiceId(Uuid::now_v7())),
                    sheet_choice::unit_id.eq(commune),
                    sheet_choice::sheet_digest.eq(nghe_an.as_str()),
                    sheet_choice::starts_on.eq(first),
                    sheet_choice::ends_on.eq(last),
                    sheet_choice::decision.eq(""),
                    sheet_choice::recorded_at.eq(now),
                    sheet_choice::recorded_by.eq("thử"),
                    sheet_choice::correction.eq(""),
                    sheet_choice::purpose.eq(SheetPurpose::Meeting),
                ))
                .execute(conn)
        });
        let steps = |year: i32| {
            let office = app.as_user("office");
            let path = format!("/units/{commune}/overview?year={year}");
            async move {
                let overview = office.get(&path).await.reply::<GetOverview>();
                overview.grades.into_iter().map(|step| step.min).collect::<Vec<_>>()
            }
        };
        assert_eq!(steps(first.year()).await, [80, 70, 50, 0]);
        assert!(steps(first.year() - 1).await.is_empty(), "none is chosen for that day");
    }
}
