//! Which meetings each branch has held, and how each went: 2022 as the file has it, last year and this year by chance.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use shared::meeting::MeetingKind;
use shared::meeting::calendar::fixed_day_in;
use shared::unit::Sector;

use super::chance::Chance;
use super::members::Branch;
use super::text::{Texts, Topic, one, sector};
use super::time::days;
use crate::http::{Error, Result};

/// The year of the files.
const FILE_YEAR: i32 = 2022;
/// This branch let one meeting drop out, so many months before its last one.
const MISSED: (&str, u32) = ("CB07", 4);
/// This branch has no thematic meeting in the second quarter.
const NO_THEMATIC: (&str, u32) = ("CB06", 2);

/// How far a meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Held and concluded; the branch hasn't scored it.
    Concluded,
    /// Handed back by the committee, with a reason.
    Returned,
    /// Handed in; waits for the committee member in charge.
    Submitted,
    /// Scored by the committee member in charge; waits for the committee.
    Supervised,
    /// Decided.
    Locked,
}

/// A meeting that was held.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub kind: MeetingKind,
    pub date: NaiveDate,
    pub moved: String,
    pub hour: (u32, u32),
    pub minutes: i64,
    /// Members with a duty to attend, if the file says so.
    pub duty: Option<usize>,
    pub excused: usize,
    pub unexcused: usize,
    pub speakers: usize,
    pub topic: Topic,
    pub prepared: bool,
    pub tasks: usize,
    pub stage: Stage,
    /// The day of the regular meeting that its tasks are reported at.
    pub next: NaiveDate,
    /// The branch's latest regular meeting: its tasks are still under way.
    pub latest: bool,
}

impl Spec {
    /// Sector of the focal issue.
    pub fn sector(&self) -> Sector {
        self.topic.sector.unwrap_or(Sector::PartyBuilding)
    }

    /// Its own chance, whatever else is held.
    pub fn chance(&self, branch: &Branch) -> Chance {
        Chance::of(&["meeting", &branch.code, self.kind.as_str(), &self.date.to_string()])
    }
}

/// How well a branch works, in percent: what the chance of doing a thing right depends on.
pub(super) fn care(code: &str, year: i32) -> usize {
    let now = match code {
        "CB01" => 97,
        "CB02" | "CB08" => 94,
        "CB03" | "CB04" => 91,
        "CB09" => 89,
        "CB05" => 85,
        "CB06" => 79,
        "CB07" => 76,
        _ => 70,
    };
    // The scheme's years show.
    if year == FILE_YEAR { now - 6 } else { now }
}

#[derive(Deserialize)]
struct MeetingFile {
    branch: String,
    kind: MeetingKind,
    date: NaiveDate,
    #[serde(default)]
    moved_because: Option<String>,
    started: String,
    minutes: i64,
    duty: usize,
    present: usize,
    unexcused: usize,
    speakers: usize,
    focal_sector: String,
    focal_issue: String,
    committee_prepared: bool,
    tasks: usize,
}

/// The branch's meetings up to yesterday, in order.
pub(super) fn held(branch: &Branch, texts: &Texts, today: NaiveDate) -> Result<Vec<Spec>> {
    let mut specs = from_file(branch, texts)?;
    for year in [today.year() - 1, today.year()].into_iter().filter(|year| *year > FILE_YEAR) {
        specs.extend(by_chance(branch, texts, year, today));
    }
    specs.sort_by_key(|spec| (spec.date, spec.kind));
    let regular: Vec<NaiveDate> =
        specs.iter().filter(|spec| spec.kind == MeetingKind::Regular).map(|spec| spec.date).collect();
    for spec in &mut specs {
        let following = regular.iter().find(|date| **date > spec.date).copied();
        // The years between 2022 and last year aren't known.
        let soon = following.filter(|date| date.year() - spec.date.year() < 2);
        spec.next = soon.unwrap_or_else(|| next(branch, texts, spec.date).date);
        spec.latest = following.is_none();
        spec.stage = stage(branch, spec, today);
    }
    Ok(specs)
}

/// The regular meeting of the month after.
pub(super) fn next(branch: &Branch, texts: &Texts, date: NaiveDate) -> Spec {
    let (year, month) = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    regular(branch, texts, fixed_day_in(year, month, branch.fixed_day).unwrap_or(date))
}

/// What is open of the latest month, so that there is something to do for everybody.
fn stage(branch: &Branch, spec: &Spec, today: NaiveDate) -> Stage {
    let open = match branch.code.as_str() {
        _ if !spec.latest || spec.kind != MeetingKind::Regular => Stage::Locked,
        "CB02" => Stage::Submitted,
        "CB03" => Stage::Supervised,
        "CB04" => Stage::Concluded,
        "CB05" => Stage::Returned,
        _ => Stage::Locked,
    };
    // Nothing is handed in, or decided, tomorrow.
    let possible = match (today - spec.date).num_days() {
        ..2 => Stage::Concluded,
        2 => Stage::Submitted,
        3..5 => Stage::Supervised,
        _ => Stage::Locked,
    };
    open.min(possible)
}

