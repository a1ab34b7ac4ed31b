//! The figures of a branch or a commune: what is counted, what is left out, and by which rules.

use chrono::NaiveDate;
use shared::api::{Figure, FigureKey, FigureReason};
use shared::meeting::calendar::{Schedule, ThematicQuota, due_in_month, schedule, thematic_quota};
use shared::meeting::{AttendanceState, TaskStatus};
use shared::period::Period;
use shared::rule_set::RuleSet;
use shared::rulebook::{Kept, Rulebook};
use shared::share::Share;
use shared::unit::BranchKind;

use super::load::BranchData;

/// Makes the figures of a period as seen on a day.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The rules of the period's end, as they were known then.
    pub rules: Option<Kept<RuleSet>>,
    /// What the figures are about.
    pub period: Period,
    /// The day on which they are made.
    pub today: NaiveDate,
}

impl Figures {
    /// With the book's rules ([`Rulebook::of_period`]).
    pub fn new(book: &Rulebook, period: Period, today: NaiveDate) -> Self {
        Self { rules: book.of_period(period, today).cloned(), period, today }
    }

    /// The last day that they are about.
    pub fn as_at(&self) -> NaiveDate {
        self.period.as_at(self.today)
    }

    pub(super) fn figure(&self, key: FigureKey, count: u64, of: u64) -> Figure {
        let rules = self.rules.as_ref().map(|kept| kept.digest.clone());
        Figure { key, as_at: self.as_at(), share: Share::new(count, of), left_out: Vec::new(), rules }
    }

    /// Regular meetings on the fixed day, or moved with a reason, of the months that are due.
    pub fn schedule(&self, branches: &[&BranchData]) -> Figure {
        let (mut kept, mut due, mut moved, mut ahead) = (0, 0, 0, 0);
        for branch in branches {
            for month in self.period.months() {
                let held = branch.regular(month).find(|one| one.status.held());
                let day = due_in_month(&branch.place.days, self.period.year(), month);
                if let Some(held) = held {
                    let fixed_day = branch.place.fixed_day_on(held.date);
                    let schedule = schedule(held.date, fixed_day, Some(&held.moved_reason));
                    due += 1;
                    kept += u64::from(schedule.kept());
                    moved += u64::from(schedule == Schedule::MovedWithReason);
                } else if day.is_some_and(|day| day < self.today) {
                    due += 1;
                } else if day.is_some() {
                    ahead += 1;
                }
            }
        }
        self.figure(FigureKey::Schedule, kept, due)
            .noting(FigureReason::MovedWithReason, moved)
            .noting(FigureReason::MeetingAhead, ahead)
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
        self.figure(FigureKey::Attendance, present, duty).noting(FigureReason::NoDuty, left_out)
    }

    /// A branch's quarters with and without a thematic meeting.
    pub fn thematic_quota(&self, branch: &BranchData) -> ThematicQuota {
        let per_quarter = self.rules.as_ref().map_or(1, |kept| kept.value.meeting.thematic_per_quarter);
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
        let (mut held, mut missed, mut open, mut all) = (0, 0, 0, 0);
        for quota in branches.iter().map(|branch| self.thematic_quota(branch)) {
            held += u64::from(quota.held);
            missed += number(quota.missing.len());
            open += u64::from(quota.due.is_some());
            all += u64::from(quota.of);
        }
        self.figure(FigureKey::Thematic, held, held + missed)
            .noting(FigureReason::QuarterOpen, open)
            .noting(FigureReason::QuarterAhead, all.saturating_sub(held + missed + open))
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
                    on_time += u64::from(done_in_time);
                    late += u64::from(!done_in_time);
                }
                TaskStatus::Open if task.due_on < self.today => due += 1,
                TaskStatus::Open => ahead += 1,
            }
        }
        self.figure(FigureKey::Tasks, on_time, due)
            .noting(FigureReason::TaskLate, late)
            .noting(FigureReason::TaskEarly, early)
            .noting(FigureReason::TaskAhead, ahead)
            .noting(FigureReason::TaskCancelled, cancelled)
    }

    /// Village branches with a commune cadre in their committee.
    pub fn cadres(&self, branches: &[&BranchData]) -> Figure {
        let villages = branches.iter().copied().filter(|branch| branch.place.kind == BranchKind::Village);
        self.on_the_day(FigureKey::Cadres, villages, |branch| branch.place.has_commune_cadre)
    }

    /// Branches with somebody in charge.
    pub fn supervision(&self, branches: &[&BranchData]) -> Figure {
        self.on_the_day(FigureKey::Supervision, branches.iter().copied(), |branch| branch.place.supervisor.is_some())
    }

    /// Those that have something on the last day, of the branches that there are then.
    fn on_the_day<'a>(
        &self,
        key: FigureKey,
        branches: impl Iterator<Item = &'a BranchData>,
        has: fn(&BranchData) -> bool,
    ) -> Figure {
        let (there, gone): (Vec<_>, Vec<_>) = branches.partition(|branch| branch.place.covers(self.as_at()));
        let lacking = there.iter().filter(|branch| !has(branch));
        let lacking: Vec<String> = lacking.map(|branch| branch.place.name.clone()).collect();
        self.figure(key, number(there.len() - lacking.len()), number(there.len()))
            .lacking(lacking)
            .noting(FigureReason::BranchGone, number(gone.len()))
    }
}

pub(super) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
