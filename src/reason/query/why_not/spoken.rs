//! The open variables of an attempt to nouns: `?g cannot decide without A` to *some group cannot decide without A*.
//!
//! A reader of an attempt has not seen the rule, so that a name of the rule says nothing to him. What is first spoken
//! of is *some group*, and from then on *this group*; a second one of the same noun is *a second group*. A quantity that
//! is computed with keeps its name, without its mark: `n > 2, where n is 2`.
//!
//! Invariant: no variable is left, and two lines of one attempt that speak of one thing say the same of it.

use crate::model::Model;
use crate::model::sort::SortId;
use crate::model::statement::{Literal, Statement, Term};
use crate::report::Attempt;
use crate::syntax::lexer::{Kind, lexemes};
use std::collections::{BTreeMap, BTreeSet};

/// How the second, third and further ones of a noun are called.
const FURTHER: [&str; 4] = ["second", "third", "fourth", "fifth"];

/// What the variables of a rule stand for, by the holes that they fill.
pub(super) fn nouns(model: &Model, statement: &Statement) -> BTreeMap<String, String> {
    let mut literals: Vec<&Literal> = statement.heads.iter().collect();
    if let Some(body) = &statement.body {
        body.sentences(&mut literals);
    }
    let mut sorts: BTreeMap<&str, &[SortId]> = BTreeMap::new();
    for literal in literals {
        let Some(relation) = model.relation(literal.relation) else { continue };
        for (term, hole) in literal.terms.iter().zip(&relation.holes) {
            let Term::Variable(id) = term else { continue };
            let Some(name) = statement.variables.get(id.0 as usize).filter(|name| !name.is_empty()) else {
                continue;
            };
            // The hole that admits the least says the most.
            let tells = |sorts: &[SortId]| (sorts.contains(&SortId::ANY), sorts.len());
            let known = sorts.entry(name.as_str()).or_insert(hole);
            if tells(hole) < tells(known) {
                *known = hole;
            }
        }
    }
    let symbols = sorts.into_iter().filter(|(_, sorts)| !sorts.iter().any(|sort| sort.has_values()));
    symbols.map(|(name, sorts)| (name.to_owned(), noun(model, sorts))).collect()
}

/// `action or matter`.
fn noun(model: &Model, sorts: &[SortId]) -> String {
    if sorts.contains(&SortId::ANY) {
        return String::from("thing");
    }
    let names: Vec<&str> = sorts.iter().map(|sort| model.sorts.name(*sort)).collect();
    names.join(" or ")
}

/// Says an attempt without variables.
pub(super) fn say(attempt: &mut Attempt, nouns: &BTreeMap<String, String>) {
    let mut speaker = Speaker { nouns, called: BTreeMap::new(), told: BTreeSet::new() };
    // In the order in which a reader meets them.
    for text in &mut attempt.met {
        speaker.say(text);
    }
    for missing in &mut attempt.missing {
        speaker.say(&mut missing.sentence);
        missing.unheard.iter_mut().for_each(|text| speaker.say(text));
    }
    for text in attempt.open.iter_mut().chain(&mut attempt.stops) {
        speaker.say(text);
    }
}

struct Speaker<'a> {
    nouns: &'a BTreeMap<String, String>,
    /// What each variable is called: the noun, with its number if it is not the first of that noun.
    called: BTreeMap<String, (String, usize)>,
    /// What was spoken of before.
    told: BTreeSet<String>,
}

impl Speaker<'_> {
    fn say(&mut self, text: &mut String) {
        if !text.contains('?') && !text.contains("!=") {
            return;
        }
        let mut out = String::with_capacity(text.len());
        for lexeme in lexemes(text) {
            let written = lexeme.of(text);
            match lexeme.kind {
                Kind::Variable => {
                    // `there is some ?x such that` introduces it already.
                    let introduced = out.ends_with("some ");
                    if introduced {
                        out.truncate(out.len() - "some ".len());
                    }
                    out.push_str(&self.called(written.trim_start_matches('?')));
                }
                Kind::Mark if written == "!=" => out.push_str("is not"),
                _ => out.push_str(written),
            }
        }
        *text = out;
    }

    /// What a variable is called where it is mentioned now.
    fn called(&mut self, variable: &str) -> String {
        let Some(noun) = self.nouns.get(variable) else { return variable.to_owned() };
        let others = self.called.values().filter(|(known, _)| known == noun).count();
        let (noun, number) =
            self.called.entry(variable.to_owned()).or_insert_with(|| (noun.clone(), others)).clone();
        let first = self.told.insert(variable.to_owned());
        match number.checked_sub(1).map(|at| FURTHER.get(at).copied().unwrap_or("further")) {
            None if first && noun == "thing" => String::from("something"),
            None if first => format!("some {noun}"),
            None => format!("this {noun}"),
            Some(ordinal) if first => format!("a {ordinal} {noun}"),
            Some(ordinal) => format!("this {ordinal} {noun}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_spoken_of() {
        let nouns = [("g", "group"), ("h", "group"), ("x", "thing")];
        let nouns: BTreeMap<String, String> =
            nouns.into_iter().map(|(name, noun)| (String::from(name), String::from(noun))).collect();
        let mut speaker = Speaker { nouns: &nouns, called: BTreeMap::new(), told: BTreeSet::new() };
        for (text, expected) in [
            ("?g cannot decide on it", "some group cannot decide on it"),
            ("?g = ?h", "this group = a second group"),
            (
                "there is some ?x such that ?x is new and ?x != ?h",
                "there is something such that this thing is new and this thing is not this second group",
            ),
            ("?n > 2, where ?n is 2", "n > 2, where n is 2"),
            ("\"?g\" is a name", "\"?g\" is a name"),
        ] {
            let mut said = String::from(text);
            speaker.say(&mut said);
            assert_eq!(said, expected);
        }
    }
}
