//! Trees to a [`Model`], in three passes: names, then dates, then what is said.
//!
//! Invariant: a mistake costs the statement (or the clause) in which it stands and nothing else, and
//! has one diagnostic.

mod asked;
mod attribution;
mod clauses;
mod dated;
mod dates;
mod decisions;
mod declare;
mod expectations;
mod formula;
mod games;
mod lookalikes;
pub(in crate::model) mod matching;
mod nearest;
mod occur;
mod poison;
mod properties;
mod quotes;
mod ratings;
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

use super::occurrences::{Entity, Occurrence, Occurrences};
use super::sort::{SortId, Sorts};
use super::statement::{Formula, Literal, RelationId, StatementId, SymbolId, Term};
use super::value::scale::Scale;
use super::value::{Date, Number, Units};
use super::{Doctrine, Frame, Known, Model, Module, Symbol};
use crate::diagnostic::{Checked, Code, Diagnostic, Gathered};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::{self, ast};
pub(crate) use declare::walk;
use indexmap::IndexMap;
use scope::Scope;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
pub(crate) use structures::dual;
pub(crate) use suggest::{listed, nearest as spelt_nearest};
use terms::Misfit;
pub(crate) use terms::with_article;

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

/// The model before the doctrine: the sorts of the language and what it supplies.
pub(super) fn blank() -> Model {
    let scale = standard_scale();
    let mut model = Model {
        frame: Frame {
            name: None,
            title: None,
            span: None,
            as_of: None,
            threshold: scale.low("likely").unwrap_or(Number::ONE),
            scale,
            without: Vec::new(),
            independent: false,
            hindsight: false,
            closed: false,
        },
        sorts: Sorts::default(),
        units: Units::new(),
        symbols: Vec::new(),
        names: IndexMap::default(),
        relations: Vec::new(),
        relation_names: IndexMap::new(),
        known: Known::default(),
        doctrine: None,
        statements: Vec::new(),
        tables: Vec::new(),
        outcomes: IndexMap::new(),
        rejected: Vec::new(),
        deadlines: IndexMap::new(),
        sources: IndexMap::new(),
        hypotheses: IndexMap::new(),
        questions: Vec::new(),
        matrices: Vec::new(),
        rating_scale: super::matrix::RatingScale::default(),
        scenarios: Vec::new(),
        games: Vec::new(),
        repeated: Vec::new(),
        expectations: Vec::new(),
        unread_expectations: 0,
        mentioned: BTreeSet::new(),
        occurrences: Occurrences::default(),
        preferences: Vec::new(),
        modules: Vec::new(),
        texts: SourceMap::new(),
        first_own: StatementId(0),
        analyst: SymbolId(0),
    };
    let mut supply = |name: &'static str, key: &'static str, sort| {
        let id = SymbolId(count(model.symbols.len()));
        model.symbols.push(Symbol {
            name: SmolStr::new_static(name),
            sort,
            gloss: None,
            aliases: Vec::new(),
            span: None,
        });
        model.names.insert(SmolStr::new_static(key), id);
    };
    supply("analyst", "analyst", SortId::SOURCE);
    supply("low", "confidence low", SortId::CONFIDENCE);
    supply("moderate", "confidence moderate", SortId::CONFIDENCE);
    supply("high", "confidence high", SortId::CONFIDENCE);
    model
}

fn standard_scale() -> Scale {
    Scale::standard("icd203").unwrap_or_else(|| unreachable!("the standard scale is built in"))
}

/// A length as a number of 32 bits.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The work of resolving: the model as far as it has come, and what was found on the way.
struct Resolver<'a> {
    model: Model,
    map: &'a SourceMap,
    /// The files of the paths to tables and texts.
    named: HashMap<Span, FileId>,
    diagnostics: Gathered,
    /// Whether the doctrine itself is being read.
    doctrine: bool,
    /// Sentence patterns by their literal words.
    patterns: matching::Patterns,
    /// The days of events that have any.
    event_dates: HashMap<SymbolId, Date>,
    /// Rules and constraints by name, with their places.
    rule_names: HashMap<SmolStr, Span>,
    /// Scales that files declare.
    scales: HashMap<SmolStr, (Scale, Span)>,
    /// The first word used of each row of the scale, for the warning about mixing.
    rows: Vec<(super::value::scale::Row, SmolStr, Span)>,
    /// Whether mixing was reported.
    mixed: bool,
    /// The first dated statement, for the warning about a missing as-of date.
    first_dated: Option<Span>,
    /// The statements before this one have been checked before.
    first_new: usize,
    /// What voting rules ask for, as far as it is defined.
    defined: BTreeSet<(SymbolId, super::statement::Context)>,
    /// Where statements stood that were taken back.
    vacated: BTreeSet<Span>,
    /// Events whose dates count from each other, and what was told of them.
    circle: Option<(BTreeSet<SymbolId>, Diagnostic)>,
    /// Relations of which it was told that another one has their sentence.
    overlapping: BTreeSet<RelationId>,
    /// What faulty statements would have declared.
    poisoned: poison::Poisoned,
    /// Where names stand, as far as they are known.
    occurrences: Vec<Occurrence>,
    /// The statement that is being resolved.
    here: Span,
    /// What is left to look for what was meant by wrong names.
    patience: suggest::Patience,
}

