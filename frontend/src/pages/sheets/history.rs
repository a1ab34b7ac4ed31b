//! Which sheet was chosen when, by which decision, and putting that right.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::endpoint::NoQuery;
use shared::api::sheet::{CorrectSheetChoice, SheetChoice, SheetChoiceCorrection};

use super::choose::options;
use super::read;
use crate::client::{call, session};
use crate::components::toast::toasts;
use crate::components::{Card, Dialog, SelectField, Sending, load, loaded, open_for};
use crate::dated::{Correction, Decided, Stage, decision_fields, foot, optional_day, past};
use crate::i18n::language;
use crate::t;

/// The card.
#[component]
pub fn History(
    /// Changes when a sheet was chosen.
    round: RwSignal<u32>,
    /// Told when something was put right.
    changed: Callback<()>,
) -> impl IntoView {
    let choices = load(move || {
        round.track();
        read::choices()
    });
    let correcting = RwSignal::new(None::<SheetChoice>);
    let open = open_for(correcting);
    let title = Signal::stored(t!(sheets.correct_head).to_owned());
    let shown = move |items: Vec<SheetChoice>| {
        if items.is_empty() {
            return view! { <p class="muted">{t!(sheets.no_choices)}</p> }.into_any();
        }
        let known = StoredValue::new(items.clone());
        let correct = Callback::new(move |id| {
            correcting.set(known.with_value(|choices| choices.iter().find(|choice| choice.id.0 == id).cloned()));
        });
        past(items.into_iter().map(stage).collect(), session::may(Action::SheetChoose).then_some(correct))
    };
    view! {
        <Card title=t!(sheets.history)>
            {loaded(choices, shown)}
            <Dialog open title wide=true>{move || correcting.get().map(|choice| ready(choice, open, changed))}</Dialog>
        </Card>
    }
    .into_any()
}

fn stage(choice: SheetChoice) -> Stage {
    Stage { id: choice.id.0, what: choice.title.pick(language()).to_owned(), more: Vec::new(), record: choice.record }
}

/// The form once the sheets are known.
fn ready(choice: SheetChoice, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    loaded(load(read::rows), move |rows| {
        let options = options(&rows, Some(&choice.sheet));
        form(choice.clone(), options, open, changed)
    })
}

fn form(
    choice: SheetChoice,
    options: Signal<Vec<(String, String)>>,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> AnyView {
    let (decided, sending, correction) = (Decided::of(&choice.record), Sending::new(), Correction::new());
    let chosen = RwSignal::new(choice.sheet.to_string());
    let path = (choice.unit_id, choice.id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body =
            SheetChoiceCorrection { reason, withdraw: correction.withdraws(), ..SheetChoiceCorrection::default() };
        if !body.withdraw {
            body.sheet = chosen.get_untracked().parse().ok();
            body.starts_on = optional_day(decided.from);
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let work = async move { call::<CorrectSheetChoice>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_: Page<SheetChoice>| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let right = view! {
        <SelectField label=t!(sheets.sheet) value=chosen options pointer="/sheet" errors />
        {decision_fields(decided, t!(sheets.starts_on), "/starts_on", errors)}
    };
    let right = right.into_any();
    view! {
        <form class="form" on:submit=submit>
            {correction.fields(errors, right)}
            {foot(open, sending, t!(dated.correct))}
        </form>
    }
    .into_any()
}
