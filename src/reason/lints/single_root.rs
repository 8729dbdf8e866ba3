//! Key implications that rest on one source: all that is claimed for them reaches us through it.
//! (Intelligence Community Directive 206, 2015, Sourcing Requirements; Heuer 1999, Psychology of
//! Intelligence Analysis.)

use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Context, SymbolId, Term};
use crate::reason::dispute::repairs::voices;
use crate::reason::provenance::{AssumptionId, Root, Value, choice};
use crate::reason::query::ach::pairs;
use crate::reason::query::key_judgments::{Key, implications};
use crate::reason::{Session, Stop};
use std::collections::{BTreeMap, BTreeSet};

/// The most implications that are named.
const NAMED: usize = 12;

/// What rests on one source, one finding for each.
pub(super) fn single_root(session: &mut Session<'_>) -> Result<Vec<Diagnostic>, Stop> {
    if !session.is_disputable() {
        return Ok(Vec::new());
    }
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let model = session.model;
    let mut tellers: BTreeMap<SymbolId, BTreeSet<SymbolId>> = BTreeMap::new();
    for (teller, told) in pairs(&evaluated, model.known.relays) {
        if let (Term::Symbol(teller), Term::Symbol(told)) = (teller, told) {
            tellers.entry(told).or_default().insert(teller);
        }
    }
    let keys = implications(session, &mut evaluated, Context::Base).told;
    let repairs = session.repairs(None)?;
    let mut by_source: BTreeMap<SymbolId, Vec<String>> = BTreeMap::new();
    for (sentence, literal) in keys.iter().map(|key| (&key.sentence, Key::literal(key))) {
        let Some(atom) = repairs.provenance.sentence(&literal) else { continue };
        let Some(slice) =
            repairs.provenance.slices(&[atom]).pop().filter(|slice| slice.root == Root::Depends)
        else {
            continue;
        };
        let believed = |at: &AssumptionId| !repairs.provenance.is_hypothesis(*at);
        let roots: Vec<BTreeSet<SymbolId>> = slice
            .elements
            .iter()
            .map(|element| roots(&voices(&repairs.provenance, *element), &tellers))
            .collect();
        let all: BTreeSet<SymbolId> = roots.iter().flatten().copied().collect();
        let holds = |wanted: &dyn Fn(usize) -> bool| {
            let choices: Vec<_> = slice
                .elements
                .iter()
                .enumerate()
                .map(|(at, element)| choice(believed(element) && wanted(at)))
                .collect();
            slice.value(&choices) == Value::Holds
        };
        // It is the nearest to those who say it: what it comes from is all that it comes from.
        let of = |source: &SymbolId, at: usize| roots.get(at).is_some_and(|roots| roots.contains(source));
        let single = all
            .iter()
            .filter(|source| holds(&|at| of(source, at)) && !holds(&|at| !of(source, at)))
            .min_by_key(|source| (0..roots.len()).filter(|at| of(source, *at)).count());
        if let Some(source) = single {
            by_source.entry(*source).or_default().push(sentence.clone());
        }
    }
    Ok(by_source.into_iter().map(|(source, sentences)| told(session, source, &sentences)).collect())
}

/// Through whom what is said reaches us: whoever everybody who says it reaches us through.
fn roots(voices: &[SymbolId], tellers: &BTreeMap<SymbolId, BTreeSet<SymbolId>>) -> BTreeSet<SymbolId> {
    let mut common: Option<BTreeSet<SymbolId>> = None;
    for voice in voices {
        let mut reached = BTreeSet::from([*voice]);
        let mut open = vec![*voice];
        while let Some(at) = open.pop() {
            for teller in tellers.get(&at).into_iter().flatten() {
                if reached.insert(*teller) {
                    open.push(*teller);
                }
            }
        }
        common = Some(match common {
            None => reached,
            Some(known) => known.intersection(&reached).copied().collect(),
        });
    }
    common.unwrap_or_default()
}

fn told(session: &Session<'_>, source: SymbolId, sentences: &[String]) -> Diagnostic {
    let model = session.model;
    let count = match sentences {
        [_] => String::from("a key implication rests"),
        several => format!("{} key implications rest", several.len()),
    };
    let mut diagnostic =
        Diagnostic::new(Code::SingleRoot, format!("{count} on one source, `{}`", model.name(source)))
            .help("look for a second source that does not reach you through this one");
    if let Some(span) = model.symbol(source).and_then(|known| known.span) {
        diagnostic = diagnostic.label(span, "all that is claimed for it reaches us through this source");
    }
    for sentence in sentences.iter().take(NAMED) {
        diagnostic = diagnostic.note(format!("`{sentence}`"));
    }
    if sentences.len() > NAMED {
        diagnostic = diagnostic.note(format!("and {} more", sentences.len() - NAMED));
    }
    diagnostic
}
