//! The register of members: searched without diacritics, filtered, page by page; everything is in the address.

mod filters;
mod new;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::member::{ExportMembers, ListMembers, MemberQuery, MemberRow};
use shared::member::ActivityStatus;
use shared::member::MembershipKind;

use self::filters::Filters;
use self::new::NewMemberForm;
use crate::client::{download, read, session};
use crate::components::{
    Card, Chip, Column, DataTable, EmptyState, Icon, PageHead, Sending, SendingNote, Shape, Tone, load, loaded,
};
use crate::dated::OnDay;
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// The page.
#[component]
pub fn Members() -> impl IntoView {
    let map = address::query();
    let query = Memo::new(move |_| {
        map.with(|map| MemberQuery {
            unit_id: map.get("unit_id").and_then(|id| id.parse().ok()),
            q: map.get("q").filter(|q| !q.is_empty()),
            kind: map.get("kind").and_then(|kind| kind.parse().ok()),
            status: map.get("status").and_then(|status| status.parse().ok()),
            on: map.get("on").and_then(|day| day.parse().ok()),
            cursor: map.get("cursor"),
            limit: Some(50),
            total: Some(true),
        })
    });
    let members = load(move || read::<ListMembers>(&(), &query.get()));
    let exporting = Sending::new();
    let export = move |_| {
        let query = MemberQuery { cursor: None, limit: None, total: None, ..query.get_untracked() };
        exporting.run(Vec::new(), download::<ExportMembers>(&(), &query, "members.xlsx"), |()| {});
    };
    let (adding, may_add) = (RwSignal::new(false), session::may(Action::MemberWrite));
    let actions = move || {
        view! {
            <button type="button" class="button" on:click=export prop:disabled=move || exporting.busy()>
                {t!(members.export)}
            </button>
            {session::may(Action::MemberImport).then(|| view! {
                <a class="button" href="/members/import">{t!(members.import)}</a>
            })}
            {may_add.then(|| view! {
                <button type="button" class="button primary" on:click=move |_| adding.set(true)>
                    <Icon shape=Shape::Plus /> {t!(members.new)}
                </button>
            })}
        }
        .into_any()
    };
    view! {
        <PageHead title=t!(members.title) actions=ViewFn::from(actions) />
        <SendingNote sending=exporting />
        <OnDay />
        <Filters query />
        {loaded(members, move |page| content(page, &query.get_untracked()))}
        {may_add.then(|| view! { <NewMemberForm open=adding query /> })}
    }
    .into_any()
}

/// The address of a list.
pub(super) fn list_address(query: &MemberQuery) -> String {
    let mut parts = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            parts.push(format!("{name}={}", String::from(js_sys::encode_uri_component(&value))));
        }
    };
    add("unit_id", query.unit_id.map(|id| id.to_string()));
    add("q", query.q.clone());
    add("kind", query.kind.map(|kind| kind.to_string()));
    add("status", query.status.map(|status| status.to_string()));
    add("on", query.on.map(|day| day.to_string()));
    add("cursor", query.cursor.clone());
    format!("/members?{}", parts.join("&"))
}

/// What holds for nearly everybody is plain text; a chip is for what doesn't.
fn usual(usual: bool, tone: Tone, word: &'static str) -> AnyView {
    if usual {
        view! { <span class="desk-only">{word}</span> }.into_any()
    } else {
        view! { <Chip tone=tone>{word}</Chip> }.into_any()
    }
}

fn content(page: Page<MemberRow>, query: &MemberQuery) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <Card>
                <EmptyState icon=Shape::People title=t!(members.none) hint=t!(members.none_hint).to_owned() />
            </Card>
        }
        .into_any();
    }
    let day = |day: Option<chrono::NaiveDate>| day.map(format::day).unwrap_or_default();
    let columns = vec![
        Column::new(t!(members.name), |row: &MemberRow| {
            let office = row.office.map(|office| format!("{} · ", office.label(language()))).unwrap_or_default();
            view! {
                <a href=format!("/members/{}", row.id)><b>{row.full_name.clone()}</b></a>
                <div class="small muted">{format!("{office}{}", row.unit_name)}</div>
            }
        }),
        Column::new(t!(members.gender), |row: &MemberRow| row.gender.label(language())),
        Column::new(t!(members.birth_date), move |row: &MemberRow| day(row.birth_date)),
        Column::new(t!(members.admitted_on), move |row: &MemberRow| {
            // On a phone it stands in a line with the birth date.
            row.admitted_on.map(|on| {
                view! { <span class="phone-only">{t!(members.admitted_short)}" "</span>{format::day(on)} }
            })
        }),
        Column::new(t!(members.kind), |row: &MemberRow| {
            usual(row.kind == MembershipKind::Official, Tone::Fair, row.kind.label(language()))
        }),
        Column::new(t!(members.status), |row: &MemberRow| {
            usual(row.status == ActivityStatus::Active, Tone::Average, row.status.label(language()))
        }),
    ];
    let title = t!(members.count, count = page.total.unwrap_or_default());
    let next = page.next.map(|cursor| {
        let href = list_address(&MemberQuery { cursor: Some(cursor), ..query.clone() });
        view! { <a class="button" href=href>{t!(members.next)}</a> }
    });
    let first = query.cursor.is_some().then(|| {
        let href = list_address(&MemberQuery { cursor: None, ..query.clone() });
        view! { <a class="button" href=href>{t!(members.first)}</a> }
    });
    view! {
        <Card title=title.clone()>
            <DataTable caption=title columns rows=page.items compact=true />
            <div class="bar">{first}{next}</div>
        </Card>
    }
    .into_any()
}
