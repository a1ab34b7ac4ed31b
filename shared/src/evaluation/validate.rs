//! Whether a sheet can score every meeting: sums that add up, bands without gaps, grades down to 0. Each fault with its
//! place, for the editor and for whoever decides.

use super::sheet::{Bands, Basis, Criterion, How, Limit, MeetingGrade, ScoreSheet};
use crate::language::Language;
use crate::problem::{Code, FieldErrors};
use crate::text::Bilingual;

/// The longest text of a sheet, in characters.
const MAX_TEXT: usize = 1000;
/// The longest number of a criterion or group, in characters.
const MAX_NUMBER: usize = 10;
/// The most points of anything, and the most that a limit says.
const MAX_POINTS: u32 = 1000;
/// The most groups, criteria and bands.
const MAX_PARTS: usize = 200;

/// What can't be kept even of a draft: texts and numbers beyond all measure, each with its JSON Pointer into the sheet.
pub fn refuse(sheet: &ScoreSheet) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.text("/title/vi", &sheet.title.vi, MAX_TEXT);
    errors.optional_text("/title/en", &sheet.title.en, MAX_TEXT);
    let optional = |errors: &mut FieldErrors, pointer: &str, text: &Bilingual| {
        errors.optional_text(&format!("{pointer}/vi"), &text.vi, MAX_TEXT);
        errors.optional_text(&format!("{pointer}/en"), &text.en, MAX_TEXT);
    };
    optional(&mut errors, "/document", &sheet.document);
    if let Some(note) = &sheet.note {
        optional(&mut errors, "/note", note);
    }
    let points = |errors: &mut FieldErrors, pointer: &str, points: u32| {
        errors.add_if(points > MAX_POINTS, pointer, Code::OutOfRange);
    };
    points(&mut errors, "/total", sheet.total);
    errors.add_if(sheet.groups.len() > MAX_PARTS, "/groups", Code::TooLong);
    errors.add_if(sheet.criteria.len() > MAX_PARTS, "/criteria", Code::TooLong);
    errors.add_if(sheet.grades.len() > MeetingGrade::ALL.len(), "/grades", Code::TooLong);
    errors.add_if(sheet.must_be_full_for_good.len() > MAX_PARTS, "/must_be_full_for_good", Code::TooLong);
    for (i, id) in sheet.must_be_full_for_good.iter().enumerate() {
        errors.optional_text(&format!("/must_be_full_for_good/{i}"), id, MAX_NUMBER);
    }
    for (i, step) in sheet.grades.iter().enumerate() {
        points(&mut errors, &format!("/grades/{i}/min"), step.min);
    }
    for (i, group) in sheet.groups.iter().enumerate() {
        let at = format!("/groups/{i}");
        errors.optional_text(&format!("{at}/id"), &group.id, MAX_NUMBER);
        optional(&mut errors, &format!("{at}/name"), &group.name);
        points(&mut errors, &format!("{at}/max"), group.max);
    }
    for (i, criterion) in sheet.criteria.iter().enumerate() {
        let at = format!("/criteria/{i}");
        errors.optional_text(&format!("{at}/id"), &criterion.id, MAX_NUMBER);
        errors.optional_text(&format!("{at}/group"), &criterion.group, MAX_NUMBER);
        optional(&mut errors, &format!("{at}/name"), &criterion.name);
        optional(&mut errors, &format!("{at}/from"), &criterion.from);
        points(&mut errors, &format!("{at}/max"), criterion.max);
        if let How::Bands(bands) = &criterion.how {
            let at = format!("{at}/how/bands");
            points(&mut errors, &format!("{at}/less_per_unexcused"), bands.less_per_unexcused);
            errors.add_if(bands.bands.len() > MAX_PARTS, &format!("{at}/bands"), Code::TooLong);
            for (j, band) in bands.bands.iter().enumerate() {
                points(&mut errors, &format!("{at}/bands/{j}/points"), band.points);
                points(&mut errors, &format!("{at}/bands/{j}/limit"), limit_number(band.limit));
            }
        }
    }
    errors
}

