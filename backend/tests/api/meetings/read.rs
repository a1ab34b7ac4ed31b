//! Reading: what each sees.

use diesel::prelude::*;
use shared::access::Action;

use super::{announced, seen};
use crate::both_databases;

both_databases! {
    async fn who_may_do_what_follows_role_and_state(app: TestApp) {
        let meeting = announced(&app, 1).await;
        let plan = vec![Action::MeetingPlan, Action::MeetingRun];
        for (login, allowed) in [
            ("secretary_a1", plan.clone()),
            ("scribe_a1", plan),
            ("member_a1", vec![]),
            ("committee", vec![]),
            ("standing", vec![]),
        ] {
            assert_eq!(seen(&app.as_user(login), meeting.id).await.allowed, allowed, "{login}");
        }
        for login in ["secretary_a2", "committee_2", "office_b", "admin"] {
            assert_eq!(app.as_user(login).get(&format!("/meetings/{}", meeting.id)).await.status, 404, "{login}");
        }
    }

    async fn somebody_who_left_is_not_in_the_roll_call_and_who_becomes_exempt_later_still_is(app: TestApp) {
        use backend::db::schema::membership;
        use backend::db::Decision;
        use backend::members::membership::{Membership, MembershipRow};
        use shared::dated::Span;
        use shared::member::{ActivityStatus, MembershipKind};
        let meeting = announced(&app, 1).await;
        let (a1, day) = (app.fixture.a1.clone(), shared::time::local_date(meeting.scheduled_at));
        app.write(|conn| {
            let of = |member| membership::table.filter(membership::member_id.eq(member));
            diesel::update(of(a1.other)).set(membership::status.eq(ActivityStatus::Left)).execute(conn)?;
            diesel::update(of(a1.ordinary)).set(membership::ends_on.eq(day)).execute(conn)?;
            let (kind, status) = (MembershipKind::Official, ActivityStatus::Exempt);
            let exempt = Membership { member_id: a1.ordinary, unit_id: a1.id, kind, status, is_commune_cadre: false };
            crate::support::write(conn, MembershipRow::new(exempt, Span::from(day.succ_opt().unwrap()), Decision::default()))
        });
        let meeting = seen(&app.as_user("office"), meeting.id).await;
        assert!(meeting.attendance.iter().all(|row| row.member_id != a1.other));
        let later = meeting.attendance.iter().find(|row| row.member_id == a1.ordinary).unwrap();
        assert_eq!(later.status, ActivityStatus::Active);
    }
}
