//! One row of the sheet into one member, with what was wrong with it on the way.

use chrono::{Months, NaiveDate};
use shared::id::UnitId;
use shared::member::register::{
    AcceptedVariant, RegisterFinding, RegisterProblem as Problem, RegisterVariant as Variant,
};
use shared::member::{ActivityStatus, Gender, MembershipKind};
use shared::unit::Office;

use super::branches::KnownBranches;
use super::fields::{self, Understood};
use super::headings::{Column, Headings};
use super::sheet::{Cell, Row};
use super::words::{capitalised, is_blank, single_case, tidy};

/// A member as a register has them, ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// Row of the sheet (from 1).
    pub row: u32,
    /// Composed (NFC), with capitals as names have them.
    pub full_name: String,
    /// Day of birth.
    pub birth_date: NaiveDate,
    /// Gender.
    pub gender: Gender,
    /// Ethnic group.
    pub ethnicity: Option<String>,
    /// Day of admission.
    pub admitted_on: NaiveDate,
    /// Day of recognition; `None` while probationary.
    pub recognized_on: Option<NaiveDate>,
    /// Official once recognised.
    pub membership: MembershipKind,
    /// 12 digits.
    pub party_card_no: Option<String>,
    /// 12 digits; a row without it has a Party card number.
    pub citizen_id: Option<String>,
    /// The end of a Party card number that the sheet shows masked: it means the one that is known.
    pub party_card_end: Option<String>,
    /// The same of an identity number.
    pub citizen_id_end: Option<String>,
    /// Digits.
    pub phone: Option<String>,
    /// General education, `9/12`.
    pub general_education: Option<String>,
    /// Professional level.
    pub professional_level: Option<String>,
    /// Political theory.
    pub political_theory: Option<String>,
    /// Office in the branch's committee.
    pub office: Option<Office>,
    /// Whether the member is a cadre of the commune.
    pub is_commune_cadre: bool,
    /// The branch.
    pub branch: UnitId,
    /// Activity status.
    pub activity: ActivityStatus,
    /// Note.
    pub note: Option<String>,
}

const GENDERS: &[(&str, Gender)] = &[("Nam", Gender::Male), ("Nữ", Gender::Female)];

const OFFICES: &[(&str, Option<Office>)] = &[
    ("Bí thư", Some(Office::Secretary)),
    ("Bí thư chi bộ", Some(Office::Secretary)),
    ("Phó Bí thư", Some(Office::DeputySecretary)),
    ("Phó Bí thư chi bộ", Some(Office::DeputySecretary)),
    ("Chi ủy viên", Some(Office::CommitteeMember)),
    ("Đảng viên", None),
    ("Không", None),
];
const OFFICES_SHORT: &[(&str, Option<Office>)] = &[
    ("BT", Some(Office::Secretary)),
    ("BTCB", Some(Office::Secretary)),
    ("PBT", Some(Office::DeputySecretary)),
    ("CUV", Some(Office::CommitteeMember)),
];

const YES_NO: &[(&str, bool)] = &[("x", true), ("có", true), ("1", true), ("v", true), ("không", false), ("0", false)];

const ACTIVITIES: &[(&str, ActivityStatus)] = &[
    ("Đang sinh hoạt", ActivityStatus::Active),
    ("Miễn sinh hoạt", ActivityStatus::Exempt),
    ("Miễn công tác và sinh hoạt đảng", ActivityStatus::Exempt),
    ("Miễn công tác, sinh hoạt đảng", ActivityStatus::Exempt),
    ("Tạm thời đến", ActivityStatus::TemporaryIn),
    ("Sinh hoạt tạm thời đến", ActivityStatus::TemporaryIn),
    ("Tạm thời đi", ActivityStatus::TemporaryOut),
    ("Sinh hoạt tạm thời đi", ActivityStatus::TemporaryOut),
    ("Đình chỉ", ActivityStatus::Suspended),
    ("Đình chỉ sinh hoạt", ActivityStatus::Suspended),
    ("Đã rời", ActivityStatus::Left),
];
const ACTIVITIES_SHORT: &[(&str, ActivityStatus)] = &[
    ("Đang SH", ActivityStatus::Active),
    ("Miễn SH", ActivityStatus::Exempt),
    ("Miễn", ActivityStatus::Exempt),
    ("Miễn SHĐ", ActivityStatus::Exempt),
    ("SHTT đến", ActivityStatus::TemporaryIn),
    ("SHTT đi", ActivityStatus::TemporaryOut),
    ("Đình chỉ SH", ActivityStatus::Suspended),
];

