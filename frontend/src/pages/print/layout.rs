//! What all papers share: the head with both organisations, place and date, the lines for signatures.

use chrono::{Datelike, NaiveDate, Timelike};
use leptos::prelude::*;
use shared::api::meeting::Meeting;

/// The two columns at the top: `ĐẢNG BỘ …`, `CHI BỘ …`, `*` and the number on the left; the Party's name and the day on the
/// right.
pub fn head(meeting: &Meeting, number: Option<String>, day: NaiveDate) -> AnyView {
    let commune = meeting.commune_name.to_uppercase();
    let place = meeting.commune_name.rsplit("xã ").next().unwrap_or_default().to_owned();
    view! {
        <header class="paper-head">
            <div>
                <p>{commune}</p>
                <p><b>{meeting.unit_name.to_uppercase()}</b></p>
                <p>"*"</p>
            </div>
            <div><p class="paper-party"><b>"ĐẢNG CỘNG SẢN VIỆT NAM"</b></p></div>
            <div>{number.map(|number| view! { <p>{format!("Số {number}")}</p> })}</div>
            <div><p><i>{format!("{place}, {}", long_date(day))}</i></p></div>
        </header>
    }
    .into_any()
}

/// `ngày 05 tháng 02 năm 2022`: days under 10 and the months January and February have a leading zero.
pub fn long_date(day: NaiveDate) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// Two signatures side by side.
pub fn signatures(left: (&'static str, String), right: (&'static str, String)) -> AnyView {
    let one = |(title, name): (&'static str, String)| view! { <div><p><b>{title}</b></p><p class="paper-sign">{name}</p></div> };
    view! { <footer class="paper-signatures">{one(left)}{one(right)}</footer> }.into_any()
}

/// Who gets the paper, small and at the left, and the signature: for papers that are sent out.
pub fn recipients(to: &'static [&'static str], title: &'static str, name: String) -> AnyView {
    let lines = to.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    view! {
        <footer class="paper-signatures">
            <div class="paper-recipients"><p><u>"Nơi nhận"</u></p><ul>{lines}</ul></div>
            <div><p><b>{title}</b></p><p class="paper-sign"><b>{name}</b></p></div>
        </footer>
    }
    .into_any()
}

/// `Có mặt: 22/24 đồng chí.`: nothing without a text.
pub fn labelled(label: &'static str, text: String) -> Option<AnyView> {
    (!text.trim().is_empty()).then(|| view! { <p class="paper-text"><b>{label}</b>" "{text}</p> }.into_any())
}

/// A sentence: ends with a full stop unless it ends with a mark already.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':', ';']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Headings of parts, numbered as they come: a part that is missing leaves no gap.
pub struct Parts(usize);

impl Parts {
    /// Before the first.
    pub const fn new() -> Self {
        Self(0)
    }

    /// The next part's heading.
    pub fn next(&mut self, title: &str) -> AnyView {
        const NUMERALS: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];
        let numeral = NUMERALS.get(self.0).copied().unwrap_or_default();
        self.0 += 1;
        view! { <h2>{format!("{numeral}. {title}")}</h2> }.into_any()
    }
}

/// `19 giờ 30`, or `19 giờ` on the hour.
pub fn spoken_time(at: chrono::NaiveTime) -> String {
    match at.minute() {
        0 => format!("{} giờ", at.hour()),
        minute => format!("{} giờ {minute:02}", at.hour()),
    }
}

/// A paragraph for each line, unless there is nothing to say.
pub fn paragraph(text: String) -> Option<AnyView> {
    let lines: Vec<AnyView> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p class="paper-text">{line.to_owned()}</p> }.into_any())
        .collect();
    (!lines.is_empty()).then(|| lines.into_any())
}
