//! Whether the files of an analysis have changed on disk: by asking for their times and lengths, which also
//! sees files that an editor replaces rather than writes.

use super::commands;
use super::conversation::{Conversation, Reply};
use std::time::SystemTime;

/// What the files looked like.
pub(super) type Stamps = Vec<(String, Option<(SystemTime, u64)>)>;

/// What the files look like.
pub(super) fn stamps<'a>(files: impl Iterator<Item = &'a str>) -> Stamps {
    files
        .map(|file| {
            let stamp =
                std::fs::metadata(file).and_then(|metadata| Ok((metadata.modified()?, metadata.len()))).ok();
            (file.to_owned(), stamp)
        })
        .collect()
}

impl Conversation {
    /// Reads the files again if they are watched and have changed, and says what became different. A file
    /// that is gone for the moment, as while it is replaced, is waited for.
    pub fn refresh(&mut self) -> Option<Reply> {
        if !self.watching || self.draft.path.is_none() {
            return None;
        }
        let now = stamps(self.draft.files());
        if now == self.stamps || now.iter().any(|(_, stamp)| stamp.is_none()) {
            return None;
        }
        let reload = commands::find("reload")?;
        let reply = (reload.act)(self, "");
        // A file that cannot be read is told once, and looked at again when it changes.
        self.stamps = stamps(self.draft.files());
        Some(reply)
    }
}
