//! Errors as the API answers them: `application/problem+json` (RFC 9457) with a stable code per problem.
//!
//! One table holds each code's status and its text in both languages, so that the server, the browser program and
//! third parties agree on them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::part::Part;
use crate::time;

/// Media type of every error's body (RFC 9457).
pub const MEDIA_TYPE: &str = "application/problem+json";

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $status:literal $text:literal, $vi:literal, $en:literal;)+) => {
        /// What went wrong: stable over releases, also the key of its translation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[$meta])* #[serde(rename = $text)] $name,)+ }

        $crate::text_schema!(Code, "What went wrong: stable over releases, also the key of its translation.");

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The text that stands for the code in JSON and in the problem's `type`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// HTTP status that a problem with this code has; 422 for a code that only a field's error has.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// What people read.
            pub const fn text(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.pick($vi, $en)),+ }
            }
        }
    };
}

codes! {
    /// The body isn't JSON, or not of the declared shape.
    BadJson = 400 "bad_json", "Nội dung gửi lên không đúng dạng.", "The request body isn't of the expected shape.";
    /// A query parameter has a wrong type or isn't known.
    BadQuery = 400 "bad_query", "Tham số truy vấn không đúng.", "A query parameter isn't right.";
    /// A header such as `If-Match` can't be read.
    BadHeader = 400 "bad_header", "Tiêu đề yêu cầu không đúng.", "A request header isn't right.";
    /// No token, or one that is expired, forged or ended.
    SignInNeeded = 401 "sign_in_needed", "Đồng chí cần đăng nhập lại.", "You need to sign in again.";
    /// Wrong sign-in name or password; the same for an unknown name.
    WrongCredentials = 401 "wrong_credentials", "Tên đăng nhập hoặc mật khẩu không đúng.", "The sign-in name or password isn't right.";
    /// Wrong, used or expired activation code; the same for an unknown name.
    WrongActivationCode = 401 "wrong_activation_code", "Mã kích hoạt không đúng, đã dùng hoặc đã hết hạn.", "The activation code is wrong, used or expired.";
    /// The action isn't among what the account's roles allow.
    Forbidden = 403 "forbidden", "Vai trò của đồng chí không được làm việc này.", "Your role doesn't allow this.";
    /// Doesn't exist, or isn't the account's to know about.
    NotFound = 404 "not_found", "Không tìm thấy.", "Not found.";
    /// The path exists, but not with this method.
    MethodNotAllowed = 405 "method_not_allowed", "Địa chỉ này không nhận thao tác đó.", "This address doesn't take that method.";
    /// The state of the thing doesn't allow it, such as writing to locked minutes.
    WrongState = 409 "wrong_state", "Trạng thái hiện tại không cho phép việc này.", "The present state doesn't allow this.";
    /// A meeting has reported that the task is over: its minutes say so.
    TaskSettled = 409 "task_settled", "Chi bộ đã nghe báo cáo nhiệm vụ này tại kỳ họp và đã ghi vào biên bản. Muốn báo cáo lại thì bí thư mở lại nhiệm vụ, có lý do.", "A meeting has heard that this task is over, and its minutes say so. To report it anew, the secretary reopens it with a reason.";
    /// There is already one.
    AlreadyExists = 409 "already_exists", "Đã có rồi.", "There is one already.";
    /// The same Idempotency-Key came with another request before.
    KeyReused = 409 "key_reused", "Khóa chống lặp đã dùng cho một yêu cầu khác.", "The Idempotency-Key was used for another request.";
    /// Somebody else changed the thing since it was read; `changes` tells what.
    Changed = 412 "changed", "Người khác vừa sửa nội dung này.", "Somebody else has changed this meanwhile.";
    /// The body is larger than the endpoint takes.
    TooLarge = 413 "too_large", "Nội dung gửi lên quá lớn.", "The request body is too large.";
    /// The body's media type isn't the declared one.
    WrongMediaType = 415 "wrong_media_type", "Loại nội dung gửi lên không đúng.", "The request body has the wrong media type.";
    /// One or more fields are wrong; `errors` names them.
    Invalid = 422 "invalid", "Có chỗ cần sửa lại.", "Something needs to be corrected.";
    /// The file can't be read as what it should be.
    UnreadableFile = 422 "unreadable_file", "Không đọc được tệp này.", "This file can't be read.";
    /// A write without `If-Match`.
    PreconditionNeeded = 428 "precondition_needed", "Thiếu tiêu đề If-Match.", "The If-Match header is missing.";
    /// Too many tries; `Retry-After` tells when to come back.
    TooManyTries = 429 "too_many_tries", "Thử quá nhiều lần. Đồng chí chờ một lát rồi thử lại.", "Too many tries. Wait a moment, then try again.";
    /// A mistake of the program; the log knows more.
    Internal = 500 "internal", "Máy chủ gặp lỗi. Nội dung đồng chí nhập vẫn còn nguyên.", "The server has failed. What you entered is kept.";
    /// The database can't be reached now.
    Unavailable = 503 "unavailable", "Máy chủ tạm thời bận. Hệ thống sẽ tự thử lại.", "The server is busy for a moment. It will be tried again.";

    /// A mandatory field is empty.
    Required = 422 "required", "Không được để trống.", "This can't be empty.";
    /// Longer than the field takes.
    TooLong = 422 "too_long", "Dài quá.", "This is too long.";
    /// Shorter than needed.
    TooShort = 422 "too_short", "Ngắn quá.", "This is too short.";
    /// Outside the allowed range.
    OutOfRange = 422 "out_of_range", "Ngoài khoảng cho phép.", "This is out of range.";
    /// Names something that doesn't exist or doesn't belong here.
    UnknownReference = 422 "unknown_reference", "Không có, hoặc không thuộc chi bộ này.", "There is no such thing here.";
    /// An end before its start.
    EndBeforeStart = 422 "end_before_start", "Kết thúc trước khi bắt đầu.", "The end is before the start.";
    /// A day before the unit was founded.
    BeforeFounding = 422 "before_founding", "Trước ngày thành lập đơn vị.", "This is before the unit was founded.";
    /// A day after the unit's last one.
    UnitClosed = 422 "unit_closed", "Đơn vị đã kết thúc hoạt động trước ngày này.", "The unit was closed before this day.";
    /// Meetings that aren't decided yet, or of later days.
    MeetingsUnderWay = 422 "meetings_under_way", "Còn buổi sinh hoạt chưa chốt, hoặc họp sau ngày này.", "There are meetings that aren't decided yet, or of later days.";
    /// Members who would be in no branch.
    MembersThere = 422 "members_there", "Còn đảng viên trong chi bộ sau ngày này: chuyển sinh hoạt trước đã.", "There are members in the branch after this day: move them first.";
    /// Units that would be below nothing.
    UnitsBelow = 422 "units_below", "Còn đơn vị trực thuộc.", "There are units below it.";
    /// A kind of unit that doesn't stand there.
    WrongLevel = 422 "wrong_level", "Cấp này không đặt được ở đây.", "A unit of this level can't be here.";
    /// A unit below itself.
    InCircle = 422 "in_circle", "Đơn vị không thể trực thuộc chính nó.", "A unit can't be below itself.";
    /// Two secretaries, or two offices of one person.
    SeatTaken = 422 "seat_taken", "Trong thời gian này đã có người giữ chức vụ đó, hoặc đồng chí này đã có chức vụ.", "Somebody holds this office then, or this person holds another one.";
    /// Another fact holds on some of the days.
    Overlaps = 422 "overlaps", "Trùng thời gian với một khoảng khác.", "This overlaps another period.";
    /// Nothing holds on the day that could be changed or ended.
    NothingInForce = 422 "nothing_in_force", "Ngày này không có gì đang có hiệu lực.", "Nothing is in force on this day.";
    /// Another fact begins on this very day.
    BeginsThere = 422 "begins_there", "Đã có thay đổi từ đúng ngày này; nếu sai thì đính chính thay đổi đó.", "Another change begins on this day; if it is wrong, correct that one.";
    /// What holds says the same already.
    NothingChanges = 422 "nothing_changes", "Không có gì thay đổi.", "Nothing would change.";
    /// Others begin later and are to be put right first.
    LaterChanges = 422 "later_changes", "Sau ngày này đã có thay đổi khác.", "There are later changes already.";
    /// The first fact can't be taken back: there is nothing before it.
    NothingBefore = 422 "nothing_before", "Đây là mốc đầu tiên, không bỏ được.", "This is the first one and can't be taken back.";
    /// A date that lies ahead where only the past makes sense.
    InFuture = 422 "in_future", "Ngày ở tương lai.", "This date is in the future.";
    /// A moved date without its reason.
    ReasonNeeded = 422 "reason_needed", "Cần ghi lý do.", "A reason is needed.";
    /// More votes than people entitled to vote.
    MoreThanEntitled = 422 "more_than_entitled", "Nhiều hơn số đảng viên chính thức được biểu quyết.", "More than the official members entitled to vote.";
    /// a resolution without a vote that passed.
    NotPassed = 422 "not_passed", "Chưa có biểu quyết thông qua đúng quy định: ghi lại biểu quyết, hoặc kết luận không ban hành nghị quyết.", "No vote has passed it as the rules require: record the vote, or conclude without a resolution.";
    /// Somebody who wasn't present can't have spoken.
    WasAbsent = 422 "was_absent", "Đồng chí này vắng mặt.", "This member was absent.";
    /// The password appears in lists of common ones.
    CommonPassword = 422 "common_password", "Mật khẩu này quá phổ biến.", "This password is too common.";
    /// A number or card that another record has.
    Taken = 422 "taken", "Đã có người khác dùng.", "Somebody else has this already.";
    /// Not in the expected format.
    WrongFormat = 422 "wrong_format", "Không đúng dạng.", "This isn't in the expected format.";
    /// A probationary member where only an official one may be.
    OfficialOnly = 422 "official_only", "Chỉ đảng viên chính thức.", "Official members only.";
    /// Whoever leads a branch takes part in its meetings.
    MustAttend = 422 "must_attend", "Bí thư phải là đảng viên đang sinh hoạt.", "A secretary takes part in meetings.";
    /// An office in a committee that somebody of that kind or activity can't hold.
    HoldsOffice = 422 "holds_office", "Trong thời gian đó đồng chí này giữ chức vụ trong chi ủy: ghi thôi giữ chức vụ trước đã.", "This member holds an office in a committee then: end it first.";
    /// Resolutions that are numbered by the term.
    ResolutionsNumbered = 422 "resolutions_numbered", "Đã có nghị quyết đánh số theo nhiệm kỳ này.", "There are resolutions numbered by this term.";
    /// Two criteria or groups of a score sheet with the same number.
    SameNumber = 422 "same_number", "Trùng số với một mục khác trong phiếu.", "Another part of the sheet has this number.";
    /// Parts that don't add up to their sum.
    DoesNotAddUp = 422 "does_not_add_up", "Điểm các phần cộng lại không bằng số này.", "The parts don't add up to this.";
    /// A value that no band or no grade takes.
    NotCovered = 422 "not_covered", "Còn giá trị không thuộc mức nào: chỉ mức cuối, và phải là mức cuối, nhận phần còn lại.", "Some value is in no band: the last one, and only it, takes the rest.";
    /// A band or grade that lies not below the one before it.
    NotBelow = 422 "not_below", "Không thấp hơn mức ngay trên nó, nên không bao giờ tới.", "This isn't below the one before it, so nothing reaches it.";
    /// A best band without full points.
    NotFullPoints = 422 "not_full_points", "Mức cao nhất phải cho đủ điểm của tiêu chí.", "The best band must give the criterion's full points.";
    /// A condition or criterion that names what the sheet doesn't have.
    NotOnSheet = 422 "not_on_sheet", "Phiếu không có mục này.", "The sheet has no such part.";
    /// Points to be computed from what nobody records.
    NotRecorded = 422 "not_recorded", "Không có dữ liệu ghi sẵn để tự tính: tiêu chí này phải do người chấm.", "Nothing records this, so people must judge it.";
    /// A sheet with faults; `detail` names them.
    NotWhole = 422 "not_whole", "Phiếu còn chỗ chưa khớp.", "The sheet has faults.";
    /// Meetings that were concluded by another sheet.
    MeetingsJudged = 422 "meetings_judged", "Trong thời gian này đã có buổi sinh hoạt kết luận theo phiếu khác: điều đã chấm giữ nguyên.", "Meetings of these days were concluded by another sheet: what was judged stays.";
    /// A human criterion of the score sheet has no points yet.
    NotScoredYet = 422 "not_scored_yet", "Chưa chấm tiêu chí này.", "This criterion has no points yet.";
}

