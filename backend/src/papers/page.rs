//! The building blocks of an official paper: page, head, title, paragraphs, tables, signatures.

use chrono::NaiveDate;
use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType, Table,
    TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::layout::Layout;
use super::wording::{line, lines, long_date};
use super::{PaperError, Signature};

const FONT: &str = "Times New Roman";
/// A4 between the margins of both layouts.
const TEXT_WIDTH: u32 = 165;
/// Width of "ĐẢNG CỘNG SẢN VIỆT NAM" in bold Times New Roman of 15 points: the rule under it is as long.
const PARTY_WIDTH: u32 = 73;
/// How docx-rs writes a row's height of nothing. It can't say that a row of headings is repeated on each page, so those
/// rows are marked with this, which no other row has.
const HEADING_ROW_MARK: &str = r#"<w:trHeight w:val="0" w:hRule="atLeast" />"#;
/// Columns of the head.
const HEAD_WIDTHS: [u32; 2] = [76, 89];

/// Who issues a paper, where and when, under which number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The organisation above: `Đảng bộ xã Bình Phú`.
    pub superior: String,
    /// The issuing organisation: `Chi bộ thôn Bản Man`.
    pub issuer: String,
    /// Number within its kind and term; `None` while a draft.
    pub number: Option<u32>,
    /// Symbol after the number: `NQ/CB`; empty for a paper without a number.
    pub symbol: String,
    /// Place beside the date: `Bình Phú`.
    pub place: String,
    /// Day of the paper; it decides the layout.
    pub issued_on: NaiveDate,
}

/// A column of a table: heading, width in millimetres, and whether its cells are centred.
pub type Column<'a> = (&'a str, u32, bool);

/// A paper being written, top to bottom.
pub struct Page {
    docx: Docx,
    layout: Layout,
}

impl Page {
    /// An empty A4 page with the layout of the paper's day, numbered at the top from the second page on.
    pub fn new(head: &Head) -> Self {
        let layout = Layout::on(head.issued_on);
        let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
        let [top, bottom, left, right] = layout.margins.map(twips);
        let margin = PageMargin { top, bottom, left, right, header: twips(10), footer: twips(10), gutter: 0 };
        let page_number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
        let docx = Docx::new()
            .default_fonts(fonts)
            .default_size(layout.body_size * 2)
            .page_size(11_906, 16_838)
            .page_margin(margin)
            .header(Header::new().add_paragraph(page_number))
            .first_header(Header::new());
        Self { docx, layout }.head(head)
    }

    /// The finished file.
    pub fn pack(self) -> Result<Vec<u8>, PaperError> {
        let mut parts = self.docx.build();
        let document = String::from_utf8(parts.document).map_err(|error| PaperError(error.to_string()))?;
        parts.document = document.replace(HEADING_ROW_MARK, "<w:tblHeader />").into_bytes();
        let mut file = std::io::Cursor::new(Vec::new());
        parts.pack(&mut file).map_err(|error| PaperError(error.to_string()))?;
        Ok(file.into_inner())
    }

    fn head(self, head: &Head) -> Self {
        let size = self.layout.head_size;
        let centred = |text: &str, run: fn(Run) -> Run| single(AlignmentType::Center, run(sized(text, size)));
        let number = match (line(&head.symbol), head.number) {
            (symbol, _) if symbol.is_empty() => String::new(),
            (symbol, Some(number)) => format!("Số {number:02}-{symbol}"),
            (symbol, None) => format!("Số ...-{symbol}"),
        };
        let date = format!("{}, {}", line(&head.place), long_date(head.issued_on));
        let [left, right] = HEAD_WIDTHS;
        let party = single(AlignmentType::Center, sized("ĐẢNG CỘNG SẢN VIỆT NAM", self.layout.party_size).bold());
        let organisations = plain_cell(left)
            .add_paragraph(centred(&line(&head.superior).to_uppercase(), |run| run))
            .add_paragraph(centred(&line(&head.issuer).to_uppercase(), Run::bold))
            .add_paragraph(centred("*", |run| run));
        let numbers = plain_cell(left).add_paragraph(centred(&number, |run| run));
        let dates = plain_cell(right).add_paragraph(centred(&date, Run::italic));
        let rows = vec![
            TableRow::new(vec![organisations, plain_cell(right).add_paragraph(party).add_paragraph(rule(right))]),
            TableRow::new(vec![numbers, dates]),
        ];
        self.table(plain_table(rows, &HEAD_WIDTHS))
    }

