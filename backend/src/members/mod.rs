//! Members: the register, its import and export.

mod create;
mod export;
mod get;
pub mod import;
mod life;
mod list;
pub mod membership;
mod memberships;
mod places;
pub mod read;
pub mod register;
mod update;
mod validate;
mod whereabouts;
mod write;

use crate::http::{Routes, Unique};

/// Unique indexes whose violation is a field's error.
const UNIQUE: &[Unique] = &[
    Unique { index: "member_citizen_id", columns: "member.citizen_id", pointer: "/citizen_id" },
    Unique { index: "member_party_card", columns: "member.party_card", pointer: "/party_card" },
];

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .unique(UNIQUE)
        .on(list::list)
        .on(get::get)
        .on(create::create)
        .on(update::update)
        .on(import::import)
        .on(export::export)
        .on(memberships::list)
        .on(memberships::change)
        .on(memberships::correct_membership)
}
