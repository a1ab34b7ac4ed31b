//! The roll call.

use diesel::prelude::*;
use serde::Serialize;
use shared::id::{MeetingId, MemberId};
use shared::meeting::AttendanceState;
use shared::member::{ActivityStatus, MembershipKind};

use super::of_meeting;
use crate::db::schema::attendance;

/// The row of table `attendance`: kind and status are as on the day.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = attendance, primary_key(meeting_id, member_id))]
#[diesel(treat_none_as_null = true, treat_none_as_default_value = false)]
#[allow(missing_docs)] // The columns are documented where the API shows them.
pub struct AttendanceRecord {
    pub meeting_id: MeetingId,
    pub member_id: MemberId,
    pub kind: MembershipKind,
    pub status: ActivityStatus,
    pub state: AttendanceState,
    pub reason: String,
}

of_meeting!(AttendanceRecord, attendance, key (MeetingId, MemberId) = (meeting_id, member_id), order attendance::member_id);
