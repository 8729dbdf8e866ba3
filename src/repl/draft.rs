//! The files of an analysis and what a session says besides: a list of edits, the model that they make, and
//! the way back.
//!
//! Invariant: the model is always that of the files with the edits in force, in their order; an edit with a
//! mistake leaves no trace.

use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::model::statement::{Kind, Literal, Statement, StatementId, Term};
use crate::model::table::Table;
use crate::model::{self, Doctrine, Model, resolve};
use crate::source::{Disk, FileId, Origin, SourceFile, SourceMap, Span};
use crate::syntax::ast::{Ast, Name, Sign, StatementKind};
use crate::syntax::{self, ast};
use smol_str::format_smolstr;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was typed at once, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// As it was typed, its stop put in.
    pub(super) text: Arc<str>,
    file: FileId,
    /// The sentences that it states, supposes or takes back.
    pub(super) said: Vec<String>,
}

impl Edit {
    /// Its text in the source map.
    pub(super) fn file(&self) -> FileId {
        self.file
    }
}

/// What an edit did.
#[derive(Clone, Debug, Default)]
pub(super) struct Applied {
    /// Warnings.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The sentences that it states, supposes or takes back: they are no consequences of it.
    pub(super) said: Vec<String>,
    /// How many statements were taken back.
    pub(super) retracted: usize,
    /// How many suppositions were made.
    pub(super) supposed: usize,
    /// The labels of statements that speak of what was taken back by its label: the file cannot be saved with them.
    pub(super) speaking: Vec<String>,
}

/// The files and the edits.
pub(super) struct Draft {
    /// What every model of the session is built on.
    pub(super) doctrine: Doctrine,
    /// The root file.
    pub(super) path: Option<PathBuf>,
    /// Every text of the session.
    pub(super) map: SourceMap,
    /// The model of the files alone.
    pub(super) base: Arc<Model>,
    /// What was wrong in them.
    pub(super) found: Vec<Diagnostic>,
    /// The model with the edits.
    pub(super) model: Arc<Model>,
    /// Statements taken back.
    pub(super) retracted: BTreeSet<StatementId>,
    /// What is supposed.
    pub(super) supposed: Vec<Literal>,
    edits: Vec<Edit>,
    undone: Vec<Edit>,
    /// What was undone when the last edit was made.
    superseded: Vec<Edit>,
    /// How many texts have been typed.
    typed: usize,
}

impl Draft {
    /// A session with nothing but the doctrine.
    pub(super) fn empty(doctrine: &Doctrine) -> Self {
        Self::of(doctrine, None, doctrine.texts().clone(), doctrine.begin(), Vec::new())
    }

