//! The branch's committees of all terms, and putting a term right.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::committee::{CorrectTerm, ListTerms, Term, TermCorrection};
use shared::api::dated::KnownQuery;
use shared::api::endpoint::NoQuery;
use shared::id::UnitId;

use crate::client::{call, read, session};
use crate::components::toast::toasts;
use crate::components::{Card, Dialog, Sending, TextField, load, loaded, open_for};
use crate::dated::{Correction, Decided, Stage, day_field, decision_fields, foot, optional_day, past};
use crate::i18n::language;
use crate::t;

/// The card. It's read when somebody asks for it.
#[component]
pub fn Terms(
    /// Which branch.
    id: UnitId,
    /// Changes when the branch was changed.
    round: RwSignal<u32>,
    /// Told when something was put right.
    changed: Callback<()>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let beside = move || {
        (!shown.get()).then(|| {
            view! {
                <button type="button" class="button quiet" on:click=move |_| shown.set(true)>{t!(branch.terms_show)}</button>
            }
        })
    };
    let body = move || shown.get().then(|| terms(id, round, changed));
    view! { <Card title=t!(branch.terms) beside>{body}</Card> }.into_any()
}

fn terms(id: UnitId, round: RwSignal<u32>, changed: Callback<()>) -> AnyView {
    let terms = load(move || {
        round.track();
        read::<ListTerms>(&id, &KnownQuery::default())
    });
    let correcting = RwSignal::new(None::<Term>);
    let open = open_for(correcting);
    let title = Signal::stored(t!(branch.term_correct).to_owned());
    view! {
        {loaded(terms, move |page: Page<Term>| {
            let known = StoredValue::new(page.items.clone());
            let correct = Callback::new(move |id| {
                correcting.set(known.with_value(|terms| terms.iter().find(|term| term.id.0 == id).cloned()));
            });
            past(page.items.into_iter().map(stage).collect(), session::may(Action::UnitWrite).then_some(correct))
        })}
        <Dialog open title wide=true>{move || correcting.get().map(|term| form(id, term, open, changed))}</Dialog>
    }
    .into_any()
}

/// The offices that hold; what was replaced of them is in the branch's history.
fn stage(term: Term) -> Stage {
    let held = term.seats.into_iter().filter(|seat| seat.record.replaced_at.is_none());
    let more = held.map(|seat| format!("{} · {}", seat.name, seat.office.label(language()))).collect();
    Stage { id: term.id.0, what: t!(branch.term).to_owned(), more, record: term.record }
}

fn form(id: UnitId, term: Term, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let (decided, sending) = (Decided::of(&term.record), Sending::new());
    let (correction, ends) = (Correction::new(), day_field(term.record.ends_on));
    let path = (id, term.id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body = TermCorrection { reason, withdraw: correction.withdraws(), ..TermCorrection::default() };
        if !body.withdraw {
            body.starts_on = optional_day(decided.from);
            body.ends_on = Some(optional_day(ends));
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let work = async move { call::<CorrectTerm>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            open.set(false);
            toasts().say(t!(dated.corrected));
            changed.run(());
        });
    };
    let errors = sending.errors();
    let right = view! {
        {decision_fields(decided, t!(branch.term_starts), "/starts_on", errors)}
        <TextField label=t!(branch.term_ends) value=ends kind="date" pointer="/ends_on" errors hint=t!(branch.term_ends_hint).to_owned() />
        <p class="small muted">{t!(branch.term_seats)}</p>
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
