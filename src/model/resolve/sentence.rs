//! Sentences to literals: which relation a sentence belongs to, and what its words name.

use super::matching::{self, Fit, Form, Pattern};
use super::suggest::nearest;
use super::{Resolver, count};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, RelationId, SymbolId, Term, VariableId};
use crate::model::template::{Part, Template};
use crate::model::value::{Amount, Date, Duration, Number, Quantity, TimeUnit, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Sentence, Sign, Token, TokenKind};
use crate::syntax::words;
use smol_str::{SmolStr, format_smolstr};

/// The variables of a statement or a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Their names; anonymous ones are empty.
    pub(super) names: Vec<SmolStr>,
    /// What each stands for, wherever it stands.
    uses: Vec<(VariableId, Vec<SortId>, Span)>,
    /// Whether question words are variables.
    asking: bool,
}

impl Scope {
    /// A scope in which question words are variables.
    pub(super) fn asking() -> Self {
        Self { asking: true, ..Self::default() }
    }

    /// The variable of this name.
    pub(super) fn variable(&mut self, name: &str) -> VariableId {
        let at = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(SmolStr::new(name));
            self.names.len() - 1
        });
        VariableId(count(at))
    }

    fn anonymous(&mut self) -> VariableId {
        self.names.push(SmolStr::default());
        VariableId(count(self.names.len() - 1))
    }
}

