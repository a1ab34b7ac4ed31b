//! An official paper as blocks. The server builds each paper once; the .docx writer and the browser's page to print draw
//! the same blocks, so that both say the same. Every text in a block is as it is printed: composed, in the right case, with
//! its full stop.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text_enum;

/// What stands at the top right of every paper of the Party.
pub const PARTY: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";
/// What stands below the issuing organisation.
pub const STAR: &str = "*";
/// What closes the title where the layout wants it.
pub const HYPHENS: &str = "-----";
/// What a draft says under its title.
pub const DRAFT: &str = "(Dự thảo)";
/// What stands above the recipients.
pub const RECIPIENTS: &str = "Nơi nhận:";

text_enum! {
    /// Papers of a meeting.
    pub enum PaperKind {
        /// Biên bản.
        Minutes = "minutes", "Biên bản", "Minutes";
        /// Nghị quyết, kết luận.
        Resolution = "resolution", "Nghị quyết, kết luận", "Resolution";
        /// Phiếu đánh giá chất lượng sinh hoạt chi bộ.
        ScoreSheet = "score-sheet", "Phiếu đánh giá", "Score sheet";
        /// Danh sách điểm danh.
        Roll = "roll", "Danh sách điểm danh", "Roll";
    }
}

text_enum! {
    /// A committee's papers of a month.
    pub enum MonthlyPaperKind {
        /// Each branch's meeting, points and grade, and why points were lost.
        Results = "results", "Bảng tổng hợp kết quả", "Table of results";
        /// When and where the branches meet.
        Notice = "notice", "Thông báo lịch sinh hoạt", "Notice of dates";
    }
}

text_enum! {
    /// The guidance that a paper looks like: it changes, and a paper of 2022 keeps the look of its day.
    pub enum Layout {
        /// HD 36-HD/VPTW of 03/4/2018. It leaves 14 or 15 points for the text and 15 or 16 for the kind.
        Hd36 = "hd-36-2018", "HD 36-HD/VPTW ngày 03/4/2018", "HD 36-HD/VPTW of 03/4/2018";
        /// HD 05-HD/VPTW of 27/5/2026: text in 14 points on lines of 19.
        Hd05 = "hd-05-2026", "HD 05-HD/VPTW ngày 27/5/2026", "HD 05-HD/VPTW of 27/5/2026";
    }
}

/// What a layout asks for. Lengths in millimetres, type sizes and lines in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// Margins: top, bottom, left, right.
    pub margins: [u32; 4],
    /// Size of [`PARTY`].
    pub party: u32,
    /// Size of the organisations, the number and the date.
    pub head: u32,
    /// Size of the kind of paper ("NGHỊ QUYẾT").
    pub kind: u32,
    /// Size of what it is about.
    pub subject: u32,
    /// Size of the text.
    pub body: u32,
    /// Size of tables, recipients and remarks.
    pub small: u32,
    /// Height of a line of text.
    pub line: u32,
    /// Indent of a paragraph's first line.
    pub first_line: u32,
    /// Whether [`HYPHENS`] close the title.
    pub hyphens: bool,
}

impl Layout {
    /// The layout in force on the day of a paper.
    pub fn on(day: NaiveDate) -> Self {
        let since_2026 = NaiveDate::from_ymd_opt(2026, 5, 27).is_some_and(|start| day >= start);
        if since_2026 { Self::Hd05 } else { Self::Hd36 }
    }

