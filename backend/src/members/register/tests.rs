//! Whole files: the demo commune's register, the messy one, and files that are none.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use shared::language::Language;
use shared::member::{ActivityStatus, MembershipKind};
use shared::unit::Office;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

const GOOD: &[u8] = include_bytes!("../../../demo/members-2022.xlsx");
const BRANCHES: &str = include_str!("../../../demo/branches.json");
const MESSY: &[u8] = include_bytes!("../../../tests/data/members-messy.xlsx");
const EXPECTED: &str = include_str!("../../../tests/data/members-messy.expected.json");

fn known() -> KnownBranches {
    let branches: Vec<serde_json::Value> = serde_json::from_str(BRANCHES).unwrap();
    KnownBranches::new(branches.iter().zip(1..).map(|(branch, n)| {
        (Uuid::from_u128(n).into(), branch["code"].as_str().unwrap(), branch["name"].as_str().unwrap())
    }))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 12, 31).unwrap()
}

fn read(bytes: &[u8]) -> Result<Register, RegisterError> {
    super::read(bytes, &known(), today())
}

#[test]
fn the_good_register_has_184_members_and_nothing_to_say() {
    let register = read(GOOD).unwrap();
    assert_eq!((register.rows.len(), register.members), (184, 184));
    assert_eq!(register.findings, []);
    assert_eq!(register.accepted, []);
    assert_eq!((register.ignored_columns, register.skipped_rows), (vec![], vec![]));
    let branches: Vec<serde_json::Value> = serde_json::from_str(BRANCHES).unwrap();
    for (branch, id) in branches.iter().zip(1..) {
        let count = register.rows.iter().filter(|row| row.branch == Uuid::from_u128(id).into()).count();
        assert_eq!(Some(count as u64), branch["members"].as_u64(), "{branch}");
    }
    let first = &register.rows[0];
    assert_eq!((first.row, first.full_name.as_str()), (6, "Nguyễn Minh Việt"));
    assert_eq!(first.membership, MembershipKind::Probationary);
    assert_eq!(first.citizen_id.as_deref(), Some("008189806380"));
    let second = &register.rows[1];
    assert_eq!((second.office, second.is_commune_cadre), (Some(Office::DeputySecretary), true));
    assert_eq!(second.general_education.as_deref(), Some("12/12"));
    let cadres = register.rows.iter().filter(|row| row.is_commune_cadre).count();
    assert_eq!(cadres, 7, "one in each village branch's committee");
}

#[test]
fn the_messy_register_reports_exactly_what_is_expected() {
    let expected: serde_json::Value = serde_json::from_str(EXPECTED).unwrap();
    let register = read(MESSY).unwrap();
    let found: Vec<_> = register
        .findings
        .iter()
        .map(|f| {
            let problem = f.problem.label(Language::En);
            serde_json::json!({"row": f.row, "column": f.column, "problem": problem, "fixable": f.fixable})
        })
        .collect();
    assert_eq!(serde_json::Value::from(found), expected["problems"]);
    assert_eq!(register.members as u64, expected["rows"].as_u64().unwrap());

    let accepted: Vec<_> = register.accepted.iter().map(|a| u64::from(a.row)).collect();
    let variants: Vec<_> =
        expected["accepted_variants"].as_array().unwrap().iter().map(|v| v["row"].as_u64().unwrap()).collect();
    assert_eq!(accepted, variants);
}

#[test]
fn messy_rows_are_mended_or_left_out_and_variants_are_understood() {
    let register = read(MESSY).unwrap();
    assert_eq!(register.rows.len(), 60 - 9, "nine of the ten problems can't be mended");
    let row = |number: u32| register.rows.iter().find(|row| row.row == number);
    assert_eq!(row(20).unwrap().citizen_id.as_deref(), Some("008061131606"));
    assert_eq!(row(9).unwrap().full_name, "Lục Thị Thủy");
    assert_eq!(row(11).unwrap().full_name, "Nguyễn Thu Hoa");
    assert_eq!(row(14).unwrap().birth_date, NaiveDate::from_ymd_opt(1968, 1, 23).unwrap());
    assert_eq!(row(15).unwrap().birth_date, NaiveDate::from_ymd_opt(1947, 4, 13).unwrap());
    assert_eq!(row(51).unwrap().activity, ActivityStatus::Exempt);
    assert!(row(34).is_some() && row(35).is_none(), "of two rows with one number the first is kept");
    for finding in &register.findings {
        let shown = finding.value.as_deref().unwrap_or_default();
        let digits = shown.chars().filter(char::is_ascii_digit).count();
        assert!(finding.column != "Số CCCD" || digits <= 3, "{shown} shows an identity number");
    }
}

