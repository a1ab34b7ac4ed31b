//! A draft as a form: a signal for each field, so that typing in one makes no other anew, and the sheet that they come to.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use shared::evaluation::{GradeStep, Group, MeetingGrade, Origin, ScoreSheet};
use shared::problem::{Code, FieldError};
use shared::text::Bilingual;

use super::criterion_form::CriterionForm;
use crate::t;

/// Names a row of a list here, whatever its number on the sheet becomes.
pub type Key = u32;

fn fresh() -> Key {
    static LAST: AtomicU32 = AtomicU32::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// A text in both languages.
#[derive(Clone, Copy)]
pub struct Texts {
    /// Vietnamese.
    pub vi: RwSignal<String>,
    /// English; who leaves it empty reads the Vietnamese there too.
    pub en: RwSignal<String>,
}

impl Texts {
    /// As it is.
    pub fn of(text: &Bilingual) -> Self {
        Self { vi: RwSignal::new(text.vi.clone()), en: RwSignal::new(text.en.clone()) }
    }

    /// What it comes to; reactive.
    pub fn get(self) -> Bilingual {
        Bilingual { vi: self.vi.get(), en: self.en.get() }
    }
}

/// A whole number as it is typed; while it is none, the last one counts.
#[derive(Clone, Copy)]
pub struct Number {
    /// What is typed.
    pub text: RwSignal<String>,
    last: StoredValue<u32>,
}

impl Number {
    /// As it is.
    pub fn of(number: u32) -> Self {
        Self { text: RwSignal::new(number.to_string()), last: StoredValue::new(number) }
    }

    /// What it comes to, noting at its place if it's no number; reactive.
    pub fn get(self, wrong: &mut Vec<FieldError>, pointer: impl FnOnce() -> String) -> u32 {
        match self.text.with(|text| text.trim().parse()) {
            Ok(number) => {
                self.last.set_value(number);
                number
            }
            Err(_) => {
                let detail = t!(kit.no_number).to_owned();
                wrong.push(FieldError { pointer: pointer(), code: Code::WrongFormat, detail });
                self.last.get_value()
            }
        }
    }
}

/// A group.
#[derive(Clone, Copy)]
pub struct GroupForm {
    /// Names it here.
    pub key: Key,
    /// Its number.
    pub id: RwSignal<String>,
    /// Its points.
    pub max: Number,
    /// Its heading.
    pub name: Texts,
    origin: StoredValue<Origin>,
}

impl GroupForm {
    fn of(group: &Group) -> Self {
        Self {
            key: fresh(),
            id: RwSignal::new(group.id.clone()),
            max: Number::of(group.max),
            name: Texts::of(&group.name),
            origin: StoredValue::new(group.origin),
        }
    }

    fn get(self, place: usize, wrong: &mut Vec<FieldError>) -> Group {
        Group {
            id: self.id.with(|id| id.trim().to_owned()),
            max: self.max.get(wrong, || format!("/groups/{place}/max")),
            name: self.name.get(),
            origin: self.origin.get_value(),
        }
    }
}

/// What a form comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Entered {
    /// The sheet.
    pub sheet: ScoreSheet,
    /// Numbers that are none, with their places.
    pub unreadable: Vec<FieldError>,
}

/// The form.
#[derive(Clone, Copy)]
pub struct Form {
    /// What people call the sheet.
    pub title: Texts,
    /// The documents that it comes from.
    pub document: Texts,
    /// What whoever uses it must know.
    pub note: Texts,
    /// Sum of all points.
    pub total: Number,
    /// Where each grade begins, from the best down.
    pub grades: StoredValue<Vec<(MeetingGrade, Number)>>,
    /// Whether an absence without a reason keeps the best grade away.
    pub no_unexcused: RwSignal<bool>,
    /// Groups in their order.
    pub groups: RwSignal<Vec<GroupForm>>,
    /// Criteria in their order.
    pub criteria: RwSignal<Vec<CriterionForm>>,
    /// What has no field: id, rule set, how sure it is.
    rest: StoredValue<ScoreSheet>,
    /// What is added later lives as long as the form.
    owner: StoredValue<Owner>,
}

