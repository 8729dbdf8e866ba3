//! An analysis that was read, and what can be asked of it.

use super::Found;
use super::look::{Part, checked, settle};
use crate::config::Levels;
use crate::diagnostic::{Checked, Code, Diagnostic, by_place};
use crate::model::{self, Doctrine, Model};
use crate::reason::{self, Games, Options, Session, Stop, Wanted};
use crate::report::{Command, MapKind, Presence, Report};
use crate::source::{Memory, Origin, SourceMap};
use crate::{Budget, assist};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many answers a question has at most, as on the command line.
const ANSWERS: usize = 20;

/// An analysis as it was read; what is edited afterwards is another one. Copies share it.
#[derive(Clone)]
pub struct Analysis {
    doctrine: Doctrine,
    path: PathBuf,
    model: Arc<Model>,
    texts: SourceMap,
    found: Vec<Diagnostic>,
    levels: Levels,
}

impl Analysis {
    pub(super) fn new(
        doctrine: &Doctrine,
        path: PathBuf,
        loaded: Checked<Model>,
        texts: SourceMap,
        levels: Levels,
    ) -> Self {
        let Checked { value, diagnostics: found } = loaded;
        Self { doctrine: doctrine.clone(), path, model: Arc::new(value), texts, found, levels }
    }

    /// Its model: names, relations, statements.
    #[doc(hidden)]
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// Its texts, those of the doctrine first.
    pub fn texts(&self) -> &SourceMap {
        &self.texts
    }

