//! What `docs/reliability.md` promises of every output and of every file that is named.

use super::write;
use crate::pages::{printed, root, strat};
use std::fs;
use std::process::Output;

/// Escapes of terminals, in every place of a file that takes a text: ESC, OSC 8 and OSC 52, C0, C1, bidirectional.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]52;c;aGk=\u{7}\u{1b}]8;;http://x\u{1b}\u{5c}\u{5c}\u{9b}31m\u{8}\u{7f}\u{202e}";

fn hostile(text: &str) -> String {
    text.replace('~', HOSTILE)
}

/// Whether a stream holds a control byte besides the ends of lines.
fn is_clean(stream: &[u8]) -> bool {
    let text = String::from_utf8_lossy(stream);
    text.chars().all(|c| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c))
}

#[test]
fn no_output_has_a_control_character() {
    let folder = tempfile::tempdir().unwrap();
    let analysis = hostile(
        "analysis a \"~title\" as of 2024-10-26.\nactor China \"~gloss\" is state, aka \"~alias\".\nactor Japan is stat.\n\
         resource oil \"~oil\".\nsource s \"~source\" graded B2.\nsource u \"~other\".\nevent war \"~war\".\n\
         relation says \"{a: actor} says {t: text}\".\nChina says \"~said\".\n\
         @a: China can provide oil, according to s, because \"~why\", key.\n\
         @b: not China can provide oil, according to u.\n\
         forbid f \"~forbidden\": China says ?t.\nexpect China can provide oil, key.\n\
         question q \"~question\" { hypothesis h \"~h\", according to s: war took place. }\n\
         scenario x \"~scenario\" { suppose war took place. expect not war took place. }\n",
    );
    let mistakes =
        hostile("actor China is state.\n\"~name\" is a state.\n~ is a state.\nChina ~.\n\"~\" x \"~\".\n");
    let files = [("a.strat", &*analysis), ("b.strat", &*mistakes), ("c.strat", "actor China is state.\n")];
    write(folder.path(), &files);
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for format in ["text", "concise", "json", "sarif", "github", "junit"] {
        runs.push(vec!["check", "--format", format]);
    }
    for format in ["text", "json", "junit"] {
        runs.push(vec!["test", "--format", format]);
    }
    for format in ["text", "json", "markdown"] {
        runs.push(vec!["brief", "a.strat", "--format", format]);
        runs.push(vec!["diff", "c.strat", "a.strat", "--format", format]);
    }
    for format in ["text", "json", "dot", "mermaid"] {
        runs.push(vec!["ask", "a.strat", "why China can provide oil?", "--format", format]);
        runs.push(vec!["ask", "a.strat", "China says what?", "--format", format]);
    }
    for format in ["text", "json", "csv"] {
        runs.push(vec!["weigh", "a.strat", "--format", format]);
    }
    runs.push(vec!["score", "a.strat"]);
    runs.push(vec!["fmt", "--check", "a.strat"]);
    runs.push(vec!["check", "--scenario", HOSTILE, "a.strat"]);
    runs.push(vec!["ask", "a.strat", HOSTILE]);
    runs.push(vec!["explain", HOSTILE]);
    runs.push(vec!["doctrine", HOSTILE]);
    runs.push(vec!["check", HOSTILE]);
    for run in runs {
        let Output { stdout, stderr, status } = strat(folder.path(), &run);
        assert!(is_clean(&stdout), "{run:?}: {}", String::from_utf8_lossy(&stdout).escape_debug());
        assert!(is_clean(&stderr), "{run:?}: {}", String::from_utf8_lossy(&stderr).escape_debug());
        assert_ne!(status.code(), Some(3), "{run:?}");
    }
}

#[test]
fn nothing_but_files_of_the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[("outside.strat", "actor China is state.\n"), ("in/Names.strat", "actor Japan is state.\n")],
    );
    let inside = folder.path().join("in");
    fs::create_dir(inside.join("folder.strat")).unwrap();
    let mut asked = vec![
        ("../outside.strat", "S0008"),
        ("/etc/passwd", "S0008"),
        ("folder.strat", "S0002"),
        ("missing.strat", "S0001"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/dev/zero", inside.join("zero.strat")).unwrap();
        std::os::unix::fs::symlink("../outside.strat", inside.join("link.strat")).unwrap();
        std::os::unix::fs::symlink("loop.strat", inside.join("loop.strat")).unwrap();
        asked.extend([("zero.strat", "S0008"), ("link.strat", "S0008"), ("loop.strat", "S0001")]);
        let made = std::process::Command::new("mkfifo").arg(inside.join("pipe.strat")).status();
        if made.is_ok_and(|status| status.success()) {
            asked.push(("pipe.strat", "S0002"));
        }
    }
    // Where names differ by case, the disk is asked, and so are we.
    if !inside.join("names.strat").exists() {
        asked.push(("names.strat", "S0001"));
    }
    // What holds for a file that is imported holds for every file that an analysis names.
    let named = [
        "import \"~\".",
        "facts \"~\" as wants.",
        "declare actor from \"~\".",
        "source s text \"~\". actor A. goal g. A pursues g, according to s, quoting \"words\".",
    ];
    for ((file, code), statement) in asked.iter().flat_map(|one| named.iter().map(move |two| (one, two))) {
        let analysis = format!("relation wants \"{{a: actor}} wants {{b: actor}}\".\n{statement}\n");
        write(&inside, &[("a.strat", &analysis.replace('~', file))]);
        let (text, status) = printed(&strat(&inside, &["check", "--format", "concise", "a.strat"]));
        assert_eq!(status, 1, "{statement} {file}: {text}");
        let told = text.lines().filter(|line| line.contains("error[")).count();
        assert!(text.contains(&format!("error[{code}]")) && told == 1, "{statement} {file}: {text}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let example = fs::read_to_string(root().join("examples/council.strat")).unwrap();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in &folders {
        write(folder.path(), &[("a.strat", &example)]);
    }
    let runs: [&[&str]; 3] = [
        &["brief", "a.strat", "--format", "json"],
        &["check", "--format", "json"],
        &["ask", "a.strat", "who has a veto over what?", "--all", "--format", "json"],
    ];
    for run in runs {
        let mut first: Option<Vec<u8>> = None;
        for folder in &folders {
            for threads in ["1", "2", "16"] {
                let asked: Vec<&str> = run.iter().copied().chain(["--threads", threads]).collect();
                let output = strat(folder.path(), &asked).stdout;
                assert_eq!(first.get_or_insert_with(|| output.clone()), &output, "{asked:?}");
            }
        }
    }
}
