//! Finding the row of headings and what each column holds: templates differ in titles above, order and spelling.

use super::RegisterError;
use super::sheet::{Cell, Row};
use super::words::{fold, tidy};

/// Rows from the top in which the headings may stand.
const SEARCHED_ROWS: usize = 20;
/// Known headings that make a row the heading row.
const ENOUGH: usize = 3;

/// A column that the importer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// A running number: known, of no use.
    Ordinal,
    /// Full name.
    FullName,
    /// Day of birth.
    BirthDate,
    /// Gender.
    Gender,
    /// Ethnic group.
    Ethnicity,
    /// Day of admission.
    AdmittedOn,
    /// Day of recognition as official.
    RecognizedOn,
    /// Number of the Party card.
    PartyCard,
    /// Number of the citizen's identity card.
    CitizenId,
    /// Telephone.
    Phone,
    /// General education, `9/12`.
    GeneralEducation,
    /// Professional level.
    ProfessionalLevel,
    /// Political theory.
    PoliticalTheory,
    /// Office in the branch's committee.
    Office,
    /// Whether the member is a cadre of the commune.
    CommuneCadre,
    /// The branch.
    Branch,
    /// Activity status.
    Activity,
    /// Note.
    Note,
}

/// Folded headings of each column; the first is how the template writes it.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Ordinal, &["stt", "tt", "so thu tu"]),
    (Column::FullName, &["ho va ten", "ho ten", "ho va ten dang vien", "ten dang vien", "ho va ten dang dung"]),
    (Column::BirthDate, &["ngay sinh", "ngay thang nam sinh", "sinh ngay", "ngay thang sinh"]),
    (Column::Gender, &["gioi tinh", "nam nu"]),
    (Column::Ethnicity, &["dan toc"]),
    (Column::AdmittedOn, &["ngay vao dang", "ngay ket nap", "ngay vao dang du bi"]),
    (Column::RecognizedOn, &["ngay chinh thuc", "ngay vao dang chinh thuc", "ngay cong nhan chinh thuc"]),
    (Column::PartyCard, &["so the dang vien", "so the dang", "so the"]),
    (
        Column::CitizenId,
        &["so cccd", "cccd", "so can cuoc", "so can cuoc cong dan", "so dinh danh", "so dinh danh ca nhan"],
    ),
    (Column::Phone, &["dien thoai", "so dien thoai", "sdt"]),
    (Column::GeneralEducation, &["van hoa", "trinh do van hoa", "hoc van", "trinh do hoc van"]),
    (Column::ProfessionalLevel, &["chuyen mon", "trinh do chuyen mon"]),
    (Column::PoliticalTheory, &["ly luan chinh tri", "trinh do ly luan chinh tri", "llct"]),
    (Column::Office, &["chuc vu trong dang", "chuc vu dang"]),
    (Column::CommuneCadre, &["can bo cong chuc xa", "can bo xa", "cb cc xa"]),
    (Column::Branch, &["chi bo", "ten chi bo", "ma chi bo", "sinh hoat tai chi bo"]),
    (Column::Activity, &["tinh trang sinh hoat", "tinh trang"]),
    (Column::Note, &["ghi chu"]),
];

/// Columns without which no row can be read; without the day of recognition everybody would look probationary.
const MANDATORY: &[(Column, &str)] = &[
    (Column::FullName, "Họ và tên"),
    (Column::BirthDate, "Ngày sinh"),
    (Column::Gender, "Giới tính"),
    (Column::AdmittedOn, "Ngày vào Đảng"),
    (Column::RecognizedOn, "Ngày chính thức"),
    (Column::CitizenId, "Số CCCD"),
    (Column::Branch, "Chi bộ"),
];

/// The heading row of a sheet.
#[derive(Debug)]
pub struct Headings {
    /// Place among the sheet's rows; the members follow it.
    pub index: usize,
    columns: Vec<(u32, Column, String)>,
    /// Headings that mean nothing to the importer, as the sheet writes them.
    pub ignored: Vec<String>,
}

impl Headings {
    /// The row in which the most columns are known, among a sheet's first rows; `None` if it isn't a register.
    pub fn find(rows: &[Row]) -> Option<Self> {
        let candidates = rows.iter().take_while(|row| row.number as usize <= SEARCHED_ROWS).enumerate();
        let best = candidates.map(|(index, row)| Self::of(index, row)).max_by_key(|found| {
            // Of equals the upper one: max_by_key takes the last.
            (found.columns.len(), usize::MAX - found.index)
        })?;
        (best.columns.len() >= ENOUGH).then_some(best)
    }

    fn of(index: usize, row: &Row) -> Self {
        let mut columns: Vec<(u32, Column, String)> = Vec::new();
        let mut ignored = Vec::new();
        for (at, cell) in &row.cells {
            let Cell::Text(text) = cell else { continue };
            let heading = tidy(text);
            let folded = fold(&heading);
            let known = HEADINGS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column);
            match known {
                Some(column) if columns.iter().all(|(_, other, _)| *other != column) => {
                    columns.push((*at, column, heading));
                }
                _ => ignored.push(heading.chars().take(100).collect()),
            }
        }
        Self { index, columns, ignored }
    }

    /// Names every mandatory column that is missing.
    pub fn check(&self) -> Result<(), RegisterError> {
        let missing: Vec<_> =
            MANDATORY.iter().filter(|(column, _)| !self.has(*column)).map(|(_, name)| *name).collect();
        if missing.is_empty() { Ok(()) } else { Err(RegisterError::MissingColumns(missing)) }
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(_, known, _)| *known == column)
    }

    /// A column's heading as the sheet writes it.
    pub fn text(&self, column: Column) -> &str {
        self.columns.iter().find(|(_, known, _)| *known == column).map_or("", |(_, _, text)| text)
    }

    /// The known columns with their headings as the sheet writes them.
    pub fn known(&self) -> Vec<(Column, String)> {
        self.columns.iter().map(|(_, column, heading)| (*column, heading.clone())).collect()
    }

    /// What a row says in a column.
    pub fn cell<'a>(&self, row: &'a Row, column: Column) -> Option<&'a Cell> {
        let (at, _, _) = self.columns.iter().find(|(_, known, _)| *known == column)?;
        row.cells.iter().find(|(place, _)| place == at).map(|(_, cell)| cell)
    }

    /// How many known columns a row fills, the running number aside.
    pub fn filled(&self, row: &Row) -> usize {
        let places = self.columns.iter().filter(|(_, column, _)| *column != Column::Ordinal);
        places.filter(|(at, _, _)| row.cells.iter().any(|(place, _)| place == at)).count()
    }
}
