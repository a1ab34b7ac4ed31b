//! Writing members' rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::dated::{Edits, Fact, Span};
use shared::id::MemberId;
use shared::text::{compose, fold, sort_key};

use super::read::Stored;
use crate::db::schema::{member, office};
use crate::db::{Author, Conn, Dated, Decision};
use crate::units::{Seat, SeatRow};

impl Stored {
    /// Sets the name and what follows from it.
    pub fn set_name(&mut self, name: &str) {
        self.full_name = compose(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        self.folded_name = fold(&self.full_name);
        self.sort_key = sort_key(&self.full_name);
    }
}

/// Adds a member.
pub fn insert(conn: &mut Conn, row: &Stored) -> QueryResult<()> {
    diesel::insert_into(member::table)
        .values((
            member::id.eq(row.id),
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a member's row if it still has the version that was seen; whether it had.
pub fn update(conn: &mut Conn, row: &Stored, seen: i64) -> QueryResult<bool> {
    let written = diesel::update(member::table.find(row.id).filter(member::version.eq(seen)))
        .set((
            member::full_name.eq(&row.full_name),
            member::folded_name.eq(&row.folded_name),
            member::sort_key.eq(&row.sort_key),
            member::gender.eq(row.gender),
            member::birth_date.eq(row.birth_date),
            member::ethnicity.eq(&row.ethnicity),
            member::citizen_id.eq(&row.citizen_id),
            member::party_card.eq(&row.party_card),
            member::phone.eq(&row.phone),
            member::admitted_on.eq(row.admitted_on),
            member::recognized_on.eq(row.recognized_on),
            member::version.eq(row.version),
        ))
        .execute(conn)?;
    Ok(written > 0)
}

/// Puts a member into a branch's committee.
pub fn begin_office(conn: &mut Conn, seat: Seat, starts_on: NaiveDate, author: &Author) -> QueryResult<()> {
    let row = SeatRow::new(seat, Span::from(starts_on), Decision::default());
    SeatRow::write(conn, &Edits { replaced: Vec::new(), written: vec![row] }, author).map(drop)
}

/// Ends whatever offices a member has, the day before `day`; those that would end before they began never were.
pub fn end_offices(conn: &mut Conn, member: MemberId, day: NaiveDate, author: &Author) -> QueryResult<()> {
    let held: Vec<SeatRow> = office::table
        .filter(office::member_id.eq(member))
        .filter(office::replaced_at.is_null())
        .filter(office::ends_on.is_null().or(office::ends_on.ge(day)))
        .order((office::starts_on, office::id))
        .select(SeatRow::as_select())
        .load(conn)?;
    let shortened = held.iter().map(|seat| seat.during(Span::new(seat.starts_on, day.pred_opt())));
    let written = shortened.filter(|seat| seat.span().has_days()).collect();
    SeatRow::write(conn, &Edits { replaced: held, written }, author).map(drop)
}
