//! Accounts, activation codes, sessions and grants, run by an admin.

use backend::accounts::{Provision, provision, replace_code};
use backend::auth::ActivationSecret;
use backend::db::Db;
use backend::db::schema::{activation_code, idempotency};
use backend::units::{self, NewUnit};
use chrono::{Days, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::access::Role;
use shared::api::account::{Account, AccountState};
use shared::id::{AccountId, UnitId};
use shared::problem::Code;
use shared::unit::{BranchKind, UnitKind};
use uuid::Uuid;

use crate::both_databases;
use crate::support::{Database, PASSWORD, TestApp, database};

impl TestApp {
    fn id(&self, login: &str) -> AccountId {
        self.fixture.accounts[login]
    }

    async fn account(&self, id: AccountId) -> Account {
        self.as_user("admin").get(&format!("/accounts/{id}")).await.read()
    }

    fn day(&self, offset: i64) -> NaiveDate {
        let days = Days::new(offset.unsigned_abs());
        let day = if offset < 0 {
            self.fixture.today.checked_sub_days(days)
        } else {
            self.fixture.today.checked_add_days(days)
        };
        day.unwrap()
    }
}

fn grant(role: Role, unit_id: UnitId, starts_on: NaiveDate, ends_on: Option<NaiveDate>) -> Value {
    json!({ "role": role, "unit_id": unit_id, "starts_on": starts_on, "ends_on": ends_on })
}

both_databases! {
    async fn from_a_new_account_to_its_work(app: TestApp) {
        let admin = app.as_user("admin");
        let new = json!({ "login": "Ban.Thi.Moi", "name": " Bàn Thị  Mới " });
        let answer = admin.post("/accounts", new).await;
        let account: Account = answer.read();
        assert_eq!((answer.status, answer.etag(), account.login.as_str(), account.state), (201, 1, "ban.thi.moi", AccountState::New));
        let path = format!("/accounts/{}", account.id);
        let slip = admin.api("POST", &format!("{path}/activation-codes")).await;
        assert_eq!(slip.status, 201, "{}", slip.text());
        let code = slip.json()["code"].as_str().unwrap().to_owned();
        let body = json!({ "login": "ban.thi.moi", "code": code, "password": "con trâu đi trước" });
        let token = app.anonymous().post("/auth/activate", body).await.json()["access_token"].as_str().unwrap().to_owned();
        let person = app.with_token(token);
        assert_eq!(person.get("/units").await.status, 403);
        let granted = admin.post(&format!("{path}/grants"), grant(Role::Scribe, app.fixture.a1.id, app.day(0), None)).await;
        assert_eq!((granted.status, granted.json()["unit_name"].as_str()), (201, Some("Chi bộ thôn Nà Tâm")));
        assert_eq!(person.get("/units").await.json()["items"].as_array().unwrap().len(), 1);
        let account = app.account(account.id).await;
        assert_eq!((account.state, account.grants.len()), (AccountState::Active, 1));
        assert!(account.last_sign_in_at.is_some() && account.version > 1);
    }

    async fn fields_of_a_new_account_are_checked(app: TestApp) {
        let admin = app.as_user("admin");
        for (body, expected) in [
            (json!({ "login": "ab", "name": "" }), vec![("/login", "wrong_format"), ("/name", "required")]),
            (json!({ "login": "đảng", "name": "x".repeat(201) }), vec![("/login", "wrong_format"), ("/name", "too_long")]),
            (json!({ "login": "ADMIN", "name": "A" }), vec![("/login", "taken")]),
            (json!({ "login": "new", "name": "A", "member_id": Uuid::now_v7() }), vec![("/member_id", "unknown_reference")]),
            (json!({ "login": "new", "name": "A", "member_id": app.fixture.a1.secretary }), vec![("/member_id", "taken")]),
        ] {
            let answer = admin.post("/accounts", &body).await;
            let expected: Vec<(String, &str)> = expected.into_iter().map(|(pointer, code)| (pointer.to_owned(), code)).collect();
            assert_eq!(answer.fields(), expected, "{body}");
        }
        assert_eq!(admin.post("/accounts", json!({ "login": "ban.moi", "name": "A", "role": "admin" })).await.problem().code, Code::BadJson);
    }

    async fn accounts_are_listed_page_by_page_and_found_without_diacritics(app: TestApp) {
        let admin = app.as_user("admin");
        let mut all: Vec<Account> = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = admin.get(&format!("/accounts?limit=4{cursor}")).await.json();
            let items: Vec<Account> = serde_json::from_value(page["items"].clone()).unwrap();
            assert!(items.len() <= 4 && items.iter().all(|account| account.grants.len() == 1));
            all.extend(items);
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let mut logins: Vec<&str> = all.iter().map(|account| account.login.as_str()).collect();
        logins.sort_unstable();
        assert_eq!(logins, app.fixture.accounts.keys().map(String::as_str).collect::<Vec<_>>());
        admin.post("/accounts", json!({ "login": "hoa", "name": "Đặng Thị Hoà" })).await;
        for (q, found) in [("dang%20thi", 1), ("%C4%90%E1%BA%B6NG", 1), ("hoa", 1), ("%25", 0), ("secretary_", 4), ("khong%20co", 0)] {
            let page = admin.get(&format!("/accounts?q={q}")).await.json();
            let hits = page["items"].as_array().unwrap().len();
            assert!(hits == found || (q == "hoa" && hits >= found), "{q}: {page}");
        }
        for bad in ["q=%00", "limit=0", "limit=201", "cursor=x", "nothing=1"] {
            assert_eq!(admin.get(&format!("/accounts?{bad}")).await.problem().code, Code::BadQuery, "{bad}");
        }
    }

    async fn two_admins_at_once_are_told(app: TestApp) {
        let id = app.id("scribe_a1");
        let path = format!("/accounts/{id}");
        let seen = app.account(id).await.version;
        let first = app.as_user("admin").patch(&path, json!({ "name": "Nông Đức Mới" })).if_match(seen).await;
        assert_eq!((first.status, first.etag()), (200, seen + 1), "{}", first.text());
        let renamed = json!({ "name": "Nông Đức Khác", "disabled": true });
        let second = app.as_user("admin_b").patch(&path, renamed).if_match(seen).await;
        let problem = second.problem();
        assert_eq!(problem.code, Code::Changed);
        assert_eq!(problem.changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(), ["name"]);
        assert_eq!(app.account(id).await.state, AccountState::Active);
        assert_eq!(app.as_user("admin").patch(&path, json!({ "name": "X" })).await.status, 428);
        let same = app.as_user("admin").patch(&path, json!({ "name": "Nông Đức Mới" })).if_match(seen + 1).await;
        assert_eq!(same.etag(), seen + 1, "nothing was changed");
    }

    async fn disabling_ends_sessions_and_slips_for_good(app: TestApp) {
        let (admin, id) = (app.as_user("admin"), app.id("scribe_a1"));
        let path = format!("/accounts/{id}");
        let code = app.write(|conn| ActivationSecret::issue(conn, id, Utc::now())).code;
        let version = app.account(id).await.version;
        assert_eq!(app.as_user("scribe_a1").get("/me").await.status, 200);
        let answer = admin.patch(&path, json!({ "disabled": true })).if_match(version).await;
        assert_eq!(answer.json()["state"], "disabled");
        assert_eq!(app.as_user("scribe_a1").get("/me").await.status, 401);
        assert_eq!(admin.api("POST", &format!("{path}/activation-codes")).await.problem().code, Code::WrongState);
        let answer = admin.patch(&path, json!({ "disabled": false })).if_match(version + 1).await;
        assert_eq!(answer.json()["state"], "active");
        assert_eq!(app.as_user("scribe_a1").get("/me").await.status, 401);
        let body = json!({ "login": "scribe_a1", "code": code, "password": "con trâu đi trước" });
        assert_eq!(app.anonymous().post("/auth/activate", body).await.status, 401);
        let body = json!({ "login": "scribe_a1", "password": PASSWORD });
        assert_eq!(app.anonymous().post("/auth/sign-in", body).await.status, 200);
    }

    async fn an_admin_cannot_shut_everybody_out(app: TestApp) {
        let (admin, id) = (app.as_user("admin"), app.id("admin"));
        let account = app.account(id).await;
        let own = admin.patch(&format!("/accounts/{id}"), json!({ "disabled": true })).if_match(account.version).await;
        assert_eq!(own.problem().code, Code::WrongState);
        let path = format!("/accounts/{id}/grants/{}", account.grants[0].id);
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(-1) })).await.problem().code, Code::WrongState);
        // Another admin may.
        let other = app.as_user("admin_b").patch(&path, json!({ "ends_on": app.day(-1) })).await;
        assert_eq!(other.status, 200, "{}", other.text());
        assert_eq!(admin.get("/accounts").await.status, 403);
    }

    async fn a_code_is_shown_once_and_kept_nowhere(app: TestApp) {
        let (admin, id) = (app.as_user("admin"), app.id("scribe_a1"));
        let path = format!("/accounts/{id}/activation-codes");
        let first = admin.api("POST", &path).header("idempotency-key", "k1").await;
        let second = admin.api("POST", &path).header("idempotency-key", "k1").await;
        let code = |answer: &crate::support::Response| answer.json()["code"].as_str().unwrap().to_owned();
        assert_ne!(code(&first), code(&second));
        let (kept, codes): (i64, i64) = app.write(|conn| {
            Ok((idempotency::table.count().get_result(conn)?, activation_code::table.count().get_result(conn)?))
        });
        assert_eq!((kept, codes), (0, 1));
        let activate = async |code: String| {
            let body = json!({ "login": "scribe_a1", "code": code, "password": "con trâu đi trước" });
            app.anonymous().post("/auth/activate", body).await.status
        };
        assert_eq!((activate(code(&first)).await, activate(code(&second)).await), (401, 200));
    }

    async fn sessions_of_others_are_seen_and_ended_by_an_admin_only(app: TestApp) {
        let path = format!("/accounts/{}/sessions", app.id("scribe_a1"));
        let sessions = app.as_user("admin").get(&path).await.json();
        assert_eq!((sessions["items"].as_array().unwrap().len(), &sessions["items"][0]["current"]), (1, &json!(false)));
        for login in ["scribe_a1", "secretary_a1", "standing", "inspector"] {
            assert_eq!(app.as_user(login).get(&path).await.status, 404, "{login}");
            assert_eq!(app.as_user(login).delete(&path).await.status, 404, "{login}");
        }
        assert_eq!(app.as_user("admin").delete(&path).await.status, 204);
        assert_eq!(app.as_user("scribe_a1").get("/me").await.status, 401);
        assert_eq!(app.as_user("member_a1").get("/me").await.status, 200);
    }

    async fn a_grant_fits_its_unit_and_its_days(app: TestApp) {
        let (admin, f) = (app.as_user("admin"), &app.fixture);
        let path = format!("/accounts/{}/grants", app.id("member_a1"));
        let bad = [
            (grant(Role::Secretary, f.commune_a, app.day(0), None), "/unit_id", "unknown_reference"),
            (grant(Role::Office, f.a1.id, app.day(0), None), "/unit_id", "unknown_reference"),
            (grant(Role::Office, UnitId(Uuid::now_v7()), app.day(0), None), "/unit_id", "unknown_reference"),
            (grant(Role::Scribe, f.a1.id, app.day(5), Some(app.day(4))), "/ends_on", "end_before_start"),
            (grant(Role::Scribe, f.a1.id, NaiveDate::MAX, None), "/starts_on", "out_of_range"),
        ];
        for (body, pointer, code) in bad {
            assert_eq!(admin.post(&path, &body).await.fields(), [(pointer.to_owned(), code)], "{body}");
        }
        let not_a_day = json!({ "role": "scribe", "unit_id": f.a1.id, "starts_on": "2026-02-30" });
        assert_eq!(admin.post(&path, not_a_day).await.problem().code, Code::BadJson);
        // The same role at the same unit isn't granted twice for one day; another day is fine.
        let first = admin.post(&path, grant(Role::Scribe, f.a1.id, app.day(1), Some(app.day(9)))).await;
        assert_eq!(first.status, 201, "{}", first.text());
        let twice = admin.post(&path, grant(Role::Scribe, f.a1.id, app.day(9), None)).await;
        assert_eq!(twice.fields(), [("/starts_on".to_owned(), "overlaps")]);
        let later = admin.post(&path, grant(Role::Scribe, f.a1.id, app.day(10), None)).await;
        assert_eq!(later.status, 201, "{}", later.text());
        // Not before its first day.
        assert_eq!(app.as_user("member_a1").get("/me").await.json()["grants"].as_array().unwrap().len(), 1);
    }

    async fn a_grant_that_ended_yesterday_bites_at_once_and_stays_known(app: TestApp) {
        let (admin, id) = (app.as_user("admin"), app.id("secretary_a1"));
        let grant = app.account(id).await.grants[0].clone();
        let path = format!("/accounts/{id}/grants/{}", grant.id);
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(-2) })).await.fields(), [("/ends_on".to_owned(), "out_of_range")]);
        let end = admin.patch(&path, json!({ "ends_on": app.day(0) })).await;
        assert_eq!((end.status, app.as_user("secretary_a1").get("/units").await.status), (200, 200));
        // What was shortened is another fact: the one before stays as it was known.
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(-1) })).await.status, 404);
        let path = format!("/accounts/{id}/grants/{}", end.json()["id"].as_str().unwrap());
        let end = admin.patch(&path, json!({ "ends_on": app.day(-1) })).await;
        assert_eq!((end.status, app.as_user("secretary_a1").get("/units").await.status), (200, 403), "{}", end.text());
        assert_eq!(app.account(id).await.grants.len(), 1);
        let path = format!("/accounts/{id}/grants/{}", end.json()["id"].as_str().unwrap());
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(9) })).await.problem().code, Code::WrongState);
        // A grant of another account isn't found here.
        let path = format!("/accounts/{}/grants/{}", app.id("member_a1"), grant.id);
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(0) })).await.status, 404);
    }

    async fn a_grant_that_begins_later_can_be_called_off(app: TestApp) {
        let (admin, id) = (app.as_user("admin"), app.id("member_a1"));
        let path = format!("/accounts/{id}/grants");
        let made = admin.post(&path, grant(Role::Scribe, app.fixture.a1.id, app.day(7), None)).await.json();
        let path = format!("{path}/{}", made["id"].as_str().unwrap());
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(3) })).await.fields(), [("/ends_on".to_owned(), "end_before_start")]);
        assert_eq!(admin.patch(&path, json!({ "ends_on": app.day(-1) })).await.status, 200);
    }
}

