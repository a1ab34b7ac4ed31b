//! Whatever is changed or put right of other days, the figures of a closed period are as before, and on every day the
//! branches add up to the commune.
//!
//! `NENEP_TEST_SEED` chooses other changes than the usual ones.

use chrono::{Datelike, NaiveDate, TimeDelta};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use shared::api::Page;
use shared::api::committee::Term;
use shared::api::endpoint::XLSX;
use shared::api::member::MemberRow;
use shared::api::membership::Membership;
use shared::api::state::UnitState;
use shared::api::unit::{BranchRow, GetBranch, SupervisionRow};
use shared::id::{MemberId, TaskId, UnitId};
use shared::meeting::{MeetingStatus, TaskStatus};

use super::day;
use crate::both_databases;
use crate::overview::held;
use crate::support::{Response, TestApp, User};
use crate::tasks::task;

const SEED: u64 = 2026;
const STEPS: usize = 80;

struct Dice {
    random: StdRng,
    office: User,
    standing: User,
    /// Who may be in charge of a branch.
    in_charge: Vec<MemberId>,
    branches: Vec<UnitId>,
    members: Vec<MemberId>,
    /// Nothing before or on this day is touched.
    closed: NaiveDate,
    days: Vec<NaiveDate>,
}

impl Dice {
    fn day(&mut self) -> NaiveDate {
        *self.days.choose(&mut self.random).unwrap()
    }

    fn member(&mut self) -> MemberId {
        *self.members.choose(&mut self.random).unwrap()
    }

    fn branch(&mut self) -> UnitId {
        *self.branches.choose(&mut self.random).unwrap()
    }

    /// As whoever may do it; a record is changed as it is now.
    async fn send(&self, path: &str, body: &Value) -> Response {
        if path.contains("/supervisions") {
            return self.standing.post(path, body).await;
        }
        if path.starts_with("/members/") && body.get("status_since").is_some() {
            let seen = self.office.get(path).await.etag();
            return self.office.patch(path, body).if_match(seen).await;
        }
        self.office.post(path, body).await
    }

