//! The one error of the server: what the caller reads, and, apart from it, what only the log knows.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use shared::language::Language;
use shared::problem::{Change, Code, FieldError, FieldErrors, Problem};

/// An error on its way to becoming a problem document.
#[derive(Debug)]
pub struct Error {
    /// What went wrong.
    pub code: Code,
    /// Which fields, as JSON Pointers.
    pub fields: Vec<(String, Code)>,
    /// More in words, in the request's language.
    pub detail: Option<String>,
    /// What others changed meanwhile.
    pub conflict: Option<Box<Conflict>>,
    /// Seconds after which it may be tried again.
    pub retry_after: Option<u64>,
    /// For the log only.
    pub internal: Option<String>,
    /// The unique index that a write would have broken, as the database names it.
    pub broken_index: Option<Box<str>>,
}

/// What is in a write's way.
#[derive(Debug)]
pub struct Conflict {
    /// What others changed.
    pub changes: Vec<Change>,
    /// The version that the thing has now.
    pub version: i64,
}

/// Result with the server's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of this code and nothing more.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            fields: Vec::new(),
            detail: None,
            conflict: None,
            retry_after: None,
            internal: None,
            broken_index: None,
        }
    }

    /// One wrong field.
    pub fn field(pointer: impl Into<String>, code: Code) -> Self {
        Self { fields: vec![(pointer.into(), code)], ..Self::new(Code::Invalid) }
    }

    /// Others have changed what is written, and so led to this version.
    pub fn changed(changes: Vec<Change>, version: i64) -> Self {
        Self { conflict: Some(Box::new(Conflict { changes, version })), ..Self::new(Code::Changed) }
    }

    /// A mistake of the program: the caller learns nothing but that, the log the rest.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        Self { internal: Some(error.to_string()), ..Self::new(Code::Internal) }
    }

    /// The database can't be reached now.
    pub fn unavailable(error: impl std::fmt::Display) -> Self {
        Self { internal: Some(error.to_string()), retry_after: Some(2), ..Self::new(Code::Unavailable) }
    }

    /// The same with more to read, in the request's language.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(text.into());
        self
    }

    /// The document that the caller gets.
    pub fn problem(&self, language: Language) -> Problem {
        let mut problem = Problem::new(self.code, language);
        problem.detail = self.detail.clone();
        problem.errors = self
            .fields
            .iter()
            .map(|(pointer, code)| FieldError {
                pointer: pointer.clone(),
                code: *code,
                detail: code.text(language).to_owned(),
            })
            .collect();
        if let Some(conflict) = &self.conflict {
            problem.changes.clone_from(&conflict.changes);
            problem.version = Some(conflict.version);
        }
        problem
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        for (pointer, code) in &self.fields {
            write!(f, " {pointer}: {}", code.as_str())?;
        }
        self.internal.as_ref().map_or(Ok(()), |internal| write!(f, " ({internal})"))
    }
}

impl std::error::Error for Error {}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

/// Collected field errors become an error only if there are any.
pub fn check(errors: FieldErrors) -> Result<()> {
    if errors.0.is_empty() { Ok(()) } else { Err(Error { fields: errors.0, ..Error::new(Code::Invalid) }) }
}

/// A unique index whose violation is a field's error.
#[derive(Debug, Clone, Copy)]
pub struct Unique {
    /// Its name, which PostgreSQL tells.
    pub index: &'static str,
    /// Its columns as SQLite tells them: `account.login`.
    pub columns: &'static str,
    /// The field of the request's body.
    pub pointer: &'static str,
}

impl Error {
    /// The same as a field's error, if it comes from one of these indexes.
    #[must_use]
    pub fn named(self, indexes: &[Unique]) -> Self {
        let Some(broken) = &self.broken_index else { return self };
        let found = indexes.iter().find(|one| **broken == *one.index || broken.contains(one.columns));
        found.map_or(self, |one| Self::field(one.pointer, Code::Taken))
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::NotFound => Self::new(Code::NotFound),
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => unique_violation(info.as_ref()),
            DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
                Self { internal: Some(error.to_string()), ..Self::new(Code::WrongState) }
            }
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::SerializationFailure,
                _,
            )
            | DieselError::BrokenTransactionManager => Self::unavailable(error),
            // SQLite has no kinds for these: locked for too long, and a full disk.
            DieselError::DatabaseError(_, info)
                if ["locked", "disk is full", "recovery mode", "shutting down"]
                    .iter()
                    .any(|text| info.message().contains(text)) =>
            {
                Self::unavailable(error)
            }
            _ => Self::internal(error),
        }
    }
}

/// Which index it was is known, not yet which field: that is said by whoever knows the table ([`Error::named`]).
fn unique_violation(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> Error {
    let message = info.message().to_owned();
    let broken_index = Some(info.constraint_name().unwrap_or(&message).into());
    Error { internal: Some(message), broken_index, ..Error::new(Code::AlreadyExists) }
}
