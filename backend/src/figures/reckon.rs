//! The figures of a branch or a commune: what is counted, what is left out, and by which rule.

use std::sync::Arc;

use chrono::NaiveDate;
use shared::api::Figure;
use shared::language::Language;
use shared::meeting::calendar::{ThematicQuota, due_in_month, schedule, thematic_quota};
use shared::meeting::{AttendanceState, MeetingKind, TaskStatus};
use shared::period::Period;
use shared::rule_set::RuleSet;
use shared::rulebook::Rulebook;

use super::load::BranchData;

/// The text of scheme 16-ĐA/TU of 03/01/2020 wasn't found: whether it asks for this is unknown.
const R34: (&str, &str) = (
    "R-34: cách làm của Đảng bộ xã Bình Phú theo báo chí; chưa thấy văn bản quy định",
    "R-34: how Bình Phú commune does it, as the press reports; no document found that asks for it",
);

/// Names and rules of one language, for a period seen on a day.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The rules.
    pub book: Arc<Rulebook>,
    /// The reader's language.
    pub language: Language,
    /// What the figures are about.
    pub period: Period,
    /// The day on which they are made.
    pub today: NaiveDate,
}

impl Figures {
    fn rules(&self) -> Option<&RuleSet> {
        self.book.on(self.period.as_at(self.today))
    }

    fn meeting_document(&self) -> &str {
        self.rules().map_or("", |rules| rules.meeting.document.pick(self.language))
    }

    /// Says what doesn't count, or counts all the same; nothing where there is none of it.
    fn note(&self, figure: &mut Figure, count: i64, vi: &str, en: &str) {
        if count > 0 {
            figure.left_out.push(format!("{count} {}", self.language.pick(vi, en)));
        }
    }

