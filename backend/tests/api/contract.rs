//! What every endpoint promises: the way of a request before and after its handler.

use crate::both_databases;

both_databases! {
    async fn a_secretary_sees_the_own_branch_only(app: TestApp) {
        let units = app.as_user("secretary_a1").get("/units").await;
        assert_eq!(units.status, 200, "{}", units.text());
        let ids: Vec<String> =
            units.json()["items"].as_array().unwrap().iter().map(|unit| unit["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids, [app.fixture.a1.id.to_string()]);
        assert_eq!(app.anonymous().get("/units").await.problem().code.as_str(), "sign_in_needed");
    }
}
