//! "Việc cần làm": what this person must do next, each thing with its clock and one button.

mod aside;
mod next;
mod todo;
mod upcoming;

pub use todo::days_left;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::NoQuery;
use shared::api::home::{GetHome, Home as HomeReply};
use shared::meeting::MeetingStatus;

use self::aside::{Last, Tasks, Year};
use self::next::Next;
use self::todo::Todos;
use self::upcoming::Upcoming;
use crate::client::{read, session};
use crate::components::{PageHead, load, loaded};
use crate::pages::fetch_ahead;
use crate::{format, t};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let home = load(|| read::<GetHome>(&(), &NoQuery {}));
    let over = Signal::derive(move || match home.get() {
        Some(Ok(home)) => Some(format::long_day(home.today)),
        _ => None,
    });
    let title = Signal::derive(move || match home.get() {
        Some(Ok(home)) => greeting(&home),
        _ => t!(home.title).to_owned(),
    });
    let content = |home| {
        fetch_ahead();
        view! { <Content home /> }
    };
    view! { <PageHead title over /> {loaded(home, content)} }.into_any()
}

/// Greets by the given name and says how much waits.
fn greeting(home: &HomeReply) -> String {
    // Somebody who isn't a member, such as the administrator, has a title for a name and no given name in it.
    let member = session::me().is_some_and(|me| me.actor.member_id.is_some());
    let given = home.name.split_whitespace().next_back().filter(|_| member).map(|name| format!(" {name}"));
    let given = given.unwrap_or_default();
    let waiting = home.todos.len() + home.preparation.iter().filter(|step| !step.done).count();
    let ahead = home.next_meeting.as_ref().filter(|next| next.status != MeetingStatus::InSession);
    match (waiting, ahead) {
        (0, _) => t!(home.all_done, name = given),
        (count, Some(next)) => {
            let day = shared::time::local_date(next.scheduled_at);
            t!(home.waiting_before, name = given, count = count, day = format::day_and_month(day))
        }
        (count, None) => t!(home.waiting, name = given, count = count),
    }
}

#[component]
fn Content(home: HomeReply) -> impl IntoView {
    let HomeReply { today, next_meeting, preparation, todos, tasks, last_meeting, figures, role, .. } = home;
    let has_next = next_meeting.is_some();
    // Those without a branch of their own look at all of them.
    let above = !has_next && figures.is_empty() && session::may(Action::MeetingRead);
    let side = above || last_meeting.is_some() || !figures.is_empty() || !tasks.is_empty();
    let main = view! {
        {next_meeting.map(|meeting| view! { <Next meeting preparation today /> })}
        <Todos todos today empty=!has_next />
    };
    let aside = view! {
        {last_meeting.map(|last| view! { <Last last /> })}
        {(!tasks.is_empty()).then(|| view! { <Tasks tasks today /> })}
        {(!figures.is_empty()).then(|| view! { <Year figures /> })}
        {above.then(|| view! { <Upcoming today /> })}
        <p class="small muted">{role}</p>
    };
    if side {
        view! { <div class="cols"><div class="stack">{main}</div><div class="stack">{aside}</div></div> }.into_any()
    } else {
        view! { <div class="stack">{main}{aside}</div> }.into_any()
    }
}
