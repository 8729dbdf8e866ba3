//! Properties of what is printed and of what is read: a sentence is read back as the sentence that it is, a cell as the
//! value that it is printed as, a statement to its last word; and what a rule says is checked however far it is believed.

use std::fmt::Write;
use strat::Doctrine;
use strat::diagnostic::{Code, Severity};
use strat::internals::model::Model;
use strat::internals::model::sort::SortId;
use strat::internals::model::statement::{Literal, RelationId, SymbolId, Term};
use strat::internals::model::value::{Amount, Date, Number, Quantity, Value};
use strat::internals::model::write::Variables;
use strat::internals::reason::{Options, Session};
use strat::internals::syntax::ast::Sign;
use strat::report::Command;
use strat::source::{Memory, SourceMap, Span};

/// How many sentences stand in one file.
const TOGETHER: usize = 500;

/// Names as tables have them: words of the language, marks, figures, several words, letters of several alphabets.
const NAMES: [&str; 16] = [
    "Norvia",
    "someone",
    "who",
    "WHO",
    "and",
    "2024",
    "Côte d'Ivoire",
    "AT&T",
    "a--b",
    "Erdoğan",
    "the",
    "not",
    "if then",
    "Москва",
    "C3PO-x",
    "every",
];

/// A generator of numbers (xorshift), so that a seed tells the whole case.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// What the sentences speak of.
pub(super) fn names() -> (String, String) {
    let table: String = NAMES.iter().map(|name| format!("\"{name}\"\n")).collect();
    let text = String::from(
        "analysis frame \"frame\" as of 2024-06-30.
declare actor from \"names.csv\".
actor Axis is bloc.
group league of Norvia and Axis.
source press graded C3.
resource coal and steel.
matter trade of league.
goal peace and gold of Norvia.
action raid and march by Norvia.
event vote and flood.
proposition calm and storm.
unit tons.
unit kilotons = 1_000 tons.
commitment pact Norvia to Axis: raid took place.
forecast fall: flood took place, likely, by 2025-01-01.
scenario later { suppose flood took place. }
question cause \"Why?\" open { hypothesis luck \"luck\": calm holds. }
@first: calm holds.
",
    );
    (text, table)
}

/// The model of a text, and what is wrong with it.
fn model(doctrine: &Doctrine, text: &str, table: &str) -> (Model, Vec<String>) {
    let mut files = Memory::new();
    files.insert("a.strat", text.as_bytes());
    files.insert("names.csv", table.as_bytes());
    let mut map = SourceMap::new();
    let checked =
        strat::internals::model::load(doctrine, &files, std::path::Path::new("a.strat"), &mut map).unwrap();
    let wrong = checked.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let told = wrong.map(|one| {
        let place = one.span().map(|span| map.text(span).to_owned()).unwrap_or_default();
        format!("{}: {} at `{place}`", one.code.number(), one.message)
    });
    let told = told.collect();
    (checked.value, told)
}

/// A value of one of the sorts, if there is any.
fn value(model: &Model, dice: &mut Dice, sorts: &[SortId]) -> Option<Value> {
    let takes = |sort| sorts.contains(&sort);
    let number = |dice: &mut Dice| {
        let whole = Number::from(dice.roll(100_000) as i64 - 20_000);
        let parts = [1, 10, 3, 7, 1000][dice.roll(5)];
        whole.divide(&Number::from(parts as i64)).unwrap()
    };
    if takes(SortId::DATE) {
        let (year, month, day) = (1 + dice.roll(9999), 1 + dice.roll(12), 1 + dice.roll(28));
        let text = match dice.roll(3) {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        };
        return Some(Value::Date(Date::parse(&text).unwrap()));
    }
    if takes(SortId::QUANTITY) {
        let (one, other) = (number(dice), number(dice));
        let amount = match dice.roll(5) {
            0 => Amount::AtLeast(one),
            1 => Amount::AtMost(one),
            2 => Amount::About(one),
            3 if one != other => Amount::Between(one.clone().min(other.clone()), one.max(other)),
            _ => Amount::Exactly(one),
        };
        let unit = [None, model.units.find("tons"), model.units.find("kilotons")][dice.roll(3)];
        return Some(Value::from_quantity(Quantity::new(amount, unit)));
    }
    if takes(SortId::NUMBER) {
        return Some(Value::Number(number(dice)));
    }
    takes(SortId::TEXT).then(|| {
        let texts = ["plain", "with \"quotes\"", "a back\\slash", "two\nlines", "  blanks ", "?who", "@x"];
        Value::Text(texts[dice.roll(texts.len())].into())
    })
}

