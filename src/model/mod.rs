//! Ast to [`Model`]: names, sorts, sentences, contexts; and the values that sentences speak of.
//!
//! Guarantees that every name, sort, sentence and context of a model is known. Does not guarantee
//! that rules are safe, or that anything follows.
//!
//! Invariant: a model starts as a copy of the resolved doctrine, so doctrine names have the same
//! numbers in every model; nothing here evaluates.

mod blank;
pub mod catalogue;
pub mod complete;
mod declared;
mod doctrine;
pub(crate) mod image;
mod known;
mod load;
pub mod matrix;
pub mod occurrences;
pub mod resolve;
pub mod sentences;
pub mod sort;
pub mod statement;
pub mod table;
pub mod template;
pub mod value;
pub mod write;

pub use declared::{
    Answered, Expectation, ExpectationKind, ExpectedStatus, Frame, Game, Grade, Hypothesis, Indicator,
    Module, Preference, Question, Rejected, Relation, Repeated, Resolved, Scenario, Source, SourceText,
    Symbol,
};
pub use known::Known;
pub use load::load;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Outcome, Sign};
use indexmap::IndexMap;
use matrix::{Matrix, RatingScale};
use occurrences::Occurrences;
use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;
use sort::{SortId, Sorts};
use statement::{Dated, Kind, RelationId, Statement, StatementId, SymbolId, TableId};
use std::any::Any;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use table::Table;
use template::Template;
use value::{Date, Units};

/// Spellings of names, in the order in which they are declared.
pub type Spellings = IndexMap<SmolStr, SymbolId, FxBuildHasher>;

/// A resolved analysis.
#[derive(Clone, Debug)]
pub struct Model {
    /// The frame.
    pub frame: Frame,
    /// The sorts.
    pub sorts: Sorts,
    /// The units.
    pub units: Units,
    /// The names, by [`SymbolId`]; shared until one is added, since there may be millions.
    pub symbols: Arc<Vec<Symbol>>,
    /// Every spelling of a declared name; labels with their `@`, kinds as `is KIND`; shared
    /// likewise.
    pub names: Arc<Spellings>,
    /// The relations, by [`RelationId`].
    pub relations: Vec<Relation>,
    /// The relations by name.
    pub relation_names: IndexMap<SmolStr, RelationId>,
    /// The relations of the doctrine that Rust names.
    pub known: Known,
    /// What it is built on; nothing, if it is a doctrine itself.
    pub doctrine: Option<Doctrine>,
    /// The statements, by [`StatementId`]; shared, so that a model is copied in little time.
    pub statements: Vec<Arc<Statement>>,
    /// The tables of bulk facts, by [`TableId`]; shared, since they may be large.
    pub tables: Vec<Arc<Table>>,
    /// How forecasts came out.
    pub outcomes: IndexMap<SymbolId, Resolved>,
    /// The rows of tables that do not fit, where a statement says that they are put aside.
    pub rejected: Vec<Rejected>,
    /// The days on which forecasts were made, where their statements say so, in the order of these days.
    pub revisions: IndexMap<SymbolId, Vec<(Dated, StatementId)>>,
    /// How questions came out: the right answer, and where and when that is said.
    pub answered: IndexMap<SymbolId, Answered>,
    /// By when forecasts are to have come about.
    pub deadlines: IndexMap<SymbolId, Dated>,
    /// What is known of each source.
    pub sources: IndexMap<SymbolId, Source>,
    /// The hypotheses.
    pub hypotheses: IndexMap<SymbolId, Hypothesis>,
    /// The questions.
    pub questions: Vec<Question>,
    /// What one would expect to see.
    pub indicators: Vec<Indicator>,
    /// The evidence that is rated against their hypotheses.
    pub matrices: Vec<Matrix>,
    /// How likely the marks of matrices make an item.
    pub rating_scale: RatingScale,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The games.
    pub games: Vec<Game>,
    /// Other spellings that are the thing's own.
    pub repeated: Vec<Repeated>,
    /// The expectations.
    pub expectations: Vec<Expectation>,
    /// How many further ones could not be read.
    pub unread_expectations: usize,
    /// What the text mentions without a sentence of it: for whom a source speaks, events that dates count from.
    pub mentioned: BTreeSet<SymbolId>,
    /// Where its names stand.
    pub occurrences: Occurrences,
    /// The preferences.
    pub preferences: Vec<Preference>,
    /// The modules of the doctrine.
    pub modules: Vec<Module>,
    /// The texts that its places are in, as they were when it was resolved.
    pub texts: SourceMap,
    /// The statements from this one on are the analyst's; those before are doctrine.
    pub first_own: StatementId,
    /// The built-in source of claims that nobody else makes.
    pub analyst: SymbolId,
}

impl Model {
    /// Whether the analysis, or a question of it, says that claims are independent.
    pub fn is_independent(&self) -> bool {
        self.frame.independent || self.questions.iter().any(|question| question.independent)
    }

    /// Adds a name with the spelling by which it is found; a spelling that is taken stays whose it is.
    pub fn add_symbol(&mut self, symbol: Symbol, key: SmolStr) -> SymbolId {
        let id = SymbolId(u32::try_from(self.symbols.len()).unwrap_or(u32::MAX));
        Arc::make_mut(&mut self.symbols).push(symbol);
        Arc::make_mut(&mut self.names).entry(key).or_insert(id);
        id
    }

    /// Makes room for so many further names, so that a large table does not move those that are there again and again.
    pub(super) fn reserve_names(&mut self, further: usize) {
        Arc::make_mut(&mut self.symbols).reserve(further);
        Arc::make_mut(&mut self.names).reserve(further);
    }

