//! Independent claims to the statements that are independent: several opinions of one thing are not several causes
//! of it.
//!
//! Claims that state one sentence, and no more, are one statement, as likely as all of them leave room for, and so are
//! judgements of one sentence under one condition; a sentence and its negation are one choice, and so are the hypotheses
//! of an exclusive question, and the states of one thing under one condition. **Invariant:** a claim that demands
//! nothing bounds nothing.

use super::fault::{End, Fault, Origin, Weighed, Why};
use super::likelihoods::Likelihoods;
use super::program::Program;
use super::question::Question;
use super::selection::Selection;
use super::stated::{Hedged, Stated};
use crate::likelihood::{AtomId, Choice, Constraint, Rule, Subject, VariableId};
use crate::model::Model;
use crate::model::statement::{Kind, Literal, SymbolId};
use crate::model::value::Number;
use crate::model::value::scale::Range;
use crate::reason::provenance::{Assumption, AssumptionId};
use crate::syntax::ast::Sign;
use dashu_ratio::RBig;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What a claim says: an atom, where each atom of a condition holds (true), or does not (false).
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    atom: AtomId,
    condition: BTreeSet<(AtomId, bool)>,
}

/// What a judgement is given: the atoms that hold, and those that do not.
type Condition = (Vec<u32>, Vec<u32>);

impl Said {
    fn new(atom: AtomId, rule: &Rule) -> Self {
        let (positive, negative) = (rule.positive.iter(), rule.negative.iter());
        let condition = positive.map(|atom| (*atom, true)).chain(negative.map(|atom| (*atom, false)));
        Self { atom, condition: condition.collect() }
    }
}

/// What stands for an application in a demand on its likelihood.
fn applied(constraint: &Constraint) -> Option<AtomId> {
    match constraint.subject {
        Subject::Conditional { both, .. } => Some(both),
        Subject::Atom(_) => None,
    }
}

