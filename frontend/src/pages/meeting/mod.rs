//! One meeting, one page: its steps from preparation to approval, what rules and score sheet say of it beside them.

mod approval;
mod aside;
mod attendance;
mod conclusion;
mod content;
mod field;
pub mod judge;
mod later;
mod notice;
mod page;
mod prepare;
mod score;
mod step;
mod time;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::endpoint::NoQuery;
use shared::api::meeting::{GetMeeting, Meeting as Read};
use shared::id::MeetingId;
use shared::meeting::MeetingKind;

use self::judge::Judge;
use self::page::Page;
use self::step::Step;
use crate::client::{Versioned, outbox, read_versioned};
use crate::components::{Chip, Icon, Note, PageHead, Rail, SaveState, Shape, Step as RailStep, Tone, load, loaded};
use crate::i18n::language;
use crate::shell::address;
use crate::t;

/// How long reading the meeting waits for what was typed before, in milliseconds.
const SHORT_WAIT: f64 = 2_000.0;

/// The page.
#[component]
pub fn Meeting(
    /// Which meeting.
    id: MeetingId,
) -> impl IntoView {
    let meeting = load(move || async move {
        // What was just typed, before a change of language or on another page, is better sent before it is read.
        outbox::settled(SHORT_WAIT).await;
        let read = read_versioned::<GetMeeting>(&id, &NoQuery {}).await?;
        let judge = Judge::of(&read.value).await?;
        Ok((read, judge))
    });
    loaded(meeting, content)
}

fn content((read, judge): (Versioned<Read>, Judge)) -> AnyView {
    let page = Page::new(read, judge);
    let query = address::query();
    let shown = Memo::new(move |_| {
        let named = query.with(|query| query.get_str("step").map(str::to_owned));
        page.meeting.with(|meeting| Step::at(named.as_deref(), meeting))
    });
    // Where the meeting is when the page opens; its progress alone doesn't turn the page over.
    let first = shown.get_untracked();
    let shown =
        Memo::new(move |_| if query.with(|query| query.get_str("step").is_some()) { shown.get() } else { first });
    view! {
        {head(page, shown)}
        <div class="cols meeting">
            <div class="stack">{forged(page)} {returned(page)} {move || body(page, shown.get())} {move || turn(page, shown.get())}</div>
            <aside class="stack">{aside::view(page, shown)}</aside>
        </div>
        {page.editor.conflicts.view()}
    }
    .into_any()
}

/// Says on every step that what is shown isn't what was sealed.
fn forged(page: Page) -> AnyView {
    let forged = page.flag(|meeting| meeting.lock.as_ref().is_some_and(|lock| !lock.matches));
    (move || forged.get().then(|| view! { <Note tone=Tone::Poor>{t!(meeting.forged)}</Note> })).into_any()
}

/// Why the committee handed it back, on every step until it's submitted again.
fn returned(page: Page) -> AnyView {
    let reason = page.text(|meeting| meeting.return_reason.clone());
    (move || {
        let reason = reason.get();
        (!reason.is_empty()).then(|| view! { <Note tone=Tone::Average>{t!(meeting.returned, reason = reason)}</Note> })
    })
    .into_any()
}

fn body(page: Page, step: Step) -> AnyView {
    match step {
        Step::Prepare => prepare::view(page),
        Step::Notice => notice::view(page),
        Step::Attendance => attendance::view(page),
        Step::Content => content::view(page),
        Step::Conclusion => conclusion::view(page),
        Step::Score => score::view(page),
        Step::Approval => approval::view(page),
    }
}

/// The meeting's name, which stays in view, with the state of saving and the steps.
fn head(page: Page, shown: Memo<Step>) -> AnyView {
    let title = page.text(title);
    let over = page.text(|meeting| {
        let month = format!("{}/{}", meeting.month, meeting.year);
        let kind = meeting.kind.label(language());
        t!(meeting.over, unit = meeting.unit_name, kind = kind.to_lowercase(), month = month)
    });
    // Only what saves itself has a state of saving.
    let (runs, scores) = (page.may(Action::MeetingRun), page.may(Action::ScoreBranch));
    let saving = move || (runs.get() || scores.get()).then(|| view! { <SaveState /> });
    let status = page.text(|meeting| meeting.status.label(language()).to_owned());
    let steps = Signal::derive(move || {
        let shown = shown.get();
        page.meeting.with(|meeting| {
            let step = |step: &Step| RailStep {
                target: step.href(),
                name: step.name().to_owned(),
                state: step.state(shown, meeting),
            };
            Step::of(meeting.kind).iter().map(step).collect()
        })
    });
    view! {
        <div class="sticky-head meeting-head">
            <PageHead title over actions=move || view! { <Chip>{status}</Chip>{saving} }.into_any() />
            <Rail steps />
        </div>
    }
    .into_any()
}

fn title(meeting: &Read) -> String {
    match meeting.focal_issue.title.trim() {
        "" if meeting.kind == MeetingKind::Preparatory => t!(meeting.of_committee).to_owned(),
        "" => t!(meeting.no_issue).to_owned(),
        title => title.to_owned(),
    }
}

/// To the step before and after.
fn turn(page: Page, shown: Step) -> AnyView {
    let steps = page.meeting.with_untracked(|meeting| Step::of(meeting.kind));
    let place = steps.iter().position(|step| *step == shown).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|place| steps.get(place));
    let after = steps.get(place + 1);
    view! {
        <nav class="bar turn" aria-label=t!(meeting.turn)>
            {before.map(|step| view! { <a class="button quiet" href=step.href()><Icon shape=Shape::Left /> <span>{step.name()}</span></a> })}
            {after.map(|step| view! { <a class="button" href=step.href()>{t!(meeting.next, step = step.name())} <Icon shape=Shape::Right /></a> })}
        </nav>
    }
    .into_any()
}
