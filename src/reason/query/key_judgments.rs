//! The key implications of a view: the one definition that the page, what it rests on, comparisons and
//! lints go by.
//!
//! They are what is marked `key`: statements, what rules so marked conclude, and expectations. Without
//! any they are the conclusions of the doctrine's key modules, and of the analyst's own rules, that no
//! other derivation uses.

use super::projections::projects;
use crate::engine::{Derivation, Graph, RelationId, RowId};
use crate::model::statement::{
    self as model, Context, Formula, FormulaKind, Kind, Literal, StatementId, SymbolId, Telling, Term,
};
use crate::model::{ExpectationKind, Model};
use crate::reason::{Session, asked_by_rules};
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::{Evaluated, Origin, Said};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A row that is a key implication.
pub(in crate::reason) struct Key {
    pub(in crate::reason) relation: RelationId,
    pub(in crate::reason) row: RowId,
    pub(in crate::reason) said: Said,
    pub(in crate::reason) sentence: String,
    pub(in crate::reason) theme: String,
}

/// The most implications of a theme that are told.
const MOST: usize = 200;

/// The key implications of a view, in the order of their themes.
pub(in crate::reason) struct Keys {
    /// Those that are told: no more than [`MOST`] of a theme.
    pub(in crate::reason) told: Vec<Key>,
    /// How many more a theme has, by its title.
    pub(in crate::reason) more: BTreeMap<String, usize>,
    /// Whether the analyst marked them.
    pub(in crate::reason) marked: bool,
    /// What other derivations use, where nothing is marked.
    pub(in crate::reason) used: Rows,
}

/// What there is of a theme: what is concluded, what is stated, and how many more there are.
#[derive(Default)]
struct Theme {
    concluded: Vec<Key>,
    stated: Vec<Key>,
    more: usize,
}

/// The key implications of a view. Where nothing is marked, what a folded rule says again and what is true
/// of a speaker as well as of the actor are left out.
///
/// A view may have millions of conclusions: nothing is kept of one that is not told.
pub(in crate::reason) fn implications(
    session: &Session<'_>,
    evaluated: &mut Evaluated,
    context: Context,
) -> Keys {
    let model = session.model;
    let marked = marked(session, context);
    let used = if marked.is_empty() { used(session, evaluated) } else { Rows::default() };
    let stand_ins = evaluated.stand_ins(model);
    let mut themes: BTreeMap<(usize, &str), Theme> = BTreeMap::new();
    let mut seen: HashSet<Shape> = HashSet::new();
    for (&(relation, sign), &engine) in &evaluated.legend.sentences {
        if !marked.is_empty() && !marked.heads.contains(&(relation, sign)) {
            continue;
        }
        let Some(known) = model.relation(relation) else { continue };
        let Some((rank, title)) = theme(model, known.span, &marked) else { continue };
        let theme = themes.entry((rank, title)).or_default();
        for (row, values) in evaluated.database.rows(engine) {
            if used.contains(engine, row) {
                continue;
            }
            let (concluded, by_mark) = match evaluated.database.derivation(engine, row) {
                Some(Derivation::Fact) if !marked.is_empty() => (None, false),
                Some(Derivation::Fact) | None => continue,
                Some(Derivation::Rule { rule, .. }) => {
                    let Some(Origin::Statement(id, _)) = evaluated.origin(rule) else { continue };
                    (model.statement(id), marked.rules.contains(&id))
                }
            };
            let Some(said) = evaluated.said(engine, values) else { continue };
            let wanted = || match concluded {
                Some(statement) if marked.is_empty() => {
                    statement.telling != Telling::Folded
                        && !by_projection(session, evaluated, engine, row)
                        && !matches!(statement.kind, Kind::Meaning(_))
                        && !asked_by_rules(model, said.relation)
                        && !spoken_for(evaluated, engine, &said, &stand_ins)
                }
                Some(_) | None => by_mark || marked.sentences.contains(&said),
            };
            if !wanted() {
                continue;
            }
            if theme.concluded.len() + theme.stated.len() >= MOST {
                // Of a symmetric pair one order counts.
                let counts = known.symmetric.is_none() || said.terms.is_sorted();
                theme.more += usize::from(counts);
            } else if seen.insert(canonical(session, &said)) {
                let sentence = said.text(model);
                let key = Key { relation: engine, row, said, sentence, theme: title.to_owned() };
                match concluded {
                    Some(_) => theme.concluded.push(key),
                    None => theme.stated.push(key),
                }
            }
        }
    }
    let mut keys = Keys { told: Vec::new(), more: BTreeMap::new(), marked: !marked.is_empty(), used };
    for ((_, title), theme) in themes {
        keys.told.extend(theme.concluded.into_iter().chain(theme.stated));
        if theme.more > 0 {
            keys.more.insert(title.to_owned(), theme.more);
        }
    }
    keys
}

