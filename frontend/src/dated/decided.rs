//! From which day something holds, and by which decision.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::api::dated::Record;
use shared::problem::{Code, FieldError};

use crate::components::{Sending, SendingNote, TextField};
use crate::{format, t};

/// The signals of those fields.
#[derive(Clone, Copy)]
pub struct Decided {
    /// First day.
    pub from: RwSignal<String>,
    /// The decision's number.
    pub number: RwSignal<String>,
    /// The decision's day.
    pub decided_on: RwSignal<String>,
}

impl Decided {
    /// From today on, by a decision still to be named.
    pub fn today() -> Self {
        Self {
            from: day_field(Some(format::today())),
            number: RwSignal::new(String::new()),
            decided_on: RwSignal::new(String::new()),
        }
    }

    /// As it was recorded, to be put right.
    pub fn of(record: &Record) -> Self {
        Self {
            from: day_field(Some(record.starts_on)),
            number: RwSignal::new(record.decision.clone()),
            decided_on: day_field(record.decided_on),
        }
    }

    /// The first day as it is entered, for what can be chosen from then on; as long as there is none, today.
    pub fn entered(self) -> Memo<Option<NaiveDate>> {
        let from = self.from;
        Memo::new(move |_| from.with(|day| day.parse().ok()))
    }

    /// The first day; without one the form is refused at its field.
    pub fn day(self, sending: Sending, pointer: &str) -> Option<NaiveDate> {
        let day = optional_day(self.from);
        if day.is_none() {
            sending.refuse(pointer, Code::Required);
        }
        day
    }

    /// The decision's number as entered.
    pub fn decision(self) -> String {
        self.number.get_untracked()
    }

    /// The decision's day, if there is one.
    pub fn decision_day(self) -> Option<NaiveDate> {
        optional_day(self.decided_on)
    }
}

/// The fields; `first` names the day, `pointer` is where the server says what is wrong with it.
pub fn decision_fields(
    decided: Decided,
    first: &'static str,
    pointer: &'static str,
    errors: Signal<Vec<FieldError>>,
) -> AnyView {
    view! {
        <div class="form-row three">
            <TextField label=first value=decided.from kind="date" pointer=pointer errors />
            <TextField label=t!(dated.decision) value=decided.number pointer="/decision" errors hint=t!(dated.decision_hint).to_owned() />
            <TextField label=t!(dated.decided_on) value=decided.decided_on kind="date" pointer="/decided_on" errors />
        </div>
    }
    .into_any()
}

/// A day's field, as it is known; empty if it isn't.
pub fn day_field(day: Option<NaiveDate>) -> RwSignal<String> {
    RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default())
}

/// A day that may be missing.
pub fn optional_day(value: RwSignal<String>) -> Option<NaiveDate> {
    value.get_untracked().parse().ok()
}

/// What a field says if it is another than when the form began: a change from an earlier day on must not write back
/// there what only holds today.
pub fn differing<T: PartialEq>(now: Option<T>, began: &Option<T>) -> Option<T> {
    if now == *began { None } else { now }
}

/// Why the form was refused, and its buttons.
pub fn foot(open: RwSignal<bool>, sending: Sending, verb: &'static str) -> AnyView {
    foot_as("button primary", open, sending, verb)
}

/// The same, of a form that ends something.
pub fn foot_danger(open: RwSignal<bool>, sending: Sending, verb: &'static str) -> AnyView {
    foot_as("button danger", open, sending, verb)
}

fn foot_as(class: &'static str, open: RwSignal<bool>, sending: Sending, verb: &'static str) -> AnyView {
    view! {
        <SendingNote sending />
        <div class="dialog-foot">
            <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
            <button type="submit" class=class prop:disabled=move || sending.busy()>{verb}</button>
        </div>
    }
    .into_any()
}
