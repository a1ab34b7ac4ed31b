//! Facts that hold from a day to a day: which ones hold on a day, and what has to be written to change them.
//!
//! Nothing of the past is overwritten: a change ends one fact and begins another, a correction replaces facts by others,
//! and what was replaced stays known.

mod span;
mod timeline;

pub use span::Span;
pub use timeline::{Edits, Fact, Gaps, Trouble, begin, begin_or_add, correct, end, withdraw};
