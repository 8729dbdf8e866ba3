//! The options of a game, and those who carry them out.
//!
//! An actor carries out what is its own; a group acts by its voting rule, and without one all its members have to
//! agree. Invariant: the councils are those of options of the game, each once.

use super::refused::{Refused, refused};
use super::rows::{Groups, names, pairs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::sort::SortId;
use crate::model::statement::{Context, Literal, SymbolId, Term};
use crate::model::value::Date;
use crate::model::{Game, Model};
use crate::reason::council::deciding;
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::theory::Evaluated;
use crate::voting::Rule;
use std::collections::BTreeSet;

/// The most options that a game may have: they are the bits of a number.
const OPTIONS: usize = 64;

/// Some who act as one: all of the actors, and of each council enough members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) actors: BTreeSet<SymbolId>,
    /// The numbers of the councils.
    pub(super) councils: BTreeSet<usize>,
}

impl Party {
    fn join(mut self, other: Self) -> Self {
        self.actors.extend(other.actors);
        self.councils.extend(other.councils);
        self
    }
}

/// An option.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) action: SymbolId,
    /// Those who carry it out: to take it needs all of them, to undo it one.
    pub(super) parties: Vec<Party>,
    pub(super) irreversible: bool,
    pub(super) unrepeatable: bool,
    /// It cannot be chosen any more.
    pub(super) fixed: bool,
    /// The options, as bits, that it waits for.
    pub(super) waits_for: u64,
    /// The options, as bits, that prevent it.
    pub(super) barred_by: u64,
}

/// A body that acts by a voting rule.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) group: SymbolId,
    /// Who stands behind each member, in the order of the rule; councils among them come before this one.
    pub(super) members: Vec<Party>,
    pub(super) rule: Rule,
}

/// The options of a game.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) all: Vec<Choice>,
    pub(super) councils: Vec<Body>,
    /// What nobody has a choice about, where it is named as an option.
    settled: Vec<(SymbolId, Span, Settled)>,
}

/// Why nobody has a choice about an option, or not the whole one.
#[derive(Clone, Copy, Debug)]
enum Settled {
    /// It took place and stays so.
    Done,
    /// This took place and prevents it.
    Prevented(SymbolId),
    /// It waits for this, which is no option.
    Waits(SymbolId),
}

