//! Matrices of evidence: from `matrix for …`, from tables and from JSON to one form, and from there to statements.
//!
//! What a matrix comes to is said by a judgement for each hypothesis and one observation, so that everything that is
//! asked of the question takes it into account. **Invariant:** a matrix that leaves a hypothesis out is refused whole.

mod json;
mod named;
mod row;
mod table;

use super::resolver::Resolver;
use super::statements::Surroundings;
use crate::diagnostic::Diagnostic;
use crate::model::Question;
use crate::model::matrix::{Item, Mark, Matrix, Weight};
use crate::model::sort::SortId;
use crate::model::statement::{
    Attribution, Context, Formula, FormulaKind, Hedge, Kind, Literal, Stated, Statement, SymbolId, Telling,
    Term, count,
};
use crate::model::value::{Number, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Sign, StatementKind};
use named::Hypotheses;
use row::{Row, fault, unknown_mark};
use smol_str::{SmolStr, format_smolstr};

impl Resolver<'_> {
    /// `ratings scale: …`
    pub(super) fn rating_scale(&mut self, statements: &[ast::Statement]) {
        for statement in statements {
            let StatementKind::RatingScale(entries) = &statement.kind else { continue };
            let mut scale = self.model.rating_scale.clone();
            for entry in entries {
                let at = Mark::parse(&entry.mark.text)
                    .and_then(|mark| Mark::SAYING.iter().position(|known| *known == mark));
                let Some(at) = at else {
                    self.report(unknown_mark(&entry.mark.text, entry.mark.span));
                    continue;
                };
                let said = self.attribution(std::slice::from_ref(&entry.likely), &Attribution::default());
                if let (Some(Hedge { stated: Stated::Range(range), .. }), Some(slot)) =
                    (said.likelihood, scale.0.get_mut(at))
                {
                    *slot = range;
                }
            }
            let falls = scale.0.windows(2).any(|pair| match pair {
                [worse, better] => worse.low() > better.low() || worse.high() > better.high(),
                _ => false,
            });
            if falls {
                let message = String::from("the marks of this scale do not rise from `II` to `CC`");
                self.report(
                    fault(message, statement.span, "a better mark stands for something less likely")
                        .help("give likelihoods that rise: `ratings scale: II very unlikely, I unlikely, C likely, CC very likely.`"),
                );
                continue;
            }
            self.model.rating_scale = scale;
        }
    }

    /// `matrix for QUESTION { … }`
    pub(super) fn matrix(&mut self, statement: &ast::Statement, question: &ast::Name, around: &Surroundings) {
        let Some(question) = self.rated_question(statement, question, around) else { return };
        let hypotheses = Hypotheses::of(&self.model, &question);
        let outer = self.attribution(&statement.qualifiers, &around.attribution);
        let mut items = Vec::new();
        let mut sound = true;
        for inner in statement.block.iter().flatten() {
            let StatementKind::Rated(rated) = &inner.kind else {
                self.not_here(
                    inner.span,
                    "outside of the matrix, whose block holds items: `\"…\": CC, N, II.`",
                );
                continue;
            };
            match self.rated(inner, rated, &hypotheses, &outer) {
                Ok(item) => items.push(item),
                Err(diagnostic) => {
                    self.report(*diagnostic);
                    sound = false;
                }
            }
        }
        if items.is_empty() && sound {
            let message = String::from("this matrix has no items");
            self.report(
                fault(message, statement.span, "nothing is rated here")
                    .help("add items, each with a mark for each hypothesis: `\"what was seen\": CC, N, II.`"),
            );
        }
        self.keep(question.symbol, statement.span, items);
    }

    /// `ratings "FILE" for QUESTION`
    pub(super) fn ratings(
        &mut self,
        statement: &ast::Statement,
        path: &ast::Text,
        question: &ast::Name,
        around: &Surroundings,
    ) {
        let Some(question) = self.rated_question(statement, question, around) else { return };
        let outer = self.attribution(&statement.qualifiers, &around.attribution);
        let Some((file, source)) =
            self.named.get(&path.span).and_then(|file| Some((*file, self.map.file(*file)?)))
        else {
            return;
        };
        let hypotheses = Hypotheses::of(&self.model, &question);
        let json = source.text.trim_start().starts_with(['{', '[']);
        let read = match json {
            true => json::read(&source.text, path, &hypotheses),
            false => table::read(file, &source.name, &source.text, path, &hypotheses),
        };
        match read {
            Ok(rows) => {
                let items = rows.into_iter().map(|row| item(row, &hypotheses, &outer.sources)).collect();
                self.keep(question.symbol, statement.span, items);
            }
            Err(faults) => faults.into_iter().for_each(|fault| self.report(fault)),
        }
    }

    fn rated_question(
        &mut self,
        statement: &ast::Statement,
        name: &ast::Name,
        around: &Surroundings,
    ) -> Option<Question> {
        if around.context != Context::Base || around.question.is_some() {
            self.not_here(statement.span, "at the top of the file");
            return None;
        }
        let symbol = self.thing(name, &[SortId::QUESTION])?;
        let found = self.model.questions.iter().find(|question| question.symbol == symbol).cloned();
        if found.as_ref().is_none_or(|question| question.hypotheses.is_empty()) {
            let message = format!("`{}` has no hypotheses before this matrix", name.text);
            self.report(
                fault(message, name.span, "what are the items rated against?")
                    .help("state the question with its hypotheses before the matrix"),
            );
            return None;
        }
        found
    }

    /// An item of a matrix in the file.
    fn rated(
        &mut self,
        statement: &ast::Statement,
        rated: &ast::Rated,
        hypotheses: &Hypotheses,
        outer: &Attribution,
    ) -> Result<Item, Box<Diagnostic>> {
        let mut marks = Vec::new();
        let by_name = rated.ratings.iter().any(|rating| !rating.hypotheses.is_empty());
        for (at, rating) in rated.ratings.iter().enumerate() {
            let mark = Mark::parse(&rating.mark.text)
                .ok_or_else(|| Box::new(unknown_mark(&rating.mark.text, rating.mark.span)))?;
            if !by_name {
                marks.push((at, mark));
            }
            for name in &rating.hypotheses {
                let Some(symbol) = self.thing(name, &[SortId::HYPOTHESIS]) else { continue };
                match hypotheses.symbols.iter().position(|known| *known == symbol) {
                    Some(at) => marks.push((at, mark)),
                    None => {
                        let message = format!("`{}` is no hypothesis of this question", name.text);
                        return Err(Box::new(
                            fault(message, name.span, "an answer to another one").help(hypotheses.help()),
                        ));
                    }
                }
            }
            if by_name && rating.hypotheses.is_empty() {
                let message = String::from(
                    "some marks of this item say for which hypothesis they are, and this one does not",
                );
                return Err(Box::new(
                    fault(message, rating.mark.span, "for which one?")
                        .help("write all marks in the order of the hypotheses, or each with `for`"),
                ));
            }
        }
        let wanted = hypotheses.symbols.len();
        if !by_name && marks.len() != wanted {
            let message =
                format!("this item has {}, and the question {}", marked(marks.len()), hypothesised(wanted));
            let span = rated
                .ratings
                .iter()
                .map(|rating| rating.mark.span)
                .reduce(Span::to)
                .unwrap_or(rated.text.span);
            return Err(Box::new(
                fault(message, span, "one mark for each hypothesis, in their order").help(hypotheses.help()),
            ));
        }
        hypotheses.all_rated(&marks, rated.text.span, "this item").map_err(Box::new)?;
        let sources = self.attribution(&statement.qualifiers, outer).sources;
        let weight = |name: &Option<ast::Name>| -> Result<Option<Weight>, Box<Diagnostic>> {
            let Some(name) = name else { return Ok(None) };
            let known = ["low", "medium", "high"].contains(&name.text.as_str());
            match Weight::parse(&name.text).filter(|_| known) {
                Some(weight) => Ok(Some(weight)),
                None => Err(Box::new(
                    fault(format!("`{}` is no weight of an item", name.text), name.span, "not known")
                        .help("credibility and relevance are `low`, `medium` or `high`"),
                )),
            }
        };
        let row = Row {
            text: rated.text.value.clone(),
            name: statement.label.as_ref().map(|label| format_smolstr!("@{}", label.text)),
            span: statement.span,
            marks,
            credibility: weight(&rated.credibility)?,
            relevance: weight(&rated.relevance)?,
        };
        Ok(item(row, hypotheses, &sources))
    }

    fn keep(&mut self, question: SymbolId, span: Span, items: Vec<Item>) {
        if !items.is_empty() {
            self.model.matrices.push(Matrix { question, span, items, stated: false });
        }
    }

    /// States what matrices come to: how likely their evidence is if each hypothesis is right, and that it is there.
    pub(super) fn state_matrices(&mut self) {
        let (Some(relation), Some(holds)) = (self.model.known.rated_evidence, self.model.known.holds) else {
            return;
        };
        for at in 0..self.model.matrices.len() {
            let Some(matrix) = self.model.matrices.get_mut(at).filter(|matrix| !matrix.stated) else {
                continue;
            };
            matrix.stated = true;
            let matrix = matrix.clone();
            let Some(question) =
                self.model.questions.iter().find(|question| question.symbol == matrix.question)
            else {
                continue;
            };
            let number =
                self.model.matrices.iter().take(at + 1).filter(|one| one.question == matrix.question).count();
            let independent = self.model.frame.independent || question.independent;
            let hypotheses = question.hypotheses.clone();
            let joint = matrix.joint(hypotheses.len(), &self.model.rating_scale, independent);
            let span = matrix.span;
            let literal = |relation, terms| Literal { span, sign: Sign::Positive, relation, terms, on: None };
            let number = Term::Value(Value::Number(Number::from(i64::from(count(number)))));
            let evidence = literal(relation, vec![number, Term::Symbol(matrix.question)]);
            let blank = Statement {
                kind: Kind::Judgement,
                name: SmolStr::default(),
                gloss: None,
                doc: None,
                span,
                label: None,
                heads: vec![evidence],
                body: None,
                variables: Vec::new(),
                attribution: Attribution::default(),
                telling: Telling::Plain,
                context: Context::Base,
            };
            for (hypothesis, range) in hypotheses.into_iter().zip(joint) {
                let body = literal(holds, vec![Term::Symbol(hypothesis)]);
                let mut made = blank.clone();
                made.body = Some(Formula { span, kind: FormulaKind::Literal(body) });
                let words = SmolStr::new_static("its marks");
                made.attribution.likelihood = Some(Hedge { stated: Stated::Range(range), words, span });
                self.add(made);
            }
            let mut seen = Statement { kind: Kind::Assertion, ..blank };
            seen.attribution.observed = Some(span);
            self.add(seen);
        }
    }
}

fn item(row: Row, hypotheses: &Hypotheses, sources: &[SymbolId]) -> Item {
    let mut marks = vec![Mark::NotApplicable; hypotheses.symbols.len()];
    for (at, mark) in row.marks {
        if let Some(slot) = marks.get_mut(at) {
            *slot = mark;
        }
    }
    let Row { text, name, span, credibility, relevance, .. } = row;
    Item { text, name, span, marks, credibility, relevance, sources: sources.to_vec() }
}

fn marked(number: usize) -> String {
    if number == 1 { String::from("1 mark") } else { format!("{number} marks") }
}

fn hypothesised(number: usize) -> String {
    if number == 1 { String::from("1 hypothesis") } else { format!("{number} hypotheses") }
}
