//! What an import of a member register found: the same words for the dry run's reply, the screen and the tests.

use crate::text_enum;

text_enum! {
    /// What is wrong with one cell of a register.
    pub enum RegisterProblem {
        /// A mandatory cell is empty.
        Missing = "missing", "thiếu", "missing";
        /// Not a day of the calendar.
        NotADate = "not_a_date", "không phải ngày", "not a date";
        /// Day and month are needed too.
        YearOnly = "year_only", "chỉ có năm", "year only";
        /// After the day of the import.
        InTheFuture = "in_the_future", "ở tương lai", "in the future";
        /// Recognised as official before being admitted.
        BeforeAdmission = "before_admission", "trước ngày vào Đảng", "before admission";
        /// Admitted before the 18th birthday (Party Statutes, article 1).
        UnderEighteen = "under_18", "chưa đủ 18 tuổi khi vào Đảng", "under 18 at admission";
        /// A number cell drops the zeros in front; they are put back.
        LeadingZerosLost = "leading_zeros_lost", "bảng tính làm mất số 0 ở đầu", "leading zeros lost by the spreadsheet";
        /// Identity and card numbers have 12 digits.
        NotTwelveDigits = "not_12_digits", "không phải 12 chữ số", "not 12 digits";
        /// Two rows claim one number: the first is kept.
        SameAsAnotherRow = "same_as_another_row", "trùng với dòng khác", "same as another row";
        /// A number that another member's record has already, here or in another commune.
        HeldByAnother = "held_by_another", "số của đảng viên khác", "another member's number";
        /// Only the end of a number, as exports show it, where no member with such a number is known.
        Masked = "masked", "số đã che, không khớp đảng viên đã có", "a masked number of nobody known";
        /// No branch has this name or code.
        UnknownBranch = "unknown_branch", "không có chi bộ này", "unknown branch";
        /// A branch of which the closing is known takes nobody new.
        BranchClosing = "branch_closing", "chi bộ đã có quyết định kết thúc hoạt động", "a branch that is to be closed";
        /// An office for official members who take part; the office is left out, the member isn't.
        OfficeRefused = "office_refused", "không giữ được chức vụ này (dự bị hoặc không sinh hoạt): bỏ qua chức vụ", "can't hold this office (probationary or not taking part): the office is left out";
        /// The branch has a secretary who stays, or another row names one; the office is left out, the member isn't.
        SecondSecretary = "second_secretary", "chi bộ đã có bí thư khác: bỏ qua chức vụ", "the branch has another secretary: the office is left out";
        /// No term of a committee holds today; the office is left out, the member isn't.
        NoTerm = "no_term", "chi ủy chưa có nhiệm kỳ đang hiệu lực: bỏ qua chức vụ", "no term of the committee holds: the office is left out";
        /// Not one of the values that the column may have.
        UnknownValue = "unknown_value", "giá trị lạ", "unknown value";
        /// Longer than any true value.
        TooLong = "too_long", "quá dài", "too long";
        /// The cell shows an error, or a formula that was never computed.
        FormulaError = "formula_error", "công thức lỗi", "formula without a value";
    }
}

impl RegisterProblem {
    /// Whether the importer mends the cell by itself or does without it, so that the row can be used.
    pub const fn fixable(self) -> bool {
        matches!(self, Self::LeadingZerosLost | Self::OfficeRefused | Self::SecondSecretary | Self::NoTerm)
    }
}

text_enum! {
    /// An unusual way of writing that is understood without a doubt, so it's no problem.
    pub enum RegisterVariant {
        /// A name all in upper (or lower) case, or blanks around it.
        Case = "case", "viết hoa toàn bộ, thừa dấu cách", "upper case and surrounding blanks";
        /// Accents as separate characters; kept composed (NFC).
        Decomposed = "decomposed", "dấu tách rời (NFD)", "decomposed accents (NFD)";
        /// A true date where the register has text.
        DateCell = "date_cell", "ô kiểu ngày thay vì chữ", "a date cell instead of text";
        /// Another way to write a day than dd/mm/yyyy.
        DateFormat = "date_format", "ngày viết cách khác dd/mm/yyyy", "another date format";
        /// A short form of a value.
        Abbreviation = "abbreviation", "viết tắt", "an abbreviation";
    }
}

/// A problem of one cell.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterFinding {
    /// Row of the sheet, as the spreadsheet numbers it (from 1).
    pub row: u32,
    /// Heading of the column, as the sheet writes it.
    pub column: String,
    /// What is wrong.
    pub problem: RegisterProblem,
    /// Whether the importer mended it; a row with a problem that isn't mended is left out.
    pub fixable: bool,
    /// What the cell says; identity numbers show their last three characters only.
    pub value: Option<String>,
}

/// A cell that was understood although it's written unusually.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedVariant {
    /// Row of the sheet (from 1).
    pub row: u32,
    /// Heading of the column, as the sheet writes it.
    pub column: String,
    /// How it's written.
    pub variant: RegisterVariant,
    /// What it was taken for, as people read it.
    pub read_as: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_travels_as_stable_codes() {
        let finding = RegisterFinding {
            row: 20,
            column: "Số CCCD".into(),
            problem: RegisterProblem::LeadingZerosLost,
            fixable: true,
            value: Some("•••606".into()),
        };
        let json = serde_json::to_value(&finding).unwrap();
        assert_eq!(json["problem"], "leading_zeros_lost");
        assert_eq!(serde_json::from_value::<RegisterFinding>(json).unwrap(), finding);
    }

    #[test]
    fn only_lost_zeros_are_mended_and_only_offices_done_without() {
        let mended: Vec<_> = RegisterProblem::ALL.iter().filter(|p| p.fixable()).map(|p| p.as_str()).collect();
        assert_eq!(mended, ["leading_zeros_lost", "office_refused", "second_secretary", "no_term"]);
    }
}
