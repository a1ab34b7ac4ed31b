//! Putting something right: why, and whether it never happened at all.

use leptos::prelude::*;
use shared::problem::{Code, FieldError};

use crate::components::{CheckField, Sending, TextAreaField};
use crate::t;

/// The signals of those fields.
#[derive(Clone, Copy)]
pub struct Correction {
    reason: RwSignal<String>,
    withdraw: RwSignal<bool>,
}

impl Correction {
    /// Nothing entered yet.
    pub fn new() -> Self {
        Self { reason: RwSignal::new(String::new()), withdraw: RwSignal::new(false) }
    }

    /// The reason; without one the form is refused at its field.
    pub fn reason(self, sending: Sending) -> Option<String> {
        let reason = self.reason.get_untracked();
        if reason.trim().is_empty() {
            sending.refuse("/reason", Code::Required);
            return None;
        }
        Some(reason)
    }

    /// Whether it is taken back altogether.
    pub fn withdraws(self) -> bool {
        self.withdraw.get_untracked()
    }

    /// The fields, with those of what is right unless it never happened.
    pub fn fields(self, errors: Signal<Vec<FieldError>>, right: AnyView) -> AnyView {
        let (reason, withdraw) = (self.reason, self.withdraw);
        view! {
            <TextAreaField label=t!(dated.reason) value=reason pointer="/reason" errors hint=t!(dated.reason_hint).to_owned() />
            <CheckField label=t!(dated.withdraw) value=withdraw on_change=move |on| withdraw.set(on) />
            <div class="form" hidden=move || withdraw.get()>{right}</div>
        }
        .into_any()
    }
}
