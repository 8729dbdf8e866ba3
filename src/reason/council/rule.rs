//! The rule by which a group decides, read off an evaluated view.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Model;
use crate::model::statement::{RelationId, SymbolId, Term};
use crate::model::value::{Number, Value};
use crate::model::write::Variables;
use crate::report::Asked;
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use crate::voting::{Requirement, Rule};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The members of a group and the rule by which it decides on something, if it has one that can be used.
pub(in crate::reason) fn deciding(
    model: &Model,
    evaluated: &Evaluated,
    group: SymbolId,
    subject: SymbolId,
) -> Option<(Vec<SymbolId>, Rule)> {
    let reading = Reading { model, evaluated };
    let wanted = [Term::Symbol(group), Term::Symbol(subject)];
    let row = reading.rows(model.known.settled_by).into_iter().find(|row| row.starts_with(&wanted))?;
    let read = reading.read(&row).0?;
    Some((read.members, read.rule))
}

/// An evaluated view, as far as it speaks of councils.
pub(super) struct Reading<'a> {
    pub(super) model: &'a Model,
    pub(super) evaluated: &'a Evaluated,
}

/// A rule with what its parts are called.
pub(super) struct Read {
    pub(super) members: Vec<SymbolId>,
    pub(super) rule: Rule,
    /// What each way asks for, in the order of the rule.
    pub(super) asked: Vec<Vec<Asked>>,
    pub(super) weights: Vec<Vec<String>>,
}

impl Read {
    /// The rule once some are against it: what silence counts towards is met, unless too many are.
    pub(super) fn once_against(&self, no: &[SymbolId]) -> Rule {
        let mut rule = self.rule.clone();
        let against: Vec<bool> = self.members.iter().map(|member| no.contains(member)).collect();
        for (way, asked) in rule.ways.iter_mut().zip(&self.asked) {
            for (requirement, asked) in way.iter_mut().zip(asked) {
                if !asked.silence {
                    continue;
                }
                let weights = requirement.weights.iter().zip(&against);
                let left: u128 = weights.filter(|(_, against)| !**against).map(|(weight, _)| weight).sum();
                let met = left >= requirement.quota;
                *requirement =
                    Requirement { weights: vec![0; requirement.weights.len()], quota: u128::from(!met) };
            }
        }
        rule
    }
}