fn line<'a>(row: &'a RegisterRow, branch: &'a str) -> export::Line<'a> {
    fn text(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }
    export::Line {
        full_name: &row.full_name,
        birth_date: Some(row.birth_date),
        gender: row.gender,
        ethnicity: text(&row.ethnicity),
        admitted_on: Some(row.admitted_on),
        recognized_on: row.recognized_on,
        party_card: text(&row.party_card_no),
        citizen_id: text(&row.citizen_id),
        phone: text(&row.phone),
        office: row.office,
        is_commune_cadre: row.is_commune_cadre,
        branch,
        activity: row.activity,
    }
}

#[test]
fn an_exported_register_comes_back_the_same() {
    let branches: Vec<serde_json::Value> = serde_json::from_str(BRANCHES).unwrap();
    let name = |id: shared::id::UnitId| {
        let at = usize::try_from(id.0.as_u128()).unwrap() - 1;
        branches[at]["name"].as_str().unwrap().to_owned()
    };
    let mut before = read(GOOD).unwrap();
    let titles = ["ĐẢNG BỘ XÃ BÌNH PHÚ", "DANH SÁCH ĐẢNG VIÊN", "(Tính đến ngày 31/12/2022)"].map(str::to_owned);
    let names: Vec<String> = before.rows.iter().map(|row| name(row.branch)).collect();
    let lines = before.rows.iter().zip(&names).map(|(row, name)| line(row, name));
    let after = read(&export::table(titles.to_vec(), lines).write().unwrap()).unwrap();
    assert_eq!((after.findings, after.accepted, after.ignored_columns), (vec![], vec![], vec![]));
    // These aren't kept, so they don't go out.
    for row in &mut before.rows {
        (row.general_education, row.professional_level, row.political_theory, row.note) = (None, None, None, None);
    }
    assert_eq!(after.rows, before.rows);
}

const HEADINGS: &str = "Chi bộ|Số CCCD|HỌ VÀ TÊN|Sở thích|Ngày tháng năm sinh|Nam/Nữ|Ngày vào Đảng|Ngày chính thức";
const MEMBER: &str = "CB02|008061131606|Bàn Bích Lan|hát|09/08/1961|Nữ|12/03/1980|12/03/1981";

#[test]
fn columns_come_in_any_order_and_unknown_ones_are_named() {
    let register = read(&workbook(&["DANH SÁCH", "", HEADINGS, MEMBER, "Tổng cộng: 1", ""])).unwrap();
    assert_eq!(register.findings, []);
    assert_eq!(register.rows.len(), 1);
    assert_eq!(register.rows[0].branch, Uuid::from_u128(2).into());
    assert_eq!(register.ignored_columns, ["Sở thích"]);
    assert_eq!(register.skipped_rows, [5]);
}

#[test]
fn a_missing_mandatory_column_is_named() {
    let error = read(&workbook(&["Họ và tên|Giới tính|Chi bộ|Ngày vào Đảng|Ngày chính thức|Số CCCD"])).unwrap_err();
    assert_eq!(error, RegisterError::MissingColumns(vec!["Ngày sinh"]));
    assert!(error.message(Language::Vi).contains("Ngày sinh"));
    assert_eq!(read(&workbook(&["Sổ thu chi", "Ngày|Thu|Chi"])).unwrap_err(), RegisterError::NoHeadings);
    assert_eq!(read(&workbook(&[])).unwrap_err(), RegisterError::NoHeadings);
    let late: Vec<&str> = std::iter::repeat_n("x", 20).chain([HEADINGS, MEMBER]).collect();
    assert_eq!(read(&workbook(&late)).unwrap_err(), RegisterError::NoHeadings);
}

#[test]
fn a_member_without_any_number_or_under_18_is_left_out() {
    let rows = [HEADINGS, "CB02||Bàn Bích Lan||09/08/1961|Nữ|08/08/1979|", "CB02|1|A||1/1/1950|Nam|1/1/1970|"];
    let register = read(&workbook(&rows)).unwrap();
    let problems: Vec<_> = register.findings.iter().map(|f| (f.row, f.problem)).collect();
    assert_eq!(
        problems,
        [(2, RegisterProblem::Missing), (2, RegisterProblem::UnderEighteen), (3, RegisterProblem::NotTwelveDigits)]
    );
    assert!(register.rows.is_empty());
}

