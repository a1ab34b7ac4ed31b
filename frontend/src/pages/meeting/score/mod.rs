//! Chấm điểm: the branch's own score. What the records give is filled in, the rest is asked; it saves itself.

pub mod draft;
pub mod sheet;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::Empty;
use shared::api::meeting::SubmitMeeting;
use shared::api::score::{PutBranchScore, ScoreInput};
use shared::evaluation::ScoreResult;
use shared::meeting::MeetingStatus;

use self::sheet::Form;
use super::page::Page;
use crate::client::outbox::Write;
use crate::components::part::{button, nothing, plain, unsaid};
use crate::components::{ConfirmDialog, Note, Sending, SendingNote, TextAreaField};
use crate::shell::focus;
use crate::t;

/// The step.
pub fn view(page: Page) -> AnyView {
    let may = page.may(Action::ScoreBranch);
    let result = Signal::derive(move || page.assessment.with(|found| found.result.clone()));
    let changed = Callback::new(move |()| save(page));
    let form = Form { answers: page.own.answers, result, may, changed };
    let early = page.flag(|meeting| !meeting.status.held());
    let first = move || early.get().then(|| view! { <Note>{t!(score.early)}</Note> });
    let own = move || {
        let write = Callback::new(move |_: String| save(page));
        may.get().then(|| {
            plain(
                t!(score.remarks),
                view! { <TextAreaField label=t!(score.remarks_label) value=page.own.remarks on_commit=write /> }
                    .into_any(),
            )
        })
    };
    view! { {first} {sheet::summary(page, form)} {sheet::view(page, form)} {own} {submit(page, result)} }.into_any()
}

/// Answers that don't count yet, such as a change without its reason, wait here until they do.
fn save(page: Page) {
    let (answers, remarks) = page.assessment.with_untracked(|found| page.own.hand_over(&found.result));
    let input = ScoreInput { answers, remarks };
    page.hand_over(Write::<PutBranchScore>::new(page.id(), input, t!(meeting.score)));
}

fn submit(page: Page, result: Signal<ScoreResult>) -> AnyView {
    let may = page.may(Action::ScoreBranch);
    let concluded = page.flag(|meeting| meeting.status == MeetingStatus::Concluded);
    let (sending, open) = (Sending::new(), RwSignal::new(false));
    let act = move |()| page.act::<SubmitMeeting>(sending, Empty {}, move || page.toasts.say(t!(score.submitted)));
    let unanswered = Memo::new(move |_| result.with(|result| result.unanswered.clone()));
    let left = move || {
        let open = unanswered.get();
        (!open.is_empty()).then(|| {
            let (count, which) = (open.len(), open.join(", "));
            view! { <p class="small muted" role="status">{t!(score.left, count = count, which = which)}</p> }
        })
    };
    // The first question that is still open, instead of one whether to send what can't be sent.
    let press =
        move || if unanswered.with(Vec::is_empty) { open.set(true) } else { focus::first(".criterion.open select") };
    let shown = move || {
        if !(may.get() && concluded.get()) {
            return nothing();
        }
        view! {
            <div class="stack-small">
                {left} {unsaid(sending.errors(), &[])} <SendingNote sending />
                <div class="bar end">{button("button primary", t!(score.submit), press)}</div>
                <ConfirmDialog open title=t!(score.ask).to_owned() text=t!(score.ask_text).to_owned() verb=t!(score.submit).to_owned() on_confirm=act />
            </div>
        }
        .into_any()
    };
    shown.into_any()
}
