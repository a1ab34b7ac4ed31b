//! Members: lists, records, changes, export.

use calamine::{Reader, Xlsx};
use serde_json::json;
use shared::api::Page;
use shared::api::member::{CreateMember, GetMember, Member, MemberRow, UpdateMember};
use shared::member::ActivityStatus;

use crate::both_databases;
use crate::support::{Response, TestApp, User};

async fn page(user: &User, query: &str) -> Page<MemberRow> {
    user.get(&format!("/members{query}")).await.read()
}

fn names(page: &Page<MemberRow>) -> Vec<&str> {
    page.items.iter().map(|row| row.full_name.as_str()).collect()
}

async fn create(app: &TestApp, body: serde_json::Value) -> Response {
    app.as_user("office").post(&format!("/branches/{}/members", app.fixture.a1.id), body).await
}

both_databases! {
    async fn pages_follow_the_vietnamese_alphabet_and_join(app: TestApp) {
        let office = app.as_user("office");
        let whole = page(&office, "?total=true").await;
        assert_eq!((whole.items.len(), whole.total, whole.next.as_deref()), (24, Some(24), None));
        let given: Vec<&str> = names(&whole).iter().map(|name| name.rsplit(' ').next().unwrap()).collect();
        assert_eq!(&given[..8], ["Ân", "Bảo", "Bình", "Châu", "Diệp", "Dung", "Đạt", "Đông"]);
        let mut joined = Vec::new();
        let mut cursor = String::new();
        loop {
            let part = page(&office, &format!("?limit=5{cursor}")).await;
            assert!(part.items.len() <= 5 && part.total.is_none());
            joined.extend(part.items);
            match part.next {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(joined, whole.items);
        for query in ["?limit=0", "?limit=201", "?cursor=x", "?sort=name", "?status=gone", "?unit_id=1"] {
            let answer = office.get(&format!("/members{query}")).await;
            assert_eq!(answer.problem().code.as_str(), "bad_query", "{query}");
        }
    }

    async fn each_role_sees_its_own_reach(app: TestApp) {
        for (login, count) in
            [("secretary_a1", 8), ("committee", 8), ("inspector", 24), ("member_a1", 1), ("office_b", 8)]
        {
            assert_eq!(page(&app.as_user(login), "").await.items.len(), count, "{login}");
        }
        let own = page(&app.as_user("member_a1"), "?total=true").await;
        assert_eq!((own.items[0].id, own.total), (app.fixture.a1.ordinary, Some(1)));
        assert_eq!(app.as_user("admin").get("/members").await.status, 403);
        let path = format!("/members/{}", app.fixture.a1.secretary);
        assert_eq!(app.as_user("member_a1").get(&path).await.status, 404);
        assert_eq!(app.as_user("secretary_a2").get(&path).await.status, 404);
    }

    async fn names_are_found_without_diacritics_and_wildcards_mean_themselves(app: TestApp) {
        let office = app.as_user("office");
        assert_eq!(names(&page(&office, "?q=dat").await), ["Nông Đức Đạt"]);
        assert_eq!(names(&page(&office, "?q=N%C3%94NG%20%C4%91%E1%BB%A9c").await).len(), 3);
        for query in ["%25", "_", "%5C", "'"] {
            assert_eq!(names(&page(&office, &format!("?q={query}")).await), [""; 0], "{query}");
        }
        assert_eq!(office.get("/members?q=%00").await.status, 400);
        let below = format!("?unit_id={}", app.fixture.a2.id);
        assert_eq!(page(&office, &below).await.items.len(), 8);
        assert_eq!(page(&office, "?kind=probationary&status=active").await.items.len(), 3);
        let strange = format!("?unit_id={}", app.fixture.b1.id);
        assert_eq!(page(&office, &strange).await.items, []);
    }

    async fn a_new_member_is_masked_and_numbers_are_nobody_elses(app: TestApp) {
        let body = json!({
            "full_name": "  nguye\u{302}\u{303}n  Văn Án ", "gender": "male", "birth_date": "1990-02-28", "ethnicity": "Tày",
            "citizen_id": "008189806380", "party_card": "012345678901", "kind": "official", "admitted_on": "2010-05-19",
            "recognized_on": "2011-05-19",
        });
        let answer = create(&app, body.clone()).await;
        let member = answer.reply::<CreateMember>();
        assert_eq!(member.row.full_name, "nguyễn Văn Án");
        assert_eq!(member.citizen_id_masked.as_deref(), Some("••••••••6380"));
        assert_eq!(member.party_card_masked.as_deref(), Some("••••••••8901"));
        assert!(!answer.text().contains("00818980") && answer.etag() == 1);
        let read = app.as_user("secretary_a1").get(&format!("/members/{}", member.row.id)).await;
        assert_eq!(read.reply::<GetMember>(), member);
        assert_eq!(create(&app, body).await.fields()[0].1, "taken");
        let own_id = json!({"id": member.row.id, "full_name": "A", "gender": "male", "kind": "official"});
        assert_eq!(create(&app, own_id).await.problem().code.as_str(), "already_exists");
        let commune = format!("/branches/{}/members", app.fixture.commune_a);
        let plain = json!({"full_name": "A", "gender": "male", "kind": "official"});
        assert_eq!(app.as_user("office").post(&commune, plain).await.status, 404);
    }

    async fn dates_and_numbers_that_make_no_sense_are_named(app: TestApp) {
        let body = json!({
            "full_name": " ", "gender": "male", "birth_date": "2999-01-01", "citizen_id": "12345678901a",
            "party_card": "1", "kind": "probationary", "admitted_on": "2020-02-02", "recognized_on": "2019-02-02",
        });
        let expected = [
            ("/full_name", "required"),
            ("/citizen_id", "wrong_format"),
            ("/party_card", "wrong_format"),
            ("/birth_date", "out_of_range"),
            ("/birth_date", "in_future"),
            ("/admitted_on", "out_of_range"),
            ("/recognized_on", "end_before_start"),
            ("/recognized_on", "official_only"),
        ];
        let found = create(&app, body).await.fields();
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        let day = json!({"full_name": "A", "gender": "male", "kind": "official", "birth_date": "1990-02-30"});
        assert_eq!(create(&app, day).await.fields(), [("/birth_date".to_owned(), "wrong_format")]);
    }

    async fn who_leaves_leaves_the_committee_and_a_second_editor_is_told(app: TestApp) {
        let office = app.as_user("office");
        let path = format!("/members/{}", app.fixture.a1.deputy);
        let before = office.get(&path).await.reply::<GetMember>();
        assert!(before.row.office.is_some());
        let left = office.patch(&path, json!({"status": "left", "phone": null})).if_match(before.version).await;
        assert_eq!(left.status, 200, "null is no phone, but absent: {}", left.text());
        let left = left.reply::<UpdateMember>();
        let now = (left.row.status, left.status_since, left.row.office);
        assert_eq!(now, (ActivityStatus::Left, Some(app.fixture.today), None));
        assert_eq!(page(&app.as_user("secretary_a1"), "").await.items.len(), 7);
        assert_eq!(page(&office, "?status=left").await.items.len(), 1);
        let late = json!({"status": "exempt", "phone": "0987654321"});
        let late = office.patch(&path, late).if_match(before.version).await.problem();
        let changes: Vec<_> = late.changes.iter().map(|change| (change.path.as_str(), change.now.clone())).collect();
        assert_eq!((late.status, changes), (412, vec![("status", Some(json!("left")))]));
        let apart = office.patch(&path, json!({"phone": "0987654321"})).if_match(before.version).await;
        let apart = apart.reply::<UpdateMember>();
        assert_eq!((apart.row.status, apart.phone.as_str(), apart.version), (ActivityStatus::Left, "0987654321", 3));
        let cleared = office.patch(&path, json!({"birth_date": null, "full_name": "Hoàng Thị Đào"})).if_match(3).await;
        let cleared: Member = cleared.reply::<UpdateMember>();
        assert_eq!((cleared.row.birth_date, cleared.row.full_name.as_str()), (None, "Hoàng Thị Đào"));
        assert_eq!(names(&page(&office, "?q=dao&status=left").await), ["Hoàng Thị Đào"]);
    }

    async fn the_export_has_every_page_and_no_identity_number(app: TestApp) {
        let body = json!({"full_name": "=1+1 Ân", "gender": "male", "kind": "official", "citizen_id": "008189806380"});
        assert_eq!(create(&app, body).await.status, 201);
        let answer = app.as_user("office").get("/members.xlsx?limit=1").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(answer.body)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let cells: Vec<String> = sheet.cells().map(|(_, _, cell)| cell.to_string()).collect();
        assert!(cells.iter().any(|cell| cell == "ĐẢNG BỘ XÃ AN PHÚ"));
        assert!(cells.iter().any(|cell| cell == "••••••••6380") && !cells.iter().any(|cell| cell.contains("00818980")));
        assert_eq!(cells.iter().filter(|cell| cell.starts_with("Chi bộ ")).count(), 25);
        let own = app.as_user("member_a1").get("/members.xlsx").await;
        assert_eq!(own.status, 200);
        assert_eq!(app.as_user("admin").get("/members.xlsx").await.status, 403);
    }
}
