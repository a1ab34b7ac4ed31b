//! Fields of forms: the label above, help below, and the error that the server or a rule reports for this very field.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use shared::problem::FieldError;

use super::fresh_id;
use super::icon::{Icon, Shape};
use crate::client::outbox;
use crate::{format, t};

/// What is wrong with the field at the pointer, in words.
fn error_at(errors: &[FieldError], pointer: &str) -> Option<String> {
    errors.iter().find(|error| error.pointer == pointer).map(|error| error.detail.clone())
}

/// The text in an input that an event comes from.
fn said(event: &leptos::ev::Event) -> String {
    event_target_value(event)
}

/// Whether a date isn't whole yet: a part is empty, or of the year's four digits some are missing.
fn is_half_typed(event: &leptos::ev::Event) -> bool {
    let bad = event_target::<web_sys::HtmlInputElement>(event).validity().bad_input();
    bad || said(event).starts_with('0')
}

/// What every kind of field has.
#[derive(Clone)]
struct Parts {
    id: String,
    error: Signal<Option<String>>,
}

impl Parts {
    fn new(pointer: String, errors: Signal<Vec<FieldError>>) -> Self {
        let error = Signal::derive(move || errors.with(|errors| error_at(errors, &pointer)));
        Self { id: fresh_id("field"), error }
    }

    fn described_by(&self) -> String {
        format!("{0}-hint {0}-error", self.id)
    }

    fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.with(Option::is_some).then_some("true"))
    }
}

/// A field that saves itself hands over what is in it so long after the last letter.
const PAUSE: Duration = Duration::from_millis(800);

/// What is typed into a field that saves itself, until it's handed over: after a pause, when the field is left, and when
/// the page is, which may be closed, or put away on a phone, with the cursor still in the field.
#[derive(Clone, Copy)]
struct Typed {
    on_commit: Option<Callback<String>>,
    value: RwSignal<String>,
    handed_over: StoredValue<bool>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Typed {
    fn new(value: RwSignal<String>, on_commit: Option<Callback<String>>) -> Self {
        let typed = Self { on_commit, value, handed_over: StoredValue::new(true), pause: StoredValue::new(None) };
        if on_commit.is_some() {
            let leaving = ["pagehide", "visibilitychange"]
                .map(|event| window_event_listener_untyped(event, move |_| typed.leave()));
            on_cleanup(move || {
                leaving.into_iter().for_each(|listener| listener.remove());
                // Leaving the page, or a step of it, is leaving the field.
                typed.leave();
            });
        }
        typed
    }

    fn put(self, text: String) {
        self.value.set(text);
        if self.on_commit.is_some() {
            self.set_handed_over(false);
            self.pause.set_value(set_timeout_with_handle(move || self.leave(), PAUSE).ok());
        }
    }

    fn leave(self) {
        if let (Some(on_commit), Some(false)) = (self.on_commit, self.handed_over.try_get_value()) {
            on_commit.run(self.value.get_untracked());
            self.set_handed_over(true);
        }
    }

    /// The state of saving speaks of what is typed here too, from its first letter on.
    fn set_handed_over(self, now: bool) {
        if let Some(waiting) = self.pause.get_value() {
            waiting.clear();
        }
        if self.handed_over.get_value() != now {
            self.handed_over.set_value(now);
            outbox::typing(!now);
        }
    }
}

/// Label, hint and error around an input that has this id and is described by `<id>-hint <id>-error`.
#[component]
pub fn FieldFrame(
    /// Id of the input.
    #[prop(into)]
    id: String,
    /// What to enter.
    #[prop(into)]
    label: String,
    /// How, why, from which document.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// What is wrong.
    #[prop(into)]
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let hint = move || {
        let id = hint_id.clone();
        hint.get().map(|hint| view! { <p class="hint" id=id>{hint}</p> })
    };
    let shown = move || error.get().map(|error| view! { <Icon shape=Shape::Warning /> {error} });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {children()}
            {hint}
            <p class="field-error" id=error_id aria-live="polite" hidden=move || error.with(Option::is_none)>{shown}</p>
        </div>
    }
}

