//! The score sheet (phiếu đánh giá chất lượng sinh hoạt chi bộ): own, supervisor's and final points side by side, and
//! why points were lost.

use chrono::NaiveDate;

use super::PaperError;
use super::page::{Column, Head, Page};
use super::parts::Signature;
use super::wording::{line, long_date, sentence};

/// A score sheet that was filled in, by up to three scorers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScorePaper {
    /// Head of the paper.
    pub head: Head,
    /// The meeting: `Sinh hoạt thường kỳ tháng 9 năm 2026`.
    pub subject: String,
    /// Day of the meeting.
    pub held_on: NaiveDate,
    /// The sheet and the document that it comes from.
    pub sheet: String,
    /// Groups and criteria, in the order of the sheet.
    pub lines: Vec<ScoreLine>,
    /// Highest total.
    pub max: u32,
    /// Totals.
    pub totals: Scores<u32>,
    /// Grades: `Tốt`.
    pub grades: Scores<String>,
    /// What capped a grade, and the scorers' remarks.
    pub remarks: Vec<String>,
    /// Signature at the left, of the supervising member, say.
    pub left: Signature,
    /// Signature at the right, of the branch's secretary.
    pub right: Signature,
}

/// What each scorer gave; `None` where nobody did yet, or where the criterion doesn't apply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scores<T> {
    /// The branch.
    pub branch: Option<T>,
    /// The supervising member of the committee above.
    pub supervisor: Option<T>,
    /// The committee above, which decides.
    pub committee: Option<T>,
}

/// A group or a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreLine {
    /// Number on the sheet: `4.2`.
    pub number: String,
    /// Text.
    pub text: String,
    /// Whether it's a group, printed bold.
    pub group: bool,
    /// Most points.
    pub max: u32,
    /// Points.
    pub points: Scores<u32>,
    /// Why points were lost, or why it doesn't apply.
    pub note: String,
}

impl ScorePaper {
    /// The .docx file.
    pub fn write(&self) -> Result<Vec<u8>, PaperError> {
        const COLUMNS: [Column<'_>; 7] = [
            ("TT", 11, true),
            ("Tiêu chí", 58, false),
            ("Tối đa", 14, true),
            ("Chi bộ tự chấm", 17, true),
            ("Cấp ủy viên phụ trách", 20, true),
            ("Cấp ủy quyết định", 18, true),
            ("Lý do trừ điểm", 27, false),
        ];
        let mut page = Page::new(&self.head)
            .title("Phiếu đánh giá chất lượng sinh hoạt chi bộ", &self.subject)
            .labelled("Ngày sinh hoạt:", &sentence(long_date(self.held_on).trim_start_matches("ngày ")))
            .labelled("Bảng điểm:", &sentence(&self.sheet));
        let mut rows: Vec<_> = self.lines.iter().map(|line| (line.group, line.cells())).collect();
        let row = |label: &str, max: String, values: [String; 3]| {
            let [branch, supervisor, committee] = values;
            (true, vec![String::new(), label.to_owned(), max, branch, supervisor, committee, String::new()])
        };
        rows.push(row("Tổng điểm", self.max.to_string(), self.totals.texts()));
        rows.push(row("Xếp loại", String::new(), self.grades.texts()));
        page = page.grid(&COLUMNS, &rows);
        for remark in &self.remarks {
            page = page.text(&format!("- {}", sentence(remark)));
        }
        page.signatures(&self.left, &self.right).pack()
    }
}

impl ScoreLine {
    fn cells(&self) -> Vec<String> {
        let [branch, supervisor, committee] = self.points.texts();
        let (number, text) = (line(&self.number), line(&self.text));
        vec![number, text, self.max.to_string(), branch, supervisor, committee, self.note.clone()]
    }
}

impl<T: ToString> Scores<T> {
    fn texts(&self) -> [String; 3] {
        [&self.branch, &self.supervisor, &self.committee]
            .map(|value| value.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string))
    }
}
