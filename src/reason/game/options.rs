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
    /// What took place and stays so, where it is named as an option.
    settled: Vec<(SymbolId, Span)>,
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
                let fixed = taken.contains(&action) && (irreversible || over(model, action, day));
                if fixed && !matter {
                    options.settled.push((action, *place));
                }
                options.all.push(Choice {
                    action,
                    parties,
                    irreversible,
                    unrepeatable: unrepeatable.contains(&action),
                    fixed,
                });
            }
        }
        if options.all.iter().all(|choice| choice.fixed) {
            return Err(refused(
                format!("all options of `{}` took place and stay so", model.name(game.symbol)),
                game.span,
                "nobody has a choice left",
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

    /// Says of each option that is none that nobody has a choice about it any more.
    pub(super) fn remarks(&self, model: &Model, game: &Game) -> Vec<Diagnostic> {
        let remark = |(action, place): &(SymbolId, Span)| {
            let name = model.name(*action);
            Diagnostic::new(Code::GameRule, format!("`{name}` took place and stays so: it is no option"))
                .severity(Severity::Warning)
                .label(*place, format!("nobody in `{}` has a choice about it", model.name(game.symbol)))
                .help("leave it out, or begin on an earlier day: `from DATE`")
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
