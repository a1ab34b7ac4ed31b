//! What a sheet says, to be read and printed.

use leptos::prelude::*;
use shared::evaluation::{Basis, Criterion, Group, How, NotApplicable, Origin, ScoreSheet};

use crate::components::{Card, Chip, Note, Shape, Tone};
use crate::i18n::language;
use crate::t;

/// The sheet in its cards.
pub fn view(sheet: &ScoreSheet) -> AnyView {
    let groups: Vec<AnyView> = sheet.groups.iter().map(|one| group(sheet, one)).collect();
    view! { {head(sheet)} {groups} }.into_any()
}

/// Where it comes from, how grades are given, who scores.
fn head(sheet: &ScoreSheet) -> AnyView {
    let note = sheet.note.as_ref().map(|note| {
        let note = note.pick(language()).to_owned();
        view! { <Note>{note}</Note> }
    });
    let list = |lines: Vec<String>| lines.into_iter().map(|line| view! { <div>{line}</div> }).collect_view();
    let (document, origin, total) = (sheet.document.pick(language()).to_owned(), origin(sheet.origin), sheet.total);
    let conditions = sheet.conditions(language());
    let conditions = if conditions.is_empty() { vec![t!(sheet_edit.no_conditions).to_owned()] } else { conditions };
    let points = |basis: Basis| -> u64 {
        sheet.criteria.iter().filter(|one| one.basis == basis).map(|one| u64::from(one.max)).sum()
    };
    let by = |basis: &Basis| {
        let count = points(*basis);
        (count > 0).then(|| format!("{}: {}", basis.label(language()), t!(sheets.points, count = count)))
    };
    let (grades, conditions) = (list(sheet.grade_lines(language())), list(conditions));
    let basis = list(Basis::ALL.iter().filter_map(by).collect());
    view! {
        <Card title=t!(sheets.about)>
            <dl class="facts">
                <dt>{t!(sheets.document)}</dt><dd>{document} {origin}</dd>
                <dt>{t!(sheets.total)}</dt><dd>{t!(sheets.points, count = total)}</dd>
                <dt>{t!(sheets.grades)}</dt><dd>{grades}</dd>
                <dt>{t!(sheets.conditions)}</dt><dd>{conditions}</dd>
                <dt>{t!(sheets.basis)}</dt><dd>{basis}</dd>
            </dl>
            {note}
        </Card>
    }
    .into_any()
}

/// How sure a number is, where it isn't printed in the source.
fn origin(origin: Origin) -> Option<AnyView> {
    (origin != Origin::Found).then(|| view! { <div class="small muted">{origin.label(language())}</div> }.into_any())
}

fn group(sheet: &ScoreSheet, group: &Group) -> AnyView {
    let lines: Vec<AnyView> = sheet
        .criteria
        .iter()
        .filter(|one| one.group == group.id)
        .map(|one| criterion(one, sheet.must_be_full_for_good.contains(&one.id)))
        .collect();
    view! {
        <section class="card">
            <div class="card-head">
                <h2>{format!("{}. {}", group.id, group.name.pick(language()))}</h2>
                <b class="num">{t!(sheets.points, count = group.max)}</b>
            </div>
            {origin(group.origin)}
            <ul class="criteria">{lines}</ul>
        </section>
    }
    .into_any()
}

fn criterion(one: &Criterion, full: bool) -> AnyView {
    let about = format!("{} · {}", one.basis.label(language()), one.from.pick(language()));
    let full = full.then(|| view! { <Chip tone=Tone::Accent icon=Shape::Star>{t!(sheets.full)}</Chip> });
    view! {
        <li class="criterion">
            <b class="num muted">{one.id.clone()}</b>
            <div class="stack-tight">
                <div>{one.name.pick(language()).to_owned()}</div>
                <div class="small muted">{about}</div>
                {how(&one.how)}
                {one.not_applicable.map(not_applicable)}
                {full}
                {origin(one.origin)}
            </div>
            <b class="num nowrap">{t!(sheets.points, count = one.max)}</b>
        </li>
    }
    .into_any()
}

fn how(how: &How) -> AnyView {
    let line = |line: String| view! { <li>{line}</li> };
    match how {
        How::Bands(bands) => {
            let of = origin(bands.origin);
            let lines = bands.lines(language()).into_iter().map(line).collect_view();
            let absences = bands.absences(language()).into_iter().map(line).collect_view();
            view! {
                <div class="small">
                    <b>{bands.measure.label(language())}</b>
                    <ul class="band-lines">{lines} {absences}</ul>
                    {of}
                </div>
            }
            .into_any()
        }
        How::YesNo { .. } | How::Judged => {
            let lines = how.lines(language()).into_iter().map(line).collect_view();
            view! { <ul class="small band-lines">{lines}</ul> }.into_any()
        }
    }
}

fn not_applicable(case: NotApplicable) -> AnyView {
    view! { <div class="small"><b>{t!(sheets.not_applicable)}</b>" "{case.text(language())}</div> }.into_any()
}
