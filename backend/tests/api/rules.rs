//! Score sheets and rule sets.

use shared::api::rule::{GetRuleSet, GetScoreSheet};
use shared::api::rule::{ListRuleSets, ListScoreSheets};
use shared::rulebook::Rulebook;

use crate::both_databases;

both_databases! {
    async fn what_is_shipped_is_what_everybody_signed_in_reads(app: TestApp) {
        let member = app.as_user("member_a1");
        let book = Rulebook::shipped();
        let sheets = member.get("/score-sheets").await.reply::<ListScoreSheets>().items;
        assert!(sheets.iter().eq(book.sheets().iter().map(|kept| &kept.value)));
        let sets = member.get("/rule-sets").await.reply::<ListRuleSets>().items;
        assert!(sets.iter().eq(book.rule_sets().map(|kept| &kept.value)));
        for kept in book.sheets() {
            let found = member.get(&format!("/score-sheets/{}", kept.digest)).await;
            assert_eq!(found.reply::<GetScoreSheet>(), kept.value);
        }
        for kept in book.rule_sets() {
            let found = member.get(&format!("/rule-sets/{}", kept.digest)).await;
            assert_eq!(found.reply::<GetRuleSet>(), kept.value);
        }
        for path in ["/score-sheets/an-phu-2025", "/rule-sets/0000"] {
            assert_eq!(member.get(path).await.status, 404, "{path}");
        }
        assert_eq!(app.anonymous().get("/rule-sets").await.status, 401);
    }
}
