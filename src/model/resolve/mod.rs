//! Trees to a [`Model`], in three passes: names, then dates, then what is said.
//!
//! Invariant: a mistake costs the statement (or the clause) in which it stands and nothing else, and
//! has one diagnostic.

mod asked;
mod attribution;
mod clauses;
mod commitments;
mod dated;
mod dates;
mod decisions;
mod declare;
mod expectations;
mod followers;
mod formula;
mod frame;
mod games;
mod indicators;
mod lasting;
mod lookalikes;
pub(in crate::model) mod matching;
mod measures;
mod misfit;
mod nearest;
mod occur;
mod poison;
mod properties;
mod quotes;
mod ratings;
mod requirements;
mod resolver;
mod rewrite;
mod scope;
mod sentence;
mod statements;
mod structures;
mod suffice;
mod suggest;
mod tables;
mod templates;
mod terms;
mod variables;

use super::blank::blank;
use super::statement::{Formula, Literal, StatementId, Term, count};
use super::{Doctrine, ExpectationKind, Known, Model};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::{self, ast};
use frame::framing;
use resolver::Resolver;
use scope::Scope;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap, HashSet};

pub(crate) use declare::walk;
pub(crate) use structures::dual;
pub(crate) use suggest::{listed, nearest as spelt_nearest};

/// Resolves the files of an analysis. The map must begin with the doctrine's files. What was wrong with the files is
/// among the diagnostics, but for what only follows from a statement that was refused.
pub fn resolve(doctrine: &Doctrine, read: Read, map: &SourceMap) -> Checked<Model> {
    let Read { asts, named, missing, mut diagnostics } = read;
    let mut resolver = Resolver { named, ..Resolver::new(doctrine.begin(), map) };
    if missing {
        resolver.poisoned.miss(poison::Unseen::Anything);
    }
    resolver.run(&asts);
    resolver.drop_followers(&asts, &mut diagnostics);
    let resolved = resolver.finish();
    diagnostics.extend(resolved.diagnostics);
    Checked { value: resolved.value, diagnostics }
}

