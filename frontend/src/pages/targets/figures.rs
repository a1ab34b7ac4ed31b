//! Entering a target's figures, which save themselves.

use leptos::prelude::*;
use shared::api::Page;
use shared::api::target::{GetTarget, TargetPatch, TargetRow, UpdateTarget};
use shared::id::TargetId;
use shared::text::parse_number;
use wasm_bindgen_futures::spawn_local;

use crate::client::{Versioned, outbox};
use crate::components::{Dialog, Load, SaveState};
use crate::editing::field::{Field, Kind};
use crate::editing::{After, Editor, Thing};
use crate::{format, t};

/// How long the list waits for figures that are on their way before it's read again, in milliseconds.
const WAIT: f64 = 30_000.0;

impl Thing for TargetRow {
    type Id = TargetId;
    type Patch = TargetPatch;
    type Read = GetTarget;
    type Write = UpdateTarget;

    fn id(&self) -> TargetId {
        self.id
    }

    fn after(&self, now: &Self) -> After<Self> {
        After::Now(Box::new(now.clone()))
    }
}

/// The dialog that takes planned and reached.
pub fn view(editing: RwSignal<Option<TargetRow>>, targets: Load<Page<TargetRow>>) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if editing.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() && editing.with_untracked(Option::is_some) {
            editing.set(None);
            spawn_local(async move {
                outbox::settled(WAIT).await;
                targets.refetch();
            });
        }
    });
    let title = Signal::derive(move || editing.get().map(|target| target.name).unwrap_or_default());
    view! { <Dialog open title>{move || editing.get().map(|target| form(target, open))}</Dialog> }.into_any()
}

fn form(target: TargetRow, open: RwSignal<bool>) -> AnyView {
    let label = |name: &str| format!("{name} ({})", target.measured_in);
    let (planned, actual) = (planned(label(t!(targets.planned))), actual(label(t!(targets.actual))));
    let editor = Editor::new(Versioned { etag: format!("\"{}\"", target.version), value: target });
    let may = Signal::stored(true);
    let percent = move || {
        let percent = editor.thing.with(|target| target.percent);
        percent.map(|percent| view! { <p class="small muted">{t!(targets.percent)}": "{format::percent(percent)}</p> })
    };
    view! {
        <div class="stack-small">
            {planned.shown(editor, may)} {actual.shown(editor, may)} {percent}
            <div class="dialog-foot">
                <SaveState />
                <button type="button" class="button primary" on:click=move |_| open.set(false)>{t!(kit.close)}</button>
            </div>
        </div>
        {editor.conflicts.view()}
    }
    .into_any()
}

fn planned(label: String) -> Field<TargetRow> {
    Field::new(
        label,
        "planned",
        Kind::Decimal,
        |target: &TargetRow| typed(target.planned),
        |target, patch, text| {
            target.planned = parse_number(text.trim());
            patch.planned = Some(target.planned);
        },
    )
}

fn actual(label: String) -> Field<TargetRow> {
    Field::new(
        label,
        "actual",
        Kind::Decimal,
        |target: &TargetRow| typed(target.actual),
        |target, patch, text| {
            target.actual = parse_number(text.trim());
            patch.actual = Some(target.actual);
        },
    )
}

/// A number as it's typed: a point that came in between would be read as something else.
fn typed(value: Option<f64>) -> String {
    value.map(|value| value.to_string().replace('.', ",")).unwrap_or_default()
}
