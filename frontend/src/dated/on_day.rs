//! Pages as at a day: the day is in the address, so that it can be sent on and gone back to.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::components::{Note, TextField};
use crate::shell::address;
use crate::{format, t};

/// The day that the address asks for; none: today.
pub fn on_day() -> Memo<Option<NaiveDate>> {
    let query = address::query();
    Memo::new(move |_| query.with(|query| query.get("on")).and_then(|day| day.parse().ok()))
}

/// Chooses the day. What else the address asks for stays, but for a later page of the list.
#[component]
pub fn OnDay() -> impl IntoView {
    let (location, query, on) = (use_location(), address::query(), on_day());
    let value = RwSignal::new(on.get_untracked().unwrap_or_else(format::today).to_string());
    let navigate = use_navigate();
    let go = Callback::new(move |day: Option<NaiveDate>| {
        let mut asked = query.get_untracked();
        asked.remove("on");
        asked.remove("cursor");
        if let Some(day) = day {
            asked.insert("on", day.to_string());
        }
        let address = format!("{}{}", location.pathname.get_untracked(), asked.to_query_string());
        navigate(&address, Default::default());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        go.run(value.get_untracked().parse().ok().filter(|day| *day != format::today()));
    };
    let back = move |_| {
        value.set(format::today().to_string());
        go.run(None);
    };
    let elsewhere = move || {
        on.get().map(|day| {
            view! {
                <Note>
                    {t!(dated.shown_on, day = format::day(day))}
                    " "
                    <button type="button" class="button quiet" on:click=back>{t!(dated.back_to_today)}</button>
                </Note>
            }
        })
    };
    view! {
        <form class="on-day no-print" role="search" aria-label=t!(dated.on_day) on:submit=submit>
            <TextField label=t!(dated.on_day) value kind="date" />
            <button type="submit" class="button">{t!(dated.show)}</button>
        </form>
        {elsewhere}
    }
    .into_any()
}
