//! Changes to texts: what a fix, a formatter or an editor wants replaced, and the text that comes out.
//!
//! Invariant: edits of one text never overlap once they are applied; of two that would, the first counts.

use crate::source::Span;

/// A range of a text and what is to stand there instead. An empty range inserts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// How sure it is that a change is what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// It may be: of several things that could be meant it is the nearest.
    Likely,
    /// There is nothing else to write.
    Certain,
}

/// A change that mends a finding, with the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, in the imperative: `take the silencing away`.
    pub title: String,
    /// Its parts; either all are made or none.
    pub edits: Vec<Edit>,
    /// How sure it is.
    pub sureness: Sureness,
}

impl Fix {
    /// Writes a text in the place of another one, for certain.
    pub fn write(span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        let title = if text.is_empty() { String::from("take it away") } else { format!("write `{text}`") };
        Self { title, edits: vec![Edit { span, text }], sureness: Sureness::Certain }
    }

    /// The same, as what is likely meant.
    #[must_use]
    pub fn likely(self) -> Self {
        Self { sureness: Sureness::Likely, ..self }
    }
}

/// A text with fixes made in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The text.
    pub text: String,
    /// How many fixes were made.
    pub made: usize,
}

/// Makes the fixes that do not overlap, the first ones first. All edits are taken to be of this text.
pub fn apply(text: &str, fixes: &[&Fix]) -> Applied {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut made = 0;
    for fix in fixes {
        let fits = |edit: &Edit| {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            text.get(start..end).is_some()
                && taken
                    .iter()
                    .all(|other| edit.span.end <= other.span.start || other.span.end <= edit.span.start)
        };
        if !fix.edits.is_empty() && fix.edits.iter().all(fits) {
            taken.extend(&fix.edits);
            made += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Applied { text: out, made }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn fix(start: u32, end: u32, text: &str) -> Fix {
        let edit = Edit { span: Span::new(FileId(0), start, end), text: text.to_owned() };
        Fix { title: String::new(), edits: vec![edit], sureness: Sureness::Certain }
    }

    #[test]
    fn of_two_that_overlap_the_first_counts() {
        let (one, two, three) = (fix(4, 7, "b"), fix(6, 9, "x"), fix(0, 0, "> "));
        let applied = apply("abc def ghi", &[&one, &two, &three]);
        assert_eq!(applied, Applied { text: String::from("> abc b ghi"), made: 2 });
    }

    #[test]
    fn what_lies_outside_of_the_text_is_left() {
        assert_eq!(apply("abc", &[&fix(2, 9, "x")]), Applied { text: String::from("abc"), made: 0 });
    }
}
