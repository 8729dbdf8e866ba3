//! What messages tell a user to write can be written: every text in backticks of a help line is read where it is to
//! stand (`places`), and what is to be declared is known once it is. The messages are those of all pages, and of
//! generated mistakes.

use super::places::{self, Seen};
use super::printed::{Dice, GOOD, names};
use crate::pages::{blocks, pages, root};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use strat::Doctrine;
use strat::diagnostic::Diagnostic;
use strat::source::{Memory, SourceMap};

/// How many faulty statements stand in one file.
const TOGETHER: usize = 50;

/// Wrong words, put in the place of good ones.
const WRONG: [&str; 24] = [
    "Norvja",
    "\"AT&T\"",
    "\"Côte d'Ivoire 2\"",
    "U.S.",
    "Norvia's",
    "\"?who\"",
    "five",
    "5",
    "5 bananas",
    "about",
    "2024-13-01",
    "24-10-26",
    "?lonely",
    "someone",
    "and",
    "or",
    "unless",
    "likley",
    "probably",
    "70",
    "70 percent",
    "\"a \\\"quoted\\\" name\"",
    "(",
    ",",
];

/// What a file is told.
fn told(doctrine: &Doctrine, files: &Memory, name: &str) -> Vec<Diagnostic> {
    let mut map = SourceMap::new();
    match strat::internals::model::load(doctrine, files, Path::new(name), &mut map) {
        Ok(checked) => checked.diagnostics,
        Err(diagnostic) => vec![diagnostic],
    }
}

/// The texts that some messages tell to write and that do not stand where they are to, with the message.
fn unwritable(found: &[Diagnostic], seen: &Seen<'_>, known: &mut BTreeMap<String, bool>) -> Vec<String> {
    let mut wrong = Vec::new();
    for one in found {
        let Some(help) = one.help.as_deref() else { continue };
        for said in places::texts(help) {
            let key = format!("{} {} {}", seen.statement(one), one.message, said.text);
            let fine = *known.entry(key).or_insert_with(|| seen.can_stand(one, &said));
            if !fine {
                wrong.push(format!("{}: `{}` in {help:?} ({})", one.code.number(), said.text, one.message));
            }
        }
    }
    wrong
}

/// Shows every file of the pages: its page, the files up to it, its name and its text.
fn every_file(mut look: impl FnMut(&Path, &Memory, &str, &str)) {
    for folder in ["tests/spec", "docs/codes", "docs/language"] {
        for path in pages(&root().join(folder)) {
            let mut files = Memory::new();
            for block in blocks(&std::fs::read_to_string(&path).unwrap()) {
                let name = match block.info.split_once(' ') {
                    Some((_, name)) if name.contains('.') => name.to_owned(),
                    _ if block.info.starts_with("strat") => String::from("a.strat"),
                    _ => continue,
                };
                files.insert(name.as_str(), block.text.as_bytes());
                if name.ends_with(".strat") {
                    look(&path, &files, &name, &block.text);
                }
            }
        }
    }
}

