//! The modules of a crate, from its files: which items a caller can name, and by which path.

use super::Texts;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Item, UseTree, Visibility};

/// The most levels of brackets in a file that is parsed. Generated files have far fewer.
const MOST_LEVELS: usize = 256;

/// A path of modules from the crate's root.
pub(super) type Path = Vec<String>;

/// The modules of a crate.
#[derive(Debug, Default)]
pub(super) struct Modules {
    by_path: BTreeMap<Path, Module>,
}

/// A module: its items, and the names of other modules that it exports.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) items: Vec<Item>,
    /// Whether each named item that is declared here is public.
    declared: BTreeMap<String, bool>,
    /// Paths from here to items, and the names that they have here.
    names: BTreeMap<Path, String>,
    /// Paths from here to modules whose public items are exported.
    globs: BTreeSet<Path>,
    /// The modules that are declared here: whether they are public, and their `cfg`.
    children: BTreeMap<String, (bool, String)>,
}

impl Modules {
    /// Parses the `files` at these paths, and the files of the modules around them. A file that isn't Rust is empty;
    /// its path is the error.
    pub(super) fn of<'f>(
        files: &Texts<'f>,
        paths: impl Iterator<Item = &'f str>,
    ) -> (Self, Vec<&'f str>) {
        let (mut modules, mut faults) = (Self::default(), Vec::new());
        let mut wanted = BTreeSet::new();
        for path in paths.filter_map(module) {
            wanted.extend((0..=path.len()).map(|end| path[..end].to_vec()));
        }
        for (&name, text) in files {
            let Some(path) = module(name).filter(|path| wanted.contains(path)) else {
                continue;
            };
            match parse(text) {
                Some(items) => modules.add(path, items),
                None => faults.push(name),
            }
        }
        (modules, faults)
    }

    fn add(&mut self, path: Path, items: Vec<Item>) {
        let mut module = Module::default();
        for item in items {
            match item {
                Item::Mod(item) => {
                    let name = item.ident.to_string();
                    let declared = (is_public(&item.vis), super::syntax::cfg(&item.attrs));
                    module.children.insert(name.clone(), declared);
                    if let Some((_, items)) = item.content {
                        self.add([&path[..], &[name]].concat(), items);
                    }
                }
                Item::Use(item) if is_public(&item.vis) => module.export(Vec::new(), &item.tree),
                item => {
                    let declared = declared(&item);
                    let declared = declared.map(|(name, vis)| (name.to_string(), is_public(vis)));
                    module.declared.extend(declared);
                    module.items.push(item);
                }
            }
        }
        self.by_path.insert(path, module);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Module)> {
        self.by_path.iter()
    }

    /// The path by which a caller can name the public item `name` of the module at `path`: that of the outermost module
    /// that exports it, from module to module.
    pub(super) fn public(&self, path: &[String], name: &str) -> Option<String> {
        let exported = (0..path.len()).rev().find_map(|end| {
            let (around, inner) = path.split_at(end);
            let name = self.by_path.get(around)?.exported(inner, name)?;
            Some((around, name))
        });
        let further = exported.and_then(|(around, name)| self.public(around, &name));
        let own = || [path, &[name.to_owned()]].concat().join("::");
        further.or_else(|| self.is_public(path).then(own))
    }

    /// The path by which a caller can name an item of the module at `path`; none if it has no name or is private.
    pub(super) fn public_item(&self, path: &[String], item: &Item) -> Option<String> {
        let (name, visibility) = declared(item)?;
        is_public(visibility).then(|| self.public(path, &name.to_string()))?
    }

    /// Whether the item `name` that a module declares is public; `None` if the module declares none.
    pub(super) fn declares(&self, path: &[String], name: &str) -> Option<bool> {
        self.by_path.get(path)?.declared.get(name).copied()
    }

    /// Whether a caller can name the module by this path.
    fn is_public(&self, path: &[String]) -> bool {
        (0..path.len()).all(|end| {
            let module = self.by_path.get(&path[..end]);
            let child = module.and_then(|module| module.children.get(&path[end]));
            child.is_some_and(|(is_public, _)| *is_public)
        })
    }

    /// The conditions of the modules on the way to `path`.
    pub(super) fn cfg(&self, path: &[String]) -> String {
        let all = (0..path.len()).filter_map(|end| {
            let (_, cfg) = self.by_path.get(&path[..end])?.children.get(&path[end])?;
            Some(cfg.as_str())
        });
        all.collect()
    }
}

impl Module {
    /// The name here of the public item `name` of the module at `path` from here.
    fn exported(&self, path: &[String], name: &str) -> Option<String> {
        let item = [path, &[name.to_owned()]].concat();
        let by_glob = || self.globs.contains(path).then(|| name.to_owned());
        self.names.get(&item).cloned().or_else(by_glob)
    }

    fn export(&mut self, mut path: Path, tree: &UseTree) {
        match tree {
            UseTree::Path(tree) => {
                let name = tree.ident.to_string();
                if name != "self" && name != "crate" {
                    path.push(name);
                }
                self.export(path, &tree.tree);
            }
            UseTree::Name(tree) => {
                path.push(tree.ident.to_string());
                self.names.insert(path, tree.ident.to_string());
            }
            UseTree::Rename(tree) => {
                path.push(tree.ident.to_string());
                self.names.insert(path, tree.rename.to_string());
            }
            UseTree::Glob(_) => {
                self.globs.insert(path);
            }
            UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.export(path.clone(), tree);
                }
            }
        }
    }
}

/// The name of an item, and its visibility.
fn declared(item: &Item) -> Option<(&syn::Ident, &Visibility)> {
    match item {
        Item::Struct(item) => Some((&item.ident, &item.vis)),
        Item::Enum(item) => Some((&item.ident, &item.vis)),
        Item::Trait(item) => Some((&item.ident, &item.vis)),
        Item::Type(item) => Some((&item.ident, &item.vis)),
        Item::Fn(item) => Some((&item.sig.ident, &item.vis)),
        Item::Const(item) => Some((&item.ident, &item.vis)),
        _ => None,
    }
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The module of a file: `src/types/pet.rs` is `types::pet`.
fn module(file: &str) -> Option<Path> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut path: Path = path.split('/').map(str::to_owned).collect();
    if path == ["lib"] || path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    Some(path)
}

/// The items of a file. The parser is recursive, so a file with too many levels isn't parsed.
fn parse(text: &str) -> Option<Vec<Item>> {
    let mut level = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => level += 1,
            b')' | b']' | b'}' => level = level.saturating_sub(1),
            _ => {}
        }
        if level > MOST_LEVELS {
            return None;
        }
    }
    syn::parse_file(text).ok().map(|file| file.items)
}
