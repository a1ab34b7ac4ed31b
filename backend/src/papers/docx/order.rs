//! The order of elements: the writer puts properties in an order of its own, while the schema (ECMA-376, part 1, annex A)
//! has them in a sequence, and some programs refuse or mend a file that hasn't.

use crate::papers::PaperError;

/// What stands in which order within an element; what isn't named stays behind what is.
const SEQUENCES: [(&str, &[&str]); 7] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:vanish",
            "w:color",
            "w:spacing",
            "w:w",
            "w:position",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:bdr",
            "w:shd",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgBorders",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
    (
        "w:tblPr",
        &["w:tblStyle", "w:tblpPr", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"],
    ),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:tcMar", "w:textDirection", "w:vAlign"]),
    ("w:settings", &["w:zoom", "w:trackRevisions", "w:defaultTabStop", "w:evenAndOddHeaders", "w:compat", "w:docVars"]),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:link", "w:uiPriority", "w:qFormat", "w:pPr", "w:rPr", "w:tblPr"]),
];
/// The sides of borders and margins, wherever they stand.
const SIDES: &[&str] = &["w:top", "w:left", "w:start", "w:bottom", "w:right", "w:end", "w:insideH", "w:insideV"];
const SIDED: [&str; 4] = ["w:tblBorders", "w:tcBorders", "w:tblCellMar", "w:tcMar"];

/// The same with its elements in the order of the schema.
pub(super) fn in_order(xml: &[u8]) -> Result<Vec<u8>, PaperError> {
    let text = std::str::from_utf8(xml).map_err(|error| PaperError(error.to_string()))?;
    let tree = Element::read(text).ok_or_else(|| PaperError("the XML isn't well-formed".to_owned()))?;
    let mut out = String::with_capacity(text.len());
    tree.write(&mut out);
    Ok(out.into_bytes())
}

/// An element: its tags as they stand, and between them texts and elements.
#[derive(Default)]
struct Element<'a> {
    open: &'a str,
    inside: Vec<Node<'a>>,
    close: &'a str,
}

enum Node<'a> {
    Text(&'a str),
    Element(Element<'a>),
}

impl<'a> Element<'a> {
    /// A nameless element with the whole text inside. Our own writer's XML has neither comments nor CDATA.
    fn read(text: &'a str) -> Option<Self> {
        let mut open = vec![Self::default()];
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            let (tag, after) = tag.split_at(tag.find('>')? + 1);
            let inside = &mut open.last_mut()?.inside;
            if !before.is_empty() {
                inside.push(Node::Text(before));
            }
            if tag.starts_with("</") {
                let mut done = open.pop()?;
                done.close = tag;
                open.last_mut()?.inside.push(Node::Element(done));
            } else if tag.starts_with("<?") {
                inside.push(Node::Text(tag));
            } else if tag.ends_with("/>") {
                inside.push(Node::Element(Self { open: tag, ..Self::default() }));
            } else {
                open.push(Self { open: tag, ..Self::default() });
            }
            rest = after;
        }
        let mut whole = open.pop().filter(|_| open.is_empty())?;
        whole.inside.push(Node::Text(rest));
        Some(whole)
    }

    fn name(&self) -> &'a str {
        let tag = self.open.trim_start_matches('<');
        tag.split([' ', '/', '>']).next().unwrap_or_default()
    }

    fn write(mut self, out: &mut String) {
        if let Some(sequence) = sequence(self.name()) {
            self.inside.sort_by_key(|node| match node {
                Node::Text(_) => 0,
                Node::Element(one) => sequence.iter().position(|name| *name == one.name()).unwrap_or(sequence.len()),
            });
        }
        out.push_str(self.open);
        for node in self.inside {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.write(out),
            }
        }
        out.push_str(self.close);
    }
}

fn sequence(name: &str) -> Option<&'static [&'static str]> {
    if SIDED.contains(&name) {
        return Some(SIDES);
    }
    SEQUENCES.iter().find(|(parent, _)| *parent == name).map(|(_, sequence)| *sequence)
}
