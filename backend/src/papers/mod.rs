//! Official papers: minutes, resolutions and conclusions, score sheets, rolls, a committee's monthly papers as blocks, and
//! tables as .xlsx files. A paper is a pure function of the meeting (or the month) that it is about: nothing is read from a
//! database here, and nothing is invented: what isn't given isn't printed. [`docx`] draws the blocks as a file that people
//! edit and sign; the browser draws the same blocks.

mod blocks;
pub mod docx;
mod minutes;
pub mod monthly;
mod parts;
mod proceedings;
mod resolution;
mod roll;
mod score_sheet;
pub mod table;
#[cfg(test)]
mod tests;
mod wording;

use shared::text::fold;

pub use minutes::minutes;
pub use parts::locality;
pub use resolution::resolution;
pub use roll::roll;
pub use score_sheet::score_sheet;

/// A name for a paper's file, such as `bien-ban-thuong-ky-chi-bo-thon-ban-man-2026-09-04.docx`.
pub fn file_name(words: &str, when: &str) -> String {
    let words: String = fold(words).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{words}-{when}.docx")
}

/// A paper that couldn't be written; the text is for the log.
#[derive(Debug)]
pub struct PaperError(pub String);

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the paper can't be written: {}", self.0)
    }
}

impl std::error::Error for PaperError {}
