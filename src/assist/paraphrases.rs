//! What people say for the standard sentences, in questions only.
//!
//! A statement is written as its relation has it; a question may be put as one speaks. Each paraphrase has the holes of
//! the relation by their numbers. A reading is always shown with the sentence of the relation, so that whoever asked
//! sees what was answered: *is Russia weaker than China* reads as *China has power over Russia*.

use crate::model::template::{Part, Template};
use crate::model::{Model, Relation};

/// A relation, and how it is asked about.
const PARAPHRASES: &[(&str, &[&str])] = &[
    ("achieved", &["{0} is reached", "{0} is met", "{0} was reached"]),
    ("action_of", &["{1} is responsible for {0}", "{1} is behind {0}"]),
    ("allied", &["{0} is an ally of {1}", "{0} is friends with {1}", "{0} is aligned with {1}"]),
    (
        "approved",
        &["{0} said yes to {1}", "{0} gave its blessing to {1}", "{0} signed off on {1}", "{0} is for {1}"],
    ),
    (
        "at_odds",
        &[
            "{0} disagrees with {1} over {2}",
            "{0} is in conflict with {1} over {2}",
            "{0} quarrels with {1} over {2}",
        ],
    ),
    (
        "aware",
        &["{0} knew about {1}", "{0} was informed of {1}", "{0} learned of {1}", "{0} was told of {1}"],
    ),
    ("backs", &["{0} sides with {1} in {2}", "{0} is on the side of {1} in {2}"]),
    ("belongs", &["{0} is part of {1}", "{0} is in {1}"]),
    (
        "brings",
        &[
            "{0} leads to {1}",
            "{0} causes {1}",
            "{0} results in {1}",
            "{1} is a consequence of {0}",
            "{1} follows from {0}",
            "{1} comes from {0}",
        ],
    ),
    ("broken", &["{0} was violated", "{0} was breached"]),
    ("came_true", &["{0} was right", "{0} turned out right"]),
    (
        "can_last",
        &["{0} is stable", "{0} will last", "{0} can hold", "{0} will hold", "{0} is an equilibrium"],
    ),
    ("can_provide", &["{0} has {1}", "{0} disposes of {1}"]),
    ("critically", &["{0} cannot do without {2} from {1}", "{0} is critically dependent on {1} for {2}"]),
    (
        "depends",
        &[
            "{0} is dependent on {1} for {2}",
            "{0} is reliant on {1} for {2}",
            "{0} needs {2} from {1}",
            "{0} needs {1} for {2}",
        ],
    ),
    ("delivered", &["{2} got {1} from {0}", "{2} received {1} from {0}"]),
    ("dominates", &["{0} is dominant over {1}", "{0} is in charge of {1}", "{0} leads {1}"]),
    ("fears", &["{0} is afraid of {1}", "{0} worries about {1}", "{0} is worried about {1}"]),
    (
        "gains",
        &[
            "{0} is better off with {1}",
            "{0} wins from {1}",
            "{0} stands to gain from {1}",
            "{0} has an interest in {1}",
            "{0} is interested in {1}",
        ],
    ),
    ("harms", &["{0} is bad for {1}", "{0} endangers {1}", "{0} threatens {1}"]),
    ("helps", &["{0} is good for {1}", "{0} is in the interest of {1}"]),
    ("hurts", &["{0} is bad for {1}", "{0} is against the interest of {1}"]),
    ("lacks", &["{0} has no {1}", "{0} is short of {1}", "{0} is without {1}"]),
    ("leader_of", &["{0} leads {1}", "{0} heads {1}", "{0} rules {1}", "{0} runs {1}"]),
    (
        "loses",
        &[
            "{0} is hurt by {1}",
            "{0} is harmed by {1}",
            "{0} is worse off with {1}",
            "{0} stands to lose from {1}",
        ],
    ),
    ("no_choice", &["{0} has no alternative to {1}", "{0} has no option but {1}", "{0} has to accept {1}"]),
    ("objected", &["{0} said no to {1}", "{0} turned down {1}", "{0} is against {1}"]),
    ("opposes", &["{0} is against {1}", "{0} is opposed to {1}"]),
    ("owes", &["{0} owes {2} to {1}", "{0} is in debt to {1} for {2}"]),
    (
        "power_over",
        &[
            "{0} is stronger than {1}",
            "{0} is more powerful than {1}",
            "{0} has more power than {1}",
            "{0} has the upper hand over {1}",
            "{0} has leverage over {1}",
            "{0} has influence over {1}",
            "{0} has influence on {1}",
            "{0} can put pressure on {1}",
            "{1} is weaker than {0}",
            "{1} is less powerful than {0}",
            "{1} is at the mercy of {0}",
        ],
    ),
    ("presupposes", &["{0} depends on {1}", "{0} requires {1}", "{1} is needed for {0}"]),
    ("prevents", &["{0} rules out {1}", "{0} makes {1} impossible"]),
    (
        "provides",
        &[
            "{2} gets {1} from {0}",
            "{2} receives {1} from {0}",
            "{2} buys {1} from {0}",
            "{0} supplies {2} with {1}",
        ],
    ),
    (
        "pursues",
        &[
            "{0} is after {1}",
            "{0} strives for {1}",
            "{0} aims at {1}",
            "{0} cares about {1}",
            "{0} aims for {1}",
        ],
    ),
    ("requires", &["{1} is needed for {0}", "{1} is necessary for {0}", "{0} depends on {1}"]),
    ("satisfied", &["{0} was kept", "{0} was honoured", "{0} was fulfilled"]),
    (
        "serves",
        &["{0} is good for {1}", "{0} is a means to {1}", "{0} contributes to {1}", "{0} advances {1}"],
    ),
    (
        "speaks_for",
        &["{0} represents {1}", "{0} leads {1}", "{0} heads {1}", "{0} rules {1}", "{0} is in charge of {1}"],
    ),
    ("stands_against", &["{0} is against {1}", "{0} resists {1}"]),
    ("supports_act", &["{0} is for {1}", "{0} is in favour of {1}"]),
    ("uses", &["{0} needs {1}", "{0} requires {1}", "{1} is needed for {0}"]),
    ("vote_carried", &["{0} has enough votes in {1}", "{0} has a majority in {1}", "{0} passes in {1}"]),
    ("waits_for", &["{0} is held up by {1}"]),
    ("veto", &["{0} is able to veto {1}", "{0} is able to stop {1}", "{0} has the last word on {1}"]),
];

