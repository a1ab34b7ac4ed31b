//! What is wrong with a draft, in a list that leads to each place; the fields say it too.

use leptos::prelude::*;
use shared::evaluation::{place, refuse, validate};
use shared::problem::FieldError;

use super::context::Context;
use super::form::Entered;
use crate::components::{Icon, Shape};
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// Everything that is wrong, as the server would find it, and numbers that are none. One thing at one place.
pub fn found(entered: &Entered) -> Vec<FieldError> {
    let language = language();
    let mut found = entered.unreadable.clone();
    for (pointer, code) in [refuse(&entered.sheet), validate(&entered.sheet)].into_iter().flat_map(|errors| errors.0) {
        if !found.iter().any(|error| error.pointer == pointer) {
            found.push(FieldError { pointer, code, detail: code.text(language).to_owned() });
        }
    }
    found
}

/// The card with the list.
pub fn view(context: Context) -> AnyView {
    let count = Memo::new(move |_| context.errors.with(Vec::len));
    let head = move || match count.get() {
        0 => t!(sheet_edit.whole).to_owned(),
        count => t!(sheet_edit.faults, count = count),
    };
    let sum = move || context.sheet.with(|sheet| sheet.criteria.iter().map(|one| u64::from(one.max)).sum::<u64>());
    let line = move |error: FieldError| {
        let at = context.sheet.with(|sheet| place(sheet, &error.pointer, language()));
        let pointer = error.pointer.clone();
        view! {
            <li>
                <button type="button" class="finding" on:click=move |_| go(context, &pointer)>
                    <Icon shape=Shape::Warning />
                    <span><b>{at}</b>": "{error.detail}</span>
                </button>
            </li>
        }
    };
    let list = move || {
        let errors = context.errors.get();
        (!errors.is_empty())
            .then(|| view! { <ul class="plain-list">{errors.into_iter().map(line).collect_view()}</ul> })
    };
    view! {
        <section class=move || if count.get() == 0 { "note good" } else { "note poor" } aria-label=t!(sheet_edit.check)>
            <Icon shape=Shape::Todo />
            <div>
                <p aria-live="polite"><b>{head}</b></p>
                <p class="small">{move || t!(sheet_edit.sum, sum = sum(), total = context.sheet.with(|sheet| sheet.total))}</p>
                {list}
            </div>
        </section>
    }
    .into_any()
}

/// Puts the cursor on what is wrong.
fn go(context: Context, pointer: &str) {
    let mut steps = pointer.split('/').skip(1);
    let (list, at) = (steps.next().unwrap_or_default(), steps.next().and_then(|step| step.parse::<usize>().ok()));
    let form = context.form;
    let part = match (list, at) {
        ("criteria", Some(at)) => {
            return if let Some(key) = form.criteria.with_untracked(|all| all.get(at).map(|one| one.key)) {
                context.open(key, "[aria-invalid=true]");
            };
        }
        ("groups", Some(at)) => form.groups.with_untracked(|all| all.get(at).map(|one| format!("#group-{}", one.key))),
        ("grades" | "total" | "must_be_full_for_good", _) => Some("#grades".to_owned()),
        _ => None,
    };
    focus::first(format!("{} [aria-invalid=true]", part.unwrap_or_default()));
}
