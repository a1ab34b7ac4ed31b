//! Scores and locks of the meetings, by the server's own rules from what is in the database.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::evaluation::{Answer, Answers, Basis, CriterionState, How, MeetingFacts, MeetingGrade, ScoreSheet, score};
use shared::meeting::Scorer;
use shared::meeting::assess::facts_of;
use shared::rulebook::{Digest, Rulebook};
use shared::time::local_date;

use super::chance::Chance;
use super::held::Held;
use super::schedule::Stage;
use super::time::{at, days};
use crate::db::Conn;
use crate::db::schema::{meeting, score as table};
use crate::http::{Error, Result};
use crate::meetings::record::MeetingRecord;
use crate::meetings::scores::ScoreRecord;
use crate::meetings::{assessment, conclusion, lock, view};

/// Scores a meeting as far as it has come, and locks it if it's decided.
pub(super) fn give(conn: &mut Conn, book: &Rulebook, held: &Held, today: NaiveDate) -> Result<()> {
    let loaded = view::load(conn, held.id)?;
    // As the conclusion does.
    let concluded_on = meeting::sheet_id.eq(loaded.sheet.as_str());
    diesel::update(meeting::table.find(held.id)).set(concluded_on).execute(conn)?;
    let record = MeetingRecord::find(conn, held.id)?;
    conclusion::settle(conn, &record)?;
    if held.stage == Stage::Concluded {
        return Ok(());
    }
    let missing = || Error::internal("no rules or no sheet for a demo meeting");
    let rules = book.rule_set_of(loaded.rules.as_str()).ok_or_else(missing)?;
    let sheet = book.sheet(loaded.sheet.as_str()).ok_or_else(missing)?;
    let facts = facts_of(&loaded, &rules.value, held.submitted_at.map_or(today, |at| local_date(at.and_utc())));
    let mut chance = held.chance.clone();
    let own = own(sheet, &facts, held.care, &mut chance);
    let submitted = held.submitted_at.unwrap_or_else(|| at(days(held.date, 1), 9, 0));
    let mut save = |scorer, name: &str, given_at, answers: &Answers, remarks: &str| -> Result<()> {
        let score = made(held, scorer, (name, given_at), (&loaded.sheet, sheet, &facts, answers), remarks)?;
        diesel::insert_into(table::table).values(&score).execute(conn)?;
        Ok(())
    };
    save(Scorer::Branch, &held.secretary, submitted - chrono::TimeDelta::minutes(30), &own, "")?;
    if held.stage >= Stage::Supervised {
        let stricter = stricter(sheet, &own, held.care, &mut chance);
        let remarks = if stricter == own {
            "Nhất trí với chi bộ."
        } else {
            "Đã điều chỉnh điểm phần điều hành."
        };
        save(Scorer::Supervisor, &held.supervisor, submitted + chrono::TimeDelta::hours(29), &stricter, remarks)?;
        if held.stage == Stage::Locked {
            save(Scorer::Committee, &held.standing, submitted + chrono::TimeDelta::hours(49), &stricter, "")?;
        }
    }
    if held.stage == Stage::Locked {
        lock::seal(conn, held.id)?;
    } else if held.submitted_at.is_some() {
        let record = MeetingRecord::find(conn, held.id)?;
        assessment::keep(conn, &record, today)?;
    }
    Ok(())
}

fn made(
    held: &Held,
    scorer: Scorer,
    (name, given_at): (&str, NaiveDateTime),
    (digest, sheet, facts, answers): (&Digest, &ScoreSheet, &MeetingFacts, &Answers),
    remarks: &str,
) -> Result<ScoreRecord> {
    let mut score = ScoreRecord {
        meeting_id: held.id,
        scorer,
        by_name: name.to_owned(),
        given_at,
        sheet_digest: String::new(),
        facts: String::new(),
        answers: String::new(),
        marks: String::new(),
        points: 0,
        out_of: 0,
        grade: MeetingGrade::Poor,
        complete: false,
        remarks: remarks.to_owned(),
        legacy_result: None,
    };
    score.set((digest, sheet), facts, answers)?;
    Ok(score)
}

/// The branch's own answers: what the records give is confirmed, what people judge depends on how well the branch works.
fn own(sheet: &ScoreSheet, facts: &MeetingFacts, care: usize, chance: &mut Chance) -> Answers {
    let computed = score(sheet, facts, &Answers::new());
    let mut answers = Answers::new();
    for criterion in sheet.criteria.iter().filter(|criterion| criterion.basis != Basis::Computed) {
        let known = computed.criterion(&criterion.id);
        if known.is_some_and(|known| known.state == CriterionState::LeftOut) {
            continue;
        }
        let points = match criterion.how {
            How::Judged => criterion.max.saturating_sub(lost(criterion.max, care, chance)),
            _ => known.and_then(|known| known.computed).unwrap_or(criterion.max),
        };
        answers.insert(criterion.id.clone(), Answer::of(points));
    }
    answers
}

fn lost(max: u32, care: usize, chance: &mut Chance) -> u32 {
    let missed = |chance: &mut Chance| u32::from(!chance.percent(care));
    if max < 5 { missed(chance) } else { missed(chance) + missed(chance) + u32::from(chance.percent(30)) }
}

/// Somebody from outside sees a little more.
fn stricter(sheet: &ScoreSheet, own: &Answers, care: usize, chance: &mut Chance) -> Answers {
    let mut answers = own.clone();
    for criterion in sheet.criteria.iter().filter(|criterion| criterion.how == How::Judged && criterion.max > 1) {
        if let Some(answer) = answers.get_mut(&criterion.id)
            && !chance.percent(care.saturating_sub(5))
        {
            answer.points = answer.points.saturating_sub(1);
        }
    }
    answers
}
