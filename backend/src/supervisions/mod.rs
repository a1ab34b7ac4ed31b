//! Which committee member is in charge of which branch, from a day, to a day.

mod assign;
mod correct;
mod eligible;
mod end;
mod list;
mod list_committee_members;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .on(list::list)
        .on(list_committee_members::list)
        .on(assign::assign)
        .on(end::end_charge)
        .on(correct::correct_charge)
}
