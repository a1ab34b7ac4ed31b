//! Preparing a score sheet: a draft that saves itself, with what is wrong with it shown where it is, as one types.

mod context;
mod criterion;
mod criterion_form;
mod findings;
mod form;
mod group;
mod parts;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::sheet::{GetSheet, Sheet};
use shared::id::SheetId;

use self::context::Context;
use self::criterion::english;
use self::form::Form;
use crate::client::{Versioned, read_versioned};
use crate::components::{Card, Icon, Note, PageHead, SaveState, Shape, load, loaded};
use crate::editing::Editor;
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// The page.
#[component]
pub fn Draft(
    /// Which draft.
    id: SheetId,
) -> impl IntoView {
    let read = load(move || read_versioned::<GetSheet>(&id, &NoQuery {}));
    loaded(read, move |read| if read.value.row.settled { settled(&read.value) } else { edit(read) }).into_any()
}

/// What was put in force is read and copied, not changed.
fn settled(sheet: &Sheet) -> AnyView {
    let back = format!("/sheets/{}", sheet.row.id);
    view! {
        <PageHead title=sheet.row.title.pick(language()).to_owned() />
        <Note>{t!(sheet_edit.settled)}" "<a href=back>{t!(sheet_edit.look)}</a></Note>
    }
    .into_any()
}

fn edit(read: Versioned<Sheet>) -> AnyView {
    let (id, based_on) = (read.value.row.id, read.value.row.based_on.clone());
    let owner = Owner::current().unwrap_or_default();
    let form = RwSignal::new(Form::of(&read.value.content));
    let editor = Editor::new(read);
    editor.follow_by(move |sheet| {
        let entered = form.try_with_untracked(|form| untrack(|| form.entered()).sheet);
        // What others have written, or what was given up here.
        if entered.is_some_and(|entered| entered != sheet.content) {
            form.try_set(owner.with(|| Form::of(&sheet.content)));
        }
    });
    let title = Signal::derive(move || {
        let title = form.with(|form| form.title.vi.get());
        if title.trim().is_empty() { t!(sheet_edit.unnamed).to_owned() } else { title }
    });
    let actions = move || {
        let compare = based_on.clone().map(|base| {
            let href = format!("/sheets/compare?a={base}&b={id}");
            view! { <a class="button" href=href>{t!(sheet_edit.compare)}</a> }
        });
        view! {
            <SaveState />
            {compare}
            <a class="button primary" href=format!("/sheets/{id}")>{t!(sheet_edit.look)}</a>
        }
        .into_any()
    };
    view! {
        <PageHead title over=t!(sheet_edit.over).to_owned() actions=ViewFn::from(actions) />
        {editor.conflicts.view()}
        {move || whole(editor, form.get())}
    }
    .into_any()
}

/// The form in its cards.
fn whole(editor: Editor<Sheet>, form: Form) -> AnyView {
    let entered = Memo::new(move |_| form.entered());
    let sheet = Memo::new(move |_| entered.with(|entered| entered.sheet.clone()));
    let errors = Memo::new(move |_| entered.with(findings::found));
    let save = Callback::new(move |()| parts::save(editor, form));
    let context = Context { form, sheet, errors: errors.into(), opened: RwSignal::new(BTreeSet::new()), save };
    let add = move |_| {
        let made = form.add_group();
        save.run(());
        focus::first(format!("#group-{made} input"));
    };
    // What the server refused stays typed, and is said here.
    let refused = move || {
        let refused = editor.errors.signal().get();
        (!refused.is_empty()).then(|| {
            let lines = refused.into_iter().map(|error| view! { <p>{error.detail}</p> }).collect_view();
            view! { <div class="note poor" role="alert"><Icon shape=Shape::Warning /><div>{lines}</div></div> }
        })
    };
    view! {
        {refused}
        {findings::view(context)}
        {head(context)}
        {grades(context)}
        <For each=move || form.groups.get() key=|group| group.key children=move |group| group::group(context, group) />
        {group::stray(context)}
        <div class="bar">
            <button type="button" class="button" on:click=add><Icon shape=Shape::Plus /> {t!(sheet_edit.add_group)}</button>
        </div>
    }
    .into_any()
}

fn head(context: Context) -> AnyView {
    let (form, place) = (context.form, context.whole());
    view! {
        <Card title=t!(sheet_edit.head)>
            {place.line(t!(sheet_edit.title), form.title.vi, "/title/vi")}
            {place.hinted(t!(sheet_edit.document), form.document.vi, "/document/vi", t!(sheet_edit.document_hint))}
            {place.lines(t!(sheet_edit.note), form.note.vi, "/note/vi")}
            <details>
                <summary>{t!(sheet_edit.english)}</summary>
                <div class="form sheet-body">
                    {english(place, t!(sheet_edit.title_en), form.title, "/title/en")}
                    {english(place, t!(sheet_edit.document_en), form.document, "/document/en")}
                    {english(place, t!(sheet_edit.note_en), form.note, "/note/en")}
                </div>
            </details>
        </Card>
    }
    .into_any()
}

/// Where grades begin, and what the best one needs besides points.
fn grades(context: Context) -> AnyView {
    let (form, place) = (context.form, context.whole());
    let steps = form.grades.get_value().into_iter().enumerate().map(|(at, (grade, min))| {
        let label = t!(sheet_edit.grade_from, grade = grade.label(language()));
        place.number(label, min.text, format!("/grades/{at}/min"))
    });
    let steps = steps.collect_view();
    let conditions = move || {
        let lines = context.sheet.with(|sheet| sheet.conditions(language()));
        if lines.is_empty() { t!(sheet_edit.no_conditions).to_owned() } else { lines.join("; ") }
    };
    view! {
        <Card title=t!(sheet_edit.grades) id="grades">
            <div class="form-row three">{place.number(t!(sheet_edit.total), form.total.text, "/total")} {steps}</div>
            {place.blame("/grades")}
            {place.tick(t!(sheet_edit.no_unexcused), form.no_unexcused)}
            <p class="small muted">{t!(sheet_edit.conditions)}" "{conditions}". "{t!(sheet_edit.conditions_hint)}</p>
        </Card>
    }
    .into_any()
}
