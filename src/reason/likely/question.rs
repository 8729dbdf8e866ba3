//! What is left of the graph to questions about the likelihood of a sentence.
//!
//! A question is a problem of `likelihood`: rules over numbered atoms and variables, worlds that are ruled out, and
//! constraints, with who states each. **Invariant:** a question holds all that bears on its sentence.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the program itself")]

use super::Likelihoods;
use super::program::{Program, Target};
use super::stated::Hedged;
use crate::likelihood::{self, Constraint, Lineage, Problem, Subject, VariableId};
use crate::model::value::scale::Range;
use crate::reason::lineage::{AtomId, ElementId};
use std::collections::{BTreeMap, BTreeSet};

/// Who states a constraint of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reason) enum Origin {
    /// The likelihood of a sentence, by its position.
    Stated(usize),
    /// The likelihood of an application of a rule.
    Applied(ElementId),
}

/// All that bears on some sentences: one part of the graph, or several that a sentence ties together.
#[derive(Clone, Debug, Default)]
pub(in crate::reason) struct Question {
    /// The worlds, and what every distribution over them satisfies.
    pub(in crate::reason) problem: Problem,
    /// The claim that each variable of the worlds stands for, with its likelihood where it has one.
    pub(in crate::reason) variables: Vec<(ElementId, Option<Hedged>)>,
    /// Who states each constraint.
    pub(in crate::reason) origins: Vec<Origin>,
    /// Sentences that are said to be possible, no more.
    pub(in crate::reason) possible: Vec<(usize, likelihood::AtomId)>,
    /// The unhedged claims taken at their word that play a part.
    pub(in crate::reason) believed: BTreeSet<ElementId>,
}

impl Likelihoods<'_> {
    /// The parts of a program in which likelihoods are stated, each as a question.
    pub(in crate::reason) fn parts(&self, program: &Program) -> Vec<Question> {
        let mut parts: BTreeSet<u32> = program
            .stated
            .iter()
            .filter_map(|(_, atom)| atom.filter(|atom| program.is_open(*atom)))
            .map(|atom| program.part[atom as usize])
            .collect();
        for rules in program.applied.values() {
            let heads = rules.iter().map(|rule| program.cone.rules[*rule as usize].head);
            parts.extend(heads.map(|head| program.part[head as usize]));
        }
        parts.into_iter().map(|part| self.ask(program, &BTreeSet::from([part]), None).0).collect()
    }

    /// The question how likely a sentence is.
    pub(in crate::reason) fn question(&self, program: &Program, target: AtomId) -> (Question, Target) {
        match program.truth(target) {
            Some(known) => {
                let believed = self.believed(program, [target.index() as u32]);
                (Question { believed, ..Question::default() }, known)
            }
            None => {
                let target = target.index() as u32;
                let part = BTreeSet::from([program.part[target as usize]]);
                let (question, atom) = self.ask(program, &part, Some(target));
                (question, atom.map_or(Target::Impossible, Target::Open))
            }
        }
    }

    fn ask(
        &self,
        program: &Program,
        parts: &BTreeSet<u32>,
        target: Option<u32>,
    ) -> (Question, Option<likelihood::AtomId>) {
        let inside = |atom: &u32| program.is_open(*atom) && parts.contains(&program.part[*atom as usize]);
        let mut made =
            Making { question: Question::default(), atoms: BTreeMap::new(), variables: BTreeMap::new() };
        let stated: Vec<(usize, u32)> =
            program.stated.iter().filter_map(|(at, atom)| Some((*at, atom.filter(inside)?))).collect();
        let clashes: Vec<u32> = program.clashes.iter().copied().filter(inside).collect();
        let exhaustive: Vec<Vec<u32>> = program
            .exhaustive
            .iter()
            .filter(|all| !all.iter().any(|atom| program.lower[*atom as usize]))
            .map(|all| all.iter().copied().filter(inside).collect::<Vec<u32>>())
            .filter(|all| !all.is_empty())
            .collect();
        let applied: Vec<(u32, &Vec<u32>)> = program
            .applied
            .iter()
            .filter(|(_, rules)| rules.iter().any(|rule| inside(&program.cone.rules[*rule as usize].head)))
            .map(|(element, rules)| (*element, rules))
            .collect();
        let heads = applied.iter().flat_map(|(_, rules)| rules.iter());
        let roots: Vec<u32> = stated
            .iter()
            .map(|(_, atom)| *atom)
            .chain(clashes.iter().copied())
            .chain(exhaustive.iter().flatten().copied())
            .chain(target)
            .chain(heads.map(|rule| program.cone.rules[*rule as usize].head))
            .collect();
        for atom in program.below(roots.iter().copied()) {
            made.atom(atom);
            for rule in &program.rules[atom as usize] {
                let body = made.body(self, program, *rule, None);
                let head = made.atom(atom);
                made.question.problem.lineage.rule(head, body);
            }
        }
        for atom in clashes {
            let atom = made.atom(atom);
            made.question.problem.excluded.push(atom);
        }
        for all in exhaustive {
            let some = made.question.problem.lineage.atom();
            for atom in all {
                let positive = vec![made.atom(atom)];
                made.question
                    .problem
                    .lineage
                    .rule(some, likelihood::Rule { positive, ..likelihood::Rule::default() });
            }
            made.question.problem.required.push(some);
        }
        for (at, atom) in stated {
            let atom = made.atom(atom);
            match &self.stated.get(at).map(|stated| &stated.hedged) {
                Some(Hedged::Within(range)) => made.constrain(Origin::Stated(at), Subject::Atom(atom), range),
                Some(Hedged::Possible) => made.question.possible.push((at, atom)),
                None => {}
            }
        }
        for (element, rules) in applied {
            let id = program.cone.elements[element as usize];
            let Some(Hedged::Within(range)) = self.hedge(id) else { continue };
            let body = made.question.problem.lineage.atom();
            let both = made.question.problem.lineage.atom();
            for rule in rules {
                let rule = made.body(self, program, *rule, Some(element));
                made.question.problem.lineage.rule(body, rule);
            }
            let variables = vec![made.variable(self, program, element)];
            let positive = vec![body];
            made.question
                .problem
                .lineage
                .rule(both, likelihood::Rule { variables, positive, negative: Vec::new() });
            made.constrain(Origin::Applied(id), Subject::Conditional { body, both }, &range);
        }
        let target = target.and_then(|atom| made.atoms.get(&atom).copied());
        let mut question = made.question;
        question.believed = self.believed(program, roots);
        (question, target)
    }
}

