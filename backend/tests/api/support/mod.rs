//! What every test of the API starts from: the application on a fresh database with a known commune in it.

pub mod database;
pub mod fixture;
pub mod request;
pub mod things;

use std::rc::Rc;

use actix_web::body::to_bytes;
use actix_web::dev::Service;
use actix_web::test::{TestRequest, init_service};
use backend::auth::Keys;
use backend::db::{Conn, Db};
use backend::http::State;
use backend::server::{app, routes};
use chrono::Utc;
use futures_util::future::{FutureExt, LocalBoxFuture};

pub use database::{Database, Fresh};
pub use fixture::{Branch, Fixture, PASSWORD, write};
pub use request::{Response, User};

/// Makes a test for each database from one function that takes a [`TestApp`]:
///
/// ```text
/// both_databases! {
///     async fn a_secretary_sees_the_branch(app: TestApp) {
///         let answer = app.as_user("secretary_a1").get("/units").await;
///         assert_eq!(answer.status, 200);
///     }
/// }
/// ```
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn run($app: $crate::support::TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                run($crate::support::TestApp::start($crate::support::Database::Sqlite).await).await;
            }

            #[actix_web::test]
            async fn postgres() {
                run($crate::support::TestApp::start($crate::support::Database::Postgres).await).await;
            }
        }
    )+};
}

type Send = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Response>>;

/// The application on a database of its own, which goes away with it.
pub struct TestApp {
    /// Ids of what is in the database.
    pub fixture: Fixture,
    /// For looking into the database, and for putting things there that no endpoint makes.
    pub db: Db,
    /// For making tokens.
    pub keys: Keys,
    /// What every request shares.
    pub state: State,
    send: Send,
    // After the pool: dropped last.
    _fresh: Fresh,
}

impl TestApp {
    /// Starts the application on a copy of the prepared database.
    pub async fn start(database: Database) -> Self {
        let (fresh, fixture) = database::fresh(database);
        let db = Db::open(&fresh.url).unwrap();
        let state = backend::server::state(db.clone(), true).unwrap();
        let keys = state.keys.clone();
        let service = Rc::new(init_service(app(&state, &routes(), None)).await);
        let send: Send = Rc::new(move |request| {
            let answer = service.call(request.to_request());
            async move {
                let answer = answer.await.unwrap();
                let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
                let body = to_bytes(answer.into_body()).await.unwrap_or_else(|_| panic!("the answer breaks off"));
                Response { status, headers, body: body.to_vec() }
            }
            .boxed_local()
        });
        Self { fixture, db, keys, state, send, _fresh: fresh }
    }

    /// Somebody signed in, by the sign-in name in the fixture.
    pub fn as_user(&self, login: &str) -> User {
        let session = self.fixture.sessions[login];
        self.with_token(self.keys.sign(session, Utc::now()).unwrap())
    }

    /// Somebody with this access token.
    pub fn with_token(&self, token: impl Into<String>) -> User {
        User { send: self.send.clone(), token: Some(token.into()) }
    }

    /// Somebody who isn't signed in.
    pub fn anonymous(&self) -> User {
        User { send: self.send.clone(), token: None }
    }

    /// Works on the database directly.
    pub fn write<T>(&self, work: impl FnOnce(&mut Conn) -> diesel::QueryResult<T>) -> T {
        self.db.write(|conn| Ok(work(conn)?)).unwrap()
    }
}
