//! No circle of imports between files: what one file takes from another does not lead back to it.
//!
//! Paths are followed through what rooms hand on (`pub use`) to the file that holds the item, so that a room's
//! `mod.rs` may hand on what its files make.

use super::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::Visit;

type Segments = Vec<String>;

/// What stands in a file: the paths that it names, the names that it imports, and what it hands on.
#[derive(Default)]
struct File {
    named: Vec<Segments>,
    imported: BTreeMap<String, Segments>,
    handed_on: BTreeMap<String, Segments>,
}

impl File {
    fn take(&mut self, tree: &syn::UseTree, mut before: Segments, handed_on: bool) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.take(&path.tree, before, handed_on);
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.take(item, before.clone(), handed_on));
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let own = before.last().cloned().unwrap_or_default();
                self.note(own, before, handed_on);
            }
            syn::UseTree::Name(name) => {
                let own = name.ident.to_string();
                before.push(own.clone());
                self.note(own, before, handed_on);
            }
            syn::UseTree::Rename(rename) => {
                before.push(rename.ident.to_string());
                self.note(rename.rename.to_string(), before, handed_on);
            }
            syn::UseTree::Glob(_) => self.named.push(before),
        }
    }

    fn note(&mut self, own: String, path: Segments, handed_on: bool) {
        if handed_on {
            self.handed_on.insert(own, path);
        } else {
            self.named.push(path.clone());
            self.imported.insert(own, path);
        }
    }
}

impl Visit<'_> for File {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        self.take(&item.tree, Vec::new(), !matches!(item.vis, syn::Visibility::Inherited));
    }

    fn visit_path(&mut self, path: &syn::Path) {
        if path.segments.len() > 1 {
            self.named.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        syn::visit::visit_path(self, path);
    }

    // How far an item is seen is no import.
    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        let tests = item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if !tests {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// The files of the library by the paths of their modules.
struct Library(BTreeMap<String, File>);

impl Library {
    fn read() -> Self {
        let mut files = BTreeMap::new();
        collect(&root().join("src"), &mut Vec::new(), &mut files);
        Self(files)
    }

    /// The file that holds what a path names in a file, where it is one of the library.
    fn holder(&self, file: &str, path: &[String], depth: usize) -> Option<String> {
        let mut at: Segments = file.split("::").filter(|part| !part.is_empty()).map(String::from).collect();
        let own = self.0.get(file)?;
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                at.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let child = [at.clone(), vec![first.to_owned()]].concat().join("::");
                if !self.0.contains_key(&child) {
                    let imported = own.imported.get(first).filter(|_| depth > 0 && path.len() > 1)?;
                    let whole = [imported.as_slice(), &path[1..]].concat();
                    return self.holder(file, &whole, depth - 1);
                }
            }
        }
        for (number, part) in rest.iter().enumerate() {
            let here = at.join("::");
            let child = [at.clone(), vec![part.clone()]].concat();
            if self.0.contains_key(&child.join("::")) {
                at = child;
                continue;
            }
            let handed = self.0.get(&here)?.handed_on.get(part).filter(|_| depth > 0);
            if let Some(handed) = handed {
                let whole = [handed.as_slice(), &rest[number + 1..]].concat();
                return self.holder(&here, &whole, depth - 1);
            }
            break;
        }
        Some(at.join("::")).filter(|found| self.0.contains_key(found))
    }

    /// Which files each file takes something from.
    fn taken(&self) -> BTreeMap<String, BTreeSet<String>> {
        let of = |name: &String, file: &File| {
            file.named
                .iter()
                .filter_map(|path| self.holder(name, path, 8))
                .filter(|holder| holder != name)
                .collect()
        };
        self.0.iter().map(|(name, file)| (name.clone(), of(name, file))).collect()
    }
}

fn collect(folder: &Path, module: &mut Segments, files: &mut BTreeMap<String, File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            module.push(stem);
            collect(&path, module, files);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            let mut name = module.clone();
            if stem != "mod" && !(stem == "lib" && module.is_empty()) {
                name.push(stem);
            }
            let parsed = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            let mut file = File::default();
            file.visit_file(&parsed);
            files.insert(name.join("::"), file);
        }
    }
}

/// The files that can be reached from a file by what it takes.
fn reached(taken: &BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut open: Vec<&str> = vec![from];
    while let Some(next) = open.pop() {
        for other in &taken[next] {
            if all.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    all
}

#[test]
fn no_file_takes_what_leads_back_to_it() {
    let taken = Library::read().taken();
    let reach: BTreeMap<&String, BTreeSet<String>> =
        taken.keys().map(|file| (file, reached(&taken, file))).collect();
    let mut circles: BTreeSet<Vec<&String>> = BTreeSet::new();
    for (file, all) in reach.iter().filter(|(file, all)| all.contains(**file)) {
        let back = |other: &&String| all.contains(*other) && reach[*other].contains(*file);
        circles.insert(reach.keys().copied().filter(back).collect());
    }
    assert!(circles.is_empty(), "{circles:#?}");
}
