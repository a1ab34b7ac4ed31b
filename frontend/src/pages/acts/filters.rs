//! What of the journal is shown; it changes the address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::act::ActQuery;

use super::list_address;
use crate::components::{SelectField, TextField};
use crate::t;

/// The form.
#[component]
pub fn Filters(
    /// What the address asks for.
    query: Memo<ActQuery>,
) -> impl IntoView {
    let start = query.get_untracked();
    let from = RwSignal::new(start.from.map(|day| day.to_string()).unwrap_or_default());
    let to = RwSignal::new(start.to.map(|day| day.to_string()).unwrap_or_default());
    let refused = RwSignal::new(start.refused.map(|refused| refused.to_string()).unwrap_or_default());
    let options = vec![
        (String::new(), t!(acts.all).to_owned()),
        ("false".to_owned(), t!(acts.done).to_owned()),
        ("true".to_owned(), t!(acts.refused).to_owned()),
    ];
    let navigate = use_navigate();
    let find = Callback::new(move |()| {
        let asked = ActQuery {
            from: from.get_untracked().parse().ok(),
            to: to.get_untracked().parse().ok(),
            refused: refused.get_untracked().parse().ok(),
            cursor: None,
            ..query.get_untracked()
        };
        navigate(&list_address(&asked), Default::default());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        find.run(());
    };
    let narrowed =
        move || query.with(|query| query.subject_id.is_some() || query.account_id.is_some() || query.unit_id.is_some());
    view! {
        <form class="card" role="search" on:submit=submit>
            <div class="filters">
                <TextField label=t!(acts.from) value=from kind="date" />
                <TextField label=t!(acts.to) value=to kind="date" />
                <SelectField
                    label=t!(acts.outcome)
                    value=refused
                    options=Signal::stored(options)
                    on_commit=Callback::new(move |_: String| find.run(()))
                />
                <button type="submit" class="button">{t!(acts.find)}</button>
                {move || narrowed().then(|| view! { <a class="button" href="/acts">{t!(acts.widen)}</a> })}
            </div>
        </form>
    }
    .into_any()
}
