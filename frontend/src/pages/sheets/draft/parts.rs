//! The parts of a draft that are saved each by itself: what two people change at once is decided by them.

use std::sync::Arc;

use leptos::prelude::*;
use shared::api::sheet::{GetSheet, Sheet, SheetPatch, UpdateSheet};
use shared::evaluation::ScoreSheet;
use shared::id::SheetId;
use shared::text::Bilingual;

use super::form::Form;
use crate::editing::{After, Edit, Editor, Thing};
use crate::i18n::language;
use crate::t;

impl Thing for Sheet {
    type Id = SheetId;
    type Patch = SheetPatch;
    type Read = GetSheet;
    type Write = UpdateSheet;

    fn id(&self) -> SheetId {
        self.row.id
    }

    fn after(&self, _: &Self) -> After<Self> {
        After::AsShown
    }
}

/// A part: its name in the patch and for people, how it is told from another, written, and read.
struct PartOf {
    path: &'static str,
    name: fn() -> &'static str,
    differs: fn(&ScoreSheet, &ScoreSheet) -> bool,
    put: fn(&mut SheetPatch, &ScoreSheet),
    take: fn(&mut ScoreSheet, &ScoreSheet),
    show: fn(&ScoreSheet) -> String,
}

/// A part that the patch names as the sheet does.
macro_rules! part {
    ($field:ident, $name:expr, $show:expr) => {
        PartOf {
            path: stringify!($field),
            name: || $name,
            differs: |one, other| one.$field != other.$field,
            put: |patch, sheet| patch.$field = Some(Clone::clone(&sheet.$field)),
            take: |sheet, from| sheet.$field = Clone::clone(&from.$field),
            show: $show,
        }
    };
}

const PARTS: [PartOf; 9] = [
    part!(title, t!(sheet_edit.title), |sheet| words(&sheet.title)),
    part!(document, t!(sheet_edit.document), |sheet| words(&sheet.document)),
    part!(note, t!(sheet_edit.note), |sheet| sheet.note.as_ref().map(words).unwrap_or_default()),
    part!(total, t!(sheet_edit.total), |sheet| sheet.total.to_string()),
    part!(grades, t!(sheet_edit.grades), |sheet| sheet.grade_lines(language()).join("\n")),
    part!(must_be_full_for_good, t!(sheet_edit.full), |sheet| sheet.must_be_full_for_good.join(", ")),
    part!(no_unexcused_for_good, t!(sheet_edit.no_unexcused), |sheet| sheet.conditions(language()).join("\n")),
    part!(groups, t!(sheet_edit.groups), |sheet| {
        lines(sheet.groups.iter().map(|one| (&one.id, &one.name, one.max)))
    }),
    part!(criteria, t!(sheet_edit.criteria), |sheet| {
        lines(sheet.criteria.iter().map(|one| (&one.id, &one.name, one.max)))
    }),
];

fn words(text: &Bilingual) -> String {
    text.pick(language()).to_owned()
}

fn lines<'a>(rows: impl Iterator<Item = (&'a String, &'a Bilingual, u32)>) -> String {
    rows.map(|(id, name, max)| format!("{id} {} ({max})", name.pick(language()))).collect::<Vec<_>>().join("\n")
}

/// Writes what the form says otherwise than what was written last.
pub fn save(editor: Editor<Sheet>, form: Form) {
    let now = untrack(|| form.entered()).sheet;
    let Some(was) = editor.thing.try_with_untracked(|sheet| sheet.content.clone()) else { return };
    for part in PARTS.iter().filter(|part| (part.differs)(&was, &now)) {
        let show = part.show;
        let edit = Edit {
            name: (part.name)().to_owned(),
            part: part.path.into(),
            show: Some(Arc::new(move |sheet: &Sheet| show(&sheet.content))),
            keep: true,
        };
        editor.edit(edit, |sheet, patch| {
            (part.take)(&mut sheet.content, &now);
            (part.put)(patch, &now);
        });
    }
}

#[cfg(test)]
mod tests {
    use shared::rulebook::Rulebook;

    use super::*;

    #[test]
    fn each_part_is_written_by_itself_and_together_they_are_the_sheet() {
        let book = Rulebook::shipped();
        let sheet = |id: &str| book.sheet_with_id(id).map(|kept| kept.value.clone()).unwrap();
        let (mut one, other) = (sheet("an-phu-2025"), sheet("reconstructed-2018"));
        let other = ScoreSheet { no_unexcused_for_good: true, total: 99, ..other };
        let mut patch = SheetPatch::default();
        for part in &PARTS {
            if (part.differs)(&one, &other) {
                (part.put)(&mut patch, &other);
                (part.take)(&mut one, &other);
            }
            assert!(!(part.differs)(&one, &other), "{}", part.path);
        }
        assert_eq!(one, ScoreSheet { id: one.id.clone(), rule_set: one.rule_set.clone(), origin: one.origin, ..other });
        let written = serde_json::to_value(&patch).unwrap();
        let names: Vec<&str> = PARTS.iter().map(|part| part.path).collect();
        assert!(written.as_object().unwrap().keys().all(|key| names.contains(&key.as_str())));
    }
}
