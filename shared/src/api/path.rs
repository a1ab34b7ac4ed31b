//! Parameters in paths: ids in order, at the end maybe a word. The first one names the thing that the permission is about.

use std::str::FromStr;

use crate::access::Action;
use crate::id::{
    AccountId, GrantId, MeetingId, MemberId, MembershipId, OfficeId, SessionId, SheetChoiceId, SheetId, SupervisionId,
    TargetId, TaskId, TermId, UnitId, UnitStateId,
};
use crate::paper::{MonthlyPaperKind, PaperKind};
use crate::rulebook::Digest;
use crate::text_enum;

text_enum! {
    /// What the path's first parameter names: the server finds out where it belongs, then decides.
    pub enum Subject {
        /// A unit or branch.
        Unit = "unit", "Đơn vị", "Unit";
        /// A member.
        Member = "member", "Đảng viên", "Member";
        /// A meeting.
        Meeting = "meeting", "Cuộc họp", "Meeting";
        /// A task.
        Task = "task", "Nhiệm vụ", "Task";
        /// A target.
        Target = "target", "Chỉ tiêu", "Target";
        /// A unit's own score sheet.
        Sheet = "sheet", "Phiếu chấm", "Score sheet";
        /// An account.
        Account = "account", "Tài khoản", "Account";
        /// A session of the caller's own.
        OwnSession = "session", "Phiên đăng nhập", "Session";
    }
}

impl Subject {
    /// The action that lets somebody know that such a thing exists.
    pub const fn seen_by(self) -> Option<Action> {
        match self {
            Self::Unit => Some(Action::UnitRead),
            Self::Member => Some(Action::MemberRead),
            Self::Meeting => Some(Action::MeetingRead),
            Self::Task => Some(Action::TaskRead),
            Self::Target => Some(Action::TargetRead),
            Self::Sheet => Some(Action::SheetRead),
            Self::Account => Some(Action::AccountRead),
            Self::OwnSession => None,
        }
    }
}

/// The parameters of a path.
pub trait PathParams: Sized + Send + 'static {
    /// What the first one names.
    const SUBJECT: Option<Subject>;
    /// How many there are.
    const COUNT: usize;
    /// The words that the last one may be; empty: it is an id like the others.
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
    /// Reads them in order; `None` if one isn't what it should be.
    fn parse(texts: &[&str]) -> Option<Self>;
    /// Writes them in order.
    fn texts(&self) -> Vec<String>;
    /// The first one's 16 bytes, for finding the thing.
    fn subject_id(&self) -> Option<uuid::Uuid>;
    /// What the first one names, and which.
    fn subject(&self) -> Option<(Subject, uuid::Uuid)> {
        Self::SUBJECT.zip(self.subject_id())
    }
}

impl PathParams for () {
    const SUBJECT: Option<Subject> = None;
    const COUNT: usize = 0;
    fn parse(texts: &[&str]) -> Option<Self> {
        texts.is_empty().then_some(())
    }
    fn texts(&self) -> Vec<String> {
        Vec::new()
    }
    fn subject_id(&self) -> Option<uuid::Uuid> {
        None
    }
}

impl PathParams for Digest {
    const SUBJECT: Option<Subject> = None;
    const COUNT: usize = 1;
    fn parse(texts: &[&str]) -> Option<Self> {
        match texts {
            [one] => one.parse().ok(),
            _ => None,
        }
    }
    fn texts(&self) -> Vec<String> {
        vec![self.to_string()]
    }
    fn subject_id(&self) -> Option<uuid::Uuid> {
        None
    }
}

macro_rules! subjects {
    ($($id:ident => $subject:ident;)+) => {$(
        impl PathParams for $id {
            const SUBJECT: Option<Subject> = Some(Subject::$subject);
            const COUNT: usize = 1;
            fn parse(texts: &[&str]) -> Option<Self> {
                match texts { [one] => Self::from_str(one).ok(), _ => None }
            }
            fn texts(&self) -> Vec<String> {
                vec![self.to_string()]
            }
            fn subject_id(&self) -> Option<uuid::Uuid> {
                Some(self.0)
            }
        }
    )+};
}

subjects! {
    UnitId => Unit;
    MemberId => Member;
    MeetingId => Meeting;
    TaskId => Task;
    TargetId => Target;
    SheetId => Sheet;
    AccountId => Account;
    SessionId => OwnSession;
}

macro_rules! pairs {
    ($(($of:ident, $part:ident) => $subject:ident;)+) => {$(
        impl PathParams for ($of, $part) {
            const SUBJECT: Option<Subject> = Some(Subject::$subject);
            const COUNT: usize = 2;
            fn parse(texts: &[&str]) -> Option<Self> {
                match texts {
                    [of, part] => Some((of.parse().ok()?, part.parse().ok()?)),
                    _ => None,
                }
            }
            fn texts(&self) -> Vec<String> {
                vec![self.0.to_string(), self.1.to_string()]
            }
            fn subject_id(&self) -> Option<uuid::Uuid> {
                Some(self.0.0)
            }
        }
    )+};
}

pairs! {
    (AccountId, GrantId) => Account;
    (UnitId, UnitStateId) => Unit;
    (UnitId, OfficeId) => Unit;
    (UnitId, SupervisionId) => Unit;
    (UnitId, TermId) => Unit;
    (UnitId, SheetChoiceId) => Unit;
    (MemberId, MembershipId) => Member;
}

macro_rules! kinds_of {
    ($($id:ident, $kind:ident => $subject:ident;)+) => {$(
        impl PathParams for ($id, $kind) {
            const SUBJECT: Option<Subject> = Some(Subject::$subject);
            const COUNT: usize = 2;
            fn words() -> Vec<&'static str> {
                $kind::ALL.iter().map(|kind| kind.as_str()).collect()
            }
            fn parse(texts: &[&str]) -> Option<Self> {
                match texts {
                    [id, kind] => Some((id.parse().ok()?, kind.parse().ok()?)),
                    _ => None,
                }
            }
            fn texts(&self) -> Vec<String> {
                vec![self.0.to_string(), self.1.to_string()]
            }
            fn subject_id(&self) -> Option<uuid::Uuid> {
                Some(self.0.0)
            }
        }
    )+};
}

kinds_of! {
    MeetingId, PaperKind => Meeting;
    UnitId, MonthlyPaperKind => Unit;
}

/// Puts the parameters into the path's placeholders.
pub fn fill(path: &str, params: &impl PathParams) -> String {
    let mut filled = String::with_capacity(path.len() + 36);
    let mut rest = path;
    for text in params.texts() {
        if let (Some(open), Some(close)) = (rest.find('{'), rest.find('}')) {
            filled.push_str(&rest[..open]);
            filled.push_str(&text);
            rest = &rest[close + 1..];
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_order() {
        let ids = (AccountId(uuid::Uuid::from_u128(1)), GrantId(uuid::Uuid::from_u128(2)));
        assert_eq!(
            fill("/accounts/{account_id}/grants/{grant_id}", &ids),
            "/accounts/00000000-0000-0000-0000-000000000001/grants/00000000-0000-0000-0000-000000000002"
        );
        assert_eq!(MeetingId::parse(&["not-an-id"]), None);
    }
}
