//! What was observed: evidence, on which likelihoods are conditioned.
//!
//! An observation is so in the plain view, as if it were stated. In the graph of likelihoods it is left out where
//! something else could have brought it about, and the worlds in which nothing did are taken out instead, so that what
//! explains it becomes likelier (Pearl 2009, *Causality*, on seeing and doing). **Invariant:** what nothing else could
//! have brought about is a fact, and evidence for nothing.

use crate::model::Model;
use crate::model::statement::{Literal, Statement, StatementId, Term};
use crate::reason::provenance::{AssumptionId, AtomId, Choice, Provenance, Value};
use crate::syntax::ast::Sign;
use crate::theory::{Standing, View};
use std::collections::BTreeSet;

/// An observation that something else could have brought about.
#[derive(Clone, Debug)]
pub(in crate::reason) struct Observed {
    /// The statement.
    pub(in crate::reason) statement: StatementId,
    /// What was seen.
    pub(in crate::reason) literal: Literal,
    /// Its node, or that of its negation.
    pub(super) atom: AtomId,
    /// Whether that node is its negation's: what was seen is that it does not hold.
    pub(super) absent: bool,
}

/// What was observed in a view, one entry for each sentence.
pub(super) fn observations(model: &Model, view: &View) -> Vec<(StatementId, Literal)> {
    let standing = Standing::new(model, view);
    let seen = model.statements().filter(|(id, statement)| {
        statement.attribution.observed.is_some() && standing.counts(*id, statement)
    });
    seen.flat_map(|(id, statement)| statement.heads.iter().map(move |head| (id, head.clone()))).collect()
}

/// The observations that a graph without them can explain, and the statements that it cannot.
pub(super) fn explained(
    provenance: &mut Provenance<'_>,
    observations: Vec<(StatementId, Literal)>,
) -> (Vec<Observed>, BTreeSet<StatementId>) {
    let mut found = Vec::new();
    let mut facts = BTreeSet::new();
    for (statement, literal) in observations {
        let denied = Literal { sign: Model::opposite(literal.sign), ..literal.clone() };
        let own = provenance.sentence(&literal).filter(|atom| is_explained(provenance, *atom));
        let own = own.map(|atom| (atom, false));
        // What nothing brings about is known by what brings its negation about, where it is said how likely that is.
        let told = is_hedged(provenance.model, &denied);
        let unseen = || provenance.sentence(&denied).filter(|_| told).map(|atom| (atom, true));
        match own.or_else(unseen) {
            Some((atom, absent)) => found.push(Observed { statement, literal, atom, absent }),
            None => {
                facts.insert(statement);
            }
        }
    }
    (found, facts)
}

/// Whether a node could hold for a reason that is given: that it stands in the condition of a judgement is none.
fn is_explained(provenance: &mut Provenance<'_>, atom: AtomId) -> bool {
    let Some(slice) = provenance.slices(&[atom]).pop() else { return false };
    let choice = |element: &AssumptionId| match provenance.opens(*element) {
        true => Choice::Out,
        false => Choice::Open,
    };
    let choices: Vec<Choice> = slice.elements.iter().map(choice).collect();
    slice.value(&choices) != Value::Fails
}

/// Whether it is said how likely a sentence is, under some condition perhaps, and no condition reads that it is not so:
/// what was seen not to hold is then what is absent.
fn is_hedged(model: &Model, literal: &Literal) -> bool {
    let meets = |one: &Term, other: &Term| one == other || matches!(one, Term::Variable(_));
    let like = |one: &Literal, sign: Sign| {
        one.relation == literal.relation
            && one.sign == sign
            && one.terms.iter().zip(&literal.terms).all(|(one, other)| meets(one, other))
    };
    let own = || model.statements().filter(|(id, _)| model.is_own(*id)).map(|(_, statement)| statement);
    let says = |one: &Statement| {
        one.attribution.likelihood.is_some() && one.heads.iter().any(|head| like(head, literal.sign))
    };
    let reads = |one: &Statement| {
        let mut found = false;
        if let Some(condition) = &one.body {
            let opposite = Model::opposite(literal.sign);
            condition.each_sentence(&mut |part| found |= like(part, opposite));
        }
        found
    };
    let hypothesis = model.hypotheses.values().filter(|known| known.attribution.likelihood.is_some());
    let mut meanings = hypothesis.filter_map(|known| model.statement(known.meaning));
    (own().any(says) || meanings.any(|one| one.heads.iter().any(|head| like(head, literal.sign))))
        && !own().any(reads)
}
