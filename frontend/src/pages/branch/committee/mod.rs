//! The branch's committee of the day: read by all, elected and changed by the office.

mod elect;
mod seat;
mod terms;

use leptos::prelude::*;
use shared::api::unit::{Branch, OfficeRow};

use self::elect::Elect;
use self::seat::{AddSeat, ChangeSeat};
pub use self::terms::Terms;
use crate::components::{Card, Chip, Tone};
use crate::i18n::language;
use crate::t;

/// The card.
#[component]
pub fn Committee(
    /// The branch of the day.
    branch: StoredValue<Branch>,
    /// Whether the person may elect and change, from today on.
    may_change: bool,
    /// Told when it was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let (electing, seating) = (RwSignal::new(false), RwSignal::new(false));
    let seat = RwSignal::new(None::<OfficeRow>);
    let (id, people) = branch.with_value(|branch| (branch.id, branch.committee.clone()));
    let beside = move || {
        may_change.then(|| {
            view! {
                <div class="bar">
                    <button type="button" class="button quiet" on:click=move |_| seating.set(true)>{t!(branch.seat)}</button>
                    <button type="button" class="button quiet" on:click=move |_| electing.set(true)>{t!(branch.elect)}</button>
                </div>
            }
        })
    };
    let nobody = people.is_empty().then(|| view! { <p class="muted">{t!(branch.no_committee)}</p> });
    let rows = people.into_iter().map(|row| person(row, may_change.then_some(seat))).collect_view();
    view! {
        <Card title=t!(branch.committee) beside>{nobody}<ul class="people">{rows}</ul></Card>
        {may_change.then(|| view! {
            <Elect open=electing branch changed />
            <AddSeat open=seating id changed />
            <ChangeSeat id seat changed />
        })}
    }
    .into_any()
}

fn person(person: OfficeRow, change: Option<RwSignal<Option<OfficeRow>>>) -> AnyView {
    let cadre = person.is_commune_cadre.then(|| view! { <Chip tone=Tone::Fair>{t!(branch.cadre)}</Chip> });
    let (row, label) = (person.clone(), t!(branch.seat_change, name = person.name.clone()));
    let button = change.map(|change| {
        view! {
            <button
                type="button"
                class="button quiet no-print"
                aria-label=label
                on:click=move |_| change.set(Some(row.clone()))
            >
                {t!(branch.seat_change_short)}
            </button>
        }
    });
    view! {
        <li>
            <span><b>{person.name}</b>" "<span class="small muted">{person.office.label(language())}</span></span>
            {cadre}
            {button}
        </li>
    }
    .into_any()
}
