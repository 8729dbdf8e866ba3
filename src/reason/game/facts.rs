//! What playing a game has found, as facts of the doctrine's `moves`.
//!
//! Every state that is told of gets a name, with its moves that are improvements and how the others answer
//! them; the rules say the rest. Invariant: of a state that is told, all improvements are told, so that what
//! rests on their absence is true.

use super::played::Played;
use crate::budget::Budget;
use crate::games::{Actors, State};
use crate::model::sort::SortId;
use crate::model::statement::{
    Attribution, Context, Kind, Literal, RelationId, Statement, SymbolId, Telling, Term,
};
use crate::model::{Model, Symbol};
use crate::report::listed;
use crate::syntax::ast::Sign;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most states that are told one by one.
const TOLD: usize = 64;

/// Adds what was found to the model.
pub(super) fn tell(model: &mut Model, played: &Played, budget: &Budget) {
    let Some(span) = model.games.iter().find(|game| game.symbol == played.game).map(|game| game.span) else {
        return;
    };
    let mut teller = Teller { states: BTreeMap::new(), model, played, budget, span };
    teller.all();
}

impl Played {
    /// The states that are told: all of them where they are few, else those that matter.
    pub(super) fn told(&self) -> Vec<State> {
        let states = self.outcomes.len();
        if states <= TOLD {
            return (0..states).collect();
        }
        let mut told = BTreeSet::from([self.status_quo]);
        told.extend(self.lasting.iter().copied().take(TOLD / 2));
        for (mover, moves) in self.conflict.movers.iter().enumerate() {
            let improvements = self.conflict.improvements(mover, self.status_quo);
            told.extend(self.best(moves.by, &improvements));
            told.extend(improvements.into_iter().take(4));
        }
        let mut told: BTreeSet<State> = told.into_iter().take(TOLD).collect();
        // An outcome can last if a state of it can: one is told for each.
        for name in &self.named {
            told.extend(self.lasting.iter().copied().find(|state| self.outcomes.named(*name, *state)));
        }
        told.into_iter().collect()
    }
}

struct Teller<'a> {
    /// The states that have a name of their own in this game.
    states: BTreeMap<String, SymbolId>,
    model: &'a mut Model,
    played: &'a Played,
    budget: &'a Budget,
    span: crate::source::Span,
}

