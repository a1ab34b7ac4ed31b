//! Vietnamese text: search keys, sorting by the Vietnamese alphabet, dates and numbers as people write them.
//!
//! The tables are written out here rather than taken from a Unicode crate: they are a few hundred bytes in the
//! browser program instead of tens of kilobytes.

mod bilingual;
mod fold;
mod format;
mod letters;
mod order;

pub use bilingual::Bilingual;
pub use fold::{compose, fold};
pub use format::{cut_off, format_date, format_number, parse_date, parse_number};
pub use order::sort_key;
