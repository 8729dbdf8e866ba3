//! Sentences to literals: which relation a sentence belongs to, and what its words name.

use super::matching::{self, Fit, Form, Pattern, UnitWords};
use super::misfit::Misfit;
use super::resolver::Resolver;
use super::scope::Scope;
use super::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, RelationId, Term};
use crate::model::value::Value;
use crate::model::write::Variables;
use crate::syntax::ast::{self, Sentence, Sign, Token, TokenKind};
use crate::syntax::words;
use smol_str::SmolStr;

impl Resolver<'_> {
    /// A literal; mistakes are reported.
    pub(super) fn literal(&mut self, literal: &ast::Literal, scope: &mut Scope) -> Option<Literal> {
        match &literal.sentence {
            Sentence::Predicate(name, arguments) => self.predicate(literal, name, arguments, scope),
            Sentence::Words(tokens) => self.words(literal, tokens, scope),
        }
    }

    fn predicate(
        &mut self,
        literal: &ast::Literal,
        name: &ast::Name,
        arguments: &[Vec<Token>],
        scope: &mut Scope,
    ) -> Option<Literal> {
        let Some(relation) = self.model.find_relation(&name.text) else {
            let known = self.model.relation_names.keys().map(SmolStr::as_str);
            let help = match nearest(&name.text, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it: `relation {} \"{{a: actor}} …\".`", name.text),
            };
            let diagnostic =
                Diagnostic::new(Code::UnknownName, format!("there is no relation `{}`", name.text))
                    .label(name.span, "not known")
                    .help(help);
            self.not_known(&name.text, diagnostic);
            return None;
        };
        let holes = self.model.relation(relation).map_or(0, |relation| relation.holes.len());
        if holes != arguments.len() {
            let sentence = self.pattern_words(relation);
            self.report(
                Diagnostic::new(
                    Code::WrongArity,
                    format!("`{}` takes {holes} arguments and is given {}", name.text, arguments.len()),
                )
                .label(literal.span, "here")
                .help(format!("its sentence is `{sentence}`")),
            );
            return None;
        }
        let mut tokens = Vec::new();
        let mut fit = Fit::new();
        for argument in arguments {
            fit.push((tokens.len(), tokens.len() + argument.len()));
            tokens.extend(argument.iter().cloned());
        }
        let pattern = Pattern { relation, form: Form::Plain(0) };
        let mut tried = scope.clone();
        match self.fill(pattern, &fit, &tokens, &mut tried) {
            Ok(terms) => {
                *scope = tried;
                self.refer(name.span, Entity::Relation(relation));
                self.occur(pattern, &fit, &tokens, &terms);
                Some(Literal { span: literal.span, sign: literal.sign, relation, terms, on: None })
            }
            Err(misfits) => {
                if let Some(diagnostic) = self.misfit_diagnostic(pattern, misfits) {
                    self.report(diagnostic);
                }
                None
            }
        }
    }

    fn words(&mut self, literal: &ast::Literal, tokens: &[Token], scope: &mut Scope) -> Option<Literal> {
        let whole = self.read(literal, tokens, UnitWords::Declared, scope);
        let mut failed = match whole {
            Reading::Literal(literal, read) => {
                self.occur(read.pattern, &read.fit, tokens, &literal.terms);
                return Some(literal);
            }
            Reading::Failed(diagnostic) => Some(diagnostic),
            Reading::NoShape => None,
        };
        // `S on ?day`, where no sentence takes the `on` itself.
        if let [head @ .., on, date] = tokens
            && on.kind == TokenKind::Word(SmolStr::new_static("on"))
        {
            match self.read(literal, head, UnitWords::Declared, scope) {
                Reading::Literal(mut found, read) => {
                    self.occur(read.pattern, &read.fit, head, &found.terms);
                    found.on = match &date.kind {
                        TokenKind::Variable(name) => {
                            let variable = scope.variable(name);
                            scope.uses.push((variable, vec![SortId::DATE], date.span));
                            Some(Term::Variable(variable))
                        }
                        TokenKind::Word(word) if words::anonymous(word) => {
                            Some(Term::Variable(scope.anonymous()))
                        }
                        TokenKind::Word(word) if scope.asking && words::asks(word) => {
                            Some(Term::Variable(scope.variable(&word.to_lowercase())))
                        }
                        _ => Some(Term::Value(Value::Date(self.date_of_token(date)?))),
                    };
                    if let Some(term) = &found.on {
                        self.occur_in_hole(std::slice::from_ref(date), term);
                    }
                    return Some(found);
                }
                Reading::Failed(diagnostic) => failed = failed.or(Some(diagnostic)),
                Reading::NoShape => {}
            }
        }
        // A unit that is not declared is told before a sentence that is not there.
        if failed.is_none()
            && let Reading::Failed(diagnostic) = self.read(literal, tokens, UnitWords::Any, scope)
        {
            failed = Some(diagnostic);
        }
        match failed {
            Some(Some(diagnostic)) => self.report(*diagnostic),
            Some(None) => {}
            None if self.poisoned.sentence(tokens) => {}
            None => {
                let diagnostic = self.no_sentence(literal.span, tokens);
                self.report(diagnostic);
            }
        }
        None
    }

    /// The literal that the tokens say, in the one relation that fits.
    fn read(&self, literal: &ast::Literal, tokens: &[Token], units: UnitWords, scope: &mut Scope) -> Reading {
        let mut good: Vec<(Read, Vec<Term>, Scope)> = Vec::new();
        let mut bad: Option<(Pattern, Misfits)> = None;
        for pattern in self.patterns.candidates(tokens) {
            for fit in matching::fits(&self.model, pattern, tokens, units) {
                let mut tried = scope.clone();
                match self.fill(pattern, &fit, tokens, &mut tried) {
                    Ok(terms) => good.push((Read { pattern, fit }, terms, tried)),
                    Err(misfits) => {
                        if bad.as_ref().is_none_or(|(_, known)| weight(&misfits) < weight(known)) {
                            bad = Some((pattern, misfits));
                        }
                    }
                }
            }
        }
        // A file's own sentence comes before a standard one.
        let own = |(read, ..): &(Read, Vec<Term>, Scope)| {
            let span = self.model.relation(read.pattern.relation).map(|relation| relation.span);
            span.is_some_and(|span| self.model.module(span).is_none())
        };
        if good.iter().any(own) {
            good.retain(own);
        }
        // What the other sentences take its variables for decides between the readings of one.
        if good.len() > 1 && good.iter().any(|(.., tried)| self.agrees(scope, tried)) {
            good.retain(|(.., tried)| self.agrees(scope, tried));
        }
        let mut good = good.into_iter();
        let Some((read, terms, filled)) = good.next() else {
            return match bad {
                Some((pattern, misfits)) => {
                    Reading::Failed(self.misfit_diagnostic(pattern, misfits).map(Box::new))
                }
                None => Reading::NoShape,
            };
        };
        // That two relations have one sentence is told where the second one is declared.
        let told = |relation: RelationId| self.overlapping.contains(&relation);
        let pattern = read.pattern;
        let relation_of = |other: &(Read, Vec<Term>, Scope)| other.0.pattern.relation;
        let other = good.find(|other| relation_of(other) != pattern.relation && !told(relation_of(other)));
        if let Some((other, also, _)) = other.filter(|_| !told(pattern.relation)) {
            scope.unclear = true;
            let (one, two) =
                (self.pattern_words(pattern.relation), self.pattern_words(other.pattern.relation));
            let said = |pattern: Pattern, terms: &[Term]| {
                let name =
                    self.model.relation(pattern.relation).map_or("", |relation| relation.name.as_str());
                let term = |term: &Term| self.model.write_term(term, &[], Variables::Named(&filled.names));
                format!("{name}({})", terms.iter().map(term).collect::<Vec<_>>().join(", "))
            };
            return Reading::Failed(Some(Box::new(
                Diagnostic::new(Code::Ambiguous, "this sentence can be read in two ways")
                    .label(literal.span, format!("as `{one}`, and as `{two}`"))
                    .help(format!(
                        "name the relation: write `{}`, or `{}`",
                        said(pattern, &terms),
                        said(other.pattern, &also)
                    )),
            )));
        }
        *scope = filled;
        let sign = match pattern.form.sign() {
            Sign::Positive => literal.sign,
            Sign::Negative => Model::opposite(literal.sign),
        };
        let found = Literal { span: literal.span, sign, relation: pattern.relation, terms, on: None };
        Reading::Literal(found, read)
    }

    /// The terms of a fit.
    fn fill(
        &self,
        pattern: Pattern,
        fit: &Fit,
        tokens: &[Token],
        scope: &mut Scope,
    ) -> Result<Vec<Term>, Misfits> {
        let mut terms = Vec::with_capacity(fit.len());
        let mut misfits = Vec::new();
        for (hole, &(start, end)) in fit.iter().enumerate() {
            let sorts = self
                .model
                .relation(pattern.relation)
                .and_then(|relation| relation.holes.get(hole))
                .cloned()
                .unwrap_or_default();
            match self.term(tokens.get(start..end).unwrap_or_default(), &sorts, scope) {
                Ok(term) => terms.push(term),
                Err(misfit) => misfits.push((misfit, sorts)),
            }
        }
        if misfits.is_empty() { Ok(terms) } else { Err(misfits) }
    }

    /// What to tell of the holes that are not filled; nothing if all of it has been told.
    fn misfit_diagnostic(&self, pattern: Pattern, misfits: Misfits) -> Option<Diagnostic> {
        let sentence = self.pattern_words(pattern.relation);
        let mut diagnostics =
            misfits.into_iter().filter_map(|(misfit, sorts)| self.misfit_of(misfit, &sorts));
        let mut first = diagnostics.next()?;
        for other in diagnostics {
            first.labels.extend(other.labels);
        }
        if first.code == Code::WrongSort {
            first = first.help(format!("the sentence is `{sentence}`"));
        }
        Some(first)
    }

    /// The pattern of a relation as its author wrote it.
    pub(super) fn pattern_words(&self, relation: RelationId) -> String {
        self.model
            .relation(relation)
            .and_then(|r| r.sentences.first().map(|t| self.model.pattern(t, &r.holes)))
            .unwrap_or_default()
    }
}

/// What does not fit, each with the sorts of its hole.
type Misfits = Vec<(Misfit, Vec<SortId>)>;

/// How bad misfits are: what has been told counts least.
fn weight(misfits: &Misfits) -> (usize, usize) {
    (misfits.iter().filter(|(misfit, _)| !matches!(misfit, Misfit::Told)).count(), misfits.len())
}

/// As which sentence tokens were read.
struct Read {
    pattern: Pattern,
    fit: Fit,
}

/// What became of a sentence.
enum Reading {
    Literal(Literal, Read),
    /// It does not fit; without a diagnostic where that has been told.
    Failed(Option<Box<Diagnostic>>),
    NoShape,
}
