//! Commands that show something of the analysis.

use super::super::conversation::{Conversation, Reply};
use crate::assist::{self, Understood};
use crate::diagnostic::Code;
use crate::model::sort::SortId;
use crate::model::{Model, catalogue};
use crate::reason::{self, Options, Proofs, Session, Stop};
use crate::render::text;
use crate::report::{self, Verdict};
use crate::syntax::ast::Sign;

/// `:more`
pub(super) fn more(conversation: &mut Conversation, _: &str) -> Reply {
    match conversation.shown.take() {
        Some((question, shown)) => Reply::of(conversation.answer(&question, shown, Proofs::Smallest)),
        None => Reply::of(text::aside("there are no more answers", &conversation.style)),
    }
}

/// `:brief`
pub(super) fn brief(conversation: &mut Conversation, _: &str) -> Reply {
    whole(conversation, report::Command::Brief)
}

/// `:check`
pub(super) fn check(conversation: &mut Conversation, _: &str) -> Reply {
    whole(conversation, report::Command::Check)
}

/// The report of a command on the analysis as it is now.
fn whole(conversation: &mut Conversation, command: report::Command) -> Reply {
    let model = conversation.framed(&conversation.draft.model);
    let options = Options { view: conversation.view(), budget: conversation.limits(), ..Options::default() };
    let found = conversation.draft.found.clone();
    let mut session = Session::new(&model, command, found, options);
    let checked = match session.check() {
        Ok(checked) => checked,
        Err(Stop(diagnostic)) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    if command == report::Command::Brief && session.report.verdict != Some(Verdict::Invalid) {
        match reason::brief(&mut session, checked) {
            Ok(page) => session.report.brief = Some(page),
            Err(Stop(diagnostic)) => return Reply::of(conversation.stopped(&diagnostic)),
        }
    }
    let mut report = session.report;
    if report.brief.is_none() {
        report.command = report::Command::Check;
    }
    Reply::of(text::report(&report, &conversation.draft.map, &conversation.style))
}

/// `:game [NAME]`
pub(super) fn game(conversation: &mut Conversation, name: &str) -> Reply {
    let mut model = Model::clone(&conversation.framed(&conversation.draft.model));
    let wanted = Some(name.trim_end_matches('.')).filter(|name| !name.is_empty());
    let known = |name: &&str| model.games.iter().any(|game| model.name(game.symbol) == *name);
    if wanted.is_some_and(|name| !known(&name)) || model.games.is_empty() {
        let names: Vec<String> = model.games.iter().map(|game| model.name(game.symbol).to_owned()).collect();
        let text = match names.as_slice() {
            [] => String::from(
                "there is no game here: `game NAME \"…\" over ACTION and ACTION { … }` makes one",
            ),
            names => format!("there is no game `{name}`; there is {}", report::listed(names)),
        };
        return Reply::of(text::aside(&text, &conversation.style));
    }
    let options = Options { view: conversation.view(), budget: conversation.limits(), ..Options::default() };
    let played = match reason::play(&mut model, &options, reason::MOST_OUTCOMES) {
        Ok((played, _)) => played,
        Err(Stop(diagnostic)) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    let mut report = report::Report::new(report::Command::Game);
    report.games = Some(reason::games(&model, &played, wanted, &options.budget));
    Reply::of(text::report(&report, &conversation.draft.map, &conversation.style))
}

/// `:facts RELATION`
pub(super) fn facts(conversation: &mut Conversation, name: &str) -> Reply {
    let style = conversation.style;
    let Some(relation) = conversation.draft.model.find_relation(name.trim_end_matches('.')) else {
        let text = match name {
            "" => String::from("name a relation: `:facts veto`; `:relations` lists them"),
            name => format!(
                "there is no relation `{name}`; `:relations {name}` looks for sentences with this word"
            ),
        };
        return Reply::of(text::aside(&text, &style));
    };
    let held = match conversation.held() {
        Ok(held) => held,
        Err(diagnostic) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    let mut sentences = Vec::new();
    for sign in [Sign::Positive, Sign::Negative] {
        let Some(known) = held.evaluated.relation(relation, sign) else { continue };
        let rows = held.evaluated.database.rows(known);
        sentences.extend(rows.filter_map(|(_, row)| held.evaluated.sentence(&held.model, known, row)));
    }
    let count = sentences.len();
    let page = conversation.settings.answers;
    sentences.truncate(page);
    let mut out = match count {
        0 => String::from("Nothing is known of it.\n"),
        _ => text::numbered(&sentences, 1, &style),
    };
    if count > page {
        let text = format!("1 to {page} of {count}; `:set answers {count}` shows all");
        out.push_str(&text::aside(&text, &style));
    }
    conversation.said.numbered = sentences;
    conversation.said.it = None;
    conversation.shown = None;
    Reply::of(out)
}

/// `:relations [WORD]`
pub(super) fn relations(conversation: &mut Conversation, word: &str) -> Reply {
    let model = &conversation.draft.model;
    let mut rows = Vec::new();
    for relation in &model.relations {
        let patterns: Vec<String> =
            relation.sentences.iter().map(|sentence| model.pattern(sentence, &relation.holes)).collect();
        let wanted = relation.name.contains(word) || patterns.iter().any(|pattern| pattern.contains(word));
        if let (true, Some(first)) = (wanted, patterns.first()) {
            rows.push(vec![relation.name.to_string(), first.clone()]);
        }
    }
    if rows.is_empty() {
        let text = format!("no sentence holds `{word}`");
        return Reply::of(text::aside(&text, &conversation.style));
    }
    let mut out = text::table(&["relation", "sentence"], &rows, &conversation.style);
    if word.is_empty() {
        out.push_str(&text::aside(
            &format!("{} relations; `:relations depends` shows those with this word", rows.len()),
            &conversation.style,
        ));
    }
    Reply::of(out)
}

/// `:actors`
pub(super) fn actors(conversation: &mut Conversation, _: &str) -> Reply {
    let model = &conversation.draft.model;
    let rows: Vec<Vec<String>> = model
        .symbols
        .iter()
        .filter(|symbol| model.sorts.is_below(symbol.sort, SortId::ACTOR))
        .map(|symbol| {
            vec![
                symbol.name.to_string(),
                model.sorts.name(symbol.sort).to_owned(),
                symbol.gloss.as_deref().unwrap_or_default().to_owned(),
                symbol.aliases.join(", "),
            ]
        })
        .collect();
    listed(conversation, &["name", "sort", "explanation", "also called"], &rows, "no actor is declared")
}

/// `:sources`
pub(super) fn sources(conversation: &mut Conversation, _: &str) -> Reply {
    let model = &conversation.draft.model;
    let relay = model.known.relays;
    let rows: Vec<Vec<String>> = model
        .symbols
        .iter()
        .zip(0..)
        .filter(|(symbol, _)| symbol.sort == SortId::SOURCE)
        .map(|(symbol, at)| {
            let id = crate::model::statement::SymbolId(at);
            let known = model.sources.get(&id);
            let grade = known.and_then(|source| source.grade);
            let claims = model
                .statements
                .iter()
                .filter(|statement| statement.attribution.sources.contains(&id))
                .count();
            let through: Vec<&str> = model
                .statements
                .iter()
                .flat_map(|statement| &statement.heads)
                .filter(|head| Some(head.relation) == relay)
                .filter_map(|head| match head.terms.as_slice() {
                    [
                        crate::model::statement::Term::Symbol(by),
                        crate::model::statement::Term::Symbol(of),
                    ] if *of == id => Some(model.name(*by)),
                    _ => None,
                })
                .collect();
            vec![
                symbol.name.to_string(),
                grade.map(|grade| format!("{}{}", grade.reliability, grade.credibility)).unwrap_or_default(),
                known
                    .and_then(|source| source.dated.as_ref())
                    .map(|dated| dated.words.to_string())
                    .unwrap_or_default(),
                through.join(", "),
                claims.to_string(),
                symbol.gloss.as_deref().unwrap_or_default().to_owned(),
            ]
        })
        .collect();
    let heads = ["name", "grade", "date", "via", "claims", "explanation"];
    listed(conversation, &heads, &rows, "no source is declared")
}

/// A table with as many rows as are shown at once, and their count.
fn listed(conversation: &Conversation, heads: &[&str], rows: &[Vec<String>], none: &str) -> Reply {
    let style = conversation.style;
    if rows.is_empty() {
        return Reply::of(text::aside(none, &style));
    }
    let most = conversation.settings.answers.max(50);
    let mut out = text::table(heads, rows.get(..most).unwrap_or(rows), &style);
    if rows.len() > most {
        let text = format!("{most} of {}; `:set answers {}` shows all", rows.len(), rows.len());
        out.push_str(&text::aside(&text, &style));
    }
    Reply::of(out)
}

/// `:doctrine [NAME]`
pub(super) fn doctrine(conversation: &mut Conversation, name: &str) -> Reply {
    match name.trim_end_matches('.') {
        "" => Reply::of(
            text::written(&catalogue::contents(&conversation.draft.doctrine), conversation.style.width)
                + "`:doctrine NAME` shows a module, a relation or a rule.\n",
        ),
        name => match catalogue::page(&conversation.draft.doctrine, name) {
            Some(page) => Reply::of(text::written(&page, conversation.style.width)),
            None => {
                let text =
                    format!("the doctrine has no module, relation or rule `{name}`; `:doctrine` lists them");
                Reply::of(text::aside(&text, &conversation.style))
            }
        },
    }
}

/// `:explain CODE`, `:explain NAME`
pub(super) fn explain(conversation: &mut Conversation, name: &str) -> Reply {
    let style = conversation.style;
    let name = name.trim_matches('`');
    if let Some(code) = Code::parse(name) {
        return Reply::of(text::manual(code.page(), &style));
    }
    if name.is_empty() {
        let text = "name a code, as it stands in the brackets of a finding, or a rule: `:explain S0202`, `:explain hollow_veto`";
        return Reply::of(text::aside(text, &style));
    }
    match catalogue::page(&conversation.draft.doctrine, name.trim_end_matches('.')) {
        Some(page) => Reply::of(text::written(&page, style.width)),
        None => {
            // A thing of the analysis, a rule of its own, a word of the language.
            let asked = format!("explain {}", name.trim_end_matches('.'));
            if let Understood::Page(_) = assist::understand(&conversation.draft.model, &asked) {
                return Reply::of(conversation.question(&asked));
            }
            let text = format!(
                "there is no code, rule, thing or word `{name}`; codes look like S0202, and `:doctrine` lists the rules"
            );
            Reply::of(text::aside(&text, &style))
        }
    }
}

/// `:stats`
pub(super) fn stats(conversation: &mut Conversation, _: &str) -> Reply {
    let style = conversation.style;
    let edits = conversation.draft.edits().len();
    let held = match conversation.held() {
        Ok(held) => held,
        Err(diagnostic) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    let model = &held.model;
    let own: Vec<_> = model.statements().filter(|(id, _)| model.is_own(*id)).collect();
    let claims = own.iter().filter(|(_, statement)| crate::theory::is_contestable(statement)).count();
    let sentences = held.evaluated.sentences().count();
    let mut rows: Vec<(&str, String)> = vec![
        ("statements", own.len().to_string()),
        ("of them claims", claims.to_string()),
        ("rows of tables", model.tables.iter().map(|table| table.len()).sum::<usize>().to_string()),
        ("said in this session", edits.to_string()),
        ("names", model.symbols.iter().filter(|symbol| symbol.span.is_some()).count().to_string()),
        ("relations", model.relations.len().to_string()),
        ("sentences that hold", sentences.to_string()),
    ];
    // As `:check` counts them, with those of scenarios and hypotheses.
    let model = conversation.framed(&conversation.draft.model);
    let options = Options { view: conversation.view(), budget: conversation.limits(), ..Options::default() };
    let mut session = Session::new(&model, report::Command::Check, conversation.draft.found.clone(), options);
    if let Err(Stop(diagnostic)) = session.check() {
        return Reply::of(conversation.stopped(&diagnostic));
    }
    let report = session.report;
    let expectations = report.expectations.unwrap_or_default();
    let met = expectations.iter().filter(|one| one.outcome == report::Outcome::Passed).count();
    rows.push(("expectations met", format!("{met} of {}", expectations.len())));
    if let Some(verdict) = report.verdict {
        rows.push(("verdict", verdict.word().to_owned()));
    }
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    Reply::of(text::table(&["", ""], &rows, &style))
}
