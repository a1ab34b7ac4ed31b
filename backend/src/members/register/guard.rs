//! Looks into the container before the spreadsheet reader does: strangers send the file, and the reader trusts the
//! sizes that a file declares (it reserves memory for as many strings as `uniqueCount` says).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::RegisterError;

/// Total of all parts, unpacked, in bytes: a register of 50 000 rows needs about half of it.
pub const MAX_UNPACKED: u64 = 64 << 20;
/// Parts of the container; a workbook of one sheet has about ten.
const MAX_PARTS: usize = 2_000;
/// More shared strings than fit into `MAX_UNPACKED`.
const MAX_STRINGS: u64 = 8_000_000;

/// Refuses what isn't a sound .xlsx container of bearable size. Declared sizes are summed first, then every part is
/// unpacked against the same limit, since a declared size may lie.
pub fn check(bytes: &[u8]) -> Result<(), RegisterError> {
    if bytes.is_empty() {
        return Err(RegisterError::Empty);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(RegisterError::OldOrProtected);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(RegisterError::NotASpreadsheet);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RegisterError::Damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(RegisterError::TooLarge);
    }
    let mut declared = 0_u64;
    let mut workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| RegisterError::Damaged)?;
        declared = declared.saturating_add(part.size());
        workbook |= part.name().is_ok_and(|name| name.eq_ignore_ascii_case("[Content_Types].xml"));
    }
    if declared > MAX_UNPACKED {
        return Err(RegisterError::TooLarge);
    }
    if !workbook {
        return Err(RegisterError::NotASpreadsheet);
    }
    let mut left = MAX_UNPACKED;
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| RegisterError::Damaged)?;
        content.clear();
        let length = part.take(left + 1).read_to_end(&mut content).map_err(|_| RegisterError::Damaged)? as u64;
        left = left.checked_sub(length).ok_or(RegisterError::TooLarge)?;
        check_counts(&content)?;
    }
    Ok(())
}

/// Refuses a part whose count of strings would make the reader reserve more memory than the file can fill, and
/// encodings in which that count couldn't be seen (workbooks are written in UTF-8).
fn check_counts(content: &[u8]) -> Result<(), RegisterError> {
    if content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]) {
        return Err(RegisterError::Damaged);
    }
    let Ok(text) = std::str::from_utf8(content) else {
        return Ok(()); // Pictures and the like; XML that isn't UTF-8 fails in the reader.
    };
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') && text.contains(['\0', '\u{1b}']) {
        return Err(RegisterError::Damaged);
    }
    for (at, name) in text.match_indices("uniqueCount") {
        let rest = text.get(at + name.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let digits: String = rest.chars().take_while(char::is_ascii_digit).take(20).collect();
        if digits.parse::<u64>().is_ok_and(|count| count > MAX_STRINGS) || digits.len() > 19 {
            return Err(RegisterError::TooLarge);
        }
    }
    Ok(())
}
