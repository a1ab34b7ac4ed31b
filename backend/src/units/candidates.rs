//! Who can be elected into a branch's committee on a day.

use diesel::prelude::*;
use shared::api::Page;
use shared::api::committee::{Candidate, ListCandidates};
use shared::id::MemberId;
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::FieldErrors;

use super::get_branch::branch_on;
use crate::db::schema::{member, membership};
use crate::db::{below, in_force};
use crate::http::{Call, Context, Result, check};

/// The branch's official members, and cadres of its commune: whom an election takes.
pub fn candidates(cx: &mut Context<'_>, call: Call<ListCandidates>) -> Result<Page<Candidate>> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", call.query.on);
    check(errors)?;
    let day = call.query.on.unwrap_or_else(|| cx.today());
    let (states, _) = branch_on(cx.conn, call.path, day)?;
    let near = below(states.commune(call.path, day).into_iter().collect(), day);
    let here = membership::unit_id.eq(call.path);
    let cadre = membership::is_commune_cadre.eq(true).and(membership::unit_id.eq_any(near));
    let rows: Vec<(MemberId, String, bool)> = member::table
        .inner_join(membership::table)
        .filter(in_force!(membership, day))
        .filter(membership::kind.eq(MembershipKind::Official))
        .filter(membership::status.ne(ActivityStatus::Left))
        .filter(here.or(cadre))
        .order((member::sort_key, member::id))
        .select((member::id, member::full_name, membership::is_commune_cadre))
        .load(cx.conn)?;
    let one = |(member_id, name, is_commune_cadre)| Candidate { member_id, name, is_commune_cadre };
    Ok(Page::whole(rows.into_iter().map(one).collect()))
}
