//! Changes one letter of a sealed meeting, as somebody with the database in their hands could: `forge <database URL>
//! <meeting>`. The journeys see that page, papers and `nenep verify` say so.

use backend::db::schema::seal;
use backend::db::{Db, Url};
use diesel::prelude::*;
use uuid::Uuid;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let (Some(url), Some(meeting)) = (given.next(), given.next()) else { return Err("forge <URL> <meeting>".into()) };
    let (url, meeting) = (url.parse::<Url>()?, meeting.parse::<Uuid>()?);
    let changed = Db::open(&url)?.write(|conn| {
        let subject = seal::subject_id.eq(meeting.as_bytes().to_vec());
        let content: String = seal::table.filter(subject.clone()).select(seal::content).first(conn)?;
        let forged = content.replacen("Chi bộ", "Chi bô", 1);
        Ok(diesel::update(seal::table.filter(subject)).set(seal::content.eq(forged)).execute(conn)?)
    })?;
    println!("{changed} changed");
    Ok(())
}
