//! How an official paper looks on a day: the guidance changes, and a paper of 2022 keeps the look of its time.

use chrono::NaiveDate;

/// The measures of one guidance. Lengths in millimetres, type sizes in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The document that it comes from, number and date.
    pub source: &'static str,
    /// Margins: top, bottom, left, right.
    pub margins: [u32; 4],
    /// Size of "ĐẢNG CỘNG SẢN VIỆT NAM".
    pub party_size: usize,
    /// Size of the organisations, the number and the date.
    pub head_size: usize,
    /// Size of the kind of paper ("NGHỊ QUYẾT").
    pub kind_size: usize,
    /// Size of the abstract.
    pub abstract_size: usize,
    /// Size of the text.
    pub body_size: usize,
    /// Height of a line of text.
    pub line: u32,
    /// Indent of a paragraph's first line.
    pub first_line: u32,
    /// Whether a row of hyphens closes the title.
    pub hyphens_under_title: bool,
}

/// HD 36-HD/VPTW of 03/4/2018. It leaves 14 or 15 points for the text and 15 or 16 for the kind.
const HD_36_2018: Layout = Layout {
    source: "HD 36-HD/VPTW, 03/4/2018",
    margins: [20, 20, 30, 15],
    party_size: 15,
    head_size: 14,
    kind_size: 16,
    abstract_size: 15,
    body_size: 14,
    line: 19,
    first_line: 10,
    hyphens_under_title: false,
};

/// HD 05-HD/VPTW of 27/5/2026: text in 14 points on lines of 19.
const HD_05_2026: Layout = Layout {
    source: "HD 05-HD/VPTW, 27/5/2026",
    kind_size: 15,
    abstract_size: 14,
    hyphens_under_title: true,
    ..HD_36_2018
};

impl Layout {
    /// The layout in force on the day of a paper.
    pub fn on(day: NaiveDate) -> Self {
        let since_2026 = NaiveDate::from_ymd_opt(2026, 5, 27).is_some_and(|start| day >= start);
        if since_2026 { HD_05_2026 } else { HD_36_2018 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_keeps_the_layout_of_its_day() {
        let on = |y, m, d| Layout::on(NaiveDate::from_ymd_opt(y, m, d).unwrap()).source;
        assert_eq!(on(2022, 2, 5), "HD 36-HD/VPTW, 03/4/2018");
        assert_eq!(on(2026, 5, 26), "HD 36-HD/VPTW, 03/4/2018");
        assert_eq!(on(2026, 5, 27), "HD 05-HD/VPTW, 27/5/2026");
    }
}
