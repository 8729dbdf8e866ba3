//! The command line: arguments in, reports out, one exit status.

pub mod output;
