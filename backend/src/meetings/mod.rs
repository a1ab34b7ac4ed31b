//! Meetings: planned, announced, held, written down, concluded, scored, locked.

pub mod assessment;
pub mod lock;
pub mod record;
pub mod rows;
pub mod scores;
pub mod view;

mod addendum;
mod announce;
mod changes;
pub mod conclusion;
mod draft;
mod first_form;
mod get;
mod limits;
mod list;
mod moment;
pub mod papers;
mod plan;
mod remove;
pub mod sealed;
mod state;
mod submission;
mod update;
mod whereabouts;

use crate::http::Routes;

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes.on(list::list).on(plan::plan).on(get::get).on(remove::remove).on(announce::announce);
    let routes = routes.on(update::update).on(conclusion::conclude).on(conclusion::reopen);
    let routes = routes.on(assessment::get).on(scores::put_branch).on(scores::put_supervisor).on(scores::put_committee);
    let routes = routes.on(submission::submit).on(submission::hand_back);
    let routes = routes.on(papers::paper).on(papers::paper_file);
    let routes = routes.on(papers::minutes).on(papers::resolution).on(papers::score_sheet);
    routes.on(addendum::add).on(changes::list)
}
