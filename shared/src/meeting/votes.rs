//! Who may vote, of whom a majority is taken, and whether a vote passed: decided here and nowhere else.

use serde::{Deserialize, Serialize};

use super::kinds::{AttendanceState, VoteSubject};
use crate::member::{ActivityStatus, MembershipKind};
use crate::rule_set::{RuleSet, VoteRule};
use crate::text::Bilingual;
use crate::text_enum;

/// The counts of one vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoteCounts {
    /// Tán thành.
    pub in_favour: u32,
    /// Không tán thành.
    pub against: u32,
    /// Ý kiến khác, không biểu quyết.
    pub abstain: u32,
}

/// How a vote came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoteResult {
    /// Whether it passed.
    pub passed: bool,
    /// Votes for.
    pub in_favour: u32,
    /// How many votes for it takes.
    pub needed: u32,
    /// Of how many official members.
    pub base: u32,
    /// The rule in words.
    pub rule: Bilingual,
    /// Its document.
    pub document: Bilingual,
}

text_enum! {
    /// The field that makes a vote impossible.
    pub enum VoteField {
        /// More votes for than members entitled.
        InFavour = "in_favour", "Số phiếu tán thành vượt số đảng viên được biểu quyết", "More votes for than members entitled to vote";
        /// Votes for and against exceed the members entitled.
        Against = "against", "Số phiếu tán thành và không tán thành vượt số đảng viên được biểu quyết", "More votes for and against than members entitled to vote";
        /// All counts together exceed the members entitled.
        Abstain = "abstain", "Tổng số phiếu vượt số đảng viên được biểu quyết", "More votes in all than members entitled to vote";
    }
}

/// Whether somebody may vote in the branch: official and active there. Probationary members never vote (Party Statutes,
/// article 3), nor do members who are here from another branch for a time.
pub fn votes_here(kind: MembershipKind, activity: ActivityStatus) -> bool {
    kind == MembershipKind::Official && activity.has_duty() && activity.counts_in_branch()
}

/// The official members of a branch who may vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Electorate {
    /// Those present: nobody else casts a vote.
    pub present: u32,
    /// All of them, present or not.
    pub all: u32,
}

impl Electorate {
    /// From a roll call.
    pub fn of(rows: impl IntoIterator<Item = (MembershipKind, ActivityStatus, AttendanceState)>) -> Self {
        let mut found = Self::default();
        for (_, _, state) in rows.into_iter().filter(|(kind, activity, _)| votes_here(*kind, *activity)) {
            found.all += 1;
            found.present += u32::from(state == AttendanceState::Present);
        }
        found
    }

    /// Of whom the majority is taken: of all official members for admission, recognition and removal, of those present
    /// for anything else.
    pub const fn base(self, subject: VoteSubject) -> u32 {
        if subject.of_whole_branch() { self.all } else { self.present }
    }

    /// Judges a vote by the rule set of the meeting's date.
    ///
    /// # Errors
    /// The first field that makes the counts exceed those present.
    pub fn judge(self, subject: VoteSubject, counts: VoteCounts, rules: &RuleSet) -> Result<VoteResult, VoteField> {
        let mut left = self.present;
        for (count, field) in [
            (counts.in_favour, VoteField::InFavour),
            (counts.against, VoteField::Against),
            (counts.abstain, VoteField::Abstain),
        ] {
            left = left.checked_sub(count).ok_or(field)?;
        }
        let rule = rule(subject, rules);
        let (base, majority) = (self.base(subject), rule.majority);
        let needed = majority.needed(base);
        let (numerator, denominator) = (majority.numerator, majority.denominator);
        let (more_vi, more_en) = if majority.strict { ("trên", "more than") } else { ("ít nhất", "at least") };
        let (of_vi, of_en) = if subject.of_whole_branch() {
            ("tổng số đảng viên chính thức", "all official members")
        } else {
            ("số đảng viên được biểu quyết", "members entitled to vote")
        };
        Ok(VoteResult {
            passed: counts.in_favour >= needed,
            in_favour: counts.in_favour,
            needed,
            base,
            rule: Bilingual::new(
                format!("{more_vi} {numerator}/{denominator} {of_vi}: cần {needed}/{base}"),
                format!("{more_en} {numerator}/{denominator} of {of_en}: {needed} of {base} needed"),
            ),
            document: rule.document.clone(),
        })
    }

    /// The same for counts that are written already. Those that exceed the members present, because the roll call was
    /// corrected after the vote, are void: they never pass, and the meeting isn't concluded before they are put right.
    pub fn result(self, subject: VoteSubject, counts: VoteCounts, rules: &RuleSet) -> VoteResult {
        let void = |_| {
            let (rule, base) = (rule(subject, rules), self.base(subject));
            VoteResult {
                passed: false,
                in_favour: counts.in_favour,
                needed: rule.majority.needed(base),
                base,
                rule: Bilingual::new(
                    format!("số phiếu vượt {} đảng viên được biểu quyết", self.present),
                    format!("more votes than the {} members entitled", self.present),
                ),
                document: rule.document.clone(),
            }
        };
        self.judge(subject, counts, rules).unwrap_or_else(void)
    }
}

