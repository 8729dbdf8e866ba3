//! The table of codes: number, short title, usual severity. Each row has a page in `docs/codes/`.

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $severity:ident, $title:literal;)*) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* #[doc = $title] $name,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The stable number, such as `S0201`.
            pub const fn number(self) -> &'static str {
                match self { $(Code::$name => $number,)* }
            }

            /// A few words that name the mistake.
            pub const fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// The severity, where nothing changes it.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// The page of `docs/codes/` that explains it, in Markdown.
            pub const fn page(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("../../docs/codes/", $number, ".md")),)*
                }
            }

            /// The code with this number, in any case: `s0201` will do.
            pub fn parse(number: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number.trim()))
            }
        }
    };
}

// Ranges by room: 00 files, 01 syntax, 02 names, sorts and sentences, 03 rules, 04 values and
// qualifiers, 05 what follows and what clashes, 06 expectations and queries, 07 limits.
codes! {
    FileNotFound = "S0001", Error, "a file cannot be read";
    NotRegular = "S0002", Error, "not a regular file";
    NotUtf8 = "S0003", Error, "the text is not UTF-8";
    NulByte = "S0004", Error, "a NUL byte in the text";
    TooLarge = "S0005", Error, "the file is too large";
    EmptyFile = "S0006", Warning, "the file holds no statement";
    ImportCycle = "S0007", Error, "files import each other in a circle";
    ImportOutside = "S0008", Error, "an import leaves the root folder";
    InvalidDate = "S0401", Error, "no such date";
    InvalidNumber = "S0402", Error, "a number that cannot be read";
    InvalidRange = "S0403", Error, "a range whose ends will not do";
    UnknownLikelihood = "S0404", Error, "no word of the likelihood scale";
    MixedRows = "S0405", Warning, "likelihood words from two rows of the scale";
    UnitEquation = "S0406", Error, "an equation between units that cannot be used";
    InvalidScale = "S0407", Error, "a likelihood scale that cannot be used";
    Incomparable = "S0408", Warning, "values that do not compare";
}
