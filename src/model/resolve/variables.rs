//! What the variables of a rule say where they stand: one that only `unless` knows, and one that stands alone.
//!
//! Whether a variable of the conclusion or of a comparison is bound is found when the rule is lowered
//! (`theory/lower.rs`), where alternatives are told apart.

use super::resolver::Resolver;
use super::scope::Scope;
use super::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::statement::{Formula, FormulaKind, Literal, Step, Term, VariableId};
use crate::source::Span;
use std::collections::BTreeMap;

/// How often each variable is mentioned.
type Mentions = BTreeMap<VariableId, usize>;

/// What comes after an `unless`.
struct Exception {
    span: Span,
    mentions: Mentions,
    /// Conditions in parentheses, that can speak of one more thing: nothing of that kind does all of this.
    group: bool,
}

impl Resolver<'_> {
    /// Checks the variables of a statement; `false` if one of them means nothing, which is reported.
    pub(super) fn check_variables(
        &mut self,
        heads: &[Literal],
        body: Option<&Formula>,
        scope: &Scope,
    ) -> bool {
        let Some(body) = body else { return true };
        let mut outside = Mentions::new();
        for term in heads.iter().flat_map(|head| head.terms.iter().chain(&head.on)) {
            mention(term, &mut outside);
        }
        let mut exceptions = Vec::new();
        visit(body, &mut outside, &mut exceptions);
        let mut sound = true;
        for (at, name) in (0..).map(VariableId).zip(&scope.names) {
            if name.is_empty() {
                continue;
            }
            let told: Vec<&Exception> =
                exceptions.iter().filter(|one| one.mentions.contains_key(&at)).collect();
            let inside: usize = told.iter().filter_map(|one| one.mentions.get(&at)).sum();
            match (outside.get(&at).copied().unwrap_or(0), told.as_slice()) {
                (0, [only]) if inside == 1 && !only.group => {
                    sound = false;
                    self.report(
                        Diagnostic::new(Code::Unsafe, format!("nothing says what `?{name}` stands for"))
                            .label(only.span, "only this `unless` speaks of it")
                            .help(format!(
                                "write `something` (or `someone`) if any will do, or say before `unless` what `?{name}` is"
                            )),
                    );
                }
                (0, [first, second, ..]) => {
                    sound = false;
                    self.report(
                        Diagnostic::new(Code::Unsafe, format!("nothing says what `?{name}` stands for"))
                            .label(first.span, "this `unless` would speak of one thing")
                            .label(second.span, "and this one of another")
                            .help(format!(
                                "write `something` (or `someone`) in each if any will do, say before `unless` what `?{name}` is, \
                                 or put both into one group: `unless (… and …)`"
                            )),
                    );
                }
                (outside, _) if outside + inside == 1 && !heads.is_empty() => {
                    self.check_lone(at, name, scope);
                }
                _ => {}
            }
        }
        sound
    }

    /// Warns of a variable that stands once, if another one is spelt much like it: it joins nothing, and what was
    /// meant may be the other one.
    fn check_lone(&mut self, lone: VariableId, name: &str, scope: &Scope) {
        // Of one or two letters each is much like each other.
        let long = |name: &str| name.chars().count() > 2;
        if !long(name) {
            return;
        }
        let others = scope.names.iter().filter(|other| long(other) && *other != name);
        let Some(near) = nearest(name, others.map(smol_str::SmolStr::as_str)) else { return };
        let Some((_, _, span)) = scope.uses.iter().find(|(variable, ..)| *variable == lone) else { return };
        self.report(
            Diagnostic::new(Code::LoneVariable, format!("`?{name}` stands only once, and so joins nothing"))
                .label(*span, format!("did you mean `?{near}`?"))
                .help(format!(
                    "write `?{near}` if that is meant, and `something` (or `someone`) if any will do"
                )),
        );
    }
}

fn mention(term: &Term, into: &mut Mentions) {
    if let Term::Variable(variable) = term {
        *into.entry(*variable).or_default() += 1;
    }
}

/// Counts the variables of a formula outside of its exceptions, and those of each exception.
fn visit(formula: &Formula, outside: &mut Mentions, exceptions: &mut Vec<Exception>) {
    match &formula.kind {
        FormulaKind::Literal(literal) => {
            literal.terms.iter().chain(&literal.on).for_each(|term| mention(term, outside));
        }
        FormulaKind::Compare(left, _, right) => {
            for step in left.steps.iter().chain(&right.steps) {
                if let Step::Push(term) = step {
                    mention(term, outside);
                }
            }
        }
        FormulaKind::And(members) | FormulaKind::Or(members) => {
            members.iter().for_each(|member| visit(member, outside, exceptions));
        }
        FormulaKind::Unless(inner) => {
            let mut mentions = Mentions::new();
            let mut nested = Vec::new();
            visit(inner, &mut mentions, &mut nested);
            for exception in nested {
                for (variable, count) in exception.mentions {
                    *mentions.entry(variable).or_default() += count;
                }
            }
            let group = match &inner.kind {
                FormulaKind::Literal(literal) => literal.span != inner.span,
                _ => true,
            };
            exceptions.push(Exception { span: formula.span, mentions, group });
        }
        FormulaKind::Every(variable, domain, claim) => {
            mention(&Term::Variable(*variable), outside);
            visit(domain, outside, exceptions);
            visit(claim, outside, exceptions);
        }
        FormulaKind::Only(variable, domain) => {
            mention(&Term::Variable(*variable), outside);
            visit(domain, outside, exceptions);
        }
        FormulaKind::Aggregate(target, _, variable, domain) => {
            mention(&Term::Variable(*target), outside);
            mention(&Term::Variable(*variable), outside);
            visit(domain, outside, exceptions);
            // A variable in what is counted tells its cases apart, and has to stand there only once.
            visit(domain, outside, &mut Vec::new());
        }
    }
}
