//! The kit: small components that every page is made of.

mod card;
mod chip;
mod dialog;
mod field;
mod findings;
mod heat_map;
pub mod history;
mod icon;
mod load;
mod meter;
mod note;
pub mod part;
mod save_state;
pub mod sealed;
mod segmented;
mod sending;
mod stat;
mod steps;
mod table;
pub mod toast;

pub use card::{Card, PageHead};
pub use chip::{Chip, GradeChip, Tone, grade_tone};
pub use dialog::{ConfirmDialog, Dialog, open_for};
pub use field::{CheckField, NumberField, SelectField, TextAreaField, TextField};
pub use findings::findings;
pub use heat_map::{HeatCell, HeatMap, HeatRow};
pub use icon::{Icon, Shape};
pub use load::{Load, load, loaded};
pub use meter::Meter;
pub use note::{EmptyState, ErrorNote, Note, Skeleton};
pub use save_state::SaveState;
pub use segmented::{Choice, Segmented};
pub use sending::{Sending, SendingNote};
pub use stat::{Explanation, FigureNumber, FigureStat, Stat};
pub use steps::{Rail, Ring, Step, StepState};
pub use table::{Column, DataTable};

use std::cell::Cell;

/// An id for an element that another one refers to.
pub fn fresh_id(prefix: &str) -> String {
    thread_local!(static LAST: Cell<u32> = const { Cell::new(0) });
    LAST.set(LAST.get() + 1);
    format!("{prefix}-{}", LAST.get())
}

/// Whether the `<details>` that an event comes from is open.
pub fn is_open(event: &leptos::ev::Event) -> bool {
    leptos::prelude::event_target::<leptos::web_sys::Element>(event).has_attribute("open")
}
