//! The year's meetings: by month, with state, focal issue and grade; and planning a new one.

mod plan;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::access::{Action, Role};
use shared::api::Page;
use shared::api::meeting::{ListMeetings, MeetingQuery, MeetingRow};
use shared::id::UnitId;
use shared::meeting::MeetingKind;
use shared::paper::MonthlyPaperKind;
use shared::time;

use self::plan::Plan;
use crate::client::{read, session};
use crate::components::{Card, Chip, EmptyState, GradeChip, Icon, PageHead, Shape, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::{format, t};

/// What the address asks for.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    year: i32,
    unit_id: Option<UnitId>,
    /// Of a commune one month at a time: its branches' year would be hundreds of lines.
    month: Option<i32>,
    plan: Option<String>,
    kind: MeetingKind,
}

/// The page. Year, branch and the month to plan are in the address.
#[component]
pub fn Calendar() -> impl IntoView {
    let query = address::query();
    let asked = Memo::new(move |_| {
        let today = format::today();
        query.with(|query| {
            let unit_id = query.get("unit_id").and_then(|id| id.parse().ok()).or_else(own_branch);
            let month = query.get("month").and_then(|month| month.parse().ok());
            Asked {
                year: query.get("year").and_then(|year| year.parse().ok()).unwrap_or_else(|| today.year()),
                month: month.or(Some(today.month().cast_signed())).filter(|_| unit_id.is_none()),
                unit_id,
                plan: query.get("plan"),
                kind: query.get("kind").and_then(|kind| kind.parse().ok()).unwrap_or(MeetingKind::Regular),
            }
        })
    });
    let meetings = load(move || {
        let Asked { year, unit_id, month, .. } = asked.get();
        let query = MeetingQuery { year: Some(year), unit_id, month, limit: Some(200), ..MeetingQuery::default() };
        read::<ListMeetings>(&(), &query)
    });
    let title = Signal::derive(move || t!(calendar.title, year = asked.get().year));
    let actions = move || {
        let Asked { year, unit_id, .. } = asked.get();
        let unit = unit_id.map(|id| format!("&unit_id={id}")).unwrap_or_default();
        let step = |to: i32, shape: Shape| {
            let href = format!("/calendar?year={to}{unit}");
            view! { <a class="button icon-only" href=href aria-label=to title=to><Icon shape /></a> }.into_any()
        };
        let plan = session::may(Action::MeetingPlan).then(|| {
            let rows = meetings.get().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
            let (year, month) = free_month(&rows, format::today());
            let month = format!("{year:04}-{month:02}");
            view! {
                <a class="button primary" href=format!("/calendar?plan={month}{unit}")>
                    <Icon shape=Shape::Plus /> {t!(calendar.plan)}
                </a>
            }
        });
        view! { {step(year - 1, Shape::Left)} {step(year + 1, Shape::Right)} {plan} }.into_any()
    };
    let planning = move || {
        let Asked { plan, unit_id, kind, .. } = asked.get();
        let unit = unit_id.filter(|_| session::may(Action::MeetingPlan))?;
        Some(view! { <Plan month=plan? unit_id=unit kind /> })
    };
    view! {
        <PageHead title actions=ViewFn::from(actions) />
        {move || asked.get().month.map(|month| months(asked.get().year, month))}
        {planning}
        {loaded(meetings, move |page| content(page, asked.get_untracked().unit_id.is_none()))}
    }
    .into_any()
}

/// The first month from today's on that has no regular meeting among these.
fn free_month(rows: &[MeetingRow], today: NaiveDate) -> (i32, i32) {
    let mut month = (today.year(), today.month().cast_signed());
    while rows.iter().any(|row| row.kind == MeetingKind::Regular && (row.year, row.month) == month) {
        month = if month.1 < 12 { (month.0, month.1 + 1) } else { (month.0 + 1, 1) };
    }
    month
}

/// The months of a commune's year.
fn months(year: i32, shown: i32) -> AnyView {
    let papers = committee().map(|unit| papers(unit, year, shown));
    let one = |month: i32| {
        let current = (month == shown).then_some("page");
        let href = format!("/calendar?year={year}&month={month}");
        view! { <a class="button" href=href aria-current=current>{t!(calendar.month, month = month)}</a> }.into_any()
    };
    view! {
        <nav class="choices months" aria-label=t!(calendar.months)>{(1..=12).map(one).collect_view()}</nav>
        {papers}
    }
    .into_any()
}

/// The committee's papers of a month.
fn papers(unit: UnitId, year: i32, month: i32) -> AnyView {
    let one = |kind: &MonthlyPaperKind| {
        let href = format!("/papers/{unit}/{kind}?year={year}&month={month}");
        view! { <a class="button small" href=href><Icon shape=Shape::Print /> {kind.label(language())}</a> }
    };
    view! { <div class="bar">{MonthlyPaperKind::ALL.iter().map(one).collect_view()}</div> }.into_any()
}