/// A line of text; `kind` makes it a date, a time, a password.
#[component]
pub fn TextField(
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What is entered.
    value: RwSignal<String>,
    /// JSON Pointer of the field, `/title`: its error is shown here.
    #[prop(into, optional)]
    pointer: String,
    /// The form's errors.
    #[prop(into, optional)]
    errors: Signal<Vec<FieldError>>,
    /// How, why.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// HTML's type: `text`, `date`, `time`, `password`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What password managers and telephones may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a telephone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// HTML's name.
    #[prop(into, optional)]
    name: Option<String>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Told some time after the last letter, and when the field is left with a changed text: the moments to save.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let parts = Parts::new(pointer, errors);
    let typed = Typed::new(value, on_commit);
    let (id, described_by, invalid) = (parts.id.clone(), parts.described_by(), parts.invalid());
    let shown = RwSignal::new(false);
    let is_date = matches!(kind, "date" | "datetime-local");
    let put = move |event| {
        if !(is_date && is_half_typed(&event)) {
            typed.put(said(&event));
        }
    };
    // A browser tells of each digit of a date as of a change.
    let change = move |_| {
        if !is_date {
            typed.leave()
        }
    };
    let input = view! {
        <input
            class="input"
            id=id
            type=move || if shown.get() { "text" } else { kind }
            name=name
            autocomplete=autocomplete
            autocapitalize=if kind == "text" { "sentences" } else { "off" }
            inputmode=inputmode
            required=required
            aria-describedby=described_by
            aria-invalid=invalid
            prop:value=value
            prop:disabled=disabled
            on:input=put
            on:change=change
            on:blur=move |_| typed.leave()
        />
    };
    let framed = match kind {
        "password" => with_eye(input.into_any(), shown),
        _ if is_date => view! { <div class="stack-tight">{input}{in_words(value)}</div> }.into_any(),
        _ => input.into_any(),
    };
    view! { <FieldFrame id=parts.id label hint error=parts.error>{framed}</FieldFrame> }
}

/// With the button that shows what is typed.
fn with_eye(input: AnyView, shown: RwSignal<bool>) -> AnyView {
    let name = move || if shown.get() { t!(kit.hide_password) } else { t!(kit.show_password) };
    let shape = move || if shown.get() { Shape::EyeShut } else { Shape::Eye };
    view! {
        <div class="with-eye">
            {input}
            <button
                type="button"
                class="button quiet icon-only"
                aria-label=name
                title=name
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || view! { <Icon shape=shape() /> }}
            </button>
        </div>
    }
    .into_any()
}

/// The day as people here write it, with its weekday: a browser in another language shows `12/04/2026`.
fn in_words(value: RwSignal<String>) -> AnyView {
    let words = move || {
        let text = value.get();
        let day = text.get(..10)?.parse().ok()?;
        let clock = text.get(11..16).map(|clock| format!("{clock} ")).unwrap_or_default();
        Some(view! { <span class="hint">{format!("{clock}{}", format::long_day(day))}</span> })
    };
    words.into_any()
}

/// A number as people write it, `1.234,5`; the text is kept as typed, `shared::text::parse_number` reads it.
#[component]
pub fn NumberField(
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What is entered.
    value: RwSignal<String>,
    /// JSON Pointer of the field.
    #[prop(into, optional)]
    pointer: String,
    /// The form's errors.
    #[prop(into, optional)]
    errors: Signal<Vec<FieldError>>,
    /// How, why.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! { <TextField label value pointer errors hint inputmode="decimal" disabled /> }
}

/// Several lines of text; grows with what is in it.
#[component]
pub fn TextAreaField(
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What is entered.
    value: RwSignal<String>,
    /// JSON Pointer of the field.
    #[prop(into, optional)]
    pointer: String,
    /// The form's errors.
    #[prop(into, optional)]
    errors: Signal<Vec<FieldError>>,
    /// How, why.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Told when the field is left with a changed text.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let parts = Parts::new(pointer, errors);
    let typed = Typed::new(value, on_commit);
    let (id, described_by, invalid) = (parts.id.clone(), parts.described_by(), parts.invalid());
    view! {
        <FieldFrame id=parts.id label hint error=parts.error>
            <textarea
                class="input"
                id=id
                aria-describedby=described_by
                aria-invalid=invalid
                prop:value=value
                prop:disabled=disabled
                on:input=move |event| typed.put(said(&event))
                on:change=move |_| typed.leave()
            ></textarea>
        </FieldFrame>
    }
}

/// One of a list.
#[component]
pub fn SelectField(
    /// What to choose.
    #[prop(into)]
    label: String,
    /// The value that's chosen; empty for none.
    value: RwSignal<String>,
    /// Values with their words, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// JSON Pointer of the field.
    #[prop(into, optional)]
    pointer: String,
    /// The form's errors.
    #[prop(into, optional)]
    errors: Signal<Vec<FieldError>>,
    /// How, why.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Told when another one is chosen.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let parts = Parts::new(pointer, errors);
    let choose = move |event| {
        value.set(said(&event));
        if let Some(on_commit) = on_commit {
            on_commit.run(value.get_untracked());
        }
    };
    let option = move |(key, words): (String, String)| {
        let mine = key.clone();
        view! { <option value=key selected=move || value.with(|value| *value == mine)>{words}</option> }
    };
    let (id, described_by, invalid) = (parts.id.clone(), parts.described_by(), parts.invalid());
    view! {
        <FieldFrame id=parts.id label hint error=parts.error>
            <select
                class="input"
                id=id
                aria-describedby=described_by
                aria-invalid=invalid
                prop:disabled=disabled
                on:change=choose
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </FieldFrame>
    }
}

/// Yes or no.
#[component]
pub fn CheckField(
    /// What is agreed to.
    #[prop(into)]
    label: String,
    /// Whether it's ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// Told when that changes.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=value
                prop:disabled=disabled
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
}
