//! The committee's monthly table: each branch's meeting, points and grade, and each lost point in words.

use chrono::NaiveDate;
use shared::evaluation::MeetingGrade;
use shared::language::Language;

use super::PaperError;
use super::table::{Column, Table, Value};

/// A month of a committee's branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyTable {
    /// `Đảng bộ xã Bình Phú`.
    pub committee: String,
    /// Year and month of the meetings.
    pub month: (i32, u32),
    /// Branches, in the order of the committee's list.
    pub rows: Vec<MonthlyRow>,
}

/// A branch's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyRow {
    /// Name of the branch.
    pub branch: String,
    /// Members counted in the branch.
    pub members: u32,
    /// Day of the meeting; `None` if none was held.
    pub held_on: Option<NaiveDate>,
    /// Points.
    pub points: Option<u32>,
    /// Grade.
    pub grade: Option<MeetingGrade>,
    /// Why points were lost, in words.
    pub note: String,
}

impl MonthlyTable {
    /// The .xlsx file.
    pub fn write(&self) -> Result<Vec<u8>, PaperError> {
        self.table().write()
    }

    fn table(&self) -> Table {
        let (year, month) = self.month;
        let grades = MeetingGrade::ALL;
        let mut columns = vec![
            Column::centred("STT", 5),
            Column::text("Chi bộ", 28),
            Column::centred("Số đảng viên", 9),
            Column::centred("Ngày sinh hoạt", 12),
            Column::centred("Điểm", 8),
        ];
        columns.extend(grades.iter().map(|grade| Column::centred(grade.label(Language::Vi), 8)));
        columns.push(Column::text("Ghi chú (thuyết minh điểm trừ)", 45));
        let rows = self.rows.iter().zip(1_u32..).map(|(row, n)| row.values(n)).collect();
        Table {
            sheet: format!("Tháng {month}-{year}"),
            titles: vec![
                self.committee.to_uppercase(),
                "TỔNG HỢP ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG SINH HOẠT CHI BỘ".to_owned(),
                format!("Tháng {month} năm {year}"),
            ],
            columns,
            rows,
            totals: vec![self.totals()],
        }
    }

    fn totals(&self) -> Vec<Value> {
        let held = self.rows.iter().filter(|row| row.held_on.is_some()).count();
        let members: u32 = self.rows.iter().map(|row| row.members).sum();
        let held = format!("{held}/{} chi bộ", self.rows.len());
        let mut values = vec![Value::Empty, "Cộng".into(), members.into(), held.as_str().into(), Value::Empty];
        values.extend(MeetingGrade::ALL.iter().map(|grade| {
            let count = self.rows.iter().filter(|row| row.grade == Some(*grade)).count();
            Value::from(u32::try_from(count).unwrap_or(u32::MAX))
        }));
        values.push(Value::Empty);
        values
    }
}

impl MonthlyRow {
    fn values(&self, number: u32) -> Vec<Value> {
        let mut values = vec![
            number.into(),
            self.branch.as_str().into(),
            self.members.into(),
            self.held_on.into(),
            self.points.into(),
        ];
        values.extend(MeetingGrade::ALL.iter().map(|grade| if self.grade == Some(*grade) { "X" } else { "" }.into()));
        values.push(self.note.as_str().into());
        values
    }
}
