//! Writing files so that a failure at any moment leaves the old file or the new one, whole.

use std::io::{ErrorKind, Result, Write};
use std::path::Path;

/// Writes a file whole or not at all, with the permissions it had. A link stays a link.
///
/// # Errors
/// The path is a folder, or its folder cannot take the file; the old file is then as it was.
pub fn save(path: &Path, text: &str) -> Result<()> {
    let real = std::fs::canonicalize(path);
    let path = real.as_deref().unwrap_or(path);
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let permissions = std::fs::metadata(path).map(|metadata| metadata.permissions());
    if permissions.as_ref().is_ok_and(std::fs::Permissions::readonly) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if let Ok(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
