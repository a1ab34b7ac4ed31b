//! Lists of records: a table on a desk, cards on a phone.

use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;

use super::fresh_id;

type Cell<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// A column: its name and what it shows of a row.
pub struct Column<T> {
    name: String,
    number: bool,
    cell: Cell<T>,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), number: self.number, cell: self.cell.clone() }
    }
}

impl<T> Column<T> {
    /// A column of text or of anything that can be shown.
    pub fn new<V: IntoAny>(name: impl Into<String>, cell: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self { name: name.into(), number: false, cell: Arc::new(move |row| cell(row).into_any()) }
    }

    /// A column of numbers: aligned at the right.
    pub fn number<V: IntoAny>(name: impl Into<String>, cell: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self { number: true, ..Self::new(name, cell) }
    }
}

/// The table. Its first column names the row.
#[component]
pub fn DataTable<T: Clone + Send + Sync + 'static>(
    /// What the table lists, for screen readers.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column<T>>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// On a phone the values stand in a line after the name instead of each beside its column's name.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let id = fresh_id("table");
    let labelled_by = id.clone();
    let class = |number: bool| number.then_some("number");
    let heads = columns
        .iter()
        .map(|column| view! { <th scope="col" class=class(column.number)>{column.name.clone()}</th> })
        .collect_view();
    let row = move |row: T| {
        let cells = columns.iter().enumerate().map(|(place, column)| {
            let content = (column.cell)(&row);
            if place == 0 {
                Either::Left(view! { <th scope="row">{content}</th> })
            } else {
                Either::Right(view! { <td class=class(column.number) data-label=column.name.clone()>{content}</td> })
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="scroll" role="region" aria-labelledby=labelled_by tabindex="0">
            <table class="data" class:compact=compact>
                <caption class="visually-hidden" id=id>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{move || rows.get().into_iter().map(&row).collect_view()}</tbody>
            </table>
        </div>
    }
}
