//! Where the member was, is and will be, and as what: moving, changing kind and activity, putting right.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::Page;
use shared::api::dated::{KnownQuery, Record};
use shared::api::endpoint::NoQuery;
use shared::api::membership::{
    ChangeMembership, CorrectMembership, ListMemberships, Membership, MembershipChange, MembershipCorrection,
};
use shared::api::unit::{BranchQuery, ListBranches};
use shared::dated::Span;
use shared::id::{MemberId, MembershipId, UnitId};
use shared::member::{ActivityStatus, MembershipKind};
use shared::problem::FieldError;

use crate::client::{call, read, session};
use crate::components::toast::toasts;
use crate::components::{Card, CheckField, Dialog, SelectField, Sending, load, loaded, open_for};
use crate::dated::{Correction, Decided, Stage, decision_fields, differing, foot, optional_day, past};
use crate::i18n::language;
use crate::{format, t};

/// What a dialog is open for.
#[derive(Clone)]
enum Doing {
    /// A change from a day on; starts from what holds now.
    Changing(Option<Membership>),
    /// Putting one right.
    Correcting(Membership),
}

/// The card.
#[component]
pub fn Life(
    /// Who.
    id: MemberId,
    /// Told when something was changed.
    changed: Callback<()>,
) -> impl IntoView {
    let round = RwSignal::new(0_u32);
    let memberships = load(move || {
        round.track();
        read::<ListMemberships>(&id, &KnownQuery::default())
    });
    let doing = RwSignal::new(None::<Doing>);
    let open = open_for(doing);
    let may_change = session::may(Action::MemberWrite);
    let done = Callback::new(move |()| {
        open.set(false);
        round.update(|round| *round += 1);
        changed.run(());
    });
    let known = move || memberships.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
    let start = move |_| {
        let holds = |one: &Membership| {
            let Record { starts_on, ends_on, replaced_at, .. } = one.record;
            replaced_at.is_none() && Span::new(starts_on, ends_on).covers(format::today())
        };
        doing.set(Some(Doing::Changing(known().into_iter().find(holds))));
    };
    let beside = move || {
        may_change.then(|| {
            view! { <button type="button" class="button" on:click=start>{t!(member.change)}</button> }
        })
    };
    let title = Signal::derive(move || match doing.get() {
        Some(Doing::Correcting(_)) => t!(member.correct_title).to_owned(),
        _ => t!(member.change_title).to_owned(),
    });
    let form = move || {
        doing.get().map(|doing| match doing {
            Doing::Changing(now) => change(id, now, open, done),
            Doing::Correcting(one) => correct(id, one, open, done),
        })
    };
    view! {
        <Card title=t!(member.life) beside>
            {loaded(memberships, move |page: Page<Membership>| {
                let items = StoredValue::new(page.items.clone());
                let correct = Callback::new(move |id| {
                    let found = items.with_value(|items| items.iter().find(|one| one.id.0 == id).cloned());
                    doing.set(found.map(Doing::Correcting));
                });
                past(page.items.into_iter().map(stage).collect(), may_change.then_some(correct))
            })}
        </Card>
        <Dialog open title wide=true>{form}</Dialog>
    }
    .into_any()
}

fn stage(one: Membership) -> Stage {
    let mut more = vec![format!("{} · {}", one.kind.label(language()), one.status.label(language()))];
    if one.is_commune_cadre {
        more.push(t!(member.cadre).to_owned());
    }
    Stage { id: one.id.0, what: one.unit_name, more, record: one.record }
}

/// Where and as what, as entered.
#[derive(Clone, Copy)]
struct What {
    unit: RwSignal<String>,
    kind: RwSignal<String>,
    status: RwSignal<String>,
    cadre: RwSignal<bool>,
}

impl What {
    fn of(one: Option<&Membership>) -> Self {
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Self {
            unit: text(one.map(|one| one.unit_id.to_string())),
            kind: text(one.map(|one| one.kind.to_string())),
            status: text(one.map(|one| one.status.to_string())),
            cadre: RwSignal::new(one.is_some_and(|one| one.is_commune_cadre)),
        }
    }