/// The paraphrases, each with the relation that it asks about.
pub(super) fn of(model: &Model) -> Vec<(&Relation, Template)> {
    let known = |name: &str| model.find_relation(name).and_then(|id| model.relation(id));
    let lines = PARAPHRASES.iter().filter_map(|(name, said)| Some((known(name)?, said)));
    lines.flat_map(|(relation, said)| said.iter().map(move |text| (relation, read(text)))).collect()
}

/// `{0} is after {1}` as a sentence with holes.
fn read(text: &str) -> Template {
    let part = |word: &str| {
        let hole =
            word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).and_then(|n| n.parse().ok());
        hole.map_or_else(|| Part::Word(word.into()), Part::Hole)
    };
    Template { parts: text.split(' ').map(part).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Doctrine;

    #[test]
    fn paraphrases_speak_of_relations_and_their_holes() {
        let model = Doctrine::standard().begin();
        for (name, said) in PARAPHRASES {
            let id = model.find_relation(name).unwrap();
            let holes = model.relation(id).map_or(0, |relation| relation.holes.len());
            for text in *said {
                let template = read(text);
                let asked = template.parts.iter().filter_map(|part| match part {
                    Part::Hole(hole) => Some(*hole),
                    Part::Word(_) => None,
                });
                assert!(asked.clone().all(|hole| hole < holes), "{name}: {text}");
                assert!(asked.count() <= holes, "{name}: {text}");
            }
        }
    }
}
