//! What is wrong with headers, queries and bodies is told by a code, and where it is by a pointer.

use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use serde_json::json;
use shared::problem::Code;

use crate::both_databases;
use crate::support::{Response, TestApp};

/// A new member's body, sent as bytes.
async fn create_member(app: &TestApp, media_type: &str, body: impl Into<Vec<u8>>) -> Response {
    let address = format!("/branches/{}/members", app.fixture.a1.id);
    app.as_user("office").api("POST", &address).bytes(media_type, body).await
}

both_databases! {
    async fn a_body_of_another_media_type_is_refused(app: TestApp) {
        let body = r#"{"full_name":"Vi Văn Thử","gender":"male","kind":"official"}"#;
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", "application/xml"] {
            let answer = create_member(&app, media_type, body).await;
            assert_eq!(answer.problem().code, Code::WrongMediaType, "{media_type}");
        }
        for media_type in ["application/json", "application/json; charset=utf-8", "Application/JSON"] {
            let answer = create_member(&app, media_type, body).await;
            assert_eq!(answer.status, 201, "{media_type}: {}", answer.text());
        }
    }

    async fn an_oversize_body_is_refused(app: TestApp) {
        let name = "x".repeat(1 << 20);
        let answer = create_member(&app, "application/json", json!({ "full_name": name }).to_string()).await;
        assert_eq!(answer.problem().code, Code::TooLarge);
        let import = format!("/units/{}/member-imports", app.fixture.commune_a);
        let file = app.as_user("office").api("POST", &import).bytes("application/octet-stream", vec![0; (16 << 20) + 1]);
        assert_eq!(file.await.problem().code, Code::TooLarge);
    }

    async fn what_is_not_json_is_told(app: TestApp) {
        for body in [
            &b""[..],
            b"{",
            b"null x",
            b"{} {}",
            b"\xff\xfe",
            b"{\"full_name\":\"\xc3\x28\",\"gender\":\"male\",\"kind\":\"official\"}",
            b"[1,2",
            b"\"text\"",
            b"{\"full_name\":\"\\ud800\"}",
        ] {
            let answer = create_member(&app, "application/json", body).await;
            assert_eq!(answer.problem().code, Code::BadJson, "{}", String::from_utf8_lossy(body));
        }
        let deep = "[".repeat(100_000);
        assert_eq!(create_member(&app, "application/json", deep).await.problem().code, Code::BadJson);
    }

    async fn a_wrong_field_is_named_by_a_json_pointer(app: TestApp) {
        let good = json!({ "full_name": "Vi Văn Thử", "gender": "male", "kind": "official" });
        for (field, value) in [
            ("gender", json!("other")),
            ("gender", json!(1)),
            ("kind", json!(null)),
            ("full_name", json!(["x"])),
            ("birth_date", json!("2023-02-29")),
            ("birth_date", json!("15/3/1980")),
            ("unknown", json!(1)),
        ] {
            let mut body = good.clone();
            body[field] = value.clone();
            let answer = create_member(&app, "application/json", body.to_string()).await;
            assert_eq!(answer.problem().code, Code::BadJson, "{field} {value}: {}", answer.text());
            assert_eq!(answer.fields(), [(format!("/{field}"), "wrong_format")], "{value}");
        }
    }

    async fn a_query_parameter_that_is_unknown_or_wrong_is_refused(app: TestApp) {
        let office = app.as_user("office");
        for path in ["/units?x=1", "/me?q=", "/members?limit=x", "/members?unit_id=1", "/members?q=a&q=b", "/members?Q=a"] {
            let answer = office.get(path).await;
            assert_eq!(answer.problem().code, Code::BadQuery, "{path}: {}", answer.text());
        }
        // A percent sign without its digits, and bytes that aren't UTF-8, are text like any other.
        for path in ["/members?q=%", "/members?q=%ff%fe", "/members?q=%00", "/members?q=100%25_"] {
            let answer = office.get(path).await;
            assert!(answer.status < 500, "{path}: {}", answer.text());
        }
    }

    async fn a_write_says_what_version_it_is_based_on(app: TestApp) {
        let office = app.as_user("office");
        let address = format!("/branches/{}", app.fixture.a1.id);
        let body = json!({ "place": "Nhà ông trưởng thôn" });
        assert_eq!(office.patch(&address, &body).await.problem().code, Code::PreconditionNeeded);
        for tag in ["1", "\"x\"", "*", "\"1", "\"\"", "\"1\" \"2\"", "\"99999999999999999999\"", "\"-\"", "\".1\""] {
            let answer = office.patch(&address, &body).header("if-match", tag).await;
            assert_eq!(answer.problem().code, Code::BadHeader, "{tag}");
        }
        let version = office.get(&address).await.etag();
        assert_eq!(office.patch(&address, &body).if_match(version + 1).await.problem().code, Code::Changed);
        let answer = office.patch(&address, &body).if_match(version).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.etag() > version);
        let other = json!({ "place": "Nhà văn hóa" });
        assert_eq!(office.patch(&address, &other).if_match(version).await.problem().code, Code::Changed);
        let read = office.get(&address).await.header("etag").unwrap().to_owned();
        for tag in [read.clone(), format!("W/{read}"), format!("W/\"{}\"", answer.etag())] {
            assert_eq!(office.patch(&address, &body).header("if-match", &tag).await.status, 200, "{tag}");
        }
    }

    async fn who_is_refused_does_not_wait_for_somebody_elses_write(app: TestApp) {
        let address = format!("/branches/{}/members", app.fixture.a1.id);
        let (office, secretary) = (app.as_user("office"), app.as_user("secretary_a1"));
        let (db, (begun, wait), (go_on, end)) = (app.db.clone(), channel(), channel());
        let writer = std::thread::spawn(move || {
            db.write(|_| {
                begun.send(()).unwrap();
                end.recv_timeout(Duration::from_secs(60)).unwrap();
                Ok(())
            })
        });
        wait.recv().unwrap();
        let since = Instant::now();
        assert_eq!(app.anonymous().post(&address, json!({})).await.status, 401);
        assert_eq!(app.with_token("x.y.z").post(&address, json!({})).await.status, 401);
        assert_eq!(secretary.post(&address, json!({})).await.status, 403);
        assert_eq!(office.post(&address, json!({ "unknown": 1 })).await.status, 400);
        assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
        go_on.send(()).unwrap();
        writer.join().unwrap().unwrap();
    }

    async fn what_is_wrong_with_the_input_is_told_only_to_who_may_do_it(app: TestApp) {
        let address = format!("/branches/{}/members", app.fixture.a1.id);
        let bad = json!({ "unknown": 1 });
        assert_eq!(app.anonymous().post(&address, &bad).await.status, 401);
        assert_eq!(app.as_user("secretary_a1").post(&address, &bad).await.status, 403);
        assert_eq!(app.as_user("secretary_a2").post(&address, &bad).await.status, 404);
        assert_eq!(app.as_user("office").post(&address, &bad).await.status, 400);
    }
}
