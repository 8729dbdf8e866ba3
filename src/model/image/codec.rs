//! Plain values to bytes and back: numbers in as few bytes as they need, each text once.
//!
//! **Invariant:** what `take` reads is what `put` wrote, or nothing.

use smol_str::SmolStr;
use std::collections::HashMap;

/// Bytes under construction.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    /// The texts so far, each with its number.
    texts: HashMap<SmolStr, u32>,
    /// Whether something had no form here.
    unfit: bool,
}

impl Writer {
    /// A number, seven bits to the byte (LEB128).
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Notes that something has no form here.
    pub(crate) fn refuse(&mut self) {
        self.unfit = true;
    }

    /// The bytes; nothing, if something had no form.
    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        (!self.unfit).then_some(self.bytes)
    }
}

/// Bytes that are being read.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    texts: Vec<SmolStr>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, texts: Vec::new() }
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (first, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(first)
    }

    /// Whether everything was read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}

/// A value with a form in bytes.
pub(crate) trait Compact: Sized {
    fn put(&self, out: &mut Writer);
    /// The value; `None` where the bytes hold none.
    fn take(input: &mut Reader<'_>) -> Option<Self>;
}

impl Compact for u8 {
    fn put(&self, out: &mut Writer) {
        out.number(u64::from(*self));
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        input.number()?.try_into().ok()
    }
}

impl Compact for u32 {
    fn put(&self, out: &mut Writer) {
        out.number(u64::from(*self));
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        input.number()?.try_into().ok()
    }
}

impl Compact for usize {
    fn put(&self, out: &mut Writer) {
        out.number(*self as u64);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        input.number()?.try_into().ok()
    }
}

impl Compact for bool {
    fn put(&self, out: &mut Writer) {
        out.number(u64::from(*self));
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        Some(input.number()? == 1)
    }
}

impl Compact for SmolStr {
    fn put(&self, out: &mut Writer) {
        // The number of a text that was met, or that of the next one with the text.
        let next = out.texts.len() as u32;
        let number = out.texts.get(self).copied().unwrap_or(next);
        out.number(u64::from(number));
        if number == next {
            out.texts.insert(self.clone(), next);
            out.number(self.len() as u64);
            out.bytes.extend_from_slice(self.as_bytes());
        }
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let number: usize = Compact::take(input)?;
        if let Some(known) = input.texts.get(number) {
            return Some(known.clone());
        }
        let length = Compact::take(input)?;
        let text = SmolStr::new(std::str::from_utf8(input.bytes(length)?).ok()?);
        input.texts.push(text.clone());
        Some(text)
    }
}

impl<T: Compact> Compact for Option<T> {
    fn put(&self, out: &mut Writer) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        Some(if bool::take(input)? { Some(T::take(input)?) } else { None })
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn put(&self, out: &mut Writer) {
        self.len().put(out);
        self.iter().for_each(|value| value.put(out));
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        let length = usize::take(input)?;
        let mut all = Vec::with_capacity(length.min(input.rest.len()));
        for _ in 0..length {
            all.push(T::take(input)?);
        }
        Some(all)
    }
}

impl<T: Compact> Compact for Box<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }

    fn take(input: &mut Reader<'_>) -> Option<Self> {
        T::take(input).map(Box::new)
    }
}

/// The form of types that wrap a number.
macro_rules! numbers {
    ($($type:ident),*) => {
        $(impl Compact for $type {
            fn put(&self, out: &mut Writer) {
                self.0.put(out);
            }

            fn take(input: &mut Reader<'_>) -> Option<Self> {
                Compact::take(input).map($type)
            }
        })*
    };
}

/// The form of a structure: its fields, one after the other.
macro_rules! record {
    ($type:ident { $($field:ident),* }) => {
        impl Compact for $type {
            fn put(&self, out: &mut Writer) {
                let $type { $($field),* } = self;
                $($field.put(out);)*
            }

            fn take(input: &mut Reader<'_>) -> Option<Self> {
                $(let $field = Compact::take(input)?;)*
                Some($type { $($field),* })
            }
        }
    };
}

/// The form of a choice: the number of the variant, and its parts. Variants that are not named have none.
macro_rules! choice {
    ($type:ident { $($number:literal = $variant:ident $(($($part:ident),*))?),* $(; $rest:tt)? }) => {
        impl Compact for $type {
            fn put(&self, out: &mut Writer) {
                match self {
                    $($type::$variant $(($($part),*))? => {
                        out.number($number);
                        $($($part.put(out);)*)?
                    })*
                    $($rest => out.refuse(),)?
                }
            }

            fn take(input: &mut Reader<'_>) -> Option<Self> {
                Some(match input.number()? {
                    $($number => {
                        $($(let $part = Compact::take(input)?;)*)?
                        $type::$variant $(($($part),*))?
                    })*
                    _ => return None,
                })
            }
        }
    };
}

pub(crate) use {choice, numbers, record};
