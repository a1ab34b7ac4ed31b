//! Adding a member to a branch.

use diesel::prelude::*;
use shared::api::member::{CreateMember, Member};
use shared::id::MemberId;
use shared::member::ActivityStatus;
use shared::problem::Code;
use shared::text::compose;
use shared::unit::UnitKind;
use uuid::Uuid;

use super::read::{self, Stored};
use super::update::record_new;
use super::{validate, write};
use crate::db::schema::unit;
use crate::http::{Call, Context, Error, Result, check};

/// Active from the start.
pub fn create(cx: &mut Context<'_>, call: Call<CreateMember>) -> Result<Member> {
    let new = call.body;
    let is_branch: i64 =
        unit::table.find(call.path).filter(unit::kind.eq(UnitKind::Branch)).count().get_result(cx.conn)?;
    if is_branch == 0 {
        return Err(Code::NotFound.into());
    }
    let number = |number: Option<String>| number.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let id = new.id.unwrap_or_else(|| MemberId(Uuid::now_v7()));
    let mut member = Stored {
        id,
        unit_id: call.path,
        full_name: String::new(),
        folded_name: String::new(),
        sort_key: String::new(),
        gender: new.gender,
        birth_date: new.birth_date,
        ethnicity: compose(new.ethnicity.trim()),
        citizen_id: number(new.citizen_id),
        party_card: number(new.party_card),
        phone: new.phone.trim().to_owned(),
        kind: new.kind,
        status: ActivityStatus::Active,
        status_since: None,
        admitted_on: new.admitted_on,
        recognized_on: new.recognized_on,
        is_commune_cadre: false,
        version: 1,
    };
    member.set_name(&new.full_name);
    let mut errors = validate::errors(&member, cx.today());
    errors.add_if(id.0.get_version_num() != 7, "/id", Code::WrongFormat);
    check(errors)?;
    write::insert(cx.conn, &member).map_err(Error::from)?;
    record_new(cx, &member)?;
    read::record(cx, member)
}
