//! Signing in: tokens, sessions, passwords, activation, and one's own account.

mod keys;
mod me;

pub use keys::Keys;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(me::get)
}
