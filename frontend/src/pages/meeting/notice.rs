//! Thông báo: who sees the meeting on the system, who was told in person.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::access::Action;
use shared::api::meeting::{AnnounceMeeting, AttendanceRow, NewNotice};
use shared::id::MemberId;
use shared::meeting::NoticeChannel;

use super::page::Page;
use crate::components::part::{button, plain, send_button, unsaid};
use crate::components::{CheckField, Chip, Meter, Note, Sending, Shape, Tone};
use crate::i18n::language;
use crate::{format, t};

/// The step.
pub fn view(page: Page) -> AnyView {
    let told = page.told;
    let may = page.may(Action::MeetingPlan);
    let sending = Sending::new();
    let announced = page.text(|meeting| meeting.announced_at.map(format::instant).unwrap_or_default());
    let state = move || {
        let at = announced.get();
        let words = if at.is_empty() { t!(notice.not_yet).to_owned() } else { t!(notice.sent_at, time = at) };
        view! { <p>{words}</p> }
    };
    let send = move || {
        let told = told.get_untracked().into_iter().collect();
        page.act::<AnnounceMeeting>(sending, NewNotice { told }, move || page.toasts.say(t!(notice.sent)));
    };
    let words = move || if announced.with(String::is_empty) { t!(notice.send) } else { t!(notice.send_again) };
    let anybody_left = page.flag(|meeting| {
        meeting.attendance.iter().any(|row| row.status.has_duty() && row.told != Some(NoticeChannel::Told))
    });
    let form = move || {
        // With everybody told there is nothing left to send.
        (may.get() && (anybody_left.get() || announced.with(String::is_empty))).then(|| {
            view! {
                <p class="small muted">{t!(notice.hint)}</p>
                {unsaid(sending.errors(), &[])}
                {move || send_button(sending, words(), send)}
            }
        })
    };
    // A notice read out over the loudspeaker, or in the group of the village, reaches all at once.
    let everybody = move || {
        (may.get() && anybody_left.get()).then(|| {
            button("button small", t!(notice.all_told), move || {
                let left = page.meeting.with_untracked(|meeting| {
                    let untold = |row: &&AttendanceRow| row.status.has_duty() && row.told != Some(NoticeChannel::Told);
                    meeting.attendance.iter().filter(untold).map(|row| row.member_id).collect()
                });
                told.set(left);
            })
        })
    };
    let people = move || {
        let may = may.get();
        let rows: Vec<AttendanceRow> = page
            .meeting
            .with(|meeting| meeting.attendance.iter().filter(|row| row.status.has_duty()).cloned().collect());
        rows.into_iter().map(|row| person(row, told, may)).collect::<Vec<_>>()
    };
    let content = view! {
        {state} {reached(page)} {supervisor(page)}
        {everybody}
        <ul class="people read">{people}</ul>
        {form}
    };
    plain(t!(meeting.notice), content.into_any())
}

/// How many have been told.
fn reached(page: Page) -> AnyView {
    let counts = Signal::derive(move || {
        page.meeting.with(|meeting| {
            let duty: Vec<_> = meeting.attendance.iter().filter(|row| row.status.has_duty()).collect();
            (duty.iter().filter(|row| row.told.is_some()).count(), duty.len())
        })
    });
    let label = Signal::derive(move || {
        let (told, all) = counts.get();
        t!(notice.reached, told = told, all = all)
    });
    view! {
        <div class="stack-small">
            <Meter value=Signal::derive(move || counts.get().0 as f64) max=Signal::derive(move || counts.get().1 as f64) label />
            <p class="small muted">{label}</p>
        </div>
    }
    .into_any()
}

fn supervisor(page: Page) -> AnyView {
    (move || {
        page.meeting.with(|meeting| match (&meeting.supervisor, meeting.supervisor_told) {
            (None, _) => view! { <Note>{t!(notice.no_supervisor)}</Note> }.into_any(),
            (Some(name), told) => {
                let words = if told {
                    t!(notice.supervisor_told, name = name)
                } else {
                    t!(notice.supervisor_will, name = name)
                };
                view! { <p class="small">{words}</p> }.into_any()
            }
        })
    })
    .into_any()
}

fn person(row: AttendanceRow, told: RwSignal<BTreeSet<MemberId>>, may: bool) -> AnyView {
    let id = row.member_id;
    let by_phone = may && row.told != Some(NoticeChannel::Told);
    let state = match row.told {
        Some(NoticeChannel::Told) => {
            view! { <Chip tone=Tone::Good icon=Shape::Tick>{t!(notice.by_phone)}</Chip> }.into_any()
        }
        Some(channel) => view! { <Chip tone=Tone::Good>{channel.label(language())}</Chip> }.into_any(),
        // The empty box beside it says the same.
        None if by_phone => ().into_any(),
        None => view! { <Chip>{t!(notice.untold)}</Chip> }.into_any(),
    };
    let tick = by_phone.then(|| {
        let on_change = move |ticked: bool| {
            told.update(|told| {
                told.remove(&id);
                told.extend(ticked.then_some(id));
            });
        };
        let value = Signal::derive(move || told.with(|told| told.contains(&id)));
        view! { <CheckField label=t!(notice.by_phone) value on_change /> }
    });
    view! { <li><span class="grow"><b>{row.name}</b></span>{state}{tick}</li> }.into_any()
}