impl Reading<'_> {
    /// The rows of a relation of the doctrine.
    pub(super) fn rows(&self, relation: Option<RelationId>) -> Vec<Vec<Term>> {
        let Some(relation) = relation else { return Vec::new() };
        let Some(engine) = self.evaluated.relation(relation, Sign::Positive) else { return Vec::new() };
        let rows = self.evaluated.database.rows(engine);
        let terms =
            rows.map(|(_, row)| row.iter().filter_map(|one| self.evaluated.values.back(*one)).collect());
        let mut rows: Vec<Vec<Term>> = terms.collect();
        rows.sort();
        rows
    }

    pub(super) fn say(&self, term: &Term) -> String {
        self.model.write_term(term, &[], Variables::Anonymous)
    }

    /// Where the rule of a group for a subject is stated.
    fn place(&self, row: &[Term]) -> Option<Span> {
        let relation = self.model.known.decides_by?;
        let says = |head: &crate::model::statement::Literal| {
            head.relation == relation && head.terms.first() == row.first() && head.terms.last() == row.last()
        };
        self.model.statements().find(|(_, one)| one.heads.iter().any(says)).map(|(_, one)| one.span)
    }

    /// Says by which groups a group that decides is a member of itself.
    pub(super) fn circle(&self, row: &[Term]) -> Option<Diagnostic> {
        let Some(Term::Symbol(group)) = row.first() else { return None };
        let belongs = self.rows(self.model.known.belongs);
        let below = |whole: SymbolId| {
            belongs.iter().filter_map(move |row| match row.as_slice() {
                [Term::Symbol(member), Term::Symbol(of)] if *of == whole => Some(*member),
                _ => None,
            })
        };
        let mut before: BTreeMap<SymbolId, SymbolId> = BTreeMap::new();
        let mut open = vec![*group];
        while let Some(at) = open.pop() {
            for member in below(at) {
                if member == *group {
                    let mut names = vec![format!("`{}`", self.model.name(at))];
                    let mut above = at;
                    while let Some(next) = before.get(&above) {
                        names.push(format!("`{}`", self.model.name(*next)));
                        above = *next;
                    }
                    // That a group stands directly in itself is told where it is said.
                    if at == *group {
                        return None;
                    }
                    let name = self.model.name(*group);
                    let found = Diagnostic::new(
                        Code::VotingRule,
                        format!(
                            "`{name}` is a member of itself: it belongs to {}",
                            names.join(", a member of ")
                        ),
                    )
                    .help(format!("say who belongs to `{name}` so that no group is its own member"));
                    return Some(match self.place(row) {
                        Some(place) => found.label(place, "decides by this rule"),
                        None => found,
                    });
                }
                if let Entry::Vacant(first) = before.entry(member) {
                    first.insert(at);
                    open.push(member);
                }
            }
        }
        None
    }

    pub(super) fn read(&self, row: &[Term]) -> (Option<Read>, Vec<Diagnostic>) {
        let [group, _, rule] = row else { return (None, Vec::new()) };
        let place = self.place(row);
        let mut wrong: Vec<Diagnostic> = Vec::new();
        let mut complain = |message: String, help: &str| {
            let mut diagnostic = Diagnostic::new(Code::VotingRule, message).help(help);
            if let Some(place) = place {
                diagnostic = diagnostic.label(place, "in this rule");
            }
            wrong.push(diagnostic);
        };
        let mut counts: BTreeMap<Term, BTreeMap<SymbolId, Vec<Number>>> = BTreeMap::new();
        let mut crooked = Vec::new();
        for row in self.rows(self.model.known.vote_weight) {
            let [Term::Symbol(member), much, requirement] = row.as_slice() else { continue };
            match number(self.model, much) {
                Some(number) => {
                    counts.entry(requirement.clone()).or_default().entry(*member).or_default().push(number);
                }
                None => crooked.push((*member, requirement.clone(), self.say(much))),
            }
        }
        let table = |relation: Option<RelationId>| -> BTreeMap<Term, Term> {
            self.rows(relation)
                .into_iter()
                .filter_map(|row| <[Term; 2]>::try_from(row).ok())
                .map(|[q, n]| (q, n))
                .collect()
        };
        let (takes, takes_more, out_of) = (
            table(self.model.known.vote_quota),
            table(self.model.known.vote_quota_above),
            table(self.model.known.vote_total),
        );
        let asks: Vec<[Term; 2]> = self
            .rows(self.model.known.way_asks_for)
            .into_iter()
            .filter_map(|row| row.try_into().ok())
            .collect();
        let silent: Vec<Term> = self.rows(self.model.known.silence_counts).into_iter().flatten().collect();
        let mut ways: Vec<Vec<Term>> = Vec::new();
        for row in self.rows(self.model.known.way_to_carry) {
            let [way, of, by] = row.as_slice() else { continue };
            if of == rule && by == group {
                ways.push(
                    asks.iter().filter(|[one, _]| one == way).map(|[_, asked]| asked.clone()).collect(),
                );
            }
        }
        let mut members: Vec<SymbolId> = Vec::new();
        for asked in ways.iter().flatten() {
            members.extend(counts.get(asked).into_iter().flat_map(|all| all.keys()));
            for (member, requirement, much) in &crooked {
                if requirement == asked {
                    complain(
                        format!("`{}` counts {much}, which is no exact number", self.model.name(*member)),
                        "say exactly how much a vote counts",
                    );
                }
            }
        }
        members.extend(self.uncounted(group, &members));
        members.sort_unstable();
        members.dedup();
        let mut made = Read { members, rule: Rule::default(), asked: Vec::new(), weights: Vec::new() };
        made.rule.members = made.members.len();
        let mut weightless = Vec::new();
        made.weights = vec![Vec::new(); made.members.len()];
        for way in &ways {
            let (mut requirements, mut told) = (Vec::new(), Vec::new());
            for asked in way {
                let (quota, strict) = match (takes.get(asked), takes_more.get(asked)) {
                    (Some(quota), _) => (number(self.model, quota), false),
                    (None, quota) => (quota.and_then(|quota| number(self.model, quota)), true),
                };
                let whole =
                    out_of.get(asked).and_then(|whole| number(self.model, whole)).unwrap_or(Number::ZERO);
                let Some(quota) = quota else { continue };
                let none = BTreeMap::new();
                let own = counts.get(asked).unwrap_or(&none);
                weightless.extend(self.weightless(group, own).map(|member| (member, self.say(asked))));
                let mut weights = Vec::new();
                for (at, member) in made.members.iter().enumerate() {
                    let said = own.get(member).map(Vec::as_slice).unwrap_or_default();
                    let weight = said.first().cloned().unwrap_or(Number::ZERO);
                    let name = self.model.name(*member);
                    if said.len() > 1 {
                        complain(
                            format!(
                                "`{name}` counts both {} and {weight} for one rule",
                                said.last().unwrap_or(&weight)
                            ),
                            "say how much a vote counts once: declare the relation `functional`",
                        );
                    }
                    if weight.is_negative() {
                        complain(
                            format!("the vote of `{name}` counts {weight}, less than nothing"),
                            "a weight is 0 or more",
                        );
                    }
                    if let Some(slot) = made.weights.get_mut(at) {
                        slot.push(weight.to_string());
                    }
                    weights.push(weight);
                }
                // What is less than nothing was told of.
                let negative = weights.iter().any(Number::is_negative);
                if !negative && (quota > whole || strict && quota >= whole) {
                    complain(
                        format!("{} takes more than there is: {quota} of {whole}", self.say(asked)),
                        "nothing could ever be carried: lower what the rule takes, or say who else has a vote",
                    );
                }
                match scaled(&weights, &quota, strict) {
                    Some(requirement) => requirements.push(requirement),
                    None if negative => {}
                    None => complain(
                        format!("the weights of {} are too fine to be counted", self.say(asked)),
                        "round them to fewer digits",
                    ),
                }
                let name = self.say(asked).trim_matches('"').to_owned();
                told.push(Asked {
                    takes: takes_at_least(&weights, &quota, strict),
                    out_of: whole.to_string(),
                    counts: counted(&name, &self.say(group)),
                    silence: silent.contains(asked),
                    of_one: weights.iter().filter(|weight| **weight != Number::ZERO).count() == 1,
                    name,
                });
            }
            made.rule.ways.push(requirements);
            made.asked.push(told);
        }
        let made = wrong.is_empty().then_some(made);
        weightless.dedup();
        wrong.extend(weightless.into_iter().map(|(member, asked)| {
            let name = self.model.name(member);
            let found = Diagnostic::new(
                Code::VotingRule,
                format!("`{name}` is a member and counts nothing towards {asked}"),
            )
            .severity(Severity::Warning)
            .help(format!(
                "say how much the vote of `{name}` counts, in the unit of the others, or that it is 0"
            ));
            match place {
                Some(place) => found.label(place, "in this rule"),
                None => found,
            }
        }));
        (made, wrong)
    }

    /// Those who belong to a group.
    fn members_of(&self, group: &Term) -> Vec<SymbolId> {
        let rows = self.rows(self.model.known.belongs).into_iter();
        rows.filter_map(|row| match row.as_slice() {
            [Term::Symbol(member), of] if of == group => Some(*member),
            _ => None,
        })
        .collect()
    }

    /// The rule of a group all of whose members must agree, as far as somebody belongs to it.
    pub(super) fn unanimous(&self, group: &Term) -> Option<Read> {
        let members = self.members_of(group);
        let number = members.len();
        let requirement = Requirement { weights: vec![1; number], quota: u128::try_from(number).ok()? };
        let asked = Asked {
            name: format!("unanimity of {}", self.say(group)),
            takes: format!("at least {number}"),
            out_of: number.to_string(),
            counts: String::from("members"),
            silence: false,
            of_one: number == 1,
        };
        let rule = Rule { members: number, ways: vec![vec![requirement]] };
        let weights = vec![vec![String::from("1")]; number];
        (number > 0).then(|| Read { members, rule, asked: vec![vec![asked]], weights })
    }

    /// The members of a group who count towards nothing, neither themselves nor by members of theirs.
    fn uncounted(&self, group: &Term, counted: &[SymbolId]) -> Vec<SymbolId> {
        let counts_by_its_own =
            |member: SymbolId| self.members_of(&Term::Symbol(member)).iter().any(|one| counted.contains(one));
        self.members_of(group).into_iter().filter(|member| !counts_by_its_own(*member)).collect()
    }

    /// The members of a group of whom nobody has said how much their votes count, where they do not all count one.
    fn weightless(
        &self,
        group: &Term,
        counts: &BTreeMap<SymbolId, Vec<Number>>,
    ) -> impl Iterator<Item = SymbolId> + use<> {
        let weighted = counts.values().flatten().any(|weight| *weight != Number::ONE);
        let members = self.members_of(group);
        let some = members.iter().any(|member| counts.contains_key(member));
        let missing: Vec<SymbolId> =
            members.into_iter().filter(|member| weighted && some && !counts.contains_key(member)).collect();
        missing.into_iter()
    }
}

