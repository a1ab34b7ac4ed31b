//! Which meeting answers for which task. Each task counts once in a score (criterion 7.1: the share of the last resolution's
//! tasks that were done): a thematic meeting answers for what fell due since the regular meeting before it, a regular one
//! for the rest.

use chrono::NaiveDate;

use super::assess::day_of;
use super::kinds::{MeetingKind, TaskStatus};
use crate::api::meeting::Meeting;
use crate::api::task::TaskRow;

/// Whether a task is reported at a thematic meeting of a day: it fell due there, after the regular meeting before it.
pub fn falls_due_between(due_on: NaiveDate, regular: Option<NaiveDate>, thematic: NaiveDate) -> bool {
    due_on <= thematic && regular.is_none_or(|day| due_on > day)
}

/// The tasks that a meeting answers for: due there, or done before that, and counted at no other one. Who prepares a meeting
/// answers for none: the meeting itself does.
pub fn answered_for(meeting: &Meeting) -> impl Iterator<Item = &TaskRow> {
    let day = day_of(meeting);
    let counts = meeting.kind != MeetingKind::Preparatory;
    let due = meeting.previous_tasks.iter().filter(move |task| counts && was_due(task, day));
    due.filter(|task| !meeting.counted_elsewhere.contains(&task.id))
}

/// Whether a meeting of a day has to hear of a task. What was done later wasn't done then.
fn was_due(task: &TaskRow, day: NaiveDate) -> bool {
    task.status != TaskStatus::Cancelled && (task.due_on <= day || task.status.done_by(task.done_on, day))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default() + TimeDelta::days(number)
    }

    #[test]
    fn a_thematic_meeting_hears_of_what_fell_due_since_the_regular_one() {
        let at = |due| falls_due_between(day(due), Some(day(4)), day(20));
        assert_eq!([3, 4, 5, 20, 21].map(at), [false, false, true, true, false]);
        assert!(falls_due_between(day(3), None, day(20)) && !falls_due_between(day(21), None, day(20)));
    }

    proptest! {
        /// Meetings one after the other, some of them thematic, and tasks that are due on some day: each counts once, at a
        /// thematic meeting exactly if it fell due between a regular one and that.
        #[test]
        fn each_task_counts_once(
            steps in proptest::collection::vec((1_i64..20, any::<bool>()), 1..12),
            tasks in proptest::collection::vec(0_i64..150, 0..20),
        ) {
            let (mut now, mut regular) = (0, None);
            let mut counted: BTreeMap<usize, (i64, Option<NaiveDate>)> = BTreeMap::new();
            for (step, thematic) in steps {
                now += step;
                for (number, due) in tasks.iter().enumerate() {
                    let heard = if thematic { falls_due_between(day(*due), regular, day(now)) } else { *due <= now };
                    if heard && !counted.contains_key(&number) {
                        counted.insert(number, (now, regular.filter(|_| thematic)));
                    }
                }
                regular = if thematic { regular } else { Some(day(now)) };
            }
            for (number, due) in tasks.iter().enumerate() {
                match counted.get(&number) {
                    Some((at, since)) => prop_assert!(due <= at && since.is_none_or(|since| day(*due) > since)),
                    None => prop_assert!(regular.is_none_or(|last| day(*due) > last)),
                }
            }
        }
    }
}