/// One field's error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request's body, or `query/name`.
    pub pointer: String,
    /// What is wrong with it.
    pub code: Code,
    /// The same in words, in the request's language.
    pub detail: String,
}

/// A change of a part that somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// What was changed.
    pub path: Part,
    /// Who changed it, as people know them.
    pub by: String,
    /// When, UTC.
    pub at: chrono::DateTime<chrono::Utc>,
    /// With `changed`: what stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<serde_json::Value>,
}

/// An error's body (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:nenep:problem:{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words, in the request's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: Code,
    /// What happened this time, where there is more to say than the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With `changed`: the parts in conflict, which others changed since the version given in `If-Match`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// With `changed`: the version that the thing has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Names the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem of this code and nothing more.
    pub fn new(code: Code, language: Language) -> Self {
        Self {
            kind: format!("urn:nenep:problem:{}", code.as_str()),
            title: code.text(language).to_owned(),
            status: code.status(),
            code,
            detail: None,
            errors: Vec::new(),
            changes: Vec::new(),
            version: None,
            request_id: None,
        }
    }
}

/// Collects the field errors of one input.
#[derive(Debug, Default)]
pub struct FieldErrors(pub Vec<(String, Code)>);

impl FieldErrors {
    /// Notes that the field at the pointer is wrong.
    pub fn add(&mut self, pointer: impl Into<String>, code: Code) {
        self.0.push((pointer.into(), code));
    }

