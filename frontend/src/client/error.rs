//! Why a call failed: no connection is something else than a refusal.

use shared::problem::{Change, Code, FieldError, Problem};

use crate::t;

/// What came instead of a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The server wasn't reached or didn't answer in time.
    Unreachable,
    /// The server refused and said why.
    Problem(Box<Problem>),
    /// What was typed before isn't on the server yet.
    Unsaved,
    /// Something answered that isn't the API, such as a proxy; its status.
    Unreadable(u16),
}

impl ApiError {
    /// The stable code of a refusal.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => None,
        }
    }

    /// Whether the same request may go through later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Unsaved => false,
            Self::Problem(problem) => problem.status >= 500 || problem.status == 429,
            Self::Unreadable(status) => *status >= 500,
        }
    }

    /// What happened.
    pub fn title(&self) -> String {
        match self {
            Self::Unreachable => t!(kit.unreachable).to_owned(),
            Self::Unsaved => t!(kit.unsaved).to_owned(),
            Self::Problem(problem) => problem.title.clone(),
            Self::Unreadable(status) => t!(kit.unreadable, status = status),
        }
    }

    /// More about it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => None,
        }
    }

    /// Why it was refused, in one text: of its fields, if it names any.
    pub fn words(&self) -> String {
        let fields: Vec<String> = self.fields().into_iter().map(|field| field.detail).collect();
        if fields.is_empty() { self.detail().unwrap_or_else(|| self.title()) } else { fields.join(" ") }
    }

    /// What to do.
    pub fn advice(&self) -> &'static str {
        match self.code() {
            None if *self == Self::Unsaved => t!(kit.advice_unsaved),
            Some(Code::SignInNeeded) => t!(kit.advice_sign_in),
            Some(Code::Forbidden | Code::NotFound) => t!(kit.advice_ask),
            Some(Code::Changed) => t!(kit.advice_changed),
            _ if self.is_passing() => t!(kit.advice_later),
            _ => t!(kit.advice_correct),
        }
    }

    /// Names the request in the server's log.
    pub fn request_id(&self) -> Option<String> {
        match self {
            Self::Problem(problem) => problem.request_id.clone(),
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => None,
        }
    }

    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Problem(problem) => problem.errors.clone(),
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => Vec::new(),
        }
    }

    /// What others changed meanwhile (412).
    pub fn changes(&self) -> &[Change] {
        match self {
            Self::Problem(problem) => &problem.changes,
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => &[],
        }
    }

    /// The version that the thing has now (412).
    pub fn version(&self) -> Option<i64> {
        match self {
            Self::Problem(problem) => problem.version,
            Self::Unreachable | Self::Unsaved | Self::Unreadable(_) => None,
        }
    }
}
