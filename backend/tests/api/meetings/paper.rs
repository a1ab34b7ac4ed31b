//! Minutes, resolution and score sheet as files.

use std::io::{Cursor, Read};

use serde_json::json;
use shared::api::endpoint::DOCX;
use shared::api::meeting::GetPaper;
use shared::id::MeetingId;
use shared::meeting::MeetingKind;
use shared::paper::{Paper, PaperKind};

use super::held::{answers, concluded, done, full, in_session, locked};
use super::planned;
use crate::both_databases;
use crate::support::User;

/// The file's text, without marks.
pub async fn text(user: &User, id: MeetingId, what: &str) -> String {
    let answer = user.get(&format!("/meetings/{id}/{what}.docx")).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some(DOCX)), "{what}");
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.is_ascii() && disposition.contains("chi-bo-thon-na-tam-"), "{disposition}");
    words(answer.body)
}

/// A file's text, without marks.
fn words(file: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut depth = 0;
    xml.chars()
        .filter(|c| {
            depth += i32::from(*c == '<') - i32::from(*c == '>');
            depth == 0 && *c != '>'
        })
        .collect()
}

async fn blocks(user: &User, id: MeetingId, kind: PaperKind) -> Paper {
    user.get(&format!("/meetings/{id}/papers/{kind}")).await.reply::<GetPaper>()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

both_databases! {
    async fn papers_say_what_was_recorded(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), locked(&app, 1).await);
        done(&secretary, "POST", meeting.id, "addenda", json!({ "text": "Đính chính: 73 con" })).await;
        let minutes = text(&secretary, meeting.id, "minutes").await;
        for said in [
            "CHI BỘ THÔN NÀ TÂM", "Vào hồi 19 giờ 30", "21 giờ 05", "Ma Văn Bình, Bí thư Chi bộ", "6/6 đồng chí phải có mặt",
            "Nhất trí tiêm trước mùa rét", "Mời thú y xã vào Khuổi Hấu", "tán thành 5/5", "Tiêm phòng đợt II",
            "Chi bộ tự chấm 89/95 điểm, xếp loại Khá", "Đính chính: 73 con", &meeting.lock.unwrap().hash,
        ] {
            assert!(minutes.contains(said), "{said}: {minutes}");
        }
        let resolution = text(&secretary, meeting.id, "resolution").await;
        for said in ["Số 01-NQ/CB", "NGHỊ QUYẾT", "Nhiệm vụ tháng tới", "Gieo vụ đông", "BÍ THƯ", "tán thành 5/5"] {
            assert!(resolution.contains(said), "{said}: {resolution}");
        }
        let sheet = text(&secretary, meeting.id, "score-sheet").await;
        for said in ["PHIẾU ĐÁNH GIÁ", "Cấp ủy quyết định", "Tổng điểm9589–89", "Cần vận động đảng viên phát biểu"] {
            assert!(sheet.contains(said), "{said}: {sheet}");
        }
    }

    async fn the_files_say_what_the_blocks_say(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), locked(&app, 1).await);
        let mut names = Vec::new();
        for kind in PaperKind::ALL {
            let file = secretary.get(&format!("/meetings/{}/papers/{kind}/docx", meeting.id)).await;
            assert_eq!((file.status, file.header("content-type")), (200, Some(DOCX)), "{kind}");
            names.push(file.header("content-disposition").unwrap().to_owned());
            let said = words(file.body).replace("&amp;", "&").replace("&quot;", "\"");
            let paper = blocks(&secretary, meeting.id, *kind).await;
            assert_eq!(bare(&said), bare(&paper.texts().concat()), "{kind}");
            if *kind != PaperKind::Roll {
                let older = secretary.get(&format!("/meetings/{}/{kind}.docx", meeting.id)).await;
                assert_eq!(bare(&words(older.body).replace("&amp;", "&").replace("&quot;", "\"")), bare(&said), "{kind}");
            }
        }
        names.dedup();
        assert_eq!(names.len(), 4, "{names:?}");
        let unknown = secretary.get(&format!("/meetings/{}/papers/minute", meeting.id)).await;
        assert_eq!(unknown.problem().code.as_str(), "not_found");
    }

    async fn a_committees_meeting_has_minutes_of_its_own_and_no_score_sheet(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let regular = in_session(&app, MeetingKind::Regular, 2);
        let id = in_session(&app, MeetingKind::Preparatory, 1);
        let said = bare(&blocks(&secretary, id, PaperKind::Minutes).await.texts().concat());
        assert!(said.contains("Tổngsốchiủyviên:") && !said.contains("trướcchibộ"), "{said}");
        let none = secretary.get(&format!("/meetings/{id}/papers/score-sheet")).await.problem();
        assert_eq!(none.code.as_str(), "not_found");
        assert!(none.detail.is_some_and(|text| text.contains("không chấm điểm")));
        assert_eq!(secretary.get(&format!("/meetings/{id}/score-sheet.docx")).await.status, 404);
        let mut names = Vec::new();
        for meeting in [id, regular] {
            let answer = secretary.get(&format!("/meetings/{meeting}/minutes.docx")).await;
            names.push(answer.header("content-disposition").unwrap().to_owned());
        }
        assert_ne!(names[0], names[1]);
    }

    async fn members_read_no_scores_before_they_are_decided(app: TestApp) {
        let (secretary, meeting) = (app.as_user("secretary_a1"), concluded(&app, 1).await);
        done(&secretary, "PUT", meeting.id, "scores/branch", answers(&full())).await;
        assert!(text(&secretary, meeting.id, "minutes").await.contains("Chi bộ tự chấm"));
        assert!(!text(&app.as_user("member_a1"), meeting.id, "minutes").await.contains("Chi bộ tự chấm"));
    }

    async fn there_are_no_papers_of_what_has_not_been(app: TestApp) {
        let secretary = app.as_user("secretary_a1");
        let meeting = planned(&app, 1).await;
        assert_eq!(secretary.get(&format!("/meetings/{}/minutes.docx", meeting.id)).await.problem().code.as_str(), "wrong_state");
        let open = in_session(&app, MeetingKind::Regular, 1);
        assert_eq!(secretary.get(&format!("/meetings/{open}/resolution.docx")).await.problem().code.as_str(), "not_found");
        assert!(text(&secretary, open, "score-sheet").await.contains("Tổng điểm100–––"));
    }
}
