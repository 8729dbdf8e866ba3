//! Ratings in JSON: the records of Open Synthesis as Django writes them (`dumpdata`), and boards with their hypotheses
//! and evidence nested.
//!
//! Several ratings of one cell become one, as on a board: not applicable where most say so, else the mean, rounded
//! toward neutral. **Invariant:** what cannot be read is told once, at the path.

use super::super::suggest::listed;
use super::named::Hypotheses;
use super::row::{Row, fault};
use crate::diagnostic::Diagnostic;
use crate::model::matrix::{Mark, Weight};
use crate::syntax::ast;
use serde_json::Value;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What a board or a dump comes to: hypotheses and evidence by their keys, and the ratings of each pair.
#[derive(Default)]
struct Board {
    hypotheses: Vec<(String, String)>,
    evidence: Vec<(String, Piece)>,
    ratings: BTreeMap<(String, String), Vec<Mark>>,
}

struct Piece {
    text: String,
    credibility: Option<Weight>,
    relevance: Option<Weight>,
}

/// The rows of a text, or what is wrong with it.
pub(super) fn read(
    text: &str,
    path: &ast::Text,
    hypotheses: &Hypotheses,
) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let wrong = |message: String, help: String| Err(vec![fault(message, path.span, "this file").help(help)]);
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            return wrong(
                format!("`{}` is no JSON: {error}", path.value),
                String::from("export the board again"),
            );
        }
    };
    let board = match &value {
        Value::Array(records) => dump(records),
        other => nested(other),
    };
    let Some(board) = board.filter(|board| !board.evidence.is_empty()) else {
        return wrong(
            format!("`{}` holds no board of hypotheses and evidence", path.value),
            String::from(
                "it is read as the records of Open Synthesis, or as `{\"hypotheses\": […], \"evidence\": [{\"text\": …, \"ratings\": {…}}]}`",
            ),
        );
    };
    let mut places = BTreeMap::new();
    for (key, text) in &board.hypotheses {
        let Some(at) = hypotheses.find(text).or_else(|| hypotheses.find(key)) else {
            return wrong(
                format!("`{}` rates `{text}`, which is no hypothesis of the question", path.value),
                hypotheses.help(),
            );
        };
        places.insert(key.clone(), at);
    }
    let rows: Vec<Row> = board
        .evidence
        .iter()
        .map(|(key, piece)| {
            let marks = places.iter().filter_map(|(hypothesis, at)| {
                let all = board.ratings.get(&(key.clone(), hypothesis.clone()))?;
                Some((*at, agreed(all)))
            });
            Row {
                text: SmolStr::new(&piece.text),
                name: None,
                span: path.span,
                marks: marks.collect(),
                credibility: piece.credibility,
                relevance: piece.relevance,
            }
        })
        .collect();
    let missing = hypotheses.unrated(&rows);
    if !missing.is_empty() {
        return wrong(
            format!("`{}` does not rate {}", path.value, listed(&missing)),
            String::from("a hypothesis without marks cannot be compared with the others"),
        );
    }
    Ok(rows)
}

/// The records of a dump: `{"model": "openach.evidence", "pk": 3, "fields": {…}}`.
fn dump(records: &[Value]) -> Option<Board> {
    let mut board = Board::default();
    for record in records {
        let model = record.get("model")?.as_str()?.rsplit('.').next()?.to_lowercase();
        let fields = record.get("fields")?;
        let key = key(record.get("pk")?)?;
        // What was taken off the board stays in its records.
        if fields.get("removed").and_then(Value::as_bool) == Some(true) {
            continue;
        }
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        match model.as_str() {
            "hypothesis" => board.hypotheses.push((key, text("hypothesis_text")?)),
            "evidence" => {
                let piece = Piece { text: text("evidence_desc")?, credibility: None, relevance: None };
                board.evidence.push((key, piece));
            }
            "evaluation" => {
                let of = (self::key(fields.get("evidence")?)?, self::key(fields.get("hypothesis")?)?);
                board.ratings.entry(of).or_default().push(mark(fields.get("value")?)?);
            }
            _ => {}
        }
    }
    Some(board)
}

