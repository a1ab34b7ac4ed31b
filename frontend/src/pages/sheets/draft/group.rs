//! A group: its heading and points, its criteria below.

use leptos::prelude::*;

use super::context::Context;
use super::criterion::{criterion, english};
use super::criterion_form::CriterionForm;
use super::form::{GroupForm, Key};
use crate::components::{Card, Icon, Shape};
use crate::shell::focus;
use crate::t;

/// The group as a card.
pub fn group(context: Context, group: GroupForm) -> AnyView {
    let (form, key) = (context.form, group.key);
    let place =
        context.whole().row("/groups", move || form.groups.with(|all| all.iter().position(|other| other.key == key)));
    let of_group = move || {
        let all = form.criteria.get();
        all.into_iter().filter(|one| one.group() == Some(key)).collect::<Vec<_>>()
    };
    let title = move || format!("{}. {}", group.id.get(), group.name.vi.get());
    // What its criteria come to, beside what it says.
    let sum = move || {
        let id = group.id.with(|id| id.trim().to_owned());
        context.sheet.with(|sheet| {
            let of_group = sheet.criteria.iter().filter(|one| one.group == id);
            of_group.map(|one| u64::from(one.max)).sum::<u64>()
        })
    };
    let step = move |down: bool| {
        form.move_group(key, down);
        context.save.run(());
        focus::keep();
    };
    let remove = move |_| {
        let words = t!(sheet_edit.group_removed, number = group.id.get_untracked());
        context.say_removed(words, form.remove_group(key));
        focus::first("h1");
    };
    let add = move |_| {
        let made = form.add_criterion(group);
        context.save.run(());
        context.open(made, "textarea");
    };
    view! {
        <section class="card" id=format!("group-{key}")>
            <div class="card-head">
                <h2>{title}</h2>
                <span class="small muted" aria-live="polite">{move || t!(sheet_edit.sum_of_group, sum = sum())}</span>
            </div>
            <div class="form-row three">
                {place.line(t!(sheet_edit.group_number), group.id, "/id")}
                {place.number(t!(sheet_edit.group_max), group.max.text, "/max")}
            </div>
            {place.line(t!(sheet_edit.group_name), group.name.vi, "/name/vi")}
            <ul class="sheet-rows">
                <For each=of_group key=|one| one.key children=move |one| criterion(context, one) />
            </ul>
            <div class="bar">
                <button type="button" class="button" on:click=add><Icon shape=Shape::Plus /> {t!(sheet_edit.add_criterion)}</button>
            </div>
            <details>
                <summary>{t!(sheet_edit.group_further)}</summary>
                <div class="form sheet-body">
                    {english(place, t!(sheet_edit.group_name_en), group.name, "/name/en")}
                    <div class="bar end">
                        <button type="button" class="button" on:click=move |_| step(false)><Icon shape=Shape::Up /> {t!(sheet_edit.group_up)}</button>
                        <button type="button" class="button" on:click=move |_| step(true)><Icon shape=Shape::Down /> {t!(sheet_edit.group_down)}</button>
                        <button type="button" class="button danger" on:click=remove><Icon shape=Shape::Bin /> {t!(sheet_edit.remove_group)}</button>
                    </div>
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// Criteria whose group isn't there: nothing that counts may be out of sight.
pub fn stray(context: Context) -> AnyView {
    let form = context.form;
    let found = Memo::new(move |_| {
        let groups: Vec<Key> = form.groups.with(|groups| groups.iter().map(|group| group.key).collect());
        let is_stray = |one: &CriterionForm| one.group().is_none_or(|key| !groups.contains(&key));
        form.criteria.with(|all| all.iter().filter(|one| is_stray(one)).map(|one| one.key).collect::<Vec<Key>>())
    });
    let rows = move |key: Key| {
        let one = form.criteria.with_untracked(|all| all.iter().find(|one| one.key == key).copied());
        one.map(|one| criterion(context, one))
    };
    let shown = move || {
        let keys = found.get();
        (!keys.is_empty()).then(|| {
            let rows: Vec<_> = keys.into_iter().map(rows).collect();
            view! { <Card title=t!(sheet_edit.stray)><ul class="sheet-rows">{rows}</ul></Card> }
        })
    };
    shown.into_any()
}
