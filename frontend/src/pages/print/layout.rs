//! What all papers share: the head with both organisations, place and date, the lines for signatures.

use chrono::{Datelike, NaiveDate};
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
                {number.map(|number| view! { <p>{format!("Số {number}")}</p> })}
            </div>
            <div>
                <p class="paper-party"><b>"ĐẢNG CỘNG SẢN VIỆT NAM"</b></p>
                <p><i>{format!("{place}, {}", long_date(day))}</i></p>
            </div>
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

/// A paragraph, unless there is nothing to say.
pub fn paragraph(text: String) -> Option<AnyView> {
    (!text.trim().is_empty()).then(|| view! { <p class="paper-text prewrap">{text}</p> }.into_any())
}
