//! What is in the database: two communes with branches, members, committees, supervision and an account for each role.
//! Dates are relative to today, because the server's clock is the real one.

use std::collections::BTreeMap;

use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use backend::db::schema::{account, member, session, unit};
use backend::db::{Author, Conn, Dated, Decision};
use backend::members::membership::{Membership, MembershipRow};
use backend::units::{Charge, ChargeRow};
use backend::units::{Granted, GrantedRow};
use backend::units::{Seat, SeatRow, Term, TermRow, UnitState, UnitStateRow, trace};
use chrono::{NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use shared::access::Role;
use shared::dated::{Edits, Span};
use shared::id::{AccountId, MemberId, SessionId, UnitId};
use shared::member::{ActivityStatus, Gender, MembershipKind};
use shared::text::{fold, sort_key};
use shared::time;
use shared::unit::{BranchKind, Office, UnitKind};
use uuid::Uuid;

/// The password of every account.
pub const PASSWORD: &str = "mật khẩu để thử";

/// Ids of what is in the database.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Today in Vietnam when the database was filled.
    pub today: NaiveDate,
    /// Commune A, above A1, A2 and A3.
    pub commune_a: UnitId,
    /// Commune B, above B1.
    pub commune_b: UnitId,
    /// A village's branch; `committee` is in charge of it.
    pub a1: Branch,
    /// A village's branch; `committee_2` is in charge of it.
    pub a2: Branch,
    /// The commune office's branch, where the committee's members are; nobody is in charge of it.
    pub a3: Branch,
    /// A village's branch of the other commune; `committee_b` is in charge of it.
    pub b1: Branch,
    /// Accounts by sign-in name. At commune A: `admin`, `standing`, `office`, `inspector`, `committee`, `committee_2`;
    /// at commune B the same with `_b` (but one committee member); for each branch `secretary_a1`, `scribe_a1`,
    /// `member_a1` and so on.
    pub accounts: BTreeMap<String, AccountId>,
    /// A session of each account.
    pub sessions: BTreeMap<String, SessionId>,
}

/// A branch with its members: 8 in its number, 6 with a duty to attend, 5 of them official.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The branch; its fixed day is the 4th, at 19:30.
    pub id: UnitId,
    /// Secretary.
    pub secretary: MemberId,
    /// Deputy secretary.
    pub deputy: MemberId,
    /// Third member of the branch's committee.
    pub scribe: MemberId,
    /// Official, without office; the account `member_…` is theirs.
    pub ordinary: MemberId,
    /// Official, without office.
    pub other: MemberId,
    /// Probationary.
    pub probationary: MemberId,
    /// Official, exempt.
    pub exempt: MemberId,
    /// Official, temporarily elsewhere.
    pub temporary_out: MemberId,
}

impl Branch {
    /// Everybody, official members first.
    pub fn members(&self) -> [MemberId; 8] {
        [
            self.secretary,
            self.deputy,
            self.scribe,
            self.ordinary,
            self.other,
            self.probationary,
            self.exempt,
            self.temporary_out,
        ]
    }
}

/// Fills an empty database.
pub fn insert(conn: &mut Conn) -> QueryResult<Fixture> {
    let today = time::local_date(Utc::now());
    let mut rows = Rows { conn, today, hash: hash(), accounts: BTreeMap::new(), sessions: BTreeMap::new() };
    let commune_a = rows.unit(None, None, "AP", "Đảng bộ xã An Phú")?;
    let commune_b = rows.unit(None, None, "BS", "Đảng bộ xã Bình Sơn")?;
    let a1 = rows.branch(commune_a, BranchKind::Village, "a1", "Chi bộ thôn Nà Tâm", false)?;
    let a2 = rows.branch(commune_a, BranchKind::Village, "a2", "Chi bộ thôn Khuổi Lung", false)?;
    let a3 = rows.branch(commune_a, BranchKind::Agency, "a3", "Chi bộ cơ quan xã", true)?;
    let b1 = rows.branch(commune_b, BranchKind::Village, "b1", "Chi bộ thôn Nà Chang", false)?;
    for (unit, suffix) in [(commune_a, ""), (commune_b, "_b")] {
        rows.account(&format!("admin{suffix}"), None, Role::Admin, unit)?;
        rows.account(&format!("standing{suffix}"), None, Role::StandingMember, unit)?;
        rows.account(&format!("office{suffix}"), None, Role::Office, unit)?;
        rows.account(&format!("inspector{suffix}"), None, Role::Inspector, unit)?;
    }
    for (login, member, commune, branch) in [
        ("committee", a3.ordinary, commune_a, a1.id),
        ("committee_2", a3.other, commune_a, a2.id),
        ("committee_b", b1.other, commune_b, b1.id),
    ] {
        rows.account(login, Some(member), Role::CommitteeMember, commune)?;
        rows.supervision(branch, member)?;
    }
    let (accounts, sessions) = (rows.accounts, rows.sessions);
    Ok(Fixture { today, commune_a, commune_b, a1, a2, a3, b1, accounts, sessions })
}

