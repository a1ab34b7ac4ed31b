//! The facts about one subject in a row: what to replace and what to write so that another one begins, one ends, or one
//! is put right. Pure; the caller locks the subject, reads its facts and writes the edits.

use chrono::NaiveDate;

use super::Span;
use crate::problem::Code;

/// Something that holds from a day to a day.
pub trait Fact: Clone {
    /// From when to when.
    fn span(&self) -> Span;
    /// The same for other days.
    fn during(&self, span: Span) -> Self;
    /// Whether both say the same, whatever their days and decisions.
    fn same(&self, other: &Self) -> bool;
}

/// Whether there may be days on which nothing holds between the first fact and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    /// A unit has a name on every day, a member is somewhere on every day.
    Never,
    /// Nobody may be in charge for a time.
    Allowed,
}

/// Why facts can't be changed like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Another fact holds on one of the days.
    Overlap,
    /// The end is before the start, or a neighbour would have no day left.
    OutOfOrder,
    /// Nothing holds on the day.
    NothingInForce,
    /// Another fact begins on this very day: if it is wrong, it is to be corrected.
    BeginsThere,
    /// What holds says the same already.
    NothingChanges,
    /// Others begin later: they are to be put right first.
    LaterFacts,
    /// There is nothing before it that could hold instead.
    NothingBefore,
}

impl Trouble {
    /// What the caller is told.
    pub const fn code(self) -> Code {
        match self {
            Self::Overlap => Code::Overlaps,
            Self::OutOfOrder => Code::EndBeforeStart,
            Self::NothingInForce => Code::NothingInForce,
            Self::BeginsThere => Code::BeginsThere,
            Self::NothingChanges => Code::NothingChanges,
            Self::LaterFacts => Code::LaterChanges,
            Self::NothingBefore => Code::NothingBefore,
        }
    }
}

/// What to write: facts to mark as replaced, and facts to insert, both in the order of their days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits<F> {
    /// These hold no more.
    pub replaced: Vec<F>,
    /// These hold instead: new ones, and what is left of neighbours.
    pub written: Vec<F>,
}

impl<F: Fact> Edits<F> {
    /// The facts as they are afterwards.
    pub fn applied(&self, facts: &[F]) -> Vec<F> {
        let gone = |fact: &F| self.replaced.iter().any(|one| one.span() == fact.span());
        let mut after: Vec<F> = facts.iter().filter(|fact| !gone(fact)).chain(&self.written).cloned().collect();
        after.sort_by_key(|fact| fact.span().starts_on);
        after
    }
}

/// Begins a fact on its first day. The one in force is shortened to the eve; the new one holds up to the next one's
/// start, or to the last day that it says. `facts` are those of one subject that hold, in the order of their days.
///
/// # Errors
/// [`Trouble`].
pub fn begin<F: Fact>(facts: &[F], new: &F, gaps: Gaps) -> Result<Edits<F>, Trouble> {
    let (day, asked) = (new.span().starts_on, new.span().ends_on);
    if !new.span().has_days() {
        return Err(Trouble::OutOfOrder);
    }
    if facts.iter().any(|fact| fact.span().starts_on == day) {
        return Err(Trouble::BeginsThere);
    }
    let present = facts.iter().find(|fact| fact.span().covers(day));
    if present.is_none() && gaps == Gaps::Never && !facts.is_empty() {
        return Err(Trouble::NothingInForce);
    }
    if present.is_some_and(|fact| fact.same(new)) {
        return Err(Trouble::NothingChanges);
    }
    let next = facts.iter().map(|fact| fact.span().starts_on).find(|start| *start > day);
    let limit = next.and_then(|start| start.pred_opt());
    if asked.zip(limit).is_some_and(|(asked, limit)| asked > limit) {
        return Err(Trouble::Overlap);
    }
    // What ends with a closed unit still ends with it.
    let inherited = present.filter(|_| gaps == Gaps::Never).and_then(|fact| fact.span().ends_on);
    let written = new.during(Span::new(day, asked.or(limit).or(inherited)));
    let left = present.map(|fact| fact.during(Span::new(fact.span().starts_on, day.pred_opt())));
    Ok(Edits { replaced: present.into_iter().cloned().collect(), written: left.into_iter().chain([written]).collect() })
}

