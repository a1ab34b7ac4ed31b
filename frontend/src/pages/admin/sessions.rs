//! Where the account is signed in, and signing it out everywhere.

use leptos::prelude::*;
use shared::api::account::{EndAccountSessions, ListAccountSessions};
use shared::api::endpoint::{Empty, NoQuery};
use shared::id::AccountId;

use crate::client::{call, read};
use crate::components::{Card, Sending, SendingNote, load, loaded};
use crate::{format, t};

/// The card.
#[component]
pub fn Sessions(
    /// Whose.
    id: AccountId,
) -> impl IntoView {
    let sessions = load(move || read::<ListAccountSessions>(&id, &NoQuery {}));
    let sending = Sending::new();
    let end = move |_| {
        let work = call::<EndAccountSessions>(&id, &NoQuery {}, &Empty {});
        sending.run(Vec::new(), work, move |_| sessions.refetch());
    };
    let list = loaded(sessions, |page| {
        if page.items.is_empty() {
            return view! { <p class="muted">{t!(admin.no_sessions)}</p> }.into_any();
        }
        let lines = page.items.into_iter().map(|session| {
            view! { <li>{session.device}<div class="small muted">{format::instant(session.last_used_at)}</div></li> }
        });
        view! { <ul class="task-list">{lines.collect_view()}</ul> }.into_any()
    });
    view! {
        <Card title=t!(admin.sessions)>
            {list}
            <SendingNote sending />
            <button type="button" class="button" prop:disabled=move || sending.busy() on:click=end>{t!(admin.end_sessions)}</button>
        </Card>
    }
    .into_any()
}
