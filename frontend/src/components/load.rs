//! Reading something from the server and showing it: grey lines, then the content or what went wrong.
//!
//! Leptos' own resources do this too, for 8 KB of code per type that is read; this is a signal and an effect.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use shared::problem::Code;
use wasm_bindgen_futures::spawn_local;

use super::note::{ErrorNote, Skeleton};
use crate::client::ApiError;
use crate::pages::{forbidden::Forbidden, not_found::NotFound};

/// Something that is read from the server.
pub struct Load<T: 'static> {
    value: RwSignal<Option<Result<T, ApiError>>, LocalStorage>,
    /// How often it was asked for; only the newest answer counts.
    round: RwSignal<u32>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: Clone> Load<T> {
    /// What was read last, once there is something; reactive.
    pub fn get(self) -> Option<Result<T, ApiError>> {
        self.value.get()
    }

    /// Puts in what a write has answered, without reading again.
    pub fn set(self, value: T) {
        self.value.try_set(Some(Ok(value)));
    }

    /// Reads again; what is shown stays until the answer is there.
    pub fn refetch(self) {
        self.round.try_update(|round| *round += 1);
    }
}

/// Reads something, again whenever a signal changes that `read` reads before its first await.
pub fn load<T, F>(read: impl Fn() -> F + 'static) -> Load<T>
where
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let load = Load { value: RwSignal::new_local(None), round: RwSignal::new(0) };
    let latest = StoredValue::new(0_u32);
    let start = move || -> Pin<Box<dyn Future<Output = ()>>> {
        let work = read();
        latest.update_value(|latest| *latest += 1);
        let mine = latest.get_value();
        Box::pin(async move {
            let answer = work.await;
            // The page may be gone, or ask for something else by now.
            if latest.try_get_value() == Some(mine) {
                load.value.try_set(Some(answer));
            }
        })
    };
    watch(load.round, Box::new(start));
    load
}

fn watch(round: RwSignal<u32>, start: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>) {
    Effect::new(move || {
        round.track();
        spawn_local(start());
    });
}

/// Shows it. While it's read again what was there before stays, so that nothing jumps.
pub fn loaded<T, V>(load: Load<T>, show: impl Fn(T) -> V + Send + Sync + 'static) -> AnyView
where
    T: Clone + 'static,
    V: IntoAny,
{
    let shown = move || match load.value.get() {
        None => view! { <Skeleton lines=6 /> }.into_any(),
        Some(Ok(value)) => show(value).into_any(),
        Some(Err(error)) => failed(error, Callback::new(move |()| load.refetch())),
    };
    shown.into_any()
}

fn failed(error: ApiError, retry: Callback<()>) -> AnyView {
    match error.code() {
        Some(Code::NotFound) => view! { <NotFound /> }.into_any(),
        Some(Code::Forbidden) => view! { <Forbidden /> }.into_any(),
        _ => view! { <ErrorNote error on_retry=retry /> }.into_any(),
    }
}
