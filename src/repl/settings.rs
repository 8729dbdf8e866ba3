//! What can be set in a session: one table, from which `:set`, its help and its completion come.

/// The settings of a session.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// The most answers that are shown at once.
    pub(super) answers: usize,
    /// The most consequences of a statement that are shown, of each kind.
    pub(super) consequences: usize,
    /// Whether remarks are made, such as that a question mark was missing.
    pub(super) notes: bool,
    /// The most seconds that an answer may take; 0 for any time.
    pub(super) timeout: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { answers: 20, consequences: 10, notes: true, timeout: 0 }
    }
}

/// A setting: a row of the table.
pub(super) struct Setting {
    /// Its name.
    pub(super) name: &'static str,
    /// What it decides.
    pub(super) help: &'static str,
    /// What it can be, for help and completion.
    pub(super) values: &'static [&'static str],
    /// What it is.
    pub(super) get: fn(&Settings) -> String,
    /// Sets it; `None` if the text is no value of it.
    pub(super) set: fn(&mut Settings, &str) -> Option<()>,
}

/// The table.
pub(super) const TABLE: &[Setting] = &[
    Setting {
        name: "answers",
        help: "how many answers are shown at once",
        values: &["10", "20", "50", "100"],
        get: |settings| settings.answers.to_string(),
        set: |settings, value| {
            settings.answers = value.parse().ok().filter(|count| (1..=100_000).contains(count))?;
            Some(())
        },
    },
    Setting {
        name: "consequences",
        help: "how many consequences of a statement are shown, of each kind",
        values: &["0", "10", "50", "200"],
        get: |settings| settings.consequences.to_string(),
        set: |settings, value| {
            settings.consequences = value.parse().ok().filter(|count| *count <= 100_000)?;
            Some(())
        },
    },
    Setting {
        name: "notes",
        help: "whether strat remarks on missing marks",
        values: &["on", "off"],
        get: |settings| String::from(if settings.notes { "on" } else { "off" }),
        set: |settings, value| {
            settings.notes = match value {
                "on" | "yes" | "true" => true,
                "off" | "no" | "false" => false,
                _ => return None,
            };
            Some(())
        },
    },
    Setting {
        name: "timeout",
        help: "how many seconds an answer may take; 0 for any time",
        values: &["0", "5", "60"],
        get: |settings| settings.timeout.to_string(),
        set: |settings, value| {
            settings.timeout = value.parse().ok().filter(|seconds| *seconds <= 86_400)?;
            Some(())
        },
    },
];

/// The setting of a name.
pub(super) fn find(name: &str) -> Option<&'static Setting> {
    TABLE.iter().find(|setting| setting.name == name)
}