fn from_file(branch: &Branch, texts: &Texts) -> Result<Vec<Spec>> {
    let all: Vec<MeetingFile> =
        serde_json::from_str(include_str!("../../demo/meetings-2022.json")).map_err(Error::internal)?;
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
    all.into_iter()
        .filter(|meeting| meeting.branch == branch.code)
        .map(|meeting| {
            let mut hour = meeting.started.split(':');
            Ok(Spec {
                kind: meeting.kind,
                date: meeting.date,
                moved: meeting.moved_because.unwrap_or_default(),
                hour: (number(hour.next()), number(hour.next())),
                minutes: meeting.minutes,
                duty: Some(meeting.duty),
                excused: meeting.duty.saturating_sub(meeting.present + meeting.unexcused),
                unexcused: meeting.unexcused,
                speakers: meeting.speakers,
                topic: texts.topic(&meeting.focal_issue, sector(&meeting.focal_sector)?),
                prepared: meeting.committee_prepared,
                tasks: meeting.tasks,
                stage: Stage::Locked,
                next: meeting.date,
                latest: false,
            })
        })
        .collect()
}

fn by_chance(branch: &Branch, texts: &Texts, year: i32, today: NaiveDate) -> Vec<Spec> {
    let mut specs = Vec::new();
    // Each kind of branch has its months for thematic meetings.
    let even = branch.code.ends_with(['2', '4', '6', '8', '0']);
    for month in 1..=12 {
        let Some(fixed) = fixed_day_in(year, month, branch.fixed_day) else { continue };
        specs.push(regular(branch, texts, fixed));
        let quarter = month.div_ceil(3);
        if month % 3 == if even { 2 } else { 0 } && (branch.code.as_str(), quarter) != NO_THEMATIC {
            specs.push(meeting(branch, texts, MeetingKind::Thematic, days(fixed, 10)));
        }
    }
    specs.retain(|spec| spec.date < today && !missed(branch, spec, today));
    specs
}

fn missed(branch: &Branch, spec: &Spec, today: NaiveDate) -> bool {
    let months = |date: NaiveDate| u32::try_from(date.year()).unwrap_or(0) * 12 + date.month0();
    let last = if today.day() > branch.fixed_day { months(today) } else { months(today) - 1 };
    branch.code == MISSED.0 && spec.kind == MeetingKind::Regular && months(spec.date) + MISSED.1 == last
}

/// The regular meeting of a month, on the fixed day or moved.
fn regular(branch: &Branch, texts: &Texts, fixed: NaiveDate) -> Spec {
    let mut spec = meeting(branch, texts, MeetingKind::Regular, fixed);
    let mut chance = Chance::of(&["moved", &branch.code, &fixed.to_string()]);
    if branch.code != "CB01" && chance.percent(6) {
        spec.date = days(fixed, i64::try_from(chance.below(3)).unwrap_or(0) + 1);
        spec.moved = one(&mut chance, &texts.moved);
    }
    spec
}

fn meeting(branch: &Branch, texts: &Texts, kind: MeetingKind, date: NaiveDate) -> Spec {
    let mut chance = Chance::of(&["spec", &branch.code, kind.as_str(), &date.to_string()]);
    let care = care(&branch.code, date.year());
    let topics = texts.topics(branch.kind, kind);
    // Twelve months in a row are about different things.
    let start = Chance::of(&["topics", &branch.code, &date.year().to_string()]).below(topics.len());
    let turn = match kind {
        MeetingKind::Thematic => date.month0() / 3,
        _ => date.month0() * 5,
    };
    let place = (start + usize::try_from(turn).unwrap_or(0)) % topics.len().max(1);
    let short = if chance.percent(100 - care) { 15 } else { 0 };
    let lengths = [90, 90, 95, 95, 100, 105, 110];
    let people = branch.members.len();
    let speakers = (people * (40 + care / 5 + chance.below(20))).div_ceil(100);
    Spec {
        kind,
        date,
        moved: String::new(),
        hour: (19, 30),
        minutes: chance.pick(&lengths).copied().unwrap_or(90) - short,
        duty: None,
        excused: chance.below(1 + people * (115 - care) / 300),
        unexcused: usize::from(chance.percent((100 - care) / 5)),
        speakers: if chance.percent(care) { speakers } else { speakers * 3 / 5 },
        topic: topics.get(place).map(|topic| (*topic).clone()).unwrap_or_default(),
        prepared: chance.percent(care + 2),
        tasks: if kind == MeetingKind::Thematic { 1 + chance.below(2) } else { 2 + chance.below(4) },
        stage: Stage::Locked,
        next: date,
        latest: false,
    }
}
