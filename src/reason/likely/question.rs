//! The graph of all claims to questions: what is open once claims are believed, taken apart.
//!
//! Two things that share no open claim have nothing to do with each other: their distributions can be put
//! together as one likes. **Invariant:** a question holds all that bears on its sentence.
#![expect(clippy::indexing_slicing, reason = "atoms and elements are numbered by the program itself")]

use super::stated::Hedged;
use super::when::Timed;
use super::{Claim, Likelihoods, Selection, When};
use crate::likelihood::{self, Constraint, Lineage, Problem, Subject, VariableId};
use crate::model::statement::StatementId;
use crate::model::value::scale::Range;
use crate::reason::lineage::{AtomId, Choice, Cone, Element, ElementId, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a sentence once unhedged claims are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reason) enum Target {
    /// It holds in every world.
    Certain,
    /// It holds in none.
    Impossible,
    /// It depends: an atom of the problem.
    Open(likelihood::AtomId),
}

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

/// The graph once claims are believed.
pub(in crate::reason) struct Program {
    cone: Cone,
    choices: Vec<Choice>,
    lower: Vec<bool>,
    upper: Vec<bool>,
    /// The rules that are left, by head.
    rules: Vec<Vec<u32>>,
    /// The part that each atom is in: that of a representative.
    part: Vec<u32>,
    /// The roots of the parts that have any.
    stated: Vec<(usize, Option<u32>)>,
    clashes: Vec<u32>,
    exhaustive: Vec<Vec<u32>>,
    /// The elements whose applications are constrained, with the rules that are such an application.
    applied: BTreeMap<u32, Vec<u32>>,
}

impl Likelihoods<'_> {
    /// The graph under a selection, with these sentences in it.
    pub(in crate::reason) fn program(&mut self, targets: &[AtomId], selection: &Selection) -> Program {
        let stated = self.stated.iter().filter_map(|stated| stated.atom);
        let roots: Vec<AtomId> = stated
            .chain(self.clashes.iter().copied())
            .chain(self.exhaustive.iter().flatten().copied())
            .chain(targets.iter().copied())
            .collect();
        let cone = self.lineage.everything(&roots);
        let Timed { cone, stated: timed, clashes } = self.timed(cone);
        let choices: Vec<Choice> =
            cone.elements.iter().map(|element| self.choice(*element, selection)).collect();
        let (lower, upper) = cone.model(&choices);
        let number = |atom: &AtomId| u32::try_from(atom.index()).unwrap_or(u32::MAX);
        let mut program = Program {
            rules: vec![Vec::new(); cone.atoms],
            part: Vec::new(),
            stated: Vec::new(),
            clashes,
            exhaustive: self.exhaustive.iter().map(|all| all.iter().map(number).collect()).collect(),
            applied: BTreeMap::new(),
            cone,
            choices,
            lower,
            upper,
        };
        for ((at, stated), atom) in self.stated.iter().enumerate().zip(&timed) {
            if selection.demands(stated.element) {
                program.stated.push((at, *atom));
            }
        }
        program.reduce();
        let hedged: BTreeSet<u32> = (0..)
            .zip(&program.cone.elements)
            .filter(|(at, element)| {
                program.choices[*at as usize] == Choice::Open
                    && matches!(self.lineage.element(**element), Some(Element::Application(..)))
                    && self.hedge(**element).is_some()
                    && selection.demands(**element)
            })
            .map(|(at, _)| at)
            .collect();
        program.apply(&hedged);
        let told = timed.iter().flatten().chain(&program.clashes).copied();
        let asked = roots.iter().filter(|atom| !self.clashes.contains(atom)).map(number);
        let roots: Vec<u32> = asked.chain(told).collect();
        program.divide(roots.into_iter());
        program
    }
}

impl Program {
    /// Keeps the rules that still say something.
    fn reduce(&mut self) {
        for (at, rule) in (0_u32..).zip(&self.cone.rules) {
            let open = !self.lower[rule.head as usize]
                && rule.positive.iter().all(|atom| self.upper[*atom as usize])
                && rule.negative.iter().all(|atom| !self.lower[*atom as usize])
                && rule.elements.iter().all(|element| self.choices[*element as usize] != Choice::Out);
            if open {
                self.rules[rule.head as usize].push(at);
            }
        }
    }

    /// Notes which rules are applications that are constrained.
    fn apply(&mut self, hedged: &BTreeSet<u32>) {
        for at in self.rules.iter().flatten() {
            for element in &self.cone.rules[*at as usize].elements {
                if hedged.contains(element) {
                    self.applied.entry(*element).or_default().push(*at);
                }
            }
        }
    }

    fn is_open(&self, atom: u32) -> bool {
        self.upper[atom as usize] && !self.lower[atom as usize]
    }

    /// The atoms that a rule needs and that are open.
    fn needs(&self, rule: u32) -> impl Iterator<Item = u32> {
        let rule = &self.cone.rules[rule as usize];
        let positive = rule.positive.iter().filter(|atom| !self.lower[**atom as usize]);
        let negative = rule.negative.iter().filter(|atom| self.upper[**atom as usize]);
        positive.chain(negative).copied()
    }

    /// The elements of a rule that are open.
    fn open_elements(&self, rule: u32) -> impl Iterator<Item = u32> {
        let elements = &self.cone.rules[rule as usize].elements;
        elements.iter().copied().filter(|element| self.choices[*element as usize] == Choice::Open)
    }

