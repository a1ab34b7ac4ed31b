//! Writing the plan and the minutes: one request saves whatever its body holds, all of it or nothing.

mod agenda;
mod fields;
mod handouts;
mod opinions;
mod resolution;
mod roll_call;
mod session;
mod tasks;
mod votes;

use std::collections::HashMap;

use diesel::prelude::*;
use shared::access::Action;
use shared::api::meeting::{MeetingPatch, Saved, UpdateMeeting};
use shared::id::MemberId;
use shared::meeting::allowed::allowed_in;
use shared::problem::{Code, FieldErrors};

use super::record::MeetingRecord;
use super::view::{Person, roster};
use crate::db::Conn;
use crate::db::schema::attendance;
use crate::http::{Call, Context, Result, check};
use crate::turns::{Writing, parts_of};

/// Entries of one list in one request at most: a meeting of 100 people has fewer.
const MAX_ENTRIES: usize = 500;

/// Saves the patch.
pub fn update(cx: &mut Context<'_>, call: Call<UpdateMeeting>) -> Result<Saved> {
    let (record, turn) = MeetingRecord::take(cx, call.path, &parts_of(&call.body)?)?;
    if !allowed_in(record.kind, record.status, Action::MeetingRun) {
        return Err(Code::WrongState.into());
    }
    let patch = call.body;
    let people = roster(cx.conn, &record)?.into_iter().map(|person| (person.id, person)).collect();
    let on_roll =
        attendance::table.filter(attendance::meeting_id.eq(record.id)).select(attendance::member_id).load(cx.conn)?;
    let mut work = Work { cx, record, writing: Writing::new(turn), people, on_roll };
    check_sizes(&patch)?;
    fields::write(&mut work, &patch)?;
    session::write(&mut work, &patch)?;
    agenda::write(&mut work, &patch.agenda)?;
    roll_call::write(&mut work, &patch.attendance)?;
    opinions::write(&mut work, &patch.opinions)?;
    votes::write(&mut work, &patch.votes)?;
    handouts::write(&mut work, &patch.handouts)?;
    tasks::write(&mut work, &patch.tasks)?;
    resolution::write(&mut work, patch.resolution.as_ref())?;
    // What depends on several lists is checked when all of them are written.
    opinions::check_speakers(&mut work, &patch)?;
    votes::check_counts(&mut work, &patch.votes)?;
    work.finish()
}

fn check_sizes(patch: &MeetingPatch) -> Result<()> {
    let mut errors = FieldErrors::default();
    for (pointer, length) in [
        ("/agenda", patch.agenda.len()),
        ("/attendance", patch.attendance.len()),
        ("/opinions", patch.opinions.len()),
        ("/votes", patch.votes.len()),
        ("/handouts", patch.handouts.len()),
        ("/tasks", patch.tasks.len()),
    ] {
        errors.add_if(length > MAX_ENTRIES, pointer, Code::TooLong);
    }
    check(errors)
}

/// A write under way.
struct Work<'a, 'c> {
    cx: &'a mut Context<'c>,
    record: MeetingRecord,
    writing: Writing,
    /// Whose meeting it is, as on the day.
    people: HashMap<MemberId, Person>,
    /// Who has a row in the roll call.
    on_roll: Vec<MemberId>,
}

impl Work<'_, '_> {
    fn conn(&mut self) -> &mut Conn {
        self.cx.conn
    }

    /// Whose meeting it is on the day that it has now.
    fn renew_people(&mut self) -> Result<()> {
        let people = roster(self.cx.conn, &self.record)?;
        self.people = people.into_iter().map(|person| (person.id, person)).collect();
        Ok(())
    }

    /// Whether the member belongs to those who meet, or did on the day.
    fn belongs(&self, member: MemberId) -> bool {
        self.people.contains_key(&member) || self.on_roll.contains(&member)
    }

    /// A field error if the member is none of those who meet.
    fn check_member(&mut self, pointer: &str, member: Option<MemberId>) {
        let stranger = member.is_some_and(|member| !self.belongs(member));
        self.writing.errors.add_if(stranger, pointer, Code::UnknownReference);
    }

    /// Runs the checks of one entry; tells whether they found nothing.
    fn checked(&mut self, checks: impl FnOnce(&mut Self)) -> bool {
        let before = self.writing.errors.0.len();
        checks(self);
        self.writing.errors.0.len() == before
    }

    fn finish(self) -> Result<Saved> {
        let Self { cx, mut record, writing, .. } = self;
        let (version, others) = writing.finish(cx, record.id)?;
        record.version = version;
        record.save(cx.conn)?;
        Ok(Saved { others, ..record.saved() })
    }
}
