//! A month of the demo branch on paper; the people are made up.

use chrono::{NaiveDate, NaiveDateTime};
use shared::meeting::ResolutionKind;

use super::super::*;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, minute, 0).unwrap()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn absence(name: &str, reason: Option<&str>) -> Absence {
    Absence { name: name.into(), reason: reason.map(Into::into) }
}

pub fn head(symbol: &str, issued_on: NaiveDate) -> Head {
    Head {
        superior: "Đảng bộ xã Bình Phú".into(),
        issuer: "Chi bộ thôn Bản Man".into(),
        number: Some(5),
        symbol: symbol.into(),
        place: "Bình Phú".into(),
        issued_on,
    }
}

pub fn attendance() -> Attendance {
    Attendance {
        members: [22, 2],
        temporary_in: 1,
        duty: 23,
        present: [18, 2, 1],
        excluded: vec![
            absence("Lý Minh Tài", Some("miễn công tác và sinh hoạt đảng")),
            absence("Vi Công Thắng", Some("tạm thời chuyển đi")),
        ],
        excused: vec![absence("Vi Đức Ý", Some("đi viện"))],
        unexcused: vec![absence("Ma Thu Đào", None)],
    }
}

fn previous_tasks() -> Vec<PreviousTask> {
    let task = |task: &str, status: &str, result: &str| PreviousTask {
        task: task.into(),
        status: status.into(),
        result: result.into(),
    };
    vec![
        task(
            "Vận động 12 hộ hiến đất mở rộng đường liên thôn đoạn Bản Man – Khau Hán",
            "Hoàn thành",
            "12/12 hộ đồng ý, hiến 860 m² đất",
        ),
        task("Tiêm phòng đợt II cho đàn trâu, bò", "Đang thực hiện", "Đạt 71/94 con; còn 23 con thả rừng"),
    ]
}

fn assignments() -> Vec<Assignment> {
    let task = |task: &str, assignee: &str, due_on, report_at: &str| Assignment {
        task: task.into(),
        assignee: assignee.into(),
        due_on,
        report_at: report_at.into(),
    };
    vec![
        task(
            "Rà soát hộ nghèo, hộ cận nghèo của thôn theo chuẩn mới",
            "Nguyễn Thu Hoa, Chi ủy viên",
            Some(day(2026, 9, 25)),
            "Kỳ tháng 10/2026",
        ),
        task("Phát quang đường ngõ xóm", "Chi hội Cựu chiến binh", None, "Kỳ tháng 10/2026"),
    ]
}

fn score() -> SelfScore {
    SelfScore {
        groups: vec![
            ("Chấp hành thời gian, thời lượng".into(), 5, 5),
            ("Tỉ lệ đảng viên dự".into(), 2, 5),
            ("Kết quả lãnh đạo thực hiện nghị quyết kỳ trước".into(), 27, 30),
        ],
        points: 88,
        max: 100,
        grade: "Khá".into(),
        remarks: texts(&["Hạ một bậc vì có đảng viên vắng không lý do"]),
    }
}

pub fn minutes() -> MinutesPaper {
    let held = day(2026, 9, 4);
    MinutesPaper {
        head: head("BB/CB", held),
        subject: "Sinh hoạt thường kỳ tháng 9 năm 2026".into(),
        started_at: at(held, 19, 30),
        ended_at: Some(at(held, 21, 5)),
        place: "Nhà văn hóa thôn Bản Man".into(),
        attendance: attendance(),
        attendees: vec![
            Attendee { name: "Nông Quốc Nam".into(), position: "Bí thư".into(), state: "Có mặt".into() },
            Attendee {
                name: "Vi Đức Ý".into(), position: "Đảng viên".into(), state: "Vắng có lý do: đi viện".into()
            },
            Attendee {
                name: "Lý Minh Tài".into(),
                position: "Đảng viên".into(),
                state: "Không tính: miễn sinh hoạt".into(),
            },
        ],
        chair: "Nông Quốc Nam, Bí thư Chi bộ".into(),
        secretary: "Nguyễn Thu Hoa, Chi ủy viên".into(),
        guests: texts(&["Đồng chí Hà Văn Lâm, Đảng ủy viên phụ trách chi bộ"]),
        focal_issue: Some("Hoàn thành tiêm phòng cho đàn trâu, bò trước mùa rét".into()),
        thematic_topic: Some("Học tập và làm theo Bác về nêu gương".into()),
        documents: texts(&["Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư"]),
        previous_tasks: previous_tasks(),
        items: vec![
            Item {
                title: "Tình hình thực hiện nhiệm vụ tháng 8".into(),
                presenter: Some("Nông Quốc Nam".into()),
                content: Some("Thu hoạch xong 14 ha lúa mùa sớm.\nAn ninh trật tự ổn định.".into()),
                speeches: vec![
                    Speech {
                        speaker: "Vi Thị Tươi".into(),
                        kind: None,
                        text: "Đề nghị thú y xã vào tận Khuổi Hấu, vì bà con thả trâu trên đó & ngại dắt về".into(),
                    },
                    Speech {
                        speaker: "Ma Minh Hải".into(),
                        kind: Some("Tự phê bình".into()),
                        text: "Nhận thiếu sót chưa đôn đốc nhóm hộ được giao.".into(),
                    },
                ],
                conclusion: Some("Mời thú y xã vào Khuổi Hấu hai ngày 12 và 13/9".into()),
            },
            Item { title: "Thông báo tình hình nộp đảng phí".into(), ..Item::default() },
        ],
        votes: vec![Vote {
            subject: "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026".into(),
            method: "Giơ tay".into(),
            base: 22,
            counts: [18, 0, 0],
            threshold: "quá nửa số đảng viên chính thức".into(),
            passed: true,
        }],
        assignments: assignments(),
        score: Some(score()),
        read_back: true,
        secretary_name: "Nguyễn Thu Hoa".into(),
        chair_name: "Nông Quốc Nam".into(),
        lock: Some(Lock {
            hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            locked_at: at(day(2026, 9, 8), 8, 15),
        }),
        addenda: vec![Addendum {
            written_at: at(day(2026, 9, 10), 9, 0),
            author: "Nguyễn Thu Hoa".into(),
            text: "Đính chính: số trâu, bò đã tiêm là 73 con".into(),
        }],
    }
}

