//! Fields that save themselves: a text some time after the last letter and when it's left, a choice at once. Who may
//! not write reads the same as plain text.

use std::sync::Arc;

use leptos::prelude::*;
use shared::part::Part;
use shared::problem::Code;
use shared::text::parse_number;

use super::Thing;
use super::editor::{Edit, Editor, Errors, Show};
use crate::components::{CheckField, SelectField, TextAreaField, TextField};
use crate::{format, t};

/// Writes a text into the thing and into the patch.
pub type Put<T> = Arc<dyn Fn(&mut T, &mut <T as Thing>::Patch, String) + Send + Sync>;

/// What kind of input it is.
#[derive(Clone)]
pub enum Kind {
    /// A line; HTML's type.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// A whole number.
    Number,
    /// A number as people write it, `1.234,5`.
    Decimal,
    /// One of a list: values with their words.
    Choice(Signal<Vec<(String, String)>>),
}

impl Kind {
    /// Whether a text is none of its values; empty is no value, which is one.
    fn refuses(&self, text: &str) -> bool {
        let text = text.trim();
        let number = match self {
            Self::Number => text.parse::<u32>().is_ok(),
            Self::Decimal => parse_number(text).is_some(),
            Self::Line(_) | Self::Lines | Self::Choice(_) => true,
        };
        !text.is_empty() && !number
    }
}

/// A field of a thing.
#[derive(Clone)]
pub struct Field<T: Thing> {
    /// What to enter.
    pub label: String,
    /// What it writes.
    pub part: Part,
    /// The input.
    pub kind: Kind,
    /// How, why.
    pub hint: Option<String>,
    /// What is there.
    pub read: Show<T>,
    /// Writes it.
    pub write: Put<T>,
}

impl<T: Thing> Field<T> {
    /// A field.
    pub fn new(
        label: impl Into<String>,
        part: impl Into<Part>,
        kind: Kind,
        read: impl Fn(&T) -> String + Send + Sync + 'static,
        write: impl Fn(&mut T, &mut T::Patch, String) + Send + Sync + 'static,
    ) -> Self {
        Self { label: label.into(), part: part.into(), kind, hint: None, read: Arc::new(read), write: Arc::new(write) }
    }

    /// With a hint below.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Shows it, as an input while it may be written.
    pub fn shown(self, editor: Editor<T>, may: Signal<bool>) -> AnyView {
        let Self { label, part, kind, hint, read, write } = self;
        let remote = editor.text(read.clone());
        let put = {
            let (label, part) = (label.clone(), part.clone());
            Arc::new(move |text| {
                let edit = Edit { name: label.clone(), part: part.clone(), show: Some(read.clone()), keep: true };
                editor.edit(edit, |thing, patch| write(thing, patch, text))
            })
        };
        Input { label, part, kind, hint, remote, put, errors: editor.errors }.shown(may)
    }
}

/// A field, whatever it belongs to.
#[derive(Clone)]
struct Input {
    label: String,
    part: Part,
    kind: Kind,
    hint: Option<String>,
    remote: Memo<String>,
    /// Writes a text; whether it was one that can be written.
    put: Arc<dyn Fn(String) -> bool + Send + Sync>,
    errors: Errors,
}

impl Input {
    fn shown(self, may: Signal<bool>) -> AnyView {
        let input = Arc::new(self);
        (move || if may.get() { input.edited() } else { input.read_only() }).into_any()
    }

    fn read_only(&self) -> AnyView {
        let (shown, kind, label) = (self.remote, self.kind.clone(), self.label.clone());
        (move || {
            let text = shown.get();
            let words = match &kind {
                Kind::Choice(options) => options
                    .with(|options| options.iter().find(|(key, _)| *key == text).map(|(_, words)| words.clone()))
                    .unwrap_or_default(),
                Kind::Line("datetime-local") => spoken(&text),
                _ => text,
            };
            let label = label.clone();
            (!words.trim().is_empty()).then(
                || view! { <div class="field"><span class="label">{label}</span><p class="prewrap">{words}</p></div> },
            )
        })
        .into_any()
    }

