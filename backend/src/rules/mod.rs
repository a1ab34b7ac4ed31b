//! Rules as data: the score sheets and rule sets that are shipped.

use shared::api::Page;
use shared::api::rule::{ListRuleSets, ListScoreSheets};
use shared::evaluation::{ScoreSheet, sheets};
use shared::rule_set::{RuleSet, rule_sets};

use crate::http::{Call, Context, Result, Routes};

/// The endpoints of this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.on(list_score_sheets).on(list_rule_sets)
}

/// Every sheet that a meeting may be scored on.
fn list_score_sheets(_: &mut Context<'_>, _: Call<ListScoreSheets>) -> Result<Page<ScoreSheet>> {
    Ok(Page::whole(sheets().to_vec()))
}

/// The oldest first.
fn list_rule_sets(_: &mut Context<'_>, _: Call<ListRuleSets>) -> Result<Page<RuleSet>> {
    Ok(Page::whole(rule_sets().to_vec()))
}
