//! The headings of a page about a thing, in their order, and the relations whose sentences stand under each.
//!
//! Invariant: a table; a relation that the doctrine does not have is passed over.

/// A heading, and the relations that stand under it with the place of the thing in them; `ANYWHERE` for any.
pub(super) type Heading = (&'static str, &'static [(&'static str, usize)]);

/// The heading of those who belong to a group.
pub(super) const MEMBERS: &str = "Members";

pub(super) const ANYWHERE: usize = usize::MAX;

/// What is told of anything, in the order in which it is told. A heading without sentences is left out.
pub(super) const HEADINGS: &[Heading] = &[
    (
        "Who or what it is",
        &[
            ("kind", 0),
            ("speaks_for", 0),
            ("belongs", 0),
            ("matter_of", 0),
            ("action_of", 0),
            ("falls_under", 0),
            ("involves", 0),
        ],
    ),
    ("Whose it is", &[("pursues", 1), ("ranks", 1), ("common_end", 0), ("shares", 1)]),
    ("Wants", &[("ranks", 0), ("pursues", 0), ("common_end", 1)]),
    (
        "State",
        &[
            ("achieved", 0),
            ("fails", 0),
            ("took_place", 0),
            ("holds", 0),
            ("broken", 0),
            ("satisfied", 0),
            ("owed", 0),
            ("pending", 0),
            ("lapsed", 0),
            ("unconditional", 0),
            ("binds", 0),
            ("due_on", 0),
            ("falls_due", 0),
            ("promises", 0),
            ("condition", 0),
            ("promise", 0),
        ],
    ),
    ("Who takes part", &[("plays_in", 1)]),
    ("Where it ends", &[("game_ends_in", 0)]),
    (
        "Decides",
        &[("matter_of", 1), ("unanimity", 0), ("decides_by", 0), ("decides_alone", 0), ("settled_by", 0)],
    ),
    ("Can stop", &[("can_stop", 0), ("veto", 0), ("granted", 0), ("nominal", 0), ("waived", 0)]),
    ("Who can stop it", &[("can_stop", 1), ("veto", 1), ("granted", 1), ("unanimity", 1), ("winning", 2)]),
    (
        "Depends on",
        &[
            ("critically", 0),
            ("depends", 0),
            ("lacks", 0),
            ("unable", 0),
            ("requires", 0),
            ("presupposes", 0),
            ("only_means", 1),
        ],
    ),
    (
        "What depends on it",
        &[
            ("critically", 1),
            ("depends", 1),
            ("requires", 1),
            ("presupposes", 1),
            ("critically", 2),
            ("depends", 2),
        ],
    ),
    ("Can provide", &[("sole", 0), ("can_provide", 0), ("provides", 0), ("delivered", 0)]),
    (
        "Who can provide it",
        &[("sole", 2), ("can_provide", 1), ("provides", 1), ("delivered", 1), ("uses", 1), ("consumes", 1)],
    ),
    ("Gets", &[("provides", 2), ("delivered", 2)]),
    (
        "Serves",
        &[
            ("serves", 0),
            ("harms", 0),
            ("conflicts", ANYWHERE),
            ("uses", 0),
            ("consumes", 0),
            ("brings", 0),
            ("prevents", 0),
        ],
    ),
    ("What serves it", &[("serves", 1), ("only_means", 0)]),
    ("What stands against it", &[("harms", 1), ("prevents", 1), ("at_odds", 2), ("rebuts", 1)]),
    ("Owes", &[("binds", 1), ("owes", 0), ("repaid", 0)]),
    ("Is owed", &[("binds", 2), ("owes", 1), ("repaid", 1)]),
    ("Power", &[("dominant", 0), ("dominates", 0), ("power_over", 0), ("hold_on", 0), ("indispensable", 0)]),
    (
        "Who has power over it",
        &[("dominates", 1), ("power_over", 1), ("hold_on", 1), ("dominant", 1), ("indispensable", 1)],
    ),
    (
        "At odds",
        &[("at_odds", ANYWHERE), ("threatens", ANYWHERE), ("opposes", 0), ("objected", 0), ("condemned", 0)],
    ),
    (MEMBERS, &[("belongs", 1)]),
    ("What falls under it", &[("falls_under", 1)]),
    ("Actions", &[("action_of", 1)]),
    (
        "Did",
        &[
            ("explicitly", 0),
            ("tacitly", 0),
            ("approved", 0),
            ("asked", 0),
            ("supported", 0),
            ("backs", 0),
            ("declares", 0),
            ("denies", 0),
            ("announced", 0),
            ("joined", 0),
            ("left", 0),
            ("neutral", 0),
            ("belligerent", 0),
            ("aware", 0),
        ],
    ),
    (
        "What was done about it",
        &[
            ("approved", 1),
            ("explicitly", 1),
            ("tacitly", 1),
            ("asked", 2),
            ("objected", 1),
            ("condemned", 1),
            ("opposes", 1),
            ("aware", 1),
        ],
    ),
    (
        "Gains and losses",
        &[
            ("gains", 0),
            ("loses", 0),
            ("helps", 1),
            ("hurts", 1),
            ("fears", 0),
            ("hopes", 0),
            ("cautious", 0),
            ("torn", 0),
            ("reason", 0),
            ("will_not", 0),
            ("no_choice", 0),
        ],
    ),
    (
        "Who gains and who loses",
        &[("gains", 1), ("loses", 1), ("helps", 0), ("hurts", 0), ("fears", 1), ("hopes", 1)],
    ),
];
