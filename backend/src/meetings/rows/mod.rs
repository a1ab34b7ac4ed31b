//! The rows of a meeting's tables, one struct per table: whatever reads, writes, seals or fills them uses these.

mod agenda_item;
mod attendance;
mod handout;
mod notice;
mod opinion;
mod resolution_draft;
mod vote;

pub use agenda_item::AgendaItemRecord;
pub use attendance::AttendanceRecord;
pub use handout::HandoutRecord;
pub use notice::NoticeRecord;
pub use opinion::OpinionRecord;
pub use resolution_draft::ResolutionDraftRecord;
pub use vote::VoteRecord;

/// What every row of a meeting can: its meeting's rows in order, one by its key, being written and removed.
macro_rules! of_meeting {
    ($record:ident, $table:ident, key $id:ty = ($($key:ident),+), order $order:expr) => {
        impl $record {
            /// A meeting's rows, in order.
            ///
            /// # Errors
            /// The database's.
            pub fn of(conn: &mut crate::db::Conn, meeting: shared::id::MeetingId) -> diesel::QueryResult<Vec<Self>> {
                $table::table.filter($table::meeting_id.eq(meeting)).order($order).select(Self::as_select()).load(conn)
            }

            /// The row of a key.
            ///
            /// # Errors
            /// The database's.
            pub fn find(conn: &mut crate::db::Conn, key: $id) -> diesel::QueryResult<Option<Self>> {
                $table::table.find(key).select(Self::as_select()).first(conn).optional()
            }

            /// Writes every column, in place of the row of the same key if there is one.
            ///
            /// # Errors
            /// The database's.
            pub fn save(&self, conn: &mut crate::db::Conn) -> diesel::QueryResult<()> {
                if diesel::update($table::table.find(($(self.$key),+))).set(self).execute(conn)? == 0 {
                    diesel::insert_into($table::table).values(self).execute(conn)?;
                }
                Ok(())
            }

            /// Removes the row of a key, if there is one; how many that were.
            ///
            /// # Errors
            /// The database's.
            pub fn remove(conn: &mut crate::db::Conn, key: $id) -> diesel::QueryResult<usize> {
                diesel::delete($table::table.find(key)).execute(conn)
            }
        }
    };
}

use of_meeting;