    fn unit(self) -> Option<UnitId> {
        self.unit.get_untracked().parse().ok()
    }

    fn kind(self) -> Option<MembershipKind> {
        self.kind.get_untracked().parse().ok()
    }

    fn status(self) -> Option<ActivityStatus> {
        self.status.get_untracked().parse().ok()
    }

    /// The fields. Branches are those of the day on which it begins.
    fn fields(self, from: RwSignal<String>, errors: Signal<Vec<FieldError>>) -> AnyView {
        let branches = load(move || {
            read::<ListBranches>(&(), &BranchQuery { on: from.get().parse().ok(), ..BranchQuery::default() })
        });
        let units = Signal::derive(move || {
            let branches = branches.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
            branches.into_iter().map(|branch| (branch.id.to_string(), branch.name)).collect::<Vec<_>>()
        });
        let kinds = MembershipKind::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned()));
        let statuses = ActivityStatus::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned()));
        let kinds: Signal<Vec<(String, String)>> = Signal::stored(kinds.collect());
        let statuses: Signal<Vec<(String, String)>> = Signal::stored(statuses.collect());
        let cadre = self.cadre;
        view! {
            <div class="form-row three">
                <SelectField label=t!(member.branch) value=self.unit options=units pointer="/unit_id" errors />
                <SelectField label=t!(member.kind) value=self.kind options=kinds pointer="/kind" errors />
                <SelectField label=t!(member.status) value=self.status options=statuses pointer="/status" errors />
            </div>
            <CheckField label=t!(member.cadre) value=cadre on_change=move |checked| cadre.set(checked) />
        }
        .into_any()
    }
}

fn change(id: MemberId, now: Option<Membership>, open: RwSignal<bool>, done: Callback<()>) -> AnyView {
    let (decided, what, sending) = (Decided::today(), What::of(now.as_ref()), Sending::new());
    let began = (what.unit(), what.kind(), what.status(), Some(what.cadre.get_untracked()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(starts_on) = decided.day(sending, "/starts_on") else { return };
        let body = MembershipChange {
            starts_on,
            unit_id: differing(what.unit(), &began.0),
            kind: differing(what.kind(), &began.1),
            status: differing(what.status(), &began.2),
            is_commune_cadre: differing(Some(what.cadre.get_untracked()), &began.3),
            decision: decided.decision(),
            decided_on: decided.decision_day(),
        };
        let work = async move { call::<ChangeMembership>(&id, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |made| {
            toasts().say(t!(dated.saved, day = format::day(made.record.starts_on)));
            done.run(());
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
            <p class="small muted">{t!(dated.later_stays)}</p>
            {what.fields(decided.from, errors)}
            {foot(open, sending, t!(dated.save))}
        </form>
    }
    .into_any()
}

fn correct(id: MemberId, one: Membership, open: RwSignal<bool>, done: Callback<()>) -> AnyView {
    let (decided, what, sending) = (Decided::of(&one.record), What::of(Some(&one)), Sending::new());
    let correction = Correction::new();
    let path: (MemberId, MembershipId) = (id, one.id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(reason) = correction.reason(sending) else { return };
        let mut body =
            MembershipCorrection { reason, withdraw: correction.withdraws(), ..MembershipCorrection::default() };
        if !body.withdraw {
            body.starts_on = optional_day(decided.from);
            body.unit_id = what.unit();
            body.kind = what.kind();
            body.status = what.status();
            body.is_commune_cadre = Some(what.cadre.get_untracked());
            body.decision = Some(decided.decision());
            body.decided_on = Some(decided.decision_day());
        }
        let work = async move { call::<CorrectMembership>(&path, &NoQuery {}, &body).await };
        sending.run(Vec::new(), work, move |_| {
            toasts().say(t!(dated.corrected));
            done.run(());
        });
    };
    let errors = sending.errors();
    let right = view! {
        {decision_fields(decided, t!(dated.starts_on), "/starts_on", errors)}
        {what.fields(decided.from, errors)}
    };
    let right = right.into_any();
    view! {
        <form class="form" on:submit=submit>
            {correction.fields(errors, right)}
            {foot(open, sending, t!(dated.correct))}
        </form>
    }
    .into_any()
}
