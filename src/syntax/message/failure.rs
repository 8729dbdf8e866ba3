//! A statement that the grammar does not accept: its pieces, and the place beyond which it could not be read.

use super::shape::called;
use super::tokens::{Kind, Piece, pieces};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span, on_one_line};
use crate::syntax::from_pest::Rule;
use crate::syntax::language::{self, Clause};
use crate::syntax::words;

/// The statement and the place.
pub(super) struct Failure<'a> {
    pub(super) text: &'a str,
    pub(super) rule: Rule,
    /// What the grammar would have taken at the place.
    pub(super) expected: &'a [Rule],
    /// The pieces of the statement.
    pub(super) pieces: Vec<Piece>,
    /// The number of the piece at the place; past the last one where the statement ends too early.
    pub(super) here: usize,
    /// The number of the first piece after the label.
    pub(super) first: usize,
    file: FileId,
    base: u32,
}

impl<'a> Failure<'a> {
    pub(super) fn new(
        text: &'a str,
        rule: Rule,
        expected: &'a [Rule],
        at: usize,
        (file, base): (FileId, u32),
    ) -> Self {
        let pieces = pieces(text);
        let here = pieces.partition_point(|piece| piece.end <= at);
        let kind = |number: usize| pieces.get(number).map(|piece| piece.kind);
        let labelled = kind(0) == Some(Kind::Label) && kind(1) == Some(Kind::Colon);
        let first = if labelled { 2 } else { 0 };
        Failure { text, rule, expected, pieces, here, first, file, base }
    }

    /// What a piece looks like; nothing where there is no such piece.
    pub(super) fn kind(&self, number: usize) -> Option<Kind> {
        self.pieces.get(number).map(|piece| piece.kind)
    }

    /// The text of a piece, empty where there is no such piece.
    pub(super) fn text_of(&self, number: usize) -> &'a str {
        self.pieces.get(number).and_then(|piece| self.text.get(piece.start..piece.end)).unwrap_or("")
    }

    /// The text of a piece if it is a word, else empty.
    pub(super) fn word(&self, number: usize) -> &'a str {
        if self.kind(number) == Some(Kind::Word) { self.text_of(number) } else { "" }
    }

    /// The text from one piece to before another.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        let start = self.pieces.get(from).map(|piece| piece.start);
        let end = to.checked_sub(1).and_then(|last| self.pieces.get(last)).map(|piece| piece.end);
        start.zip(end).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    /// The place of a piece; past the last one, the place after the statement.
    pub(super) fn span(&self, number: usize) -> Span {
        self.span_of(number, number + 1)
    }

    /// The place of the pieces from one to before another.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Span {
        let at = |offset: usize| self.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        let start = self.pieces.get(from).map_or(self.text.len(), |piece| piece.start);
        let end = self.pieces.get(to.saturating_sub(1)).map_or(self.text.len(), |piece| piece.end);
        Span::new(self.file, at(start), at(end.max(start)))
    }

    /// Whether the statement ends at the place.
    pub(super) fn at_end(&self) -> bool {
        self.here >= self.pieces.len()
    }

    /// The piece before the place, if there is any.
    pub(super) fn before(&self) -> Option<usize> {
        self.here.checked_sub(1)
    }

    /// Whether a piece directly follows the one before it, with nothing in between.
    pub(super) fn touches(&self, number: usize) -> bool {
        let before = number.checked_sub(1).and_then(|before| self.pieces.get(before));
        before.zip(self.pieces.get(number)).is_some_and(|(before, piece)| before.end == piece.start)
    }

    /// The statement word that the statement begins with; empty for a sentence, a block, a question.
    pub(super) fn statement(&self) -> &'a str {
        match self.rule {
            Rule::assertion | Rule::qualifier_block | Rule::query | Rule::typed_literal => "",
            _ => self.word(self.first),
        }
    }

    /// The statement as one speaks of it: `an actor`, `a sentence`.
    pub(super) fn called(&self) -> String {
        match self.statement() {
            "" if self.rule == Rule::qualifier_block => String::from("the header of a block"),
            word => called(word),
        }
    }

    /// Whether a name follows the statement word.
    pub(super) fn names_something(&self) -> bool {
        !matches!(
            self.statement(),
            "" | "import" | "facts" | "expect" | "prefer" | "suppose" | "retract" | "declare" | "resolve"
        )
    }

    /// The clause or qualifier whose words stand at a piece, all of them.
    pub(super) fn clause(&self, number: usize) -> Option<&'static Clause> {
        let clause = language::begun_by(self.word(number))?;
        let mut words = clause.words.split(' ').enumerate();
        words.all(|(offset, word)| self.word(number + offset) == word).then_some(clause)
    }

    /// The clause whose words end right before a piece, and where they begin.
    pub(super) fn clause_before(&self, number: usize) -> Option<(usize, &'static Clause)> {
        [2, 1].into_iter().find_map(|length| {
            let start = number.checked_sub(length)?;
            let clause = self.clause(start)?;
            (clause.words.split(' ').count() == length).then_some((start, clause))
        })
    }

    /// Where the run of words that begins at a piece ends: at a comma, a colon, a clause or the end.
    pub(super) fn run_end(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(kind) = self.kind(end) {
            let stops = match kind {
                Kind::Comma | Kind::Colon | Kind::Text => true,
                Kind::Word => end > from && self.ends_text(end),
                Kind::Variable | Kind::Label | Kind::Number | Kind::Open | Kind::Close | Kind::Mark => false,
            };
            if stops {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a clause of this statement begins at a piece, rather than one more word of a text.
    fn ends_text(&self, number: usize) -> bool {
        let fits = self.clause(number).filter(|clause| clause.fits(self.statement()));
        let named = self.word(number + 1).starts_with(char::is_uppercase);
        fits.is_some_and(|clause| clause.words != "of" || named)
    }

    /// Whether the grammar would have taken one of these at the place.
    pub(super) fn expects(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }

    /// Whether a word is one of the language, so that it names nothing.
    pub(super) fn reserved(word: &str) -> bool {
        !word.is_empty() && !words::names_a_thing(word)
    }

    /// The place after the piece before this one: where something is missing.
    pub(super) fn gap(&self) -> Span {
        let before = self.before().map_or_else(|| self.span(self.here), |before| self.span(before));
        Span::new(before.file, before.end, before.end)
    }

    /// A diagnostic that points at one piece.
    pub(super) fn at_piece(&self, code: Code, number: usize, message: String, label: &str) -> Diagnostic {
        Diagnostic::new(code, message).label(self.span(number), label)
    }
}

/// The text in the user's words, in backticks, clipped where it is long.
pub(super) fn quote(text: &str) -> String {
    let line = on_one_line(text);
    if line.chars().count() <= 60 {
        return format!("`{line}`");
    }
    let clipped = line.chars().take(57).collect::<String>();
    format!("`{}…`", clipped.trim_end())
}
