//! Tables opened again.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use shared::evaluation::MeetingGrade;

use super::super::monthly::{MonthlyRow, MonthlyTable};
use super::super::table::{Column, Table, Value};
use super::examples::day;
use super::part;

fn cells(file: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| match cell {
        Data::DateTime(at) => at.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn table(values: Vec<Value>) -> Table {
    let columns = values.iter().map(|_| Column::text("Cột", 10)).collect();
    Table {
        sheet: "Danh sách: [1/2] rất dài, dài quá ba mươi mốt".into(),
        columns,
        rows: vec![values],
        ..Table::default()
    }
}

#[test]
fn a_text_is_never_a_formula() {
    let dangerous = ["=HYPERLINK(\"http://example.invalid\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "{=1}", "\t=1"];
    let file = table(dangerous.map(Value::from).to_vec()).write().unwrap();
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert_eq!(cells(&file)[1][0], dangerous[0]);
    assert!(part(&file, "xl/styles.xml").contains("quotePrefix"), "editing the cell keeps it text");
}

#[test]
fn identity_numbers_stay_text_and_days_are_days() {
    let values =
        vec!["008061131606".into(), 7_u32.into(), day(2022, 2, 5).into(), Value::Empty, day(1850, 1, 1).into()];
    let file = table(values).write().unwrap();
    assert_eq!(cells(&file)[1], ["008061131606", "7", "2022-02-05", "", "01/01/1850"]);
    let long = table(vec![Value::Text("ơ".repeat(40_000)), Value::Number(f64::NAN)]).write().unwrap();
    assert_eq!(cells(&long)[1][0].chars().count(), 32_767);
    assert!(Table::default().write().is_ok(), "an empty table is a table");
}

pub fn september() -> MonthlyTable {
    let row = |branch: &str, members, held_on, points, grade, note: &str| MonthlyRow {
        branch: branch.into(),
        members,
        held_on,
        points,
        grade,
        note: note.into(),
    };
    MonthlyTable {
        committee: "Đảng bộ xã Bình Phú".into(),
        month: (2026, 9),
        rows: vec![
            row("Chi bộ thôn Bản Man", 24, Some(day(2026, 9, 4)), Some(93), Some(MeetingGrade::Good), ""),
            row(
                "Chi bộ thôn Bản Khản",
                21,
                Some(day(2026, 9, 5)),
                Some(84),
                Some(MeetingGrade::Fair),
                "2.1: một đảng viên vắng không lý do; 4.5: 35% đảng viên phát biểu",
            ),
            row("Chi bộ thôn Bản Lếch", 19, None, None, None, "Chưa sinh hoạt"),
        ],
    }
}

#[test]
fn the_monthly_table_marks_grades_and_sums_up() {
    let cells = cells(&september().write().unwrap());
    assert_eq!(cells[0][0], "ĐẢNG BỘ XÃ BÌNH PHÚ");
    assert_eq!(cells[2][0], "Tháng 9 năm 2026");
    assert_eq!(cells[4][5..9], ["Tốt", "Khá", "Trung bình", "Kém"]);
    assert_eq!(cells[5][..9], ["1", "Chi bộ thôn Bản Man", "24", "2026-09-04", "93", "X", "", "", ""]);
    assert_eq!(
        cells[6][4..10],
        ["84", "", "X", "", "", "2.1: một đảng viên vắng không lý do; 4.5: 35% đảng viên phát biểu"]
    );
    assert_eq!(cells[8][1..9], ["Cộng", "64", "2/3 chi bộ", "", "1", "1", "0", "0"]);
}