const fn limit_number(limit: Limit) -> u32 {
    match limit {
        Limit::AtLeast(number) | Limit::MoreThan(number) | Limit::ShortAtMost(number) => number,
        Limit::Otherwise => 0,
    }
}

/// Everything that keeps a sheet from being used, each with its JSON Pointer into the sheet; empty if it may be.
pub fn validate(sheet: &ScoreSheet) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add_if(sheet.title.vi.trim().is_empty(), "/title/vi", Code::Required);
    errors.add_if(sheet.groups.is_empty(), "/groups", Code::Required);
    errors.add_if(sheet.criteria.is_empty(), "/criteria", Code::Required);
    for (i, group) in sheet.groups.iter().enumerate() {
        let at = format!("/groups/{i}");
        let before = sheet.groups.iter().take(i).any(|other| other.id == group.id);
        number(&mut errors, &format!("{at}/id"), &group.id, before);
        errors.add_if(group.name.vi.trim().is_empty(), &format!("{at}/name/vi"), Code::Required);
        let sum = sum(sheet.criteria.iter().filter(|one| one.group == group.id).map(|one| one.max));
        errors.add_if(sum != u64::from(group.max), &format!("{at}/max"), Code::DoesNotAddUp);
    }
    let total = sum(sheet.groups.iter().map(|group| group.max));
    errors.add_if(total != u64::from(sheet.total), "/total", Code::DoesNotAddUp);
    for (i, criterion) in sheet.criteria.iter().enumerate() {
        let at = format!("/criteria/{i}");
        let before = sheet.criteria.iter().take(i).any(|other| other.id == criterion.id);
        number(&mut errors, &format!("{at}/id"), &criterion.id, before);
        errors.add_if(criterion.name.vi.trim().is_empty(), &format!("{at}/name/vi"), Code::Required);
        errors.add_if(criterion.max == 0, &format!("{at}/max"), Code::OutOfRange);
        let known = sheet.groups.iter().any(|group| group.id == criterion.group);
        errors.add_if(!known, &format!("{at}/group"), Code::NotOnSheet);
        let judged = matches!(criterion.how, How::Judged | How::YesNo { fact: None });
        errors.add_if(judged && criterion.basis == Basis::Computed, &format!("{at}/basis"), Code::NotRecorded);
        if let How::Bands(bands) = &criterion.how {
            coverage(&mut errors, &format!("{at}/how/bands/bands"), criterion, bands);
        }
    }
    for (i, id) in sheet.must_be_full_for_good.iter().enumerate() {
        let at = format!("/must_be_full_for_good/{i}");
        errors.add_if(sheet.criterion(id).is_none(), &at, Code::NotOnSheet);
        errors.add_if(sheet.must_be_full_for_good.iter().take(i).any(|other| other == id), &at, Code::SameNumber);
    }
    grades(&mut errors, sheet);
    errors
}

fn sum(points: impl Iterator<Item = u32>) -> u64 {
    points.map(u64::from).sum()
}

fn number(errors: &mut FieldErrors, pointer: &str, id: &str, before: bool) {
    errors.add_if(id.trim().is_empty(), pointer, Code::Required);
    errors.add_if(before, pointer, Code::SameNumber);
}

/// Bands go down from full points, each below the one before, and the last takes the rest: so every value has one.
fn coverage(errors: &mut FieldErrors, at: &str, criterion: &Criterion, bands: &Bands) {
    let bands = &bands.bands;
    let Some(last) = bands.len().checked_sub(1) else { return errors.add(at, Code::NotCovered) };
    for (j, band) in bands.iter().enumerate() {
        let limit = format!("{at}/{j}/limit");
        errors.add_if((band.limit == Limit::Otherwise) != (j == last), &limit, Code::NotCovered);
        let percent = matches!(band.limit, Limit::AtLeast(over) | Limit::MoreThan(over) if over > 100);
        errors.add_if(percent || band.limit == Limit::MoreThan(100), &limit, Code::OutOfRange);
        let Some(above) = j.checked_sub(1).and_then(|above| bands.get(above)) else { continue };
        // Limits of different kinds are compared at a whole of 90, the shortest meeting.
        errors.add_if(band.limit.least(90) >= above.limit.least(90), &limit, Code::NotBelow);
        errors.add_if(band.points >= above.points, &format!("{at}/{j}/points"), Code::NotBelow);
    }
    let best = bands.first().map(|band| band.points);
    errors.add_if(best != Some(criterion.max), &format!("{at}/0/points"), Code::NotFullPoints);
}

