//! Questions to answers, and what "it" and the numbers stand for afterwards.

use super::conversation::Conversation;
use super::draft::sentence;
use super::input;
use super::reference::{Referred, refer};
use crate::assist::{self, Instead, Understood, Wish};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::resolve;
use crate::reason::{Asked, Options, Proofs, Session, Stop, Wanted, ask};
use crate::render::text;
use crate::report::{Ask, Changes, Command, Page};
use crate::syntax::{self, ast::QueryKind, words};

/// The most sentences that are named where only a thing was.
const NAMED: usize = 5;

/// What came of a question that was put as it stands.
enum Put {
    Asked {
        kind: Box<QueryKind>,
        found: Box<Ask>,
        asked: Asked,
    },
    /// It is none that can be answered.
    Wrong(Vec<Diagnostic>),
    /// A limit was reached.
    Stopped(Box<Diagnostic>),
}

impl Conversation {
    /// Answers each of the questions that were typed.
    pub(super) fn question(&mut self, typed: &str) -> String {
        let asked = assist::questions(typed);
        if let [_] = asked.as_slice() {
            return self.one_question(typed);
        }
        let answers: Vec<String> = asked.into_iter().map(|one| self.one_question(one)).collect();
        answers.join("\n")
    }

    fn one_question(&mut self, typed: &str) -> String {
        let mut out = String::new();
        let (typed, all) = input::whole(typed);
        let going_on = self.before.as_deref();
        let going_on = going_on.and_then(|before| assist::following(&self.draft.model, before, &typed));
        let typed = going_on.as_deref().unwrap_or(&typed);
        self.before = Some(typed.to_owned());
        if assist::asks_what_changed(typed) {
            return super::commands::what_changed(self).text;
        }
        let question = match refer(typed, &self.said) {
            Referred::Unchanged => {
                self.supposing.clear();
                typed.to_owned()
            }
            Referred::Nothing(why) => return text::aside(&why, &self.style),
            Referred::To(question, number) => {
                let others = match number {
                    Some(number) if self.said.numbered.len() > 1 => format!(
                        "   (number {number} of {}; `why 2?` asks about another)",
                        self.said.numbered.len()
                    ),
                    Some(_) | None => String::new(),
                };
                let supposing: Vec<String> =
                    self.supposing.iter().map(|literal| sentence(&self.draft.model, literal)).collect();
                let supposing = match supposing.as_slice() {
                    [] => String::new(),
                    some => format!("supposing {}: ", some.join(", ")),
                };
                out.push_str(&text::aside(&format!("{supposing}{question}{others}"), &self.style));
                question
            }
        };
        if let Some(told) = self.about_a_name(&question) {
            return out + &told;
        }
        self.shown = None;
        let proofs = if all { Proofs::All } else { Proofs::Smallest };
        out.push_str(&self.answer(&question, 0, proofs));
        out
    }

    /// `why tripwire?` names a thing, and it is sentences that have reasons: those about it.
    fn about_a_name(&mut self, question: &str) -> Option<String> {
        let words: Vec<&str> = question.trim_end_matches('?').split_whitespace().collect();
        let [lead, name] = words.as_slice() else { return None };
        let id = self.draft.model.names.get(*name).copied()?;
        let sort = self.draft.model.symbol(id).filter(|_| lead.eq_ignore_ascii_case("why"))?.sort;
        let what = self.draft.model.sorts.name(sort).to_owned();
        let held = self.held().ok()?;
        let about = |sentence: &String| sentence.split_whitespace().any(|word| word == *name);
        let rows = held.evaluated.sentences();
        let sentences: Vec<String> = rows
            .filter_map(|(relation, row)| {
                let values = held.evaluated.database.row(relation, row)?;
                held.evaluated.sentence(&held.model, relation, values)
            })
            .filter(about)
            .take(NAMED)
            .collect();
        if sentences.is_empty() {
            return None;
        }
        let text = format!("`{name}` is the name of a thing ({what}), and a sentence has reasons, such as");
        let out = text::aside(&text, &self.style) + &text::numbered(&sentences, 1, &self.style);
        self.said.numbered = sentences;
        self.said.it = None;
        self.shown = None;
        Some(out + &text::aside("`why 1?` asks for those of the first", &self.style))
    }

