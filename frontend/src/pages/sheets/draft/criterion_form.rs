//! A criterion as a form: what it asks, how its points are found, when it doesn't apply.

use leptos::prelude::*;
use shared::evaluation::{
    Band, Bands, Basis, Condition, Criterion, How, Limit, Measure, NotApplicable, NotApplicablePolicy, Origin,
};
use shared::problem::FieldError;
use shared::text::Bilingual;

use super::form::{Key, Number, Texts};

/// How points are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowKind {
    /// By bands of what is measured.
    Bands,
    /// All points or none.
    YesNo,
    /// By people.
    Judged,
}

/// What kind of limit a band has, as the choice is named.
pub mod limit {
    /// At least so many percent.
    pub const AT_LEAST: &str = "at_least";
    /// More than so many percent.
    pub const MORE_THAN: &str = "more_than";
    /// At most so many short of the whole.
    pub const SHORT: &str = "short_at_most";
    /// Everything else.
    pub const OTHERWISE: &str = "otherwise";
}

/// A band.
#[derive(Clone, Copy)]
pub struct BandForm {
    /// Names it here.
    pub key: Key,
    /// What kind of limit.
    pub kind: RwSignal<String>,
    /// The limit's number; nothing to `otherwise`.
    pub value: Number,
    /// Its points.
    pub points: Number,
}

impl BandForm {
    fn of(key: Key, band: &Band) -> Self {
        let (kind, value) = match band.limit {
            Limit::AtLeast(percent) => (limit::AT_LEAST, percent),
            Limit::MoreThan(percent) => (limit::MORE_THAN, percent),
            Limit::ShortAtMost(short) => (limit::SHORT, short),
            Limit::Otherwise => (limit::OTHERWISE, 0),
        };
        Self { key, kind: RwSignal::new(kind.to_owned()), value: Number::of(value), points: Number::of(band.points) }
    }

    fn get(self, at: &str, wrong: &mut Vec<FieldError>) -> Band {
        let mut value = || self.value.get(wrong, || format!("{at}/limit/number"));
        let limit = match self.kind.get().as_str() {
            limit::AT_LEAST => Limit::AtLeast(value()),
            limit::MORE_THAN => Limit::MoreThan(value()),
            limit::SHORT => Limit::ShortAtMost(value()),
            _ => Limit::Otherwise,
        };
        Band { limit, points: self.points.get(wrong, || format!("{at}/points")) }
    }
}

/// A criterion. What belongs to another way of finding points is kept while somebody tries one out.
#[derive(Clone, Copy)]
pub struct CriterionForm {
    /// Names it here.
    pub key: Key,
    /// Its number.
    pub id: RwSignal<String>,
    /// The key of its group, as text.
    pub group: RwSignal<String>,
    /// Full points.
    pub max: Number,
    /// Where its points come from.
    pub basis: RwSignal<String>,
    /// What it asks for.
    pub name: Texts,
    /// Which records it is read from, or who judges it.
    pub from: Texts,
    /// How sure its points are.
    pub origin: RwSignal<String>,
    /// How points are found.
    pub how: RwSignal<HowKind>,
    /// What is measured.
    pub measure: RwSignal<String>,
    /// The bands, the best first.
    pub bands: RwSignal<Vec<BandForm>>,
    /// One absence without a reason gives the lowest band.
    pub lowest: RwSignal<bool>,
    /// Points less for each absence without a reason.
    pub less: Number,
    /// The fact that a yes or no asks for; empty: people answer.
    pub fact: RwSignal<String>,
    /// When it doesn't apply; empty: it always does.
    pub when: RwSignal<String>,
    /// What follows then.
    pub policy: RwSignal<String>,
    /// Must be full for the best grade.
    pub full: RwSignal<bool>,
    /// How sure limits and points of the bands are.
    pub bands_origin: RwSignal<String>,
    last_band: StoredValue<Key>,
}

