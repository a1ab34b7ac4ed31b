//! Official papers: minutes, resolutions and conclusions, score sheets as .docx files, tables as .xlsx files. People edit and sign them on
//! paper, so they are documents in the layout of their day, not pictures of it. The caller fills plain structs; nothing
//! is read from a database here, and nothing is invented: what isn't given isn't printed.

mod layout;
mod minutes;
pub mod monthly;
mod page;
mod parts;
mod resolution;
mod score;
pub mod table;
#[cfg(test)]
mod tests;
mod wording;

pub use layout::Layout;
pub use minutes::{Addendum, Attendee, Item, Lock, MinutesPaper, Speech, Vote};
pub use page::Head;
pub use parts::{Absence, Assignment, Attendance, PreviousTask, SelfScore, Signature};
pub use resolution::{Adoption, ResolutionPaper, Shortcoming};
pub use score::{ScoreLine, ScorePaper, Scores};

/// MIME type of the papers.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A paper that couldn't be written; the text is for the log.
#[derive(Debug)]
pub struct PaperError(pub String);

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the paper can't be written: {}", self.0)
    }
}

impl std::error::Error for PaperError {}
