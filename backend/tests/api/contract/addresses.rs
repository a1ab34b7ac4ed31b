//! Addresses that name nothing, or nothing of the caller's, and methods that an address doesn't take.

use shared::problem::Code;
use uuid::Uuid;

use crate::both_databases;

both_databases! {
    async fn what_does_not_exist_or_is_not_ones_own_is_not_found(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let own = app.fixture.a1.id.to_string();
        assert_eq!(secretary.get(&format!("/branches/{own}")).await.status, 200);
        let others = [app.fixture.a2.id, app.fixture.b1.id, app.fixture.commune_b].map(|unit| unit.to_string());
        let unknown = [Uuid::now_v7().to_string(), Uuid::nil().to_string(), app.fixture.a1.secretary.to_string()];
        let not_ids = ["1", "x", "..", "%00", "%ff", "a%20b", "'", "%22", "{unit_id}", "chi-b%E1%BB%99"].map(str::to_owned);
        for id in others.iter().chain(&unknown).chain(&not_ids) {
            let address = format!("/branches/{id}").replace(['{', '}'], "");
            let problem = secretary.get(&address).await.problem();
            assert_eq!((problem.code, problem.detail), (Code::NotFound, None), "{address}");
            let problem = secretary.patch(&address, serde_json::json!({})).if_match(1).await.problem();
            assert_eq!(problem.code, Code::NotFound, "{address}");
        }
    }

    async fn an_address_that_nothing_answers_is_a_problem_document(app: TestApp) {
        let admin = app.as_user("admin");
        for address in ["/api/v1/nothing", "/api/v1/", "/api/v1", "/api/v2/units", "/api/", "/api", "/api/v1/units/"] {
            for method in ["GET", "POST", "DELETE", "PATCH", "PUT", "OPTIONS"] {
                let problem = admin.request(method, address).await.problem();
                assert_eq!(problem.code, Code::NotFound, "{method} {address}");
            }
        }
    }

    async fn a_method_that_the_address_does_not_take_is_told_with_those_it_takes(app: TestApp) {
        let admin = app.as_user("admin");
        let branch = format!("/branches/{}", app.fixture.a1.id);
        for (method, path, allowed) in [
            ("DELETE", "/units", "GET"),
            ("POST", "/me", "GET"),
            ("PUT", branch.as_str(), "GET, PATCH"),
            ("GET", "/auth/sign-in", "POST"),
            ("BREW", "/units", "GET"),
        ] {
            let answer = admin.api(method, path).await;
            assert_eq!(answer.problem().code, Code::MethodNotAllowed, "{method} {path}");
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
        }
    }
}
