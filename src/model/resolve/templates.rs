//! The text of a sentence pattern to its parts.

use super::resolver::Resolver;
use super::suggest::{listed, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::template::{Part, Template};
use crate::source::Span;
use crate::syntax::ast::Text;
use crate::syntax::words;
use smol_str::SmolStr;

/// A hole of the main sentence.
pub(super) struct Hole {
    pub(super) name: SmolStr,
    pub(super) sorts: Vec<SortId>,
}

impl Resolver<'_> {
    /// The main sentence of a relation, with its holes.
    pub(super) fn main_template(&mut self, text: &Text) -> Option<(Template, Vec<Hole>)> {
        let mut holes: Vec<Hole> = Vec::new();
        let mut parts = Vec::new();
        for piece in self.pieces(text)? {
            match piece {
                Piece::Word(word) => parts.push(Part::Word(word)),
                Piece::Hole(name, sort) => {
                    if holes.iter().any(|hole| hole.name == name) {
                        return self.bad(
                            text.span,
                            format!("the hole `{{{name}}}` stands here twice"),
                            "give each hole a name of its own",
                        );
                    }
                    let Some(sort) = sort else {
                        return self.bad(
                            text.span,
                            format!("the hole `{{{name}}}` does not say what it takes"),
                            "write its sort after a colon: `{a: actor}`",
                        );
                    };
                    let sorts = self.union(&sort, text.span)?;
                    parts.push(Part::Hole(holes.len()));
                    holes.push(Hole { name, sorts });
                }
            }
        }
        Some((Template { parts }, holes))
    }

    /// A further sentence of a relation, which uses the same holes.
    pub(super) fn other_template(&mut self, text: &Text, holes: &[Hole]) -> Option<Template> {
        let read = self.read_other(text, holes);
        if read.is_none() {
            self.poisoned.pattern(&text.value);
        }
        read
    }

    fn read_other(&mut self, text: &Text, holes: &[Hole]) -> Option<Template> {
        let mut parts = Vec::new();
        let mut used = vec![false; holes.len()];
        for piece in self.pieces(text)? {
            match piece {
                Piece::Word(word) => parts.push(Part::Word(word)),
                Piece::Hole(name, _) => {
                    let Some(at) = holes.iter().position(|hole| hole.name == name) else {
                        return self.bad(
                            text.span,
                            format!("the relation has no hole `{{{name}}}`"),
                            "use the holes of its first sentence",
                        );
                    };
                    if let Some(seen) = used.get_mut(at) {
                        *seen = true;
                    }
                    parts.push(Part::Hole(at));
                }
            }
        }
        if used.contains(&false) {
            return self.bad(
                text.span,
                String::from("this sentence leaves a hole of the relation away"),
                "use every hole of the first sentence once",
            );
        }
        Some(Template { parts })
    }

    fn bad<T>(&mut self, span: Span, message: String, help: &str) -> Option<T> {
        self.report(Diagnostic::new(Code::BadTemplate, message).label(span, "in this sentence").help(help));
        None
    }

    /// `action or event` as sorts.
    fn union(&mut self, text: &str, span: Span) -> Option<Vec<SortId>> {
        let mut sorts = Vec::new();
        for name in text.split(" or ").map(str::trim) {
            match self.model.sorts.find(name) {
                Some(sort) => sorts.push(sort),
                None => {
                    let known: Vec<&str> = self.model.sorts.names().collect();
                    let help = match nearest(name, known.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => {
                            let new = words::as_name(name);
                            format!("the sorts are {}; `sort {new}.` declares a new one", listed(&known))
                        }
                    };
                    let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no sort `{name}`"))
                        .label(span, "in this sentence")
                        .help(help);
                    self.not_known(name, diagnostic);
                    return None;
                }
            }
        }
        Some(sorts)
    }

    fn pieces(&mut self, text: &Text) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = text.value.trim();
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('{') {
                let Some((hole, after)) = inner.split_once('}') else {
                    return self.bad(text.span, String::from("a hole is not closed"), "close it with `}`");
                };
                if hole.contains('{') {
                    return self.bad(text.span, String::from("a hole is not closed"), "close it with `}`");
                }
                let (name, sort) = match hole.split_once(':') {
                    Some((name, sort)) => (name.trim(), Some(SmolStr::new(sort.trim()))),
                    None => (hole.trim(), None),
                };
                if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                    return self.bad(
                        text.span,
                        String::from("a hole has no proper name"),
                        "write it as `{a: actor}`",
                    );
                }
                pieces.push(Piece::Hole(SmolStr::new(name), sort));
                if !after.is_empty() && !after.starts_with(char::is_whitespace) {
                    if after.starts_with(|c: char| c.is_ascii_punctuation()) {
                        return self.bad(
                            text.span,
                            String::from("a sentence has no punctuation"),
                            "join the parts by words: `{a: actor} agrees with {b: actor}`",
                        );
                    }
                    return self.bad(
                        text.span,
                        String::from("a hole is glued to the word after it"),
                        "leave a space between them",
                    );
                }
                rest = after.trim_start();
            } else {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                if let Some(problem) = unusable(word, pieces.is_empty()) {
                    return self.bad(
                        text.span,
                        format!("`{word}` cannot be a word of a sentence: {problem}"),
                        "say it in other words",
                    );
                }
                pieces.push(Piece::Word(SmolStr::new(word)));
                rest = after.trim_start();
            }
        }
        if pieces.iter().all(|piece| matches!(piece, Piece::Hole(..))) {
            return self.bad(
                text.span,
                String::from("a sentence needs a word of its own beside its holes"),
                "write it as in `{a: actor} trusts {b: actor}`",
            );
        }
        Some(pieces)
    }
}

enum Piece {
    Word(SmolStr),
    Hole(SmolStr, Option<SmolStr>),
}

/// Why a word cannot stand in a sentence.
fn unusable(word: &str, first: bool) -> Option<&'static str> {
    if words::joins(word) {
        Some("it joins sentences")
    } else if words::asks(word) || words::anonymous(word) {
        Some("it stands for somebody or something")
    } else if first && words::opens(word) {
        Some("the language begins statements with it")
    } else if word.chars().any(|c| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '\''))) {
        Some("a sentence has no punctuation")
    } else {
        None
    }
}
