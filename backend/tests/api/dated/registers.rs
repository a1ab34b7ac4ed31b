//! Registers that are imported keep to the rules of elections and moves: what they can't say is a finding.

use backend::db::Decision;
use backend::db::schema::{change, committee_term, membership, office, unit_state};
use backend::units::{Seat, SeatRow};
use diesel::prelude::*;
use futures_util::future::join;
use serde_json::json;
use shared::api::member::ImportReport;
use shared::dated::Span;
use shared::id::{MemberId, UnitId};
use shared::unit::Office;

use super::{committee, day, sent};
use crate::both_databases;
use crate::member_imports::{GOOD, branches, counts, import};
use crate::support::{TestApp, write};

fn unit(app: &TestApp, code: &str) -> UnitId {
    app.write(|conn| unit_state::table.filter(unit_state::code.eq(code)).select(unit_state::unit_id).first(conn))
}

/// The parts of a branch that were noted: an import's act shows its first changes only.
fn noted(app: &TestApp, unit: UnitId) -> Vec<String> {
    app.write(|conn| {
        let of_unit = change::table.filter(change::subject_id.eq(unit.0.as_bytes().to_vec()));
        of_unit.select(change::path).order(change::path).load(conn)
    })
}

/// The problems that were found, each once.
fn problems(report: &ImportReport) -> Vec<&'static str> {
    let mut found: Vec<&str> = report.findings.iter().map(|finding| finding.problem.as_str()).collect();
    found.dedup();
    found
}

both_databases! {
    async fn a_register_seats_no_second_secretary_and_nobody_outside_a_term(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        let (led, over) = (unit(&app, "CB02"), unit(&app, "CB03"));
        let yesterday = day(&app, -1);
        app.write(|conn| {
            // A cadre of the commune leads one branch; the other's term is over.
            let seat = Seat { unit_id: led, member_id: app.fixture.a3.ordinary, held: Office::Secretary };
            write(conn, SeatRow::new(seat, Span::from(day(&app, -30)), Decision::default()))?;
            diesel::update(committee_term::table.filter(committee_term::unit_id.eq(over)))
                .set(committee_term::ends_on.eq(yesterday))
                .execute(conn)
        });
        let dry = import(&app, "", GOOD).await;
        let applied = import(&app, "?apply=true", GOOD).await;
        assert_eq!(dry.findings, applied.findings);
        assert_eq!((counts(&applied), problems(&applied)), ([184, 184, 0, 0, 0], vec!["second_secretary", "no_term"]));
        assert!(applied.findings.iter().all(|finding| finding.fixable), "the members are taken over");
        let of_led = committee(&app, led, app.fixture.today).await;
        let lead: Vec<_> = of_led.iter().filter(|row| row.office == Office::Secretary).map(|row| row.member_id).collect();
        assert_eq!(lead, [app.fixture.a3.ordinary]);
        assert_eq!(committee(&app, over, app.fixture.today).await, []);
        assert!(noted(&app, led).contains(&"committee".to_owned()));
        // Once somebody else may lead it, the same register says who.
        app.write(|conn| {
            diesel::update(office::table.filter(office::member_id.eq(app.fixture.a3.ordinary)))
                .set(office::ends_on.eq(yesterday))
                .execute(conn)
        });
        let again = import(&app, "?apply=true", GOOD).await;
        assert_eq!((counts(&again), problems(&again)), ([184, 0, 1, 183, 0], vec!["no_term"]));
    }

    async fn a_register_and_those_who_move_take_turns(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        import(&app, "?apply=true", GOOD).await;
        let (from, to, yesterday) = (unit(&app, "CB02"), unit(&app, "CB03"), day(&app, -1));
        let there: Vec<MemberId> = app.write(|conn| {
            // The register begins all offices again.
            diesel::update(office::table.filter(office::unit_id.eq_any([from, to])))
                .set(office::ends_on.eq(yesterday))
                .execute(conn)?;
            membership::table
                .filter(membership::unit_id.eq(from))
                .filter(membership::ends_on.is_null())
                .filter(membership::replaced_at.is_null())
                .select(membership::member_id)
                .load(conn)
        });
        let office = app.as_user("office");
        let moves = async {
            for member in &there {
                let body = json!({"starts_on": day(&app, 5), "unit_id": to});
                sent(&office, &format!("/members/{member}/memberships"), body).await;
            }
        };
        let (report, ()) = join(import(&app, "?apply=true", GOOD), moves).await;
        assert!(report.applied);
        assert_eq!((counts(&report)[1], counts(&report)[4]), (0, 0));
        let seated = committee(&app, to, app.fixture.today).await;
        assert!(!seated.is_empty());
    }

    async fn a_branch_without_any_term_gets_its_first_one_with_its_first_committee(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        let new = unit(&app, "CB02");
        app.write(|conn| diesel::delete(committee_term::table.filter(committee_term::unit_id.eq(new))).execute(conn));
        let report = import(&app, "?apply=true", GOOD).await;
        assert_eq!(report.findings, []);
        assert!(!committee(&app, new, app.fixture.today).await.is_empty());
        assert_eq!(noted(&app, new), ["committee", "term"]);
    }

    async fn nobody_new_comes_to_a_branch_that_is_to_be_closed(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        let closing = unit(&app, "CB09");
        sent(&app.as_user("office"), &format!("/units/{closing}/closure"), json!({"ends_on": day(&app, 30)})).await;
        let report = import(&app, "?apply=true", GOOD).await;
        assert_eq!(problems(&report), ["branch_closing"]);
        assert_eq!(counts(&report)[4], i64::try_from(report.findings.len()).unwrap());
    }
}
