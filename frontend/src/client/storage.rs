//! The browser's local storage. A browser that refuses it (full, or forbidden) costs persistence, never the page.

/// Local storage.
#[derive(Debug, Clone, Copy)]
pub struct Storage;

impl Storage {
    fn area() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok()?
    }

    /// What is kept under the key.
    pub fn get(key: &str) -> Option<String> {
        Self::area()?.get_item(key).ok()?
    }

    /// Keeps a text; false when the browser wouldn't.
    pub fn set(key: &str, text: &str) -> bool {
        Self::area().is_some_and(|area| area.set_item(key, text).is_ok())
    }

    /// Forgets a text.
    pub fn remove(key: &str) {
        if let Some(area) = Self::area() {
            // Removing what isn't there isn't an error, and there is no other.
            let _ = area.remove_item(key);
        }
    }

    /// Every key that begins so.
    pub fn keys(prefix: &str) -> Vec<String> {
        let Some(area) = Self::area() else { return Vec::new() };
        let count = area.length().unwrap_or(0);
        (0..count).filter_map(|place| area.key(place).ok()?).filter(|key| key.starts_with(prefix)).collect()
    }
}