#[test]
fn what_messages_say_to_write_can_be_written() {
    let doctrine = Doctrine::standard();
    let mut known = BTreeMap::new();
    let mut wrong = Vec::new();
    every_file(|path, files, name, _| {
        let (found, map) = told_with_places(&doctrine, files, name);
        let page = path.display();
        let bad = unwritable(&found, &Seen { map: &map, name }, &mut known);
        wrong.extend(bad.into_iter().map(|one| format!("{page}: {one}")));
    });
    assert!(known.len() > 400, "{} texts", known.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A statement with a slip in it.
fn slip(dice: &mut Dice) -> String {
    let statement = GOOD[dice.roll(GOOD.len())];
    let mut parts: Vec<String> = statement.split(' ').map(str::to_owned).collect();
    let at = dice.roll(parts.len());
    let word = WRONG[dice.roll(WRONG.len())];
    match dice.roll(5) {
        0 => drop(parts.remove(at)),
        1 => parts.insert(at, word.to_owned()),
        2 => parts.insert(at, parts[at].clone()),
        3 => {
            let upper = parts[at].chars().next().is_some_and(char::is_uppercase);
            parts[at] = if upper { parts[at].to_lowercase() } else { parts[at].to_uppercase() };
        }
        _ => parts[at] = word.to_owned(),
    }
    parts.join(" ")
}

#[test]
fn what_is_said_of_slips_can_be_written_and_helps() {
    let doctrine = Doctrine::standard();
    let (text, table) = names();
    let text = format!("{text}relation likes \"{{a: actor}} likes {{b: actor}}\".\n");
    let mut dice = Dice(0x5119);
    let mut known = BTreeMap::new();
    let mut made = 0;
    while made < super::cases() {
        let mut whole = text.clone();
        for _ in 0..TOGETHER {
            writeln!(whole, "{}.", slip(&mut dice)).unwrap();
        }
        made += TOGETHER;
        let mut files = Memory::new();
        files.insert("names.csv", table.as_bytes());
        files.insert("a.strat", whole.as_bytes());
        let (found, map) = told_with_places(&doctrine, &files, "a.strat");
        let wrong = unwritable(&found, &Seen { map: &map, name: "a.strat" }, &mut known);
        assert!(wrong.is_empty(), "{}\n{whole}", wrong.join("\n"));
        // What is to be declared is declared, and no longer missed.
        let mut declared: Vec<(&str, &str)> = Vec::new();
        for diagnostic in &found {
            let help = diagnostic.help.as_deref().unwrap_or_default();
            if let Some(declaration) =
                help.split("declare it: `").nth(1).and_then(|rest| rest.split('`').next())
                && !declaration.contains('…')
            {
                declared.push((declaration, &diagnostic.message));
            }
        }
        declared.sort_unstable();
        declared.dedup_by_key(|(declaration, _)| *declaration);
        let first = whole.find('\n').unwrap() + 1;
        let all: String = declared.iter().map(|(declaration, _)| format!("{declaration}\n")).collect();
        let mended = format!("{}{all}{}", &whole[..first], &whole[first..]);
        files.insert("a.strat", mended.as_bytes());
        let again = told(&doctrine, &files, "a.strat");
        for (declaration, message) in declared {
            let still = again.iter().find(|one| {
                one.message == message && one.help.as_deref().is_some_and(|help| help.contains("declare it"))
            });
            assert!(still.is_none(), "`{declaration}` does not help: {still:?}\n{mended}");
        }
        if known.len() > 100_000 {
            known.clear();
        }
    }
}

/// What a file is told, with the places.
fn told_with_places(doctrine: &Doctrine, files: &Memory, name: &str) -> (Vec<Diagnostic>, SourceMap) {
    let mut map = SourceMap::new();
    let found = match strat::internals::model::load(doctrine, files, Path::new(name), &mut map) {
        Ok(checked) => checked.diagnostics,
        Err(diagnostic) => vec![diagnostic],
    };
    (found, map)
}

/// How many mistakes of shape there are.
fn misshapen(found: &[Diagnostic]) -> usize {
    found.iter().filter(|one| one.code.number().starts_with("S01")).count()
}

/// What is to be written in a place is written there: then the mistake is no longer told, and the file is of no worse shape.
#[test]
fn what_is_written_where_it_is_to_stand_mends_it() {
    let doctrine = Doctrine::standard();
    let mut tried = 0;
    let mut wrong = Vec::new();
    every_file(|path, files, name, text| {
        let (found, map) = told_with_places(&doctrine, files, name);
        for one in &found {
            let Some(fix) = &one.fix else { continue };
            let own = |file| map.file(file).is_some_and(|file| *file.name == *name);
            if !fix.edits.iter().all(|edit| own(edit.span.file)) {
                continue;
            }
            tried += 1;
            let mended = strat::internals::edit::apply(text, &[fix.as_ref()]).text;
            let mut after = files.clone();
            after.insert(name, mended.as_bytes());
            let (again, _) = told_with_places(&doctrine, &after, name);
            let places = |found: &[Diagnostic]| {
                found.iter().filter(|other| other.code == one.code && other.message == one.message).count()
            };
            if places(&again) >= places(&found) || misshapen(&again) > misshapen(&found) {
                wrong.push(format!(
                    "{}: {} does not help: {}\n{mended}",
                    path.display(),
                    fix.title,
                    one.message
                ));
            }
        }
    });
    assert!(tried > 50, "{tried} were tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
