//! Minutes (biên bản): what was said and decided, as it was said; once locked, with the seal that proves it.

use chrono::{NaiveDateTime, NaiveTime};
use shared::text::format_date;

use super::PaperError;
use super::page::{Column, Head, Page};
use super::parts::{self, Assignment, Attendance, PreviousTask, SelfScore, Signature};
use super::wording::{line, long_date, roman, sentence, share, time};

/// Minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesPaper {
    /// Head of the paper; its symbol is `BB/CB`.
    pub head: Head,
    /// What met: `Sinh hoạt thường kỳ tháng 9 năm 2026`.
    pub subject: String,
    /// When it began, local time.
    pub started_at: NaiveDateTime,
    /// When it ended, local time; `None` while it goes on.
    pub ended_at: Option<NaiveDateTime>,
    /// Where.
    pub place: String,
    /// The roll call in numbers and names.
    pub attendance: Attendance,
    /// The roll call person by person, printed as an annex; empty to leave it out.
    pub attendees: Vec<Attendee>,
    /// The chair, with position: `Nông Quốc Nam, Bí thư Chi bộ`.
    pub chair: String,
    /// Who wrote the minutes.
    pub secretary: String,
    /// Delegates of the committee above and other guests.
    pub guests: Vec<String>,
    /// The one focal issue.
    pub focal_issue: Option<String>,
    /// Topic of the thematic meeting that followed in the same session.
    pub thematic_topic: Option<String>,
    /// Superior documents that were presented, by name.
    pub documents: Vec<String>,
    /// Tasks of the resolution before.
    pub previous_tasks: Vec<PreviousTask>,
    /// The agenda as it went.
    pub items: Vec<Item>,
    /// Votes.
    pub votes: Vec<Vote>,
    /// Tasks that were assigned.
    pub assignments: Vec<Assignment>,
    /// The branch's own score.
    pub score: Option<SelfScore>,
    /// Whether the minutes were read back and adopted before the meeting closed.
    pub read_back: bool,
    /// Name of the minute-taker, for the signature.
    pub secretary_name: String,
    /// Name of the chair, for the signature.
    pub chair_name: String,
    /// The seal of locked minutes.
    pub lock: Option<Lock>,
    /// Later corrections.
    pub addenda: Vec<Addendum>,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// Title.
    pub title: String,
    /// Who presented it.
    pub presenter: Option<String>,
    /// What was presented.
    pub content: Option<String>,
    /// Who said what.
    pub speeches: Vec<Speech>,
    /// The chair's conclusion.
    pub conclusion: Option<String>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// Full name.
    pub speaker: String,
    /// Kind of contribution if it isn't a plain opinion: `Tự phê bình`.
    pub kind: Option<String>,
    /// The opinion, truthfully.
    pub text: String,
}

/// A vote. Only official members vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// What about.
    pub subject: String,
    /// How: `Giơ tay`.
    pub method: String,
    /// Those entitled to vote who are counted.
    pub base: u32,
    /// For, against, abstaining.
    pub counts: [u32; 3],
    /// The majority needed: `quá nửa`.
    pub threshold: String,
    /// Whether it was reached.
    pub passed: bool,
}

/// A person of the roll call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Full name.
    pub name: String,
    /// Office in the branch, or `Đảng viên`.
    pub position: String,
    /// Present, excused and why, or not counted and why.
    pub state: String,
}

/// The seal of locked minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// SHA-256 of what was locked, in hexadecimal.
    pub hash: String,
    /// When, local time.
    pub locked_at: NaiveDateTime,
}

/// A correction after locking: added, never written over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    /// When, local time.
    pub written_at: NaiveDateTime,
    /// By whom.
    pub author: String,
    /// The correction.
    pub text: String,
}

impl MinutesPaper {
    /// The .docx file.
    pub fn write(&self) -> Result<Vec<u8>, PaperError> {
        let page = Page::new(&self.head).title("Biên bản", &self.subject);
        let page = self.opening(page);
        let mut number = 1;
        let mut section = |page: Page, title: &str| {
            number += 1;
            page.section(&format!("{}. {title}", roman(number)))
        };
        let mut page = self.substance(section(page, "Nội dung"));
        if !self.votes.is_empty() {
            page = section(page, "Biểu quyết");
            page = self.votes.iter().fold(page, |page, vote| page.text(&vote.sentence()));
        }
        if !self.assignments.is_empty() {
            page = parts::assignments(section(page, "Phân công nhiệm vụ"), &self.assignments);
        }
        if let Some(score) = &self.score {
            page = parts::self_score(section(page, "Tự đánh giá chất lượng sinh hoạt"), score);
        }
        self.annexes(self.closing(page)).pack()
    }