    fn edited(self: &Arc<Self>) -> AnyView {
        let value = RwSignal::new(self.remote.get_untracked());
        let known = StoredValue::new(self.remote.get_untracked());
        let commit = {
            let input = self.clone();
            Callback::new(move |_: String| input.commit(value, known))
        };
        follow(self.remote, value, known);
        let (label, pointer, hint) = (self.label.clone(), self.part.to_string(), self.hint.clone());
        let errors = self.errors.signal();
        match &self.kind {
            Kind::Lines => view! { <TextAreaField label value pointer errors hint on_commit=commit /> }.into_any(),
            Kind::Line(kind) => {
                view! { <TextField label value pointer errors hint kind on_commit=commit /> }.into_any()
            }
            Kind::Number => {
                view! { <TextField label value pointer errors hint inputmode="numeric" on_commit=commit /> }.into_any()
            }
            Kind::Decimal => {
                view! { <TextField label value pointer errors hint inputmode="decimal" on_commit=commit /> }.into_any()
            }
            Kind::Choice(options) => {
                view! { <SelectField label value options=*options pointer errors hint on_commit=commit /> }.into_any()
            }
        }
    }

    /// Saves what differs from what is known to be on its way.
    fn commit(&self, value: RwSignal<String>, known: StoredValue<String>) {
        let Some(text) = value.try_get_untracked() else { return };
        match known.try_with_value(|known| *known == text) {
            None => return,
            Some(true) => return self.errors.forgive(&self.part),
            Some(false) => {}
        }
        if self.kind.refuses(&text) {
            let words = if matches!(self.kind, Kind::Number) { t!(kit.no_number) } else { t!(kit.no_decimal) };
            return self.errors.blame(&self.part, Code::WrongFormat, words.to_owned());
        }
        known.set_value(text.clone());
        if !(self.put)(text) {
            let shown = self.remote.get_untracked();
            known.set_value(shown.clone());
            value.set(shown);
        }
    }
}

/// `2026-12-04T19:30` as people read it.
fn spoken(text: &str) -> String {
    let at: Option<chrono::NaiveDateTime> = format!("{text}:00").parse().ok();
    at.map(|at| format!("{} {}", format::clock(at.time()), format::long_day(at.date()))).unwrap_or_default()
}

/// What others wrote comes in, unless something is being typed here.
pub fn follow(remote: Memo<String>, value: RwSignal<String>, known: StoredValue<String>) {
    Effect::new(move || {
        let text = remote.get();
        if value.with_untracked(|mine| known.with_value(|known| mine == known)) {
            value.set(text.clone());
        }
        known.set_value(text);
    });
}

/// A yes or no that saves itself.
pub fn check<T: Thing>(
    editor: Editor<T>,
    may: Signal<bool>,
    label: impl Into<String>,
    part: impl Into<Part>,
    read: impl Fn(&T) -> bool + Send + Sync + 'static,
    write: impl Fn(&mut T, &mut T::Patch, bool) + Send + Sync + 'static,
) -> AnyView {
    let (name, part): (String, Part) = (label.into(), part.into());
    let value = Memo::new(move |_| editor.thing.with(&read));
    let label = name.clone();
    let on_change = Callback::new(move |ticked: bool| {
        editor.edit(Edit::new(name.clone(), part.clone()), |thing, patch| write(thing, patch, ticked));
    });
    ticked(label, value, on_change, may)
}

fn ticked(label: String, value: Memo<bool>, on_change: Callback<bool>, may: Signal<bool>) -> AnyView {
    let disabled = Signal::derive(move || !may.get());
    view! { <CheckField label value on_change disabled /> }.into_any()
}

/// The values of an enum with their words.
pub fn choices<T: Copy + std::fmt::Display>(all: &[T], label: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (one.to_string(), label(*one).to_owned())).collect()
}
