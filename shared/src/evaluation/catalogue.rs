//! The sheets that are shipped.

use std::sync::LazyLock;

use serde::Deserialize;

use super::sheet::ScoreSheet;
use crate::text::Bilingual;

/// The sheet used where a branch names no other.
pub const DEFAULT_SHEET: &str = "an-phu-2025";

/// A sheet that adds conditions to another.
#[derive(Deserialize)]
struct Variant {
    based_on: String,
    id: String,
    title: Bilingual,
    document: Bilingual,
    must_be_full_for_good: Vec<String>,
}

// A test reads each file, so one that can't be read never ships.
static SHEETS: LazyLock<Vec<ScoreSheet>> = LazyLock::new(|| {
    let mut sheets: Vec<ScoreSheet> =
        serde_json::from_str(include_str!("../../data/score-sheets/an-phu-2025.json")).into_iter().collect();
    let strict: Option<Variant> =
        serde_json::from_str(include_str!("../../data/score-sheets/an-phu-2025-strict.json")).ok();
    let derived = strict.and_then(|variant| derive(&sheets, variant));
    sheets.extend(derived);
    sheets
});

fn derive(sheets: &[ScoreSheet], variant: Variant) -> Option<ScoreSheet> {
    let base = sheets.iter().find(|sheet| sheet.id == variant.based_on)?.clone();
    Some(ScoreSheet {
        id: variant.id,
        title: variant.title,
        document: variant.document,
        must_be_full_for_good: variant.must_be_full_for_good,
        ..base
    })
}

/// All shipped sheets.
pub fn sheets() -> &'static [ScoreSheet] {
    &SHEETS
}

/// The shipped sheet with this id.
pub fn sheet(id: &str) -> Option<&'static ScoreSheet> {
    sheets().iter().find(|sheet| sheet.id == id)
}

#[cfg(test)]
mod tests {
    use super::super::{Basis, validate};
    use super::*;

    #[test]
    fn shipped_sheets_are_read_and_valid() {
        let ids: Vec<&str> = sheets().iter().map(|sheet| sheet.id.as_str()).collect();
        assert_eq!(ids, ["an-phu-2025", "an-phu-2025-strict"]);
        for sheet in sheets() {
            assert_eq!(validate(sheet), [], "{}", sheet.id);
        }
        assert!(sheet(DEFAULT_SHEET).is_some());
    }

    #[test]
    fn two_thirds_of_the_points_come_from_records() {
        let points = |basis| -> u32 {
            let sheet = sheet(DEFAULT_SHEET).unwrap();
            sheet.criteria.iter().filter(|c| c.basis == basis).map(|c| c.max).sum()
        };
        assert_eq!((points(Basis::Computed), points(Basis::Prefilled), points(Basis::Human)), (65, 10, 25));
    }

    #[test]
    fn a_sheet_survives_json() {
        for sheet in sheets() {
            let json = serde_json::to_string(sheet).unwrap();
            assert_eq!(&serde_json::from_str::<ScoreSheet>(&json).unwrap(), sheet);
        }
    }
}
