//! Two people wrote the same: both versions, and which one stays.

use leptos::prelude::*;
use shared::problem::Change;
use uuid::Uuid;

use crate::client::outbox;
use crate::components::Dialog;
use crate::{format, t};

/// Two people wrote the same.
#[derive(Clone)]
pub struct Conflict {
    /// The write that waits.
    pub entry: Uuid,
    /// Its name.
    pub name: String,
    /// What is here.
    pub mine: String,
    /// What the server has.
    pub theirs: String,
    /// Who wrote that, when.
    pub changes: Vec<Change>,
}

/// What is to be decided, one after the other.
#[derive(Clone, Copy, Default)]
pub struct Conflicts(RwSignal<Vec<Conflict>>);

impl Conflicts {
    /// Asks, after what is asked already.
    pub(super) fn ask(self, new: Conflict) {
        self.0.try_update(|asked| {
            asked.retain(|one| one.entry != new.entry);
            asked.push(new);
        });
    }

    fn decide(self, how: fn(Uuid), entry: Uuid) {
        self.0.update(|asked| asked.retain(|one| one.entry != entry));
        how(entry);
    }

    /// The dialog; closing it leaves the decision for later, under the state of saving.
    pub fn view(self) -> AnyView {
        let open = RwSignal::new(false);
        Effect::new(move || open.set(self.0.with(|asked| !asked.is_empty())));
        Effect::new(move || {
            // Only where there is something to clear: telling of an empty list again would go on for ever.
            if !open.get() && !self.0.with_untracked(Vec::is_empty) {
                self.0.update(Vec::clear);
            }
        });
        let content = move || self.0.with(|asked| asked.first().cloned()).map(|conflict| self.both(conflict));
        view! { <Dialog open title=t!(kit.conflict)>{content}</Dialog> }.into_any()
    }

    fn both(self, conflict: Conflict) -> AnyView {
        let Conflict { entry, name, mine, theirs, changes } = conflict;
        let who = changes.first().map(|change| t!(kit.changed_by, who = change.by, time = format::instant(change.at)));
        let version = |title: &'static str, text: String| {
            (!text.is_empty()).then(|| view! { <div><b>{title}</b><p class="prewrap">{text}</p></div> })
        };
        let keep_mine = move |_| self.decide(outbox::overwrite, entry);
        let keep_theirs = move |_| self.decide(outbox::drop, entry);
        view! {
            <p>{name}</p>
            <p class="small muted">{who.unwrap_or_else(|| t!(kit.changed_by_someone).to_owned())}</p>
            <div class="compare">{version(t!(kit.mine), mine)} {version(t!(kit.theirs), theirs)}</div>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=keep_theirs>{t!(kit.keep_theirs)}</button>
                <button type="button" class="button primary" on:click=keep_mine>{t!(kit.keep_mine)}</button>
            </div>
        }
        .into_any()
    }
}
