//! Commands on what the session says: undo and redo, the difference it makes, files.

use super::super::conversation::{Conversation, Reply};
use super::super::stamps::stamps;
use super::super::statements::headline;
use super::super::{save, snapshot};
use super::view;
use crate::diagnostic::clean;
use crate::render::text;
use crate::source::{Disk, FileKind, FileSystem};
use std::path::{Path, PathBuf};

/// `:edits`
pub(super) fn list(conversation: &mut Conversation, _: &str) -> Reply {
    let edits = conversation.draft.edits();
    if edits.is_empty() {
        return Reply::of(text::aside("nothing was said in this session", &conversation.style));
    }
    let rows: Vec<Vec<String>> =
        edits.iter().zip(1..).map(|(edit, number)| vec![format!("{number}"), headline(edit)]).collect();
    Reply::of(text::table(&["", ""], &rows, &conversation.style))
}

/// `:undo [N]`
pub(super) fn undo(conversation: &mut Conversation, word: &str) -> Reply {
    let known = conversation.draft.edits().len();
    if known == 0 {
        return Reply::of(text::aside("there is nothing to undo", &conversation.style));
    }
    let word = word.trim_end_matches('.');
    let count = match word {
        "" => 1,
        "all" => return reset(conversation, ""),
        number => match number.parse::<usize>() {
            Ok(count) if (1..=known).contains(&count) => count,
            Ok(_) | Err(_) => {
                let text = format!(
                    "`:undo N` takes the last N statements back, from 1 to {known}, and `:undo all` every one; \
                     `{word}` is neither"
                );
                return Reply::of(text::aside(&text, &conversation.style));
            }
        },
    };
    changed(conversation, |conversation| {
        let mut undone = Vec::new();
        for _ in 0..count {
            undone.extend(conversation.draft.undo());
        }
        match undone.as_slice() {
            [] => None,
            [only] => Some((format!("Undone: {}", headline(only)), only.said.clone())),
            several => Some((format!("Undone: the last {} statements.", several.len()), Vec::new())),
        }
    })
}

/// `:drop N`
pub(super) fn drop(conversation: &mut Conversation, word: &str) -> Reply {
    let known = conversation.draft.edits().len();
    let number =
        word.trim_end_matches('.').parse::<usize>().ok().filter(|number| (1..=known).contains(number));
    let Some(number) = number else {
        let text = match known {
            0 => String::from("nothing was said in this session"),
            _ => format!(
                "`:drop N` takes one statement of the session back, from 1 to {known}: `:edits` lists them"
            ),
        };
        return Reply::of(text::aside(&text, &conversation.style));
    };
    changed(conversation, |conversation| {
        let (dropped, lost) = conversation.draft.drop(number - 1)?;
        let with_it: Vec<String> = lost.iter().map(headline).collect();
        let head = match with_it.as_slice() {
            [] => format!("Dropped: {}", headline(&dropped)),
            also => format!(
                "Dropped: {} With it go those that build on it: {}",
                headline(&dropped),
                also.join(" ")
            ),
        };
        Some((head, dropped.said.clone()))
    })
}

/// `:redo`
pub(super) fn redo(conversation: &mut Conversation, _: &str) -> Reply {
    changed(conversation, |conversation| {
        conversation.draft.redo().map(|edit| (format!("Said again: {}", headline(&edit)), edit.said))
    })
}

/// `:reset`
pub(super) fn reset(conversation: &mut Conversation, _: &str) -> Reply {
    if conversation.draft.edits().is_empty() {
        return Reply::of(text::aside("there is nothing to take back", &conversation.style));
    }
    changed(conversation, |conversation| {
        let count = conversation.draft.reset();
        let what = if count == 1 { "statement" } else { "statements" };
        Some((format!("Taken back: {count} {what} of this session; `:redo` says them again."), Vec::new()))
    })
}

/// Does something to the draft, and says what is different then.
fn changed(
    conversation: &mut Conversation,
    act: impl FnOnce(&mut Conversation) -> Option<(String, Vec<String>)>,
) -> Reply {
    if let Err(diagnostic) = conversation.held() {
        return Reply::of(conversation.stopped(&diagnostic));
    }
    let Some((head, said)) = act(conversation) else {
        return Reply::of(text::aside("there is nothing to say again", &conversation.style));
    };
    match conversation.settle() {
        Ok(change) => Reply::of(conversation.show_change(&head, &said, change)),
        Err(diagnostic) => {
            // The draft has changed; what holds in it is found out when somebody asks.
            conversation.held = None;
            Reply::of(format!("{}\n{}", clean::line(&head), conversation.stopped(&diagnostic)))
        }
    }
}

