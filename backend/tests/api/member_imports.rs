//! Importing registers.

use backend::db::schema::{membership, unit, unit_state};
use backend::db::{Conn, Decision};
use backend::units::{Term, TermRow, UnitState, UnitStateRow, trace};
use diesel::prelude::*;
use serde_json::Value;
use shared::api::Page;
use shared::api::endpoint::XLSX;
use shared::api::member::{ImportMembers, ImportReport, MemberRow};
use shared::api::unit::BranchRow;
use shared::dated::Span;
use shared::id::UnitId;
use shared::language::Language;
use shared::member::register::RegisterProblem;
use shared::text::fold;
use shared::unit::{BranchKind, UnitKind};
use uuid::Uuid;

use crate::both_databases;
use crate::support::{Response, TestApp, write};

pub(crate) const GOOD: &[u8] = include_bytes!("../../demo/members-2022.xlsx");
const BRANCHES: &str = include_str!("../../demo/branches.json");
const MESSY: &[u8] = include_bytes!("../data/members-messy.xlsx");
const EXPECTED: &str = include_str!("../data/members-messy.expected.json");

/// Puts the register's branches below a commune of the fixture.
pub(crate) fn branches(app: &TestApp, commune: UnitId) {
    app.write(|conn| {
        // Another branch of the fixture has a name of the register.
        let a3 = unit_state::table.filter(unit_state::unit_id.eq(app.fixture.a3.id));
        diesel::update(a3).set(unit_state::name.eq("Chi bộ khác")).execute(conn)?;
        let branches: Vec<Value> = serde_json::from_str(BRANCHES).unwrap();
        branches.iter().try_for_each(|branch| {
            insert(conn, commune, branch["code"].as_str().unwrap(), branch["name"].as_str().unwrap())
        })
    });
}

fn insert(conn: &mut Conn, commune: UnitId, code: &str, name: &str) -> QueryResult<()> {
    let id = UnitId(Uuid::now_v7());
    let state = UnitState {
        unit_id: id,
        parent_id: Some(commune),
        kind: UnitKind::Branch,
        branch_kind: Some(BranchKind::Village),
        code: code.to_owned(),
        name: name.to_owned(),
        folded_name: fold(name),
        fixed_day: Some(4),
        place: Some(String::new()),
        hour: Some("19:30".to_owned()),
        locality: String::new(),
    };
    let since = Span::from("2022-01-01".parse().unwrap());
    diesel::insert_into(unit::table).values((unit::id.eq(id), unit::version.eq(1_i64))).execute(conn)?;
    write(conn, UnitStateRow::new(state, since, Decision::default()))?;
    write(conn, TermRow::new(Term { unit_id: id }, since, Decision::default()))?;
    trace(conn, id)?;
    Ok(())
}

async fn send(app: &TestApp, login: &str, unit: UnitId, query: &str, bytes: &[u8]) -> Response {
    let path = format!("/units/{unit}/member-imports{query}");
    app.as_user(login).api("POST", &path).bytes(XLSX, bytes.to_vec()).await
}

pub(crate) async fn import(app: &TestApp, query: &str, bytes: &[u8]) -> ImportReport {
    send(app, "office", app.fixture.commune_a, query, bytes).await.reply::<ImportMembers>()
}

pub(crate) fn counts(report: &ImportReport) -> [i64; 5] {
    [report.rows, report.added, report.changed, report.unchanged, report.left_out]
}

/// What an import would leave behind: versions of members, offices, history.
fn written(app: &TestApp) -> (Vec<i64>, i64, i64) {
    use backend::db::schema::{change, member, office};
    app.write(|conn| {
        let versions = member::table.order(member::id).select(member::version).load(conn)?;
        Ok((versions, office::table.count().get_result(conn)?, change::table.count().get_result(conn)?))
    })
}

async fn total(app: &TestApp) -> i64 {
    let page: Page<MemberRow> = app.as_user("office").get("/members?total=true&limit=1").await.read();
    page.total.unwrap()
}

