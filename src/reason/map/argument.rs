//! Conclusions down to what they come from: smallest proofs laid over each other, with what stands against them.

use super::canvas::{Arrow, Canvas, Key, words};
use crate::model::statement::{Context, Literal, SymbolId};
use crate::reason::query::key_judgments::implications;
use crate::reason::query::why::reasons;
use crate::reason::{Session, Stop};
use crate::report::{
    By, ClosedWorldAssumption, ClosedWorldKind, Map, MapKind, MapNode, ProofNode, Shape, Support, Tone,
};

/// How many conclusions are drawn together.
const CONCLUSIONS: usize = 4;

/// The key implications, or those that speak of a thing, or one sentence.
pub(super) fn argument(
    session: &mut Session<'_>,
    about: Option<(&str, Option<SymbolId>)>,
) -> Result<Option<Map>, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let mut evaluated = session.look(&view, None, &[])?.evaluated;
    let keys = implications(session, &mut evaluated, Context::Base).told;
    let wanted: Vec<_> = keys
        .iter()
        .filter(|key| match about {
            None => true,
            Some((_, Some(symbol))) => {
                key.said.terms.contains(&crate::model::statement::Term::Symbol(symbol))
            }
            Some((sentence, None)) => key.sentence == sentence.trim().trim_end_matches('.'),
        })
        .collect();
    if wanted.is_empty() && about.is_some() {
        return Ok(None);
    }
    let mut canvas = Canvas::new(model);
    let mut drawn: Vec<Literal> = Vec::new();
    for key in wanted.iter().take(CONCLUSIONS) {
        session.in_time()?;
        let proof = reasons(model, &mut evaluated, key.relation, key.row).proof;
        let places: Vec<usize> = proof.nodes.iter().map(|node| sentence(&mut canvas, node)).collect();
        for (node, own) in proof.nodes.iter().zip(&places) {
            for premise in node.premises.iter().filter_map(|at| places.get(*at)) {
                rests(&mut canvas, *premise, *own, Tone::Plain);
            }
            for silence in node.silence.iter().filter(|silence| !silence.declared) {
                let from = silent(&mut canvas, silence);
                rests(&mut canvas, from, *own, Tone::Faint);
            }
        }
        drawn.push(key.literal());
    }
    for literal in &drawn {
        for opposed in session.opposed(None, literal)? {
            for (one, other) in
                opposed.against.iter().flat_map(|one| opposed.said.iter().map(move |said| (one, said)))
            {
                // What is not part of the argument is left out.
                let Some(to) = canvas.place(&Key::Sentence(other.sentence.clone())) else { continue };
                let from = support(&mut canvas, one);
                let both = opposed.against.len() == 1 && opposed.said.len() == 1;
                canvas.draw(Arrow {
                    from,
                    to,
                    words: if both { "cannot both hold" } else { "cannot all hold" },
                    object: None,
                    tone: Tone::Against,
                    upwards: true,
                    sentence: "",
                });
            }
        }
    }
    let mut map = canvas.finish(MapKind::Argument, None);
    map.hidden += wanted.len().saturating_sub(CONCLUSIONS);
    Ok(Some(map))
}

/// What a sentence rests on stands below it.
fn rests(canvas: &mut Canvas<'_>, from: usize, to: usize, tone: Tone) {
    canvas.draw(Arrow { from, to, words: "", object: None, tone, upwards: true, sentence: "" });
}

fn sentence(canvas: &mut Canvas<'_>, node: &ProofNode) -> usize {
    canvas.put(Key::Sentence(node.sentence.clone()), || {
        let (shape, note) = match &node.by {
            By::Rule(rule) => {
                let name =
                    if rule.name.is_empty() { "a statement with a condition" } else { rule.name.as_str() };
                (Shape::Conclusion, Some(name.replace('_', " ")))
            }
            By::Claim => (Shape::Claim, Some(said_by(&node.sources, &node.hedges))),
            By::Assumption => (Shape::Claim, Some(String::from("assumed"))),
            By::Supposition => (Shape::Claim, Some(String::from("supposed"))),
            By::Hypothesis(name) => {
                (Shape::Claim, Some(format!("under the hypothesis {}", name.replace('_', " "))))
            }
            By::Given => (Shape::Claim, Some(String::from("given"))),
            By::Played => (Shape::Claim, Some(String::from("found by playing"))),
        };
        let about = match &node.by {
            By::Rule(rule) => rule.gloss.clone(),
            _ => None,
        };
        MapNode { title: words(&node.sentence), note, about, shape, place: node.place.clone() }
    })
}

fn said_by(sources: &[String], hedges: &[String]) -> String {
    let who = if sources.is_empty() { String::from("the analyst") } else { sources.join(", ") };
    std::iter::once(who).chain(hedges.iter().cloned()).collect::<Vec<_>>().join(", ")
}

fn silent(canvas: &mut Canvas<'_>, silence: &ClosedWorldAssumption) -> usize {
    let (title, key) = match silence.kind {
        ClosedWorldKind::Unless => (format!("nobody has shown that {}", silence.sentence), "unless"),
        ClosedWorldKind::Complete => (format!("taking {} as complete", silence.sentence), "complete"),
    };
    canvas.put(Key::Sentence(format!("{key}: {}", silence.sentence)), || MapNode {
        title: words(&title),
        note: None,
        about: None,
        shape: Shape::Silence,
        place: None,
    })
}

fn support(canvas: &mut Canvas<'_>, support: &Support) -> usize {
    canvas.put(Key::Sentence(support.sentence.clone()), || MapNode {
        title: words(&support.sentence),
        note: Some(said_by(&support.sources, &[])),
        about: None,
        shape: Shape::Claim,
        place: support.place.clone(),
    })
}
