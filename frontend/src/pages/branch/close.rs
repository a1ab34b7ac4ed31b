//! Closing a branch: the last day on which it is there.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::state::{CloseUnit, UnitClosure};
use shared::id::UnitId;

use crate::client::call;
use crate::components::toast::toasts;
use crate::components::{Dialog, Note, Sending};
use crate::dated::{Decided, decision_fields, foot_danger};
use crate::{format, t};

/// The dialog.
#[component]
pub fn CloseBranch(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// Which branch.
    id: UnitId,
    /// Told when it was closed.
    closed: Callback<()>,
) -> impl IntoView {
    let title = Signal::stored(t!(branch.close_title).to_owned());
    view! { <Dialog open title wide=true>{form(open, id, closed)}</Dialog> }.into_any()
}

fn form(open: RwSignal<bool>, id: UnitId, closed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::today(), Sending::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(ends_on) = decided.day(sending, "/ends_on") else { return };
        let body = UnitClosure { ends_on, decision: decided.decision(), decided_on: decided.decision_day() };
        let work = async move { call::<CloseUnit>(&id, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(branch.closed, day = format::day(ends_on)));
            closed.run(());
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <Note>{t!(branch.close_note)}</Note>
            {decision_fields(decided, t!(branch.last_day), "/ends_on", sending.errors())}
            {foot_danger(open, sending, t!(branch.close))}
        </form>
    }
    .into_any()
}