impl Form {
    /// Of a sheet as it was read.
    pub fn of(sheet: &ScoreSheet) -> Self {
        let groups: Vec<GroupForm> = sheet.groups.iter().map(GroupForm::of).collect();
        let key_of =
            |id: &str| sheet.groups.iter().zip(&groups).find(|(group, _)| group.id == id).map(|(_, form)| form.key);
        let criteria = sheet
            .criteria
            .iter()
            .map(|one| {
                let full = sheet.must_be_full_for_good.contains(&one.id);
                CriterionForm::of(fresh(), one, key_of(&one.group), full)
            })
            .collect();
        let grades = sheet.grades.iter().map(|step| (step.grade, Number::of(step.min))).collect();
        Self {
            title: Texts::of(&sheet.title),
            document: Texts::of(&sheet.document),
            note: Texts::of(&sheet.note.clone().unwrap_or_default()),
            total: Number::of(sheet.total),
            grades: StoredValue::new(grades),
            no_unexcused: RwSignal::new(sheet.no_unexcused_for_good),
            groups: RwSignal::new(groups),
            criteria: RwSignal::new(criteria),
            rest: StoredValue::new(sheet.clone()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// What it comes to; reactive.
    pub fn entered(self) -> Entered {
        let mut unreadable = Vec::new();
        let wrong = &mut unreadable;
        let note = self.note.get();
        let groups = self.groups.get();
        let number_of = |key: Option<Key>| {
            let group = groups.iter().find(|group| Some(group.key) == key);
            group.map(|group| group.id.with(|id| id.trim().to_owned())).unwrap_or_default()
        };
        let forms = self.criteria.get();
        let full = forms.iter().filter(|one| one.full.get()).map(|one| one.number());
        let full: Vec<String> = full.collect();
        let criteria =
            forms.iter().enumerate().map(|(place, one)| one.get(place, number_of(one.group()), wrong)).collect();
        let grades = self.grades.get_value().into_iter().enumerate();
        let grades = grades
            .map(|(place, (grade, min))| GradeStep { grade, min: min.get(wrong, || format!("/grades/{place}/min")) })
            .collect();
        let sheet = ScoreSheet {
            title: self.title.get(),
            document: self.document.get(),
            note: (!note.vi.trim().is_empty()).then_some(note),
            total: self.total.get(wrong, || "/total".to_owned()),
            grades,
            must_be_full_for_good: full,
            no_unexcused_for_good: self.no_unexcused.get(),
            groups: groups.iter().enumerate().map(|(place, one)| one.get(place, wrong)).collect(),
            criteria,
            ..self.rest.get_value()
        };
        Entered { sheet, unreadable }
    }

    /// Adds a group at the end; gives its key.
    pub fn add_group(self) -> Key {
        let numbers = self.groups.with_untracked(|groups| {
            groups.iter().filter_map(|group| group.id.with_untracked(|id| id.trim().parse::<u32>().ok())).max()
        });
        let id = (numbers.unwrap_or_default() + 1).to_string();
        let group = Group { id, max: 0, name: Bilingual::default(), origin: Origin::Proposed };
        let form = self.owner.get_value().with(|| GroupForm::of(&group));
        self.groups.update(|groups| groups.push(form));
        form.key
    }

    /// Adds a criterion at the end of a group; gives its key.
    pub fn add_criterion(self, group: GroupForm) -> Key {
        let taken: Vec<String> =
            self.criteria.with_untracked(|all| all.iter().map(|one| one.id.get_untracked()).collect());
        let below = group.id.get_untracked();
        let free = (1..).map(|number| format!("{below}.{number}")).find(|id| !taken.contains(id));
        let key = fresh();
        let form = self.owner.get_value().with(|| CriterionForm::new(key, free.unwrap_or_default(), group.key));
        self.criteria.update(|all| {
            let last = all.iter().rposition(|one| one.group.with_untracked(|of| *of == group.key.to_string()));
            all.insert(last.map_or(all.len(), |last| last + 1), form);
        });
        key
    }

    /// Adds a band to a criterion.
    pub fn add_band(self, one: CriterionForm) {
        self.owner.get_value().with(|| one.add_band());
    }

    /// Moves a criterion up or down within its group.
    pub fn move_criterion(self, key: Key, down: bool) {
        self.criteria.update(|all| {
            let Some(here) = all.iter().position(|one| one.key == key) else { return };
            let group = all.get(here).map(|one| one.group.get_untracked());
            let same = |place: &usize| all.get(*place).map(|one| one.group.get_untracked()) == group;
            let there = if down { (here + 1..all.len()).find(same) } else { (0..here).rev().find(same) };
            if let Some(there) = there {
                all.swap(here, there);
            }
        });
    }

    /// Moves a group up or down.
    pub fn move_group(self, key: Key, down: bool) {
        self.groups.update(|all| {
            let Some(here) = all.iter().position(|one| one.key == key) else { return };
            let there = if down { here.checked_add(1) } else { here.checked_sub(1) };
            if let Some(there) = there.filter(|there| *there < all.len()) {
                all.swap(here, there);
            }
        });
    }

    /// Takes a group away with its criteria; gives what brings them back.
    pub fn remove_group(self, key: Key) -> impl Fn() + Send + Sync + 'static {
        let (groups, criteria) = (self.groups.get_untracked(), self.criteria.get_untracked());
        self.groups.update(|all| all.retain(|one| one.key != key));
        self.criteria.update(|all| all.retain(|one| one.group.with_untracked(|of| *of != key.to_string())));
        move || {
            // The page may be gone by now.
            self.groups.try_set(groups.clone());
            self.criteria.try_set(criteria.clone());
        }
    }

    /// Takes a criterion away; gives what brings it back.
    pub fn remove_criterion(self, key: Key) -> impl Fn() + Send + Sync + 'static {
        let criteria = self.criteria.get_untracked();
        self.criteria.update(|all| all.retain(|one| one.key != key));
        move || {
            self.criteria.try_set(criteria.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::rulebook::Rulebook;

    use super::*;

    #[test]
    fn every_shipped_sheet_comes_out_of_the_form_as_it_went_in() {
        let owner = Owner::new();
        owner.with(|| {
            for kept in Rulebook::shipped().sheets() {
                let entered = Form::of(&kept.value).entered();
                assert_eq!((entered.sheet, entered.unreadable), (kept.value.clone(), Vec::new()));
            }
        });
    }

    #[test]
    fn what_is_no_number_is_named_and_the_last_one_counts() {
        let owner = Owner::new();
        owner.with(|| {
            let sheet = Rulebook::shipped().sheet_with_id("an-phu-2025").map(|kept| kept.value.clone()).unwrap();
            let form = Form::of(&sheet);
            form.groups.get_untracked()[1].max.text.set("năm".to_owned());
            let entered = form.entered();
            assert_eq!(entered.unreadable[0].pointer, "/groups/1/max");
            assert_eq!(entered.sheet, sheet);
        });
    }

    #[test]
    fn lists_grow_move_and_shrink_and_numbers_follow_their_group() {
        let owner = Owner::new();
        owner.with(|| {
            let sheet = Rulebook::shipped().sheet_with_id("an-phu-2025").map(|kept| kept.value.clone()).unwrap();
            let form = Form::of(&sheet);
            let second = form.groups.get_untracked()[1];
            let key = form.add_criterion(second);
            second.id.set("II".to_owned());
            let ids = |form: Form| {
                let sheet = form.entered().sheet;
                let of_group = sheet.criteria.into_iter().filter(|one| one.group == "II");
                of_group.map(|one| one.id).collect::<Vec<_>>()
            };
            assert_eq!(ids(form), ["2.1", "2.2", "2.3"]);
            form.move_criterion(key, false);
            form.move_criterion(key, false);
            form.move_criterion(key, false);
            assert_eq!(ids(form), ["2.3", "2.1", "2.2"]);
            let back = form.remove_criterion(key);
            assert_eq!(ids(form), ["2.1", "2.2"]);
            back();
            assert_eq!(ids(form), ["2.3", "2.1", "2.2"]);
            let back = form.remove_group(second.key);
            assert!(ids(form).is_empty());
            assert_eq!(form.entered().sheet.groups.len(), sheet.groups.len() - 1);
            back();
            assert_eq!(ids(form).len(), 3);
        });
    }
}