/// Every grade once, from the best down, each from fewer points than the one before; the last from 0.
fn grades(errors: &mut FieldErrors, sheet: &ScoreSheet) {
    let order: Vec<MeetingGrade> = sheet.grades.iter().map(|step| step.grade).collect();
    if order != MeetingGrade::ALL {
        return errors.add("/grades", Code::NotCovered);
    }
    let mut above = u64::from(sheet.total) + 1;
    for (i, step) in sheet.grades.iter().enumerate() {
        errors.add_if(u64::from(step.min) >= above, &format!("/grades/{i}/min"), Code::NotBelow);
        above = u64::from(step.min);
    }
    let last = sheet.grades.len().saturating_sub(1);
    errors.add_if(above != 0, &format!("/grades/{last}/min"), Code::NotCovered);
}

/// The place of a fault in people's words: `Tiêu chí 2.1, mức 3`.
pub fn place(sheet: &ScoreSheet, pointer: &str, language: Language) -> String {
    let mut steps = pointer.split('/').skip(1);
    let (list, at) = (steps.next().unwrap_or_default(), steps.next().and_then(|step| step.parse::<usize>().ok()));
    let named = |what: &str, id: Option<&String>, at: usize| {
        let id = id.filter(|id| !id.trim().is_empty()).cloned();
        // Without a number of its own it is counted.
        format!("{what} {}", id.unwrap_or_else(|| format!("#{}", at + 1)))
    };
    match (list, at) {
        ("groups", Some(at)) => named(language.pick("Nhóm", "Group"), sheet.groups.get(at).map(|group| &group.id), at),
        ("criteria", Some(at)) => {
            let what = language.pick("Tiêu chí", "Criterion");
            let criterion = named(what, sheet.criteria.get(at).map(|criterion| &criterion.id), at);
            let band = pointer.split_once("/how/bands/bands/").and_then(|(_, rest)| rest.split('/').next());
            match band.and_then(|step| step.parse::<usize>().ok()) {
                Some(band) => format!("{criterion}, {} {}", language.pick("mức", "band"), band + 1),
                None => criterion,
            }
        }
        ("grades", at) => match at.and_then(|at| sheet.grades.get(at)) {
            Some(step) => format!("{} {}", language.pick("Mức xếp loại", "Grade"), step.grade.label(language)),
            None => language.pick("Mức xếp loại", "Grades").to_owned(),
        },
        ("must_be_full_for_good", at) => {
            let what = language.pick("Điều kiện loại Tốt", "Conditions for Good");
            match at.and_then(|at| sheet.must_be_full_for_good.get(at)) {
                Some(id) => format!("{what}: {id}"),
                None => what.to_owned(),
            }
        }
        ("total", _) => language.pick("Tổng điểm", "Total").to_owned(),
        ("groups", None) => language.pick("Các nhóm", "Groups").to_owned(),
        ("criteria", None) => language.pick("Các tiêu chí", "Criteria").to_owned(),
        _ => language.pick("Tên, nguồn", "Title, source").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evaluation::{Band, GradeStep, Measure, Origin};
    use crate::rulebook::Rulebook;

    fn sheet() -> ScoreSheet {
        Rulebook::shipped().sheet_with_id("an-phu-2025").unwrap().value.clone()
    }

    fn broken(change: impl FnOnce(&mut ScoreSheet)) -> Vec<(String, Code)> {
        let mut copy = sheet();
        change(&mut copy);
        validate(&copy).0
    }

    fn bands(sheet: &mut ScoreSheet) -> &mut Vec<Band> {
        let How::Bands(bands) = &mut sheet.criteria[0].how else { panic!("1.1 has bands") };
        &mut bands.bands
    }

    fn at(pointer: &str, code: Code) -> Vec<(String, Code)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn each_fault_has_its_place() {
        const BANDS: &str = "/criteria/0/how/bands/bands";
        let of = |rest: &str, code| at(&format!("{BANDS}{rest}"), code);
        let no_rest = |s: &mut ScoreSheet| bands(s).truncate(4);
        assert_eq!(broken(no_rest), of("/3/limit", Code::NotCovered));
        assert_eq!(broken(|s| bands(s).clear()), of("", Code::NotCovered));
        let no_best = |s: &mut ScoreSheet| bands(s)[0].points = 6;
        assert_eq!(broken(no_best), of("/0/points", Code::NotFullPoints));
        let swapped = |s: &mut ScoreSheet| {
            let limit = bands(s)[1].limit;
            bands(s)[1].limit = bands(s)[2].limit;
            bands(s)[2].limit = limit;
        };
        assert_eq!(broken(swapped), of("/2/limit", Code::NotBelow));
        assert_eq!(broken(|s| bands(s)[2].points = 4), of("/2/points", Code::NotBelow));
        assert_eq!(
            broken(|s| bands(s)[3].limit = Limit::AtLeast(101)).first(),
            of("/3/limit", Code::OutOfRange).first()
        );
        assert_eq!(
            broken(|s| s.groups[1].max = 6),
            [("/groups/1/max".to_owned(), Code::DoesNotAddUp), ("/total".to_owned(), Code::DoesNotAddUp)]
        );
        assert_eq!(broken(|s| s.total = 99), at("/total", Code::DoesNotAddUp));
        assert_eq!(broken(|s| s.criteria[1].id = "1.1".into()), at("/criteria/1/id", Code::SameNumber));
        let twice = broken(|s| s.groups[0].id = "2".into());
        assert!(twice.contains(&("/groups/1/id".to_owned(), Code::SameNumber)));
        assert_eq!(
            broken(|s| s.must_be_full_for_good.push("9.9".into())),
            at("/must_be_full_for_good/0", Code::NotOnSheet)
        );
        assert_eq!(broken(|s| s.grades.truncate(3)), at("/grades", Code::NotCovered));
        assert_eq!(broken(|s| s.grades[3].min = 1), at("/grades/3/min", Code::NotCovered));
        assert_eq!(broken(|s| s.grades[1].min = 90), at("/grades/1/min", Code::NotBelow));
        assert_eq!(broken(|s| s.grades[0].min = 101), at("/grades/0/min", Code::NotBelow));
        assert_eq!(broken(|s| s.criteria[0].how = How::Judged), at("/criteria/0/basis", Code::NotRecorded));
        let elsewhere = broken(|s| s.criteria[0].group = "9".into());
        assert!(elsewhere.contains(&("/criteria/0/group".to_owned(), Code::NotOnSheet)));
    }

    #[test]
    fn places_are_named_as_people_know_them() {
        let mut sheet = sheet();
        sheet.criteria[1].id = String::new();
        sheet.must_be_full_for_good.push("9.9".into());
        for (pointer, words) in [
            ("/criteria/0/how/bands/bands/2/limit", "Tiêu chí 1.1, mức 3"),
            ("/criteria/0/how/bands/bands", "Tiêu chí 1.1"),
            ("/criteria/1/id", "Tiêu chí #2"),
            ("/groups/1/max", "Nhóm 2"),
            ("/grades/3/min", "Mức xếp loại Kém"),
            ("/grades", "Mức xếp loại"),
            ("/must_be_full_for_good/0", "Điều kiện loại Tốt: 9.9"),
            ("/total", "Tổng điểm"),
            ("/title/vi", "Tên, nguồn"),
        ] {
            assert_eq!(place(&sheet, pointer, Language::Vi), words, "{pointer}");
        }
    }

    #[test]
    fn a_draft_takes_what_is_not_whole_but_nothing_beyond_measure() {
        let empty = ScoreSheet { criteria: Vec::new(), grades: Vec::new(), ..sheet() };
        assert!(refuse(&empty).0.is_empty() && !validate(&empty).0.is_empty());
        let mut beyond = sheet();
        beyond.criteria[0].max = u32::MAX;
        beyond.title.vi = " ".into();
        beyond.grades.push(GradeStep { grade: MeetingGrade::Poor, min: 0 });
        let pointers: Vec<String> = refuse(&beyond).0.into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(pointers, ["/title/vi", "/grades", "/criteria/0/max"]);
    }

    fn limit() -> impl Strategy<Value = Limit> {
        prop_oneof![
            (0..110u32).prop_map(Limit::AtLeast),
            (0..110u32).prop_map(Limit::MoreThan),
            (0..100u32).prop_map(Limit::ShortAtMost),
        ]
    }

    /// Bands that are mostly in order, with a rest that is mostly there.
    fn some_bands() -> impl Strategy<Value = Vec<Band>> {
        let rest = (any::<bool>(), prop::bool::weighted(0.9), 0..3u32);
        (prop::collection::vec((limit(), 0..12u32), 0..4), rest).prop_map(|(mut bands, (sorted, rest, points))| {
            if sorted {
                bands.sort_by_key(|(limit, points)| (std::cmp::Reverse(limit.least(90)), std::cmp::Reverse(*points)));
            }
            bands.extend(rest.then_some((Limit::Otherwise, points)));
            bands.into_iter().map(|(limit, points)| Band { limit, points }).collect()
        })
    }

    /// What the check is to say, tried out: every value of a meeting of 90 minutes has a band, every band a value, more is
    /// never worth less.
    fn covers(max: u32, bands: &Bands) -> bool {
        let first_fit = |value: u32| bands.bands.iter().position(|band| band.limit.fits(value, 90));
        let reached: Vec<Option<usize>> = (0..=90).map(first_fit).collect();
        let one_rest = bands.bands.iter().filter(|band| band.limit == Limit::Otherwise).count() == 1;
        let down = bands.bands.windows(2).all(|pair| pair[0].points > pair[1].points);
        let possible = bands
            .bands
            .iter()
            .all(|band| !matches!(band.limit, Limit::AtLeast(over) | Limit::MoreThan(over) if over > 100));
        one_rest
            && down
            && possible
            && bands.bands.last().is_some_and(|band| band.limit == Limit::Otherwise)
            && bands.bands.first().is_some_and(|band| band.points == max)
            && reached.iter().all(Option::is_some)
            && (0..bands.bands.len()).all(|band| reached.contains(&Some(band)))
            && reached.windows(2).all(|pair| pair[0] >= pair[1])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn bands_are_refused_just_when_a_value_or_a_band_is_left_out(bands in some_bands()) {
            let max = bands.first().map_or(5, |band| band.points.max(1));
            let mut sheet = sheet();
            let bands = Bands {
                measure: Measure::Minutes,
                bands,
                lowest_when_unexcused: false,
                less_per_unexcused: 0,
                origin: Origin::Found,
            };
            sheet.criteria.truncate(1);
            sheet.criteria[0].max = max;
            sheet.criteria[0].how = How::Bands(bands.clone());
            let found = validate(&sheet).0;
            let of_bands = found.iter().filter(|(pointer, _)| pointer.starts_with("/criteria/0/how")).count();
            prop_assert_eq!(of_bands == 0, covers(max, &bands), "{:?}", found);
        }

        #[test]
        fn sums_are_refused_just_when_points_are_lost(changes in prop::collection::vec((0..60usize, 0..8u32), 0..4)) {
            let mut sheet = sheet();
            for (at, points) in changes {
                let (criteria, groups) = (sheet.criteria.len(), sheet.groups.len());
                match at {
                    at if at < criteria => sheet.criteria[at].max = points + 1,
                    at if at < criteria + groups => sheet.groups[at - criteria].max = points,
                    _ => sheet.total = 96 + points,
                }
            }
            let refused = validate(&sheet).0.iter().any(|(_, code)| *code == Code::DoesNotAddUp);
            let of = |id: &str| -> u32 { sheet.criteria.iter().filter(|one| one.group == id).map(|one| one.max).sum() };
            let lost = sheet.groups.iter().any(|group| of(&group.id) != group.max)
                || sheet.groups.iter().map(|group| group.max).sum::<u32>() != sheet.total;
            prop_assert_eq!(refused, lost);
            prop_assert!(refuse(&sheet).0.is_empty());
        }
    }
}
