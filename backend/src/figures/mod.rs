//! A period in figures: what branches and their commune did in a year, a half-year, a quarter or a month. The overview shows
//! them, and whatever else tells of a period reads the same ones.

mod load;
mod place;
mod reckon;
mod targets;

pub use load::{BranchData, MeetingData, ScoreData, TaskData, branches};
pub use place::{Place, places};
pub use reckon::Figures;
pub use targets::targets;
