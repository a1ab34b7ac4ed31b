//! A number that explains itself.

use serde::{Deserialize, Serialize};

use crate::share::Share;

/// A share with everything that somebody needs to check it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// Names the figure: stable, also the key of its translation.
    pub key: String,
    /// What is counted.
    pub numerator: i64,
    /// Out of what.
    pub denominator: i64,
    /// Percent to one decimal; absent when the denominator is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// In words: what the numerator and the denominator count, in the request's language.
    pub counts: String,
    /// In words: who or what was left out and why; one entry each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// The rule that it is measured against and its document with number and date; empty if there is none.
    #[serde(default)]
    pub rule: String,
}

impl Figure {
    /// The share in percent to one decimal, cut off ([`Share::tenths`]).
    pub fn share(numerator: i64, denominator: i64) -> Option<f64> {
        Share::new(u64::try_from(numerator).ok()?, u64::try_from(denominator).ok()?).percent()
    }

    /// A figure with its percentage worked out.
    pub fn new(key: &str, numerator: i64, denominator: i64, counts: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            numerator,
            denominator,
            percent: Self::share(numerator, denominator),
            counts: counts.into(),
            left_out: Vec::new(),
            rule: String::new(),
        }
    }
}
