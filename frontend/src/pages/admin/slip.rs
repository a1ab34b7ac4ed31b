//! The activation code: shown this once, printed on one page for the person.

use leptos::prelude::*;
use shared::api::account::{Account, ActivationCode, IssueActivationCode};
use shared::api::endpoint::NoQuery;

use crate::client::call;
use crate::components::{Card, Sending, SendingNote};
use crate::{format, t};

/// The button, then the slip.
#[component]
pub fn Slip(
    /// Whose.
    account: Account,
) -> impl IntoView {
    let (code, sending) = (RwSignal::new(None::<ActivationCode>), Sending::new());
    let issue = move |_| {
        let work = call::<IssueActivationCode>(&account.id, &NoQuery {}, &shared::api::endpoint::Empty {});
        sending.run(Vec::new(), work, move |made| code.set(Some(made)));
    };
    view! {
        <Card title=t!(admin.code)>
            <p class="small muted">{t!(admin.code_explain)}</p>
            <SendingNote sending />
            <button type="button" class="button" prop:disabled=move || sending.busy() on:click=issue>{t!(admin.issue)}</button>
            {move || code.get().map(slip)}
        </Card>
    }
    .into_any()
}

fn slip(code: ActivationCode) -> AnyView {
    let address = window().location().origin().unwrap_or_default();
    let print = move |_| {
        // Fails only where there is no printer dialog at all.
        let _ = window().print();
    };
    view! {
        <section class="slip" aria-label=t!(admin.slip)>
            <h2>{t!(admin.slip)}</h2>
            <dl class="facts">
                <dt>{t!(admin.name)}</dt><dd>{code.name}</dd>
                <dt>{t!(admin.login)}</dt><dd>{code.login}</dd>
                <dt>{t!(admin.code)}</dt><dd class="slip-code">{code.code}</dd>
                <dt>{t!(admin.expires)}</dt><dd>{format::instant(code.expires_at)}</dd>
                <dt>{t!(admin.address)}</dt><dd>{format!("{address}/activate")}</dd>
            </dl>
            <ol class="small">
                <li>{t!(admin.step_1)}</li>
                <li>{t!(admin.step_2)}</li>
                <li>{t!(admin.step_3)}</li>
            </ol>
            <button type="button" class="button primary no-print" on:click=print>{t!(admin.print)}</button>
        </section>
    }
    .into_any()
}
