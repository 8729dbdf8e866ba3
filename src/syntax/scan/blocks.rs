//! Where statements and blocks end.

use super::super::message::lexical;
use super::limits::{MAX_NESTING, MAX_STATEMENT};
use super::walk::word_at;
use super::*;

impl Scanner<'_> {
    /// Ends the current statement; the position moves after what ends it.
    pub(super) fn finish(&mut self, ending: Ending, close: usize) {
        self.position = self.position.max(close);
        let Some(mut current) = self.current.take() else { return };
        self.check_whole(&mut current);
        self.chunks.push(Chunk {
            start: offset(current.start),
            end: offset(current.end),
            close: offset(close),
            doc: current.doc,
            ending,
            state: current.state,
        });
    }

    /// Ends the current statement where its full stop is missing.
    pub(super) fn finish_missing(&mut self) {
        let Some(current) = &mut self.current else { return };
        let text = self.text.get(current.start..current.end).unwrap_or("");
        let end = current.start + text.trim_end_matches([',', ' ', '\t', '\r', '\n']).len();
        let end = if end == current.start { current.end } else { end };
        // What was meant as a comment misses no full stop.
        let remark = text.starts_with("//");
        if self.layout == Layout::File
            && current.state == State::Sound
            && current.parens.is_empty()
            && !remark
        {
            let last = text.chars().next_back().map_or(1, char::len_utf8);
            let span = Span::new(self.file, offset(current.end.saturating_sub(last)), offset(current.end));
            self.sink.push(|| lexical::missing_stop(text, span));
            current.state = State::Unended;
        }
        let close = current.end;
        current.end = end;
        let position = self.position;
        self.finish(Ending::Stop, close);
        self.position = position;
    }

    /// What can be said of a statement only when all of it has been read.
    fn check_whole(&mut self, current: &mut Current) {
        if current.state != State::Sound {
            return;
        }
        if let (Some(&at), Passing::Nothing) = (current.parens.last(), current.passing) {
            let span = self.span(at, at + 1);
            self.sink.push(|| lexical::unclosed_parenthesis(span));
            current.state = State::Faulty;
        } else if current.end - current.start > MAX_STATEMENT {
            let span =
                self.span(current.start, current.start + word_at(self.text, current.start).len().max(1));
            let span = if self.text.is_char_boundary(span.end as usize) {
                span
            } else {
                self.span(current.start, current.start)
            };
            self.sink.push(|| lexical::too_long(span));
            current.state = State::Faulty;
        }
    }

    pub(super) fn open_brace(&mut self) {
        let (at, depth) = (self.position, self.open.len());
        let text = self.text;
        let current = self.statement();
        let inline = current.passing == Passing::Block
            || current.braces > 0
            || word_at(text, current.start) == "relation" && current.start < at;
        if inline {
            current.braces += 1;
            return self.take(at + 1);
        }
        if depth + current.parens.len() >= MAX_NESTING {
            current.passing = Passing::Block;
            current.braces = 1;
            self.too_deep(at);
            return self.take(at + 1);
        }
        self.position = at + 1;
        let Some(mut header) = self.current.take() else { return };
        if header.end == header.start && header.state == State::Sound {
            let span = self.span(at, at + 1);
            // A brace within a brace without a header has been told already.
            if self.open.last().is_none_or(|open| open.header.end > open.header.start) {
                self.sink.push(|| lexical::block_without_header(span));
            }
            header.state = State::Faulty;
        }
        self.check_whole(&mut header);
        self.open.push(Open { header, brace: at, before: std::mem::take(&mut self.chunks), suspect: None });
    }

    pub(super) fn close_brace(&mut self) {
        let at = self.position;
        if let Some(current) = &mut self.current {
            if current.braces > 0 {
                current.braces -= 1;
                let over = current.braces == 0 && current.passing == Passing::Block;
                self.take(at + 1);
                if over {
                    self.swallow_stop();
                    self.finish(Ending::Stop, self.position);
                }
                return;
            }
            self.finish_missing();
        }
        self.doc = 0..0;
        self.position = at + 1;
        let Some(open) = self.open.pop() else {
            let span = self.span(at, at + 1);
            self.strays.push(span);
            self.sink.push(|| lexical::stray_brace(span));
            return;
        };
        self.swallow_stop();
        self.close(open, self.position);
    }

    /// Ends the statement that owns a block, with what has been read as its block.
    fn close(&mut self, open: Open, close: usize) {
        let children = std::mem::replace(&mut self.chunks, open.before);
        let header = open.header;
        self.chunks.push(Chunk {
            start: offset(header.start),
            end: offset(header.end),
            close: offset(close),
            doc: header.doc,
            ending: Ending::Block(children),
            state: header.state,
        });
    }

    /// A full stop right after a closing brace does no harm.
    fn swallow_stop(&mut self) {
        let next = self.byte(self.position + 1);
        if self.byte(self.position) == Some(b'.')
            && matches!(next, None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'}' | b'#'))
        {
            self.position += 1;
        }
    }

    /// Ends what is still open at the end of the file.
    pub(super) fn finish_file(&mut self) {
        let faulty = self.current.as_ref().is_some_and(|current| current.state == State::Faulty);
        self.finish_missing();
        let mut told = faulty;
        while let Some(open) = self.open.pop() {
            if !told {
                told = true;
                let brace = self.span(open.brace, open.brace + 1);
                let suspect = open
                    .suspect
                    .map(|(_, at)| self.span(at, at + word_at(self.text, at).len().max(1)))
                    .filter(|span| self.text.is_char_boundary(span.end as usize));
                self.sink.push(|| lexical::unclosed_block(brace, suspect));
            }
            // What stands no deeper than the block's header was hardly meant to be in the block.
            let rest = match open.suspect {
                Some((number, _)) if number <= self.chunks.len() => self.chunks.split_off(number),
                _ => Vec::new(),
            };
            let close = self.chunks.last().map_or(open.brace + 1, |chunk| chunk.close as usize);
            self.close(open, close);
            self.chunks.extend(rest);
        }
    }
}
