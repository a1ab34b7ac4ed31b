//! Resolutions and conclusions (nghị quyết, kết luận) of a branch: four parts, as HD 42-HD/BTCTW of 28/10/2025 has them.

use chrono::NaiveDate;
use shared::meeting::ResolutionKind;
use shared::text::format_date;

use super::PaperError;
use super::page::{Head, Page};
use super::parts::{self, Assignment, Attendance, PreviousTask, SelfScore, Signature};
use super::wording::{line, long_date, roman, sentence, share};

/// A resolution or conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolutionPaper {
    /// Head of the paper; its symbol is `NQ/CB` or `KL/CB`.
    pub head: Head,
    /// Which of the two.
    pub kind: ResolutionKind,
    /// Whether it's still a draft.
    pub draft: bool,
    /// What about: `Lãnh đạo thực hiện nhiệm vụ tháng 10 năm 2026`.
    pub subject: String,
    /// The meeting: `sinh hoạt thường kỳ tháng 9 năm 2026`.
    pub meeting: String,
    /// Day of the meeting.
    pub held_on: NaiveDate,
    /// Where.
    pub place: String,
    /// Length of the meeting in minutes.
    pub minutes: Option<u32>,
    /// Roll call.
    pub attendance: Attendance,
    /// The chair, with position.
    pub chair: String,
    /// The minute-taker.
    pub secretary: String,
    /// I.1: political and ideological work, members' thoughts, public opinion.
    pub ideology: Vec<String>,
    /// I.2: the political task.
    pub political_task: Vec<String>,
    /// I.3: tasks of the resolution before.
    pub previous_tasks: Vec<PreviousTask>,
    /// I.4: praise and reminders.
    pub praise: Vec<String>,
    /// I.5: shortcomings.
    pub shortcomings: Vec<Shortcoming>,
    /// The focal issue, which opens part II.
    pub focal_issue: Option<String>,
    /// II: directions, paragraph by paragraph.
    pub directions: Vec<String>,
    /// II: tasks with who, until when and where reported.
    pub assignments: Vec<Assignment>,
    /// III: who carries it out and watches over it.
    pub organisation: Vec<String>,
    /// IV: the branch's own score.
    pub score: Option<SelfScore>,
    /// The vote that adopted it.
    pub adoption: Option<Adoption>,
    /// Who gets it; the branch's own file is added as the last.
    pub recipients: Vec<String>,
    /// Secretary, or deputy secretary: `T/M CHI BỘ`, `BÍ THƯ`. A branch decides together, so there's no `K/T`.
    pub signature: Signature,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcoming {
    /// What.
    pub text: String,
    /// Why.
    pub cause: String,
}

/// The vote that adopted a resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Day of the vote.
    pub on: NaiveDate,
    /// Votes for it.
    pub votes_for: u32,
    /// Official members who were counted.
    pub base: u32,
}

impl ResolutionPaper {
    /// The .docx file.
    pub fn write(&self) -> Result<Vec<u8>, PaperError> {
        let kind = self.kind.label(shared::language::Language::Vi);
        let page = Page::new(&self.head).title(kind, &self.subject).draft(self.draft);
        let mut page = self.preamble(page);
        let mut number = 0;
        let mut section = |page: Page, title: &str| {
            number += 1;
            page.section(&format!("{}. {title}", roman(number)))
        };
        if self.has_assessment() {
            page = self.assessment(section(page, "Đánh giá kết quả lãnh đạo thực hiện nhiệm vụ kỳ trước"));
        }
        page = section(page, "Phương hướng, nhiệm vụ thời gian tới");
        if let Some(issue) = &self.focal_issue {
            page = page.labelled("Vấn đề trọng tâm:", &sentence(issue));
        }
        page = paragraphs(page, &self.directions);
        page = parts::assignments(page, &self.assignments);
        if !self.organisation.is_empty() {
            page = paragraphs(section(page, "Phân công và tổ chức thực hiện"), &self.organisation);
        }
        if let Some(score) = &self.score {
            page = parts::self_score(section(page, "Tự đánh giá chất lượng kỳ sinh hoạt"), score);
        }
        if let Some(adoption) = &self.adoption {
            page = page.text(&adoption.sentence(kind));
        }
        page.recipients(&self.recipients, &self.signature).pack()
    }

    fn preamble(&self, page: Page) -> Page {
        let issuer = line(&self.head.issuer);
        let on = long_date(self.held_on);
        let mut text = format!("{}, tại {}, {issuer} tổ chức {}", capital(&on), line(&self.place), line(&self.meeting));
        if let Some(minutes) = self.minutes {
            text += &format!(", thời lượng {minutes} phút");
        }
        let mut page = page.text(&sentence(&text)).text(&self.attendance.summary());
        let (chair, secretary) = (line(&self.chair), line(&self.secretary));
        if !chair.is_empty() && !secretary.is_empty() {
            page = page.text(&format!("Chủ trì: đồng chí {chair}. Thư ký: đồng chí {secretary}."));
        }
        let kind = self.kind.label(shared::language::Language::Vi).to_lowercase();
        page.text(&format!(
            "Sau khi thảo luận, {issuer} {} như sau:",
            match self.kind {
                ResolutionKind::Resolution => "ra nghị quyết".to_owned(),
                ResolutionKind::Conclusion => kind,
            }
        ))
    }

    fn has_assessment(&self) -> bool {
        !(self.ideology.is_empty()
            && self.political_task.is_empty()
            && self.previous_tasks.is_empty()
            && self.praise.is_empty()
            && self.shortcomings.is_empty())
    }

    fn assessment(&self, mut page: Page) -> Page {
        let mut number = 0;
        let mut heading = |page: Page, title: &str| {
            number += 1;
            page.subsection(&format!("{number}. {title}"))
        };
        if !self.ideology.is_empty() {
            page = paragraphs(heading(page, "Công tác chính trị, tư tưởng"), &self.ideology);
        }
        if !self.political_task.is_empty() {
            page = paragraphs(heading(page, "Thực hiện nhiệm vụ chính trị"), &self.political_task);
        }
        if !self.previous_tasks.is_empty() {
            page = heading(page, "Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước");
            page = parts::previous_tasks(page, &self.previous_tasks);
        }
        if !self.praise.is_empty() {
            page = paragraphs(heading(page, "Biểu dương, nhắc nhở"), &self.praise);
        }
        if !self.shortcomings.is_empty() {
            page = heading(page, "Hạn chế và nguyên nhân");
            for shortcoming in &self.shortcomings {
                let cause = line(&shortcoming.cause);
                let cause = if cause.is_empty() { cause } else { format!(" Nguyên nhân: {}", sentence(&cause)) };
                page = page.text(&format!("- {}{cause}", sentence(&shortcoming.text)));
            }
        }
        page
    }
}

impl Adoption {
    fn sentence(&self, kind: &str) -> String {
        let share = share(self.votes_for, self.base);
        let on = format_date(self.on);
        format!("{kind} được chi bộ biểu quyết thông qua ngày {on}, tán thành {}/{}{share}.", self.votes_for, self.base)
    }
}

fn paragraphs(page: Page, texts: &[String]) -> Page {
    texts.iter().fold(page, |page, text| page.text(&format!("- {}", sentence(text))))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
