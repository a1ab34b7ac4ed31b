//! Tables opened again.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;

use super::super::table::{Column, Table, Value};
use super::part;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

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
