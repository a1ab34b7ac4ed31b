//! One's own account: who one is here, how the program looks on this device, the password, the signed-in devices.

mod password;
mod sessions;
mod sign_out;

use leptos::prelude::*;
use shared::language::Language;

use self::password::Password;
use self::sessions::Sessions;
use self::sign_out::SignOut;
use crate::client::session;
use crate::components::{Card, CheckField, Choice, PageHead, Segmented};
use crate::i18n::language;
use crate::prefs::{Theme, prefs};
use crate::{format, t};

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    view! {
        <PageHead title=t!(account.title) actions=|| view! { <SignOut /> } />
        <div class="cols">
            <div class="stack">
                <Person />
                <Sessions />
            </div>
            <div class="stack">
                <Device />
                <Password />
            </div>
        </div>
    }
    .into_any()
}

/// Name and roles.
#[component]
fn Person() -> impl IntoView {
    let facts = move || {
        session::me().map(|me| {
            let roles = me.grants.into_iter().map(|grant| {
                let until = grant.ends_on.map(|date| t!(account.until, date = format::day(date)));
                let role = grant.role.label(language());
                view! { <div>{format!("{role} · {}", grant.unit_name)} <span class="small muted">" "{until}</span></div> }
            });
            view! {
                <dl class="facts">
                    <dt>{t!(account.name)}</dt><dd>{me.name}</dd>
                    <dt>{t!(sign_in.login)}</dt><dd>{me.login}</dd>
                    <dt>{t!(account.roles)}</dt><dd>{roles.collect_view()}</dd>
                </dl>
            }
        })
    };
    view! { <Card title=t!(account.person)>{facts}</Card> }
}

/// Language, size of print, light or dark: kept on this device.
#[component]
fn Device() -> impl IntoView {
    let prefs = prefs();
    let languages = vec![Choice::new(Language::Vi, "Tiếng Việt"), Choice::new(Language::En, "English")];
    let themes = vec![
        Choice::new(Theme::Device, t!(account.theme_device)),
        Choice::new(Theme::Light, t!(account.theme_light)),
        Choice::new(Theme::Dark, t!(account.theme_dark)),
    ];
    view! {
        <Card title=t!(account.device)>
            <Segmented
                legend=t!(shell.language)
                legend_shown=true
                choices=languages
                value=Signal::derive(|| Some(language()))
                on_choose=move |language| prefs.set_language(language)
            />
            <Segmented
                legend=t!(account.theme)
                legend_shown=true
                choices=themes
                value=Signal::derive(move || Some(prefs.theme()))
                on_choose=move |theme| prefs.set_theme(theme)
            />
            <CheckField
                label=t!(account.large)
                value=Signal::derive(move || prefs.large())
                on_change=move |large| prefs.set_large(large)
            />
        </Card>
    }
}