/// Rows of an evaluation.
#[derive(Default)]
pub(in crate::reason) struct Rows(BTreeMap<RelationId, Vec<bool>>);

impl Rows {
    pub(super) fn insert(&mut self, relation: RelationId, row: RowId) {
        let rows = self.0.entry(relation).or_default();
        if rows.len() <= row.index() {
            rows.resize(row.index() + 1, false);
        }
        if let Some(slot) = rows.get_mut(row.index()) {
            *slot = true;
        }
    }

    pub(super) fn contains(&self, relation: RelationId, row: RowId) -> bool {
        self.0.get(&relation).and_then(|rows| rows.get(row.index())).copied().unwrap_or(false)
    }
}

/// Whether a row says less than the row that it comes from.
pub(super) fn by_projection(
    session: &Session<'_>,
    evaluated: &Evaluated,
    relation: RelationId,
    row: RowId,
) -> bool {
    let Some(Origin::Statement(id, _)) = evaluated.concluded_by(relation, row) else { return false };
    session.model.statement(id).is_some_and(|statement| projects(session.model, id, statement))
}

/// What the first derivations of sentences use, but for those that say less than what they come from, and for steps that
/// are not told.
pub(super) fn used(session: &Session<'_>, evaluated: &mut Evaluated) -> Rows {
    let model = session.model;
    let mut used = Rows::default();
    let Evaluated { program, database, values, legend } = evaluated;
    let mut graph = Graph::new(program, database, values);
    for (&(said, _), &relation) in &legend.sentences {
        if asked_by_rules(model, said) {
            continue;
        }
        for (row, _) in database.rows(relation) {
            let Some(Derivation::Rule { rule, .. }) = database.derivation(relation, row) else { continue };
            let Some(Origin::Statement(id, _)) = legend.origins.get(rule.index()) else { continue };
            if model.statement(*id).is_some_and(|statement| projects(model, *id, statement)) {
                continue;
            }
            let Some(instance) = graph.first_instance(relation, row) else { continue };
            for (of, premise) in instance.rows().filter(|premise| *premise != (relation, row)) {
                used.insert(of, premise);
            }
        }
    }
    used
}

/// What implications of a relation are told under, and the place of that; `None` if they are none.
fn theme<'m>(model: &'m Model, span: Span, marked: &Marked) -> Option<(usize, &'m str)> {
    match model.module(span) {
        Some(module) if module.key || !marked.is_empty() => {
            let place = model.modules.iter().position(|other| other.title == module.title)?;
            Some((place, &module.title))
        }
        Some(_) => None,
        None => Some((model.modules.len(), "This analysis")),
    }
}

impl Key {
    /// The sentence as a literal.
    pub(in crate::reason) fn literal(&self) -> Literal {
        self.said.literal()
    }
}

pub(in crate::reason) type Shape = (u32, bool, Vec<Term>);

