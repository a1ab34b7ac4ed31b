//! Whatever anybody sends, the server answers with a clear problem, never with a failure of its own.
//!
//! Bodies and queries come from the OpenAPI document, so that most of them get past parsing and reach the handlers;
//! `NENEP_TEST_SEED` chooses others than the usual ones, `NENEP_TEST_FUZZ_SECONDS` a longer try.

mod conform;
mod generate;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use backend::server::routes;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::Value;
use shared::access::{Actor, Decision, Grant, Role, decide};
use shared::api::{Access, Declaration, Method, Subject, declarations};
use uuid::Uuid;

use crate::both_databases;
use crate::support::things::{Thing, people, things};
use crate::support::{Response, TestApp};
use generate::Generator;

const SEED: u64 = 2022;
const SECONDS: u64 = 6;
/// Requests that are made at least, however long they take, or the test says nothing.
const LEAST: usize = 400;

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What is known so far, and the dice.
struct Fuzz {
    generator: Generator,
    people: Vec<(&'static str, Actor)>,
    things: Vec<Thing>,
}

impl Fuzz {
    fn random(&mut self) -> &mut StdRng {
        &mut self.generator.random
    }

    /// A thing that the path can name, mostly of a branch, or nothing that exists.
    fn thing(&mut self, subject: Subject) -> Thing {
        let near = self.random().random_bool(0.8);
        let own =
            |thing: &Thing| !near || ["A1", "A2", "commune A"].contains(&thing.what) || thing.place.path.is_empty();
        let found: Vec<Thing> =
            self.things.iter().filter(|thing| thing.subject == subject && own(thing)).cloned().collect();
        let mut thing = found.choose(self.random()).unwrap().clone();
        if self.random().random_bool(0.03) {
            thing.ids = vec![self.generator.id(), self.generator.id()];
        }
        thing
    }

    /// Mostly somebody who may, otherwise anybody.
    fn person(&mut self, endpoint: &Declaration, thing: Option<&Thing>) -> &'static str {
        let may = |actor: &Actor| match (endpoint.access, thing, endpoint.subject) {
            (Access::May(action), Some(thing), Some(subject)) => {
                decide(actor, action, subject.seen_by().unwrap_or(action), &thing.place) == Decision::Allow
            }
            (Access::May(action), ..) => actor.may(action),
            _ => true,
        };
        let allowed: Vec<&'static str> =
            self.people.iter().filter(|(_, actor)| may(actor)).map(|(login, _)| *login).collect();
        let all: Vec<&'static str> = self.people.iter().map(|(login, _)| *login).collect();
        let from = if self.random().random_bool(0.95) && !allowed.is_empty() { allowed } else { all };
        from.choose(self.random()).unwrap()
    }

    /// Remembers what was made, so that later requests are about it.
    fn remember(&mut self, endpoint: &Declaration, thing: Option<&Thing>, response: &Response) {
        if endpoint.path == "/meetings/{meeting_id}" && endpoint.method == Method::Delete {
            self.things.retain(|one| thing.is_none_or(|thing| thing.ids != one.ids));
        }
        let Ok(reply) = serde_json::from_slice::<Value>(&response.body) else { return };
        self.generator.harvest(&reply);
        let subject = match endpoint.path {
            "/branches/{unit_id}/meetings" => Subject::Meeting,
            "/branches/{unit_id}/members" => Subject::Member,
            _ => return,
        };
        let id = reply["id"].as_str().and_then(|id| id.parse::<Uuid>().ok());
        if let (Some(thing), Some(id), 201) = (thing, id, response.status) {
            self.things.push(Thing { subject, ids: vec![id], ..thing.clone() });
        }
    }
}

/// The version that a write is based on: mostly the present one.
async fn version(app: &TestApp, login: &str, path: &str, fuzz: &mut Fuzz) -> i64 {
    let owner: Vec<&str> = path.split('/').take(3).collect();
    let read = app.as_user(login).get(&owner.join("/")).await;
    // The version stands before the hash of what was read.
    let present = read.header("etag").and_then(|tag| tag.trim_matches('"').split('.').next()?.parse().ok());
    let guess = fuzz.random().random_range(-1..9);
    present.filter(|_| fuzz.random().random_bool(0.95)).unwrap_or(guess)
}

