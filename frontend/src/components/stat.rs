//! Numbers that explain themselves: a tap shows what was counted, out of what, who was left out and which rule says so.

use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;
use shared::api::{Figure, FigureKey, FigureWords};
use shared::rule_set::RuleSet;
use shared::share::Share;
use wasm_bindgen_futures::spawn_local;

use super::dialog::Dialog;
use crate::client::rules::rule_set;
use crate::i18n::language;
use crate::t;

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

impl Explanation {
    /// Of a figure, with the rules that it was judged by as soon as they are known.
    fn of(figure: &Figure, rules: Option<&RuleSet>) -> Self {
        let Share { count, of } = figure.share;
        let FigureWords { counts, left_out, rule, .. } = figure.words(rules, language());
        Self { numerator: count.to_string(), denominator: of.to_string(), counts, left_out, rule }
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
    stat(RwSignal::new(false), value, label, explanation)
}

fn stat(
    open: RwSignal<bool>,
    value: Signal<String>,
    label: Signal<String>,
    explanation: MaybeProp<Explanation>,
) -> AnyView {
    // What it says may change while somebody reads it: the dialog stays.
    let explained_at_all = Memo::new(move |_| explanation.with(Option::is_some));
    let words = move || {
        if explained_at_all.get() {
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
    view! { <div class="stat"><span class="stat-value">{value}</span>{words}</div> }.into_any()
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

/// What a figure says of itself. Its rules are asked for once somebody wants to know.
fn explanation(figure: Figure, open: RwSignal<bool>) -> MaybeProp<Explanation> {
    let rules = RwSignal::new(None::<Arc<RuleSet>>);
    let digest = figure.rules.clone();
    Effect::new(move |_| {
        if !open.get() || rules.with_untracked(Option::is_some) {
            return;
        }
        let Some(digest) = digest.clone() else { return };
        spawn_local(async move {
            // Without an answer the rule's number stands alone.
            if let Ok(found) = rule_set(&digest).await {
                rules.try_set(Some(found));
            }
        });
    });
    Signal::derive(move || Some(Explanation::of(&figure, rules.get().as_deref()))).into()
}

/// Attendances and tasks are many: percent says more. The others are few enough to be counted.
fn figure_value(figure: &Figure) -> String {
    match figure.key {
        FigureKey::Attendance | FigureKey::Tasks => figure.share.text(language()).unwrap_or_else(|| "–".to_owned()),
        _ => format!("{}/{}", figure.share.count, figure.share.of),
    }
}

/// A share that the server computed, as `7/9` or in percent.
#[component]
pub fn FigureStat(
    /// The share.
    figure: Figure,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (value, label) = (figure_value(&figure), figure.key.label(language()).to_owned());
    stat(open, Signal::stored(value), Signal::stored(label), explanation(figure, open))
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
    let title = format!("{of}: {}", figure.key.label(language()));
    let label = format!("{title}, {value}");
    let explanation = explanation(figure, open);
    view! {
        <button type="button" class="explained" aria-haspopup="dialog" aria-label=label on:click=move |_| open.set(true)>
            {value.clone()}
        </button>
        {explained(open, Signal::stored(title), Signal::stored(value), explanation)}
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
