//! The browser program's finished files: named after their content, so that browsers may keep them for ever, and written
//! three times: as they are, for brotli, for gzip.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::hash;

/// Characters of the hash that stand in a name: enough to tell versions apart.
const HASH_LENGTH: usize = 12;

/// Already compressed; doing it again gains nothing.
const COMPRESSED: [&str; 5] = ["png", "jpg", "webp", "avif", "woff2"];

/// Where the files are, as browsers name it.
const FOLDER: &str = "/assets/";

/// The URL of a file with this content.
pub fn url(stem: &str, extension: &str, content: &[u8]) -> String {
    format!("{FOLDER}{stem}-{}.{extension}", &hash::of(content)[..HASH_LENGTH])
}

/// Bytes of one file, as it is and compressed.
#[derive(Debug, PartialEq, Eq)]
pub struct Size {
    /// Its name with the hash.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// For `Accept-Encoding: gzip`.
    pub gzip: u64,
    /// For `Accept-Encoding: br`.
    pub brotli: u64,
}

impl Size {
    /// As a line of text.
    pub fn line(&self) -> String {
        format!("{} {} {} {}", self.raw, self.gzip, self.brotli, self.name)
    }

    /// From such a line.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut number = || words.next()?.parse().ok();
        let (raw, gzip, brotli) = (number()?, number()?, number()?);
        Some(Self { raw, gzip, brotli, name: words.next()?.to_owned() })
    }
}

/// Files on their way to the output.
#[derive(Default)]
pub struct Bundle {
    /// Content and whether a first visit fetches it, by name.
    files: BTreeMap<String, (Vec<u8>, bool)>,
}

impl Bundle {
    /// Adds a file that a first visit fetches; gives its URL.
    pub fn add_first(&mut self, stem: &str, extension: &str, content: Vec<u8>) -> String {
        self.add(stem, extension, content, true)
    }

    /// Adds every file of a folder; gives their names with their URLs. `first` says which of them a first visit fetches.
    pub fn add_folder(&mut self, folder: &Path, first: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>> {
        let added = files(folder)?.into_iter().map(|file| {
            let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
            let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
            let url = self.add(&text(file.file_stem()), &text(file.extension()), std::fs::read(&file)?, first(&name));
            Ok((name, url))
        });
        added.collect()
    }

    /// Adds a file that is fetched when it is needed; gives its URL.
    pub fn add_later(&mut self, stem: &str, extension: &str, content: Vec<u8>) -> String {
        self.add(stem, extension, content, false)
    }

    /// Adds a file that a first visit fetches, under a URL made beforehand: for files that name each other.
    pub fn add_as(&mut self, url: &str, content: String) {
        self.files.insert(url.trim_start_matches(FOLDER).to_owned(), (content.into_bytes(), true));
    }

    fn add(&mut self, stem: &str, extension: &str, content: Vec<u8>, first: bool) -> String {
        let url = url(stem, extension, &content);
        self.files.insert(url.trim_start_matches(FOLDER).to_owned(), (content, first));
        url
    }

    /// Writes everything and the page, then removes what an earlier build left. The page comes last, so that a server that
    /// is running never hands out one whose files aren't there. Gives the sizes of what a first visit fetches.
    pub fn write(self, folder: &Path, page: String, compress: bool) -> Result<Vec<Size>> {
        let assets = folder.join("assets");
        std::fs::create_dir_all(&assets).with_context(|| format!("can't make {}", assets.display()))?;
        let mut sizes = Vec::new();
        let mut kept = BTreeSet::new();
        for (name, (content, first)) in &self.files {
            let size = write(&assets, name, content, compress, &mut kept)?;
            sizes.extend(first.then_some(size));
        }
        sizes.insert(0, write(folder, "index.html", page.as_bytes(), compress, &mut kept)?);
        for file in files(folder)? {
            if !kept.contains(&file) {
                std::fs::remove_file(&file)?;
            }
        }
        Ok(sizes)
    }
}

/// Writes one file and its compressed forms, each in one step.
fn write(folder: &Path, name: &str, content: &[u8], compress: bool, kept: &mut BTreeSet<PathBuf>) -> Result<Size> {
    let mut place = |name: String, content: &[u8]| -> Result<u64> {
        let path = folder.join(&name);
        let unfinished = folder.join(format!("{name}.new"));
        std::fs::write(&unfinished, content)?;
        std::fs::rename(&unfinished, &path)?;
        kept.insert(path);
        Ok(content.len() as u64)
    };
    let raw = place(name.to_owned(), content)?;
    let mut size = Size { name: name.to_owned(), raw, gzip: raw, brotli: raw };
    if compress && !COMPRESSED.iter().any(|extension| name.ends_with(extension)) {
        size.gzip = place(format!("{name}.gz"), &gzip(content)?)?;
        size.brotli = place(format!("{name}.br"), &brotli(content)?)?;
    }
    Ok(size)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Every file below a folder, sorted; none when the folder isn't there.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content_alone() {
        let mut bundle = Bundle::default();
        let first = bundle.add_first("style", "css", b"a{}".to_vec());
        assert_eq!(first, bundle.add_first("style", "css", b"a{}".to_vec()));
        assert_ne!(first, bundle.add_first("style", "css", b"b{}".to_vec()));
        assert!(first.starts_with("/assets/style-") && first.ends_with(".css"), "{first}");
    }

    #[test]
    fn compressed_forms_give_the_content_back() {
        let content = "Chi bộ thôn ".repeat(100).into_bytes();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&content).unwrap()[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        let mut unpacked = Vec::new();
        let gzip = gzip(&content).unwrap();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }

    #[test]
    fn a_size_survives_being_recorded() {
        let size = Size { name: "style-1.css".to_owned(), raw: 3, gzip: 2, brotli: 1 };
        assert_eq!(Size::parse(&size.line()), Some(size));
    }
}
