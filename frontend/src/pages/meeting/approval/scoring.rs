//! The supervising member's score with remarks, and the committee's, which decides and locks, or hands back.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Reason, ReturnMeeting};
use shared::api::score::{PutCommitteeScore, PutSupervisorScore, ScoreInput};

use super::super::page::{Page, assessed};
use super::super::score::draft::Draft;
use super::super::score::sheet::{self, Form};
use crate::components::part::{button, plain, send_button, unsaid};
use crate::components::{ConfirmDialog, Sending, SendingNote, TextAreaField, is_open};
use crate::t;

/// The supervising member's form, from their own last answers or the branch's.
pub fn supervisor(page: Page) -> AnyView {
    let (form, remarks) = form(page, Action::ScoreSupervisor, page.supervisor);
    let sending = Sending::new();
    let send = move || {
        let input = ScoreInput { answers: form.answers.get_untracked(), remarks: remarks.get_untracked() };
        page.act::<PutSupervisorScore>(sending, input, move || page.toasts.say(t!(approval.saved)));
    };
    let content = view! {
        <p class="small muted">{t!(approval.from_branch)}</p>
        <TextAreaField label=t!(approval.remarks) value=remarks pointer="/remarks" errors=sending.errors() />
        {unsaid(sending.errors(), &["/remarks"])}
        {send_button(sending, t!(approval.save), send)}
    };
    view! {
        <h2>{t!(approval.supervisor)}</h2>
        {sheet::summary(page, form)} {folded(page, form)}
        {plain(t!(approval.remarks), content.into_any())}
    }
    .into_any()
}

/// The committee's form, from the supervising member's answers or the branch's.
pub fn committee(page: Page) -> AnyView {
    let (form, remarks) = form(page, Action::ScoreCommittee, page.committee);
    let (sending, open) = (Sending::new(), RwSignal::new(false));
    let decide = move |()| {
        let input = ScoreInput { answers: form.answers.get_untracked(), remarks: remarks.get_untracked() };
        page.act::<PutCommitteeScore>(sending, input, move || page.toasts.say(t!(approval.decided)));
    };
    let content = view! {
        <TextAreaField label=t!(approval.remarks) value=remarks pointer="/remarks" errors=sending.errors() />
        {unsaid(sending.errors(), &["/remarks"])}
        <SendingNote sending />
        <div class="bar end">{button("button primary", t!(approval.decide), move || open.set(true))}</div>
        <ConfirmDialog open title=t!(approval.ask).to_owned() text=t!(approval.ask_text).to_owned() verb=t!(approval.decide).to_owned() on_confirm=decide />
    };
    view! {
        <h2>{t!(approval.committee)}</h2>
        {sheet::summary(page, form)} {folded(page, form)}
        {plain(t!(approval.decide), content.into_any())}
        {plain(t!(approval.hand_back), hand_back(page))}
    }
    .into_any()
}

/// The sheet, opened on request: most answers stay as they are.
fn folded(page: Page, form: Form) -> AnyView {
    let open = RwSignal::new(false);
    let shown = move || open.get().then(|| view! { <div class="stack">{sheet::view(page, form)}</div> });
    view! {
        <details on:toggle=move |event| open.set(is_open(&event))>
            <summary>{t!(approval.open_sheet)}</summary>
            {shown}
        </details>
    }
    .into_any()
}

fn form(page: Page, action: Action, draft: Draft) -> (Form, RwSignal<String>) {
    let found = assessed(page.meeting, page.judge, draft);
    let result = Signal::derive(move || found.with(|found| found.result.clone()));
    let changed = Callback::new(|()| ());
    (Form { answers: draft.answers, result, may: page.may(action), changed }, draft.remarks)
}

fn hand_back(page: Page) -> AnyView {
    let (sending, reason) = (Sending::new(), page.kept("return_reason", ""));
    let open = RwSignal::new(false);
    let send = move |()| {
        let body = Reason { reason: reason.get_untracked() };
        page.act::<ReturnMeeting>(sending, body, move || page.toasts.say(t!(approval.handed_back)));
    };
    view! {
        <TextAreaField label=t!(approval.reason) value=reason pointer="/reason" errors=sending.errors() hint=t!(approval.reason_hint) />
        <SendingNote sending />
        <div class="bar end">{button("button", t!(approval.hand_back), move || open.set(true))}</div>
        <ConfirmDialog open title=t!(approval.hand_back_ask).to_owned() text=t!(approval.hand_back_text).to_owned() verb=t!(approval.hand_back).to_owned() on_confirm=send />
    }
    .into_any()
}
