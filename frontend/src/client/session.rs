//! Who is signed in: the access token in memory, the refresh token in a cookie that no script can read.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use shared::access::{Action, Grant, Reach, reach};
use shared::api::auth::{Activate, Activation, Credentials, GetMe, Me, Refresh, SignIn, SignOut, Token};
use shared::api::endpoint::{Empty, NoQuery};
use shared::id::AccountId;
use shared::problem::Code;

use super::error::ApiError;
use super::request::send_as;
use super::{Storage, locks};

/// Tells the page, before the program has loaded, not to show the sign-in form.
const RETURNING: &str = "nenep.returning";
/// A token is renewed this long before it expires.
const MARGIN_MS: f64 = 30_000.0;

/// Whether somebody is signed in.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Not known yet: the program has just started.
    Starting,
    /// The server couldn't be asked.
    Unreachable,
    /// Nobody is.
    SignedOut,
    /// This person is.
    SignedIn(Box<Me>),
}

/// What follows from somebody's arriving and leaving, done before anybody sees it.
#[derive(Clone, Copy)]
pub struct Follower {
    /// This account has signed in.
    pub arrives: fn(AccountId) -> Pin<Box<dyn Future<Output = ()>>>,
    /// Nobody is signed in any more.
    pub leaves: fn(),
}

#[derive(Clone)]
struct Held {
    text: String,
    renew_at: f64,
}

thread_local! {
    static TOKEN: RefCell<Option<Held>> = const { RefCell::new(None) };
    static ROUND: Cell<u32> = const { Cell::new(0) };
    static STATE: ArcRwSignal<State> = ArcRwSignal::new(State::Starting);
    static FOLLOWER: Cell<Option<Follower>> = const { Cell::new(None) };
}

/// Lets this follow the session.
pub fn lead(follower: Follower) {
    FOLLOWER.set(Some(follower));
}

/// Whether somebody is signed in; reactive.
pub fn state() -> ArcRwSignal<State> {
    STATE.with(Clone::clone)
}

/// The person who is signed in; reactive.
pub fn me() -> Option<Me> {
    match state().get() {
        State::SignedIn(me) => Some(*me),
        State::Starting | State::Unreachable | State::SignedOut => None,
    }
}

/// Whether the person may do this somewhere; reactive. The server decides, this only hides what it would refuse.
pub fn may(action: Action) -> bool {
    me().is_some_and(|me| me.actor.may(action))
}

/// Whether the person sees other members' records somewhere; reactive.
pub fn reads_members() -> bool {
    let others = |grant: &Grant| !matches!(reach(grant.role, Action::MemberRead), None | Some(Reach::Own));
    me().is_some_and(|me| me.actor.grants.iter().any(others))
}

/// Finds out at start whether the cookie of an earlier visit still holds.
pub async fn resume() {
    if !may_resume() {
        return ended();
    }
    let found = match renew(ROUND.get()).await {
        Ok(()) => welcome().await,
        Err(error) => Err(error),
    };
    match found {
        Ok(()) => {}
        Err(error) if error.is_passing() => state().set(State::Unreachable),
        Err(_) => ended(),
    }
}

/// Whether there may be a cookie: somebody was signed in, or just has through the form of index.html, which the server
/// answers with `/?signed_in`. Without this a first visit would begin with a refusal.
fn may_resume() -> bool {
    let search = window().location().search().unwrap_or_default();
    Storage::get(RETURNING).is_some() || search.contains("signed_in")
}

/// Signs in with name and password.
pub async fn sign_in(credentials: Credentials) -> Result<(), ApiError> {
    take(send_as::<SignIn>(None, &(), &NoQuery {}, &credentials).await?);
    welcome().await
}

/// Sets a password with a one-use code and signs in.
pub async fn activate(activation: Activation) -> Result<(), ApiError> {
    take(send_as::<Activate>(None, &(), &NoQuery {}, &activation).await?);
    welcome().await
}

/// Signs out here; `last` is done while it's still known who was signed in.
pub async fn sign_out(last: impl FnOnce()) -> Result<(), ApiError> {
    match send_as::<SignOut>(Some(&token().await?), &(), &NoQuery {}, &Empty {}).await {
        // The session had ended already.
        Err(error) if error.code() != Some(Code::SignInNeeded) => return Err(error),
        _ => last(),
    }
    ended();
    Ok(())
}

/// Reads grants and name again.
async fn welcome() -> Result<(), ApiError> {
    let me = send_as::<GetMe>(Some(&token().await?), &(), &NoQuery {}, &Empty {}).await?;
    Storage::set(RETURNING, "1");
    if let Some(follower) = FOLLOWER.get() {
        (follower.arrives)(me.account_id).await;
    }
    state().set(State::SignedIn(Box::new(me)));
    Ok(())
}

/// Nobody is signed in any more.
fn ended() {
    TOKEN.take();
    Storage::remove(RETURNING);
    if let Some(follower) = FOLLOWER.get() {
        (follower.leaves)();
    }
    state().set(State::SignedOut);
}

/// The access token, renewed if it's about to expire.
pub async fn token() -> Result<String, ApiError> {
    let round = ROUND.get();
    let usable = || TOKEN.with_borrow(|held| held.clone().filter(|held| js_sys::Date::now() < held.renew_at));
    if usable().is_none() {
        renew(round).await?;
    }
    TOKEN.with_borrow(|held| held.as_ref().map(|held| held.text.clone())).ok_or(ApiError::Unreachable)
}

/// Renews a token that the server refused, unless another request has done so since it was read.
pub async fn renew_refused(refused: &str) -> Result<String, ApiError> {
    let newer = TOKEN.with_borrow(|held| held.as_ref().is_some_and(|held| held.text != refused));
    if !newer {
        renew(ROUND.get()).await?;
    }
    token_now().ok_or(ApiError::Unreachable)
}

fn token_now() -> Option<String> {
    TOKEN.with_borrow(|held| held.as_ref().map(|held| held.text.clone()))
}

/// One renewal at a time, over all tabs: the cookie rotates, and using an old one ends the session. `round` is the number
/// of renewals that the caller has seen; who had to wait for another's renewal is served by that one.
async fn renew(round: u32) -> Result<(), ApiError> {
    let outcome = std::rc::Rc::new(RefCell::new(Ok(())));
    let result = outcome.clone();
    locks::alone("nenep-refresh", async move {
        if ROUND.get() == round {
            match send_as::<Refresh>(None, &(), &NoQuery {}, &Empty {}).await {
                Ok(token) => take(token),
                Err(error) => *result.borrow_mut() = Err(error),
            }
        }
    })
    .await;
    let outcome = outcome.borrow().clone();
    if outcome.as_ref().is_err_and(|error: &ApiError| error.code() == Some(Code::SignInNeeded)) {
        ended();
    }
    outcome
}

fn take(token: Token) {
    let lifetime = token.expires_in as f64 * 1000.0;
    let renew_at = js_sys::Date::now() + (lifetime - MARGIN_MS).max(lifetime / 2.0);
    TOKEN.set(Some(Held { text: token.access_token, renew_at }));
    ROUND.set(ROUND.get() + 1);
}