#[test]
fn what_is_no_register_says_what_it_is() {
    assert_eq!(read(b"").unwrap_err(), RegisterError::Empty);
    assert_eq!(read("họ tên;ngày sinh".as_bytes()).unwrap_err(), RegisterError::NotASpreadsheet);
    assert_eq!(read(&zipped(&[("word/document.xml", b"<x/>")])).unwrap_err(), RegisterError::NotASpreadsheet);
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap_err(), RegisterError::OldOrProtected);
    assert_eq!(read(&zipped(&[("[Content_Types].xml", b"<Types/>")])).unwrap_err(), RegisterError::Damaged);
    for length in (4..GOOD.len()).step_by(997) {
        assert_eq!(read(&GOOD[..length]).unwrap_err(), RegisterError::Damaged, "{length} bytes of it");
    }
    let codes: std::collections::HashSet<_> = [
        RegisterError::Empty,
        RegisterError::NotASpreadsheet,
        RegisterError::OldOrProtected,
        RegisterError::Damaged,
        RegisterError::TooLarge,
        RegisterError::TooManyRows,
        RegisterError::NoHeadings,
        RegisterError::MissingColumns(vec![]),
    ]
    .map(|error| error.code())
    .into();
    assert_eq!(codes.len(), 8);
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let mut parts = parts_of(&sheet_of(&[]));
    let large = vec![b' '; guard::MAX_UNPACKED as usize + 1];
    parts.push(("xl/media/picture.bin", large));
    let bomb = zip_parts(&parts);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb).unwrap_err(), RegisterError::TooLarge);

    let mut lying = bomb;
    let declared = (guard::MAX_UNPACKED as u32 + 1).to_le_bytes();
    let places: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, window)| *window == declared).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(matches!(read(&lying).unwrap_err(), RegisterError::TooLarge | RegisterError::Damaged));
}

#[test]
fn a_file_that_claims_billions_of_cells_or_strings_takes_no_memory() {
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    assert_eq!(read(&zip_parts(&parts_of(far))).unwrap_err(), RegisterError::NoHeadings);
    let low = r#"<row r="60000"><c r="A60000"><v>1</v></c></row>"#;
    assert_eq!(read(&zip_parts(&parts_of(low))).unwrap_err(), RegisterError::TooManyRows);

    let mut parts = parts_of(&sheet_of(&[]));
    parts.push(("xl/sharedStrings.xml", br#"<sst uniqueCount = "1152921504606846975"></sst>"#.to_vec()));
    assert_eq!(read(&zip_parts(&parts)).unwrap_err(), RegisterError::TooLarge);
}

#[test]
fn formulas_count_by_their_value_and_without_one_they_are_named() {
    let rows = sheet_of(&[HEADINGS, MEMBER]);
    let computed = rows.replace("<is><t>Bàn Bích Lan</t></is>", "<f>A1</f><v>Bàn Bích Lan</v>");
    let computed = computed.replace(r#"r="C2" t="inlineStr""#, r#"r="C2" t="str""#);
    assert_ne!(rows, computed);
    assert_eq!(read(&zip_parts(&parts_of(&computed))).unwrap().rows[0].full_name, "Bàn Bích Lan");

    let uncomputed = computed.replace("<v>Bàn Bích Lan</v>", "");
    let register = read(&zip_parts(&parts_of(&uncomputed))).unwrap();
    assert_eq!(register.findings[0].problem, RegisterProblem::FormulaError);

    let text_for_number = computed.replace(r#"t="str""#, r#"t="n""#);
    assert_eq!(read(&zip_parts(&parts_of(&text_for_number))).unwrap_err(), RegisterError::Damaged);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), zip in any::<bool>()) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        prop_assert!(read(&bytes).is_err());
    }

    /// A flipped byte of the container or, past the checksums, of the sheet itself.
    #[test]
    fn a_damaged_register_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), inside in any::<bool>()) {
        if inside {
            let mut parts = unzipped(MESSY);
            let sheet = parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
            let at = at.index(sheet.1.len());
            sheet.1[at] = byte;
            let parts: Vec<_> = parts.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
            let _ = read(&zip_parts(&parts));
        } else {
            let mut bytes = MESSY.to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }

    #[test]
    fn any_text_in_any_cell_is_a_value_or_a_finding(row in prop::collection::vec(any::<String>(), 8)) {
        let row = row.iter().map(|text| text.replace('|', "")).collect::<Vec<_>>().join("|");
        let _ = read(&workbook(&[HEADINGS, &row, MEMBER]));
    }
}

fn workbook(rows: &[&str]) -> Vec<u8> {
    zip_parts(&parts_of(&sheet_of(rows)))
}

/// Rows of cells between bars; an empty cell is absent.
fn sheet_of(rows: &[&str]) -> String {
    let mut xml = String::new();
    for (row, number) in rows.iter().zip(1..) {
        xml += &format!(r#"<row r="{number}">"#);
        for (text, column) in row.split('|').zip('A'..) {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            if !text.is_empty() {
                xml += &format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#);
            }
        }
        xml += "</row>";
    }
    xml
}

fn parts_of(rows: &str) -> Vec<(&'static str, Vec<u8>)> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = |kind: &str, target: &str| {
        format!(r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#)
    };
    vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", relationships("officeDocument", "xl/workbook.xml").into_bytes()),
        ("xl/_rels/workbook.xml.rels", relationships("worksheet", "worksheets/sheet1.xml").into_bytes()),
        (
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#.to_vec(),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").into_bytes()),
    ]
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_parts(&parts.iter().map(|(name, content)| (*name, content.to_vec())).collect::<Vec<_>>())
}

fn zip_parts(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}
