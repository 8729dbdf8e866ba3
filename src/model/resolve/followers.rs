//! What only follows from a mistake that was told is not told: the resolver asks what faulty statements would have
//! declared.

use super::misfit::Misfit;
use super::poison::in_order;
use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::source::Span;
use crate::syntax::ast::{Ast, Statement};
use crate::syntax::lexer::{Kind, lexemes};
use crate::syntax::words;
use smol_str::SmolStr;

impl Resolver<'_> {
    /// Takes in what the faulty statements of some files would have declared.
    pub(super) fn poison(&mut self, asts: &[Ast]) {
        for broken in asts.iter().flat_map(|ast| &ast.broken) {
            self.poisoned.add(broken, self.map);
            for name in &broken.names {
                if let Some(&id) = self.model.names.get(&name.text)
                    && self.model.symbol(id).is_some_and(|symbol| symbol.span == Some(name.span))
                {
                    // What it is could be read, though not what else is said of it.
                    self.poisoned.names.remove(&name.text);
                    self.poisoned.incomplete.insert(id);
                }
            }
        }
        self.poisoned.scale |= asts.iter().flat_map(|ast| &ast.broken).any(|broken| {
            broken.keyword == Some("scale")
                && broken.names.iter().any(|name| !self.scales.contains_key(&name.text))
        });
    }

    /// Drops what was said of a word that joins sentences where the word belongs to a pattern that was refused for it:
    /// the parser does not know the pattern. Other mistakes of the same statement are kept.
    pub(super) fn drop_followers(&self, asts: &[Ast], read: &mut Vec<Diagnostic>) {
        if self.poisoned.sentences.is_empty() {
            return;
        }
        let mut follows: Vec<(Span, &Vec<SmolStr>)> = Vec::new();
        for broken in asts.iter().flat_map(|ast| &ast.broken).filter(|one| one.keyword != Some("relation")) {
            let text = self.map.text(broken.span);
            let words: Vec<&str> =
                lexemes(text).filter(|one| one.kind == Kind::Word).map(|one| one.of(text)).collect();
            let said = self.poisoned.sentences.iter().filter(|sentence| in_order(sentence, &words));
            follows.extend(said.map(|sentence| (broken.span, sentence)));
        }
        let of_shape = |code| {
            matches!(code, Code::WrongJoint | Code::MixedJoints | Code::MissingComma | Code::Unreadable)
        };
        read.retain(|found| {
            let Some(place) = found.span().filter(|_| of_shape(found.code)) else { return true };
            let word = self.map.text(place);
            !follows
                .iter()
                .any(|(span, sentence)| span.holds(place) && sentence.iter().any(|one| one == word))
        });
    }

    /// Whether a statement is in the words of a pattern that was refused for one of them, which joins sentences:
    /// it was read as several sentences.
    pub(super) fn is_refused_sentence(&self, statement: &Statement) -> bool {
        if statement.block.is_some()
            || !self.poisoned.sentences.iter().flatten().any(|word| words::joins(word))
        {
            return false;
        }
        let text = self.map.text(statement.span);
        let said: Vec<&str> =
            lexemes(text).filter(|one| one.kind == Kind::Word).map(|one| one.of(text)).collect();
        let joined = |sentence: &&Vec<SmolStr>| sentence.iter().any(|word| words::joins(word));
        self.poisoned.sentences.iter().filter(joined).any(|sentence| in_order(sentence, &said))
    }

    /// Reports that a relation, a rule, a sort or a unit is not known, unless a faulty statement may declare it.
    pub(super) fn not_known(&mut self, name: &str, diagnostic: Diagnostic) {
        if !self.poisoned.other(name) {
            self.report(diagnostic);
        }
    }

    /// Reports why something does not fit, unless that has been told.
    pub(super) fn misfits(&mut self, misfit: Misfit, sorts: &[SortId]) {
        if let Some(diagnostic) = self.misfit_of(misfit, sorts) {
            self.report(diagnostic);
        }
    }

    /// Whether a diagnostic only follows from a frame that could not be read.
    pub(super) fn follows_from_frame(&self, code: Code) -> bool {
        match code {
            Code::Undated | Code::Overlap => self.poisoned.frame,
            Code::UnknownLikelihood => self.poisoned.frame || self.poisoned.scale,
            _ => false,
        }
    }
}