pub fn resolution() -> ResolutionPaper {
    let held = day(2026, 9, 4);
    ResolutionPaper {
        head: head("NQ/CB", day(2026, 9, 5)),
        kind: ResolutionKind::Resolution,
        draft: false,
        subject: "Lãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026".into(),
        meeting: "sinh hoạt thường kỳ tháng 9 năm 2026".into(),
        held_on: held,
        place: "Nhà văn hóa thôn Bản Man".into(),
        minutes: Some(95),
        attendance: attendance(),
        chair: "Nông Quốc Nam, Bí thư Chi bộ".into(),
        secretary: "Nguyễn Thu Hoa, Chi ủy viên".into(),
        ideology: texts(&["Đảng viên, nhân dân phấn khởi, tin tưởng; có băn khoăn về giá lợn giống"]),
        political_task: texts(&["Thu hoạch xong 14 ha lúa mùa sớm, năng suất 56 tạ/ha"]),
        previous_tasks: previous_tasks(),
        praise: texts(&["Biểu dương đồng chí Vi Thị Tươi hiến 120 m² đất"]),
        shortcomings: vec![Shortcoming {
            text: "Tiêm phòng chậm so với kế hoạch".into(),
            cause: "chưa nắm số trâu, bò thả rừng".into(),
        }],
        focal_issue: Some("Hoàn thành tiêm phòng cho đàn trâu, bò trước mùa rét".into()),
        directions: texts(&["Tập trung thu hoạch lúa mùa, gieo trồng cây vụ đông"]),
        assignments: assignments(),
        organisation: texts(&[
            "Chi ủy viên phụ trách từng nhóm hộ đôn đốc, báo cáo kết quả tại kỳ sinh hoạt sau",
            "Ban công tác Mặt trận và các chi hội, đoàn thể tuyên truyền, vận động Nhân dân thực hiện",
        ]),
        score: Some(score()),
        adoption: Some(Adoption { on: held, votes_for: 18, base: 22 }),
        recipients: texts(&[
            "Đảng ủy xã (báo cáo)",
            "Đảng ủy viên phụ trách chi bộ",
            "Ban công tác Mặt trận, các chi hội, đoàn thể",
            "Đảng viên trong chi bộ",
        ]),
        signature: Signature { titles: texts(&["T/M Chi bộ", "Bí thư"]), name: "Nông Quốc Nam".into() },
    }
}

pub fn score_sheet() -> ScorePaper {
    let line = |number: &str, text: &str, group, max, points: [Option<u32>; 3], note: &str| ScoreLine {
        number: number.into(),
        text: text.into(),
        group,
        max,
        points: Scores { branch: points[0], supervisor: points[1], committee: points[2] },
        note: note.into(),
    };
    ScorePaper {
        head: head("", day(2026, 9, 4)),
        subject: "Sinh hoạt thường kỳ tháng 9 năm 2026".into(),
        held_on: day(2026, 9, 4),
        sheet: "Bảng điểm 100 điểm theo HD 42-HD/BTCTW, 28/10/2025".into(),
        lines: vec![
            line("2", "Tỉ lệ đảng viên dự", true, 5, [Some(2), Some(2), None], ""),
            line(
                "2.1",
                "Tỉ lệ đảng viên dự sinh hoạt",
                false,
                4,
                [Some(1), Some(1), None],
                "1 đảng viên vắng không lý do",
            ),
            line("4.3", "Nội dung sinh hoạt chuyên đề", false, 5, [None, None, None], "Không áp dụng trong tháng"),
        ],
        max: 95,
        totals: Scores { branch: Some(88), supervisor: Some(86), committee: None },
        grades: Scores { branch: Some("Khá".into()), supervisor: Some("Khá".into()), committee: None },
        remarks: texts(&["Cần vận động đảng viên dự đầy đủ"]),
        left: Signature { titles: texts(&["Cấp ủy viên phụ trách"]), name: "Hà Văn Lâm".into() },
        right: Signature { titles: texts(&["T/M Chi ủy", "Bí thư"]), name: "Nông Quốc Nam".into() },
    }
}
