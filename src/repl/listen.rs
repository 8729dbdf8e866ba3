//! What was typed to the answer of the session: commands, questions and statements, each to those who answer it.

use super::commands;
use super::conversation::{Conversation, Reply, Then};
use super::input::{self, Input, Mended, Readiness};
use crate::assist::{self, Understood};
use crate::model::resolve;
use crate::render::text;
use crate::source::{Origin, SourceMap};
use crate::syntax::{self, ast::StatementKind};
use std::sync::atomic::Ordering;

impl Conversation {
    /// Whether what was typed so far can be answered, or goes on in the next line.
    pub fn readiness(&self, typed: &str) -> Readiness {
        let bare: Vec<&str> = typed.lines().map(input::unprompted).collect();
        input::readiness(&bare.join("\n"))
    }

    /// Answers what was typed: a command, a question, statements, or several of them.
    pub fn say(&mut self, typed: &str) -> Reply {
        self.interrupt.store(false, Ordering::Relaxed);
        let mut reply = Reply::default();
        let mut statements = String::new();
        let mut mended = Mended::Nothing;
        for piece in input::pieces(typed) {
            let meaning = input::meaning(&piece);
            // Statements that follow each other are one edit, with one account of what it changes.
            if let Input::Statement(text, mark) = meaning {
                // What was not ended may be a name, or a question in a word or two.
                let bare = text.trim_end_matches(['.', ' ']);
                if mark == Mended::Mark && self.wants_to_know(bare) {
                    self.state(&mut statements, &mut mended, &mut reply);
                    let told = self.question(bare);
                    reply.text.push_str(&told);
                    continue;
                }
                if !statements.is_empty() {
                    statements.push('\n');
                }
                statements.push_str(&text);
                if mark == Mended::Mark {
                    mended = mark;
                }
                continue;
            }
            self.state(&mut statements, &mut mended, &mut reply);
            match meaning {
                Input::Nothing | Input::Statement(..) => {}
                Input::Command(command, rest) => {
                    let done = (command.act)(self, &rest);
                    reply.text.push_str(&done.text);
                    reply.then = done.then;
                }
                Input::NoCommand(name) => reply.text.push_str(&self.no_command(&name)),
                Input::Question(text, mark) => {
                    if mark == Mended::Mark {
                        reply
                            .text
                            .push_str(&self.note("a question ends with `?`; this one was read as if it did"));
                    }
                    reply.text.push_str(&self.question(&text));
                }
            }
            if reply.then == Then::Leave {
                return reply;
            }
        }
        self.state(&mut statements, &mut mended, &mut reply);
        reply
    }

    /// Whether a text that could be a statement is none, and is understood as a question.
    fn wants_to_know(&self, text: &str) -> bool {
        let mut map = SourceMap::new();
        let file = map.add("<session>", format!("{text}."), Origin::Typed);
        let parsed = syntax::parse(&map, file);
        if parsed.diagnostics.is_empty() {
            let [statement] = parsed.value.statements.as_slice() else { return false };
            let StatementKind::Assert(assertion) = &statement.kind else { return false };
            let said = resolve::literal(&self.draft.model, &map, &assertion.literal);
            if said.diagnostics.is_empty() {
                return false;
            }
        }
        match assist::understand(&self.draft.model, text) {
            Understood::AsTyped => false,
            Understood::Page(_) => true,
            // What breaks off is a statement that is not finished.
            Understood::Read(readings) => readings.iter().all(assist::Reading::is_whole),
        }
    }

    fn state(&mut self, statements: &mut String, mended: &mut Mended, reply: &mut Reply) {
        if statements.is_empty() {
            return;
        }
        let text = std::mem::take(statements);
        if std::mem::replace(mended, Mended::Nothing) == Mended::Mark {
            reply.text.push_str(&self.note("a statement ends with `.`; this one was read as if it did"));
        }
        reply.text.push_str(&self.statement(&text));
    }

    /// A gentle remark, unless the analyst does not want any.
    pub(super) fn note(&self, remark: &str) -> String {
        if self.settings.notes { text::aside(&format!("({remark})"), &self.style) } else { String::new() }
    }

    fn no_command(&self, name: &str) -> String {
        let near = crate::syntax::words::nearest(name, commands::names());
        let text = match near {
            Some(near) => format!("there is no command `:{name}`; did you mean `:{near}`?"),
            None => format!("there is no command `:{name}`; `:help` lists them"),
        };
        text::aside(&text, &self.style)
    }
}
