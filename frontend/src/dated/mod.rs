//! Facts with days: forms that say from when and by which decision, what was and will be, and pages as at a day.

mod correction;
mod decided;
mod on_day;
mod past;

pub use correction::Correction;
pub use decided::{Decided, day_field, decision_fields, differing, foot, foot_danger, optional_day};
pub use on_day::{OnDay, on_day};
pub use past::{Stage, past, past_with};
