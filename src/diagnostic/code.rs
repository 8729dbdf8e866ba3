//! The table of codes: number, short title, usual severity. Each row has a page in `docs/codes/`.

use super::Severity;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

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

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.number())
    }
}

impl JsonSchema for Code {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Code")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^S[0-9]{4}$", "description": "Which kind of mistake: `strat explain` tells more." })
    }
}

impl Code {
    /// Whether it tells how an analysis is written, and not what follows from it.
    pub fn is_of_text(self) -> bool {
        self.number() < "S0500"
    }

    /// Whether it tells of a file that cannot be read or written, or is not as files should be.
    pub fn is_of_files(self) -> bool {
        self.number() < "S0100"
    }

    /// Whether findings of this kind are told only where somebody asks for them: in most analyses they
    /// would be noise.
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Code::UnusedName
                | Code::Unsourced
                | Code::IdleRule
                | Code::UnreadStatement
                | Code::HiddenHedge
                | Code::ShadowedAlias
                | Code::SingleRoot
                | Code::Unexpected
        )
    }
}

// Ranges by room: 00 files, 01 syntax, 02 names, sorts and sentences, 03 rules, 04 values and
// qualifiers, 05 what follows and what clashes, 06 expectations and queries, 07 limits, 08 configuration and
// silencings, 09 lints.
codes! {
    FileNotFound = "S0001", Error, "a file cannot be read";
    NotRegular = "S0002", Error, "not a regular file";
    NotUtf8 = "S0003", Error, "the text is not UTF-8";
    NulByte = "S0004", Error, "a NUL byte in the text";
    TooLarge = "S0005", Error, "the file is too large";
    EmptyFile = "S0006", Warning, "the file holds no statement";
    ImportCycle = "S0007", Error, "files import each other in a circle";
    ImportOutside = "S0008", Error, "an import leaves the root folder";
    NotWritten = "S0009", Error, "a file cannot be written";
    MissingStop = "S0101", Error, "a full stop is missing";
    UnclosedString = "S0102", Error, "a quotation is never closed";
    TooDeep = "S0103", Error, "nested too deeply";
    Unbalanced = "S0104", Error, "a parenthesis or a brace without its partner";
    Unreadable = "S0105", Error, "a statement that cannot be read";
    StrangeCharacter = "S0106", Error, "a character that strat does not know";
    MixedIndentation = "S0107", Warning, "tabs and spaces are mixed";
    NotIndented = "S0108", Error, "a continued line is not indented";
    BadEscape = "S0109", Error, "an escape that means nothing";
    QuestionInFile = "S0110", Error, "a question in a file";
    CapitalKeyword = "S0111", Error, "a keyword with a capital letter";
    ClauseOutOfPlace = "S0112", Error, "a clause that does not belong to its statement";
    WrongJoint = "S0113", Error, "sentences that are not joined by `and`";
    NoHead = "S0114", Error, "a condition without a conclusion";
    MixedJoints = "S0115", Error, "alternatives without parentheses";
    NameWithStops = "S0116", Error, "a name with a stop or an apostrophe";
    BlockOutOfPlace = "S0117", Error, "a block where none belongs, or none where one does";
    TooManyMistakes = "S0118", Note, "more mistakes than are shown";
    MixedAlphabets = "S0119", Error, "a word that mixes alphabets";
    StatementTooLong = "S0120", Error, "a statement is too long";
    ReservedName = "S0121", Error, "a word of the language as a name";
    MissingQuotes = "S0122", Error, "an explanation without quotes";
    BadNumber = "S0123", Error, "a number or a date that is written wrongly";
    MissingComma = "S0124", Error, "a comma is missing before a clause";
    MisspeltWord = "S0125", Error, "a word of the language is misspelt";
    DuplicateName = "S0201", Error, "a name is declared twice";
    UnknownName = "S0202", Error, "a name that is not declared";
    WrongSort = "S0203", Error, "a name of the wrong sort";
    NoSentence = "S0204", Error, "a sentence that no relation has";
    Overlap = "S0205", Error, "two relations with the same sentence";
    BadTemplate = "S0206", Error, "a sentence pattern that cannot be used";
    Ambiguous = "S0207", Error, "a sentence that can be read in two ways";
    WrongArity = "S0208", Error, "too many or too few arguments";
    MixedVariable = "S0209", Error, "a variable that stands for two sorts of things";
    NearKind = "S0210", Warning, "a kind much like another one";
    EventDate = "S0211", Error, "an event whose date cannot be found";
    SecondAnalysis = "S0212", Error, "a second `analysis`";
    BadProperty = "S0213", Error, "a property that does not fit its relation";
    NotHere = "S0214", Error, "a statement that does not belong here";
    UnknownWord = "S0215", Error, "a word that means nothing here";
    BulkFacts = "S0216", Error, "bulk facts cannot be read";
    TableRead = "S0217", Note, "how a table was read";
    Unsafe = "S0301", Error, "a variable that nothing determines";
    AggregateCycle = "S0302", Error, "a count that depends on itself";
    TooManyAlternatives = "S0303", Error, "too many alternatives";
    Undecided = "S0304", Error, "a sentence that is neither true nor false";
    LoneVariable = "S0305", Warning, "a variable that joins nothing";
    VotingRule = "S0311", Error, "a voting rule that cannot be used";
    GameRule = "S0312", Error, "a game that cannot be played";
    MatrixRule = "S0313", Error, "a matrix of evidence that cannot be used";
    InvalidDate = "S0401", Error, "no such date";
    InvalidNumber = "S0402", Error, "a number that cannot be read";
    InvalidRange = "S0403", Error, "a range whose ends will not do";
    UnknownLikelihood = "S0404", Error, "no word of the likelihood scale";
    MixedRows = "S0405", Warning, "likelihood words from two rows of the scale";
    UnitEquation = "S0406", Error, "an equation between units that cannot be used";
    InvalidScale = "S0407", Error, "a likelihood scale that cannot be used";
    Incomparable = "S0408", Warning, "values that do not compare";
    QualifierTwice = "S0409", Error, "a qualifier given twice";
    Undated = "S0410", Warning, "dated statements without an as-of date";
    QuoteNotFound = "S0411", Error, "a quotation that its source does not have";
    BoundUndecided = "S0412", Warning, "a bound that cannot be decided";
    NoLikelihood = "S0413", Error, "a judgement that does not say how likely";
    LaterSource = "S0414", Note, "a source dated after the day of the analysis";
    NoDay = "S0415", Note, "an indicator that can never be overdue";
    OutOfOrder = "S0416", Warning, "forecasts revised out of order";
    LaterStatement = "S0417", Note, "statements dated after the day of the analysis";
    Contradiction = "S0501", Error, "something is said to be so and not so";
    ImpossibleHolds = "S0502", Error, "what cannot be follows";
    Forbidden = "S0503", Error, "what should not be follows";
    Rivals = "S0504", Error, "two hypotheses of one question hold at once";
    PreferenceCircle = "S0505", Error, "preferences go in a circle";
    Incoherent = "S0511", Error, "likelihoods that cannot hold together";
    HedgedCertainty = "S0512", Warning, "a likelihood of what flat statements force";
    Outrun = "S0513", Warning, "a conclusion stated more strongly than its premises allow";
    PriorLeft = "S0515", Warning, "a sentence that comes out otherwise than it is stated";
    ImpossibleCondition = "S0516", Error, "a condition that never holds";
    Unbounded = "S0517", Note, "a likelihood that nothing bounds";
    HalfJudged = "S0518", Warning, "evidence that is judged under some answers only";
    CircularSupport = "S0521", Warning, "a part of a hypothesis is shown by another part of it";
    Unrebutted = "S0522", Warning, "a hypothesis is rejected, and nothing rebuts it";
    ExpectationFailed = "S0601", Error, "an expectation is not met";
    NotAnswered = "S0602", Error, "a question that is not answered";
    LimitReached = "S0701", Error, "a limit was reached";
    BadConfiguration = "S0801", Error, "a `strat.toml` that cannot be used";
    BadSilencing = "S0802", Warning, "a silencing that cannot be read";
    UnusedSilencing = "S0803", Warning, "a silencing that silences nothing";
    UnusedName = "S0901", Warning, "a name that nothing speaks of";
    Unsourced = "S0902", Warning, "a claim that names neither a source nor a reason";
    IdleRule = "S0903", Warning, "a rule that never fires";
    UnreadStatement = "S0904", Warning, "a statement on which nothing depends";
    HiddenHedge = "S0905", Warning, "a hedge outside the scale";
    ShadowedAlias = "S0906", Warning, "another spelling that hides or repeats a name";
    SingleRoot = "S0911", Warning, "a key implication rests on one source";
    Unexpected = "S0912", Warning, "a key implication that nothing expects";
}
