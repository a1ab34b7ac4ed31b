//! A member's record; the office changes it in place.

mod edit;
mod life;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::dated::DayQuery;
use shared::api::member::{GetMember, Member as Record};
use shared::id::MemberId;

use self::edit::form;
use self::life::Life;
use crate::client::{Versioned, read_versioned, session};
use crate::components::{Card, Load, PageHead, load, loaded};
use crate::dated::{OnDay, on_day};
use crate::i18n::language;
use crate::pages::findings;
use crate::{format, t};

/// The page.
#[component]
pub fn Member(
    /// Who.
    id: MemberId,
) -> impl IntoView {
    let on = on_day();
    let member = load(move || read_versioned::<GetMember>(&id, &DayQuery { on: on.get() }));
    let title = Signal::derive(move || match member.get() {
        Some(Ok(member)) => member.value.row.full_name,
        _ => t!(member.title).to_owned(),
    });
    let over = Signal::derive(move || member.get().and_then(Result::ok).map(|member| member.value.row.unit_name));
    let changed = Callback::new(move |()| member.refetch());
    view! {
        <PageHead title over />
        <OnDay />
        {loaded(member, move |value| content(value, member, on.get_untracked()))}
        <Life id changed />
    }
    .into_any()
}

fn content(record: Versioned<Record>, member: Load<Versioned<Record>>, on: Option<NaiveDate>) -> AnyView {
    let said = findings::of_member(record.value.row.id, record.value.row.unit_id, on);
    let editing = RwSignal::new(false);
    let may_edit = session::may(Action::MemberWrite);
    let record = StoredValue::new(record);
    let beside = move || {
        (may_edit && !editing.get()).then(|| {
            view! { <button type="button" class="button" on:click=move |_| editing.set(true)>{t!(member.edit)}</button> }
        })
    };
    let body = move || {
        if editing.get() {
            form(record.get_value(), editing, member)
        } else {
            record.with_value(|record| facts(&record.value))
        }
    };
    view! {
        <Card title=t!(member.record) beside>{body}</Card>
        {said}
    }
    .into_any()
}

fn facts(member: &Record) -> AnyView {
    let language = language();
    let day = |day: Option<chrono::NaiveDate>| day.map(format::day).unwrap_or_default();
    let row = &member.row;
    let since = member.status_since.map(|day| format!(" · {}", t!(member.since, day = format::day(day))));
    let facts = [
        (t!(member.gender), row.gender.label(language).to_owned()),
        (t!(member.birth_date), day(row.birth_date)),
        (t!(member.ethnicity), member.ethnicity.clone()),
        (t!(member.phone), member.phone.clone()),
        (t!(member.citizen_id), member.citizen_id_masked.clone().unwrap_or_default()),
        (t!(member.party_card), member.party_card_masked.clone().unwrap_or_default()),
        (t!(member.kind), row.kind.label(language).to_owned()),
        (t!(member.admitted_on), day(row.admitted_on)),
        (t!(member.recognized_on), day(row.recognized_on)),
        (t!(member.status), format!("{}{}", row.status.label(language), since.unwrap_or_default())),
        (t!(member.office), row.office.map(|office| office.label(language).to_owned()).unwrap_or_default()),
        (t!(member.cadre), if member.is_commune_cadre { t!(member.yes) } else { t!(member.no) }.to_owned()),
    ];
    let rows = facts
        .into_iter()
        .map(|(name, value)| {
            let value = if value.is_empty() { "–".to_owned() } else { value };
            view! { <dt>{name}</dt><dd>{value}</dd> }
        })
        .collect_view();
    view! {
        <dl class="facts">{rows}</dl>
        <a class="button quiet" href=format!("/branches/{}", row.unit_id)>{row.unit_name.clone()}</a>
    }
    .into_any()
}
