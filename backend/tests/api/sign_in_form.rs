//! The plain form on the sign-in page, which a browser posts before the program has loaded.

use shared::problem::Code;

use crate::both_databases;
use crate::support::request::Request;
use crate::support::{PASSWORD, Response, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

/// The form as it's sent, by whatever page.
fn posted(app: &TestApp, login: &str, password: &str) -> Request {
    let form = serde_urlencoded::to_string([("login", login), ("password", password)]).unwrap();
    app.anonymous().request("POST", "/sign-in").bytes(FORM, form).header("x-forwarded-for", "192.0.2.1")
}

/// The form as our own page sends it.
async fn sign_in(app: &TestApp, login: &str, password: &str) -> Response {
    posted(app, login, password).header("sec-fetch-site", "same-origin").await
}

both_databases! {
    async fn it_sets_the_cookie_and_goes_home(app: TestApp) {
        let answer = sign_in(&app, " Secretary_A1 ", PASSWORD).await;
        assert_eq!((answer.status, answer.header("location"), answer.body.len()), (303, Some("/?signed_in"), 0), "{}", answer.text());
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let cookie = answer.header("set-cookie").unwrap();
        for part in ["__Host-nenep-refresh=", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap();
        let refreshed = app.anonymous().api("POST", "/auth/refresh").header("cookie", cookie).await;
        assert_eq!(refreshed.status, 200, "{}", refreshed.text());
        let token = refreshed.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(app.with_token(token).get("/me").await.json()["login"], "secretary_a1");
    }

    async fn a_failure_goes_back_with_a_code_that_tells_nothing_more_than_the_api(app: TestApp) {
        for (login, password) in [("secretary_a1", "sai"), ("nobody", "sai"), ("", ""), ("a&error=x", "\u{0}")] {
            let answer = sign_in(&app, login, password).await;
            assert_eq!((answer.status, answer.header("location")), (303, Some("/sign-in?error=wrong_credentials")), "{login}");
            assert_eq!((answer.header("set-cookie"), answer.body.len()), (None, 0));
        }
    }

    async fn guessing_is_slowed_down_together_with_the_api(app: TestApp) {
        for _ in 0..6 {
            sign_in(&app, "secretary_a1", "sai").await;
        }
        let right = sign_in(&app, "secretary_a1", PASSWORD).await;
        assert_eq!((right.status, right.header("location")), (303, Some("/sign-in?error=too_many_tries")));
        let body = serde_json::json!({ "login": "secretary_a1", "password": PASSWORD });
        let api = app.anonymous().post("/auth/sign-in", body).header("x-forwarded-for", "192.0.2.1").await;
        assert_eq!(api.status, 429);
        assert_eq!(sign_in(&app, "scribe_a1", PASSWORD).await.header("location"), Some("/?signed_in"));
    }

    async fn another_sites_form_is_refused(app: TestApp) {
        let send = || posted(&app, "secretary_a1", PASSWORD).header("host", "nenep.example:8443");
        for request in [
            send(),
            send().header("sec-fetch-site", "cross-site"),
            send().header("sec-fetch-site", "same-site").header("origin", "https://nenep.example:8443"),
            send().header("sec-fetch-site", "none"),
            send().header("origin", "https://evil.example"),
            send().header("origin", "https://nenep.example"),
            send().header("origin", "null"),
        ] {
            let answer = request.await;
            assert_eq!(answer.problem().code, Code::Forbidden);
            assert_eq!(answer.header("set-cookie"), None);
        }
        let older = send().header("origin", "https://nenep.example:8443").await;
        assert_eq!((older.status, older.header("location")), (303, Some("/?signed_in")));
    }

    async fn what_is_no_such_form_is_refused_and_the_api_takes_no_form(app: TestApp) {
        let ours = || app.anonymous().request("POST", "/sign-in").header("sec-fetch-site", "same-origin");
        let json = ours().json(serde_json::json!({ "login": "secretary_a1", "password": PASSWORD })).await;
        assert_eq!(json.problem().code, Code::WrongMediaType);
        for form in ["login=a", "login=a&password=b&admin=true", "login=a&login=b&password=c", "\u{0}", ""] {
            assert_eq!(ours().bytes(FORM, form).await.problem().code, Code::Invalid, "{form}");
        }
        assert_eq!(ours().bytes(FORM, vec![b'x'; 9000]).await.problem().code, Code::TooLarge);
        let bytes = ours().bytes("application/x-www-form-urlencoded; charset=utf-8", b"login=%ff&password=%ff".to_vec()).await;
        assert_eq!(bytes.header("location"), Some("/sign-in?error=wrong_credentials"));
        let api = app.anonymous().api("POST", "/auth/sign-in").header("sec-fetch-site", "same-origin");
        let api = api.bytes(FORM, format!("login=secretary_a1&password={PASSWORD}")).await;
        assert_eq!(api.problem().code, Code::WrongMediaType);
    }
}