    /// Notes it if the condition holds.
    pub fn add_if(&mut self, wrong: bool, pointer: &str, code: Code) {
        if wrong {
            self.add(pointer, code);
        }
    }

    /// A mandatory text of at most `max` characters.
    pub fn text(&mut self, pointer: &str, value: &str, max: usize) {
        self.add_if(value.trim().is_empty(), pointer, Code::Required);
        self.optional_text(pointer, value, max);
    }

    /// A text of at most `max` characters that may be empty.
    pub fn optional_text(&mut self, pointer: &str, value: &str, max: usize) {
        self.add_if(value.chars().count() > max, pointer, Code::TooLong);
        // PostgreSQL has no such character in its texts.
        self.add_if(value.contains('\0'), pointer, Code::WrongFormat);
    }

    /// A day of our times: the databases take other days than the calendar here.
    pub fn date(&mut self, pointer: &str, value: Option<NaiveDate>) {
        self.add_if(value.is_some_and(|day| !time::of_our_times(day)), pointer, Code::OutOfRange);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_days_that_a_database_would_refuse_are_named() {
        let mut errors = FieldErrors::default();
        errors.text("/a", " ", 5);
        errors.text("/b", "sáu chữ", 6);
        errors.optional_text("/c", "a\0", 5);
        errors.date("/d", NaiveDate::from_ymd_opt(-5000, 1, 1));
        errors.date("/e", NaiveDate::from_ymd_opt(1931, 2, 3));
        let codes = [Code::Required, Code::TooLong, Code::WrongFormat, Code::OutOfRange];
        let expected: Vec<_> = ["/a", "/b", "/c", "/d"].map(str::to_owned).into_iter().zip(codes).collect();
        assert_eq!(errors.0, expected);
    }

    #[test]
    fn codes_are_unique_and_have_a_client_or_server_error_status() {
        for (i, code) in Code::ALL.iter().enumerate() {
            assert!((400..600).contains(&code.status()), "{code:?}");
            assert!(Code::ALL.iter().skip(i + 1).all(|other| other.as_str() != code.as_str()), "{code:?}");
        }
    }
}
