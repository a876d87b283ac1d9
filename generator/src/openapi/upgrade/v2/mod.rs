//! `OpenAPI` 2.0 → the words of 3.x. The tree of a document whose shapes were checked becomes another tree, and notes
//! where its parts were written. One file for each object that has another form; each difference is a function.

mod body;
mod form;
mod media;
mod moves;
mod operation;
mod parameters;
mod responses;
mod security;
mod servers;
mod value;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::openapi::budget::Budget;
use crate::openapi::targets::Extended;
use crate::source::SourceMap;
pub use moves::{Moves, Places};

type Object = Map<String, Value>;

/// A document in the words of 3.x.
pub struct Upgraded {
    /// The document.
    pub tree: Value,
    /// Where its parts were written.
    pub map: SourceMap,
    /// Where the parts that were written stand now.
    pub places: Places,
}

/// Upgrades a document of `size` bytes, with objects below its extensions.
pub fn upgrade(
    root: Value,
    size: usize,
    extended: &[Extended],
    diagnostics: &mut Diagnostics,
) -> Upgraded {
    let empty = Object::new();
    let mut upgrade = Upgrade {
        root: &root,
        document: root.as_object().unwrap_or(&empty),
        moves: Moves::default(),
        budget: Budget::of(size),
        more_types: Budget::of(size),
        diagnostics,
    };
    let mut tree = Value::Object(upgrade.document());
    for (at, section) in extended {
        upgrade.extended(&mut tree, at, section);
    }
    let moves = upgrade.moves;
    let (map, places) = moves.finish(root);
    Upgraded { tree, map, places }
}

struct Upgrade<'a, 'd> {
    root: &'a Value,
    /// Its members.
    document: &'a Object,
    moves: Moves,
    /// The limit of copies.
    budget: Budget,
    /// The limit of copies for bodies of more than one media type.
    more_types: Budget,
    diagnostics: &'d mut Diagnostics,
}

/// The keywords of a document that have another form in 3.x.
const OTHERS: &[&str] = &[
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
];

impl<'a> Upgrade<'a, '_> {
    fn document(&mut self) -> Object {
        let root = Pointer::root();
        let mut tree = rest(self.document, OTHERS);
        tree.insert("openapi".to_owned(), json!("3.0.3"));
        self.moves
            .show(root.child("openapi"), root.child("swagger"));
        if let Some(servers) = self.servers() {
            tree.insert("servers".to_owned(), servers);
        }
        let components = self.components();
        if !components.is_empty() {
            tree.insert("components".to_owned(), components.into());
        }
        if let Some(paths) = self.section("paths") {
            let at = root.child("paths");
            let items = paths.iter().map(|(path, item)| {
                let item = match item {
                    Value::Object(item) if !path.starts_with("x-") => {
                        self.path_item(item, &at.child(path)).into()
                    }
                    other => other.clone(),
                };
                (path.clone(), item)
            });
            tree.insert("paths".to_owned(), items.collect::<Object>().into());
        }
        tree
    }

    /// Upgrades a parameter or response below an extension, which stays within the object around it.
    fn extended(&mut self, tree: &mut Value, at: &Pointer, section: &str) {
        let written = at.of(self.root).and_then(Value::as_object);
        let Some(written) = written.filter(|written| !written.contains_key("$ref")) else {
            return;
        };
        let now = self.moves.now(at);
        let upgraded = match (section, text(written, "in")) {
            // Operations have them as bodies.
            (_, Some("body" | "formData")) => return,
            ("parameters", _) => self.parameter(written, at, &now),
            _ => {
                let types = self.produces(None);
                self.response(written, &types, at, &now)
            }
        };
        if let Some(value) = now.of_mut(tree) {
            *value = upgraded.into();
        }
    }

    /// A member of the document that is an object.
    fn section(&self, keyword: &str) -> Option<&'a Object> {
        self.document.get(keyword)?.as_object()
    }

    /// `definitions`, `parameters`, `responses` and `securityDefinitions` stand under `components`.
    fn components(&mut self) -> Object {
        let (root, mut components) = (Pointer::root(), Object::new());
        let to = root.child("components");
        if let Some(definitions) = self.section("definitions") {
            self.moves
                .note(to.child("schemas"), root.child("definitions"));
            components.insert("schemas".to_owned(), definitions.clone().into());
        }
        self.shared_parameters(&to, &mut components);
        if let Some(responses) = self.section("responses") {
            let (to, from) = (to.child("responses"), root.child("responses"));
            self.moves.note(to.clone(), from.clone());
            let produces = self.produces(None);
            let responses = self.responses_of(responses, &produces, &from, &to);
            components.insert("responses".to_owned(), responses.into());
        }
        if let Some(schemes) = self.section("securityDefinitions") {
            let (to, from) = (
                to.child("securitySchemes"),
                root.child("securityDefinitions"),
            );
            self.moves.note(to.clone(), from.clone());
            let schemes = self.security_schemes(schemes, &from, &to);
            components.insert("securitySchemes".to_owned(), schemes.into());
        }
        components
    }

    /// The members of a shared object at `from` for a copy at `to`, without those of these names.
    fn copied(&mut self, object: &Object, names: &[&str], from: &Pointer, to: &Pointer) -> Object {
        let copied = rest(object, names);
        for key in copied.keys() {
            self.moves.show(to.child(key), from.child(key));
        }
        copied
    }

    /// Tells the author of a keyword at `at`.
    fn tell(&mut self, at: &Pointer, keyword: &str, fate: &str) {
        let at = at.child(keyword);
        self.diagnostics
            .report(Code::Upgraded, &at, &[keyword, fate]);
    }
}

/// The members of an object, without those of these names.
fn rest(object: &Object, names: &[&str]) -> Object {
    let members = object.iter();
    let members = members.filter(|(key, _)| !names.contains(&key.as_str()));
    members
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The text under a keyword.
fn text<'a>(object: &'a Object, keyword: &str) -> Option<&'a str> {
    object.get(keyword)?.as_str()
}
