//! Answers: language, headers, what the browser has already, and requests that are sent twice.

use serde_json::json;
use shared::problem::Code;

use crate::both_databases;

both_databases! {
    async fn texts_are_in_the_language_that_the_caller_prefers(app: TestApp) {
        let nobody = app.anonymous();
        let (vi, en) = ("Đồng chí cần đăng nhập lại.", "You need to sign in again.");
        for (header, title) in [
            (None, vi),
            (Some("vi"), vi),
            (Some("en"), en),
            (Some("en-GB,en;q=0.9,vi;q=0.8"), en),
            (Some("vi-VN,vi;q=0.9,en;q=0.8"), vi),
            (Some("en;q=0.2, vi;q=0.9"), vi),
            (Some("fr, en;q=0.5"), en),
            (Some("de"), vi),
            (Some(";;q=,"), vi),
        ] {
            let request = nobody.get("/me");
            let request = match header { Some(header) => request.header("accept-language", header), None => request };
            assert_eq!(request.await.problem().title, title, "{header:?}");
        }
        let answer = nobody.get("/nothing").header("accept-language", "en").await;
        assert_eq!(answer.problem().title, "Not found.");
    }

    async fn every_answer_has_the_headers_that_protect_the_browser(app: TestApp) {
        let (user, nobody) = (app.as_user("office"), app.anonymous());
        for answer in [
            user.get("/units").await,
            nobody.get("/units").await,
            nobody.get("/nothing").await,
            nobody.delete("/units").await,
            nobody.request("GET", "/health/live").await,
            nobody.request("GET", "/health/ready").await,
            nobody.request("GET", "/api/docs/").await,
            nobody.request("GET", "/nothing").await,
        ] {
            let csp = answer.header("content-security-policy").unwrap_or_default();
            assert!(csp.contains("default-src 'self'") && !csp.contains("unsafe-inline"), "{csp}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
            assert!(answer.header("strict-transport-security").is_some());
            assert!(answer.header("permissions-policy").is_some());
        }
        // Nobody's data stays in a shared computer's cache.
        for answer in [user.get("/units").await, nobody.get("/units").await, nobody.get("/nothing").await] {
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.text());
        }
    }

    async fn health_and_the_document_are_open_to_all(app: TestApp) {
        let nobody = app.anonymous();
        assert_eq!(nobody.request("GET", "/health/live").await.status, 204);
        assert_eq!(nobody.request("GET", "/health/ready").await.status, 200);
        let document = nobody.request("GET", "/api/v1/openapi.json").await;
        assert!(document.json()["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document.status);
        let page = nobody.request("GET", "/api/docs/").await;
        assert_eq!(page.status, 200);
        assert_eq!(nobody.request("GET", "/api/docs").await.header("location"), Some("/api/docs/"));
    }

    async fn what_the_browser_has_already_is_not_sent_again(app: TestApp) {
        let office = app.as_user("office");
        let address = format!("/branches/{}", app.fixture.a1.id);
        let tag = office.get(&address).await.header("etag").unwrap().to_owned();
        for seen in [tag.clone(), format!("W/{tag}"), format!("\"99\", {tag}")] {
            let same = office.get(&address).header("if-none-match", &seen).await;
            assert_eq!((same.status, same.body.len()), (304, 0), "{seen}");
            assert_eq!(same.header("etag"), Some(tag.as_str()));
        }
        // The version alone doesn't say what else is shown.
        for other in ["\"99\"", "\"1\""] {
            assert_eq!(office.get(&address).header("if-none-match", other).await.status, 200, "{other}");
        }
    }

    async fn the_same_request_with_the_same_key_happens_once(app: TestApp) {
        let office = app.as_user("office");
        let address = format!("/branches/{}/members", app.fixture.a1.id);
        let body = json!({ "full_name": "Vi Văn Thử", "gender": "male", "kind": "official" });
        let send = |body: &serde_json::Value, key: &str| office.post(&address, body).header("idempotency-key", key);
        let first = send(&body, "k1").await;
        assert_eq!(first.status, 201, "{}", first.text());
        let again = send(&body, "k1").await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("etag"), first.header("etag"));
        let found = office.get("/members?q=vi%20van%20thu&total=true").await.json();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");

        let mut other = body.clone();
        other["phone"] = json!("0912345678");
        assert_eq!(send(&other, "k1").await.problem().code, Code::KeyReused);
        let elsewhere = format!("/branches/{}/members", app.fixture.a2.id);
        let answer = office.post(&elsewhere, &body).header("idempotency-key", "k1").await;
        assert_eq!(answer.problem().code, Code::KeyReused);
        for key in ["", &"k".repeat(101)] {
            assert_eq!(send(&body, key).await.problem().code, Code::BadHeader, "{key}");
        }
    }

    async fn a_failed_request_does_not_use_up_its_key_and_keys_are_each_accounts_own(app: TestApp) {
        let address = format!("/branches/{}/members", app.fixture.a1.id);
        let body = json!({ "full_name": "Vi Văn Thử", "gender": "male", "kind": "official" });
        let office = app.as_user("office");
        let bad = office.post(&address, json!({ "full_name": "", "gender": "male", "kind": "official" }));
        assert_eq!(bad.header("idempotency-key", "k2").await.status, 422);
        assert_eq!(office.post(&address, &body).header("idempotency-key", "k2").await.status, 201);
        let elsewhere = format!("/branches/{}/members", app.fixture.b1.id);
        let other = app.as_user("office_b").post(&elsewhere, &body).header("idempotency-key", "k2").await;
        assert_eq!(other.status, 201, "{}", other.text());
    }
}
