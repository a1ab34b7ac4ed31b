//! Score sheets and rule sets.

use shared::api::rule::{ListRuleSets, ListScoreSheets};
use shared::evaluation::sheets;
use shared::rule_set::rule_sets;

use crate::both_databases;

both_databases! {
    async fn what_is_shipped_is_what_everybody_signed_in_reads(app: TestApp) {
        let member = app.as_user("member_a1");
        assert_eq!(member.get("/score-sheets").await.reply::<ListScoreSheets>().items, sheets());
        assert_eq!(member.get("/rule-sets").await.reply::<ListRuleSets>().items, rule_sets());
        assert_eq!(app.anonymous().get("/rule-sets").await.status, 401);
    }
}
