//! The values of a document → views of it. The tree is checked along the tables of the specification:
//! values of a wrong shape are reported at their place and left out, so that views can rely on the rest.
//! Pointers into the document stay valid, except into lists of which an item was left out.

mod anchors;
mod bundle;
mod check;
mod reading;
mod skipped;
#[doc(hidden)]
pub mod spec;
mod targets;
mod upgrade;
pub mod view;

pub use bundle::bundle;
pub use skipped::operations;

use serde_json::Value;
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostics, Pointer, Reason};
use crate::source::Source;
use anchors::Anchors;
use reading::Reading;
use spec::{DOCUMENT, Shape, Version};
use targets::Targets;
use view::{Read, RefOr, Root, Shared};

/// A document of which every shape has been checked.
#[derive(Debug)]
pub struct Document {
    /// The checked tree.
    pub tree: Value,
    /// The places that references lead to besides components.
    targets: Targets,
    /// The bytes of its text.
    pub size: usize,
    /// The number of schemas, references included.
    pub schemas: usize,
    /// The operations that can't be read, with the reasons.
    pub skipped: BTreeMap<Pointer, Reason>,
}

impl Document {
    /// The document as a whole.
    #[must_use]
    pub fn root(&self) -> Root<'_> {
        Root::read(&self.tree)
    }

    /// The target of a reference, with its name if it is a component.
    #[must_use]
    pub fn target<'a, T: Shared<'a>>(
        &'a self,
        at: &Pointer,
    ) -> Option<(RefOr<'a, T>, Option<&'a str>)> {
        if let Some(name) = at.component(T::SECTION) {
            let components = self.root().components(T::SECTION);
            if let Some((name, found)) = components.entry(&name) {
                return Some((found, Some(name)));
            }
        }
        let found = match self.targets.get(T::SECTION)?.get(at)? {
            Some(copy) => copy,
            None => at.of(&self.tree)?,
        };
        Some((RefOr::read(found), None))
    }
}

/// Reads the document along the tables.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = version(&source.root, diagnostics)?;
    let mut reading = Reading::of(version, Anchors::of(source));
    let mut tree = source.root.clone();
    let shape = Shape::Object(&DOCUMENT);
    let found = check::check(
        &Pointer::root(),
        &mut tree,
        &shape,
        &mut reading,
        diagnostics,
    );
    let schemas = found.schemas;
    let skipped = skipped::skipped(&source.root, &tree, &found.refused);
    let targets = targets::read(&source.root, &tree, found, &mut reading, diagnostics);
    Some(Document {
        tree,
        targets,
        size: source.size(),
        schemas,
        skipped,
    })
}

/// Which specification the document follows, if it is one that can be read.
fn version(document: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    let root = Pointer::root();
    let Value::Object(members) = document else {
        diagnostics.report(Code::NotOpenApi, &root, &["it is not an object"]);
        return None;
    };
    if let Some(version) = members.get("swagger") {
        diagnostics.report(Code::Swagger2, &root.child("swagger"), &[&shown(version)]);
        return None;
    }
    let Some(version) = members.get("openapi") else {
        diagnostics.report(
            Code::NotOpenApi,
            &root,
            &["it has no `openapi` with its version"],
        );
        return None;
    };
    let (at, version) = (root.child("openapi"), shown(version));
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V30),
        (Some("3"), Some("1")) => Some(Version::V31),
        (Some("3"), Some("2")) => Some(Version::V32),
        _ => {
            let what = format!("its version is `{version}`");
            diagnostics.report(Code::NotOpenApi, &at, &[&what]);
            None
        }
    }
}

fn shown(version: &Value) -> String {
    version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned)
}
