//! Declarations: what their clauses assert, each a sentence of a standard relation.
//!
//! Which clause says what is one table; the relations are those of [`Known`](crate::model::Known).

use super::Resolver;
use super::declare::sort_of;
use super::scope::Scope;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{Formula, Kind, RelationId, Statement, SymbolId, Term};
use crate::model::{Grade, SourceText};
use crate::syntax::ast::{self, Clause, ClauseKind, Declaration, Keyword, Name, Sign};
use smol_str::format_smolstr;

impl Resolver<'_> {
    /// What a declaration says.
    pub(super) fn declaration(
        &mut self,
        statement: &ast::Statement,
        keyword: Keyword,
        declaration: &Declaration,
        around: &Surroundings,
    ) {
        let Some(sort) = sort_of(keyword) else { return };
        let like = self.blank(statement, around, Kind::Assertion);
        for name in &declaration.names {
            let Some(&symbol) = self.model.names.get(&name.text) else { continue };
            if self.model.symbol(symbol).is_none_or(|known| known.sort != sort) {
                continue;
            }
            if keyword == Keyword::Claim {
                self.clause_fact(&like, statement.span, self.model.known.holds, vec![Term::Symbol(symbol)]);
            }
            for clause in &declaration.clauses {
                self.clause(&like, keyword, symbol, clause, declaration);
            }
        }
    }

    fn clause(
        &mut self,
        like: &Statement,
        keyword: Keyword,
        symbol: SymbolId,
        clause: &Clause,
        declaration: &Declaration,
    ) {
        let own = Term::Symbol(symbol);
        let known = self.model.known;
        let after = |relation: Option<RelationId>, sorts: &'static [SortId]| (relation, sorts);
        // The declared name comes first in the sentence.
        let (names, (relation, sorts), own_first): (&[Name], _, bool) = match &clause.kind {
            ClauseKind::Aka(_) => return,
            ClauseKind::Is(names) => (names, after(known.kind, &[SortId::KIND]), true),
            ClauseKind::SpeaksFor(names) => (names, after(known.speaks_for, &[SortId::ACTOR]), true),
            ClauseKind::BelongsTo(names) => (names, after(known.belongs, &[SortId::GROUP]), true),
            ClauseKind::Under(names) => (names, after(known.falls_under, &[SortId::MATTER]), true),
            ClauseKind::Serves(names) => (names, after(known.serves, &[SortId::GOAL]), true),
            ClauseKind::Harms(names) => (names, after(known.harms, &[SortId::GOAL]), true),
            ClauseKind::ConflictsWith(names) => (names, after(known.conflicts, &[SortId::GOAL]), true),
            ClauseKind::Requires(names) => (names, after(known.requires, &[SortId::RESOURCE]), true),
            ClauseKind::Uses(names) => (names, after(known.uses, &[SortId::RESOURCE]), true),
            ClauseKind::By(names) => (names, after(known.action_of, &[SortId::ACTOR]), true),
            ClauseKind::Via(names) => (names, after(known.relays, &[SortId::SOURCE]), false),
            ClauseKind::Of(names) => match keyword {
                Keyword::Group => (names, after(known.belongs, &[SortId::ACTOR]), false),
                Keyword::Goal => (names, after(known.pursues, &[SortId::ACTOR]), false),
                Keyword::Matter => (names, after(known.matter_of, &[SortId::GROUP]), true),
                _ => return self.misplaced(clause, "this declaration"),
            },
            ClauseKind::For(names) => {
                for name in names {
                    let actor = self.thing(name, &[SortId::ACTOR]);
                    self.model.mentioned.extend(actor);
                }
                return;
            }
            ClauseKind::Graded(_)
            | ClauseKind::Dated(_)
            | ClauseKind::TextFile(_)
            | ClauseKind::Priority(_)
            | ClauseKind::AchievedIf(_)
            | ClauseKind::FailsIf(_)
            | ClauseKind::Taken(_)
            | ClauseKind::On(_)
            | ClauseKind::Equals { .. }
            | ClauseKind::Below(_)
            | ClauseKind::AsOf(_)
            | ClauseKind::Scale(_)
            | ClauseKind::Without(_)
            | ClauseKind::WithoutRelation(_)
            | ClauseKind::LikelyEnough(_)
            | ClauseKind::Independent
            | ClauseKind::Open
            | ClauseKind::Over(_)
            | ClauseKind::From(_)
            | ClauseKind::Irreversible
            | ClauseKind::Unrepeatable
            | ClauseKind::NotExclusive
            | ClauseKind::Extends(_) => return self.other_clause(like, symbol, clause, declaration),
        };
        for name in names {
            let Some(other) = self.thing(name, sorts) else { continue };
            let other = Term::Symbol(other);
            let terms = if own_first { vec![own.clone(), other] } else { vec![other, own.clone()] };
            self.clause_fact(like, clause.span, relation, terms);
        }
    }

    /// The clauses that do not simply relate two names.
    fn other_clause(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        clause: &Clause,
        declaration: &Declaration,
    ) {
        let own = Term::Symbol(symbol);
        match &clause.kind {
            ClauseKind::Graded(grade) => {
                let read = grade_of(&grade.text);
                match (read, self.model.sources.get_mut(&symbol)) {
                    (Some(read), Some(source)) => source.grade = Some(read),
                    (Some(_), None) => self.misplaced(clause, "this declaration"),
                    (None, _) => self.report(
                        Diagnostic::new(Code::UnknownWord, format!("`{}` is no grade", grade.text))
                            .label(grade.span, "not known")
                            .help(match grade_of(&grade.text.to_uppercase()) {
                                Some(_) => format!("write `{}`", grade.text.to_uppercase()),
                                None => String::from(
                                    "a grade is a letter from A to F and a number from 1 to 6, such as `B2`",
                                ),
                            }),
                    ),
                }
            }
            ClauseKind::Dated(date) => {
                let dated = self.dated(date);
                if let Some(source) = self.model.sources.get_mut(&symbol) {
                    source.dated = dated;
                }
            }
            ClauseKind::TextFile(text) => {
                let file = self.named.get(&text.span).copied();
                if let Some(source) = self.model.sources.get_mut(&symbol) {
                    source.text = Some(SourceText { path: text.value.clone(), span: text.span, file });
                }
            }
            ClauseKind::Priority(token) => {
                let Some(number) = self.number(token) else { return };
                let owners: Vec<Name> = declaration
                    .clauses
                    .iter()
                    .filter_map(|clause| match &clause.kind {
                        ClauseKind::Of(names) => Some(names.clone()),
                        _ => None,
                    })
                    .flatten()
                    .collect();
                if owners.is_empty() {
                    self.report(
                        Diagnostic::new(Code::WrongSort, "a priority belongs to somebody's goal")
                            .label(clause.span, "whose priority?")
                            .help("say whose goal it is: `goal NAME of ACTOR, priority 1.`"),
                    );
                }
                for owner in owners {
                    let Some(&actor) = self.model.names.get(&owner.text) else { continue };
                    let terms = vec![Term::Symbol(actor), own.clone(), Self::number_term(number.clone())];
                    self.clause_fact(like, clause.span, self.model.known.ranks, terms);
                }
            }
            ClauseKind::AchievedIf(formula) => {
                self.goal_rule(like, symbol, clause, self.model.known.achieved, formula)
            }
            ClauseKind::FailsIf(formula) => {
                self.goal_rule(like, symbol, clause, self.model.known.fails, formula)
            }
            ClauseKind::Taken(date) | ClauseKind::On(date) => {
                let Some(date) = self.event_dates.get(&symbol).copied().map_or_else(
                    || self.dated(date),
                    |found| {
                        Some(crate::model::statement::Dated { date: found, words: found.to_string().into() })
                    },
                ) else {
                    return;
                };
                self.note_date(clause.span);
                let mut like = like.clone();
                like.attribution.on = Some(date);
                self.clause_fact(&like, clause.span, self.model.known.took_place, vec![own]);
            }
            ClauseKind::Irreversible => {
                self.clause_fact(like, clause.span, self.model.known.irreversible_action, vec![own])
            }
            ClauseKind::Unrepeatable => {
                self.clause_fact(like, clause.span, self.model.known.unrepeatable_action, vec![own])
            }
            _ => self.misplaced(clause, "this declaration"),
        }
    }

    fn goal_rule(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        clause: &Clause,
        relation: Option<RelationId>,
        formula: &ast::Formula,
    ) {
        let mut scope = Scope::default();
        let Some(body) = self.formula(formula, &mut scope) else { return };
        self.check_scope(&scope);
        let head = (relation, Sign::Positive);
        self.clause_rule(like, clause.span, head, vec![Term::Symbol(symbol)], Some(body), scope.names);
    }

    /// `veto NAME HOLDER over X of GROUP, by BASIS`
    pub(super) fn veto(&mut self, statement: &ast::Statement, veto: &ast::Veto, around: &Surroundings) {
        let mut like = self.blank(statement, around, Kind::Assertion);
        like.gloss = veto.gloss.as_ref().map(|gloss| gloss.value.clone());
        if let Some(basis) = &veto.basis {
            let reason = format_smolstr!("by {}", basis.text);
            like.attribution.because.get_or_insert(reason);
        }
        if let Some(group) = &veto.group {
            self.thing(group, &[SortId::GROUP]);
        }
        for holder in &veto.holders {
            let Some(actor) = self.thing(holder, &[SortId::ACTOR]) else { continue };
            for over in &veto.over {
                let Some(what) = self.thing(over, &[SortId::ACTION, SortId::MATTER]) else { continue };
                let terms = vec![Term::Symbol(actor), Term::Symbol(what)];
                self.clause_fact(&like, statement.span, self.model.known.granted, terms);
            }
        }
    }

    /// `commitment NAME DEBTOR to CREDITOR: CONSEQUENT if ANTECEDENT, by DATE` (Singh 1999).
    pub(super) fn commitment(
        &mut self,
        statement: &ast::Statement,
        commitment: &ast::Commitment,
        around: &Surroundings,
    ) {
        let mut like = self.blank(statement, around, Kind::Assertion);
        like.gloss = commitment.gloss.as_ref().map(|gloss| gloss.value.clone());
        let Some(&symbol) = self.model.names.get(&commitment.name.text) else { return };
        let own = Term::Symbol(symbol);
        let debtor = self.thing(&commitment.debtor, &[SortId::ACTOR]);
        let creditor = self.thing(&commitment.creditor, &[SortId::ACTOR]);
        if let (Some(debtor), Some(creditor)) = (debtor, creditor) {
            let terms = vec![own.clone(), Term::Symbol(debtor), Term::Symbol(creditor)];
            self.clause_fact(&like, statement.span, self.model.known.binds, terms);
        }
        // What its condition and its promise mean is a definition, whoever says that it was made.
        let mut meaning = like.clone();
        meaning.attribution = crate::model::statement::Attribution::default();
        meaning.label = None;
        match &commitment.antecedent {
            Some(antecedent) => {
                self.both_ways(&meaning, symbol, self.model.known.condition, antecedent);
            }
            None => self.clause_fact(&meaning, statement.span, self.model.known.condition, vec![own.clone()]),
        }
        if let Some(promise) =
            self.both_ways(&meaning, symbol, self.model.known.promise, &commitment.consequent)
        {
            self.promised(&meaning, symbol, &promise);
        }
        if let Some(deadline) = &commitment.deadline
            && let Some(date) = self.dated(deadline)
        {
            let terms = vec![own, Term::Value(crate::model::value::Value::Date(date.date))];
            self.clause_fact(&like, deadline.span, self.model.known.due_on, terms);
        }
    }

    /// The sentence follows from the formula, and its negation from the formula's; gives the formula
    /// resolved.
    fn both_ways(
        &mut self,
        like: &Statement,
        symbol: SymbolId,
        relation: Option<RelationId>,
        formula: &ast::Formula,
    ) -> Option<Formula> {
        let mut scope = Scope::default();
        let body = self.formula(formula, &mut scope)?;
        self.check_scope(&scope);
        let terms = vec![Term::Symbol(symbol)];
        if let Some(dual) = super::structures::dual(&body) {
            let head = (relation, Sign::Negative);
            self.clause_rule(like, formula.span, head, terms.clone(), Some(dual), scope.names.clone());
        }
        let head = (relation, Sign::Positive);
        self.clause_rule(like, formula.span, head, terms, Some(body.clone()), scope.names);
        Some(body)
    }

    /// The resources and actions that a promise speaks of.
    fn promised(&mut self, like: &Statement, symbol: SymbolId, promise: &Formula) {
        let mut things = Vec::new();
        super::structures::literals(promise, &mut |literal| {
            if literal.sign == Sign::Positive {
                things.extend(literal.terms.iter().filter_map(|term| match term {
                    Term::Symbol(symbol) => Some(*symbol),
                    Term::Variable(_) | Term::Value(_) => None,
                }));
            }
        });
        things.sort_unstable();
        things.dedup();
        for thing in things {
            let sort = self.model.symbol(thing).map_or(SortId::ANY, |known| known.sort);
            let promised = [SortId::RESOURCE, SortId::ACTION];
            if promised.iter().any(|&wanted| self.model.sorts.is_below(sort, wanted)) {
                let terms = vec![Term::Symbol(symbol), Term::Symbol(thing)];
                self.clause_fact(like, promise.span, self.model.known.promises, terms);
            }
        }
    }
}

/// A grade such as `B2`.
fn grade_of(text: &str) -> Option<Grade> {
    let mut letters = text.chars();
    let reliability = letters.next().filter(|letter| ('A'..='F').contains(letter))?;
    let credibility = letters.next().and_then(|digit| digit.to_digit(10)).filter(|n| (1..=6).contains(n))?;
    if letters.next().is_some() {
        return None;
    }
    Some(Grade { reliability, credibility: u8::try_from(credibility).ok()? })
}