/// How much a requirement takes: where all count whole numbers, the whole number that does.
fn takes_at_least(weights: &[Number], quota: &Number, strict: bool) -> String {
    if !weights.iter().all(Number::is_whole) {
        return format!("{} {quota}", if strict { "more than" } else { "at least" });
    }
    let next = quota.floor().add(&Number::ONE);
    let quota = if strict { next.unwrap_or_else(|| quota.clone()) } else { quota.ceiling() };
    format!("at least {quota}")
}

/// What a requirement of a group counts: `votes` of `85% of votes in fund`.
fn counted(requirement: &str, group: &str) -> String {
    let (_, of) = requirement.split_once(" of ").unwrap_or(("", requirement));
    let members = of.strip_prefix("the members of ").unwrap_or(of);
    if members == group {
        return String::from("members");
    }
    of.strip_suffix(&format!(" in {group}")).unwrap_or(members).to_owned()
}

/// The exact number that a term stands for.
fn number(model: &Model, term: &Term) -> Option<Number> {
    match term {
        Term::Value(Value::Number(number)) => Some(number.clone()),
        Term::Value(Value::Quantity(quantity)) => {
            let number = quantity.amount.interval().point().cloned()?;
            // Amounts in related units are summed in the first unit of their family.
            let factor =
                quantity.unit.and_then(|unit| model.units.factor(unit, model.units.first_of_family(unit)?));
            factor.map_or(Some(number.clone()), |factor| number.multiply(&factor))
        }
        Term::Value(_) | Term::Symbol(_) | Term::Variable(_) => None,
    }
}

/// Weights and quota as whole numbers.
fn scaled(weights: &[Number], quota: &Number, strict: bool) -> Option<Requirement> {
    let mut scale = Number::ONE;
    for number in weights {
        let scaled = number.multiply(&scale)?;
        if !scaled.is_whole() {
            let below = dashu_ratio::RBig::from(scaled.ratio().denominator().clone());
            scale = scale.multiply(&Number::from_ratio(below)?)?;
        }
    }
    let whole = |number: &Number| number.to_i64().and_then(|number| u128::try_from(number).ok());
    let weights = weights.iter().map(|number| whole(&number.multiply(&scale)?)).collect::<Option<_>>()?;
    let quota = quota.multiply(&scale)?;
    let quota = if strict { whole(&quota.floor().add(&Number::ONE)?)? } else { whole(&quota.ceiling())? };
    Some(Requirement { weights, quota })
}