/// A board with everything in it: `{"hypotheses": […], "evidence": [{…, "ratings": {…}}]}`.
fn nested(value: &Value) -> Option<Board> {
    let mut board = Board::default();
    let inner = value.get("board").filter(|board| board.get("evidence").is_some()).unwrap_or(value);
    for (at, hypothesis) in inner.get("hypotheses")?.as_array()?.iter().enumerate() {
        let text = text_of(hypothesis, &["hypothesis_text", "text", "title", "name", "description"])?;
        let key = hypothesis.get("id").and_then(key).unwrap_or_else(|| (at + 1).to_string());
        board.hypotheses.push((key, text));
    }
    for (at, evidence) in inner.get("evidence")?.as_array()?.iter().enumerate() {
        let text = text_of(evidence, &["evidence_desc", "text", "title", "name", "description"])?;
        let own = evidence.get("id").and_then(key).unwrap_or_else(|| (at + 1).to_string());
        let weight = |name: &str| evidence.get(name).and_then(Value::as_str).and_then(Weight::parse);
        let piece = Piece { text, credibility: weight("credibility"), relevance: weight("relevance") };
        board.evidence.push((own.clone(), piece));
        let ratings = ["ratings", "evaluations", "scores"].iter().find_map(|name| evidence.get(name));
        match ratings {
            Some(Value::Object(ratings)) => {
                for (hypothesis, value) in ratings {
                    let of = board.called(hypothesis)?;
                    board.ratings.entry((own.clone(), of)).or_default().push(mark(value)?);
                }
            }
            Some(Value::Array(ratings)) => {
                for (at, rating) in ratings.iter().enumerate() {
                    let (of, value) = match rating.get("hypothesis").or_else(|| rating.get("hypothesis_id")) {
                        Some(hypothesis) => {
                            let value =
                                ["value", "rating", "mark"].iter().find_map(|name| rating.get(name))?;
                            (board.called(&key(hypothesis)?)?, value)
                        }
                        None => (board.hypotheses.get(at)?.0.clone(), rating),
                    };
                    board.ratings.entry((own.clone(), of)).or_default().push(mark(value)?);
                }
            }
            _ => {}
        }
    }
    Some(board)
}

impl Board {
    /// The key of the hypothesis that a rating calls by its key or its text.
    fn called(&self, text: &str) -> Option<String> {
        let found = self.hypotheses.iter().find(|(key, own)| key == text || own == text);
        found.map(|(key, _)| key.clone())
    }
}

fn text_of(value: &Value, names: &[&str]) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    names.iter().find_map(|name| value.get(name).and_then(Value::as_str)).map(str::to_owned)
}

fn key(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A mark as a text, or as Open Synthesis counts it: 0 not applicable, 1 very inconsistent to 5 very consistent.
fn mark(value: &Value) -> Option<Mark> {
    match value {
        Value::String(text) => Mark::parse(text),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(Mark::NotApplicable),
            place => Mark::SAYING.get(usize::try_from(place).ok()?.checked_sub(1)?).copied(),
        },
        Value::Null => Some(Mark::NotApplicable),
        _ => None,
    }
}

/// What several ratings of one cell come to.
fn agreed(all: &[Mark]) -> Mark {
    let said: Vec<usize> =
        all.iter().filter_map(|mark| Mark::SAYING.iter().position(|known| known == mark)).collect();
    if said.len() * 2 < all.len() || said.is_empty() {
        return Mark::NotApplicable;
    }
    // The mean, in halves from neutral: a tie goes to the mark that is nearer to it.
    let (sum, number) = (said.iter().sum::<usize>(), said.len());
    let doubled = 2 * sum;
    let at = (0..Mark::SAYING.len())
        .min_by_key(|at| ((2 * at * number).abs_diff(doubled), at.abs_diff(2)))
        .unwrap_or(2);
    Mark::SAYING.get(at).copied().unwrap_or(Mark::Neutral)
}
