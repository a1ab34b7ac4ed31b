//! How long texts of a meeting may be, in characters.

use shared::api::meeting::FocalIssue;
use shared::meeting::MeetingKind;
use shared::problem::{Code, FieldErrors};

/// Titles, names, places.
pub(super) const TITLE: usize = 300;
/// Web addresses, which may be long.
pub(super) const ADDRESS: usize = 2_000;
/// A few sentences.
pub(super) const PARAGRAPH: usize = 2_000;
/// Minutes and other prose: some ten printed pages.
pub(super) const TEXT: usize = 20_000;

/// The topic of a thematic meeting in the same session, which only a regular one has.
pub(super) fn thematic_topic(errors: &mut FieldErrors, kind: MeetingKind, topic: &str) {
    errors.optional_text("/thematic_topic", topic, TITLE);
    let alone = kind != MeetingKind::Regular && !topic.trim().is_empty();
    errors.add_if(alone, "/thematic_topic", Code::UnknownReference);
}

/// The focal issue, which may be empty.
pub(super) fn focal_issue(errors: &mut FieldErrors, issue: &FocalIssue) {
    errors.optional_text("/focal_issue/title", &issue.title, TITLE);
    errors.optional_text("/focal_issue/problem", &issue.problem, TEXT);
    errors.optional_text("/focal_issue/aim", &issue.aim, TEXT);
    errors.optional_text("/focal_issue/expected_result", &issue.expected_result, TEXT);
}