const fn rule(subject: VoteSubject, rules: &RuleSet) -> &VoteRule {
    if subject.of_whole_branch() { &rules.votes.membership } else { &rules.votes.resolution }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rulebook::Rulebook;

    fn vote(subject: VoteSubject, entitled: u32, counts: (u32, u32, u32)) -> Result<VoteResult, VoteField> {
        let counts = VoteCounts { in_favour: counts.0, against: counts.1, abstain: counts.2 };
        let book = Rulebook::shipped();
        Electorate { present: entitled, all: entitled }.judge(subject, counts, book.rule_set("rs-2025").unwrap())
    }

    #[test]
    fn half_is_not_more_than_half_and_two_thirds_is_enough() {
        let passed = |subject, entitled, counts| vote(subject, entitled, counts).unwrap().passed;
        assert!(!passed(VoteSubject::Resolution, 20, (10, 10, 0)));
        assert!(passed(VoteSubject::Resolution, 20, (11, 9, 0)));
        assert!(passed(VoteSubject::Admission, 21, (14, 0, 0)));
        assert!(!passed(VoteSubject::Recognition, 21, (13, 0, 0)));
        assert!(!passed(VoteSubject::Removal, 20, (13, 0, 7)));
        assert!(!passed(VoteSubject::Other, 0, (0, 0, 0)));
    }

    #[test]
    fn the_rule_is_said_with_its_numbers() {
        let result = vote(VoteSubject::Admission, 21, (14, 1, 0)).unwrap();
        assert_eq!(result.rule.vi, "ít nhất 2/3 tổng số đảng viên chính thức: cần 14/21");
        assert_eq!((result.needed, result.base), (14, 21));
        assert!(!result.document.vi.is_empty());
    }

    #[test]
    fn more_votes_than_members_name_the_field() {
        assert_eq!(vote(VoteSubject::Resolution, 10, (11, 0, 0)), Err(VoteField::InFavour));
        assert_eq!(vote(VoteSubject::Resolution, 10, (8, 3, 0)), Err(VoteField::Against));
        assert_eq!(vote(VoteSubject::Resolution, 10, (8, 1, 2)), Err(VoteField::Abstain));
        assert_eq!(vote(VoteSubject::Resolution, 10, (u32::MAX, u32::MAX, u32::MAX)), Err(VoteField::InFavour));
    }

    #[test]
    fn who_is_absent_counts_in_the_base_of_an_admission_and_casts_no_vote() {
        use ActivityStatus::{Active, Exempt, TemporaryIn};
        use AttendanceState::{Excused, Present};
        use MembershipKind::{Official, Probationary};
        let rows = [
            (Official, Active, Present, 9),
            (Official, Active, Excused, 3),
            (Probationary, Active, Present, 2),
            (Official, TemporaryIn, Present, 1),
            (Official, Exempt, Present, 1),
        ];
        let roll = rows.iter().flat_map(|(kind, activity, state, n)| (0..*n).map(|_| (*kind, *activity, *state)));
        let electorate = Electorate::of(roll);
        assert_eq!(electorate, Electorate { present: 9, all: 12 });
        let book = Rulebook::shipped();
        let rules = book.rule_set("rs-2025").unwrap();
        let admitted = |in_favour| {
            electorate.judge(VoteSubject::Admission, VoteCounts { in_favour, ..VoteCounts::default() }, rules)
        };
        assert_eq!(admitted(9).map(|result| (result.passed, result.needed, result.base)), Ok((true, 8, 12)));
        assert_eq!(admitted(10), Err(VoteField::InFavour));
        let void = electorate.result(VoteSubject::Other, VoteCounts { in_favour: 10, ..VoteCounts::default() }, rules);
        assert!(!void.passed && void.rule.vi.contains("vượt 9"));
    }

    proptest! {
        #[test]
        fn another_vote_for_never_fails_what_passed(entitled in 1..200u32, in_favour in 0..200u32, place in 0..5usize) {
            let subject = VoteSubject::ALL[place];
            if in_favour < entitled {
                let (one, more) = (vote(subject, entitled, (in_favour, 0, 0)).unwrap(), vote(subject, entitled, (in_favour + 1, 0, 0)).unwrap());
                prop_assert!(more.passed || !one.passed);
                prop_assert!(vote(subject, entitled, (entitled, 0, 0)).unwrap().passed);
            }
        }
    }
}
