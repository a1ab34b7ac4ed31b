//! Votes: counts by official members only, passed or not by the rule of the subject.

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{Meeting, MeetingPatch, Vote, VoteChange};
use shared::id::VoteId;
use shared::meeting::assess::electorate;
use shared::meeting::votes::VoteCounts;
use shared::meeting::{VoteMethod, VoteSubject};
use shared::problem::{Code, FieldError};
use shared::rule_set::RuleSet;
use uuid::Uuid;

use super::super::field::choices;
use super::super::page::{Edit, Page};
use crate::components::part::{icon_button, list};
use crate::components::{Chip, NumberField, SelectField, Shape, TextField, Tone};
use crate::i18n::language;
use crate::t;

/// The list and the form that adds.
pub fn view(page: Page) -> AnyView {
    let ids = page.ids(|meeting| meeting.votes.iter().map(|vote| vote.id.0).collect());
    let may = page.may(Action::MeetingRun);
    let begun = page.flag(|meeting| meeting.started_at.is_some());
    let entitled = page.text(|meeting| {
        let electorate = electorate(&meeting.attendance);
        t!(conclusion.entitled, count = electorate.present, all = electorate.all)
    });
    view! {
        <p class="small muted">{entitled}</p>
        {list(ids, "opinions", t!(conclusion.no_votes), move |id| vote(page, id))}
        {move || (may.get() && begun.get()).then(|| adding(page))}
    }
    .into_any()
}

fn find(meeting: &Meeting, id: Uuid) -> Option<&Vote> {
    meeting.votes.iter().find(|vote| vote.id.0 == id)
}

fn vote(page: Page, id: Uuid) -> AnyView {
    let may = page.may(Action::MeetingRun);
    let shown = move || {
        let vote = page.meeting.with(|meeting| find(meeting, id).cloned())?;
        let result = &vote.result;
        let (tone, word) =
            if result.passed { (Tone::Good, t!(conclusion.passed)) } else { (Tone::Poor, t!(conclusion.failed)) };
        let counts = t!(conclusion.counts, yes = vote.in_favour, no = vote.against, other = vote.abstain);
        let rule = format!("{} · {}", result.rule.pick(language()), result.document.pick(language()));
        let about =
            format!("{} · {} · {counts}", vote.subject.label(language()), vote.method.label(language()).to_lowercase());
        Some(view! {
            <div class="bar"><b class="grow">{vote.title.clone()}</b><Chip tone=tone>{word}</Chip></div>
            <div class="small">{about}</div>
            <div class="small muted">{rule}</div>
        })
    };
    let bin = move || may.get().then(|| icon_button(Shape::Bin, t!(conclusion.remove_vote), move || remove(page, id)));
    view! { <div class="grow">{shown}</div>{bin} }.into_any()
}

