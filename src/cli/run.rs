//! Arguments to output: each command reads, reasons, and prints one report.

use super::arguments::{
    Arguments, AskFormat, BriefFormat, Color, Command, DiffFormat, Format, GameFormat, Look, WeighFormat,
};
use super::check::{Check, Fixing, Keeping, check};
use super::output::{Output, style, terminal};
use super::single::{Single, single};
use super::status::Status;
use super::viewed::no_question;
use super::{
    clock, diff, doctrine, format, guides, map, repl, report, score, serve, servers, starter, test, watch,
};
use crate::assist;
use crate::config::{Level, Levels};
use crate::diagnostic::{Code, Severity};
use crate::edit::Sureness;
use crate::reason::{
    Asked, Contest, Proofs, Sensitive, Session, Stop, Wanted, brief, councils, games, hinges, parted,
    watchlist, weigh,
};
use crate::render::{Detail, Style, csv, drawing, json, markdown, text};
use crate::report::{Command as Kind, Verdict};
use crate::source::SourceMap;
use std::io::{self, Write};
use std::path::Path;

/// Runs a command.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run(arguments: Arguments, exit: fn(i32) -> !) -> io::Result<Status> {
    let mut out = Output::stdout();
    let color = arguments.color;
    if let Some(threads) = arguments.command.look().and_then(Look::threads) {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(io::Error::other)?;
    }
    clock::set(&arguments.command, color, exit)?;
    let status = match arguments.command {
        Command::Brief { file, look, full, format } => {
            let detail = if full { Detail::Full } else { Detail::Page };
            let format = match format {
                BriefFormat::Text => Print::Page(detail),
                BriefFormat::Markdown => Print::Markdown(detail),
                BriefFormat::Json => Print::Json,
            };
            one(&mut out, color, &file, &look, format, Kind::Brief, |session, _| {
                let checked = session.check()?;
                if session.report.verdict != Some(Verdict::Invalid) {
                    let page = brief(session, checked)?;
                    session.report.brief = Some(page);
                    let games =
                        games(session.model, &session.options.games.played, None, &session.options.budget);
                    session.report.games = Some(games).filter(|games| !games.is_empty());
                }
                Ok(Status::Clean)
            })
        }
        Command::Ask { file, question, look, format, .. }
            if assist::asks_what_changed(&question.join(" ")) =>
        {
            let format = if format == AskFormat::Json { DiffFormat::Json } else { DiffFormat::Text };
            let asked = diff::Diff { paths: &[file], revision: Some("HEAD"), look: &look, format };
            diff::run(&mut out, color, &asked)
        }
        Command::Ask { file, question, look, limit, all, full, given, cut, sensitivity, format } => {
            let wanted = Wanted {
                limit,
                proofs: if all { Proofs::All } else { Proofs::Smallest },
                contest: if given { Contest::Given } else { Contest::Claims },
                cut,
                sensitivity: if sensitivity { Sensitive::Yes } else { Sensitive::No },
            };
            let typed = question.join(" ") + if full { " --full" } else { "" };
            let asked = match format {
                AskFormat::Text => assist::questions(&typed),
                _ => vec![typed.as_str()],
            };
            let mut status = Status::Clean;
            let mut before: Option<String> = None;
            for (at, asked) in asked.into_iter().enumerate() {
                if at > 0 {
                    out.line("")?;
                }
                let of_one = one(&mut out, color, &file, &look, format, Kind::Ask, |session, map| {
                    let going_on = before.as_deref();
                    let going_on = going_on.and_then(|one| assist::following(session.model, one, asked));
                    let asked = going_on.as_deref().unwrap_or(asked);
                    before = Some(asked.to_owned());
                    match assist::answer(session, map, asked, &wanted)? {
                        Asked::Answered => Ok(Status::Clean),
                        Asked::Unanswered => Ok(Status::Findings),
                    }
                })?;
                status = status.max(of_one);
            }
            Ok(status)
        }
        Command::Weigh { file, question, look, format } => {
            one(&mut out, color, &file, &look, format, Kind::Weigh, |session, map| {
                if let Some(wrong) =
                    question.as_deref().and_then(|name| no_question(session.model, map, name))
                {
                    session.report.diagnostics.push(wrong);
                    return Ok(Status::Unusable);
                }
                let weighed = weigh(session, question.as_deref())?;
                let found = !weighed.is_empty();
                session.report.weighings = Some(weighed).filter(|_| found || question.is_none());
                Ok(if found { Status::Clean } else { Status::Findings })
            })
        }
        Command::Council { file, group, matter, look, format } => {
            one(&mut out, color, &file, &look, format, Kind::Council, |session, _| {
                let found = councils(session, group.as_deref(), matter.as_deref())?;
                let any = !found.is_empty();
                session.report.councils = Some(found);
                Ok(if any { Status::Clean } else { Status::Findings })
            })
        }
        Command::Game { file, game, look, format } => {
            one(&mut out, color, &file, &look, format, Kind::Game, |session, _| {
                let mut found = games(
                    session.model,
                    &session.options.games.played,
                    game.as_deref(),
                    &session.options.budget,
                );
                hinges(session, &mut found)?;
                parted(session, &mut found)?;
                let any = !found.is_empty();
                // Why a game cannot be played was told.
                let told = !any && !session.options.games.found.is_empty();
                session.report.games = Some(found).filter(|_| !told);
                Ok(if any { Status::Clean } else { Status::Findings })
            })
        }
        Command::Serve { file, look, port } => serve::run(&mut out, &file, &look, port),
        Command::Report { file, look, output } => report::run(&mut out, &file, &look, output.as_deref()),
        Command::Map { file, kind, about, look, format, output } => {
            let format = map::format(format, output.as_deref());
            let asked = map::Asked { file: &file, kind, about: about.as_deref(), look: &look, format };
            map::run(&mut out, color, &asked, output.as_deref())
        }
        Command::Watchlist { file, look, format } => {
            one(&mut out, color, &file, &look, format, Kind::Watchlist, |session, _| {
                let list = watchlist(session)?;
                let any = !list.indicators.is_empty();
                session.report.watchlist = Some(list);
                Ok(if any { Status::Clean } else { Status::Findings })
            })
        }
        Command::Score { paths, look, format } => score::run(&mut out, color, &paths, &look, format),
        Command::Check {
            paths,
            look,
            format,
            deny,
            warn,
            allow,
            fix,
            unsafe_fixes,
            diff,
            baseline,
            update_baseline,
            watch,
            show,
            jobs,
        } => {
            let asked = Check {
                paths: &paths,
                look: &look,
                format,
                deny,
                levels: levels(&warn, &allow),
                fixing: fixing(fix, unsafe_fixes, diff),
                baseline: baseline.as_deref(),
                keeping: if update_baseline { Keeping::Write } else { Keeping::Compare },
                shown: show,
                jobs,
            };
            if watch { watch::watch(&mut out, color, &asked) } else { check(&mut out, color, &asked) }
        }
        Command::Diff { paths, git, look, format } => {
            let asked = diff::Diff { paths: &paths, revision: git.as_deref(), look: &look, format };
            diff::run(&mut out, color, &asked)
        }
        Command::Test { paths, filter, look, format, jobs } => {
            let asked = test::Test { paths: &paths, filter: &filter, look: &look, format, jobs };
            test::run(&mut out, color, &asked)
        }
        Command::Fmt { paths, check } => {
            let mode = if check { format::Mode::Check } else { format::Mode::Write };
            format::run(&mut out, color, &paths, mode)
        }
        Command::New { name, topic } => starter::create(&mut out, &name, topic),
        Command::Completions { shell } => guides::completions(&mut out, shell),
        Command::Man => guides::manual(&mut out),
        #[cfg(feature = "lsp")]
        Command::Lsp => return servers::lsp(),
        #[cfg(feature = "mcp")]
        Command::Mcp { write } => return servers::mcp(write),
        Command::Explain { code } => {
            guides::explain(&mut out, code.as_deref(), &style(color.into(), terminal()))
        }
        Command::Doctrine { audit: Some(file), .. } => doctrine::audit(&mut out, color, &file),
        Command::Doctrine { sentences: Some(word), .. } => {
            doctrine::sentences(&mut out, &word, &style(color.into(), terminal()))
        }
        Command::Doctrine { name, .. } => {
            doctrine::show(&mut out, name.as_deref(), &style(color.into(), terminal()))
        }
        Command::Repl { file, look, private } => {
            let privacy = if private { repl::Privacy::Private } else { repl::Privacy::Kept };
            repl::run(&mut out, color, file, &look, privacy)
        }
    }?;
    out.finish()?;
    Ok(status)
}

