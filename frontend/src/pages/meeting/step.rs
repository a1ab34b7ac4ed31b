//! The steps of a meeting's way, each with its address, and how far they are.

use shared::api::meeting::Meeting;
use shared::meeting::{MeetingKind, MeetingStatus};
use shared::time::local_date;

use crate::components::StepState;
use crate::{format, t};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Chuẩn bị.
    Prepare,
    /// Thông báo.
    Notice,
    /// Điểm danh.
    Attendance,
    /// Nội dung.
    Content,
    /// Kết luận.
    Conclusion,
    /// Chấm điểm.
    Score,
    /// Phê duyệt.
    Approval,
}

use Step::{Approval, Attendance, Conclusion, Content, Notice, Prepare, Score};

impl Step {
    /// In their order; the committee's preparatory meeting isn't scored.
    pub fn of(kind: MeetingKind) -> &'static [Self] {
        const ALL: &[Step] = &[Prepare, Notice, Attendance, Content, Conclusion, Score, Approval];
        if kind == MeetingKind::Preparatory { &ALL[..5] } else { ALL }
    }

    /// Its address within the page.
    pub const fn href(self) -> &'static str {
        match self {
            Prepare => "?step=prepare",
            Notice => "?step=notice",
            Attendance => "?step=attendance",
            Content => "?step=content",
            Conclusion => "?step=conclusion",
            Score => "?step=score",
            Approval => "?step=approval",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Prepare => t!(meeting.prepare),
            Notice => t!(meeting.notice),
            Attendance => t!(meeting.attendance),
            Content => t!(meeting.content),
            Conclusion => t!(meeting.conclusion),
            Score => t!(meeting.score),
            Approval => t!(meeting.approval),
        }
    }

    /// The step that an address names, or the one that the meeting is at.
    pub fn at(named: Option<&str>, meeting: &Meeting) -> Self {
        let steps = Self::of(meeting.kind);
        let named = named.and_then(|name| steps.iter().find(|step| step.href().strip_prefix("?step=") == Some(name)));
        named.copied().unwrap_or_else(|| present(meeting))
    }

    /// How far it is, seen from the step that is shown.
    pub fn state(self, shown: Self, meeting: &Meeting) -> StepState {
        if self == shown {
            return StepState::Now;
        }
        let (status, begun) = (meeting.status, meeting.started_at.is_some());
        let done = match self {
            Prepare => begun || !meeting.focal_issue.title.trim().is_empty() && meeting.chair_id.is_some(),
            Notice => meeting.announced_at.is_some(),
            Attendance => begun,
            Content => begun && meeting.agenda.iter().all(|item| item.done || !item.mandatory),
            Conclusion => status.held(),
            Score => matches!(status, MeetingStatus::Submitted | MeetingStatus::Locked),
            Approval => status == MeetingStatus::Locked,
        };
        match (done, status.held() && matches!(self, Notice | Content)) {
            (true, _) => StepState::Done,
            (false, true) => StepState::Warn,
            (false, false) => StepState::Later,
        }
    }
}

/// Where the meeting is.
fn present(meeting: &Meeting) -> Step {
    let preparatory = meeting.kind == MeetingKind::Preparatory;
    match meeting.status {
        MeetingStatus::Announced if local_date(meeting.scheduled_at) <= format::today() => Attendance,
        MeetingStatus::Planned | MeetingStatus::Announced => Prepare,
        MeetingStatus::InSession if meeting.agenda.iter().any(|item| item.done) => Content,
        MeetingStatus::InSession => Attendance,
        _ if preparatory => Conclusion,
        MeetingStatus::Concluded => Score,
        MeetingStatus::Submitted | MeetingStatus::Locked => Approval,
    }
}
