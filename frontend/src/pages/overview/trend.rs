//! The trend: average share of the points by month, beside an earlier year; the table stands behind the lines.

use leptos::prelude::*;
use shared::api::overview::TrendPoint;

use crate::components::Card;
use crate::{format, t};

/// Size of the drawing, in its own units.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 220.0;
/// Share at the bottom: below it no commune has been, and the lines would lie flat.
const BOTTOM: f64 = 40.0;

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
    let now = path(points.iter().map(|point| point.average));
    let before = path(points.iter().map(|point| point.before));
    let grid = [50.0, 70.0, 90.0].map(|share| {
        view! {
            <line class="trend-grid" x1="40" x2=WIDTH.to_string() y1=y(share).to_string() y2=y(share).to_string() />
            <text class="trend-text" x="0" y=(y(share) + 5.0).to_string()>{format!("{share}%")}</text>
        }
        .into_any()
    });
    let months = (0..12).map(|i| {
        view! { <text class="trend-text" x=x(i).to_string() y=HEIGHT.to_string() text-anchor="middle">{i + 1}</text> }
    });
    let text = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), format::percent);
    let rows = points.into_iter().map(move |point| {
        view! { <tr><th scope="row">{point.month}</th><td>{text(point.average)}</td><td>{text(point.before)}</td></tr> }
    });
    let compared = compared_year.map(|year| year.to_string()).unwrap_or_default();
    view! {
        <Card title=t!(overview.trend)>
            <p class="bar small">
                <span class="trend-key now">{year}</span>
                {(!compared.is_empty()).then(|| view! { <span class="trend-key before">{compared.clone()}</span> })}
            </p>
            <svg class="trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=t!(overview.trend_words)>
                {grid.into_iter().collect_view()}
                {months.collect_view()}
                <path class="trend-line before" d=before />
                <path class="trend-line now" d=now />
            </svg>
            <details>
                <summary>{t!(overview.table)}</summary>
                <table class="table">
                    <thead><tr><th scope="col">{t!(overview.month_head)}</th><th scope="col">{year}</th><th scope="col">{compared.clone()}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        </Card>
    }
    .into_any()
}

fn x(month: usize) -> f64 {
    60.0 + month as f64 * (WIDTH - 80.0) / 11.0
}

fn y(share: f64) -> f64 {
    let top = 12.0;
    top + (100.0 - share.clamp(BOTTOM, 100.0)) / (100.0 - BOTTOM) * (HEIGHT - top - 30.0)
}

/// A line through the months that have a value; a month without one breaks it.
fn path(values: impl Iterator<Item = Option<f64>>) -> String {
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
