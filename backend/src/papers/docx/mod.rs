//! A paper's blocks as a .docx file: documents that people edit and sign, not pictures of them.

mod draw;
mod order;
mod table;

use shared::paper::Paper;

use super::PaperError;

/// The file.
///
/// # Errors
/// What the writer can't write; nothing that a paper says can make it fail.
pub fn write(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let mut parts = draw::draw(paper).build();
    parts.document = finished(parts.document)?;
    let others = [&mut parts.styles, &mut parts.settings, &mut parts.numberings];
    for part in others.into_iter().chain(&mut parts.headers) {
        *part = order::in_order(part)?;
    }
    let mut file = std::io::Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(|error| PaperError(error.to_string()))?;
    Ok(file.into_inner())
}

/// The main part of the file alone, which says all that it says: its XML.
///
/// # Errors
/// As [`write()`].
pub fn document(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    finished(draw::draw(paper).build().document)
}

fn finished(document: Vec<u8>) -> Result<Vec<u8>, PaperError> {
    order::in_order(&table::with_repeated_headings(document)?)
}
