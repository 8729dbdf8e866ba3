//! The keywords of plain declarations: `actor China`, `unit t "tonne"`.

macro_rules! keywords {
    ($($keyword:ident = $word:literal),* $(,)?) => {
        /// A keyword that declares names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Keyword {
            $(#[doc = concat!("`", $word, "`")] $keyword),*
        }

        impl Keyword {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$keyword),*];

            /// The word itself.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$keyword => $word),*
                }
            }
        }
    };
}

keywords! {
    Actor = "actor",
    Group = "group",
    Source = "source",
    Resource = "resource",
    Matter = "matter",
    Unit = "unit",
    Goal = "goal",
    Action = "action",
    Event = "event",
    Claim = "claim",
    Proposition = "proposition",
    Sort = "sort",
}