/// Whether a sentence can name a thing in a hole of these sorts: units and kinds have names of their own, which stand where a
/// hole asks for them and nowhere else.
fn is_written(model: &Model, id: SymbolId, sorts: &[SortId]) -> bool {
    model.symbol(id).is_some_and(|symbol| {
        let label = symbol.sort == SortId::STATEMENT;
        let named = model.names.get(&symbol.name) == Some(&id);
        symbol.span.is_some() && (label || named || sorts.contains(&symbol.sort))
    })
}

/// A sentence of some relation about things and values that fit it; none where a hole takes neither.
fn sentence(model: &Model, dice: &mut Dice) -> Option<(RelationId, Sign, Vec<Term>)> {
    let at = dice.roll(model.relations.len());
    let relation = RelationId(at as u32);
    let known = model.relation(relation)?;
    let mut terms = Vec::new();
    for sorts in &known.holes {
        let fitting: Vec<SymbolId> = (0..model.symbols.len() as u32)
            .map(SymbolId)
            .filter(|id| model.fits(*id, sorts) && is_written(model, *id, sorts))
            .collect();
        let symbol = (!fitting.is_empty()).then(|| fitting[dice.roll(fitting.len())]);
        terms.push(match (value(model, dice, sorts), symbol) {
            (Some(value), None) => Term::Value(value),
            (Some(value), Some(_)) if dice.roll(2) == 0 => Term::Value(value),
            (_, Some(symbol)) => Term::Symbol(symbol),
            (None, None) => return None,
        });
    }
    let sign = if dice.roll(3) == 0 { Sign::Negative } else { Sign::Positive };
    Some((relation, sign, terms))
}

/// Every sentence that is printed is read as the sentence that it is, where it was printed.
#[test]
fn printed_sentences_are_read_back() {
    let doctrine = Doctrine::standard();
    let (text, table) = names();
    let (base, wrong) = model(&doctrine, &text, &table);
    assert!(wrong.is_empty(), "{wrong:?}");
    let mut dice = Dice(0x5EED);
    let mut tried = 0;
    while tried < super::cases() {
        let mut whole = text.clone();
        let mut said: Vec<(RelationId, Sign, Vec<Term>, String)> = Vec::new();
        while said.len() < TOGETHER {
            let Some((relation, sign, terms)) = sentence(&base, &mut dice) else { continue };
            let printed = base.write_parts(relation, sign, &terms, Variables::Anonymous);
            writeln!(whole, "{printed}.").unwrap();
            said.push((relation, sign, terms, printed));
        }
        let (again, wrong) = model(&doctrine, &whole, &table);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // What is stated where it was printed; what follows of a declaration stands elsewhere.
        let printed = |head: &&Literal| head.span.start as usize >= text.len();
        let own = again.statements().filter(|(id, _)| again.is_own(*id)).flat_map(|(_, s)| &s.heads);
        let mut read: Vec<&Literal> = own.filter(printed).collect();
        read.sort_by_key(|head| head.span.start);
        read.dedup_by_key(|head| head.span.start);
        assert_eq!(read.len(), said.len(), "sentences are lost");
        for ((relation, sign, terms, printed), literal) in said.iter().zip(read) {
            let same =
                literal.relation == *relation && literal.sign == *sign && same_terms(terms, &literal.terms);
            assert!(same && literal.on.is_none(), "`{printed}` was read as {literal:?}, not as {terms:?}");
        }
        tried += said.len();
    }
}

/// Whether terms are the same; a number may stand for the quantity without a unit that it is.
fn same_terms(one: &[Term], other: &[Term]) -> bool {
    let plain = |term: &Term| match term {
        Term::Value(Value::Quantity(quantity)) => Term::Value(Value::from_quantity(quantity.clone())),
        term => term.clone(),
    };
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| plain(one) == plain(other))
}

/// Every value in a cell is read as the value that it is printed as.
#[test]
fn cells_are_read_back() {
    let doctrine = Doctrine::standard();
    let (mut text, table) = names();
    text.push_str(
        "relation paid \"{a: actor} paid {q: quantity} on {d: date} for {t: text}\".
facts \"cells.csv\" as paid.
",
    );
    let (base, _) = model(&doctrine, &text.replace("facts", "# facts"), &table);
    let actors: Vec<SymbolId> =
        (0..base.symbols.len() as u32).map(SymbolId).filter(|id| base.fits(*id, &[SortId::ACTOR])).collect();
    let actors: Vec<SymbolId> = actors
        .into_iter()
        .filter(|id| base.symbol(*id).is_some_and(|symbol| symbol.span.is_some()))
        .collect();
    let mut dice = Dice(0xCE11);
    // All of them stand in one table, unless they are more than a table has.
    let mut left = super::cases();
    while left > 0 {
        let rows = left.min(1_000_000);
        left -= rows;
        cells_of_a_table_are_read_back(&doctrine, &base, (&text, &table), &actors, rows, &mut dice);
    }
}

