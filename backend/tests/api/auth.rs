//! Signing in, refreshing, activating, throttling, and one's own sessions.

use backend::auth::ActivationSecret;
use backend::db::schema::{account, session};
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::id::AccountId;
use uuid::Uuid;

use crate::both_databases;
use crate::support::{PASSWORD, Response, TestApp};

const COOKIE: &str = "__Host-nenep-refresh";

async fn sign_in(app: &TestApp, login: &str, password: &str, address: &str) -> Response {
    let body = json!({ "login": login, "password": password });
    app.anonymous().post("/auth/sign-in", body).header("x-forwarded-for", address).await
}

/// The refresh cookie that an answer sets.
#[track_caller]
fn cookie(answer: &Response) -> String {
    let line = answer.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {}", answer.text()));
    for part in ["; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(!line.contains("Domain"), "{line}");
    let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!(name, COOKIE);
    value.to_owned()
}

async fn refresh(app: &TestApp, cookie: &str) -> Response {
    app.anonymous().api("POST", "/auth/refresh").header("cookie", &format!("{COOKIE}={cookie}")).await
}

#[track_caller]
fn token(answer: &Response) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// The status of a request with the access token.
async fn me(app: &TestApp, token: &str) -> u16 {
    app.with_token(token).get("/me").await.status
}

/// As if the last refresh of every session had been a minute earlier.
fn let_a_minute_pass(app: &TestApp) {
    let then = (Utc::now() - TimeDelta::seconds(60)).naive_utc();
    app.write(|conn| diesel::update(session::table).set(session::rotated_at.eq(then)).execute(conn));
}

fn new_account(app: &TestApp, login: &str) -> AccountId {
    let id = AccountId(Uuid::now_v7());
    app.write(|conn| {
        diesel::insert_into(account::table)
            .values((
                account::id.eq(id),
                account::login.eq(login),
                account::name.eq("Bàn Văn Mới"),
                account::folded_name.eq("ban van moi"),
                account::disabled.eq(false),
                account::created_at.eq(Utc::now().naive_utc()),
                account::version.eq(1_i64),
            ))
            .execute(conn)
    });
    id
}

fn code(app: &TestApp, id: AccountId) -> String {
    app.write(|conn| ActivationSecret::issue(conn, id, Utc::now())).code
}

async fn activate(app: &TestApp, login: &str, code: &str, password: &str) -> Response {
    app.anonymous().post("/auth/activate", json!({ "login": login, "code": code, "password": password })).await
}

both_databases! {
    async fn signing_in_gives_a_token_and_a_cookie(app: TestApp) {
        let answer = sign_in(&app, " Secretary_A1 ", PASSWORD, "192.0.2.1").await;
        let token = token(&answer);
        assert_eq!((answer.json()["token_type"].as_str(), answer.json()["expires_in"].as_i64()), (Some("Bearer"), Some(600)));
        assert!(!answer.text().contains(&cookie(&answer)), "the refresh token is for the cookie alone");
        let me = app.with_token(token).get("/me").await;
        assert_eq!(me.json()["login"], "secretary_a1");
    }

    async fn a_wrong_name_a_wrong_password_and_a_disabled_account_look_the_same(app: TestApp) {
        app.write(|conn| diesel::update(account::table.filter(account::login.eq("scribe_a1"))).set(account::disabled.eq(true)).execute(conn));
        new_account(&app, "not.activated");
        let mut bodies = Vec::new();
        for (login, password) in [
            ("secretary_a1", "wrong password"),
            ("nobody.at.all", PASSWORD),
            ("scribe_a1", PASSWORD),
            ("not.activated", PASSWORD),
            ("", ""),
            ("null\u{0}byte", PASSWORD),
            ("'; DROP TABLE account; --", "\u{0}"),
        ] {
            let answer = sign_in(&app, login, password, "192.0.2.1").await;
            assert_eq!(answer.problem().code.as_str(), "wrong_credentials", "{login}");
            assert_eq!(answer.header("set-cookie"), None);
            bodies.push(answer.text());
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
    }

    async fn guessing_slows_down_the_pair_and_nobody_else(app: TestApp) {
        for _ in 0..5 {
            assert_eq!(sign_in(&app, "secretary_a1", "wrong password", "192.0.2.66").await.status, 401);
        }
        let refused = sign_in(&app, "SECRETARY_a1", PASSWORD, "192.0.2.66").await;
        assert_eq!(refused.problem().code.as_str(), "too_many_tries");
        assert!((1..=5).contains(&refused.header("retry-after").unwrap().parse().unwrap()), "{:?}", refused.headers);
        // The person elsewhere, and others at this address, aren't held up.
        assert_eq!(sign_in(&app, "secretary_a1", PASSWORD, "192.0.2.1").await.status, 200);
        assert_eq!(sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.66").await.status, 200);
        // An unknown name is slowed down just the same.
        for _ in 0..5 {
            sign_in(&app, "nobody", "wrong password", "192.0.2.66").await;
        }
        assert_eq!(sign_in(&app, "nobody", "wrong password", "192.0.2.66").await.status, 429);
    }

    async fn success_forgets_the_failures_of_the_pair(app: TestApp) {
        for _ in 0..3 {
            for _ in 0..4 {
                assert_eq!(sign_in(&app, "member_a1", "wrong password", "192.0.2.9").await.status, 401);
            }
            assert_eq!(sign_in(&app, "member_a1", PASSWORD, "192.0.2.9").await.status, 200);
        }
    }

    async fn trying_many_names_from_one_address_is_slowed_down(app: TestApp) {
        for n in 0..50 {
            assert_eq!(sign_in(&app, &format!("guess{n}"), "wrong password", "192.0.2.77").await.status, 401);
        }
        assert_eq!(sign_in(&app, "guess50", "wrong password", "192.0.2.77").await.status, 429);
        assert_eq!(sign_in(&app, "guess50", "wrong password", "192.0.2.78").await.status, 401);
    }

    async fn many_guesses_at_once_are_no_way_around(app: TestApp) {
        let tries = (0..12).map(|_| sign_in(&app, "secretary_a1", "wrong password", "192.0.2.66"));
        let answers = futures_util::future::join_all(tries).await;
        let made = answers.iter().filter(|answer| answer.status == 401).count();
        assert_eq!((made, answers.iter().filter(|answer| answer.status == 429).count()), (5, 7));
    }

    async fn the_right_one_among_many_guesses_at_once_is_not_told(app: TestApp) {
        let mut tries: Vec<_> = (0..8).map(|_| sign_in(&app, "scribe_a1", "wrong password", "192.0.2.66")).collect();
        tries.push(sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.66"));
        let answers = futures_util::future::join_all(tries).await;
        let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
        // As if one after the other: a success is among the first, or isn't one.
        assert!(count(200) == 0 && count(401) == 5 || count(200) == 1 && count(401) <= 8, "{answers:?}");
    }

    async fn many_devices_of_one_office_sign_in_at_once(app: TestApp) {
        let tries = (0..12).map(|_| sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1"));
        let answers = futures_util::future::join_all(tries).await;
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    }

    async fn refreshing_rotates_and_a_repeated_request_gets_the_same_answer(app: TestApp) {
        let first = cookie(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await);
        let answer = refresh(&app, &first).await;
        let second = cookie(&answer);
        assert_ne!(first, second);
        assert_eq!(me(&app, &token(&answer)).await, 200);
        // The other tab, or the answer was lost.
        let again = refresh(&app, &first).await;
        assert_eq!((cookie(&again), me(&app, &token(&again)).await), (second.clone(), 200));
        let third = cookie(&refresh(&app, &second).await);
        assert!(third != second && third != first);
        // Two exchanges back is no lost answer, however soon.
        assert_eq!(refresh(&app, &first).await.problem().code.as_str(), "sign_in_needed");
        assert_eq!(refresh(&app, &third).await.status, 401);
    }

    async fn two_tabs_that_refresh_at_once_stay_signed_in(app: TestApp) {
        let first = cookie(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await);
        let answers = futures_util::future::join_all((0..6).map(|_| refresh(&app, &first))).await;
        let cookies: Vec<String> = answers.iter().map(cookie).collect();
        assert!(cookies.iter().all(|one| *one == cookies[0] && *one != first), "{cookies:?}");
        assert_eq!(refresh(&app, &cookies[0]).await.status, 200);
    }

    async fn an_old_cookie_used_again_ends_the_session(app: TestApp) {
        let first = cookie(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await);
        let answer = refresh(&app, &first).await;
        let (second, token) = (cookie(&answer), token(&answer));
        let_a_minute_pass(&app);
        let refused = refresh(&app, &first).await;
        assert_eq!(refused.problem().code.as_str(), "sign_in_needed");
        assert_eq!(cookie(&refused), "");
        assert_eq!(refresh(&app, &second).await.status, 401);
        assert_eq!(me(&app, &token).await, 401);
    }

    async fn a_forged_cookie_is_refused(app: TestApp) {
        for forged in ["", "x", "AAAA", &"A".repeat(64), &"A".repeat(4000), "%00"] {
            assert_eq!(refresh(&app, forged).await.problem().code.as_str(), "sign_in_needed", "{forged}");
        }
        assert_eq!(app.anonymous().api("POST", "/auth/refresh").await.status, 401);
    }

    async fn a_session_ends_after_its_days(app: TestApp) {
        let answer = sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await;
        let then = (Utc::now() - TimeDelta::seconds(1)).naive_utc();
        app.write(|conn| diesel::update(session::table).set(session::expires_at.eq(then)).execute(conn));
        assert_eq!(me(&app, &token(&answer)).await, 401);
        assert_eq!(refresh(&app, &cookie(&answer)).await.status, 401);
    }

    async fn disabling_bites_at_once_and_outlasts_enabling(app: TestApp) {
        let answer = sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await;
        let set = |disabled| app.write(|conn| diesel::update(account::table.filter(account::login.eq("scribe_a1"))).set(account::disabled.eq(disabled)).execute(conn));
        set(true);
        assert_eq!(me(&app, &token(&answer)).await, 401);
        assert_eq!(refresh(&app, &cookie(&answer)).await.status, 401);
        set(false);
        assert_eq!(refresh(&app, &cookie(&answer)).await.status, 401);
    }

    async fn signing_out_ends_the_session_and_clears_the_cookie(app: TestApp) {
        let answer = sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await;
        let (token, old) = (token(&answer), cookie(&answer));
        let out = app.anonymous().api("POST", "/auth/sign-out").header("cookie", &format!("{COOKIE}={old}")).await;
        assert_eq!((out.status, cookie(&out).as_str()), (204, ""));
        assert_eq!((me(&app, &token).await, refresh(&app, &old).await.status), (401, 401));
        assert_eq!(app.anonymous().api("POST", "/auth/sign-out").await.status, 204);
    }

    async fn signing_in_again_on_a_device_replaces_its_session(app: TestApp) {
        let first = sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await;
        let body = json!({ "login": "scribe_a1", "password": PASSWORD });
        let second = app.anonymous().post("/auth/sign-in", body).header("cookie", &format!("{COOKIE}={}", cookie(&first))).await;
        assert_eq!((me(&app, &token(&first)).await, me(&app, &token(&second)).await), (401, 200));
    }

    async fn a_slip_sets_the_first_password_once(app: TestApp) {
        let id = new_account(&app, "ban.van.moi");
        let code = code(&app, id);
        assert_eq!(code.len(), 19, "{code}");
        let typed = code.to_lowercase().replace('-', " ");
        let answer = activate(&app, "Ban.Van.Moi", &typed, "con trâu đi trước").await;
        assert_eq!(me(&app, &token(&answer)).await, 200);
        assert!(!cookie(&answer).is_empty());
        assert_eq!(sign_in(&app, "ban.van.moi", "con trâu đi trước", "192.0.2.1").await.status, 200);
        let again = activate(&app, "ban.van.moi", &code, "con trâu đi sau").await;
        assert_eq!(again.problem().code.as_str(), "wrong_activation_code");
    }

    async fn wrong_old_and_replaced_codes_look_the_same(app: TestApp) {
        let id = new_account(&app, "ban.van.moi");
        let replaced = code(&app, id);
        let expired = app.write(|conn| ActivationSecret::issue(conn, id, Utc::now() - TimeDelta::days(8))).code;
        let mut bodies = Vec::new();
        for (login, code) in [
            ("ban.van.moi", replaced.as_str()),
            ("ban.van.moi", expired.as_str()),
            ("ban.van.moi", ""),
            ("nobody", replaced.as_str()),
            ("secretary_a1", "AAAA-BBBB-CCCC-DDDD"),
        ] {
            bodies.push(activate(&app, login, code, "con trâu đi trước").await.text());
        }
        assert!(bodies[0].starts_with("401 ") && bodies[0].contains("wrong_activation_code"), "{}", bodies[0]);
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
        let good = code(&app, id);
        app.write(|conn| diesel::update(account::table.find(id)).set(account::disabled.eq(true)).execute(conn));
        assert_eq!(activate(&app, "ban.van.moi", &good, "con trâu đi trước").await.status, 401);
    }

    async fn codes_cannot_be_guessed_at_speed(app: TestApp) {
        for _ in 0..5 {
            assert_eq!(activate(&app, "ban.van.moi", "AAAA", "con trâu đi trước").await.status, 401);
        }
        assert_eq!(activate(&app, "ban.van.moi", "AAAA", "con trâu đi trước").await.status, 429);
        assert_eq!(sign_in(&app, "ban.van.moi", "wrong password", "").await.status, 401);
    }

    async fn a_poor_password_is_refused_before_the_code_is_used(app: TestApp) {
        let id = new_account(&app, "ban.van.moi");
        let code = code(&app, id);
        for (password, expected) in
            [("ngắn", "too_short"), ("Matkhau123", "common_password"), ("Ban-Van-Moi", "common_password"), (&"x1y2".repeat(51), "too_long")]
        {
            assert_eq!(activate(&app, "ban.van.moi", &code, password).await.fields(), [("/password".to_owned(), expected)]);
        }
        assert_eq!(activate(&app, "ban.van.moi", &code, "con trâu đi trước").await.status, 200);
    }

    async fn a_reset_ends_what_was_signed_in(app: TestApp) {
        let answer = sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await;
        let code = code(&app, app.fixture.accounts["scribe_a1"]);
        // The old password is good until the slip is used.
        assert_eq!(me(&app, &token(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await)).await, 200);
        assert_eq!(activate(&app, "scribe_a1", &code, "con trâu đi trước").await.status, 200);
        assert_eq!(me(&app, &token(&answer)).await, 401);
        assert_eq!(sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await.status, 401);
    }

    async fn changing_the_password_keeps_this_device_only(app: TestApp) {
        let here = token(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.1").await);
        let there = token(&sign_in(&app, "scribe_a1", PASSWORD, "192.0.2.2").await);
        let user = app.with_token(here.clone());
        let wrong = user.put("/me/password", json!({ "current": "wrong password", "new": "con trâu đi trước" })).await;
        assert_eq!(wrong.fields(), [("/current".to_owned(), "wrong_credentials")]);
        let poor = user.put("/me/password", json!({ "current": PASSWORD, "new": "1234567890" })).await;
        assert_eq!(poor.fields(), [("/new".to_owned(), "common_password")]);
        let done = user.put("/me/password", json!({ "current": PASSWORD, "new": "con trâu đi trước" })).await;
        assert_eq!(done.status, 204, "{}", done.text());
        assert_eq!((me(&app, &here).await, me(&app, &there).await), (200, 401));
        assert_eq!(sign_in(&app, "scribe_a1", "con trâu đi trước", "192.0.2.1").await.status, 200);
    }

    async fn ones_own_sessions_are_listed_and_ended(app: TestApp) {
        let body = json!({ "login": "scribe_a1", "password": PASSWORD });
        let phone = app.anonymous().post("/auth/sign-in", body).header("user-agent", "Điện thoại".escape_default().to_string().as_str()).await;
        let here = app.as_user("scribe_a1");
        let list = here.get("/me/sessions").await.json();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.iter().map(|one| one["current"].as_bool().unwrap()).collect::<Vec<_>>(), [false, true]);
        assert!(items[0]["device"].as_str().unwrap().contains("n tho"), "{list}");
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        // Nobody else's.
        let stranger = app.as_user("member_a1").delete(&format!("/me/sessions/{}", id(&items[0]))).await;
        assert_eq!(stranger.status, 404);
        assert_eq!(here.delete(&format!("/me/sessions/{}", id(&items[0]))).await.status, 204);
        assert_eq!(me(&app, &token(&phone)).await, 401);
        assert_eq!(here.delete(&format!("/me/sessions/{}", id(&items[0]))).await.status, 404);
        let own = here.delete(&format!("/me/sessions/{}", id(&items[1]))).await;
        assert_eq!((own.status, cookie(&own).as_str()), (204, ""));
        assert_eq!(here.get("/me").await.status, 401);
    }
}