impl Teller<'_> {
    fn all(&mut self) {
        let played = self.played;
        let game = Term::Symbol(played.game);
        let told = played.told();
        for mover in 0..played.conflict.movers.len() {
            let Some(by) = played.conflict.movers.get(mover).map(|moves| moves.by) else { continue };
            let who = Term::Symbol(self.actors(by));
            self.fact(self.model.known.plays_in, vec![who.clone(), game.clone()], None);
            for from in &told {
                let better = played.improvements(mover, *from, self.budget);
                if better.is_empty() {
                    let terms = vec![who.clone(), Term::Symbol(self.state(*from))];
                    let why = played.stays(self.model, mover, *from);
                    self.fact(self.model.known.no_better_move, terms, Some(why));
                }
                for to in better {
                    let (here, there) = (Term::Symbol(self.state(*from)), Term::Symbol(self.state(to)));
                    let how = played.change(self.model, *from, to);
                    let moves = vec![who.clone(), here.clone(), there.clone()];
                    self.fact(self.model.known.game_move, moves, Some(how));
                    let why = played.why(self.model, by, *from, to);
                    let rather = vec![who.clone(), there.clone(), here];
                    self.fact(self.model.known.would_rather, rather, Some(why));
                    let Some(answer) = played.answer(mover, *from, to, self.budget) else { continue };
                    let Some((_, last)) = answer.steps.last() else { continue };
                    let steps = played.steps(self.model, to, &answer);
                    let answered = vec![who.clone(), there, Term::Symbol(self.state(*last))];
                    self.fact(self.model.known.others_would_answer, answered, Some(steps));
                }
            }
        }
        for state in &told {
            let own = self.state(*state);
            self.fact(self.model.known.game_state, vec![Term::Symbol(own), game.clone()], None);
            for name in &played.named {
                if played.outcomes.named(*name, *state) && *name != own {
                    self.fact(
                        self.model.known.state_lies_in,
                        vec![Term::Symbol(own), Term::Symbol(*name)],
                        None,
                    );
                }
            }
        }
        self.outcomes(&told);
        self.status_quo();
        for (actor, goal) in &played.unjudged {
            let terms = vec![Term::Symbol(*goal), Term::Symbol(*actor), game.clone()];
            self.fact(self.model.known.unjudged, terms, None);
        }
        for (actor, good, bad) in played.against_goals() {
            let terms = [actor, bad, good].map(Term::Symbol).to_vec();
            self.fact(self.model.known.goals_speak_for, terms, None);
        }
        for word in &played.words {
            let terms = vec![Term::Symbol(word.debtor), Term::Symbol(word.commitment)];
            let Some(credible) = word.credible else { continue };
            let sign = if credible { Sign::Positive } else { Sign::Negative };
            self.signed(self.model.known.credible_word, sign, terms, Some(word.why.clone()));
        }
    }

    /// Who would rather have which of the outcomes that have names.
    fn outcomes(&mut self, told: &[State]) {
        let played = self.played;
        let mut named: Vec<(SymbolId, Vec<State>)> = played
            .named
            .iter()
            .map(|name| {
                let all = (0..played.outcomes.len()).filter(|at| played.outcomes.named(*name, *at));
                (*name, all.collect())
            })
            .collect();
        if told.len() <= 16 {
            for state in told {
                let own = self.state(*state);
                if !named.iter().any(|(name, _)| *name == own) {
                    named.push((own, vec![*state]));
                }
            }
        }
        for (at, actor) in played.actors.iter().enumerate() {
            for (good, better) in &named {
                for (bad, worse) in &named {
                    let taste = played.conflict.tastes.get(at);
                    if good != bad && taste.is_some_and(|taste| taste.prefers_all(worse, better)) {
                        let pair = worse.first().zip(better.first());
                        let why = pair.map(|(from, to)| played.why(self.model, 1 << at, *from, *to));
                        let terms = vec![Term::Symbol(*actor), Term::Symbol(*good), Term::Symbol(*bad)];
                        self.fact(self.model.known.would_rather, terms, why);
                    }
                }
            }
        }
        let lasting = &played.lasting;
        for (name, states) in named.iter().filter(|_| played.all.is_some()) {
            if !lasting.is_empty() && lasting.iter().all(|state| states.contains(state)) {
                let why = format!("what can last is {}", self.titles(lasting));
                self.fact(self.model.known.one_that_lasts, vec![Term::Symbol(*name)], Some(why));
            }
        }
        let ends = self.ends();
        for (name, states) in &named {
            if !ends.is_empty() && ends.iter().all(|state| states.contains(state)) {
                let why = played.roads(self.model, &ends, self.budget);
                let terms = vec![Term::Symbol(played.game), Term::Symbol(*name)];
                self.fact(self.model.known.game_ends_in, terms, Some(why));
            }
        }
    }

    fn titles(&self, states: &[State]) -> String {
        states.iter().map(|state| self.played.title(self.model, *state)).collect::<Vec<_>>().join(" and ")
    }

    /// The states that can last and that better moves without an answer lead to.
    fn ends(&self) -> Vec<State> {
        let reached = self.played.reached(self.budget).into_iter();
        reached.filter(|state| self.played.lasts(*state, self.budget)).collect()
    }

    /// Who deters whom, and who is set on what, where the game begins.
    fn status_quo(&mut self) {
        let played = self.played;
        let start = played.status_quo;
        for mover in 0..played.conflict.movers.len() {
            let Some(by) = played.conflict.movers.get(mover).map(|moves| moves.by) else { continue };
            let who = Term::Symbol(self.actors(by));
            let (mut free, mut held) = (Vec::new(), Vec::new());
            for to in played.improvements(mover, start, self.budget) {
                match played.answer(mover, start, to, self.budget) {
                    None => free.push(to),
                    Some(answer) => held.push((to, answer)),
                }
            }
            let open: BTreeSet<SymbolId> = free.iter().flat_map(|to| self.changed(start, *to)).collect();
            for (to, answer) in held {
                let why = format!(
                    "after its move to {} {}",
                    played.title(self.model, to),
                    played.steps(self.model, to, &answer)
                );
                // Who can do the same in a way that nobody answers is not deterred from it.
                let changed = self.changed(start, to);
                for action in changed.iter().filter(|action| !open.contains(action)) {
                    for (other, _) in &answer.steps {
                        let other = Term::Symbol(self.actors(*other));
                        let terms = vec![other, who.clone(), Term::Symbol(*action)];
                        self.fact(self.model.known.deters_from, terms, Some(why.clone()));
                    }
                }
            }
            for (at, choice) in played.options.all.iter().enumerate() {
                let takes = |to: &State| !played.takes(start, at) && played.takes(*to, at);
                if !free.is_empty() && free.iter().all(takes) {
                    let terms = vec![who.clone(), Term::Symbol(choice.action)];
                    self.fact(
                        self.model.known.is_set_on,
                        terms,
                        Some(String::from("each better move that is not answered takes it")),
                    );
                }
            }
        }
    }

    /// The options that a move changes.
    fn changed(&self, from: State, to: State) -> Vec<SymbolId> {
        let all = self.played.options.all.iter().enumerate();
        let changed = all.filter(|(at, _)| self.played.takes(from, *at) != self.played.takes(to, *at));
        changed.map(|(_, choice)| choice.action).collect()
    }

    /// The actor, or the actors together as a group of that name.
    fn actors(&mut self, by: Actors) -> SymbolId {
        let who = self.played.who(by);
        if let [one] = who.as_slice() {
            return *one;
        }
        let name = listed(&self.played.called(self.model, by));
        self.named(&name, SortId::GROUP)
    }

    fn state(&mut self, state: State) -> SymbolId {
        if let Some(alone) = self.played.alone(state) {
            return alone;
        }
        let name = self.played.title(self.model, state);
        if let Some(known) = self.states.get(&name) {
            return *known;
        }
        let symbol = self.named(&name, SortId::OUTCOME);
        self.states.insert(name, symbol);
        symbol
    }

    /// The symbol of this name that the language supplies; beside another thing of the name it is told by
    /// that of the game.
    fn named(&mut self, name: &str, sort: SortId) -> SymbolId {
        let mut name = SmolStr::new(name);
        loop {
            match self.model.names.get(&name) {
                Some(known) if self.model.symbol(*known).is_some_and(|one| one.sort == sort) => {
                    return *known;
                }
                Some(_) => name = smol_str::format_smolstr!("{}-{name}", self.model.name(self.played.game)),
                None => break,
            }
        }
        let symbol = Symbol { name: name.clone(), sort, gloss: None, aliases: Vec::new(), span: None };
        self.model.add_symbol(symbol, name)
    }

    fn fact(&mut self, relation: Option<RelationId>, terms: Vec<Term>, because: Option<String>) {
        self.signed(relation, Sign::Positive, terms, because);
    }

    fn signed(
        &mut self,
        relation: Option<RelationId>,
        sign: Sign,
        terms: Vec<Term>,
        because: Option<String>,
    ) {
        let Some(relation) = relation else { return };
        // Two games may come to contrary things; what is known of one of them alone is said of that one.
        let opposite = Model::opposite(sign);
        let contrary = self.model.statements.iter().any(|one| {
            matches!(one.context, Context::Game(_))
                && one
                    .heads
                    .iter()
                    .any(|head| (head.relation, head.sign, &head.terms) == (relation, opposite, &terms))
        });
        let context = match contrary {
            true => Context::Scenario(self.played.game),
            false => Context::Game(self.played.game),
        };
        let head = Literal { span: self.span, sign, relation, terms, on: None };
        let attribution = Attribution { because: because.map(SmolStr::new), ..Attribution::default() };
        self.model.statements.push(Arc::new(Statement {
            kind: Kind::Assertion,
            name: SmolStr::default(),
            gloss: None,
            doc: None,
            span: self.span,
            label: None,
            heads: vec![head],
            body: None,
            variables: Vec::new(),
            attribution,
            telling: Telling::Plain,
            context,
        }));
    }
}
