//! Inserting many rows at once, which the connection to either database can't do by itself.

/// Inserts rows, some hundreds per statement, whichever database it is. The rows' type derives `Insertable` with
/// `treat_none_as_default_value = false`: otherwise SQLite takes them one by one.
macro_rules! insert_all {
    ($conn:expr, $table:path, $rows:expr) => {{
        let mut result: diesel::QueryResult<()> = Ok(());
        // 400 rows of the widest table stay below SQLite's 32766 bound values.
        for chunk in $rows.chunks(400) {
            let inserted = match $conn {
                $crate::db::Conn::Sqlite(conn) => {
                    diesel::RunQueryDsl::execute(diesel::insert_into($table).values(chunk), conn)
                }
                $crate::db::Conn::Postgres(conn) => {
                    diesel::RunQueryDsl::execute(diesel::insert_into($table).values(chunk), conn)
                }
            };
            if let Err(error) = inserted {
                result = Err(error);
                break;
            }
        }
        result
    }};
}

pub(crate) use insert_all;
