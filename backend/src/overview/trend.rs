//! The trend: each month's average over the branches, beside the same month of an earlier year.

use shared::api::overview::{TrendPoint, TrendValue};
use shared::meeting::calendar::due_in_month;
use shared::period::Period;
use shared::share::Share;
use shared::text::cut_off;

use crate::figures::BranchData;

/// The months' averages; `before` is the year compared with.
pub(super) fn trend(now: (Period, &[BranchData]), before: Option<(Period, &[BranchData])>) -> Vec<TrendPoint> {
    let months = now.0.months();
    months
        .map(|month| TrendPoint {
            month: i32::try_from(month).unwrap_or_default(),
            now: value(now, month),
            before: before.map(|before| value(before, month)),
        })
        .collect()
}

/// Average share of the points of the month's regular meetings, over the branches that have a score, and how many of those
/// that should have one they are.
fn value((period, branches): (Period, &[BranchData]), month: u32) -> TrendValue {
    let (mut sum, mut count, mut of) = (0.0, 0_u32, 0_u32);
    for branch in branches {
        let score = branch.regular(month).find_map(|meeting| meeting.score(false)).filter(|score| score.out_of > 0);
        if let Some(score) = score {
            sum += f64::from(score.points) * 100.0 / f64::from(score.out_of);
            count += 1;
        }
        let due = || due_in_month(&branch.place.days, period.year(), month).is_some();
        let held = || branch.regular(month).any(|meeting| meeting.status.held());
        of += u32::from(score.is_some() || held() || due());
    }
    TrendValue { average: (count > 0).then(|| cut_off(sum / f64::from(count))), scored: Share::new(count, of) }
}
