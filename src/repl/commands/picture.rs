//! `:map`: a picture of the analysis as it is now, in words or as a drawing in a file.

use super::super::conversation::{Conversation, Reply};
use crate::diagnostic::Diagnostic;
use crate::reason::{self, Options, Session, Stop};
use crate::render::map::Format;
use crate::render::text;
use crate::report::{Command, Map, MapKind};
use crate::source;
use std::path::Path;

/// `:map [KIND] [NAME] [FILE]`
pub(super) fn map(conversation: &mut Conversation, said: &str) -> Reply {
    let asked = match Asked::read(said) {
        Ok(asked) => asked,
        Err(text) => return Reply::of(text::aside(&text, &conversation.style)),
    };
    let model = conversation.framed(&conversation.draft.model);
    let options = Options { view: conversation.view(), budget: conversation.limits(), ..Options::default() };
    let mut session = Session::new(&model, Command::Map, Vec::new(), options);
    let drawn = match reason::map(&mut session, asked.kind, asked.about) {
        Ok(drawn) => drawn,
        Err(Stop(diagnostic)) => return Reply::of(conversation.stopped(&diagnostic)),
    };
    let name = asked.about.unwrap_or_default();
    let aside = |text: String| Reply::of(text::aside(&text, &conversation.style));
    match drawn {
        None => aside(format!("nothing here has the name `{name}`")),
        Some(drawn) if drawn.nodes.is_empty() && asked.about.is_some() => {
            aside(format!("there is nothing to draw near `{name}`: another kind of picture may have it"))
        }
        Some(drawn) if drawn.nodes.is_empty() => {
            aside(format!("there is nothing to draw: {}", asked.kind.nothing()))
        }
        Some(drawn) => match asked.file {
            None => Reply::of(text::map(&drawn, &conversation.style)),
            Some((path, format)) => write(conversation, &drawn, path, format),
        },
    }
}

/// Writes the drawing, whole or not at all.
fn write(conversation: &Conversation, drawn: &Map, path: &Path, format: Format) -> Reply {
    let style = &conversation.style;
    let content = match format.draw(drawn) {
        Ok(content) => content,
        Err(text) => return Reply::of(text::aside(&text, style)),
    };
    match source::save(path, &content) {
        Ok(()) => Reply::of(text::aside(&format!("wrote {}", path.display()), style)),
        Err(error) => Reply::of(conversation.show(&[Diagnostic::unwritable(path, &error)])),
    }
}

/// What was typed after `:map`.
struct Asked<'a> {
    kind: MapKind,
    about: Option<&'a str>,
    file: Option<(&'a Path, Format)>,
}

impl<'a> Asked<'a> {
    fn read(said: &'a str) -> Result<Self, String> {
        let said = said.trim().trim_end_matches('.');
        let (rest, file) = match said.rsplit_once(' ').unwrap_or(("", said)) {
            (rest, last) if last.contains('.') => (rest, Some(Path::new(last))),
            _ => (said, None),
        };
        let file = match file.map(|path| (path, Format::of(path))) {
            None => None,
            Some((path, Some(format))) => Some((path, format)),
            Some((path, None)) => {
                let endings = Format::ENDINGS.map(|(ending, _)| format!("`.{ending}`"));
                return Err(format!(
                    "a picture is written to a file that ends in {}: not `{}`",
                    crate::report::any_of(&endings),
                    path.display()
                ));
            }
        };
        let (word, name) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let kind = MapKind::named(word);
        // A name alone asks for what is near it, on the first kind of picture.
        let about = if kind.is_some() { name.trim() } else { rest.trim() };
        Ok(Self {
            kind: kind.unwrap_or(MapKind::Power),
            about: Some(about).filter(|name| !name.is_empty()),
            file,
        })
    }
}
