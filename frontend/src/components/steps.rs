//! The rail of steps over a page, and the ring before a thing to do.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::t;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// To be done now.
    Now,
    /// Later.
    Later,
    /// Passed over, with something missing.
    Warn,
}

impl StepState {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Later => "later",
            Self::Warn => "warn",
        }
    }

    /// The state in words, for those who don't see the colour.
    fn words(self) -> &'static str {
        match self {
            Self::Done => t!(kit.step_done),
            Self::Now => t!(kit.step_now),
            Self::Later => t!(kit.step_later),
            Self::Warn => t!(kit.step_warn),
        }
    }
}

/// A step of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it is: a part of the page, `#votes`, or a view of it, `?step=votes`.
    pub target: &'static str,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: StepState,
}

/// Steps as a rail: shows what's done and jumps to each.
#[component]
pub fn Rail(
    /// In their order.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
) -> impl IntoView {
    let one = |step: Step| {
        view! {
            <li>
                <a
                    href=step.target
                    class=step.state.class()
                    aria-current=(step.state == StepState::Now).then_some("step")
                    aria-label=format!("{}: {}", step.name, step.state.words())
                >
                    {step.name.clone()}
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=t!(kit.steps)>
            <ol class="rail">{move || steps.get().into_iter().map(one).collect_view()}</ol>
        </nav>
    }
}

/// The ring before a thing to do: ticked, now, or open.
#[component]
pub fn Ring(
    /// How far the thing is.
    state: StepState,
) -> impl IntoView {
    let inside = match state {
        StepState::Done => Some(view! { <Icon shape=Shape::Tick /> }.into_any()),
        StepState::Warn => Some("!".into_any()),
        StepState::Now | StepState::Later => None,
    };
    view! { <span class=format!("ring {}", state.class()) role="img" aria-label=state.words()>{inside}</span> }
}