    /// A session with a file and what it imports.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn load(doctrine: &Doctrine, path: &Path) -> Result<Self, (Box<Diagnostic>, SourceMap)> {
        let mut map = SourceMap::new();
        match model::load(doctrine, &Disk, path, &mut map) {
            Ok(Checked { value, diagnostics }) => {
                Ok(Self::of(doctrine, Some(path.to_owned()), map, value, diagnostics))
            }
            Err(diagnostic) => Err((Box::new(diagnostic), map)),
        }
    }

    fn of(
        doctrine: &Doctrine,
        path: Option<PathBuf>,
        map: SourceMap,
        base: Model,
        found: Vec<Diagnostic>,
    ) -> Self {
        let base = Arc::new(base);
        Self {
            doctrine: doctrine.clone(),
            path,
            map,
            model: Arc::clone(&base),
            base,
            found,
            retracted: BTreeSet::new(),
            supposed: Vec::new(),
            edits: Vec::new(),
            undone: Vec::new(),
            superseded: Vec::new(),
            typed: 0,
        }
    }

    /// The edits in force.
    pub(super) fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The text of the root file.
    pub(super) fn root(&self) -> Option<FileId> {
        let name = self.path.as_ref()?.to_string_lossy();
        let own = |file: &SourceFile| file.origin == Origin::User && *file.name == *name;
        self.map.files().find(|(_, file)| own(file)).map(|(id, _)| id)
    }

    /// The files of the analysis, those of the doctrine and of the session left out.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.map.files().filter(|(_, file)| file.origin == Origin::User).map(|(_, file)| &*file.name)
    }

    /// Adds what was typed to the texts, under a name of its own.
    pub(super) fn typed(&mut self, text: &str) -> FileId {
        self.typed += 1;
        self.map.add(format!("<line {}>", self.typed), text, Origin::Typed)
    }

    /// Says something. What was undone is gone for good.
    ///
    /// # Errors
    /// There are mistakes in it; nothing has changed.
    pub(super) fn apply(&mut self, text: &str) -> Result<Applied, Vec<Diagnostic>> {
        let mut edit = Edit { text: text.into(), file: self.typed(text), said: Vec::new() };
        let applied = self.replay(&edit)?;
        edit.said.clone_from(&applied.said);
        self.edits.push(edit);
        self.superseded = std::mem::take(&mut self.undone);
        Ok(applied)
    }

    /// Takes the last edit back; `None` if there is none.
    pub(super) fn undo(&mut self) -> Option<Edit> {
        let last = self.edits.pop()?;
        self.undone.push(last.clone());
        self.rebuild();
        Some(last)
    }

    /// Takes one edit back, counted from 0, and leaves those after it; those that do not fit without it go too, and are
    /// returned beside it. All of them can be said again.
    pub(super) fn drop(&mut self, at: usize) -> Option<(Edit, Vec<Edit>)> {
        if at >= self.edits.len() {
            return None;
        }
        let before = self.edits.clone();
        let dropped = self.edits.remove(at);
        self.rebuild();
        let kept: BTreeSet<FileId> = self.edits.iter().map(Edit::file).collect();
        let others =
            before.into_iter().filter(|edit| edit.file != dropped.file && !kept.contains(&edit.file));
        let lost: Vec<Edit> = others.collect();
        self.undone.extend(lost.iter().rev().cloned());
        self.undone.push(dropped.clone());
        Some((dropped, lost))
    }

    /// Says again what was taken back last.
    pub(super) fn redo(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        if self.replay(&edit).is_ok() {
            self.edits.push(edit.clone());
        }
        Some(edit)
    }

    /// Takes all edits back; they can be said again one by one.
    pub(super) fn reset(&mut self) -> usize {
        let count = self.edits.len();
        while let Some(edit) = self.edits.pop() {
            self.undone.push(edit);
        }
        self.rebuild();
        count
    }

    /// Forgets an edit that could not be carried through, as if it had not been made.
    pub(super) fn forget_last(&mut self) {
        self.edits.pop();
        self.undone = std::mem::take(&mut self.superseded);
        self.rebuild();
    }

    /// Reads the files again and says the edits again. Returns those that no longer fit, with why.
    ///
    /// # Errors
    /// The file cannot be read; nothing has changed.
    pub(super) fn reload(&mut self) -> Result<Vec<(Edit, Vec<Diagnostic>)>, Box<Diagnostic>> {
        let Some(path) = &self.path else { return Ok(Vec::new()) };
        let mut fresh = match Self::load(&self.doctrine, path) {
            Ok(fresh) => fresh,
            Err((diagnostic, _)) => return Err(Box::new(Diagnostic { labels: Vec::new(), ..*diagnostic })),
        };
        let mut lost = Vec::new();
        for edit in &self.edits {
            if let Err(diagnostics) = fresh.apply(&edit.text) {
                lost.push((edit.clone(), diagnostics));
            }
        }
        *self = fresh;
        Ok(lost)
    }

    /// Makes the model anew from the files and the edits, which fitted before and fit again.
    fn rebuild(&mut self) {
        self.model = Arc::clone(&self.base);
        self.retracted.clear();
        self.supposed.clear();
        for edit in std::mem::take(&mut self.edits) {
            if self.replay(&edit).is_ok() {
                self.edits.push(edit);
            }
        }
    }

    /// Carries an edit out.
    fn replay(&mut self, edit: &Edit) -> Result<Applied, Vec<Diagnostic>> {
        if let Some(sentence) = retracted_sentence(&edit.text) {
            return self.retract_sentence(edit.file, sentence);
        }
        let parsed = syntax::parse(&self.map, edit.file);
        if parsed.diagnostics.iter().any(|one| one.severity == Severity::Error) {
            return Err(parsed.diagnostics);
        }
        let mut steps = Steps::default();
        let Ast { file, statements, broken, trivia } = parsed.value;
        let mut rest = Vec::new();
        let mut files = Vec::new();
        resolve::walk(&statements, &mut |statement| match &statement.kind {
            StatementKind::Import(_) | StatementKind::Facts(_) | StatementKind::DeclareFrom { .. } => {
                files.push(names_a_file(statement.span));
            }
            _ => {}
        });
        if !files.is_empty() {
            return Err(files);
        }
        for statement in statements {
            match statement.kind {
                StatementKind::Retract(label) => steps.retracted.push(label),
                StatementKind::Suppose(literal) => steps.supposed.push(literal),
                _ => rest.push(statement),
            }
        }
        let mut applied = Applied { diagnostics: parsed.diagnostics, ..Applied::default() };
        let mut model = Arc::clone(&self.model);
        if !rest.is_empty() {
            let first = self.model.statements.len();
            let ast = Ast { file, statements: rest, broken, trivia };
            let made = resolve::extend(Model::clone(&self.model), &self.map, &ast, &self.retracted);
            applied.diagnostics.extend(made.diagnostics);
            applied.said.extend(stated(&made.value, first));
            model = Arc::new(made.value);
        }
        let mut supposed = Vec::new();
        for literal in &steps.supposed {
            let resolved = resolve::supposition(&model, &self.map, literal);
            applied.diagnostics.extend(resolved.diagnostics);
            supposed.extend(resolved.value);
        }
        let mut retracted = BTreeSet::new();
        for label in &steps.retracted {
            match self.labelled(&model, label) {
                Ok(found) => retracted.extend(found),
                Err(diagnostic) => applied.diagnostics.push(*diagnostic),
            }
        }
        if applied.diagnostics.iter().any(|one| one.severity == Severity::Error) {
            return Err(applied.diagnostics);
        }
        applied.speaking = self.speaking_of(&model, &steps.retracted, &retracted);
        applied.retracted = steps.retracted.len();
        applied.supposed = supposed.len();
        let gone = retracted.iter().filter_map(|id| model.statement(*id));
        applied.said.extend(gone.flat_map(|statement| &statement.heads).map(|head| sentence(&model, head)));
        applied.said.extend(supposed.iter().map(|literal| sentence(&model, literal)));
        self.model = model;
        self.retracted.extend(retracted);
        self.supposed.extend(supposed);
        Ok(applied)
    }

    /// `retract SENTENCE.`: every statement that says just this, and the supposition of it.
    fn retract_sentence(
        &mut self,
        file: FileId,
        (start, end): (usize, usize),
    ) -> Result<Applied, Vec<Diagnostic>> {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(file, offset(start), offset(end));
        let text = self.map.text(span).to_owned();
        let own =
            self.map.add(self.map.file(file).map_or("", |file| &file.name).to_owned(), text, Origin::Typed);
        let literal = syntax::parse_literal(&self.map, own).map_err(|one| vec![one])?;
        let resolved = resolve::literal(&self.model, &self.map, &literal);
        let Some(literal) = resolved.value else { return Err(resolved.diagnostics) };
        let same = |other: &Literal| {
            other.relation == literal.relation && other.sign == literal.sign && other.terms == literal.terms
        };
        let stated: Vec<StatementId> = self
            .model
            .statements()
            .filter(|(id, statement)| {
                self.model.is_own(*id)
                    && !self.retracted.contains(id)
                    && statement.kind == Kind::Assertion
                    && statement.body.is_none()
                    && statement.heads.iter().all(same)
            })
            .map(|(id, _)| id)
            .collect();
        let before = self.supposed.len();
        self.supposed.retain(|other| !same(other));
        let count = stated.len() + before - self.supposed.len();
        if let (0, Some(place)) = (count, row_of(&self.model, &literal)) {
            return Err(vec![
                Diagnostic::new(Code::NotHere, "this is a row of a table, which no session takes back")
                    .label(place, "it stands here")
                    .help("take the row out of the file and `:reload`"),
            ]);
        }
        if count == 0 {
            return Err(vec![
                Diagnostic::new(Code::UnknownName, "no statement says this")
                    .label(Span::new(own, 0, offset(end - start)), "nothing to take back")
                    .help("ask `why …?` for the statements from which it is concluded; `retract @label.` takes one of them back"),
            ]);
        }
        self.retracted.extend(stated);
        let said = vec![sentence(&self.model, &literal)];
        Ok(Applied { said, retracted: count, ..Applied::default() })
    }
    /// The statements in force that name one of these labels, by their own labels or their sentences.
    fn speaking_of(&self, model: &Model, labels: &[Name], gone: &BTreeSet<StatementId>) -> Vec<String> {
        let named: Vec<Term> = labels
            .iter()
            .filter_map(|label| model.names.get(&format_smolstr!("@{}", label.text)))
            .map(|id| Term::Symbol(*id))
            .collect();
        let mut found: Vec<String> = Vec::new();
        for (id, statement) in model.statements() {
            let speaks = statement.heads.iter().flat_map(|head| &head.terms).any(|term| named.contains(term));
            if speaks && model.is_own(id) && !gone.contains(&id) && !self.retracted.contains(&id) {
                let told = match statement.label {
                    Some(label) => format!("`@{}`", model.name(label)),
                    None => statement
                        .heads
                        .first()
                        .map(|head| format!("`{}`", sentence(model, head)))
                        .unwrap_or_default(),
                };
                if !found.contains(&told) {
                    found.push(told);
                }
            }
        }
        found
    }

    /// The statements with a label that are in force, and what they define besides.
    fn labelled(&self, model: &Model, label: &Name) -> Result<Vec<StatementId>, Box<Diagnostic>> {
        let known = model.names.get(&format_smolstr!("@{}", label.text)).copied();
        let with_label = || {
            model.statements().filter(|(_, statement)| statement.label.is_some() && statement.label == known)
        };
        let places: Vec<Span> = with_label()
            .filter(|(id, _)| !self.retracted.contains(id))
            .map(|(_, statement)| statement.span)
            .collect();
        if places.is_empty() {
            let gone = with_label().next().map(|(_, statement)| statement.span);
            let text = match gone {
                Some(_) => format!("`@{}` was taken back already", label.text),
                None => format!("no statement is labelled `@{}`", label.text),
            };
            let diagnostic = Diagnostic::new(Code::UnknownName, text);
            return Err(Box::new(match gone {
                Some(place) => diagnostic
                    .label(label.span, "nothing to take back")
                    .label(place, "it stood here")
                    .help("`:edits` lists what was said; `:undo` takes the last of it back"),
                None => diagnostic
                    .label(label.span, "not known")
                    .help("`retract SENTENCE.` takes a statement without a label back"),
            }));
        }
        let within = |statement: &Statement| places.iter().any(|place| place.holds(statement.span));
        Ok(model.statements().filter(|(_, statement)| within(statement)).map(|(id, _)| id).collect())
    }
}

