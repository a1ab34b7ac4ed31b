//! SHA-256 of contents, in hexadecimal.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The hash of these bytes, 64 characters long.
pub fn of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash of a file's content.
pub fn of_file(path: &Path) -> Result<String> {
    Ok(of(&std::fs::read(path).with_context(|| format!("can't read {}", path.display()))?))
}
