//! What every piece of the form needs: the form, what is wrong with it, and how it's saved.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::evaluation::ScoreSheet;
use shared::problem::FieldError;

use super::form::{Form, Key};
use crate::components::toast::toasts;
use crate::components::{CheckField, SelectField, TextAreaField, TextField};
use crate::shell::focus;

/// The form at work.
#[derive(Clone, Copy)]
pub struct Context {
    /// The form.
    pub form: Form,
    /// The sheet that it comes to.
    pub sheet: Memo<ScoreSheet>,
    /// What is wrong with that, by its places.
    pub errors: Signal<Vec<FieldError>>,
    /// Criteria that are unfolded.
    pub opened: RwSignal<BTreeSet<Key>>,
    /// Saves what differs from what was saved.
    pub save: Callback<()>,
}

/// A stretch of the form: a group, a criterion, a band. Its fields say their places below its own.
#[derive(Clone, Copy)]
pub struct Place {
    /// What is wrong in it.
    pub errors: Signal<Vec<FieldError>>,
    save: Callback<()>,
}

impl Context {
    /// The form as a whole.
    pub fn whole(self) -> Place {
        Place { errors: self.errors, save: self.save }
    }

    /// Says what was taken away, with what brings it back.
    pub fn say_removed(self, words: String, back: impl Fn() + Send + Sync + 'static) {
        let save = self.save;
        save.run(());
        toasts().say_undoable(words, move || {
            back();
            // Once the page is gone, nothing is there to be brought back to.
            save.try_run(());
        });
    }

    /// Unfolds a criterion and puts the cursor on what is wrong in it, or on its first field.
    pub fn open(self, key: Key, on: &'static str) {
        self.opened.update(|opened| {
            opened.insert(key);
        });
        focus::first(format!("#criterion-{key} {on}"));
    }
}

impl Place {
    /// What lies at a place of a list below this one: the places of rows change as they move.
    pub fn row(self, list: &'static str, place: impl Fn() -> Option<usize> + Send + Sync + 'static) -> Self {
        let errors = self.errors;
        let errors = Memo::new(move |_| {
            let Some(place) = place() else { return Vec::new() };
            let below = format!("{list}/{place}/");
            errors.with(|errors| {
                let mine = errors.iter().filter_map(|error| {
                    let rest = error.pointer.strip_prefix(&below)?;
                    Some(FieldError { pointer: format!("/{rest}"), ..error.clone() })
                });
                mine.collect()
            })
        });
        Self { errors: errors.into(), ..self }
    }

    /// A line of text.
    pub fn line(self, label: impl Into<String>, value: RwSignal<String>, pointer: &'static str) -> AnyView {
        self.typed(label.into(), value, pointer, None, None)
    }

    /// A line of text with a hint below.
    pub fn hinted(
        self,
        label: impl Into<String>,
        value: RwSignal<String>,
        pointer: &'static str,
        hint: &'static str,
    ) -> AnyView {
        self.typed(label.into(), value, pointer, Some(hint.to_owned()), None)
    }

    /// A whole number.
    pub fn number(self, label: impl Into<String>, value: RwSignal<String>, pointer: impl Into<String>) -> AnyView {
        self.typed(label.into(), value, pointer, None, Some("numeric"))
    }

    fn typed(
        self,
        label: String,
        value: RwSignal<String>,
        pointer: impl Into<String>,
        hint: Option<String>,
        inputmode: Option<&'static str>,
    ) -> AnyView {
        let (errors, save, pointer) = (self.errors, self.save, pointer.into());
        let commit = Callback::new(move |_: String| save.run(()));
        match inputmode {
            Some(inputmode) => {
                view! { <TextField label value pointer errors hint inputmode on_commit=commit /> }.into_any()
            }
            None => view! { <TextField label value pointer errors hint on_commit=commit /> }.into_any(),
        }
    }

    /// Several lines of text.
    pub fn lines(self, label: impl Into<String>, value: RwSignal<String>, pointer: &'static str) -> AnyView {
        let (label, errors, save) = (label.into(), self.errors, self.save);
        let commit = Callback::new(move |_: String| save.run(()));
        view! { <TextAreaField label value pointer errors on_commit=commit /> }.into_any()
    }

    /// One of a list.
    pub fn choice(
        self,
        label: impl Into<String>,
        value: RwSignal<String>,
        options: Signal<Vec<(String, String)>>,
        pointer: &'static str,
    ) -> AnyView {
        let (label, errors, save) = (label.into(), self.errors, self.save);
        let commit = Callback::new(move |_: String| save.run(()));
        view! { <SelectField label value options pointer errors on_commit=commit /> }.into_any()
    }

    /// Yes or no.
    pub fn tick(self, label: impl Into<String>, value: RwSignal<bool>) -> AnyView {
        let (label, save) = (label.into(), self.save);
        let on_change = Callback::new(move |ticked| {
            value.set(ticked);
            save.run(());
        });
        view! { <CheckField label value on_change /> }.into_any()
    }

    /// What is wrong with a whole, where no single field is to blame.
    pub fn blame(self, pointer: &'static str) -> AnyView {
        let errors = self.errors;
        (move || {
            let found = errors.with(|errors| errors.iter().find(|error| error.pointer == pointer).cloned());
            found.map(|error| view! { <p class="field-error" role="alert">{error.detail}</p> })
        })
        .into_any()
    }
}
