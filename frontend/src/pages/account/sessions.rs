//! Signed-in devices, and ending one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::auth::{EndMySession, ListMySessions, Session};
use shared::api::endpoint::{Empty, NoQuery};
use shared::id::SessionId;

use crate::client::{ApiError, call, read};
use crate::components::{Card, Chip, ConfirmDialog, ErrorNote, Tone, load, loaded};
use crate::{format, t};

/// Devices in view before somebody asks for the rest.
const MOST: usize = 5;

/// The card.
#[component]
pub fn Sessions() -> impl IntoView {
    let sessions = load(|| read::<ListMySessions>(&(), &NoQuery {}));
    let asked = RwSignal::new(None::<SessionId>);
    let open = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let end = move |()| {
        let Some(id) = asked.get_untracked() else { return };
        spawn_local(async move {
            let ended = call::<EndMySession>(&id, &NoQuery {}, &Empty {}).await;
            refused.try_set(ended.err());
            sessions.refetch();
        });
    };
    let ask = move |id| {
        asked.set(Some(id));
        open.set(true);
    };
    view! {
        <Card title=t!(account.sessions)>
            {move || refused.get().map(|error| view! { <ErrorNote error /> })}
            {loaded(sessions, move |page| {
                let mut lines: Vec<AnyView> = page.items.into_iter().map(|session| one(session, ask).into_any()).collect();
                let rest = lines.split_off(lines.len().min(MOST));
                let more = rest.len();
                let rest = (more > 0).then(|| {
                    view! { <details><summary>{t!(account.more_sessions, count = more)}</summary><ul class="people">{rest}</ul></details> }
                });
                view! { <ul class="people">{lines}</ul>{rest} }
            })}
        </Card>
        <ConfirmDialog
            open
            title=t!(account.end_title)
            text=t!(account.end_text)
            verb=t!(account.end)
            danger=true
            on_confirm=end
        />
    }
}

fn one(session: Session, ask: impl Fn(SessionId) + Copy + Send + Sync + 'static) -> impl IntoView {
    let id = session.id;
    let button = (!session.current).then(|| {
        view! { <button type="button" class="button small" on:click=move |_| ask(id)>{t!(account.end)}</button> }
    });
    let here = session.current.then(|| view! { <Chip tone=Tone::Good>{t!(account.this_device)}</Chip> });
    view! {
        <li>
            <div class="grow">
                <div>{device(&session.device)}</div>
                <div class="small muted">
                    {t!(account.session_times, since = format::instant(session.created_at), last = format::instant(session.last_used_at))}
                </div>
            </div>
            {here}
            {button}
        </li>
    }
}

/// What a browser calls itself is for servers; people know it by its name and what it runs on.
fn device(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| (*name).to_owned())
    };
    // Edge, Cốc Cốc and Opera say that they are Chrome too, and Chrome that it is Safari.
    let browser = first(&[
        ("Edg", "Edge"),
        ("coc_coc", "Cốc Cốc"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) if agent.is_empty() => "–".to_owned(),
        (None, None) => agent.chars().take(60).collect(),
    }
}
