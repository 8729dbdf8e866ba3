//! A path to a resolved model: the file, what it imports, and the doctrine under both.
//!
//! Invariant: no file outside the folder of the root file is read.

use super::{Doctrine, Model, resolve, resolve::walk};
use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::source::load::{LoadError, Promise, Reason, read, read_foreign};
use crate::source::{Encoding, FileId, FileSystem, SourceMap, Span, lexically};
use crate::syntax;
use crate::syntax::ast::{Ast, ClauseKind, StatementKind, Text};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Reads and resolves a file with its imports.
///
/// # Errors
/// The file itself cannot be read; what is wrong with an import is among the diagnostics.
pub fn load(
    doctrine: &Doctrine,
    files: &dyn FileSystem,
    path: &Path,
    map: &mut SourceMap,
) -> Result<Checked<Model>, Diagnostic> {
    doctrine.add_to(map);
    let root = read(files, map, path).map_err(|error| Diagnostic::from_load(&error, Promise::Model, None))?;
    Ok(resolve_root(doctrine, files, path, root, map))
}

/// Resolves a file that is in the map, with its imports.
fn resolve_root(
    doctrine: &Doctrine,
    files: &dyn FileSystem,
    path: &Path,
    root: FileId,
    map: &mut SourceMap,
) -> Checked<Model> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut loader = Loader {
        files,
        map,
        root: files.canonical(folder).ok(),
        known: BTreeMap::new(),
        asts: Vec::new(),
        named: HashMap::new(),
        missing: false,
        diagnostics: Vec::new(),
    };
    if let Ok(real) = files.canonical(path) {
        loader.known.insert(real, root);
    }
    loader.file(path.to_owned(), root);
    let Loader { asts, named, mut diagnostics, missing, .. } = loader;
    let empty = asts.last().is_some_and(|ast| ast.statements.is_empty()) && diagnostics.is_empty();
    if empty {
        diagnostics.push(
            Diagnostic::new(Code::EmptyFile, "the file holds no statement")
                .label(Span::new(root, 0, 0), "nothing is said here")
                .help("begin with a statement such as `actor China is state.`"),
        );
    }
    resolve::resolve(doctrine, resolve::Read { asts, named, missing, diagnostics }, map)
}

struct Loader<'a> {
    files: &'a dyn FileSystem,
    map: &'a mut SourceMap,
    root: Option<PathBuf>,
    known: BTreeMap<PathBuf, FileId>,
    asts: Vec<Ast>,
    /// The file of each path to a table or to the text of a source.
    named: HashMap<Span, FileId>,
    /// Whether a file is missing that may declare names.
    missing: bool,
    diagnostics: Vec<Diagnostic>,
}

/// A file whose imports are being followed.
struct Open {
    path: PathBuf,
    file: FileId,
    ast: Ast,
    imports: Vec<(String, Span)>,
    /// Where the import stands that is being followed.
    at: Option<Span>,
}

