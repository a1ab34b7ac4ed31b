//! The list of members as a spreadsheet.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::api::endpoint::{Download, XLSX};
use shared::api::member::ExportMembers;
use shared::text::format_date;

use super::list::{day, matching};
use super::membership::MembershipRow;
use super::read::{Around, Placed, Stored, masked};
use super::register::export::{Line, table};
use crate::db::Conn;
use crate::db::schema::member;
use crate::http::{Call, Context, Error, Result};
use crate::units;

/// Every page of it, in the register's layout; identity and card numbers are masked.
pub fn export(cx: &mut Context<'_>, call: Call<ExportMembers>) -> Result<Download> {
    let day = day(cx, &call.query)?;
    let members: Vec<Placed> = matching(cx, &call.query, day)?
        .order((member::sort_key, member::id))
        .select((Stored::as_select(), MembershipRow::as_select()))
        .load(cx.conn)?;
    let around = Around::load(cx.conn, &members, day)?;
    let hidden = |number: &Option<String>| number.as_deref().map(masked).unwrap_or_default();
    let numbers: Vec<[String; 2]> =
        members.iter().map(|(member, _)| [hidden(&member.party_card), hidden(&member.citizen_id)]).collect();
    let lines = members.iter().zip(&numbers).map(|((member, membership), [party_card, citizen_id])| Line {
        full_name: &member.full_name,
        birth_date: member.birth_date,
        gender: member.gender,
        ethnicity: &member.ethnicity,
        admitted_on: member.admitted_on,
        recognized_on: member.recognized_on,
        party_card,
        citizen_id,
        phone: &member.phone,
        office: around.office(member.id),
        is_commune_cadre: membership.is_commune_cadre,
        branch: around.unit_name(membership.unit_id),
        activity: membership.status,
    });
    let titles = vec![
        organisation(cx.conn, &members, day)?.to_uppercase(),
        "DANH SÁCH ĐẢNG VIÊN".to_owned(),
        format!("Tính đến ngày {}: {} đảng viên", format_date(day), members.len()),
    ];
    let bytes = table(titles, lines).write().map_err(Error::internal)?;
    Ok(Download { bytes, media_type: XLSX.to_owned(), name: "danh-sach-dang-vien.xlsx".to_owned() })
}

/// The branch that all of them are in, or the organisation above.
fn organisation(conn: &mut Conn, members: &[Placed], day: NaiveDate) -> QueryResult<String> {
    let Some((_, first)) = members.first() else { return Ok(String::new()) };
    let state = units::near(conn, first.unit_id, day)?;
    match state.parent_id.filter(|_| members.iter().any(|(_, membership)| membership.unit_id != first.unit_id)) {
        Some(above) => Ok(units::near(conn, above, day)?.name),
        None => Ok(state.name),
    }
}
