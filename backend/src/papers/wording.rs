//! Dates, times, numbers and lists as official papers write them, and text made safe for a paper.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use shared::language::Language;
use shared::share::Share;

/// `ngày 05 tháng 02 năm 2022`: days below 10 and the months 1 and 2 with a zero (HD 36-HD/VPTW of 03/4/2018).
pub fn long_date(day: NaiveDate) -> String {
    let month = if day.month() <= 2 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// `19 giờ 30`, or `19 giờ` on the hour.
pub fn time(at: NaiveTime) -> String {
    match at.minute() {
        0 => format!("{} giờ", at.hour()),
        minute => format!("{} giờ {minute:02}", at.hour()),
    }
}

/// ` (90,9%)`, or nothing of an empty base. Cut off, not rounded: 89,96% never reads as 90%.
pub fn share(part: u32, base: u32) -> String {
    Share::new(part, base).text(Language::Vi).map_or_else(String::new, |percent| format!(" ({percent})"))
}

/// Text in one line: composed (NFC), single blanks, no control characters, which XML can't hold.
pub fn line(text: &str) -> String {
    lines(text).join(" ")
}

/// The lines of a text, each as [`line`] makes it; empty ones left out.
pub fn lines(text: &str) -> Vec<String> {
    let composed = shared::text::compose(text);
    let words = |line: &str| {
        let line: String = line.chars().filter(|c| !unprintable(*c)).collect();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    composed.lines().map(words).filter(|line| !line.is_empty()).collect()
}

fn unprintable(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{200b}' | '\u{feff}')
}

/// A sentence: ends with a full stop unless it ends with a mark already.
pub fn sentence(text: &str) -> String {
    let text = line(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':', ';']) { text } else { text + "." }
}

/// The text with a small first letter, for the middle of a sentence.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A text's paragraphs, without the hyphens that people put before them.
pub fn paragraphs(text: &str) -> Vec<String> {
    let bare = |line: &str| line.trim().trim_start_matches("- ").to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

/// The text, if it says anything.
pub fn some(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Roman numeral of a section, from 1.
pub fn roman(number: usize) -> &'static str {
    const NUMERALS: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    NUMERALS.get(number.saturating_sub(1)).copied().unwrap_or("XI")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_read_as_in_official_papers() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(long_date(day(2022, 2, 5)), "ngày 05 tháng 02 năm 2022");
        assert_eq!(long_date(day(2026, 9, 10)), "ngày 10 tháng 9 năm 2026");
        assert_eq!(time(NaiveTime::from_hms_opt(19, 30, 0).unwrap()), "19 giờ 30");
        assert_eq!(time(NaiveTime::from_hms_opt(7, 0, 0).unwrap()), "7 giờ");
        assert_eq!((share(20, 22).as_str(), share(0, 0).as_str()), (" (90,9%)", ""));
    }

    #[test]
    fn text_is_composed_and_has_nothing_that_xml_cant_hold() {
        assert_eq!(line("Đa\u{309}ng\u{0}  ủy\u{b}\nxã"), "Đảng ủy xã");
        assert_eq!(lines("một\r\n\n hai "), ["một", "hai"]);
        assert_eq!((sentence("Nhất trí").as_str(), sentence("Thế nào?").as_str()), ("Nhất trí.", "Thế nào?"));
    }
}