/// Begins a fact; where one begins on that very day already, lets that one say more. What it has changed itself isn't
/// written over: that is put right by [`correct`].
///
/// # Errors
/// [`Trouble`].
pub fn begin_or_add<F: Fact, P: PartialEq>(
    facts: &[F],
    new: &F,
    gaps: Gaps,
    parts: impl Fn(&F) -> Vec<P>,
) -> Result<Edits<F>, Trouble> {
    let day = new.span().starts_on;
    let Some(at) = facts.iter().position(|fact| fact.span().starts_on == day) else {
        return begin(facts, new, gaps);
    };
    let before = at.checked_sub(1).and_then(|before| facts.get(before));
    let (Some(before), Some(now)) = (before, facts.get(at)) else { return Err(Trouble::BeginsThere) };
    if now.same(new) {
        return Err(Trouble::NothingChanges);
    }
    let changed = parts(before).into_iter().zip(parts(now)).map(|(was, is)| was != is);
    let written = parts(now).into_iter().zip(parts(new)).map(|(is, asked)| is != asked);
    if changed.zip(written).any(|(changed, written)| changed && written) {
        return Err(Trouble::BeginsThere);
    }
    correct(facts, at, &new.during(now.span()))
}

/// Ends the last fact with a day.
///
/// # Errors
/// [`Trouble`].
pub fn end<F: Fact>(facts: &[F], last_day: NaiveDate) -> Result<Edits<F>, Trouble> {
    if facts.iter().any(|fact| fact.span().starts_on > last_day) {
        return Err(Trouble::LaterFacts);
    }
    let present = facts.iter().find(|fact| fact.span().covers(last_day)).ok_or(Trouble::NothingInForce)?;
    if present.span().ends_on == Some(last_day) {
        return Err(Trouble::NothingChanges);
    }
    let shortened = present.during(Span::new(present.span().starts_on, Some(last_day)));
    Ok(Edits { replaced: vec![present.clone()], written: vec![shortened] })
}

/// Puts the fact at a place right: other values, other days. Neighbours that it touches move along.
///
/// # Errors
/// [`Trouble`].
pub fn correct<F: Fact>(facts: &[F], at: usize, right: &F) -> Result<Edits<F>, Trouble> {
    let old = facts.get(at).ok_or(Trouble::NothingInForce)?;
    let span = right.span();
    if !span.has_days() {
        return Err(Trouble::OutOfOrder);
    }
    let mut edits = Edits { replaced: Vec::new(), written: Vec::new() };
    if let Some(before) = at.checked_sub(1).and_then(|before| facts.get(before)) {
        let moved = Span::new(before.span().starts_on, span.starts_on.pred_opt());
        if !before.span().meets(old.span()) {
            if before.span().overlaps(span) || span.starts_on < before.span().starts_on {
                return Err(Trouble::Overlap);
            }
        } else if !moved.has_days() {
            return Err(Trouble::OutOfOrder);
        } else if moved != before.span() {
            edits.replaced.push(before.clone());
            edits.written.push(before.during(moved));
        }
    }
    edits.replaced.push(old.clone());
    edits.written.push(right.clone());
    if let Some(after) = facts.get(at + 1) {
        let start = span.ends_on.and_then(|last| last.succ_opt()).ok_or(Trouble::Overlap)?;
        let moved = Span::new(start, after.span().ends_on);
        if !old.span().meets(after.span()) {
            if start > after.span().starts_on {
                return Err(Trouble::Overlap);
            }
        } else if !moved.has_days() {
            return Err(Trouble::OutOfOrder);
        } else if moved != after.span() {
            edits.replaced.push(after.clone());
            edits.written.push(after.during(moved));
        }
    }
    Ok(edits)
}

/// Takes the fact at a place back: it never was. The one before it, if it ended on its eve, holds on instead.
///
/// # Errors
/// [`Trouble`].
pub fn withdraw<F: Fact>(facts: &[F], at: usize, gaps: Gaps) -> Result<Edits<F>, Trouble> {
    let old = facts.get(at).ok_or(Trouble::NothingInForce)?;
    let before = at.checked_sub(1).and_then(|before| facts.get(before));
    match before.filter(|before| before.span().meets(old.span())) {
        Some(before) => {
            let longer = before.during(Span::new(before.span().starts_on, old.span().ends_on));
            Ok(Edits { replaced: vec![before.clone(), old.clone()], written: vec![longer] })
        }
        None if gaps == Gaps::Never => Err(Trouble::NothingBefore),
        None => Ok(Edits { replaced: vec![old.clone()], written: Vec::new() }),
    }
}