    /// The kind of paper and its abstract: `NGHỊ QUYẾT`, `lãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026`.
    pub fn title(self, kind: &str, subject: &str) -> Self {
        let (kind_size, subject_size) = (self.layout.kind_size, self.layout.abstract_size);
        let kind = sized(&line(kind).to_uppercase(), kind_size).bold();
        let mut page = self.paragraph(single(AlignmentType::Center, kind).line_spacing(gap(18, 0)).keep_next(true));
        for subject in lines(subject) {
            page = page.paragraph(single(AlignmentType::Center, sized(&subject, subject_size).bold()));
        }
        if page.layout.hyphens_under_title {
            page = page.paragraph(single(AlignmentType::Center, sized("-----", subject_size)));
        }
        page.space(6)
    }

    /// Whether the text is a draft, said under the title.
    pub fn draft(self, draft: bool) -> Self {
        if !draft {
            return self;
        }
        let size = self.layout.body_size;
        self.paragraph(single(AlignmentType::Center, sized("(Dự thảo)", size).italic()))
    }

    /// A section's heading, bold.
    pub fn section(self, text: &str) -> Self {
        let paragraph = self
            .body_paragraph()
            .align(AlignmentType::Left)
            .keep_next(true)
            .add_run(Run::new().add_text(line(text)).bold());
        self.paragraph(paragraph)
    }

    /// A heading within a section, bold italic.
    pub fn subsection(self, text: &str) -> Self {
        let run = Run::new().add_text(line(text)).bold().italic();
        let paragraph = self.body_paragraph().align(AlignmentType::Left).keep_next(true).add_run(run);
        self.paragraph(paragraph)
    }

    /// Text: each of its lines is a paragraph.
    pub fn text(self, text: &str) -> Self {
        lines(text).into_iter().fold(self, |page, line| {
            let paragraph = page.body_paragraph().add_run(Run::new().add_text(line));
            page.paragraph(paragraph)
        })
    }

    /// A label in bold and what belongs to it, in one paragraph; nothing if that is empty.
    pub fn labelled(self, label: &str, text: &str) -> Self {
        let text = line(text);
        if text.is_empty() {
            return self;
        }
        let label = Run::new().add_text(format!("{} ", line(label))).bold();
        let paragraph = self.body_paragraph().add_run(label).add_run(Run::new().add_text(text));
        self.paragraph(paragraph)
    }

    /// A small remark in italics, of its own size and without indent.
    pub fn remark(self, text: &str) -> Self {
        let run = sized(&line(text), 12).italic();
        self.paragraph(single(AlignmentType::Left, run).line_spacing(gap(12, 6)))
    }

    /// A table with borders, its headings bold; rows marked `true` are bold too.
    pub fn grid(self, columns: &[Column<'_>], rows: &[(bool, Vec<String>)]) -> Self {
        let cell = |text: &str, (_, width, centred): Column<'_>, bold: bool| {
            let align = if centred { AlignmentType::Center } else { AlignmentType::Left };
            let cell = TableCell::new().width(twips_wide(width), WidthType::Dxa).vertical_align(VAlignType::Center);
            let paragraph = |text: &str| {
                let run = sized(text, 12);
                single(align, if bold { run.bold() } else { run })
            };
            let lines = lines(text);
            if lines.is_empty() {
                return cell.add_paragraph(paragraph(""));
            }
            lines.iter().fold(cell, |cell, line| cell.add_paragraph(paragraph(line)))
        };
        let heading = columns.iter().map(|&(text, width, _)| cell(text, (text, width, true), true)).collect();
        let mut table = vec![TableRow::new(heading).cant_split().row_height(0.0)];
        for (bold, texts) in rows {
            let cells = columns.iter().zip(texts).map(|(&column, text)| cell(text, column, *bold)).collect();
            table.push(TableRow::new(cells).cant_split());
        }
        let widths: Vec<u32> = columns.iter().map(|(_, width, _)| *width).collect();
        let margins = TableCellMargins::new().margin(40, 80, 40, 80);
        self.space(3).table(fixed(Table::new(table), &widths).margins(margins)).space(6)
    }

    /// Signatures in two columns, each its lines, room to sign, and the name.
    pub fn signatures(self, left: &Signature, right: &Signature) -> Self {
        let size = self.layout.body_size;
        let titles = left.titles.len().max(right.titles.len());
        let cell = |signature: &Signature| signature_cell(signature, titles, size);
        self.space(12).table(plain_table(
            vec![TableRow::new(vec![cell(left), cell(right)]).cant_split()],
            &[TEXT_WIDTH / 2, TEXT_WIDTH / 2],
        ))
    }

