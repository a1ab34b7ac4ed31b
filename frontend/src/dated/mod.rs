//! Facts with days: forms that say from when and by which decision, what was and will be, and pages as at a day.

mod decided;
mod on_day;
mod past;

pub use decided::{Decided, decision_fields, differing, foot, needed, optional_day, required};
pub use on_day::{OnDay, on_day};
pub use past::{Stage, past};