/// How one report is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Print {
    Text,
    /// As text, so much of it.
    Page(Detail),
    Markdown(Detail),
    Json,
    Csv,
    Dot,
    Mermaid,
}

impl From<Format> for Print {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Print::Text,
            Format::Json => Print::Json,
        }
    }
}

impl From<GameFormat> for Print {
    fn from(format: GameFormat) -> Self {
        match format {
            GameFormat::Text => Print::Text,
            GameFormat::Json => Print::Json,
            GameFormat::Csv => Print::Csv,
            GameFormat::Dot => Print::Dot,
            GameFormat::Mermaid => Print::Mermaid,
        }
    }
}

impl From<WeighFormat> for Print {
    fn from(format: WeighFormat) -> Self {
        match format {
            WeighFormat::Text => Print::Text,
            WeighFormat::Json => Print::Json,
            WeighFormat::Csv => Print::Csv,
        }
    }
}

impl From<AskFormat> for Print {
    fn from(format: AskFormat) -> Self {
        match format {
            AskFormat::Text => Print::Text,
            AskFormat::Json => Print::Json,
            AskFormat::Dot => Print::Dot,
            AskFormat::Mermaid => Print::Mermaid,
        }
    }
}

/// Reads one file and runs `work` on it.
fn one<W: Write>(
    out: &mut Output<W>,
    color: Color,
    file: &Path,
    look: &Look,
    format: impl Into<Print>,
    kind: Kind,
    work: impl FnOnce(&mut Session<'_>, &mut SourceMap) -> Result<Status, Stop>,
) -> io::Result<Status> {
    let format = format.into();
    let Single { mut report, map, status } = single(file, look, kind, work);
    let page = matches!(format, Print::Page(_) | Print::Markdown(_));
    if page && report.brief.is_none() {
        // There is no page to print: what is wrong stands in its place.
        report.command = Kind::Check;
    }
    let told =
        |detail: Detail| text::report(&report, &map, &Style { detail, ..style(color.into(), terminal()) });
    let text = || told(Detail::Page);
    let wrong = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
    let proofs = || report.ask.iter().flat_map(|ask| &ask.answers).flat_map(|answer| &answer.proofs);
    clock::answered();
    match format {
        Print::Text => out.write(&text())?,
        Print::Json => out.write(&json::report(&report, &map).map_err(io::Error::other)?)?,
        Print::Csv | Print::Dot | Print::Mermaid if kind == Kind::Game => {
            let all = report.games.as_deref().unwrap_or_default();
            out.write(&match format {
                _ if all.is_empty() => text(),
                Print::Csv => csv::games(all),
                Print::Dot => drawing::games_dot(all),
                _ => drawing::games_mermaid(all),
            })?;
        }
        Print::Csv if !report.diagnostics.is_empty() && report.weighings.is_none() => out.write(&text())?,
        Print::Csv => out.write(&csv::weighings(report.weighings.as_deref().unwrap_or_default()))?,
        Print::Page(detail) => out.write(&told(detail))?,
        Print::Markdown(_) if report.brief.is_none() => out.write(&text())?,
        Print::Markdown(detail) => out.write(&markdown::brief(&report, detail))?,
        // What went wrong is told in words.
        Print::Dot | Print::Mermaid if proofs().next().is_none() && wrong => {
            out.write(&text())?;
        }
        Print::Dot | Print::Mermaid if proofs().next().is_none() => {
            let text = "only proofs are drawn: ask `why …?` of one sentence";
            Output::stderr().line(text)?;
            return Ok(Status::Unusable);
        }
        Print::Dot => out.write(&drawing::dot(proofs()))?,
        Print::Mermaid => out.write(&drawing::mermaid(proofs()))?,
    }
    Ok(status)
}

/// What is done about findings that can be mended.
fn fixing(fix: bool, unsafe_fixes: bool, diff: bool) -> Fixing {
    let least = if unsafe_fixes { Sureness::Likely } else { Sureness::Certain };
    match (diff, fix || unsafe_fixes) {
        (true, _) => Fixing::Show(least),
        (false, true) => Fixing::Mend(least),
        (false, false) => Fixing::Tell,
    }
}

/// The levels that the command line asks for.
fn levels(warn: &[Code], allow: &[Code]) -> Levels {
    let mut levels = Levels::default();
    for code in warn {
        levels.choose(*code, Level::Told(Severity::Warning));
    }
    for code in allow {
        levels.choose(*code, Level::Off);
    }
    levels
}
