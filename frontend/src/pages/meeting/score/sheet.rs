//! A score sheet to fill in: the branch, the supervising member and the committee use the same.

use leptos::prelude::*;
use shared::evaluation::{
    Answer, Answers, Basis, Criterion, CriterionScore, CriterionState, Group, How, ScoreResult, ScoreSheet,
};

use super::super::aside::{capped, hints, tone};
use super::super::page::Page;
use crate::components::part::{button, plain};
use crate::components::{Chip, GradeChip, SelectField, TextField, Tone, is_open};
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// Answers being given, and what they come to.
#[derive(Clone, Copy)]
pub struct Form {
    /// The answers.
    pub answers: RwSignal<Answers>,
    /// What they come to.
    pub result: Signal<ScoreResult>,
    /// Whether the caller may answer.
    pub may: Memo<bool>,
    /// Told of each answer.
    pub changed: Callback<()>,
}

impl Form {
    /// One criterion as it stands.
    fn read<T>(self, id: &str, read: impl FnOnce(&CriterionScore) -> Option<T>) -> Option<T> {
        self.result.with(|result| result.criterion(id).and_then(read))
    }

    /// Gives an answer, or takes it back.
    fn answer(self, id: &str, answer: Option<Answer>) {
        self.answers.update(|answers| {
            match answer {
                Some(answer) => answers.insert(id.to_owned(), answer),
                None => answers.remove(id),
            };
        });
        self.changed.run(());
    }
}

/// A criterion's place in the form, for what reacts to it.
#[derive(Clone, Copy)]
struct Line(StoredValue<String>);

impl Line {
    fn read<T>(self, form: Form, read: impl FnOnce(&CriterionScore) -> Option<T>) -> Option<T> {
        self.0.with_value(|id| form.read(id, read))
    }

    fn given(self, form: Form) -> Option<Answer> {
        self.0.with_value(|id| form.answers.with_untracked(|answers| answers.get(id).cloned()))
    }

    fn answer(self, form: Form, answer: Option<Answer>) {
        form.answer(&self.0.get_value(), answer);
    }
}

/// Total and grade, what caps it, what is missing, what it would take.
pub fn summary(page: Page, form: Form) -> AnyView {
    let shown = move || {
        let (sheet, result) = (&page.sheet(), form.result.get());
        let open = result.unanswered.join(", ");
        let confirm = result.to_confirm.join(", ");
        view! {
            <div class="bar">
                <div class="stat grow">
                    <span class="stat-value" aria-live="polite">{result.total}</span>
                    <span class="stat-label">{t!(meeting.out_of, points = result.out_of)}</span>
                </div>
                <GradeChip grade=result.grade />
            </div>
            {capped(sheet, &result.capped_by)}
            {(!open.is_empty()).then(|| view! { <p class="small"><b>{t!(score.unanswered)}</b>" "{open}</p> })}
            {(!confirm.is_empty()).then(|| view! { <p class="small"><b>{t!(score.to_confirm)}</b>" "{confirm}</p> })}
            {hints(sheet, &result.to_reach_good)}
            <p class="small muted">{format!("{} · {}", sheet.title.pick(language()), sheet.document.pick(language()))}</p>
            {sheet.note.as_ref().map(|note| view! { <p class="small muted">{note.pick(language()).to_owned()}</p> })}
        }
    };
    plain(t!(score.total), shown.into_any())
}

/// The sheet by its groups.
pub fn view(page: Page, form: Form) -> AnyView {
    // Made anew when the meeting gets another sheet.
    (move || {
        let sheet = page.sheet();
        sheet.groups.iter().map(|one| group(&sheet, one, form)).collect::<Vec<_>>()
    })
    .into_any()
}

fn group(sheet: &ScoreSheet, group: &Group, form: Form) -> AnyView {
    let id = group.id.clone();
    let points = move || {
        form.result.with(|result| {
            let score = result.groups.iter().find(|score| score.group == id)?;
            Some(format!("{}/{}", score.points, score.out_of))
        })
    };
    let lines: Vec<AnyView> =
        sheet.criteria.iter().filter(|one| one.group == group.id).map(|one| criterion(one.clone(), form)).collect();
    view! {
        <section class="card">
            <div class="card-head"><h2>{format!("{}. {}", group.id, group.name.pick(language()))}</h2><b class="num">{points}</b></div>
            <ul class="criteria">{lines}</ul>
        </section>
    }
    .into_any()
}

