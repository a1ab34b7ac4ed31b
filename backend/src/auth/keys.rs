//! The key that signs access tokens: made once, kept in the database so that every node has it.

use crate::db::{Db, setting_or};
use crate::http::{Keys, Result};

const SETTING: &str = "access_token_key";

impl Keys {
    /// Reads the key, or makes it the first time.
    ///
    /// # Errors
    /// The database's.
    pub fn load(db: &Db) -> Result<Self> {
        let made = rand::random::<[u8; 32]>();
        let secret = db.write(|conn| Ok(setting_or(conn, SETTING, &made)?))?;
        Ok(Self::new(secret))
    }
}