    /// Its measures.
    pub const fn measures(self) -> Measures {
        const SINCE_2018: Measures = Measures {
            margins: [20, 20, 30, 15],
            party: 15,
            head: 14,
            kind: 16,
            subject: 15,
            body: 14,
            small: 12,
            line: 19,
            first_line: 10,
            hyphens: false,
        };
        match self {
            Self::Hd36 => SINCE_2018,
            Self::Hd05 => Measures { kind: 15, subject: 14, hyphens: true, ..SINCE_2018 },
        }
    }
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Paper {
    /// The guidance that it looks like.
    pub layout: Layout,
    /// Whether it lies across.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub across: bool,
    /// Whether it's a draft still: it says so under its title.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Who issues it, where and when, under which number.
    pub head: Head,
    /// What it says, from the top.
    pub blocks: Vec<Block>,
}

/// Who issues a paper, where and when, under which number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    /// The organisation above: `ĐẢNG BỘ XÃ BÌNH PHÚ`; empty if it isn't known.
    pub superior: String,
    /// The issuing organisation: `CHI BỘ THÔN BẢN MAN`.
    pub issuer: String,
    /// `Số 05-NQ/CB`, `Số ...-BB/CB` where the pen fills it in; empty for a paper without a number.
    pub number: String,
    /// `Bình Phú, ngày 05 tháng 02 năm 2022`.
    pub dated: String,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Block {
    /// The kind of paper (`NGHỊ QUYẾT`) and what it is about, centred.
    Title {
        /// In capitals.
        kind: String,
        /// What about, line by line.
        subject: Vec<String>,
    },
    /// A section's heading, bold.
    Section(String),
    /// A heading within a section, bold italic.
    Subsection(String),
    /// A paragraph.
    Text(String),
    /// A label in bold and what belongs to it, in one paragraph.
    Labelled {
        /// `Chủ trì:`.
        label: String,
        /// What it says.
        text: String,
    },
    /// A table with borders; its headings are repeated on each page.
    Table {
        /// Columns from the left.
        columns: Vec<Column>,
        /// Rows from the top.
        rows: Vec<Row>,
    },
    /// Signatures side by side, two or three.
    Signatures(Vec<Signature>),
    /// Recipients at the left, small, and the signature at the right.
    Recipients {
        /// Lines from the top: `- Lưu Chi bộ.`
        to: Vec<String>,
        /// Who signs.
        signature: Signature,
    },
    /// A small remark in italics.
    Remark(String),
    /// A heading in the middle, for an annex; in capitals.
    Annex(String),
    /// A new page.
    Turn,
    /// A code to compare, such as a seal's SHA-256.
    Code(String),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// Heading.
    pub heading: String,
    /// Width in millimetres.
    pub width: u32,
    /// Whether its cells are centred.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub centred: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// Whether it is bold: groups, totals.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// A cell per column; a line break parts its lines.
    pub cells: Vec<String>,
}

/// Who signs: lines above the signature (`T/M CHI BỘ`, `BÍ THƯ`), room to sign, the name below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    /// In capitals.
    pub titles: Vec<String>,
    /// Full name; empty to leave it to the pen.
    pub name: String,
}

impl Paper {
    /// Every text of it in its order, as whoever draws it must show it.
    pub fn texts(&self) -> Vec<&str> {
        let Head { superior, issuer, number, dated } = &self.head;
        let mut texts = vec![superior.as_str(), issuer, STAR, PARTY, number, dated];
        for block in &self.blocks {
            block.add_texts(&mut texts, self.draft, self.layout.measures().hyphens);
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}

impl Block {
    fn add_texts<'a>(&'a self, texts: &mut Vec<&'a str>, draft: bool, hyphens: bool) {
        match self {
            Self::Title { kind, subject } => {
                texts.push(kind);
                texts.extend(subject.iter().map(String::as_str));
                texts.extend(hyphens.then_some(HYPHENS));
                texts.extend(draft.then_some(DRAFT));
            }
            Self::Section(text)
            | Self::Subsection(text)
            | Self::Text(text)
            | Self::Remark(text)
            | Self::Annex(text)
            | Self::Code(text) => texts.push(text),
            Self::Labelled { label, text } => texts.extend([label.as_str(), text]),
            Self::Table { columns, rows } => {
                texts.extend(columns.iter().map(|column| column.heading.as_str()));
                texts.extend(rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.lines()));
            }
            Self::Signatures(signatures) => signatures.iter().for_each(|one| one.add_texts(texts)),
            Self::Recipients { to, signature } => {
                texts.push(RECIPIENTS);
                texts.extend(to.iter().map(String::as_str));
                signature.add_texts(texts);
            }
            Self::Turn => {}
        }
    }
}

impl Signature {
    fn add_texts<'a>(&'a self, texts: &mut Vec<&'a str>) {
        texts.extend(self.titles.iter().map(String::as_str));
        texts.push(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_keeps_the_layout_of_its_day() {
        let on = |y, m, d| Layout::on(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert_eq!(on(2022, 2, 5), Layout::Hd36);
        assert_eq!(on(2026, 5, 26), Layout::Hd36);
        assert_eq!(on(2026, 5, 27), Layout::Hd05);
    }

    #[test]
    fn a_block_is_named_by_what_it_is() {
        let text = serde_json::to_string(&[Block::Text("Một.".into()), Block::Turn]).unwrap();
        assert_eq!(text, r#"[{"text":"Một."},"turn"]"#);
    }
}
