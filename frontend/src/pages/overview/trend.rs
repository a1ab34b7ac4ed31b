//! The trend: average share of the points by month, beside an earlier year; the table stands behind the lines. A month in
//! which not every branch has its score yet is marked: its average may change.

use leptos::prelude::*;
use shared::api::overview::{TrendPoint, TrendValue};

use crate::components::Card;
use crate::{format, t};

/// Size of the drawing, in its own units.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 220.0;

/// The lines and their table.
#[component]
pub fn Trend(
    /// Twelve months.
    points: Vec<TrendPoint>,
    /// The year.
    year: i32,
    /// The year compared with.
    compared_year: Option<i32>,
) -> impl IntoView {
    let now: Vec<Option<f64>> = points.iter().map(|point| point.now.average).collect();
    let before: Vec<Option<f64>> = points.iter().map(|point| point.before.and_then(|value| value.average)).collect();
    if now.iter().chain(&before).all(Option::is_none) {
        return ().into_any();
    }
    let lowest = now.iter().chain(&before).flatten().copied().fold(100.0, f64::min);
    // Ten below the lowest, in tens: lines that lie flat at the top show nothing.
    let bottom = ((lowest - 5.0) / 10.0).floor().clamp(0.0, 8.0) * 10.0;
    let y = move |share: f64| y(share, bottom);
    let open = points.iter().enumerate().flat_map(|(i, point)| {
        let open = [(Some(point.now), "now"), (point.before, "before")].into_iter();
        open.filter_map(move |(value, line)| Some((i, value.filter(|value| !value.is_complete())?.average?, line)))
    });
    let open = open.map(|(i, average, line)| {
        let class = format!("trend-open {line}");
        view! { <circle class=class cx=x(i).to_string() cy=y(average).to_string() r="4" /> }.into_any()
    });
    let open: Vec<AnyView> = open.collect();
    let some_open = !open.is_empty();
    let step = if bottom < 50.0 { 20 } else { 10 };
    let grid = (0..=100).step_by(step).map(f64::from).filter(move |share| *share >= bottom).map(move |share| {
        view! {
            <line class="trend-grid" x1="42" x2=WIDTH.to_string() y1=y(share).to_string() y2=y(share).to_string() />
            <text class="trend-text" x="0" y=(y(share) + 5.0).to_string()>{format!("{share}%")}</text>
        }
        .into_any()
    });
    let last = now.iter().enumerate().rev().find_map(|(i, average)| Some((i, (*average)?))).map(|(i, average)| {
        let before = i.checked_sub(1).and_then(|i| now.get(i).copied().flatten());
        // On the side where the line doesn't come from, and within the drawing.
        let below = before.is_some_and(|before| before > average);
        let offset = if below { 22.0 } else { -10.0 };
        let (right, anchor) = if i > 9 { (14.0, "end") } else { (0.0, "middle") };
        view! {
            <circle class="trend-dot" cx=x(i).to_string() cy=y(average).to_string() r="4" />
            <text
                class="trend-last"
                x=(x(i) + right).to_string()
                y=(y(average) + offset).to_string()
                text-anchor=anchor
            >
                {format::percent(average)}
            </text>
        }
    });
    let months = (0..12).map(|i| {
        view! { <text class="trend-text" x=x(i).to_string() y=HEIGHT.to_string() text-anchor="middle">{i + 1}</text> }
    });
    let (now, before) = (path(now.into_iter(), y), path(before.into_iter(), y));
    let rows = points.into_iter().map(move |point| {
        view! {
            <tr>
                <th scope="row">{point.month}</th>
                <td class="number">{text(Some(point.now))}</td>
                <td class="number">{text(point.before)}</td>
            </tr>
        }
    });
    let compared = compared_year.map(|year| year.to_string()).unwrap_or_default();
    view! {
        <Card title=t!(overview.trend)>
            <p class="bar small">
                <span class="trend-key now">{year}</span>
                {(!compared.is_empty()).then(|| view! { <span class="trend-key before">{compared.clone()}</span> })}
            </p>
            <svg class="trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=t!(overview.trend_words)>
                {grid.collect_view()}
                {months.collect_view()}
                <path class="trend-line before" d=before />
                <path class="trend-line now" d=now />
                {last}
                {open}
            </svg>
            <p class="small muted">{t!(overview.trend_explained)} {some_open.then(|| format!(" {}", t!(overview.trend_open)))}</p>
            <details>
                <summary>{t!(overview.table)}</summary>
                <table class="data plain">
                    <thead><tr><th scope="col">{t!(overview.month_head)}</th><th scope="col" class="number">{year}</th><th scope="col" class="number">{compared.clone()}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        </Card>
    }
    .into_any()
}

/// `81,2%`; of a month that isn't complete `81,2% (7/11)`.
fn text(value: Option<TrendValue>) -> String {
    let Some((value, average)) = value.and_then(|value| Some((value, value.average?))) else { return "–".to_owned() };
    let average = format::percent(average);
    if value.is_complete() { average } else { format!("{average} ({}/{})", value.scored.count, value.scored.of) }
}

fn x(month: usize) -> f64 {
    58.0 + month as f64 * (WIDTH - 84.0) / 11.0
}

fn y(share: f64, bottom: f64) -> f64 {
    let top = 24.0;
    top + (100.0 - share.clamp(bottom, 100.0)) / (100.0 - bottom) * (HEIGHT - top - 34.0)
}

/// A line through the months that have a value; a month without one breaks it.
fn path(values: impl Iterator<Item = Option<f64>>, y: impl Fn(f64) -> f64) -> String {
    let mut path = String::new();
    let mut begun = false;
    for (month, value) in values.enumerate() {
        match value {
            Some(value) => {
                path.push_str(&format!("{}{:.1} {:.1}", if begun { " L" } else { " M" }, x(month), y(value)));
                // A dot, so that a lonely month is seen too.
                path.push_str(" h0.01");
                begun = true;
            }
            None => begun = false,
        }
    }
    path
}
