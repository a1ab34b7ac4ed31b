//! Targets.

use chrono::Datelike;
use diesel::prelude::*;
use serde_json::json;
use shared::api::Page;
use shared::api::target::{GetTarget, TargetRow, UpdateTarget};
use shared::id::{TargetId, UnitId};
use shared::target::{Direction, TargetStatus};
use shared::unit::Sector;
use uuid::Uuid;

use backend::db::schema::target;

use crate::both_databases;
use crate::support::TestApp;

/// A target with its values: planned, reached, percent as reported.
pub fn insert(app: &TestApp, unit: UnitId, year: i32, code: &str, values: [Option<f64>; 3]) -> TargetId {
    let id = TargetId(Uuid::now_v7());
    let [planned, actual, reported] = values;
    app.write(|conn| {
        diesel::insert_into(target::table)
            .values((
                target::id.eq(id),
                target::unit_id.eq(unit),
                target::year.eq(year),
                target::code.eq(code),
                target::name.eq("Kết nạp đảng viên"),
                target::measured_in.eq("người"),
                target::sector.eq(Sector::PartyBuilding),
                target::better.eq(Direction::Up),
                target::planned.eq(planned),
                target::actual.eq(actual),
                target::percent_reported.eq(reported),
                target::version.eq(1_i64),
            ))
            .execute(conn)
    });
    id
}

both_databases! {
    async fn targets_are_listed_with_percent_and_state(app: TestApp) {
        let year = app.fixture.today.year();
        insert(&app, app.fixture.commune_a, year, "T02", [None, None, Some(114.3)]);
        insert(&app, app.fixture.commune_a, year, "T01", [Some(5.0), Some(6.0), None]);
        insert(&app, app.fixture.commune_a, 2022, "T01", [Some(5.0), None, None]);
        insert(&app, app.fixture.a1.id, year, "T01", [Some(2.0), Some(1.0), None]);
        insert(&app, app.fixture.commune_b, year, "T01", [Some(2.0), Some(2.0), None]);
        let page: Page<TargetRow> = app.as_user("standing").get("/targets").await.read();
        let found: Vec<_> =
            page.items.iter().map(|row| (row.code.as_str(), row.percent, row.status, row.percent_reported)).collect();
        let exceeded = Some(TargetStatus::Exceeded);
        assert_eq!(found, [("T01", Some(120.0), exceeded, false), ("T02", Some(114.3), exceeded, true)]);
        let old: Page<TargetRow> = app.as_user("standing").get("/targets?year=2022").await.read();
        assert_eq!((old.items.len(), old.items[0].status), (1, None));
        let of_branch = format!("/targets?unit_id={}", app.fixture.a1.id);
        let branch: Page<TargetRow> = app.as_user("standing").get(&of_branch).await.read();
        assert_eq!(branch.items[0].status, Some(TargetStatus::NotMet));
        let own: Page<TargetRow> = app.as_user("secretary_a1").get("/targets").await.read();
        assert_eq!(own.items, branch.items);
        let others: Page<TargetRow> = app.as_user("secretary_a2").get(&of_branch).await.read();
        assert_eq!(others.items, []);
    }

    async fn the_office_enters_values_and_wrong_ones_are_named(app: TestApp) {
        let id = insert(&app, app.fixture.commune_a, 2022, "T01", [Some(5.0), None, Some(80.0)]);
        let path = format!("/targets/{id}");
        let office = app.as_user("office");
        let row = office.patch(&path, json!({"actual": 5})).if_match(1).await.reply::<UpdateTarget>();
        assert_eq!((row.percent, row.status, row.version), (Some(100.0), Some(TargetStatus::Met), 2));
        let row = office.patch(&path, json!({"planned": null})).if_match(2).await.reply::<UpdateTarget>();
        assert_eq!((row.planned, row.actual, row.percent, row.percent_reported), (None, Some(5.0), Some(80.0), true));
        let late = office.patch(&path, json!({"actual": 6})).if_match(1).await.problem();
        let paths: Vec<&str> = late.changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!((late.status, paths), (412, vec!["actual"]));
        assert_eq!(late.changes[0].now, Some(json!(5.0)));
        let planned = office.patch(&path, json!({"planned": 5})).header("if-match", "\"2\"").await.problem();
        assert_eq!(planned.changes[0].path, "planned");
        let apart = office.patch(&path, json!({"planned": 5})).header("if-match", "\"1\", \"3\"").await;
        let row = apart.reply::<UpdateTarget>();
        assert_eq!((row.planned, row.actual, row.version), (Some(5.0), Some(5.0), 4), "the actual value was somebody else's");
        assert_eq!(office.get(&path).await.reply::<GetTarget>(), row);
        let wrong = office.patch(&path, json!({"actual": -1, "planned": 1e13})).if_match(4).await;
        let fields = [("/planned", "out_of_range"), ("/actual", "out_of_range")];
        assert_eq!(wrong.fields(), fields.map(|(pointer, code)| (pointer.to_owned(), code)));
        assert_eq!(office.patch(&path, json!({"actual": "6"})).if_match(4).await.status, 400);
        assert_eq!(app.as_user("standing").patch(&path, json!({})).if_match(3).await.status, 403);
    }
}