impl Options {
    /// The options of a game in the view in which it begins, where `taken` took place.
    pub(super) fn of(
        model: &Model,
        start: &Evaluated,
        game: &Game,
        taken: &BTreeSet<SymbolId>,
        day: Option<Date>,
    ) -> Result<Self, Refused> {
        let under = pairs(start, model.known.falls_under);
        let by = pairs(start, model.known.action_of);
        let groups = Groups::of(model, start);
        let (irreversible, unrepeatable) =
            (names(start, model.known.irreversible_action), names(start, model.known.unrepeatable_action));
        let (prevents, waits) = (pairs(start, model.known.prevents), pairs(start, model.known.waits_for));
        let listed: BTreeSet<SymbolId> = game.over.iter().map(|(option, _)| *option).collect();
        let within = under.iter().filter(|(_, matter)| listed.contains(matter)).map(|(action, _)| *action);
        let chosen: BTreeSet<SymbolId> = listed.iter().copied().chain(within).collect();
        let mut options = Self::default();
        for (option, place) in &game.over {
            let below = under.iter().filter(|(_, matter)| matter == option).map(|(action, _)| *action);
            let matter = model.symbol(*option).is_some_and(|one| one.sort == SortId::MATTER);
            let actions: Vec<SymbolId> = if matter { below.collect() } else { vec![*option] };
            if actions.is_empty() {
                return Err(refused(
                    format!("no action falls under `{}`", model.name(*option)),
                    *place,
                    "a matter stands for the actions under it",
                    "put actions under it: `action NAME by ACTOR, under MATTER.`",
                ));
            }
            for action in actions {
                if options.place(action).is_some() {
                    continue;
                }
                let actors = by.iter().filter(|(one, _)| *one == action).map(|(_, actor)| *actor);
                let mut parties: Vec<Party> = Vec::new();
                for actor in actors.collect::<BTreeSet<SymbolId>>() {
                    let party = options.party((model, start, &groups), actor, action, &mut Vec::new());
                    if !parties.contains(&party) {
                        parties.push(party);
                    }
                }
                if parties.is_empty() {
                    return Err(refused(
                        format!("nobody controls `{}`", model.name(action)),
                        *place,
                        "an option of nobody",
                        "say whose action it is: `action NAME by ACTOR.`",
                    ));
                }
                let irreversible = irreversible.contains(&action);
                let done = taken.contains(&action) && (irreversible || over(model, action, day));
                if done && !matter {
                    options.settled.push((action, *place, Settled::Done));
                }
                // Of what is done by somebody in the game it depends on the state.
                let bar = prevents.iter().find(|(one, other)| {
                    *other == action
                        && one != other
                        && taken.contains(one)
                        && !taken.contains(&action)
                        && !chosen.contains(one)
                });
                if let Some((bar, _)) = bar {
                    options.settled.push((action, *place, Settled::Prevented(*bar)));
                }
                let fixed = done || bar.is_some();
                let waits = waits.iter().filter(|(one, other)| *one == action && !chosen.contains(other));
                options.settled.extend(waits.map(|(_, other)| (action, *place, Settled::Waits(*other))));
                options.all.push(Choice {
                    action,
                    parties,
                    irreversible,
                    unrepeatable: unrepeatable.contains(&action),
                    fixed,
                    waits_for: 0,
                    barred_by: 0,
                });
            }
        }
        if options.all.len() > OPTIONS {
            return Err(Box::new(
                Diagnostic::new(
                    Code::LimitReached,
                    format!(
                        "the game `{}` has {} options, and at most {OPTIONS} can be told apart",
                        model.name(game.symbol),
                        options.all.len()
                    ),
                )
                .label(game.span, "too many to tell apart")
                .help("leave options out, such as those that took place and stay so"),
            ));
        }
        let places: Vec<SymbolId> = options.all.iter().map(|choice| choice.action).collect();
        let bits = |of: &dyn Fn(SymbolId) -> bool| {
            places.iter().enumerate().filter(|(_, one)| of(**one)).fold(0, |all, (at, _)| all | 1_u64 << at)
        };
        for choice in &mut options.all {
            let action = choice.action;
            choice.waits_for = bits(&|one| waits.contains(&(action, one)));
            choice.barred_by = bits(&|one| one != action && prevents.contains(&(one, action)));
        }
        if options.all.iter().all(|choice| choice.fixed) {
            return Err(refused(
                format!("nobody has a choice about any option of `{}`", model.name(game.symbol)),
                game.span,
                "each took place and stays so, or is prevented",
                "name options that are open, or begin on an earlier day: `from DATE`",
            ));
        }
        Ok(options)
    }

    /// How an actor carries out an action: a group by its voting rule, if it has one that leaves it a choice of
    /// who agrees. A member that is a group does so by a rule of its own; `above` are the groups that it stands in.
    fn party(
        &mut self,
        reading: (&Model, &Evaluated, &Groups),
        actor: SymbolId,
        action: SymbolId,
        above: &mut Vec<SymbolId>,
    ) -> Party {
        let (model, start, groups) = reading;
        let rule = (!above.contains(&actor)).then(|| deciding(model, start, actor, action)).flatten();
        let Some((members, rule)) = rule else {
            return Party { actors: groups.everybody([actor]), ..Party::default() };
        };
        above.push(actor);
        let members = members.into_iter().map(|member| self.party(reading, member, action, above));
        let members: Vec<Party> = members.collect();
        above.pop();
        let all = |_: usize| true;
        let needed: Vec<bool> =
            (0..members.len()).map(|out| rule.carried_by(all) && !rule.carried_by(|at| at != out)).collect();
        if rule.carried_by(|at| needed.get(at).copied().unwrap_or(false)) {
            let needed = members.into_iter().zip(needed).filter(|(_, needed)| *needed);
            return needed.fold(Party::default(), |all, (member, _)| all.join(member));
        }
        let body = Body { group: actor, members, rule };
        let known = self
            .councils
            .iter()
            .position(|one| (one.group, &one.members, &one.rule) == (body.group, &body.members, &body.rule));
        let number = known.unwrap_or_else(|| {
            self.councils.push(body);
            self.councils.len() - 1
        });
        Party { councils: BTreeSet::from([number]), ..Party::default() }
    }

