//! Agenda templates: the steps that guidance asks for, by kind of branch and meeting and by date.
//!
//! The three parts and their order: HD 12-HD/BTCTW of 06/7/2018 and HD 42-HD/BTCTW of 28/10/2025, II.2.2. HD 42 adds
//! content blocks per kind of branch; those of villages are shipped, the others name the branch's political task only
//! (Party Statutes, article 24.2).

use chrono::NaiveDate;

use super::kinds::{AgendaPart, MeetingKind};
use crate::language::Language;
use crate::unit::BranchKind;

/// An item of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateItem {
    /// The part that it belongs to.
    pub part: AgendaPart,
    /// Its title as it goes into the minutes.
    pub title_vi: &'static str,
    /// Its title in English.
    pub title_en: &'static str,
    /// the procedure asks for it.
    pub mandatory: bool,
    /// The report on the tasks of the last resolution.
    pub previous_tasks: bool,
    /// Where the focal issue is discussed.
    pub focal: bool,
}

impl TemplateItem {
    /// Its title in a language.
    pub const fn title(&self, language: Language) -> &'static str {
        language.pick(self.title_vi, self.title_en)
    }
}

const fn step(part: AgendaPart, title_vi: &'static str, title_en: &'static str) -> TemplateItem {
    TemplateItem { part, title_vi, title_en, mandatory: true, previous_tasks: false, focal: false }
}

const fn optional(part: AgendaPart, title_vi: &'static str, title_en: &'static str) -> TemplateItem {
    TemplateItem { mandatory: false, ..step(part, title_vi, title_en) }
}

const fn focal(title_vi: &'static str, title_en: &'static str) -> TemplateItem {
    TemplateItem { focal: true, ..step(SUBSTANCE, title_vi, title_en) }
}

const OPENING: AgendaPart = AgendaPart::Opening;
const SUBSTANCE: AgendaPart = AgendaPart::Substance;
const CLOSING: AgendaPart = AgendaPart::Closing;

const REASON: TemplateItem =
    step(OPENING, "Nêu lý do, giới thiệu đại biểu; cử thư ký", "Reason, delegates; appoint the minute-taker");
const ROLL_CALL: TemplateItem = step(OPENING, "Điểm danh đảng viên", "Roll call");
const DUES: TemplateItem = step(OPENING, "Thông báo tình hình đóng đảng phí", "Dues");
const PROGRAMME: TemplateItem =
    step(OPENING, "Thông qua chương trình, vấn đề trọng tâm", "Adopt the agenda and the focal issue");

const PREVIOUS_TASKS: TemplateItem = TemplateItem {
    previous_tasks: true,
    ..step(
        SUBSTANCE,
        "Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước",
        "Results of the last resolution's tasks",
    )
};
const NEWS: TemplateItem = step(
    SUBSTANCE,
    "Thông tin thời sự; chủ trương, văn bản mới của cấp trên",
    "Current affairs; new directives and superior documents",
);
const REPORT: TemplateItem = step(
    SUBSTANCE,
    "Báo cáo tình hình tháng trước: tư tưởng, nhiệm vụ chính trị, xây dựng Đảng",
    "Report on last month: ideology, political task, Party building",
);
const FOCAL_DISCUSSION: TemplateItem =
    focal("Thảo luận vấn đề trọng tâm; nhiệm vụ tháng tới", "Discuss the focal issue; next month's tasks");
const DELEGATES: TemplateItem =
    optional(SUBSTANCE, "Đại biểu cấp trên phát biểu; tiếp thu ý kiến", "Superior delegate speaks; response");
const SELF_CRITICISM: TemplateItem = step(
    SUBSTANCE,
    "Đánh giá việc thực hiện nhiệm vụ của đảng viên; tự phê bình và phê bình",
    "Members' assigned work; self-criticism and criticism",
);
const PRAISE: TemplateItem = optional(SUBSTANCE, "Biểu dương, nhắc nhở đảng viên", "Praise and remind members");

const SUMMARY: TemplateItem =
    step(CLOSING, "Tổng hợp ý kiến, trả lời kiến nghị của đảng viên", "Sum up, answer members' petitions");
const ASSIGN: TemplateItem =
    step(CLOSING, "Phân công nhiệm vụ: người thực hiện, thời hạn", "Assign tasks to named members with due dates");
const RESOLVE: TemplateItem =
    step(CLOSING, "Kết luận; biểu quyết nghị quyết, kết luận", "Conclude; vote on the resolution or conclusion");
