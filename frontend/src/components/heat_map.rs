//! Units by months, coloured by grade. Each cell carries its value in words; on a phone it opens at the newest month.

use leptos::either::Either;
use leptos::html::Div;
use leptos::prelude::*;

use super::chip::Tone;
use super::fresh_id;

/// A unit's row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// The unit's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// One per column.
    pub cells: Vec<HeatCell>,
}

/// A unit in a month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeatCell {
    /// What is shown, `92`; empty draws the hatching of "nothing here".
    pub text: String,
    /// Its colour.
    pub tone: Tone,
    /// The same in words: unit, month, points, grade.
    pub words: String,
    /// Nothing where something should be, not only nothing yet.
    pub missing: bool,
    /// Where a tap leads.
    pub href: Option<String>,
}

/// The map, as the table that it is.
#[component]
pub fn HeatMap(
    /// What it shows, for screen readers.
    #[prop(into)]
    caption: String,
    /// Name of the first column.
    #[prop(into)]
    corner: String,
    /// Names of the others, oldest first.
    columns: Vec<String>,
    /// The rows.
    rows: Vec<HeatRow>,
) -> impl IntoView {
    // A single unit stands on its own page: its name would only take room.
    let single = rows.len() == 1;
    let scroll = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(scroll) = scroll.get() {
            request_animation_frame(move || scroll.set_scroll_left(scroll.scroll_width()));
        }
    });
    let id = fresh_id("heat");
    let labelled_by = id.clone();
    let heads = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let rows = rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().map(|cell| view! { <td>{show(cell)}</td> }).collect_view();
        view! { <tr><th scope="row"><a href=row.href>{row.name}</a></th>{cells}</tr> }
    });
    view! {
        <div class="scroll" node_ref=scroll role="region" aria-labelledby=labelled_by tabindex="0">
            <table class="heat" class:single=single>
                <caption class="visually-hidden" id=id>{caption}</caption>
                <thead><tr><th scope="col">{corner}</th>{heads}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn show(cell: HeatCell) -> impl IntoView {
    let none = cell.text.is_empty();
    let class = match (cell.missing, none, cell.tone) {
        (true, ..) => "heat-cell none missing".to_owned(),
        (_, true, _) => "heat-cell none".to_owned(),
        (_, _, Tone::Plain) => "heat-cell planned".to_owned(),
        (_, _, tone) => format!("heat-cell {}", tone.class()),
    };
    let text = if none { "–".to_owned() } else { cell.text };
    match cell.href {
        Some(href) => {
            Either::Left(view! { <a class=class href=href aria-label=cell.words.clone() title=cell.words>{text}</a> })
        }
        None => Either::Right(view! {
            <span class=class title=cell.words>
                <span aria-hidden="true">{text}</span>
                <span class="visually-hidden">{cell.words.clone()}</span>
            </span>
        }),
    }
}