fn criterion(criterion: Criterion, form: Form) -> AnyView {
    let max = criterion.max;
    let line = Line(StoredValue::new(criterion.id.clone()));
    let points = move || {
        let points = line.read(form, |score| score.points);
        let left_out = line.read(form, |score| (score.state == CriterionState::LeftOut).then_some(())).is_some();
        match points {
            _ if left_out => view! { <Chip>{CriterionState::LeftOut.label(language())}</Chip> }.into_any(),
            Some(points) => view! { <Chip tone=tone(points, max)>{format!("{points}/{max}")}</Chip> }.into_any(),
            None => view! { <Chip tone=Tone::Accent>{format!("–/{max}")}</Chip> }.into_any(),
        }
    };
    let why = move || {
        let why = line.read(form, |score| score.explanation.clone())?;
        Some(
            view! { <div class="small muted">{why.text(language())}" ("{why.rule.pick(language()).to_owned()}")"</div> },
        )
    };
    let changed = move || {
        let changed = line.read(form, |score| score.overridden.clone())?;
        Some(
            view! { <div class="small">{t!(score.changed, computed = changed.computed, reason = changed.reason)}</div> },
        )
    };
    let left_out =
        Memo::new(move |_| line.read(form, |score| (score.state == CriterionState::LeftOut).then_some(())).is_some());
    let open = move || line.read(form, |score| (score.state == CriterionState::Unanswered).then_some(())).is_some();
    let (number, name) = (criterion.id.clone(), criterion.name.pick(language()).to_owned());
    let about = format!("{} · {}", criterion.basis.label(language()), criterion.from.pick(language()));
    let criterion = StoredValue::new(criterion);
    let given = move || (form.may.get() && !left_out.get()).then(|| asked(criterion, line, form));
    view! {
        <li class="criterion" class:open=open>
            <b class="num muted">{number}</b>
            <div class="stack-tight">
                <div>{name}</div>
                <div class="small muted">{about}</div>
                {why} {changed} {given}
            </div>
            {points}
        </li>
    }
    .into_any()
}

/// What a person answers: at once where people judge, behind a word where the records do.
fn asked(criterion: StoredValue<Criterion>, line: Line, form: Form) -> AnyView {
    let inside = move || answer(criterion, line, form);
    let computed = Memo::new(move |_| line.read(form, |score| score.computed).is_some());
    let judged = criterion.with_value(|criterion| criterion.basis != Basis::Computed);
    let to_confirm = move || {
        let open = line
            .read(form, |score| (score.basis == Basis::Prefilled && !score.answered).then_some(score.computed))
            .flatten();
        let confirm = move |points| {
            line.answer(form, Some(Answer::of(points)));
            focus::first(".confirm");
        };
        open.map(|points| button("button small confirm", t!(score.confirm), move || confirm(points)))
    };
    (move || {
        if computed.get() {
            let open = RwSignal::new(line.given(form).is_some() && !judged);
            let shown = move || open.get().then(inside);
            view! {
                <div class="bar">
                    {to_confirm}
                    <details open=open.get_untracked() on:toggle=move |event| open.set(is_open(&event))>
                        <summary class="small">{t!(score.change)}</summary>
                        {shown}
                    </details>
                </div>
            }
            .into_any()
        } else {
            inside()
        }
    })
    .into_any()
}

fn answer(criterion: StoredValue<Criterion>, line: Line, form: Form) -> AnyView {
    let given = line.given(form);
    let points = RwSignal::new(given.as_ref().map(|answer| answer.points.to_string()).unwrap_or_default());
    let note = RwSignal::new(given.and_then(|answer| answer.note).unwrap_or_default());
    let commit = Callback::new(move |_: String| {
        let text = note.with_untracked(|note| note.trim().to_owned());
        let answer = points.with_untracked(|points| points.parse().ok());
        line.answer(form, answer.map(|points| Answer { points, note: (!text.is_empty()).then_some(text) }));
    });
    let (id, max, whole, computed_basis) = criterion.with_value(|one| {
        (one.id.clone(), one.max, matches!(one.how, How::YesNo { .. }), one.basis == Basis::Computed)
    });
    let options = Signal::derive(move || {
        let computed = line.read(form, |score| score.computed);
        let none = computed.map_or(t!(score.choose).to_owned(), |points| t!(score.by_records, points = points));
        let mut options = vec![(String::new(), none)];
        if whole {
            options.push((max.to_string(), t!(score.yes, points = max)));
            options.push(("0".to_owned(), t!(score.no).to_owned()));
        } else {
            options.extend((0..=max).rev().map(|points| (points.to_string(), t!(score.points, points = points))));
        }
        options
    });
    let wrong = move || {
        line.read(form, |score| score.problem)
            .map(|problem| view! { <p class="field-error" role="alert">{problem.label(language())}</p> })
    };
    let label = if computed_basis { t!(score.reason) } else { t!(score.note) };
    view! {
        <div class="form-row answer">
            <SelectField label=t!(score.given, id = id) value=points options on_commit=commit />
            <TextField label=label value=note on_commit=commit />
        </div>
        {wrong}
    }
    .into_any()
}
