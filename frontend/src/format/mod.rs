//! Dates and numbers as people read them, in the language that is being read.

mod date;
mod number;

pub use date::{clock, clock_of, day, day_and_month, instant, long_day, month, today};
pub use number::{number, percent};
