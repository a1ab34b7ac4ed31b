//! The rules and the sheet that a meeting is judged by. Both never change, so each is fetched once. What they say is computed
//! here while somebody types, and read once the meeting is handed in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::api::Endpoint;
use shared::api::endpoint::{Empty, NoQuery};
use shared::api::meeting::Meeting;
use shared::api::rule::{GetRuleSet, GetScoreSheet};
use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::ScoreSheet;
use shared::rule_set::RuleSet;
use shared::rulebook::Digest;
use wasm_bindgen_futures::spawn_local;

use crate::client::{ApiError, read};

thread_local! {
    static RULES: Known<RuleSet> = Known::default();
    static SHEETS: Known<ScoreSheet> = Known::default();
}

/// What was fetched, by digest.
type Known<T> = RefCell<HashMap<Digest, Arc<T>>>;

/// Rules and sheet of a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Judge {
    /// The rule set of its day.
    pub rules: Arc<RuleSet>,
    /// Its own sheet.
    pub sheet: Arc<ScoreSheet>,
    /// What they said when the meeting was handed in or sealed: from then on it's read, not computed anew.
    pub kept: Option<Arc<Assessment>>,
}

impl Judge {
    /// Of a meeting.
    pub async fn of(meeting: &Meeting) -> Result<Self, ApiError> {
        let kept = match meeting.submitted_at {
            Some(_) => Some(Arc::new(read::<GetAssessment>(&meeting.id, &NoQuery {}).await?)),
            None => None,
        };
        Ok(Self { rules: rules(&meeting.rules).await?, sheet: sheet(&meeting.sheet).await?, kept })
    }
}

/// Takes up other rules and another sheet when the meeting comes to have them, such as by its conclusion.
pub fn follow(judge: RwSignal<Judge>, meeting: Meeting) {
    spawn_local(async move {
        // Without an answer the next reading of the meeting asks again.
        if let Ok(next) = Judge::of(&meeting).await
            && judge.try_with_untracked(|known| *known != next) == Some(true)
        {
            judge.try_set(next);
        }
    });
}

/// The rule set with this content.
async fn rules(digest: &Digest) -> Result<Arc<RuleSet>, ApiError> {
    fetched::<GetRuleSet, RuleSet>(&RULES, digest).await
}

/// The sheet with this content.
pub async fn sheet(digest: &Digest) -> Result<Arc<ScoreSheet>, ApiError> {
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
