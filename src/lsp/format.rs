//! The canonical layout, as `strat fmt` writes it, as edits of a document.
//!
//! Invariant: a document that cannot be read is left as it is, and so are lines that stay the same.

use super::asked::{Asked, InDocument, InRange, parameters};
use super::position::Range;
use crate::rpc::Failure;
use crate::source::{Origin, SourceMap, Span};
use crate::syntax;
use serde_json::{Value, json};

/// A change of whole lines: bytes of the old text and what stands there instead.
struct Hunk {
    start: usize,
    end: usize,
    text: String,
}

/// `textDocument/formatting`
pub(super) fn whole(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InDocument { text_document } = parameters(params)?;
    edits(asked, &text_document.uri, None)
}

/// `textDocument/rangeFormatting`: the lines of a range that change.
pub(super) fn range(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let InRange { text_document, range } = parameters(params)?;
    edits(asked, &text_document.uri, Some(range))
}

/// `textDocument/onTypeFormatting`: the statement that a full stop has ended.
pub(super) fn on_type(asked: &Asked<'_>, params: Value) -> Result<Value, Failure> {
    let at: super::asked::AtPosition = parameters(params)?;
    let document = asked.snapshot.document(&at.text_document.uri)?;
    let offset = document.lines.offset(&document.text, at.position);
    let mut map = SourceMap::new();
    let file = map.add("document", &*document.text, Origin::User);
    let tree = syntax::parse(&map, file).value;
    let ended = tree
        .statements
        .iter()
        .rev()
        .find(|one| (one.span.start as usize) < offset && one.span.end as usize <= offset);
    let Some(ended) = ended.filter(|one| {
        document.text.get(one.span.end as usize..offset).is_some_and(|rest| rest.trim().is_empty())
    }) else {
        return Ok(json!([]));
    };
    edits(asked, &at.text_document.uri, Some(document.lines.range(&document.text, ended.span)))
}

fn edits(asked: &Asked<'_>, uri: &str, within: Option<Range>) -> Result<Value, Failure> {
    let document = asked.snapshot.document(uri)?;
    let mut map = SourceMap::new();
    let file = map.add("document", &*document.text, Origin::User);
    let Ok(formatted) = syntax::format::format(&map, file) else { return Ok(Value::Null) };
    let edits = hunks(&document.text, &formatted).into_iter().filter_map(|hunk| {
        let (start, end) = (u32::try_from(hunk.start).ok()?, u32::try_from(hunk.end).ok()?);
        let range = document.lines.range(&document.text, Span::new(file, start, end));
        let wanted = within.is_none_or(|within| range.start <= within.end && within.start <= range.end);
        wanted.then(|| json!({ "range": Value::from(range), "newText": hunk.text }))
    });
    Ok(edits.collect::<Vec<_>>().into())
}

/// The lines that differ. Formatting keeps all but white space, so that lines are told apart by what else is in them.
fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let diff = similar::TextDiff::from_lines(old, new);
    let mut hunks = Vec::new();
    let starts = |text: &str| -> Vec<usize> {
        let mut at = 0;
        let ends = text.split_inclusive('\n').map(|line| {
            at += line.len();
            at
        });
        std::iter::once(0).chain(ends.collect::<Vec<_>>()).collect()
    };
    let (old_starts, new_starts) = (starts(old), starts(new));
    for op in diff.ops() {
        if op.tag() == similar::DiffTag::Equal {
            continue;
        }
        let place = |starts: &[usize], at: usize, length: usize| starts.get(at).copied().unwrap_or(length);
        let (was, is) = (op.old_range(), op.new_range());
        let text = new.get(place(&new_starts, is.start, new.len())..place(&new_starts, is.end, new.len()));
        hunks.push(Hunk {
            start: place(&old_starts, was.start, old.len()),
            end: place(&old_starts, was.end, old.len()),
            text: text.unwrap_or("").to_owned(),
        });
    }
    hunks
}
