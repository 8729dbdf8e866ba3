//! The `analysis` statement to the frame of a model: its day, its scale, and what it does without.

use super::resolver::Resolver;
use super::suggest;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Module;
use crate::model::occurrences::Entity;
use crate::model::statement::Statement;
use crate::model::value::scale::{NAMES, Scale};
use crate::source::Span;
use crate::syntax::ast;
use smol_str::SmolStr;

/// The file whose `analysis` statement frames the whole: the root, or the only import with one where the root has none.
pub(super) fn framing(asts: &[ast::Ast]) -> Option<&ast::Ast> {
    let has = |ast: &&ast::Ast| {
        ast.statements.iter().any(|statement| matches!(statement.kind, ast::StatementKind::Analysis(_)))
    };
    let (root, imports) = asts.split_last()?;
    if has(&root) {
        return Some(root);
    }
    let mut framed = imports.iter().filter(has);
    framed.next().filter(|_| framed.next().is_none())
}

impl Resolver<'_> {
    /// Reads the `analysis` statement of a file, which sets the frame if it is the one that counts.
    pub(super) fn frame(&mut self, ast: &ast::Ast, counts: bool) {
        let mut first: Option<Span> = self.model.frame.span;
        for statement in &ast.statements {
            let ast::StatementKind::Analysis(declaration) = &statement.kind else { continue };
            if let Some(first) = first {
                self.report(
                    Diagnostic::new(Code::SecondAnalysis, "a file has one `analysis` statement")
                        .label(statement.span, "a second one")
                        .label(first, "the first one")
                        .help("put the clauses of both into one"),
                );
                continue;
            }
            first = Some(statement.span);
            if self.doctrine {
                let key = statement.qualifiers.iter().any(|q| matches!(q.kind, ast::QualifierKind::Key));
                let name = declaration.names.first().map(|n| n.text.clone()).unwrap_or_default();
                let title = declaration.gloss().map(|g| g.value.clone()).unwrap_or_default();
                self.model.modules.push(Module { name, title, key, file: ast.file });
            } else if counts {
                self.set_frame(statement, declaration);
            }
        }
    }

    fn set_frame(&mut self, statement: &ast::Statement, declaration: &ast::Declaration) {
        use ast::ClauseKind;
        self.model.frame.span = Some(statement.span);
        self.model.frame.name = declaration.names.first().map(|name| name.text.clone());
        self.model.frame.title = declaration.gloss().map(|gloss| gloss.value.clone());
        let mut enough: Option<&ast::Name> = None;
        for clause in &declaration.clauses {
            match &clause.kind {
                ClauseKind::AsOf(date) => self.model.frame.as_of = self.dated(date),
                ClauseKind::Scale(name) => self.choose_scale(name),
                ClauseKind::Without(names) => self.switch_off(names),
                ClauseKind::WithoutRelation(_) => {}
                ClauseKind::LikelyEnough(word) => enough = Some(word),
                ClauseKind::Independent => self.model.frame.independent = true,
                ClauseKind::InHindsight => self.model.frame.hindsight = true,
                ClauseKind::Closed => self.model.frame.closed = true,
                _ => self.misplaced(clause, "analysis"),
            }
        }
        let scale = self.model.frame.scale.clone();
        match enough {
            Some(word) => match scale.low(&word.text) {
                Some(low) => self.model.frame.threshold = low,
                None => self.report(scale.unknown_word(&word.text, word.span)),
            },
            None => match scale.low("likely") {
                Some(low) => self.model.frame.threshold = low,
                None => self.report(
                    Diagnostic::new(
                        Code::UnknownLikelihood,
                        format!("the scale `{}` has no word `likely`", scale.name),
                    )
                    .label(statement.span, "so strat cannot tell which claims are likely enough to count")
                    .help("say from which word on a claim counts: `likely enough WORD`"),
                ),
            },
        }
    }

    fn choose_scale(&mut self, name: &ast::Name) {
        self.refer(name.span, Entity::Scale(name.text.clone()));
        if let Some((scale, _)) = self.scales.get(&name.text) {
            self.model.frame.scale = scale.clone();
        } else if let Some(scale) = Scale::standard(&name.text) {
            self.model.frame.scale = scale;
        } else {
            let own = self.scales.keys().map(SmolStr::as_str);
            let known: Vec<&str> = NAMES.iter().copied().chain(own).collect();
            let diagnostic = Diagnostic::new(Code::UnknownName, format!("there is no scale `{}`", name.text))
                .label(name.span, "not known")
                .help(format!("the scales are {}", suggest::listed(&known)));
            self.not_known(&name.text, diagnostic);
            self.poisoned.scale = true;
        }
    }

    fn switch_off(&mut self, names: &[ast::Name]) {
        for name in names {
            if self.rule_names.contains_key(&name.text) {
                self.refer(name.span, Entity::Rule(name.text.clone()));
                self.model.frame.without.push(name.text.clone());
            } else if !self.model.relation_names.contains_key(&name.text) {
                let known: Vec<&str> = self.rule_names.keys().map(SmolStr::as_str).collect();
                let help = match suggest::nearest(&name.text, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::from("`strat doctrine` lists the rules that can be switched off"),
                };
                let diagnostic =
                    Diagnostic::new(Code::UnknownName, format!("there is no rule `{}`", name.text))
                        .label(name.span, "not known")
                        .help(help);
                self.not_known(&name.text, diagnostic);
            }
        }
    }

    /// Takes away what the `analysis` statement of a file does without.
    pub(super) fn clear_away(&mut self, ast: &ast::Ast) {
        for statement in &ast.statements {
            let ast::StatementKind::Analysis(declaration) = &statement.kind else { continue };
            for clause in &declaration.clauses {
                if let ast::ClauseKind::WithoutRelation(names) = &clause.kind {
                    self.take_away(names);
                }
            }
        }
    }

    /// Takes standard relations away, with every standard statement that speaks of them.
    fn take_away(&mut self, names: &[ast::Name]) {
        for name in names {
            let Some(relation) = self.model.relation_names.shift_remove(&name.text) else {
                let known = self.model.relation_names.keys().map(SmolStr::as_str);
                let help = match suggest::nearest(&name.text, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => String::from("`strat doctrine` shows the relations that can be taken away"),
                };
                self.report(
                    Diagnostic::new(
                        Code::UnknownName,
                        format!("there is no standard relation `{}`", name.text),
                    )
                    .label(name.span, "not known")
                    .help(help),
                );
                continue;
            };
            self.refer(name.span, Entity::Relation(relation));
            self.patterns.remove(relation);
            let speaks = |statement: &Statement| {
                let mut sentences = statement.heads.iter().collect();
                if let Some(body) = &statement.body {
                    body.sentences(&mut sentences);
                }
                sentences.iter().any(|sentence| sentence.relation == relation)
            };
            let gone = self.model.statements.iter().filter(|statement| speaks(statement));
            let gone: Vec<SmolStr> = gone.map(|statement| statement.name.clone()).collect();
            self.model.frame.without.extend(gone.into_iter().filter(|name| !name.is_empty()));
        }
    }

    pub(super) fn misplaced(&mut self, clause: &ast::Clause, keyword: &str) {
        self.report(
            Diagnostic::new(Code::ClauseOutOfPlace, format!("this clause does not belong to `{keyword}`"))
                .label(clause.span, "not here")
                .help("take it away, or say it as a sentence of its own"),
        );
    }
}
