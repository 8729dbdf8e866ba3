//! `strat serve`: the page for this machine, under its own path, and for nobody else.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A server that ends with the test.
struct Server {
    child: Child,
    port: String,
    path: String,
}

impl Server {
    fn begin(file: &std::path::Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_strat"))
            .arg("serve")
            .arg(file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://127.0.0.1:").unwrap();
        let (port, path) = rest.split_once('/').unwrap();
        Server { child, port: port.to_owned(), path: format!("/{path}") }
    }

    /// The status and the body of an answer.
    fn ask(&self, request: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", self.port)).unwrap();
        write!(stream, "{request} HTTP/1.1\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().to_owned(), body.to_owned())
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\n", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn the_page_is_served_to_this_machine_and_follows_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.strat");
    std::fs::write(&file, "actor China is state.\nresource oil.\nChina can provide oil.\n").unwrap();
    let server = Server::begin(&file);
    let host = server.host();
    let page = format!("GET {}", server.path);
    let (status, body) = server.ask(&page, &host);
    assert_eq!(status, "200");
    assert!(body.starts_with("<!doctype html>") && body.contains("China can provide oil"));
    let version = format!("GET {}version", server.path);
    assert_eq!(server.ask(&version, &host), ("200".to_owned(), "1".to_owned()));
    std::fs::write(&file, "actor Japan is state.\nresource oil.\nJapan can provide oil.\n").unwrap();
    assert_eq!(server.ask(&version, &host).1, "2");
    assert!(server.ask(&page, &host).1.contains("Japan can provide oil"));
    // A file with a mistake is told, and the page goes on.
    std::fs::write(&file, "Japan can provide oil.\n").unwrap();
    assert!(server.ask(&page, &host).1.contains("error S"));
}

#[test]
fn others_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.strat");
    std::fs::write(&file, "actor China is state.\n").unwrap();
    let server = Server::begin(&file);
    let (host, page) = (server.host(), format!("GET {}", server.path));
    let refused = |request: &str, headers: &str, status: &str| {
        let (found, body) = server.ask(request, headers);
        assert_eq!(found, status, "{request} {headers}");
        assert!(!body.contains("China"));
    };
    refused(&page, "", "403");
    refused(&page, "Host: evil.example\r\n", "403");
    refused(&page, &format!("{host}Host: evil.example\r\n"), "403");
    refused(&page, &format!("{host}Origin: http://evil.example\r\n"), "403");
    refused(&page, &format!("{host}Origin: null\r\n"), "403");
    refused("GET /", &host, "404");
    refused("GET /../../etc/passwd", &host, "404");
    refused(&format!("GET {}../a.strat", server.path), &host, "404");
    refused(&format!("POST {}", server.path), &host, "405");
    // Nor does what is no request end it.
    let (status, _) = server.ask("\u{1}", &host);
    assert_eq!(status, "405");
    assert_eq!(server.ask(&page, &host).0, "200");
}
