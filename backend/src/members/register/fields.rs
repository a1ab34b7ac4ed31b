//! One cell at a time: text, numbers and days into the domain's types, and the problem where that can't be.

use chrono::{Datelike, NaiveDate};
use shared::member::register::RegisterProblem as Problem;
use shared::member::register::RegisterVariant as Variant;

use super::sheet::Cell;
use super::words::{fold, has_accents, is_blank, key, tidy};

/// Longest text of a cell, in characters.
const MAX_TEXT: usize = 500;

/// A value, and how it was written if that was unusual.
pub type Understood<T> = Result<(T, Option<Variant>), Problem>;

/// Text, composed and tidied. Spreadsheets make a number or a day of what looks like one: `12/12` becomes 12 December.
pub fn text(cell: &Cell) -> Result<String, Problem> {
    let text = match cell {
        Cell::Text(text) => tidy(text),
        Cell::Number(number) => plain(*number),
        Cell::Date(day) if day.month() != 12 && day.day() == 12 => format!("{}/12", day.month()),
        Cell::Date(day) => format!("{}/{}", day.day(), day.month()),
        Cell::Error => return Err(Problem::FormulaError),
    };
    if text.chars().count() > MAX_TEXT { Err(Problem::TooLong) } else { Ok(text) }
}

/// A day written `dd/mm/yyyy`, also with hyphens or dots, as `yyyy-mm-dd`, or as a true date.
pub fn date(cell: &Cell) -> Understood<NaiveDate> {
    let text = match cell {
        Cell::Date(day) => return Ok((*day, Some(Variant::DateCell))),
        Cell::Number(number) => plain(*number),
        Cell::Text(text) => text.clone(),
        Cell::Error => return Err(Problem::FormulaError),
    };
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(digits) {
        return Err(Problem::NotADate);
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    let (year, month, day) = match parts.as_slice() {
        [year] if year.len() == 4 && (1850..=2200).contains(&number(year)) => return Err(Problem::YearOnly),
        [day, month, year] if year.len() == 4 => (number(year), number(month), number(day)),
        [year, month, day] if year.len() == 4 => (number(year), number(month), number(day)),
        _ => return Err(Problem::NotADate),
    };
    let found = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    match found {
        Some(found) if (1850..=2200).contains(&year) => {
            let usual = text.contains('/') && parts.first().is_some_and(|first| first.len() <= 2);
            Ok((found, (!usual).then_some(Variant::DateFormat)))
        }
        _ => Err(Problem::NotADate),
    }
}

/// A 12-digit number, and whether zeros that the spreadsheet dropped were put back. Only a number cell loses zeros; a
/// text that is too short was typed so. At most three are put back: province codes begin at 001.
pub fn twelve_digits(cell: &Cell) -> Result<(String, bool), Problem> {
    match cell {
        Cell::Number(number) => {
            let digits = plain(*number);
            let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
            match digits.len() {
                12 if all_digits => Ok((digits, false)),
                9..=11 if all_digits => Ok((format!("{digits:0>12}"), true)),
                _ => Err(Problem::NotTwelveDigits),
            }
        }
        Cell::Text(_) => {
            let separator = |c: char| is_blank(c) || matches!(c, '.' | '-' | '\'' | '’');
            let digits: String = text(cell)?.chars().filter(|c| !separator(*c)).collect();
            let sound = digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit());
            if sound { Ok((digits, false)) } else { Err(Problem::NotTwelveDigits) }
        }
        Cell::Date(_) => Err(Problem::NotTwelveDigits),
        Cell::Error => Err(Problem::FormulaError),
    }
}

/// The end of a number that is masked as exports show it: `6380` of `••••••••6380`.
pub fn masked_end(cell: &Cell) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    let text = tidy(text);
    let end = text.trim_start_matches('•');
    let masked = end.len() < text.len() && !end.is_empty() && end.bytes().all(|b| b.is_ascii_digit());
    masked.then(|| end.to_owned())
}

