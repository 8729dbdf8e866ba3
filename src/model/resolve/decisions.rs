//! `GROUP decides on LIST by RULE`: the voting rule taken apart into sentences of the doctrine's
//! `councils`, which count.
//!
//! A rule is some ways to carry a decision; a way asks for requirements, all of them; towards a
//! requirement each member counts so much, and it takes so much of the whole. Invariant: who says by
//! which rule a group decides stands behind the sentence that it does, and what the rule means is a
//! definition.

use super::requirements::{Counted, Takes};
use super::resolver::Resolver;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Symbol;
use crate::model::occurrences::Entity;
use crate::model::sort::SortId;
use crate::model::statement::{Attribution, Kind, RelationId, Statement, SymbolId, Term};
use crate::source::Span;
use crate::syntax::ast::{self, Base, Objection, Share, VotingPart, VotingPartKind};
use smol_str::{SmolStr, format_smolstr};

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
        let said = self.blank(statement, around, Kind::Assertion);
        let mut meaning = said.clone();
        meaning.attribution = Attribution::default();
        meaning.label = None;
        // The names in the rule come first: what the language supplies could be taken for one that is misspelt.
        let mut asked = Vec::new();
        for way in &decision.ways {
            let mut all = Vec::new();
            for part in &way.parts {
                let Some(parts) = self.voting_part(&meaning, group, &subjects, part) else { return };
                all.extend(parts);
            }
            asked.push(all);
        }
        let rule = self.supplied(SmolStr::new(words.join(", or by ")), SortId::VOTING_RULE);
        for ((way, words), asked) in decision.ways.iter().zip(words).zip(asked) {
            let name = format_smolstr!("{words} in {}", self.model.name(group));
            let own = self.supplied(name, SortId::REQUIREMENT);
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
        let (asked, takes, base) = match &part.kind {
            VotingPartKind::Names(names) => {
                let mut all = Vec::new();
                for name in names {
                    let actor = self.thing(name, &[SortId::ACTOR])?;
                    let title = format_smolstr!("the yes of {}", self.model.name(actor));
                    let own = self.supplied(title, SortId::REQUIREMENT);
                    let counted = Counted::Each(vec![actor]);
                    self.requirement(like, part.span, own, &Takes::whole(), &counted)?;
                    all.push(own);
                }
                return Some(all);
            }
            VotingPartKind::Share(share, base) => {
                let much = match share {
                    Share::All => SmolStr::new_static("all"),
                    Share::Majority => SmolStr::new_static("a majority"),
                    Share::AtLeast(token) => self.words_of(token.span),
                    Share::MoreThan(token) => format_smolstr!("more than {}", self.words_of(token.span)),
                    Share::AllBut(token) => format_smolstr!("all but {}", self.words_of(token.span)),
                };
                (much, self.share(share)?, base)
            }
            VotingPartKind::Objection(objection, base) => {
                let much = match objection {
                    Objection::None => SmolStr::new_static("none"),
                    Objection::AtMost(token) => format_smolstr!("at most {}", self.words_of(token.span)),
                    Objection::FewerThan(token) => {
                        format_smolstr!("fewer than {}", self.words_of(token.span))
                    }
                };
                (much, self.objection(objection)?, base)
            }
        };
        let (counted, of) = self.base(group, subjects, base)?;
        let title = match &part.kind {
            VotingPartKind::Objection(..) => format_smolstr!("{asked} of {of} against"),
            VotingPartKind::Share(Share::All, _) if matches!(counted, Counted::Members(_)) => {
                format_smolstr!("unanimity of {}", of.strip_prefix("the members of ").unwrap_or(&of))
            }
            _ => format_smolstr!("{asked} of {of}"),
        };
        let own = self.supplied(title, SortId::REQUIREMENT);
        self.requirement(like, part.span, own, &takes, &counted)?;
        if matches!(part.kind, VotingPartKind::Objection(..)) {
            let terms = vec![Term::Symbol(own)];
            self.clause_fact(like, part.span, self.model.known.silence_counts, terms);
        }
        Some(vec![own])
    }

    /// Whom a base counts, and its name in the title of a requirement.
    fn base(&mut self, group: SymbolId, subjects: &[SymbolId], base: &Base) -> Option<(Counted, String)> {
        let whole = self.model.name(group).to_owned();
        Some(match base {
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
            Base::WeightOf(weight, inner) => {
                let inner = self.thing(inner, &[SortId::GROUP])?;
                let words = format!("{} in {}", weight.text, self.model.name(inner));
                (self.weight(inner, weight)?, words)
            }
            Base::Listed(names) => {
                let actors: Option<Vec<SymbolId>> =
                    names.iter().map(|name| self.thing(name, &[SortId::ACTOR])).collect();
                let actors = actors?;
                // With one name more it would be a list; of two the second may be one more thing that it takes.
                if let ([first, second], [one, other]) = (names.as_slice(), actors.as_slice())
                    && [one, other].iter().any(|actor| self.model.fits(**actor, &[SortId::GROUP]))
                {
                    let (first_name, second_name) = (self.model.name(*one), self.model.name(*other));
                    self.report(
                        Diagnostic::new(
                            Code::VotingRule,
                            format!("is a share taken of `{first_name}` alone, or of the two together?"),
                        )
                        .label(Span::new(first.span.file, first.span.start, second.span.end), "of what?")
                        .help(format!("write `of {first_name} with {second_name}` where it takes the yes of `{second_name}` too")),
                    );
                    return None;
                }
                let words: Vec<&str> = actors.iter().map(|one| self.model.name(*one)).collect();
                let words = match words.as_slice() {
                    [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
                    words => words.concat(),
                };
                (Counted::Each(actors), words)
            }
        })
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
