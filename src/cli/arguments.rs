//! The arguments of the command line.

use super::output::ColourChoice;
use super::starter::Topic;
use crate::diagnostic::Code;
use crate::report::MapKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Strategic reasoning: what follows from what you have written down, what clashes, and why.
#[derive(Debug, Parser)]
#[command(name = "strat", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub(super) color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for ColourChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => ColourChoice::Auto,
            Color::Always => ColourChoice::Always,
            Color::Never => ColourChoice::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The analysis at a glance: verdict, key implications, what fires, what rests on silence
    Brief {
        /// The analysis
        file: PathBuf,
        #[command(flatten)]
        look: Look,
        /// Tell all of it, with the reasons of each judgement
        #[arg(long)]
        full: bool,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: BriefFormat,
    },
    /// Findings only: mistakes, contradictions, failed expectations
    Check {
        /// Files and folders; the current folder if none is named
        paths: Vec<PathBuf>,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: CheckFormat,
        /// Fail on warnings too
        #[arg(long, value_enum)]
        deny: Option<Deny>,
        /// Tell findings of this code as warnings, also where they are off
        #[arg(long, value_name = "CODE", value_parser = code)]
        warn: Vec<Code>,
        /// Do not tell findings of this code
        #[arg(long, value_name = "CODE", value_parser = code)]
        allow: Vec<Code>,
        /// Mend what can be mended for certain: where a message says what to write, and nothing else can be meant
        #[arg(long)]
        fix: bool,
        /// Mend also what is likely meant: the nearest name, the nearest sentence
        #[arg(long)]
        unsafe_fixes: bool,
        /// Show what `--fix` would write, and write nothing
        #[arg(long)]
        diff: bool,
        /// Let the findings of this file pass: only new ones are told
        #[arg(long, value_name = "FILE")]
        baseline: Option<PathBuf>,
        /// Write the findings to the baseline
        #[arg(long, requires = "baseline")]
        update_baseline: bool,
        /// Look again whenever a file is saved
        #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "update_baseline"])]
        watch: bool,
        /// With `--format github`: tell also findings that the analysis acknowledges or settles
        #[arg(long, value_enum)]
        show: Option<Shown>,
        /// How many files to look at side by side
        #[arg(long, value_name = "COUNT")]
        jobs: Option<usize>,
    },
    /// Answer a question: `who has a veto over what?`, `why …?`, `why not …?`, `what if …?`, `what would it
    /// take: …?`, `how likely …?`
    Ask {
        /// The analysis
        file: PathBuf,
        /// The question, in English or as a sentence in which `who` and `what` are variables; `about NAME` tells
        /// all that is known of a thing
        #[arg(required = true)]
        question: Vec<String>,
        #[command(flatten)]
        look: Look,
        /// How many answers to show, and with `--all` how many proofs of each
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// Show every proof of an answer, and every way of `what would it take`, not only the smallest
        #[arg(long)]
        all: bool,
        /// Tell all of a page such as `about NAME`, and not the first lines of each part
        #[arg(long)]
        full: bool,
        /// Count what you vouch for among what an answer rests on
        #[arg(long)]
        given: bool,
        /// How many statements to take away together when looking for what an answer rests on
        #[arg(long, value_name = "COUNT", default_value_t = 3)]
        cut: usize,
        /// For `how likely …?`: which claim's likelihood moves the answer most
        #[arg(long)]
        sensitivity: bool,
        /// How to print the result; `dot` and `mermaid` draw the proofs
        #[arg(long, value_enum, default_value = "text")]
        format: AskFormat,
    },
    /// Hypotheses against claims: what speaks for and against each, and what tells them apart
    Weigh {
        /// The analysis
        file: PathBuf,
        /// The question; all of them if none is named
        question: Option<String>,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: WeighFormat,
    },
    /// Forecasts against what happened: Brier and log scores by source, by word and by year
    Score {
        /// Analyses, or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: WeighFormat,
    },
    /// What to look for: indicators, and what each would tell
    Watchlist {
        /// The analysis
        file: PathBuf,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Who decides by which rule, who can stop it, and how much power each has
    Council {
        /// The analysis
        file: PathBuf,
        /// The group; all of them if none is named
        group: Option<String>,
        /// What it decides on
        matter: Option<String>,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// What the actors will do: which outcomes can last, what deals there are, whose word is credible
    Game {
        /// The analysis
        file: PathBuf,
        /// The game; all of them if none is named
        game: Option<String>,
        #[command(flatten)]
        look: Look,
        /// How to print the result; `dot` and `mermaid` draw the graph of improvements
        #[arg(long, value_enum, default_value = "text")]
        format: GameFormat,
    },
    /// Write the whole analysis as one page for a browser: answer, proofs, matrices, pictures, the file itself
    Report {
        /// The analysis
        file: PathBuf,
        #[command(flatten)]
        look: Look,
        /// Write it to this file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Show that page on this machine, and keep it up to date while the analysis is edited
    Serve {
        /// The analysis
        file: PathBuf,
        #[command(flatten)]
        look: Look,
        /// The port; any that is free if none is named
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// Draw the analysis: who needs whom, what serves what, what the conclusions rest on
    Map {
        /// The analysis
        file: PathBuf,
        /// What to draw
        #[arg(value_enum, default_value = "power")]
        kind: MapKind,
        /// Draw what is near this thing; for `argument`, what this sentence rests on
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
        #[command(flatten)]
        look: Look,
        /// How to draw it; `dot` and `mermaid` are for Graphviz and Mermaid. If none is named the ending of the
        /// file says it; a terminal gets words, and whatever else reads it a drawing
        #[arg(long, value_enum)]
        format: Option<MapFormat>,
        /// Write it to this file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Two versions of an analysis: which conclusions are gained, lost, re-supported, believed otherwise
    Diff {
        /// The old and the new version, two files or two folders; with `--git` what to compare
        #[arg(value_name = "PATH", num_args = 0..=2)]
        paths: Vec<PathBuf>,
        /// Compare with this revision of the Git repository
        #[arg(long, value_name = "REVISION")]
        git: Option<String>,
        #[command(flatten)]
        look: Look,
        /// How to print the result; `markdown` is made for a comment on a pull request
        #[arg(long, value_enum, default_value = "text")]
        format: DiffFormat,
    },
    /// The expectations, one line each
    Test {
        /// Files and folders; the current folder if none is named
        paths: Vec<PathBuf>,
        /// Only expectations with this text in their sentence, their scenario or their place
        #[arg(long, value_name = "TEXT")]
        filter: Vec<String>,
        #[command(flatten)]
        look: Look,
        /// How to print the result
        #[arg(long, value_enum, default_value = "text")]
        format: TestFormat,
        /// How many files to look at side by side
        #[arg(long, value_name = "COUNT")]
        jobs: Option<usize>,
    },
    /// Lay files out anew: the canonical layout, comments kept
    Fmt {
        /// Files and folders; the current folder if none is named; `-` for standard input
        paths: Vec<PathBuf>,
        /// Change nothing, show what would change, and fail if anything would
        #[arg(long)]
        check: bool,
    },
    /// Make a folder with a starter analysis, its expectations, and the workflow that checks both
    New {
        /// The name of the analysis, or a path that ends in it
        name: PathBuf,
        /// What the analysis is about
        #[arg(long, value_enum, default_value_t)]
        topic: Topic,
    },
    /// Print a script that completes strat's commands in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Explain a code such as S0202, or a rule or finding of the doctrine by its name
    Explain {
        /// The code or the name; all codes if none is named
        code: Option<String>,
    },
    /// Serve an editor: the language server protocol over standard input and output
    #[cfg(feature = "lsp")]
    Lsp,
    /// Serve a language model: the Model Context Protocol over standard input and output
    #[cfg(feature = "mcp")]
    Mcp {
        /// Let files below the current folder be written
        #[arg(long)]
        write: bool,
    },
    /// Show the standard relations and rules, with their sentences and literature
    Doctrine {
        /// A module, a relation or a rule; all modules if none is named
        name: Option<String>,
        /// List the sentences by subject, with an example each; those in which a word occurs, if one is given
        #[arg(long, value_name = "WORD", num_args = 0..=1, default_missing_value = "", conflicts_with = "name")]
        sentences: Option<String>,
        /// Tell which rules fire in an analysis, how often, and what follows by each alone
        #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "sentences"])]
        audit: Option<PathBuf>,
    },
    /// Talk with an analysis: ask, doubt, suppose, compare, save
    Repl {
        /// The analysis; without one there is only the doctrine
        file: Option<PathBuf>,
        #[command(flatten)]
        look: Look,
        /// Neither read nor write the history of what was typed
        #[arg(long)]
        private: bool,
    },
}

/// How to look at an analysis.
#[derive(Debug, Args)]
pub(super) struct Look {
    /// Look through one source: given statements and its own claims
    #[arg(long = "as", value_name = "SOURCE")]
    pub(super) through: Option<String>,
    /// Play a scenario through
    #[arg(long, value_name = "NAME")]
    pub(super) scenario: Option<String>,
    /// Suppose a sentence or its negation
    #[arg(long, value_name = "SENTENCE")]
    pub(super) suppose: Vec<String>,
    /// The date for which the analysis is made
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// The likelihood from which on a claim counts
    #[arg(long, value_name = "WORD")]
    pub(super) likely_enough: Option<String>,
    /// The most outcomes of a game that are gone through
    #[arg(long, value_name = "COUNT", default_value_t = crate::reason::MOST_OUTCOMES)]
    pub(super) max_outcomes: usize,
    /// The most sentences that may follow
    #[arg(long, value_name = "COUNT", default_value_t = 50_000_000)]
    pub(super) max_rows: u64,
    /// The most memory for conclusions, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub(super) max_memory: u64,
    /// The most time, in seconds; 600 where nothing is said, but for a session
    #[arg(long, value_name = "SECONDS")]
    pub(super) timeout: Option<u64>,
    /// The name of what stands on standard input, where the file is `-`
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// How many threads work on it; as many as there are cores if none are named
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// How long a run may take where nothing is said, in seconds.
const TIMEOUT: u64 = 600;

impl Look {
    /// How long a run may take, in seconds.
    pub(super) fn seconds(&self) -> u64 {
        self.timeout.unwrap_or(TIMEOUT)
    }
}

impl Command {
    /// How the command looks at an analysis, if it does.
    pub(super) fn look(&self) -> Option<&Look> {
        match self {
            Self::Brief { look, .. }
            | Self::Check { look, .. }
            | Self::Ask { look, .. }
            | Self::Weigh { look, .. }
            | Self::Score { look, .. }
            | Self::Watchlist { look, .. }
            | Self::Council { look, .. }
            | Self::Game { look, .. }
            | Self::Map { look, .. }
            | Self::Report { look, .. }
            | Self::Serve { look, .. }
            | Self::Diff { look, .. }
            | Self::Test { look, .. }
            | Self::Repl { look, .. } => Some(look),
            Self::Fmt { .. }
            | Self::New { .. }
            | Self::Completions { .. }
            | Self::Man
            | Self::Explain { .. }
            | Self::Doctrine { .. } => None,
            #[cfg(feature = "lsp")]
            Self::Lsp => None,
            #[cfg(feature = "mcp")]
            Self::Mcp { .. } => None,
        }
    }
}

impl Look {
    /// How many threads work on it, if it is said.
    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// Whether only part of an analysis is looked at.
    pub(super) fn is_partial(&self) -> bool {
        self.through.is_some() || self.scenario.is_some() || !self.suppose.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum BriefFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AskFormat {
    Text,
    Json,
    Dot,
    Mermaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum GameFormat {
    Text,
    Json,
    Csv,
    Dot,
    Mermaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MapFormat {
    Text,
    Svg,
    Png,
    Html,
    Dot,
    Mermaid,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WeighFormat {
    Text,
    Json,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Concise,
    Sarif,
    Github,
    Junit,
}

/// Which findings are annotated at the lines of a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shown {
    /// Those too that an `expect violated` acknowledges or a `prefer` settles.
    Acknowledged,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    Text,
    Json,
    Junit,
}

/// The code of a number such as S0210.
fn code(number: &str) -> Result<Code, String> {
    Code::parse(number).ok_or_else(|| String::from("there is no such code; codes look like S0210"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}
