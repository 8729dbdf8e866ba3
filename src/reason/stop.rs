//! That an answer was cut short: by which limit, and what had grown most by then.

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::{Failure, Limit};
use crate::model::Model;
use crate::model::value::MAX_BITS;
use crate::theory::{Grown, Unfinished};

/// A limit was reached before the answer was known.
#[derive(Debug)]
pub struct Stop(pub Box<Diagnostic>);

/// The diagnostic for an evaluation that did not come to its end.
pub(super) fn stopped(model: &Model, unfinished: &Unfinished) -> Diagnostic {
    let mut diagnostic = match &unfinished.failure {
        Failure::Stopped(stopped) => limit_reached(stopped.limit),
        Failure::Invalid(_) | Failure::Facts | Failure::Cycle(_) => incomplete(
            String::from("the analysis could not be evaluated: this is a mistake of strat's"),
            "please report it with the file",
        ),
    };
    if let Some((grown, rows)) = unfinished.grown {
        let (place, name) = match grown {
            Grown::Statement(id) => {
                let statement = model.statement(id);
                let name = statement.map(|found| &found.name).filter(|name| !name.is_empty());
                (statement.map(|found| found.span), name.map(|name| format!("`{name}`")))
            }
            Grown::Symmetric(id) => {
                let relation = model.relation(id);
                let name = relation.map(|found| format!("that `{}` is symmetric", found.name));
                (relation.and_then(|found| found.symmetric), name)
            }
        };
        // When time is up depends on the machine, and so would the number.
        let so_many = match &unfinished.failure {
            Failure::Stopped(stopped) => match stopped.limit {
                Limit::Rows(_) | Limit::Values(_) | Limit::Memory(_) if rows == 1 => {
                    String::from(": 1 sentence")
                }
                Limit::Rows(_) | Limit::Values(_) | Limit::Memory(_) => format!(": {rows} sentences"),
                Limit::Deadline | Limit::Cancelled | Limit::Overflow => String::new(),
            },
            Failure::Invalid(_) | Failure::Facts | Failure::Cycle(_) => String::new(),
        };
        if let Some(place) = place {
            let what = name.unwrap_or_else(|| String::from("this"));
            let overflow =
                matches!(&unfinished.failure, Failure::Stopped(stopped) if stopped.limit == Limit::Overflow);
            let text = match overflow {
                true => format!("{what} computes it"),
                false => format!("{what} had concluded the most by then{so_many}"),
            };
            diagnostic = diagnostic.label(place, text);
        }
    }
    diagnostic
}

/// The diagnostic for a limit that was reached.
pub fn limit_reached(limit: Limit) -> Diagnostic {
    match limit {
        Limit::Rows(rows) => incomplete(
            format!("more than {rows} sentences follow"),
            "look for a rule that concludes ever more, or allow more with `--max-rows`",
        ),
        Limit::Values(values) => incomplete(
            format!("more than {values} values are computed from what follows from them"),
            "give the rule an end, such as `and ?n <= 1_000`; or allow more by a `--max-rows` that is fifty times as large",
        ),
        Limit::Memory(_) => incomplete(
            String::from("the conclusions take more memory than is allowed"),
            "look for a rule that concludes ever more, or allow more with `--max-memory`",
        ),
        Limit::Deadline => incomplete(
            String::from("the time allowed is over"),
            "look for a rule that concludes ever more, or allow more with `--timeout`",
        ),
        Limit::Overflow => incomplete(
            format!(
                "a value grows too large: a number of more than the {MAX_BITS} bits up to which it is kept exactly, or \
                 a date that is moved out of the calendar"
            ),
            "round the numbers that are added or multiplied, or look for a rule that computes ever larger ones",
        ),
        Limit::Cancelled => incomplete(String::from("interrupted"), "run it again to get the whole answer"),
    }
}

fn incomplete(message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::LimitReached, message)
        .help(help)
        .note("what has been found so far is incomplete, and is not shown")
}
