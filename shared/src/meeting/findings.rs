//! Advice on one meeting by the rule set of its date. Rules advise; block: [`super::check`] enforces them.

use super::calendar::{Schedule, published_in_time, schedule};
use super::kinds::{MeetingKind, VoteSubject};
use super::state::{MeetingState, VoteState};
use crate::finding::{Finding, FindingState, Severity, count};
use crate::language::Language;
use crate::rule_set::{AttendanceTarget, RuleSet};
use crate::share::Share;
use crate::text::Bilingual;

/// Everything that the rules say of a meeting, in the order of the rules.
pub fn findings(meeting: &MeetingState, rules: &RuleSet) -> Vec<Finding> {
    let advice = Advice { meeting, rules };
    let mut found: Vec<Finding> = [
        advice.r03_fixed_day(),
        advice.r04_prepared(),
        advice.r05_focal_issue(),
        advice.r06_agenda(),
        advice.r07_notice(),
        advice.r08_documents(),
        advice.r09_minutes(),
        advice.r10_attendance(),
        advice.r11_unexcused(),
        advice.r12_excused_in_a_row(),
    ]
    .into_iter()
    .flatten()
    .collect();
    found.extend(meeting.votes.iter().map(|vote| advice.r15_vote(*vote)));
    found.extend(
        [advice.r15_no_vote(), advice.r16_quorum(), advice.r17_resolution(), advice.r20_report()].into_iter().flatten(),
    );
    found
}

struct Advice<'a> {
    meeting: &'a MeetingState,
    rules: &'a RuleSet,
}