impl Loader<'_> {
    /// Puts the trees of a file and its imports into the list, imports first.
    fn file(&mut self, path: PathBuf, file: FileId) {
        let first = self.open(path, file);
        let mut stack = vec![first];
        while let Some(top) = stack.last_mut() {
            let Some((import, span)) = top.imports.pop() else {
                if let Some(done) = stack.pop() {
                    self.asts.push(done.ast);
                }
                continue;
            };
            top.at = Some(span);
            let importing = top.path.clone();
            let Some((target, real)) = self.allowed(Promise::Import, &importing, &import, span) else {
                continue;
            };
            if let Some(&known) = self.known.get(&real) {
                if let Some(at) = stack.iter().position(|open| open.file == known) {
                    self.diagnostics.push(cycle(stack.get(at..).unwrap_or_default()));
                }
                continue;
            }
            match read(self.files, self.map, &target) {
                Ok(file) => {
                    self.known.insert(real, file);
                    let open = self.open(target, file);
                    stack.push(open);
                }
                Err(error) => self.failed(Promise::Import, &error, span),
            }
        }
    }

    fn failed(&mut self, promise: Promise, error: &LoadError, span: Span) {
        self.missing |= promise != Promise::Text;
        self.diagnostics.push(Diagnostic::from_load(error, promise, Some(span)));
    }

    fn open(&mut self, path: PathBuf, file: FileId) -> Open {
        let parsed = syntax::parse(self.map, file);
        self.diagnostics.extend(parsed.diagnostics);
        let ast = parsed.value;
        let mut named: Vec<(Promise, &Text)> = Vec::new();
        walk(&ast.statements, &mut |statement| match &statement.kind {
            StatementKind::Facts(facts) => named.push((Promise::Table, &facts.path)),
            StatementKind::DeclareFrom { path, .. } | StatementKind::Ratings { path, .. } => {
                named.push((Promise::Table, path));
            }
            StatementKind::Declare(_, declaration) => {
                named.extend(declaration.clauses.iter().filter_map(|clause| match &clause.kind {
                    ClauseKind::TextFile(path) => Some((Promise::Text, path)),
                    _ => None,
                }));
            }
            _ => {}
        });
        for (promise, file) in named {
            self.named(promise, &path, file);
        }
        let mut imports: Vec<(String, Span)> = ast
            .statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::Import(path) => Some((path.value.to_string(), path.span)),
                _ => None,
            })
            .collect();
        imports.reverse();
        Open { path, file, ast, imports, at: None }
    }

    /// Reads a table or a text that a file names, once however often it is named.
    fn named(&mut self, promise: Promise, naming: &Path, path: &Text) {
        let Some((target, real)) = self.allowed(promise, naming, &path.value, path.span) else { return };
        let known = match self.known.get(&real) {
            Some(&known) => Ok(known),
            None => read_foreign(self.files, self.map, &target).map(|(file, encoding)| {
                self.diagnostics.extend(told(encoding, path));
                file
            }),
        };
        match known {
            Ok(file) => {
                self.known.insert(real, file);
                self.named.insert(path.span, file);
            }
            Err(error) => self.failed(promise, &error, path.span),
        }
    }

    /// What a file names, as a path to be read and as it is on disk, if it stays inside the root's
    /// folder.
    fn allowed(
        &mut self,
        promise: Promise,
        naming: &Path,
        path: &str,
        span: Span,
    ) -> Option<(PathBuf, PathBuf)> {
        let outside = |code_label: &str| {
            Diagnostic::new(Code::ImportOutside, format!("`{path}` lies outside the folder of the analysis"))
                .label(span, code_label)
                .help("move the file into the folder of the analysis, or below it")
        };
        let before = self.missing;
        self.missing |= promise != Promise::Text;
        if Path::new(path).is_absolute() {
            self.diagnostics.push(outside("an absolute path"));
            return None;
        }
        let folder =
            naming.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Where the path leads is judged before the disk is asked, which would tell what lies elsewhere.
        let led = self.files.canonical(folder).map(|folder| lexically(&folder, Path::new(path)));
        if let (Ok(led), Some(root)) = (led, &self.root)
            && !led.starts_with(root)
        {
            self.diagnostics.push(outside("this leads out of it"));
            return None;
        }
        let target = naming.parent().unwrap_or(Path::new("")).join(path);
        match self.files.canonical(&target) {
            Ok(real) => {
                if self.root.as_ref().is_some_and(|root| !real.starts_with(root)) {
                    self.diagnostics.push(outside("this leads out of it"));
                    return None;
                }
                self.missing = before;
                Some((target, real))
            }
            Err(error) => {
                let reason = Reason::Unreadable(error);
                self.failed(promise, &LoadError { path: target, reason }, span);
                None
            }
        }
    }
}

/// What is told of a file that is not written in UTF-8.
fn told(encoding: Encoding, path: &Text) -> Option<Diagnostic> {
    let name = &path.value;
    let told = match encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16 => Diagnostic::new(Code::TableRead, format!("`{name}` is written in UTF-16"))
            .help("save it in UTF-8, and nothing is told"),
        Encoding::Windows1252 => Diagnostic::new(
            Code::TableRead,
            format!("`{name}` is not written in UTF-8, and is read as Windows-1252"),
        )
        .severity(Severity::Warning)
        .help("look whether its names are right, and save it in UTF-8: then nothing is guessed"),
    };
    Some(told.label(path.span, "this file"))
}

/// The diagnostic for files that import each other, the first of them being imported again by the last.
fn cycle(open: &[Open]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::ImportCycle, "files import each other in a circle");
    let diagnostic = open.iter().rev().filter_map(|open| open.at).enumerate().fold(
        diagnostic,
        |diagnostic, (at, span)| {
            diagnostic.label(span, if at == 0 { "this closes the circle" } else { "imported here" })
        },
    );
    diagnostic.help("put what both need into a third file that imports neither")
}
