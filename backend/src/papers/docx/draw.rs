//! Drawing each block in the measures of the paper's layout.

use docx_rs::{
    AlignmentType, BorderType, BreakType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum,
    PageOrientationType, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts,
    SpecialIndentType, Table, TableCell, TableRow,
};
use shared::paper::{Block, DRAFT, HYPHENS, Head, Measures, PARTY, Paper, RECIPIENTS, STAR, Signature};

use super::table::{grid, plain, plain_cell};

const FONT: &str = "Times New Roman";
/// A4, in twips.
const A4: [u32; 2] = [11_906, 16_838];
/// A4 in millimetres.
const A4_WIDTHS: [u32; 2] = [210, 297];
/// Width of [`PARTY`] in bold Times New Roman of 15 points, in millimetres: the rule under it is as long.
const PARTY_WIDTH: u32 = 73;

/// The document.
pub(super) fn draw(paper: &Paper) -> Docx {
    let measures = paper.layout.measures();
    let [top, bottom, left, right] = measures.margins;
    let [width, height] = A4;
    let [short, long] = A4_WIDTHS;
    let across = paper.across;
    let margin = PageMargin {
        top: twips(top),
        bottom: twips(bottom),
        left: twips(left),
        right: twips(right),
        header: twips(10),
        footer: twips(10),
        gutter: 0,
    };
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    // Numbered at the top from the second page on.
    let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    let docx = Docx::new()
        .default_fonts(fonts)
        .default_size(half_points(measures.body))
        .page_size(if across { height } else { width }, if across { width } else { height })
        .page_margin(margin)
        .header(Header::new().add_paragraph(number))
        .first_header(Header::new());
    let docx = if across { docx.page_orient(PageOrientationType::Landscape) } else { docx };
    let text_width = (if across { long } else { short }) - left - right;
    let mut pen = Pen { drawn: Vec::new(), measures, text_width };
    pen.head(&paper.head);
    for block in &paper.blocks {
        pen.block(block, paper.draft);
    }
    pen.drawn.into_iter().fold(docx, |docx, drawn| match drawn {
        Drawn::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
        Drawn::Table(table) => docx.add_table(*table),
    })
}

