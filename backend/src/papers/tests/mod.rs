//! Papers as blocks, and the files opened again: the words on them, and that the files are sound.

mod examples;
mod order;
mod tables;

use std::io::{Cursor, Read};

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use shared::meeting::{MeetingStatus, ResolutionKind, Scorer};
use shared::paper::{Block, Layout, Paper};
use unicode_normalization::is_nfc;

use super::docx;
use examples::{meeting, minutes, resolution, sheet};

/// Where the golden files are; with `BLESS` set they are written anew.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/papers/tests/golden");

fn archive(file: &[u8]) -> zip::ZipArchive<Cursor<&[u8]>> {
    zip::ZipArchive::new(Cursor::new(file)).unwrap()
}

fn parts(file: &[u8]) -> Vec<String> {
    archive(file).file_names().map(|name| name.unwrap().into_owned()).collect()
}

fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    archive(file).by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a file, one a line.
fn words(file: &[u8]) -> String {
    let document = part(file, "word/document.xml").replace("</w:p>", "\n");
    let mut out = String::new();
    let mut tag = false;
    for c in document.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

fn has(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let found = text[from..].find(part);
        from += found.unwrap_or_else(|| panic!("{part:?} isn't there, or not in this place, in\n{text}")) + part.len();
    }
}

fn text(paper: &Paper) -> String {
    paper.texts().join("\n")
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn each_kind_of_paper_is_as_it_was() {
    for (name, paper) in examples::all() {
        let path = format!("{GOLDEN}/{name}.json");
        let now = serde_json::to_string_pretty(&paper).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        assert_eq!(now, std::fs::read_to_string(&path).unwrap_or_default(), "{name}: read it, then BLESS=1");
        assert!(is_nfc(&now) && serde_json::from_str::<Paper>(&now).unwrap() == paper);
    }
}

#[test]
fn the_file_says_what_the_blocks_say() {
    for (name, paper) in examples::all() {
        let file = docx::write(&paper).unwrap();
        assert_eq!(without_blanks(&words(&file)), without_blanks(&text(&paper)), "{name}");
    }
}

#[test]
fn a_heading_stands_only_over_what_was_said() {
    let text = text(&minutes(&meeting()));
    // A template's remark, an item that nobody came to, an item of which there was nothing.
    for absent in ["(nếu có)", "Dân chủ ở cơ sở", "Kết nạp, công nhận"] {
        assert!(!text.contains(absent), "{absent} in\n{text}");
    }
    has(
        &text,
        &[
            "1. Thông báo tình hình đóng đảng phí (đồng chí Nguyễn Thu Hoa trình bày)\nKết luận:\n10/10 đảng viên đã đóng",
            "2. Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước (đồng chí Nông Quốc Nam trình bày)\nTT\nNhiệm vụ",
            "4. Đánh giá việc thực hiện nhiệm vụ của đảng viên; tự phê bình và phê bình\nThời gian:\n15 phút.\n\
             - Đồng chí Ma Minh Hải (tự phê bình):\nNhận thiếu sót",
            "5. Biểu dương, nhắc nhở\n- Đồng chí Vi Thị Tươi (được biểu dương):",
            "6. Kiến nghị\n- Đồng chí Hà Văn Lâm (kiến nghị):",
            "7. Ý kiến khác\n- Đồng chí Hà Văn Lâm:",
            "8. Các bước khác đã thực hiện theo chương trình\nNêu lý do, giới thiệu đại biểu; cử thư ký; điểm danh đảng viên;",
        ],
    );
}

#[test]
fn counts_are_given_also_where_they_are_zero() {
    let mut none = meeting();
    none.attendance.truncate(4);
    let text = text(&minutes(&none));
    has(
        &text,
        &["4 đồng chí (chính thức 4, dự bị 0); miễn sinh hoạt 0, tạm thời chuyển đi 0; sinh hoạt tạm thời đến 0."],
    );
    has(
        &text,
        &["Không tính vào số phải có mặt:\n0 đồng chí.", "dự bị 0, tạm thời đến 0", "Vắng có lý do:\n0 đồng chí."],
    );
}

#[test]
fn the_committees_minutes_speak_of_the_committee() {
    let text = text(&minutes(&examples::preparatory()));
    has(
        &text,
        &[
            "Họp chi ủy tháng 9 năm 2026",
            "chi ủy Chi bộ thôn Bản Man họp, chuẩn bị nội dung sinh hoạt tháng 9 năm 2026.",
            "Tổng số chi ủy viên:\n3 đồng chí.",
            "Có mặt:\n3/3 đồng chí, đạt 100%.",
            "đọc lại trước chi ủy",
            "Cuộc họp kết thúc",
        ],
    );
    assert!(!text.contains("trước chi bộ") && !text.contains("Tổng số đảng viên"), "{text}");
    let mut two = examples::preparatory();
    two.attendance.truncate(2);
    two.secretary_id = None;
    has(
        &self::text(&minutes(&two)),
        &["Họp bí thư, phó bí thư", "Bí thư, phó bí thư:\n2 đồng chí.", "biên bản:\nKhông ghi."],
    );
}

#[test]
fn what_isnt_given_isnt_printed() {
    let mut bare = meeting();
    bare.votes.clear();
    bare.tasks.clear();
    bare.scores.clear();
    bare.lock = None;
    bare.addenda.clear();
    bare.attendance.clear();
    bare.minutes_adopted = false;
    bare.ended_at = None;
    let text = text(&minutes(&bare));
    for absent in ["Biểu quyết", "III.", "tự chấm", "SHA-256", "BỔ SUNG", "ĐIỂM DANH", "đọc lại", "kết thúc vào"]
    {
        assert!(!text.contains(absent), "{absent} in\n{text}");
    }
}

#[test]
fn a_resolution_ends_with_a_full_stop_and_no_deputy_signs_for_the_secretary() {
    let text = text(&resolution(&meeting()));
    has(
        &text,
        &["Số 05-NQ/CB", "Đảng ủy xã Bình Phú (báo cáo),", "- Lưu Chi bộ.", "T/M CHI BỘ\nBÍ THƯ\nNông Quốc Nam"],
    );
    assert!(!text.contains("./.") && !text.contains("K/T"));
    let mut chaired = meeting();
    chaired.chair_id = Some(chaired.attendance[1].member_id);
    has(&self::text(&resolution(&chaired)), &["T/M CHI BỘ\nPHÓ BÍ THƯ\nHoàng Thị Đào"]);
}

#[test]
fn a_conclusion_and_a_draft_say_what_they_are() {
    let mut open = meeting();
    open.status = MeetingStatus::InSession;
    open.resolution.as_mut().unwrap().kind = ResolutionKind::Conclusion;
    let paper = resolution(&open);
    assert!(paper.draft);
    has(&words(&docx::write(&paper).unwrap()), &["Số 05-KL/CB", "KẾT LUẬN\n", "(Dự thảo)\n", "kết luận như sau:"]);
}

#[test]
fn a_score_sheet_says_why_points_were_lost_or_that_nobody_wrote_it() {
    let paper = super::score_sheet(&meeting(), &sheet());
    let text = text(&paper);
    assert!(!text.contains("Số "), "a score sheet has no number");
    has(&text, &["Thảo luận còn ít ý kiến", "Người chấm không ghi lý do", "Tổng điểm\n95"]);
    has(
        &text,
        &["T/M CHI BỘ\nBÍ THƯ\nNông Quốc Nam\nCẤP ỦY VIÊN\nPHỤ TRÁCH\nHà Văn Lâm\nCẤP ỦY\nQUYẾT ĐỊNH\nLê Thị Hạnh"],
    );
}

/// Groups, criteria and total of the columns add up, whoever scored and whatever doesn't apply.
#[test]
fn the_columns_of_a_score_sheet_add_up() {
    for (thematic, scorers) in [(false, 3), (true, 3), (false, 1), (true, 0)] {
        let mut scored = meeting();
        if thematic {
            scored.thematic_topic = "Nêu gương".into();
            scored.scores = meeting().scores;
        }
        scored.scores.truncate(scorers);
        let paper = super::score_sheet(&scored, &sheet());
        let Some(Block::Table { rows, .. }) = paper.blocks.iter().find(|block| matches!(block, Block::Table { .. }))
        else {
            panic!("no table")
        };
        for column in 2..=5 {
            let number = |cell: &String| cell.parse::<u32>().unwrap_or(0);
            let of = |bold: bool| rows.iter().filter(move |row| row.bold == bold);
            let total =
                rows.iter().find(|row| row.cells[1] == "Tổng điểm").map(|row| number(&row.cells[column])).unwrap();
            let groups: u32 =
                of(true).filter(|row| !row.cells[0].is_empty()).map(|row| number(&row.cells[column])).sum();
            let criteria: u32 = of(false).map(|row| number(&row.cells[column])).sum();
            assert_eq!((groups, criteria), (total, total), "column {column} with {scorers} scores");
        }
    }
}

#[test]
fn a_months_table_has_points_only_where_they_are_decided() {
    let month = examples::september();
    let text = text(&super::monthly::results(&month));
    has(
        &text,
        &["1\nChi bộ thôn Bản Man\n24\n04/09/2026\n", "X\n", "(trừ 2): Thảo luận còn ít ý kiến", "(trừ 2): Người chấm"],
    );
    has(&text, &["2\nChi bộ thôn Bản Khản\n24\n04/09/2026\nDời ngày: trùng ngày khai giảng\nĐảng ủy chưa quyết định"]);
    has(&text, &["3\nChi bộ thôn Bản Lếch\n24\nKhông sinh hoạt", "Cộng\n72\n2/3 chi bộ"]);
    let notice = self::text(&super::monthly::notice(&month));
    has(
        &notice,
        &[
            "ĐẢNG ỦY XÃ BÌNH PHÚ",
            "Số ...-TB/ĐU",
            "19 giờ 30, thứ Sáu, 04/09/2026\nNhà văn hóa thôn Bản Man\nNông Quốc Nam\n0912 345 678",
            "(dời từ ngày 05/09/2026: trùng ngày khai giảng)",
            "19 giờ 30, Chủ nhật, 06/09/2026\n(ngày cố định)",
            "- Lưu Văn phòng Đảng ủy.",
        ],
    );
}

#[test]
fn a_roll_to_be_signed_says_nothing_of_who_came() {
    let mut ahead = meeting();
    ahead.started_at = None;
    let paper = super::roll(&ahead);
    let text = text(&paper);
    assert!(!text.contains("Có mặt"), "{text}");
    has(
        &text,
        &["DANH SÁCH ĐIỂM DANH", "19 giờ 30, ngày 04 tháng 9 năm 2026.", "Ký tên", "Không tính: miễn sinh hoạt"],
    );
}

#[test]
fn the_page_is_a4_with_the_margins_and_type_of_its_day() {
    let file = docx::write(&minutes(&meeting())).unwrap();
    let xml = part(&file, "word/document.xml");
    has(&xml, &[r#"<w:pgSz w:w="11906" w:h="16838""#]);
    for margin in [r#"w:top="1133""#, r#"w:bottom="1133""#, r#"w:left="1700""#, r#"w:right="850""#] {
        assert!(xml.contains(margin), "{margin}");
    }
    has(&xml, &[r#"w:line="380" w:lineRule="exact""#, r#"w:firstLine="566""#]);
    assert_eq!(xml.matches("<w:tblHeader />").count(), 4, "headings of tables are repeated on each page");
    has(&part(&file, "word/styles.xml"), &[r#"<w:sz w:val="28" />"#]);
    assert!(part(&file, "word/styles.xml").contains(r#"w:ascii="Times New Roman""#));

    let mut old = meeting();
    old.started_at = Some(at("2022-02-05T12:30:00Z"));
    let paper = minutes(&old);
    assert_eq!((paper.layout, paper.head.dated.as_str()), (Layout::Hd36, "Bình Phú, ngày 05 tháng 02 năm 2022"));
    assert!(!words(&docx::write(&paper).unwrap()).contains("-----"), "no hyphens before 2026");
}

#[test]
fn the_same_paper_is_the_same_file() {
    let paper = minutes(&meeting());
    assert_eq!(docx::write(&paper).unwrap(), docx::write(&paper).unwrap());
}

#[test]
fn a_place_is_named_whatever_the_kind_of_its_commune() {
    let all = ["Đảng bộ xã Bình Phú", "Đảng bộ phường An Tường", "Đảng bộ đặc khu Phú Quốc", "Đảng bộ Tuyên Quang"];
    assert_eq!(all.map(super::locality), ["Bình Phú", "An Tường", "Phú Quốc", "Tuyên Quang"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever people type, the XML stays well-formed and says the same as the blocks.
    #[test]
    fn any_text_makes_a_sound_file(text in any::<String>(), control in 0_u8..32) {
        let mut said = meeting();
        let text = format!("{text}{}]]>", char::from(control));
        said.agenda[4].outcome = text.clone();
        said.opinions[0].text = text.clone();
        said.attendance[3].name = text.clone();
        said.addenda[0].text = text.clone();
        said.scores.iter_mut().filter(|score| score.scorer == Scorer::Branch).for_each(|score| score.remarks = text.clone());
        said.place = text;
        let paper = minutes(&said);
        let file = docx::write(&paper).unwrap();
        let xml = part(&file, "word/document.xml");
        prop_assert!(soundness(&xml).all(|sound| sound));
        prop_assert_eq!(without_blanks(&words(&file)), without_blanks(&self::text(&paper)));
    }
}

/// Whether each character may stand in XML 1.0 and each tag is closed.
fn soundness(xml: &str) -> impl Iterator<Item = bool> + '_ {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let open = xml.matches("<w:t ").count() + xml.matches("<w:t>").count();
    let closed = xml.matches("</w:t>").count();
    xml.chars().map(legal).chain(std::iter::once(open == closed))
}
