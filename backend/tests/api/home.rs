//! The home page: what each role is told to do next.

use backend::db::schema::{account_grant, supervision, unit};
use chrono::Datelike;
use diesel::prelude::*;
use shared::access::Role;
use shared::api::home::{GetHome, TodoKind};
use shared::id::{GrantId, SupervisionId, UnitId};
use uuid::Uuid;

use crate::both_databases;
use crate::support::TestApp;

/// The branches that somebody is reminded of.
async fn reminded_of(app: &TestApp, login: &str) -> Vec<UnitId> {
    let home = app.as_user(login).get("/me/home").await.reply::<GetHome>();
    let reminders = home.todos.into_iter().filter(|todo| todo.kind == TodoKind::RemindBranch);
    reminders.filter_map(|todo| todo.unit_id).collect()
}

both_databases! {
    async fn a_secretary_in_charge_of_another_branch_is_reminded_of_that_one(app: TestApp) {
        let f = &app.fixture;
        app.write(|conn| {
            // Overdue on every day of a month but its first.
            diesel::update(unit::table).set(unit::fixed_day.eq(1)).execute(conn)?;
            diesel::insert_into(account_grant::table)
                .values((
                    account_grant::id.eq(GrantId(Uuid::now_v7())),
                    account_grant::account_id.eq(f.accounts["secretary_a1"]),
                    account_grant::role.eq(Role::CommitteeMember),
                    account_grant::unit_id.eq(f.commune_a),
                    account_grant::starts_on.eq(f.today.pred_opt().unwrap()),
                ))
                .execute(conn)?;
            for branch in [f.a1.id, f.a2.id] {
                diesel::insert_into(supervision::table)
                    .values((
                        supervision::id.eq(SupervisionId(Uuid::now_v7())),
                        supervision::unit_id.eq(branch),
                        supervision::member_id.eq(f.a1.secretary),
                        supervision::starts_on.eq(f.today.pred_opt().unwrap()),
                    ))
                    .execute(conn)?;
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
