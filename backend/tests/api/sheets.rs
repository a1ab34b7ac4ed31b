//! A commune's own score sheets: copied, changed, put in force from a day on, put right.

use backend::db::schema::{sheet_choice, sheet_snapshot};
use backend::rules;
use chrono::{Datelike, Days, Months, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::Page;
use shared::api::act::ActRow;
use shared::api::rule::GetScoreSheet;
use shared::api::sheet::{
    ChooseSheet, CopySheet, CorrectSheetChoice, GetSheet, ListSheetChoices, ListSheets, Sheet, SheetChoice, SheetRow,
    UpdateSheet,
};
use shared::api::state::{ChangeUnit, FoundUnit};
use shared::evaluation::{Answer, Origin, ScoreSheet};
use shared::id::SheetChoiceId;
use shared::meeting::MeetingKind;
use shared::rulebook::Digest;
use uuid::Uuid;

use crate::both_databases;
use crate::meetings::held::{act, answers, concluded, done, draft, full, in_session};
use crate::meetings::{BOOK, planned, seen};
use crate::support::{Response, TestApp, User};

const AN_PHU: &str = "an-phu-2025";

fn shipped(id: &str) -> &'static Digest {
    &BOOK.sheet_with_id(id).unwrap().digest
}

fn sheets(app: &TestApp) -> String {
    format!("/units/{}/sheets", app.fixture.commune_a)
}

fn choices(app: &TestApp) -> String {
    format!("/units/{}/sheet-choices", app.fixture.commune_a)
}

async fn copied(app: &TestApp, title: &str) -> Sheet {
    let body = json!({"from": shipped(AN_PHU), "title": {"vi": title, "en": ""}});
    app.as_user("office").post(&sheets(app), body).await.reply::<CopySheet>()
}

async fn changed(user: &User, sheet: &Sheet, patch: Value) -> Response {
    user.patch(&format!("/sheets/{}", sheet.row.id), patch).if_match(sheet.row.version).await
}

async fn listed(app: &TestApp) -> Vec<SheetRow> {
    app.as_user("office").get(&sheets(app)).await.reply::<ListSheets>().items
}

async fn history(app: &TestApp) -> Vec<SheetChoice> {
    app.as_user("office").get(&choices(app)).await.reply::<ListSheetChoices>().items
}

/// The first day of the month after this one.
fn next_month(app: &TestApp) -> NaiveDate {
    app.fixture.today.with_day(1).unwrap() + Months::new(1)
}

/// The one wrong field of an answer.
fn refused(answer: &Response) -> (String, &'static str) {
    let fields = answer.fields();
    assert_eq!(fields.len(), 1, "{}", answer.text());
    fields[0].clone()
}

fn wrong(pointer: &str, code: &'static str) -> (String, &'static str) {
    (pointer.to_owned(), code)
}

/// The same sheet with a criterion less, whose points another one of its group gets.
fn without(sheet: &ScoreSheet, id: &str, gets: &str) -> Value {
    let points = sheet.criterion(id).unwrap().max;
    let mut criteria = sheet.criteria.clone();
    criteria.retain(|one| one.id != id);
    criteria.iter_mut().find(|one| one.id == gets).unwrap().max += points;
    json!({ "criteria": criteria })
}

