//! The trend: each month's average over the branches, beside the same month of an earlier year.

use shared::api::overview::TrendPoint;
use shared::meeting::MeetingKind;
use shared::text::cut_off;

use crate::figures::BranchData;

/// Twelve months of averages; `before` is the year compared with.
pub(super) fn trend(branches: &[BranchData], before: &[BranchData]) -> Vec<TrendPoint> {
    (1..=12)
        .map(|month| TrendPoint {
            month: i32::try_from(month).unwrap_or_default(),
            average: average(branches, month),
            before: average(before, month),
        })
        .collect()
}

/// Average share of the points of the month's regular meetings, percent to one decimal.
fn average(branches: &[BranchData], month: u32) -> Option<f64> {
    let shares: Vec<f64> = branches
        .iter()
        .flat_map(|branch| &branch.meetings)
        .filter(|meeting| meeting.kind == MeetingKind::Regular && meeting.month == month)
        .filter_map(|meeting| meeting.score(false))
        .filter(|score| score.out_of > 0)
        .map(|score| f64::from(score.points) * 100.0 / f64::from(score.out_of))
        .collect();
    let count = u32::try_from(shares.len()).ok().filter(|count| *count > 0)?;
    Some(cut_off(shares.iter().sum::<f64>() / f64::from(count)))
}
