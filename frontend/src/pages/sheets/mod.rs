//! Score sheets: those that are shipped and the commune's own, what they say, which is in force from when, and drafts.

mod choose;
mod compare;
mod copy;
mod draft;
mod history;
mod list;
mod read;
mod sheet;
mod show;

pub use self::compare::CompareSheets;
pub use self::draft::Draft;
pub use self::list::Sheets;
pub use self::show::ShowSheet;