/// Writes a fact that is new.
pub fn write<F: Dated>(conn: &mut Conn, fact: F) -> QueryResult<()> {
    let author = Author { at: Utc::now().naive_utc(), name: "thử".to_owned(), reason: String::new() };
    F::write(conn, &Edits { replaced: Vec::new(), written: vec![fact] }, &author).map(drop)
}

/// Days ago that every unit was founded.
const FOUNDED: i64 = 5000;

/// As cheap as the algorithm allows: the tests are about who is let in, not about the cost of guessing.
fn hash() -> String {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    let salt = SaltString::from_b64("c2FsdHNhbHRzYWx0").unwrap();
    argon2.hash_password(PASSWORD.as_bytes(), &salt).unwrap().to_string()
}

/// Inserts rows one by one: the connection to either database can't insert several at once.
struct Rows<'a> {
    conn: &'a mut Conn,
    today: NaiveDate,
    hash: String,
    accounts: BTreeMap<String, AccountId>,
    sessions: BTreeMap<String, SessionId>,
}

impl Rows<'_> {
    fn days_ago(&self, days: i64) -> NaiveDate {
        self.today - TimeDelta::days(days)
    }

    fn unit(
        &mut self,
        parent_id: Option<UnitId>,
        branch_kind: Option<BranchKind>,
        code: &str,
        name: &str,
    ) -> QueryResult<UnitId> {
        let id = UnitId(Uuid::now_v7());
        let branch = branch_kind.is_some();
        let state = UnitState {
            unit_id: id,
            parent_id,
            kind: if branch { UnitKind::Branch } else { UnitKind::Commune },
            branch_kind,
            code: code.to_owned(),
            name: name.to_owned(),
            folded_name: fold(name),
            fixed_day: branch.then_some(4),
            place: branch.then(|| "Nhà văn hóa".to_owned()),
            hour: branch.then(|| "19:30".to_owned()),
            locality: name.trim_start_matches("Đảng bộ xã ").to_owned(),
        };
        let state = UnitStateRow::new(state, Span::from(self.days_ago(FOUNDED)), Decision::default());
        let term = TermRow::new(Term { unit_id: id }, Span::from(self.days_ago(400)), Decision::default());
        diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(self.conn)?;
        write(self.conn, state)?;
        write(self.conn, term)?;
        trace(self.conn, id)?;
        Ok(id)
    }

    fn branch(
        &mut self,
        commune: UnitId,
        kind: BranchKind,
        code: &str,
        name: &str,
        cadres: bool,
    ) -> QueryResult<Branch> {
        let unit = self.unit(Some(commune), Some(kind), &code.to_uppercase(), name)?;
        let mut member = |family: &str, kind, status| {
            let name = format!("{family} {}", given_name(code, family));
            self.member(unit, &name, kind, status, cadres)
        };
        use ActivityStatus::{Active, Exempt, TemporaryOut};
        use MembershipKind::{Official, Probationary};
        let branch = Branch {
            id: unit,
            secretary: member("Ma Văn", Official, Active)?,
            deputy: member("Hoàng Thị", Official, Active)?,
            scribe: member("Nông Đức", Official, Active)?,
            ordinary: member("Lý Thị", Official, Active)?,
            other: member("Quan Văn", Official, Active)?,
            probationary: member("Chẩu Thị", Probationary, Active)?,
            exempt: member("Hà Văn", Official, Exempt)?,
            temporary_out: member("Triệu Thị", Official, TemporaryOut)?,
        };
        self.office(unit, branch.secretary, Office::Secretary)?;
        self.office(unit, branch.deputy, Office::DeputySecretary)?;
        self.office(unit, branch.scribe, Office::CommitteeMember)?;
        self.account(&format!("secretary_{code}"), Some(branch.secretary), Role::Secretary, unit)?;
        self.account(&format!("scribe_{code}"), Some(branch.scribe), Role::Scribe, unit)?;
        self.account(&format!("member_{code}"), Some(branch.ordinary), Role::Member, unit)?;
        Ok(branch)
    }

    fn member(
        &mut self,
        unit_id: UnitId,
        name: &str,
        kind: MembershipKind,
        status: ActivityStatus,
        is_commune_cadre: bool,
    ) -> QueryResult<MemberId> {
        let id = MemberId(Uuid::now_v7());
        let admitted = self.days_ago(if kind == MembershipKind::Official { 4000 } else { 200 });
        let recognized = (kind == MembershipKind::Official).then(|| self.days_ago(3600));
        let gender = if name.contains(" Thị ") { Gender::Female } else { Gender::Male };
        diesel::insert_into(member::table)
            .values((
                member::id.eq(id),
                member::full_name.eq(name),
                member::folded_name.eq(fold(name)),
                member::sort_key.eq(sort_key(name)),
                member::gender.eq(gender),
                member::birth_date.eq(NaiveDate::from_ymd_opt(1980, 3, 15)),
                member::ethnicity.eq("Tày"),
                member::phone.eq(""),
                member::admitted_on.eq(admitted),
                member::recognized_on.eq(recognized),
                member::version.eq(1_i64),
            ))
            .execute(self.conn)?;
        let value = |status| Membership { member_id: id, unit_id, kind, status, is_commune_cadre };
        let since = admitted.max(self.days_ago(FOUNDED));
        let active = ActivityStatus::Active;
        // Whoever isn't active has not been for a hundred days.
        let last = (status != active).then(|| self.days_ago(101));
        write(self.conn, MembershipRow::new(value(active), Span::new(since, last), Decision::default()))?;
        if status != active {
            let since = Span::from(self.days_ago(100));
            write(self.conn, MembershipRow::new(value(status), since, Decision::default()))?;
        }
        Ok(id)
    }

    fn office(&mut self, unit_id: UnitId, member_id: MemberId, held: Office) -> QueryResult<()> {
        let seat = Seat { unit_id, member_id, held };
        write(self.conn, SeatRow::new(seat, Span::from(self.days_ago(400)), Decision::default()))
    }

    fn supervision(&mut self, unit_id: UnitId, member_id: MemberId) -> QueryResult<()> {
        let charge = Charge { unit_id, member_id };
        write(self.conn, ChargeRow::new(charge, Span::from(self.days_ago(800)), Decision::default()))
    }

    fn account(&mut self, login: &str, member_id: Option<MemberId>, role: Role, unit_id: UnitId) -> QueryResult<()> {
        let id = AccountId(Uuid::now_v7());
        let now = Utc::now().naive_utc();
        let name = match member_id {
            Some(member_id) => member::table.find(member_id).select(member::full_name).first(self.conn)?,
            None => format!("Tài khoản {login}"),
        };
        diesel::insert_into(account::table)
            .values((
                account::id.eq(id),
                account::login.eq(login),
                account::name.eq(&name),
                account::folded_name.eq(fold(&name)),
                account::member_id.eq(member_id),
                account::password_hash.eq(&self.hash),
                account::disabled.eq(false),
                account::created_at.eq(now),
                account::version.eq(1_i64),
            ))
            .execute(self.conn)?;
        let granted = Granted { account_id: id, role, unit_id };
        write(self.conn, GrantedRow::new(granted, Span::from(self.days_ago(300)), Decision::default()))?;
        let session_id = SessionId(Uuid::now_v7());
        diesel::insert_into(session::table)
            .values((
                session::id.eq(session_id),
                session::account_id.eq(id),
                session::device.eq("thử"),
                session::refresh_hash.eq(session_id.0.as_bytes().to_vec()),
                session::rotated_at.eq(now),
                session::created_at.eq(now),
                session::last_used_at.eq(now),
                session::expires_at.eq(now + TimeDelta::days(30)),
            ))
            .execute(self.conn)?;
        self.accounts.insert(login.to_owned(), id);
        self.sessions.insert(login.to_owned(), session_id);
        Ok(())
    }
}

/// Another given name in each branch for the same family name.
fn given_name(code: &str, family: &str) -> &'static str {
    let names: [&str; 8] = match code {
        "a1" => ["Bình", "Dung", "Đạt", "Én", "Giang", "Hạnh", "Ích", "Kim"],
        "a2" => ["Lâm", "Mai", "Nam", "Oanh", "Phúc", "Quyên", "Sơn", "Tâm"],
        "a3" => ["Ân", "Bảo", "Châu", "Diệp", "Đông", "Hà", "Hiếu", "Khánh"],
        _ => ["Lan", "Minh", "Nga", "Phong", "Quý", "Thảo", "Tuấn", "Uyên"],
    };
    let families = ["Ma Văn", "Hoàng Thị", "Nông Đức", "Lý Thị", "Quan Văn", "Chẩu Thị", "Hà Văn", "Triệu Thị"];
    let place = families.iter().position(|one| *one == family).unwrap();
    names[place]
}