impl Advice<'_> {
    fn of_branch(&self) -> bool {
        self.meeting.kind != MeetingKind::Preparatory
    }

    fn finding(&self, rule: &str, state: FindingState, vi: impl Into<String>, en: impl Into<String>) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity: Severity::Warn,
            state,
            text: Bilingual::new(vi, en),
            people: Vec::new(),
            document: self.rules.meeting.document.clone(),
        }
    }

    /// In order, or missing while the meeting can still mend it, or a warning.
    fn judged(&self, holds: bool, open: bool) -> FindingState {
        match (holds, open) {
            (true, _) => FindingState::Ok,
            (false, true) => FindingState::Missing,
            (false, false) => FindingState::Warn,
        }
    }

    fn before_it_begins(&self, holds: bool) -> FindingState {
        self.judged(holds, !self.meeting.begun())
    }

    fn before_it_is_held(&self, holds: bool) -> FindingState {
        self.judged(holds, !self.meeting.status.held())
    }

    fn r03_fixed_day(&self) -> Option<Finding> {
        if self.meeting.kind != MeetingKind::Regular {
            return None;
        }
        let day = self.meeting.fixed_day;
        let reason = self.meeting.moved_reason.trim();
        let (state, vi, en) = match schedule(self.meeting.date, day, Some(reason)) {
            Schedule::OnFixedDay => (FindingState::Ok, format!("Đúng ngày {day}"), format!("On the fixed day, {day}")),
            Schedule::MovedWithReason => (
                FindingState::Ok,
                format!("Dời khỏi ngày {day}: {reason}"),
                format!("Moved from the fixed day, {day}: {reason}"),
            ),
            Schedule::MovedWithoutReason => (
                FindingState::Missing,
                format!("Không đúng ngày {day}: ghi lý do dời"),
                format!("Not on the fixed day, {day}: write down why"),
            ),
        };
        let document = Bilingual::new("Lịch sinh hoạt cố định của chi bộ", "The branch's fixed day");
        Some(Finding { document, ..self.finding("R-03", state, vi, en) })
    }

    fn r04_prepared(&self) -> Option<Finding> {
        if !self.of_branch() || self.meeting.only_secretary {
            return None;
        }
        let state = self.before_it_begins(self.meeting.committee_prepared());
        let (vi, en) = match (state, self.meeting.prepared) {
            (FindingState::Ok, _) => ("Chi ủy đã họp chuẩn bị, có biên bản", "The committee met before, with minutes"),
            (_, None) => ("Chưa có cuộc họp chi ủy chuẩn bị", "No preparatory meeting of the committee"),
            (_, Some(prepared)) if prepared.minutes => {
                ("Chi ủy họp sau kỳ sinh hoạt", "The committee met after the meeting")
            }
            (_, Some(_)) => ("Cuộc họp chi ủy chưa có biên bản", "The committee's meeting has no minutes yet"),
        };
        Some(self.finding("R-04", state, vi, en))
    }

    fn r05_focal_issue(&self) -> Option<Finding> {
        let (have, wanted) = (self.meeting.focal_issues, self.rules.meeting.focal_issues);
        let state = self.before_it_begins(have == wanted);
        Some(match have {
            0 => self.finding("R-05", state, "Chưa chọn vấn đề trọng tâm", "No focal issue chosen"),
            n => self.finding(
                "R-05",
                state,
                format!("{n} vấn đề trọng tâm, cần {wanted}"),
                format!("{n} focal issues, {wanted} wanted"),
            ),
        })
    }

    fn r06_agenda(&self) -> Option<Finding> {
        let (mandatory, open) =
            (self.meeting.agenda.iter().filter(|item| item.mandatory).count(), self.meeting.steps_open());
        if mandatory == 0 {
            return Some(self.finding("R-06", self.before_it_is_held(false), "Chưa có chương trình", "No agenda yet"));
        }
        if !self.meeting.begun() {
            let in_order = self.meeting.agenda.is_sorted_by_key(|item| item.part);
            let state = self.judged(in_order, false);
            let (vi, en) = match in_order {
                true => (
                    format!("Chương trình có {mandatory} bước bắt buộc"),
                    format!("The agenda has {mandatory} mandatory steps"),
                ),
                false => (
                    "Các phần của chương trình chưa đúng thứ tự".to_owned(),
                    "The agenda's parts are out of order".to_owned(),
                ),
            };
            return Some(self.finding("R-06", state, vi, en));
        }
        let done = mandatory - open;
        Some(self.finding(
            "R-06",
            self.before_it_is_held(open == 0),
            format!("{done}/{mandatory} bước bắt buộc đã thực hiện"),
            format!("{done} of {mandatory} mandatory steps done"),
        ))
    }

    fn r07_notice(&self) -> Option<Finding> {
        self.of_branch().then(|| {
            let meeting = self.meeting;
            let (vi, en) = match meeting.supervisor_told {
                true => ("đã báo cấp ủy viên phụ trách", "committee member in charge told"),
                false => ("chưa báo cấp ủy viên phụ trách", "committee member in charge not told"),
            };
            self.finding(
                "R-07",
                self.before_it_begins(meeting.everybody_told()),
                format!("Đã báo {}/{} đảng viên, {vi}", meeting.told, meeting.to_tell),
                format!("{} of {} members told, {en}", meeting.told, meeting.to_tell),
            )
        })
    }

    fn r08_documents(&self) -> Option<Finding> {
        let days = self.rules.meeting.documents_before_days.filter(|_| self.of_branch())?;
        let meeting = self.meeting;
        let sent = meeting.handouts.iter().filter(|sent| sent.is_some()).count();
        let of = meeting.handouts.len();
        let (vi, en) = match of {
            0 => ("Chưa có tài liệu".to_owned(), "No documents yet".to_owned()),
            of => (
                format!("{sent}/{of} tài liệu đã gửi, cần trước {days} ngày"),
                format!("{sent} of {of} documents sent, due {} before", count(days, "day", "days")),
            ),
        };
        let open = published_in_time(meeting.today, meeting.date, days);
        let late = meeting.handouts.iter().flatten().any(|on| !published_in_time(*on, meeting.date, days));
        Some(self.finding("R-08", self.judged(meeting.handouts_in_time(days), open && !late), vi, en))
    }

    fn r09_minutes(&self) -> Option<Finding> {
        let minutes = self.meeting.minutes.filter(|_| self.of_branch())?;
        let needed = self.rules.meeting.minimum_minutes(self.meeting.attendance.duty, self.meeting.combined);
        let state = self.judged(minutes >= needed, false);
        let (vi, en) = match self.meeting.combined {
            true => (" (thường kỳ kết hợp chuyên đề)", " (regular and thematic meeting)"),
            false => ("", ""),
        };
        Some(self.finding(
            "R-09",
            state,
            format!("{minutes} phút, cần {needed}{vi}"),
            format!("{minutes} minutes, {needed} needed{en}"),
        ))
    }

    fn r10_attendance(&self) -> Option<Finding> {
        let (present, duty) = (self.meeting.attendance.present, self.meeting.attendance.duty);
        if !self.meeting.begun() || !self.of_branch() || duty == 0 {
            return None;
        }
        let target: AttendanceTarget = self.rules.meeting.attendance_target;
        let line = |language: Language, word: &str| {
            let share = Share::new(present, duty).text(language).unwrap_or_default();
            format!("{present}/{duty} = {share}, {word} {}", target.text(language))
        };
        let state = self.judged(target.reached(present, duty), false);
        let finding = self.finding("R-10", state, line(Language::Vi, "cần"), line(Language::En, "wanted"));
        Some(Finding { severity: Severity::Info, ..finding })
    }

    /// Nobody is absent without a reason (guidance 12-HD/BTCTW of 06/7/2018; since 28/10/2025 guidance 42-HD/BTCTW, by An
    /// Phú ward's sheet). Advice: only a sheet whose source says so keeps the best grade away for it.
    fn r11_unexcused(&self) -> Option<Finding> {
        (self.meeting.begun() && self.of_branch()).then(|| match self.meeting.attendance.unexcused {
            0 => self.finding("R-11", FindingState::Ok, "Không ai vắng không lý do", "Nobody absent without a reason"),
            n => Finding {
                people: self.meeting.unexcused.clone(),
                ..self.finding(
                    "R-11",
                    FindingState::Warn,
                    format!("{n} vắng không lý do"),
                    format!("{n} absent without a reason"),
                )
            },
        })
    }

    /// Nobody is excused more often in a row within a year than the rule set allows (guidance 12-HD/BTCTW of 06/7/2018).
    fn r12_excused_in_a_row(&self) -> Option<Finding> {
        let n = u32::try_from(self.meeting.excused_too_often.len()).unwrap_or(u32::MAX);
        let most = self.rules.meeting.excused_in_a_row_max;
        (n > 0).then(|| Finding {
            people: self.meeting.excused_too_often.clone(),
            ..self.finding(
                "R-12",
                FindingState::Warn,
                format!("{n} đảng viên vắng có lý do quá {most} kỳ liên tiếp"),
                format!("{} excused more than {most} times in a row", count(n, "member", "members")),
            )
        })
    }

    fn r15_vote(&self, vote: VoteState) -> Finding {
        match vote.electorate.judge(vote.subject, vote.counts, self.rules) {
            Ok(result) => {
                let state = self.judged(result.passed, false);
                let line = |language: Language, passed: &str| {
                    let subject = vote.subject.label(language);
                    format!("{subject}: {}/{} {passed} ({})", result.in_favour, result.base, result.rule.pick(language))
                };
                let vi = line(
                    Language::Vi,
                    if result.passed { "tán thành, thông qua" } else { "tán thành, không thông qua" },
                );
                let en = line(Language::En, if result.passed { "in favour, passed" } else { "in favour, not passed" });
                // No resolution without a vote that passed; that an admission didn't pass is a fact.
                let blocks = vote.subject == VoteSubject::Resolution && !result.passed;
                let severity = if blocks { Severity::Block } else { Severity::Info };
                Finding { severity, document: result.document, ..self.finding("R-15", state, vi, en) }
            }
            Err(field) => Finding {
                severity: Severity::Block,
                document: Bilingual::new("Điều lệ Đảng, Điều 3", "Party Statutes, article 3"),
                ..self.finding("R-14", FindingState::Warn, field.label(Language::Vi), field.label(Language::En))
            },
        }
    }

    /// A numbered resolution that no vote is recorded of.
    fn r15_no_vote(&self) -> Option<Finding> {
        let meeting = self.meeting;
        let voted = meeting.votes.iter().any(|vote| vote.subject == VoteSubject::Resolution);
        (meeting.resolution_issued && !voted).then(|| {
            let (vi, en) = ("Nghị quyết chưa có biểu quyết", "A resolution without a vote");
            let document = self.rules.votes.resolution.document.clone();
            Finding { severity: Severity::Block, document, ..self.finding("R-15", FindingState::Warn, vi, en) }
        })
    }

    fn r16_quorum(&self) -> Option<Finding> {
        let (present, duty) = (self.meeting.attendance.present, self.meeting.attendance.duty);
        if !self.meeting.begun() || !self.of_branch() || duty == 0 {
            return None;
        }
        let needed = self.rules.meeting.quorum.needed(duty);
        let finding = self.finding(
            "R-16",
            self.judged(present >= needed, false),
            format!("{present} có mặt, cần {needed}/{duty}"),
            format!("{present} present, {needed} of {duty} needed"),
        );
        let document = Bilingual::new(
            "Thông lệ; chưa thấy văn bản quy định cho sinh hoạt thường kỳ",
            "Custom; no document found that asks for it of monthly meetings",
        );
        Some(Finding { document, ..finding })
    }

    fn r17_resolution(&self) -> Option<Finding> {
        let meeting = self.meeting;
        if !meeting.begun() || !self.of_branch() {
            return None;
        }
        let reported =
            meeting.previous_tasks == 0 || meeting.agenda.iter().any(|item| item.previous_tasks && item.done);
        let mut lacking: Vec<(&str, &str)> = Vec::new();
        if !meeting.resolution_issued {
            lacking.push(("chưa có số nghị quyết, kết luận", "no numbered resolution or conclusion"));
        }
        if !meeting.assignments_complete() {
            lacking.push(("nhiệm vụ chưa đủ người làm và hạn", "tasks lack an assignee or a due date"));
        }
        if !reported {
            lacking.push(("chưa báo cáo nhiệm vụ kỳ trước", "last resolution's tasks not reported on"));
        }
        let join =
            |vi: bool| lacking.iter().map(|pair| if vi { pair.0 } else { pair.1 }).collect::<Vec<_>>().join("; ");
        let (vi, en) = match lacking.is_empty() {
            true => (
                format!("{} nhiệm vụ có người làm và hạn; nhiệm vụ kỳ trước đã báo cáo", meeting.tasks),
                format!("{} tasks with assignee and due date; last resolution's tasks reported", meeting.tasks),
            ),
            false => (join(true), join(false)),
        };
        Some(self.finding("R-17", self.before_it_is_held(lacking.is_empty()), vi, en))
    }

    fn r20_report(&self) -> Option<Finding> {
        let days = self.rules.meeting.report_after_days.filter(|_| self.of_branch() && self.meeting.status.held())?;
        let in_time = self.meeting.report_in_time(days);
        let (state, vi, en) = match (self.meeting.reported_on.is_some(), in_time) {
            (true, true) => (FindingState::Ok, "Đã gửi kết quả đúng hạn", "Result sent in time"),
            (true, false) => (FindingState::Warn, "Gửi kết quả muộn", "Result sent late"),
            (false, true) => (FindingState::Missing, "Chưa gửi kết quả", "Result not sent yet"),
            (false, false) => (FindingState::Warn, "Quá hạn gửi kết quả", "Result overdue"),
        };
        Some(self.finding(
            "R-20",
            state,
            format!("{vi} (trong {days} ngày)"),
            format!("{en} (within {})", count(days, "day", "days")),
        ))
    }
}
