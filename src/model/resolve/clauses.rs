//! Declarations: what their clauses assert, each a sentence of a standard relation.
//!
//! Which clause asserts a sentence of which relation stands in the table of the language; the relations are
//! those of [`Known`](crate::model::Known).

use super::declare::sort_of;
use super::measures::Measure;
use super::resolver::Resolver;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{Kind, Statement, SymbolId, Term};
use crate::model::{Grade, SourceText};
use crate::syntax::ast::{self, Clause, ClauseKind, Declaration, Keyword, Name};
use crate::syntax::language::{self, First};
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
        match &clause.kind {
            ClauseKind::Aka(_) => return,
            ClauseKind::For(names) => {
                for name in names {
                    let actor = self.thing(name, &[SortId::ACTOR]);
                    self.model.mentioned.extend(actor);
                }
                return;
            }
            _ => {}
        }
        let Some((words, names)) = clause.kind.listed() else {
            return self.other_clause(like, symbol, clause, declaration);
        };
        let Some((asserts, sorts)) = language::asserted(keyword.word(), words) else {
            return self.misplaced(clause, "this declaration");
        };
        let sorts: Vec<SortId> = sorts.iter().filter_map(|sort| self.model.sorts.find(sort)).collect();
        let own = Term::Symbol(symbol);
        for name in names {
            let Some(other) = self.thing(name, &sorts) else { continue };
            let other = Term::Symbol(other);
            let terms = match asserts.first {
                First::Declared => vec![own.clone(), other],
                First::Named => vec![other, own.clone()],
            };
            self.clause_fact(like, clause.span, self.model.known.find(asserts.relation), terms);
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
                self.clause_fact(like, clause.span, self.model.known.goal_with_a_measure, vec![own]);
                self.measure(like, symbol, clause.span, Measure::Achieved, formula);
            }
            ClauseKind::FailsIf(formula) => {
                let reached = |clause: &Clause| matches!(clause.kind, ClauseKind::AchievedIf(_));
                if !declaration.clauses.iter().any(reached) {
                    self.clause_fact(like, clause.span, self.model.known.goal_of_keeping, vec![own]);
                }
                self.measure(like, symbol, clause.span, Measure::Fails, formula);
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