impl CriterionForm {
    /// As it is.
    pub fn of(key: Key, one: &Criterion, group: Option<Key>, full: bool) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let (how, fact) = match &one.how {
            How::Bands(_) => (HowKind::Bands, ""),
            How::YesNo { fact } => (HowKind::YesNo, fact.map(|fact| fact.as_str()).unwrap_or_default()),
            How::Judged => (HowKind::Judged, ""),
        };
        let bands = match &one.how {
            How::Bands(bands) => bands.clone(),
            How::YesNo { .. } | How::Judged => first_bands(one.max),
        };
        let rows: Vec<BandForm> = (0..).zip(&bands.bands).map(|(key, band)| BandForm::of(key, band)).collect();
        Self {
            key,
            id: text(&one.id),
            group: RwSignal::new(group.map(|key| key.to_string()).unwrap_or_default()),
            max: Number::of(one.max),
            basis: text(one.basis.as_str()),
            name: Texts::of(&one.name),
            from: Texts::of(&one.from),
            origin: text(one.origin.as_str()),
            how: RwSignal::new(how),
            measure: text(bands.measure.as_str()),
            last_band: StoredValue::new(Key::try_from(rows.len()).unwrap_or_default()),
            bands: RwSignal::new(rows),
            lowest: RwSignal::new(bands.lowest_when_unexcused),
            less: Number::of(bands.less_per_unexcused),
            fact: text(fact),
            when: text(one.not_applicable.map(|case| case.when.as_str()).unwrap_or_default()),
            policy: text(one.not_applicable.map_or(NotApplicablePolicy::Full, |case| case.policy).as_str()),
            full: RwSignal::new(full),
            bands_origin: text(bands.origin.as_str()),
        }
    }

    /// One that isn't there yet: people judge it.
    pub fn new(key: Key, id: String, group: Key) -> Self {
        let one = Criterion {
            id,
            group: String::new(),
            max: 1,
            basis: Basis::Human,
            name: Bilingual::default(),
            origin: Origin::Proposed,
            from: Bilingual::default(),
            how: How::Judged,
            not_applicable: None,
        };
        Self::of(key, &one, Some(group), false)
    }

    /// Its number on the sheet; reactive.
    pub fn number(self) -> String {
        self.id.with(|id| id.trim().to_owned())
    }

    /// The key of its group; reactive.
    pub fn group(self) -> Option<Key> {
        self.group.with(|key| key.parse().ok())
    }

    /// What it comes to; reactive.
    pub fn get(self, place: usize, group: String, wrong: &mut Vec<FieldError>) -> Criterion {
        let at = format!("/criteria/{place}");
        let how = match self.how.get() {
            HowKind::Bands => How::Bands(self.banded(&at, wrong)),
            HowKind::YesNo => How::YesNo { fact: self.fact.with(|fact| fact.parse().ok()) },
            HowKind::Judged => How::Judged,
        };
        let when: Option<Condition> = self.when.with(|when| when.parse().ok());
        let policy = self.policy.with(|policy| policy.parse().unwrap_or(NotApplicablePolicy::Full));
        Criterion {
            id: self.number(),
            group,
            max: self.max.get(wrong, || format!("{at}/max")),
            basis: self.basis.with(|basis| basis.parse().unwrap_or(Basis::Human)),
            name: self.name.get(),
            origin: self.origin.with(|origin| origin.parse().unwrap_or(Origin::Proposed)),
            from: self.from.get(),
            how,
            not_applicable: when.map(|when| NotApplicable { when, policy }),
        }
    }

    fn banded(self, at: &str, wrong: &mut Vec<FieldError>) -> Bands {
        let at = format!("{at}/how/bands");
        let rows = self.bands.get().into_iter().enumerate();
        let bands = rows.map(|(place, band)| band.get(&format!("{at}/bands/{place}"), wrong)).collect();
        Bands {
            measure: self.measure.with(|measure| measure.parse().unwrap_or(Measure::Attendance)),
            bands,
            lowest_when_unexcused: self.lowest.get(),
            less_per_unexcused: self.less.get(wrong, || format!("{at}/less_per_unexcused")),
            origin: self.bands_origin.with(|origin| origin.parse().unwrap_or(Origin::Proposed)),
        }
    }

    /// Adds a band before the last one, which takes the rest.
    pub fn add_band(self) {
        let key = self.last_band.get_value();
        self.last_band.set_value(key + 1);
        let form = BandForm::of(key, &Band { limit: Limit::AtLeast(0), points: 0 });
        self.bands.update(|bands| bands.insert(bands.len().saturating_sub(1), form));
    }

    /// Takes a band away; gives what brings it back.
    pub fn remove_band(self, key: Key) -> impl Fn() + Send + Sync + 'static {
        let bands = self.bands.get_untracked();
        self.bands.update(|all| all.retain(|band| band.key != key));
        move || {
            self.bands.try_set(bands.clone());
        }
    }
}

/// What somebody begins with who turns a criterion into a measured one.
fn first_bands(max: u32) -> Bands {
    let bands = vec![Band { limit: Limit::AtLeast(90), points: max }, Band { limit: Limit::Otherwise, points: 0 }];
    Bands {
        measure: Measure::Attendance,
        bands,
        lowest_when_unexcused: false,
        less_per_unexcused: 0,
        origin: Origin::Proposed,
    }
}
