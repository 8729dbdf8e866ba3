//! What the tests, fuzz targets and benches of this repository take from the rooms, item by item.
//!
//! Nothing else leaves the crate besides its public face, so that the compiler says of everything that is in neither
//! whether something still needs it. An item that no test names any more is taken out here.

#![allow(missing_docs, reason = "hidden; each item has its documentation where it stands")]

pub mod config {
    pub use crate::config::{Levels, Settings};
}

pub mod doctrine {
    pub use crate::doctrine::MODULES;
}

pub mod edit {
    pub use crate::edit::apply;
}

pub mod engine {
    pub use crate::engine::{
        Added, Aggregate, Aggregation, Arithmetic, Atom, Budget, Comparison, Constant, Coverage, Database,
        Derivation, Difference, Domain, Earlier, Edit, Expression, Facts, Failure, Graph, Instance, Invalid,
        Limit, Literal, Maintenance, Moved, Premise, Program, Proof, Recursion, RelationId, RowId, Rule,
        RuleId, Step, Stopped, Support, Term, Variable, affected, evaluate, evaluate_beside, extend,
        stratify,
    };
}

pub mod games {
    pub use crate::games::{
        Board, Choice, Concepts, Conflict, Council, Moves, Prospect, Steps, Taste, lasting,
    };
}

pub mod ground {
    pub use crate::ground::{Atom, Choices, GroundProgram, GroundRule, Leaf, block, well_founded};
}

pub mod layout {
    pub use crate::layout::{Arrow, Laid, Point, Size, layered};
}

pub mod likelihood {
    pub use crate::likelihood::{
        Allowance, AtomId, Bounds, Choice, Coherence, Conditional, Constraint, Distributions, Independent,
        Lineage, Problem, Reach, Rule, Subject, Tightness, VariableId, count,
    };
}

#[cfg(feature = "lsp")]
pub mod lsp {
    pub use crate::lsp::{Ending, serve};
}

pub mod model {
    pub use crate::model::{Doctrine, Grade, Known, Model, load, resolve};
    pub mod occurrences {
        pub use crate::model::occurrences::{Entity, Role};
    }
    pub mod sentences {
        pub use crate::model::sentences::{examples, sentences};
    }
    pub mod sort {
        pub use crate::model::sort::SortId;
    }
    pub mod statement {
        pub use crate::model::statement::{
            Context, Formula, FormulaKind, Kind, Literal, RelationId, Stated, Statement, StatementId,
            SymbolId, Term,
        };
    }
    pub mod value {
        pub use crate::model::value::{
            Amount, Date, Duration, Interval, Number, Quantity, TimeUnit, Units, Value, quoted,
        };
        pub mod scale {
            pub use crate::model::value::scale::{NAMES, Range, Scale, Word, percents};
        }
    }
    pub mod write {
        pub use crate::model::write::Variables;
    }
}

pub mod reason {
    pub use crate::reason::{
        Contest, Contestable, Options, Session, Ways, Working, brief, games, play_by, weigh,
    };
}

pub mod render {
    pub use crate::render::{Colour, Style, csv, github, json, junit, map, sarif, text, web};
}

#[cfg(feature = "cli")]
pub mod repl {
    pub use crate::repl::{Conversation, Setup, Then};
}

pub mod syntax {
    pub use crate::syntax::{ast, format, parse, parse_literal, parse_query};
    pub mod language {
        pub use crate::syntax::language::{CLAUSES, Clause, LINKS, STATEMENTS};
    }
    pub mod lexer {
        pub use crate::syntax::lexer::{Kind, lexemes};
    }
    pub mod words {
        pub use crate::syntax::words::{
            JOINING_WORDS, as_name, is_name, names_a_thing, nearest_statement_word, statement_words,
        };
    }
}

pub mod theory {
    pub use crate::theory::{
        Application, Applications, Evaluated, FactSource, Lowered, Revision, Role, Standing, Threshold,
        Through, View, image, is_contestable, speakers,
    };
}

pub mod voting {
    pub use crate::voting::{Compound, Diagram, Power, Requirement, Rule, fewest, measure, measure_within};
}
