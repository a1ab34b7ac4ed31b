//! One meeting, whole.

use shared::api::meeting::{GetMeeting, Meeting};

use super::view;
use crate::http::{Call, Context, Result};

/// What the caller may see of the meeting.
pub fn get(cx: &mut Context<'_>, call: Call<GetMeeting>) -> Result<Meeting> {
    view::for_caller(cx, call.path)
}
