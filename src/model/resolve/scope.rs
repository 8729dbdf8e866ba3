//! The variables of a statement or a query.

use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::sort::SortId;
use crate::model::sort::with_article;
use crate::model::statement::VariableId;
use crate::model::statement::count;
use crate::source::Span;
use crate::syntax::words;
use smol_str::SmolStr;

/// The variables of a statement or a query.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// Their names; anonymous ones are empty.
    pub(super) names: Vec<SmolStr>,
    /// What each stands for, wherever it stands.
    pub(super) uses: Vec<(VariableId, Vec<SortId>, Span)>,
    /// Whether question words are variables.
    pub(super) asking: bool,
    /// Whether a sentence could be read in two ways.
    pub(super) unclear: bool,
    /// For what the other sentences of the statement take its variables, by their names.
    elsewhere: Vec<(SmolStr, Vec<SortId>)>,
    /// The variables that `every` ranges over, while what it says is read: they hide others of their names.
    ranging: Vec<VariableId>,
    /// Those that it ranged over: nothing else is them.
    left: Vec<VariableId>,
}

impl Scope {
    /// Whether a sentence so far takes the variable of this name for a date.
    pub(super) fn is_date(&self, name: &str) -> bool {
        let known = self.known(name);
        let same = |variable: VariableId| known == Some(variable);
        self.uses.iter().any(|(variable, sorts, _)| same(*variable) && sorts.as_slice() == [SortId::DATE])
    }

    /// A scope in which question words are variables.
    pub(super) fn asking() -> Self {
        Self { asking: true, ..Self::default() }
    }

    fn known(&self, name: &str) -> Option<VariableId> {
        let named = |at: usize| self.names.get(at).is_some_and(|known| known == name);
        let inner = self.ranging.iter().rev().find(|variable| named(variable.0 as usize));
        inner.copied().or_else(|| {
            let all = (0..self.names.len()).filter(|at| named(*at)).map(|at| VariableId(count(at)));
            all.filter(|variable| !self.left.contains(variable)).min()
        })
    }

    /// The variable of this name.
    pub(super) fn variable(&mut self, name: &str) -> VariableId {
        self.known(name).unwrap_or_else(|| self.named(name))
    }

    fn named(&mut self, name: &str) -> VariableId {
        self.names.push(SmolStr::new(name));
        VariableId(count(self.names.len() - 1))
    }

    /// The variable that `every` ranges over: one of its own, also where another one has its name, until it is
    /// [`left`](Self::leave).
    pub(super) fn enter(&mut self, name: &str) -> VariableId {
        let variable = self.named(name);
        self.ranging.push(variable);
        variable
    }

    /// What the innermost `every` says is at its end.
    pub(super) fn leave(&mut self) {
        self.left.extend(self.ranging.pop());
    }

    /// A variable of its own, for `someone` and `something`.
    pub(super) fn anonymous(&mut self) -> VariableId {
        self.names.push(SmolStr::default());
        VariableId(count(self.names.len() - 1))
    }
}

impl Resolver<'_> {
    /// Reads the sentences of one statement in a scope. Where one can be read in two ways, all are read once more,
    /// knowing for what the others take its variables.
    pub(super) fn in_scope<T>(
        &mut self,
        scope: Scope,
        mut read: impl FnMut(&mut Self, &mut Scope) -> T,
    ) -> (T, Scope) {
        let mut first = scope.clone();
        let told = std::mem::take(&mut self.diagnostics);
        let value = read(self, &mut first);
        let found = std::mem::replace(&mut self.diagnostics, told);
        if !first.unclear {
            found.into_vec().into_iter().for_each(|diagnostic| self.report(diagnostic));
            return (value, first);
        }
        let name =
            |variable: VariableId| first.names.get(variable.0 as usize).filter(|name| !name.is_empty());
        let elsewhere = first
            .uses
            .iter()
            .filter_map(|(variable, sorts, _)| Some((name(*variable)?.clone(), sorts.clone())));
        let mut second = Scope { elsewhere: elsewhere.collect(), ..scope };
        (read(self, &mut second), second)
    }

    /// Whether what a sentence that was read after a scope takes variables for agrees with what is known of them.
    pub(super) fn agrees(&self, before: &Scope, after: &Scope) -> bool {
        after.uses.iter().skip(before.uses.len()).all(|(variable, sorts, _)| {
            let name = after.names.get(variable.0 as usize).filter(|name| !name.is_empty());
            let mut elsewhere = before.elsewhere.iter().filter(|(known, _)| Some(known) == name);
            let mut here = before.uses.iter().filter(|(known, ..)| known == variable);
            elsewhere.all(|(_, known)| self.may_be_both(sorts, known))
                && here.all(|(_, known, _)| self.may_be_both(sorts, known))
        })
    }

    /// Whether something may be of one of these sorts and of one of those.
    fn may_be_both(&self, these: &[SortId], those: &[SortId]) -> bool {
        these.iter().any(|one| those.iter().any(|other| self.compatible(*one, *other)))
    }

    /// Reports variables that stand for things of two sorts which nothing can be at once.
    pub(super) fn check_scope(&mut self, scope: &Scope) {
        for (at, name) in scope.names.iter().enumerate() {
            if name.is_empty() {
                continue;
            }
            let mut uses = scope.uses.iter().filter(|(variable, ..)| variable.0 as usize == at);
            let Some((_, first, first_span)) = uses.next() else { continue };
            let clash = uses.find(|(_, sorts, _)| !self.may_be_both(sorts, first));
            if let Some((_, sorts, span)) = clash {
                let (one, two) = (self.model.sorts.words(first), self.model.sorts.words(sorts));
                let asked = scope.asking && words::asks(name);
                let said = if asked { name.to_string() } else { format!("?{name}") };
                let help = if asked {
                    let other = sorts.first().map_or("other", |sort| self.model.sorts.name(*sort));
                    format!(
                        "a word that stands twice is one and the same thing: write a variable for one of them, such as `?{other}`"
                    )
                } else {
                    String::from("use two variables, or another sentence")
                };
                let diagnostic =
                    Diagnostic::new(Code::MixedVariable, format!("`{said}` stands for two sorts of things"))
                        .label(*span, format!("here for {}", with_article(&two)))
                        .label(*first_span, format!("here for {}", with_article(&one)))
                        .help(help);
                self.report(diagnostic);
            }
        }
    }

    fn compatible(&self, one: SortId, other: SortId) -> bool {
        let number = |sort| matches!(sort, SortId::NUMBER | SortId::QUANTITY);
        self.model.sorts.overlap(one, other) || (number(one) && number(other))
    }
}