/// One table with so many rows.
fn cells_of_a_table_are_read_back(
    doctrine: &Doctrine,
    base: &Model,
    (text, table): (&str, &str),
    actors: &[SymbolId],
    rows: usize,
    dice: &mut Dice,
) {
    let mut cells = String::new();
    let mut meant: Vec<Vec<Term>> = Vec::new();
    for _ in 0..rows {
        let actor = actors[dice.roll(actors.len())];
        let mut values = Vec::new();
        for sort in [SortId::QUANTITY, SortId::DATE] {
            values.push(value(base, dice, &[sort]).unwrap());
        }
        let label = ["plain", "with, comma", "with \"quotes\"", "someone"][dice.roll(4)];
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let row = [
            quoted(base.name(actor)),
            quoted(&values[0].text(&base.units)),
            quoted(&values[1].text(&base.units)),
            quoted(label),
        ];
        writeln!(cells, "{}", row.join(",")).unwrap();
        let mut terms = vec![Term::Symbol(actor)];
        terms.extend(values.into_iter().map(Term::Value));
        terms.push(Term::Value(Value::Text(label.into())));
        meant.push(terms);
    }
    let mut files = Memory::new();
    files.insert("a.strat", text.as_bytes());
    files.insert("names.csv", table.as_bytes());
    files.insert("cells.csv", cells.as_bytes());
    let mut map = SourceMap::new();
    let read =
        strat::internals::model::load(doctrine, &files, std::path::Path::new("a.strat"), &mut map).unwrap();
    let wrong = read.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| &one.message);
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<&String>::new());
    let table = read.value.tables.last().unwrap();
    assert_eq!(table.len(), rows);
    for (row, terms) in table.rows().zip(&meant) {
        let cells: Vec<Term> = row.iter().filter_map(|cell| table.term(*cell)).collect();
        assert!(same_terms(terms, &cells), "{terms:?} was read as {cells:?}");
    }
}

/// Statements that say something, each read without a mistake.
pub(super) const GOOD: [&str; 12] = [
    "actor Sudland is state",
    "Norvia depends on Axis for coal",
    "@need: Norvia critically depends on Axis for coal, according to press, likely",
    "goal growth of Norvia, priority 2, requires coal",
    "action sail by Norvia, taken 2024-05-01",
    "event storming on 2024-05",
    "rule r: ?a is allied with ?b if ?a depends on ?b for ?r and ?b can provide ?r",
    "forbid f: ?a depends on ?a for ?r",
    "expect unproven Norvia is allied with Axis",
    "relation likes \"{a: actor} likes {b: actor}\", symmetric",
    "unit barrels",
    "facts \"names.csv\" as likes columns 1 and 1",
];

/// What stands in each line of a file: what is declared, stated and expected there, and whether it has a mistake.
fn lines(doctrine: &Doctrine, text: &str, table: &str) -> Vec<(String, bool)> {
    let mut files = Memory::new();
    files.insert("a.strat", text.as_bytes());
    files.insert("names.csv", table.as_bytes());
    let mut map = SourceMap::new();
    let checked =
        strat::internals::model::load(doctrine, &files, std::path::Path::new("a.strat"), &mut map).unwrap();
    let model = checked.value;
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let own = |span: Span| map.file(span.file).is_some_and(|file| &*file.name == "a.strat");
    let line = |span: Span| ends.partition_point(|end| *end < span.start as usize);
    let mut out = vec![(String::new(), false); ends.len() + 1];
    let mut say = |span: Option<Span>, words: String| {
        if let Some(span) = span.filter(|span| own(*span)) {
            out[line(span)].0.push_str(&words);
        }
    };
    for (_, one) in model.statements().filter(|(id, _)| model.is_own(*id)) {
        let words = format!("{:?} {:?} {:?} {:?}", one.heads, one.body, one.attribution, one.name);
        say(Some(one.span), words);
    }
    for one in model.symbols.iter() {
        say(one.span, format!("{} {:?} {:?}", one.name, one.aliases, one.gloss));
    }
    for one in model.relations.iter() {
        say(Some(one.span), format!("{} {:?} {:?}", one.name, one.sentences, one.symmetric));
    }
    for one in &model.expectations {
        say(Some(one.span), one.words.to_string());
    }
    let tables: Vec<usize> = model.tables.iter().map(|table| table.len()).collect();
    for one in checked.diagnostics.iter().filter(|one| one.severity == Severity::Error) {
        for label in one.labels.iter().filter(|label| own(label.span)) {
            out[line(label.span)].1 = true;
        }
    }
    // Places move with the word, and say nothing.
    for (words, _) in &mut out {
        *words = spanless(words);
    }
    out.push((format!("{tables:?}"), false));
    out
}

