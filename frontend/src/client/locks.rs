//! Locks that all tabs of the browser share (Web Locks API), reached by name because `web-sys` holds them back as unstable.
//!
//! Two tabs must not use the same refresh cookie, and a tab must know which other tabs still look after their outbox.
//! A browser without them (plain HTTP on another machine) works as if there were one tab.

use std::future::Future;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Does the work while no other tab does work under the same name.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let Some((manager, request)) = manager().and_then(|m| method(&m, "request").map(|request| (m, request))) else {
        return work.await;
    };
    let granted = Closure::once_into_js(move || {
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    if let Ok(done) = request.call2(&manager, &name.into(), &granted) {
        // The work itself can't fail; a rejection only means that the tab is being closed.
        let _ = JsFuture::from(Promise::resolve(&done)).await;
    }
}

/// Holds a name for as long as the tab lives.
pub fn hold(name: &str) {
    if let Some((manager, request)) = manager().and_then(|m| method(&m, "request").map(|request| (m, request))) {
        let for_ever = Closure::once_into_js(|| Promise::new(&mut |_, _| ()));
        let _ = request.call2(&manager, &name.into(), &for_ever);
    }
}

/// The names that are held now, by any tab.
pub async fn held() -> Vec<String> {
    let answer = async {
        let manager = manager()?;
        let promise = method(&manager, "query")?.call0(&manager).ok()?;
        let answer = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
        Reflect::get(&answer, &"held".into()).ok()
    };
    let Some(held) = answer.await else { return Vec::new() };
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    Array::from(&held).iter().filter_map(name).collect()
}
