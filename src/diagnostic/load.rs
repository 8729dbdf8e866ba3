//! What to tell a reader whose file could not be read or written.

use super::{Code, Diagnostic, clean};
use crate::source::Span;
use crate::source::load::{LoadError, MAX_BYTES, Promise, Reason};
use std::io::{self, ErrorKind};
use std::path::Path;

impl Diagnostic {
    /// The diagnostic for a file that was to be read as something: named at a place, or by a command.
    pub fn from_load(error: &LoadError, promise: Promise, asked_at: Option<Span>) -> Diagnostic {
        let name = clean::line(&error.path.to_string_lossy()).into_owned();
        let kind = match promise {
            Promise::Model | Promise::Import => "name a file that ends in `.strat`",
            Promise::Table => "name a file of comma or tab separated values",
            Promise::Text => "name a file of plain text",
            Promise::Settings => "`strat.toml` has to be a file",
        };
        let (code, message, help) = match &error.reason {
            Reason::Unreadable(cause) => {
                let cause = match cause.kind() {
                    ErrorKind::NotFound => String::from("there is no such file"),
                    ErrorKind::PermissionDenied => String::from("you may not read it"),
                    _ => cause.to_string(),
                };
                (
                    Code::FileNotFound,
                    format!("cannot read `{name}`: {cause}"),
                    "check the path and its spelling",
                )
            }
            Reason::Folder => (Code::NotRegular, format!("`{name}` is a folder, not a file"), kind),
            Reason::NotRegular => {
                (Code::NotRegular, format!("`{name}` is a device or a pipe, not a file"), kind)
            }
            Reason::TooLarge => (
                Code::TooLarge,
                format!("`{name}` is larger than {} MiB", MAX_BYTES >> 20),
                match promise {
                    Promise::Model | Promise::Import => "split the analysis into files and `import` them",
                    Promise::Table => "split the table into several files",
                    Promise::Text | Promise::Settings => "keep what is needed of it",
                },
            ),
            Reason::Utf16 => (
                Code::NotUtf8,
                format!("`{name}` is UTF-16, not UTF-8"),
                "save the file again with the encoding UTF-8",
            ),
            Reason::NotUtf8(byte, _) => (
                Code::NotUtf8,
                format!("`{name}` is not UTF-8: it holds the byte 0x{byte:02x}"),
                "save the file again with the encoding UTF-8",
            ),
            Reason::Nul(_) => (
                Code::NulByte,
                format!("`{name}` holds a NUL byte"),
                "this is no text file, or it was damaged: save it again as UTF-8 text",
            ),
        };
        let mut diagnostic = Diagnostic::new(code, message).help(help);
        match error.reason {
            Reason::NotUtf8(_, span) => {
                diagnostic = diagnostic.label(span, "this byte is part of no character")
            }
            Reason::Nul(span) => diagnostic = diagnostic.label(span, "here"),
            Reason::Unreadable(_)
            | Reason::Folder
            | Reason::NotRegular
            | Reason::TooLarge
            | Reason::Utf16 => {}
        }
        match asked_at {
            Some(span) => diagnostic.label(span, "asked for here"),
            None => diagnostic,
        }
    }

    /// The diagnostic for a file that cannot be written.
    #[must_use]
    pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
        let name = clean::line(&path.to_string_lossy()).into_owned();
        let reason = match error.kind() {
            ErrorKind::NotFound => String::from("there is no such folder"),
            ErrorKind::PermissionDenied => String::from("you may not write there"),
            ErrorKind::IsADirectory => String::from("it is a folder"),
            kind => kind.to_string(),
        };
        Diagnostic::new(Code::NotWritten, format!("cannot write `{name}`: {reason}"))
            .help("check the path, or write another file")
    }
}