    /// Answers a question from the answer number `shown + 1` on.
    pub(super) fn answer(&mut self, question: &str, shown: usize, proofs: Proofs) -> String {
        let readings = match assist::understand(&self.draft.model, question) {
            Understood::AsTyped => {
                let put = self.put(question, shown, proofs);
                return self.told(question, put, Ask::new(question), shown);
            }
            Understood::Page(mut wish) => {
                wish.whole |= proofs == Proofs::All;
                return self.page(&wish);
            }
            Understood::Read(readings) => readings,
        };
        let mut first = None;
        let tried: Vec<_> = readings.iter().take(assist::TRIED).collect();
        for (at, reading) in tried.iter().enumerate() {
            let put = self.put(&reading.question, shown, proofs);
            let answered = !matches!(put, Put::Asked { asked: Asked::Unanswered, .. });
            if !answered && tried.len() > 1 {
                first.get_or_insert((at, put));
                continue;
            }
            first = Some((at, put));
            break;
        }
        let Some((chosen, mut put)) = first else { return String::new() };
        let Some(reading) = readings.get(chosen) else { return String::new() };
        if matches!(put, Put::Asked { asked: Asked::Unanswered, .. })
            && let Some(other) = assist::instead(&self.draft.model, &mut self.draft.map, question, reading)
        {
            match other {
                Instead::Told(told) => return self.misunderstood(&[*told]),
                Instead::Page(wish) => match self.made(&wish) {
                    Ok(page) if page.sections.is_empty() => {}
                    Ok(page) => return text::page(&page, &self.style),
                    Err(Stop(diagnostic)) => return self.stopped(&diagnostic),
                },
            }
        }
        if let Put::Asked { found, .. } = &mut put {
            reading.keep_to_unit(found);
        }
        let mut read = Ask::new(question);
        read.others = assist::others(&readings, chosen);
        read.counted = reading.counted;
        read.reading = Some(reading.question.clone());
        self.told(&reading.question, put, read, shown)
    }

    /// Puts a question as it stands.
    fn put(&mut self, question: &str, shown: usize, proofs: Proofs) -> Put {
        let file = self.draft.typed(question);
        let query = match syntax::parse_query(&self.draft.map, file) {
            Ok(query) => query,
            Err(diagnostic) => return Put::Wrong(vec![diagnostic]),
        };
        let model = self.framed(&self.draft.model);
        let mut view = self.view();
        if !self.supposing.is_empty() {
            view.supposed.extend(self.supposing.iter().cloned());
            view = self.foreseeing(view);
        }
        let options = Options { view, budget: self.limits(), ..Options::default() };
        // What holds without what was supposed last is known, or found out for the next questions too.
        let lent = match self.supposing.is_empty() && self.held().is_ok() {
            true => self.held.take().map(|held| held.lend()),
            false => None,
        };
        let mut session = Session::new(&model, Command::Ask, Vec::new(), options);
        let mut emptied = None;
        if let Some((rest, viewed)) = lent {
            session.hold(viewed);
            emptied = Some(rest);
        }
        let page = self.settings.answers;
        let asked =
            ask(&mut session, &self.draft.map, &query, &Wanted { proofs, ..Wanted::first(shown + page) });
        if let (Some(rest), Some(viewed)) = (emptied, session.release()) {
            self.held = Some(Box::new(rest.with(viewed)));
        }
        let report = session.report;
        let asked = match asked {
            Ok(asked) => asked,
            Err(Stop(diagnostic)) => return Put::Stopped(diagnostic),
        };
        let errors: Vec<Diagnostic> =
            report.diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
        match report.ask {
            Some(found) if errors.is_empty() => {
                Put::Asked { kind: Box::new(query.kind), found: Box::new(found), asked }
            }
            _ => Put::Wrong(errors),
        }
    }

    /// What came of a question, with how it was read.
    fn told(&mut self, question: &str, put: Put, read: Ask, shown: usize) -> String {
        let (kind, found, asked) = match put {
            Put::Asked { kind, found, asked } => (kind, found, asked),
            Put::Stopped(diagnostic) => return self.stopped(&diagnostic),
            Put::Wrong(mut errors) => {
                for found in &mut errors {
                    if let Some(better) = assist::unread(&self.draft.model, question, found) {
                        *found = better;
                    }
                }
                return if errors.is_empty() { String::new() } else { self.misunderstood(&errors) };
            }
        };
        self.lost = false;
        let mut told = Ask { answers: found.answers.clone(), hidden: found.hidden, ..read };
        told.counted &= shown == 0;
        let heading = text::reading(&told, &self.style);
        self.remember(&kind, question, &found, asked, shown);
        match &*kind {
            QueryKind::WhatIf(literals) => {
                let model = self.framed(&self.draft.model);
                let resolved =
                    literals.iter().map(|one| resolve::supposition(&model, &self.draft.map, one).value);
                self.supposing.extend(resolved.flatten());
                heading + &self.show_changes(&found)
            }
            kind => heading + &self.show_answers(&found, shown, kind),
        }
    }

    /// A page that was asked for.
    fn page(&mut self, wish: &Wish) -> String {
        match self.made(wish) {
            Ok(page) => text::page(&page, &self.style),
            Err(Stop(diagnostic)) => self.stopped(&diagnostic),
        }
    }

