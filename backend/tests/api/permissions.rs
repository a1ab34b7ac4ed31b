//! Every declared endpoint, tried by nobody and by every role, on things of the own branch, a sibling, the commune above
//! and another commune. What must happen comes from the permission table, not from the server.

use backend::server::routes;
use shared::access::{Actor, Decision, Whereabouts, decide};
use shared::api::{Access, Declaration, Method, Subject, declarations};
use shared::problem::Code;
use uuid::Uuid;

use crate::both_databases;
use crate::meetings::BOOK;
use crate::support::things::{Thing, people, things};
use crate::support::{Response, User};

/// Sends what the endpoint takes as far as permissions go: a version that nothing has, and an empty body, so that
/// nothing changes.
async fn send(user: &User, endpoint: &Declaration, thing: Option<&Thing>) -> Response {
    let named = endpoint.path;
    let mut path = (endpoint.words)().first().map_or_else(|| named.to_owned(), |word| named.replace("{kind}", word));
    for id in thing.iter().flat_map(|thing| &thing.ids) {
        if let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
            path.replace_range(open..=close, &id.to_string());
        }
    }
    // What is named by its content belongs to nobody.
    let known = match endpoint.path.starts_with("/rule-sets/") {
        true => BOOK.rule_sets().next().map(|kept| &kept.digest),
        false => BOOK.sheets().first().map(|kept| &kept.digest),
    };
    path = path.replace("{digest}", known.unwrap().as_str());
    let request = user.api(endpoint.method.as_str(), &path);
    let request = if endpoint.if_match { request.if_match(987_654) } else { request };
    if endpoint.method == Method::Get { request.await } else { request.json(serde_json::json!({})).await }
}

/// What the permission table says, as far as it shows in the status.
#[derive(Debug, PartialEq, Eq)]
enum Expected {
    SignInNeeded,
    Forbidden,
    NotFound,
    LetIn,
}

fn expected(endpoint: &Declaration, actor: &Actor, thing: Option<&Thing>) -> Expected {
    let Access::May(action) = endpoint.access else { return Expected::LetIn };
    let (Some(thing), Some(subject)) = (thing, endpoint.subject) else {
        return if actor.may(action) { Expected::LetIn } else { Expected::Forbidden };
    };
    match decide(actor, action, subject.seen_by().unwrap_or(action), &thing.place) {
        Decision::Allow => Expected::LetIn,
        Decision::Deny => Expected::Forbidden,
        Decision::Hide => Expected::NotFound,
    }
}

fn found(response: &Response) -> Expected {
    match response.status {
        401 => Expected::SignInNeeded,
        403 => Expected::Forbidden,
        404 => Expected::NotFound,
        _ => Expected::LetIn,
    }
}

/// Whether somebody who is let in may still be told that there is no such thing, because the thing is of another kind
/// or has no such part (yet).
fn may_be_missing(endpoint: &Declaration, thing: Option<&Thing>) -> bool {
    let Some(thing) = thing else { return false };
    match endpoint.subject {
        Some(Subject::Unit) => {
            let takes_branch = endpoint.path.starts_with("/branches/");
            takes_branch == thing.is_commune
        }
        // No minutes before the meeting, no resolution before the conclusion.
        Some(Subject::Meeting) => endpoint.path.ends_with(".docx") || endpoint.path.contains("/papers/"),
        Some(Subject::OwnSession) => true,
        _ => false,
    }
}

both_databases! {
    async fn every_role_gets_what_the_table_says(app: TestApp) {
        let people = people(&app);
        let things = things(&app);
        let mut wrong = Vec::new();
        let mut tried = 0;
        for endpoint in declarations().iter().filter(|endpoint| endpoint.access != Access::Public) {
            let named: Vec<Option<&Thing>> = match endpoint.subject {
                Some(subject) => things.iter().filter(|thing| thing.subject == subject).map(Some).collect(),
                None => vec![None],
            };
            assert!(!named.is_empty(), "no example of what {} names", endpoint.path);
            for thing in named {
                let what = thing.map_or("", |thing| thing.what);
                let nobody = send(&app.anonymous(), endpoint, thing).await;
                if found(&nobody) != Expected::SignInNeeded {
                    wrong.push(format!("{} {what}: nobody got {}", endpoint.name, nobody.text()));
                }
                for (login, actor) in &people {
                    let response = send(&app.as_user(login), endpoint, thing).await;
                    let (expected, found) = (expected(endpoint, actor, thing), found(&response));
                    let missing = expected == Expected::LetIn
                        && found == Expected::NotFound
                        && may_be_missing(endpoint, thing);
                    if (expected != found && !missing) || response.status >= 500 {
                        wrong.push(format!("{} {what}: {login} is {expected:?}, got {}", endpoint.name, response.text()));
                    }
                    tried += 1;
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(tried > 1000, "only {tried} tried");
    }

    async fn an_unknown_id_is_not_found_whatever_is_asked_of_it(app: TestApp) {
        let people = people(&app);
        let mut wrong = Vec::new();
        for endpoint in declarations().iter().filter(|endpoint| endpoint.path_params > 0) {
            let (login, _) = people
                .iter()
                .find(|(_, actor)| match endpoint.access {
                    Access::May(action) => actor.may(action),
                    Access::SignedIn | Access::Public => true,
                })
                .unwrap();
            for id in [Uuid::now_v7(), Uuid::nil(), app.fixture.sessions["admin_b"].0] {
                let nothing = Thing {
                    what: "nothing",
                    subject: Subject::Unit,
                    ids: vec![id; endpoint.path_params],
                    place: Whereabouts::default(),
                    is_commune: false,
                };
                let response = send(&app.as_user(login), endpoint, Some(&nothing)).await;
                if response.status != 404 || response.problem().code != Code::NotFound {
                    wrong.push(format!("{} {id}: {login} got {}", endpoint.name, response.text()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_public_endpoint_asks_nobody_to_sign_in_first(app: TestApp) {
        for endpoint in declarations().iter().filter(|endpoint| endpoint.access == Access::Public) {
            let response = send(&app.anonymous(), endpoint, None).await;
            assert!(response.status < 500 && ![403, 404, 405].contains(&response.status), "{}", response.text());
            // 401 only for wrong credentials or a missing refresh cookie.
            let refresh = endpoint.path == "/auth/refresh";
            let asked = response.status == 401 && response.problem().code == Code::SignInNeeded;
            assert!(refresh || !asked, "{}: {}", endpoint.name, response.text());
        }
    }
}

#[test]
fn every_declared_endpoint_is_registered() {
    let routes = routes();
    let registered: Vec<&str> = routes.declared().iter().map(|endpoint| endpoint.name).collect();
    let missing: Vec<&str> =
        declarations().iter().map(|endpoint| endpoint.name).filter(|name| !registered.contains(name)).collect();
    assert!(missing.is_empty(), "declared, but nothing answers: {missing:?}");
    for (i, name) in registered.iter().enumerate() {
        assert!(!registered[i + 1..].contains(name), "{name} is registered twice");
        assert!(declarations().iter().any(|endpoint| endpoint.name == *name), "{name} isn't in its resource's ALL");
    }
}