/// Reads one row and keeps what was found.
pub struct RowReader<'a> {
    /// Columns of the sheet.
    pub headings: &'a Headings,
    /// The row.
    pub row: &'a Row,
    /// Branches that may be named.
    pub known: &'a KnownBranches,
    /// Days after it are in the future.
    pub today: NaiveDate,
    /// Problems so far.
    pub findings: Vec<RegisterFinding>,
    /// Unusual ways of writing so far.
    pub accepted: Vec<AcceptedVariant>,
}

impl RowReader<'_> {
    /// The member, if no mandatory cell is missing and all could be read; [`Self::findings`] say what couldn't.
    pub fn read(&mut self) -> Option<RegisterRow> {
        let full_name = self.name();
        let birth_date = self.past_day(Column::BirthDate, true);
        let gender = self.choice(Column::Gender, GENDERS, &[], true);
        let ethnicity = self.text(Column::Ethnicity);
        let admitted_on = self.past_day(Column::AdmittedOn, true);
        let recognized_on = self.past_day(Column::RecognizedOn, false);
        let (party_card_no, party_card_end) = self.number(Column::PartyCard);
        let (citizen_id, citizen_id_end) = self.number(Column::CitizenId);
        let phone = self.digits(Column::Phone, fields::phone);
        let general_education = self.text(Column::GeneralEducation);
        let professional_level = self.text(Column::ProfessionalLevel);
        let political_theory = self.text(Column::PoliticalTheory);
        let office = self.choice(Column::Office, OFFICES, OFFICES_SHORT, false).flatten();
        let is_commune_cadre = self.choice(Column::CommuneCadre, YES_NO, &[], false).unwrap_or_default();
        let branch = self.branch();
        let activity =
            self.choice(Column::Activity, ACTIVITIES, ACTIVITIES_SHORT, false).unwrap_or(ActivityStatus::Active);
        // A formula is no remark, and one without a value (a link pasted from elsewhere) must not cost the member.
        let note = if self.cell(Column::Note) == Some(&Cell::Error) { None } else { self.text(Column::Note) };
        if self.cell(Column::CitizenId).is_none() && self.cell(Column::PartyCard).is_none() {
            self.problem(Column::CitizenId, Problem::Missing);
        }
        if let (Some(born), Some(admitted)) = (birth_date, admitted_on)
            && born.checked_add_months(Months::new(18 * 12)).is_none_or(|adult| admitted < adult)
        {
            self.problem(Column::AdmittedOn, Problem::UnderEighteen);
        }
        if let (Some(admitted), Some(recognized)) = (admitted_on, recognized_on)
            && recognized < admitted
        {
            self.problem(Column::RecognizedOn, Problem::BeforeAdmission);
        }
        Some(RegisterRow {
            row: self.row.number,
            full_name: full_name?,
            birth_date: birth_date?,
            gender: gender?,
            ethnicity,
            admitted_on: admitted_on?,
            recognized_on,
            membership: if recognized_on.is_some() { MembershipKind::Official } else { MembershipKind::Probationary },
            party_card_no,
            citizen_id,
            party_card_end,
            citizen_id_end,
            phone,
            general_education,
            professional_level,
            political_theory,
            office,
            is_commune_cadre,
            branch: branch?,
            activity,
            note,
        })
    }

    fn cell(&self, column: Column) -> Option<&Cell> {
        self.headings.cell(self.row, column)
    }

    fn name(&mut self) -> Option<String> {
        let Some(cell) = self.cell(Column::FullName).cloned() else {
            self.problem(Column::FullName, Problem::Missing);
            return None;
        };
        let read = fields::text(&cell)
            .and_then(|name| if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Problem::UnknownValue) });
        let mut name = self.keep(Column::FullName, read)?;
        let Cell::Text(written) = &cell else { return Some(name) };
        if *written != tidy(written) && written.chars().any(unicode_normalization::char::is_combining_mark) {
            self.variant(Column::FullName, Variant::Decomposed, &name);
        }
        let blanks = written.starts_with(is_blank) || written.ends_with(is_blank);
        let cased = single_case(&name);
        if cased {
            name = capitalised(&name);
        }
        if cased || blanks {
            self.variant(Column::FullName, Variant::Case, &name);
        }
        Some(name)
    }

    fn past_day(&mut self, column: Column, mandatory: bool) -> Option<NaiveDate> {
        let cell = self.present(column, mandatory)?;
        let read = fields::date(&cell);
        let day = self.understood(column, read, shared::text::format_date)?;
        if day > self.today {
            self.problem(column, Problem::InTheFuture);
            return None;
        }
        Some(day)
    }

    fn text(&mut self, column: Column) -> Option<String> {
        let read = fields::text(self.cell(column)?);
        self.keep(column, read)
    }

    /// A number, or else the end of one that is masked.
    fn number(&mut self, column: Column) -> (Option<String>, Option<String>) {
        match self.cell(column).and_then(fields::masked_end) {
            Some(end) => (None, Some(end)),
            None => (self.digits(column, fields::twelve_digits), None),
        }
    }

    fn digits(&mut self, column: Column, read: fn(&Cell) -> Result<(String, bool), Problem>) -> Option<String> {
        let read = read(self.cell(column)?);
        let (number, mended) = self.keep(column, read)?;
        if mended {
            self.problem(column, Problem::LeadingZerosLost);
        }
        Some(number)
    }

    fn choice<T: Copy + PartialEq>(
        &mut self,
        column: Column,
        words: &[(&str, T)],
        short: &[(&str, T)],
        mandatory: bool,
    ) -> Option<T> {
        let cell = self.present(column, mandatory)?;
        let read = fields::choice(&cell, words, short);
        self.understood(column, read, |value| {
            words.iter().find(|(_, known)| *known == value).map_or_else(String::new, |(word, _)| (*word).to_owned())
        })
    }

    fn branch(&mut self) -> Option<UnitId> {
        let cell = self.present(Column::Branch, true)?;
        let known = self.known;
        let read = fields::text(&cell).and_then(|name| known.find(&name).ok_or(Problem::UnknownBranch));
        self.keep(Column::Branch, read)
    }

    /// The cell; an empty one is a problem where the column is mandatory.
    fn present(&mut self, column: Column, mandatory: bool) -> Option<Cell> {
        let cell = self.cell(column).cloned();
        if cell.is_none() && mandatory {
            self.problem(column, Problem::Missing);
        }
        cell
    }

    fn understood<T: Copy>(&mut self, column: Column, read: Understood<T>, shown: impl Fn(T) -> String) -> Option<T> {
        let (value, variant) = self.keep(column, read)?;
        if let Some(variant) = variant {
            self.variant(column, variant, &shown(value));
        }
        Some(value)
    }

    fn keep<T>(&mut self, column: Column, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problem(column, problem)).ok()
    }

    fn variant(&mut self, column: Column, variant: Variant, read_as: &str) {
        let column = self.headings.text(column).to_owned();
        self.accepted.push(AcceptedVariant { row: self.row.number, column, variant, read_as: read_as.to_owned() });
    }

    /// Notes a problem of a column's cell.
    pub fn problem(&mut self, column: Column, problem: Problem) {
        let value = self.cell(column).map(|cell| shown(column, cell));
        self.findings.push(RegisterFinding {
            row: self.row.number,
            column: self.headings.text(column).to_owned(),
            problem,
            fixable: problem.fixable(),
            value,
        });
    }
}

/// What a finding repeats of a cell: enough to find it again, of an identity number no more than its end.
fn shown(column: Column, cell: &Cell) -> String {
    let text = match cell {
        Cell::Error => "#".to_owned(),
        Cell::Date(day) => shared::text::format_date(*day),
        Cell::Text(text) => text.chars().take(80).collect(),
        Cell::Number(_) => fields::text(cell).unwrap_or_default(),
    };
    match column {
        Column::CitizenId | Column::PartyCard | Column::Phone => {
            let count = text.chars().count();
            let end: String = text.chars().skip(count.saturating_sub(3).max(count / 2)).collect();
            format!("•••{end}")
        }
        _ => text,
    }
}