/// The relation of the list under a name of its own, since the file has the other one.
const LIKES: &str = "relation likes \"{a: actor} likes {b: actor}\"";
const ADORES: &str = "relation adores \"{a: actor} adores {b: actor}\"";

/// A statement is used to its last word: one more word, wherever it stands, is a mistake or changes what is said.
#[test]
fn statements_are_used_to_their_last_word() {
    let doctrine = Doctrine::standard();
    let (text, table) = names();
    let text = format!("{text}relation likes \"{{a: actor}} likes {{b: actor}}\".\n");
    let words = ["banana", "Norvia", "2", "\"text\"", "?x", "likely", "(", "2024-05", "of", "50%"];
    let mut dice = Dice(0xBA4A);
    let first = text.matches('\n').count();
    // Every statement of the list stands once in a file, on a line of its own. One with another word is a mistake, is
    // something else than it was, or gives the table another number of rows.
    let file = |statements: &[String]| statements.iter().fold(text.clone(), |file, one| file + one + ".\n");
    let good: Vec<String> = GOOD.iter().map(|one| one.replace(LIKES, ADORES)).collect();
    let before = lines(&doctrine, &file(&good), &table);
    let wrong: Vec<usize> = (0..before.len()).filter(|line| before[*line].1).collect();
    assert!(wrong.is_empty(), "mistakes in the lines {wrong:?} of\n{}", file(&good));
    let mut tried = 0;
    while tried < super::cases() {
        let more: Vec<String> = good
            .iter()
            .map(|statement| {
                let mut parts: Vec<&str> = statement.split(' ').collect();
                let at = dice.roll(parts.len() + 1);
                parts.insert(at, words[dice.roll(words.len())]);
                parts.join(" ")
            })
            .collect();
        let after = lines(&doctrine, &file(&more), &table);
        for (at, (statement, longer)) in good.iter().zip(&more).enumerate() {
            let (old, new) = (&before[first + at], &after[first + at]);
            let rows = statement.starts_with("facts") && before.last() != after.last();
            assert!(new.1 || new.0 != old.0 || rows, "`{longer}` says the same as `{statement}`");
        }
        tried += good.len();
    }
}

