//! Fields that save themselves: a text some time after the last letter and when it's left, a choice at once. Who may
//! not write reads the same as plain text.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Meeting, MeetingPatch};
use shared::problem::Code;

use super::page::{Edit, Page, Show};
use crate::components::{CheckField, SelectField, TextAreaField, TextField};
use crate::t;

/// Writes a text into the meeting and into the patch.
pub type Put = Arc<dyn Fn(&mut Meeting, &mut MeetingPatch, String) + Send + Sync>;

/// What kind of input it is.
#[derive(Clone)]
pub enum Kind {
    /// A line; HTML's type.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// A number.
    Number,
    /// One of a list: values with their words.
    Choice(Signal<Vec<(String, String)>>),
}

/// A field of the meeting.
#[derive(Clone)]
pub struct Field {
    /// What to enter.
    pub label: String,
    /// See [`Edit::slot`].
    pub slot: String,
    /// The input.
    pub kind: Kind,
    /// How, why.
    pub hint: Option<String>,
    /// Who may write it.
    pub action: Action,
    /// What is there.
    pub read: Show,
    /// Writes it.
    pub write: Put,
}

impl Field {
    /// A field of the minutes or the plan.
    pub fn new(
        label: impl Into<String>,
        slot: impl Into<String>,
        kind: Kind,
        read: impl Fn(&Meeting) -> String + Send + Sync + 'static,
        write: impl Fn(&mut Meeting, &mut MeetingPatch, String) + Send + Sync + 'static,
    ) -> Self {
        Self {
            label: label.into(),
            slot: slot.into(),
            kind,
            hint: None,
            action: Action::MeetingRun,
            read: Arc::new(read),
            write: Arc::new(write),
        }
    }

    /// With a hint below.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Shows it.
    pub fn view(self, page: Page) -> AnyView {
        let may = page.may(self.action);
        let field = Arc::new(self);
        (move || if may.get() { edited(page, &field) } else { read_only(page, &field) }).into_any()
    }
}

fn read_only(page: Page, field: &Field) -> AnyView {
    let (read, kind, label) = (field.read.clone(), field.kind.clone(), field.label.clone());
    let shown = page.text(move |meeting| read(meeting));
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

/// `2026-12-04T19:30` as people read it.
fn spoken(text: &str) -> String {
    super::time::local_moment(text)
        .map(|at| format!("{} {}", crate::format::clock(at.time()), crate::format::long_day(at.date())))
        .unwrap_or_default()
}

fn edited(page: Page, field: &Arc<Field>) -> AnyView {
    let read = field.read.clone();
    let remote = page.text(move |meeting| read(meeting));
    let value = RwSignal::new(remote.get_untracked());
    let known = StoredValue::new(remote.get_untracked());
    let commit = {
        let field = field.clone();
        Callback::new(move |_: String| commit(page, &field, value, known))
    };
    follow(remote, value, known);
    let (label, pointer, hint, errors) = (field.label.clone(), field.slot.clone(), field.hint.clone(), page.errors);
    match &field.kind {
        Kind::Lines => view! { <TextAreaField label value pointer errors hint on_commit=commit /> }.into_any(),
        Kind::Line(kind) => view! { <TextField label value pointer errors hint kind on_commit=commit /> }.into_any(),
        Kind::Number => {
            view! { <TextField label value pointer errors hint inputmode="numeric" on_commit=commit /> }.into_any()
        }
        Kind::Choice(options) => {
            view! { <SelectField label value options=*options pointer errors hint on_commit=commit /> }.into_any()
        }
    }
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

/// Saves what differs from what is known to be on its way.
fn commit(page: Page, field: &Field, value: RwSignal<String>, known: StoredValue<String>) {
    let Some(text) = value.try_get_untracked() else { return };
    match known.try_with_value(|known| *known == text) {
        None => return,
        Some(true) => return page.forgive(&field.slot),
        Some(false) => {}
    }
    if matches!(field.kind, Kind::Number) && !text.trim().is_empty() && text.trim().parse::<u32>().is_err() {
        return page.blame(&field.slot, Code::WrongFormat, t!(kit.no_number).to_owned());
    }
    known.set_value(text.clone());
    let edit = Edit { name: field.label.clone(), slot: field.slot.clone(), show: Some(field.read.clone()), keep: true };
    if !page.edit(edit, |meeting, patch| (field.write)(meeting, patch, text)) {
        let shown = page.meeting.with_untracked(|meeting| (field.read)(meeting));
        known.set_value(shown.clone());
        value.set(shown);
    }
}

/// A yes or no that saves itself.
pub fn check(
    page: Page,
    label: impl Into<String>,
    slot: impl Into<String>,
    read: impl Fn(&Meeting) -> bool + Send + Sync + 'static,
    write: impl Fn(&mut Meeting, &mut MeetingPatch, bool) + Send + Sync + 'static,
) -> AnyView {
    check_field(page, label.into(), slot.into(), page.flag(read), Box::new(write))
}

type PutFlag = Box<dyn Fn(&mut Meeting, &mut MeetingPatch, bool) + Send + Sync>;

fn check_field(page: Page, label: String, slot: String, value: Memo<bool>, write: PutFlag) -> AnyView {
    let may = page.may(Action::MeetingRun);
    let name = label.clone();
    let on_change = move |ticked: bool| {
        page.edit(Edit::new(name.clone(), slot.clone()), |meeting, patch| write(meeting, patch, ticked));
    };
    let disabled = Signal::derive(move || !may.get());
    view! { <CheckField label value on_change disabled /> }.into_any()
}

/// Those whom the roll call lists, to choose from, nobody first.
pub fn members(page: Page, nobody: &'static str) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut options = vec![(String::new(), nobody.to_owned())];
        page.meeting.with(|meeting| {
            options.extend(meeting.attendance.iter().map(|row| (row.member_id.to_string(), row.name.clone())));
        });
        options
    })
}

/// The values of an enum with their words.
pub fn choices<T: Copy + std::fmt::Display>(all: &[T], label: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (one.to_string(), label(*one).to_owned())).collect()
}
