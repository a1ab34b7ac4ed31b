//! Reading a commune's member register from an .xlsx file, as communes really send it: headings anywhere near the top,
//! columns in any order, numbers as text or not. Nothing is stored here; the caller decides what to do with the rows
//! and shows the findings, in a dry run and after an import alike.

mod branches;
mod error;
pub mod export;
mod fields;
mod guard;
mod headings;
mod row;
mod sheet;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::NaiveDate;
use shared::member::register::{AcceptedVariant, RegisterFinding, RegisterProblem};

pub use branches::KnownBranches;
pub use error::RegisterError;
pub use headings::Column;
use headings::Headings;
pub use row::RegisterRow;
use row::RowReader;
use sheet::{Cell, Row};

/// What a register says.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Members that can be kept, in the order of the sheet; rows with a problem that wasn't mended aren't among them.
    pub rows: Vec<RegisterRow>,
    /// How many rows of members the sheet has, those left out included.
    pub members: usize,
    /// Problems, by row.
    pub findings: Vec<RegisterFinding>,
    /// Unusual ways of writing that were understood.
    pub accepted: Vec<AcceptedVariant>,
    /// Headings of columns that the importer doesn't know; their cells were left alone.
    pub ignored_columns: Vec<String>,
    /// The columns that the sheet has, with their headings as it writes them. What it has no column for, it says nothing
    /// about.
    pub columns: Vec<(Column, String)>,
    /// Rows with a single filled cell, such as totals and signatures: they aren't members.
    pub skipped_rows: Vec<u32>,
}

impl Register {
    /// The heading of a column as the sheet writes it; `None` if it has no such column.
    pub fn heading(&self, column: Column) -> Option<&str> {
        self.columns.iter().find(|(known, _)| *known == column).map(|(_, heading)| heading.as_str())
    }
}

/// Reads a register. Days after `today` are in the future; `known` are the branches that rows may name.
pub fn read(bytes: &[u8], known: &KnownBranches, today: NaiveDate) -> Result<Register, RegisterError> {
    guard::check(bytes)?;
    // The spreadsheet reader is fed with strangers' files: should it ever panic, that is one damaged file.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheet::sheets(bytes))).map_err(|_| RegisterError::Damaged)??;
    let (rows, headings) = sheets
        .iter()
        .find_map(|rows| Headings::find(rows).map(|headings| (rows, headings)))
        .ok_or(RegisterError::NoHeadings)?;
    headings.check()?;
    Ok(read_rows(rows, headings, known, today))
}

fn read_rows(rows: &[Row], headings: Headings, known: &KnownBranches, today: NaiveDate) -> Register {
    let mut register = Register::default();
    let mut citizens = Seen::new(Column::CitizenId);
    let mut cards = Seen::new(Column::PartyCard);
    for row in rows.iter().skip(headings.index + 1) {
        match headings.filled(row) {
            0 => continue,
            1 => {
                register.skipped_rows.push(row.number);
                continue;
            }
            _ => register.members += 1,
        }
        let headings = &headings;
        let mut reader = RowReader { headings, row, known, today, findings: Vec::new(), accepted: Vec::new() };
        let member = reader.read();
        for seen in [&mut citizens, &mut cards] {
            if seen.again(headings.cell(row, seen.column)) {
                reader.problem(seen.column, RegisterProblem::SameAsAnotherRow);
            }
        }
        let usable = reader.findings.iter().all(|finding| finding.fixable);
        register.rows.extend(member.filter(|_| usable));
        register.findings.append(&mut reader.findings);
        register.accepted.append(&mut reader.accepted);
    }
    register.columns = headings.known();
    register.ignored_columns = headings.ignored;
    register
}

/// Numbers of one column that earlier rows have, rows that were left out included.
struct Seen {
    column: Column,
    numbers: HashSet<String>,
}

impl Seen {
    fn new(column: Column) -> Self {
        Self { column, numbers: HashSet::new() }
    }

    /// Whether an earlier row has this number; notes it.
    fn again(&mut self, cell: Option<&Cell>) -> bool {
        let number = cell.and_then(|cell| fields::twelve_digits(cell).ok());
        number.is_some_and(|(number, _)| !self.numbers.insert(number))
    }
}
