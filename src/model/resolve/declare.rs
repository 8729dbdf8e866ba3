//! First pass: every name that a file declares, wherever it stands.

use super::resolver::Resolver;
use super::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::{Entity, Role};
use crate::model::sort::SortId;
use crate::model::statement::SymbolId;
use crate::model::value::Number;
use crate::model::value::scale::Scale;
use crate::model::{Repeated, Symbol};
use crate::source::Span;
use crate::syntax::ast::{self, Ast, ClauseKind, Declaration, Keyword, Name, StatementKind};
use crate::syntax::words;
use smol_str::{SmolStr, format_smolstr};
use std::sync::Arc;

/// The sorts of the names that are no more than what their statement says of them.
const REDECLARED: &[SortId] = &[SortId::STATEMENT, SortId::COMMITMENT, SortId::FORECAST];

impl Resolver<'_> {
    /// Declares the names of all files: sorts and scales first, then names, then relations.
    pub(super) fn declare(&mut self, asts: &[Ast]) {
        for ast in asts {
            walk(&ast.statements, &mut |statement| self.declare_sort(statement));
        }
        for ast in asts {
            walk(&ast.statements, &mut |statement| self.declare_names(statement));
        }
        for ast in asts {
            walk(&ast.statements, &mut |statement| self.equate_units(statement));
            walk(&ast.statements, &mut |statement| {
                if let StatementKind::Relation(relation) = &statement.kind {
                    self.declare_relation(relation, statement);
                }
            });
        }
        for ast in asts {
            walk(&ast.statements, &mut |statement| {
                if let StatementKind::Facts(facts) = &statement.kind {
                    self.declare_cells(facts);
                }
            });
        }
    }

    fn declare_sort(&mut self, statement: &ast::Statement) {
        match &statement.kind {
            StatementKind::Declare(Keyword::Sort, declaration) => {
                for name in &declaration.names {
                    if let Some(known) = self.model.sorts.find(&name.text) {
                        let first = self.model.sorts.span(known);
                        self.twice(&name.text, "sort", name.span, first);
                        continue;
                    }
                    let mut below = None;
                    for clause in &declaration.clauses {
                        match &clause.kind {
                            ClauseKind::Below(sort) => match self.model.sorts.find(&sort.text) {
                                Some(id) => {
                                    self.refer(sort.span, Entity::Sort(id));
                                    below = Some(id);
                                }
                                None => self.unknown_sort(sort),
                            },
                            _ => self.misplaced(clause, "sort"),
                        }
                    }
                    let id = self.model.sorts.add(name.text.clone(), below, name.span);
                    self.occurs(name.span, Entity::Sort(id), Role::Declaration);
                }
            }
            StatementKind::Scale(scale) => self.declare_scale(scale),
            _ => {}
        }
    }

    pub(super) fn unknown_sort(&mut self, sort: &Name) {
        let known: Vec<&str> = self.model.sorts.names().collect();
        let help = match nearest(&sort.text, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it before: `sort {}.`", sort.text),
        };
        let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no sort `{}`", sort.text))
            .label(sort.span, "not known")
            .help(help);
        self.not_known(&sort.text, diagnostic);
    }

    fn declare_scale(&mut self, scale: &ast::Scale) {
        let mut words = Vec::new();
        for (word, low, high) in &scale.words {
            let (Some(low), Some(high)) = (self.number(low), self.number(high)) else {
                self.poisoned.name(scale.name.text.clone());
                return;
            };
            words.push((word.text.clone(), low, high, word.span));
        }
        let source = scale.gloss.as_ref().map(|gloss| gloss.value.clone()).unwrap_or_default();
        let plain = words.iter().map(|(word, low, high, _)| (word.clone(), low.clone(), high.clone()));
        match Scale::house(scale.name.text.clone(), source, plain) {
            Ok(made) => {
                if let Some((_, first)) = self.scales.get(&scale.name.text) {
                    let first = *first;
                    self.twice(&scale.name.text, "scale", scale.name.span, Some(first));
                } else {
                    self.scales.insert(scale.name.text.clone(), (made, scale.name.span));
                    let scale = (scale.name.span, Entity::Scale(scale.name.text.clone()));
                    self.occurs(scale.0, scale.1, Role::Declaration);
                }
            }
            Err(error) => {
                self.poisoned.name(scale.name.text.clone());
                let nothing = (SmolStr::default(), Number::ZERO, Number::ONE, scale.name.span);
                let diagnostic = error.diagnostic(scale.name.span, |at| {
                    words.get(at).cloned().unwrap_or_else(|| nothing.clone())
                });
                self.report(diagnostic);
            }
        }
    }

    /// The number of a token; a mistake is reported.
    pub(super) fn number(&mut self, token: &ast::Token) -> Option<Number> {
        self.reported(read_number(token))
    }

    fn declare_names(&mut self, statement: &ast::Statement) {
        let told = |gloss: Option<&ast::Text>| gloss.map(|gloss| gloss.value.clone());
        let gloss = |declaration: &Declaration| told(declaration.gloss());
        if let Some(label) = &statement.label {
            let key = format_smolstr!("@{}", label.text);
            self.symbol(label.text.clone(), key, SortId::STATEMENT, None, label.span);
        }
        match &statement.kind {
            StatementKind::Declare(keyword, declaration) => match sort_of(*keyword) {
                Some(sort) => {
                    for (name, gloss) in declaration.declared() {
                        if let Some(id) = self.name(name, sort, told(gloss)) {
                            self.also_known_as(id, declaration);
                        }
                    }
                    self.kinds_of(declaration);
                }
                None if *keyword == Keyword::Unit => {
                    for (name, gloss) in declaration.declared() {
                        let key = format_smolstr!("unit {}", name.text);
                        let known = self.symbol(name.text.clone(), key, SortId::UNIT, told(gloss), name.span);
                        if known.is_some() {
                            self.model.units.add(name.text.clone());
                        }
                    }
                }
                None => {}
            },
            StatementKind::DeclareSort { sort, declaration } => {
                let sort = self.declared_sort(sort);
                for (name, gloss) in declaration.declared() {
                    match sort {
                        Some(sort) => {
                            self.name(name, sort, told(gloss));
                        }
                        None => self.poisoned.name(name.text.clone()),
                    }
                }
            }
            StatementKind::DeclareFrom { sort, path, column } => {
                self.declare_column(sort, path, column.as_ref());
            }
            StatementKind::Commitment(c) => {
                self.name(&c.name, SortId::COMMITMENT, c.gloss.as_ref().map(|g| g.value.clone()));
            }
            StatementKind::Forecast(f) if self.is_revision(f, statement) => {
                if let Some(&known) = self.model.names.get(&f.name.text) {
                    self.refer(f.name.span, Entity::Symbol(known));
                }
            }
            StatementKind::Forecast(f) => {
                self.name(&f.name, SortId::FORECAST, f.gloss.as_ref().map(|g| g.value.clone()));
            }
            StatementKind::Hypothesis(h) => {
                self.name(&h.name, SortId::HYPOTHESIS, h.gloss.as_ref().map(|g| g.value.clone()));
            }
            StatementKind::Question(d) => {
                for name in &d.names {
                    self.name(name, SortId::QUESTION, gloss(d));
                }
            }
            StatementKind::Scenario(d) => {
                for name in &d.names {
                    self.name(name, SortId::SCENARIO, gloss(d));
                }
            }
            StatementKind::Game(d) => {
                for name in &d.names {
                    self.name(name, SortId::GAME, gloss(d));
                }
            }
            StatementKind::Outcome(o) => {
                self.name(&o.name, SortId::OUTCOME, o.gloss.as_ref().map(|g| g.value.clone()));
            }
            StatementKind::Indicator(indicator) => self.rule_name(&indicator.name),
            StatementKind::Rule(rule) => self.rule_name(&rule.name),
            StatementKind::Constraint(constraint) => self.rule_name(&constraint.name),
            StatementKind::Veto(veto) => self.rule_name(&veto.name),
            StatementKind::Analysis(_)
            | StatementKind::Import(_)
            | StatementKind::Relation(_)
            | StatementKind::Scale(_)
            | StatementKind::Matrix(_)
            | StatementKind::Rated(_)
            | StatementKind::Ratings { .. }
            | StatementKind::RatingScale(_)
            | StatementKind::Facts(_)
            | StatementKind::Resolve(_)
            | StatementKind::Expect(_)
            | StatementKind::Prefer(_)
            | StatementKind::Decision(_)
            | StatementKind::Suppose(_)
            | StatementKind::Retract(_)
            | StatementKind::Assert(_)
            | StatementKind::Block => {}
        }
    }

    /// Whether a forecast restates one that is known, on a day of its own.
    fn is_revision(&self, forecast: &ast::Conditional, statement: &ast::Statement) -> bool {
        let known = self.model.names.get(&forecast.name.text).and_then(|id| self.model.symbol(*id));
        let dated = statement.qualifiers.iter().any(|one| matches!(one.kind, ast::QualifierKind::On(_)));
        dated
            && known.is_some_and(|known| {
                known.sort == SortId::FORECAST && known.span.is_some_and(|first| !self.is_vacant(first))
            })
    }

    fn rule_name(&mut self, name: &Name) {
        match self.rule_names.get(&name.text).copied() {
            Some(first) => self.twice(&name.text, "rule", name.span, Some(first)),
            None => {
                self.rule_names.insert(name.text.clone(), name.span);
                self.occurs(name.span, Entity::Rule(name.text.clone()), Role::Declaration);
            }
        }
    }

    fn name(&mut self, name: &Name, sort: SortId, gloss: Option<SmolStr>) -> Option<SymbolId> {
        let word = name.text.as_str();
        if words::asks(word) || words::anonymous(word) {
            let stands = if words::asks(word) {
                "a question is asked with it"
            } else {
                "it stands for anybody or anything"
            };
            self.report(
                Diagnostic::new(Code::ReservedName, format!("`{word}` cannot be a name: {stands}"))
                    .label(name.span, "here")
                    .help(format!("choose another name, such as `{word}_{}`", self.model.sorts.name(sort))),
            );
        }
        self.symbol(name.text.clone(), name.text.clone(), sort, gloss, name.span)
    }

    pub(super) fn symbol(
        &mut self,
        name: SmolStr,
        key: SmolStr,
        sort: SortId,
        gloss: Option<SmolStr>,
        span: Span,
    ) -> Option<SymbolId> {
        if let Some(&known) = self.model.names.get(&key) {
            let first = self.model.symbol(known).and_then(|symbol| symbol.span);
            if first.is_some_and(|first| self.is_vacant(first))
                && let Some(symbol) = self.model.symbol_mut(known)
                && symbol.sort == sort
                && REDECLARED.contains(&sort)
            {
                symbol.gloss = gloss;
                symbol.span = Some(span);
                self.occurs(span, Entity::Symbol(known), Role::Declaration);
                return Some(known);
            }
            let what = self.model.symbol(known).map_or("name", |s| match s.sort {
                SortId::STATEMENT => "label",
                SortId::UNIT => "unit",
                _ => "name",
            });
            self.twice(&name, what, span, first);
            // Which of the two is meant is not known.
            self.poisoned.name(key);
            self.refer(span, Entity::Symbol(known));
            return None;
        }
        let symbol = Symbol { name, sort, gloss, aliases: Vec::new(), span: Some(span) };
        let id = self.model.add_symbol(symbol, key);
        self.occurs(span, Entity::Symbol(id), Role::Declaration);
        if sort == SortId::SOURCE {
            self.model.sources.entry(id).or_default();
        }
        Some(id)
    }

    /// Whether the statement that declared a name at this place was taken back.
    fn is_vacant(&self, place: Span) -> bool {
        self.vacated.iter().any(|span| span.holds(place))
    }

    fn also_known_as(&mut self, id: SymbolId, declaration: &Declaration) {
        for clause in &declaration.clauses {
            let ClauseKind::Aka(names) = &clause.kind else { continue };
            for name in names {
                match self.model.names.get(&name.text) {
                    Some(&known) if known == id => {
                        let cut = (names.len() == 1).then(|| self.with_comma(clause.span));
                        self.refer(name.span, Entity::Symbol(id));
                        self.model.repeated.push(Repeated { symbol: id, span: name.span, cut });
                    }
                    Some(&known) => {
                        let first = self.model.symbol(known).and_then(|symbol| symbol.span);
                        self.twice(&name.text, "name", name.span, first);
                        self.poisoned.name(name.text.clone());
                    }
                    None => {
                        self.occurs(name.span, Entity::Symbol(id), Role::Declaration);
                        Arc::make_mut(&mut self.model.names).insert(name.text.clone(), id);
                        if let Some(symbol) = self.model.symbol_mut(id) {
                            symbol.aliases.push(name.text.clone());
                        }
                    }
                }
            }
        }
    }

    /// A clause with the comma before it, and the white space between.
    fn with_comma(&self, clause: Span) -> Span {
        let text = self.map.file(clause.file).map_or("", |file| &file.text);
        let before = text.get(..clause.start as usize).unwrap_or_default().trim_end();
        let before = before.strip_suffix(',').unwrap_or(before).trim_end();
        Span { start: u32::try_from(before.len()).unwrap_or(clause.start), ..clause }
    }

    /// Kinds declare themselves; one that is spelt almost like another is probably a slip.
    fn kinds_of(&mut self, declaration: &Declaration) {
        for clause in &declaration.clauses {
            let ClauseKind::Is(kinds) = &clause.kind else { continue };
            for kind in kinds {
                let key = format_smolstr!("is {}", kind.text);
                if self.model.names.contains_key(&key) {
                    continue;
                }
                let near = {
                    let known = self.model.symbols.iter().filter(|s| s.sort == SortId::KIND);
                    nearest(&kind.text, known.map(|s| s.name.as_str())).map(SmolStr::new)
                };
                if let Some(near) = near {
                    let first = self
                        .model
                        .names
                        .get(&format_smolstr!("is {near}"))
                        .and_then(|&id| self.model.symbol(id))
                        .and_then(|symbol| symbol.span);
                    let mut diagnostic = Diagnostic::new(
                        Code::NearKind,
                        format!("the kinds `{}` and `{near}` are spelt much alike", kind.text),
                    )
                    .label(kind.span, "a new kind, or a slip?")
                    .help(format!("write `{near}` if the same is meant"));
                    if let Some(first) = first {
                        diagnostic = diagnostic.label(first, "the other one");
                    }
                    self.report(diagnostic);
                }
                self.symbol(kind.text.clone(), key, SortId::KIND, None, kind.span);
            }
        }
    }

    fn equate_units(&mut self, statement: &ast::Statement) {
        let StatementKind::Declare(Keyword::Unit, declaration) = &statement.kind else { return };
        for clause in &declaration.clauses {
            let ClauseKind::Equals { number, unit } = &clause.kind else {
                self.misplaced(clause, "unit");
                continue;
            };
            let Some(amount) = self.number(number) else { continue };
            let Some(right) = self.model.units.find(&unit.text) else {
                let diagnostic =
                    Diagnostic::new(Code::UnknownName, format!("there is no unit `{}`", unit.text))
                        .label(unit.span, "not known")
                        .help(format!("declare it: `unit {}.`", unit.text));
                self.not_known(&unit.text, diagnostic);
                continue;
            };
            self.refer_to_unit(unit);
            for name in &declaration.names {
                let Some(left) = self.model.units.find(&name.text) else { continue };
                if let Err(error) = self.model.units.equate(left, &amount, right) {
                    self.report(error.diagnostic(&name.text, &unit.text, clause.span));
                }
            }
        }
    }

    /// Reports a second declaration.
    pub(super) fn twice(&mut self, name: &str, what: &str, second: Span, first: Option<Span>) {
        let diagnostic =
            Diagnostic::new(Code::DuplicateName, format!("the {what} `{name}` is declared twice"))
                .label(second, "declared again");
        self.report(match first {
            Some(first) => diagnostic
                .label(first, "declared first")
                .help("give the second one another name, or take it away"),
            None => diagnostic.help(format!("`{name}` is part of the language: choose another name")),
        });
    }
}

/// The number of a token.
pub(super) fn read_number(token: &ast::Token) -> Result<Number, Diagnostic> {
    match &token.kind {
        ast::TokenKind::Number(text) => Number::parse(text).map_err(|error| error.diagnostic(token.span)),
        _ => Err(Diagnostic::new(Code::InvalidNumber, "a number belongs here")
            .label(token.span, "this is none")
            .help("write a number as 12, -3, 3_000, 0.35 or 85%")),
    }
}

/// The sort that a keyword declares names of: that of its name, but for claims; `None` for units and sorts.
pub(super) fn sort_of(keyword: Keyword) -> Option<SortId> {
    match keyword {
        Keyword::Unit | Keyword::Sort => None,
        Keyword::Claim => Some(SortId::PROPOSITION),
        plain => SortId::built_in(plain.word()),
    }
}

/// Calls `visit` for every statement, those in blocks included. Blocks are nested no deeper than the
/// parser's cap.
pub(crate) fn walk<'s>(statements: &'s [ast::Statement], visit: &mut impl FnMut(&'s ast::Statement)) {
    for statement in statements {
        visit(statement);
        if let Some(block) = &statement.block {
            walk(block, visit);
        }
    }
}
