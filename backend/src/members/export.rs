//! The list of members as a spreadsheet.

use diesel::prelude::*;
use shared::api::endpoint::{Download, XLSX};
use shared::api::member::ExportMembers;
use shared::id::UnitId;
use shared::text::format_date;

use super::list::matching;
use super::read::{Around, Stored, masked};
use super::register::export::{Line, table};
use crate::db::Conn;
use crate::db::schema::{member, unit};
use crate::http::{Call, Context, Error, Result};

/// Every page of it, in the register's layout; identity and card numbers are masked.
pub fn export(cx: &mut Context<'_>, call: Call<ExportMembers>) -> Result<Download> {
    let members: Vec<Stored> =
        matching(cx, &call.query)?.order((member::sort_key, member::id)).select(member::all_columns).load(cx.conn)?;
    let today = cx.today();
    let around = Around::load(cx.conn, &members, today)?;
    let hidden = |number: &Option<String>| number.as_deref().map(masked).unwrap_or_default();
    let numbers: Vec<[String; 2]> =
        members.iter().map(|member| [hidden(&member.party_card), hidden(&member.citizen_id)]).collect();
    let lines = members.iter().zip(&numbers).map(|(member, [party_card, citizen_id])| Line {
        full_name: &member.full_name,
        birth_date: member.birth_date,
        gender: member.gender,
        ethnicity: &member.ethnicity,
        admitted_on: member.admitted_on,
        recognized_on: member.recognized_on,
        party_card,
        citizen_id,
        phone: &member.phone,
        position: around.office(member.id),
        is_commune_cadre: member.is_commune_cadre,
        branch: around.unit_name(member.unit_id),
        activity: member.status,
    });
    let titles = vec![
        organisation(cx.conn, &members)?.to_uppercase(),
        "DANH SÁCH ĐẢNG VIÊN".to_owned(),
        format!("Tính đến ngày {}: {} đảng viên", format_date(today), members.len()),
    ];
    let bytes = table(titles, lines).write().map_err(Error::internal)?;
    Ok(Download { bytes, media_type: XLSX.to_owned(), name: "danh-sach-dang-vien.xlsx".to_owned() })
}

/// The branch that all of them are in, or the organisation above.
fn organisation(conn: &mut Conn, members: &[Stored]) -> QueryResult<String> {
    let Some(first) = members.first() else { return Ok(String::new()) };
    let (name, above): (String, Option<UnitId>) =
        unit::table.find(first.unit_id).select((unit::name, unit::parent_id)).first(conn)?;
    match above.filter(|_| members.iter().any(|member| member.unit_id != first.unit_id)) {
        Some(above) => unit::table.find(above).select(unit::name).first(conn),
        None => Ok(name),
    }
}
