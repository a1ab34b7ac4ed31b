//! Papers opened again: the words on them, and that the files are sound.

mod examples;
mod tables;

use std::io::{Cursor, Read};

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use examples::{day, minutes, resolution, score_sheet};

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a paper, one a line.
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

#[test]
fn minutes_say_everything_in_the_official_order() {
    let text = words(&minutes().write().unwrap());
    assert!(is_nfc(&text));
    has(
        &text,
        &[
            "ĐẢNG BỘ XÃ BÌNH PHÚ\nCHI BỘ THÔN BẢN MAN\n*\n",
            "ĐẢNG CỘNG SẢN VIỆT NAM\n",
            "Số 05-BB/CB\n",
            "Bình Phú, ngày 04 tháng 9 năm 2026\n",
            "BIÊN BẢN\nSinh hoạt thường kỳ tháng 9 năm 2026\n-----\n",
            "Vào hồi 19 giờ 30, ngày 04 tháng 9 năm 2026, tại Nhà văn hóa thôn Bản Man, Chi bộ thôn Bản Man tổ chức \
             sinh hoạt thường kỳ tháng 9 năm 2026.",
            "Tổng số đảng viên của chi bộ: 24 đồng chí (chính thức 22, dự bị 2); sinh hoạt tạm thời đến 1 đồng chí.",
            "Không tính vào số phải có mặt: 2 đồng chí: Lý Minh Tài (miễn công tác và sinh hoạt đảng); \
             Vi Công Thắng (tạm thời chuyển đi).",
            "Có mặt: 21/23 đồng chí phải có mặt, đạt 91,3% (chính thức 18, dự bị 2, tạm thời đến 1).",
            "Vắng có lý do: 1 đồng chí: Vi Đức Ý (đi viện).",
            "Vắng không có lý do: 1 đồng chí: Ma Thu Đào.",
            "Chủ trì: Đồng chí Nông Quốc Nam, Bí thư Chi bộ.",
            "II. Nội dung",
            "TT\nNhiệm vụ của kỳ trước\nTình trạng\nKết quả\n1\nVận động 12 hộ",
            "1. Tình hình thực hiện nhiệm vụ tháng 8 (đồng chí Nông Quốc Nam trình bày)",
            "- Đồng chí Vi Thị Tươi: Đề nghị thú y xã vào tận Khuổi Hấu, vì bà con thả trâu trên đó & ngại dắt về.",
            "- Đồng chí Ma Minh Hải (tự phê bình): Nhận thiếu sót",
            "Kết luận: Mời thú y xã",
            "III. Biểu quyết",
            "giơ tay; tán thành 18/22 (81,8%), không tán thành 0/22 (0%), ý kiến khác 0/22 (0%); \
             yêu cầu quá nửa số đảng viên chính thức: được thông qua.",
            "IV. Phân công nhiệm vụ",
            "25/09/2026\nKỳ tháng 10/2026",
            "V. Tự đánh giá chất lượng sinh hoạt",
            "Chi bộ tự chấm 88/100 điểm, xếp loại Khá.",
            "- Hạ một bậc vì có đảng viên vắng không lý do.",
            "kết thúc vào hồi 21 giờ 05, cùng ngày.",
            "NGƯỜI GHI BIÊN BẢN\n",
            "Nguyễn Thu Hoa\n",
            "CHỦ TRÌ\n",
            "Nông Quốc Nam\n",
            "Biên bản đã khóa lúc 08:15:00 ngày 08/09/2026. Mã kiểm chứng SHA-256: 9f86d081",
            "PHẦN BỔ SUNG SAU KHI KHÓA BIÊN BẢN",
            "1. 09:00:00 ngày 10/09/2026, Nguyễn Thu Hoa: Đính chính",
            "DANH SÁCH ĐIỂM DANH",
        ],
    );
}

#[test]
fn what_isnt_given_isnt_printed() {
    let mut paper = minutes();
    paper.votes.clear();
    paper.assignments.clear();
    paper.score = None;
    paper.lock = None;
    paper.addenda.clear();
    paper.attendees.clear();
    paper.read_back = false;
    paper.ended_at = None;
    let text = words(&paper.write().unwrap());
    for absent in ["Biểu quyết", "III.", "tự chấm", "SHA-256", "BỔ SUNG", "ĐIỂM DANH", "đọc lại", "kết thúc vào"]
    {
        assert!(!text.contains(absent), "{absent} in\n{text}");
    }
}

