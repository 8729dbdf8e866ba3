//! What conclusions take for granted, told once for what is alike and ranked by how much rests on it.

use crate::report::{ClosedWorldAssumption, ClosedWorldKind, Granted, Proof, any_of, listed};
use std::collections::BTreeMap;

/// Longer lists are shortened.
const LONGEST: usize = 6;

/// So many are told of a list that is shortened.
const SAMPLE: usize = 3;

/// What sentences must have in common to be told as one: the kind, whether they are routine, whether a text in
/// quotes stands in them, and how many words they have.
type Shape = (ClosedWorldKind, bool, bool, usize);

/// The words of a sentence, and how many conclusions rest on it.
type Worded<'a> = (Vec<&'a str>, usize);

/// What was met so far: how many conclusions rest on each silence, and whether it is an exception of the
/// doctrine's own rules.
#[derive(Default)]
pub(in super::super) struct ClosedWorldAssumptions(BTreeMap<ClosedWorldAssumption, (usize, bool)>);

impl ClosedWorldAssumptions {
    /// Notes what a proof takes for granted; `of_doctrine` tells whether a node is a step of the doctrine's.
    pub(in super::super) fn note(&mut self, proof: &Proof, of_doctrine: &dyn Fn(usize) -> bool) {
        let mut seen: BTreeMap<&ClosedWorldAssumption, bool> = BTreeMap::new();
        for (at, node) in proof.nodes.iter().enumerate() {
            for one in node.silence.iter().filter(|one| !one.declared) {
                let routine = one.kind == ClosedWorldKind::Unless && of_doctrine(at);
                *seen.entry(one).or_insert(true) &= routine;
            }
        }
        for (one, routine) in seen {
            let (bears, known) = self.0.entry(one.clone()).or_insert((0, true));
            *bears += 1;
            *known &= routine;
        }
    }

    /// What was met, in the order of the sentences.
    pub(in super::super) fn all(&self) -> impl Iterator<Item = &ClosedWorldAssumption> {
        self.0.keys()
    }

    /// What was met, those that are alike in all but one word as one: what nobody expects to be told first, then
    /// that on which most rests.
    pub(in super::super) fn granted(&self) -> Vec<Granted> {
        let mut kinds: BTreeMap<Shape, Vec<Worded<'_>>> = BTreeMap::new();
        let mut made = Vec::new();
        for (one, (bears, routine)) in &self.0 {
            if one.doubts.is_empty() {
                let words: Vec<&str> = one.sentence.split(' ').collect();
                let quoted = one.sentence.contains('"');
                let key = (one.kind, *routine, quoted, if quoted { made.len() } else { words.len() });
                kinds.entry(key).or_default().push((words, *bears));
            } else {
                let text = format!("{} (though {})", told(one.kind, &one.sentence), one.doubts.join("; "));
                made.push(Granted { text, count: 1, bears: *bears, routine: false });
            }
        }
        for ((kind, routine, ..), members) in kinds {
            made.extend(alike(kind, routine, members));
        }
        made.sort_by(|a, b| (a.routine, b.bears, &a.text).cmp(&(b.routine, a.bears, &b.text)));
        made
    }
}

/// Sentences of one length in groups that differ in one word only: along the word that leaves the fewest.
fn alike(kind: ClosedWorldKind, routine: bool, members: Vec<Worded<'_>>) -> Vec<Granted> {
    let width = members.first().map_or(0, |(words, _)| words.len());
    let by = |column: usize| {
        let mut groups: BTreeMap<Vec<&str>, (Vec<String>, usize)> = BTreeMap::new();
        for (words, bears) in &members {
            let mut rest = words.clone();
            if let Some(slot) = rest.get_mut(column) {
                let own = std::mem::take(slot);
                let (names, most) = groups.entry(rest).or_default();
                names.push(own.to_owned());
                *most = (*most).max(*bears);
            }
        }
        groups
    };
    let Some((column, groups)) = (0..width).map(|at| (at, by(at))).min_by_key(|(_, all)| all.len()) else {
        return Vec::new();
    };
    groups
        .into_iter()
        .map(|(rest, (names, bears))| {
            let list = shortened(kind, &names);
            let list = match (names.len() > 1, column, kind) {
                (true, 0, ClosedWorldKind::Unless) => format!("any of {list}"),
                _ => list,
            };
            let words: Vec<&str> =
                rest.iter().enumerate().map(|(at, word)| if at == column { &list } else { *word }).collect();
            Granted { text: told(kind, &words.join(" ")), count: names.len(), bears, routine }
        })
        .collect()
}

fn shortened(kind: ClosedWorldKind, names: &[String]) -> String {
    let join = match kind {
        ClosedWorldKind::Unless => any_of,
        ClosedWorldKind::Complete => listed,
    };
    if names.len() > LONGEST {
        let mut some: Vec<String> = names.iter().take(SAMPLE).cloned().collect();
        some.push(format!("{} others", names.len() - SAMPLE));
        return join(&some);
    }
    join(names)
}

/// `nobody has shown that …`, `taking … as all there are`.
fn told(kind: ClosedWorldKind, sentence: &str) -> String {
    match kind {
        ClosedWorldKind::Unless => format!("nobody has shown that {sentence}"),
        ClosedWorldKind::Complete => format!("taking {sentence} as complete"),
    }
}
