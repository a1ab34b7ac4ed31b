//! The commune's overview: branches by months coloured by grade, figures that explain themselves, the trend.

mod attention;
mod lines;
mod trend;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::access::Action;
use shared::api::overview::{CellState, GetOverview, Overview as OverviewReply, YearQuery};
use shared::evaluation::{GradeStep, MeetingGrade};
use shared::id::UnitId;

use self::attention::Attention;
use self::lines::Lines;
use self::trend::Trend;
use crate::client::{ApiError, read, session};
use crate::components::{
    Card, Chip, Explanation, FigureStat, HeatCell, HeatMap, HeatRow, PageHead, Stat, Tone, grade_tone, load, loaded,
};
use crate::i18n::language;
use crate::pages::findings;
use crate::pages::forbidden::Forbidden;
use crate::shell::address;
use crate::{format, t};

/// The page. Its year is in the address.
#[component]
pub fn Overview() -> impl IntoView {
    let query = address::query();
    let overview = load(move || {
        let year = query.with(|query| query.get("year").and_then(|year| year.parse().ok()));
        let unit = commune();
        async move {
            let unit = unit.ok_or(ApiError::Unreachable)?;
            read::<GetOverview>(&unit, &YearQuery { year }).await
        }
    });
    if !session::may(Action::OverviewRead) {
        return view! { <Forbidden /> }.into_any();
    }
    let title = Signal::derive(move || match overview.get() {
        Some(Ok(overview)) => t!(overview.title_year, year = overview.year),
        _ => t!(overview.title).to_owned(),
    });
    let over = Signal::derive(move || overview.get().and_then(Result::ok).map(|overview| overview.name));
    let years = move || overview.get().and_then(Result::ok).map(|overview| years(&overview)).into_any();
    view! { <PageHead title over actions=ViewFn::from(years) /> {loaded(overview, content)} }.into_any()
}

fn years(overview: &OverviewReply) -> AnyView {
    let shown = overview.year;
    let one = |year: &i32| {
        let (year, current) = (*year, (*year == shown).then_some("page"));
        view! { <a class="button" href=format!("/overview?year={year}") aria-current=current>{year}</a> }
    };
    let links = overview.years.iter().rev().map(one).collect_view();
    view! { <nav class="choices" aria-label=t!(overview.years)>{links}</nav> }.into_any()
}

/// The unit of the first role that sees an overview.
fn commune() -> Option<UnitId> {
    use shared::access::{Action, reach};
    let me = session::me()?;
    me.grants.iter().find(|grant| reach(grant.role, Action::OverviewRead).is_some()).map(|grant| grant.unit_id)
}

fn content(overview: OverviewReply) -> AnyView {
    let OverviewReply { unit_id, year, compared_year, members, branches, figures, trend, as_at, grades, .. } = overview;
    let stats = figures.into_iter().map(|figure| view! { <div class="card"><FigureStat figure /></div> }.into_any());
    let there = branches.iter().filter(|line| line.left_on.is_none()).count();
    let day = format::day(as_at);
    let of = Explanation {
        counts: t!(overview.members_counted, day = day),
        left_out: vec![t!(overview.members_left_out).to_owned()],
        rule: t!(overview.members_rule).to_owned(),
        ..Explanation::default()
    };
    let rows = branches.iter().map(heat_row).collect::<Vec<_>>();
    view! {
        <p class="small muted">{t!(overview.as_at, day = day)}</p>
        <div class="grid">
            <div class="card">
                <Stat value=members.to_string() label=t!(overview.branches_members, branches = there) explanation=of />
            </div>
            {stats.collect_view()}
        </div>
        <Card title=t!(overview.by_month)>
            <div class="bar small">{legend(&grades)}</div>
            <HeatMap caption=t!(overview.by_month) corner=t!(overview.branch) columns=months() rows />
            <p class="small muted">{t!(overview.cells)}</p>
        </Card>
        <div class="cols">
            <Trend points=trend year compared_year />
            <Attention branches=branches.clone() as_at />
        </div>
        {findings::of_units_below(unit_id, last_day(year))}
        <Lines branches />
    }
    .into_any()
}

/// The day that a year before this one is seen on; none: today.
fn last_day(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31).filter(|_| year < format::today().year())
}

/// From how many points each grade begins; the last takes what is below the one before it.
fn legend(grades: &[GradeStep]) -> Vec<AnyView> {
    let above = std::iter::once(None).chain(grades.iter().map(|step| Some(step.min)));
    let one = |(step, above): (&GradeStep, Option<u32>)| {
        let points = match above.filter(|_| step.min == 0) {
            Some(above) => t!(overview.below, points = above),
            None => t!(overview.from, points = step.min),
        };
        view! { <Chip tone=grade_tone(step.grade)>{format!("{} {points}", step.grade.label(language()))}</Chip> }
            .into_any()
    };
    grades.iter().zip(above).map(one).collect()
}

/// A grade in a cell of the map: in print and to who sees no colours it's all there is.
fn grade_mark(grade: MeetingGrade) -> &'static str {
    match grade {
        MeetingGrade::Good => t!(overview.mark_good),
        MeetingGrade::Fair => t!(overview.mark_fair),
        MeetingGrade::Average => t!(overview.mark_average),
        MeetingGrade::Poor => t!(overview.mark_poor),
    }
}

/// The columns of the map.
pub fn months() -> Vec<String> {
    (1..=12).map(|month| t!(overview.month, month = month)).collect()
}

/// A branch's line; also on the branch's own page.
pub fn heat_row(line: &shared::api::overview::OverviewLine) -> HeatRow {
    let cells = line.cells.iter().map(|cell| {
        let state = cell.state.label(language());
        let (text, tone, grade) = match (cell.points, cell.grade) {
            (Some(points), Some(grade)) => {
                (format!("{points} {}", grade_mark(grade)), grade_tone(grade), grade.label(language()))
            }
            _ if cell.state == CellState::Missing => ("×".to_owned(), Tone::Plain, ""),
            _ if cell.meeting_id.is_some() => ("…".to_owned(), Tone::Plain, ""),
            _ => (String::new(), Tone::Plain, ""),
        };
        let undecided = if cell.points.is_some() && !cell.decided { t!(overview.undecided) } else { "" };
        let points = cell.points.map(|points| format!("{points}/{}", cell.out_of.unwrap_or_default()));
        let words = [
            line.name.as_str(),
            &t!(overview.month, month = cell.month),
            points.as_deref().unwrap_or_default(),
            grade,
            if grade.is_empty() { state } else { "" },
            undecided,
        ];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        HeatCell {
            text,
            tone,
            words: words.join(", "),
            missing: cell.state == CellState::Missing,
            href: cell.meeting_id.filter(|_| line.can_open).map(|id| format!("/meetings/{id}")),
        }
    });
    HeatRow { name: short(&line.name).to_owned(), href: format!("/branches/{}", line.unit_id), cells: cells.collect() }
}

/// `Bản Man` of `Chi bộ thôn Bản Man`: every line begins the same.
pub fn short(name: &str) -> &str {
    let rest = name.strip_prefix("Chi bộ ").unwrap_or(name);
    rest.strip_prefix("thôn ").unwrap_or(rest)
}
