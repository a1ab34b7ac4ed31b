//! What nobody needs any more goes, and nothing else.

use std::time::Duration;

use backend::auth::ActivationSecret;
use backend::db::schema::{activation_code, idempotency, job, session, throttle};
use backend::jobs::{Worker, enqueue};
use backend::purge::{Purge, purge};
use backend::server::kinds;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::id::SessionId;
use uuid::Uuid;

use crate::both_databases;
use crate::support::TestApp;

/// An answer that was kept.
fn answer(app: &TestApp, key: &str, at: DateTime<Utc>) {
    app.write(|conn| {
        diesel::insert_into(idempotency::table)
            .values((
                idempotency::account_id.eq(app.fixture.accounts["office"]),
                idempotency::key.eq(key),
                idempotency::request_hash.eq(vec![1_u8]),
                idempotency::status.eq(200),
                idempotency::reply.eq("{}"),
                idempotency::created_at.eq(at.naive_utc()),
            ))
            .execute(conn)
    });
}

fn device(app: &TestApp, name: &str, expires: DateTime<Utc>, ended: Option<DateTime<Utc>>) {
    app.write(|conn| {
        let (id, now) = (SessionId(Uuid::now_v7()), Utc::now().naive_utc());
        diesel::insert_into(session::table)
            .values((
                session::id.eq(id),
                session::account_id.eq(app.fixture.accounts["office"]),
                session::device.eq(name),
                session::refresh_hash.eq(id.0.as_bytes().to_vec()),
                session::rotated_at.eq(now),
                session::created_at.eq(now),
                session::last_used_at.eq(now),
                session::expires_at.eq(expires.naive_utc()),
                session::ended_at.eq(ended.map(|at| at.naive_utc())),
            ))
            .execute(conn)
    });
}

fn counter(app: &TestApp, key: u8, at: DateTime<Utc>) {
    let row = (throttle::key.eq(vec![key]), throttle::failures.eq(6), throttle::last_at.eq(at.naive_utc()));
    app.write(|conn| diesel::insert_into(throttle::table).values(row).execute(conn));
}

/// Old and recent rows of each kind: the recent ones are called `kept`.
fn fill(app: &TestApp, now: DateTime<Utc>) {
    let ago = |days| now - TimeDelta::days(days);
    answer(app, "old", ago(31));
    answer(app, "kept", ago(29));
    device(app, "expired long ago", ago(31), None);
    device(app, "ended long ago", ago(-5), Some(ago(31)));
    device(app, "kept", ago(29), None);
    device(app, "kept", ago(-5), Some(ago(29)));
    counter(app, 1, now - TimeDelta::hours(25));
    counter(app, 2, now - TimeDelta::hours(23));
    for (login, issued) in [("office", ago(8)), ("standing", ago(6))] {
        let account = app.fixture.accounts[login];
        app.write(|conn| ActivationSecret::issue(conn, account, issued));
    }
}

/// What is left of what was filled in.
fn left(app: &TestApp) -> (Vec<String>, Vec<String>, Vec<Vec<u8>>, usize) {
    app.write(|conn| {
        let codes: i64 = activation_code::table.count().get_result(conn)?;
        Ok((
            idempotency::table.select(idempotency::key).load(conn)?,
            session::table
                .filter(session::device.like("kept").or(session::device.like("% ago")))
                .select(session::device)
                .load(conn)?,
            throttle::table.select(throttle::key).load(conn)?,
            usize::try_from(codes).unwrap(),
        ))
    })
}

fn kept() -> (Vec<String>, Vec<String>, Vec<Vec<u8>>, usize) {
    let kept = "kept".to_owned();
    (vec![kept.clone()], vec![kept.clone(), kept], vec![vec![2]], 1)
}

both_databases! {
    async fn old_rows_go_and_recent_ones_stay(app: TestApp) {
        let now = Utc::now();
        fill(&app, now);
        assert_eq!(purge(&app.db, now).unwrap(), 5);
        assert_eq!(left(&app), kept());
        assert_eq!(purge(&app.db, now).unwrap(), 0);
        assert_eq!(app.as_user("office").get("/me").await.status, 200);
    }

    async fn several_nodes_do_it_at_once(app: TestApp) {
        let now = Utc::now();
        fill(&app, now);
        let nodes = [(); 4].map(|()| {
            let db = app.db.clone();
            std::thread::spawn(move || purge(&db, now).unwrap())
        });
        let removed: usize = nodes.into_iter().map(|node| node.join().unwrap()).sum();
        assert_eq!((removed, left(&app)), (5, kept()));
    }

    async fn a_node_does_it_as_a_job_and_again_an_hour_later(app: TestApp) {
        fill(&app, Utc::now());
        app.db.write(|conn| enqueue(conn, &Purge {}, Utc::now())).unwrap();
        let node = Worker::start(app.db.clone(), kinds());
        for _ in 0..100 {
            if left(&app) == kept() {
                break;
            }
            actix_web::rt::time::sleep(Duration::from_millis(50)).await;
        }
        node.stop();
        assert_eq!(left(&app), kept());
        let (run_at, done): (NaiveDateTime, bool) =
            app.write(|conn| job::table.select((job::run_at, job::done_at.is_not_null())).first(conn));
        let wait = run_at - Utc::now().naive_utc();
        assert!(!done && (59..=60).contains(&wait.num_minutes()), "{run_at}");
    }
}
