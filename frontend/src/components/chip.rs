//! State in one word, with a colour beside the word and never instead of it.

use leptos::prelude::*;
use shared::evaluation::MeetingGrade;

use super::icon::{Icon, Shape};
use crate::i18n::language;

/// The colour that goes with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to notice.
    #[default]
    Plain,
    /// The product's red: now, next.
    Accent,
    /// Done, good.
    Good,
    /// Fair.
    Fair,
    /// Average, needs attention.
    Average,
    /// Poor, overdue, wrong.
    Poor,
}

impl Tone {
    /// The class that carries the colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Average => "average",
            Self::Poor => "poor",
        }
    }
}

/// A word in a pill.
#[component]
pub fn Chip(
    /// Its colour.
    #[prop(into, optional)]
    tone: Signal<Tone>,
    /// A shape before the word.
    #[prop(into, optional)]
    icon: Option<Shape>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || format!("chip {}", tone.get().class())>
            {icon.map(|shape| view! { <Icon shape /> })} {children()}
        </span>
    }
}

/// The colour of a meeting's grade.
pub const fn grade_tone(grade: MeetingGrade) -> Tone {
    match grade {
        MeetingGrade::Good => Tone::Good,
        MeetingGrade::Fair => Tone::Fair,
        MeetingGrade::Average => Tone::Average,
        MeetingGrade::Poor => Tone::Poor,
    }
}

/// A meeting's grade.
#[component]
pub fn GradeChip(
    /// The grade.
    grade: MeetingGrade,
) -> impl IntoView {
    view! { <Chip tone=grade_tone(grade)>{grade.label(language())}</Chip> }
}
