//! A branch: its people in numbers, its committee, who is in charge, when it meets, its year.

mod change;
mod charges;
mod close;
mod committee;
mod history;
mod rhythm;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::access::Action;
use shared::api::dated::DayQuery;
use shared::api::overview::{GetBranchYear, OverviewLine, YearQuery};
use shared::api::unit::{Branch as BranchReply, GetBranch, MemberCounts};
use shared::id::UnitId;
use shared::problem::Code;

use self::change::ChangeBranch;
pub use self::change::Settings;
use self::charges::Charges;
use self::close::CloseBranch;
use self::committee::{Committee, Terms};
use self::history::History;
use self::rhythm::Rhythm;
use crate::client::{read, session};
use crate::components::{Card, Explanation, FigureStat, HeatMap, Load, Note, PageHead, Stat, load, loaded};
use crate::dated::{OnDay, on_day};
use crate::pages::findings;
use crate::pages::overview::{heat_row, months};
use crate::{format, t};

/// The page.
#[component]
pub fn Branch(
    /// Which branch.
    id: UnitId,
) -> impl IntoView {
    let on = on_day();
    let branch = load(move || read::<GetBranch>(&id, &DayQuery { on: on.get() }));
    // An admin sees no meetings, and asks for none. There are years without the branch.
    let line = session::may(Action::MeetingRead).then(|| {
        load(move || {
            let line = read::<GetBranchYear>(&id, &YearQuery { year: on.get().map(|day| day.year()) });
            async move {
                match line.await {
                    Err(error) if error.code() == Some(Code::NotFound) => Ok(None),
                    line => line.map(Some),
                }
            }
        })
    });
    let title = Signal::derive(move || match branch.get() {
        Some(Ok(branch)) => branch.name,
        _ => t!(branch.title).to_owned(),
    });
    let over = Signal::derive(move || branch.get().and_then(Result::ok).map(|branch| branch.parent_name));
    view! {
        <PageHead title over />
        <OnDay />
        {loaded(branch, move |value: BranchReply| {
            let shown = on.get_untracked().unwrap_or_else(format::today).year();
            let year = line.map(|line| loaded(line, move |line| line.map(|line| year(line, shown))));
            content(value, year, on.get_untracked(), branch)
        })}
    }
    .into_any()
}

fn content(value: BranchReply, year: Option<AnyView>, on: Option<NaiveDate>, branch: Load<BranchReply>) -> AnyView {
    let BranchReply { id, counts, supervisions, closed_on, .. } = value.clone();
    let link = |href: String, name: &'static str, action: Action| {
        session::may(action).then(|| view! { <a class="button" href=href>{name}</a> }.into_any())
    };
    let closed = closed_on.map(|day| view! { <Note>{t!(branch.closed_on, day = format::day(day))}</Note> });
    // What is done from a day on starts from what is today, not from what was.
    let may_change = on.is_none() && session::may(Action::UnitWrite);
    let round = RwSignal::new(0);
    let changed = Callback::new(move |()| {
        round.update(|round| *round += 1);
        branch.refetch();
    });
    let stored = StoredValue::new(value.clone());
    let (changing, closing) = (RwSignal::new(false), RwSignal::new(false));
    let change = may_change.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| changing.set(true)>{t!(branch.change)}</button>
            <button type="button" class="button" on:click=move |_| closing.set(true)>{t!(branch.close)}</button>
            <ChangeBranch open=changing branch=stored changed />
            <CloseBranch open=closing id closed=changed />
        }
        .into_any()
    });
    view! {
        {closed}
        <nav class="choices" aria-label=t!(branch.more)>
            {link(format!("/calendar?unit_id={id}"), t!(branch.meetings), Action::MeetingRead)}
            {link(format!("/members?unit_id={id}"), t!(branch.members), Action::MemberRead)}
            {link(format!("/tasks?unit_id={id}"), t!(branch.tasks), Action::TaskRead)}
            {link(format!("/tasks?view=resolutions&unit_id={id}"), t!(branch.resolutions), Action::TaskRead)}
            {change}
        </nav>
        {year}
        <div class="cols">
            <div class="stack">
                <Committee branch=stored may_change changed />
                <Terms id round changed />
                <Rhythm branch=value />
                <History id round changed />
            </div>
            <div class="stack">
                {numbers(counts)}
                {findings::of_branch(id, on)}
                <Charges id charges=supervisions changed />
            </div>
        </div>
    }
    .into_any()
}

/// How many members; the parts add up to the whole, and the number that counts for attendance says how.
fn numbers(counts: MemberCounts) -> AnyView {
    let row = |name: &'static str, count: i64, class: &'static str| {
        view! { <dt class=class>{name}</dt><dd>{count}</dd> }.into_any()
    };
    // What there is none of would only be read over.
    let some = move |name: &'static str, count: i64| (count > 0).then(|| row(name, count, "sub"));
    let left_out = [(t!(branch.exempt), counts.exempt), (t!(branch.temporary_out), counts.temporary_out)];
    let duty = Explanation {
        counts: t!(branch.duty_counts).to_owned(),
        left_out: left_out
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{name}: {count}"))
            .collect(),
        rule: t!(branch.duty_rule).to_owned(),
        ..Explanation::default()
    };
    view! {
        <Card title=t!(branch.counts)>
            <div class="grid two">
                <div class="stat"><span class="stat-value">{counts.members}</span><span class="stat-label">{t!(branch.in_number)}</span></div>
                <Stat value=counts.duty.to_string() label=t!(branch.duty).to_owned() explanation=duty />
            </div>
            <dl class="facts short">
                {row(t!(branch.official), counts.official, "")}
                {row(t!(branch.probationary), counts.probationary, "")}
                {some(t!(branch.exempt), counts.exempt)}
                {some(t!(branch.temporary_out), counts.temporary_out)}
                {some(t!(branch.temporary_in), counts.temporary_in)}
                {row(t!(branch.women), counts.women, "")}
            </dl>
        </Card>
    }
    .into_any()
}

fn year(line: OverviewLine, year: i32) -> AnyView {
    let rows = vec![heat_row(&line)];
    let title = t!(branch.year, year = year);
    let stat = |figure: shared::api::Figure| view! { <FigureStat figure /> }.into_any();
    view! {
        <Card title=title.clone()>
            <HeatMap caption=title corner=t!(branch.title) columns=months() rows />
            <div class="grid">
                {stat(line.schedule)} {stat(line.attendance)} {stat(line.thematic)} {stat(line.tasks)}
            </div>
        </Card>
    }
    .into_any()
}
