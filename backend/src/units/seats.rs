//! Seats in branches' committees that end because of what becomes of their holders, and what is noted of it.

use diesel::prelude::*;
use shared::dated::{Edits, Fact, Span};
use shared::id::{MemberId, UnitId};

use super::seat::SeatRow;
use super::term::TermRow;
use super::terms::{seats_shown, shown};
use crate::db::schema::{office, unit};
use crate::db::{Author, Conn, Dated};
use crate::http::{Context, Result};
use crate::turns::raise;

/// All seats of a member, in whatever branch.
///
/// # Errors
/// The database's.
pub fn seats_of(conn: &mut Conn, member: MemberId) -> QueryResult<Vec<SeatRow>> {
    office::table
        .filter(office::member_id.eq(member))
        .filter(office::replaced_at.is_null())
        .order((office::starts_on, office::id))
        .select(SeatRow::as_select())
        .load(conn)
}

/// Ends the seats that a member would have on days of which they are elsewhere, on the eve of the first one; those that
/// begin on these days never were, and those that begin after them stay. The caller has locked the branches.
///
/// # Errors
/// The database's.
pub fn end_seats(conn: &mut Conn, member: MemberId, days: Span, author: &Author) -> QueryResult<Edits<SeatRow>> {
    let replaced: Vec<SeatRow> =
        seats_of(conn, member)?.into_iter().filter(|seat| seat.span().overlaps(days)).collect();
    let shortened = replaced.iter().map(|seat| seat.during(Span::new(seat.starts_on, days.starts_on.pred_opt())));
    let written = shortened.filter(|seat| seat.span().has_days()).collect();
    let edits = Edits { written, replaced };
    let written = SeatRow::write(conn, &edits, author)?;
    Ok(Edits { written, ..edits })
}

/// Notes on each branch what became of its committee otherwise than by an election there.
///
/// # Errors
/// The database's.
pub fn note_seats(cx: &mut Context<'_>, edits: &Edits<SeatRow>) -> Result<()> {
    let mut units: Vec<UnitId> = edits.replaced.iter().chain(&edits.written).map(|seat| seat.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    for id in units {
        let of = |seats: &[SeatRow]| seats.iter().filter(|seat| seat.unit_id == id).cloned().collect::<Vec<_>>();
        let version = raise!(cx.conn, unit, id)?;
        let before = seats_shown(cx.conn, &of(&edits.replaced))?;
        let after = seats_shown(cx.conn, &of(&edits.written))?;
        cx.note(id, version, "committee", &before, &after)?;
    }
    Ok(())
}

/// The same of terms.
///
/// # Errors
/// The database's.
pub fn note_terms(cx: &mut Context<'_>, edits: &Edits<TermRow>) -> Result<()> {
    let mut units: Vec<UnitId> = edits.replaced.iter().chain(&edits.written).map(|term| term.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    for id in units {
        let of = |terms: &[TermRow]| terms.iter().filter(|term| term.unit_id == id).cloned().collect::<Vec<_>>();
        let version = raise!(cx.conn, unit, id)?;
        let before = shown(cx.conn, &of(&edits.replaced), &[])?;
        let after = shown(cx.conn, &of(&edits.written), &[])?;
        cx.note(id, version, "term", &before, &after)?;
    }
    Ok(())
}
