//! Enforcing the permission table: where does the thing belong that the path names, and may the caller do this there?

use diesel::dsl::{EqAny, Filter, Select};
use diesel::prelude::*;
use shared::access::{Decision, Whereabouts, decide};
use shared::api::{Access, Endpoint, PathParams, Subject};
use shared::id::{MeetingId, MemberId, TargetId, TaskId, UnitId};
use shared::meeting::MeetingStatus;
use shared::problem::Code;
use uuid::Uuid;

use super::{Exchange, Result, Scope};
use crate::db::Conn;
use crate::db::schema::{account, meeting, member, target, task, unit_path};

/// Decides before the handler runs: nothing is read or written without it.
pub(super) fn check<E: Endpoint>(conn: &mut Conn, exchange: &Exchange, path: &E::Path) -> Result<()> {
    let Access::May(action) = E::ACCESS else { return Ok(()) };
    let actor = &exchange.who()?.actor;
    let (Some(subject), Some(id)) = (E::Path::SUBJECT, path.subject_id()) else {
        return if actor.may(action) { Ok(()) } else { Err(Code::Forbidden.into()) };
    };
    let seen_by = subject.seen_by().unwrap_or(action);
    let place = place(conn, subject, id)?;
    match place.map(|place| decide(actor, action, seen_by, &place)) {
        Some(Decision::Allow) => Ok(()),
        Some(Decision::Deny) => Err(Code::Forbidden.into()),
        Some(Decision::Hide) | None => Err(Code::NotFound.into()),
    }
}

/// Where the thing belongs; `None` if there is no such thing.
fn place(conn: &mut Conn, subject: Subject, id: Uuid) -> Result<Option<Whereabouts>> {
    let mut place = Whereabouts::default();
    let unit: Option<UnitId> = match subject {
        Subject::Unit => Some(UnitId(id)),
        Subject::Member => {
            place.owner = Some(MemberId(id));
            member::table.find(MemberId(id)).select(member::unit_id).first(conn).optional()?
        }
        Subject::Meeting => {
            let row: Option<(UnitId, MeetingStatus)> = meeting::table
                .find(MeetingId(id))
                .select((meeting::unit_id, meeting::status))
                .first(conn)
                .optional()?;
            place.internal = row.is_some_and(|(_, status)| !status.visible_to_members());
            row.map(|(unit, _)| unit)
        }
        Subject::Task => {
            let row: Option<(UnitId, Option<MemberId>, bool)> = task::table
                .find(TaskId(id))
                .select((task::unit_id, task::assignee_id, task::drafted))
                .first(conn)
                .optional()?;
            place.owner = row.and_then(|(_, assignee, _)| assignee);
            place.internal = row.is_some_and(|(.., drafted)| drafted);
            row.map(|(unit, ..)| unit)
        }
        Subject::Target => target::table.find(TargetId(id)).select(target::unit_id).first(conn).optional()?,
        Subject::Account => {
            let found: i64 = account::table.find(shared::id::AccountId(id)).count().get_result(conn)?;
            return Ok((found > 0).then_some(place));
        }
        Subject::OwnSession => return Ok(Some(place)),
    };
    let Some(unit) = unit else { return Ok(None) };
    place.unit_id = Some(unit);
    place.path = unit_path::table.filter(unit_path::unit_id.eq(unit)).select(unit_path::ancestor_id).load(conn)?;
    // A unit always has itself in its path.
    Ok((!place.path.is_empty()).then_some(place))
}

type UnitIds = Select<Filter<unit_path::table, EqAny<unit_path::ancestor_id, Vec<UnitId>>>, unit_path::unit_id>;

/// The units whose rows a list may show, as a subquery for `eq_any`; shared by a page and its total.
pub fn in_scope(scope: &Scope) -> UnitIds {
    below(scope.units.clone())
}

/// These units and everything below them, as a subquery for `eq_any`.
pub fn below(units: Vec<UnitId>) -> UnitIds {
    unit_path::table.filter(unit_path::ancestor_id.eq_any(units)).select(unit_path::unit_id)
}
