//! `GROUP decides on LIST by RULE`: the voting rule taken apart into sentences of the doctrine's
//! `councils`, which count.
//!
//! A rule is some ways to carry a decision; a way asks for requirements, all of them; towards a
//! requirement each member counts so much, and it takes so much of the whole. Invariant: who says by
//! which rule a group decides stands behind the sentence that it does, and what the rule means is a
//! definition.

use super::resolver::Resolver;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Symbol;
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{
    Attribution, Expression, Formula, FormulaKind, Kind, Literal, RelationId, Statement, Step, SymbolId,
    Term, VariableId,
};
use crate::model::value::{Amount, Number, Quantity, UnitId, Value};
use crate::source::Span;
use crate::syntax::ast::{
    self, AggregateFunction, Base, ComparisonOperator, Operator, Share, Sign, VotingPart, VotingPartKind,
};
use smol_str::{SmolStr, format_smolstr};

/// Towards a requirement, whom it counts.
enum Counted {
    /// The members of a group, one each.
    Members(SymbolId),
    /// Those of them that vote on one of these.
    Voting(SymbolId, Vec<SymbolId>),
    /// The members of a group, by what the relation says of them.
    Weight(SymbolId, Vec<RelationId>, Option<UnitId>),
    /// One actor.
    One(SymbolId),
}

