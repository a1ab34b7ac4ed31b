//! Which role an account has at a unit: the rows.

use shared::access::Role;
use shared::api::account::GrantRow;
use shared::id::{AccountId, GrantId, UnitId};

use crate::db::dated;

dated! {
    /// Which role an account has where.
    value Granted;
    /// A row of table `account_grant`.
    row GrantedRow in account_grant, GrantId;
    of account_id: AccountId;
    /// The role.
    role: Role,
    /// Where it holds.
    unit_id: UnitId,
}

impl GrantedRow {
    /// The grant as the API shows it.
    pub fn shown(&self, unit_name: String) -> GrantRow {
        GrantRow { id: self.id, role: self.role, unit_id: self.unit_id, unit_name, record: self.record() }
    }
}