/// Where a table says a sentence.
fn row_of(model: &Model, literal: &Literal) -> Option<Span> {
    let same = |table: &Table, row: &[u32]| {
        row.len() == literal.terms.len()
            && row.iter().zip(&literal.terms).all(|(cell, term)| table.holds_term(*cell, term, |_, _| false))
    };
    let tables = model.tables.iter().filter(|table| table.relation == literal.relation);
    let mut found = tables.filter(|_| literal.sign == Sign::Positive).filter_map(|table| {
        let at = table.rows().position(|row| same(table, row))?;
        table.place(u32::try_from(at).ok()?)
    });
    found.next()
}

/// What an edit holds besides statements that are added to the model.
#[derive(Default)]
struct Steps {
    retracted: Vec<Name>,
    supposed: Vec<ast::Literal>,
}

/// Whether an edit takes a sentence back.
pub(super) fn retracts_sentence(text: &str) -> bool {
    retracted_sentence(text).is_some()
}

/// Where the sentence stands in `retract SENTENCE.`
fn retracted_sentence(text: &str) -> Option<(usize, usize)> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?.strip_prefix("retract")?;
    let said = rest.trim_start();
    if said.len() == rest.len() || said.starts_with('@') {
        return None;
    }
    let start = text.len() - said.len();
    let end = start + said.trim_end().trim_end_matches('.').len();
    Some((start, end))
}

/// The sentences that the statements from a number on state as facts.
fn stated(model: &Model, first: usize) -> Vec<String> {
    let new = model.statements.get(first..).unwrap_or_default();
    new.iter()
        .filter(|statement| statement.body.is_none())
        .flat_map(|statement| &statement.heads)
        .map(|literal| sentence(model, literal))
        .collect()
}

/// A literal as it is written.
pub(super) fn sentence(model: &Model, literal: &Literal) -> String {
    model.write(literal, model::write::Variables::Anonymous)
}

/// The diagnostic for a statement that names a file: those belong to the folder of a file.
fn names_a_file(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotHere, "a session reads no further files")
        .label(span, "not here")
        .help("write it into the file of the analysis and `:reload`, or read another file with `:load FILE`")
}
