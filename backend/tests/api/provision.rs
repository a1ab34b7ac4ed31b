//! Units made at the server's own console, whatever their level: two communes, a province above one of them, a section,
//! a Party group.

use backend::accounts::{Provision, provision as account};
use backend::db::Db;
use backend::units::{self, NewUnit, States};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use shared::access::Role;
use shared::id::UnitId;
use shared::problem::Code;
use shared::time::local_date;
use shared::unit::{BranchKind, UnitKind};

use crate::support::{Database, database};

/// An empty database, and what the console says of it.
struct Console {
    db: Db,
    now: DateTime<Utc>,
    _fresh: database::Fresh,
}

impl Console {
    fn open(which: Database) -> Self {
        let fresh = database::empty(which);
        Self { db: Db::open(&fresh.url).unwrap(), now: Utc::now(), _fresh: fresh }
    }

    fn unit(&self, kind: UnitKind, code: &str, name: &str, parent: Option<&str>) -> Result<UnitId, (String, Code)> {
        let new = NewUnit {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            branch_kind: (kind == UnitKind::Branch).then_some(BranchKind::Village),
            parent: parent.map(str::to_owned),
            starts_on: None,
        };
        units::provision(&self.db, new, self.now).map_err(|error| error.fields.first().unwrap().clone())
    }

    fn account(&self, login: &str, unit: Option<&str>) -> Result<(), Code> {
        let new = Provision {
            login: login.to_owned(),
            name: "Nông Văn Thử".to_owned(),
            role: Role::Secretary,
            unit: unit.map(str::to_owned),
        };
        account(&self.db, new, self.now).map(drop).map_err(|error| error.code)
    }

    fn today(&self) -> NaiveDate {
        local_date(self.now)
    }

    fn locality(&self, unit: UnitId) -> String {
        let day = self.today();
        let mut conn = self.db.reader().unwrap();
        States::with_above(&mut conn, unit, day).unwrap().locality(unit, day)
    }
}

fn units_of_every_level(which: Database) {
    let console = Console::open(which);
    let taken = ("/code".to_owned(), Code::Taken);
    let unknown = ("/parent".to_owned(), Code::UnknownReference);
    console.unit(UnitKind::Province, "TQ", "Đảng bộ tỉnh Tuyên Quang", None).unwrap();
    let first = console.unit(UnitKind::Commune, "BP", "Đảng bộ xã Bình Phú", Some("TQ")).unwrap();
    // A second commune beside the province, and codes of one commune again in the other.
    let second = console.unit(UnitKind::Commune, "MX", "Đảng bộ phường Mỹ Xuân", None).unwrap();
    assert_eq!(console.unit(UnitKind::Commune, "mx", "Đảng bộ xã khác", None), Err(taken.clone()));
    assert_eq!(console.unit(UnitKind::Branch, "CB01", "Chi bộ một", None), Err(unknown.clone()), "of which commune?");
    let one = console.unit(UnitKind::Branch, "CB01", "Chi bộ một", Some("BP")).unwrap();
    let other = console.unit(UnitKind::Branch, "CB01", "Chi bộ một", Some("MX")).unwrap();
    assert_eq!(console.unit(UnitKind::Branch, "cb01", "Chi bộ hai", Some("TQ/BP")), Err(taken));
    console.unit(UnitKind::Section, "BP1", "Đảng bộ bộ phận Khối cơ quan", Some("BP")).unwrap();
    let deep = console.unit(UnitKind::Branch, "CB01", "Chi bộ Văn phòng", Some("BP1")).unwrap();
    let group = console.unit(UnitKind::PartyGroup, "T1", "Tổ đảng 1", Some("BP/BP1/CB01")).unwrap();
    assert_eq!(console.unit(UnitKind::PartyGroup, "T1", "Tổ đảng 1", Some("CB01")), Err(unknown.clone()), "three fit");
    assert_eq!(console.unit(UnitKind::PartyGroup, "T2", "Tổ đảng 2", Some("nowhere")), Err(unknown));
    let level = ("/kind".to_owned(), Code::WrongLevel);
    assert_eq!(console.unit(UnitKind::PartyGroup, "T3", "Tổ đảng 3", Some("BP")), Err(level.clone()));
    assert_eq!(console.unit(UnitKind::Section, "BP2", "Đảng bộ bộ phận", Some("TQ")), Err(level));
    // What papers name is the commune's, however far up.
    let places = [one, other, deep, group].map(|unit| console.locality(unit));
    assert_eq!(places, ["Bình Phú", "Mỹ Xuân", "Bình Phú", "Bình Phú"]);
    let day = console.today();
    let mut conn = console.db.reader().unwrap();
    let commune = |conn: &mut backend::db::Conn, unit| States::with_above(conn, unit, day).unwrap().commune(unit, day);
    assert_eq!([one, other, group].map(|unit| commune(&mut conn, unit)), [Some(first), Some(second), Some(first)]);
    drop(conn);
    // An account says which of the branches with one code it is for.
    assert_eq!(console.account("bithu", Some("CB01")), Err(Code::Invalid));
    assert_eq!(console.account("bithu", Some("MX/CB01")), Ok(()));
    assert_eq!(console.account("bithu2", Some("BP1/CB01")), Ok(()));
}

fn a_unit_begins_with_the_one_above_it(which: Database) {
    let console = Console::open(which);
    let january = NaiveDate::from_ymd_opt(console.today().year(), 1, 1).unwrap();
    let commune = NewUnit {
        kind: UnitKind::Commune,
        code: "BP".to_owned(),
        name: "Đảng bộ xã Bình Phú".to_owned(),
        branch_kind: None,
        parent: None,
        starts_on: NaiveDate::from_ymd_opt(2020, 6, 1),
    };
    units::provision(&console.db, commune, console.now).unwrap();
    let branch = console.unit(UnitKind::Branch, "CB01", "Chi bộ thôn Nà Tâm", None).unwrap();
    let state = units::near(&mut console.db.reader().unwrap(), branch, january).unwrap();
    assert_eq!(Some(state.starts_on), NaiveDate::from_ymd_opt(2020, 6, 1));
    assert_eq!((state.fixed_day, state.hour.as_deref()), (Some(3), Some("19:30")), "a branch can meet at once");
    let early = NewUnit {
        kind: UnitKind::Branch,
        code: "CB02".to_owned(),
        name: "Chi bộ thôn Nà Chang".to_owned(),
        branch_kind: Some(BranchKind::Village),
        parent: None,
        starts_on: NaiveDate::from_ymd_opt(2020, 5, 31),
    };
    let error = units::provision(&console.db, early.clone(), console.now).unwrap_err();
    assert_eq!(error.fields, [("/starts_on".to_owned(), Code::BeforeFounding)]);
    let kindless = NewUnit { branch_kind: None, starts_on: None, ..early };
    let error = units::provision(&console.db, kindless, console.now).unwrap_err();
    assert_eq!(error.fields, [("/branch_kind".to_owned(), Code::Required)]);
}

#[test]
fn units_of_every_level_on_sqlite() {
    units_of_every_level(Database::Sqlite);
}

#[test]
fn units_of_every_level_on_postgres() {
    units_of_every_level(Database::Postgres);
}

#[test]
fn a_unit_begins_with_the_one_above_it_on_sqlite() {
    a_unit_begins_with_the_one_above_it(Database::Sqlite);
}

#[test]
fn a_unit_begins_with_the_one_above_it_on_postgres() {
    a_unit_begins_with_the_one_above_it(Database::Postgres);
}
