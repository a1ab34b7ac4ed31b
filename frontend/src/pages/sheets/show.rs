//! A sheet's page: what it says, to read and print; copying it, changing a draft, putting it in force.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::api::endpoint::Empty;
use shared::api::sheet::{DeleteSheet, InForce, SheetRow};
use shared::evaluation::{ScoreSheet, validate};

use super::choose::ChooseSheet;
use super::copy::CopySheet;
use super::read::{self, days, state};
use super::sheet;
use crate::client::{call_at, session};
use crate::components::toast::toasts;
use crate::components::{
    Chip, ConfirmDialog, Icon, Load, Note, PageHead, Sending, SendingNote, Shape, Tone, load, loaded, open_for,
};
use crate::i18n::language;
use crate::t;

/// The page.
#[component]
pub fn ShowSheet(
    /// Which sheet: its id, or the digest of its content.
    name: String,
) -> impl IntoView {
    let shown = load(move || read::one(name.clone()));
    loaded(shown, move |(row, content)| page(row, &content, shown)).into_any()
}

fn page(row: SheetRow, content: &ScoreSheet, shown: Load<(SheetRow, ScoreSheet)>) -> AnyView {
    let (choosing, copying, removing) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(false));
    let faults = validate(content).0.len();
    let is_draft = row.unit_id.is_some() && !row.settled;
    let (may_write, may_choose) = (session::may(Action::SheetWrite), session::may(Action::SheetChoose));
    let stored = StoredValue::new(row.clone());
    let print = move |_| {
        // Fails only where there is no printer dialog at all.
        let _ = window().print();
    };
    let actions = move || {
        let row = stored.get_value();
        let compare = row.based_on.as_ref().map(|base| {
            let href = format!("/sheets/compare?a={base}&b={}", row.id);
            view! { <a class="button" href=href>{t!(sheets.compare_base)}</a> }
        });
        let edit = (is_draft && may_write).then(|| {
            let href = format!("/sheets/{}/edit", row.id);
            view! { <a class="button primary" href=href><Icon shape=Shape::Edit /> {t!(sheets.edit)}</a> }
        });
        let copy = may_write.then(|| {
            view! { <button type="button" class="button" on:click=move |_| copying.set(Some(stored.get_value()))>{t!(sheets.copy)}</button> }
        });
        let choose = (may_choose && faults == 0).then(|| {
            view! { <button type="button" class="button primary" on:click=move |_| choosing.set(true)>{t!(sheets.choose)}</button> }
        });
        view! {
            <button type="button" class="button" on:click=print><Icon shape=Shape::Print /> {t!(sheets.print)}</button>
            {compare} {copy} {edit} {choose}
        }
        .into_any()
    };
    let title = row.title.pick(language()).to_owned();
    let changed = Callback::new(move |()| shown.refetch());
    let begun = Some(row.digest.clone());
    let remove = (is_draft && may_write).then(|| remove(stored, removing));
    view! {
        <PageHead title=title over=state(&row).to_owned() actions=ViewFn::from(actions) />
        {standing(&row, faults)}
        {sheet::view(content)}
        {remove}
        <CopySheet open=open_for(copying) sheet=copying />
        {may_choose.then(|| view! { <ChooseSheet open=choosing sheet=begun changed /> })}
    }
    .into_any()
}

/// From when to when it's in force, or what keeps a draft from being so.
fn standing(row: &SheetRow, faults: usize) -> AnyView {
    let chip = |one: &InForce| {
        let words = t!(sheets.in_force_days, days = days(one));
        view! { <Chip tone=Tone::Good icon=Shape::Calendar>{words}</Chip> }.into_any()
    };
    let chips: Vec<AnyView> = row.in_force.iter().map(chip).collect();
    let in_force = (!chips.is_empty()).then(|| view! { <div class="bar">{chips}</div> });
    let faults = (faults > 0)
        .then(|| view! { <Note tone=Tone::Poor icon=Shape::Warning>{t!(sheets.faults, count = faults)}</Note> });
    view! { {in_force} {faults} }.into_any()
}

/// Taking a draft away: that can't be undone.
fn remove(row: StoredValue<SheetRow>, open: RwSignal<bool>) -> AnyView {
    let sending = Sending::new();
    let navigate = use_navigate();
    let confirm = Callback::new(move |()| {
        let (id, etag) = row.with_value(|row| (row.id, format!("\"{}\"", row.version)));
        let navigate = navigate.clone();
        sending.run(Vec::new(), call_at::<DeleteSheet>(&id, &etag, &Empty {}), move |_| {
            toasts().say(t!(sheets.removed));
            navigate("/sheets", Default::default());
        });
    });
    let text = row.with_value(|row| t!(sheets.remove_text, title = row.title.pick(language())));
    let (title, verb) = (t!(sheets.remove_head).to_owned(), t!(sheets.remove).to_owned());
    view! {
        <SendingNote sending />
        <div class="bar no-print">
            <button type="button" class="button danger" on:click=move |_| open.set(true)>
                <Icon shape=Shape::Bin /> {t!(sheets.remove)}
            </button>
        </div>
        <ConfirmDialog
            open title=Signal::stored(title) text=Signal::stored(text) verb=Signal::stored(verb) danger=true
            on_confirm=confirm
        />
    }
    .into_any()
}
