//! Electing a committee: who could sit in it, each with the office that they take.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::Page;
use shared::api::committee::{Candidate, ElectCommittee, Election, ListCandidates};
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::unit::Branch;
use shared::id::{MemberId, UnitId};
use shared::problem::Code;
use shared::unit::Office;

use crate::client::{call, read};
use crate::components::toast::toasts;
use crate::components::{Dialog, Load, SelectField, Sending, TextField, load, loaded};
use crate::dated::{Decided, decision_fields, foot, optional_day};
use crate::i18n::language;
use crate::{format, t};

/// Who takes which office; empty: none. It outlives the list, which is read anew for another day.
type Choices = Vec<(MemberId, ArcRwSignal<String>)>;

/// The dialog.
#[component]
pub fn Elect(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// The branch with its committee of today.
    branch: StoredValue<Branch>,
    /// Told when a committee was elected.
    changed: Callback<()>,
) -> impl IntoView {
    let title = Signal::stored(t!(branch.elect_title).to_owned());
    view! { <Dialog open title wide=true>{form(open, branch, changed)}</Dialog> }.into_any()
}

/// Who could sit in the committee from the day on that is entered.
pub fn candidates(id: UnitId, from: RwSignal<String>) -> Load<Page<Candidate>> {
    load(move || {
        let on = from.get().parse().ok();
        read::<ListCandidates>(&id, &DayQuery { on })
    })
}

/// Offices with their words; the first is none.
pub fn offices(none: &'static str) -> Vec<(String, String)> {
    let mut offices = vec![(String::new(), none.to_owned())];
    offices.extend(Office::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned())));
    offices
}

fn form(open: RwSignal<bool>, branch: StoredValue<Branch>, changed: Callback<()>) -> AnyView {
    let (decided, ends, sending) = (Decided::today(), RwSignal::new(String::new()), Sending::new());
    let id = branch.with_value(|branch| branch.id);
    let people = candidates(id, decided.from);
    let choices: StoredValue<Choices> = StoredValue::new(Vec::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = |office: Office| {
            choices.with_value(|choices| {
                let held = |choice: &ArcRwSignal<String>| choice.get_untracked() == office.as_str();
                choices.iter().filter(|(_, choice)| held(choice)).map(|(id, _)| *id).collect::<Vec<_>>()
            })
        };
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let [secretary] = chosen(Office::Secretary)[..] else {
            return sending.refuse_with("/secretary", Code::Required, t!(branch.secretary_needed));
        };
        let body = Election {
            starts_on,
            ends_on: optional_day(ends),
            secretary,
            deputies: chosen(Office::DeputySecretary),
            members: chosen(Office::CommitteeMember),
            decision: decided.decision(),
            decided_on: decided.decision_day(),
        };
        let work = async move { call::<ElectCommittee>(&id, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |term| {
            open.set(false);
            toasts().say(t!(branch.elected, day = format::day(term.record.starts_on)));
            changed.run(());
        });
    };
    let errors = sending.errors();
    // The server names a field by its place among deputies or members; here it's one list, so it stands above it.
    let of_people = move || {
        errors.with(|errors| {
            let found = errors.iter().find(|error| {
                ["/secretary", "/deputies", "/members"].iter().any(|list| error.pointer.starts_with(list))
            });
            found.map(|error| view! { <p class="field-error" role="alert">{error.detail.clone()}</p> })
        })
    };
    let list = loaded(people, move |page| {
        let now = branch.with_value(|branch| branch.committee.clone());
        let held = |id: MemberId| {
            now.iter().find(|row| row.member_id == id).map(|row| row.office.to_string()).unwrap_or_default()
        };
        // What was chosen stays chosen when another day is entered.
        let chosen = |id: MemberId| {
            choices.with_value(|known| known.iter().find(|(one, _)| *one == id).map(|(_, choice)| choice.clone()))
        };
        let choice = |id: MemberId| chosen(id).unwrap_or_else(|| ArcRwSignal::new(held(id)));
        let made: Choices = page.items.iter().map(|one| (one.member_id, choice(one.member_id))).collect();
        let none = page.items.is_empty().then(|| view! { <p class="muted">{t!(branch.candidates_none)}</p> });
        let rows = page.items.into_iter().zip(&made).map(|(person, (_, choice))| {
            let options = Signal::stored(offices(t!(branch.no_office)));
            let value = RwSignal::from(choice.clone());
            view! { <SelectField label=named(&person) value options /> }.into_any()
        });
        let rows = rows.collect_view();
        choices.set_value(made);
        view! { {none}<div class="form-row">{rows}</div> }.into_any()
    });
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(branch.term_starts), "/starts_on", errors)}
            <TextField label=t!(branch.term_ends) value=ends kind="date" pointer="/ends_on" errors hint=t!(branch.term_ends_hint).to_owned() />
            <p class="small muted">{t!(branch.elect_note)}</p>
            {of_people}
            {list}
            {foot(open, sending, t!(branch.elect))}
        </form>
    }
    .into_any()
}

/// Somebody by name, with what lets a person of another branch sit here.
pub fn named(person: &Candidate) -> String {
    if person.is_commune_cadre { format!("{} ({})", person.name, t!(branch.cadre)) } else { person.name.clone() }
}
