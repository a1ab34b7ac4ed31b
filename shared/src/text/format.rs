//! Dates and numbers as Vietnamese documents write them: `31/01/2026`, `1.234,5`.

use chrono::{Datelike, NaiveDate};

use crate::language::Language;

/// `dd/MM/yyyy`, in both languages.
pub fn format_date(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// A date that a person wrote: day, month, four-digit year, with `/`, `-` or `.` between; `None` if there's no such day.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim().split(['/', '-', '.']).map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let long = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !short(day) || !short(month) || !long {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A number with thousands grouped and at most two decimals, none of them trailing zeros: `1.234,5` in Vietnamese,
/// `1,234.5` in English.
pub fn format_number(value: f64, language: Language) -> String {
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let text = format!("{:.2}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut formatted = String::new();
    let decimals = decimals.trim_end_matches('0');
    if value < 0.0 && (whole != "0" || !decimals.is_empty()) {
        formatted.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) && digit.is_ascii_digit() {
            formatted.push(group);
        }
        formatted.push(digit);
    }
    if !decimals.is_empty() {
        formatted.push(point);
        formatted.push_str(decimals);
    }
    formatted
}

/// A percentage that isn't a fraction of whole numbers, such as an average: cut off by the rule of shares
/// ([`crate::share::Share::tenths`]).
pub fn cut_off(percent: f64) -> f64 {
    // What is a whole tenth may be a hair below it in binary.
    (percent * 10.0 + 1e-9).floor() / 10.0
}

/// A number that a person wrote in Vietnamese or, when only one `.` is there and it can't be a thousands group, with a
/// decimal point: `1.234,5`, `31,34` and `31.34` are read, `1.23.4` is not.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = match digits.split_once(',') {
        Some((whole, decimals)) => (whole, decimals),
        None => match digits.split_once('.') {
            Some((whole, decimals)) if decimals.len() != 3 && !decimals.contains('.') => (whole, decimals),
            _ => (digits, "0"),
        },
    };
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let grouped = whole.contains('.');
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fits = number(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && number(group))
        && number(decimals);
    if !fits {
        return None;
    }
    format!("{sign}{}.{decimals}", whole.replace('.', "")).parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2022, 2, 4);
        for text in ["04/02/2022", " 4/2/2022 ", "4-2-2022", "04.02.2022"] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        for text in ["31/02/2022", "29/02/2023", "4/2/22", "2022-02-04", "4/2/2022/1", "+4/2/2022", "", "mùng 4"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_in_both_languages() {
        for (value, vi, en) in [
            (1234.5, "1.234,5", "1,234.5"),
            (-1_000_000.0, "-1.000.000", "-1,000,000"),
            (0.0, "0", "0"),
            (-0.001, "0", "0"),
            (102.1, "102,1", "102.1"),
            (999.999, "1.000", "1,000"),
        ] {
            assert_eq!(
                (format_number(value, Language::Vi), format_number(value, Language::En)),
                (vi.into(), en.into())
            );
        }
    }

    #[test]
    fn an_average_is_cut_off_as_a_share_is() {
        assert_eq!((cut_off(89.96), cut_off(95.3), cut_off(100.0)), (89.9, 95.3, 100.0));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in
            [("1.234,5", 1234.5), ("31,34", 31.34), ("31.34", 31.34), ("1.234", 1234.0), ("-7", -7.0), (" 0,5 ", 0.5)]
        {
            assert_eq!(parse_number(text), Some(value), "{text}");
        }
        for text in ["", "-", "1.23.4", "1,2,3", "12.34,5", "1e5", "năm", "1234.567,8", ",5"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_date_survives_the_round_trip(days in 1..3_000_000i32) {
            let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(parse_date(&format_date(date)), Some(date));
        }

        #[test]
        fn every_number_survives_the_round_trip(hundredths in -1_000_000_000i64..1_000_000_000) {
            let value = hundredths as f64 / 100.0;
            let read = parse_number(&format_number(value, Language::Vi)).unwrap();
            prop_assert!((read - value).abs() < 1e-6);
        }

        #[test]
        fn any_text_is_read_without_panicking(text in any::<String>()) {
            parse_date(&text);
            parse_number(&text);
        }
    }
}