both_databases! {
    async fn the_list_has_what_is_shipped_and_says_what_is_in_force(app: TestApp) {
        let rows = listed(&app).await;
        let digests: Vec<&Digest> = rows.iter().map(|row| &row.digest).collect();
        assert_eq!(digests, BOOK.sheets().iter().map(|kept| &kept.digest).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| row.settled && row.unit_id.is_none() && !row.replaced));
        let in_force = |id: &str| {
            let row = rows.iter().find(|row| row.digest == *shipped(id)).unwrap();
            row.in_force.iter().map(|days| (days.starts_on.to_string(), days.ends_on.map(|last| last.to_string()))).collect::<Vec<_>>()
        };
        assert_eq!(in_force(AN_PHU), [("2025-10-28".to_owned(), None)]);
        assert_eq!(in_force("reconstructed-2018"), [("2000-01-01".to_owned(), Some("2025-10-27".to_owned()))]);
        assert!(in_force("nghe-an-2021").is_empty());
        assert_eq!(history(&app).await.len(), 2);
    }

    async fn a_sheet_is_copied_changed_and_removed(app: TestApp) {
        let office = app.as_user("office");
        let draft = copied(&app, "  Phiếu của xã ").await;
        assert_eq!((draft.content.title.vi.as_str(), draft.row.origin, draft.row.settled), ("Phiếu của xã", Origin::Proposed, false));
        assert_eq!((draft.row.based_on.as_ref(), draft.problems.len()), (Some(shipped(AN_PHU)), 0));
        assert_eq!(draft.content.criteria, BOOK.sheet_with_id(AN_PHU).unwrap().value.criteria);
        let path = format!("/sheets/{}", draft.row.id);
        let read = office.get(&path).await;
        assert_eq!((read.etag(), &read.reply::<GetSheet>()), (1, &draft));
        // Nobody scores on a draft: it is read here alone.
        assert_eq!(office.get(&format!("/score-sheets/{}", draft.row.digest)).await.status, 404);

        let after = changed(&office, &draft, json!({"document": {"vi": "Quyết định 5-QĐ/ĐU", "en": ""}, "note": null})).await;
        assert_eq!(after.etag(), 2);
        let after = after.reply::<UpdateSheet>();
        assert_ne!(after.row.digest, draft.row.digest);
        assert_eq!(after.content.document.vi, "Quyết định 5-QĐ/ĐU");
        // Nothing changes: nothing is written.
        let same = changed(&office, &after, json!({"total": 100})).await;
        assert_eq!((same.etag(), same.reply::<UpdateSheet>().row.digest), (2, after.row.digest.clone()));
        // Somebody else's part doesn't matter, the same one does.
        let late = changed(&office, &draft, json!({"no_unexcused_for_good": true})).await;
        assert_eq!(late.status, 200, "{}", late.text());
        let conflict = changed(&office, &draft, json!({"document": {"vi": "Khác", "en": ""}})).await;
        let problem = conflict.problem();
        assert_eq!((conflict.status, problem.changes.len(), problem.changes[0].path.as_str()), (412, 1, "document"));
        assert_eq!(office.patch(&path, json!({})).await.status, 428);

        let rows = listed(&app).await;
        assert_eq!(rows.last().map(|row| (row.id, row.unit_id, row.version)), Some((draft.row.id, Some(app.fixture.commune_a), 3)));
        let copy = json!({"from": rows.last().unwrap().digest, "title": {"vi": "Bản nữa", "en": "Another"}});
        let second = office.post(&sheets(&app), copy).await.reply::<CopySheet>();
        assert_eq!(listed(&app).await[7].id, second.row.id, "the latest first");
        let stale = office.api("DELETE", &path).if_match(1).await;
        assert_eq!(stale.status, 412);
        let gone = office.api("DELETE", &path).if_match(3).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        assert_eq!(office.get(&path).await.status, 404);
        assert_eq!(listed(&app).await.len(), 8);
    }

    async fn what_can_not_be_kept_is_named(app: TestApp) {
        let (office, draft) = (app.as_user("office"), copied(&app, "Phiếu").await);
        let title = json!({"vi": "Phiếu", "en": ""});
        let unknown = office.post(&sheets(&app), json!({"from": "0000", "title": title})).await;
        assert_eq!(refused(&unknown), wrong("/from", "unknown_reference"));
        let nameless = office.post(&sheets(&app), json!({"from": shipped(AN_PHU), "title": {"vi": " ", "en": ""}})).await;
        assert_eq!(refused(&nameless), wrong("/title/vi", "required"));
        let id = json!({"id": Uuid::nil(), "from": shipped(AN_PHU), "title": title});
        assert_eq!(refused(&office.post(&sheets(&app), id).await), wrong("/id", "wrong_format"));
        let branch = format!("/units/{}/sheets", app.fixture.a1.id);
        let at_branch = office.post(&branch, json!({"from": shipped(AN_PHU), "title": title})).await;
        assert_eq!(at_branch.status, 404);
        let mut criteria = draft.content.criteria.clone();
        criteria[3].max = 1001;
        let beyond = changed(&office, &draft, json!({"criteria": criteria})).await;
        assert_eq!(refused(&beyond), wrong("/criteria/3/max", "out_of_range"));
        // Another commune's draft is nobody's business here.
        let other = app.as_user("admin_b").get(&format!("/sheets/{}", draft.row.id)).await;
        assert!([403, 404].contains(&other.status), "{}", other.text());
    }

    async fn a_sheet_with_faults_is_not_put_in_force(app: TestApp) {
        let (office, standing, draft) = (app.as_user("office"), app.as_user("standing"), copied(&app, "Phiếu").await);
        let mut criteria = draft.content.criteria.clone();
        let shared::evaluation::How::Bands(bands) = &mut criteria[0].how else { panic!("1.1 has bands") };
        bands.bands[2].points = 4;
        criteria.pop();
        let saved = changed(&office, &draft, json!({"criteria": criteria})).await.reply::<UpdateSheet>();
        let found: Vec<(&str, &str)> = saved.problems.iter().map(|one| (one.pointer.as_str(), one.code.as_str())).collect();
        assert_eq!(found, [("/groups/7/max", "does_not_add_up"), ("/criteria/0/how/bands/bands/2/points", "not_below")]);
        let body = json!({"sheet": saved.row.digest, "starts_on": next_month(&app)});
        let answer = standing.post(&choices(&app), &body).await;
        assert_eq!(refused(&answer), wrong("/sheet", "not_whole"));
        let words = answer.problem().detail.unwrap();
        assert!(words.contains("Tiêu chí 1.1, mức 3: ") && words.contains("Nhóm 8: "), "{words}");
        assert_eq!(history(&app).await.len(), 2, "nothing was chosen");
        assert!(!office.get(&format!("/sheets/{}", draft.row.id)).await.reply::<GetSheet>().row.settled);
    }

    async fn from_next_month_on_meetings_are_judged_by_the_new_sheet(app: TestApp) {
        let (office, standing) = (app.as_user("office"), app.as_user("standing"));
        let draft = copied(&app, "Phiếu của xã").await;
        let patch = without(&draft.content, "4.8", "4.2");
        let draft = changed(&office, &draft, patch).await.reply::<UpdateSheet>();
        assert_eq!(draft.problems, []);
        let body = json!({"sheet": draft.row.digest, "starts_on": next_month(&app), "decision": "15-QĐ/ĐU", "decided_on": app.fixture.today});
        assert_eq!(office.post(&choices(&app), &body).await.status, 403, "the office prepares, it doesn't decide");
        let (now, later) = (planned(&app, 0).await, planned(&app, 1).await);
        let chosen = standing.post(&choices(&app), &body).await.reply::<ChooseSheet>();
        assert_eq!((&chosen.sheet, chosen.title.vi.as_str()), (&draft.row.digest, "Phiếu của xã"));
        assert_eq!((chosen.record.starts_on, chosen.record.ends_on, chosen.record.decision.as_str()), (next_month(&app), None, "15-QĐ/ĐU"));
        let secretary = app.as_user("secretary_a1");
        assert_eq!(&seen(&secretary, now.id).await.sheet, shipped(AN_PHU));
        assert_eq!(seen(&secretary, later.id).await.sheet, draft.row.digest);
        let read = secretary.get(&format!("/score-sheets/{}", draft.row.digest)).await.reply::<GetScoreSheet>();
        assert_eq!(read, draft.content, "whoever scores reads it");
        assert_eq!(now.sheet, *shipped(AN_PHU));
        // Another commune is not concerned.
        let b1 = app.fixture.b1.id;
        let other = app.write(|conn| Ok(rules::sheet_on(conn, b1, next_month(&app)).unwrap()));
        assert_eq!(&other, shipped(AN_PHU));

        // It doesn't change any more.
        let settled = office.get(&format!("/sheets/{}", draft.row.id)).await.reply::<GetSheet>();
        assert!(settled.row.settled && settled.row.in_force.len() == 1);
        assert_eq!(changed(&office, &settled, json!({"total": 99})).await.problem().code.as_str(), "wrong_state");
        let path = format!("/sheets/{}", draft.row.id);
        assert_eq!(office.api("DELETE", &path).if_match(settled.row.version).await.status, 409);

        // The choice left an act at the commune, with before and after.
        let query = format!("/acts?subject_id={}", app.fixture.commune_a);
        let acts: Page<ActRow> = app.as_user("inspector").get(&query).await.read();
        let act = acts.items.iter().find(|act| act.operation == "ChooseSheet" && act.outcome == "done").unwrap();
        let change = act.changes.iter().find(|change| change.path == "sheet").unwrap();
        assert!(change.before.as_ref().unwrap().contains(shipped(AN_PHU).as_str()));
        assert!(change.after.as_ref().unwrap().contains(draft.row.digest.as_str()));
    }

    async fn what_was_judged_stays_as_it_was_judged(app: TestApp) {
        let standing = app.as_user("standing");
        let meeting = concluded(&app, 3).await;
        let day = |days: u64| app.fixture.today - Days::new(days);
        let body = |starts_on: NaiveDate| json!({"sheet": shipped("hd42-cam-le"), "starts_on": starts_on});
        for days in [20, 3] {
            let answer = standing.post(&choices(&app), body(day(days))).await;
            assert_eq!(refused(&answer), wrong("/starts_on", "meetings_judged"), "{days}");
        }
        let chosen = standing.post(&choices(&app), body(day(2))).await.reply::<ChooseSheet>();
        let path = format!("{}/{}/corrections", choices(&app), chosen.id);
        let back = json!({"reason": "Ghi nhầm ngày", "starts_on": day(3)});
        assert_eq!(refused(&standing.post(&path, back).await), wrong("/starts_on", "meetings_judged"));
        let again = in_session(&app, MeetingKind::Thematic, 1);
        let secretary = app.as_user("secretary_a1");
        done(&secretary, "POST", again, "conclusion", draft("resolution", "Giữ rừng đầu nguồn")).await;
        let again = seen(&secretary, again).await;
        assert_eq!((&meeting.sheet, &again.sheet), (shipped(AN_PHU), shipped("hd42-cam-le")));
        let withdraw = json!({"reason": "Chưa quyết định", "withdraw": true});
        assert_eq!(refused(&standing.post(&path, withdraw).await), wrong("/withdraw", "meetings_judged"));
        let other = json!({"reason": "Ghi nhầm phiếu", "sheet": shipped("phu-tho-khoi")});
        assert_eq!(refused(&standing.post(&path, other).await), wrong("/sheet", "meetings_judged"));
        // The decision's number may be put right all the same.
        let number = json!({"reason": "Thiếu số", "decision": "16-QĐ/ĐU"});
        let held = standing.post(&path, number).await.reply::<CorrectSheetChoice>().items;
        assert_eq!((held.len(), held[2].record.decision.as_str()), (3, "16-QĐ/ĐU"));
        assert_eq!(seen(&standing, again.id).await.sheet, *shipped("hd42-cam-le"));
    }

    async fn a_meeting_that_is_concluded_anew_is_judged_by_the_sheet_of_then(app: TestApp) {
        let (office, standing, secretary) = (app.as_user("office"), app.as_user("standing"), app.as_user("secretary_a1"));
        let meeting = concluded(&app, 3).await;
        done(&secretary, "PUT", meeting.id, "scores/branch", answers(&full())).await;
        done(&secretary, "POST", meeting.id, "reopening", json!({})).await;
        let draft_sheet = copied(&app, "Phiếu của xã").await;
        let own = changed(&office, &draft_sheet, without(&draft_sheet.content, "4.8", "4.2")).await.reply::<UpdateSheet>();
        let body = json!({"sheet": own.row.digest, "starts_on": app.fixture.today - Days::new(3)});
        standing.post(&choices(&app), body).await.reply::<ChooseSheet>();
        done(&secretary, "POST", meeting.id, "conclusion", draft("resolution", "Nhiệm vụ tháng tới")).await;
        let again = seen(&secretary, meeting.id).await;
        assert_eq!((&meeting.sheet, &again.sheet), (shipped(AN_PHU), &own.row.digest));
        // What was answered stays, but for the criterion that is gone and the one that is another now.
        let mut kept = full();
        kept.retain(|id, _| id != "4.8" && id != "4.2");
        assert_eq!((&again.scores[0].sheet, &again.scores[0].answers), (&own.row.digest, &kept));
        let early = act(&secretary, "POST", meeting.id, "submission", json!({})).await;
        assert_eq!(refused(&early), wrong("/answers/4.2", "not_scored_yet"));
        let most = own.content.criterion("4.2").unwrap().max;
        kept.insert("4.2".to_owned(), Answer::of(most));
        done(&secretary, "PUT", meeting.id, "scores/branch", answers(&kept)).await;
        done(&secretary, "POST", meeting.id, "submission", json!({})).await;
        let handed_in = seen(&secretary, meeting.id).await;
        assert_eq!((&handed_in.sheet, &handed_in.scores[0].sheet), (&own.row.digest, &own.row.digest));
        let back = json!({"sheet": shipped(AN_PHU), "starts_on": app.fixture.today - Days::new(2)});
        standing.post(&choices(&app), back).await.reply::<ChooseSheet>();
        assert_eq!(seen(&secretary, meeting.id).await.sheet, own.row.digest);
    }

    async fn a_choice_is_put_right_with_a_reason(app: TestApp) {
        let standing = app.as_user("standing");
        let before = Utc::now();
        let body = json!({"sheet": shipped("hd42-cam-le"), "starts_on": next_month(&app)});
        let chosen = standing.post(&choices(&app), &body).await.reply::<ChooseSheet>();
        let path = |id: SheetChoiceId| format!("{}/{id}/corrections", choices(&app));
        let silent = standing.post(&path(chosen.id), json!({"reason": " ", "sheet": shipped("hd42-bac-ninh")})).await;
        assert_eq!(refused(&silent), wrong("/reason", "required"));
        for (body, field) in [
            (json!({"sheet": shipped("hd42-cam-le"), "starts_on": next_month(&app)}), wrong("/starts_on", "begins_there")),
            (json!({"sheet": shipped("hd42-cam-le"), "starts_on": next_month(&app) + Days::new(1)}), wrong("/starts_on", "nothing_changes")),
            (json!({"sheet": shipped("hd42-cam-le"), "starts_on": "1999-12-31"}), wrong("/starts_on", "nothing_in_force")),
            (json!({"sheet": "0000", "starts_on": next_month(&app)}), wrong("/sheet", "unknown_reference")),
        ] {
            assert_eq!(refused(&standing.post(&choices(&app), &body).await), field, "{body}");
        }
        let right = json!({"reason": "Ghi nhầm phiếu", "sheet": shipped("hd42-bac-ninh"), "starts_on": next_month(&app) + Days::new(4)});
        let held = standing.post(&path(chosen.id), right).await.reply::<CorrectSheetChoice>().items;
        let last = held.last().unwrap();
        assert_eq!((&last.sheet, last.record.starts_on), (shipped("hd42-bac-ninh"), next_month(&app) + Days::new(4)));
        assert_eq!((last.record.correction.as_str(), held[1].record.ends_on), ("Ghi nhầm phiếu", Some(next_month(&app) + Days::new(3))));
        assert_eq!(standing.post(&path(chosen.id), json!({"reason": "Lại", "withdraw": true})).await.status, 404);
        let held = standing.post(&path(last.id), json!({"reason": "Chưa quyết định", "withdraw": true})).await;
        let held = held.reply::<CorrectSheetChoice>().items;
        assert_eq!((held.len(), &held[1].sheet, held[1].record.ends_on), (2, shipped(AN_PHU), None));
        // The first choice can't go, and can't begin later: days before it would have no sheet.
        let first = held[0].id;
        let gone = standing.post(&path(first), json!({"reason": "Bỏ", "withdraw": true})).await;
        assert_eq!(refused(&gone), wrong("/withdraw", "nothing_before"));
        let later = standing.post(&path(first), json!({"reason": "Muộn hơn", "starts_on": "2001-01-01"})).await;
        assert_eq!(refused(&later), wrong("/starts_on", "nothing_before"));

        let all = history(&app).await;
        assert!(all.iter().any(|one| one.sheet == *shipped("hd42-cam-le") && one.record.replaced_at.is_some()));
        let known = format!("{}?known_at={}", choices(&app), before.format("%Y-%m-%dT%H:%M:%S%.6fZ"));
        let then = standing.get(&known).await.reply::<ListSheetChoices>().items;
        assert_eq!(then.iter().map(|one| &one.sheet).collect::<Vec<_>>(), [shipped(AN_PHU), shipped("reconstructed-2018")]);
    }

    async fn what_lies_between_may_choose_for_itself(app: TestApp) {
        let (office, standing, secretary) = (app.as_user("office"), app.as_user("standing"), app.as_user("secretary_a1"));
        let day = |days: u64| app.fixture.today - Days::new(days);
        let section = json!({"kind": "section", "code": "BP1", "name": "Đảng bộ bộ phận Khối cơ quan", "starts_on": day(30)});
        let section = office.post(&format!("/units/{}/units", app.fixture.commune_a), section).await.reply::<FoundUnit>().unit_id;
        let below = json!({"starts_on": day(20), "settings": {"parent_id": section}});
        office.post(&format!("/units/{}/states", app.fixture.a1.id), below).await.reply::<ChangeUnit>();
        let own = format!("/units/{section}/sheet-choices");
        let by_commune = concluded(&app, 4).await;
        assert_eq!(&by_commune.sheet, shipped(AN_PHU));

        // What the commune has chosen anyway changes nothing for a meeting of then; another sheet does.
        let body = |sheet: &str, days| json!({"sheet": shipped(sheet), "starts_on": day(days)});
        assert_eq!(refused(&standing.post(&own, body("hd42-cam-le", 10)).await), wrong("/starts_on", "meetings_judged"));
        standing.post(&own, body(AN_PHU, 10)).await.reply::<ChooseSheet>();
        let second = standing.post(&own, body("hd42-cam-le", 3)).await.reply::<ChooseSheet>();
        let by_section = in_session(&app, MeetingKind::Thematic, 1);
        done(&secretary, "POST", by_section, "conclusion", draft("resolution", "Giữ rừng đầu nguồn")).await;
        assert_eq!(&seen(&secretary, by_section).await.sheet, shipped("hd42-cam-le"));

        // The commune's next choice is for the others, and so no matter of meetings below the section.
        standing.post(&choices(&app), body("phu-tho-khoi", 2)).await.reply::<ChooseSheet>();
        assert_eq!(&seen(&secretary, by_section).await.sheet, shipped("hd42-cam-le"));
        let corrections = |id| format!("{own}/{id}/corrections");
        let withdraw = json!({"reason": "Chưa quyết định", "withdraw": true});
        let kept = standing.post(&corrections(second.id), &withdraw).await;
        assert_eq!(refused(&kept), wrong("/withdraw", "meetings_judged"));
        // What isn't at the top may begin later: until then the commune's choice holds.
        let all = standing.get(&own).await.reply::<ListSheetChoices>().items;
        let first = all.iter().find(|one| one.record.replaced_at.is_none() && one.sheet == *shipped(AN_PHU)).unwrap();
        let later = json!({"reason": "Ghi nhầm ngày", "starts_on": day(5)});
        let held = standing.post(&corrections(first.id), later).await.reply::<CorrectSheetChoice>().items;
        assert_eq!(held.iter().map(|one| one.record.starts_on).collect::<Vec<_>>(), [day(5), day(3)]);
    }

    async fn a_sheet_for_another_purpose_scores_no_meeting(app: TestApp) {
        let (commune, a1, meeting) = (app.fixture.commune_a, app.fixture.a1.id, planned(&app, 0).await);
        app.write(|conn| {
            diesel::sql_query("INSERT INTO sheet_purpose (code) VALUES ('rating')").execute(conn)?;
            // Not a sheet for meetings, so it can't be read as one.
            let content = (sheet_snapshot::digest.eq("1234"), sheet_snapshot::content.eq("{}"));
            diesel::insert_into(sheet_snapshot::table).values((content, sheet_snapshot::purpose.eq("rating"))).execute(conn)?;
            // From the very day of the commune's choice for meetings, and nearer to the meeting than that.
            for unit in [commune, a1] {
                let decided = (sheet_choice::decision.eq(""), sheet_choice::correction.eq(""), sheet_choice::recorded_by.eq(""));
                let choice = (
                    sheet_choice::id.eq(SheetChoiceId(Uuid::now_v7())),
                    sheet_choice::unit_id.eq(unit),
                    sheet_choice::sheet_digest.eq("1234"),
                    sheet_choice::starts_on.eq(NaiveDate::from_ymd_opt(2025, 10, 28).unwrap()),
                    sheet_choice::recorded_at.eq(Utc::now().naive_utc()),
                    sheet_choice::purpose.eq("rating"),
                );
                diesel::insert_into(sheet_choice::table).values((choice, decided)).execute(conn)?;
            }
            Ok(())
        });
        backend::rules::seed(&app.db, Utc::now()).unwrap();
        assert_eq!(&seen(&app.as_user("secretary_a1"), meeting.id).await.sheet, shipped(AN_PHU));
        assert_eq!(app.as_user("office").get("/score-sheets/1234").await.status, 404);
        assert!(app.write(|conn| Ok(rules::book(conn).unwrap().sheet("1234").is_none())));
    }

    async fn who_may_what_with_sheets(app: TestApp) {
        let draft = copied(&app, "Phiếu").await;
        let copy = json!({"from": shipped(AN_PHU), "title": {"vi": "Phiếu", "en": ""}});
        let choice = json!({"sheet": draft.row.digest, "starts_on": next_month(&app)});
        for (login, reads, writes, decides) in [
            ("office", 200, 201, 403),
            ("standing", 200, 403, 201),
            ("inspector", 200, 403, 403),
            ("committee", 200, 403, 403),
            ("secretary_a1", 404, 404, 404),
            ("member_a1", 404, 404, 404),
        ] {
            let user = app.as_user(login);
            assert_eq!(user.get(&format!("/sheets/{}", draft.row.id)).await.status, reads, "{login}");
            let written = user.post(&sheets(&app), &copy).await.status;
            assert!(written == writes || (written == 403 && writes == 404), "{login} {written}");
            let decided = user.post(&choices(&app), &choice).await.status;
            assert!(decided == decides || (decided == 403 && decides == 404), "{login} {decided}");
        }
    }
}
