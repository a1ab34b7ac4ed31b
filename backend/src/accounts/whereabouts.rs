//! Accounts belong to no unit.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::access::Whereabouts;
use shared::id::{AccountId, GrantId};

use crate::db::Conn;
use crate::db::schema::account;
use crate::http::{Located, Result};

impl Located for AccountId {
    fn whereabouts(&self, conn: &mut Conn, _: NaiveDate) -> Result<Option<Whereabouts>> {
        let found: i64 = account::table.find(*self).count().get_result(conn)?;
        Ok((found > 0).then(Whereabouts::default))
    }
}

impl Located for (AccountId, GrantId) {
    fn whereabouts(&self, conn: &mut Conn, day: NaiveDate) -> Result<Option<Whereabouts>> {
        self.0.whereabouts(conn, day)
    }
}
