//! What the rules say of branches and their members: who is listed, as at which day, and who sees it.

use chrono::{Datelike, NaiveDate};
use shared::api::Page;
use shared::api::finding::BranchFindings;
use shared::finding::{Finding, FindingState};
use shared::id::{MemberId, UnitId};
use shared::language::Language;
use shared::meeting::{AttendanceState, MeetingStatus};
use shared::member::ActivityStatus;

use crate::both_databases;
use crate::overview::{held, roll_call};
use crate::support::TestApp;

/// The fourths of the first months of last year, with one member's state at each.
fn attends(app: &TestApp, unit: UnitId, months: u32, member: MemberId, state: AttendanceState) {
    for month in 1..=months {
        let fourth = NaiveDate::from_ymd_opt(app.fixture.today.year() - 1, month, 4).unwrap();
        let id = held(app, unit, fourth, "", MeetingStatus::Locked, None);
        roll_call(app, id, &[(member, ActivityStatus::Active, state)]);
    }
}

async fn found(app: &TestApp, login: &str, query: &str) -> Vec<BranchFindings> {
    let page: Page<BranchFindings> = app.as_user(login).get(&format!("/findings{query}")).await.read();
    page.items
}

fn of<'a>(branches: &'a [BranchFindings], unit: UnitId, rule: &str) -> &'a Finding {
    let branch = branches.iter().find(|branch| branch.unit_id == unit).unwrap();
    branch.findings.iter().find(|finding| finding.rule == rule).unwrap()
}

fn names(finding: &Finding) -> Vec<String> {
    finding.people.iter().map(|person| person.text(Language::Vi)).collect()
}

both_databases! {
    async fn members_who_stay_away_are_named_as_at_a_day(app: TestApp) {
        let f = app.fixture.clone();
        let last = f.today.year() - 1;
        attends(&app, f.a1.id, 4, f.a1.ordinary, AttendanceState::Excused);
        attends(&app, f.a2.id, 3, f.a2.other, AttendanceState::Unexcused);
        let year = found(&app, "office", &format!("?on={last}-12-31")).await;
        assert_eq!(year.iter().map(|branch| branch.unit_id).collect::<Vec<_>>(), [f.a1.id, f.a2.id, f.a3.id]);
        assert_eq!(names(of(&year, f.a1.id, "R-12")), ["Lý Thị Én (4 kỳ liên tiếp)"]);
        assert_eq!(of(&year, f.a1.id, "R-13").state, FindingState::Ok);
        let away = of(&year, f.a2.id, "R-13");
        assert_eq!((away.state, names(away), away.people[0].member_id), (FindingState::Warn, vec!["Quan Văn Phúc (tháng 1, 2, 3)".to_owned()], f.a2.other));
        assert!(!away.document(Language::Vi).is_empty());
        // Before the last of them, and a year later, nobody is.
        for on in [format!("{last}-03-03"), f.today.to_string()] {
            let then = found(&app, "office", &format!("?on={on}")).await;
            assert_eq!((of(&then, f.a1.id, "R-12").people.len(), of(&then, f.a2.id, "R-13").people.len()), (0, 0), "{on}");
        }
    }

    async fn committee_and_term_are_judged_by_the_day(app: TestApp) {
        let f = app.fixture.clone();
        // Seven official members with a committee of three, elected 400 days ago.
        let today = found(&app, "secretary_a1", "").await;
        assert_eq!(today.len(), 1, "a secretary's own branch");
        assert_eq!(of(&today, f.a1.id, "R-32").state, FindingState::Warn);
        assert_eq!(of(&today, f.a1.id, "R-33").state, FindingState::Ok);
        let later = f.today + chrono::TimeDelta::days(1000);
        let later = found(&app, "secretary_a1", &format!("?on={later}")).await;
        assert_eq!(of(&later, f.a1.id, "R-33").state, FindingState::Warn);
        let before = f.today - chrono::TimeDelta::days(500);
        let before = found(&app, "secretary_a1", &format!("?on={before}")).await;
        assert_eq!(of(&before, f.a1.id, "R-33").text(Language::Vi), "Chưa ghi nhiệm kỳ");
    }

    async fn those_who_see_the_members_see_what_is_said_of_them(app: TestApp) {
        let f = app.fixture.clone();
        for (login, units) in [
            ("standing", vec![f.a1.id, f.a2.id, f.a3.id]), ("inspector", vec![f.a1.id, f.a2.id, f.a3.id]),
            ("committee", vec![f.a1.id]), ("scribe_a2", vec![f.a2.id]), ("member_a1", vec![]), ("office_b", vec![f.b1.id]),
        ] {
            let seen: Vec<UnitId> = found(&app, login, "").await.into_iter().map(|branch| branch.unit_id).collect();
            assert_eq!(seen, units, "{login}");
        }
        let below = found(&app, "standing", &format!("?unit_id={}", f.a2.id)).await;
        assert_eq!(below.iter().map(|branch| branch.unit_id).collect::<Vec<_>>(), [f.a2.id]);
        assert_eq!(app.as_user("admin").get("/findings").await.status, 403);
        assert_eq!(app.as_user("office").get("/findings?on=1000-01-01").await.status, 422);
    }
}