fn adding(page: Page) -> AnyView {
    let subject = RwSignal::new(VoteSubject::Resolution.to_string());
    let method = RwSignal::new(VoteMethod::ShowOfHands.to_string());
    let title = RwSignal::new(page.meeting.with_untracked(first_title));
    let counts = ["yes", "no", "other"].map(|name| page.kept(format!("votes/{name}"), ""));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let subjects = Signal::derive(|| choices(VoteSubject::ALL, |subject| subject.label(language())));
    let methods = Signal::derive(|| choices(VoteMethod::ALL, |method| method.label(language())));
    let add = move || {
        let new = counted(counts).and_then(|counts| {
            let judge = page.judge.get_untracked();
            page.meeting.with_untracked(|meeting| {
                made(
                    meeting,
                    &judge.rules,
                    subject.with_untracked(|text| text.parse().unwrap_or(VoteSubject::Other)),
                    method.with_untracked(|text| text.parse().unwrap_or(VoteMethod::ShowOfHands)),
                    title.get_untracked().trim().to_owned(),
                    counts,
                )
            })
        });
        match new {
            Ok(vote) => {
                errors.set(Vec::new());
                put(page, vote);
                title.set(String::new());
                for count in counts {
                    count.set(String::new());
                }
            }
            Err(wrong) => errors.set(vec![wrong]),
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add();
    };
    let [yes, no, other] = counts;
    view! {
        <form class="form inset" on:submit=submit>
            <div class="form-row">
                <SelectField label=t!(conclusion.subject) value=subject options=subjects />
                <SelectField label=t!(conclusion.method) value=method options=methods />
            </div>
            <TextField label=t!(conclusion.vote_title) value=title pointer="/title" errors />
            <div class="form-row three">
                <NumberField label=t!(conclusion.in_favour) value=yes pointer="/in_favour" errors />
                <NumberField label=t!(conclusion.against) value=no pointer="/against" errors />
                <NumberField label=t!(conclusion.abstain) value=other pointer="/abstain" errors />
            </div>
            <div><button class="button small">{t!(conclusion.add_vote)}</button></div>
        </form>
    }
    .into_any()
}

/// The counts, or the first of them that is none. Nobody against or abstaining needs no typing.
fn counted([yes, no, other]: [RwSignal<String>; 3]) -> Result<VoteCounts, FieldError> {
    let read = |count: RwSignal<String>, pointer: &str| {
        count.with_untracked(|text| text.trim().parse::<u32>()).map_err(|_| FieldError {
            pointer: pointer.to_owned(),
            code: Code::WrongFormat,
            detail: t!(kit.no_number).to_owned(),
        })
    };
    let or_nobody = |count: RwSignal<String>, pointer: &str| {
        if count.with_untracked(|text| text.trim().is_empty()) { Ok(0) } else { read(count, pointer) }
    };
    Ok(VoteCounts {
        in_favour: read(yes, "/in_favour")?,
        against: or_nobody(no, "/against")?,
        abstain: or_nobody(other, "/abstain")?,
    })
}

/// The vote that every meeting takes needs no typing; the paper's words are Vietnamese, as the paper is.
fn first_title(meeting: &Meeting) -> String {
    let taken = meeting.votes.iter().any(|vote| vote.subject == VoteSubject::Resolution);
    if taken { String::new() } else { format!("Thông qua nghị quyết tháng {}/{}", meeting.month, meeting.year) }
}

/// The vote as the server will judge it, or the field that makes it impossible.
fn made(
    meeting: &Meeting,
    rules: &RuleSet,
    subject: VoteSubject,
    method: VoteMethod,
    title: String,
    counts: VoteCounts,
) -> Result<Vote, FieldError> {
    let wrong = |pointer: &str, detail: &str| FieldError {
        pointer: pointer.to_owned(),
        code: Code::Required,
        detail: detail.to_owned(),
    };
    if title.is_empty() {
        return Err(wrong("/title", Code::Required.text(language())));
    }
    let electorate = electorate(&meeting.attendance);
    let result = electorate.judge(subject, counts, rules);
    let result = result.map_err(|field| wrong(&format!("/{field}"), field.label(language())))?;
    Ok(Vote {
        id: VoteId(Uuid::now_v7()),
        subject,
        title,
        method,
        entitled: electorate.present.cast_signed(),
        all_official: electorate.all.cast_signed(),
        in_favour: counts.in_favour.cast_signed(),
        against: counts.against.cast_signed(),
        abstain: counts.abstain.cast_signed(),
        result,
    })
}

fn change(id: Uuid) -> VoteChange {
    VoteChange {
        id: VoteId(id),
        deleted: false,
        subject: None,
        title: None,
        method: None,
        in_favour: None,
        against: None,
        abstain: None,
    }
}

fn put(page: Page, vote: Vote) {
    let edit = Edit::new(vote.title.clone(), format!("votes/{}", vote.id));
    page.edit(edit, |meeting, patch| added(meeting, patch, vote));
}

fn added(meeting: &mut Meeting, patch: &mut MeetingPatch, vote: Vote) {
    patch.votes.push(VoteChange {
        subject: Some(vote.subject),
        title: Some(vote.title.clone()),
        method: Some(vote.method),
        in_favour: Some(vote.in_favour),
        against: Some(vote.against),
        abstain: Some(vote.abstain),
        ..change(vote.id.0)
    });
    meeting.votes.push(vote);
}

fn remove(page: Page, id: Uuid) {
    let Some(vote) = page.meeting.with_untracked(|meeting| find(meeting, id).cloned()) else { return };
    page.edit(Edit::new(vote.title.clone(), format!("votes/{id}")), |meeting, patch| {
        meeting.votes.retain(|vote| vote.id.0 != id);
        patch.votes.push(VoteChange { deleted: true, ..change(id) });
    });
    let (words, name) = (t!(prepare.removed, item = vote.title), vote.title.clone());
    page.editor.say_undoable(words, name, move |meeting, patch| added(meeting, patch, vote.clone()));
}
