//! A criterion's fields, folded away behind its line.

use leptos::prelude::*;
use shared::evaluation::{Basis, Condition, Measure, NotApplicablePolicy, Origin, YesFact};

use super::context::{Context, Place};
use super::criterion_form::{BandForm, CriterionForm, HowKind, limit};
use super::form::Texts;
use crate::components::{Chip, Choice, Icon, Segmented, Shape, is_open};
use crate::editing::field::choices;
use crate::i18n::language;
use crate::shell::focus;
use crate::t;

/// The criterion.
pub fn criterion(context: Context, one: CriterionForm) -> AnyView {
    let (key, opened) = (one.key, context.opened);
    let place = context
        .whole()
        .row("/criteria", move || context.form.criteria.with(|all| all.iter().position(|other| other.key == key)));
    let unfolded = Memo::new(move |_| opened.with(|opened| opened.contains(&key)));
    let toggle = move |event: leptos::ev::Event| {
        let open = is_open(&event);
        if open != unfolded.get_untracked() {
            opened.update(|opened| if open { _ = opened.insert(key) } else { _ = opened.remove(&key) });
        }
    };
    let name = move || {
        let name = one.name.vi.get();
        if name.trim().is_empty() { t!(sheet_edit.unnamed).to_owned() } else { name }
    };
    let points = move || t!(sheets.points, count = one.max.text.get());
    // Where it's folded, what is wrong stands under its line: nothing is hidden with it.
    let wrong = move || {
        let errors = if unfolded.get() { Vec::new() } else { place.errors.get() };
        errors.into_iter().map(|error| view! { <p class="field-error">{error.detail}</p> }).collect_view()
    };
    view! {
        <li class="sheet-row" id=format!("criterion-{key}")>
            <details open=unfolded on:toggle=toggle>
                <summary>
                    <b class="num">{move || one.number()}</b>
                    <span class="grow">{name}</span>
                    <Chip>{points}</Chip>
                </summary>
                {move || unfolded.get().then(|| body(context, place, one))}
            </details>
            {wrong}
        </li>
    }
    .into_any()
}

