//! Signing in: tokens, sessions, passwords, activation, and one's own account.

mod activate;
mod activation_code;
mod change_password;
mod end_session;
mod hashing;
mod keys;
mod list_sessions;
mod login;
mod me;
mod password;
mod refresh;
mod refresh_token;
mod session;
mod sign_in;
mod sign_out;
mod signed_in;
mod throttle;
mod whereabouts;

pub use activation_code::ActivationSecret;
pub(crate) use activation_code::purge as purge_codes;
pub(crate) use hashing::hash as hash_password;
pub(crate) use login::{login_key, valid_login};
pub(crate) use session::{end_all as end_sessions, list as list_sessions_of, purge as purge_sessions};
pub(crate) use sign_in::sign_in;
pub use signed_in::signed_in;
pub(crate) use throttle::purge as purge_throttle;

pub use crate::http::Keys;
use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .on_detached(sign_in::sign_in)
        .on_detached(refresh::refresh)
        .on(sign_out::sign_out)
        .on_detached(activate::activate)
        .on(me::get)
        .on_detached(change_password::change)
        .on(list_sessions::list)
        .on(end_session::end)
}