/// A telephone number of digits, and whether the zero in front was put back.
pub fn phone(cell: &Cell) -> Result<(String, bool), Problem> {
    if let Cell::Number(number) = cell {
        let digits = plain(*number);
        return Ok(if digits.len() == 9 { (format!("0{digits}"), true) } else { (digits, false) });
    }
    let number: String = text(cell)?.chars().filter(|c| !is_blank(*c) && !matches!(c, '.' | '-' | '\'')).collect();
    if number.len() <= 20 { Ok((number, false)) } else { Err(Problem::TooLong) }
}

/// One of a column's values: the full words, else a short form.
pub fn choice<T: Copy>(cell: &Cell, words: &[(&str, T)], short: &[(&str, T)]) -> Understood<T> {
    let text = text(cell)?;
    let means = |word: &str| key(word) == key(&text) || (!has_accents(&text) && fold(word) == fold(&text));
    let among = |list: &[(&str, T)]| list.iter().find(|(word, _)| means(word)).map(|(_, value)| *value);
    match (among(words), among(short)) {
        (Some(value), _) => Ok((value, None)),
        (None, Some(value)) => Ok((value, Some(Variant::Abbreviation))),
        (None, None) => Err(Problem::UnknownValue),
    }
}

fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(1947, 4, 13).unwrap();
        assert_eq!(date(&of("13/04/1947")), Ok((day, None)));
        assert_eq!(date(&of(" 13/4/1947\u{a0}")), Ok((day, None)));
        for other in ["13-04-1947", "13.04.1947", "1947-04-13"] {
            assert_eq!(date(&of(other)), Ok((day, Some(Variant::DateFormat))), "{other}");
        }
        assert_eq!(date(&Cell::Date(day)), Ok((day, Some(Variant::DateCell))));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, problem) in [
            ("31/02/1960", Problem::NotADate),
            ("29/02/2023", Problem::NotADate),
            ("13/04/47", Problem::NotADate),
            ("04/1947", Problem::NotADate),
            ("không rõ", Problem::NotADate),
            ("01/01/0001", Problem::NotADate),
            ("1/1/19470", Problem::NotADate),
            ("//", Problem::NotADate),
            ("1971", Problem::YearOnly),
        ] {
            assert_eq!(date(&of(text)), Err(problem), "{text}");
        }
        assert_eq!(date(&Cell::Number(1971.0)), Err(Problem::YearOnly));
        assert_eq!(date(&Cell::Number(24860.0)), Err(Problem::NotADate));
        assert_eq!(date(&Cell::Error), Err(Problem::FormulaError));
    }

    #[test]
    fn only_number_cells_lose_zeros() {
        assert_eq!(twelve_digits(&Cell::Number(8_061_131_606.0)), Ok(("008061131606".into(), true)));
        assert_eq!(twelve_digits(&Cell::Number(208_061_131_606.0)), Ok(("208061131606".into(), false)));
        assert_eq!(twelve_digits(&of("'008 061.131-606")), Ok(("008061131606".into(), false)));
        for wrong in
            [of("8061131606"), of("0080611316060"), of("00806113160A"), Cell::Number(80.5), Cell::Number(-1e11)]
        {
            assert_eq!(twelve_digits(&wrong), Err(Problem::NotTwelveDigits), "{wrong:?}");
        }
        assert_eq!(phone(&Cell::Number(594_772_286.0)), Ok(("0594772286".into(), true)));
        assert_eq!(phone(&of("0594 772 286")), Ok(("0594772286".into(), false)));
    }

    #[test]
    fn a_masked_number_has_an_end() {
        assert_eq!(masked_end(&of(" ••••••••6380 ")).as_deref(), Some("6380"));
        for other in ["008189806380", "••••••••", "•••a", ""] {
            assert_eq!(masked_end(&of(other)), None, "{other}");
        }
    }

    #[test]
    fn a_school_year_that_became_a_day_is_text_again() {
        let december = NaiveDate::from_ymd_opt(2022, 12, 9).unwrap();
        let september = NaiveDate::from_ymd_opt(2022, 9, 12).unwrap();
        assert_eq!(text(&Cell::Date(december)), Ok("9/12".into()));
        assert_eq!(text(&Cell::Date(september)), Ok("9/12".into()));
        assert_eq!(text(&of(&"a".repeat(600))), Err(Problem::TooLong));
    }
}
