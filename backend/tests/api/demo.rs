//! The demo commune: what is in it agrees with itself, on any day, and loading it again changes nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use backend::db::schema::{
    account, account_grant, attendance, meeting, member, membership, office, resolution, task, task_report, unit_state,
};
use backend::db::{Author, Conn, Db};
use backend::demo::{Loaded, load};
use backend::meetings::{papers, view};
use backend::members::import;
use backend::overview::monthly;
use backend::papers::docx;
use backend::rules;
use backend::server::verify;
use backend::tasks::with_latest;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::api::overview::MonthQuery;
use shared::evaluation::MeetingGrade;
use shared::id::{MeetingId, UnitId};
use shared::language::Language;
use shared::meeting::assess::assess;
use shared::meeting::check::check;
use shared::meeting::{MeetingKind, MeetingStatus, ResolutionKind, Scorer};
use shared::paper::{MonthlyPaperKind, Paper, PaperKind};
use shared::time::{from_local, local_date};
use shared::unit::{BranchKind, UnitKind};

use crate::support::database::{Database, Fresh, empty};

const DEMO: Loaded = Loaded::Demo { branches: 10, members: 184 };

/// A database with the demo commune as of a time, and the folder of its accounts.
struct Demo {
    db: Db,
    folder: PathBuf,
    now: DateTime<Utc>,
    // After the pool: dropped last.
    _fresh: Fresh,
}

impl Demo {
    fn load(database: Database, now: DateTime<Utc>) -> Self {
        let fresh = empty(database);
        let folder = std::env::temp_dir().join(format!("nenep-demo-{}", uuid::Uuid::now_v7()));
        let db = Db::open(&fresh.url).unwrap();
        assert_eq!(load(&db, &folder, now).unwrap(), DEMO);
        Self { db, folder, now, _fresh: fresh }
    }

    fn today(&self) -> NaiveDate {
        local_date(self.now)
    }