/// The organisation of those who see its branches' meetings and write for it.
fn committee() -> Option<UnitId> {
    let me = session::me()?;
    let writes = |role: Role| matches!(role, Role::StandingMember | Role::Office);
    me.grants.iter().find(|grant| writes(grant.role)).map(|grant| grant.unit_id)
}

/// The branch of a branch role.
fn own_branch() -> Option<UnitId> {
    let me = session::me()?;
    let in_branch = |role: Role| matches!(role, Role::Secretary | Role::Scribe | Role::Member);
    me.grants.iter().find(|grant| in_branch(grant.role)).map(|grant| grant.unit_id)
}

fn content(page: Page<MeetingRow>, with_branch: bool) -> AnyView {
    if page.items.is_empty() {
        let (title, hint) = if with_branch {
            (t!(calendar.none_in_month), String::new())
        } else {
            (t!(calendar.none), t!(calendar.none_hint).to_owned())
        };
        return view! {
            <Card>
                <EmptyState icon=Shape::Calendar title hint />
            </Card>
        }
        .into_any();
    }
    let cut = page.next.is_some();
    let mut months: Vec<(i32, Vec<MeetingRow>)> = Vec::new();
    for meeting in page.items {
        match months.last_mut() {
            Some((month, rows)) if *month == meeting.month => rows.push(meeting),
            _ => months.push((meeting.month, vec![meeting])),
        }
    }
    let cards = months.into_iter().map(|(month, rows)| month_card(month, rows, with_branch));
    view! {
        {cards.collect_view()}
        {cut.then(|| view! { <p class="muted">{t!(calendar.cut)}</p> })}
    }
    .into_any()
}

/// A month: what is over lies folded, with what came of it, so that the page begins near today.
fn month_card(month: i32, rows: Vec<MeetingRow>, with_branch: bool) -> AnyView {
    let year = rows.first().map_or(0, |row| row.year);
    let today = format::today();
    let over = !with_branch && (year, month) < (today.year(), today.month().cast_signed()) && year == today.year();
    let held = rows.iter().filter(|row| row.status.held() && row.kind != MeetingKind::Preparatory).count();
    let planned = rows.iter().filter(|row| row.kind != MeetingKind::Preparatory).count();
    let words = t!(calendar.month_held, held = held, planned = planned);
    // One branch's grade says how the month went; of ten branches the overview does.
    let grade =
        rows.iter().filter(|_| !with_branch).find_map(|row| row.grade.filter(|_| row.kind == MeetingKind::Regular));
    let lines = rows.into_iter().map(|row| line(row, with_branch)).collect_view();
    view! {
        <details class="card month" open=!over>
            <summary>
                <span class="grow">{format::month(year, month.unsigned_abs())}</span>
                <span class="small muted">{words}</span>
                {grade.map(|grade| view! { <GradeChip grade /> })}
            </summary>
            <ul class="meetings">{lines}</ul>
        </details>
    }
    .into_any()
}

fn line(row: MeetingRow, with_branch: bool) -> AnyView {
    let at = time::local(row.scheduled_at);
    let issue = match (row.focal_issue.is_empty(), row.kind) {
        (false, _) => row.focal_issue.clone(),
        (true, MeetingKind::Preparatory) => t!(calendar.prepares).to_owned(),
        (true, _) => t!(calendar.no_issue).to_owned(),
    };
    let words = [
        Some(row.kind.label(language()).to_owned()),
        (!row.thematic_topic.is_empty()).then(|| t!(calendar.combined, topic = row.thematic_topic)),
        with_branch.then(|| row.unit_name.clone()),
        row.sector.map(|field| field.label(language()).to_owned()),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    let tone = if row.status.held() { Tone::Plain } else { Tone::Accent };
    let score = match (row.points, row.out_of, row.grade) {
        (Some(points), Some(out_of), Some(grade)) => Some(view! {
            <span class="number">{format!("{points}/{out_of}")}</span>
            <GradeChip grade />
        }),
        _ => None,
    };
    view! {
        <li>
            <div class="meeting-day">
                <b>{format!("{:02}/{:02}", at.date().day(), at.date().month())}</b>
                <span class="small muted">{format::clock(at.time())}</span>
            </div>
            <div>
                <a href=format!("/meetings/{}", row.id)><b>{issue}</b></a>
                <div class="small muted">{words.join(" · ")}</div>
            </div>
            <div class="bar end"><Chip tone=tone>{row.status.label(language())}</Chip>{score}</div>
        </li>
    }
    .into_any()
}
