//! Handing a scored meeting in to the committee above, and the committee's handing it back.

use shared::api::meeting::{Reason, ReturnMeeting, Saved, SubmitMeeting};
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::problem::{Code, FieldErrors};

use super::conclusion::refuse_contradictions;
use super::record::MeetingRecord;
use super::{assessment, limits, scores};
use crate::http::{Call, Context, Result, check};

/// Hands the meeting in. The day counts for the score, so the scores are computed again, and kept, as of today.
pub fn submit(cx: &mut Context<'_>, call: Call<SubmitMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Concluded)?;
    if record.kind == MeetingKind::Preparatory {
        return Err(Code::WrongState.into());
    }
    refuse_contradictions(cx, record.id)?;
    record.submitted_at = Some(cx.now().naive_utc());
    let reason = std::mem::take(&mut record.return_reason);
    if !reason.is_empty() {
        cx.note(record.id, record.version, "return_reason", &reason, &"")?;
    }
    let saved = record.enter(cx, MeetingStatus::Submitted)?;
    scores::settle(cx, &record)?;
    assessment::keep(cx.conn, &record, cx.today())?;
    Ok(saved)
}

/// Hands the meeting back with a reason that the branch reads.
pub fn hand_back(cx: &mut Context<'_>, call: Call<ReturnMeeting>) -> Result<Saved> {
    let mut record = MeetingRecord::claim(cx, call.path)?;
    record.expect(MeetingStatus::Submitted)?;
    let Reason { reason } = call.body;
    let mut errors = FieldErrors::default();
    errors.text("/reason", &reason, limits::TEXT);
    check(errors)?;
    let before = std::mem::replace(&mut record.return_reason, reason.trim().to_owned());
    record.submitted_at = None;
    record.submission = None;
    cx.note(record.id, record.version, "return_reason", &before, &record.return_reason)?;
    record.enter(cx, MeetingStatus::Concluded)
}