/// Why tokens do not fill a hole.
enum Misfit {
    /// No such name.
    Unknown(SmolStr, Span),
    /// A thing of another sort.
    Sort(String, String, Span),
    /// A value that cannot be read.
    Value(Box<Diagnostic>),
}

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
            self.report(
                Diagnostic::new(Code::UnknownName, format!("there is no relation `{}`", name.text))
                    .label(name.span, "not known")
                    .help(help),
            );
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
        match self.fill(pattern, &fit, &tokens, &mut scope.clone()) {
            Ok(_) => {
                let terms = self.fill(pattern, &fit, &tokens, scope).ok()?;
                Some(Literal { span: literal.span, sign: literal.sign, relation, terms, on: None })
            }
            Err(misfits) => {
                self.misfit(pattern, misfits);
                None
            }
        }
    }

    fn words(&mut self, literal: &ast::Literal, tokens: &[Token], scope: &mut Scope) -> Option<Literal> {
        let whole = self.read(literal, tokens, scope);
        let mut failed = match whole {
            Reading::Literal(literal) => return Some(literal),
            Reading::Failed(diagnostic) => Some(diagnostic),
            Reading::NoShape => None,
        };
        // `S on ?day`, where no sentence takes the `on` itself.
        if let [head @ .., on, date] = tokens
            && on.kind == TokenKind::Word(SmolStr::new_static("on"))
        {
            match self.read(literal, head, scope) {
                Reading::Literal(mut found) => {
                    found.on = match &date.kind {
                        TokenKind::Variable(name) => {
                            let variable = scope.variable(name);
                            scope.uses.push((variable, vec![SortId::DATE], date.span));
                            Some(Term::Variable(variable))
                        }
                        TokenKind::Word(word) if words::anonymous(word) => {
                            Some(Term::Variable(scope.anonymous()))
                        }
                        TokenKind::Word(word) if scope.asking && words::asks(&word.to_lowercase()) => {
                            Some(Term::Variable(scope.variable(&word.to_lowercase())))
                        }
                        _ => Some(Term::Value(Value::Date(self.date_of_token(date)?))),
                    };
                    return Some(found);
                }
                Reading::Failed(diagnostic) => failed = failed.or(Some(diagnostic)),
                Reading::NoShape => {}
            }
        }
        let diagnostic = match failed {
            Some(diagnostic) => *diagnostic,
            None => self.no_sentence(literal.span, tokens),
        };
        self.report(diagnostic);
        None
    }

    /// The literal that the tokens say, in the one relation that fits.
    fn read(&mut self, literal: &ast::Literal, tokens: &[Token], scope: &mut Scope) -> Reading {
        let mut good: Vec<(Pattern, Fit)> = Vec::new();
        let mut bad: Option<(Pattern, Vec<Misfit>)> = None;
        for pattern in self.patterns.candidates(tokens) {
            for fit in matching::fits(&self.model, pattern, tokens) {
                match self.fill(pattern, &fit, tokens, &mut scope.clone()) {
                    Ok(_) => good.push((pattern, fit)),
                    Err(misfits) => {
                        if bad.as_ref().is_none_or(|(_, known)| misfits.len() < known.len()) {
                            bad = Some((pattern, misfits));
                        }
                    }
                }
            }
        }
        let Some((pattern, fit)) = good.first().cloned() else {
            return match bad {
                Some((pattern, misfits)) => {
                    Reading::Failed(Box::new(self.misfit_diagnostic(pattern, misfits)))
                }
                None => Reading::NoShape,
            };
        };
        if let Some((other, _)) = good.iter().find(|(other, _)| other.relation != pattern.relation) {
            let (one, two) = (self.pattern_words(pattern.relation), self.pattern_words(other.relation));
            return Reading::Failed(Box::new(
                Diagnostic::new(Code::Ambiguous, "this sentence can be read in two ways")
                    .label(literal.span, format!("as `{one}`, and as `{two}`"))
                    .help("name the relation: `relation(…, …)`, its arguments in parentheses"),
            ));
        }
        let Ok(terms) = self.fill(pattern, &fit, tokens, scope) else { return Reading::NoShape };
        let sign = match pattern.form.sign() {
            Sign::Positive => literal.sign,
            Sign::Negative => Model::opposite(literal.sign),
        };
        Reading::Literal(Literal { span: literal.span, sign, relation: pattern.relation, terms, on: None })
    }

    /// The terms of a fit.
    fn fill(
        &mut self,
        pattern: Pattern,
        fit: &Fit,
        tokens: &[Token],
        scope: &mut Scope,
    ) -> Result<Vec<Term>, Vec<Misfit>> {
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
                Err(misfit) => misfits.push(misfit),
            }
        }
        if misfits.is_empty() { Ok(terms) } else { Err(misfits) }
    }

    /// The term of some tokens in a hole of some sorts.
    fn term(&mut self, tokens: &[Token], sorts: &[SortId], scope: &mut Scope) -> Result<Term, Misfit> {
        let takes = |sort: SortId| sorts.iter().any(|&s| s == sort || s == SortId::ANY);
        let [first, rest @ ..] = tokens else {
            return Err(Misfit::Unknown(SmolStr::default(), Span::new(crate::source::FileId(0), 0, 0)));
        };
        let span = rest.last().map_or(first.span, |last| first.span.to(last.span));
        if let [operator, number, unit] = rest
            && let (TokenKind::Operator(operator), TokenKind::Word(word)) = (&operator.kind, &unit.kind)
        {
            let offset = ast::DateExpression {
                span,
                anchor: first.clone(),
                offset: Some((
                    *operator,
                    number.clone(),
                    ast::Name { text: word.clone(), span: unit.span, style: ast::NameStyle::Plain },
                )),
            };
            return match self.read_date(&offset) {
                Ok(dated) => Ok(Term::Value(Value::Date(dated.date))),
                Err(diagnostic) => Err(Misfit::Value(Box::new(diagnostic))),
            };
        }
        match &first.kind {
            TokenKind::Variable(name) => {
                let variable = scope.variable(name);
                scope.uses.push((variable, sorts.to_vec(), span));
                Ok(Term::Variable(variable))
            }
            TokenKind::Label(label) => self.named(&format_smolstr!("@{label}"), sorts, span),
            TokenKind::Text(text) => match self.model.names.get(text) {
                Some(&id) if self.fits(id, sorts) => Ok(Term::Symbol(id)),
                _ if takes(SortId::TEXT) => Ok(Term::Value(Value::Text(text.clone()))),
                _ => self.named(text, sorts, span),
            },
            TokenKind::Word(word) => {
                if words::anonymous(word) {
                    return Ok(Term::Variable(scope.anonymous()));
                }
                let lower = word.to_lowercase();
                if scope.asking && words::asks(&lower) {
                    let variable = scope.variable(&lower);
                    scope.uses.push((variable, sorts.to_vec(), span));
                    return Ok(Term::Variable(variable));
                }
                if tokens.len() > 1 {
                    return self.amount(tokens, sorts, span);
                }
                if sorts == [SortId::DATE] {
                    return match self.model.names.get(word).and_then(|id| self.event_dates.get(id)) {
                        Some(date) => Ok(Term::Value(Value::Date(*date))),
                        None => Err(Misfit::Sort(word.to_string(), self.described(word), span)),
                    };
                }
                self.named(word, sorts, span)
            }
            TokenKind::Date(text) => match Date::parse(text) {
                Ok(date) if takes(SortId::DATE) => Ok(Term::Value(Value::Date(date))),
                Ok(_) => Err(Misfit::Sort(text.to_string(), String::from("a date"), span)),
                Err(error) => Err(Misfit::Value(Box::new(error.diagnostic(text, span)))),
            },
            TokenKind::Number(text) if sorts == [SortId::DATE] => {
                match Number::parse(text).ok().and_then(|number| Date::year(&number).ok()) {
                    Some(date) => Ok(Term::Value(Value::Date(date))),
                    None => Err(Misfit::Sort(text.to_string(), String::from("a number"), span)),
                }
            }
            TokenKind::Number(_) => self.amount(tokens, sorts, span),
            TokenKind::Operator(_) => Err(Misfit::Unknown(SmolStr::new("this sign"), span)),
        }
    }

    /// A number or a quantity.
    fn amount(&mut self, tokens: &[Token], sorts: &[SortId], span: Span) -> Result<Term, Misfit> {
        let value =
            self.amount_value(tokens, span).map_err(|diagnostic| Misfit::Value(Box::new(diagnostic)))?;
        let takes = |sort: SortId| sorts.iter().any(|&s| s == sort || s == SortId::ANY);
        let fits = match &value {
            Value::Number(_) => takes(SortId::NUMBER) || takes(SortId::QUANTITY),
            Value::Quantity(_) => takes(SortId::QUANTITY),
            Value::Duration(_) => takes(SortId::QUANTITY),
            Value::Date(_) | Value::Text(_) => false,
        };
        if fits {
            Ok(Term::Value(value))
        } else {
            Err(Misfit::Sort(value.text(&self.model.units), String::from("an amount"), span))
        }
    }

    /// The value that tokens beginning like an amount stand for.
    pub(super) fn amount_value(&self, tokens: &[Token], span: Span) -> Result<Value, Diagnostic> {
        let place = |at: usize| tokens.get(at).map_or(span, |token| token.span);
        let (amount, length) = match Amount::read(tokens) {
            Some(Ok(read)) => read,
            Some(Err(error)) => return Err(error.diagnostic(span, place)),
            None => {
                return Err(Diagnostic::new(Code::InvalidNumber, "an amount belongs here")
                    .label(span, "this is none")
                    .help("write `40`, `at least 40`, `about 40 missiles` or `between 3 and 5`"));
            }
        };
        match tokens.get(length).map(|token| &token.kind) {
            None => Ok(Value::from_quantity(Quantity::new(amount, None))),
            Some(TokenKind::Word(word)) => {
                if let Some(unit) = self.model.units.find(word) {
                    return Ok(Value::from_quantity(Quantity::new(amount, Some(unit))));
                }
                match (TimeUnit::parse(word), amount) {
                    (Some(unit), Amount::Exactly(number)) => Ok(Value::Duration(Duration::new(number, unit))),
                    _ => Err(Diagnostic::new(Code::UnknownName, format!("there is no unit `{word}`"))
                        .label(place(length), "not known")
                        .help(format!("declare it: `unit {word}.`"))),
                }
            }
            Some(_) => Err(Diagnostic::new(Code::InvalidNumber, "this is no unit")
                .label(place(length), "a unit is a declared name")
                .help("declare it: `unit troops.`")),
        }
    }

    /// A name in a hole.
    fn named(&mut self, name: &str, sorts: &[SortId], span: Span) -> Result<Term, Misfit> {
        for prefix in [(SortId::KIND, "is "), (SortId::CONFIDENCE, "confidence "), (SortId::UNIT, "unit ")] {
            if sorts.contains(&prefix.0)
                && let Some(&id) = self.model.names.get(&format_smolstr!("{}{name}", prefix.1))
            {
                return Ok(Term::Symbol(id));
            }
        }
        match self.model.names.get(name) {
            Some(&id) if self.fits(id, sorts) => Ok(Term::Symbol(id)),
            Some(_) => Err(Misfit::Sort(name.to_owned(), self.described(name), span)),
            None => Err(Misfit::Unknown(SmolStr::new(name), span)),
        }
    }

    fn fits(&self, id: SymbolId, sorts: &[SortId]) -> bool {
        self.model
            .symbol(id)
            .is_some_and(|symbol| sorts.iter().any(|&sort| self.model.sorts.is_below(symbol.sort, sort)))
    }

    /// What a name stands for: `an actor`.
    pub(super) fn described(&self, name: &str) -> String {
        match self.model.names.get(name).and_then(|&id| self.model.symbol(id)) {
            Some(symbol) => with_article(self.model.sorts.name(symbol.sort)),
            None => String::from("not known"),
        }
    }

    /// The name of a thing of one of the sorts; a mistake is reported.
    pub(super) fn thing(&mut self, name: &ast::Name, sorts: &[SortId]) -> Option<SymbolId> {
        match self.named(&name.text, sorts, name.span) {
            Ok(Term::Symbol(id)) => Some(id),
            Ok(_) => None,
            Err(misfit) => {
                let diagnostic = self.misfit_of(misfit, sorts);
                self.report(diagnostic);
                None
            }
        }
    }

    fn misfit(&mut self, pattern: Pattern, misfits: Vec<Misfit>) {
        let diagnostic = self.misfit_diagnostic(pattern, misfits);
        self.report(diagnostic);
    }

    fn misfit_diagnostic(&mut self, pattern: Pattern, misfits: Vec<Misfit>) -> Diagnostic {
        let sorts: Vec<SortId> = self
            .model
            .relation(pattern.relation)
            .map(|relation| relation.holes.iter().flatten().copied().collect())
            .unwrap_or_default();
        let sentence = self.pattern_words(pattern.relation);
        let mut diagnostics = misfits.into_iter().map(|misfit| self.misfit_of(misfit, &sorts));
        let Some(mut first) = diagnostics.next() else {
            return Diagnostic::new(Code::NoSentence, "this sentence cannot be read");
        };
        for other in diagnostics {
            first.labels.extend(other.labels);
        }
        if first.code == Code::WrongSort {
            first = first.help(format!("the sentence is `{sentence}`"));
        }
        first
    }

    fn misfit_of(&self, misfit: Misfit, sorts: &[SortId]) -> Diagnostic {
        match misfit {
            Misfit::Value(diagnostic) => *diagnostic,
            Misfit::Sort(name, what, span) => {
                let wanted = self.model.sorts.words(sorts);
                Diagnostic::new(Code::WrongSort, format!("`{name}` is {what}, which does not fit here"))
                    .label(span, what)
                    .help(format!("{} belongs here", with_article(&wanted)))
            }
            Misfit::Unknown(name, span) => {
                let known = self
                    .model
                    .names
                    .iter()
                    .filter(|(key, id)| !key.starts_with("is ") && self.fits(**id, sorts))
                    .map(|(key, _)| key.as_str());
                let near = nearest(&name, known)
                    .or_else(|| nearest(&name, self.model.names.keys().map(SmolStr::as_str)));
                let declare = if name.starts_with('@') {
                    format!("put the label before the statement that is meant: `{name}: …`")
                } else {
                    let sort = sorts.first().map_or("actor", |&sort| declarable(&self.model, sort));
                    format!("declare it: `{sort} {name}.`")
                };
                let help = match near {
                    Some(near) => format!("did you mean `{near}`? If not, {declare}"),
                    None => declare,
                };
                let what = if name.starts_with('@') { "statement is labelled" } else { "thing is called" };
                Diagnostic::new(Code::UnknownName, format!("no {what} `{name}`"))
                    .label(span, "not declared")
                    .help(help)
            }
        }
    }

    /// The pattern of a relation as its author wrote it.
    pub(super) fn pattern_words(&self, relation: RelationId) -> String {
        self.model
            .relation(relation)
            .and_then(|r| r.sentences.first().map(|t| self.with_sorts(t, &r.holes)))
            .unwrap_or_default()
    }

    fn with_sorts(&self, template: &Template, holes: &[Vec<SortId>]) -> String {
        let words: Vec<String> = template
            .parts
            .iter()
            .map(|part| match part {
                Part::Word(word) => word.to_string(),
                Part::Hole(at) => {
                    format!(
                        "{{{}}}",
                        holes.get(*at).map(|sorts| self.model.sorts.words(sorts)).unwrap_or_default()
                    )
                }
            })
            .collect();
        words.join(" ")
    }

    /// The diagnostic for a sentence that fits no relation: the nearest sentences, and the word that
    /// differs.
    fn no_sentence(&self, span: Span, tokens: &[Token]) -> Diagnostic {
        let mut near: Vec<(usize, RelationId, Option<usize>, Option<SmolStr>)> = Vec::new();
        for (id, relation) in (0..).map(RelationId).zip(&self.model.relations) {
            for template in &relation.sentences {
                let (distance, token, word) = self.distance(template, tokens);
                near.push((distance, id, token, word));
            }
        }
        near.sort_by_key(|(distance, id, ..)| (*distance, *id));
        near.dedup_by_key(|(_, id, ..)| *id);
        let limit = (tokens.len() / 2).max(1) * 2;
        let said = self.map.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let said: String =
            if said.chars().count() > 80 { said.chars().take(79).chain(['…']).collect() } else { said };
        let diagnostic = Diagnostic::new(Code::NoSentence, format!("no relation has the sentence `{said}`"));
        match near.first() {
            Some((distance, id, token, word)) if *distance <= limit => {
                let at = token.and_then(|at| tokens.get(at)).map_or(span, |token| token.span);
                let label = match word {
                    Some(word) => format!("`{word}` is expected here"),
                    None => String::from("this does not belong to the nearest sentence"),
                };
                let mut diagnostic =
                    diagnostic.label(at, label).help(format!("the nearest is `{}`", self.pattern_words(*id)));
                if let Some((other, id, ..)) = near.get(1)
                    && other <= &(distance + 1)
                {
                    diagnostic = diagnostic.note(format!("another one is `{}`", self.pattern_words(*id)));
                }
                diagnostic
            }
            _ => diagnostic.label(span, "no sentence is near to it").help(
                "declare the relation: `relation NAME \"{a: actor} …\".`; `strat doctrine` lists the standard sentences",
            ),
        }
    }

    /// The edit distance between a pattern and tokens, in half words, and the first token that
    /// differs, with the word that belongs there.
    fn distance(&self, template: &Template, tokens: &[Token]) -> (usize, Option<usize>, Option<SmolStr>) {
        let width = tokens.len() + 1;
        let cost = |part: &Part, token: &Token| match (part, &token.kind) {
            (Part::Word(word), TokenKind::Word(said)) if word == said => 0,
            (Part::Word(word), TokenKind::Word(said)) => {
                if strsim::damerau_levenshtein(word, said) <= word.len() / 3 { 1 } else { 2 }
            }
            (Part::Word(_), _) => 2,
            (Part::Hole(_), TokenKind::Word(said)) if self.model.names.contains_key(said) => 0,
            (Part::Hole(_), TokenKind::Word(_) | TokenKind::Operator(_)) => 1,
            (Part::Hole(_), _) => 0,
        };
        let mut rows: Vec<Vec<usize>> = vec![(0..width).map(|n| n * 2).collect()];
        for (row, part) in template.parts.iter().enumerate() {
            let mut next = vec![(row + 1) * 2];
            let before = rows.last().cloned().unwrap_or_default();
            for (column, token) in tokens.iter().enumerate() {
                let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
                let best = (at(&before, column) + cost(part, token))
                    .min(at(&before, column + 1) + 2)
                    .min(at(&next, column) + 2);
                next.push(best);
            }
            rows.push(next);
        }
        let total = rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX);
        let mut at = 0;
        let mut differs = (None, None);
        for part in &template.parts {
            match (part, tokens.get(at)) {
                (Part::Word(word), Some(token)) if token.kind != TokenKind::Word(word.clone()) => {
                    differs = (Some(at), Some(word.clone()));
                    break;
                }
                (_, Some(_)) => at += 1,
                (Part::Word(word), None) => {
                    differs = (tokens.len().checked_sub(1), Some(word.clone()));
                    break;
                }
                (Part::Hole(_), None) => break,
            }
        }
        if differs.0.is_none() && at < tokens.len() {
            differs = (Some(at), None);
        }
        (total, differs.0, differs.1)
    }

    /// Reports variables that stand for things of two sorts which nothing can be at once.
    pub(super) fn check_scope(&mut self, scope: &Scope) {
        for (at, name) in scope.names.iter().enumerate() {
            if name.is_empty() {
                continue;
            }
            let mut uses = scope.uses.iter().filter(|(variable, ..)| variable.0 as usize == at);
            let Some((_, first, first_span)) = uses.next() else { continue };
            let clash = uses.find(|(_, sorts, _)| {
                !sorts.iter().any(|one| first.iter().any(|other| self.compatible(*one, *other)))
            });
            if let Some((_, sorts, span)) = clash {
                let (one, two) = (self.model.sorts.words(first), self.model.sorts.words(sorts));
                let diagnostic =
                    Diagnostic::new(Code::MixedVariable, format!("`?{name}` stands for two sorts of things"))
                        .label(*span, format!("here for {}", with_article(&two)))
                        .label(*first_span, format!("here for {}", with_article(&one)))
                        .help("use two variables, or another sentence");
                self.report(diagnostic);
            }
        }
    }

    fn compatible(&self, one: SortId, other: SortId) -> bool {
        let number = |sort| matches!(sort, SortId::NUMBER | SortId::QUANTITY);
        self.model.sorts.overlap(one, other) || (number(one) && number(other))
    }
}

/// What became of a sentence.
enum Reading {
    Literal(Literal),
    Failed(Box<Diagnostic>),
    NoShape,
}

/// `an actor`, `a goal or action`.
pub(super) fn with_article(words: &str) -> String {
    let article =
        if words.starts_with(['a', 'e', 'i', 'o', 'u']) && !words.starts_with("un") { "an" } else { "a" };
    if words == "any" { String::from("anything") } else { format!("{article} {words}") }
}

/// The keyword that declares a thing of a sort.
fn declarable(model: &Model, sort: SortId) -> &str {
    match sort {
        SortId::ANY => "actor",
        SortId::HAPPENING => "event",
        other => model.sorts.name(other),
    }
}