    /// The open atoms that atoms rest on, these included.
    fn below(&self, roots: impl IntoIterator<Item = u32>) -> Vec<u32> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().filter(|atom| self.is_open(*atom)).collect();
        while let Some(atom) = open.pop() {
            if seen.insert(atom) {
                open.extend(self.rules[atom as usize].iter().flat_map(|rule| self.needs(*rule)));
            }
        }
        seen.into_iter().collect()
    }

    /// Finds the parts that share no open claim. The sentences asked about tie nothing together by themselves.
    fn divide(&mut self, roots: impl Iterator<Item = u32>) {
        let atoms = self.cone.atoms;
        let mut union = Union::new(atoms + self.cone.elements.len());
        for atom in self.below(roots) {
            for rule in &self.rules[atom as usize] {
                for other in self.needs(*rule) {
                    union.join(atom, other);
                }
                for element in self.open_elements(*rule) {
                    union.join(atom, atoms as u32 + element);
                }
            }
        }
        for all in &self.exhaustive {
            let mut open = all.iter().filter(|atom| self.is_open(**atom));
            if let Some(first) = open.next() {
                open.for_each(|other| union.join(*first, *other));
            }
        }
        self.part = (0..atoms as u32).map(|atom| union.find(atom)).collect();
    }

    /// The elements, by position, that atoms may rest on; what is given rests on none.
    fn under(&self, roots: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut by_head: Vec<Vec<u32>> = vec![Vec::new(); self.cone.atoms];
        for (at, rule) in (0_u32..).zip(&self.cone.rules) {
            by_head[rule.head as usize].push(at);
        }
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut open: Vec<u32> = roots.into_iter().collect();
        while let Some(atom) = open.pop() {
            if !seen.insert(atom) {
                continue;
            }
            let rules = by_head.get(atom as usize).map(Vec::as_slice).unwrap_or_default();
            let given = rules.iter().any(|rule| {
                let rule = &self.cone.rules[*rule as usize];
                rule.positive.is_empty() && rule.negative.is_empty() && rule.elements.is_empty()
            });
            if given {
                continue;
            }
            for rule in rules {
                let rule = &self.cone.rules[*rule as usize];
                let met = rule.positive.iter().all(|atom| self.upper[*atom as usize])
                    && rule.negative.iter().all(|atom| !self.lower[*atom as usize]);
                if met {
                    open.extend(rule.positive.iter().chain(&rule.negative));
                    found.extend(&rule.elements);
                }
            }
        }
        found
    }

    /// The sentences that rules with a condition conclude.
    pub(super) fn concluded(&self) -> BTreeSet<usize> {
        let conditional = |rule: &&Rule| !rule.positive.is_empty() || !rule.negative.is_empty();
        self.cone.rules.iter().filter(conditional).map(|rule| rule.head as usize).collect()
    }

    /// What is known of a sentence whatever is chosen.
    pub(in crate::reason) fn truth(&self, atom: AtomId) -> Option<Target> {
        let at = atom.index();
        match (self.lower.get(at), self.upper.get(at)) {
            (Some(true), _) => Some(Target::Certain),
            (Some(false), Some(true)) => None,
            (None | Some(false), _) => Some(Target::Impossible),
        }
    }
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

    /// The stated likelihoods of sentences that hold in every world, or in none, by position.
    pub(super) fn settled(&self, program: &Program) -> Vec<(usize, Target)> {
        let stated = program.stated.iter().filter_map(|(at, atom)| {
            let truth = match atom {
                None => Target::Impossible,
                Some(atom) if program.lower[*atom as usize] => Target::Certain,
                Some(atom) if !program.upper[*atom as usize] => Target::Impossible,
                Some(_) => return None,
            };
            Some((*at, truth))
        });
        stated.collect()
    }

    /// For each contradiction that holds in every world, the unhedged claims behind it.
    pub(super) fn certain_clashes(&self, program: &Program) -> Vec<BTreeSet<ElementId>> {
        let certain = program.clashes.iter().filter(|atom| program.lower[**atom as usize]);
        let never = program
            .exhaustive
            .iter()
            .filter(|all| !all.iter().any(|atom| program.upper[*atom as usize]))
            .map(|all| self.believed(program, all.iter().copied()));
        certain.map(|atom| self.believed(program, [*atom])).chain(never).collect()
    }

    /// The unhedged claims that a sentence rests on.
    pub(super) fn rests(&self, program: &Program, atom: AtomId) -> BTreeSet<ElementId> {
        self.believed(program, [atom.index() as u32])
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

    /// The unhedged claims at their word that atoms may rest on.
    fn believed(&self, program: &Program, roots: impl IntoIterator<Item = u32>) -> BTreeSet<ElementId> {
        let under = program.under(roots).into_iter();
        let believed = under.filter(|at| program.choices[*at as usize] == Choice::In);
        let believed = believed.map(|at| program.cone.elements[at as usize]);
        believed.filter(|element| self.is_unhedged(*element)).collect()
    }

    /// The forecasts that a sentence may rest on, as a reader knows them; those that came true are none any
    /// more.
    pub(super) fn foreseen(&self, program: &Program, target: AtomId) -> Vec<String> {
        let model = self.lineage.model;
        let mut found: BTreeSet<StatementId> = BTreeSet::new();
        for at in program.under([target.index() as u32]) {
            let element = program.cone.elements[at as usize];
            let Some(Claim::Statement(id)) = self.claim(element) else { continue };
            let ahead = When::of(model, self.lineage.element(element)) != When::Now;
            if ahead && program.choices[at as usize] != Choice::Out && !self.came_true(element) {
                found.insert(id);
            }
        }
        let statements = found.into_iter().filter_map(|id| model.statement(id));
        let mut names: Vec<String> = Vec::new();
        for statement in statements {
            let name = match statement.label {
                Some(label) => format!("@{}", model.name(label)),
                None => statement.name.to_string(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
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

/// Which of many things belong together.
struct Union(Vec<u32>);

impl Union {
    fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    fn find(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other) as usize] = one.min(other);
    }
}
