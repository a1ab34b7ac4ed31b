//! Importing a register: first a dry run that changes nothing and says what it would do, then, on request, the import.

use leptos::html;
use leptos::prelude::*;
use shared::access::{Action, reach};
use shared::api::member::{ImportMembers, ImportQuery, ImportReport};
use shared::id::UnitId;
use shared::member::register::{AcceptedVariant, RegisterFinding};

use crate::client::{session, upload};
use crate::components::toast::toasts;
use crate::components::{Card, Chip, Column, DataTable, Icon, Note, PageHead, Sending, SendingNote, Shape, Tone};
use crate::i18n::language;
use crate::t;

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let report = RwSignal::new(None::<ImportReport>);
    let sending = Sending::new();
    let send = move |apply: bool| {
        let file = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        let (Some(file), Some(unit)) = (file, commune()) else { return };
        let work = upload::<ImportMembers>(&unit, &ImportQuery { apply: Some(apply) }, file);
        sending.run(Vec::new(), work, move |found| {
            if found.applied {
                toasts().say(t!(import.applied, added = found.added, changed = found.changed));
            }
            report.set(Some(found));
        });
    };
    let name = RwSignal::new(None::<String>);
    let chosen = move |_| {
        let file = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        name.set(file.map(|file| file.name()));
        report.set(None);
        send(false);
    };
    view! {
        <PageHead title=t!(import.title) />
        <Card title=t!(import.file)>
            <p class="prose">{t!(import.explain)}</p>
            <label class="drop">
                <Icon shape=Shape::Upload />
                <b>{move || name.get().unwrap_or_else(|| t!(import.choose).to_owned())}</b>
                <span class="small muted">{move || if name.with(Option::is_some) { t!(import.other) } else { t!(import.drop) }}</span>
                <input
                    type="file"
                    accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    node_ref=input
                    on:change=chosen
                />
            </label>
            <p class="small muted">{t!(import.columns)}</p>
            <div role="status">
                {move || sending.busy().then(|| view! { <p>{t!(import.working)}</p><div class="working"></div> })}
            </div>
            <SendingNote sending />
        </Card>
        {move || report.get().map(|report| found(report, sending, Callback::new(move |()| send(true))))}
    }
    .into_any()
}

fn commune() -> Option<UnitId> {
    let me = session::me()?;
    me.grants.iter().find(|grant| reach(grant.role, Action::MemberImport).is_some()).map(|grant| grant.unit_id)
}

fn found(report: ImportReport, sending: Sending, apply: Callback<()>) -> AnyView {
    let number = |name: &'static str, value: i64| {
        view! {
            <div class="stat"><span class="stat-value">{value}</span><span class="small muted">{name}</span></div>
        }
        .into_any()
    };
    let waits = !report.applied && report.added + report.changed > 0;
    let title = if report.applied { t!(import.done) } else { t!(import.dry_run) };
    let ignored = (!report.unknown_columns.is_empty()).then(|| {
        view! { <p class="small muted">{t!(import.ignored, columns = report.unknown_columns.join(", "))}</p> }
    });
    let verdict = match (report.applied, waits) {
        (true, _) => t!(import.is_applied),
        (false, true) => t!(import.nothing_changed),
        (false, false) => t!(import.nothing_to_do),
    };
    view! {
        <Card title>
            <div class="grid narrow">
                {number(t!(import.rows), report.rows)}
                {number(t!(import.added), report.added)}
                {number(t!(import.changed), report.changed)}
                {number(t!(import.unchanged), report.unchanged)}
                {number(t!(import.left_out), report.left_out)}
            </div>
            <Note tone=if report.applied { Tone::Good } else { Tone::Plain }>{verdict}</Note>
            {ignored}
            {report.applied.then(|| view! { <div class="bar"><a class="button" href="/members">{t!(import.to_members)}</a></div> })}
            {waits.then(|| view! {
                <div class="bar end">
                    <button
                        type="button"
                        class="button primary"
                        aria-busy=move || sending.busy().to_string()
                        on:click=move |_| apply.run(())
                    >
                        {t!(import.apply, count = report.added + report.changed)}
                    </button>
                </div>
            })}
        </Card>
        {findings(report.findings)}
        {variants(report.accepted_variants)}
    }
    .into_any()
}

fn findings(findings: Vec<RegisterFinding>) -> AnyView {
    if findings.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::new(t!(import.row), |one: &RegisterFinding| {
            view! { <span class="phone-only">{t!(import.row)}" "</span>{one.row} }
        }),
        Column::new(t!(import.column), |one: &RegisterFinding| one.column.clone()),
        Column::new(t!(import.problem), |one: &RegisterFinding| one.problem.label(language())),
        Column::new(t!(import.value), |one: &RegisterFinding| one.value.clone().unwrap_or_default()),
        Column::new(t!(import.what_now), |one: &RegisterFinding| {
            if one.fixable {
                view! { <Chip tone=Tone::Good>{t!(import.mended)}</Chip> }
            } else {
                view! { <Chip tone=Tone::Average>{t!(import.row_left_out)}</Chip> }
            }
        }),
    ];
    let title = t!(import.findings, count = findings.len());
    view! { <Card title=title.clone()><DataTable caption=title columns rows=findings /></Card> }.into_any()
}

fn variants(variants: Vec<AcceptedVariant>) -> AnyView {
    if variants.is_empty() {
        return ().into_any();
    }
    let lines = variants
        .into_iter()
        .map(|one| {
            let how = one.variant.label(language());
            view! { <li>{format!("{} {} · {}: {how} → {}", t!(import.row), one.row, one.column, one.read_as)}</li> }
        })
        .collect_view();
    view! { <Card title=t!(import.understood)><ul class="plain-list small">{lines}</ul></Card> }.into_any()
}
