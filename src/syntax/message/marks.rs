//! Characters that no statement can hold as they are.

use super::failure::{Failure, quote};
use super::tokens::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::Fix;
use crate::syntax::from_pest::Rule;
use crate::syntax::words;

/// What is wrong with the mark at the place, if something is.
pub(super) fn explain(failure: &Failure<'_>) -> Option<Diagnostic> {
    let here = failure.here;
    let before = failure.before().unwrap_or(here);
    let here = if matches!(failure.text_of(before), "@" | "?") { before } else { here };
    if failure.kind(here)? != Kind::Mark {
        return None;
    }
    let mark = failure.text_of(here);
    let at =
        |code, message: String, help: String| Some(failure.at_piece(code, here, message, "here").help(help));
    let words = |text: &str| String::from(text);
    let instead = |message: String, sign: &str| {
        let told = failure.at_piece(Code::Unreadable, here, message, "here");
        Some(told.help(format!("write `{sign}`")).fix(Fix::write(failure.span(here), sign)))
    };
    match mark {
        "'" if failure.touches(here) && here > failure.first => possessive(failure),
        "'" | "`" => at(
            Code::MissingQuotes,
            words("a text stands in double quotes"),
            words("write `\"…\"`; without quotes, every word is part of the sentence"),
        ),
        "&" if failure.touches(here) && failure.touches(here + 1) && here > failure.first => {
            name_with_mark(failure)
        }
        "&" | "&&" if failure.rule == Rule::assertion => at(
            Code::WrongJoint,
            format!("`{mark}` joins nothing, and a statement says one thing at a time"),
            words("write a statement of its own for each of the two"),
        ),
        "&" | "&&" => at(Code::WrongJoint, format!("`{mark}` joins nothing"), words("write `and`")),
        "|" | "||" => at(
            Code::WrongJoint,
            format!("`{mark}` joins nothing"),
            words("write `or`, and parentheses around the alternatives: `(… or …)`"),
        ),
        ";" => at(
            Code::WrongJoint,
            words("`;` joins nothing"),
            words("write `and` between sentences, `,` before a clause, or `.` at the end of a statement"),
        ),
        "!" => at(Code::Unreadable, words("`!` says nothing"), words("write `not` before the sentence")),
        "==" => instead(words("`==` is no comparison"), "="),
        "=<" => instead(words("`=<` is no comparison"), "<="),
        "=>" if failure.expects(&[Rule::comparator]) => at(
            Code::Unreadable,
            words("`=>` is no comparison and no arrow"),
            words("write `>=` for at least; a conclusion stands first: `CONCLUSION if CONDITION`"),
        ),
        "<>" | "!==" | "=!" | "/=" => instead(format!("`{mark}` is no comparison"), "!="),
        "->" | "-->" | "=>" | "==>" | "<-" | "<--" | ":-" | "--" | "<=>" | "<->" => at(
            Code::WrongJoint,
            format!("`{mark}` joins nothing"),
            words("write the conclusion first, then `if` and the condition"),
        ),
        "[" | "]" => at(
            Code::Unreadable,
            format!("`{mark}` groups nothing"),
            words("what belongs together stands in `(` and `)`"),
        ),
        "{" | "}" => at(
            Code::MissingQuotes,
            words("a sentence with holes stands in quotes"),
            words("write `\"{a: actor} depends on {b: actor}\"`"),
        ),
        "." if failure.touches(here)
            && failure.touches(here + 1)
            && failure.kind(here + 1) == Some(Kind::Word) =>
        {
            at(
                Code::MissingStop,
                words("a space is missing after the full stop"),
                words("write a space, or a new line, after the full stop: else it is part of a word"),
            )
        }
        "/" if failure.touches(here + 1) && failure.text_of(here + 1) == "/" => at(
            Code::Unreadable,
            words("`//` begins no comment"),
            words("a comment begins with `#` and goes to the end of the line"),
        ),
        "/" => at(Code::WrongJoint, words("`/` joins no words"), words("write `and`, or `or`")),
        "?" => at(
            Code::Unreadable,
            words("a question mark without a name"),
            words("a variable is written `?who`, in one word and with a letter first"),
        ),
        "@" => at(
            Code::Unreadable,
            words("a label mark without a name"),
            words("a label is written `@lifeline:`, in one word and with a letter first"),
        ),
        _ if mark.chars().all(|c| c.is_ascii_punctuation() && !"=<>+-*!".contains(c)) => at(
            Code::StrangeCharacter,
            format!("{} means nothing here", quote(mark)),
            words("say it in words, or put the text in quotes"),
        ),
        _ if !mark.is_ascii() => at(
            Code::StrangeCharacter,
            format!("{} means nothing outside of quotes", quote(mark)),
            words("say it in words, or put the text in quotes"),
        ),
        _ => None,
    }
}

/// `China's consent`
/// `AT&T`: one name to whoever writes it so.
fn name_with_mark(failure: &Failure<'_>) -> Option<Diagnostic> {
    let before = failure.before()?;
    let written = failure.between(before, failure.here + 2);
    let told = failure.at_piece(
        Code::NameWithStops,
        failure.here,
        format!("a name cannot hold an ampersand: `{written}`"),
        "here",
    );
    let plain = words::as_name(written);
    Some(
        told.help(format!(
            "write `{plain}`, or declare `aka \"{written}\"` and write \"{written}\" in quotes"
        )),
    )
}

fn possessive(failure: &Failure<'_>) -> Option<Diagnostic> {
    let owner = failure.before()?;
    let ending = failure.here + 1;
    let to =
        if failure.touches(ending) && failure.kind(ending) == Some(Kind::Word) { ending + 1 } else { ending };
    let owner_name = failure.text_of(owner);
    let written = failure.between(owner, to);
    let negated = written.strip_suffix("n't").or_else(|| written.strip_suffix("n'"));
    let help = if let Some(verb) = negated {
        let (before, after) = (
            failure.between(failure.first, owner),
            failure.between(to, failure.run_end(to.min(failure.pieces.len()))),
        );
        let verb = if verb == "ca" { "can" } else { verb };
        match verb {
            "is" | "are" | "was" | "were" | "has" | "can" => {
                format!("write `not` before the sentence: {}", quote(&format!("not {before} {verb} {after}")))
            }
            _ => String::from("write `not` before the sentence, as it would be said if it were true"),
        }
    } else if written.ends_with("'s") || written.ends_with('\'') {
        format!(
            "write `{owner_name}`, and say whose it is in words: `the veto of {owner_name}`, not `{written} veto`"
        )
    } else {
        String::from("write the words in full, or put the text in quotes")
    };
    Some(
        Diagnostic::new(Code::NameWithStops, format!("a name cannot hold an apostrophe: `{written}`"))
            .label(failure.span_of(owner, to), "here")
            .help(help),
    )
}