fn body(context: Context, place: Place, one: CriterionForm) -> AnyView {
    let groups = Signal::derive(move || {
        let groups = context.form.groups.get();
        let words = |id: String, name: String| format!("{id}. {name}");
        groups
            .iter()
            .map(|group| (group.key.to_string(), words(group.id.get(), group.name.vi.get())))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="form sheet-body">
            <div class="form-row three">
                {place.line(t!(sheet_edit.number), one.id, "/id")}
                {place.number(t!(sheet_edit.max), one.max.text, "/max")}
                {place.choice(t!(sheet_edit.group), one.group, groups, "/group")}
            </div>
            {place.lines(t!(sheet_edit.name), one.name.vi, "/name/vi")}
            {how(context, place, one)}
            <div class="form-row">
                {place.choice(t!(sheet_edit.basis), one.basis, fixed(choices(Basis::ALL, |one| one.label(language()))), "/basis")}
                {place.line(t!(sheet_edit.from), one.from.vi, "/from/vi")}
            </div>
            {not_applicable(place, one)}
            {place.tick(t!(sheet_edit.full), one.full)}
            <details>
                <summary>{t!(sheet_edit.further)}</summary>
                <div class="form sheet-body">
                    {place.choice(t!(sheet_edit.origin), one.origin, origins(), "/origin")}
                    {english(place, t!(sheet_edit.name_en), one.name, "/name/en")}
                    {english(place, t!(sheet_edit.from_en), one.from, "/from/en")}
                </div>
            </details>
            {tools(context, one)}
        </div>
    }
    .into_any()
}

/// The words in English, for whoever reads the program in it.
pub fn english(place: Place, label: &'static str, text: Texts, pointer: &'static str) -> AnyView {
    place.hinted(label, text.en, pointer, t!(sheet_edit.english_hint))
}

fn fixed(options: Vec<(String, String)>) -> Signal<Vec<(String, String)>> {
    Signal::stored(options)
}

fn origins() -> Signal<Vec<(String, String)>> {
    fixed(choices(Origin::ALL, |one| one.label(language())))
}

/// How points are found: the choice, and what belongs to it.
fn how(context: Context, place: Place, one: CriterionForm) -> AnyView {
    let kinds = vec![
        Choice::new(HowKind::Bands, t!(sheet_edit.bands)),
        Choice::new(HowKind::YesNo, t!(sheet_edit.yes_no)),
        Choice::new(HowKind::Judged, t!(sheet_edit.judged)),
    ];
    let choose = Callback::new(move |kind| {
        one.how.set(kind);
        // Who scores goes with it; the field beside can say otherwise.
        let basis = match kind {
            HowKind::Bands => Basis::Computed,
            HowKind::YesNo if one.fact.with_untracked(|fact| !fact.is_empty()) => Basis::Prefilled,
            HowKind::YesNo | HowKind::Judged => Basis::Human,
        };
        one.basis.set(basis.to_string());
        context.save.run(());
    });
    let below = move || match one.how.get() {
        HowKind::Bands => bands(context, place, one),
        HowKind::YesNo => {
            let mut facts = vec![(String::new(), t!(sheet_edit.no_fact).to_owned())];
            facts.extend(choices(YesFact::ALL, |one| one.label(language())));
            place.choice(t!(sheet_edit.fact), one.fact, fixed(facts), "/how/yes_no/fact")
        }
        HowKind::Judged => view! { <p class="small muted">{t!(sheet_edit.judged_note)}</p> }.into_any(),
    };
    view! {
        <Segmented
            legend=t!(sheet_edit.how) legend_shown=true choices=kinds
            value=Signal::derive(move || Some(one.how.get())) on_choose=choose
        />
        {place.blame("/how")}
        {below}
    }
    .into_any()
}

fn bands(context: Context, place: Place, one: CriterionForm) -> AnyView {
    let measures = fixed(choices(Measure::ALL, |one| one.label(language())));
    let add = move |_| {
        context.form.add_band(one);
        context.save.run(());
        let last = one.bands.with_untracked(Vec::len).saturating_sub(1);
        focus::first(format!("#criterion-{} .band:nth-child({last}) select", one.key));
    };
    view! {
        <div class="stack-small inset">
            {place.choice(t!(sheet_edit.measure), one.measure, measures, "/how/bands/measure")}
            <p class="small muted">{t!(sheet_edit.bands_note)}</p>
            <div class="bands">
                <For each=move || one.bands.get() key=|row| row.key children=move |row| band(context, place, one, row) />
            </div>
            {place.blame("/how/bands/bands")}
            <div class="bar">
                <button type="button" class="button" on:click=add><Icon shape=Shape::Plus /> {t!(sheet_edit.add_band)}</button>
            </div>
            {place.tick(t!(sheet_edit.lowest), one.lowest)}
            <div class="form-row">
                {place.number(t!(sheet_edit.less), one.less.text, "/how/bands/less_per_unexcused")}
                {place.choice(t!(sheet_edit.bands_origin), one.bands_origin, origins(), "/how/bands/origin")}
            </div>
        </div>
    }
    .into_any()
}

fn band(context: Context, place: Place, one: CriterionForm, row: BandForm) -> AnyView {
    let at = Memo::new(move |_| one.bands.with(|all| all.iter().position(|other| other.key == row.key)));
    let place = place.row("/how/bands/bands", move || at.get());
    let number = move || at.get().map_or(0, |at| at + 1);
    let percent = |kind: &str| matches!(kind, limit::AT_LEAST | limit::MORE_THAN);
    let kinds = Signal::derive(move || {
        let measure = one.measure.with(|measure| measure.parse().unwrap_or(Measure::Attendance));
        let short = t!(sheet_edit.short, unit = measure.unit(language()));
        vec![
            (limit::AT_LEAST.to_owned(), t!(sheet_edit.at_least).to_owned()),
            (limit::MORE_THAN.to_owned(), t!(sheet_edit.more_than).to_owned()),
            (limit::SHORT.to_owned(), short),
            (limit::OTHERWISE.to_owned(), t!(sheet_edit.otherwise).to_owned()),
        ]
    });
    let value = move || {
        let kind = row.kind.get();
        let label = if percent(&kind) { t!(sheet_edit.percent) } else { t!(sheet_edit.count) };
        (kind != limit::OTHERWISE).then(|| place.number(label, row.value.text, "/limit/number"))
    };
    let remove = move |_| {
        let words = t!(sheet_edit.band_removed, number = at.get_untracked().map_or(0, |at| at + 1));
        let back = one.remove_band(row.key);
        context.say_removed(words, back);
        focus::first(format!("#criterion-{} .band select", one.key));
    };
    view! {
        <fieldset class="band">
            <legend>{move || t!(sheet_edit.band, number = number())}</legend>
            <div class="band-fields">
                {place.choice(t!(sheet_edit.limit), row.kind, kinds, "/limit")}
                {value}
                {place.number(t!(sheet_edit.band_points), row.points.text, "/points")}
                <button
                    type="button" class="button quiet icon-only"
                    aria-label=move || t!(sheet_edit.remove_band, number = number())
                    title=move || t!(sheet_edit.remove_band, number = number())
                    on:click=remove
                >
                    <Icon shape=Shape::Bin />
                </button>
            </div>
        </fieldset>
    }
    .into_any()
}

fn not_applicable(place: Place, one: CriterionForm) -> AnyView {
    let mut cases = vec![(String::new(), t!(sheet_edit.always).to_owned())];
    cases.extend(choices(Condition::ALL, |one| one.label(language())));
    let policies = fixed(choices(NotApplicablePolicy::ALL, |one| one.label(language())));
    let applies_always = Memo::new(move |_| one.when.with(String::is_empty));
    let policy = move || {
        (!applies_always.get())
            .then(|| place.choice(t!(sheet_edit.policy), one.policy, policies, "/not_applicable/policy"))
    };
    view! {
        <div class="form-row">
            {place.choice(t!(sheet_edit.when), one.when, fixed(cases), "/not_applicable/when")}
            {policy}
        </div>
        {place.blame("/not_applicable")}
    }
    .into_any()
}

fn tools(context: Context, one: CriterionForm) -> AnyView {
    let (form, key) = (context.form, one.key);
    let step = move |down: bool| {
        form.move_criterion(key, down);
        context.save.run(());
        focus::keep();
    };
    let remove = move |_| {
        let words = t!(sheet_edit.criterion_removed, number = one.id.get_untracked());
        context.say_removed(words, form.remove_criterion(key));
        focus::first("h1");
    };
    view! {
        <div class="bar end">
            <button type="button" class="button" on:click=move |_| step(false)><Icon shape=Shape::Up /> {t!(sheet_edit.up)}</button>
            <button type="button" class="button" on:click=move |_| step(true)><Icon shape=Shape::Down /> {t!(sheet_edit.down)}</button>
            <button type="button" class="button danger" on:click=remove><Icon shape=Shape::Bin /> {t!(sheet_edit.remove)}</button>
        </div>
    }
    .into_any()
}
