//! Adding a member to a branch: for the one person who joins. Many at once come in by the import.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::endpoint::NoQuery;
use shared::api::member::{CreateMember, MemberQuery, NewMember};
use shared::api::unit::{BranchQuery, ListBranches};
use shared::id::UnitId;
use shared::member::{Gender, MembershipKind};
use shared::problem::Code;

use crate::client::{call, read};
use crate::components::toast::toasts;
use crate::components::{Choice, Dialog, Segmented, SelectField, Sending, SendingNote, TextField, load};
use crate::dated::{Decided, decision_fields};
use crate::i18n::language;
use crate::t;

/// The dialog.
#[component]
pub fn NewMemberForm(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// The list that it stands over: its branch is chosen already.
    query: Memo<MemberQuery>,
) -> impl IntoView {
    let title = Signal::stored(t!(members.new_title).to_owned());
    view! { <Dialog open title wide=true>{form(open, query.get_untracked().unit_id)}</Dialog> }.into_any()
}

fn form(open: RwSignal<bool>, unit_id: Option<UnitId>) -> AnyView {
    let (decided, sending) = (Decided::today(), Sending::new());
    let from = decided.entered();
    let branches = load(move || read::<ListBranches>(&(), &BranchQuery { on: from.get(), ..BranchQuery::default() }));
    let units = Signal::derive(move || {
        let mut options = vec![(String::new(), t!(members.choose_branch).to_owned())];
        if let Some(Ok(page)) = branches.get() {
            options.extend(page.items.into_iter().map(|branch| (branch.id.to_string(), branch.name)));
        }
        options
    });
    let text = || RwSignal::new(String::new());
    let unit = RwSignal::new(unit_id.map(|id| id.to_string()).unwrap_or_default());
    let (name, ethnicity, phone, citizen_id, card) = (text(), text(), text(), text(), text());
    let (birth, admitted, recognized) = (text(), text(), text());
    let (gender, kind) = (RwSignal::new(Gender::Male), RwSignal::new(MembershipKind::Official));
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let day = |field: RwSignal<String>| field.get_untracked().parse::<NaiveDate>().ok();
        let given = |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        let official = kind.get_untracked() == MembershipKind::Official;
        let body = NewMember {
            id: None,
            full_name: name.get_untracked(),
            gender: gender.get_untracked(),
            birth_date: day(birth),
            ethnicity: ethnicity.get_untracked(),
            citizen_id: given(citizen_id),
            party_card: given(card),
            phone: phone.get_untracked(),
            kind: kind.get_untracked(),
            admitted_on: day(admitted),
            recognized_on: day(recognized).filter(|_| official),
            starts_on: day(decided.from),
            decision: decided.decision(),
            decided_on: decided.decision_day(),
        };
        let Ok(unit) = unit.get_untracked().parse::<UnitId>() else {
            return sending.refuse("/unit_id", Code::Required);
        };
        let navigate = navigate.clone();
        sending.run(Vec::new(), async move { call::<CreateMember>(&unit, &NoQuery {}, &body).await }, move |made| {
            open.set(false);
            toasts().say(t!(members.added, name = made.row.full_name));
            navigate(&format!("/members/{}", made.row.id), Default::default());
        });
    };
    let errors = sending.errors();
    let genders = Gender::ALL.iter().map(|one| Choice::new(*one, one.label(language()))).collect::<Vec<_>>();
    let kinds = MembershipKind::ALL.iter().map(|one| Choice::new(*one, one.label(language()))).collect::<Vec<_>>();
    view! {
        <form class="form" on:submit=submit>
            <div class="form-row">
                <SelectField label=t!(members.branch) value=unit options=units pointer="/unit_id" errors />
                <TextField label=t!(members.name) value=name pointer="/full_name" errors required=true />
            </div>
            <div class="form-row">
                <Segmented legend=t!(members.gender) legend_shown=true choices=genders value=Signal::derive(move || Some(gender.get())) on_choose=move |one| gender.set(one) />
                <Segmented legend=t!(members.kind) legend_shown=true choices=kinds value=Signal::derive(move || Some(kind.get())) on_choose=move |one| kind.set(one) />
            </div>
            <div class="form-row three">
                <TextField label=t!(members.birth_date) value=birth kind="date" pointer="/birth_date" errors />
                <TextField label=t!(members.admitted_on) value=admitted kind="date" pointer="/admitted_on" errors />
                <div hidden=move || kind.get() != MembershipKind::Official>
                    <TextField label=t!(member.recognized_on) value=recognized kind="date" pointer="/recognized_on" errors />
                </div>
            </div>
            <div class="form-row">
                <TextField label=t!(member.ethnicity) value=ethnicity pointer="/ethnicity" errors />
                <TextField label=t!(member.phone) value=phone kind="tel" pointer="/phone" errors />
                <TextField label=t!(member.citizen_id) value=citizen_id inputmode="numeric" pointer="/citizen_id" errors hint=t!(members.twelve_digits).to_owned() />
                <TextField label=t!(member.party_card) value=card inputmode="numeric" pointer="/party_card" errors hint=t!(members.twelve_digits).to_owned() />
            </div>
            {decision_fields(decided, t!(members.from), "/starts_on", errors)}
            <SendingNote sending />
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                <button type="submit" class="button primary" aria-busy=move || sending.busy().to_string()>{t!(members.add)}</button>
            </div>
        </form>
    }
    .into_any()
}
