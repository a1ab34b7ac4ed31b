//! Locked meetings are read from their seals: what is written elsewhere later doesn't change them, and what is changed in
//! the seal is seen.

use backend::db::schema::{act, meeting, member, office, seal, unit_state};
use backend::meetings::lock;
use backend::seal::{Seal, Verified};
use backend::server::verify;
use chrono::Utc;
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, GetAssessment};
use shared::id::MeetingId;

use super::held::{done, locked};
use super::paper::text;
use super::{BOOK, seen};
use crate::both_databases;
use crate::support::TestApp;

/// Writes something else in place of a word into the seal of a meeting, as somebody with the database could.
fn forge(app: &TestApp, id: MeetingId, word: &str, other: &str) {
    let of = || seal::table.filter(seal::subject_id.eq(id.0.as_bytes().to_vec()));
    let content: String = app.write(|conn| of().select(seal::content).first(conn));
    assert!(content.contains(word), "{content}");
    let content = content.replacen(word, other, 1);
    app.write(|conn| diesel::update(of()).set(seal::content.eq(content)).execute(conn));
}

/// A meeting that was locked as it was before there were seals.
async fn locked_earlier(app: &TestApp) -> (Meeting, String) {
    let meeting = locked(app, 1).await;
    app.write(|conn| diesel::delete(seal::table).execute(conn));
    let hash = app.db.write(|conn| lock::hash(conn, meeting.id)).unwrap();
    let row = (meeting::lock_hash.eq(&hash), meeting::seal_digest.eq(None::<String>));
    app.write(|conn| diesel::update(meeting::table.find(meeting.id)).set(row).execute(conn));
    (meeting, hash)
}

/// A seal as it was written before scores were numbers and meetings named their rules and their sheet; gives its digest.
fn in_the_first_form(app: &TestApp, sealed: &Meeting) -> String {
    let content: String = app.write(|conn| seal::table.select(seal::content).first(conn));
    let mut content: Value = serde_json::from_str(&content).unwrap();
    content["form"] = "nenep-meeting-1".into();
    let meeting = content["meeting"].as_object_mut().unwrap();
    meeting.remove("rules").unwrap();
    meeting.remove("sheet").unwrap();
    meeting.insert("sheet_id".to_owned(), "an-phu-2025".into());
    let scores = sealed.scores.iter().map(|score| {
        let words = score.result(BOOK.sheet(score.sheet.as_str()).unwrap());
        json!({
            "scorer": score.scorer, "by": score.by, "at": score.at, "answers": score.answers, "result": words,
            "remarks": score.remarks,
        })
    });
    meeting.insert("scores".to_owned(), scores.collect());
    let content = content.to_string();
    let digest = backend::seal::digest(&content);
    let row = (seal::form.eq("nenep-meeting-1"), seal::content.eq(&content), seal::digest.eq(&digest));
    app.write(|conn| {
        diesel::update(seal::table).set(row).execute(conn)?;
        diesel::update(meeting::table.find(sealed.id)).set(meeting::seal_digest.eq(&digest)).execute(conn)
    });
    digest
}

