//! What an analysis is expected to show.

use super::resolver::Resolver;
use super::scope::Scope;
use super::statements::Surroundings;
use super::suggest::{listed, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::occurrences::Entity;
use crate::model::statement::Stated;
use crate::model::{Expectation, ExpectationKind, ExpectedStatus};
use crate::source::on_one_line;
use crate::syntax::ast::{self, Expect, QualifierKind};
use smol_str::SmolStr;

impl Resolver<'_> {
    /// `expect …`
    pub(super) fn expectation(&mut self, statement: &ast::Statement, expect: &Expect, around: &Surroundings) {
        let mut scope = Scope::default();
        let kind = match expect {
            Expect::Holds(formula) => self.formula(formula, &mut scope).map(ExpectationKind::Holds),
            Expect::Unproven(literal) => self.literal(literal, &mut scope).map(ExpectationKind::Unproven),
            Expect::Status(word, literal) => {
                let status = self.status(word);
                let literal = self.literal(literal, &mut scope);
                status.zip(literal).map(|(status, literal)| ExpectationKind::Status(status, literal))
            }
            Expect::AtLeast(literal, word) => {
                let literal = self.literal(literal, &mut scope);
                match self.likelihood_word(&word.text, word.span) {
                    Some(Stated::Range(range)) => {
                        literal.map(|literal| ExpectationKind::AtLeast(literal, range))
                    }
                    Some(Stated::Possible) => {
                        literal.map(|literal| ExpectationKind::Status(ExpectedStatus::Possible, literal))
                    }
                    None => None,
                }
            }
            Expect::AtLeastGiven(formula, given, word) => {
                let formula = self.formula(formula, &mut scope);
                let given = self.formula(given, &mut scope);
                match self.likelihood_word(&word.text, word.span) {
                    Some(Stated::Range(range)) => formula
                        .zip(given)
                        .map(|(formula, given)| ExpectationKind::AtLeastGiven(formula, given, range)),
                    Some(Stated::Possible) => {
                        let help = "write a word of the scale or a probability: `at least 1%`";
                        self.report(
                            Diagnostic::new(Code::UnknownWord, "`possible` is no least likelihood here")
                                .label(word.span, "it has no lower end")
                                .help(help),
                        );
                        None
                    }
                    None => None,
                }
            }
            Expect::Answers(number, formula) => {
                let formula = self.formula(formula, &mut scope);
                let number = self.number(number).and_then(|number| number.to_i64());
                let number = number.and_then(|number| u64::try_from(number).ok());
                number.zip(formula).map(|(number, formula)| ExpectationKind::Answers(number, formula))
            }
            Expect::Violated(name) => self.violated(name),
        };
        self.check_scope(&scope);
        let Some(kind) = kind else {
            self.model.unread_expectations += 1;
            return;
        };
        let text = self.map.text(statement.span);
        let words = on_one_line(text);
        let words = words.strip_prefix("expect ").unwrap_or(&words);
        let (mut key, mut readable) = (false, true);
        for qualifier in &statement.qualifiers {
            match qualifier.kind {
                QualifierKind::Key => key = true,
                QualifierKind::Because(_) => {}
                _ => {
                    self.no_part_of_an_expectation(qualifier);
                    readable = false;
                }
            }
        }
        // What it was to expect is not known.
        if !readable {
            self.model.unread_expectations += 1;
            return;
        }
        self.model.expectations.push(Expectation {
            words: words.strip_suffix('.').unwrap_or(words).to_owned(),
            span: statement.span,
            context: around.context,
            variables: scope.names,
            kind,
            key,
        });
    }

    /// An expectation is nobody's claim: it has no source, date or likelihood of its own.
    fn no_part_of_an_expectation(&mut self, qualifier: &ast::Qualifier) {
        let help = match &qualifier.kind {
            QualifierKind::Likely(_) | QualifierKind::Probability(..) => {
                "to expect a likelihood, write `at least` before a word of the scale: `expect …, at least likely.`"
            }
            QualifierKind::AccordingTo(_) => {
                "take it away; what one source alone says is asked with `--as SOURCE`"
            }
            _ => "take it away: only `key`, `because \"…\"` and `at least WORD` may follow here",
        };
        self.report(
            Diagnostic::new(Code::ClauseOutOfPlace, "this does not belong to an expectation")
                .label(qualifier.span, "not here")
                .help(help),
        );
    }

    fn status(&mut self, word: &ast::Name) -> Option<ExpectedStatus> {
        Some(match word.text.as_str() {
            "undisputed" => ExpectedStatus::Undisputed,
            "established" => ExpectedStatus::Established,
            "contested" => ExpectedStatus::Contested,
            "rejected" => ExpectedStatus::Rejected,
            "leading" => ExpectedStatus::Leading,
            "tenable" => ExpectedStatus::Tenable,
            "possible" => ExpectedStatus::Possible,
            other => {
                let words = [
                    "undisputed",
                    "established",
                    "contested",
                    "rejected",
                    "leading",
                    "tenable",
                    "possible",
                    "unproven",
                ];
                let diagnostic = Diagnostic::new(Code::UnknownWord, format!("`{other}` is no status"))
                    .label(word.span, "not known")
                    .help(format!("a status is one of {}", listed(&words)));
                self.report(diagnostic);
                return None;
            }
        })
    }

    fn violated(&mut self, name: &ast::Name) -> Option<ExpectationKind> {
        let known = |name: &str, resolver: &Self| {
            resolver.rule_names.contains_key(name)
                || resolver.model.statements.iter().any(|statement| statement.name == name)
        };
        if known(&name.text, self) {
            self.refer(name.span, Entity::Rule(name.text.clone()));
            return Some(ExpectationKind::Violated(name.text.clone(), name.span));
        }
        let help = match nearest(&name.text, self.rule_names.keys().map(SmolStr::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                String::from("name an `impossible` or a `forbid`; `strat doctrine` lists the standard ones")
            }
        };
        let diagnostic = Diagnostic::new(
            Code::UnknownName,
            format!("there is no `impossible` or `forbid` called `{}`", name.text),
        )
        .label(name.span, "not known")
        .help(help);
        self.not_known(&name.text, diagnostic);
        None
    }
}