#[test]
fn a_resolution_has_four_parts_a_vote_and_recipients_and_ends_with_a_full_stop() {
    let text = words(&resolution().write().unwrap());
    assert!(is_nfc(&text));
    has(
        &text,
        &[
            "Số 05-NQ/CB\n",
            "Bình Phú, ngày 05 tháng 9 năm 2026\n",
            "NGHỊ QUYẾT\nLãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026\n",
            "Ngày 04 tháng 9 năm 2026, tại Nhà văn hóa thôn Bản Man",
            "thời lượng 95 phút.",
            "có mặt 21/23 (91,3%); vắng có lý do 1, không có lý do 1.",
            "I. Đánh giá kết quả",
            "3. Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước\n",
            "TT\nNhiệm vụ của kỳ trước\nTình trạng\nKết quả\n",
            "- Tiêm phòng chậm so với kế hoạch. Nguyên nhân: chưa nắm số trâu, bò thả rừng.",
            "II. Phương hướng",
            "III. Phân công và tổ chức thực hiện",
            "IV. Tự đánh giá chất lượng kỳ sinh hoạt",
            "Nghị quyết được chi bộ biểu quyết thông qua ngày 04/09/2026, tán thành 18/22 (81,8%).\n",
            "Nơi nhận:\n- Đảng ủy xã (báo cáo),\n",
            "- Lưu Chi bộ.\n",
            "T/M CHI BỘ\nBÍ THƯ\n",
            "Nông Quốc Nam\n",
        ],
    );
    assert!(!text.contains("./.") && !text.contains("K/T"));
}

#[test]
fn a_conclusion_and_a_draft_say_what_they_are() {
    let mut paper = resolution();
    paper.kind = shared::meeting::ResolutionKind::Conclusion;
    paper.head.symbol = "KL/CB".into();
    paper.head.number = None;
    paper.draft = true;
    has(&words(&paper.write().unwrap()), &["Số ...-KL/CB", "KẾT LUẬN\n", "(Dự thảo)\n", "kết luận như sau:"]);
}

#[test]
fn a_score_sheet_shows_all_scorers_and_why_points_were_lost() {
    let text = words(&score_sheet().write().unwrap());
    assert!(!text.contains("Số "), "a score sheet has no number");
    has(
        &text,
        &[
            "PHIẾU ĐÁNH GIÁ CHẤT LƯỢNG SINH HOẠT CHI BỘ\n",
            "2.1\nTỉ lệ đảng viên dự sinh hoạt\n4\n1\n1\n–\n1 đảng viên vắng không lý do\n",
            "Tổng điểm\n95\n88\n86\n–\n",
            "Xếp loại\n\nKhá\nKhá\n–\n",
            "CẤP ỦY VIÊN PHỤ TRÁCH\n",
        ],
    );
}

#[test]
fn the_page_is_a4_with_the_margins_and_type_of_its_day() {
    let xml = part(&minutes().write().unwrap(), "word/document.xml");
    has(&xml, &[r#"<w:pgSz w:w="11906" w:h="16838""#]);
    for margin in [r#"w:top="1133""#, r#"w:bottom="1133""#, r#"w:left="1700""#, r#"w:right="850""#] {
        assert!(xml.contains(margin), "{margin}");
    }
    has(&xml, &[r#"w:line="380" w:lineRule="exact""#, r#"w:firstLine="566""#]);
    assert_eq!(xml.matches("<w:tblHeader />").count(), 4, "headings of tables are repeated on each page");
    let styles = part(&minutes().write().unwrap(), "word/styles.xml");
    has(&styles, &[r#"<w:sz w:val="28" />"#, r#"w:ascii="Times New Roman""#]);

    let mut old = minutes();
    old.head.issued_on = day(2022, 2, 5);
    let file = old.write().unwrap();
    has(&words(&file), &["ngày 05 tháng 02 năm 2022", "BIÊN BẢN\n"]);
    assert!(!words(&file).contains("-----"), "no hyphens before 2026");
}

#[test]
fn the_same_paper_is_the_same_file() {
    assert_eq!(minutes().write().unwrap(), minutes().write().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever people type, the XML stays well-formed.
    #[test]
    fn any_text_makes_a_sound_file(text in any::<String>(), control in 0_u8..32) {
        let mut paper = minutes();
        let text = format!("{text}{}]]>", char::from(control));
        paper.items[0].content = Some(text.clone());
        paper.items[0].speeches[0].speaker = text.clone();
        paper.addenda[0].text = text.clone();
        paper.subject = text;
        let xml = part(&paper.write().unwrap(), "word/document.xml");
        let mut reader = soundness(&xml);
        prop_assert!(reader.all(|sound| sound));
    }
}

/// Whether each character may stand in XML 1.0 and each tag is closed.
fn soundness(xml: &str) -> impl Iterator<Item = bool> + '_ {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let open = xml.matches("<w:t ").count() + xml.matches("<w:t>").count();
    let closed = xml.matches("</w:t>").count();
    xml.chars().map(legal).chain(std::iter::once(open == closed))
}
