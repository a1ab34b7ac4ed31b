//! The home page: what each role is told to do next.

use backend::db::Decision;
use backend::db::schema::unit_state;
use backend::units::{Charge, ChargeRow};
use backend::units::{Granted, GrantedRow};
use chrono::Datelike;
use diesel::prelude::*;
use serde_json::json;
use shared::access::Role;
use shared::api::home::{GetHome, TodoKind};
use shared::api::overview::{CellState, GetBranchYear};
use shared::dated::Span;
use shared::id::UnitId;
use shared::time::local_date;

use crate::both_databases;
use crate::meetings::held::{done, submitted};
use crate::meetings::{fixed_day, hours_ago, planned, written};
use crate::support::{TestApp, write};

/// The branches that somebody is reminded of.
async fn reminded_of(app: &TestApp, login: &str) -> Vec<UnitId> {
    let home = app.as_user(login).get("/me/home").await.reply::<GetHome>();
    let reminders = home.todos.into_iter().filter(|todo| todo.kind == TodoKind::RemindBranch);
    reminders.filter_map(|todo| todo.unit_id).collect()
}

both_databases! {
    async fn a_meeting_that_began_early_is_todays(app: TestApp) {
        let (secretary, a1) = (app.as_user("secretary_a1"), app.fixture.a1.id);
        let ahead = planned(&app, 1).await;
        let home = async || secretary.get("/me/home").await.reply::<GetHome>();
        let before = home().await;
        assert!(!before.preparation.is_empty());
        assert!(before.todos.iter().all(|todo| todo.meeting_id != Some(ahead.id)));

        written(&secretary, ahead.id, json!({"started_at": hours_ago(1)})).await;
        let begun = home().await;
        assert!(begun.preparation.is_empty(), "what has begun is prepared");
        let todo = begun.todos.iter().find(|todo| todo.meeting_id == Some(ahead.id)).unwrap();
        assert_eq!((todo.kind, todo.due_on), (TodoKind::Hold, Some(local_date(hours_ago(1)))));
        let year = secretary.get(&format!("/branches/{a1}/year?year={}", ahead.year)).await.reply::<GetBranchYear>();
        let cell = year.cells.iter().find(|cell| cell.month == ahead.month).unwrap();
        assert_eq!((cell.meeting_id, cell.on_fixed_day), (Some(ahead.id), fixed_day(&app, 1) == local_date(hours_ago(1))));
    }

    async fn minutes_that_are_open_again_after_a_return_wait_for_the_branch_and_have_no_score(app: TestApp) {
        let (secretary, standing) = (app.as_user("secretary_a1"), app.as_user("standing"));
        let meeting = submitted(&app, 1).await;
        let cell = async || {
            let path = format!("/branches/{}/year?year={}", meeting.unit_id, meeting.year);
            let year = app.as_user("office").get(&path).await.reply::<GetBranchYear>();
            year.cells.into_iter().find(|cell| cell.meeting_id == Some(meeting.id)).unwrap()
        };
        assert_eq!(cell().await.state, CellState::Scored);
        done(&standing, "POST", meeting.id, "return", json!({"reason": "Ghi rõ biểu quyết"})).await;
        done(&secretary, "POST", meeting.id, "reopening", json!({})).await;
        assert_eq!((cell().await.state, cell().await.points), (CellState::Held, None));
        let home = secretary.get("/me/home").await.reply::<GetHome>();
        let todo = home.todos.iter().find(|todo| todo.meeting_id == Some(meeting.id)).unwrap();
        assert_eq!(todo.kind, TodoKind::Returned);
    }

    async fn a_secretary_in_charge_of_another_branch_is_reminded_of_that_one(app: TestApp) {
        let f = &app.fixture;
        app.write(|conn| {
            // Overdue on every day of a month but its first.
            diesel::update(unit_state::table).set(unit_state::fixed_day.eq(1)).execute(conn)?;
            let since = Span::from(f.today.pred_opt().unwrap());
            let (account_id, role) = (f.accounts["secretary_a1"], Role::CommitteeMember);
            let granted = Granted { account_id, role, unit_id: f.commune_a };
            write(conn, GrantedRow::new(granted, since, Decision::default()))?;
            for unit_id in [f.a1.id, f.a2.id] {
                let charge = Charge { unit_id, member_id: f.a1.secretary };
                write(conn, ChargeRow::new(charge, since, Decision::default()))?;
            }
            Ok(())
        });
        let overdue = |branches: &[UnitId]| if f.today.day() > 1 { branches.to_vec() } else { Vec::new() };
        assert_eq!(reminded_of(&app, "secretary_a1").await, overdue(&[f.a2.id]), "not of the own branch");
        assert_eq!(reminded_of(&app, "committee").await, overdue(&[f.a1.id]));
        assert_eq!(reminded_of(&app, "office").await, overdue(&[f.a1.id, f.a2.id, f.a3.id]));
        assert_eq!(reminded_of(&app, "secretary_a2").await, []);
    }
}