    fn made(&mut self, wish: &Wish) -> Result<Page, Stop> {
        let model = self.framed(&self.draft.model);
        let options = Options { view: self.view(), budget: self.limits(), ..Options::default() };
        let mut session = Session::new(&model, Command::Ask, Vec::new(), options);
        assist::page(&mut session, &self.draft.map, wish)
    }

    fn show_answers(&self, found: &Ask, shown: usize, kind: &QueryKind) -> String {
        if found.is_empty() {
            let hint = match kind {
                QueryKind::Find(_) | QueryKind::Why(_) | QueryKind::WhyNot(_) if self.it_asks() => {
                    "Nothing shows it. To see what is missing, say who or what is meant: `why not …?`"
                }
                QueryKind::Find(_) | QueryKind::Why(_) => {
                    "Nothing shows it; `why not?` asks what is missing."
                }
                QueryKind::WhyFalse(_) => "Nothing shows that it is false.",
                QueryKind::WhyNot(_)
                | QueryKind::WhatIf(_)
                | QueryKind::WhatWouldItTake(_)
                | QueryKind::HowLikely(..) => "There is no answer.",
            };
            if !found.unheard.is_empty() {
                return format!("Nothing shows it.\n{}", text::unheard(&found.unheard, &self.style));
            }
            return format!("{hint}\n");
        }
        text::listing(found, shown + 1, &self.style)
    }

    /// Whether what was asked about still has a question word in it.
    fn it_asks(&self) -> bool {
        let it = self.said.it.as_deref().unwrap_or_default();
        it.split_whitespace().any(|word| words::asks(word) || words::anonymous(word) || word.starts_with('?'))
    }

    /// What a supposition would change.
    fn show_changes(&self, found: &Ask) -> String {
        let Some(changes) = &found.changes else { return String::new() };
        let lists = [
            ("Then this would follow:", text::gains(&changes.gained, &self.style)),
            ("And this no longer:", changes.lost.iter().map(|one| one.sentence.clone()).collect()),
            ("And this still, for other reasons:", text::supports(&changes.supported)),
            ("And this would be believed otherwise:", text::moves(&changes.moved)),
        ];
        if changes.is_empty() {
            return String::from("Nothing would change.\n");
        }
        let mut out = String::new();
        let mut number = 1;
        for (head, sentences) in lists {
            if !sentences.is_empty() {
                out.push_str(&text::heading(head, &self.style));
                out.push_str(&text::numbered(&sentences, number, &self.style));
                number += sentences.len();
            }
        }
        if !changes.findings.is_empty() {
            out.push_str(&text::heading("And this would fire:", &self.style));
            out.push_str(&text::findings(&changes.findings, &self.style));
        }
        let silenced = text::suspensions(&changes.suspended, &self.style);
        if !silenced.is_empty() {
            out.push_str(&text::heading("This would speak against it, and has no say:", &self.style));
            out.push_str(&silenced);
        }
        if changes.hidden > 0 {
            out.push_str(&text::aside(&format!("and {} more", changes.hidden), &self.style));
        }
        out
    }

    /// Keeps what "it" and the numbers stand for.
    fn remember(&mut self, kind: &QueryKind, question: &str, found: &Ask, asked: Asked, shown: usize) {
        let about = || {
            let text = question.trim_end_matches('?');
            let leads = [
                "why false ",
                "why not ",
                "why ",
                "how likely ",
                "what would it take: ",
                "what would it take ",
            ];
            leads
                .iter()
                .find_map(|lead| {
                    let head = text.get(..lead.len())?;
                    head.eq_ignore_ascii_case(lead).then(|| text.get(lead.len()..).unwrap_or_default())
                })
                .unwrap_or(text)
                .to_owned()
        };
        match kind {
            QueryKind::Find(_) => {
                let sentences: Vec<String> =
                    found.answers.iter().map(|answer| answer.sentence.clone()).collect();
                self.said.it = (asked == Asked::Unanswered).then(about);
                self.said.numbered = sentences;
                self.shown = (found.hidden > 0).then(|| (question.to_owned(), shown + self.settings.answers));
            }
            QueryKind::WhatIf(_) => {
                let changes = found.changes.iter();
                self.said.numbered = changes.flat_map(Changes::sentences).collect();
                self.said.it = None;
            }
            // The numbers stay those of the list that is asked about.
            QueryKind::Why(_)
            | QueryKind::WhyNot(_)
            | QueryKind::HowLikely(..)
            | QueryKind::WhatWouldItTake(_) => {
                self.said.it = Some(about());
            }
            QueryKind::WhyFalse(_) => self.said.it = Some(format!("not {}", about())),
        }
    }
}
