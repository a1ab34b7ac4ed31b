//! Rules as data: score sheets and rule sets.

use super::endpoint::{Access, Empty, NoQuery};
use super::page::Page;
use crate::endpoints;
use crate::evaluation::ScoreSheet;
use crate::rule_set::RuleSet;

endpoints! {
    /// With criteria, bands and conditions.
    ListScoreSheets: Get "/score-sheets", "List score sheets", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Page<ScoreSheet>;
    /// With the documents that they come from and their first and last day.
    ListRuleSets: Get "/rule-sets", "List rule sets", Access::SignedIn, path (), query NoQuery, body Empty, reply 200 Page<RuleSet>;
}
