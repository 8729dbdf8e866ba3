//! What divides the cells of a table, where its statement does not say so.

use super::rows::{Line, Rows, SEPARATORS, said};
use crate::source::FileId;

/// How many rows are looked at.
const LOOKED_AT: usize = 50;

/// What divides the cells of a table.
pub(in crate::model::resolve) enum Divided {
    /// This sign, as the ending of the file's name says.
    Usual(u8),
    /// Another one, by which its rows have one width.
    Found(u8),
    /// The one that the table says itself, in the line `sep=;` that a spreadsheet puts before its first row.
    Said(u8),
    /// Two signs would do.
    Unclear(u8, u8),
}

impl Divided {
    /// The sign by which the cells are taken to be divided.
    pub(in crate::model::resolve) fn sign(&self) -> u8 {
        match self {
            Self::Usual(sign) | Self::Found(sign) | Self::Said(sign) | Self::Unclear(sign, _) => *sign,
        }
    }
}

/// The separator of a text from which so many columns are wanted. The sign of the ending (a tab for `.tsv`, else
/// a comma) is taken unless its rows are too narrow, or of different widths, and those of another one are not.
pub(in crate::model::resolve) fn find(file: FileId, name: &str, text: &str, wanted: usize) -> Divided {
    if let Some((sign, _)) = said(text) {
        return Divided::Said(sign);
    }
    let tabs = name.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
    let usual = if tabs { b'\t' } else { b',' };
    let wanted = wanted.max(2);
    let even = |separator: u8| widths(file, text, separator).is_some_and(|width| width >= wanted);
    let mut others = SEPARATORS.into_iter().filter(|separator| *separator != usual && even(*separator));
    match (even(usual), others.next()) {
        (_, None) => Divided::Usual(usual),
        (true, Some(other)) => Divided::Unclear(usual, other),
        (false, Some(other)) => Divided::Found(other),
    }
}

/// The one width that the first rows have; `None` if they differ or one is broken.
fn widths(file: FileId, text: &str, separator: u8) -> Option<usize> {
    let mut rows = Rows::new(file, text, separator);
    let mut width = None;
    for _ in 0..LOOKED_AT {
        match rows.next() {
            None => break,
            Some(Line::Row(_)) if width.is_none_or(|width| width == rows.width()) => {
                width = Some(rows.width())
            }
            Some(Line::Row(_) | Line::Broken(..)) => return None,
        }
    }
    width
}

/// A separator as it is written between quotes, and in words.
pub(in crate::model::resolve) fn written(separator: u8) -> &'static str {
    match separator {
        b'\t' => "\\t",
        b';' => ";",
        b'|' => "|",
        _ => ",",
    }
}
