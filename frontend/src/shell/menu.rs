//! The entries of the menu, and which of them a person has.

use shared::access::Action;

use crate::client::session;
use crate::components::Shape;
use crate::t;

/// An entry.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Where it leads.
    pub href: &'static str,
    /// Its name.
    pub name: &'static str,
    /// A shorter one for the tabs of a phone.
    pub short: &'static str,
    /// Its icon.
    pub icon: Shape,
}

const fn entry(href: &'static str, name: &'static str, short: &'static str, icon: Shape) -> Entry {
    Entry { href, name, short, icon }
}

/// What this person may open, in order; reactive.
pub fn entries() -> Vec<Entry> {
    let all = [
        (None, entry("/", t!(shell.home), t!(shell.home_short), Shape::Todo)),
        (Some(Action::OverviewRead), entry("/overview", t!(shell.overview), t!(shell.overview), Shape::Grid)),
        (Some(Action::MeetingRead), entry("/calendar", t!(shell.calendar), t!(shell.calendar_short), Shape::Calendar)),
        (Some(Action::UnitRead), entry("/branches", t!(shell.branches), t!(shell.branches), Shape::Branch)),
        (Some(Action::MemberRead), entry("/members", t!(shell.members), t!(shell.members), Shape::People)),
        (Some(Action::TaskRead), entry("/tasks", t!(shell.tasks), t!(shell.tasks_short), Shape::Document)),
        (Some(Action::TargetRead), entry("/targets", t!(shell.targets), t!(shell.targets), Shape::Target)),
        (
            Some(Action::SupervisionRead),
            entry("/supervision", t!(shell.supervision), t!(shell.supervision), Shape::Flag),
        ),
        (Some(Action::SheetRead), entry("/sheets", t!(shell.sheets), t!(shell.sheets), Shape::Star)),
        (Some(Action::AuditRead), entry("/acts", t!(shell.acts), t!(shell.acts), Shape::Document)),
        (Some(Action::AccountRead), entry("/admin/accounts", t!(shell.admin), t!(shell.admin), Shape::Sliders)),
    ];
    all.into_iter().filter(|(action, _)| action.is_none_or(session::may)).map(|(_, entry)| entry).collect()
}

/// The entries that stand in the tabs of a phone; the others are behind "more".
pub fn tabs() -> Vec<Entry> {
    let order = ["/", "/calendar", "/overview", "/tasks", "/admin/accounts", "/branches", "/members"];
    let entries = entries();
    let find = |href: &&str| entries.iter().find(|entry| entry.href == *href).copied();
    order.iter().filter_map(find).take(4).collect()
}
