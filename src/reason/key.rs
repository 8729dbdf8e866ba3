//! The key implications of a view: the one definition that the page, what it rests on, comparisons and
//! lints go by.
//!
//! They are what is marked `key`: statements, what rules so marked conclude, and expectations. Without
//! any they are the conclusions of the doctrine's key modules, and of the analyst's own rules, that no
//! other derivation uses.

use super::Session;
use crate::engine::{Derivation, Graph, RelationId, RowId};
use crate::model::ExpectationKind;
use crate::model::statement::{
    Context, Formula, FormulaKind, Kind, Literal, Statement, StatementId, SymbolId, Telling, Term,
};
use crate::model::write::Variables;
use crate::theory::{Evaluated, Origin, Said};
use std::collections::{BTreeMap, HashSet};

/// A row that is a key implication.
pub(super) struct Key {
    pub(super) relation: RelationId,
    pub(super) row: RowId,
    pub(super) said: Said,
    pub(super) sentence: String,
    pub(super) theme: String,
}

/// The key implications of a view. Where nothing is marked, what a folded rule says again and what is true
/// of a speaker as well as of the actor are left out.
pub(super) fn implications(session: &Session<'_>, evaluated: &mut Evaluated, context: Context) -> Vec<Key> {
    let model = session.model;
    let marked = marked(session, context);
    let stand_ins = evaluated.stand_ins(model);
    let mut derived: Vec<Key> = Vec::new();
    let mut used: HashSet<(RelationId, RowId)> = HashSet::new();
    let rows: Vec<(RelationId, RowId)> = evaluated.sentences().collect();
    let mut graph = Graph::new(&evaluated.program, &evaluated.database, &mut evaluated.values);
    let mut instances = Vec::new();
    for &(relation, row) in &rows {
        if let Some(Derivation::Rule { .. }) = evaluated.database.derivation(relation, row)
            && let Some(instance) = graph.first_instance(relation, row)
        {
            instances.push((relation, row, instance));
        }
    }
    drop(graph);
    for (relation, row, instance) in instances {
        let Some(Origin::Statement(id, _)) = evaluated.origin(instance.rule) else { continue };
        let Some(statement) = model.statement(id) else { continue };
        used.extend(instance.rows().filter(|premise| *premise != (relation, row)));
        let Some(values) = evaluated.database.row(relation, row) else { continue };
        let Some(said) = evaluated.said(relation, values) else { continue };
        let Some(theme) = theme(session, &said, &marked) else { continue };
        let sentence = said.text(model);
        let chosen = marked.sentences.contains(&sentence) || marked.rules.contains(&id);
        if !chosen
            && (statement.telling == Telling::Folded
                || matches!(statement.kind, Kind::Meaning(_))
                || spoken_for(evaluated, relation, &said, &stand_ins))
        {
            continue;
        }
        if chosen || marked.is_empty() {
            derived.push(Key { relation, row, said, sentence, theme });
        }
    }
    if marked.is_empty() {
        derived.retain(|key| !used.contains(&(key.relation, key.row)));
    } else {
        derived.extend(stated(session, evaluated, &rows, &marked));
    }
    let mut told: HashSet<Shape> = HashSet::new();
    derived.retain(|key| told.insert(canonical(session, &key.said)));
    let order: Vec<&str> = model.modules.iter().map(|module| module.title.as_str()).collect();
    let rank = |theme: &str| order.iter().position(|title| *title == theme).unwrap_or(order.len());
    derived.sort_by_key(|key| rank(&key.theme));
    derived
}

/// What is marked, and is stated and not concluded.
fn stated(
    session: &Session<'_>,
    evaluated: &Evaluated,
    rows: &[(RelationId, RowId)],
    marked: &Marked,
) -> Vec<Key> {
    let model = session.model;
    let facts = rows.iter().filter(|(relation, row)| {
        matches!(evaluated.database.derivation(*relation, *row), Some(Derivation::Fact))
    });
    let made = facts.filter_map(|&(relation, row)| {
        let said = evaluated.said(relation, evaluated.database.row(relation, row)?)?;
        let sentence = said.text(model);
        let theme = theme(session, &said, marked)?;
        marked.sentences.contains(&sentence).then_some(Key { relation, row, said, sentence, theme })
    });
    made.collect()
}

/// What an implication is told under; `None` if it is none.
fn theme(session: &Session<'_>, said: &Said, marked: &Marked) -> Option<String> {
    let span = session.model.relation(said.relation)?.span;
    match session.model.module(span) {
        Some(module) if module.key || !marked.is_empty() => Some(module.title.to_string()),
        Some(_) => None,
        None => Some(String::from("This analysis")),
    }
}

impl Key {
    /// The sentence as a literal.
    pub(super) fn literal(&self) -> Literal {
        let span = crate::source::Span { file: crate::source::FileId(0), start: 0, end: 0 };
        let said = &self.said;
        Literal { span, sign: said.sign, relation: said.relation, terms: said.terms.clone(), on: None }
    }
}

type Shape = (u32, bool, Vec<Term>);

/// The same for both orders of a symmetric pair.
fn canonical(session: &Session<'_>, said: &Said) -> Shape {
    let mut terms = said.terms.clone();
    if session.model.relation(said.relation).is_some_and(|relation| relation.symmetric.is_some()) {
        terms.sort();
    }
    (said.relation.0, said.sign == crate::syntax::ast::Sign::Positive, terms)
}

/// What is marked `key`.
struct Marked {
    sentences: HashSet<String>,
    rules: HashSet<StatementId>,
}

impl Marked {
    fn is_empty(&self) -> bool {
        self.sentences.is_empty() && self.rules.is_empty()
    }
}

/// What is marked `key`; of a scenario also what is expected of it.
fn marked(session: &Session<'_>, context: Context) -> Marked {
    let model = session.model;
    let keyed = |statement: &Statement| statement.attribution.key.is_some() && statement.body.is_some();
    let rules = model.statements().filter(|(id, statement)| model.is_own(*id) && keyed(statement));
    let sentences = named(session, context).into_iter();
    Marked {
        rules: rules.map(|(id, _)| id).collect(),
        sentences: sentences.map(|(_, literal)| model.write(literal, Variables::Anonymous)).collect(),
    }
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
pub(super) fn unshown<'m>(session: &Session<'m>, evaluated: &Evaluated) -> Vec<(&'m Literal, String)> {
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
fn spoken_for(
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
