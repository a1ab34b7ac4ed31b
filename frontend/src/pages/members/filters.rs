//! Search and filters of the register; they change the address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::member::MemberQuery;
use shared::api::unit::{BranchQuery, ListBranches};
use shared::member::{ActivityStatus, MembershipKind};

use super::list_address;
use crate::client::read;
use crate::components::{SelectField, TextField, load};
use crate::i18n::language;
use crate::t;

/// The form.
#[component]
pub fn Filters(
    /// What the address asks for.
    query: Memo<MemberQuery>,
) -> impl IntoView {
    // The branches of the day that the list is about.
    let on = Memo::new(move |_| query.with(|query| query.on));
    let branches = load(move || read::<ListBranches>(&(), &BranchQuery { on: on.get(), ..BranchQuery::default() }));
    let start = query.get_untracked();
    let text = RwSignal::new(start.q.unwrap_or_default());
    let unit = RwSignal::new(start.unit_id.map(|id| id.to_string()).unwrap_or_default());
    let kind = RwSignal::new(start.kind.map(|kind| kind.to_string()).unwrap_or_default());
    let status = RwSignal::new(start.status.map(|status| status.to_string()).unwrap_or_default());
    let units = Signal::derive(move || {
        let mut options = vec![(String::new(), t!(members.all_branches).to_owned())];
        if let Some(Ok(page)) = branches.get() {
            options.extend(page.items.into_iter().map(|branch| (branch.id.to_string(), branch.name)));
        }
        options
    });
    let mut kinds = vec![(String::new(), t!(members.all_kinds).to_owned())];
    kinds.extend(MembershipKind::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned())));
    let mut statuses = vec![(String::new(), t!(members.all_statuses).to_owned())];
    statuses.extend(ActivityStatus::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned())));
    let navigate = use_navigate();
    let find = Callback::new(move |()| {
        let asked = MemberQuery {
            q: Some(text.get_untracked()).filter(|q| !q.trim().is_empty()),
            unit_id: unit.get_untracked().parse().ok(),
            kind: kind.get_untracked().parse().ok(),
            status: status.get_untracked().parse().ok(),
            on: query.with_untracked(|query| query.on),
            ..MemberQuery::default()
        };
        navigate(&list_address(&asked), Default::default());
    });
    let at_once = Callback::new(move |_: String| find.run(()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        find.run(());
    };
    // Whoever sees one branch only has nothing to choose there.
    let several = move || units.with(|units| units.len() > 2);
    view! {
        <form class="card" role="search" on:submit=submit>
            <div class="filters">
                <TextField label=t!(members.search) value=text kind="search" hint=t!(members.search_hint).to_owned() />
                <button type="submit" class="button">{t!(members.find)}</button>
                {move || several().then(|| view! { <SelectField label=t!(members.branch) value=unit options=units on_commit=at_once /> })}
                <SelectField label=t!(members.kind) value=kind options=Signal::stored(kinds) on_commit=at_once />
                <SelectField label=t!(members.status) value=status options=Signal::stored(statuses) on_commit=at_once />
            </div>
        </form>
    }
    .into_any()
}