enum Drawn {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

struct Pen {
    drawn: Vec<Drawn>,
    measures: Measures,
    /// Between the margins, in millimetres.
    text_width: u32,
}

impl Pen {
    fn block(&mut self, block: &Block, draft: bool) {
        match block {
            Block::Title { kind, subject } => self.title(kind, subject, draft),
            Block::Section(text) => self.heading(Run::new().add_text(text).bold()),
            Block::Subsection(text) => self.heading(Run::new().add_text(text).bold().italic()),
            Block::Text(text) => self.paragraph(self.body().add_run(Run::new().add_text(text))),
            Block::Labelled { label, text } => {
                let label = Run::new().add_text(format!("{label} ")).bold();
                self.paragraph(self.body().add_run(label).add_run(Run::new().add_text(text)));
            }
            Block::Table { columns, rows } => {
                self.space(3);
                self.table(grid(columns, rows, self.measures.small));
                self.space(6);
            }
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Recipients { to, signature } => self.recipients(to, signature),
            Block::Remark(text) => {
                let run = sized(text, self.measures.small).italic();
                self.paragraph(single(AlignmentType::Left, run).line_spacing(gap(12, 0)).keep_next(true));
            }
            Block::Code(text) => {
                let run = sized(text, self.measures.small);
                self.paragraph(single(AlignmentType::Left, run).line_spacing(gap(0, 6)));
            }
            Block::Annex(text) => {
                let run = sized(text, self.measures.body).bold();
                self.paragraph(single(AlignmentType::Center, run).line_spacing(gap(6, 6)).keep_next(true));
            }
            Block::Turn => self.paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page))),
        }
    }

    fn head(&mut self, head: &Head) {
        let size = self.measures.head;
        let left = self.text_width * 46 / 100;
        let right = self.text_width - left;
        let centred = |text: &str, run: fn(Run) -> Run| single(AlignmentType::Center, run(sized(text, size)));
        let superior = Some(&head.superior).filter(|superior| !superior.is_empty());
        let organisations = superior.map(|superior| centred(superior, |run| run)).into_iter();
        let organisations = organisations
            .chain([centred(&head.issuer, Run::bold), centred(STAR, |run| run)])
            .fold(plain_cell(left), TableCell::add_paragraph);
        let party = single(AlignmentType::Center, sized(PARTY, self.measures.party).bold());
        let party = plain_cell(right).add_paragraph(party).add_paragraph(rule(right));
        let number = plain_cell(left).add_paragraph(centred(&head.number, |run| run));
        let dated = plain_cell(right).add_paragraph(centred(&head.dated, Run::italic));
        let rows = vec![TableRow::new(vec![organisations, party]), TableRow::new(vec![number, dated])];
        self.table(plain(rows, &[left, right]));
    }

    fn title(&mut self, kind: &str, subject: &[String], draft: bool) {
        let Measures { kind: kind_size, subject: size, body, hyphens, .. } = self.measures;
        let kind = sized(kind, kind_size).bold();
        self.paragraph(single(AlignmentType::Center, kind).line_spacing(gap(18, 0)).keep_next(true));
        for line in subject {
            self.paragraph(single(AlignmentType::Center, sized(line, size).bold()));
        }
        if hyphens {
            self.paragraph(single(AlignmentType::Center, sized(HYPHENS, size)));
        }
        if draft {
            self.paragraph(single(AlignmentType::Center, sized(DRAFT, body).italic()));
        }
        self.space(6);
    }

    fn heading(&mut self, run: Run) {
        self.paragraph(self.body().align(AlignmentType::Left).keep_next(true).add_run(run));
    }

    /// Each signature its lines, room to sign, and the name.
    fn signatures(&mut self, signatures: &[Signature]) {
        let count = u32::try_from(signatures.len()).unwrap_or(1).max(1);
        let width = self.text_width / count;
        // Three side by side have less room.
        let size = if count > 2 { self.measures.small } else { self.measures.body };
        let titles = signatures.iter().map(|one| one.titles.len()).max().unwrap_or_default();
        let cells = signatures.iter().map(|one| signature_cell(one, titles, size, width)).collect();
        let widths = vec![width; signatures.len()];
        self.space(12);
        self.table(plain(vec![TableRow::new(cells).cant_split()], &widths));
    }

    fn recipients(&mut self, to: &[String], signature: &Signature) {
        let Measures { body, small, .. } = self.measures;
        let width = self.text_width / 2;
        let heading = single(AlignmentType::Left, sized(RECIPIENTS, body).underline("single"));
        let list = to.iter().fold(plain_cell(width).add_paragraph(heading), |cell, line| {
            cell.add_paragraph(single(AlignmentType::Left, sized(line, small)))
        });
        let signature = signature_cell(signature, signature.titles.len(), body, width);
        self.space(12);
        self.table(plain(vec![TableRow::new(vec![list, signature]).cant_split()], &[width, width]));
    }

    /// A paragraph of text, empty.
    fn body(&self) -> Paragraph {
        let line = i32::try_from(self.measures.line * 20).unwrap_or(380);
        Paragraph::new()
            .align(AlignmentType::Both)
            .indent(None, Some(SpecialIndentType::FirstLine(twips(self.measures.first_line))), None, None)
            .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(line).before(60).after(60))
    }

    fn space(&mut self, points: u32) {
        let run = Run::new().size(2);
        self.paragraph(Paragraph::new().add_run(run).size(2).line_spacing(exact(2).after(points * 20)));
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        self.drawn.push(Drawn::Paragraph(Box::new(paragraph)));
    }

    fn table(&mut self, table: Table) {
        self.drawn.push(Drawn::Table(Box::new(table)));
    }
}

/// The titles, room to sign, the name; titles take `lines` lines, so that the names of several signatures are level.
fn signature_cell(signature: &Signature, lines: usize, size: u32, width: u32) -> TableCell {
    let centred = |text: &str| single(AlignmentType::Center, sized(text, size).bold());
    let titles = signature.titles.iter().map(String::as_str).chain(std::iter::repeat("")).take(lines);
    titles
        .fold(plain_cell(width), |cell, title| cell.add_paragraph(centred(title)))
        .add_paragraph(centred("").line_spacing(exact(60)))
        .add_paragraph(centred(&signature.name))
}

/// The solid rule under the Party's name.
fn rule(cell_width: u32) -> Paragraph {
    let indent = Some(twips(cell_width.saturating_sub(PARTY_WIDTH) / 2));
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top).val(BorderType::Single).size(6).space(0);
    let mut paragraph = Paragraph::new().size(2).line_spacing(exact(2)).indent(indent, None, indent, None);
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

/// A paragraph of one run.
pub(super) fn single(align: AlignmentType, run: Run) -> Paragraph {
    Paragraph::new().align(align).add_run(run)
}

/// A run of a size in points.
pub(super) fn sized(text: &str, points: u32) -> Run {
    Run::new().add_text(text).size(half_points(points))
}

fn half_points(points: u32) -> usize {
    usize::try_from(points * 2).unwrap_or_default()
}

fn gap(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before * 20).after(after * 20)
}

fn exact(points: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(points * 20)
}

/// Twentieths of a point.
pub(super) fn twips(millimetres: u32) -> i32 {
    i32::try_from(millimetres * 1440 * 10 / 254).unwrap_or_default()
}