both_databases! {
    async fn no_request_makes_the_server_fail(app: TestApp) {
        let seed = number("NENEP_TEST_SEED", SEED);
        let document = serde_json::to_value(routes().document()).unwrap();
        let documented = document.clone();
        let things = things(&app);
        let mut people = people(&app);
        let secretary = Grant { role: Role::Secretary, unit_id: app.fixture.a2.id };
        people.push(("secretary_a2", Actor { grants: vec![secretary], ..Actor::default() }));
        let mut fuzz = Fuzz { generator: Generator::new(document, StdRng::seed_from_u64(seed)), people, things };
        for id in fuzz.things.iter().flat_map(|thing| thing.ids.clone()).collect::<Vec<_>>() {
            fuzz.generator.know(id);
        }
        for member in app.fixture.a1.members() {
            fuzz.generator.know(member.0);
        }
        let declared = declarations();
        let registered = routes();
        let deadline = Instant::now() + Duration::from_secs(number("NENEP_TEST_FUZZ_SECONDS", SECONDS));
        let mut counts = BTreeMap::<u16, usize>::new();
        let mut of_each = BTreeMap::<(&str, u16), usize>::new();
        while Instant::now() < deadline || counts.values().sum::<usize>() < LEAST {
            let endpoint = declared.choose(fuzz.random()).unwrap();
            // Reads change nothing: fewer of them.
            if endpoint.method == Method::Get && fuzz.random().random_bool(0.4) {
                continue;
            }
            let slow = endpoint.access == Access::Public || endpoint.path == "/me/password";
            let absent = !registered.declared().iter().any(|one| one.name == endpoint.name);
            // Hashing passwords takes most of the time, and there is little to choose in it.
            if absent || (slow && fuzz.random().random_bool(0.95)) {
                continue;
            }
            let thing = endpoint.subject.map(|subject| fuzz.thing(subject));
            let login = fuzz.person(endpoint, thing.as_ref());
            let mut path = endpoint.path.to_owned();
            for id in thing.iter().flat_map(|thing| &thing.ids) {
                if let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
                    path.replace_range(open..=close, &id.to_string());
                }
            }
            if let Some(word) = (endpoint.words)().choose(fuzz.random()) {
                path = path.replace("{kind}", word);
            }
            let query = fuzz.generator.query(endpoint);
            let mut request = app.as_user(login).api(endpoint.method.as_str(), &format!("{path}{query}"));
            if endpoint.if_match {
                request = request.if_match(version(&app, login, &path, &mut fuzz).await);
            }
            let body = fuzz.generator.body(endpoint);
            let text = String::from_utf8_lossy(&body).into_owned();
            if endpoint.method != Method::Get {
                request = request.bytes("application/json", body);
            }
            let response = request.await;
            let story = || {
                let text: String = text.chars().take(2000).collect();
                format!("seed {seed}: {login} {} {path}{query} {text}\n{}", endpoint.method.as_str(), response.text())
            };
            assert!(response.status < 500, "{}", story());
            if response.status >= 400 {
                let problem = response.problem();
                assert!(!problem.title.is_empty(), "{}", story());
            } else {
                if let Ok(reply) = serde_json::from_slice(&response.body) {
                    let differences = conform::differences(&documented, endpoint, response.status, &reply);
                    assert!(differences.is_empty(), "{}\n{differences:?}", story());
                }
                fuzz.remember(endpoint, thing.as_ref(), &response);
            }
            *counts.entry(response.status).or_default() += 1;
            *of_each.entry((endpoint.name, response.status)).or_default() += 1;
        }
        println!("{of_each:?}");
        assert!(counts.get(&200) > Some(&50) && counts.get(&201) > Some(&3), "hardly anything gets through: {counts:?}");
    }
}
