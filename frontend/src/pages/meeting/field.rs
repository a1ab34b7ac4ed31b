//! Fields of a meeting, which whoever runs it writes.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Meeting, MeetingPatch};
use shared::part::Part;

use super::page::Page;
use crate::editing::field;

pub use crate::editing::field::{Kind, choices, follow};

/// A field of the minutes or the plan.
pub type Field = field::Field<Meeting>;

impl Field {
    /// Shows it.
    pub fn view(self, page: Page) -> AnyView {
        self.shown(page.editor, page.may(Action::MeetingRun).into())
    }
}

/// A yes or no that saves itself.
pub fn check(
    page: Page,
    label: impl Into<String>,
    part: impl Into<Part>,
    read: impl Fn(&Meeting) -> bool + Send + Sync + 'static,
    write: impl Fn(&mut Meeting, &mut MeetingPatch, bool) + Send + Sync + 'static,
) -> AnyView {
    field::check(page.editor, page.may(Action::MeetingRun).into(), label, part, read, write)
}

/// Those whom the roll call lists, to choose from, nobody first.
pub fn members(page: Page, nobody: &'static str) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut options = vec![(String::new(), nobody.to_owned())];
        page.meeting.with(|meeting| {
            options.extend(meeting.attendance.iter().map(|row| (row.member_id.to_string(), row.name.clone())));
        });
        options
    })
}
