//! The files of an analysis read again when they have changed on disk.

use super::commands;
use super::conversation::{Conversation, Reply};
use super::stamps::stamps;

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