    /// What the register of a branch says is taken over as it is.
    async fn import(&self, app: &TestApp) {
        let path = format!("/units/{}/member-imports?apply=true", app.fixture.commune_a);
        for branch in &self.branches {
            let file = self.office.get(&format!("/members.xlsx?unit_id={branch}")).await.body;
            let answer = self.office.api("POST", &path).bytes(XLSX, file.to_vec()).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }

    /// Something that the office, or whoever assigns, may do.
    async fn step(&mut self, number: usize) -> Option<(String, Value)> {
        let (on, member, branch) = (self.day(), self.member(), self.branch());
        Some(match self.random.random_range(0..16) {
            0..3 => (format!("/members/{member}/memberships"), json!({"starts_on": on, "unit_id": branch})),
            3 => {
                let status = *["active", "exempt", "temporary_out", "suspended", "left"].choose(&mut self.random)?;
                (format!("/members/{member}/memberships"), json!({"starts_on": on, "status": status}))
            }
            4 => {
                let body = json!({"full_name": format!("Vi Văn {number}"), "gender": "male", "kind": "official", "starts_on": on});
                (format!("/branches/{branch}/members"), body)
            }
            5 => {
                let fixed_day = self.random.random_range(1..29);
                (format!("/units/{branch}/states"), json!({"starts_on": on, "settings": {"fixed_day": fixed_day}}))
            }
            6 => (
                format!("/units/{branch}/states"),
                json!({"starts_on": on, "settings": {"name": format!("Chi bộ {number}")}}),
            ),
            7 => {
                let (deputy, third) = (self.member(), self.member());
                (
                    format!("/branches/{branch}/terms"),
                    json!({"starts_on": on, "secretary": member, "deputies": [deputy], "members": [third]}),
                )
            }
            8 => (format!("/units/{branch}/closure"), json!({"ends_on": on})),
            9 | 10 => {
                let page: Page<Membership> = self.office.get(&format!("/members/{member}/memberships")).await.read();
                let later = |one: &&Membership| one.record.starts_on > self.closed && one.record.replaced_at.is_none();
                let wrong = page.items.iter().find(later)?;
                let path = format!("/members/{member}/memberships/{}/corrections", wrong.id);
                let withdraw = self.random.random_bool(0.4);
                (path, json!({"reason": "Nhập nhầm", "withdraw": withdraw, "starts_on": on}))
            }
            12 => (
                format!("/branches/{branch}/supervisions"),
                json!({"member_id": self.in_charge.choose(&mut self.random)?, "starts_on": on}),
            ),
            13 => {
                let known = self.standing.get(&format!("/branches/{branch}")).await.reply::<GetBranch>();
                let later = |one: &&SupervisionRow| one.record.starts_on > self.closed;
                let wrong = known.supervisions.iter().find(later)?;
                let path = format!("/branches/{branch}/supervisions/{}/corrections", wrong.id);
                (path, json!({"reason": "Nhập nhầm", "withdraw": self.random.random_bool(0.4), "starts_on": on}))
            }
            14 => {
                let page: Page<Term> = self.office.get(&format!("/branches/{branch}/terms")).await.read();
                let later = |one: &&Term| one.record.starts_on > self.closed && one.record.replaced_at.is_none();
                let term = page.items.iter().find(later)?;
                let seat = term.seats.iter().find(|seat| seat.record.replaced_at.is_none());
                let body = json!({"reason": "Nhập nhầm", "withdraw": self.random.random_bool(0.4), "starts_on": on});
                match seat.filter(|_| self.random.random_bool(0.6)) {
                    Some(seat) => (format!("/branches/{branch}/offices/{}/corrections", seat.id), body),
                    None => (format!("/branches/{branch}/terms/{}/corrections", term.id), body),
                }
            }
            15 => {
                let status = *["active", "exempt", "temporary_out", "left"].choose(&mut self.random)?;
                (format!("/members/{member}"), json!({"status": status, "status_since": on}))
            }
            _ => {
                let page: Page<UnitState> = self.office.get(&format!("/units/{branch}/states")).await.read();
                let later = |one: &&UnitState| one.record.starts_on > self.closed && one.record.replaced_at.is_none();
                let wrong = page.items.iter().find(later)?;
                let path = format!("/units/{branch}/states/{}/corrections", wrong.id);
                let withdraw = self.random.random_bool(0.4);
                (
                    path,
                    json!({"reason": "Nhập nhầm", "withdraw": withdraw, "starts_on": on, "settings": {"place": "Nơi khác"}}),
                )
            }
        })
    }
}

/// The overview of the closed year, and the paper of a month in which nobody met.
async fn closed_year(app: &TestApp, year: i32) -> [Value; 2] {
    let (office, commune) = (app.as_user("office"), app.fixture.commune_a);
    let overview = office.get(&format!("/units/{commune}/overview?year={year}")).await.json();
    [overview, office.get(&format!("/units/{commune}/monthly-papers/results?year={year}&month=7")).await.json()]
}

async fn adds_up(app: &TestApp, on: NaiveDate) {
    let office = app.as_user("office");
    let branches: Page<BranchRow> = office.get(&format!("/branches?on={on}")).await.read();
    let sum: i64 = branches.items.iter().map(|row| row.counts.members + row.counts.temporary_in).sum();
    let path = format!("/members?unit_id={}&on={on}&total=true&limit=1", app.fixture.commune_a);
    let members: Page<MemberRow> = office.get(&path).await.read();
    assert_eq!(members.total, Some(sum), "{on}");
}

/// Tasks of branch A1 that fell due in the closed year, reported then in each way.
fn tasks_of(app: &TestApp, closed: NaiveDate) -> Vec<TaskId> {
    let a1 = app.fixture.a1.id;
    let any = held(app, a1, closed - TimeDelta::days(110), "", MeetingStatus::Locked, Some(90));
    let states = [TaskStatus::Open, TaskStatus::Done, TaskStatus::Cancelled, TaskStatus::Done];
    let due = |turn: i64| (closed - TimeDelta::days(20 * turn) - app.fixture.today).num_days();
    (0..).zip(states).map(|(turn, status)| task(app, a1, any, None, due(turn), status)).collect()
}

/// The branch reports one of them anew, today. Once the branch is closed nobody is its secretary any more.
async fn report_anew(app: &TestApp, random: &mut StdRng, tasks: &[TaskId], number: usize) {
    let secretary = app.as_user("secretary_a1");
    let path = format!("/tasks/{}", tasks.choose(random).unwrap());
    let status = ["open", "done", "cancelled"].choose(random).unwrap();
    let read = secretary.get(&path).await;
    if read.status == 200 {
        let body = json!({"status": status, "result": format!("Báo cáo {number}")});
        let answer = secretary.patch(&path, body).if_match(read.etag()).await;
        assert_eq!(answer.status, 200, "step {number}: {status} {}", answer.text());
    }
}

both_databases! {
    async fn closed_periods_keep_their_figures_and_branches_add_up(app: TestApp) {
        let seed = std::env::var("NENEP_TEST_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(SEED);
        // Last year hears of its tasks until the end of January.
        let year = app.fixture.today.year() - 2;
        let f = &app.fixture;
        for (branch, fixed) in [(f.a1.id, 4), (f.a2.id, 5), (f.a3.id, 4)] {
            for month in [1, 2, 5, 8, 11, 12] {
                held(&app, branch, NaiveDate::from_ymd_opt(year, month, fixed).unwrap(), "", MeetingStatus::Locked, Some(90));
            }
        }
        let closed = NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
        let mut days: Vec<NaiveDate> = (1..20).map(|turn| day(&app, turn * 4)).collect();
        days.extend(closed.iter_days().skip(1).take_while(|day| *day <= f.today).step_by(9));
        let mut dice = Dice {
            random: StdRng::seed_from_u64(seed),
            office: app.as_user("office"),
            standing: app.as_user("standing"),
            in_charge: vec![f.a3.ordinary, f.a3.other],
            branches: vec![f.a1.id, f.a2.id, f.a3.id],
            members: [f.a1.members(), f.a2.members(), f.a3.members()].concat(),
            closed,
            days: days.clone(),
        };
        let (tasks, mut random) = (tasks_of(&app, closed), StdRng::seed_from_u64(seed + 1));
        let before = closed_year(&app, year).await;
        let mut taken = 0;
        for number in 0..STEPS {
            report_anew(&app, &mut random, &tasks, number).await;
            let Some((path, body)) = dice.step(number).await else { continue };
            let answer = dice.send(&path, &body).await;
            let story = format!("seed {seed}, step {number}: {path} {body}: {}", answer.text());
            assert!([200, 201, 409, 422].contains(&answer.status), "{story}");
            if answer.status < 300 {
                taken += 1;
                assert_eq!(closed_year(&app, year).await, before, "{story}");
                let on = dice.day();
                adds_up(&app, on).await;
            }
        }
        dice.import(&app).await;
        assert_eq!(closed_year(&app, year).await, before, "seed {seed}, after the import");
        for on in days.iter().chain([&closed]) {
            adds_up(&app, *on).await;
        }
        assert!(taken > STEPS / 4, "only {taken} were taken");
    }
}
