//! The way back: a literal as a sentence that can be pasted into a file and means the same.

use super::Model;
use super::sort::SortId;
use super::statement::{Literal, RelationId, SymbolId, Term};
use super::template::{Part, Template};
use super::value::quoted;
use crate::syntax::ast::Sign;
use crate::syntax::words;
use smol_str::SmolStr;

/// How a variable is written.
#[derive(Clone, Copy, Debug)]
pub enum Variables<'a> {
    /// By these names; an anonymous one is `something`.
    Named(&'a [SmolStr]),
    /// `something`, or `someone` in a hole for actors.
    Anonymous,
}

impl Model {
    /// A literal as a sentence.
    pub fn write(&self, literal: &Literal, variables: Variables<'_>) -> String {
        let mut out = self.write_parts(literal.relation, literal.sign, &literal.terms, variables);
        if let Some(on) = &literal.on {
            out.push_str(" on ");
            out.push_str(&self.write_term(on, &[SortId::DATE], variables));
        }
        out
    }

    /// A relation with its arguments as a sentence.
    pub fn write_parts(
        &self,
        relation: RelationId,
        sign: Sign,
        terms: &[Term],
        variables: Variables<'_>,
    ) -> String {
        let Some(relation) = self.relation(relation) else { return String::new() };
        let none = Vec::new();
        let arguments: Vec<String> = terms
            .iter()
            .enumerate()
            .map(|(at, term)| self.write_term(term, relation.holes.get(at).unwrap_or(&none), variables))
            .collect();
        fill(relation, sign, &arguments)
    }

    /// A relation with words for its arguments as a sentence.
    pub fn fill(&self, relation: RelationId, sign: Sign, arguments: &[String]) -> String {
        self.relation(relation).map(|relation| fill(relation, sign, arguments)).unwrap_or_default()
    }

    /// A term as it is written in a sentence.
    pub fn write_term(&self, term: &Term, sorts: &[SortId], variables: Variables<'_>) -> String {
        match term {
            Term::Symbol(symbol) => self.write_symbol(*symbol),
            Term::Value(value) => value.text(&self.units),
            Term::Variable(variable) => {
                let name = match variables {
                    Variables::Named(names) => names.get(variable.0 as usize).filter(|n| !n.is_empty()),
                    Variables::Anonymous => None,
                };
                match name {
                    Some(name) if words::asks(name) => name.to_string(),
                    Some(name) => format!("?{name}"),
                    None if sorts.first().is_some_and(|s| self.sorts.is_below(*s, SortId::ACTOR)) => {
                        String::from("someone")
                    }
                    None => String::from("something"),
                }
            }
        }
    }

    /// A name as it is written in a sentence.
    pub fn write_symbol(&self, id: SymbolId) -> String {
        let Some(symbol) = self.symbol(id) else { return String::new() };
        if symbol.sort == SortId::STATEMENT {
            format!("@{}", symbol.name)
        } else if words::is_name(&symbol.name) || symbol.sort == SortId::VOTING_RULE {
            symbol.name.to_string()
        } else {
            quoted(&symbol.name)
        }
    }
}

/// The sentence of a relation, its holes filled.
/// The sentence of a relation; of two that differ by their article alone the one that sounds right before its argument:
/// `is a state`, `is an organization`.
fn sounding<'r>(relation: &'r super::Relation, arguments: &[String]) -> Option<&'r Template> {
    let first = relation.sentences.first()?;
    let article = |part: &Part| matches!(part, Part::Word(word) if word == "a" || word == "an");
    let alike = |other: &Template| {
        let same = |(one, other): (&Part, &Part)| one == other || article(one) && article(other);
        other.parts.len() == first.parts.len() && first.parts.iter().zip(&other.parts).all(same)
    };
    let sounds = |template: &Template| {
        template.parts.windows(2).all(|pair| match pair {
            [Part::Word(word), Part::Hole(hole)] if word == "a" || word == "an" => {
                let initial = arguments.get(*hole).and_then(|argument| argument.chars().next());
                (word == "an") == initial.is_some_and(|letter| "aeiouAEIOU".contains(letter))
            }
            _ => true,
        })
    };
    relation.sentences.iter().filter(|one| alike(one)).find(|one| sounds(one)).or(Some(first))
}

fn fill(relation: &super::Relation, sign: Sign, arguments: &[String]) -> String {
    let plain = || sounding(relation, arguments).map(|t| t.fill(arguments)).unwrap_or_default();
    match (sign, &relation.negated) {
        (Sign::Positive, _) => plain(),
        (Sign::Negative, Some(negated)) => negated.fill(arguments),
        (Sign::Negative, None) => format!("not {}", plain()),
    }
}
