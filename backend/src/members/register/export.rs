//! A register as a table again, in the layout that [`super::read`] reads: what goes out comes back the same.

use shared::id::UnitId;
use shared::language::Language::Vi;
use shared::text::format_date;

use super::RegisterRow;
use crate::papers::table::{Column, Table, Value};

/// The register's columns, in the order of the template.
const COLUMNS: [(&str, u32); 18] = [
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
    ("Văn hóa", 8),
    ("Chuyên môn", 12),
    ("Lý luận chính trị", 12),
    ("Chức vụ trong Đảng", 14),
    ("Cán bộ, công chức xã", 10),
    ("Chi bộ", 24),
    ("Tình trạng sinh hoạt", 16),
    ("Ghi chú", 20),
];

/// A table of members under its titles. Identity numbers stand in it as the rows have them: mask them before, for
/// people who may not see them.
pub fn table(titles: Vec<String>, rows: &[RegisterRow], branch_name: impl Fn(UnitId) -> String) -> Table {
    let columns = COLUMNS.iter().map(|(heading, width)| Column::text(heading, *width)).collect();
    let rows = rows.iter().zip(1_u32..).map(|(row, n)| values(row, n, &branch_name(row.branch))).collect();
    Table { sheet: "Danh sách đảng viên".to_owned(), titles, columns, rows, totals: Vec::new() }
}

fn values(row: &RegisterRow, number: u32, branch: &str) -> Vec<Value> {
    let text = |text: &Option<String>| Value::from(text.as_deref());
    vec![
        number.into(),
        row.full_name.as_str().into(),
        Value::Text(format_date(row.birth_date)),
        row.gender.label(Vi).into(),
        text(&row.ethnicity),
        Value::Text(format_date(row.admitted_on)),
        row.recognized_on.map(format_date).as_deref().into(),
        text(&row.party_card_no),
        text(&row.citizen_id),
        text(&row.phone),
        text(&row.general_education),
        text(&row.professional_level),
        text(&row.political_theory),
        row.position.map(|position| position.label(Vi)).into(),
        if row.is_commune_cadre { "x" } else { "" }.into(),
        branch.into(),
        row.activity.label(Vi).into(),
        text(&row.note),
    ]
}
