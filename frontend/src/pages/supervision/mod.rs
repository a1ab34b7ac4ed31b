//! Who is in charge of which branch, and handing over.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::dated::DayQuery;
use shared::api::endpoint::NoQuery;
use shared::api::unit::{
    AssignSupervisor, BranchQuery, BranchRow, CommitteeMemberRow, ListBranches, ListCommitteeMembers, ListSupervisions,
    NewSupervision, SupervisionRow,
};
use shared::id::UnitId;

use crate::client::{call, read, session};
use crate::components::toast::toasts;
use crate::components::{
    Card, Chip, Column, DataTable, Dialog, Load, Note, PageHead, SelectField, Sending, SendingNote, Tone, load, loaded,
    open_for,
};
use crate::dated::{Decided, OnDay, decision_fields, on_day};
use crate::{format, t};

/// Branches with who is in charge of each.
type Charges = (Vec<BranchRow>, Vec<SupervisionRow>);

/// The page.
#[component]
pub fn Supervision() -> impl IntoView {
    let on = on_day();
    let charges = load(move || {
        let on = on.get();
        async move {
            let branches = read::<ListBranches>(&(), &BranchQuery { on, ..BranchQuery::default() }).await?;
            let charges = read::<ListSupervisions>(&(), &DayQuery { on }).await?;
            Ok((branches.items, charges.items))
        }
    });
    let handing = RwSignal::new(None::<(UnitId, String)>);
    view! {
        <PageHead title=t!(supervision.title) />
        <OnDay />
        {loaded(charges, move |charges| content(charges, handing))}
        {session::may(Action::SupervisionAssign).then(|| hand_over(handing, charges))}
    }
    .into_any()
}

fn content((branches, charges): Charges, handing: RwSignal<Option<(UnitId, String)>>) -> AnyView {
    let covered = branches.iter().filter(|branch| charges.iter().any(|charge| charge.unit_id == branch.id)).count();
    let of_branch = StoredValue::new(charges);
    let charge = move |branch: &BranchRow| {
        of_branch.with_value(|charges| charges.iter().find(|charge| charge.unit_id == branch.id).cloned())
    };
    let mut columns = vec![
        Column::new(t!(supervision.branch), |branch: &BranchRow| {
            view! { <a href=format!("/branches/{}", branch.id)><b>{branch.name.clone()}</b></a> }
        }),
        Column::new(t!(supervision.member), move |branch: &BranchRow| match charge(branch) {
            Some(charge) => charge.name.into_any(),
            None => view! { <Chip tone=Tone::Average>{t!(supervision.nobody)}</Chip> }.into_any(),
        }),
        Column::new(t!(supervision.since), move |branch: &BranchRow| {
            charge(branch).map(|charge| format::day(charge.record.starts_on)).unwrap_or_default()
        }),
    ];
    if session::may(Action::SupervisionAssign) {
        columns.push(Column::new(t!(supervision.change), move |branch: &BranchRow| {
            let (id, name) = (branch.id, branch.name.clone());
            let label = format!("{}: {name}", t!(supervision.assign));
            view! {
                <button
                    type="button"
                    class="button quiet"
                    aria-label=label
                    on:click=move |_| handing.set(Some((id, name.clone())))
                >
                    {t!(supervision.assign)}
                </button>
            }
        }));
    }
    let title = t!(supervision.covered, covered = covered, all = branches.len());
    view! {
        <Card title=title.clone()>
            <DataTable caption=title columns rows=branches />
            <Note>{t!(supervision.rule)}</Note>
        </Card>
    }
    .into_any()
}

/// The dialog that puts somebody in charge from a day on.
fn hand_over(handing: RwSignal<Option<(UnitId, String)>>, charges: Load<Charges>) -> AnyView {
    let open = open_for(handing);
    let title = Signal::derive(move || handing.get().map(|(_, name)| name).unwrap_or_default());
    view! {
        <Dialog open title wide=true>
            {move || handing.get().map(|(unit, _)| form(unit, open, charges))}
        </Dialog>
    }
    .into_any()
}

fn form(unit: UnitId, open: RwSignal<bool>, charges: Load<Charges>) -> AnyView {
    let (member, decided, sending) = (RwSignal::new(String::new()), Decided::today(), Sending::new());
    // Who can be put in charge on the day that is entered.
    let from = decided.entered();
    let people = load(move || read::<ListCommitteeMembers>(&(), &DayQuery { on: from.get() }));
    let options = Signal::derive(move || {
        let people = people.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
        let choose = (String::new(), t!(supervision.choose).to_owned());
        std::iter::once(choose).chain(people.into_iter().map(choice)).collect::<Vec<_>>()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let Ok(member_id) = member.get_untracked().parse() else { return };
        let (decision, decided_on) = (decided.decision(), decided.decision_day());
        let body = NewSupervision { member_id, starts_on, decision, decided_on };
        sending.run(Vec::new(), call::<AssignSupervisor>(&unit, &NoQuery {}, &body), move |made| {
            open.set(false);
            toasts().say(t!(supervision.done, name = made.name));
            charges.refetch();
        });
    };
    let errors = sending.errors();
    let ready = move || !member.get().is_empty() && !sending.busy();
    view! {
        <form class="stack-small" on:submit=submit>
            <SelectField label=t!(supervision.member) value=member options pointer="/member_id" errors />
            {decision_fields(decided, t!(supervision.from), "/starts_on", errors)}
            <p class="small muted">{t!(supervision.ends)}</p>
            <SendingNote sending />
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" prop:disabled=move || !ready()>{t!(supervision.assign)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Somebody with the number of branches in their charge.
fn choice(person: CommitteeMemberRow) -> (String, String) {
    let has = match person.branches.len() {
        0 => String::new(),
        count => format!(" ({})", t!(supervision.has, count = count)),
    };
    (person.member_id.to_string(), format!("{}{has}", person.name))
}
