//! Where the outbox is kept: one text per account and tab, so that two tabs never write over each other.

use std::cell::RefCell;

use shared::id::AccountId;
use uuid::Uuid;

use super::entry::Entry;
use crate::client::{Storage, json, locks};

thread_local! {
    /// This tab, as its lock and its key name it.
    static TAB: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn prefix(account: AccountId) -> String {
    format!("nenep.outbox.{account}.")
}

fn lock(tab: &str) -> String {
    format!("nenep-tab-{tab}")
}

fn tab() -> String {
    TAB.with_borrow_mut(|tab| {
        tab.get_or_insert_with(|| {
            let name = Uuid::now_v7().simple().to_string();
            locks::hold(&lock(&name));
            name
        })
        .clone()
    })
}

/// Keeps this tab's writes; false when the browser wouldn't, and then closing the tab loses them.
pub fn keep(account: AccountId, entries: &[Entry]) -> bool {
    let key = prefix(account) + &tab();
    if entries.is_empty() {
        Storage::remove(&key);
        return true;
    }
    serde_json::to_string(entries).is_ok_and(|text| Storage::set(&key, &text))
}

/// Keeps one more write of this tab, whose session has ended.
pub fn add(account: AccountId, entry: Entry) {
    let mut entries = read(&(prefix(account) + &tab()));
    entries.push(entry);
    keep(account, &entries);
}

fn read(key: &str) -> Vec<Entry> {
    Storage::get(key).and_then(|text| json::parse(&text).ok()).unwrap_or_default()
}

/// What this account's closed tabs have left, oldest first; it's this tab's from now on.
pub async fn adopt(account: AccountId) -> Vec<Entry> {
    let (mine, alive, prefix) = (tab(), locks::held().await, prefix(account));
    let mut found = Vec::new();
    for key in Storage::keys(&prefix) {
        let owner = key.strip_prefix(&prefix).unwrap_or_default();
        if owner == mine || !alive.contains(&lock(owner)) {
            found.extend(read(&key));
            Storage::remove(&key);
        }
    }
    found.sort_by_key(|entry| entry.id);
    keep(account, &found);
    found
}
