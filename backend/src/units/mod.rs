//! Units, branches, their committees and counts.

mod candidates;
mod charges;
mod close;
mod committee;
mod correct_term;
mod counts;
mod elect;
mod found;
mod get_branch;
mod grants;
mod list;
mod list_branches;
mod provision;
mod reopen;
mod seat;
mod seats;
mod settings;
mod state;
mod states;
mod term;
mod terms;
mod tree;
mod update_branch;
mod whereabouts;

pub use charges::{Charge, ChargeRow, InCharge, charges_shown, in_charge, of_branch};
pub use committee::committees;
pub use counts::member_counts;
pub(crate) use get_branch::branch_on;
pub use grants::{Granted, GrantedRow};
pub use provision::{NewUnit, called, provision};
pub use seat::{Place, Seat, SeatRow, cadres, of_its_commune};
pub use seats::{end_seats, note_seats, note_terms, seats_of};
pub(crate) use settings::within;
pub use state::{States, UnitState, UnitStateRow, near};
pub use term::{Term, TermRow, term_on};
pub use tree::{FIRST_DAY, PathRow, trace};

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .on(list::list)
        .on(list_branches::list)
        .on(get_branch::get)
        .on(update_branch::update)
        .on(found::found)
        .on(states::list)
        .on(states::change)
        .on(close::close)
        .on(states::correct_state)
        .on(terms::offices)
        .on(terms::list)
        .on(correct_term::correct_term)
        .on(candidates::candidates)
        .on(elect::elect)
        .on(elect::seat)
        .on(elect::end_office)
        .on(elect::correct_office)
}