    /// What is wrong with its text, before anything is concluded from it.
    pub fn mistakes(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The same for somebody in a folder, to be looked at: files below it are called by their paths from there.
    #[must_use]
    pub(crate) fn seen_from(&self, folder: &Path) -> Self {
        let texts = self.texts.seen_from(folder);
        let model = Model { texts: self.model.texts.seen_from(folder), ..Model::clone(&self.model) };
        Self { texts, model: Arc::new(model), ..self.clone() }
    }

    /// Everything that `strat check` tells.
    pub fn check(&self, budget: &Budget) -> Found {
        let (model, options) = self.played(budget);
        let (mut report, coverage) =
            checked(&model, &self.texts, self.found.clone(), options, &self.levels, Part::Whole);
        by_place(&mut report.diagnostics, &self.texts);
        Found::new(report, self.texts.clone(), coverage)
    }

    /// The page about the analysis.
    pub fn brief(&self, budget: &Budget) -> Found {
        self.run(Command::Brief, budget, |session, _| {
            let checked = session.check()?;
            if !session.invalid() {
                session.report.brief = Some(reason::brief(session, checked)?);
            }
            Ok(())
        })
    }

    /// The answers to a question, or the page that it asks for: `who has a veto over what?`, `why …?`, `what if …?`,
    /// `what does China want?`, `about China`.
    pub fn ask(&self, question: &str, budget: &Budget) -> Found {
        self.run(Command::Ask, budget, |session, texts| {
            if session.invalid() {
                return Ok(());
            }
            assist::answer(session, texts, question, &Wanted::first(ANSWERS)).map(|_| ())
        })
    }

    /// Each question's hypotheses against the claims.
    pub fn weigh(&self, budget: &Budget) -> Found {
        self.run(Command::Weigh, budget, |session, _| {
            if !session.invalid() {
                session.report.weighings = Some(reason::weigh(session, None)?);
            }
            Ok(())
        })
    }

    /// What the actors will do: the game of a name, or all of them.
    pub fn game(&self, name: Option<&str>, budget: &Budget) -> Found {
        self.run(Command::Game, budget, |session, _| {
            if !session.invalid() {
                let mut games = reason::games(
                    session.model,
                    &session.options.games.played,
                    name,
                    &session.options.budget,
                );
                reason::hinges(session, &mut games)?;
                reason::parted(session, &mut games)?;
                session.report.games = Some(games);
            }
            Ok(())
        })
    }

    /// A picture of it, which [`Found::drawing`] draws. `about` is a name, or a sentence that is drawn with what it
    /// rests on: `S0202` where there is no such thing.
    pub fn map(&self, kind: MapKind, about: Option<&str>, budget: &Budget) -> Found {
        self.run(Command::Map, budget, |session, _| {
            if session.invalid() {
                return Ok(());
            }
            match reason::map(session, kind, about)? {
                Some(picture) => session.report.maps = Some(vec![picture]),
                None => {
                    let name = about.unwrap_or_default();
                    let message = format!("nothing is called `{name}` that such a picture could be about");
                    session.report.diagnostics.push(
                        Diagnostic::new(Code::UnknownName, message)
                            .help("name a thing that is declared, or draw the whole picture"),
                    );
                }
            }
            Ok(())
        })
    }

    /// How its forecasts fared.
    pub fn score(&self, budget: &Budget) -> Found {
        self.run(Command::Score, budget, |session, _| {
            if !session.invalid() {
                session.report.scores = Some(reason::score(session)?);
            }
            Ok(())
        })
    }

    /// What is different in a later version.
    pub fn diff(&self, later: &Analysis, budget: &Budget) -> Found {
        let mut texts = SourceMap::new();
        let mut report = Report::new(Command::Diff);
        let Some((mut old, new)) = self.again(&mut texts).zip(later.again(&mut texts)) else {
            let lost = "a text of the analysis is no longer there";
            report.diagnostics.push(Diagnostic::new(Code::FileNotFound, lost));
            return Found::new(report, texts, crate::engine::Coverage::Bounded);
        };
        let options = || Options { budget: budget.clone(), ..Options::default() };
        let renamed = reason::align(&mut old.value, &new.value);
        let mut was = Session::new(&old.value, Command::Diff, old.diagnostics, options());
        let mut is = Session::new(&new.value, Command::Diff, new.diagnostics, options());
        let name = later.path.to_string_lossy();
        let compared = reason::diff(&name, Presence::Both, &renamed, &mut was, &mut is, &texts);
        let (compared, coverage) = settle(compared, &mut is);
        report.diagnostics = std::mem::take(&mut is.report.diagnostics);
        report.differences = compared.map(|one| vec![one]);
        Found::new(report, texts, coverage)
    }

    /// The analysis read once more from its own texts, with its places in another map.
    fn again(&self, texts: &mut SourceMap) -> Option<Checked<Model>> {
        let mut files = Memory::new();
        for (_, file) in self.texts.files().filter(|(_, file)| file.origin == Origin::User) {
            files.insert(&*file.name, file.text.as_bytes());
        }
        model::load(&self.doctrine, &files, &self.path, texts).ok()
    }

    /// The model with its games played through, and how it is then looked at.
    fn played(&self, budget: &Budget) -> (Arc<Model>, Options) {
        let mut options = Options { budget: budget.clone(), ..Options::default() };
        if self.model.games.is_empty() {
            return (Arc::clone(&self.model), options);
        }
        let mut model = Model::clone(&self.model);
        match reason::play(&mut model, &options, reason::MOST_OUTCOMES) {
            Ok((played, found)) => options.games = Games { played, found },
            Err(Stop(limit)) => options.games.found.push(*limit),
        }
        (Arc::new(model), options)
    }

    /// What some work finds out about the analysis, and what came of it.
    pub(crate) fn look<T>(
        &self,
        command: Command,
        budget: &Budget,
        work: impl FnOnce(&mut Session<'_>, &mut SourceMap) -> Result<T, Stop>,
    ) -> (Option<T>, Found) {
        let mut value = None;
        let found = self.run(command, budget, |session, texts| {
            value = Some(work(session, texts)?);
            Ok(())
        });
        (value, found)
    }

    fn run(
        &self,
        command: Command,
        budget: &Budget,
        work: impl FnOnce(&mut Session<'_>, &mut SourceMap) -> Result<(), Stop>,
    ) -> Found {
        let mut texts = self.texts.clone();
        let (model, options) = self.played(budget);
        let mut session = Session::new(&model, command, self.found.clone(), options);
        let done = work(&mut session, &mut texts);
        let (_, coverage) = settle(done, &mut session);
        let mut report = session.report;
        if report.brief.is_none() {
            // The page names its findings by their numbers.
            by_place(&mut report.diagnostics, &texts);
            if command == Command::Brief {
                // There is no page; what is wrong stands in its place.
                report.command = Command::Check;
            }
        }
        Found::new(report, texts, coverage)
    }
}