const MEMBERSHIP: TemplateItem = optional(
    CLOSING,
    "Kết nạp, công nhận chính thức, chuyển sinh hoạt (nếu có)",
    "Admissions, recognitions, transfers, if any",
);
// Optional: scoring is what does it, so its being open must not cost the points for a complete procedure.
const SCORE: TemplateItem = optional(CLOSING, "Tự chấm điểm chất lượng sinh hoạt", "Score the meeting");
const MINUTES: TemplateItem =
    step(CLOSING, "Thư ký đọc biên bản; thông qua biên bản, bế mạc", "Read and adopt the minutes; close");

/// The agenda that a new meeting starts with. The first item of the substance is always the report on the last
/// resolution's tasks. `combined`: a thematic meeting follows the regular one in the same session.
pub fn template(branch: BranchKind, meeting: MeetingKind, date: NaiveDate, combined: bool) -> Vec<TemplateItem> {
    match meeting {
        MeetingKind::Regular => {
            let mut items = vec![REASON, ROLL_CALL, DUES, PROGRAMME, PREVIOUS_TASKS, NEWS, REPORT];
            items.extend_from_slice(blocks(branch, date));
            items.extend([FOCAL_DISCUSSION, DELEGATES, SELF_CRITICISM, PRAISE]);
            if combined {
                items.extend(THEMATIC_AFTER_REGULAR);
            }
            items.extend([SUMMARY, ASSIGN, RESOLVE, MEMBERSHIP, SCORE, MINUTES]);
            items
        }
        MeetingKind::Thematic => THEMATIC.to_vec(),
        MeetingKind::Preparatory => PREPARATORY.to_vec(),
    }
}

/// A thematic meeting solves one concrete problem: aim, paper, members relate it to themselves, conclusion
/// (HD 12-HD/BTCTW of 06/7/2018; HD 42-HD/BTCTW of 28/10/2025, II.3.2).
const THEMATIC: [TemplateItem; 12] = [
    REASON,
    ROLL_CALL,
    PROGRAMME,
    TemplateItem { mandatory: false, ..PREVIOUS_TASKS },
    step(SUBSTANCE, "Nêu mục đích, yêu cầu của chuyên đề", "Aim of the thematic meeting"),
    focal("Trình bày bản đề dẫn", "The assigned member presents the paper"),
    step(SUBSTANCE, "Thảo luận, liên hệ trách nhiệm bản thân", "Members speak and relate to themselves"),
    DELEGATES,
    step(CLOSING, "Kết luận chuyên đề; đánh giá chất lượng bản đề dẫn", "Conclude; assess the paper"),
    ASSIGN,
    RESOLVE,
    MINUTES,
];

/// The thematic meeting after the regular one, not mixed with it. Optional: when it is put off, its steps are taken out.
const THEMATIC_AFTER_REGULAR: [TemplateItem; 3] = [
    optional(
        SUBSTANCE,
        "Chuyên đề: nêu mục đích, yêu cầu; trình bày bản đề dẫn",
        "Thematic: aim; the paper is presented",
    ),
    optional(
        SUBSTANCE,
        "Chuyên đề: thảo luận, liên hệ trách nhiệm bản thân",
        "Thematic: members speak, relate to themselves",
    ),
    optional(SUBSTANCE, "Chuyên đề: kết luận, đánh giá bản đề dẫn", "Thematic: conclude; assess the paper"),
];

/// The committee's meeting before each regular and thematic one; in a branch without a committee, secretary and
/// deputy.
const PREPARATORY: [TemplateItem; 9] = [
    step(OPENING, "Nêu nội dung cuộc họp; cử người ghi biên bản", "Business of the meeting; appoint the minute-taker"),
    PREVIOUS_TASKS,
    step(SUBSTANCE, "Nhiệm vụ tháng tới", "Next month's tasks"),
    focal("Chọn một vấn đề trọng tâm đưa ra bàn bạc, biểu quyết", "Choose one focal issue to discuss and vote on"),
    step(SUBSTANCE, "Phân công chuẩn bị nội dung, tài liệu", "Assign who prepares content and documents"),
    step(SUBSTANCE, "Thông qua dự thảo nghị quyết, kết luận", "Agree the draft resolution or conclusion"),
    step(
        SUBSTANCE,
        "Thống nhất thời gian, hình thức sinh hoạt; thông báo đảng viên và cấp ủy viên phụ trách",
        "Time and form; notice to members and to the committee member in charge",
    ),
    step(CLOSING, "Kết luận của bí thư", "The secretary concludes"),
    step(CLOSING, "Thông qua biên bản", "Adopt the minutes"),
];