/// A question in the making.
struct Making {
    question: Question,
    atoms: BTreeMap<u32, likelihood::AtomId>,
    variables: BTreeMap<u32, VariableId>,
}

impl Making {
    fn lineage(&mut self) -> &mut Lineage {
        &mut self.question.problem.lineage
    }

    fn atom(&mut self, atom: u32) -> likelihood::AtomId {
        if let Some(known) = self.atoms.get(&atom) {
            return *known;
        }
        let made = self.lineage().atom();
        self.atoms.insert(atom, made);
        made
    }

    fn variable(&mut self, of: &Likelihoods<'_>, program: &Program, element: u32) -> VariableId {
        if let Some(known) = self.variables.get(&element) {
            return *known;
        }
        let id = program.cone.elements[element as usize];
        let made = self.lineage().variable(0.5);
        self.variables.insert(element, made);
        self.question.variables.push((id, of.hedge(id)));
        made
    }

    /// What is left of the body of a rule, but for one element.
    fn body(
        &mut self,
        of: &Likelihoods<'_>,
        program: &Program,
        rule: u32,
        without: Option<u32>,
    ) -> likelihood::Rule {
        let elements: Vec<u32> =
            program.open_elements(rule).filter(|element| Some(*element) != without).collect();
        let rule = &program.cone.rules[rule as usize];
        let positive = rule.positive.iter().filter(|atom| !program.lower[**atom as usize]);
        let negative = rule.negative.iter().filter(|atom| program.upper[**atom as usize]);
        likelihood::Rule {
            positive: positive.map(|atom| self.atom(*atom)).collect(),
            negative: negative.map(|atom| self.atom(*atom)).collect(),
            variables: elements.into_iter().map(|element| self.variable(of, program, element)).collect(),
        }
    }

    fn constrain(&mut self, origin: Origin, subject: Subject, range: &Range) {
        let (low, high) = (range.low().ratio().clone(), range.high().ratio().clone());
        self.question.problem.constraints.push(Constraint { subject, low, high });
        self.question.origins.push(origin);
    }
}