    fn read<T>(&self, work: impl FnOnce(&mut Conn) -> T) -> T {
        work(&mut self.db.reader().unwrap())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Local time of a day.
fn at(year: i32, month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    from_local(NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap())
}

fn agrees_with_itself(database: Database) {
    let demo = Demo::load(database, Utc::now());
    demo.read(people);
    demo.read(resolutions_have_no_gaps);
    // What is read is the same on both; the papers know no database.
    if database == Database::Sqlite {
        demo.read(|conn| papers_say_the_same(conn, demo.today()));
    }
    demo.read(|conn| scores_follow_from_the_data(conn, demo.today()));
    demo.read(nothing_keeps_minutes_open);
    let verified = demo.read(|conn| verify(conn).unwrap());
    assert!(verified.checked > 300 && verified.changed.is_empty(), "{verified:?}");
    demo.read(|conn| open_work(conn, demo.today()));
    accounts(&demo);
    again(&demo);
}

fn people(conn: &mut Conn) {
    let branches: Vec<(UnitId, Option<BranchKind>)> = unit_state::table
        .filter(unit_state::kind.eq(UnitKind::Branch))
        .filter(unit_state::ends_on.is_null())
        .select((unit_state::unit_id, unit_state::branch_kind))
        .load(conn)
        .unwrap();
    assert_eq!(branches.len(), 10);
    assert_eq!(member::table.count().get_result::<i64>(conn).unwrap(), 184);
    let cadres: Vec<UnitId> = office::table
        .inner_join(membership::table.on(membership::member_id.eq(office::member_id)))
        .filter(membership::is_commune_cadre)
        .filter(membership::ends_on.is_null())
        .filter(office::ends_on.is_null())
        .select(office::unit_id)
        .load(conn)
        .unwrap();
    let villages = branches.iter().filter(|(_, kind)| *kind == Some(BranchKind::Village));
    let with_cadre = villages.filter(|(id, _)| cadres.contains(id)).count();
    assert_eq!(with_cadre, 7);
    // Living people whom the press has named aren't in it.
    let named = ["Nông Văn Đốc", "Vũ Văn Liệu", "Quan Thị Chiêu", "Hoàng Văn Quang"];
    let found: i64 = member::table.filter(member::full_name.eq_any(named)).count().get_result(conn).unwrap();
    assert_eq!(found, 0);
}

fn resolutions_have_no_gaps(conn: &mut Conn) {
    type Row = (UnitId, ResolutionKind, NaiveDate, i32);
    let rows: Vec<Row> = resolution::table
        .order((resolution::issued_at, resolution::id))
        .select((resolution::unit_id, resolution::kind, resolution::term_starts_on, resolution::number))
        .load(conn)
        .unwrap();
    let mut numbers: BTreeMap<_, Vec<i32>> = BTreeMap::new();
    for (unit, kind, term, number) in rows {
        numbers.entry((unit, kind, term)).or_default().push(number);
    }
    assert_eq!(numbers.len(), 10 * 2 * 2);
    for (of, numbers) in numbers {
        assert!((1..).zip(&numbers).all(|(expected, number)| expected == *number), "{of:?} {numbers:?}");
    }
}

fn scores_follow_from_the_data(conn: &mut Conn, today: NaiveDate) {
    let ids: Vec<MeetingId> = meeting::table
        .filter(meeting::kind.ne(MeetingKind::Preparatory))
        .order((meeting::scheduled_at, meeting::id))
        .select(meeting::id)
        .load(conn)
        .unwrap();
    let book = rules::book(conn).unwrap();
    let mut grades: BTreeMap<MeetingGrade, usize> = BTreeMap::new();
    for id in ids {
        let meeting = view::load(conn, id).unwrap();
        let day = meeting.submitted_at.map_or(today, local_date);
        let scorers: Vec<Scorer> = meeting.scores.iter().map(|score| score.scorer).collect();
        if meeting.status == MeetingStatus::Locked {
            assert_eq!(scorers, Scorer::ALL, "{id}");
        }
        for score in &meeting.scores {
            let (rules, sheet) = (book.rule_set_of(meeting.rules.as_str()), book.sheet(meeting.sheet.as_str()));
            let (rules, sheet) = (&rules.unwrap().value, sheet.unwrap());
            let made = assess(&meeting, rules, sheet, &score.answers, day).result;
            assert_eq!(score.result(sheet), made, "{id}");
            assert_eq!((score.total, score.out_of, score.grade), (made.total, made.out_of, made.grade), "{id}");
            assert!(made.complete(), "{id} {:?}", made.unanswered);
        }
        for vote in &meeting.votes {
            assert!(vote.result.passed, "{id}");
        }
        if let Some(decided) = meeting.scores.iter().find(|score| score.scorer == Scorer::Committee) {
            *grades.entry(decided.grade).or_default() += 1;
        }
    }
    let count = |grade| grades.get(&grade).copied().unwrap_or(0);
    let (good, fair, average) = (count(MeetingGrade::Good), count(MeetingGrade::Fair), count(MeetingGrade::Average));
    assert!(good > fair && fair > average && average > 0 && count(MeetingGrade::Poor) == 0, "{grades:?}");
}

/// Whoever goes on with a concluded meeting, of any kind, isn't held up by what is in it.
fn nothing_keeps_minutes_open(conn: &mut Conn) {
    let ids: Vec<MeetingId> =
        meeting::table.filter(meeting::concluded_at.is_not_null()).select(meeting::id).load(conn).unwrap();
    assert!(ids.len() > 300, "{}", ids.len());
    let book = rules::book(conn).unwrap();
    let found = ids.into_iter().flat_map(|id| {
        let meeting = view::load(conn, id).unwrap();
        let rules = &book.rule_set_of(meeting.rules.as_str()).unwrap().value;
        check(&meeting, rules, meeting.resolution.is_some()).0
    });
    assert_eq!(found.collect::<Vec<_>>(), []);
}

/// Every paper of every meeting and month: the file says what the blocks say.
fn papers_say_the_same(conn: &mut Conn, today: NaiveDate) {
    let said = |paper: &Paper| -> String { paper.texts().concat().split_whitespace().collect() };
    let written = |paper: &Paper| -> String {
        let xml = String::from_utf8(docx::document(paper).unwrap()).unwrap();
        let text: String = xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
        let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        text.split_whitespace().collect()
    };
    let ids: Vec<MeetingId> = meeting::table.order(meeting::id).select(meeting::id).load(conn).unwrap();
    let mut made: BTreeMap<String, usize> = BTreeMap::new();
    for id in ids {
        let meeting = view::load(conn, id).unwrap();
        for kind in PaperKind::ALL {
            let Ok(paper) = papers::of(conn, &meeting, *kind, Language::Vi) else { continue };
            assert_eq!(written(&paper), said(&paper), "{id} {kind}");
            *made.entry(kind.to_string()).or_default() += 1;
        }
    }
    let commune: UnitId =
        unit_state::table.filter(unit_state::parent_id.is_null()).select(unit_state::unit_id).first(conn).unwrap();
    for (year, month) in [2022, 2025, 2026].into_iter().flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let month = monthly::month(conn, commune, &MonthQuery { year, month }, today).unwrap();
        for kind in MonthlyPaperKind::ALL {
            let paper = monthly::of(&month, *kind);
            assert_eq!(written(&paper), said(&paper), "{year} {} {kind}", month.month);
            *made.entry(kind.to_string()).or_default() += 1;
        }
    }
    let least = |kind: &str, count: usize| assert!(made.get(kind).is_some_and(|made| *made >= count), "{made:?}");
    least("minutes", 800);
    least("resolution", 400);
    least("score-sheet", 400);
    least("roll", 800);
    least("results", 36);
    least("notice", 36);
}

/// Today's example day is far enough after the fixed days or not; what is open then must be open at all.
fn open_work(conn: &mut Conn, today: NaiveDate) {
    let held: Vec<(MeetingStatus, i32)> = meeting::table
        .filter(meeting::kind.eq(MeetingKind::Regular))
        .select((meeting::status, meeting::year))
        .load(conn)
        .unwrap();
    let count = |status| held.iter().filter(|(one, _)| *one == status).count();
    assert_eq!((count(MeetingStatus::Planned), count(MeetingStatus::Announced)), (1, 1));
    assert!(count(MeetingStatus::Concluded) >= 2, "one to score, one handed back");
    let late: i64 = with_latest()
        .filter(task_report::id.nullable().is_null())
        .filter(task::due_on.lt(today))
        .count()
        .get_result(conn)
        .unwrap();
    assert_eq!(late, 1);
}

fn accounts(demo: &Demo) {
    let text = std::fs::read_to_string(demo.folder.join("demo-accounts.txt")).unwrap();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(lines.len(), 8, "{text}");
    demo.read(|conn| {
        for line in lines {
            let [role, _, name, _, login, password] = line[..] else { panic!("{line:?}") };
            let (kept, hash): (String, Option<String>) = account::table
                .inner_join(account_grant::table)
                .filter(account::login.eq(login))
                .filter(account_grant::role.eq(role))
                .select((account::name, account::password_hash))
                .first(conn)
                .unwrap();
            assert_eq!(kept, name);
            assert!(password.len() > 15 && hash.is_some_and(|hash| hash.starts_with("$argon2id$")));
        }
    });
}

fn again(demo: &Demo) {
    let before = std::fs::read(demo.folder.join("demo-accounts.txt")).unwrap();
    assert_eq!(load(&demo.db, &demo.folder, demo.now).unwrap(), Loaded::NotEmpty);
    assert_eq!(std::fs::read(demo.folder.join("demo-accounts.txt")).unwrap(), before);
    let register = include_bytes!("../../demo/members-2022.xlsx");
    let imported = demo.db.write(|conn| {
        let commune: UnitId =
            unit_state::table.filter(unit_state::parent_id.is_null()).select(unit_state::unit_id).first(conn)?;
        let author = Author { at: demo.now.naive_utc(), name: "thử".to_owned(), reason: String::new() };
        import::run(conn, commune, register, demo.today(), Language::Vi, Some(&author))
    });
    let report = imported.unwrap().report;
    assert_eq!((report.added, report.changed, report.unchanged), (0, 0, 184));
}

#[test]
fn agrees_with_itself_sqlite() {
    agrees_with_itself(Database::Sqlite);
}

#[test]
fn agrees_with_itself_postgres() {
    agrees_with_itself(Database::Postgres);
}

/// Nothing has happened tomorrow, whether the month's meetings are over, just over or still to come.
#[test]
fn nothing_is_of_the_future_on_any_day() {
    for now in [at(2027, 1, 4, 7), at(2027, 6, 5, 12)] {
        let demo = Demo::load(Database::Sqlite, now);
        let utc = now.naive_utc();
        demo.read(|conn| {
            let times: Vec<[Option<NaiveDateTime>; 4]> = meeting::table
                .select((meeting::started_at, meeting::concluded_at, meeting::submitted_at, meeting::locked_at))
                .load::<(Option<NaiveDateTime>, Option<NaiveDateTime>, Option<NaiveDateTime>, Option<NaiveDateTime>)>(
                    conn,
                )
                .unwrap()
                .into_iter()
                .map(|(started, concluded, submitted, locked)| [started, concluded, submitted, locked])
                .collect();
            assert!(times.iter().flatten().flatten().all(|time| *time <= utc), "{now}");
            let done: Option<NaiveDate> =
                task_report::table.select(diesel::dsl::max(task_report::done_on)).first(conn).unwrap();
            assert!(done.is_some_and(|done| done <= demo.today()), "{now}");
            let reported: Option<NaiveDateTime> =
                task_report::table.select(diesel::dsl::max(task_report::recorded_at)).first(conn).unwrap();
            assert!(reported.is_some_and(|at| at <= utc), "{now}");
            let overdue: i64 = meeting::table
                .filter(meeting::status.eq_any([MeetingStatus::Planned, MeetingStatus::Announced]))
                .filter(meeting::scheduled_at.lt(utc))
                .count()
                .get_result(conn)
                .unwrap();
            assert_eq!(overdue, 0, "{now}");
            let roll: i64 = attendance::table.count().get_result(conn).unwrap();
            assert!(roll > 5000, "{roll}");
        });
        assert!(demo.read(|conn| verify(conn).unwrap()).changed.is_empty());
    }
}
