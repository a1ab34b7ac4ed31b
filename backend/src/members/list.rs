//! The members that the caller may see.

use diesel::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::member::{ListMembers, MemberQuery, MemberRow};
use shared::id::MemberId;
use shared::member::ActivityStatus;

use super::read::{Around, Stored};
use crate::db::Backend;
use crate::db::schema::member;
use crate::http::{Call, Context, Paging, Result, below, containing, in_scope};

/// By given name in the Vietnamese alphabet.
pub fn list(cx: &mut Context<'_>, call: Call<ListMembers>) -> Result<Page<MemberRow>> {
    let query = call.query;
    let paging = Paging::<(String, MemberId)>::new(query.cursor.as_deref(), query.limit)?;
    let total = match query.total {
        Some(true) => Some(matching(cx, &query)?.count().get_result(cx.conn)?),
        _ => None,
    };
    let mut members = matching(cx, &query)?;
    if let Some((sort_key, id)) = &paging.after {
        let after = member::sort_key.gt(sort_key).or(member::id.gt(id));
        // The first condition alone is what the index can begin with.
        members = members.filter(member::sort_key.ge(sort_key)).filter(after);
    }
    let rows: Vec<Stored> =
        members.order((member::sort_key, member::id)).limit(paging.rows()).select(member::all_columns).load(cx.conn)?;
    let Page { items, next, .. } = paging.page(rows, |row| (row.sort_key.clone(), row.id));
    let today = cx.today();
    let around = Around::load(cx.conn, &items, today)?;
    Ok(Page { items: items.iter().map(|row| around.row(row)).collect(), next, total })
}

/// What the query asks for, of what the caller may see; for a page, its total and the export.
pub(super) fn matching(cx: &mut Context<'_>, query: &MemberQuery) -> Result<member::BoxedQuery<'static, Backend>> {
    let scope = cx.scope(Action::MemberRead)?;
    let mut members = match scope.own {
        Some(own) => member::table.filter(member::unit_id.eq_any(in_scope(&scope)).or(member::id.eq(own))).into_boxed(),
        None => member::table.filter(member::unit_id.eq_any(in_scope(&scope))).into_boxed(),
    };
    if let Some(unit) = query.unit_id {
        members = members.filter(member::unit_id.eq_any(below(vec![unit])));
    }
    if let Some(text) = &query.q {
        members = members.filter(member::folded_name.like(containing("query/q", text)?).escape('\\'));
    }
    if let Some(kind) = query.kind {
        members = members.filter(member::kind.eq(kind));
    }
    Ok(match query.status {
        Some(status) => members.filter(member::status.eq(status)),
        None => members.filter(member::status.ne(ActivityStatus::Left)),
    })
}
