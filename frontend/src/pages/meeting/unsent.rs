//! What was entered here but doesn't count yet, and so wasn't sent: an excuse without its reason, a changed figure
//! without one. Reading the meeting again must not take it away from under the person's hands.

use shared::api::meeting::AttendanceRow;
use shared::evaluation::{Answers, ScoreResult};
use shared::meeting::AttendanceState;

/// Puts the excuses that wait for their reason into a roll call that was read again. The server has none of them: it
/// takes an excuse only with its reason.
pub fn keep_excuses(shown: &[AttendanceRow], read: &mut [AttendanceRow]) {
    let waits = |row: &&AttendanceRow| row.state == AttendanceState::Excused && row.reason.is_empty();
    for waiting in shown.iter().filter(waits) {
        if let Some(row) = read.iter_mut().find(|row| row.member_id == waiting.member_id) {
            row.state = AttendanceState::Excused;
        }
    }
}

/// The answers that count, which are those to send.
pub fn counting(answers: &Answers, result: Option<&ScoreResult>) -> Answers {
    part(answers, result, false)
}

/// Puts the answers that don't count yet into those that were read again.
pub fn keep_answers(shown: &Answers, result: Option<&ScoreResult>, read: &mut Answers) {
    read.extend(part(shown, result, true));
}

fn part(answers: &Answers, result: Option<&ScoreResult>, wrong: bool) -> Answers {
    let is_wrong =
        |id: &str| result.and_then(|result| result.criterion(id)).is_some_and(|score| score.problem.is_some());
    answers.iter().filter(|(id, _)| is_wrong(id) == wrong).map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

#[cfg(test)]
mod tests {
    use shared::evaluation::{Answer, DEFAULT_SHEET, MeetingFacts, score, sheet};
    use shared::id::MemberId;
    use shared::member::{ActivityStatus, MembershipKind};
    use uuid::Uuid;

    use super::*;

    fn row(id: u128, state: AttendanceState, reason: &str) -> AttendanceRow {
        AttendanceRow {
            member_id: MemberId(Uuid::from_u128(id)),
            name: String::new(),
            position: None,
            kind: MembershipKind::Official,
            status: ActivityStatus::Active,
            state,
            reason: reason.to_owned(),
            excused_before: 0,
            told: None,
        }
    }

    #[test]
    fn only_an_excuse_that_waits_for_its_reason_is_kept() {
        use AttendanceState::{Excused, Present, Unexcused};
        let shown = [row(1, Excused, ""), row(2, Unexcused, ""), row(3, Excused, "Chăm mẹ ốm"), row(4, Excused, "")];
        let mut read = [row(1, Present, ""), row(2, Present, ""), row(3, Unexcused, "")];
        keep_excuses(&shown, &mut read);
        assert_eq!(read.map(|row| row.state), [Excused, Present, Unexcused]);
    }

    #[test]
    fn answers_that_do_not_count_yet_are_kept_and_not_sent() {
        let answer = |id: &str, points| (id.to_owned(), Answer { points, note: None });
        // More than any criterion has; and what the server knows meanwhile.
        let (wrong, right) = (answer("4.2", 1000), answer("5.1", 0));
        let shown = Answers::from([wrong.clone(), right.clone()]);
        let result = sheet(DEFAULT_SHEET).map(|sheet| score(sheet, &MeetingFacts::default(), &shown));
        assert_eq!(counting(&shown, result.as_ref()), Answers::from([right]));
        let mut read = Answers::from([answer("4.2", 9), answer("5.1", 1)]);
        keep_answers(&shown, result.as_ref(), &mut read);
        assert_eq!(read, Answers::from([wrong, answer("5.1", 1)]));
    }
}
