//! Access tokens: which are taken, and that ending a session, an account or a grant bites at once.

use backend::db::schema::{account, account_grant, session};
use backend::http::Claims;
use chrono::{TimeDelta, Utc};
use diesel::prelude::*;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use shared::id::SessionId;
use shared::problem::Code;
use uuid::Uuid;

use crate::both_databases;
use crate::support::TestApp;

/// Whoever this token lets in is told who they are.
async fn problem_with(app: &TestApp, token: &str) -> Option<Code> {
    let answer = app.with_token(token).get("/me").await;
    if answer.status == 200 {
        return None;
    }
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    Some(answer.problem().code)
}

fn claims(session: SessionId, audience: &str) -> Claims {
    let now = Utc::now().timestamp();
    Claims { iss: "nenep".into(), aud: audience.into(), sid: session, exp: now + 600, iat: now }
}

both_databases! {
    async fn only_an_unexpired_token_signed_by_this_server_is_taken(app: TestApp) {
        let session = app.fixture.sessions["secretary_a1"];
        let (now, keys) = (Utc::now(), app.keys.clone());
        let good = keys.sign(session, now).unwrap();
        assert_eq!(problem_with(&app, &good).await, None);

        let sign = |header: &Header, claims: &Claims, key: &[u8]| {
            jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(key)).unwrap()
        };
        let hs256 = Header::new(Algorithm::HS256);
        let parts: Vec<&str> = good.split('.').collect();
        // {"typ":"JWT","alg":"none"}
        let none = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0";
        let bad = [
            ("expired", keys.sign(session, now - TimeDelta::seconds(601)).unwrap()),
            ("of no session", keys.sign(SessionId(Uuid::now_v7()), now).unwrap()),
            ("another key", sign(&hs256, &claims(session, "nenep-api"), &[7; 32])),
            ("empty key", sign(&hs256, &claims(session, "nenep-api"), &[])),
            ("another algorithm", sign(&Header::new(Algorithm::HS512), &claims(session, "nenep-api"), &[7; 32])),
            ("no algorithm", format!("{none}.{}.", parts[1])),
            ("no algorithm, old signature", format!("{none}.{}.{}", parts[1], parts[2])),
            ("no signature", format!("{}.{}.", parts[0], parts[1])),
            ("another's claims", {
                let other = keys.sign(app.fixture.sessions["admin"], now).unwrap();
                let other: Vec<&str> = other.split('.').collect();
                format!("{}.{}.{}", parts[0], other[1], parts[2])
            }),
            ("cut off", good[..good.len() - 2].to_owned()),
            ("not a token", "x.y.z".to_owned()),
            ("empty", String::new()),
        ];
        for (what, token) in bad {
            assert_eq!(problem_with(&app, &token).await, Some(Code::SignInNeeded), "{what}");
        }
    }

    async fn a_token_in_another_scheme_or_place_is_none(app: TestApp) {
        let token = app.as_user("admin").token.unwrap();
        let nobody = app.anonymous();
        for header in [token.clone(), format!("Basic {token}"), format!("Bearer  {token}"), format!("Bearer {token} x")] {
            let answer = nobody.get("/me").header("authorization", &header).await;
            assert_eq!(answer.problem().code, Code::SignInNeeded, "{header}");
        }
        let answer = nobody.get(&format!("/me?access_token={token}")).await;
        assert_eq!(answer.status, 401, "{}", answer.text());
    }

    async fn an_ended_or_expired_session_is_refused_at_once(app: TestApp) {
        let user = app.as_user("secretary_a1");
        let of_user = session::table.find(app.fixture.sessions["secretary_a1"]);
        assert_eq!(user.get("/me").await.status, 200);
        let now = Utc::now().naive_utc();
        app.write(|conn| diesel::update(of_user).set(session::ended_at.eq(now)).execute(conn));
        assert_eq!(user.get("/me").await.problem().code, Code::SignInNeeded);
        let past = (session::ended_at.eq(None::<chrono::NaiveDateTime>), session::expires_at.eq(now));
        app.write(|conn| diesel::update(of_user).set(past).execute(conn));
        assert_eq!(user.get("/me").await.problem().code, Code::SignInNeeded);
    }

    async fn a_disabled_account_is_refused_at_once(app: TestApp) {
        let user = app.as_user("office");
        let of_user = account::table.find(app.fixture.accounts["office"]);
        assert_eq!(user.get("/units").await.status, 200);
        app.write(|conn| diesel::update(of_user).set(account::disabled.eq(true)).execute(conn));
        assert_eq!(user.get("/units").await.problem().code, Code::SignInNeeded);
        app.write(|conn| diesel::update(of_user).set(account::disabled.eq(false)).execute(conn));
        assert_eq!(user.get("/units").await.status, 200);
    }

    async fn a_grant_holds_from_its_first_to_its_last_day(app: TestApp) {
        let user = app.as_user("secretary_a1");
        let branch = format!("/branches/{}", app.fixture.a1.id);
        let grants = account_grant::table
            .filter(account_grant::account_id.eq(app.fixture.accounts["secretary_a1"]));
        // The day may change while this runs, so the days are a few away.
        let today = app.fixture.today;
        for (starts, ends, status) in [(-3, Some(3), 200), (-9, Some(-3), 404), (3, None, 404), (-3, None, 200)] {
            let days = |days: i64| today + TimeDelta::days(days);
            let set = (account_grant::starts_on.eq(days(starts)), account_grant::ends_on.eq(ends.map(days)));
            app.write(|conn| diesel::update(grants).set(set).execute(conn));
            let answer = user.get(&branch).await;
            assert_eq!(answer.status, status, "from {starts} to {ends:?}: {}", answer.text());
        }
    }
}
