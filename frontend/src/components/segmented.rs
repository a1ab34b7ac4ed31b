//! One choice of a few that are all in view: a row of radio buttons, as wide as their words.

use leptos::prelude::*;

use super::chip::Tone;
use super::fresh_id;

/// One of the choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<T> {
    /// What it stands for.
    pub value: T,
    /// Its word.
    pub label: String,
    /// Its colour while chosen.
    pub tone: Tone,
}

impl<T> Choice<T> {
    /// A choice in the usual colour.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), tone: Tone::Plain }
    }

    /// With a colour of its own.
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// The row.
#[component]
pub fn Segmented<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What is chosen, for screen readers or, with `legend_shown`, for all.
    #[prop(into)]
    legend: String,
    /// Show the legend.
    #[prop(optional)]
    legend_shown: bool,
    /// The choices.
    choices: Vec<Choice<T>>,
    /// The one that's chosen.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// Choosing another.
    #[prop(into)]
    on_choose: Callback<T>,
    /// Read only.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let name = fresh_id("choice");
    let one = |choice: Choice<T>| {
        let (mine, chosen) = (choice.value.clone(), choice.value);
        view! {
            <label class=choice.tone.class()>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || value.get().as_ref() == Some(&mine)
                    prop:disabled=disabled
                    on:change=move |_| on_choose.run(chosen.clone())
                />
                {choice.label}
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class:visually-hidden=!legend_shown>{legend}</legend>
            <div class="segments">{choices.into_iter().map(one).collect_view()}</div>
        </fieldset>
    }
}
