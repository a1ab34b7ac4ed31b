//! When and where the branch meets: read by all, changed by the office.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::unit::{Branch, BranchPatch, UpdateBranch};

use crate::client::{Versioned, call_at, session};
use crate::components::toast::toasts;
use crate::components::{Card, NumberField, Sending, SendingNote, TextField};
use crate::{format, t};

/// Fixed day, hour, place, term.
#[component]
pub fn Rhythm(
    /// The branch with its version.
    branch: Versioned<Branch>,
    /// Told when it was changed.
    saved: Callback<Versioned<Branch>>,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let may_edit = session::may(Action::UnitWrite);
    let branch = StoredValue::new(branch);
    let beside = move || {
        (may_edit && !editing.get()).then(|| {
            view! { <button type="button" class="button quiet" on:click=move |_| editing.set(true)>{t!(branch.edit)}</button> }
        })
    };
    let body = move || {
        if editing.get() { form(branch.get_value(), editing, saved) } else { facts(&branch.get_value().value) }
    };
    view! { <Card title=t!(branch.rhythm) beside>{body}</Card> }.into_any()
}

fn facts(branch: &Branch) -> AnyView {
    view! {
        <dl class="facts">
            <dt>{t!(branch.fixed_day)}</dt><dd>{t!(branch.day_of_month, day = branch.fixed_day)}</dd>
            <dt>{t!(branch.hour)}</dt><dd>{branch.hour.clone()}</dd>
            <dt>{t!(branch.place)}</dt><dd>{branch.place.clone()}</dd>
            <dt>{t!(branch.term)}</dt><dd>{t!(branch.since, day = format::day(branch.term_starts_on))}</dd>
        </dl>
    }
    .into_any()
}

fn form(branch: Versioned<Branch>, editing: RwSignal<bool>, saved: Callback<Versioned<Branch>>) -> AnyView {
    let Versioned { etag, value } = branch;
    let (day, hour, place) = (
        RwSignal::new(value.fixed_day.to_string()),
        RwSignal::new(value.hour.clone()),
        RwSignal::new(value.place.clone()),
    );
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let patch = BranchPatch {
            name: None,
            // What is no number is out of range, and the server says so at the field.
            fixed_day: Some(day.get_untracked().trim().parse().unwrap_or_default()),
            hour: Some(hour.get_untracked()),
            place: Some(place.get_untracked()),
        };
        let work = call_at::<UpdateBranch>(&value.id, &etag, &patch);
        sending.run(Vec::new(), work, move |branch| {
            editing.set(false);
            toasts().say(t!(branch.saved));
            saved.run(branch);
        });
    };
    let errors = sending.errors();
    view! {
        <form class="stack-small" on:submit=submit>
            <NumberField label=t!(branch.fixed_day) value=day pointer="/fixed_day" errors />
            <TextField label=t!(branch.hour) value=hour kind="time" pointer="/hour" errors />
            <TextField label=t!(branch.place) value=place pointer="/place" errors />
            <SendingNote sending />
            <div class="bar end">
                <button type="button" class="button" on:click=move |_| editing.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(branch.save)}</button>
            </div>
        </form>
    }
    .into_any()
}