both_databases! {
    async fn the_good_file_is_imported_once_and_changes_nothing_the_second_time(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        let dry = import(&app, "", GOOD).await;
        assert_eq!((counts(&dry), dry.applied), ([184, 184, 0, 0, 0], false));
        assert_eq!(total(&app).await, 24, "a dry run changes nothing");
        let first = import(&app, "?apply=true", GOOD).await;
        assert_eq!((counts(&first), first.applied), ([184, 184, 0, 0, 0], true));
        assert_eq!(first.findings, []);
        // 184 new ones, of whom nobody has left.
        assert_eq!(total(&app).await, 24 + 184);
        let before = written(&app);
        for query in ["", "?apply=true"] {
            assert_eq!(counts(&import(&app, query, GOOD).await), [184, 0, 0, 184, 0]);
        }
        assert_eq!(written(&app), before, "the second time writes nothing");

        let page: Page<BranchRow> = app.as_user("office").get("/branches").await.read();
        let expected: Vec<Value> = serde_json::from_str(BRANCHES).unwrap();
        let imported: Vec<&BranchRow> = page.items.iter().filter(|row| row.code.starts_with("CB")).collect();
        assert_eq!(imported.len(), 10);
        for (row, branch) in imported.iter().zip(&expected) {
            assert_eq!(row.counts.members + row.counts.temporary_in, branch["members"].as_i64().unwrap(), "{row:?}");
            // The register names no secretary of the first branch.
            assert_eq!(row.secretary.is_some(), row.code != "CB01", "{row:?}");
        }
        assert_eq!(imported.iter().filter(|row| row.has_commune_cadre).count(), 7);
    }

    async fn our_own_export_comes_back_and_changes_nothing(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        import(&app, "?apply=true", GOOD).await;
        let below: Page<BranchRow> = app.as_user("office").get("/branches").await.read();
        let before = written(&app);
        for branch in below.items.iter().filter(|row| row.code.starts_with("CB")) {
            let file = app.as_user("office").get(&format!("/members.xlsx?unit_id={}", branch.id)).await.body;
            let report = import(&app, "?apply=true", &file).await;
            let members = branch.counts.members + branch.counts.temporary_in;
            assert_eq!((counts(&report), report.findings), ([members, 0, 0, members, 0], vec![]), "{}", branch.code);
            assert_eq!(report.unknown_columns, [""; 0]);
        }
        assert_eq!(written(&app), before);

        // Of somebody who isn't known a masked number says nothing.
        let file = app.as_user("office").get("/members.xlsx?q=nguyen%20minh%20viet").await.body;
        app.write(|conn| {
            use backend::db::schema::member;
            let renamed = (member::full_name.eq("Khác Tên"), member::folded_name.eq("khac ten"));
            diesel::update(member::table.filter(member::full_name.eq("Nguyễn Minh Việt"))).set(renamed).execute(conn)
        });
        let report = import(&app, "?apply=true", &file).await;
        assert_eq!(counts(&report), [1, 0, 0, 0, 1]);
        assert_eq!(report.findings[0].problem, RegisterProblem::Masked);
    }

    async fn a_branch_keeps_its_secretary_unless_the_register_names_another(app: TestApp) {
        use backend::db::schema::office;
        use backend::units::{Seat, SeatRow};
        use shared::id::MemberId;
        use shared::member::{ActivityStatus, MembershipKind};
        use shared::unit::Office;
        branches(&app, app.fixture.commune_a);
        import(&app, "?apply=true", GOOD).await;
        let yesterday = app.fixture.today.pred_opt().unwrap();
        let seat = |code: &'static str| {
            app.write(|conn| {
                let unit: UnitId = unit_state::table.filter(unit_state::code.eq(code)).select(unit_state::unit_id).first(conn)?;
                let seated = office::table
                    .filter(office::ends_on.is_null())
                    .filter(office::replaced_at.is_null())
                    .select(office::member_id);
                let one: MemberId = membership::table
                    .filter(membership::unit_id.eq(unit))
                    .filter(membership::member_id.ne_all(seated))
                    .filter(membership::kind.eq(MembershipKind::Official))
                    .filter(membership::status.eq(ActivityStatus::Active))
                    .filter(membership::ends_on.is_null())
                    .order(membership::member_id)
                    .select(membership::member_id)
                    .first(conn)?;
                diesel::update(
                    office::table.filter(office::unit_id.eq(unit)).filter(office::held.eq(Office::Secretary)),
                )
                .set(office::ends_on.eq(yesterday.pred_opt()))
                .execute(conn)?;
                let seat = Seat { unit_id: unit, member_id: one, held: Office::Secretary };
                write(conn, SeatRow::new(seat, Span::from(yesterday), Decision::default()))?;
                Ok((unit, one))
            })
        };
        // The register names no secretary of CB01: whoever is known stays.
        seat("CB01");
        assert_eq!(counts(&import(&app, "?apply=true", GOOD).await), [184, 0, 0, 184, 0]);
        // It names another one of CB02 than the one who was put there.
        let (unit, replaced) = seat("CB02");
        assert_eq!(counts(&import(&app, "?apply=true", GOOD).await), [184, 0, 2, 182, 0]);
        let secretaries: Vec<MemberId> = app.write(|conn| {
            office::table
                .filter(office::unit_id.eq(unit))
                .filter(office::held.eq(Office::Secretary))
                .filter(office::ends_on.is_null().or(office::ends_on.ge(app.fixture.today)))
                .filter(office::replaced_at.is_null())
                .select(office::member_id)
                .load(conn)
        });
        assert!(secretaries.len() == 1 && secretaries[0] != replaced, "{secretaries:?}");
        assert_eq!(counts(&import(&app, "?apply=true", GOOD).await), [184, 0, 0, 184, 0]);
    }

    async fn the_messy_file_reports_what_is_expected_and_a_dry_run_keeps_nothing(app: TestApp) {
        branches(&app, app.fixture.commune_a);
        let before = written(&app);
        let dry = import(&app, "", MESSY).await;
        assert!(!dry.applied && written(&app) == before, "a dry run writes nothing");
        let expected: Value = serde_json::from_str(EXPECTED).unwrap();
        let found: Vec<Value> = dry
            .findings
            .iter()
            .map(|finding| {
                let problem = finding.problem.label(Language::En);
                serde_json::json!({"row": finding.row, "column": finding.column, "problem": problem, "fixable": finding.fixable})
            })
            .collect();
        // What cells say by themselves, and an office that who they name can't hold.
        let office = "can't hold this office (probationary or not taking part): the office is left out";
        let office = serde_json::json!({"row": 51, "column": "Chức vụ trong Đảng", "problem": office, "fixable": true});
        let mut problems = expected["problems"].as_array().unwrap().clone();
        problems.push(office);
        assert_eq!(found, problems);
        let accepted: Vec<u64> = dry.accepted_variants.iter().map(|variant| variant.row.into()).collect();
        let variants = expected["accepted_variants"].as_array().unwrap().iter();
        assert_eq!(accepted, variants.map(|variant| variant["row"].as_u64().unwrap()).collect::<Vec<_>>());
        assert_eq!(Value::from(dry.rows), expected["rows"]);
        assert_eq!(counts(&dry), [60, 51, 0, 0, 9]);
        assert_eq!(total(&app).await, 24);
        assert_eq!(counts(&import(&app, "?apply=true", MESSY).await), [60, 51, 0, 0, 9]);
        assert_eq!(counts(&import(&app, "?apply=true", MESSY).await), [60, 0, 0, 51, 9]);
        assert_eq!(total(&app).await, 24 + 51);
    }

    async fn members_are_recognised_by_their_numbers_and_their_names(app: TestApp) {
        use backend::db::schema::member;
        branches(&app, app.fixture.commune_a);
        import(&app, "?apply=true", GOOD).await;
        let none: Option<String> = None;
        // One has only the card left, one only the identity number, one neither: all are still known.
        app.write(|conn| {
            let ids: Vec<shared::id::MemberId> = member::table
                .filter(member::party_card.is_not_null())
                .filter(member::citizen_id.is_not_null())
                .order(member::id)
                .select(member::id)
                .limit(3)
                .load(conn)?;
            diesel::update(member::table.find(ids[0])).set((member::citizen_id.eq(&none), member::full_name.eq("Khác"))).execute(conn)?;
            diesel::update(member::table.find(ids[1])).set((member::party_card.eq(&none), member::full_name.eq("Khác"))).execute(conn)?;
            diesel::update(member::table.find(ids[2])).set((member::party_card.eq(&none), member::citizen_id.eq(&none))).execute(conn)
        });
        assert_eq!(counts(&import(&app, "?apply=true", GOOD).await), [184, 0, 3, 181, 0]);
        assert_eq!(counts(&import(&app, "", GOOD).await), [184, 0, 0, 184, 0]);
    }

    async fn a_number_of_somebody_elses_is_left_out_and_reported(app: TestApp) {
        use backend::db::schema::member;
        branches(&app, app.fixture.commune_a);
        import(&app, "?apply=true", GOOD).await;
        // Somebody of another commune gets the number of a member of this one, who then isn't known here by it.
        app.write(|conn| {
            let (id, number): (shared::id::MemberId, Option<String>) = member::table
                .filter(member::citizen_id.is_not_null())
                .filter(member::party_card.is_not_null())
                .order(member::id)
                .select((member::id, member::citizen_id))
                .first(conn)?;
            diesel::update(member::table.find(id)).set(member::citizen_id.eq(None::<String>)).execute(conn)?;
            diesel::update(member::table.find(app.fixture.b1.other)).set(member::citizen_id.eq(number)).execute(conn)
        });
        let report = import(&app, "?apply=true", GOOD).await;
        assert_eq!(counts(&report), [184, 0, 0, 183, 1]);
        let [finding] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
        assert_eq!((finding.problem.as_str(), finding.column.as_str()), ("held_by_another", "Số CCCD"));
        assert!(finding.value.as_deref().unwrap().starts_with("•••"));
    }

    async fn what_is_no_register_is_refused_in_the_persons_language(app: TestApp) {
        let commune = app.fixture.commune_a;
        for bytes in [&b""[..], b"STT;Ho ten\n", b"PK\x03\x04 cut short", &GOOD[..GOOD.len() / 2], &[0xff; 100]] {
            let answer = send(&app, "office", commune, "?apply=true", bytes).await;
            let problem = answer.problem();
            assert_eq!((answer.status, problem.code.as_str()), (422, "unreadable_file"), "{}", answer.text());
            assert!(problem.detail.is_some());
        }
        let path = format!("/units/{commune}/member-imports");
        let english =
            app.as_user("office").api("POST", &path).header("accept-language", "en").bytes(XLSX, Vec::new()).await;
        assert_eq!(english.problem().detail.as_deref(), Some("The file is empty."));
        let unknown = send(&app, "office_b", app.fixture.commune_b, "?apply=true", GOOD).await.reply::<ImportMembers>();
        assert_eq!(counts(&unknown), [184, 0, 0, 0, 184], "that commune has none of the branches");
        assert!(unknown.findings.iter().all(|finding| finding.problem.as_str() == "unknown_branch"));
        assert_eq!(send(&app, "office_b", commune, "", GOOD).await.status, 404);
        assert_eq!(send(&app, "standing", commune, "", GOOD).await.status, 403);
        let large = vec![0; (16 << 20) + 1];
        assert_eq!(send(&app, "office", commune, "", &large).await.status, 413);
    }
}
