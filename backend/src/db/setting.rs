//! Settings that all nodes share, each made by the first node that needs it.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Text};

use super::Conn;
use super::schema::setting;

/// The setting's value; `made` becomes it where there is none. Nodes that start together get the same.
///
/// # Errors
/// The database's.
pub fn setting_or(conn: &mut Conn, key: &str, made: &[u8]) -> QueryResult<Vec<u8>> {
    diesel::sql_query("INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING")
        .bind::<Text, _>(key)
        .bind::<Binary, _>(made)
        .execute(conn)?;
    setting::table.find(key).select(setting::value).first(conn)
}
