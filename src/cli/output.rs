//! Writing to standard output and standard error so that no failure of theirs is a crash.
//!
//! `println!` panics when the reader of a pipe has gone or the disk is full. Here a reader that has
//! gone ends the writing quietly, and any other failure is an error for the caller, which exits 2.

use crate::diagnostic::clean;
use crate::render::{Colour, Drawing, Style};
use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The widest and narrowest terminals that are believed.
const COLUMNS: std::ops::RangeInclusive<usize> = 20..=1_000;

/// What `--color` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// On a terminal that shows colours, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// Whether anyone still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody may.
    There,
    /// The pipe is closed: what is written from now on is dropped, and so may be the work for it.
    Gone,
}

/// A stream that is written to, buffered and locked.
pub struct Output<W: Write> {
    stream: BufWriter<W>,
    reader: Reader,
}

impl Output<io::Stdout> {
    /// Standard output. Another thread may write to it too, when this one never gets so far.
    pub fn stdout() -> Self {
        Output::new(io::stdout())
    }
}

impl Output<io::StderrLock<'static>> {
    /// Standard error.
    pub fn stderr() -> Self {
        Output::new(io::stderr().lock())
    }
}

impl<W: Write> Output<W> {
    /// Output to a stream.
    pub fn new(stream: W) -> Self {
        Output { stream: BufWriter::with_capacity(1 << 16, stream), reader: Reader::There }
    }

    /// Writes text; it may stay in the buffer until [`Output::finish`].
    ///
    /// # Errors
    /// The stream cannot take it, for any other reason than that its reader has gone.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.bytes(text.as_bytes())
    }

    /// As [`Output::write`], of what need not be text.
    ///
    /// # Errors
    /// As there.
    pub fn bytes(&mut self, content: &[u8]) -> io::Result<()> {
        match self.reader {
            Reader::There => {
                let written = self.stream.write_all(content);
                self.settle(written)
            }
            Reader::Gone => Ok(()),
        }
    }

    /// Writes one line, with its control characters made visible.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.write(&clean::line(text))?;
        self.write("\n")
    }

    /// Writes out the buffer; without this call an error at the end would be lost.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn finish(&mut self) -> io::Result<()> {
        match self.reader {
            Reader::There => {
                let flushed = self.stream.flush();
                self.settle(flushed)
            }
            Reader::Gone => Ok(()),
        }
    }

    /// Whether anyone still reads: long work may stop when nobody does.
    pub fn reader(&self) -> Reader {
        self.reader
    }

    fn settle(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.reader = Reader::Gone;
                Ok(())
            }
            other => other,
        }
    }
}

/// What was found out about the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminal {
    /// The stream is a file or a pipe.
    None,
    /// The stream is a terminal with so many columns, if it tells.
    Columns(Option<usize>),
}

/// The terminal behind standard output.
pub fn terminal() -> Terminal {
    if !io::stdout().is_terminal() {
        return Terminal::None;
    }
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Terminal::Columns(columns.filter(|columns| COLUMNS.contains(columns)))
}

/// The style for a stream, from `--color`, the terminal and the environment.
pub fn style(choice: ColourChoice, terminal: Terminal) -> Style {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
    let plain = set("NO_COLOR") || dumb;
    let value = |name: &str| env::var(name).unwrap_or_default();
    let coloured = match on_white(&value("STRAT_THEME"), &value("COLORFGBG")) {
        true => Colour::Light,
        false => Colour::Ansi,
    };
    let mut style = style_for(choice, terminal, if plain { Colour::Plain } else { coloured });
    if style.colour == Colour::Ansi {
        style.colour = coloured;
    }
    // The first of these that is set says which characters the terminal has.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().map(value).find(|value| !value.is_empty());
    if matches!(locale.as_deref(), Some("C" | "POSIX")) {
        style.drawing = Drawing::Ascii;
    }
    style
}

/// Whether a terminal is white: by what the user says of it, or else by what the terminal says of itself, whose last
/// number is the colour behind the text.
fn on_white(theme: &str, colours: &str) -> bool {
    match theme {
        "light" => true,
        "dark" => false,
        _ => matches!(colours.rsplit(';').next(), Some("7" | "15")),
    }
}

/// As [`style`], with the colour that the environment asks for.
fn style_for(choice: ColourChoice, terminal: Terminal, asked: Colour) -> Style {
    let colour = match (choice, terminal) {
        (ColourChoice::Always, _) => Colour::Ansi,
        (ColourChoice::Never, _) | (ColourChoice::Auto, Terminal::None) => Colour::Plain,
        (ColourChoice::Auto, Terminal::Columns(_)) => asked,
    };
    match terminal {
        // Nobody sees a pipe, but who runs it may know how wide the window behind it is.
        Terminal::None => {
            let columns = env::var("COLUMNS").ok().and_then(|text| text.trim().parse().ok());
            let width = columns.filter(|columns| COLUMNS.contains(columns)).map(Style::prose);
            Style { colour, width: width.unwrap_or(Style::PLAIN.width), ..Style::PLAIN }
        }
        Terminal::Columns(columns) => Style::terminal(colour, columns.unwrap_or(80)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that fails with an error of this kind.
    struct Failing(io::ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_white_terminal_says_so() {
        assert!(on_white("", "0;15") && on_white("", "0;default;7") && on_white("light", "15;0"));
        assert!(!on_white("", "") && !on_white("", "15;0") && !on_white("dark", "0;15"));
    }

    #[test]
    fn a_closed_pipe_is_quiet() {
        let mut output = Output::new(Failing(io::ErrorKind::BrokenPipe));
        output.line("a").unwrap();
        output.finish().unwrap();
        assert_eq!(output.reader(), Reader::Gone);
        output.write(&"b".repeat(1 << 20)).unwrap();
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let mut output = Output::new(Failing(io::ErrorKind::StorageFull));
        output.write("a").unwrap();
        assert_eq!(output.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(Output::new(Failing(io::ErrorKind::StorageFull)).write(&"b".repeat(1 << 20)).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn dev_full_is_an_error() {
        let mut output = Output::new(std::fs::File::options().write(true).open("/dev/full").unwrap());
        output.write("a").unwrap();
        assert!(output.finish().is_err());
    }

    #[test]
    fn colours_follow_the_choice() {
        use ColourChoice::{Always, Auto, Never};
        let colour = |choice, terminal| style_for(choice, terminal, Colour::Ansi).colour;
        assert_eq!(colour(Auto, Terminal::None), Colour::Plain);
        assert_eq!(colour(Auto, Terminal::Columns(None)), Colour::Ansi);
        assert_eq!(colour(Never, Terminal::Columns(None)), Colour::Plain);
        assert_eq!(colour(Always, Terminal::None), Colour::Ansi);
        assert_eq!(style_for(Auto, Terminal::Columns(None), Colour::Plain).colour, Colour::Plain);
        assert_eq!(style_for(Auto, Terminal::Columns(Some(300)), Colour::Plain).width, 100);
    }
}
