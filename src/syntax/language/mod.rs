//! The table of the language: its statements, their clauses, and the qualifiers of them all.
//!
//! Messages, completion, highlighting, sessions and the resolver read this table. `grammar/strat.pest` says
//! the same as rules, for pest; a test reads every row with the grammar, and every keyword of the grammar
//! in the rows.
//!
//! Invariant: a word of the language stands in one row of one table.

#[cfg(test)]
mod agree;
mod clauses;
mod described;
mod statements;
pub mod words;

pub use clauses::{CLAUSES, LINKS};
pub use described::{described, named};
pub use statements::STATEMENTS;

/// A statement that begins with a word of its own.
#[derive(Debug)]
pub struct Statement {
    /// The word that it begins with.
    pub word: &'static str,
    /// What it declares.
    pub declares: Declares,
    /// How people write it.
    pub length: Length,
    /// One that the grammar takes, without its full stop or block, to which a clause could be added.
    pub example: &'static str,
    /// What it says.
    pub doc: &'static str,
}

/// What a statement declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declares {
    /// Nothing.
    Nothing,
    /// The name after its word.
    One,
    /// A name or a list of names.
    List,
}

/// How much people write of a statement before they end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// A line.
    Line,
    /// Several lines, so that the end of the first one does not end it.
    Lines,
}

/// A clause of some statements, or a qualifier of all.
#[derive(Debug)]
pub struct Clause {
    /// The words that begin it, separated by single spaces.
    pub words: &'static str,
    /// The statements that take it.
    pub takers: Takers,
    /// How it is written.
    pub example: &'static str,
    /// What it says.
    pub doc: &'static str,
}

/// The statements that take a clause.
#[derive(Clone, Copy, Debug)]
pub enum Takers {
    /// These.
    Some(&'static [Taker]),
    /// Every statement with qualifiers.
    All(Argument),
    /// Every statement with qualifiers as the grammar has it, but it means something in these only.
    AllFor(&'static [&'static str], Argument),
}

/// A statement with a clause.
#[derive(Clone, Copy, Debug)]
pub struct Taker {
    /// The word of the statement.
    pub statement: &'static str,
    /// What follows the words of the clause.
    pub argument: Argument,
    /// The sentence that is asserted of each thing that is declared and of each name in the clause.
    pub asserts: Option<Asserts>,
}

/// A word between the parts of a statement, never after a comma.
#[derive(Debug)]
pub struct Link {
    /// The word of the statement.
    pub statement: &'static str,
    /// The word.
    pub word: &'static str,
    /// What follows it.
    pub argument: Argument,
}

/// What follows the words of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    Nothing,
    /// Names that are new, or a number: nothing that is known already.
    New,
    /// A text in quotes.
    Text,
    /// A list of names of things of these sorts.
    Things(&'static [&'static str]),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A date, or the name of an event for its date.
    Date,
    /// A condition.
    Condition,
    /// Words of the likelihood scale in force.
    Likelihood,
    /// Names of rules.
    Rules,
    /// The name of a relation.
    Relation,
    /// A sort.
    Sort,
}

/// The relation of which a clause asserts a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Asserts {
    /// The relation's name.
    pub relation: &'static str,
    /// Which comes first in the sentence.
    pub first: First,
}

/// Which of two things comes first in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// What the statement declares.
    Declared,
    /// What the clause names.
    Named,
}

impl Clause {
    /// Whether the grammar takes it in a statement, after its first part or a comma. A sentence is a
    /// statement without a word.
    pub fn fits(&self, statement: &str) -> bool {
        match self.takers {
            Takers::Some(takers) => takers.iter().any(|taker| taker.statement == statement),
            Takers::All(_) | Takers::AllFor(..) => !matches!(statement, "import" | "scale" | "retract"),
        }
    }

    /// What follows its words in a statement in which it means something.
    pub fn argument(&self, statement: &str) -> Option<Argument> {
        match self.takers {
            Takers::Some(takers) => {
                takers.iter().find(|taker| taker.statement == statement).map(|taker| taker.argument)
            }
            Takers::All(argument) => self.fits(statement).then_some(argument),
            Takers::AllFor(meant, argument) => meant.contains(&statement).then_some(argument),
        }
    }

    /// The statements that take it; a qualifier names none.
    pub fn statements(&self) -> Vec<&'static str> {
        match self.takers {
            Takers::Some(takers) => takers.iter().map(|taker| taker.statement).collect(),
            Takers::All(_) | Takers::AllFor(..) => Vec::new(),
        }
    }

    /// Whether it is a qualifier.
    pub fn qualifies(&self) -> bool {
        matches!(self.takers, Takers::All(_) | Takers::AllFor(..))
    }

    /// Its first word.
    pub fn first(&self) -> &'static str {
        self.words.split(' ').next().unwrap_or(self.words)
    }
}

/// The statement that begins with a word.
pub fn statement(word: &str) -> Option<&'static Statement> {
    STATEMENTS.iter().find(|statement| statement.word == word)
}

/// The clause whose first word this is.
pub fn begun_by(word: &str) -> Option<&'static Clause> {
    let begins = |clause: &&Clause| {
        clause.words.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    CLAUSES.iter().find(begins).filter(|_| !word.contains(' '))
}

/// The words that may go on with a statement, with what follows them: links, clauses, qualifiers.
pub fn continuations(statement: &str) -> impl Iterator<Item = (&'static str, Argument)> {
    let links = LINKS.iter().filter(move |link| link.statement == statement);
    let clauses = CLAUSES.iter().filter_map(move |clause| Some((clause.words, clause.argument(statement)?)));
    links.map(|link| (link.word, link.argument)).chain(clauses)
}

/// What a clause of a statement asserts of what is declared and of what the clause names, and the sorts of
/// the latter.
pub fn asserted(statement: &str, words: &str) -> Option<(Asserts, &'static [&'static str])> {
    let clause = CLAUSES.iter().find(|clause| clause.words == words)?;
    let Takers::Some(takers) = clause.takers else { return None };
    let taker = takers.iter().find(|taker| taker.statement == statement)?;
    let Argument::Things(sorts) = taker.argument else { return None };
    Some((taker.asserts?, sorts))
}
