//! Acts: each write, refusal, sign-in and console command leaves one, with what was and what is.

use backend::accounts::{Provision, provision, replace_code};
use backend::acts;
use backend::auth::ActivationSecret;
use backend::db::schema::{act, change};
use backend::http::Act;
use chrono::Utc;
use diesel::prelude::*;
use serde_json::json;
use shared::access::Role;
use shared::act::DONE;
use shared::api::act::ActRow;
use shared::api::endpoint::XLSX;
use shared::api::{Page, Subject};
use shared::problem::Code;
use uuid::Uuid;

use crate::both_databases;
use crate::support::{PASSWORD, TestApp};

async fn listed(app: &TestApp, login: &str, query: &str) -> Vec<ActRow> {
    app.state.refusals.flush();
    app.as_user(login).get(&format!("/acts{query}")).await.read::<Page<ActRow>>().items
}

/// Operation and outcome of each act, the latest first.
async fn outcomes(app: &TestApp, query: &str) -> Vec<(String, String)> {
    listed(app, "admin", query).await.into_iter().map(|act| (act.operation, act.outcome)).collect()
}

fn expected(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(operation, outcome)| ((*operation).to_owned(), (*outcome).to_owned())).collect()
}

both_databases! {
    async fn a_write_leaves_one_act_with_what_was_and_what_is(app: TestApp) {
        let member = app.fixture.a1.ordinary;
        let path = format!("/members/{member}");
        let office = app.as_user("office");
        let seen = office.get(&path).await.etag();
        let first = json!({"phone": "0912 345 678"});
        let sent = || office.patch(&path, &first).if_match(seen).header("idempotency-key", "k").header("x-forwarded-for", "192.0.2.9");
        assert_eq!((sent().await.status, sent().await.status), (200, 200), "the second is the same act again");
        office.patch(&path, json!({"phone": ""})).if_match(seen + 1).await;

        let acts = listed(&app, "inspector", &format!("?subject_id={member}")).await;
        let [second, first] = acts.as_slice() else { panic!("{acts:#?}") };
        assert_eq!((first.operation.as_str(), first.outcome.as_str(), first.by.as_str()), ("UpdateMember", DONE, second.by.as_str()));
        assert_eq!((first.account_id, first.session_id), (Some(app.fixture.accounts["office"]), Some(app.fixture.sessions["office"])));
        assert_eq!((first.subject, first.subject_id), (Some(Subject::Member), Some(member.0)));
        assert_eq!((first.unit_id, first.address.as_str()), (Some(app.fixture.a1.id), "192.0.2.9"));
        let [change] = second.changes.as_slice() else { panic!("{second:#?}") };
        assert_eq!((change.path.as_str(), change.version, change.subject_id), ("phone", seen + 2, member.0));
        assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("\"0912 345 678\""), Some("\"\"")));
    }

    async fn what_a_reader_may_not_read_is_listed_without_its_values(app: TestApp) {
        let member = app.fixture.a1.ordinary;
        let path = format!("/members/{member}");
        app.as_user("office").patch(&path, json!({"phone": "0912 345 678"})).if_match(1).await;
        let acts = listed(&app, "admin", &format!("?subject_id={member}")).await;
        assert_eq!((acts.len(), acts[0].changes[0].path.as_str()), (1, "phone"));
        assert_eq!((&acts[0].changes[0].before, &acts[0].changes[0].after), (&None, &None), "registers aren't an admin's business");
        assert_eq!(listed(&app, "inspector_b", "").await, [], "another commune's");
        for login in ["office", "standing", "secretary_a1", "member_a1"] {
            assert_eq!(app.as_user(login).get("/acts").await.status, 403, "{login}");
        }
    }

    async fn refusals_are_acts_without_changes(app: TestApp) {
        let member = app.fixture.a1.ordinary;
        let path = format!("/members/{member}");
        let patch = |login: &str, body: serde_json::Value, version| app.as_user(login).patch(&path, body).if_match(version);
        assert_eq!(patch("secretary_a1", json!({"phone": "1"}), 1).await.status, 403);
        assert_eq!(app.as_user("secretary_a2").get(&path).await.status, 404);
        assert_eq!(patch("office", json!({"phone": "1"}), 1).await.status, 200);
        assert_eq!(patch("office", json!({"phone": "2"}), 1).await.status, 412);
        assert_eq!(patch("office", json!({"full_name": ""}), 2).await.status, 422);
        assert_eq!(patch("office", json!({"phone": 2}), 2).await.status, 400, "nothing that could be done");
        assert_eq!(app.anonymous().patch(&path, json!({})).if_match(1).await.status, 401, "nobody");
        assert_eq!(app.as_user("secretary_a1").get(&path).await.status, 200, "reading");
        let found = outcomes(&app, &format!("?subject_id={member}")).await;
        assert_eq!(found, expected(&[
            ("UpdateMember", "invalid"),
            ("UpdateMember", "changed"),
            ("UpdateMember", DONE),
            ("GetMember", "not_found"),
            ("UpdateMember", "forbidden"),
        ]));
        let refused = listed(&app, "inspector", "?refused=true").await;
        assert_eq!((refused.len(), refused.iter().map(|act| act.changes.len()).sum::<usize>()), (4, 0));
        assert!(refused.iter().all(|act| act.unit_id == Some(app.fixture.a1.id)));
    }

    async fn nobody_fills_the_database_with_refusals(app: TestApp) {
        let count = |app: &TestApp| {
            app.state.refusals.flush();
            app.write(|conn| act::table.count().get_result::<i64>(conn))
        };
        let account = Some(app.fixture.accounts["member_a1"]);
        app.db.write(|conn| {
            for _ in 0..250 {
                acts::write_refusal(conn, Act { account_id: account, refusal: Some(Code::Forbidden), ..Act::new("x", Utc::now()) })?;
                acts::write_refusal(conn, Act { refusal: Some(Code::WrongCredentials), ..Act::new("x", Utc::now()) })?;
            }
            Ok(())
        }).unwrap();
        assert_eq!(count(&app), 200);
        assert_eq!(app.as_user("member_a1").get("/acts").await.status, 403);
        assert_eq!(count(&app), 200);
        assert_eq!(app.as_user("member_a2").get("/acts").await.status, 403);
        assert_eq!(count(&app), 201, "somebody else");
    }

    async fn signing_in_and_out_are_acts_and_no_secret_is_in_any(app: TestApp) {
        let sign_in = |login: &'static str, password: &'static str| {
            app.anonymous().post("/auth/sign-in", json!({"login": login, "password": password})).header("x-forwarded-for", "192.0.2.1")
        };
        assert_eq!(sign_in("secretary_a1", "sai mật khẩu").await.status, 401);
        assert_eq!(sign_in("khong.co.ai", "sai mật khẩu").await.status, 401);
        let answer = sign_in("secretary_a1", PASSWORD).await;
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let new = "một câu dài khó đoán";
        let changed = app.with_token(&token).put("/me/password", json!({"current": PASSWORD, "new": new}));
        let changed = changed.header("x-forwarded-for", "192.0.2.1").await;
        assert_eq!(changed.status, 204, "{}", changed.text());
        app.anonymous().api("POST", "/auth/sign-out").header("cookie", &cookie).await;
        app.anonymous().api("POST", "/auth/sign-out").header("cookie", &cookie).await;
        let secret = app.db.write(|conn| Ok(ActivationSecret::issue(conn, app.fixture.accounts["secretary_a1"], Utc::now())?)).unwrap();
        let activate = |code: &str| json!({"login": "secretary_a1", "code": code, "password": "một câu dài khác nữa"});
        assert_eq!(app.anonymous().post("/auth/activate", activate("AAAA")).await.status, 401);
        assert_eq!(app.anonymous().post("/auth/activate", activate(&secret.code)).await.status, 200);

        let account = app.fixture.accounts["secretary_a1"];
        let found = outcomes(&app, &format!("?account_id={account}")).await;
        assert_eq!(found, expected(&[
            ("Activate", DONE),
            ("Activate", "wrong_activation_code"),
            ("SignOut", DONE),
            ("ChangePassword", DONE),
            ("SignIn", DONE),
            ("SignIn", "wrong_credentials"),
        ]));
        assert_eq!(outcomes(&app, "").await.len(), 6, "the name of nobody is counted, not written");
        let signed_in = &listed(&app, "admin", &format!("?account_id={account}")).await[4];
        assert!(signed_in.session_id.is_some() && signed_in.address == "192.0.2.1", "{signed_in:?}");
        let everything = format!("{:?}", listed(&app, "admin", "").await);
        for secret in [PASSWORD, new, "sai mật khẩu", secret.code.as_str(), cookie.split_once('=').unwrap().1, &token] {
            assert!(!everything.contains(secret), "{secret} in {everything}");
        }
    }

    async fn trying_an_account_that_is_locked_is_an_act_too(app: TestApp) {
        let account = app.fixture.accounts["secretary_a1"];
        let disabled = app.as_user("admin").patch(&format!("/accounts/{account}"), json!({"disabled": true})).if_match(1).await;
        assert_eq!(disabled.status, 200, "{}", disabled.text());
        let tried = app.anonymous().post("/auth/sign-in", json!({"login": "secretary_a1", "password": PASSWORD})).await;
        assert_eq!(tried.status, 401);
        let found = outcomes(&app, &format!("?subject_id={account}")).await;
        assert_eq!(found, expected(&[("SignIn", "wrong_credentials"), ("UpdateAccount", DONE)]));
        let paths = |acts: &[ActRow]| acts[1].changes.iter().map(|change| change.path.clone()).collect::<Vec<_>>();
        let acts = listed(&app, "admin", &format!("?subject_id={account}")).await;
        assert_eq!(paths(&acts), ["disabled", "sessions"]);
        let session = app.fixture.sessions["secretary_a1"];
        assert!(acts[1].changes[1].before.as_ref().is_some_and(|ids| ids.contains(&session.to_string())), "{acts:#?}");
    }

    async fn a_register_that_is_only_checked_is_no_act(app: TestApp) {
        let path = format!("/units/{}/member-imports", app.fixture.commune_a);
        let register = include_bytes!("../../demo/members-2022.xlsx");
        for (query, acts) in [("", 0), ("?apply=true", 1)] {
            let answer = app.as_user("office").api("POST", &format!("{path}{query}")).bytes(XLSX, register.to_vec()).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            assert_eq!(outcomes(&app, "").await.len(), acts, "{query}");
        }
    }

    async fn the_console_s_commands_are_acts(app: TestApp) {
        let new = Provision {
            login: "quantri2".to_owned(),
            name: "Quản trị".to_owned(),
            role: Role::Member,
            unit: Some("A1".to_owned()),
        };
        let slip = provision(&app.db, new, Utc::now()).unwrap();
        replace_code(&app.db, "quantri2", Utc::now()).unwrap();
        let acts = listed(&app, "admin", "").await;
        let names: Vec<(&str, &str)> = acts.iter().map(|act| (act.operation.as_str(), act.by.as_str())).collect();
        assert_eq!(names, [("nenep account code", "console"), ("nenep account create", "console")]);
        let paths: Vec<&str> = acts[1].changes.iter().map(|change| change.path.split('/').next().unwrap()).collect();
        assert_eq!(paths, ["account", "grants"]);
        assert!(!format!("{acts:?}").contains(&slip.secret.code));
    }

    async fn acts_are_paged_and_filtered(app: TestApp) {
        let unit = app.fixture.a2.id;
        app.db.write(|conn| {
            for _ in 0..5 {
                acts::write(conn, Act { unit_id: Some(unit), ..Act::new("x", Utc::now()) })?;
            }
            Ok(())
        }).unwrap();
        let inspector = app.as_user("inspector");
        let mut seen: Vec<Uuid> = Vec::new();
        let mut address = "/acts?limit=2".to_owned();
        loop {
            let page: Page<ActRow> = inspector.get(&address).await.read();
            seen.extend(page.items.iter().map(|act| act.id.0));
            let Some(next) = page.next else { break };
            address = format!("/acts?limit=2&cursor={next}");
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.reverse();
        assert_eq!((seen.len(), &seen), (5, &sorted), "the latest first, each once");
        let today = app.fixture.today;
        for (query, count) in [
            (format!("?unit_id={unit}"), 5),
            (format!("?unit_id={}", app.fixture.a1.id), 0),
            (format!("?from={today}&to={today}"), 5),
            (format!("?to={}", today.pred_opt().unwrap()), 0),
            ("?refused=true".to_owned(), 0),
        ] {
            assert_eq!(listed(&app, "inspector", &query).await.len(), count, "{query}");
        }
        assert_eq!(inspector.get("/acts?from=0001-01-01").await.status, 400);
    }

    async fn an_act_of_very_many_changes_lists_the_first(app: TestApp) {
        use backend::http::Note;
        let member = app.fixture.a1.ordinary;
        app.db.write(|conn| {
            let notes = (1..=1000).map(|version| Note::new(member, version, "phone", &(), &version)).collect::<Result<_, _>>()?;
            acts::write(conn, Act { unit_id: Some(app.fixture.a1.id), notes, ..Act::new("x", Utc::now()) })
        }).unwrap();
        assert_eq!(app.write(|conn| change::table.count().get_result::<i64>(conn)), 1000);
        let acts = listed(&app, "inspector", &format!("?subject_id={member}")).await;
        assert_eq!((acts[0].changes.len(), acts[0].more_changes, acts[0].changes[99].version), (100, 900, 100));
    }
}
