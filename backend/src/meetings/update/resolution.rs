//! The resolution's text before the conclusion, part by part.

use serde::Serialize;
use shared::api::meeting::ResolutionChange;
use shared::problem::Code;

use super::super::{draft, limits};
use super::Work;
use crate::http::Result;

/// Writes the parts that are there and differ.
pub(super) fn write(work: &mut Work<'_, '_>, change: Option<&ResolutionChange>) -> Result<()> {
    let Some(change) = change else { return Ok(()) };
    let Some(mut text) = draft::of(work.cx.conn, &work.record)? else {
        work.writing.errors.add("/resolution", Code::UnknownReference);
        return Ok(());
    };
    let fits = work.checked(|work| {
        let mut check = |pointer: &str, text: &Option<String>, max: usize| {
            work.writing.errors.optional_text(pointer, text.as_deref().unwrap_or_default(), max);
        };
        check("/resolution/title", &change.title, limits::TITLE);
        check("/resolution/assessment", &change.assessment, limits::TEXT);
        check("/resolution/direction", &change.direction, limits::TEXT);
        check("/resolution/execution", &change.execution, limits::TEXT);
    });
    if !fits {
        return Ok(());
    }
    set(work, "resolution/kind", change.kind, &mut text.kind)?;
    set(work, "resolution/title", change.title.clone(), &mut text.title)?;
    set(work, "resolution/assessment", change.assessment.clone(), &mut text.assessment)?;
    set(work, "resolution/direction", change.direction.clone(), &mut text.direction)?;
    set(work, "resolution/execution", change.execution.clone(), &mut text.execution)?;
    Ok(draft::keep(work.cx.conn, work.record.id, &text)?)
}

fn set<T: PartialEq + Serialize>(work: &mut Work<'_, '_>, path: &str, value: Option<T>, part: &mut T) -> Result<()> {
    let Some(value) = value.filter(|value| value != part) else { return Ok(()) };
    work.writing.note(path, part, &value)?;
    *part = value;
    Ok(())
}
