//! Numbers that explain themselves: a tap shows what was counted, out of what, who was left out and which rule says so.

use leptos::either::Either;
use leptos::prelude::*;
use shared::api::Figure;

use super::dialog::Dialog;
use crate::{format, t};

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// What is counted, with its value.
    pub numerator: String,
    /// Out of what, with its value.
    pub denominator: String,
    /// In words.
    pub counts: String,
    /// Who or what was left out and why.
    pub left_out: Vec<String>,
    /// The rule and its document with number and date.
    pub rule: String,
}

impl From<&Figure> for Explanation {
    fn from(figure: &Figure) -> Self {
        Self {
            numerator: figure.numerator.to_string(),
            denominator: figure.denominator.to_string(),
            counts: figure.counts.clone(),
            left_out: figure.left_out.clone(),
            rule: figure.rule.clone(),
        }
    }
}

/// A number with the words under it; tapping it explains it.
#[component]
pub fn Stat(
    /// The number as it's read.
    #[prop(into)]
    value: Signal<String>,
    /// What it counts.
    #[prop(into)]
    label: Signal<String>,
    /// Where it comes from; without one it's only shown.
    #[prop(into, optional)]
    explanation: MaybeProp<Explanation>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let words = move || {
        if explanation.with(Option::is_some) {
            Either::Left(view! {
                <button type="button" class="stat-label" aria-haspopup="dialog" on:click=move |_| open.set(true)>
                    {label}
                </button>
                {explained(open, label, value, explanation)}
            })
        } else {
            Either::Right(view! { <span class="stat-label">{label}</span> })
        }
    };
    view! { <div class="stat"><span class="stat-value">{value}</span>{words}</div> }
}

/// The dialog in which a number explains itself.
fn explained(
    open: RwSignal<bool>,
    label: Signal<String>,
    value: Signal<String>,
    explanation: MaybeProp<Explanation>,
) -> AnyView {
    view! {
        <Dialog open title=label>
            <p class="stat-value">{value}</p>
            {move || explanation.get().map(explain)}
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.close)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What a figure is called under its number; the whole of what it counts stands in its explanation.
pub fn figure_name(figure: &Figure) -> String {
    let name = match figure.key.as_str() {
        "schedule" => t!(kit.figure_schedule),
        "attendance" => t!(kit.figure_attendance),
        "thematic" => t!(kit.figure_thematic),
        "tasks" => t!(kit.figure_tasks),
        "cadres" => t!(kit.figure_cadres),
        "supervision" => t!(kit.figure_supervision),
        "targets" => t!(kit.figure_targets),
        _ => return figure.counts.clone(),
    };
    name.to_owned()
}

/// Attendances and tasks are many: percent says more. The others are few enough to be counted.
fn figure_value(figure: &Figure) -> String {
    match figure.key.as_str() {
        "attendance" | "tasks" => figure.percent.map_or_else(|| "–".to_owned(), format::percent),
        _ => format!("{}/{}", figure.numerator, figure.denominator),
    }
}

/// A share that the server computed, as `7/9` or in percent.
#[component]
pub fn FigureStat(
    /// The share.
    figure: Figure,
) -> impl IntoView {
    view! { <Stat value=figure_value(&figure) label=figure_name(&figure) explanation=Explanation::from(&figure) /> }
}

/// The same in a table, where the column says what it is: the number itself is the button.
#[component]
pub fn FigureNumber(
    /// The share.
    figure: Figure,
    /// Whose.
    of: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let value = figure_value(&figure);
    let title = format!("{of}: {}", figure_name(&figure));
    let label = format!("{title}, {value}");
    let explanation = Explanation::from(&figure);
    view! {
        <button type="button" class="explained" aria-haspopup="dialog" aria-label=label on:click=move |_| open.set(true)>
            {value.clone()}
        </button>
        {explained(open, Signal::stored(title), Signal::stored(value), explanation.into())}
    }
    .into_any()
}

fn explain(explanation: Explanation) -> impl IntoView {
    let row = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <dt>{name}</dt><dd class="prewrap">{value}</dd> })
    };
    view! {
        <dl class="facts">
            {row(t!(kit.counts), explanation.counts)}
            {row(t!(kit.numerator), explanation.numerator)}
            {row(t!(kit.denominator), explanation.denominator)}
            {row(t!(kit.left_out), explanation.left_out.join("\n"))}
            {row(t!(kit.rule), explanation.rule)}
        </dl>
    }
}
