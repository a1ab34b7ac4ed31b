//! Why a file can't be read as a register at all: each with a stable code and words in both languages.

use shared::language::Language;

/// A file that can't be read; single cells are [`shared::member::register::RegisterFinding`]s instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterError {
    /// No bytes.
    Empty,
    /// Neither an .xlsx file nor anything like it.
    NotASpreadsheet,
    /// An .xls file of before 2007, or an .xlsx file with a password: both are the same kind of container.
    OldOrProtected,
    /// An .xlsx file that is cut short or broken.
    Damaged,
    /// Unpacked it would be larger than [`super::guard::MAX_UNPACKED`], or it has too many parts.
    TooLarge,
    /// More rows or cells than a register has.
    TooManyRows,
    /// No sheet has a row of known headings.
    NoHeadings,
    /// Mandatory columns that the heading row lacks, as a template would write them.
    MissingColumns(Vec<&'static str>),
}

impl RegisterError {
    /// Stable code, also the key of its translation.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "register_empty",
            Self::NotASpreadsheet => "register_not_a_spreadsheet",
            Self::OldOrProtected => "register_old_or_protected",
            Self::Damaged => "register_damaged",
            Self::TooLarge => "register_too_large",
            Self::TooManyRows => "register_too_many_rows",
            Self::NoHeadings => "register_no_headings",
            Self::MissingColumns(_) => "register_missing_columns",
        }
    }

    /// What happened and what to do, in the reader's language.
    pub fn message(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Empty => ("Tệp không có dữ liệu.", "The file is empty."),
            Self::NotASpreadsheet => (
                "Tệp không phải bảng tính Excel (.xlsx). Hãy mở danh sách bằng Excel và lưu dạng .xlsx.",
                "The file isn't an Excel workbook (.xlsx). Open the register in Excel and save it as .xlsx.",
            ),
            Self::OldOrProtected => (
                "Tệp là Excel đời cũ (.xls) hoặc có mật khẩu. Hãy lưu lại dạng .xlsx, không đặt mật khẩu.",
                "The file is an old Excel workbook (.xls) or has a password. Save it as .xlsx without a password.",
            ),
            Self::Damaged => (
                "Tệp bị hỏng hoặc bị cắt ngang. Hãy mở bằng Excel, lưu lại rồi gửi lại.",
                "The file is damaged or cut short. Open it in Excel, save it again and send it again.",
            ),
            Self::TooLarge => (
                "Tệp quá lớn so với một danh sách đảng viên. Hãy bỏ hình ảnh và các trang tính khác.",
                "The file is too large for a register. Remove pictures and other sheets.",
            ),
            Self::TooManyRows => (
                "Danh sách có quá nhiều dòng hoặc ô (tối đa 50.000 dòng). Hãy chia thành nhiều tệp.",
                "The register has too many rows or cells (at most 50,000 rows). Split it into several files.",
            ),
            Self::NoHeadings => (
                "Không tìm thấy dòng tiêu đề cột (Họ và tên, Ngày sinh, …) trong 20 dòng đầu.",
                "No row of column headings (Họ và tên, Ngày sinh, …) was found in the first 20 rows.",
            ),
            Self::MissingColumns(names) => {
                let list = names.join(", ");
                return match language {
                    Language::Vi => format!("Danh sách thiếu cột bắt buộc: {list}."),
                    Language::En => format!("The register lacks mandatory columns: {list}."),
                };
            }
        };
        language.pick(vi, en).to_owned()
    }
}

impl std::fmt::Display for RegisterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for RegisterError {}
