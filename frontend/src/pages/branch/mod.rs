//! A branch: its people in numbers, its committee, who is in charge, when it meets, its year.

mod rhythm;

use chrono::Datelike;
use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::NoQuery;
use shared::api::overview::{GetBranchYear, OverviewLine, YearQuery};
use shared::api::unit::{Branch as BranchReply, GetBranch, MemberCounts, OfficeRow, SupervisionRow};
use shared::id::UnitId;

use self::rhythm::Rhythm;
use crate::client::{Versioned, read, read_versioned, session};
use crate::components::{Card, Chip, Explanation, FigureStat, HeatMap, PageHead, Stat, Tone, load, loaded};
use crate::i18n::language;
use crate::pages::overview::{heat_row, months};
use crate::{format, t};

/// The page.
#[component]
pub fn Branch(
    /// Which branch.
    id: UnitId,
) -> impl IntoView {
    let branch = load(move || read_versioned::<GetBranch>(&id, &NoQuery {}));
    // An admin sees no meetings, and asks for none.
    let line =
        session::may(Action::MeetingRead).then(|| load(move || read::<GetBranchYear>(&id, &YearQuery { year: None })));
    let title = Signal::derive(move || match branch.get() {
        Some(Ok(branch)) => branch.value.name,
        _ => t!(branch.title).to_owned(),
    });
    let over = Signal::derive(move || branch.get().and_then(Result::ok).map(|branch| branch.value.parent_name));
    view! {
        <PageHead title over />
        {loaded(branch, move |value: Versioned<BranchReply>| {
            let year = line.map(|line| loaded(line, year));
            content(value, year, move |saved| branch.set(saved))
        })}
    }
    .into_any()
}

fn content(
    branch: Versioned<BranchReply>,
    year: Option<AnyView>,
    saved: impl Fn(Versioned<BranchReply>) + Send + Sync + 'static,
) -> AnyView {
    let BranchReply { id, counts, committee, supervisions, .. } = branch.value.clone();
    let link = |href: String, name: &'static str, action: Action| {
        session::may(action).then(|| view! { <a class="button" href=href>{name}</a> }.into_any())
    };
    let nobody = |empty: bool, words: &'static str| empty.then(|| view! { <p class="muted">{words}</p> });
    let no_committee = nobody(committee.is_empty(), t!(branch.no_committee));
    let no_supervisor = nobody(supervisions.is_empty(), t!(branch.no_supervisor));
    view! {
        <nav class="choices" aria-label=t!(branch.more)>
            {link(format!("/calendar?unit_id={id}"), t!(branch.meetings), Action::MeetingRead)}
            {link(format!("/members?unit_id={id}"), t!(branch.members), Action::MemberRead)}
            {link(format!("/tasks?unit_id={id}"), t!(branch.tasks), Action::TaskRead)}
            {link(format!("/tasks?view=resolutions&unit_id={id}"), t!(branch.resolutions), Action::TaskRead)}
        </nav>
        {year}
        <div class="cols">
            <div class="stack">
                <Card title=t!(branch.committee)>{no_committee}<ul class="people">{committee.into_iter().map(person).collect_view()}</ul></Card>
                <Rhythm branch saved=Callback::new(saved) />
            </div>
            <div class="stack">
                {numbers(counts)}
                <Card title=t!(branch.supervisors)>
                    {no_supervisor}
                    <ul class="plain-list">{supervisions.into_iter().map(charge).collect_view()}</ul>
                </Card>
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

fn person(person: OfficeRow) -> AnyView {
    let cadre = person.is_commune_cadre.then(|| view! { <Chip tone=Tone::Fair>{t!(branch.cadre)}</Chip> });
    view! {
        <li>
            <span><b>{person.name}</b>" "<span class="small muted">{person.office.label(language())}</span></span>
            {cadre}
        </li>
    }
    .into_any()
}

fn charge(row: SupervisionRow) -> AnyView {
    let days = match row.ends_on {
        Some(end) => format!("{} – {}", format::day(row.starts_on), format::day(end)),
        None => t!(branch.since, day = format::day(row.starts_on)),
    };
    view! { <li><b>{row.name}</b><div class="small muted">{days}</div></li> }.into_any()
}

fn year(line: OverviewLine) -> AnyView {
    let rows = vec![heat_row(&line)];
    let title = t!(branch.year, year = format::today().year());
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
