//! What the meeting's history calls its parts.

use shared::part::Part;

use crate::t;

/// What was changed, as the page calls it.
pub fn named(part: &Part) -> &'static str {
    match part.first() {
        "focal_issue" => t!(prepare.issue),
        "scheduled_at" | "moved_reason" => t!(prepare.scheduled),
        "place" => t!(prepare.place),
        "thematic_topic" => t!(prepare.thematic),
        "chair_id" => t!(prepare.chair),
        "secretary_id" => t!(prepare.secretary),
        "started_at" => t!(attendance.started_at),
        "ended_at" => t!(conclusion.ended_at),
        "guests" | "supervisor_attended" => t!(attendance.others),
        "draft_resolution" => t!(prepare.draft),
        "agenda" => t!(prepare.agenda),
        "attendance" => t!(meeting.attendance),
        "opinions" => t!(content.text),
        "votes" => t!(conclusion.votes),
        "handouts" => t!(prepare.documents),
        "tasks" => t!(conclusion.tasks),
        "resolution" => t!(conclusion.resolution),
        "minutes_adopted" => t!(conclusion.adopted),
        "innovation" | "self_criticism_minutes" => t!(content.also),
        "scores" => t!(meeting.score),
        "seal" => t!(approval.seal),
        "addenda" => t!(approval.addenda),
        "return_reason" => t!(approval.hand_back),
        _ => t!(approval.status),
    }
}
