//! Qualifiers: who says it, when it is in force, with what reservation.

use super::resolver::Resolver;
use super::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Attribution, Confidence, Hedge, Quotation, Stated};
use crate::model::template::Part;
use crate::model::value::scale::{self, Range, Row};
use crate::source::Span;
use crate::syntax::ast::{Qualifier, QualifierKind, Token};
use smol_str::SmolStr;
use std::mem::{Discriminant, discriminant};

impl Resolver<'_> {
    /// The qualifiers of a statement over those of the block around it: the innermost wins.
    pub(super) fn attribution(&mut self, qualifiers: &[Qualifier], outer: &Attribution) -> Attribution {
        let mut made = outer.clone();
        let mut seen: Vec<(Discriminant<QualifierKind>, Span)> = Vec::new();
        for qualifier in qualifiers {
            let kind = discriminant(&qualifier.kind);
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == kind) {
                let first = *first;
                self.report(
                    Diagnostic::new(Code::QualifierTwice, "the same is said twice of one statement")
                        .label(qualifier.span, "said again")
                        .label(first, "said first")
                        .help("keep one of the two; several sources are joined by `and`"),
                );
                continue;
            }
            seen.push((kind, qualifier.span));
            self.qualify(qualifier, &mut made);
        }
        self.check_force(qualifiers, &made);
        made
    }

    /// Reports a statement that is in force from a day on that comes after its last one.
    fn check_force(&mut self, qualifiers: &[Qualifier], made: &Attribution) {
        let place = |wanted: fn(&QualifierKind) -> bool| {
            qualifiers.iter().find(|qualifier| wanted(&qualifier.kind)).map(|qualifier| qualifier.span)
        };
        let since = place(|kind| matches!(kind, QualifierKind::Since(_)));
        let until = place(|kind| matches!(kind, QualifierKind::Until(_)));
        let (Some(from), Some(to)) = (&made.since, &made.until) else { return };
        if (since.is_none() && until.is_none()) || from.date.first() <= to.date.last() {
            return;
        }
        let mut diagnostic = Diagnostic::new(
            Code::InvalidRange,
            format!("this is never in force: it begins {} and ends {}", from.words, to.words),
        );
        if let Some(until) = until {
            diagnostic = diagnostic.label(until, "it ends before it begins");
        }
        if let Some(since) = since {
            diagnostic = diagnostic.label(since, "it begins here");
        }
        self.report(diagnostic.help("write the earlier date after `since`, and the later one after `until`"));
    }

    fn qualify(&mut self, qualifier: &Qualifier, made: &mut Attribution) {
        match &qualifier.kind {
            QualifierKind::AccordingTo(names) => {
                made.sources = names.iter().filter_map(|name| self.thing(name, &[SortId::SOURCE])).collect();
            }
            QualifierKind::Likely(name) => {
                // What cannot be read is no certainty.
                let stated = self.likelihood_word(&name.text, name.span);
                let stated = stated.unwrap_or_else(|| Stated::Range(Range::all()));
                made.likelihood = Some(Hedge { stated, words: name.text.clone(), span: qualifier.span });
            }
            QualifierKind::Probability(low, high) => {
                let range = self.range(low, high).unwrap_or_else(Range::all);
                let words = SmolStr::new(self.map.text(qualifier.span));
                made.likelihood = Some(Hedge { stated: Stated::Range(range), words, span: qualifier.span });
            }
            QualifierKind::Confidence(name) => match name.text.as_str() {
                "low" => made.confidence = Some(Confidence::Low),
                "moderate" => made.confidence = Some(Confidence::Moderate),
                "high" => made.confidence = Some(Confidence::High),
                other => self.report(
                    Diagnostic::new(Code::UnknownWord, format!("`{other}` is no confidence"))
                        .label(name.span, "not known")
                        .help("confidence is `low`, `moderate` or `high`"),
                ),
            },
            QualifierKind::Since(date) => {
                made.since = self.dated(date);
                self.note_date(qualifier.span);
            }
            QualifierKind::Until(date) => {
                made.until = self.dated(date);
                self.note_date(qualifier.span);
            }
            QualifierKind::On(date) => {
                made.on = self.dated(date);
                self.note_date(qualifier.span);
            }
            QualifierKind::Key => made.key = Some(qualifier.span),
            QualifierKind::Because(text) => made.because = Some(text.value.clone()),
            QualifierKind::Quoting(text) => {
                made.quoting = Some(Quotation { words: text.value.clone(), span: qualifier.span });
            }
            QualifierKind::Severity(_) | QualifierKind::Folded => {}
        }
    }

    /// Remembers that a statement has a date.
    pub(super) fn note_date(&mut self, span: Span) {
        self.first_dated = self.first_dated.or(Some(span));
    }

    fn range(&mut self, low: &Token, high: &Token) -> Option<Range> {
        let (from, to) = (self.number(low), self.number(high));
        let (from, to) = (from?, to?);
        match Range::new(from.clone(), to.clone()) {
            Ok(range) => Some(range),
            Err(error) => {
                self.report(error.diagnostic(&from, &to, low.span.to(high.span)));
                None
            }
        }
    }

    /// What a likelihood word stands for on the scale in force; mixing rows is noted once.
    pub(super) fn likelihood_word(&mut self, word: &str, span: Span) -> Option<Stated> {
        let scale = self.model.frame.scale.clone();
        self.refer(span, Entity::Likelihood(SmolStr::new(word)));
        match scale.find(word) {
            Some(scale::Hedge::Possible) => Some(Stated::Possible),
            Some(scale::Hedge::Word(found)) => {
                if found.row != Row::Any {
                    let other = self.rows.iter().find(|(row, ..)| *row != found.row).cloned();
                    if let Some((_, first, first_span)) = other
                        && !self.mixed
                    {
                        self.mixed = true;
                        self.report(scale.mixed_rows((&first, first_span), (word, span), &found.range));
                    }
                    self.rows.push((found.row, SmolStr::new(word), span));
                }
                Some(Stated::Range(found.range.clone()))
            }
            None => {
                let diagnostic = scale.unknown_word(word, span);
                // After a comma in a list of names: the list was not ended by `and`.
                let name = word.split(' ').next().unwrap_or_default();
                let confidence = word.strip_suffix(" confidence");
                let confidence = confidence.filter(|word| matches!(*word, "low" | "moderate" | "high"));
                let diagnostic = if let Some(confidence) = confidence {
                    diagnostic
                        .help(format!("write `confidence {confidence}`; how likely it is stands by itself"))
                } else if word.contains(" is ") || name.starts_with(char::is_uppercase) {
                    diagnostic.help(format!("if `{name}` is a further name of a list, write `and` before the last one: `A, B and C`"))
                } else if word.contains(' ') && self.begins_a_sentence(name) {
                    diagnostic.help(format!("write it as a sentence of its own: `NAME {word}.`"))
                } else {
                    diagnostic
                };
                self.report(diagnostic);
                None
            }
        }
    }

    /// Whether a word follows the subject of some sentence, as a verb does.
    fn begins_a_sentence(&self, word: &str) -> bool {
        let sentences = self.model.relations.iter().flat_map(|relation| &relation.sentences);
        sentences.into_iter().any(|sentence| {
            matches!(sentence.parts.as_slice(), [Part::Hole(_), Part::Word(verb), ..] if verb == word)
        })
    }

    /// A severity as it is written after `severity`.
    pub(super) fn severity(&mut self, qualifiers: &[Qualifier]) -> crate::diagnostic::Severity {
        for qualifier in qualifiers {
            if let QualifierKind::Severity(word) = &qualifier.kind {
                if let Some(severity) = crate::model::Model::severity(&word.text) {
                    return severity;
                }
                self.report(
                    Diagnostic::new(Code::UnknownWord, format!("`{}` is no severity", word.text))
                        .label(word.span, "not known")
                        .help(format!("a severity is one of {}", listed(&["error", "warning", "note"]))),
                );
            }
        }
        crate::diagnostic::Severity::Error
    }
}
