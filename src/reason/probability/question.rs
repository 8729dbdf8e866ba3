//! What is left of the graph to questions about the likelihood of a sentence.
//!
//! A question is a problem of `likelihood`: rules over numbered atoms and variables, worlds that are ruled out, and
//! constraints, with who states each. **Invariant:** a question holds all that bears on its sentence.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the program itself")]

use super::fault::{Origin, Target};
use super::likelihoods::Likelihoods;
use super::preconditions::Precondition;
use super::program::Program;
use super::stated::Hedged;
use crate::likelihood::{self, Constraint, Lineage, Problem, Subject, VariableId};
use crate::model::statement::Kind;
use crate::model::value::scale::Range;
use crate::reason::provenance::{Assumption, AssumptionId, AtomId};
use std::collections::{BTreeMap, BTreeSet};

/// All that bears on some sentences: one part of the graph, or several that a sentence ties together.
#[derive(Clone, Debug, Default)]
pub(in crate::reason) struct Question {
    /// The worlds, and what every distribution over them satisfies.
    pub(in crate::reason) problem: Problem,
    /// The claim that each variable of the worlds stands for, with its likelihood where it has one; `None` for a reason
    /// that nobody gives.
    pub(in crate::reason) variables: Vec<(Option<AssumptionId>, Option<Hedged>)>,
    /// Who states each constraint.
    pub(in crate::reason) origins: Vec<Origin>,
    /// Sentences that are said to be possible, no more.
    pub(in crate::reason) possible: Vec<(usize, likelihood::AtomId)>,
    /// What was observed and bears on it.
    pub(in crate::reason) evidence: Vec<likelihood::AtomId>,
    /// Judgements under one condition of what excludes each other, that add up to more than 1.
    pub(in crate::reason) too_much: Vec<Vec<AssumptionId>>,
    /// The unhedged claims taken at their word that play a part.
    pub(in crate::reason) believed: BTreeSet<AssumptionId>,
}