impl Likelihoods<'_> {
    /// Takes what the claims of a question say of one thing together.
    pub(super) fn gather_opinions(&self, program: &Program, question: &mut Question) {
        let mut stated: BTreeMap<Said, Vec<VariableId>> = BTreeMap::new();
        let mut uses: FxHashMap<VariableId, usize> = FxHashMap::default();
        // What a likelihood is demanded of is no further use of its claim.
        let demanded: BTreeSet<AtomId> = question.problem.constraints.iter().filter_map(applied).collect();
        let rules = question.problem.lineage.rules().filter(|(head, _)| !demanded.contains(head));
        for (head, rule) in rules {
            for variable in &rule.variables {
                *uses.entry(*variable).or_default() += 1;
            }
            if let [variable] = rule.variables.as_slice() {
                stated.entry(Said::new(head, rule)).or_default().push(*variable);
            }
        }
        let opinions =
            |variable: &VariableId| uses.get(variable) == Some(&1) && self.opines(question, *variable);
        stated.values_mut().for_each(|variables| variables.retain(opinions));
        let hypothesis = |variable: &VariableId| {
            let known = question.variables.get(variable.0 as usize);
            known
                .and_then(|(element, _)| *element)
                .is_some_and(|element| self.provenance.is_hypothesis(element))
        };
        let mut one: BTreeMap<AtomId, VariableId> = BTreeMap::new();
        let mut together: BTreeMap<VariableId, Option<Hedged>> = BTreeMap::new();
        let mut dropped: BTreeSet<VariableId> = BTreeSet::new();
        for (said, variables) in &mut stated {
            // What two hypotheses say is said of two outcomes.
            if variables.iter().filter(|variable| hypothesis(variable)).count() > 1 {
                variables.retain(|variable| !hypothesis(variable));
            }
            let Some(first) = variables.iter().find(|it| hypothesis(it)).or(variables.first()) else {
                continue;
            };
            if said.condition.is_empty() {
                one.insert(said.atom, *first);
            }
            if variables.len() > 1 {
                together.insert(*first, self.shared(question, &program.selection, variables));
                dropped.extend(variables.iter().filter(|variable| *variable != first));
            }
        }
        let choices = self.choices(question, program, &one);
        for (element, hedged) in &mut question.variables {
            if element.is_some_and(|element| !program.selection.demands(element)) {
                *hedged = None;
            }
        }
        for (variable, hedged) in together {
            if let Some((_, known)) = question.variables.get_mut(variable.0 as usize) {
                *known = hedged;
            }
        }
        let lineage = &mut question.problem.lineage;
        lineage.retain(|rule| !rule.variables.iter().any(|variable| dropped.contains(variable)));
        let mut problem = std::mem::take(&mut question.problem);
        problem.choices = choices;
        let least = |variable: VariableId| {
            let (element, hedged) = question.variables.get(variable.0 as usize)?;
            let outcome = !self.provenance.is_hypothesis((*element)?) && self.opines(question, variable);
            outcome.then(|| match hedged {
                Some(Hedged::Within(range)) => range.low().ratio().clone(),
                Some(Hedged::Possible) | None => RBig::ZERO,
            })
        };
        let too_much = problem.choose_alternatives(least);
        question.problem = problem;
        let element = |variable: &VariableId| question.variables.get(variable.0 as usize)?.0;
        let judged = |element: &AssumptionId| {
            matches!(self.provenance.element(*element), Some(Assumption::Application(..)))
        };
        let named = too_much.iter().map(|all| all.iter().filter_map(element).filter(judged).collect());
        question.too_much = named.filter(|all: &Vec<AssumptionId>| all.len() > 1).collect();
    }

    /// Whether a variable is what somebody thinks of one sentence, under a condition perhaps.
    fn opines(&self, question: &Question, variable: VariableId) -> bool {
        let Some((Some(element), _)) = question.variables.get(variable.0 as usize) else { return false };
        let model = self.provenance.model;
        match self.provenance.element(*element) {
            Some(Assumption::Claim(id)) => model
                .statement(*id)
                .is_some_and(|statement| statement.body.is_none() && statement.heads.len() == 1),
            Some(Assumption::Application(id, _)) => {
                model.statement(*id).is_some_and(|statement| statement.kind == Kind::Judgement)
            }
            Some(Assumption::Row(..) | Assumption::Hypothesis(_)) => true,
            Some(Assumption::Option(..)) | None => false,
        }
    }

    /// What opinions leave room for; all that lies between them if they leave none.
    fn shared(&self, question: &Question, selection: &Selection, variables: &[VariableId]) -> Option<Hedged> {
        let known = variables.iter().filter_map(|variable| question.variables.get(variable.0 as usize));
        let demanding =
            known.filter(|(element, _)| element.is_some_and(|element| selection.demands(element)));
        let ranges: Vec<&Range> = demanding
            .filter_map(|(_, hedged)| match hedged {
                Some(Hedged::Within(range)) => Some(range),
                Some(Hedged::Possible) | None => None,
            })
            .collect();
        let low = ranges.iter().map(|range| range.low()).max()?;
        let high = ranges.iter().map(|range| range.high()).min()?;
        Range::new(low.min(high).clone(), high.max(low).clone()).ok().map(Hedged::Within)
    }

    /// The choices among the statements of a question: the hypotheses of exclusive questions, and sentences with their
    /// negations.
    fn choices(
        &self,
        question: &Question,
        program: &Program,
        one: &BTreeMap<AtomId, VariableId>,
    ) -> Vec<Choice> {
        let model = self.provenance.model;
        let places: FxHashMap<AssumptionId, VariableId> = (0..)
            .map(VariableId)
            .zip(&question.variables)
            .filter_map(|(at, (element, _))| Some(((*element)?, at)))
            .collect();
        let mut taken: BTreeSet<VariableId> = BTreeSet::new();
        let mut found = Vec::new();
        for asked in model.questions.iter().filter(|asked| asked.exclusive) {
            let own = |symbol| self.provenance.known(&Assumption::Hypothesis(symbol));
            let own = asked.hypotheses.iter().filter_map(|symbol| places.get(&own(*symbol)?).copied());
            let variables: Vec<VariableId> = own.collect();
            if variables.len() > 1 {
                taken.extend(&variables);
                let exhaustive = !asked.open && variables.len() == asked.hypotheses.len();
                found.push(Choice { variables, exhaustive });
            }
        }
        let alone: BTreeSet<VariableId> = one.values().copied().collect();
        let variable = |stated: &Stated| {
            let own = places.get(&stated.element).filter(|_| program.selection.demands(stated.element));
            own.copied().filter(|own| alone.contains(own))
        };
        for said in self.stated.iter().filter(|said| said.literal.sign == Sign::Positive) {
            let Some(yes) = variable(said) else { continue };
            let Some(no) = self.denials(&said.literal).find_map(|at| variable(self.stated.get(at)?)) else {
                continue;
            };
            if taken.insert(yes) && taken.insert(no) {
                found.push(Choice { variables: vec![yes, no], exhaustive: false });
            }
        }
        found
    }

    /// The likelihoods, by position, of the opposite of a sentence.
    fn denials<'a>(&'a self, literal: &'a Literal) -> impl Iterator<Item = usize> + 'a {
        let opposite = Model::opposite(literal.sign);
        let denies = move |other: &Literal| {
            (other.sign, other.relation, &other.terms) == (opposite, literal.relation, &literal.terms)
        };
        (0..).zip(&self.stated).filter(move |(_, other)| denies(&other.literal)).map(|(at, _)| at)
    }

    /// That an opinion, by position, leaves no room for earlier ones, where claims are independent: of the same
    /// sentence, of its opposite, or of the other hypotheses of its question.
    pub(super) fn at_odds(&self, program: &Program, at: usize) -> Option<Fault> {
        let graph = &program.graph;
        let stated = self.stated.get(at)?;
        if let Some(Assumption::Hypothesis(symbol)) = self.provenance.element(stated.element) {
            return self.rivals_at_odds(program, *symbol, at);
        }
        let own = self.opinion(program, at)?;
        let atom = (*graph.stated.get(at)?)?;
        for other in graph.stated_of.get(&atom)?.iter().copied().filter(|other| *other < at) {
            let Some(range) = self.opinion(program, other) else { continue };
            if own.low() > range.high() {
                return Some(self.sum_of(&[(at, End::Low), (other, End::High)]));
            }
            if range.low() > own.high() {
                return Some(self.sum_of(&[(other, End::Low), (at, End::High)]));
            }
        }
        let mut denials = self.denials(&stated.literal).filter(|other| *other < at);
        let odd = denials.find(|other| {
            let other = self.opinion(program, *other);
            other.is_some_and(|other| other.low().ratio() + own.low().ratio() > RBig::ONE)
        })?;
        Some(self.sum_of(&[(odd, End::Low), (at, End::Low)]))
    }

    /// That judgements of one atom under one condition leave each other no room, where claims are independent.
    pub(super) fn judgements_at_odds(&self, program: &Program, atom: u32) -> Option<Fault> {
        let mut judged: BTreeMap<Condition, Vec<(AssumptionId, Range)>> = BTreeMap::new();
        for rule in program.rules(atom) {
            let mut elements = program.open_elements(rule).filter_map(|at| program.element(at));
            let (Some(element), None) = (elements.next(), elements.next()) else { continue };
            let said = self.is_judgement(element).then(|| self.hedge(element)).flatten();
            if let Some(Hedged::Within(range)) = said.filter(|_| program.selection.demands(element)) {
                let (positive, negative) = program.body(rule);
                judged.entry((positive.collect(), negative.collect())).or_default().push((element, range));
            }
        }
        judged.values().find_map(|all| {
            let (low, least) = all.iter().max_by_key(|(_, range)| range.low())?;
            let (high, most) = all.iter().min_by_key(|(_, range)| range.high())?;
            let term = |element: AssumptionId, end| Weighed {
                origin: Origin::Applied(element),
                end,
                weight: RBig::ONE,
            };
            (least.low() > most.high()).then(|| Fault {
                hedged: BTreeSet::from([*low, *high]),
                flat: BTreeSet::new(),
                why: Why::Sum(vec![term(*low, End::Low), term(*high, End::High)]),
            })
        })
    }

    /// That the hypotheses of an exclusive question cannot add up, told with the last of them.
    fn rivals_at_odds(&self, program: &Program, symbol: SymbolId, at: usize) -> Option<Fault> {
        let asked =
            self.provenance.model.questions.iter().find(|asked| asked.hypotheses.contains(&symbol))?;
        let of_question = |stated: &Stated| match self.provenance.element(stated.element) {
            Some(Assumption::Hypothesis(other)) => {
                asked.hypotheses.contains(other) && program.selection.demands(stated.element)
            }
            _ => false,
        };
        let all: Vec<(usize, &Stated)> =
            self.stated.iter().enumerate().filter(|(_, stated)| of_question(stated)).collect();
        if !asked.exclusive || all.last().is_none_or(|(last, _)| *last != at) {
            return None;
        }
        let sum = |end: fn(&Range) -> &Number| {
            let ends = all.iter().filter_map(|(_, stated)| match &stated.hedged {
                Hedged::Within(range) => Some(end(range).ratio()),
                Hedged::Possible => None,
            });
            ends.fold((0, RBig::ZERO), |(count, sum), next| (count + 1, sum + next))
        };
        let ((_, least), (count, most)) = (sum(Range::low), sum(Range::high));
        let ends = |end| all.iter().map(|(at, _)| (*at, end)).collect::<Vec<_>>();
        if least > RBig::ONE {
            return Some(self.sum_of(&ends(End::Low)));
        }
        let whole = !asked.open && count == asked.hypotheses.len();
        (whole && most < RBig::ONE).then(|| self.sum_of(&ends(End::High)))
    }

    /// The fault of ends whose sum is too much or too little.
    fn sum_of(&self, ends: &[(usize, End)]) -> Fault {
        let weighed =
            |(at, end): &(usize, End)| Weighed { origin: Origin::Stated(*at), end: *end, weight: RBig::ONE };
        let terms: Vec<Weighed> = ends.iter().map(weighed).collect();
        let hedged = terms.iter().filter_map(|term| self.stater(term.origin)).collect();
        Fault { hedged, flat: BTreeSet::new(), why: Why::Sum(terms) }
    }

    /// How likely an opinion, by position, says that its sentence is.
    fn opinion(&self, program: &Program, at: usize) -> Option<&Range> {
        let stated = self.stated.get(at).filter(|stated| program.selection.demands(stated.element))?;
        match (&stated.hedged, self.provenance.element(stated.element)) {
            (Hedged::Within(range), Some(Assumption::Claim(_) | Assumption::Row(..))) => Some(range),
            _ => None,
        }
    }
}
