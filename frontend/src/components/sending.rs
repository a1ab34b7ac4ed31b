//! A form on its way to the server: busy, refused as a whole, or refused for some of its fields.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use shared::problem::{Code, FieldError};
use wasm_bindgen_futures::spawn_local;

use super::note::ErrorNote;
use crate::client::ApiError;
use crate::i18n::language;
use crate::shell::focus;

/// The state of one form.
#[derive(Debug, Clone, Copy)]
pub struct Sending {
    busy: RwSignal<bool>,
    error: RwSignal<Option<ApiError>>,
    fields: RwSignal<Vec<FieldError>>,
}

impl Sending {
    /// A form that wasn't sent yet.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None), fields: RwSignal::new(Vec::new()) }
    }

    /// Whether an answer is awaited; reactive.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// The errors of the fields, for the fields.
    pub fn errors(self) -> Signal<Vec<FieldError>> {
        self.fields.into()
    }

    /// Does the work unless these errors, found here, or an earlier sending stand in the way; then what follows from it.
    pub fn run<T: 'static>(
        self,
        wrong: Vec<FieldError>,
        work: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        let in_the_way = !wrong.is_empty() || self.busy.get_untracked();
        self.error.set(None);
        self.fields.set(wrong);
        if in_the_way {
            return to_first_error();
        }
        self.start(Box::pin(async move { work.await.map(then) }));
    }

    /// Refuses the form for what is wrong with a field, found here.
    pub fn refuse(self, pointer: &str, code: Code) {
        self.refuse_with(pointer, code, code.text(language()));
    }

    /// The same in other words.
    pub fn refuse_with(self, pointer: &str, code: Code, words: &str) {
        let wrong = FieldError { pointer: pointer.to_owned(), code, detail: words.to_owned() };
        self.run(vec![wrong], async { Ok(()) }, |()| {});
    }

    fn start(self, work: Pin<Box<dyn Future<Output = Result<(), ApiError>>>>) {
        self.busy.set(true);
        spawn_local(async move {
            let done = work.await;
            // The page may be gone by now.
            self.busy.try_set(false);
            if let Err(error) = done {
                self.fields.try_set(error.fields());
                self.error.try_set(Some(error));
                to_first_error();
            }
        });
    }
}

/// Brings the first wrong field into view, with the cursor in it: it may be far above the button that was pressed.
fn to_first_error() {
    request_animation_frame(|| {
        // A dialog stands before everything else.
        let found = ["dialog[open] [aria-invalid=true]", "[aria-invalid=true]"]
            .iter()
            .find_map(|path| document().query_selector(path).ok().flatten());
        found.iter().for_each(focus::put);
    });
}

/// Why the form was refused, above its button.
#[component]
pub fn SendingNote(
    /// The form.
    sending: Sending,
) -> impl IntoView {
    move || sending.error.get().map(|error| view! { <ErrorNote error /> })
}
