//! The history of a meeting.

use shared::api::Page;
use shared::api::meeting::ListMeetingChanges;
use shared::problem::Change;

use crate::acts;
use crate::http::{Call, Context, Result};

/// What was changed, by whom and when.
pub fn list(cx: &mut Context<'_>, call: Call<ListMeetingChanges>) -> Result<Page<Change>> {
    acts::newest_first(cx.conn, call.path.0).map(Page::whole)
}
