//! Native dialogs: the browser keeps the focus inside, closes on Escape and gives it back.

use leptos::html;
use leptos::prelude::*;

use super::fresh_id;
use crate::t;

/// A dialog that is shown while `open` is true.
#[component]
pub fn Dialog(
    /// Whether it's shown; closing it, by Escape too, makes this false.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// For tables and long texts.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = fresh_id("dialog");
    let labelled_by = id.clone();
    Effect::new(move || {
        let (Some(dialog), open) = (dialog.get(), open.get()) else { return };
        if open && !dialog.open() {
            // Fails only for a dialog that is outside the document.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            node_ref=dialog
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <Show when=move || open.get()>
                <div class="dialog-body">
                    <h2 id=id.clone() tabindex="-1" autofocus>{title}</h2>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </dialog>
    }
}

/// Whether the dialog about something is open: while there is something. Closing it forgets what it was about.
pub fn open_for<T: Send + Sync + 'static>(what: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if what.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        // Telling that nothing is nothing still would go round for ever.
        if !open.get() && what.with_untracked(Option::is_some) {
            what.set(None);
        }
    });
    open
}

/// Asks before something that can't be taken back. What can be undone gets a toast with undo instead.
#[component]
pub fn ConfirmDialog(
    /// Whether it's shown.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen, in words.
    #[prop(into)]
    text: Signal<String>,
    /// The verb on the button.
    #[prop(into)]
    verb: Signal<String>,
    /// Whether something is lost by it.
    #[prop(optional)]
    danger: bool,
    /// Done when the person agrees.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title>
            <p>{text}</p>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>{t!(kit.cancel)}</button>
                <button
                    type="button"
                    class=if danger { "button danger" } else { "button primary" }
                    on:click=move |_| {
                        open.set(false);
                        on_confirm.run(());
                    }
                >
                    {verb}
                </button>
            </div>
        </Dialog>
    }
}