impl Likelihoods<'_> {
    /// A part of a program as a question, if anything is demanded in it: a likelihood, or that there is a world.
    pub(in crate::reason) fn part(&self, program: &Program, atoms: &BTreeSet<u32>) -> Option<Question> {
        let (question, _) = self.ask(program, atoms, &[]);
        let Question { problem, origins, possible, .. } = &question;
        let states = !origins.is_empty() || !possible.is_empty();
        let excludes = !problem.excluded.is_empty() || !problem.required.is_empty();
        (states || excludes).then_some(question)
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
                let (question, atoms) = self.ask(program, program.part(target).as_ref(), &[target]);
                (question, atoms.into_iter().flatten().next().map_or(Target::Impossible, Target::Open))
            }
        }
    }

    pub(super) fn ask(
        &self,
        program: &Program,
        part: &BTreeSet<u32>,
        targets: &[u32],
    ) -> (Question, Vec<Option<likelihood::AtomId>>) {
        let graph = &program.graph;
        let mut made = QuestionBuilder {
            question: Question::default(),
            atoms: BTreeMap::new(),
            variables: BTreeMap::new(),
        };
        let mut stated: BTreeMap<usize, u32> = BTreeMap::new();
        let mut clashes: BTreeMap<usize, u32> = BTreeMap::new();
        let mut exhaustive: BTreeSet<usize> = BTreeSet::new();
        let mut applied: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for atom in part {
            let positions = graph.stated_of.get(atom).into_iter().flatten();
            stated.extend(positions.filter(|at| self.demanded(program, **at)).map(|at| (*at, *atom)));
            let clash = graph.clash_at.get(atom).filter(|at| program.counts(**at));
            clashes.extend(clash.map(|at| (*at, *atom)));
            exhaustive.extend(graph.answers.get(atom).into_iter().flatten());
            for element in program.rules(*atom).flat_map(|rule| program.hedged(rule)) {
                applied.entry(element).or_insert_with(|| program.applications(element).collect());
            }
        }
        // Where an answer is certain, nothing more is asked for.
        let answers = exhaustive.into_iter().map(|at| &graph.exhaustive[at]);
        let answers = answers.filter(|all| !all.iter().any(|atom| program.is_certain(*atom)));
        let exhaustive: Vec<Vec<u32>> =
            answers.map(|all| all.iter().copied().filter(|atom| part.contains(atom)).collect()).collect();
        let seen: BTreeSet<u32> =
            self.evidence().map(|atom| atom.index() as u32).filter(|atom| part.contains(atom)).collect();
        let heads = applied.values().flatten();
        let roots: Vec<u32> = stated
            .values()
            .chain(clashes.values())
            .chain(exhaustive.iter().flatten())
            .copied()
            .chain(targets.iter().copied())
            .chain(seen.iter().copied())
            .chain(heads.map(|rule| graph.slice.rules[*rule as usize].head))
            .collect();
        for atom in program.below(roots.iter().copied()) {
            made.atom(atom);
            // What is judged may hold for whatever reason: that the condition is met adds none.
            for rule in program.rules(atom).filter(|rule| !self.applies_judgement(program, *rule)) {
                let body = made.body(self, program, rule, None);
                let head = made.atom(atom);
                made.question.problem.lineage.rule(head, body);
            }
        }
        let absent = self.absences();
        for seen in seen {
            let atom = made.atom(seen);
            let lineage = &mut made.question.problem.lineage;
            let atom = if absent.contains(&seen) {
                let none = lineage.atom();
                lineage.rule(none, likelihood::Rule { negative: vec![atom], ..likelihood::Rule::default() });
                none
            } else {
                atom
            };
            made.question.evidence.push(atom);
        }
        for atom in clashes.into_values() {
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
        let asked: BTreeSet<usize> = stated.keys().copied().collect();
        for (at, atom) in stated {
            let atom = made.atom(atom);
            match &self.stated.get(at).map(|stated| &stated.hedged) {
                Some(Hedged::Within(range)) => made.constrain(Origin::Stated(at), Subject::Atom(atom), range),
                Some(Hedged::Possible) => made.question.possible.push((at, atom)),
                None => {}
            }
        }
        let head = |rules: &Vec<u32>| rules.first().map(|rule| graph.slice.rules[*rule as usize].head);
        let heads: BTreeMap<u32, u32> =
            applied.iter().filter_map(|(element, rules)| Some((*element, head(rules)?))).collect();
        for (element, rules) in applied {
            let id = graph.slice.elements[element as usize];
            let Some(Hedged::Within(range)) = self.hedge(id) else { continue };
            let body = made.question.problem.lineage.atom();
            let both = made.question.problem.lineage.atom();
            for rule in rules {
                let rule = made.body(self, program, rule, Some(element));
                made.question.problem.lineage.rule(body, rule);
            }
            let whole = match heads.get(&element) {
                // A judgement is of what it concludes, however that comes to hold.
                Some(head) if self.judges(id) => {
                    let positive = vec![body, made.atom(*head)];
                    likelihood::Rule { positive, ..likelihood::Rule::default() }
                }
                Some(_) | None => {
                    let variables = vec![made.variable(self, program, element)];
                    likelihood::Rule { variables, positive: vec![body], negative: Vec::new() }
                }
            };
            made.question.problem.lineage.rule(both, whole);
            made.constrain(Origin::Applied(id), Subject::Conditional { body, both }, &range);
        }
        let targets = targets.iter().map(|atom| made.atoms.get(atom).copied()).collect();
        if self.is_independent(&made.question) {
            self.gather_opinions(program, &mut made.question);
            self.require_preconditions(program, &made.atoms, &mut made.question);
        } else {
            self.weigh_links(&asked, &made.atoms, &mut made.question);
            if !self.provenance.model.frame.closed {
                self.leave_open(program, &mut made);
            }
        }
        let mut question = made.question;
        question.believed = self.believed(program, roots);
        (question, targets)
    }

    /// Lets what rules with a likelihood conclude hold for a reason that nobody gives, where none of these rules speaks:
    /// that no reason is known is no reason why not.
    fn leave_open(&self, program: &Program, made: &mut QuestionBuilder) {
        let atoms: Vec<(u32, likelihood::AtomId)> =
            made.atoms.iter().map(|(atom, own)| (*atom, *own)).collect();
        for (atom, own) in atoms {
            let concludes =
                |rule: u32| program.hedged(rule).find(|element| self.concludes(program, *element));
            let rules: Vec<(u32, u32)> =
                program.rules(atom).filter_map(|rule| Some((rule, concludes(rule)?))).collect();
            if rules.is_empty() {
                continue;
            }
            let unsaid = made.lineage().variable(0.5);
            made.question.variables.push((None, None));
            made.lineage()
                .rule(own, likelihood::Rule { variables: vec![unsaid], ..likelihood::Rule::default() });
            let spoken = made.lineage().atom();
            for (rule, element) in rules {
                // Where the condition rests on the conclusion, it may hold because of that.
                if program.below(program.needs(rule)).contains(&atom) {
                    continue;
                }
                let mut body = made.body(self, program, rule, Some(element));
                body.variables.push(unsaid);
                made.lineage().rule(spoken, body);
            }
            made.question.problem.excluded.push(spoken);
        }
    }

    /// Whether an element is an application of a rule that says how likely its conclusion is.
    fn concludes(&self, program: &Program, element: u32) -> bool {
        let known = program.element(element).and_then(|element| self.provenance.element(element));
        let Some(Assumption::Application(id, _)) = known else { return false };
        let kind = self.provenance.model.statement(*id).map(|statement| statement.kind);
        matches!(kind, Some(Kind::Rule(_) | Kind::Forecast(_) | Kind::Assertion))
    }

    /// Whether a rule is the application of a judgement of what it concludes.
    fn applies_judgement(&self, program: &Program, rule: u32) -> bool {
        program.open_elements(rule).filter_map(|at| program.element(at)).any(|element| self.judges(element))
    }

    /// Whether an element is a judgement of what it concludes, and not the prior of an application.
    pub(super) fn judges(&self, element: AssumptionId) -> bool {
        !self.provenance.model.is_independent() && self.is_judgement(element)
    }

    /// Whether an element is the application of a judgement.
    pub(super) fn is_judgement(&self, element: AssumptionId) -> bool {
        let Some(Assumption::Application(id, _)) = self.provenance.element(element) else { return false };
        let statement = self.provenance.model.statement(*id);
        statement.is_some_and(|statement| statement.kind == Kind::Judgement)
    }
}

