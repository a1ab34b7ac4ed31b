//! A register as a table again, in the layout that [`super::read`] reads: what goes out comes back the same. What isn't kept
//! of a member (education, notes) has no column: an empty one would say that there is none.

use chrono::NaiveDate;
use shared::language::Language::Vi;
use shared::member::{ActivityStatus, Gender};
use shared::text::format_date;
use shared::unit::Office;

use crate::papers::table::{Column, Table, Value};

/// The register's columns, in the order of the template.
const COLUMNS: [(&str, u32); 14] = [
    ("STT", 5),
    ("Họ và tên", 24),
    ("Ngày sinh", 11),
    ("Giới tính", 8),
    ("Dân tộc", 8),
    ("Ngày vào Đảng", 11),
    ("Ngày chính thức", 11),
    ("Số thẻ đảng viên", 15),
    ("Số CCCD", 15),
    ("Điện thoại", 12),
    ("Chức vụ trong Đảng", 14),
    ("Cán bộ, công chức xã", 10),
    ("Chi bộ", 24),
    ("Tình trạng sinh hoạt", 16),
];

/// A member as a line of the table.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Full name.
    pub full_name: &'a str,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Gender.
    pub gender: Gender,
    /// Ethnic group.
    pub ethnicity: &'a str,
    /// Day of admission.
    pub admitted_on: Option<NaiveDate>,
    /// Day of recognition.
    pub recognized_on: Option<NaiveDate>,
    /// Number of the Party card: masked for people who may not see it.
    pub party_card: &'a str,
    /// Number of the identity card: masked for people who may not see it.
    pub citizen_id: &'a str,
    /// Telephone.
    pub phone: &'a str,
    /// Office in the branch's committee.
    pub office: Option<Office>,
    /// Whether the member is a cadre of the commune.
    pub is_commune_cadre: bool,
    /// Name of the branch.
    pub branch: &'a str,
    /// Activity status.
    pub activity: ActivityStatus,
}

/// A table of members under its titles.
pub fn table<'a>(titles: Vec<String>, lines: impl IntoIterator<Item = Line<'a>>) -> Table {
    let columns = COLUMNS.iter().map(|(heading, width)| Column::text(heading, *width)).collect();
    let rows = lines.into_iter().zip(1_u32..).map(|(line, n)| values(&line, n)).collect();
    Table { sheet: "Danh sách đảng viên".to_owned(), titles, columns, rows, totals: Vec::new() }
}

fn values(line: &Line<'_>, number: u32) -> Vec<Value> {
    let date = |day: Option<NaiveDate>| Value::from(day.map(format_date).as_deref());
    vec![
        number.into(),
        line.full_name.into(),
        date(line.birth_date),
        line.gender.label(Vi).into(),
        line.ethnicity.into(),
        date(line.admitted_on),
        date(line.recognized_on),
        line.party_card.into(),
        line.citizen_id.into(),
        line.phone.into(),
        line.office.map(|office| office.label(Vi)).into(),
        if line.is_commune_cadre { "x" } else { "" }.into(),
        line.branch.into(),
        line.activity.label(Vi).into(),
    ]
}
