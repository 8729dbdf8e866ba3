//! `strat serve`: the page of an analysis on this machine, made again whenever the analysis is saved.
//!
//! Invariant: it answers this machine only (loopback), under a random path, to requests that name this address as
//! their host and come from no other page; it reads nothing but the head of a request, and writes nothing.

use super::arguments::Look;
use super::output::{Output, Reader};
use super::report::{Page, page};
use super::status::Status;
use super::watch::unchanged;
use crate::render::web::Served;
use crate::source::Origin;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// How long a request may take to come, and an answer to be taken.
const PATIENCE: Duration = Duration::from_secs(2);

/// The longest head of a request that is read.
const HEAD: usize = 8 << 10;

/// Serves the page until it is interrupted.
///
/// # Errors
/// The output cannot be written.
pub(super) fn run<W: Write>(out: &mut Output<W>, file: &Path, look: &Look, port: u16) -> io::Result<Status> {
    let bound =
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|one| Ok((one.local_addr()?.port(), one)));
    let (port, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => {
            let mut told = Output::stderr();
            told.line(&format!("the port {port} cannot be had: {error}; name another one with `--port`"))?;
            told.finish()?;
            return Ok(Status::Unusable);
        }
    };
    let mut site = Site { file, look, port, token: token(), version: 1, page: page(file, look, Served::Yes) };
    out.line(&format!("http://127.0.0.1:{port}/{}/", site.token))?;
    out.line("The page follows the file as it is saved. Ctrl-C ends it.")?;
    out.finish()?;
    for stream in listener.incoming() {
        if out.reader() == Reader::Gone {
            break;
        }
        // A visitor who goes away in the middle takes nothing along.
        let _ = stream.and_then(|mut stream| site.answer(&mut stream));
    }
    Ok(Status::Clean)
}

/// A name that nobody can guess: two numbers that the system chose.
fn token() -> String {
    let number = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", number(), number())
}

/// The page that is served.
struct Site<'a> {
    file: &'a Path,
    look: &'a Look,
    port: u16,
    token: String,
    version: u64,
    page: Page,
}

impl Site<'_> {
    fn answer(&mut self, stream: &mut TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let head = head(stream)?;
        let (status, kind, body) = match self.wanted(&head) {
            Err(refused) => (refused, "text/plain", refused.to_owned()),
            Ok(Wanted::Page) => {
                self.refresh();
                ("200 OK", "text/html", self.page.text.clone())
            }
            Ok(Wanted::Version) => {
                self.refresh();
                ("200 OK", "text/plain", self.version.to_string())
            }
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nX-Frame-Options: DENY\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(body.as_bytes())?;
        stream.flush()
    }

    /// Makes the page again if a text that it was made of has changed, or one was missing.
    fn refresh(&mut self) {
        let own = || self.page.texts.files().filter(|(_, file)| file.origin == Origin::User);
        let same = own().next().is_some() && own().all(|(_, file)| unchanged(file));
        if !same {
            let made = page(self.file, self.look, Served::Yes);
            if made.text != self.page.text {
                self.version += 1;
            }
            self.page = made;
        }
    }

    /// What a request is for, or why it is refused.
    fn wanted(&self, head: &str) -> Result<Wanted, &'static str> {
        let mut lines = head.split("\r\n");
        let mut request = lines.next().unwrap_or_default().split(' ');
        let (method, path) = (request.next().unwrap_or_default(), request.next().unwrap_or_default());
        let headers: Vec<(&str, &str)> =
            lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim())).collect();
        let all = |name: &str| -> Vec<&str> {
            headers
                .iter()
                .filter(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| *value)
                .collect()
        };
        let hosts = ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", self.port));
        let own = |host: &str| hosts.iter().any(|known| known == host);
        let from_here = |origin: &&str| origin.strip_prefix("http://").is_some_and(own);
        match all("host").as_slice() {
            [host] if own(host) => {}
            _ => return Err("403 Forbidden"),
        }
        if !all("origin").iter().all(from_here) {
            return Err("403 Forbidden");
        }
        if method != "GET" {
            return Err("405 Method Not Allowed");
        }
        match path.strip_prefix('/').and_then(|path| path.strip_prefix(self.token.as_str())) {
            Some("/") => Ok(Wanted::Page),
            Some("/version") => Ok(Wanted::Version),
            _ => Err("404 Not Found"),
        }
    }
}

enum Wanted {
    Page,
    Version,
}

/// The head of a request.
fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut part = [0; 1024];
    while bytes.len() < HEAD {
        let read = stream.read(&mut part)?;
        bytes.extend(part.iter().take(read));
        if read == 0 || bytes.windows(4).any(|four| four == b"\r\n\r\n") {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.split_once("\r\n\r\n").map_or_else(String::new, |(head, _)| head.to_owned()))
}
