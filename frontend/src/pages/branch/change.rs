//! Changing from a day on what the branch is: its name, kind, fixed day, hour and place. What was before stays.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::state::{ChangeUnit, UnitChange, UnitSettings};
use shared::api::unit::Branch;
use shared::unit::BranchKind;

use crate::client::call;
use crate::components::toast::toasts;
use crate::components::{Dialog, NumberField, SelectField, Sending, TextField};
use crate::dated::{Decided, decision_fields, differing, foot};
use crate::i18n::language;
use crate::{format, t};

/// The settings of a branch that people enter.
#[derive(Clone, Copy)]
pub struct Settings {
    name: RwSignal<String>,
    code: RwSignal<String>,
    kind: RwSignal<String>,
    day: RwSignal<String>,
    hour: RwSignal<String>,
    place: RwSignal<String>,
}

impl Settings {
    /// Of a branch that isn't there yet.
    pub fn empty() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let kind = text(BranchKind::Village.as_str());
        Self { name: text(""), code: text(""), kind, day: text("4"), hour: text("19:30"), place: text("") }
    }

    /// As they are.
    pub fn of(branch: &Branch) -> Self {
        Self::known(
            &branch.name,
            &branch.code,
            Some(branch.kind),
            Some(branch.fixed_day),
            Some(&branch.hour),
            Some(&branch.place),
        )
    }

    /// As they are, of any unit.
    pub fn known(
        name: &str,
        code: &str,
        kind: Option<BranchKind>,
        day: Option<i32>,
        hour: Option<&String>,
        place: Option<&String>,
    ) -> Self {
        let text = |text: Option<&str>| RwSignal::new(text.unwrap_or_default().to_owned());
        Self {
            name: text(Some(name)),
            code: text(Some(code)),
            kind: text(kind.map(|kind| kind.as_str())),
            day: RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default()),
            hour: text(hour.map(String::as_str)),
            place: text(place.map(String::as_str)),
        }
    }

    /// As entered. What is no number is out of range, and the server says so at the field.
    pub fn entered(self) -> UnitSettings {
        UnitSettings {
            name: Some(self.name.get_untracked()),
            code: Some(self.code.get_untracked()),
            branch_kind: self.kind.get_untracked().parse().ok(),
            fixed_day: Some(self.day.get_untracked().trim().parse().unwrap_or_default()),
            hour: Some(self.hour.get_untracked()),
            place: Some(self.place.get_untracked()),
            ..UnitSettings::default()
        }
    }

    /// What is another than in these settings.
    fn changed_from(self, began: &UnitSettings) -> UnitSettings {
        let now = self.entered();
        UnitSettings {
            name: differing(now.name, &began.name),
            code: differing(now.code, &began.code),
            branch_kind: differing(now.branch_kind, &began.branch_kind),
            fixed_day: differing(now.fixed_day, &began.fixed_day),
            hour: differing(now.hour, &began.hour),
            place: differing(now.place, &began.place),
            ..UnitSettings::default()
        }
    }

    /// The fields; `below` is where they stand in the body.
    pub fn fields(self, below: &'static str, errors: Signal<Vec<shared::problem::FieldError>>) -> AnyView {
        let at = |field: &str| format!("{below}/{field}");
        let kinds = BranchKind::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned()));
        let kinds: Signal<Vec<(String, String)>> = Signal::stored(kinds.collect());
        view! {
            <div class="form-row">
                <TextField label=t!(branch.name) value=self.name pointer=at("name") errors />
                <SelectField label=t!(branch.kind) value=self.kind options=kinds pointer=at("branch_kind") errors />
            </div>
            <div class="form-row three">
                <NumberField label=t!(branch.fixed_day) value=self.day pointer=at("fixed_day") errors />
                <TextField label=t!(branch.hour) value=self.hour kind="time" pointer=at("hour") errors />
                <TextField label=t!(branch.code) value=self.code pointer=at("code") errors />
            </div>
            <TextField label=t!(branch.place) value=self.place pointer=at("place") errors />
        }
        .into_any()
    }
}

/// The dialog.
#[component]
pub fn ChangeBranch(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// The branch as it is now.
    branch: StoredValue<Branch>,
    /// Told when it was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let title = Signal::stored(t!(branch.change_title).to_owned());
    view! { <Dialog open title wide=true>{form(open, branch.get_value(), changed)}</Dialog> }.into_any()
}

fn form(open: RwSignal<bool>, branch: Branch, changed: Callback<()>) -> AnyView {
    let (decided, settings, sending) = (Decided::today(), Settings::of(&branch), Sending::new());
    let (id, began) = (branch.id, settings.entered());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let body = UnitChange {
            starts_on,
            settings: settings.changed_from(&began),
            decision: decided.decision(),
            decided_on: decided.decision_day(),
        };
        let work = async move { call::<ChangeUnit>(&id, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |state| {
            open.set(false);
            toasts().say(t!(dated.saved, day = format::day(state.record.starts_on)));
            changed.run(());
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
            <p class="small muted">{t!(dated.later_stays)}</p>
            {settings.fields("/settings", errors)}
            {foot(open, sending, t!(dated.save))}
        </form>
    }
    .into_any()
}
