//! The members that the caller may see.

use chrono::NaiveDate;
use diesel::dsl::{InnerJoin, IntoBoxed};
use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::member::{ListMembers, MemberQuery, MemberRow};
use shared::id::MemberId;
use shared::member::ActivityStatus;
use shared::problem::FieldErrors;

use super::membership::MembershipRow;
use super::read::{Around, Placed, Stored};
use crate::db::schema::{member, membership};
use crate::db::{Backend, in_force};
use crate::http::{Call, Context, Paging, Result, below, check, containing, in_scope};

/// By given name in the Vietnamese alphabet, as at a day.
pub fn list(cx: &mut Context<'_>, call: Call<ListMembers>) -> Result<Page<MemberRow>> {
    let query = call.query;
    let paging = Paging::<(String, MemberId)>::new(query.cursor.as_deref(), query.limit)?;
    let day = day(cx, &query)?;
    let total = match query.total {
        Some(true) => Some(matching(cx, &query, day)?.count().get_result(cx.conn)?),
        _ => None,
    };
    let mut members = matching(cx, &query, day)?;
    if let Some((sort_key, id)) = &paging.after {
        let after = member::sort_key.gt(sort_key.clone()).or(member::id.gt(*id));
        // The first condition alone is what the index can begin with.
        members = members.filter(member::sort_key.ge(sort_key.clone())).filter(after);
    }
    let rows: Vec<Placed> = members
        .order((member::sort_key, member::id))
        .limit(paging.rows())
        .select((Stored::as_select(), MembershipRow::as_select()))
        .load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |(member, _)| (member.sort_key.clone(), member.id));
    let around = Around::load(cx.conn, &items, day)?;
    Ok(Page { items: items.iter().map(|row| around.row(row)).collect(), next, total })
}

/// The day that a list is about.
pub(super) fn day(cx: &Context<'_>, query: &MemberQuery) -> Result<NaiveDate> {
    let mut errors = FieldErrors::default();
    errors.date("query/on", query.on);
    check(errors)?;
    Ok(query.on.unwrap_or_else(|| cx.today()))
}

type Matching = IntoBoxed<'static, InnerJoin<member::table, membership::table>, Backend>;

/// What the query asks for, of what the caller may see; for a page, its total and the export.
pub(super) fn matching(cx: &mut Context<'_>, query: &MemberQuery, day: NaiveDate) -> Result<Matching> {
    let scope = cx.scope(Action::MemberRead)?;
    let mut members = member::table.inner_join(membership::table).into_boxed();
    members = members.filter(in_force!(membership, day));
    members = match scope.own {
        Some(own) => members.filter(membership::unit_id.eq_any(in_scope(&scope)).or(member::id.eq(own))),
        None => members.filter(membership::unit_id.eq_any(in_scope(&scope))),
    };
    if let Some(unit) = query.unit_id {
        members = members.filter(membership::unit_id.eq_any(below(vec![unit], day)));
    }
    if let Some(text) = &query.q {
        members = members.filter(member::folded_name.like(containing("query/q", text)?).escape('\\'));
    }
    if let Some(kind) = query.kind {
        members = members.filter(membership::kind.eq(kind));
    }
    Ok(match query.status {
        Some(status) => members.filter(membership::status.eq(status)),
        None => members.filter(membership::status.ne(ActivityStatus::Left)),
    })
}
