//! Changing a record, with the error at each field. Where the member is and as what isn't changed here but from a day on.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use shared::api::member::{Member, MemberPatch, UpdateMember};
use shared::member::Gender;

use crate::client::{Versioned, call_at};
use crate::components::toast::toasts;
use crate::components::{Load, SelectField, Sending, SendingNote, TextField};
use crate::i18n::language;
use crate::t;

/// The form.
pub fn form(record: Versioned<Member>, editing: RwSignal<bool>, member: Load<Versioned<Member>>) -> AnyView {
    let Versioned { etag, value } = record;
    let row = value.row.clone();
    let date = |day: Option<NaiveDate>| RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
    let name = RwSignal::new(row.full_name.clone());
    let gender = RwSignal::new(row.gender.to_string());
    let (birth, admitted, recognized) = (date(row.birth_date), date(row.admitted_on), date(row.recognized_on));
    let (ethnicity, phone) = (RwSignal::new(value.ethnicity.clone()), RwSignal::new(value.phone.clone()));
    let genders = Gender::ALL.iter().map(|one| (one.to_string(), one.label(language()).to_owned())).collect::<Vec<_>>();
    let sending = Sending::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let day = |signal: RwSignal<String>| Some(signal.get_untracked().parse::<NaiveDate>().ok());
        let patch = MemberPatch {
            full_name: Some(name.get_untracked()),
            gender: gender.get_untracked().parse().ok(),
            birth_date: day(birth),
            ethnicity: Some(ethnicity.get_untracked()),
            phone: Some(phone.get_untracked()),
            admitted_on: day(admitted),
            recognized_on: day(recognized),
            ..MemberPatch::default()
        };
        sending.run(Vec::new(), call_at::<UpdateMember>(&row.id, &etag, &patch), move |saved| {
            toasts().say(t!(member.saved));
            member.set(saved);
        });
    };
    let errors = sending.errors();
    view! {
        <form class="form" on:submit=submit>
            <div class="form-row">
                <TextField label=t!(member.name) value=name pointer="/full_name" errors />
                <SelectField label=t!(member.gender) value=gender options=Signal::stored(genders) pointer="/gender" errors />
                <TextField label=t!(member.birth_date) value=birth kind="date" pointer="/birth_date" errors />
                <TextField label=t!(member.ethnicity) value=ethnicity pointer="/ethnicity" errors />
                <TextField label=t!(member.phone) value=phone kind="tel" pointer="/phone" errors />
                <TextField label=t!(member.admitted_on) value=admitted kind="date" pointer="/admitted_on" errors />
                <TextField label=t!(member.recognized_on) value=recognized kind="date" pointer="/recognized_on" errors />
            </div>
            <SendingNote sending />
            <div class="bar end">
                <button type="button" class="button" on:click=move |_| editing.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" prop:disabled=move || sending.busy()>{t!(member.save)}</button>
            </div>
        </form>
    }
    .into_any()
}
