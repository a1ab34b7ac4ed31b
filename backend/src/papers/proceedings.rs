//! The part of the minutes that tells what was dealt with, item by item: a heading stands only where something was said or
//! concluded. Steps that were taken without more to write are named in one sentence.

use shared::api::meeting::{AgendaItem, Meeting, Opinion};
use shared::id::AgendaItemId;
use shared::language::Language::Vi;
use shared::meeting::OpinionKind;

use super::blocks::Page;
use super::parts;
use super::wording::{line, lower_first, sentence};

/// What was said outside of the agenda, by its kind: a heading, the word by which an item of the agenda is known to be for
/// it, and the kinds.
const TOPICS: [(&str, &str, &[OpinionKind]); 4] = [
    ("Tự phê bình và phê bình", "tự phê bình", &[OpinionKind::SelfCriticism, OpinionKind::Criticism]),
    ("Biểu dương, nhắc nhở", "biểu dương", &[OpinionKind::Praise, OpinionKind::Reminder]),
    ("Kiến nghị", "kiến nghị", &[OpinionKind::Petition]),
    ("Ý kiến khác", "ý kiến khác", &[OpinionKind::Opinion]),
];

/// Writes them.
pub(super) fn proceedings(page: &mut Page, meeting: &Meeting) {
    page.labelled("Vấn đề trọng tâm:", &sentence(&meeting.focal_issue.title));
    page.labelled("Chuyên đề:", &sentence(&meeting.thematic_topic));
    if !meeting.handouts.is_empty() {
        page.subsection("Văn bản được phổ biến, quán triệt");
        for handout in &meeting.handouts {
            page.text(&format!("- {}", sentence(&handout.title)));
        }
    }
    if !meeting.previous_tasks.is_empty() && !meeting.agenda.iter().any(|item| item.previous_tasks) {
        page.point("Kết quả thực hiện nhiệm vụ của kỳ trước");
        parts::previous_tasks(page, meeting);
    }
    let mut steps = Vec::new();
    for item in &meeting.agenda {
        let said: Vec<&Opinion> =
            meeting.opinions.iter().filter(|opinion| place(meeting, opinion) == Some(item.id)).collect();
        let written = write_item(page, meeting, item, &said);
        // "If any": that the step was come to says nothing of what there was.
        if !written && item.done && !item.title.contains(IF_ANY) {
            steps.push(lower_first(&title(item)));
        }
    }
    for (heading, _, kinds) in TOPICS {
        let loose = |opinion: &&Opinion| kinds.contains(&opinion.kind) && place(meeting, opinion).is_none();
        let said: Vec<&Opinion> = meeting.opinions.iter().filter(loose).collect();
        if !said.is_empty() {
            page.point(heading);
            said.iter().for_each(|opinion| speech(page, meeting, opinion));
        }
    }
    if !steps.is_empty() {
        page.point("Các bước khác đã thực hiện theo chương trình");
        page.text(&sentence(&super::wording::capital(&steps.join("; "))));
    }
}

/// A template's remark on an item; it isn't for the minutes.
const IF_ANY: &str = "(nếu có)";

fn title(item: &AgendaItem) -> String {
    line(&line(&item.title).replace(IF_ANY, ""))
}

/// The item that an opinion belongs to: the one it was given at, or else the one for its kind.
fn place(meeting: &Meeting, opinion: &Opinion) -> Option<AgendaItemId> {
    let given = meeting.agenda.iter().find(|item| opinion.agenda_item_id == Some(item.id));
    given.or_else(|| meant_for(meeting, opinion.kind)).map(|item| item.id)
}

fn meant_for(meeting: &Meeting, kind: OpinionKind) -> Option<&AgendaItem> {
    let (_, word, _) = TOPICS.iter().find(|(.., kinds)| kinds.contains(&kind))?;
    meeting.agenda.iter().find(|item| line(&item.title).to_lowercase().contains(word))
}

/// Writes what there is of an item; whether there was anything.
fn write_item(page: &mut Page, meeting: &Meeting, item: &AgendaItem, said: &[&Opinion]) -> bool {
    let outcome = line(&item.outcome);
    let tasks = item.previous_tasks && !meeting.previous_tasks.is_empty();
    let minutes = meeting.self_criticism_minutes.filter(|minutes| {
        let here = meant_for(meeting, OpinionKind::SelfCriticism).is_some_and(|meant| meant.id == item.id);
        here && *minutes > 0
    });
    if outcome.is_empty() && said.is_empty() && !tasks && minutes.is_none() {
        return false;
    }
    let presenter = match line(&parts::name(meeting, item.presenter_id)).as_str() {
        "" => String::new(),
        name => format!(" (đồng chí {name} trình bày)"),
    };
    page.point(&format!("{}{presenter}", title(item)));
    if tasks {
        parts::previous_tasks(page, meeting);
    }
    if let Some(minutes) = minutes {
        page.labelled("Thời gian:", &format!("{minutes} phút."));
    }
    said.iter().for_each(|opinion| speech(page, meeting, opinion));
    page.labelled("Kết luận:", &sentence(&outcome));
    true
}

/// Who said what; an ordinary contribution needs no name for its kind. Of praise and reminders the name is that of whom
/// they are about.
fn speech(page: &mut Page, meeting: &Meeting, opinion: &Opinion) {
    let speaker = match opinion.member_id {
        Some(member) => parts::name(meeting, Some(member)),
        None => opinion.delegate.clone(),
    };
    let kind = match opinion.kind {
        OpinionKind::Opinion => String::new(),
        OpinionKind::Praise => " (được biểu dương)".to_owned(),
        OpinionKind::Reminder => " (được nhắc nhở)".to_owned(),
        kind => format!(" ({})", kind.label(Vi).to_lowercase()),
    };
    page.labelled(&format!("- Đồng chí {}{kind}:", line(&speaker)), &sentence(&opinion.text));
}
