//! Whether a vote passed: official members only, by the majority that its subject needs.

use serde::{Deserialize, Serialize};

use super::kinds::VoteSubject;
use crate::rule_set::RuleSet;
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

/// Judges a vote by the rule set of the meeting's date.
///
/// `entitled_official` is the number of official members entitled to vote: for admission, recognition and removal all
/// official members of the branch, present or not; for anything else those of the branch who may vote. Probationary
/// members never count (Party Statutes, article 3).
///
/// # Errors
/// The first field that makes the counts exceed those entitled.
pub fn judge(
    subject: VoteSubject,
    entitled_official: u32,
    counts: VoteCounts,
    rules: &RuleSet,
) -> Result<VoteResult, VoteField> {
    let mut left = entitled_official;
    for (count, field) in [
        (counts.in_favour, VoteField::InFavour),
        (counts.against, VoteField::Against),
        (counts.abstain, VoteField::Abstain),
    ] {
        left = left.checked_sub(count).ok_or(field)?;
    }
    let membership = matches!(subject, VoteSubject::Admission | VoteSubject::Recognition | VoteSubject::Removal);
    let rule = if membership { &rules.votes.membership } else { &rules.votes.resolution };
    let needed = rule.majority.needed(entitled_official);
    let (numerator, denominator) = (rule.majority.numerator, rule.majority.denominator);
    let (more_vi, more_en) = if rule.majority.strict { ("trên", "more than") } else { ("ít nhất", "at least") };
    let (of_vi, of_en) = if membership {
        ("tổng số đảng viên chính thức", "all official members")
    } else {
        ("số đảng viên được biểu quyết", "members entitled to vote")
    };
    Ok(VoteResult {
        passed: counts.in_favour >= needed,
        in_favour: counts.in_favour,
        needed,
        base: entitled_official,
        rule: Bilingual::new(
            format!("{more_vi} {numerator}/{denominator} {of_vi}: cần {needed}/{entitled_official}"),
            format!("{more_en} {numerator}/{denominator} of {of_en}: {needed} of {entitled_official} needed"),
        ),
        document: rule.document.clone(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule_set::rule_set;

    fn vote(subject: VoteSubject, entitled: u32, counts: (u32, u32, u32)) -> Result<VoteResult, VoteField> {
        let counts = VoteCounts { in_favour: counts.0, against: counts.1, abstain: counts.2 };
        judge(subject, entitled, counts, rule_set("rs-2025").unwrap())
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