impl<'a> Resolver<'a> {
    fn new(model: Model, map: &'a SourceMap) -> Self {
        let patterns = matching::Patterns::of(&model);
        let rule_names = model
            .statements
            .iter()
            .filter(|statement| !statement.name.is_empty())
            .map(|statement| (statement.name.clone(), statement.span))
            .collect();
        let event_dates = model.statements.iter().filter_map(|statement| dates::told(statement)).collect();
        let first_new = model.statements.len();
        Self {
            model,
            map,
            named: HashMap::new(),
            diagnostics: Gathered::default(),
            doctrine: false,
            patterns,
            event_dates,
            rule_names,
            scales: HashMap::new(),
            rows: Vec::new(),
            mixed: false,
            first_dated: None,
            first_new,
            defined: BTreeSet::new(),
            vacated: BTreeSet::new(),
            circle: None,
            overlapping: BTreeSet::new(),
            poisoned: poison::Poisoned::default(),
            occurrences: Vec::new(),
            here: Span::new(FileId(0), 0, 0),
            patience: suggest::Patience::default(),
        }
    }

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

    fn finish(mut self) -> Checked<Model> {
        self.model.occurrences.add(self.occurrences);
        self.model.texts = self.map.clone();
        Checked { value: self.model, diagnostics: self.diagnostics.into_vec() }
    }

    /// Reports a mistake, once; what follows from a mistake that was told is not one.
    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.follows_from_frame(diagnostic.code) {
            self.diagnostics.add(diagnostic);
        }
    }

    /// What was read; a mistake is reported.
    fn reported<T, E: Into<Misfit>>(&mut self, read: Result<T, E>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(misfit) => {
                self.misfits(misfit.into(), &[]);
                None
            }
        }
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
        let read: std::collections::HashSet<&SmolStr> =
            self.model.statements.iter().map(|statement| &statement.name).collect();
        let before = self.model.expectations.len();
        self.model.expectations.retain(|expectation| match &expectation.kind {
            super::ExpectationKind::Violated(name, _) => read.contains(name),
            _ => true,
        });
        self.model.unread_expectations += before - self.model.expectations.len();
    }

    /// Adds a statement.
    fn add(&mut self, statement: super::statement::Statement) -> StatementId {
        let id = StatementId(count(self.model.statements.len()));
        self.model.statements.push(Arc::new(statement));
        id
    }
}

/// The file whose `analysis` statement frames the whole: the root, or the only import with one where the root has none.
fn framing(asts: &[ast::Ast]) -> Option<&ast::Ast> {
    let has = |ast: &&ast::Ast| {
        ast.statements.iter().any(|statement| matches!(statement.kind, ast::StatementKind::Analysis(_)))
    };
    let (root, imports) = asts.split_last()?;
    if has(&root) {
        return Some(root);
    }
    let mut framed = imports.iter().filter(has);
    framed.next().filter(|_| framed.next().is_none())
}

