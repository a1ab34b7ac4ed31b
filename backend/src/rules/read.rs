//! Reading rule sets and score sheets.

use shared::api::Page;
use shared::api::rule::{GetRuleSet, GetScoreSheet, ListRuleSets, ListScoreSheets};
use shared::evaluation::ScoreSheet;
use shared::problem::Code;
use shared::rule_set::RuleSet;

use super::{book, seed};
use crate::http::{Call, Context, Result};

/// Every sheet that is shipped, in its present edition.
pub fn list_score_sheets(cx: &mut Context<'_>, _: Call<ListScoreSheets>) -> Result<Page<ScoreSheet>> {
    let shipped = seed::shipped_sheets(cx.conn)?;
    let book = book(cx.conn)?;
    Ok(Page::whole(shipped.iter().filter_map(|digest| book.sheet(digest)).cloned().collect()))
}

/// One sheet by its content.
pub fn get_score_sheet(cx: &mut Context<'_>, call: Call<GetScoreSheet>) -> Result<ScoreSheet> {
    let book = book(cx.conn)?;
    book.sheet(call.path.as_str()).cloned().ok_or_else(|| Code::NotFound.into())
}

/// The oldest first.
pub fn list_rule_sets(cx: &mut Context<'_>, _: Call<ListRuleSets>) -> Result<Page<RuleSet>> {
    Ok(Page::whole(book(cx.conn)?.rule_sets().map(|kept| kept.value.clone()).collect()))
}

/// One rule set by its content.
pub fn get_rule_set(cx: &mut Context<'_>, call: Call<GetRuleSet>) -> Result<RuleSet> {
    let book = book(cx.conn)?;
    book.rule_set_of(call.path.as_str()).map(|kept| kept.value.clone()).ok_or_else(|| Code::NotFound.into())
}
