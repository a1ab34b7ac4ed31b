//! Committees: elected for a term, changed within it, put right.

use serde_json::json;
use shared::api::Page;
use shared::api::committee::{Seat, Term};
use shared::api::task::ResolutionRow;
use shared::meeting::MeetingKind;
use shared::unit::Office;

use super::{committee, day, refused, sent, wrong};
use crate::both_databases;
use crate::meetings::held::{concluded, done, draft, in_session};

both_databases! {
    async fn an_election_ends_the_committee_before_on_the_eve(app: TestApp) {
        let (a1, a3, office) = (app.fixture.a1.clone(), app.fixture.a3.clone(), app.as_user("office"));
        let path = format!("/branches/{}/terms", a1.id);
        let body = json!({
            "starts_on": day(&app, -5), "secretary": a1.ordinary, "deputies": [a1.secretary], "members": [a3.ordinary],
            "decision": "15-QĐ/ĐU", "decided_on": day(&app, -7),
        });
        let elected: Term = sent(&office, &path, body.clone()).await.read();
        let seats: Vec<_> = elected.seats.iter().map(|seat| (seat.member_id, seat.office)).collect();
        assert_eq!(seats, [(a1.ordinary, Office::Secretary), (a1.secretary, Office::DeputySecretary), (a3.ordinary, Office::CommitteeMember)]);
        let of = |days| {
            let app = &app;
            async move { committee(app, a1.id, day(app, days)).await.into_iter().map(|row| row.member_id).collect::<Vec<_>>() }
        };
        assert_eq!(of(-6).await, [a1.secretary, a1.deputy, a1.scribe]);
        assert_eq!(of(-5).await, [a1.ordinary, a1.secretary, a3.ordinary]);
        let now = committee(&app, a1.id, day(&app, 0)).await;
        assert_eq!(now.iter().map(|row| row.is_commune_cadre).collect::<Vec<_>>(), [false, false, true]);
        let terms: Page<Term> = office.get(&path).await.read();
        let days: Vec<_> = terms.items.iter().filter(|term| term.record.replaced_at.is_none()).map(|term| (term.record.starts_on, term.record.ends_on)).collect();
        assert_eq!(days, [(day(&app, -5), None), (day(&app, -400), Some(day(&app, -6)))]);
        assert_eq!(refused(&office, &path, body).await, wrong("/starts_on", "begins_there"));
        for login in ["standing", "secretary_a1"] {
            assert_eq!(app.as_user(login).post(&path, json!({"starts_on": day(&app, 1), "secretary": a1.other})).await.status, 403);
        }
    }

    async fn resolutions_are_numbered_by_the_term_of_the_meetings_day(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        concluded(&app, 3).await;
        let election = json!({"starts_on": day(&app, -2), "secretary": a1.secretary, "deputies": [a1.deputy]});
        sent(&office, &format!("/branches/{}/terms", a1.id), election).await;
        // A meeting of the old term that is concluded late goes on with its numbers, one of the new term begins anew.
        let id = in_session(&app, MeetingKind::Thematic, 1);
        done(&app.as_user("secretary_a1"), "POST", id, "conclusion", draft("resolution", "Chuyên đề")).await;
        let page: Page<ResolutionRow> = office.get(&format!("/resolutions?unit_id={}", a1.id)).await.read();
        let mut numbers: Vec<i32> = page.items.iter().map(|row| row.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 1]);
    }

    async fn who_can_not_be_elected_is_named(app: TestApp) {
        let (a1, a2, office) = (app.fixture.a1.clone(), app.fixture.a2.clone(), app.as_user("office"));
        let path = format!("/branches/{}/terms", a1.id);
        let from = day(&app, 1);
        for (body, pointer, code) in [
            (json!({"starts_on": from, "secretary": a1.probationary}), "/secretary", "official_only"),
            (json!({"starts_on": from, "secretary": a2.ordinary}), "/secretary", "unknown_reference"),
            (json!({"starts_on": from, "secretary": a1.ordinary, "deputies": [a1.ordinary]}), "/deputies/0", "seat_taken"),
            (json!({"starts_on": from, "secretary": a1.ordinary, "members": [a1.other, a2.other]}), "/members/1", "unknown_reference"),
            (json!({"starts_on": from, "ends_on": day(&app, 0), "secretary": a1.ordinary}), "/ends_on", "end_before_start"),
            (json!({"starts_on": "1990-01-01", "secretary": a1.ordinary}), "/starts_on", "before_founding"),
            (json!({"starts_on": day(&app, -500), "ends_on": day(&app, -300), "secretary": a1.ordinary}), "/ends_on", "overlaps"),
        ] {
            let answer = office.post(&path, &body).await;
            assert!(answer.fields().contains(&wrong(pointer, code)), "{body}: {}", answer.text());
        }
        assert_eq!(committee(&app, a1.id, from).await.len(), 3, "nothing was kept");
    }

    async fn an_office_begins_and_ends_within_a_term(app: TestApp) {
        let (a1, office) = (app.fixture.a1.clone(), app.as_user("office"));
        let offices = format!("/branches/{}/offices", a1.id);
        let second = json!({"member_id": a1.ordinary, "office": "secretary", "starts_on": day(&app, -3)});
        assert_eq!(refused(&office, &offices, second.clone()).await, wrong("/office", "seat_taken"));
        let present = committee(&app, a1.id, day(&app, 0)).await;
        let of = |office: Office| present.iter().find(|row| row.office == office).unwrap().id;
        let end = json!({"ends_on": day(&app, -4), "decision": "4-QĐ/ĐU"});
        let ended: Seat = sent(&office, &format!("{offices}/{}/end", of(Office::Secretary)), end).await.read();
        assert_eq!((ended.record.ends_on, ended.record.decision.as_str()), (Some(day(&app, -4)), "4-QĐ/ĐU"));
        sent(&office, &offices, second).await;
        assert_eq!(committee(&app, a1.id, day(&app, 0)).await[0].member_id, a1.ordinary);
        // Whoever rises ends the office before on the eve.
        let rises = json!({"member_id": a1.scribe, "office": "deputy_secretary", "starts_on": day(&app, -1)});
        sent(&office, &offices, rises).await;
        let held: Vec<_> = committee(&app, a1.id, day(&app, 0)).await.into_iter().map(|row| (row.member_id, row.office)).collect();
        assert!(held.contains(&(a1.scribe, Office::DeputySecretary)) && !held.contains(&(a1.scribe, Office::CommitteeMember)));
        let early = json!({"ends_on": day(&app, -900)});
        let now = committee(&app, a1.id, day(&app, 0)).await;
        let path = format!("{offices}/{}", now[0].id);
        assert_eq!(refused(&office, &format!("{path}/end"), early).await, wrong("/ends_on", "end_before_start"));
        let wrong_person = json!({"reason": "Nhập nhầm người", "member_id": a1.other});
        let corrected: Page<Seat> = sent(&office, &format!("{path}/corrections"), wrong_person).await.read();
        assert!(corrected.items.iter().any(|seat| seat.member_id == a1.other && seat.record.correction == "Nhập nhầm người"));
        assert_eq!(committee(&app, a1.id, day(&app, 0)).await[0].member_id, a1.other);
    }
}
