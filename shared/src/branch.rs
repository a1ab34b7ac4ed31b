//! A branch as the rules see it on a day, apart from its meetings, and what they say of it and of its members. All of it
//! is advice: it is listed for the secretary and the committee above, and nothing is refused for it.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::finding::{Concerned, Finding, FindingState, Severity, count, times_in_a_row};
use crate::id::MemberId;
use crate::meeting::calendar::longest_excused_run;
use crate::meeting::{AttendanceState, MeetingKind};
use crate::rule_set::{BranchRules, RuleSet};
use crate::text::{Bilingual, format_date};

/// From so many seats on, secretary and deputy are a committee with others.
const COMMITTEE: u32 = 3;

/// What is recorded of a branch, reduced to what the rules ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchState {
    /// The day that it is judged on.
    pub day: NaiveDate,
    /// Official members.
    pub official: u32,
    /// Different people in its committee.
    pub seats: u32,
    /// Whether one of them is the secretary.
    pub has_secretary: bool,
    /// First day of the term, and its last one where that was said; `None`: no committee was ever elected.
    pub term: Option<(NaiveDate, Option<NaiveDate>)>,
    /// Its members' meetings of the day's year, up to the day.
    pub members: Vec<MemberYear>,
}

/// A member's meetings of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberYear {
    /// Who.
    pub member_id: MemberId,
    /// Full name.
    pub name: String,
    /// Those that were held and that they had a duty to attend, in their order.
    pub attended: Vec<Attended>,
}

/// A member at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended {
    /// The meeting's kind.
    pub kind: MeetingKind,
    /// Its month, 1 to 12.
    pub month: u32,
    /// Present, excused, absent.
    pub state: AttendanceState,
}

impl MemberYear {
    /// The most excused absences in a row, in meetings of one kind.
    pub fn excused_in_a_row(&self) -> u32 {
        let of = |kind| self.attended.iter().filter(move |one| one.kind == kind).map(|one| one.state);
        [MeetingKind::Regular, MeetingKind::Thematic]
            .map(|kind| longest_excused_run(of(kind)))
            .into_iter()
            .max()
            .unwrap_or(0)
    }

    /// Months in which they were absent without a reason and came to no meeting.
    pub fn months_away(&self) -> Vec<u32> {
        let mut months: BTreeMap<u32, (bool, bool)> = BTreeMap::new();
        for one in self.attended.iter().filter(|one| one.kind != MeetingKind::Preparatory) {
            let (came, unexcused) = months.entry(one.month).or_default();
            *came |= one.state == AttendanceState::Present;
            *unexcused |= one.state == AttendanceState::Unexcused;
        }
        months.into_iter().filter(|(_, (came, unexcused))| *unexcused && !came).map(|(month, _)| month).collect()
    }

    fn concerned(&self, what: Bilingual) -> Concerned {
        Concerned { what: Some(what), ..Concerned::new(self.member_id, &self.name) }
    }
}

/// Everything that the rules say of a branch and its members, in the order of the rules. A rule set from before these
/// rules were part of it says only what it can.
pub fn findings(branch: &BranchState, rules: &RuleSet) -> Vec<Finding> {
    let mut found = vec![r12_excused_in_a_row(branch, rules)];
    if let Some(of_branch) = &rules.branch {
        found.push(r13_away(branch, of_branch));
        found.push(r32_committee(branch, of_branch));
        found.push(r33_term(branch, of_branch));
    }
    found
}

fn finding(rule: &str, state: FindingState, text: Bilingual, document: &Bilingual) -> Finding {
    let (rule, document) = (rule.to_owned(), document.clone());
    Finding { rule, severity: Severity::Warn, state, text, people: Vec::new(), document }
}

fn listed(rule: &str, people: Vec<Concerned>, texts: (Bilingual, Bilingual), document: &Bilingual) -> Finding {
    let (fine, not) = texts;
    let (state, text) = if people.is_empty() { (FindingState::Ok, fine) } else { (FindingState::Warn, not) };
    Finding { people, ..finding(rule, state, text, document) }
}

/// nobody is excused more than so many times in a row within a year (guidance 12-HD/BTCTW of 06/7/2018).
fn r12_excused_in_a_row(branch: &BranchState, rules: &RuleSet) -> Finding {
    let most = rules.meeting.excused_in_a_row_max;
    let too_often = |member: &MemberYear| {
        let run = member.excused_in_a_row();
        (run > most).then(|| member.concerned(times_in_a_row(run)))
    };
    let year = branch.day.year();
    let texts = (
        Bilingual::new(
            format!("Năm {year} không ai vắng có lý do quá {most} kỳ liên tiếp"),
            format!("In {year} nobody was excused more than {most} times in a row"),
        ),
        Bilingual::new(
            format!("Năm {year} vắng có lý do quá {most} kỳ liên tiếp"),
            format!("Excused more than {most} times in a row in {year}"),
        ),
    );
    listed("R-12", branch.members.iter().filter_map(too_often).collect(), texts, &rules.meeting.document)
}

