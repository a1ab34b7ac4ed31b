//! The roll call of a meeting: who belonged to the branch on the day, who was away, who came.

use shared::id::{MeetingId, MemberId};
use shared::meeting::AttendanceState;
use shared::meeting::votes::Electorate;
use shared::member::{ActivityStatus, MembershipKind};

use super::chance::Chance;
use super::members::Person;

use super::schedule::Spec;
use super::setting::Setting;
use super::text::one;
use crate::meetings::rows::AttendanceRecord;

/// Somebody on the roll.
#[derive(Debug, Clone)]
struct Entry<'a> {
    person: &'a Person,
    kind: MembershipKind,
    status: ActivityStatus,
    state: AttendanceState,
    reason: String,
}

/// A roll call.
#[derive(Debug, Clone)]
pub(super) struct Roll<'a>(Vec<Entry<'a>>);

impl<'a> Roll<'a> {
    /// How many are on it.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Everybody.
    pub fn people(&self) -> impl Iterator<Item = MemberId> + '_ {
        self.0.iter().map(|entry| entry.person.id)
    }

    /// Those who had to come and came.
    pub fn present(&self) -> Vec<&'a Person> {
        self.0.iter().filter(|entry| here(entry)).map(|entry| entry.person).collect()
    }

    /// Those who had to come and didn't.
    pub fn absent(&self) -> Vec<&'a Person> {
        let missing = |entry: &&Entry<'_>| entry.status.has_duty() && entry.state != AttendanceState::Present;
        self.0.iter().filter(missing).map(|entry| entry.person).collect()
    }

    /// Who came and may vote.
    pub fn entitled(&self) -> u32 {
        Electorate::of(self.0.iter().map(|entry| (entry.kind, entry.status, entry.state))).present
    }

    /// Rows of a meeting.
    pub fn rows(&self, meeting_id: MeetingId) -> impl Iterator<Item = AttendanceRecord> + '_ {
        self.0.iter().map(move |entry| AttendanceRecord {
            meeting_id,
            member_id: entry.person.id,
            kind: entry.kind,
            status: entry.status,
            state: entry.state,
            reason: entry.reason.clone(),
        })
    }
}

fn here(entry: &Entry<'_>) -> bool {
    entry.status.has_duty() && entry.state == AttendanceState::Present
}

/// Calls the roll. Chair and minute-taker always come. Where the file has fewer with a duty than the branch, the last of
/// the list are away for a time; where it has more, because people are exempt or weren't admitted yet, the register
/// counts.
pub(super) fn roll<'a>(setting: Setting<'a>, spec: &Spec, chance: &mut Chance) -> Roll<'a> {
    let branch = setting.branch;
    let mut entries: Vec<Entry<'a>> = branch
        .members
        .iter()
        .filter_map(|person| {
            let (kind, status) = person.on(branch.id, spec.date)?;
            Some(Entry { person, kind, status, state: AttendanceState::Present, reason: String::new() })
        })
        .collect();
    let needed = [setting.secretary(), branch.scribe()];
    let needed = |person: &Person| needed.iter().flatten().any(|one| one.id == person.id);
    let with_duty = entries.iter().filter(|entry| entry.status.has_duty()).count();
    let away = match spec.duty {
        Some(duty) => with_duty.saturating_sub(duty),
        None => usize::from(chance.percent(12)),
    };
    let may_leave =
        |entry: &&mut Entry<'_>| entry.status.has_duty() && entry.person.office.is_none() && !needed(entry.person);
    for entry in entries.iter_mut().rev().filter(may_leave).take(away) {
        entry.status = ActivityStatus::TemporaryOut;
    }
    let may_miss: Vec<usize> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.status.has_duty() && !needed(entry.person))
        .map(|(place, _)| place)
        .collect();
    for (turn, place) in chance.some(&may_miss, spec.excused + spec.unexcused).into_iter().enumerate() {
        let reason = one(chance, &setting.texts.excused);
        let Some(entry) = entries.get_mut(place) else { continue };
        if turn < spec.excused {
            (entry.state, entry.reason) = (AttendanceState::Excused, reason);
        } else {
            entry.state = AttendanceState::Unexcused;
        }
    }
    Roll(entries)
}
