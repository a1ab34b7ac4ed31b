//! The frame of the pages that are open to everybody, and what they share.

use leptos::prelude::*;
use shared::language::Language;

use crate::components::{Choice, PageHead, Segmented};
use crate::i18n::language;
use crate::prefs::prefs;
use crate::t;

/// The fewest characters of a password; the server says the same.
pub const FEWEST: usize = 10;

/// A card in the middle of the page, with the language below.
#[component]
pub fn Gate(
    /// The page's name.
    title: &'static str,
    children: Children,
) -> impl IntoView {
    let prefs = prefs();
    let choices = vec![Choice::new(Language::Vi, "Tiếng Việt"), Choice::new(Language::En, "English")];
    view! {
        <main class="gate" id="content">
            <section class="gate-card">
                <div class="brand"><span class="brand-mark" aria-hidden="true">"NN"</span>"Nề Nếp"</div>
                <PageHead title />
                {children()}
            </section>
            <Segmented
                legend=t!(shell.language)
                choices
                value=Signal::derive(|| Some(language()))
                on_choose=move |language| prefs.set_language(language)
            />
        </main>
    }
}

/// How strong a password is, by its length, in words and bars.
#[component]
pub fn Strength(
    /// The password.
    #[prop(into)]
    password: Signal<String>,
) -> impl IntoView {
    let level = move || match password.with(|password| password.chars().count()) {
        0 => 0,
        count if count < FEWEST => 1,
        count if count < FEWEST + 4 => 2,
        count if count < FEWEST + 8 => 3,
        _ => 4,
    };
    let class = move || match level() {
        0 | 1 => "strength weak",
        2 => "strength fair-enough",
        _ => "strength",
    };
    let words = move || match level() {
        0 => t!(activate.strength_none, count = FEWEST),
        1 => t!(activate.strength_short, count = FEWEST),
        2 => t!(activate.strength_fair).to_owned(),
        _ => t!(activate.strength_good).to_owned(),
    };
    view! {
        <div class="stack-small">
            <div class=class aria-hidden="true">
                {move || (1..=4).map(|bar| view! { <i class:on=bar <= level()></i> }).collect_view()}
            </div>
            <p class="hint" role="status">{words}</p>
        </div>
    }
}
