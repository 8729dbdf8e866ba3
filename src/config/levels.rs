//! How much each code weighs here.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;

/// What is made of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is not told.
    Off,
    /// It is told with this severity.
    Told(Severity),
}

impl Level {
    /// The level of a word: `off`, `note`, `warning` or `error`.
    pub fn parse(word: &str) -> Option<Level> {
        Some(match word {
            "off" => Level::Off,
            "note" => Level::Told(Severity::Note),
            "warning" => Level::Told(Severity::Warning),
            "error" => Level::Told(Severity::Error),
            _ => return None,
        })
    }
}

/// Levels that differ from the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    chosen: BTreeMap<Code, Level>,
}

impl Levels {
    /// None differs.
    pub const USUAL: Levels = Levels { chosen: BTreeMap::new() };

    /// Whether the level of a code may be chosen at all: a file that cannot be read or understood, and
    /// an answer that is incomplete, are errors whatever anybody says.
    pub fn may_change(code: Code) -> bool {
        code.severity() != Severity::Error
            || code.is_optional()
            || ("S0500".."S0700").contains(&code.number())
    }

    /// Chooses the level of a code; one that [may not be changed](Levels::may_change) stays.
    pub fn choose(&mut self, code: Code, level: Level) {
        if Levels::may_change(code) {
            self.chosen.insert(code, level);
        }
    }

    /// The choices of both; those of `other` count where both have one.
    pub fn and(&mut self, other: &Levels) {
        self.chosen.extend(&other.chosen);
    }

    /// The level of a code. Lints that are noise in most analyses are off unless asked for.
    pub fn of(&self, code: Code) -> Level {
        self.chosen.get(&code).copied().unwrap_or(if code.is_optional() {
            Level::Off
        } else {
            Level::Told(code.severity())
        })
    }

    /// Gives findings the severity that was chosen, and takes away those that are off. A finding that an
    /// analysis itself makes light of (an acknowledged one, say) becomes no heavier.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| match self.chosen.get(&finding.code) {
            None => true,
            Some(Level::Off) => false,
            Some(Level::Told(severity)) => {
                let light = finding.severity < finding.code.severity();
                finding.severity = if light { finding.severity.min(*severity) } else { *severity };
                true
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_understood_stays_an_error() {
        let mut levels = Levels::default();
        levels.choose(Code::MissingStop, Level::Off);
        levels.choose(Code::NearKind, Level::Off);
        let mut found = vec![Diagnostic::new(Code::MissingStop, ""), Diagnostic::new(Code::NearKind, "")];
        levels.apply(&mut found);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn an_acknowledged_finding_becomes_no_heavier() {
        let mut levels = Levels::default();
        levels.choose(Code::Forbidden, Level::Told(Severity::Warning));
        let known = Diagnostic::new(Code::Forbidden, "").severity(Severity::Note);
        let mut found = vec![known, Diagnostic::new(Code::Forbidden, "")];
        levels.apply(&mut found);
        let severities: Vec<Severity> = found.iter().map(|found| found.severity).collect();
        assert_eq!(severities, [Severity::Note, Severity::Warning]);
    }
}
