//! The references and addresses in a value, along the tables of the specification: values outside the tables are data, and a
//! `$ref` in it is a member like any other.

use crate::diagnostic::Pointer;
use crate::openapi::check::is_merged;
use crate::openapi::spec::{
    DISCRIMINATOR, EXAMPLE, Kind, LINK, MEDIA_TYPE, PATH_ITEM, SCHEMA, Shape,
};
use crate::steps::step;
use serde_json::{Map, Value};

/// The purpose of a reference.
#[derive(Clone, Copy)]
pub enum Use {
    /// The specification has a reference there, to an object that is shared.
    Shared(&'static Kind),
    /// The value of the reference takes its place: an object that no section of `components` has in every
    /// version, or a value that can't be a reference.
    Replaced(Shape),
    /// A value of `mapping` or `defaultMapping` in a discriminator, which may be a name.
    Mapping,
    /// The key of a security requirement, which is the name of a scheme or since 3.2 the URI of one.
    Requirement,
    /// The value of `$dynamicRef`. It leads to a schema first, and only if that has the dynamic anchor, another one may
    /// take its place (JSON Schema 2020-12, 8.2.3.2).
    Dynamic,
}

/// A reference, and the place of the object that has it, of the value in `mapping` or of `$dynamicRef`, or of the scopes
/// of a requirement.
pub struct Met {
    pub at: Pointer,
    pub reference: String,
    pub usage: Use,
}

/// The references in a value, and the addresses of things that are no part of the document.
#[derive(Default)]
pub struct Found {
    /// In the order of their places.
    pub references: Vec<Met>,
    /// By their places.
    pub addresses: Vec<(Pointer, String)>,
    /// By their places, with the names of their members.
    pub discriminators: Vec<(Pointer, String)>,
    /// The security schemes that requirements name as components.
    pub schemes: Vec<String>,
}

const DYNAMIC_REF: &str = "$dynamicRef";

/// The keywords that hold a URL relative to their file, and whose target is not read.
static ADDRESSES: [(&Kind, &str); 2] = [(&LINK, "operationRef"), (&EXAMPLE, "externalValue")];

/// The references and addresses in the `value` of this shape at `at`.
pub fn found(at: &Pointer, value: &Value, shape: Shape) -> Found {
    let mut found = Found::default();
    visit(value, shape, &Way::Root(at), &mut found);
    found.references.sort_by(|a, b| a.at.cmp(&b.at));
    found
}

/// The way to a value, spelled out only where a reference is.
enum Way<'a> {
    Root(&'a Pointer),
    Key(&'a Way<'a>, &'a str),
    Index(&'a Way<'a>, usize),
}

impl Way<'_> {
    fn place(&self) -> Pointer {
        match self {
            Self::Root(at) => (*at).clone(),
            Self::Key(parent, key) => parent.place().child(key),
            Self::Index(parent, index) => parent.place().index(*index),
        }
    }
}

fn visit(value: &Value, shape: Shape, way: &Way, found: &mut Found) {
    step();
    let shape = shape.itself();
    match (shape, value) {
        (Shape::Ignored | Shape::Checked(_) | Shape::Unsupported | Shape::Dialect, _) => {}
        (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            if let Some(reference) = reference {
                add(found, way, reference, usage(kind));
            }
            if reference.is_none() || is_merged(kind) {
                object(members, kind, way, found);
            }
        }
        // Items by position, as drafts before 2020-12 have them.
        (Shape::FlagOr(_), Value::Array(items)) => list(items, shape, way, found),
        (Shape::Object(kind), Value::Object(members)) => {
            match members.get("$ref").and_then(Value::as_str) {
                Some(reference) => add(found, way, reference, Use::Replaced(shape)),
                None => object(members, kind, way, found),
            }
        }
        (_, Value::Object(members)) if alone(members).is_some() => {
            let reference = alone(members).unwrap_or_default();
            add(found, way, reference, Use::Replaced(shape));
        }
        (Shape::Map(inner), Value::Object(members)) => {
            for (key, value) in members {
                visit(value, *inner, &Way::Key(way, key), found);
            }
        }
        (Shape::List(inner) | Shape::Tuple(inner), Value::Array(items)) => {
            list(items, *inner, way, found);
        }
        _ => {}
    }
}

fn list(items: &[Value], shape: Shape, way: &Way, found: &mut Found) {
    for (index, value) in items.iter().enumerate() {
        visit(value, shape, &Way::Index(way, index), found);
    }
}

fn object(members: &Map<String, Value>, kind: &'static Kind, way: &Way, found: &mut Found) {
    if std::ptr::eq(kind, &raw const DISCRIMINATOR) {
        mapped(members, way, found);
        if let Some(Value::String(property)) = members.get("propertyName") {
            found.discriminators.push((way.place(), property.clone()));
        }
    }
    let dynamic = members.get(DYNAMIC_REF).and_then(Value::as_str);
    if let Some(reference) = dynamic.filter(|_| std::ptr::eq(kind, &raw const SCHEMA)) {
        add(found, &Way::Key(way, DYNAMIC_REF), reference, Use::Dynamic);
    }
    for (_, keyword) in ADDRESSES.iter().filter(|(of, _)| std::ptr::eq(*of, kind)) {
        if let Some(Value::String(address)) = members.get(*keyword) {
            let place = Way::Key(way, keyword).place();
            found.addresses.push((place, address.clone()));
        }
    }
    let variant = kind.variants.as_ref().and_then(|variants| {
        let tag = members.get(variants.tag)?.as_str()?;
        let (_, kind) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
        Some(*kind)
    });
    for (key, value) in members {
        let kinds = std::iter::once(kind).chain(variant);
        let mut keywords = kinds.flat_map(|kind| kind.keywords);
        let known = keywords.find(|known| known.name == key);
        let shape = known.map(|known| known.shape).or_else(|| {
            let patterned = kind.patterned.as_ref()?;
            let is_data = key.starts_with("x-");
            (!is_data && (patterned.matches)(key)).then_some(patterned.shape)
        });
        let is_left_out = matches!(shape, Some(Shape::Moved(_, is_moved)) if !is_moved(members));
        if is_left_out {
            continue;
        }
        if key == "security" {
            requirements(value, &Way::Key(way, key), found);
        } else if let Some(shape) = shape {
            visit(value, shape, &Way::Key(way, key), found);
        }
    }
}

/// The schemas that a discriminator names.
fn mapped(discriminator: &Map<String, Value>, way: &Way, found: &mut Found) {
    let mapping = &Way::Key(way, "mapping");
    let tags = discriminator.get("mapping").and_then(Value::as_object);
    for (key, value) in tags.into_iter().flatten() {
        if let Some(target) = value.as_str() {
            add(found, &Way::Key(mapping, key), target, Use::Mapping);
        }
    }
    let keyword = "defaultMapping";
    if let Some(target) = discriminator.get(keyword).and_then(Value::as_str) {
        add(found, &Way::Key(way, keyword), target, Use::Mapping);
    }
}

/// The security schemes that requirements name, by URI or as components.
fn requirements(security: &Value, way: &Way, found: &mut Found) {
    for (index, requirement) in security.as_array().into_iter().flatten().enumerate() {
        for name in requirement.as_object().into_iter().flat_map(Map::keys) {
            if is_uri(name) {
                let way = &Way::Index(way, index);
                add(found, &Way::Key(way, name), name, Use::Requirement);
            } else {
                found.schemes.push(name.clone());
            }
        }
    }
}

/// Whether the key of a requirement is a URI: of a place in a file, or of a whole file.
pub fn is_uri(name: &str) -> bool {
    match name.split_once('#') {
        Some((_, fragment)) => fragment.starts_with('/'),
        None => has_extension(name),
    }
}

/// Whether a name is that of a file.
pub fn has_extension(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("yaml" | "yml" | "json"))
}

fn add(found: &mut Found, way: &Way, reference: &str, usage: Use) {
    found.references.push(Met {
        at: way.place(),
        reference: reference.to_owned(),
        usage,
    });
}

/// Components hold path items and media types only in newer versions, and 2.0 has a section for few kinds.
fn usage(kind: &'static Kind) -> Use {
    let is = |other: *const Kind| std::ptr::eq(kind, other);
    if kind.section.is_none() || is(&raw const PATH_ITEM) || is(&raw const MEDIA_TYPE) {
        Use::Replaced(Shape::Ref(kind))
    } else {
        Use::Shared(kind)
    }
}

/// The reference that an object consists of.
fn alone(members: &Map<String, Value>) -> Option<&str> {
    let reference = members.get("$ref")?.as_str()?;
    (members.len() == 1).then_some(reference)
}

/// Whether a value is nothing but a reference.
pub fn is_reference(value: Option<&Value>) -> bool {
    let members = value.and_then(Value::as_object);
    members.is_some_and(|members| alone(members).is_some())
}
