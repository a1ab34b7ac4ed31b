//! Rule sets and score sheets by the digest of their content. They never change, so each is fetched once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use shared::api::Endpoint;
use shared::api::endpoint::{Empty, NoQuery};
use shared::api::rule::{GetRuleSet, GetScoreSheet};
use shared::evaluation::ScoreSheet;
use shared::rule_set::RuleSet;
use shared::rulebook::Digest;

use super::{ApiError, read};

thread_local! {
    static RULES: Known<RuleSet> = Known::default();
    static SHEETS: Known<ScoreSheet> = Known::default();
}

/// What was fetched, by digest.
type Known<T> = RefCell<HashMap<Digest, Arc<T>>>;

/// The rule set with this content.
pub async fn rule_set(digest: &Digest) -> Result<Arc<RuleSet>, ApiError> {
    fetched::<GetRuleSet, RuleSet>(&RULES, digest).await
}

/// The sheet with this content.
pub async fn score_sheet(digest: &Digest) -> Result<Arc<ScoreSheet>, ApiError> {
    fetched::<GetScoreSheet, ScoreSheet>(&SHEETS, digest).await
}

async fn fetched<E, T>(known: &'static std::thread::LocalKey<Known<T>>, digest: &Digest) -> Result<Arc<T>, ApiError>
where
    E: Endpoint<Path = Digest, Query = NoQuery, Body = Empty, Reply = T>,
    T: DeserializeOwned + 'static,
{
    if let Some(found) = known.with(|known| known.borrow().get(digest).cloned()) {
        return Ok(found);
    }
    let found = Arc::new(read::<E>(digest, &NoQuery {}).await?);
    known.with(|known| known.borrow_mut().insert(digest.clone(), Arc::clone(&found)));
    Ok(found)
}
