//! The notice of a month's meetings: when and where each branch meets, and whom to call.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use shared::meeting::assess::day_of;
use shared::paper::Paper;
use shared::text::format_date;
use shared::time::local;

use super::{BranchMonth, Month};
use crate::papers::blocks::{Wide, signature};
use crate::papers::wording::{line, some, time};

const COLUMNS: [Wide<'_>; 6] = [
    ("TT", 10, true),
    ("Chi bộ", 36, false),
    ("Số đảng viên", 16, true),
    ("Thời gian", 40, false),
    ("Địa điểm", 31, false),
    ("Bí thư, điện thoại", 32, false),
];

/// The notice: planned meetings, and the fixed day of the branches that have planned none yet.
pub fn notice(month: &Month) -> Paper {
    let mut page = month.page("TB/ĐU");
    let when = format!("tháng {} năm {}", month.month, month.year);
    page.title("Thông báo", &format!("Lịch sinh hoạt chi bộ {when}"));
    page.text(&format!("{} thông báo lịch sinh hoạt thường kỳ {when} của các chi bộ như sau:", month.committee()));
    // A branch that doesn't belong here on the day of its meeting has none to be told of.
    let meet = month.branches.iter().filter_map(|branch| Some((branch, time_and_place(branch)?)));
    let rows = meet.zip(1..).map(|((branch, when), n)| (false, row(branch, when, n)));
    page.table(&COLUMNS, rows.collect());
    page.text(
        "Đề nghị các chi bộ chuẩn bị nội dung và thông báo đến đảng viên; các đồng chí cấp ủy viên phụ trách dự sinh hoạt \
         theo lịch. Chi bộ dời ngày sinh hoạt báo cáo Đảng ủy, nêu rõ lý do.",
    );
    let to = ["Các chi bộ trực thuộc", "Các đồng chí Đảng ủy viên"].map(str::to_owned);
    page.recipients(&to, "Lưu Văn phòng Đảng ủy", signature(&["T/M Đảng ủy"], ""));
    page.finish()
}

/// When it meets, in words, and where.
fn time_and_place(branch: &BranchMonth) -> Option<(String, String)> {
    let Some(meeting) = &branch.meeting else {
        return Some((format!("{}\n(ngày cố định)", on(branch.hour, branch.fixed?)), branch.place.clone()));
    };
    let day = day_of(meeting);
    let at = local(meeting.started_at.unwrap_or(meeting.scheduled_at)).time();
    let reason = some(&meeting.moved_reason).map_or_else(String::new, |reason| format!(": {}", line(reason)));
    let moved = branch.fixed.filter(|fixed| *fixed != day);
    let moved = moved.map_or_else(String::new, |fixed| format!("\n(dời từ ngày {}{reason})", format_date(fixed)));
    Some((format!("{}{moved}", on(Some(at), day)), meeting.place.clone()))
}

fn row(branch: &BranchMonth, (when, place): (String, String), number: i32) -> Vec<String> {
    let secretary = branch.secretary.as_ref().map_or_else(String::new, |(name, phone)| format!("{name}\n{phone}"));
    vec![number.to_string(), branch.name.clone(), branch.members.to_string(), when, place, secretary]
}

/// `19 giờ 30, Chủ nhật, 04/10/2026`.
fn on(at: Option<NaiveTime>, day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    let at = at.map_or_else(String::new, |at| format!("{}, ", time(at)));
    format!("{at}{weekday}, {}", format_date(day))
}
