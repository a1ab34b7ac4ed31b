//! Rules as data: score sheets and rule sets.

use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use crate::endpoints;
use crate::evaluation::ScoreSheet;
use crate::rule_set::RuleSet;
use crate::rulebook::Digest;

endpoints! {
    /// The sheets that are shipped, with criteria, bands and conditions.
    ListScoreSheets: Get "/score-sheets", "List score sheets", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Page<ScoreSheet>;
    /// As it was when something was scored on it: it never changes.
    GetScoreSheet: Get "/score-sheets/{digest}", "Read a score sheet", Access::SignedIn, path Digest, query NoQuery, body Empty, reply 200 ScoreSheet;
    /// With the documents that they come from and their first and last day.
    ListRuleSets: Get "/rule-sets", "List rule sets", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Page<RuleSet>;
    /// As it was when something was judged by it: it never changes.
    GetRuleSet: Get "/rule-sets/{digest}", "Read a rule set", Access::SignedIn, path Digest, query NoQuery, body Empty, reply 200 RuleSet;
}
