//! A committee's papers of a month: who gets them, and that they say what the branches did then.

use shared::api::overview::GetMonthlyPaper;
use shared::meeting::assess::day_of;
use shared::paper::Block;
use shared::text::format_date;

use crate::both_databases;
use crate::meetings::held::locked;

both_databases! {
    async fn the_months_papers_say_who_met_when_and_with_which_points(app: TestApp) {
        let meeting = locked(&app, 1).await;
        let address = |kind: &str| {
            format!("/units/{}/monthly-papers/{kind}?year={}&month={}", app.fixture.commune_a, meeting.year, meeting.month)
        };
        let office = app.as_user("office");
        let paper = office.get(&address("results")).await.reply::<GetMonthlyPaper>();
        let rows = paper.blocks.iter().find_map(|block| match block {
            Block::Table { rows, .. } => Some(rows.clone()),
            _ => None,
        });
        let rows = rows.unwrap();
        let row = rows.iter().find(|row| row.cells[1] == meeting.unit_name).unwrap();
        let points = meeting.scores.iter().map(|score| score.total).next_back().unwrap();
        assert_eq!(row.cells[3..5], [format_date(day_of(&meeting)), points.to_string()]);
        assert!(row.cells[9].contains("(trừ "), "{row:?}");
        let others = rows.iter().filter(|row| row.cells[9].contains("sinh hoạt")).count();
        assert_eq!((rows.len(), others), (4, 2), "three branches, of which one has met, and the sum");
        let notice = office.get(&address("notice")).await.reply::<GetMonthlyPaper>().texts().join("\n");
        assert!(notice.contains("THÔNG BÁO") && notice.contains("(ngày cố định)"), "{notice}");
        for kind in ["results", "notice"] {
            let (path, query) = address(kind).split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            let file = office.get(&format!("{path}/docx?{query}")).await;
            assert_eq!(file.status, 200);
            assert!(file.header("content-disposition").unwrap().contains("-dang-bo-xa-an-phu-"));
        }
    }

    async fn the_months_papers_are_for_those_who_see_all_branches(app: TestApp) {
        let address = format!("/units/{}/monthly-papers/notice?year=2026&month=9", app.fixture.commune_a);
        for (login, status) in
            [("office", 200), ("standing", 200), ("inspector", 200), ("committee", 403), ("secretary_a1", 404), ("office_b", 404)]
        {
            assert_eq!(app.as_user(login).get(&address).await.status, status, "{login}");
        }
        let office = app.as_user("office");
        for (query, code) in [("year=2026&month=13", "bad_query"), ("year=2026", "bad_query"), ("", "bad_query")] {
            let path = format!("/units/{}/monthly-papers/notice?{query}", app.fixture.commune_a);
            assert_eq!(office.get(&path).await.problem().code.as_str(), code, "{query}");
        }
        let branch = format!("/units/{}/monthly-papers/notice?year=2026&month=9", app.fixture.a1.id);
        assert_eq!(office.get(&branch).await.status, 404);
    }
}