    /// A symbol, to change what is known of it.
    pub(crate) fn symbol_mut(&mut self, id: SymbolId) -> Option<&mut Symbol> {
        Arc::make_mut(&mut self.symbols).get_mut(id.0 as usize)
    }

    /// A symbol.
    ///
    /// Numbers come from this model, so there always is one.
    pub fn symbol(&self, id: SymbolId) -> Option<&Symbol> {
        self.symbols.get(id.0 as usize)
    }

    /// How a statement came out, if it is a forecast that was resolved.
    pub fn outcome(&self, statement: &Statement) -> Option<Outcome> {
        match statement.kind {
            Kind::Forecast(symbol) => self.resolved(symbol).map(|resolved| resolved.outcome),
            _ => None,
        }
    }

    /// How a forecast was resolved. On the day of the analysis nothing is known of what is resolved later.
    pub fn resolved(&self, forecast: SymbolId) -> Option<&Resolved> {
        let resolved = self.outcomes.get(&forecast)?;
        let later = resolved.on.as_ref().zip(self.as_of()).is_some_and(|(on, now)| now.before(on.date));
        (!later).then_some(resolved)
    }

    /// Whether a statement of a forecast is the one that counts on a day: the last that its sources made by then.
    pub fn is_current(&self, id: StatementId, forecast: SymbolId, day: Option<Date>) -> bool {
        if !self.revisions.contains_key(&forecast) {
            return true;
        }
        let made = |(on, _): &&(Dated, StatementId)| day.is_none_or(|day| !day.before(on.date));
        self.revised(id, forecast).filter(made).last().is_some_and(|(_, last)| *last == id)
    }

    /// The statements of a forecast by the sources of one of them, in the order of their days. Who is not named is whoever
    /// made it.
    pub fn revised(
        &self,
        id: StatementId,
        forecast: SymbolId,
    ) -> impl Iterator<Item = &(Dated, StatementId)> {
        let sources =
            move |id: StatementId| self.statement(id).map_or(&[][..], |one| &one.attribution.sources);
        let own = sources(id);
        let all = self.revisions.get(&forecast).into_iter().flatten();
        all.filter(move |(_, other)| {
            let others = sources(*other);
            own.is_empty() || others.is_empty() || others == own
        })
    }

    /// The date of a source that had not spoken by a day: what it says was not known then, and counts only where the
    /// analysis looks back.
    pub fn spoke_after(&self, source: SymbolId, day: Date) -> Option<&Dated> {
        let dated = self.sources.get(&source)?.dated.as_ref()?;
        (!self.frame.hindsight && day.before(dated.date)).then_some(dated)
    }

    /// The name of a symbol.
    pub fn name(&self, id: SymbolId) -> &str {
        self.symbol(id).map_or("", |symbol| symbol.name.as_str())
    }

    /// A relation.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.get(id.0 as usize)
    }

    /// The relation of this name that statements can speak of.
    pub fn find_relation(&self, name: &str) -> Option<RelationId> {
        self.relation_names.get(name).copied()
    }

    /// A statement.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.get(id.0 as usize).map(Arc::as_ref)
    }

    /// A table of bulk facts.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The statements with their numbers.
    pub fn statements(&self) -> impl Iterator<Item = (StatementId, &Statement)> {
        (0..).map(StatementId).zip(self.statements.iter().map(Arc::as_ref))
    }

    /// Whether a statement is the analyst's own and not of the doctrine.
    pub fn is_own(&self, id: StatementId) -> bool {
        id >= self.first_own
    }

    /// Whether a statement tells what playing a game has found.
    pub fn is_found(&self, statement: &Statement) -> bool {
        let game = match statement.context {
            statement::Context::Game(game) | statement::Context::Scenario(game) => game,
            statement::Context::Base | statement::Context::Hypothesis(_) => return false,
        };
        self.games.iter().any(|one| one.symbol == game && one.span == statement.span)
    }

    /// The module of the doctrine that a place is in.
    pub fn module(&self, span: Span) -> Option<&Module> {
        self.modules.iter().find(|module| module.file == span.file)
    }

    /// The scenario of this symbol.
    pub fn scenario(&self, symbol: SymbolId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.symbol == symbol)
    }

    /// The pattern of a sentence, with the sorts of its holes: `{actor} depends on {actor}`.
    pub fn pattern(&self, sentence: &Template, holes: &[Vec<SortId>]) -> String {
        let sorts: Vec<String> =
            holes.iter().map(|sorts| format!("{{{}}}", self.sorts.words(sorts))).collect();
        sentence.fill(&sorts)
    }

    /// A severity for a `forbid`, as it is written.
    pub fn severity(word: &str) -> Option<Severity> {
        match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "note" => Some(Severity::Note),
            _ => None,
        }
    }

    /// The opposite of a sign.
    pub const fn opposite(sign: Sign) -> Sign {
        match sign {
            Sign::Positive => Sign::Negative,
            Sign::Negative => Sign::Positive,
        }
    }

    /// The date for which the analysis is made.
    pub fn as_of(&self) -> Option<Date> {
        self.frame.as_of.as_ref().map(|dated| dated.date)
    }
}

/// A resolved doctrine; copies are the same one.
#[derive(Clone)]
pub struct Doctrine(Arc<Made>);

struct Made {
    texts: SourceMap,
    model: Model,
    diagnostics: Vec<Diagnostic>,
    /// What a later stage makes of it, in a form that it reads; empty where it has to be made.
    lowered: Vec<u8>,
    /// What a later stage makes of it once.
    later: OnceLock<Box<dyn Any + Send + Sync>>,
}