    /// Recipients at the left, ending with the branch's own file, and the signature at the right.
    pub fn recipients(self, recipients: &[String], signature: &Signature) -> Self {
        let size = self.layout.body_size;
        let heading = single(AlignmentType::Left, sized("Nơi nhận:", size).underline("single"));
        let file = "Lưu Chi bộ".to_owned();
        let count = recipients.len();
        let list = recipients.iter().map(|name| line(name)).chain([file]).enumerate().fold(
            plain_cell(TEXT_WIDTH / 2).add_paragraph(heading),
            |cell, (index, name)| {
                let end = if index == count { '.' } else { ',' };
                cell.add_paragraph(single(AlignmentType::Left, sized(&format!("- {name}{end}"), 12)))
            },
        );
        let rows =
            vec![TableRow::new(vec![list, signature_cell(signature, signature.titles.len(), size)]).cant_split()];
        self.space(12).table(plain_table(rows, &[TEXT_WIDTH / 2, TEXT_WIDTH / 2]))
    }

    /// A new page.
    pub fn turn(self) -> Self {
        self.paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)))
    }

    /// A heading in the middle, for an annex.
    pub fn annex(self, text: &str) -> Self {
        let size = self.layout.body_size;
        let run = sized(&line(text).to_uppercase(), size).bold();
        self.paragraph(single(AlignmentType::Center, run).line_spacing(gap(6, 6)).keep_next(true))
    }

    fn body_paragraph(&self) -> Paragraph {
        let spacing = LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(i32::try_from(self.layout.line * 20).unwrap_or(380))
            .before(60)
            .after(60);
        Paragraph::new()
            .align(AlignmentType::Both)
            .indent(None, Some(SpecialIndentType::FirstLine(twips(self.layout.first_line))), None, None)
            .line_spacing(spacing)
    }

    fn space(self, points: u32) -> Self {
        let run = Run::new().size(2);
        self.paragraph(Paragraph::new().add_run(run).size(2).line_spacing(exact(2).after(points * 20)))
    }

    fn paragraph(mut self, paragraph: Paragraph) -> Self {
        self.docx = self.docx.add_paragraph(paragraph);
        self
    }

    fn table(mut self, table: Table) -> Self {
        self.docx = self.docx.add_table(table);
        self
    }
}

/// The titles, room to sign, the name; titles take `lines` lines, so that the names of two signatures are level.
fn signature_cell(signature: &Signature, lines: usize, size: usize) -> TableCell {
    let centred = |text: &str| single(AlignmentType::Center, sized(text, size).bold());
    let titles = signature.titles.iter().map(|title| line(title).to_uppercase());
    let titles = titles.chain(std::iter::repeat(String::new())).take(lines);
    titles
        .fold(plain_cell(TEXT_WIDTH / 2), |cell, title| cell.add_paragraph(centred(&title)))
        .add_paragraph(centred("").line_spacing(exact(60)))
        .add_paragraph(centred(&line(&signature.name)))
}

/// The solid rule under the Party's name.
fn rule(cell_width: u32) -> Paragraph {
    let indent = Some(twips((cell_width - PARTY_WIDTH) / 2));
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top).val(BorderType::Single).size(6).space(0);
    let mut paragraph = Paragraph::new().size(2).line_spacing(exact(2)).indent(indent, None, indent, None);
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

fn single(align: AlignmentType, run: Run) -> Paragraph {
    Paragraph::new().align(align).add_run(run)
}

fn sized(text: &str, points: usize) -> Run {
    Run::new().add_text(text).size(points * 2)
}

fn gap(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before * 20).after(after * 20)
}

fn exact(points: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(points * 20)
}

fn plain_cell(width: u32) -> TableCell {
    TableCell::new().width(twips_wide(width), WidthType::Dxa).clear_all_border()
}

fn plain_table(rows: Vec<TableRow>, widths: &[u32]) -> Table {
    fixed(Table::without_borders(rows), widths).margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

fn fixed(table: Table, widths: &[u32]) -> Table {
    let grid: Vec<usize> = widths.iter().map(|width| twips_wide(*width)).collect();
    let total = grid.iter().sum();
    table.set_grid(grid).width(total, WidthType::Dxa).layout(TableLayoutType::Fixed).align(TableAlignmentType::Center)
}

/// Twentieths of a point.
fn twips(millimetres: u32) -> i32 {
    i32::try_from(millimetres * 1440 * 10 / 254).unwrap_or_default()
}

fn twips_wide(millimetres: u32) -> usize {
    usize::try_from(twips(millimetres)).unwrap_or_default()
}
