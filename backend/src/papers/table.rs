//! Tables as .xlsx files: registers, rolls, the committee's monthly table. Every text is written as text, whatever it
//! begins with, so a name or a remark never becomes a formula on somebody's computer.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError};

use super::PaperError;
use super::wording::line;

/// MIME type of the tables.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Longest text that a cell may hold, in characters.
const MAX_TEXT: usize = 32_767;
/// Height of a line in points, and the most that a row may have.
const LINE: f64 = 16.5;
const MAX_HEIGHT: f64 = 409.0;
/// Rows of a sheet.
const MAX_ROWS: usize = 1_048_576;

/// A table under its titles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Name of the sheet; cut and mended to what spreadsheets allow.
    pub sheet: String,
    /// Lines above the table: the organisation, the title, the period. The headings follow after an empty row.
    pub titles: Vec<String>,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows, each with a value per column.
    pub rows: Vec<Vec<Value>>,
    /// Totals, printed bold below the rows.
    pub totals: Vec<Vec<Value>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Heading.
    pub heading: String,
    /// Width in characters.
    pub width: f64,
    /// Whether its cells are centred.
    pub centred: bool,
}

impl Column {
    /// A column of texts.
    pub fn text(heading: &str, width: u32) -> Self {
        Self { heading: heading.to_owned(), width: f64::from(width), centred: false }
    }

    /// A column of numbers, days or marks, centred.
    pub fn centred(heading: &str, width: u32) -> Self {
        Self { centred: true, ..Self::text(heading, width) }
    }
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, never a formula; identity numbers are text too.
    Text(String),
    /// A number that people may add up.
    Number(f64),
    /// A day, shown `dd/mm/yyyy`.
    Date(NaiveDate),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Table {
    /// The .xlsx file: A4 across, one page wide, headings frozen and repeated on each page.
    pub fn write(&self) -> Result<Vec<u8>, PaperError> {
        let height = self.titles.len() + 2 + self.rows.len() + self.totals.len();
        if height > MAX_ROWS {
            return Err(PaperError(format!("{height} rows don't fit on a sheet")));
        }
        self.fill().map_err(|error| PaperError(error.to_string()))
    }

    fn fill(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&self.sheet))?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.6, 0.6, 0.6, 0.6, 0.3, 0.3);
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let mut row = self.write_titles(sheet, last)?;
        let base = Format::new().set_font_name("Times New Roman").set_font_size(12);
        let cell = base.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let bold = cell.clone().set_bold();
        for (column, at) in self.columns.iter().zip(0..) {
            sheet.set_column_width(at, column.width)?;
            sheet.write_string_with_format(
                row,
                at,
                line(&column.heading),
                &bold.clone().set_align(FormatAlign::Center),
            )?;
        }
        let headings: Vec<Value> = self.columns.iter().map(|column| column.heading.as_str().into()).collect();
        sheet.set_row_height(row, self.height(&headings))?;
        sheet.set_repeat_rows(row, row)?;
        row += 1;
        sheet.set_freeze_panes(row, 0)?;
        let formats: Vec<[Format; 2]> = self
            .columns
            .iter()
            .map(|column| {
                let align = if column.centred { FormatAlign::Center } else { FormatAlign::Left };
                [&cell, &bold].map(|format| format.clone().set_align(align))
            })
            .collect();
        let lines = self.rows.iter().map(|values| (0, values)).chain(self.totals.iter().map(|values| (1, values)));
        let first = row;
        for (weight, values) in lines {
            for ((formats, value), at) in formats.iter().zip(values).zip(0..) {
                let [usual, strong] = formats;
                write_value(sheet, row, at, value, if weight == 0 { usual } else { strong })?;
            }
            sheet.set_row_height(row, self.height(values))?;
            row += 1;
        }
        if row > first {
            // Identity numbers are text on purpose: no green corner in each cell.
            sheet.ignore_error_range(first, 0, row - 1, last, IgnoreError::NumberStoredAsText)?;
        }
        workbook.save_to_buffer()
    }

    /// Height in points that shows all of a row: spreadsheets don't fit the rows of a file that they open.
    fn height(&self, values: &[Value]) -> f64 {
        let lines = |(column, value): (&Column, &Value)| {
            let Value::Text(text) = value else { return 1.0 };
            let needed = |line: &str| {
                (f64::from(u32::try_from(line.chars().count()).unwrap_or(u32::MAX)) * 1.1 / column.width).ceil()
            };
            super::wording::lines(text).iter().map(|line| needed(line).max(1.0)).sum()
        };
        let lines = self.columns.iter().zip(values).map(lines).fold(1.0, f64::max);
        (lines * LINE).min(MAX_HEIGHT)
    }

    /// Returns the row of the headings.
    fn write_titles(&self, sheet: &mut Worksheet, last: u16) -> Result<u32, XlsxError> {
        let centred = Format::new().set_font_name("Times New Roman").set_align(FormatAlign::Center).set_bold();
        let mut row = 0;
        for (title, place) in self.titles.iter().zip(0..) {
            let format = match place {
                0 => centred.clone().set_font_size(12).set_align(FormatAlign::Left),
                1 => centred.clone().set_font_size(14),
                _ => Format::new().set_font_name("Times New Roman").set_align(FormatAlign::Center).set_italic(),
            };
            if last > 0 {
                sheet.merge_range(row, 0, row, last, &line(title), &format)?;
            } else {
                sheet.write_string_with_format(row, 0, line(title), &format)?;
            }
            row += 1;
        }
        Ok(if row == 0 { 0 } else { row + 1 })
    }
}

fn write_value(sheet: &mut Worksheet, row: u32, at: u16, value: &Value, format: &Format) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) => {
            let text: String = super::wording::lines(text).join("\n").chars().take(MAX_TEXT).collect();
            // The prefix keeps it text when somebody edits the cell.
            let formula_like = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let quoted = format.clone().set_quote_prefix();
            sheet.write_string_with_format(row, at, text, if formula_like { &quoted } else { format })?;
        }
        Value::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, at, *number, format)?;
        }
        Value::Date(day) => match excel_day(*day) {
            Some(excel) => {
                sheet.write_datetime_with_format(row, at, &excel, &format.clone().set_num_format("dd/mm/yyyy"))?;
            }
            None => {
                sheet.write_string_with_format(row, at, shared::text::format_date(*day), format)?;
            }
        },
        Value::Empty | Value::Number(_) => {
            sheet.write_blank(row, at, format)?;
        }
    }
    Ok(())
}

/// Spreadsheets know days from 1900 on.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// At most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, not empty.
fn sheet_name(name: &str) -> String {
    let name: String = line(name).chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "Bảng".to_owned() } else { name.to_owned() }
}
