//! The invariant of the scanner, tried on text of every kind.

use super::{Chunk, scan};
use crate::source::FileId;
use proptest::prelude::*;

/// Whether every byte that is not white space lies in exactly one chunk, in trivia between chunks,
/// or in a stray mark.
fn covered(text: &str) -> Result<(), String> {
    let scanned = scan(text, FileId(0));
    let mut count = vec![0_u8; text.len()];
    let mut cover = |start: u32, end: u32| {
        for slot in count.get_mut(start as usize..end as usize).into_iter().flatten() {
            *slot += 1;
        }
    };
    let inside = |start: u32| {
        let chunk: Option<&Chunk> = scanned.chunks.iter().rev().find(|chunk| chunk.start <= start);
        chunk.is_some_and(|chunk| start < chunk.close)
    };
    for chunk in &scanned.chunks {
        cover(chunk.start, chunk.close);
    }
    for piece in scanned.trivia.pieces.iter().filter(|piece| !inside(piece.span.start)) {
        cover(piece.span.start, piece.span.end);
    }
    for stray in scanned.strays.iter().filter(|stray| !inside(stray.start)) {
        cover(stray.start, stray.end);
    }
    let wrong = count.iter().zip(text.bytes()).position(|(count, byte)| {
        let blank = byte.is_ascii_whitespace() || byte == 0x0b;
        *count > 1 || (*count == 0 && !blank)
    });
    wrong.map_or(Ok(()), |at| Err(format!("byte {at} of {text:?} is covered {:?} times", count.get(at))))
}

#[test]
fn real_files_are_covered() {
    for text in [
        include_str!("../../../examples/triangle.strat"),
        include_str!("../../doctrine/power.strat"),
        include_str!("../../doctrine/core.strat"),
    ] {
        assert_eq!(covered(text), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered(text in "[ \n\ta-z@#\"\\\\.?(){},:“é\u{1b}]{0,60}") {
        prop_assert_eq!(covered(&text), Ok(()));
    }
}
