//! Second pass: the days of events, and dates that count from them.

use super::declare::{read_number, walk};
use super::misfit::Misfit;
use super::resolver::Resolver;
use super::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Dated, SymbolId};
use crate::model::value::{Date, Duration, TimeUnit};
use crate::source::{Span, on_one_line};
use crate::syntax::ast::{
    Ast, ClauseKind, DateExpression, Keyword, Name, Operator, StatementKind, Token, TokenKind,
};
use indexmap::IndexMap;
use smol_str::SmolStr;

/// How far a date is moved from the one that it counts from.
pub(super) type Offset = Option<(Operator, Duration)>;

impl Resolver<'_> {
    /// Finds the dates of all events and actions that have one, however they count from each other.
    pub(super) fn date_events(&mut self, asts: &[Ast]) {
        let mut open: IndexMap<SymbolId, &DateExpression> = IndexMap::new();
        for ast in asts {
            walk(&ast.statements, &mut |statement| {
                let StatementKind::Declare(Keyword::Event | Keyword::Action, declaration) = &statement.kind
                else {
                    return;
                };
                for clause in &declaration.clauses {
                    let (ClauseKind::On(date) | ClauseKind::Taken(date)) = &clause.kind else { continue };
                    for name in &declaration.names {
                        if let Some(&symbol) = self.model.names.get(&name.text) {
                            open.insert(symbol, date);
                        }
                    }
                }
            });
        }
        // Each round settles the events whose anchor is settled; what is left over goes in a circle or
        // counts from something without a date.
        loop {
            let ready: Vec<SymbolId> = open
                .iter()
                .filter(|(_, date)| match self.anchor_event(&date.anchor) {
                    Some(anchor) => !open.contains_key(&anchor),
                    None => true,
                })
                .map(|(symbol, _)| *symbol)
                .collect();
            if ready.is_empty() {
                break;
            }
            for symbol in ready {
                let Some(date) = open.shift_remove(&symbol) else { continue };
                match self.dated(date) {
                    Some(dated) => {
                        self.event_dates.insert(symbol, dated.date);
                    }
                    None => self.poisoned.complete_no_more(symbol),
                }
            }
        }
        let mut circle = open.iter();
        if let Some((_, first)) = circle.next() {
            let diagnostic =
                Diagnostic::new(Code::EventDate, "these dates count from each other in a circle")
                    .label(first.span, "this date");
            let diagnostic = circle.fold(diagnostic, |d, (_, date)| d.label(date.span, "and this one"));
            let diagnostic = diagnostic.help("give one of them a date of its own, such as 2022-02-24");
            self.circle = Some((open.keys().copied().collect(), diagnostic.clone()));
            self.report(diagnostic);
        }
    }

    fn anchor_event(&self, anchor: &Token) -> Option<SymbolId> {
        match &anchor.kind {
            TokenKind::Word(name) | TokenKind::Text(name) => self.model.names.get(name).copied(),
            _ => None,
        }
    }

    /// A date as written, resolved; a mistake is reported.
    pub(super) fn dated(&mut self, date: &DateExpression) -> Option<Dated> {
        let read = self.read_date(date);
        self.mention(&date.anchor);
        self.reported(read)
    }

    /// The happening that a date counts from, if it is one, and how far it is moved.
    pub(super) fn counted_from(
        &mut self,
        date: &DateExpression,
    ) -> Option<(SymbolId, Result<Offset, Misfit>)> {
        let happening = self.anchor_event(&date.anchor)?;
        let sort = self.model.symbol(happening)?.sort;
        if !self.model.sorts.is_below(sort, SortId::HAPPENING) {
            return None;
        }
        self.mention(&date.anchor);
        let Some((operator, number, unit)) = &date.offset else { return Some((happening, Ok(None))) };
        let duration = self.duration(date, (*operator, number, unit));
        Some((happening, duration.map(|duration| Some((Operator::Add, duration)))))
    }

    /// How far a date is moved, backwards below zero.
    fn duration(
        &self,
        date: &DateExpression,
        (operator, number, unit): (Operator, &Token, &Name),
    ) -> Result<Duration, Misfit> {
        let count = read_number(number)?;
        let Some(unit) = TimeUnit::parse(&unit.text) else {
            return Err(Diagnostic::new(Code::InvalidDate, format!("`{}` is no measure of time", unit.text))
                .label(unit.span, "here")
                .help("count in days, weeks, months or years")
                .into());
        };
        let duration = Duration::new(count, unit);
        match operator {
            Operator::Add => Ok(duration),
            Operator::Subtract => Ok(duration.negate()),
            Operator::Multiply | Operator::Divide | Operator::Quotient | Operator::Modulo => {
                Err(Diagnostic::new(Code::InvalidDate, "a date can only be moved by `+` or `-`")
                    .label(date.span, "here")
                    .help("write it as `invasion - 3 weeks`")
                    .into())
            }
        }
    }

    /// The date of a token: a date, a year, or an event's; a mistake is reported.
    pub(super) fn date_of_token(&mut self, token: &Token) -> Option<Date> {
        let read = self.read_anchor(token);
        self.mention(token);
        self.reported(read)
    }

    /// Notes an event that a date counts from: what is kept of it is the date.
    fn mention(&mut self, anchor: &Token) {
        if let Some(event) = self.anchor_event(anchor) {
            self.model.mentioned.insert(event);
            self.refer(anchor.span, Entity::Symbol(event));
        }
    }

    /// A date as written, resolved.
    pub(super) fn read_date(&self, date: &DateExpression) -> Result<Dated, Misfit> {
        let anchor = self.read_anchor(&date.anchor)?;
        let words = SmolStr::new(on_one_line(self.map.text(date.span)));
        let Some((operator, number, unit)) = &date.offset else {
            let words = match &date.anchor.kind {
                TokenKind::Word(_) | TokenKind::Text(_) => SmolStr::new(anchor.to_string()),
                _ => words,
            };
            return Ok(Dated { date: anchor, words });
        };
        let duration = self.duration(date, (*operator, number, unit))?;
        match anchor.shift(&duration) {
            Some(date) => Ok(Dated { date, words: SmolStr::new(date.to_string()) }),
            None => Err(Diagnostic::new(Code::InvalidDate, format!("`{words}` is no date"))
                .label(date.span, "this leads out of the calendar, or is no whole number of days")
                .help("write the date itself, such as 2022-02-03")
                .into()),
        }
    }

    fn read_anchor(&self, token: &Token) -> Result<Date, Misfit> {
        match &token.kind {
            TokenKind::Date(text) | TokenKind::Number(text) => {
                Date::parse(text).map_err(|error| error.diagnostic(text, token.span).into())
            }
            TokenKind::Word(name) | TokenKind::Text(name) => self.event_date(name, token.span),
            TokenKind::Variable(_) | TokenKind::Label(_) | TokenKind::Operator(_) => {
                Err(Diagnostic::new(Code::InvalidDate, "a date belongs here")
                    .label(token.span, "this is none")
                    .help("write a date such as 2024-10-26 or the name of an event")
                    .into())
            }
        }
    }

    fn event_date(&self, name: &str, span: Span) -> Result<Date, Misfit> {
        let Some(&symbol) = self.model.names.get(name) else {
            if self.poisoned.thing(name) {
                return Err(Misfit::Told);
            }
            let events = self
                .model
                .names
                .iter()
                .filter(|(_, id)| {
                    self.model
                        .symbol(**id)
                        .is_some_and(|s| self.model.sorts.is_below(s.sort, SortId::HAPPENING))
                })
                .map(|(name, _)| name.as_str());
            let help = match nearest(name, events) {
                Some(near) => format!("did you mean `{near}`?"),
                None => String::from("write a date such as 2024-10-26, or the name of an event that has one"),
            };
            return Err(Diagnostic::new(Code::UnknownName, format!("there is no event `{name}`"))
                .label(span, "not known")
                .help(help)
                .into());
        };
        if let Some(date) = self.event_dates.get(&symbol) {
            return Ok(*date);
        }
        if let Some((_, told)) = self.circle.as_ref().filter(|(events, _)| events.contains(&symbol)) {
            return Err(told.clone().into());
        }
        if self.poisoned.is_incomplete(symbol) || self.poisoned.thing(name) {
            return Err(Misfit::Told);
        }
        let declared = self.model.symbol(symbol).and_then(|symbol| symbol.span);
        let diagnostic = Diagnostic::new(Code::EventDate, format!("`{name}` has no date to count from"))
            .label(span, "a date is needed here");
        Err(match declared {
            Some(declared) => diagnostic
                .label(declared, "declared here, without a date")
                .help(format!("give it one: `event {name} on 2022-02-24.`")),
            None => diagnostic.help("write a date such as 2024-10-26"),
        }
        .into())
    }
}
