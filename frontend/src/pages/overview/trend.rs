//! The trend: average share of the points by month, beside an earlier year; the table stands behind the lines.

use leptos::prelude::*;
use shared::api::overview::TrendPoint;

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
    if points.iter().all(|point| point.average.is_none() && point.before.is_none()) {
        return ().into_any();
    }
    let lowest = points.iter().flat_map(|point| [point.average, point.before]).flatten().fold(100.0, f64::min);
    // Ten below the lowest, in tens: lines that lie flat at the top show nothing.
    let bottom = ((lowest - 5.0) / 10.0).floor().clamp(0.0, 8.0) * 10.0;
    let y = move |share: f64| y(share, bottom);
    let now = path(points.iter().map(|point| point.average), y);
    let before = path(points.iter().map(|point| point.before), y);
    let step = if bottom < 50.0 { 20 } else { 10 };
    let grid = (0..=100).step_by(step).map(f64::from).filter(move |share| *share >= bottom).map(move |share| {
        view! {
            <line class="trend-grid" x1="42" x2=WIDTH.to_string() y1=y(share).to_string() y2=y(share).to_string() />
            <text class="trend-text" x="0" y=(y(share) + 5.0).to_string()>{format!("{share}%")}</text>
        }
        .into_any()
    });
    let last = points.iter().enumerate().rev().find_map(|(i, point)| Some((i, point.average?))).map(|(i, average)| {
        let before = i.checked_sub(1).and_then(|i| points.get(i)).and_then(|point| point.average);
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
    let text = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), format::percent);
    let rows = points.into_iter().map(move |point| {
        view! { <tr><th scope="row">{point.month}</th><td class="number">{text(point.average)}</td><td class="number">{text(point.before)}</td></tr> }
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
            </svg>
            <p class="small muted">{t!(overview.trend_explained)}</p>
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