/// who stays away without a reason for so many months of a year is to be considered for removal
/// ([`crate::rule_set::AbsenceRule`] names the documents).
fn r13_away(branch: &BranchState, rules: &BranchRules) -> Finding {
    let (least, year) = (rules.absence.months, branch.day.year());
    let away = |member: &MemberYear| {
        let months = member.months_away();
        let enough = u32::try_from(months.len()).is_ok_and(|away| away >= least);
        let list = months.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        enough.then(|| member.concerned(Bilingual::new(format!("tháng {list}"), format!("months {list}"))))
    };
    let texts = (
        Bilingual::new(
            format!("Năm {year} không ai vắng không lý do đủ {least} tháng (chưa xét đảng phí)"),
            format!("In {year} nobody was away without a reason for {least} months (dues aren't looked at)"),
        ),
        Bilingual::new(
            format!("Năm {year} vắng không lý do từ {least} tháng: chi bộ xem xét xóa tên"),
            format!("Away without a reason for {least} months of {year} or more: the branch considers removal"),
        ),
    );
    listed("R-13", branch.members.iter().filter_map(away).collect(), texts, &rules.absence.document)
}

/// a committee from nine official members on, a secretary below, and no branch below three (Party Statutes,
/// article 24).
fn r32_committee(branch: &BranchState, rules: &BranchRules) -> Finding {
    let rule = &rules.committee;
    let (n, from, fewest) = (branch.official, rule.from_official, rule.fewest_official);
    let has_committee = branch.seats >= COMMITTEE;
    let official = Bilingual::new(format!("{n} đảng viên chính thức"), count(n, "official member", "official members"));
    let lacks = if n < fewest {
        Some((format!("chi bộ cần ít nhất {fewest}"), format!("a branch needs {fewest} at least")))
    } else if n >= from && !has_committee {
        Some((format!("từ {from} phải bầu chi ủy, chưa có"), format!("from {from} on it elects a committee: none yet")))
    } else if n < from && has_committee {
        let vi = format!("dưới {from} chỉ bầu bí thư, phó bí thư, đang có chi ủy");
        Some((vi, format!("below {from} it elects a secretary and a deputy alone: there's a committee")))
    } else if !branch.has_secretary {
        Some(("chưa có bí thư".to_owned(), "no secretary yet".to_owned()))
    } else {
        None
    };
    let (state, (vi, en)) = match lacks {
        Some(lacks) => (FindingState::Warn, lacks),
        None if has_committee => (FindingState::Ok, ("đã bầu chi ủy".to_owned(), "committee elected".to_owned())),
        None => (FindingState::Ok, ("đã bầu bí thư".to_owned(), "secretary elected".to_owned())),
    };
    let text = Bilingual::new(format!("{}: {vi}", official.vi), format!("{}: {en}", official.en));
    finding("R-32", state, text, &rule.document)
}

/// when the next congress is due ([`crate::rule_set::TermRule`] names the documents). A fact, and a warning only
/// when its last day has passed. A term whose own last day lies as far as the longer one is taken for one of those that
/// try that out.
fn r33_term(branch: &BranchState, rules: &BranchRules) -> Finding {
    let rule = &rules.term;
    let Some((starts_on, ends_on)) = branch.term else {
        let text = Bilingual::new("Chưa ghi nhiệm kỳ", "No term recorded");
        return Finding { severity: Severity::Info, ..finding("R-33", FindingState::Missing, text, &rule.document) };
    };
    let after = |months: u32| starts_on.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let leeway = rule.leeway_months;
    let long = rule.pilot_months.filter(|long| ends_on.is_some_and(|last| last >= after(long.saturating_sub(leeway))));
    let months = long.unwrap_or(rule.months);
    let (first, due, last) =
        (after(months.saturating_sub(leeway)), after(months), after(months.saturating_add(leeway)));
    let day = format_date;
    let (state, vi, en) = if branch.day > last {
        (FindingState::Warn, "quá hạn đại hội", "its congress is overdue")
    } else if branch.day >= first {
        (FindingState::Missing, "đến kỳ đại hội", "its congress is due")
    } else {
        (FindingState::Ok, "chưa đến kỳ đại hội", "its congress isn't due yet")
    };
    let text = Bilingual::new(
        format!("Nhiệm kỳ từ {}, {vi}: {}, sớm nhất {}, muộn nhất {}", day(starts_on), day(due), day(first), day(last)),
        format!("Term from {}, {en}: {}, {} to {}", day(starts_on), day(due), day(first), day(last)),
    );
    let severity = if state == FindingState::Warn { Severity::Warn } else { Severity::Info };
    Finding { severity, ..finding("R-33", state, text, &rule.document) }
}
