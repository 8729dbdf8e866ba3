//! Sorts: what kinds of things there are, and which stands below which.
//!
//! Invariant: the sorts of the language come first, with fixed numbers; `below` has no cycle.

use crate::source::Span;
use smol_str::SmolStr;

/// A sort, by the order of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortId(pub u32);

macro_rules! sorts {
    ($($id:ident = $number:literal, $name:literal, $below:expr;)*) => {
        impl SortId {
            $(#[doc = concat!("`", $name, "`")] pub const $id: SortId = SortId($number);)*
        }
        const BUILT_IN: &[(&str, Option<SortId>)] = &[$(($name, $below)),*];
    };
}

sorts! {
    ANY = 0, "any", None;
    ACTOR = 1, "actor", None;
    GROUP = 2, "group", Some(SortId::ACTOR);
    HAPPENING = 3, "happening", None;
    ACTION = 4, "action", Some(SortId::HAPPENING);
    EVENT = 5, "event", Some(SortId::HAPPENING);
    PROPOSITION = 6, "proposition", None;
    HYPOTHESIS = 7, "hypothesis", Some(SortId::PROPOSITION);
    GOAL = 8, "goal", None;
    MATTER = 9, "matter", None;
    RESOURCE = 10, "resource", None;
    SOURCE = 11, "source", None;
    COMMITMENT = 12, "commitment", None;
    FORECAST = 13, "forecast", None;
    QUESTION = 14, "question", None;
    SCENARIO = 15, "scenario", None;
    STATEMENT = 16, "statement", None;
    UNIT = 17, "unit", None;
    DATE = 18, "date", None;
    NUMBER = 19, "number", None;
    QUANTITY = 20, "quantity", None;
    TEXT = 21, "text", None;
    KIND = 22, "kind", None;
    CONFIDENCE = 23, "confidence", None;
    VOTING_RULE = 24, "voting_rule", None;
    REQUIREMENT = 25, "requirement", None;
    GAME = 26, "game", None;
    OUTCOME = 27, "outcome", Some(SortId::PROPOSITION);
}

impl SortId {
    /// The sort of the language that has this name.
    pub fn built_in(name: &str) -> Option<Self> {
        (0..).map(SortId).zip(BUILT_IN).find(|(_, (known, _))| *known == name).map(|(id, _)| id)
    }

    /// Whether something of the sort may be a value and not a thing with a name.
    pub fn has_values(self) -> bool {
        matches!(self, Self::ANY | Self::DATE | Self::NUMBER | Self::QUANTITY | Self::TEXT)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Sort {
    pub(super) name: SmolStr,
    pub(super) below: Option<SortId>,
    pub(super) span: Option<Span>,
}

/// The sorts of an analysis.
#[derive(Clone, Debug)]
pub struct Sorts {
    pub(super) sorts: Vec<Sort>,
}

impl Default for Sorts {
    fn default() -> Self {
        let sorts = BUILT_IN
            .iter()
            .map(|(name, below)| Sort { name: SmolStr::new_static(name), below: *below, span: None })
            .collect();
        Self { sorts }
    }
}

impl Sorts {
    /// Declares a sort.
    pub fn add(&mut self, name: SmolStr, below: Option<SortId>, span: Span) -> SortId {
        let id = SortId(u32::try_from(self.sorts.len()).unwrap_or(u32::MAX));
        self.sorts.push(Sort { name, below, span: Some(span) });
        id
    }

    /// The sort of this name.
    pub fn find(&self, name: &str) -> Option<SortId> {
        (0..).map(SortId).zip(&self.sorts).find(|(_, sort)| sort.name == name).map(|(id, _)| id)
    }

    /// Its name.
    pub fn name(&self, id: SortId) -> &str {
        self.sorts.get(id.0 as usize).map_or("", |sort| sort.name.as_str())
    }

    /// Where it is declared; `None` for the sorts of the language.
    pub fn span(&self, id: SortId) -> Option<Span> {
        self.sorts.get(id.0 as usize).and_then(|sort| sort.span)
    }

    /// The names of all sorts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sorts.iter().map(|sort| sort.name.as_str())
    }

    /// Whether `one` is `other` or stands below it; everything stands below `any`.
    pub fn is_below(&self, one: SortId, other: SortId) -> bool {
        if other == SortId::ANY {
            return true;
        }
        let mut at = Some(one);
        while let Some(id) = at {
            if id == other {
                return true;
            }
            at = self.sorts.get(id.0 as usize).and_then(|sort| sort.below);
        }
        false
    }

    /// Whether something can be of both: one of them stands below the other.
    pub fn overlap(&self, one: SortId, other: SortId) -> bool {
        self.is_below(one, other) || self.is_below(other, one)
    }

    /// A union of sorts in words: `action or event`.
    pub fn words(&self, union: &[SortId]) -> String {
        union.iter().map(|&id| self.name(id)).collect::<Vec<_>>().join(" or ")
    }
}

/// `an actor`, `a goal or action`.
pub(crate) fn with_article(words: &str) -> String {
    let article =
        if words.starts_with(['a', 'e', 'i', 'o', 'u']) && !words.starts_with("un") { "an" } else { "a" };
    if words == "any" { String::from("anything") } else { format!("{article} {words}") }
}
