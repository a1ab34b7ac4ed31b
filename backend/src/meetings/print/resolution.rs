//! The resolution or conclusion of a meeting.

use shared::api::meeting::{Meeting, Opinion};
use shared::api::task::ResolutionRow;
use shared::evaluation::ScoreSheet;
use shared::meeting::assess::{day_of, minutes_of};
use shared::meeting::{MeetingStatus, OpinionKind, VoteSubject};

use super::parts;
use crate::papers::{Adoption, ResolutionPaper};

/// The paper: a draft again while the minutes are reopened.
pub(super) fn paper(meeting: &Meeting, issued: &ResolutionRow, sheet: Option<&ScoreSheet>) -> ResolutionPaper {
    let supervisor = meeting.supervisor.as_ref().map(|_| "Cấp ủy viên phụ trách chi bộ");
    let recipients = ["Đảng ủy (báo cáo)"].into_iter().chain(supervisor);
    let recipients = recipients.chain(["Các chi hội, đoàn thể", "Đảng viên trong chi bộ"]);
    ResolutionPaper {
        head: parts::head(meeting, u32::try_from(issued.number).ok(), &format!("{}/CB", issued.kind.symbol())),
        kind: issued.kind,
        draft: meeting.status == MeetingStatus::InSession,
        subject: issued.title.clone(),
        meeting: lower_first(&parts::subject(meeting)),
        held_on: day_of(meeting),
        place: meeting.place.clone(),
        minutes: minutes_of(meeting),
        attendance: parts::attendance(meeting),
        chair: parts::with_position(meeting, meeting.chair_id),
        secretary: parts::with_position(meeting, meeting.secretary_id),
        ideology: Vec::new(),
        political_task: parts::paragraphs(&issued.assessment),
        previous_tasks: parts::previous_tasks(meeting),
        praise: meeting.opinions.iter().filter_map(|opinion| praise(meeting, opinion)).collect(),
        shortcomings: Vec::new(),
        focal_issue: parts::some(&meeting.focal_issue.title),
        directions: parts::paragraphs(&issued.direction),
        assignments: parts::assignments(meeting),
        organisation: parts::paragraphs(&issued.execution),
        score: parts::self_score(meeting, sheet),
        adoption: adoption(meeting),
        recipients: recipients.map(str::to_owned).collect(),
        signature: parts::signature(meeting),
    }
}

fn praise(meeting: &Meeting, opinion: &Opinion) -> Option<String> {
    let what = match opinion.kind {
        OpinionKind::Praise => "Biểu dương",
        OpinionKind::Reminder => "Nhắc nhở",
        _ => return None,
    };
    let name = parts::some(&parts::name(meeting, opinion.member_id)).unwrap_or_else(|| opinion.delegate.clone());
    Some(format!("{what} đồng chí {name}: {}", opinion.text))
}

/// The last vote on the resolution that passed.
fn adoption(meeting: &Meeting) -> Option<Adoption> {
    let passed = |vote: &&shared::api::meeting::Vote| vote.subject == VoteSubject::Resolution && vote.result.passed;
    let vote = meeting.votes.iter().rfind(passed)?;
    Some(Adoption { on: day_of(meeting), votes_for: vote.result.in_favour, base: vote.result.base })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
