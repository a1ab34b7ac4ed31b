//! The rules and the sheet that a meeting is judged by. What they say is computed here while somebody types, and read once
//! the meeting is handed in.

use std::sync::Arc;

use leptos::prelude::*;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::Meeting;
use shared::api::score::{Assessment, GetAssessment};
use shared::evaluation::ScoreSheet;
use shared::rule_set::RuleSet;
use wasm_bindgen_futures::spawn_local;

use crate::client::rules::{rule_set, score_sheet};
use crate::client::{ApiError, read};

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
        Ok(Self { rules: rule_set(&meeting.rules).await?, sheet: score_sheet(&meeting.sheet).await?, kept })
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
