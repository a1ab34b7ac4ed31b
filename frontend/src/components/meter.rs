//! A share as a bar, with a mark where the plan is.

use leptos::prelude::*;

use super::chip::Tone;

/// A bar. The number itself is written beside it by whoever uses it.
#[component]
pub fn Meter(
    /// From 0 to `max`.
    #[prop(into)]
    value: Signal<f64>,
    /// The full length.
    #[prop(into, default = Signal::stored(100.0))]
    max: Signal<f64>,
    /// Where the plan is, in the same unit.
    #[prop(into, optional)]
    mark: MaybeProp<f64>,
    /// Its colour.
    #[prop(into, default = Signal::stored(Tone::Good))]
    tone: Signal<Tone>,
    /// What it measures, in words.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let percent = move |value: f64| format!("{:.2}%", (value / max.get().max(f64::EPSILON) * 100.0).clamp(0.0, 100.0));
    view! {
        <div
            class="meter"
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=move || max.get().to_string()
            aria-valuenow=move || value.get().to_string()
        >
            <div class=move || format!("meter-fill {}", tone.get().class()) style:width=move || percent(value.get())></div>
            {move || mark.get().map(|mark| view! { <span class="meter-mark" style:left=percent(mark)></span> })}
        </div>
    }
}