/// What the server's console does on a new install.
fn a_new_install(which: Database) {
    let fresh = database::empty(which);
    let db = Db::open(&fresh.url).unwrap();
    let now = Utc::now();
    let admin =
        |login: &str| Provision {
            login: login.to_owned(), name: "Quản trị".to_owned(), role: Role::Admin, unit: None
        };
    assert_eq!(provision(&db, admin("quantri"), now).unwrap_err().code, Code::Invalid, "there is no unit yet");
    let unit = |kind: UnitKind, code: &str| NewUnit {
        kind,
        code: code.to_owned(),
        name: format!("Tổ chức {code}"),
        branch_kind: (kind == UnitKind::Branch).then_some(BranchKind::Village),
        parent: None,
        starts_on: None,
    };
    let refused = |new: NewUnit| units::provision(&db, new, now).unwrap_err().fields;
    let wrong = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    assert_eq!(refused(unit(UnitKind::Branch, "CB01")), wrong("/parent", Code::UnknownReference));
    units::provision(&db, unit(UnitKind::Commune, "BP"), now).unwrap();
    units::provision(&db, unit(UnitKind::Branch, "CB01"), now).unwrap();
    assert_eq!(refused(unit(UnitKind::Commune, "bp")), wrong("/code", Code::Taken));
    assert_eq!(refused(unit(UnitKind::Branch, "CB01")), wrong("/code", Code::Taken));
    let slip = provision(&db, admin("QuanTri"), now).unwrap();
    assert_eq!((slip.login.as_str(), slip.secret.code.len()), ("quantri", 19));
    assert_eq!(provision(&db, admin("quantri"), now).unwrap_err().code, Code::Invalid, "the name is taken");
    assert_ne!(replace_code(&db, "quantri", now).unwrap().secret.code, slip.secret.code);
    assert_eq!(replace_code(&db, "nobody", now).unwrap_err().code, Code::NotFound);
}

#[test]
fn a_new_install_on_sqlite() {
    a_new_install(Database::Sqlite);
}

#[test]
fn a_new_install_on_postgres() {
    a_new_install(Database::Postgres);
}
