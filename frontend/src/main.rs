//! Nề Nếp's browser program: a single page over the API, compiled to WebAssembly.

mod app;
mod client;
mod components;
mod dated;
mod editing;
mod fault;
mod format;
mod i18n;
mod pages;
mod prefs;
mod shell;

fn main() {
    fault::watch();
    app::start();
}