/// `:diff`
pub(super) fn diff(conversation: &mut Conversation, _: &str) -> Reply {
    if conversation.draft.edits().is_empty() {
        return Reply::of(text::aside("nothing was said in this session", &conversation.style));
    }
    let base = match conversation.base.take() {
        Some(base) => base,
        None => match conversation.look_at_files() {
            Ok(base) => Box::new(base),
            Err(diagnostic) => return Reply::of(conversation.stopped(&diagnostic)),
        },
    };
    let change = match conversation.held() {
        Ok(now) => snapshot::change(&base, now),
        Err(diagnostic) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    conversation.base = Some(base);
    let count = conversation.draft.edits().len();
    let head = match count {
        1 => String::from("1 statement in this session."),
        count => format!("{count} statements in this session."),
    };
    Reply::of(conversation.show_change(&head, &[], change))
}

/// `:save FILE`
pub(super) fn save(conversation: &mut Conversation, path: &str) -> Reply {
    let path = match (path, &conversation.draft.path) {
        ("", Some(own)) => own.clone(),
        ("", None) => {
            return Reply::of(text::aside("name the file: `:save FILE`", &conversation.style));
        }
        (path, _) => PathBuf::from(path.trim_matches('"')),
    };
    let own = conversation.draft.path.as_ref().is_some_and(|own| same_file(own, &path));
    if !path.is_dir()
        && let Some(why) = risk(conversation, &path, own)
    {
        return Reply::of(text::aside(&why, &conversation.style));
    }
    match save::save(&conversation.draft, &path) {
        Ok(saved) => {
            conversation.saved = conversation.draft.edits().len();
            conversation.written.insert(path.clone());
            let name = path.display().to_string();
            let mut out = format!("Written: {} ({} lines).\n", clean::line(&name), saved.lines);
            for note in &saved.notes {
                out.push_str(&text::aside(note, &conversation.style));
            }
            if own || conversation.draft.path.is_none() {
                // What was said is in the file now.
                let looking = conversation.looking.clone();
                let reply = conversation.load(&path);
                conversation.looking = looking;
                return Reply { text: out, ..reply };
            }
            Reply::of(out)
        }
        Err(refused) => {
            let map = refused.map.as_ref();
            let shown = text::diagnostics(
                &refused.diagnostics,
                map.unwrap_or(&conversation.draft.map),
                &conversation.style,
            );
            let why = match map {
                Some(_) => {
                    text::aside("nothing was written: the file would not be read again", &conversation.style)
                }
                None => String::new(),
            };
            Reply::of(shown + &why)
        }
    }
}

/// Why a file should not be written over, if it should not: it is another one than that of the session, or
/// has been changed by somebody else. Said once; who says it again means it.
fn risk(conversation: &mut Conversation, path: &Path, own: bool) -> Option<String> {
    let name = path.display();
    let why = if own {
        let known = conversation.stamps == stamps(conversation.draft.files());
        (!known).then(|| format!("{name} has changed since it was read: `:reload` reads it again"))
    } else {
        let exists = path.exists() && !conversation.written.contains(path);
        exists.then(|| format!("{name} is there already"))
    }?;
    if conversation.warned.take().is_some_and(|warned| warned == path) {
        return None;
    }
    conversation.warned = Some(path.to_owned());
    Some(format!("{why}; the same command once more writes over it"))
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        (Err(_), _) | (_, Err(_)) => one == other,
    }
}

/// `:load FILE`
pub(super) fn load(conversation: &mut Conversation, path: &str) -> Reply {
    match path.trim_matches('"') {
        "" => Reply::of(text::aside("name the file: `:load FILE`", &conversation.style)),
        path => {
            let path = PathBuf::from(path);
            // A file that cannot be read costs nothing, and is told at once.
            let is_file = matches!(Disk.kind(&path), Ok(FileKind::File(_)));
            match is_file
                .then_some(())
                .and_then(|()| conversation.unsaved("`:load` once more reads the other file"))
            {
                Some(warning) => Reply::of(warning),
                None => conversation.load(&path),
            }
        }
    }
}

/// `:reload`
pub(super) fn reload(conversation: &mut Conversation, _: &str) -> Reply {
    if conversation.draft.path.is_none() {
        return Reply::of(text::aside("no file is loaded", &conversation.style));
    }
    if let Err(diagnostic) = conversation.held() {
        return Reply::of(conversation.stopped(&diagnostic));
    }
    let lost = match conversation.draft.reload() {
        Ok(lost) => lost,
        Err(diagnostic) => return Reply::of(conversation.show(&[*diagnostic])),
    };
    conversation.base = None;
    let mut out = String::new();
    conversation.stamps = stamps(conversation.draft.files());
    out.push_str(&conversation.mistakes());
    for (edit, why) in &lost {
        let reason = why.first().map(|one| one.message.clone()).unwrap_or_default();
        let text = format!("no longer fits, and was dropped: {} ({reason})", headline(edit));
        out.push_str(&text::aside(&text, &conversation.style));
    }
    for (gone, what) in view::forget(conversation) {
        out.push_str(&text::aside(&format!("there is no {what} `{gone}` any more"), &conversation.style));
    }
    match conversation.settle() {
        Ok(change) => out.push_str(&conversation.show_change("Read again.", &[], change)),
        Err(diagnostic) => {
            conversation.held = None;
            out.push_str(&conversation.stopped(&diagnostic));
        }
    }
    Reply::of(out)
}

/// `:watch [on|off]`
pub(super) fn watch(conversation: &mut Conversation, word: &str) -> Reply {
    let on = match word {
        "on" | "" => true,
        "off" => false,
        other => {
            let text = format!("`{other}` is neither `on` nor `off`");
            return Reply::of(text::aside(&text, &conversation.style));
        }
    };
    conversation.watching = on;
    conversation.stamps = stamps(conversation.draft.files());
    let text = match (on, &conversation.draft.path) {
        (true, Some(path)) => {
            format!("{} is read again whenever it changes; `:watch off` ends that", path.display())
        }
        (true, None) => String::from("no file is loaded; the next one will be watched"),
        (false, _) => String::from("files are read again only on `:reload`"),
    };
    Reply::of(text::aside(&text, &conversation.style))
}
