//! Reading something from the server and showing it: grey lines, then the content or what went wrong.

use std::future::Future;

use leptos::prelude::*;
use shared::problem::Code;

use super::note::{ErrorNote, Skeleton};
use crate::client::ApiError;
use crate::pages::{forbidden::Forbidden, not_found::NotFound};

/// Reads something, again whenever a signal changes that `read` reads before its first await.
pub fn load<T, F>(read: impl Fn() -> F + Send + Sync + 'static) -> LocalResource<Result<T, ApiError>>
where
    T: Clone + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    LocalResource::new(read)
}

/// Shows it. While it's read again what was there before stays, so that nothing jumps.
pub fn loaded<T, V>(
    resource: LocalResource<Result<T, ApiError>>,
    show: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + 'static,
    V: IntoAny,
{
    move || match resource.get() {
        None => view! { <Skeleton lines=6 /> }.into_any(),
        Some(Ok(value)) => show(value).into_any(),
        Some(Err(error)) => match error.code() {
            Some(Code::NotFound) => view! { <NotFound /> }.into_any(),
            Some(Code::Forbidden) => view! { <Forbidden /> }.into_any(),
            _ => view! { <ErrorNote error on_retry=move |()| resource.refetch() /> }.into_any(),
        },
    }
}
