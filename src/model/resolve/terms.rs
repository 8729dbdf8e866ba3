//! The terms of a sentence: what its words name, and why they do not fit.

use super::misfit::Misfit;
use super::resolver::Resolver;
use super::scope::Scope;
use super::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::model::Model;
use crate::model::occurrences::Entity;
use crate::model::sort::{SortId, with_article};
use crate::model::statement::{SymbolId, Term};
use crate::model::value::{Amount, Date, Duration, Quantity, TimeUnit, Value, quoted};
use crate::source::Span;
use crate::syntax::ast::{self, Token, TokenKind};
use crate::syntax::words;
use smol_str::{SmolStr, format_smolstr};

impl Resolver<'_> {
    /// The term of some tokens in a hole of some sorts.
    pub(super) fn term(&self, tokens: &[Token], sorts: &[SortId], scope: &mut Scope) -> Result<Term, Misfit> {
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
            return self.read_date(&offset).map(|dated| Term::Value(Value::Date(dated.date)));
        }
        // An amount may have several words; whatever else fills a hole is one token.
        if let (false, [second, ..]) = (begins_amount(first, sorts), rest) {
            return Err(self.too_much(first, second).into());
        }
        match &first.kind {
            TokenKind::Variable(name) => {
                let variable = scope.variable(name);
                scope.uses.push((variable, sorts.to_vec(), span));
                Ok(Term::Variable(variable))
            }
            TokenKind::Label(label) => self.named(&format_smolstr!("@{label}"), sorts, span),
            TokenKind::Text(text) => match self.model.names.get(text) {
                Some(&id) if self.model.fits(id, sorts) => Ok(Term::Symbol(id)),
                _ if takes(SortId::TEXT) => Ok(Term::Value(Value::Text(text.clone()))),
                _ => self.named(text, sorts, span),
            },
            TokenKind::Word(word) => {
                if words::anonymous(word) {
                    return Ok(Term::Variable(scope.anonymous()));
                }
                let lower = word.to_lowercase();
                if scope.asking && words::asks(word) {
                    let variable = scope.variable(&lower);
                    scope.uses.push((variable, sorts.to_vec(), span));
                    return Ok(Term::Variable(variable));
                }
                if tokens.len() > 1 {
                    return self.amount(tokens, sorts, span);
                }
                if sorts == [SortId::DATE] {
                    let known = self.model.names.get(word);
                    return match known.and_then(|id| self.event_dates.get(id)) {
                        Some(date) => Ok(Term::Value(Value::Date(*date))),
                        None if known.is_some_and(|id| self.poisoned.is_incomplete(*id)) => Err(Misfit::Told),
                        None if self.poisoned.thing(word) => Err(Misfit::Told),
                        None => Err(Misfit::Sort(word.to_string(), self.described(word), span)),
                    };
                }
                self.named(word, sorts, span)
            }
            TokenKind::Date(text) => match Date::parse(text) {
                Ok(date) if takes(SortId::DATE) => Ok(Term::Value(Value::Date(date))),
                Ok(_) => Err(Misfit::Sort(text.to_string(), String::from("a date"), span)),
                Err(error) => Err(error.diagnostic(text, span).into()),
            },
            TokenKind::Number(text) if sorts == [SortId::DATE] => match Date::parse(text) {
                Ok(date) => Ok(Term::Value(Value::Date(date))),
                Err(error) => Err(error.diagnostic(text, span).into()),
            },
            TokenKind::Number(_) => self.amount(tokens, sorts, span),
            TokenKind::Operator(_) => Err(Misfit::Unknown(SmolStr::new("this sign"), span)),
        }
    }

    /// A number or a quantity.
    fn amount(&self, tokens: &[Token], sorts: &[SortId], span: Span) -> Result<Term, Misfit> {
        let value = self.amount_value(tokens, span)?;
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
    pub(super) fn amount_value(&self, tokens: &[Token], span: Span) -> Result<Value, Misfit> {
        let place = |at: usize| tokens.get(at).map_or(span, |token| token.span);
        let (amount, length) = match Amount::read(tokens) {
            Some(Ok(read)) => read,
            Some(Err(error)) => return Err(error.diagnostic(span, place).into()),
            None => {
                return Err(Diagnostic::new(Code::InvalidNumber, "an amount belongs here")
                    .label(span, "this is none")
                    .help("write `40`, `at least 40`, `about 40 missiles` or `between 3 and 5`")
                    .into());
            }
        };
        if let Some(beyond) = tokens.get(length + 1) {
            let last = tokens.get(length).unwrap_or(beyond);
            return Err(self.too_much(last, beyond).into());
        }
        match tokens.get(length).map(|token| &token.kind) {
            None => Ok(Value::from_quantity(Quantity::new(amount, None))),
            Some(TokenKind::Word(word)) => {
                if let Some(unit) = self.model.units.find(word) {
                    return Ok(Value::from_quantity(Quantity::new(amount, Some(unit))));
                }
                match (TimeUnit::parse(word), amount) {
                    (Some(unit), Amount::Exactly(number)) => Ok(Value::Duration(Duration::new(number, unit))),
                    _ if self.poisoned.other(word) => Err(Misfit::Told),
                    _ => Err(Diagnostic::new(Code::UnknownName, format!("there is no unit `{word}`"))
                        .label(place(length), "not known")
                        .help(self.unit_to_declare(word))
                        .into()),
                }
            }
            Some(_) => Err(Diagnostic::new(Code::InvalidNumber, "this is no unit")
                .label(place(length), "a unit is a declared name")
                .help("declare it: `unit troops.`")
                .into()),
        }
    }

    /// The diagnostic for a token that stands where a value has ended.
    pub(super) fn too_much(&self, before: &Token, beyond: &Token) -> Diagnostic {
        let (before, text) = (self.map.text(before.span), self.map.text(beyond.span));
        Diagnostic::new(Code::InvalidNumber, format!("nothing can follow `{before}` here"))
            .label(beyond.span, format!("`{text}` is left over"))
            .help("write one name, or one value such as `about 40 troops`, and join conditions by `and`")
    }

    /// What to do about a unit that is not declared.
    fn unit_to_declare(&self, word: &str) -> String {
        match nearest(word, self.model.units.names()) {
            Some(near) => format!("did you mean `{near}`? If not, declare it: `unit {word}.`"),
            None => format!("declare it: `unit {word}.`"),
        }
    }

    /// A name in a hole.
    pub(super) fn named(&self, name: &str, sorts: &[SortId], span: Span) -> Result<Term, Misfit> {
        for prefix in [(SortId::KIND, "is "), (SortId::CONFIDENCE, "confidence "), (SortId::UNIT, "unit ")] {
            if sorts.contains(&prefix.0)
                && let Some(&id) = self.model.names.get(&format_smolstr!("{}{name}", prefix.1))
            {
                return Ok(Term::Symbol(id));
            }
        }
        match self.model.names.get(name) {
            Some(&id) if self.model.fits(id, sorts) => Ok(Term::Symbol(id)),
            _ if self.poisoned.thing(name) => Err(Misfit::Told),
            Some(_) => Err(Misfit::Sort(name.to_owned(), self.described(name), span)),
            None => Err(Misfit::Unknown(SmolStr::new(name), span)),
        }
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
            Ok(Term::Symbol(id)) => {
                self.refer(name.span, Entity::Symbol(id));
                Some(id)
            }
            Ok(_) => None,
            Err(misfit) => {
                self.misfits(misfit, sorts);
                None
            }
        }
    }

    /// What to tell of something that does not fit holes of these sorts; nothing if it has been told.
    pub(super) fn misfit_of(&self, misfit: Misfit, sorts: &[SortId]) -> Option<Diagnostic> {
        Some(match misfit {
            Misfit::Told => return None,
            Misfit::Value(diagnostic) => *diagnostic,
            Misfit::Sort(name, what, span) => {
                let wanted = self.model.sorts.words(sorts);
                Diagnostic::new(Code::WrongSort, format!("`{name}` is {what}, which does not fit here"))
                    .label(span, what)
                    .help(format!("{} belongs here", with_article(&wanted)))
            }
            Misfit::Unknown(name, span) if words::asks(&name) => {
                let lower = name.to_lowercase();
                Diagnostic::new(Code::UnknownName, format!("`{name}` asks, and stands in questions only"))
                    .label(span, "a question word")
                    .help(format!("in a file write the variable `?{lower}`, in a rule or an `expect`"))
            }
            Misfit::Unknown(name, span) => {
                let all = || self.model.names.iter().map(|(key, id)| (key.as_str(), *id));
                let fits = |key: &str, id| !key.starts_with("is ") && self.model.fits(id, sorts);
                let near = self.patience.nearest(&name, all(), fits);
                let near = near.or_else(|| self.patience.nearest(&name, all(), |_, _| true));
                let declare = if name.starts_with('@') {
                    format!("put the label before the statement that is meant: `{name}: …`")
                } else if !words::is_name(&name) {
                    let joined = words::as_name(&name);
                    let sort = sorts.first().map_or("actor", |&sort| declarable(&self.model, sort));
                    match sort {
                        "actor" | "group" => format!("declare it: `{sort} {joined}, aka {}.`", quoted(&name)),
                        _ => format!(
                            "no name can be written so: write `{joined}` and declare `{}`, or let a table declare \
                             its names as they are: `facts \"…\" as RELATION declaring {sort}.`",
                            declaration(sort, &joined)
                        ),
                    }
                } else if sorts == [SortId::KIND] {
                    format!("a kind is known once something is declared to be one: `actor NAME is {name}.`")
                } else {
                    let sort = sorts.first().map_or("actor", |&sort| declarable(&self.model, sort));
                    format!("declare it: `{}`", declaration(sort, &name))
                };
                // One capital letter is how logicians write a variable.
                let letter = name.len() == 1 && name.starts_with(|c: char| c.is_ascii_uppercase());
                let declare = if letter {
                    format!("{declare}; a variable of a rule is written `?{}`", name.to_lowercase())
                } else {
                    declare
                };
                let fix = near.map(|near| Fix::write(span, near).likely());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`? If not, {declare}"),
                    None => declare,
                };
                let what = match sorts {
                    _ if name.starts_with('@') => "statement is labelled",
                    [SortId::KIND] => "kind is called",
                    _ => "thing is called",
                };
                let told = Diagnostic::new(Code::UnknownName, format!("no {what} `{name}`"))
                    .label(span, "not declared")
                    .help(help);
                match fix {
                    Some(fix) => told.fix(fix),
                    None => told,
                }
            }
        })
    }
}

/// Whether a token may be the first of several that are one amount.
fn begins_amount(first: &Token, sorts: &[SortId]) -> bool {
    match &first.kind {
        TokenKind::Word(word) => !words::anonymous(word),
        TokenKind::Number(_) => sorts != [SortId::DATE],
        TokenKind::Variable(_)
        | TokenKind::Label(_)
        | TokenKind::Text(_)
        | TokenKind::Date(_)
        | TokenKind::Operator(_) => false,
    }
}

/// A statement that declares a name: where the sort has a statement of its own, with what that needs.
fn declaration(sort: &str, name: &str) -> String {
    match sort {
        "question" => format!("question {name} \"…\" {{ hypothesis NAME \"…\": … . }}"),
        "hypothesis" => format!("hypothesis {name} \"…\": … ."),
        "scenario" => format!("scenario {name} {{ suppose … . }}"),
        "forecast" => format!("forecast {name} \"…\": SENTENCE, likely, by 2026-12-31."),
        "commitment" => format!("commitment {name} \"…\" DEBTOR to CREDITOR: SENTENCE."),
        _ => format!("{sort} {name}."),
    }
}

/// The keyword that declares a thing of a sort.
pub(super) fn declarable(model: &Model, sort: SortId) -> &str {
    match sort {
        SortId::ANY => "actor",
        SortId::HAPPENING => "event",
        other => model.sorts.name(other),
    }
}
