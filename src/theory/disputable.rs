//! A model to whether anything in it can be disputed at all, without an evaluation.
//!
//! Rules of the doctrine may be contested, but where nothing feeds them they contest nothing. **Invariant:** where
//! this says no, every view of the model has one reading, and it does not contradict itself; it may say yes too often,
//! since `unless`, counts and comparisons are taken as met.

use super::lowered::Lowered;
use super::parts::Parts;
use super::view::is_contestable;
use super::{Role, View};
use crate::engine::{Literal, RelationId};
use crate::model::Model;
use crate::model::statement::{self as model, Kind, Statement, StatementId};
use crate::syntax::ast::Sign;

impl Lowered {
    /// Whether something in a view of the model could be disputed: a claim, an application of a rule that may be
    /// contested, a hypothesis, or a contradiction of what is given.
    pub fn is_disputable(&self, model: &Model, view: &View) -> bool {
        let asked = || view.supposed.iter().chain(&view.options).chain(&view.stated);
        if !model.hypotheses.is_empty() || !view.options.is_empty() {
            return true;
        }
        let live = Live::new(self, model, asked());
        let says = |(id, statement): (StatementId, &Statement)| {
            let contested = is_contestable(statement);
            let excludes = statement.kind == Kind::Impossible;
            if !contested && !excludes {
                return false;
            }
            let Some(parts) = self.parts(id) else { return false };
            (contested && (!parts.facts.is_empty() || parts.table.is_some()))
                || parts.rules.iter().any(|made| live.fires(&made.rule.body))
        };
        let denied = |(relation, sign): &(model::RelationId, Sign)| {
            let holds = |sign| self.vocabulary.known(*relation, sign).is_some_and(|id| live.has_rows(id));
            *sign == Sign::Negative && holds(Sign::Positive) && holds(Sign::Negative)
        };
        self.vocabulary.sentences.keys().any(denied) || model.statements().any(says)
    }
}

/// The relations that could have rows.
struct Live(Vec<bool>);

impl Live {
    /// Those with facts, and those that rules conclude from them.
    fn new<'a>(lowered: &Lowered, model: &Model, supposed: impl Iterator<Item = &'a model::Literal>) -> Self {
        let vocabulary = &lowered.vocabulary;
        let mut live = Self(vec![false; vocabulary.columns.len()]);
        let mut open: Vec<RelationId> = Vec::new();
        for (at, role) in (0..).map(RelationId).zip(&vocabulary.roles) {
            if matches!(role, Role::Sort(_)) {
                open.push(at);
            }
        }
        let mut said = |relation, sign| {
            open.extend(vocabulary.known(relation, sign));
            open.extend(vocabulary.dated.get(&(relation, sign)));
        };
        for literal in supposed {
            said(literal.relation, literal.sign);
        }
        for relation in [model.known.as_of, model.known.known_until].into_iter().flatten() {
            said(relation, Sign::Positive);
        }
        let all = || model.statements().filter_map(|(id, _)| lowered.parts(id));
        for fact in
            lowered.known.iter().chain(all().flat_map(|Parts { facts, known, .. }| facts.iter().chain(known)))
        {
            said(fact.relation, fact.sign);
        }
        for table in all().filter_map(|parts| model.table(parts.table?)).filter(|table| !table.is_empty()) {
            said(table.relation, Sign::Positive);
        }
        // Each rule waits for the literals of its body; a relation that gets rows wakes its readers.
        let rules: Vec<(&[Literal], RelationId)> = all()
            .flat_map(|parts| &parts.rules)
            .map(|made| (made.rule.body.as_slice(), made.rule.head.relation))
            .collect();
        let mut readers: Vec<Vec<usize>> = vec![Vec::new(); live.0.len()];
        let mut waits: Vec<usize> = Vec::with_capacity(rules.len());
        for (at, (body, head)) in rules.iter().enumerate() {
            let mut count = 0;
            for relation in body.iter().filter_map(read) {
                if let Some(list) = readers.get_mut(relation.index()) {
                    list.push(at);
                    count += 1;
                }
            }
            waits.push(count);
            if count == 0 {
                open.push(*head);
            }
        }
        while let Some(relation) = open.pop() {
            match live.0.get_mut(relation.index()) {
                Some(slot) if !*slot => *slot = true,
                Some(_) | None => continue,
            }
            for at in readers.get(relation.index()).into_iter().flatten() {
                if let (Some(waits), Some((_, head))) = (waits.get_mut(*at), rules.get(*at)) {
                    *waits -= 1;
                    if *waits == 0 {
                        open.push(*head);
                    }
                }
            }
        }
        live
    }

    fn has_rows(&self, relation: RelationId) -> bool {
        self.0.get(relation.index()).copied().unwrap_or(false)
    }

    fn fires(&self, body: &[Literal]) -> bool {
        body.iter().filter_map(read).all(|relation| self.has_rows(relation))
    }
}

/// The relation that a literal finds rows of.
fn read(literal: &Literal) -> Option<RelationId> {
    match literal {
        Literal::Positive(atom) => Some(atom.relation),
        Literal::Negative(_) | Literal::Compare(..) | Literal::Bind(..) | Literal::Aggregate(..) => None,
    }
}
