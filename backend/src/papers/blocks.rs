//! Collecting the blocks of a paper: texts go in as people typed them and come out as a paper prints them.

use chrono::NaiveDate;
use shared::paper::{Block, Column, Head, Layout, Paper, Row, Signature};

use super::wording::{line, lines, long_date, roman};

/// A column of a table: heading, width in millimetres, and whether its cells are centred.
pub(super) type Wide<'a> = (&'a str, u32, bool);

/// Who issues a paper, where and when, under which number.
pub(super) struct Issue<'a> {
    /// The organisation above: `Đảng bộ xã Bình Phú`.
    pub superior: &'a str,
    /// The issuing organisation: `Chi bộ thôn Bản Man`.
    pub issuer: &'a str,
    /// Number within its kind and term; `None`: the pen fills it in.
    pub number: Option<u32>,
    /// Symbol after the number: `NQ/CB`; empty for a paper without a number.
    pub symbol: &'a str,
    /// Place beside the date: `Bình Phú`.
    pub locality: &'a str,
    /// Day of the paper; it decides the layout.
    pub on: NaiveDate,
}

/// A paper being written, top to bottom.
pub(super) struct Page {
    paper: Paper,
    sections: usize,
    points: usize,
}

impl Page {
    /// A page with nothing but its head.
    pub fn new(issue: &Issue<'_>) -> Self {
        let number = match (line(issue.symbol), issue.number) {
            (symbol, _) if symbol.is_empty() => symbol,
            (symbol, Some(number)) => format!("Số {number:02}-{symbol}"),
            (symbol, None) => format!("Số ...-{symbol}"),
        };
        let head = Head {
            superior: upper(issue.superior),
            issuer: upper(issue.issuer),
            number,
            dated: format!("{}, {}", line(issue.locality), long_date(issue.on)),
        };
        let paper = Paper { layout: Layout::on(issue.on), across: false, draft: false, head, blocks: Vec::new() };
        Self { paper, sections: 0, points: 0 }
    }

    /// The paper.
    pub fn finish(self) -> Paper {
        self.paper
    }

    /// Says that it's a draft.
    pub fn draft(&mut self, draft: bool) {
        self.paper.draft = draft;
    }

    /// Lays it across.
    pub fn across(&mut self) {
        self.paper.across = true;
    }

    /// The kind of paper and what it is about: `NGHỊ QUYẾT`, `lãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026`.
    pub fn title(&mut self, kind: &str, subject: &str) {
        self.add(Block::Title { kind: upper(kind), subject: lines(subject) });
    }

    /// A section with the next Roman numeral; its points begin at 1.
    pub fn section(&mut self, title: &str) {
        self.sections += 1;
        self.points = 0;
        self.add(Block::Section(format!("{}. {}", roman(self.sections), line(title))));
    }

    /// A heading within a section.
    pub fn subsection(&mut self, title: &str) {
        self.add(Block::Subsection(line(title)));
    }

    /// A heading within a section, with the next number.
    pub fn point(&mut self, title: &str) {
        self.points += 1;
        self.add(Block::Subsection(format!("{}. {}", self.points, line(title))));
    }

    /// Text: each of its lines is a paragraph.
    pub fn text(&mut self, text: &str) {
        self.paper.blocks.extend(lines(text).into_iter().map(Block::Text));
    }

    /// A label and what belongs to it; nothing if that is empty.
    pub fn labelled(&mut self, label: &str, text: &str) {
        let (label, text) = (line(label), line(text));
        if !text.is_empty() {
            self.add(Block::Labelled { label, text });
        }
    }

    /// A small remark.
    pub fn remark(&mut self, text: &str) {
        self.add(Block::Remark(line(text)));
    }

    /// A code to compare.
    pub fn code(&mut self, code: &str) {
        self.add(Block::Code(line(code)));
    }

    /// A table; rows marked `true` are bold.
    pub fn table(&mut self, columns: &[Wide<'_>], rows: Vec<(bool, Vec<String>)>) {
        let column = |&(heading, width, centred): &Wide<'_>| Column { heading: line(heading), width, centred };
        let row = |(bold, cells): (bool, Vec<String>)| Row {
            bold,
            cells: cells.iter().map(|cell| lines(cell).join("\n")).collect(),
        };
        self.add(Block::Table {
            columns: columns.iter().map(column).collect(),
            rows: rows.into_iter().map(row).collect(),
        });
    }

    /// Signatures side by side.
    pub fn signatures(&mut self, signatures: Vec<Signature>) {
        self.add(Block::Signatures(signatures));
    }

    /// Recipients, ending with the file copy, and who signs.
    pub fn recipients(&mut self, to: &[String], file: &str, signature: Signature) {
        let last = to.len();
        let named = to.iter().map(|name| line(name)).chain([line(file)]).enumerate();
        let to = named.map(|(at, name)| format!("- {name}{}", if at == last { '.' } else { ',' })).collect();
        self.add(Block::Recipients { to, signature });
    }

    /// A new page.
    pub fn turn(&mut self) {
        self.add(Block::Turn);
    }

    /// A heading in the middle, for an annex.
    pub fn annex(&mut self, title: &str) {
        self.add(Block::Annex(upper(title)));
    }

    fn add(&mut self, block: Block) {
        self.paper.blocks.push(block);
    }
}

/// A signature: its titles in capitals, the name as it is.
pub(super) fn signature(titles: &[&str], name: &str) -> Signature {
    Signature { titles: titles.iter().map(|title| upper(title)).collect(), name: line(name) }
}

fn upper(text: &str) -> String {
    line(text).to_uppercase()
}
