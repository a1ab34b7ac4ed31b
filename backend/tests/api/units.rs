//! Branches: lists, one, changes.

use serde_json::{Value, json};
use shared::api::Page;
use shared::api::unit::{Branch, BranchRow, GetBranch, UpdateBranch};

use crate::both_databases;

both_databases! {
    async fn a_branch_is_listed_with_counts_secretary_and_supervisor(app: TestApp) {
        let page: Page<BranchRow> = app.as_user("office").get("/branches").await.read();
        let names: Vec<&str> = page.items.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Chi bộ thôn Nà Tâm", "Chi bộ thôn Khuổi Lung", "Chi bộ cơ quan xã"]);
        let [a1, _, a3] = page.items.as_slice() else { panic!("{names:?}") };
        assert_eq!((a1.counts.members, a1.counts.duty, a1.counts.official, a1.counts.probationary), (8, 6, 7, 1));
        assert_eq!((a1.counts.exempt, a1.counts.temporary_out, a1.counts.temporary_in), (1, 1, 0));
        assert!(a1.secretary.is_some() && a1.supervisor.is_some());
        assert_eq!((a3.supervisor.as_deref(), a1.fixed_day), (None, 4));

        let own: Page<BranchRow> = app.as_user("member_a2").get("/branches").await.read();
        assert_eq!(own.items.iter().map(|row| row.id).collect::<Vec<_>>(), [app.fixture.a2.id]);
        let below = format!("/branches?unit_id={}", app.fixture.a1.id);
        let one: Page<BranchRow> = app.as_user("standing").get(&below).await.read();
        assert_eq!(one.items.len(), 1);
    }

    async fn a_branch_shows_committee_and_charges(app: TestApp) {
        let a1 = &app.fixture.a1;
        let answer = app.as_user("secretary_a1").get(&format!("/branches/{}", a1.id)).await;
        let branch = answer.reply::<GetBranch>();
        assert_eq!(answer.etag(), branch.version);
        assert_eq!(branch.parent_id, app.fixture.commune_a);
        let committee: Vec<_> = branch.committee.iter().map(|row| row.member_id).collect();
        assert_eq!(committee, [a1.secretary, a1.deputy, a1.scribe]);
        assert_eq!(branch.supervisions.len(), 1);
        assert_eq!(branch.supervisions[0].member_id, app.fixture.a3.ordinary);
        let admin: Branch = app.as_user("admin").get(&format!("/branches/{}", a1.id)).await.read();
        assert_eq!(admin.supervisions, [], "charges aren't an admin's business");
        let commune = app.as_user("office").get(&format!("/branches/{}", app.fixture.commune_a)).await;
        assert_eq!(commune.status, 404);
    }

    async fn the_office_changes_a_branch_and_a_second_editor_is_told_what(app: TestApp) {
        let path = format!("/branches/{}", app.fixture.a1.id);
        let office = app.as_user("office");
        let seen = office.get(&path).await.etag();
        let body = json!({"name": "  Chi bộ thôn Nà Tâm Mới ", "fixed_day": 31, "hour": "07:05"});
        let changed = office.patch(&path, &body).if_match(seen).await;
        assert_eq!(changed.etag(), seen + 1);
        let branch = changed.reply::<UpdateBranch>();
        assert_eq!((branch.name.as_str(), branch.fixed_day, branch.hour.as_str()), ("Chi bộ thôn Nà Tâm Mới", 31, "07:05"));
        assert_eq!(office.get(&path).await.reply::<GetBranch>(), branch);

        let late = app.as_user("admin").patch(&path, json!({"fixed_day": 5})).if_match(seen).await;
        let problem = late.problem();
        let paths: Vec<&str> = problem.changes.iter().map(|change| change.path.as_str()).collect();
        assert_eq!((late.status, paths), (412, vec!["fixed_day"]));
        let same = office.patch(&path, json!({"fixed_day": 31})).if_match(seen + 1).await;
        assert_eq!(same.etag(), seen + 1, "nothing changed");
        let apart = app.as_user("admin").patch(&path, json!({"place": "Nhà sàn"})).if_match(seen).await;
        assert_eq!((apart.etag(), apart.reply::<UpdateBranch>().fixed_day), (seen + 2, 31));
        assert_eq!(office.patch(&path, &body).await.status, 428);
    }

    async fn wrong_values_of_a_branch_are_named(app: TestApp) {
        let path = format!("/branches/{}", app.fixture.a1.id);
        let office = app.as_user("office");
        let body = json!({"name": " ", "fixed_day": 32, "hour": "24:00", "place": "x".repeat(201)});
        let answer = office.patch(&path, &body).if_match(1).await;
        let expected = [("/name", "required"), ("/place", "too_long"), ("/fixed_day", "out_of_range"), ("/hour", "wrong_format")];
        assert_eq!(answer.fields(), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        for body in [json!({"fixed_day": "4"}), json!({"code": "x"}), Value::Null] {
            assert_eq!(office.patch(&path, &body).if_match(1).await.status, 400, "{body}");
        }
    }
}