    /// Whether some act only if an actor does.
    pub(super) fn needs(&self, party: &Party, actor: SymbolId) -> bool {
        let council = |number: &usize| {
            self.councils.get(*number).is_some_and(|body| {
                let without = |at: usize| body.members.get(at).is_some_and(|one| !self.needs(one, actor));
                !body.rule.carried_by(without)
            })
        };
        party.actors.contains(&actor) || party.councils.iter().any(council)
    }

    /// Whether a group is one of the councils that act in a party, or a member of one.
    pub(super) fn votes(&self, party: &Party, group: SymbolId) -> bool {
        let bodies = party.councils.iter().filter_map(|number| self.councils.get(*number));
        bodies
            .into_iter()
            .any(|body| body.group == group || body.members.iter().any(|member| self.votes(member, group)))
    }

    /// What nobody has a choice about, a sentence each.
    pub(super) fn settled_sentences(&self, model: &Model) -> Vec<String> {
        let say = |(action, _, why): &(SymbolId, Span, Settled)| {
            let name = model.name(*action);
            match why {
                Settled::Done => format!("Nobody has a choice about {name}: it took place and stays so"),
                Settled::Prevented(bar) => {
                    format!(
                        "Nobody has a choice about {name}: {} took place and prevents it",
                        model.name(*bar)
                    )
                }
                Settled::Waits(other) => format!(
                    "What {name} waits for, {}, is no option: it is played as if that had come about",
                    model.name(*other)
                ),
            }
        };
        self.settled.iter().map(say).collect()
    }

    /// Says of each option that is none that nobody has a choice about it any more.
    pub(super) fn remarks(&self, model: &Model, game: &Game) -> Vec<Diagnostic> {
        let remark = |(action, place, why): &(SymbolId, Span, Settled)| {
            let name = model.name(*action);
            let whole = model.name(game.symbol);
            let (message, severity, label, help) = match why {
                Settled::Done => (
                    format!("`{name}` took place and stays so: it is no option"),
                    Severity::Warning,
                    format!("nobody in `{whole}` has a choice about it"),
                    String::from("leave it out, or begin on an earlier day: `from DATE`"),
                ),
                Settled::Prevented(bar) => (
                    format!("`{}` took place and prevents `{name}`: it is no option", model.name(*bar)),
                    Severity::Warning,
                    format!("nobody in `{whole}` has a choice about it"),
                    format!("leave it out, or add `{}` to the options if it can be undone", model.name(*bar)),
                ),
                Settled::Waits(other) => (
                    format!("`{name}` waits for `{}`, which is no option of `{whole}`", model.name(*other)),
                    Severity::Note,
                    String::from("it is played as if that had come about"),
                    format!("add `{}` to the options to play whether it does", model.name(*other)),
                ),
            };
            Diagnostic::new(Code::GameRule, message).severity(severity).label(*place, label).help(help)
        };
        self.settled.iter().map(remark).collect()
    }

    /// The options that are open, each as that it took place.
    pub(super) fn literals(&self, model: &Model, game: &Game) -> Vec<Literal> {
        let open = self.all.iter().filter(|choice| !choice.fixed);
        let literal = |choice: &Choice| {
            Some(Literal {
                span: game.span,
                sign: Sign::Positive,
                relation: model.known.took_place?,
                terms: vec![Term::Symbol(choice.action)],
                on: None,
            })
        };
        open.filter_map(literal).collect()
    }

    /// The place of an action among the options.
    pub(super) fn place(&self, action: SymbolId) -> Option<usize> {
        self.all.iter().position(|choice| choice.action == action)
    }

    /// Everybody who carries something out, or votes on it.
    pub(super) fn actors(&self) -> BTreeSet<SymbolId> {
        let own = self.all.iter().flat_map(|choice| &choice.parties);
        let members = self.councils.iter().flat_map(|council| &council.members);
        own.chain(members).flat_map(|party| &party.actors).copied().collect()
    }
}

/// Whether an action is dated before the day on which the game begins.
fn over(model: &Model, action: SymbolId, day: Option<Date>) -> bool {
    let (Some(now), Some(relation)) = (day, model.known.took_place) else { return false };
    model.statements().any(|(_, statement)| {
        statement.context == Context::Base
            && statement.attribution.on.as_ref().is_some_and(|on| on.date.before(now))
            && statement.heads.iter().any(|head| {
                head.relation == relation
                    && head.sign == Sign::Positive
                    && head.terms.first() == Some(&Term::Symbol(action))
            })
    })
}