/// A text without the places in it.
fn spanless(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("Span {") {
        out.push_str(before);
        rest = after.split_once("} ").or_else(|| after.split_once('}')).map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// What a rule says is checked, however far it is believed.
#[test]
fn rules_are_checked_however_far_they_are_believed() {
    let (text, table) = names();
    let bodies = [
        ("?a is allied with ?b if ?a is a bloc", Some(Code::Unsafe)),
        ("?a can provide coal if ?a is a bloc", None),
        ("?a is allied with Axis if ?a is a bloc unless ?c is a bloc", Some(Code::Unsafe)),
        ("?a is allied with coal if ?a is a bloc", Some(Code::WrongSort)),
        ("?a is alied with Axis if ?a is a bloc", Some(Code::NoSentence)),
        ("?a is allied with Axis if ?a is a bloc and ?n > 3", Some(Code::Unsafe)),
    ];
    let believed =
        ["", ", possible", ", likely", ", unlikely", ", 1%", ", 99%", ", according to press", ", until 1999"];
    let mut files = 0;
    for (body, code) in bodies {
        for hedge in believed {
            let rule = format!("{text}rule r{hedge}: {body}.\n");
            let mut memory = Memory::new();
            memory.insert("a.strat", rule.as_bytes());
            memory.insert("names.csv", table.as_bytes());
            let workspace = strat::Workspace::over(memory);
            let analysis = workspace.open("a.strat").unwrap();
            let found = analysis.check(&strat::Budget::default());
            let told = found.text();
            match code {
                Some(code) => assert!(told.contains(code.number()), "{rule}\n{told}"),
                None => assert!(!told.contains("error["), "{rule}\n{told}"),
            }
            files += 1;
        }
    }
    assert_eq!(files, bodies.len() * believed.len());
}

/// What is wrong with a rule, by its line: codes of errors, before anything is concluded.
fn wrong_by_line(doctrine: &Doctrine, text: &str, table: &str) -> Vec<(usize, &'static str)> {
    let mut files = Memory::new();
    files.insert("a.strat", text.as_bytes());
    files.insert("names.csv", table.as_bytes());
    let mut map = SourceMap::new();
    let checked =
        strat::internals::model::load(doctrine, &files, std::path::Path::new("a.strat"), &mut map).unwrap();
    let session = Session::new(&checked.value, Command::Check, checked.diagnostics, Options::default());
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |span: Span| ends.partition_point(|end| *end < span.start as usize);
    let errors = session.report.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let mut wrong: Vec<(usize, &str)> =
        errors.filter_map(|one| Some((line(one.span()?), one.code.number()))).collect();
    wrong.sort_unstable();
    wrong
}

/// Rules of all kinds are as wrong with a belief as without one.
#[test]
fn any_rule_is_checked_however_far_it_is_believed() {
    let doctrine = Doctrine::standard();
    let (text, table) = names();
    let conclusions =
        ["?a is allied with ?b", "?a can provide coal", "?a is allied with Axis", "?a is allied with coal"];
    let conditions = [
        "?a is a bloc",
        "?b is a bloc",
        "?c is a bloc",
        "?a depends on ?b for ?r",
        "?b can provide coal",
        "?n > 3",
        "?a is alied with ?b",
        "?n = count of ?m where (?m is a bloc)",
        "someone depends on ?b for coal",
        "not ?a can provide coal",
    ];
    let believed = [
        "possible",
        "likely",
        "unlikely",
        "1%",
        "99%",
        "according to press",
        "until 1999",
        "between 20% and 60%",
    ];
    let mut dice = Dice(0xB311);
    let mut tried = 0;
    while tried < super::cases() {
        let (mut plain, mut hedged) = (text.clone(), text.clone());
        for at in 0..TOGETHER {
            let mut body: Vec<&str> = Vec::new();
            for _ in 0..=dice.roll(3) {
                body.push(conditions[dice.roll(conditions.len())]);
            }
            let mut rule = format!("{} if {}", conclusions[dice.roll(conclusions.len())], body.join(" and "));
            if dice.roll(3) == 0 {
                write!(rule, " unless {}", conditions[dice.roll(conditions.len())]).unwrap();
            }
            writeln!(plain, "rule r{at}: {rule}.").unwrap();
            writeln!(hedged, "rule r{at}, {}: {rule}.", believed[dice.roll(believed.len())]).unwrap();
        }
        let (one, other) =
            (wrong_by_line(&doctrine, &plain, &table), wrong_by_line(&doctrine, &hedged, &table));
        for line in one.iter().chain(&other).map(|(line, _)| *line) {
            let at = |all: &[(usize, &'static str)]| -> Vec<&'static str> {
                all.iter().filter(|(of, _)| *of == line).map(|(_, code)| *code).collect()
            };
            assert_eq!(at(&one), at(&other), "{:?}", hedged.lines().nth(line));
        }
        tried += TOGETHER;
    }
}

/// A name that is quoted stands on one line, wherever lines are broken, and reads as it is.
#[test]
fn quoted_names_stay_on_one_line() {
    let words = ["the", "Ministry", "of", "Long-winded", "names,", "and", "if", "administration", "1924"];
    let mut dice = Dice(0x91BE);
    for _ in 0..super::cases() / 100 {
        let mut text = String::from("relation knows \"{a: actor} knows {b: actor}\".\n");
        let mut all = Vec::new();
        for at in 0..6 {
            let long: Vec<&str> = (0..2 + dice.roll(14)).map(|_| words[dice.roll(words.len())]).collect();
            let name = format!("{} {at}", long.join(" "));
            writeln!(text, "actor N{at}, aka \"{name}\".\nsource s{at} \"{name}\".").unwrap();
            all.push(name);
        }
        for (one, other) in all.iter().zip(all.iter().skip(1)) {
            writeln!(text, "\"{one}\" knows \"{other}\".").unwrap();
        }
        let table: String = all.iter().map(|name| format!("\"{name} too\",N0\n")).collect();
        writeln!(text, "facts \"names.csv\" as knows declaring actor.").unwrap();
        let mut memory = Memory::new();
        memory.insert("a.strat", text.as_bytes());
        memory.insert("names.csv", table.as_bytes());
        let analysis = strat::Workspace::over(memory).open("a.strat").unwrap();
        let told = analysis.ask("who knows whom?", &strat::Budget::default()).text();
        for name in &all {
            assert!(told.contains(&format!("\"{name} too\"")), "{name}\n{told}");
        }
    }
}