/// The files of an analysis as they were read.
#[derive(Default)]
pub struct Read {
    /// Their trees, imports first and the root file last.
    pub asts: Vec<ast::Ast>,
    /// The file of each path to a table or to the text of a source.
    pub named: HashMap<Span, FileId>,
    /// Whether a file is missing that may declare names.
    pub missing: bool,
    /// What is wrong with them so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// Adds the statements of a tree to a model that is resolved already, as if they stood at the end of its
/// root file. A statement that cannot be used leaves nothing behind but the names it declares.
///
/// `gone` are statements that were taken back: what they alone declared may be declared again, and is the
/// same thing to everything that names it, as it would be in a file without them.
pub fn extend(model: Model, map: &SourceMap, ast: &ast::Ast, gone: &BTreeSet<StatementId>) -> Checked<Model> {
    let vacated = vacated(&model, gone);
    let mut resolver = Resolver::new(model, map);
    resolver.rule_names.retain(|_, place| !vacated.contains(place));
    resolver.vacated = vacated;
    resolver.run(std::slice::from_ref(ast));
    resolver.finish()
}

/// Where statements stood all of which is gone.
fn vacated(model: &Model, gone: &BTreeSet<StatementId>) -> BTreeSet<Span> {
    let mut vacated: BTreeSet<Span> =
        gone.iter().filter_map(|id| model.statement(*id)).map(|statement| statement.span).collect();
    if !vacated.is_empty() {
        for (_, statement) in model.statements().filter(|(id, _)| !gone.contains(id)) {
            vacated.retain(|span| !span.holds(statement.span));
        }
    }
    vacated
}

/// A doctrine on its own, of the texts in a map.
pub(super) fn doctrine(map: &SourceMap) -> Checked<Model> {
    let mut diagnostics = Vec::new();
    let mut asts = Vec::new();
    for (file, _) in map.files() {
        let parsed = syntax::parse(map, file);
        diagnostics.extend(parsed.diagnostics);
        asts.push(parsed.value);
    }
    let mut resolver = Resolver::new(blank(), map);
    resolver.doctrine = true;
    resolver.run(&asts);
    let mut checked = resolver.finish();
    checked.value.first_own = StatementId(count(checked.value.statements.len()));
    diagnostics.append(&mut checked.diagnostics);
    Checked { value: checked.value, diagnostics }
}

/// A query's condition, with the names of its variables; question words are variables.
pub fn query(
    model: &Model,
    map: &SourceMap,
    formula: &ast::Formula,
) -> Checked<(Option<Formula>, Vec<SmolStr>)> {
    let mut resolver = Resolver::new(model.clone(), map);
    let (value, scope) =
        resolver.in_scope(Scope::asking(), |resolver, scope| resolver.formula(formula, scope));
    resolver.check_scope(&scope);
    Checked { value: (value, scope.names), diagnostics: resolver.diagnostics.into_vec() }
}

/// A literal that was typed.
pub fn literal(model: &Model, map: &SourceMap, literal: &ast::Literal) -> Checked<Option<Literal>> {
    let mut resolver = Resolver::new(model.clone(), map);
    let mut scope = Scope::default();
    let value = resolver.literal(literal, &mut scope);
    Checked { value, diagnostics: resolver.diagnostics.into_vec() }
}

/// A literal that is supposed: it says of whom and of what.
pub fn supposition(model: &Model, map: &SourceMap, literal: &ast::Literal) -> Checked<Option<Literal>> {
    let mut checked = self::literal(model, map, literal);
    let open = |literal: &Literal| literal.terms.iter().any(|term| matches!(term, Term::Variable(_)));
    if checked.value.as_ref().is_some_and(open) {
        checked.value = None;
        checked.diagnostics.push(
            Diagnostic::new(Code::Unsafe, "it is not said of whom or what this is supposed")
                .label(literal.span, "this leaves somebody or something open")
                .help("name everybody and everything: `suppose A can provide oil.`"),
        );
    }
    checked
}

impl Resolver<'_> {
    fn run(&mut self, asts: &[ast::Ast]) {
        // Before anything is declared, so that a name that is free again can be given to something else.
        let framing = framing(asts);
        if let (false, Some(framing)) = (self.doctrine, framing) {
            self.clear_away(framing);
        }
        self.declare(asts);
        self.poison(asts);
        if self.doctrine {
            self.model.known = Known::among(&self.model.relation_names);
        }
        self.date_events(asts);
        for ast in asts {
            self.frame(ast, framing.is_some_and(|framing| framing.file == ast.file));
        }
        for ast in asts {
            self.rating_scale(&ast.statements);
        }
        for ast in asts {
            let outer = statements::Surroundings::base();
            self.statements(&ast.statements, &outer);
        }
        self.after_all();
    }

    /// What can be judged only when everything is known.
    fn after_all(&mut self) {
        if let (None, Some(span)) = (&self.model.frame.as_of, self.first_dated)
            && !self.doctrine
        {
            self.report(
                Diagnostic::new(Code::Undated, "statements have dates, and the analysis has none")
                    .label(span, "in force at which date?")
                    .help(
                        "say for which day the analysis is made: `analysis NAME \"title\" as of 2024-10-26.`",
                    )
                    .note("until then every dated statement counts as in force"),
            );
        }
        self.state_matrices();
        self.check_games();
        self.check_lookalikes();
        self.check_quotes();
        self.drop_idle_expectations();
    }

    /// Takes away the expectations that a rule is violated which could not be read: that was told.
    fn drop_idle_expectations(&mut self) {
        let read: HashSet<&SmolStr> = self.model.statements.iter().map(|statement| &statement.name).collect();
        let before = self.model.expectations.len();
        self.model.expectations.retain(|expectation| match &expectation.kind {
            ExpectationKind::Violated(name, _) => read.contains(name),
            _ => true,
        });
        self.model.unread_expectations += before - self.model.expectations.len();
    }
}