    /// The branches that lack something, by name.
    fn lacking<'a>(&self, figure: &mut Figure, branches: impl Iterator<Item = &'a BranchData>) {
        let names: Vec<&str> = branches.map(|branch| branch.place.name.as_str()).collect();
        if !names.is_empty() {
            figure.left_out.push(format!("{} {}", self.language.pick("Còn thiếu:", "Lacking:"), names.join("; ")));
        }
    }

    /// Regular meetings on the fixed day, or moved with a reason, of the months that are due.
    pub fn schedule(&self, branches: &[&BranchData]) -> Figure {
        let (mut kept, mut due, mut moved, mut ahead) = (0, 0, 0, 0);
        for branch in branches {
            for month in self.period.months() {
                let held = branch
                    .meetings
                    .iter()
                    .find(|one| one.kind == MeetingKind::Regular && one.month == month && one.status.held());
                let day = due_in_month(&branch.place.days, self.period.year(), month);
                if let Some(held) = held {
                    let fixed_day = branch.place.fixed_day_on(held.date);
                    let schedule = schedule(held.date, fixed_day, Some(&held.moved_reason));
                    due += 1;
                    kept += i64::from(schedule.kept());
                    moved += i64::from(schedule == shared::meeting::calendar::Schedule::MovedWithReason);
                } else if day.is_some_and(|day| day < self.today) {
                    due += 1;
                } else if day.is_some() {
                    ahead += 1;
                }
            }
        }
        let mut figure = Figure::new(
            "schedule",
            kept,
            due,
            self.language
                .pick("kỳ thường kỳ đúng lịch, trên số kỳ đã đến hạn", "regular meetings on schedule, of those due"),
        );
        if moved > 0 {
            figure.left_out.push(match self.language {
                Language::Vi => format!("{moved} kỳ dời ngày có ghi lý do, vẫn tính là đúng lịch"),
                Language::En => format!("{moved} moved with a reason count as on schedule"),
            });
        }
        self.note(&mut figure, ahead, "kỳ chưa đến ngày họp, không tính", "not due yet are left out");
        figure.rule = self.language.pick("R-03: ngày cố định của chi bộ", "R-03: the branch's fixed day").to_owned();
        figure
    }

    /// Members present of those with a duty, over all meetings held.
    pub fn attendance(&self, branches: &[&BranchData]) -> Figure {
        let (mut present, mut duty, mut left_out) = (0, 0, 0);
        for (state, status, count) in branches.iter().flat_map(|branch| &branch.attendance) {
            if status.has_duty() {
                duty += count;
                present += if *state == AttendanceState::Present { *count } else { 0 };
            } else {
                left_out += count;
            }
        }
        let mut figure = Figure::new(
            "attendance",
            present,
            duty,
            self.language.pick(
                "lượt đảng viên có mặt, trên số lượt phải dự",
                "attendances of members, of those with a duty to attend",
            ),
        );
        if left_out > 0 {
            figure.left_out.push(match self.language {
                Language::Vi => format!("Không tính {left_out} lượt: miễn sinh hoạt, tạm thời chuyển đi, đình chỉ"),
                Language::En => format!("Left out {left_out}: exempt, temporarily out, suspended"),
            });
        }
        figure.rule = self
            .rules()
            .map(|rules| format!("R-10: {}%, {}", rules.meeting.attendance_target.percent, self.meeting_document()))
            .unwrap_or_default();
        figure
    }

    /// A branch's quarters with and without a thematic meeting.
    pub fn thematic_quota(&self, branch: &BranchData) -> ThematicQuota {
        let per_quarter = self.rules().map_or(1, |rules| rules.meeting.thematic_per_quarter);
        let held = branch.meetings.iter().filter(|one| one.thematic && one.status.held());
        let dates: Vec<NaiveDate> = held.map(|one| one.date).collect();
        let mut quota = thematic_quota(&dates, self.period, self.today, per_quarter);
        // Of a quarter in which the branch was founded or closed nothing is asked.
        let there = self.period.quarters().filter(|(_, days)| branch.place.throughout(*days));
        let there: Vec<u32> = there.map(|(quarter, _)| quarter).collect();
        quota.missing.retain(|quarter| there.contains(quarter));
        quota.due = quota.due.filter(|quarter| there.contains(quarter));
        quota.of = u32::try_from(there.len()).unwrap_or(quota.of).max(quota.held);
        quota
    }

    /// Quarters with a thematic meeting, of those that are over; one under way counts once it has its meeting.
    pub fn thematic(&self, branches: &[&BranchData]) -> Figure {
        let quotas: Vec<ThematicQuota> = branches.iter().map(|branch| self.thematic_quota(branch)).collect();
        let sum = |count: &dyn Fn(&ThematicQuota) -> i64| quotas.iter().map(count).sum::<i64>();
        let held = sum(&|quota| i64::from(quota.held));
        let missed = sum(&|quota| i64::try_from(quota.missing.len()).unwrap_or(0));
        let open = sum(&|quota| i64::from(quota.due.is_some()));
        let all = sum(&|quota| i64::from(quota.of));
        let mut figure = Figure::new(
            "thematic",
            held,
            held + missed,
            self.language.pick(
                "quý có sinh hoạt chuyên đề, trên số quý đã hết hoặc đã có",
                "quarters with a thematic meeting, of those that are over or have one",
            ),
        );
        self.note(
            &mut figure,
            open,
            "quý đang diễn ra chưa có, chưa tính",
            "quarters under way without one aren't counted yet",
        );
        let ahead = all - held - missed - open;
        self.note(&mut figure, ahead, "quý chưa đến, không tính", "quarters that haven't begun are left out");
        figure.rule = format!(
            "R-02: {} {}",
            self.language.pick("mỗi quý ít nhất 1 lần,", "at least once a quarter,"),
            self.meeting_document()
        );
        figure
    }

    /// Tasks done by their due date, of those due.
    pub fn tasks(&self, branches: &[&BranchData]) -> Figure {
        let (mut on_time, mut due, mut late, mut cancelled, mut ahead, mut early) = (0, 0, 0, 0, 0, 0);
        for task in branches.iter().flat_map(|branch| &branch.tasks) {
            let done_in_time = task.status.done_by(task.done_on, task.due_on);
            match task.status {
                TaskStatus::Cancelled => cancelled += 1,
                TaskStatus::Done if task.due_on > self.today => early += 1,
                TaskStatus::Done => {
                    due += 1;
                    on_time += i64::from(done_in_time);
                    late += i64::from(!done_in_time);
                }
                TaskStatus::Open if task.due_on < self.today => due += 1,
                TaskStatus::Open => ahead += 1,
            }
        }
        let mut figure = Figure::new(
            "tasks",
            on_time,
            due,
            self.language
                .pick("nhiệm vụ xong đúng hạn, trên số nhiệm vụ đã đến hạn", "tasks done on time, of those due"),
        );
        self.note(&mut figure, late, "nhiệm vụ xong muộn, không tính là đúng hạn", "done late don't count as on time");
        self.note(
            &mut figure,
            early,
            "nhiệm vụ xong trước hạn, chưa đến hạn nên không tính",
            "done before they are due are left out",
        );
        self.note(&mut figure, ahead, "nhiệm vụ chưa đến hạn, không tính", "not due yet are left out");
        self.note(&mut figure, cancelled, "nhiệm vụ thôi thực hiện, không tính", "cancelled are left out");
        figure.rule = format!(
            "R-17: {} {}",
            self.language.pick("thời hạn ghi trong nghị quyết của chi bộ,", "due dates of the branch's resolutions,"),
            self.meeting_document()
        );
        figure
    }

    /// Village branches with a commune cadre in their committee.
    pub fn cadres(&self, branches: &[&BranchData]) -> Figure {
        let villages: Vec<_> =
            branches.iter().filter(|branch| branch.place.kind == shared::unit::BranchKind::Village).collect();
        let with = villages.iter().filter(|branch| branch.place.has_commune_cadre).count();
        let mut figure = Figure::new(
            "cadres",
            i64::try_from(with).unwrap_or(0),
            i64::try_from(villages.len()).unwrap_or(0),
            self.language.pick(
                "chi bộ thôn có cán bộ, công chức xã trong chi ủy",
                "village branches with a commune cadre in their committee",
            ),
        );
        self.lacking(&mut figure, villages.into_iter().copied().filter(|branch| !branch.place.has_commune_cadre));
        figure.rule = self.language.pick(R34.0, R34.1).to_owned();
        figure
    }

    /// Branches with somebody in charge today.
    pub fn supervision(&self, branches: &[&BranchData]) -> Figure {
        let with = branches.iter().filter(|branch| branch.place.supervisor.is_some()).count();
        let mut figure = Figure::new(
            "supervision",
            i64::try_from(with).unwrap_or(0),
            i64::try_from(branches.len()).unwrap_or(0),
            self.language.pick(
                "chi bộ có đồng chí đảng ủy viên phụ trách hôm nay",
                "branches with a committee member in charge today",
            ),
        );
        self.lacking(&mut figure, branches.iter().copied().filter(|branch| branch.place.supervisor.is_none()));
        figure.rule = self.language.pick(R34.0, R34.1).to_owned();
        figure
    }
}