    fn opening(&self, page: Page) -> Page {
        let at = format!("Vào hồi {}, {}", time(self.started_at.time()), long_date(self.started_at.date()));
        let subject = lower_first(&line(&self.subject));
        let issuer = line(&self.head.issuer);
        let page = page
            .text(&format!("{at}, tại {}, {issuer} tổ chức {subject}.", line(&self.place)))
            .section("I. Thành phần");
        let page = self.attendance.write(page);
        let guests = self.guests.iter().map(|guest| line(guest)).collect::<Vec<_>>().join("; ");
        page.labelled("Chủ trì:", &person(&self.chair))
            .labelled("Người ghi biên bản:", &person(&self.secretary))
            .labelled("Đại biểu dự:", &sentence(&guests))
    }

    fn substance(&self, mut page: Page) -> Page {
        if let Some(issue) = &self.focal_issue {
            page = page.labelled("Vấn đề trọng tâm:", &sentence(issue));
        }
        if let Some(topic) = &self.thematic_topic {
            page = page.labelled("Chuyên đề:", &sentence(topic));
        }
        if !self.documents.is_empty() {
            page = page.subsection("Văn bản được phổ biến, quán triệt");
            page = self.documents.iter().fold(page, |page, name| page.text(&format!("- {}", sentence(name))));
        }
        if !self.previous_tasks.is_empty() {
            page = page.subsection("Kết quả thực hiện nhiệm vụ của kỳ trước");
            page = parts::previous_tasks(page, &self.previous_tasks);
        }
        for (item, number) in self.items.iter().zip(1..) {
            let presenter = item.presenter.as_deref().map(line).filter(|name| !name.is_empty());
            let presenter = presenter.map_or_else(String::new, |name| format!(" (đồng chí {name} trình bày)"));
            page = page.subsection(&format!("{number}. {}{presenter}", line(&item.title)));
            page = page.text(item.content.as_deref().unwrap_or_default());
            for speech in &item.speeches {
                let kind = speech.kind.as_deref().map_or_else(String::new, |kind| format!(" ({})", lower_first(kind)));
                let label = format!("- Đồng chí {}{kind}:", line(&speech.speaker));
                page = page.labelled(&label, &sentence(&speech.text));
            }
            page = page.labelled("Kết luận:", &sentence(item.conclusion.as_deref().unwrap_or_default()));
        }
        page
    }

    fn closing(&self, mut page: Page) -> Page {
        if self.read_back {
            page = page.text("Biên bản đã được đọc lại trước chi bộ và được nhất trí thông qua.");
        }
        if let Some(ended) = self.ended_at {
            let same_day = ended.date() == self.started_at.date();
            let day = if same_day { "cùng ngày".to_owned() } else { long_date(ended.date()) };
            page = page.text(&format!("Buổi sinh hoạt kết thúc vào hồi {}, {day}.", time(ended.time())));
        }
        let by = |title: &str, name: &str| Signature { titles: vec![title.to_owned()], name: name.to_owned() };
        page.signatures(&by("Người ghi biên bản", &self.secretary_name), &by("Chủ trì", &self.chair_name))
    }

    fn annexes(&self, mut page: Page) -> Page {
        if let Some(lock) = &self.lock {
            let at = moment(lock.locked_at);
            page = page.remark(&format!("Biên bản đã khóa lúc {at}. Mã kiểm chứng SHA-256: {}", lock.hash));
        }
        if !self.addenda.is_empty() {
            page = page.annex("Phần bổ sung sau khi khóa biên bản");
            for (addendum, number) in self.addenda.iter().zip(1..) {
                let label = format!("{number}. {}, {}:", moment(addendum.written_at), line(&addendum.author));
                page = page.labelled(&label, &sentence(&addendum.text));
            }
        }
        if self.attendees.is_empty() {
            return page;
        }
        const COLUMNS: [Column<'_>; 4] =
            [("TT", 11, true), ("Họ và tên", 60, false), ("Chức vụ", 40, false), ("Điểm danh", 54, false)];
        let rows: Vec<_> = self
            .attendees
            .iter()
            .zip(1..)
            .map(|(one, n)| {
                (false, vec![i32::to_string(&n), one.name.clone(), one.position.clone(), one.state.clone()])
            })
            .collect();
        page.turn().annex("Danh sách điểm danh").grid(&COLUMNS, &rows)
    }
}

impl Vote {
    fn sentence(&self) -> String {
        let [for_it, against, abstaining] = self.counts;
        let of = |count: u32| format!("{count}/{}{}", self.base, share(count, self.base));
        let method = lower_first(&line(&self.method));
        let result = if self.passed { "được thông qua" } else { "không được thông qua" };
        let threshold = line(&self.threshold);
        format!(
            "- {}: biểu quyết bằng hình thức {method}; tán thành {}, không tán thành {}, ý kiến khác {}; \
             yêu cầu {threshold}: {result}.",
            line(&self.subject),
            of(for_it),
            of(against),
            of(abstaining),
        )
    }
}

fn person(name: &str) -> String {
    let name = line(name);
    if name.is_empty() { name } else { sentence(&format!("Đồng chí {name}")) }
}

fn moment(at: NaiveDateTime) -> String {
    let time: NaiveTime = at.time();
    format!("{} ngày {}", time.format("%H:%M:%S"), format_date(at.date()))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
