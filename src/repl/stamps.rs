//! Whether files have changed on disk: by asking for their times and lengths, which also sees files that an editor
//! replaces rather than writes.

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
