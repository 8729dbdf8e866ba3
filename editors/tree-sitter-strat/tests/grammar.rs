//! The generated parser is that of `grammar.js`; what it makes of the corpus; and that every query fits the grammar.
//!
//! `STRAT_BLESS=1` writes the parser and the trees of the corpus anew.

use std::fs;
use std::path::{Path, PathBuf};
use tree_sitter::{Language, Parser, Query};
use tree_sitter_generate::{OptLevel, generate_parser_in_directory};
use tree_sitter_strat as strat;

/// The interface of parsers that editors of the last years load (a newer one would shut Neovim 0.9 out).
const INTERFACE: usize = 14;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("STRAT_BLESS").is_some()
}

/// Makes the parser of the grammar in a folder.
fn generate(into: &Path) {
    let (out, grammar) = (Some(into.to_owned()), Some(root().join("grammar.js")));
    let mut told = Vec::new();
    // The engine for scripts that the generator brings: no other program is needed.
    let runtime = Some("native");
    let made = generate_parser_in_directory(
        root(),
        out,
        grammar,
        INTERFACE,
        None,
        runtime,
        true,
        OptLevel::default(),
        &mut told,
    );
    made.unwrap_or_else(|error| panic!("{error}"));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn the_parser_is_that_of_the_grammar() {
    if blessing() {
        return generate(&root().join("src"));
    }
    let fresh = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tree-sitter-strat");
    fs::create_dir_all(&fresh).unwrap();
    generate(&fresh);
    for file in ["parser.c", "grammar.json", "node-types.json"] {
        let read = |folder: &Path| fs::read_to_string(folder.join(file)).unwrap();
        let same = read(&fresh) == read(&root().join("src"));
        assert!(
            same,
            "{file} is not what grammar.js makes: run the tests of tree-sitter-strat with STRAT_BLESS=1"
        );
    }
}

/// A test of the corpus: its name, the text, and the tree that is expected.
struct Case<'t> {
    name: &'t str,
    text: &'t str,
    tree: &'t str,
}

/// The tests of a page: a name between lines of `=`, a text, a line of `---`, a tree.
fn cases(page: &str) -> Vec<Case<'_>> {
    let mut parts = page.split("==================\n").skip(1);
    let mut cases = Vec::new();
    while let (Some(name), Some(body)) = (parts.next(), parts.next()) {
        let (text, tree) = body.split_once("\n---\n").expect("a line of `---` divides text and tree");
        cases.push(Case { name: name.trim(), text: text.trim_matches('\n'), tree: tree.trim() });
    }
    cases
}

/// A tree with each node on a line of its own, one step in from what holds it.
fn laid_out(tree: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for (at, piece) in tree.split('(').enumerate() {
        if at == 0 {
            continue;
        }
        let (closed, field) = match piece.rsplit_once(' ') {
            Some((before, field)) if field.is_empty() => match before.rsplit_once(' ') {
                Some((closed, field)) if field.ends_with(':') => (closed, field),
                _ => (before, ""),
            },
            _ => (piece, ""),
        };
        out.push('(');
        out.push_str(closed.trim_end());
        depth += 1;
        depth -= closed.matches(')').count();
        if at < tree.matches('(').count() {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
            if !field.is_empty() {
                out.push_str(field);
                out.push(' ');
            }
        }
    }
    out
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&Language::new(strat::LANGUAGE)).unwrap();
    parser
}

#[test]
fn the_corpus_has_these_trees() {
    let mut pages: Vec<PathBuf> =
        fs::read_dir(root().join("test/corpus")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let mut tried = 0;
    for path in pages {
        let page = fs::read_to_string(&path).unwrap();
        let mut blessed = String::new();
        for case in cases(&page) {
            let tree = parser().parse(case.text, None).unwrap();
            assert!(!tree.root_node().has_error(), "{}: {}", case.name, tree.root_node());
            let found = laid_out(&tree.root_node().to_sexp());
            let line = "==================\n";
            blessed.push_str(&format!("{line}{}\n{line}\n{}\n\n---\n\n{found}\n\n", case.name, case.text));
            assert!(blessing() || found == case.tree, "{}: {}\n{found}", path.display(), case.name);
            tried += 1;
        }
        if blessing() {
            fs::write(&path, blessed.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(tried >= 20, "{tried} cases");
}

#[test]
fn every_query_fits_the_grammar() {
    let language = Language::new(strat::LANGUAGE);
    let queries = [
        ("highlights", strat::HIGHLIGHTS),
        ("folds", strat::FOLDS),
        ("indents", strat::INDENTS),
        ("injections", strat::INJECTIONS),
        ("locals", strat::LOCALS),
        ("tags", strat::TAGS),
    ];
    for (name, text) in queries {
        let query = Query::new(&language, text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(query.pattern_count() > 0, "{name}");
    }
}
