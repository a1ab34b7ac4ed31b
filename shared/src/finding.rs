//! What a rule says of something: of a meeting ([`crate::meeting::findings`]) or of a branch and its members
//! ([`crate::branch`]).

use serde::{Deserialize, Serialize};

use crate::id::MemberId;
use crate::language::Language;
use crate::text::Bilingual;
use crate::text_enum;

text_enum! {
    /// How much a rule weighs.
    pub enum Severity {
        /// What it finds can't be kept.
        Block = "block", "Không cho phép", "Blocks";
        /// A warning.
        Warn = "warn", "Cảnh báo", "Warns";
        /// A figure or a fact.
        Info = "info", "Thông tin", "Informs";
    }
}

text_enum! {
    /// What a rule finds.
    pub enum FindingState {
        /// As it should be.
        Ok = "ok", "Đạt", "In order";
        /// Not there yet, and there's still time.
        Missing = "missing", "Còn thiếu", "Missing";
        /// Not as it should be.
        Warn = "warn", "Chưa đúng", "Not in order";
    }
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// The rule's id, `R-03` to `R-33`.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What it finds.
    pub state: FindingState,
    /// What it says.
    pub text: Bilingual,
    /// Whom it is about, by given name; findings from before there was such a list have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Concerned>,
    /// The document that it is from.
    pub document: Bilingual,
}

/// Somebody whom a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concerned {
    /// Who.
    pub member_id: MemberId,
    /// Full name.
    pub name: String,
    /// What of them, where they differ: how often, in which months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Bilingual>,
}

impl Finding {
    /// What it says, in a language.
    pub fn text(&self, language: Language) -> &str {
        self.text.pick(language)
    }

    /// The document that it is from, in a language.
    pub fn document(&self, language: Language) -> &str {
        self.document.pick(language)
    }
}

impl Concerned {
    /// Somebody of whom there is nothing more to say.
    pub fn new(member_id: MemberId, name: impl Into<String>) -> Self {
        Self { member_id, name: name.into(), what: None }
    }

    /// The name with what there is to say of them, in a language.
    pub fn text(&self, language: Language) -> String {
        match &self.what {
            Some(what) => format!("{} ({})", self.name, what.pick(language)),
            None => self.name.clone(),
        }
    }
}

/// A number with its English noun.
pub(crate) fn count(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// How often in a row.
pub(crate) fn times_in_a_row(n: u32) -> Bilingual {
    Bilingual::new(format!("{n} kỳ liên tiếp"), format!("{} in a row", count(n, "time", "times")))
}
