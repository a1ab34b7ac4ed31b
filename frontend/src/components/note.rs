//! What stands in for content: nothing here yet, still loading, didn't work.

use leptos::prelude::*;

use super::chip::Tone;
use super::icon::{Icon, Shape};
use crate::client::ApiError;
use crate::t;

/// A remark set apart, such as a reminder of a rule.
#[component]
pub fn Note(
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
    /// The shape before it.
    #[prop(default = Shape::Info)]
    icon: Shape,
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("note {}", tone.class())><Icon shape=icon /><div>{children()}</div></div> }
}

/// Nothing here yet, and what to do first.
#[component]
pub fn EmptyState(
    /// What usually is here.
    #[prop(default = Shape::Document)]
    icon: Shape,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do first.
    #[prop(into, optional)]
    hint: MaybeProp<String>,
    /// The button that does it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon shape=icon />
            <h2>{title}</h2>
            {move || hint.get().map(|hint| view! { <p class="prose">{hint}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// What went wrong, what was kept, what to do.
#[component]
pub fn ErrorNote(
    /// What went wrong.
    error: ApiError,
    /// Trying again.
    #[prop(into, optional)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let icon = if matches!(error, ApiError::Unreachable) { Shape::Offline } else { Shape::Warning };
    let advice = error.advice();
    let request = error.request_id().map(|id| view! { <p class="small muted">{t!(kit.request_id, id = id)}</p> });
    let retry = on_retry.map(|retry| {
        view! {
            <p>
                <button type="button" class="button" on:click=move |_| retry.run(())>
                    <Icon shape=Shape::Turn /> {t!(kit.try_again)}
                </button>
            </p>
        }
    });
    view! {
        <div class="note poor" role="alert">
            <Icon shape=icon />
            <div><p><b>{error.title()}</b></p>{error.detail().map(|text| view! { <p>{text}</p> })}<p>{advice}</p>{request}{retry}</div>
        </div>
    }
}

/// Grey lines while something loads, as tall as what comes.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=t!(kit.loading)>
            {(0..lines).map(|_| view! { <i></i> }).collect_view()}
        </div>
    }
}
