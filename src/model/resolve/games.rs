//! Games: their options, and their blocks, which hold in a scenario of the game's name.

use super::resolver::Resolver;
use super::scope::Scope;
use super::statements::Surroundings;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::statement::{Context, Kind, Term};
use crate::model::{Game, Scenario};
use crate::syntax::ast::{self, ClauseKind, Declaration, Sign};

impl Resolver<'_> {
    /// `game NAME "…" over LIST from SCENARIO { … }`, or `from DATE`
    pub(super) fn game(
        &mut self,
        statement: &ast::Statement,
        declaration: &Declaration,
        around: &Surroundings,
    ) {
        let Some(symbol) = self.at_the_top(statement, declaration, around) else { return };
        let mut game = Game { symbol, over: Vec::new(), outcomes: Vec::new(), span: statement.span };
        let (mut extends, mut as_of) = (None, None);
        for clause in &declaration.clauses {
            match &clause.kind {
                ClauseKind::Over(names) => {
                    for name in names {
                        if let Some(option) = self.thing(name, &[SortId::ACTION, SortId::MATTER]) {
                            game.over.push((option, name.span));
                        }
                    }
                }
                ClauseKind::AsOf(date) => as_of = self.dated(date).map(|dated| dated.date),
                ClauseKind::From(scenario) => extends = self.thing(scenario, &[SortId::SCENARIO]),
                _ => self.misplaced(clause, "game"),
            }
        }
        self.model.games.push(game);
        self.model.scenarios.push(Scenario {
            symbol,
            extends,
            as_of,
            retracted: Vec::new(),
            span: statement.span,
        });
        let attribution = self.attribution(&statement.qualifiers, &around.attribution);
        let inner = Surroundings { context: Context::Scenario(symbol), attribution, question: None };
        if let Some(block) = &statement.block {
            self.statements(block, &inner);
        }
    }

    /// `outcome NAME "…": FORMULA`: it holds where the formula does.
    pub(super) fn named_outcome(
        &mut self,
        statement: &ast::Statement,
        outcome: &ast::Hypothesis,
        around: &Surroundings,
    ) {
        let Some(&symbol) = self.model.names.get(&outcome.name.text) else { return };
        let is_outcome = self.model.symbol(symbol).is_some_and(|one| one.sort == SortId::OUTCOME);
        let game = match around.context {
            Context::Scenario(game) => self.model.games.iter_mut().find(|one| one.symbol == game),
            Context::Base | Context::Hypothesis(_) | Context::Game(_) => None,
        };
        let Some(game) = game else {
            return self.not_here(statement.span, "in the block of a `game NAME over … { … }`");
        };
        if !is_outcome || game.outcomes.contains(&symbol) {
            return;
        }
        game.outcomes.push(symbol);
        let (body, scope) =
            self.in_scope(Scope::default(), |resolver, scope| resolver.formula(&outcome.formula, scope));
        let Some(body) = body else { return };
        self.check_scope(&scope);
        let mut made = self.blank(statement, around, Kind::Assertion);
        made.gloss = outcome.gloss.as_ref().map(|gloss| gloss.value.clone());
        let head = (self.model.known.holds, Sign::Positive);
        self.clause_rule(&made, outcome.name.span, head, vec![Term::Symbol(symbol)], Some(body), scope.names);
    }

    /// A game is played over actions that are there.
    pub(super) fn check_games(&mut self) {
        let empty: Vec<_> =
            self.model.games.iter().filter(|game| game.over.is_empty()).map(|g| g.span).collect();
        for span in empty {
            self.report(
                Diagnostic::new(Code::GameRule, "a game without options")
                    .label(span, "over nothing")
                    .help("name actions that may be taken or not: `game NAME over ACTION and ACTION { … }`"),
            );
        }
    }
}
