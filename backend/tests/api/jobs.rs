//! Background jobs: each once however many nodes there are, again when it fails, again when it was asked for meanwhile.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backend::db::Db;
use backend::db::schema::job;
use backend::http::{Error, Result};
use backend::jobs::{Job, Kinds, MOST_TRIES, Worker, enqueue};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::api::Page;
use shared::api::job::{JobRow, JobState};
use uuid::Uuid;

use crate::both_databases;
use crate::support::TestApp;

/// How often each job ran, by its key.
static RUNS: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

fn count(key: &str) -> usize {
    let mut runs = RUNS.lock().unwrap_or_else(PoisonError::into_inner);
    let count = runs.entry(key.to_owned()).or_default();
    *count += 1;
    *count
}

fn runs(key: &str) -> usize {
    RUNS.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied().unwrap_or_default()
}

/// Takes a moment, so that another node would meet it.
#[derive(Serialize, Deserialize)]
struct Slow(String);

impl Job for Slow {
    const KIND: &'static str = "slow";
    fn key(&self) -> String {
        self.0.clone()
    }
    fn run(&self, _: &Db, _: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        count(&self.0);
        std::thread::sleep(Duration::from_millis(20));
        Ok(None)
    }
}

/// Fails each time.
#[derive(Serialize, Deserialize)]
struct Failing(String);

impl Job for Failing {
    const KIND: &'static str = "failing";
    fn key(&self) -> String {
        self.0.clone()
    }
    fn run(&self, _: &Db, _: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        count(&self.0);
        Err(Error::internal("no paper in the printer"))
    }
}

/// Is asked for once more while it runs the first time.
#[derive(Serialize, Deserialize)]
struct AskedAgain(String);

impl Job for AskedAgain {
    const KIND: &'static str = "asked_again";
    fn key(&self) -> String {
        self.0.clone()
    }
    fn run(&self, db: &Db, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        if count(&self.0) == 1 {
            db.write(|conn| enqueue(conn, &Self(self.0.clone()), now))?;
        }
        Ok(None)
    }
}

fn worker(app: &TestApp) -> Worker {
    Worker::start(app.db.clone(), Kinds::default().on::<Slow>().on::<Failing>().on::<AskedAgain>())
}

fn put(app: &TestApp, job: &impl Job) {
    app.db.write(|conn| enqueue(conn, job, Utc::now() - TimeDelta::seconds(1))).unwrap();
}

fn open(app: &TestApp) -> i64 {
    app.write(|conn| job::table.filter(job::done_at.is_null()).count().get_result(conn))
}

/// Waits until it holds.
async fn until(what: impl Fn() -> bool) {
    for _ in 0..400 {
        if what() {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it doesn't come to hold");
}

both_databases! {
    async fn of_two_nodes_one_does_a_job(app: TestApp) {
        let keys: Vec<String> = (0..20).map(|_| Uuid::now_v7().to_string()).collect();
        for key in &keys {
            put(&app, &Slow(key.clone()));
            put(&app, &Slow(key.clone()));
        }
        assert_eq!(open(&app), 20, "one for each key");
        let nodes = [worker(&app), worker(&app), worker(&app)];
        until(|| open(&app) == 0).await;
        nodes.into_iter().for_each(Worker::stop);
        assert_eq!(keys.iter().map(|key| runs(key)).collect::<Vec<_>>(), [1; 20]);
    }

    async fn a_job_is_there_only_if_what_it_follows_from_is(app: TestApp) {
        let failed: Result<()> = app.db.write(|conn| {
            enqueue(conn, &Slow(Uuid::now_v7().to_string()), Utc::now())?;
            Err(Error::internal("taken back"))
        });
        assert_eq!((failed.is_err(), open(&app)), (true, 0));
    }

    async fn what_is_asked_for_while_it_runs_is_done_once_more(app: TestApp) {
        let key = Uuid::now_v7().to_string();
        put(&app, &AskedAgain(key.clone()));
        let node = worker(&app);
        until(|| open(&app) == 0).await;
        node.stop();
        assert_eq!(runs(&key), 2);
    }

    async fn a_job_of_a_node_that_is_gone_is_taken_over(app: TestApp) {
        let key = Uuid::now_v7().to_string();
        put(&app, &Slow(key.clone()));
        let gone = |until: DateTime<Utc>| {
            let claim = (job::claimed_by.eq("gone"), job::claimed_until.eq(until.naive_utc()));
            app.write(|conn| diesel::update(job::table).set(claim).execute(conn));
        };
        gone(Utc::now() + TimeDelta::minutes(1));
        let node = worker(&app);
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(runs(&key), 0, "somebody works on it");
        gone(Utc::now() - TimeDelta::seconds(1));
        until(|| open(&app) == 0).await;
        node.stop();
        assert_eq!(runs(&key), 1);
    }

    async fn what_fails_is_tried_again_later_then_stands_on_the_admin_s_list(app: TestApp) {
        let key = Uuid::now_v7().to_string();
        put(&app, &Failing(key.clone()));
        let node = worker(&app);
        for tries in 1..=MOST_TRIES {
            until(|| app.write(|conn| job::table.select((job::tries, job::claimed_by.is_null())).first::<(i32, bool)>(conn)) == (tries, true)).await;
            let run_at: chrono::NaiveDateTime = app.write(|conn| job::table.select(job::run_at).first(conn));
            assert!(run_at > Utc::now().naive_utc() + TimeDelta::seconds(10), "{run_at} is too soon");
            let past = (Utc::now() - TimeDelta::seconds(1)).naive_utc();
            app.write(|conn| diesel::update(job::table).set(job::run_at.eq(past)).execute(conn));
        }
        actix_web::rt::time::sleep(Duration::from_millis(1200)).await;
        assert_eq!(runs(&key), usize::try_from(MOST_TRIES).unwrap(), "not by itself");
        let admin = app.as_user("admin");
        let jobs: Page<JobRow> = admin.get("/jobs").await.read();
        let [row] = jobs.items.as_slice() else { panic!("{jobs:?}") };
        assert_eq!((row.state, row.kind.as_str(), row.tries), (JobState::Failed, "failing", MOST_TRIES));
        assert!(row.error.as_deref().unwrap().contains("no paper in the printer"), "{row:?}");
        assert_eq!(admin.post("/jobs/retry", json!({})).await.json(), json!({"jobs": 1}));
        until(|| runs(&key) == usize::try_from(MOST_TRIES).unwrap() + 1).await;
        node.stop();
        for login in ["office", "inspector", "secretary_a1"] {
            assert_eq!(app.as_user(login).get("/jobs").await.status, 403, "{login}");
        }
    }

    async fn a_job_of_a_kind_that_a_node_does_not_know_is_left_to_others(app: TestApp) {
        let key = Uuid::now_v7().to_string();
        put(&app, &Slow(key.clone()));
        let older = Worker::start(app.db.clone(), Kinds::default().on::<Failing>());
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        older.stop();
        assert_eq!((runs(&key), open(&app)), (0, 1));
    }
}