impl Resolver<'_> {
    /// Reads the `analysis` statement of a file, which sets the frame if it is the one that counts.
    fn frame(&mut self, ast: &ast::Ast, counts: bool) {
        let mut first: Option<Span> = self.model.frame.span;
        for statement in &ast.statements {
            let ast::StatementKind::Analysis(declaration) = &statement.kind else { continue };
            if let Some(first) = first {
                self.report(
                    Diagnostic::new(Code::SecondAnalysis, "a file has one `analysis` statement")
                        .label(statement.span, "a second one")
                        .label(first, "the first one")
                        .help("put the clauses of both into one"),
                );
                continue;
            }
            first = Some(statement.span);
            if self.doctrine {
                let key = statement.qualifiers.iter().any(|q| matches!(q.kind, ast::QualifierKind::Key));
                let name = declaration.names.first().map(|n| n.text.clone()).unwrap_or_default();
                let title = declaration.gloss().map(|gloss| gloss.value.clone()).unwrap_or_default();
                self.model.modules.push(Module { name, title, key, file: ast.file });
            } else if counts {
                self.set_frame(statement, declaration);
            }
        }
    }

    fn set_frame(&mut self, statement: &ast::Statement, declaration: &ast::Declaration) {
        use ast::ClauseKind;
        self.model.frame.span = Some(statement.span);
        self.model.frame.name = declaration.names.first().map(|name| name.text.clone());
        self.model.frame.title = declaration.gloss().map(|gloss| gloss.value.clone());
        let mut enough: Option<&ast::Name> = None;
        for clause in &declaration.clauses {
            match &clause.kind {
                ClauseKind::AsOf(date) => self.model.frame.as_of = self.dated(date),
                ClauseKind::Scale(name) => self.choose_scale(name),
                ClauseKind::Without(names) => self.switch_off(names),
                ClauseKind::WithoutRelation(_) => {}
                ClauseKind::LikelyEnough(word) => enough = Some(word),
                ClauseKind::Independent => self.model.frame.independent = true,
                ClauseKind::InHindsight => self.model.frame.hindsight = true,
                ClauseKind::Closed => self.model.frame.closed = true,
                _ => self.misplaced(clause, "analysis"),
            }
        }
        let scale = self.model.frame.scale.clone();
        match enough {
            Some(word) => match scale.low(&word.text) {
                Some(low) => self.model.frame.threshold = low,
                None => self.report(scale.unknown_word(&word.text, word.span)),
            },
            None => match scale.low("likely") {
                Some(low) => self.model.frame.threshold = low,
                None => self.report(
                    Diagnostic::new(
                        Code::UnknownLikelihood,
                        format!("the scale `{}` has no word `likely`", scale.name),
                    )
                    .label(statement.span, "so strat cannot tell which claims are likely enough to count")
                    .help("say from which word on a claim counts: `likely enough WORD`"),
                ),
            },
        }
    }

    fn choose_scale(&mut self, name: &ast::Name) {
        self.refer(name.span, Entity::Scale(name.text.clone()));
        if let Some((scale, _)) = self.scales.get(&name.text) {
            self.model.frame.scale = scale.clone();
        } else if let Some(scale) = Scale::standard(&name.text) {
            self.model.frame.scale = scale;
        } else {
            let own = self.scales.keys().map(SmolStr::as_str);
            let known: Vec<&str> = super::value::scale::NAMES.iter().copied().chain(own).collect();
            let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no scale `{}`", name.text))
                .label(name.span, "not known")
                .help(format!("the scales are {}", suggest::listed(&known)));
            self.not_known(&name.text, diagnostic);
            self.poisoned.scale = true;
        }
    }

    fn switch_off(&mut self, names: &[ast::Name]) {
        for name in names {
            if self.rule_names.contains_key(&name.text) {
                self.refer(name.span, Entity::Rule(name.text.clone()));
                self.model.frame.without.push(name.text.clone());
            } else if !self.model.relation_names.contains_key(&name.text) {
                let known: Vec<&str> = self.rule_names.keys().map(SmolStr::as_str).collect();
                let help = match suggest::nearest(&name.text, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::from("`strat doctrine` lists the rules that can be switched off"),
                };
                let diagnostic =
                    Diagnostic::new(Code::UnknownName, format!("there is no rule `{}`", name.text))
                        .label(name.span, "not known")
                        .help(help);
                self.not_known(&name.text, diagnostic);
            }
        }
    }

    /// Takes away what the `analysis` statement of a file does without.
    fn clear_away(&mut self, ast: &ast::Ast) {
        for statement in &ast.statements {
            let ast::StatementKind::Analysis(declaration) = &statement.kind else { continue };
            for clause in &declaration.clauses {
                if let ast::ClauseKind::WithoutRelation(names) = &clause.kind {
                    self.take_away(names);
                }
            }
        }
    }

    /// Takes standard relations away, with every standard statement that speaks of them.
    fn take_away(&mut self, names: &[ast::Name]) {
        for name in names {
            let Some(relation) = self.model.relation_names.shift_remove(&name.text) else {
                let known = self.model.relation_names.keys().map(SmolStr::as_str);
                let help = match suggest::nearest(&name.text, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::from("`strat doctrine` shows the relations that can be taken away"),
                };
                self.report(
                    Diagnostic::new(
                        Code::UnknownName,
                        format!("there is no standard relation `{}`", name.text),
                    )
                    .label(name.span, "not known")
                    .help(help),
                );
                continue;
            };
            self.refer(name.span, Entity::Relation(relation));
            self.patterns.remove(relation);
            let speaks = |statement: &super::statement::Statement| {
                let mut sentences = statement.heads.iter().collect();
                if let Some(body) = &statement.body {
                    body.sentences(&mut sentences);
                }
                sentences.iter().any(|sentence| sentence.relation == relation)
            };
            let gone = self.model.statements.iter().filter(|statement| speaks(statement));
            let gone: Vec<SmolStr> = gone.map(|statement| statement.name.clone()).collect();
            self.model.frame.without.extend(gone.into_iter().filter(|name| !name.is_empty()));
        }
    }

    fn misplaced(&mut self, clause: &ast::Clause, keyword: &str) {
        self.report(
            Diagnostic::new(Code::ClauseOutOfPlace, format!("this clause does not belong to `{keyword}`"))
                .label(clause.span, "not here")
                .help("take it away, or say it as a sentence of its own"),
        );
    }
}