impl Resolver<'_> {
    /// What the statement says, and what its rule means.
    pub(super) fn decision(
        &mut self,
        statement: &ast::Statement,
        decision: &ast::Decision,
        around: &Surroundings,
    ) {
        let Some(group) = self.thing(&decision.group, &[SortId::GROUP]) else { return };
        let subjects: Vec<SymbolId> = decision
            .subjects
            .iter()
            .filter_map(|name| self.thing(name, &[SortId::ACTION, SortId::MATTER]))
            .collect();
        let words: Vec<SmolStr> = decision.ways.iter().map(|way| self.words_of(way.span)).collect();
        let rule = SmolStr::new(words.join(", or by "));
        let said = self.blank(statement, around, Kind::Assertion);
        let rule = self.supplied(rule, SortId::VOTING_RULE);
        let mut meaning = said.clone();
        meaning.attribution = Attribution::default();
        meaning.label = None;
        for (way, words) in decision.ways.iter().zip(words) {
            let name = format_smolstr!("{words} in {}", self.model.name(group));
            let own = self.supplied(name, SortId::REQUIREMENT);
            let mut asked = Vec::new();
            for part in &way.parts {
                let Some(parts) = self.voting_part(&meaning, group, &subjects, part) else { return };
                asked.extend(parts);
            }
            let enough = vec![Term::Symbol(own), Term::Symbol(rule), Term::Symbol(group)];
            self.clause_fact(&meaning, way.span, self.model.known.way_to_carry, enough);
            for requirement in asked {
                let terms = vec![Term::Symbol(own), Term::Symbol(requirement)];
                self.clause_fact(&meaning, way.span, self.model.known.way_asks_for, terms);
            }
        }
        for subject in subjects {
            let terms = vec![Term::Symbol(group), Term::Symbol(subject), Term::Symbol(rule)];
            self.clause_fact(&said, statement.span, self.model.known.decides_by, terms);
        }
    }

    /// The requirements that a part of a way comes to.
    fn voting_part(
        &mut self,
        like: &Statement,
        group: SymbolId,
        subjects: &[SymbolId],
        part: &VotingPart,
    ) -> Option<Vec<SymbolId>> {
        let whole = self.model.name(group).to_owned();
        match &part.kind {
            VotingPartKind::Unanimity => {
                let own = self.supplied(format_smolstr!("unanimity of {whole}"), SortId::REQUIREMENT);
                let quota = Share::AllBut(zero(part.span));
                self.requirement(like, part.span, own, &quota, &Counted::Members(group))?;
                Some(vec![own])
            }
            VotingPartKind::Names(names) => {
                let mut all = Vec::new();
                for name in names {
                    let actor = self.thing(name, &[SortId::ACTOR])?;
                    let title = format_smolstr!("the yes of {}", self.model.name(actor));
                    let own = self.supplied(title, SortId::REQUIREMENT);
                    let quota = Share::AllBut(zero(part.span));
                    self.requirement(like, part.span, own, &quota, &Counted::One(actor))?;
                    all.push(own);
                }
                Some(all)
            }
            VotingPartKind::Share(share, base) => {
                let much = match share {
                    Share::AtLeast(token) => self.words_of(token.span),
                    Share::AllBut(token) => format_smolstr!("all but {}", self.words_of(token.span)),
                    Share::Majority => SmolStr::new_static("a majority"),
                };
                let (counted, of) = match base {
                    Base::Members => (Counted::Members(group), format!("the members of {whole}")),
                    Base::Voting => {
                        let on: Vec<&str> = subjects.iter().map(|one| self.model.name(*one)).collect();
                        let words = format!("the members of {whole} that vote on {}", on.join(" and "));
                        (Counted::Voting(group, subjects.to_vec()), words)
                    }
                    Base::Named(name) => match self.model.names.get(&name.text).copied() {
                        Some(inner) if self.model.fits(inner, &[SortId::GROUP]) => {
                            self.refer(name.span, Entity::Symbol(inner));
                            (Counted::Members(inner), format!("the members of {}", name.text))
                        }
                        _ => (self.weight(group, name)?, format!("{} in {whole}", name.text)),
                    },
                };
                let own = self.supplied(format_smolstr!("{much} of {of}"), SortId::REQUIREMENT);
                self.requirement(like, part.span, own, share, &counted)?;
                Some(vec![own])
            }
        }
    }

    /// What a name of a weight stands for: a unit, or a relation of an actor and an amount.
    fn weight(&mut self, group: SymbolId, name: &ast::Name) -> Option<Counted> {
        if self.model.units.find(&name.text).is_some() {
            self.refer_to_unit(name);
        } else if let Some(id) = self.model.find_relation(&name.text) {
            self.refer(name.span, Entity::Relation(id));
        }
        let amounts = |holes: &[Vec<SortId>]| match holes {
            [who, much] => {
                who.iter().any(|sort| self.model.sorts.is_below(*sort, SortId::ACTOR))
                    && much.iter().any(|sort| matches!(*sort, SortId::QUANTITY | SortId::NUMBER))
            }
            _ => false,
        };
        let ids = || (0..).map(RelationId).zip(&self.model.relations);
        if let Some(unit) = self.model.units.find(&name.text) {
            let own = ids().filter(|(_, relation)| amounts(&relation.holes) && !self.is_standard(relation));
            let all: Vec<_> = own.map(|(id, _)| id).collect();
            if !all.is_empty() {
                return Some(Counted::Weight(group, all, Some(unit)));
            }
            self.report(
                Diagnostic::new(
                    Code::VotingRule,
                    format!("no sentence says how many {} an actor has", name.text),
                )
                .label(name.span, "the weight of a vote")
                .help(format!(
                    "declare one: `relation has_{} \"{{a: actor}} has {{n: quantity}}\", functional.`",
                    name.text
                )),
            );
            return None;
        }
        if let Some(id) = self.model.find_relation(&name.text) {
            let holes = self.model.relation(id).map(|relation| relation.holes.clone()).unwrap_or_default();
            if amounts(&holes) {
                return Some(Counted::Weight(group, vec![id], None));
            }
        }
        self.report(
            Diagnostic::new(Code::VotingRule, format!("`{}` is no group and no weight of votes", name.text))
                .label(name.span, "what is counted?")
                .help(
                    "write `its members`, a group, a unit (`unit votes.`), or a relation of an actor and an amount",
                ),
        );
        None
    }

    fn is_standard(&self, relation: &crate::model::Relation) -> bool {
        self.model.module(relation.span).is_some()
    }

    /// What counts towards a requirement, and how much it takes.
    fn requirement(
        &mut self,
        like: &Statement,
        span: Span,
        own: SymbolId,
        share: &Share,
        counted: &Counted,
    ) -> Option<()> {
        let unit = match counted {
            Counted::Weight(_, _, unit) => *unit,
            Counted::Members(_) | Counted::Voting(..) | Counted::One(_) => None,
        };
        let quota = self.quota(share, unit)?;
        // The same requirement may stand in several ways, and in several statements.
        if !self.defined.insert((own, like.context)) {
            return Some(());
        }
        let made = Made { span, own: Term::Symbol(own) };
        let [member, much, whole] = [0, 1, 2].map(|at| Term::Variable(VariableId(at)));
        let counts = self.model.known.vote_weight?;
        let belongs = |this: &Self, group: &SymbolId| {
            Some(made.says(this.model.known.belongs?, vec![member.clone(), Term::Symbol(*group)]))
        };
        let one = Self::number_term(Number::ONE);
        let towards = |amount: &Term| vec![member.clone(), amount.clone(), made.own.clone()];
        match counted {
            Counted::One(actor) => {
                let terms = vec![Term::Symbol(*actor), one, made.own.clone()];
                self.clause_fact(like, span, self.model.known.vote_weight, terms);
            }
            Counted::Members(group) => {
                let body = belongs(self, group)?;
                self.define(like, &made, self.model.known.vote_weight, towards(&one), body);
            }
            Counted::Voting(group, subjects) => {
                for subject in subjects {
                    for vote in [self.model.known.votes_for, self.model.known.votes_against] {
                        let terms = vec![member.clone(), Term::Symbol(*subject)];
                        let votes = made.says(vote?, terms);
                        let body = made.all(vec![belongs(self, group)?, votes]);
                        self.define(like, &made, self.model.known.vote_weight, towards(&one), body);
                    }
                }
            }
            Counted::Weight(group, relations, unit) => {
                for relation in relations {
                    let mut members = vec![belongs(self, group)?];
                    members.push(made.says(*relation, vec![member.clone(), much.clone()]));
                    if let Some(unit) = unit {
                        // Of the amounts that are said of a member, those in the unit.
                        let nothing = Term::Value(Value::from_quantity(Quantity::new(
                            Amount::Exactly(Number::ZERO),
                            Some(*unit),
                        )));
                        let itself = [Step::Push(much.clone()), Step::Push(much.clone())];
                        let left = itself.into_iter().chain([Step::Apply(Operator::Subtract)]).collect();
                        members.push(made.equal(left, vec![Step::Push(nothing)]));
                    }
                    let body = made.all(members);
                    self.define(like, &made, self.model.known.vote_weight, towards(&much), body);
                }
            }
        }
        let summed = made.says(counts, vec![member.clone(), much.clone(), made.own.clone()]);
        let sum =
            FormulaKind::Aggregate(VariableId(2), AggregateFunction::Sum, VariableId(1), Box::new(summed));
        let total = vec![made.own.clone(), whole.clone()];
        self.define(like, &made, self.model.known.vote_total, total.clone(), Formula { span, kind: sum });
        let of_whole = |operator: Operator, operand: Term| {
            vec![Step::Push(whole.clone()), Step::Push(operand), Step::Apply(operator)]
        };
        let (relation, steps) = match quota {
            Quota::Fixed(amount) => {
                self.clause_fact(like, span, self.model.known.vote_quota, vec![made.own.clone(), amount]);
                return Some(());
            }
            Quota::Part(part) => {
                (self.model.known.vote_quota, of_whole(Operator::Multiply, Self::number_term(part)))
            }
            Quota::AllBut(amount) => (self.model.known.vote_quota, of_whole(Operator::Subtract, amount)),
            Quota::Half => (
                self.model.known.vote_quota_above,
                of_whole(Operator::Divide, Self::number_term(Number::from(2))),
            ),
        };
        let whole_of = made.says(self.model.known.vote_total?, total);
        let body = made.all(vec![whole_of, made.equal(vec![Step::Push(much.clone())], steps)]);
        self.define(like, &made, relation, vec![made.own.clone(), much], body);
        Some(())
    }

    /// How much a share comes to.
    fn quota(&mut self, share: &Share, unit: Option<UnitId>) -> Option<Quota> {
        let amount = |number: Number| match unit {
            Some(unit) => {
                Term::Value(Value::from_quantity(Quantity::new(Amount::Exactly(number), Some(unit))))
            }
            None => Self::number_term(number),
        };
        let (token, all_but) = match share {
            Share::Majority => return Some(Quota::Half),
            Share::AtLeast(token) => (token, false),
            Share::AllBut(token) => (token, true),
        };
        let number = self.number(token)?;
        if number.is_negative() {
            self.report(
                Diagnostic::new(Code::VotingRule, "a rule cannot take less than nothing")
                    .label(token.span, "negative")
                    .help("write a number of members or votes, a percentage or a fraction"),
            );
            return None;
        }
        let part = matches!(&token.kind, ast::TokenKind::Number(text) if text.ends_with('%') || text.contains('/'))
            || !number.is_whole() && number < Number::ONE;
        if part && number > Number::ONE {
            self.report(
                Diagnostic::new(Code::VotingRule, "a rule cannot take more than the whole")
                    .label(token.span, "more than 100%")
                    .help("write a percentage up to 100% or a fraction up to 1"),
            );
            return None;
        }
        Some(match (part, all_but) {
            (true, true) => Quota::Part(Number::ONE.subtract(&number)?),
            (true, false) => Quota::Part(number),
            (false, true) => Quota::AllBut(amount(number)),
            (false, false) => Quota::Fixed(amount(number)),
        })
    }

    /// Adds the rule that defines a sentence.
    fn define(
        &mut self,
        like: &Statement,
        made: &Made,
        relation: Option<RelationId>,
        terms: Vec<Term>,
        body: Formula,
    ) {
        let variables = ["m", "n", "t"].map(SmolStr::new_static).to_vec();
        self.clause_rule(like, made.span, (relation, Sign::Positive), terms, Some(body), variables);
    }

    /// The symbol of this name and sort, which the language supplies.
    fn supplied(&mut self, name: SmolStr, sort: SortId) -> SymbolId {
        let known = self.model.names.get(&name).copied();
        if let Some(known) = known.filter(|id| self.model.symbol(*id).is_some_and(|one| one.sort == sort)) {
            return known;
        }
        let symbol = Symbol { name: name.clone(), sort, gloss: None, aliases: Vec::new(), span: None };
        self.model.add_symbol(symbol, name)
    }

    /// The words at a place, single spaces between them.
    fn words_of(&self, span: Span) -> SmolStr {
        let text = self.map.file(span.file).map_or("", |file| file.text.as_ref());
        let text = text.get(span.start as usize..span.end as usize).unwrap_or("");
        SmolStr::new(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// How much a requirement takes.
enum Quota {
    /// So much.
    Fixed(Term),
    /// So much of the whole.
    Part(Number),
    /// The whole but for so much.
    AllBut(Term),
    /// More than half of the whole.
    Half,
}

/// The parts of the definitions of one requirement.
struct Made {
    span: Span,
    own: Term,
}

impl Made {
    fn says(&self, relation: RelationId, terms: Vec<Term>) -> Formula {
        let literal = Literal { span: self.span, sign: Sign::Positive, relation, terms, on: None };
        Formula { span: self.span, kind: FormulaKind::Literal(literal) }
    }

    fn all(&self, members: Vec<Formula>) -> Formula {
        Formula { span: self.span, kind: FormulaKind::And(members) }
    }

    fn equal(&self, left: Vec<Step>, right: Vec<Step>) -> Formula {
        let side = |steps| Expression { span: self.span, steps };
        let kind = FormulaKind::Compare(side(left), ComparisonOperator::Equal, side(right));
        Formula { span: self.span, kind }
    }
}

/// `0`, as if it were written there.
fn zero(span: Span) -> ast::Token {
    ast::Token { span, kind: ast::TokenKind::Number(SmolStr::new_static("0")) }
}
