//! A word about what was just done, with a way to take it back.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::t;

/// How long it stays: time to read it and reach the button, also for somebody slow.
const SHOWN: Duration = Duration::from_secs(8);

/// Takes back what was done. A callback of the page would be gone with the page.
type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Message {
    id: u32,
    text: String,
    undo: Option<Undo>,
}

thread_local! {
    /// The program's one place for toasts. What follows from an answer of the server runs outside of every component,
    /// where no context is found.
    static PLACE: Cell<Option<Toasts>> = const { Cell::new(None) };
}

/// Where toasts are put.
#[derive(Clone, Copy)]
pub struct Toasts {
    messages: RwSignal<Vec<Message>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// Makes the program's place for them; it lives as long as what it is made in.
    pub fn start() {
        PLACE.set(Some(Self::empty()));
    }

    fn empty() -> Self {
        Self { messages: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// Says that something was done.
    pub fn say(self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Says that something was done, and offers to undo it.
    pub fn say_undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(text.into(), Some(Arc::new(undo)));
    }

    fn push(self, text: String, undo: Option<Undo>) {
        self.last.update_value(|last| *last += 1);
        let id = self.last.get_value();
        self.messages.update(|messages| messages.push(Message { id, text, undo }));
        set_timeout(move || self.drop(id), SHOWN);
    }

    fn drop(self, id: u32) {
        self.messages.try_update(|messages| messages.retain(|message| message.id != id));
    }
}

/// The place of toasts, from anywhere in the app.
pub fn toasts() -> Toasts {
    PLACE.get().unwrap_or_else(Toasts::empty)
}

/// Shows them.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = toasts();
    let one = move |message: Message| {
        let undo = message.undo.map(|undo| {
            let take_back = move |_| {
                toasts.drop(message.id);
                undo();
            };
            view! { <button type="button" class="button" on:click=take_back>{t!(kit.undo)}</button> }
        });
        view! { <div class="toast"><span>{message.text}</span>{undo}</div> }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.messages.get() key=|message| message.id children=one />
        </div>
    }
}