/// The same for both orders of a symmetric pair.
pub(in crate::reason) fn canonical(session: &Session<'_>, said: &Said) -> Shape {
    let mut terms = said.terms.clone();
    if session.model.relation(said.relation).is_some_and(|relation| relation.symmetric.is_some()) {
        terms.sort();
    }
    (said.relation.0, said.sign == Sign::Positive, terms)
}

/// What is marked `key`.
#[derive(Default)]
struct Marked {
    sentences: BTreeSet<Said>,
    rules: HashSet<StatementId>,
    /// What they are sentences of, or conclude.
    heads: BTreeSet<(model::RelationId, Sign)>,
}

impl Marked {
    fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.rules.is_empty()
    }
}

/// What is marked `key`; of a scenario also what is expected of it.
fn marked(session: &Session<'_>, context: Context) -> Marked {
    let model = session.model;
    let mut found = Marked::default();
    for (id, statement) in model.statements() {
        if model.is_own(id) && statement.attribution.key.is_some() && statement.body.is_some() {
            found.heads.extend(statement.heads.iter().map(|head| (head.relation, head.sign)));
            found.rules.insert(id);
        }
    }
    for (_, literal) in named(session, context) {
        found.heads.insert((literal.relation, literal.sign));
        found.sentences.insert(Said::from(literal));
    }
    found
}

/// The sentences that are marked `key`, stated or expected, in the order in which they are written, and where.
fn named<'m>(session: &Session<'m>, context: Context) -> Vec<(Context, &'m Literal)> {
    let model = session.model;
    let stated = model.statements().filter(|(id, statement)| {
        model.is_own(*id) && statement.attribution.key.is_some() && statement.body.is_none()
    });
    let stated =
        stated.flat_map(|(_, statement)| statement.heads.iter().map(|head| (statement.context, head)));
    let expected = model.expectations.iter().filter_map(|expectation| {
        let of_scenario = context != Context::Base && expectation.context == context;
        match &expectation.kind {
            ExpectationKind::Holds(Formula { kind: FormulaKind::Literal(literal), .. })
                if expectation.key || of_scenario =>
            {
                Some((expectation.context, literal))
            }
            ExpectationKind::Unproven(literal)
            | ExpectationKind::Status(_, literal)
            | ExpectationKind::AtLeast(literal, _)
                if expectation.key =>
            {
                Some((expectation.context, literal))
            }
            _ => None,
        }
    });
    stated.chain(expected).collect()
}

/// What is marked `key` and does not hold, each with what it is told under: it is a judgment too that
/// nothing shows it.
pub(in crate::reason) fn unshown<'m>(
    session: &Session<'m>,
    evaluated: &Evaluated,
) -> Vec<(&'m Literal, String)> {
    let model = session.model;
    let title = |relation| {
        let module = model.module(model.relation(relation)?.span)?;
        Some(module.title.to_string())
    };
    let mut found: Vec<(&Literal, String)> = Vec::new();
    for (context, literal) in named(session, Context::Base) {
        let told = found.iter().any(|(known, _)| {
            (known.relation, known.sign, &known.terms) == (literal.relation, literal.sign, &literal.terms)
        });
        if context == Context::Base && !told && !evaluated.holds_literal(literal) {
            let theme = title(literal.relation).unwrap_or_else(|| String::from("This analysis"));
            found.push((literal, theme));
        }
    }
    found
}

/// Whether the same is true of the actor that a speaker in it speaks for.
pub(super) fn spoken_for(
    evaluated: &Evaluated,
    relation: RelationId,
    said: &Said,
    stand_ins: &BTreeMap<SymbolId, Vec<SymbolId>>,
) -> bool {
    said.terms.iter().enumerate().any(|(at, term)| {
        let Term::Symbol(symbol) = term else { return false };
        stand_ins.get(symbol).is_some_and(|actors| {
            actors.iter().any(|actor| {
                let mut terms = said.terms.clone();
                if let Some(slot) = terms.get_mut(at) {
                    *slot = Term::Symbol(*actor);
                }
                evaluated.holds(relation, &terms)
            })
        })
    })
}