both_databases! {
    async fn what_is_sealed_stays_whatever_is_written_elsewhere(app: TestApp) {
        let (standing, sealed) = (app.as_user("standing"), locked(&app, 1).await);
        let lock = sealed.lock.clone().unwrap();
        assert!(lock.matches && lock.earlier.is_none(), "{lock:?}");
        let paper = text(&standing, sealed.id, "minutes").await;
        assert!(paper.contains("Khớp mã niêm phong"), "{paper}");
        let path = format!("/meetings/{}/assessment", sealed.id);
        let judged: Assessment = standing.get(&path).await.reply::<GetAssessment>();
        app.write(|conn| {
            diesel::update(unit_state::table)
                .set((unit_state::name.eq("Tên khác"), unit_state::fixed_day.eq(Some(9))))
                .execute(conn)?;
            diesel::update(member::table).set(member::full_name.eq("Người khác")).execute(conn)?;
            diesel::delete(office::table).execute(conn)
        });
        let task = format!("/tasks/{}", sealed.tasks[0].id);
        let member = app.as_user("member_a1");
        for (version, result) in [(1, "Viết nhầm"), (2, "Viết lại")] {
            let report = member.patch(&task, json!({ "status": "done", "result": result })).if_match(version).await;
            assert_eq!(report.status, 200, "{}", report.text());
        }
        let mut now = seen(&app.as_user("secretary_a1"), sealed.id).await;
        let later = std::mem::take(&mut now.later);
        assert_eq!(now, sealed);
        // What became of its task is beside it, named as later, with day and name.
        let results: Vec<_> = later.iter().map(|report| (report.task_id, report.result.as_str())).collect();
        assert_eq!(results, [(sealed.tasks[0].id, "Viết nhầm"), (sealed.tasks[0].id, "Viết lại")]);
        assert!(later.iter().all(|report| report.by == later[0].by && !report.by.is_empty() && report.at > lock.at));
        assert_eq!(text(&standing, sealed.id, "minutes").await, paper);
        assert_eq!(standing.get(&path).await.reply::<GetAssessment>(), judged);
        assert_eq!(app.db.write(verify).unwrap(), Verified { checked: 1, changed: vec![] });
        // Members still see less of it.
        let member = seen(&app.as_user("member_a1"), sealed.id).await;
        assert!(member.lock.unwrap().matches && member.scores.len() == 1);
    }

    async fn a_letter_changed_in_a_seal_is_seen_on_page_and_paper_and_found(app: TestApp) {
        let (secretary, sealed) = (app.as_user("secretary_a1"), locked(&app, 1).await);
        forge(&app, sealed.id, "Mời thú y", "Mời thư y");
        let now = seen(&secretary, sealed.id).await;
        // It is shown, with the warning.
        assert_eq!((now.agenda[0].outcome.as_str(), now.lock.unwrap().matches), ("Mời thư y xã vào Khuổi Hấu", false));
        let paper = text(&secretary, sealed.id, "minutes").await;
        assert!(paper.contains("KHÔNG KHỚP MÃ NIÊM PHONG") && !paper.contains("Khớp mã niêm phong"), "{paper}");
        let changed = Verified { checked: 1, changed: vec![sealed.id.0] };
        assert_eq!(app.db.write(verify).unwrap(), changed);
        // Back as it was, it is right again.
        forge(&app, sealed.id, "Mời thư y", "Mời thú y");
        assert!(seen(&secretary, sealed.id).await.lock.unwrap().matches);
        // What can't be read at all is shown from the rows.
        forge(&app, sealed.id, "{", "[");
        let now = seen(&secretary, sealed.id).await;
        assert_eq!((now.agenda[0].outcome.as_str(), now.lock.unwrap().matches), ("Mời thú y xã vào Khuổi Hấu", false));
        assert_eq!(app.db.write(verify).unwrap(), changed);
        app.write(|conn| diesel::delete(seal::table).execute(conn));
        assert!(!seen(&secretary, sealed.id).await.lock.unwrap().matches);
        assert_eq!(app.db.write(verify).unwrap(), changed);
    }

    async fn a_seal_made_for_another_content_does_not_fit(app: TestApp) {
        let sealed = locked(&app, 1).await;
        forge(&app, sealed.id, "Mời thú y", "Mời thư y");
        // Its digest made anew isn't the one that the meeting was locked with.
        let content: String = app.write(|conn| seal::table.select(seal::content).first(conn));
        let digest = backend::seal::digest(&content);
        app.write(|conn| diesel::update(seal::table).set(seal::digest.eq(digest)).execute(conn));
        assert!(!seen(&app.as_user("secretary_a1"), sealed.id).await.lock.unwrap().matches);
        assert_eq!(app.db.write(verify).unwrap().changed, [sealed.id.0]);
    }

    async fn the_latest_seal_counts_and_none_is_lost(app: TestApp) {
        let sealed = locked(&app, 1).await;
        // Sealed anew, as a later version of the minutes would be; the earlier one stays and says what it said.
        let mut next: Seal = app.write(|conn| seal::table.select(Seal::as_select()).first(conn));
        let first = next.digest.clone();
        next.number = 2;
        next.content = next.content.replacen("Mời thú y", "Mời bác sĩ thú y", 1);
        next.digest = backend::seal::digest(&next.content);
        app.write(|conn| diesel::insert_into(seal::table).values(&next).execute(conn));
        let verified = || app.db.write(verify).unwrap();
        let changed = Verified { checked: 1, changed: vec![sealed.id.0] };
        assert_eq!(verified(), changed);
        let row = |digest: &str| {
            let digest = meeting::seal_digest.eq(digest.to_owned());
            app.write(|conn| diesel::update(meeting::table.find(sealed.id)).set(digest).execute(conn))
        };
        row(&next.digest);
        assert_eq!(verified(), Verified { checked: 1, changed: vec![] });
        let secretary = app.as_user("secretary_a1");
        let now = seen(&secretary, sealed.id).await;
        assert_eq!((now.agenda[0].outcome.as_str(), now.lock.unwrap().matches), ("Mời bác sĩ thú y xã vào Khuổi Hấu", true));
        // Without the latest the one before isn't taken for it; without the first there's a gap.
        let of = |number: i32| seal::table.filter(seal::number.eq(number));
        app.write(|conn| diesel::delete(of(2)).execute(conn));
        assert!(!seen(&secretary, sealed.id).await.lock.unwrap().matches);
        assert_eq!(verified(), changed);
        row(&first);
        assert_eq!(verified(), Verified { checked: 1, changed: vec![] });
        app.write(|conn| diesel::update(of(1)).set(seal::number.eq(2)).execute(conn));
        assert_eq!(verified(), changed);
        // Nobody can call whole what nobody can read.
        app.write(|conn| diesel::update(of(2)).set((seal::number.eq(1), seal::form.eq("nenep-other-1"))).execute(conn));
        assert_eq!(verified(), changed);
    }

    async fn a_seal_made_later_is_missed_and_not_made_once_more(app: TestApp) {
        let (meeting, _) = locked_earlier(&app).await;
        assert_eq!(lock::seal_earlier(&app.db, Utc::now()).unwrap(), 1);
        let kept: Seal = app.write(|conn| seal::table.select(Seal::as_select()).first(conn));
        // Whoever writes it anew with a fitting digest doesn't have the one that the meeting's row keeps.
        forge(&app, meeting.id, "Mời thú y", "Mời thư y");
        let content: String = app.write(|conn| seal::table.select(seal::content).first(conn));
        let digest = seal::digest.eq(backend::seal::digest(&content));
        app.write(|conn| diesel::update(seal::table).set(digest).execute(conn));
        assert!(!seen(&app.as_user("secretary_a1"), meeting.id).await.lock.unwrap().matches);
        let changed = Verified { checked: 1, changed: vec![meeting.id.0] };
        assert_eq!(app.db.write(verify).unwrap(), changed);
        app.write(|conn| diesel::delete(seal::table).execute(conn));
        assert_eq!(lock::seal_earlier(&app.db, Utc::now()).unwrap(), 0);
        assert_eq!(app.db.write(verify).unwrap(), changed);
        app.write(|conn| diesel::insert_into(seal::table).values(&kept).execute(conn));
        assert_eq!(app.db.write(verify).unwrap(), Verified { checked: 1, changed: vec![] });
    }

    async fn a_seal_of_the_first_form_is_read_as_it_was_sealed(app: TestApp) {
        let (secretary, mut sealed) = (app.as_user("secretary_a1"), locked(&app, 1).await);
        let path = format!("/meetings/{}/assessment", sealed.id);
        let judged: Assessment = secretary.get(&path).await.reply::<GetAssessment>();
        let digest = in_the_first_form(&app, &sealed);
        sealed.lock.as_mut().unwrap().hash = digest;
        assert_eq!(seen(&secretary, sealed.id).await, sealed);
        assert_eq!(secretary.get(&path).await.reply::<GetAssessment>(), judged);
        assert_eq!(app.db.write(verify).unwrap(), Verified { checked: 1, changed: vec![] });
        forge(&app, sealed.id, "Mời thú y", "Mời thư y");
        assert!(!seen(&secretary, sealed.id).await.lock.unwrap().matches);
        // What isn't of that form is shown from the rows.
        forge(&app, sealed.id, "\"scores\":[{", "\"scores\":[{\"scorer\":\"none\"},{");
        let now = seen(&secretary, sealed.id).await;
        assert_eq!((&now.scores, now.lock.unwrap().matches), (&sealed.scores, false));
    }

    async fn meetings_locked_before_there_were_seals_get_theirs_once(app: TestApp) {
        let (meeting, hash) = locked_earlier(&app).await;
        let whole = Verified { checked: 1, changed: vec![] };
        assert_eq!(app.db.write(verify).unwrap(), whole);
        assert_eq!((lock::seal_earlier(&app.db, Utc::now()).unwrap(), lock::seal_earlier(&app.db, Utc::now()).unwrap()), (1, 0));
        let acts: i64 = app.write(|conn| act::table.filter(act::operation.eq("seal-earlier")).count().get_result(conn));
        assert_eq!(acts, 1);
        let now = seen(&app.as_user("secretary_a1"), meeting.id).await;
        let (lock, before) = (now.lock.unwrap(), meeting.lock.unwrap());
        assert!(lock.matches && lock.hash != hash);
        assert_eq!((lock.earlier, lock.at, lock.by), (Some(hash), before.at, before.by));
        assert_eq!((now.opinions, now.scores), (meeting.opinions, meeting.scores));
        assert_eq!(app.db.write(verify).unwrap(), whole);
    }

    async fn one_that_was_changed_before_it_got_its_seal_keeps_being_reported(app: TestApp) {
        let (meeting, _) = locked_earlier(&app).await;
        app.write(|conn| diesel::update(meeting::table.find(meeting.id)).set(meeting::guests.eq("Khách lạ")).execute(conn));
        assert_eq!(lock::seal_earlier(&app.db, Utc::now()).unwrap(), 1);
        let now = seen(&app.as_user("secretary_a1"), meeting.id).await;
        assert_eq!((now.guests.as_str(), now.lock.unwrap().matches), ("Khách lạ", false));
        assert_eq!(app.db.write(verify).unwrap().changed, [meeting.id.0]);
        let addendum = json!({ "text": "Đính chính" });
        done(&app.as_user("secretary_a1"), "POST", meeting.id, "addenda", addendum).await;
    }
}