const VILLAGE_2025: [TemplateItem; 3] = [
    optional(
        SUBSTANCE,
        "Tuyên truyền, vận động nhân dân; xây dựng khối đại đoàn kết",
        "Mobilising the people; great unity",
    ),
    optional(
        SUBSTANCE,
        "Phát triển kinh tế - xã hội, an ninh trật tự, nông thôn mới, giảm nghèo, chính sách người có công",
        "Economy and society, security, new-rural building, poverty reduction, policy families",
    ),
    optional(
        SUBSTANCE,
        "Dân chủ ở cơ sở, hương ước, quy ước, môi trường văn hóa",
        "Grassroots democracy, village conventions, cultural environment",
    ),
];
const VILLAGE: [TemplateItem; 1] = [optional(
    SUBSTANCE,
    "Phát triển kinh tế - xã hội, giữ gìn an ninh trật tự ở thôn",
    "Economy, society and security of the village",
)];
const AGENCY: [TemplateItem; 1] =
    [optional(SUBSTANCE, "Nhiệm vụ chính trị, chuyên môn của cơ quan", "The agency's political and professional task")];
const SCHOOL: [TemplateItem; 1] =
    [optional(SUBSTANCE, "Nhiệm vụ dạy và học của nhà trường", "The school's teaching and learning")];
const HEALTH: [TemplateItem; 1] =
    [optional(SUBSTANCE, "Khám, chữa bệnh, chăm sóc sức khỏe nhân dân", "Treatment and care of the people's health")];
const ARMED_FORCES: [TemplateItem; 1] =
    [optional(SUBSTANCE, "Nhiệm vụ quốc phòng, an ninh của đơn vị", "The unit's defence and security task")];
const ENTERPRISE: [TemplateItem; 1] = [optional(
    SUBSTANCE,
    "Sản xuất, kinh doanh; việc làm, đời sống người lao động",
    "Production and business; the workers' jobs and living",
)];

fn blocks(branch: BranchKind, date: NaiveDate) -> &'static [TemplateItem] {
    let guidance_42 = NaiveDate::from_ymd_opt(2025, 10, 28);
    match branch {
        BranchKind::Village if guidance_42.is_some_and(|first| first <= date) => &VILLAGE_2025,
        BranchKind::Village => &VILLAGE,
        BranchKind::Agency => &AGENCY,
        BranchKind::School => &SCHOOL,
        BranchKind::Health => &HEALTH,
        BranchKind::ArmedForces => &ARMED_FORCES,
        BranchKind::Enterprise => &ENTERPRISE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<(BranchKind, MeetingKind, Vec<TemplateItem>)> {
        let mut found = Vec::new();
        for (year, branch) in [2022, 2026].into_iter().flat_map(|year| BranchKind::ALL.iter().map(move |b| (year, *b)))
        {
            let date = NaiveDate::from_ymd_opt(year, 2, 4).unwrap();
            found.extend(MeetingKind::ALL.iter().map(|kind| (branch, *kind, template(branch, *kind, date, false))));
            found.push((branch, MeetingKind::Regular, template(branch, MeetingKind::Regular, date, true)));
        }
        found
    }

    #[test]
    fn parts_follow_each_other_and_previous_tasks_open_the_substance() {
        for (branch, kind, items) in all() {
            assert!(items.is_sorted_by_key(|item| item.part), "{branch} {kind}");
            assert!(AgendaPart::ALL.iter().all(|part| items.iter().any(|item| item.part == *part && item.mandatory)));
            let substance: Vec<_> = items.iter().filter(|item| item.part == SUBSTANCE).collect();
            assert!(substance[0].previous_tasks, "{branch} {kind}");
            assert_eq!(items.iter().filter(|item| item.previous_tasks).count(), 1);
            assert_eq!(items.iter().filter(|item| item.focal).count(), 1);
        }
    }

    #[test]
    fn titles_are_there_in_both_languages_and_differ() {
        for (branch, kind, items) in all() {
            let mut titles: Vec<_> = items.iter().map(|item| item.title(Language::Vi)).collect();
            assert!(items.iter().all(|item| !item.title_vi.is_empty() && !item.title_en.is_empty()));
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), items.len(), "{branch} {kind}");
        }
    }

    #[test]
    fn villages_get_the_blocks_of_guidance_42_from_its_day() {
        let on = |y, m, d| {
            template(BranchKind::Village, MeetingKind::Regular, NaiveDate::from_ymd_opt(y, m, d).unwrap(), false).len()
        };
        assert_eq!(on(2025, 10, 28), on(2025, 10, 27) + 2);
    }
}