/// A question in the making.
struct QuestionBuilder {
    question: Question,
    atoms: BTreeMap<u32, likelihood::AtomId>,
    variables: BTreeMap<u32, VariableId>,
}

impl QuestionBuilder {
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
        let id = program.graph.slice.elements[element as usize];
        let made = self.lineage().variable(0.5);
        self.variables.insert(element, made);
        self.question.variables.push((Some(id), of.hedge(id)));
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
        let (positive, negative) = program.body(rule);
        likelihood::Rule {
            positive: positive.map(|atom| self.atom(atom)).collect(),
            negative: negative.map(|atom| self.atom(atom)).collect(),
            variables: elements.into_iter().map(|element| self.variable(of, program, element)).collect(),
        }
    }

    fn constrain(&mut self, origin: Origin, subject: Subject, range: &Range) {
        let (low, high) = (range.low().ratio(), range.high().ratio());
        self.question.problem.constraints.push(Constraint { subject, low, high });
        self.question.origins.push(origin);
    }
}

impl Likelihoods<'_> {
    /// Lets happenings of a question rest on what they presuppose.
    pub(super) fn require_preconditions(
        &self,
        program: &Program,
        atoms: &BTreeMap<u32, likelihood::AtomId>,
        question: &mut Question,
    ) {
        let place = |atom: AtomId| atoms.get(&u32::try_from(atom.index()).ok()?).copied();
        for Precondition { presupposes, happening, precondition } in &self.preconditions {
            let known = program.truth(*presupposes) == Some(Target::Certain);
            let (Some(happening), Some(precondition)) = (place(*happening), place(*precondition)) else {
                continue;
            };
            let lineage = &mut question.problem.lineage;
            let by_itself = |(head, rule): (likelihood::AtomId, &likelihood::Rule)| {
                head == precondition && !rule.positive.contains(&happening)
            };
            if known && lineage.rules().any(by_itself) {
                lineage.require(happening, precondition);
            }
        }
    }
}
