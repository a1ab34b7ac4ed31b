//! What a member's record may say.

use chrono::{Months, NaiveDate};
use shared::member::MembershipKind;
use shared::problem::{Code, FieldErrors};

use super::read::Stored;

/// Longest text, in characters; the importer's too.
const MAX_TEXT: usize = 500;

/// Wrong fields of a record, the pointers into its JSON.
pub fn errors(member: &Stored, kind: MembershipKind, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.text("/full_name", &member.full_name, MAX_TEXT);
    errors.add_if(
        !member.full_name.trim().is_empty() && !member.full_name.chars().any(char::is_alphabetic),
        "/full_name",
        Code::WrongFormat,
    );
    errors.optional_text("/ethnicity", &member.ethnicity, MAX_TEXT);
    errors.optional_text("/phone", &member.phone, MAX_TEXT);
    for (pointer, number) in [("/citizen_id", &member.citizen_id), ("/party_card", &member.party_card)] {
        errors.add_if(number.as_deref().is_some_and(|number| !twelve_digits(number)), pointer, Code::WrongFormat);
    }
    for (pointer, day) in [
        ("/birth_date", member.birth_date),
        ("/admitted_on", member.admitted_on),
        ("/recognized_on", member.recognized_on),
    ] {
        errors.date(pointer, day);
        errors.add_if(day.is_some_and(|day| day > today), pointer, Code::InFuture);
    }
    // Party Statutes, article 1: from 18 on.
    let of_age = member.birth_date.and_then(|born| born.checked_add_months(Months::new(18 * 12)));
    let too_young = member.admitted_on.zip(of_age).is_some_and(|(admitted, of_age)| admitted < of_age);
    errors.add_if(too_young, "/admitted_on", Code::OutOfRange);
    let before =
        member.recognized_on.zip(member.admitted_on).is_some_and(|(recognized, admitted)| recognized < admitted);
    errors.add_if(before, "/recognized_on", Code::EndBeforeStart);
    let probationary = kind == MembershipKind::Probationary && member.recognized_on.is_some();
    errors.add_if(probationary, "/recognized_on", Code::OfficialOnly);
    errors
}

/// Identity and card numbers have 12 digits.
fn twelve_digits(number: &str) -> bool {
    number.len() == 12 && number.bytes().all(|digit| digit.is_ascii_digit())
}
