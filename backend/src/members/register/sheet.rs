//! A workbook's cells, streamed and counted: a sheet may claim a million rows by sixteen thousand columns, so nothing
//! is sized by what it claims.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use chrono::NaiveDate;

use super::RegisterError;

/// Rows of a register, title and headings included.
pub const MAX_ROWS: u32 = 50_000;
/// Columns that are looked at; those to the right are left alone.
const MAX_COLUMNS: u32 = 64;
/// Cells with something in them, over all sheets.
const MAX_CELLS: usize = 2_000_000;
/// Text of all cells together, in bytes: one long shared string may stand in a million cells.
const MAX_TEXT: usize = 64 << 20;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text as typed.
    Text(String),
    /// A number, as which spreadsheets also keep identity numbers typed without an apostrophe.
    Number(f64),
    /// A number formatted as a day.
    Date(NaiveDate),
    /// An error such as #REF!, or a formula without a computed value.
    Error,
}

/// A row that has something in it.
#[derive(Debug, Clone)]
pub struct Row {
    /// As the spreadsheet numbers it, from 1.
    pub number: u32,
    /// Column (from 0) and content, in the order of the sheet.
    pub cells: Vec<(u32, Cell)>,
}

/// The visible sheets' rows, in the order of the workbook.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Vec<Row>>, RegisterError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut budget = Budget { cells: MAX_CELLS, text: MAX_TEXT };
    let mut out = Vec::new();
    for name in names {
        match rows(&mut workbook, &name, &mut budget) {
            Ok(rows) => out.push(rows),
            Err(Stop::NotASheetOfCells) => {}
            Err(Stop::Refused(error)) => return Err(error),
        }
    }
    Ok(out)
}

struct Budget {
    cells: usize,
    text: usize,
}

enum Stop {
    /// A chart sheet, say.
    NotASheetOfCells,
    Refused(RegisterError),
}

fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Result<Vec<Row>, Stop> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| match error {
        calamine::XlsxError::NotAWorksheet(_) => Stop::NotASheetOfCells,
        other => Stop::Refused(damaged(other)),
    })?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|error| Stop::Refused(damaged(error)))? {
        let (row, column) = record.pos;
        let uncomputed = record.formula.is_some() && matches!(record.value, DataRef::Empty);
        let cell = if uncomputed { Some(Cell::Error) } else { cell(record.value) };
        let Some(cell) = cell else { continue };
        if column >= MAX_COLUMNS {
            continue;
        }
        let text = if let Cell::Text(text) = &cell { text.len() } else { 0 };
        match (budget.cells.checked_sub(1), budget.text.checked_sub(text)) {
            (Some(cells), Some(text)) if row < MAX_ROWS => *budget = Budget { cells, text },
            _ => return Err(Stop::Refused(RegisterError::TooManyRows)),
        }
        let number = row + 1;
        match rows.last_mut() {
            Some(last) if last.number == number => last.cells.push((column, cell)),
            _ => rows.push(Row { number, cells: vec![(column, cell)] }),
        }
    }
    Ok(rows)
}

fn cell(value: DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.chars().all(super::words::is_blank)).then(|| Cell::Text(text.to_owned()));
    match value {
        DataRef::Empty => None,
        DataRef::String(s) => text(&s),
        DataRef::SharedString(s) => text(s),
        DataRef::DateTimeIso(s) => Some(match s.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Cell::Date(day),
            None => Cell::Text(s),
        }),
        DataRef::DurationIso(s) => Some(Cell::Text(s)),
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 it's no number of a register")]
        DataRef::Int(n) => Some(Cell::Number(n as f64)),
        DataRef::Float(n) => Some(Cell::Number(n)),
        DataRef::Bool(b) => Some(Cell::Text(if b { "x" } else { "không" }.to_owned())),
        // 1900-01-01 to 9999-12-31, the days that spreadsheets know.
        DataRef::DateTime(day) if (1.0..2_958_466.0).contains(&day.as_f64()) => {
            Some(day.as_datetime().map_or(Cell::Number(day.as_f64()), |at| Cell::Date(at.date())))
        }
        DataRef::DateTime(day) => Some(Cell::Number(day.as_f64())),
        DataRef::Error(_) => Some(Cell::Error),
    }
}

fn damaged(_: calamine::XlsxError) -> RegisterError {
    RegisterError::Damaged
}
