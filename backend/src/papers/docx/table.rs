//! Tables: those with borders that a paper shows, and those without that keep head and signatures side by side.

use docx_rs::{
    AlignmentType, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    WidthType,
};
use shared::paper::{Column, Row};

use super::draw::{single, sized, twips};
use crate::papers::PaperError;

/// How docx-rs writes a row's height of nothing. It can't say that a row of headings is repeated on each page, so those
/// rows are marked with this, which no other row has.
const HEADING_ROW_MARK: &str = r#"<w:trHeight w:val="0" w:hRule="atLeast" />"#;

/// The document with its rows of headings repeated on each page.
pub(super) fn with_repeated_headings(document: Vec<u8>) -> Result<Vec<u8>, PaperError> {
    let document = String::from_utf8(document).map_err(|error| PaperError(error.to_string()))?;
    Ok(document.replace(HEADING_ROW_MARK, "<w:tblHeader />").into_bytes())
}

/// A table with borders, its headings bold.
pub(super) fn grid(columns: &[Column], rows: &[Row], size: u32) -> Table {
    let cell = |text: &str, column: &Column, centred: bool, bold: bool| {
        let align = if centred { AlignmentType::Center } else { AlignmentType::Left };
        let cell = TableCell::new().width(wide(column.width), WidthType::Dxa).vertical_align(VAlignType::Center);
        let paragraph = |text: &str| {
            let run = sized(text, size);
            single(align, if bold { run.bold() } else { run })
        };
        // A cell needs a paragraph, also an empty one.
        let first = text.lines().next().unwrap_or_default();
        text.lines()
            .skip(1)
            .fold(cell.add_paragraph(paragraph(first)), |cell, line| cell.add_paragraph(paragraph(line)))
    };
    let headings = columns.iter().map(|column| cell(&column.heading, column, true, true)).collect();
    let mut all = vec![TableRow::new(headings).cant_split().row_height(0.0)];
    for row in rows {
        let cells = columns.iter().zip(&row.cells).map(|(column, text)| cell(text, column, column.centred, row.bold));
        all.push(TableRow::new(cells.collect()).cant_split());
    }
    let widths: Vec<u32> = columns.iter().map(|column| column.width).collect();
    fixed(Table::new(all), &widths).margins(TableCellMargins::new().margin(40, 80, 40, 80))
}

/// A table without borders.
pub(super) fn plain(rows: Vec<TableRow>, widths: &[u32]) -> Table {
    fixed(Table::without_borders(rows), widths).margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// A cell of it.
pub(super) fn plain_cell(width: u32) -> TableCell {
    TableCell::new().width(wide(width), WidthType::Dxa).clear_all_border()
}

fn fixed(table: Table, widths: &[u32]) -> Table {
    let grid: Vec<usize> = widths.iter().map(|width| wide(*width)).collect();
    let total = grid.iter().sum();
    table.set_grid(grid).width(total, WidthType::Dxa).layout(TableLayoutType::Fixed).align(TableAlignmentType::Center)
}

fn wide(millimetres: u32) -> usize {
    usize::try_from(twips(millimetres)).unwrap_or_default()
}
