//! The references in a value, along the tables of the specification: values outside the tables are data, and a
//! `$ref` in it is a member like any other.

use crate::diagnostic::Pointer;
use crate::openapi::check::is_merged;
use crate::openapi::spec::{DISCRIMINATOR, Kind, MEDIA_TYPE, PATH_ITEM, Shape};
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
}

/// A reference, and the place of the object that has it, or of the value in `mapping`.
pub struct Met {
    pub at: Pointer,
    pub reference: String,
    pub usage: Use,
}

/// The references in the `value` of this shape at `at`, in the order of their places.
pub fn references(at: &Pointer, value: &Value, shape: Shape) -> Vec<Met> {
    let mut met = Vec::new();
    visit(value, shape, &Way::Root(at), &mut met);
    met.sort_by(|a, b| a.at.cmp(&b.at));
    met
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

fn visit(value: &Value, shape: Shape, way: &Way, met: &mut Vec<Met>) {
    step();
    let shape = shape.itself();
    match (shape, value) {
        (Shape::Ignored | Shape::Unsupported | Shape::Dialect, _) => {}
        (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            if let Some(reference) = reference {
                add(met, way, reference, usage(kind));
            }
            if reference.is_none() || is_merged(kind) {
                object(members, kind, way, met);
            }
        }
        // Items by position, as drafts before 2020-12 have them.
        (Shape::FlagOr(_), Value::Array(items)) => list(items, shape, way, met),
        (Shape::Object(kind), Value::Object(members)) => {
            match members.get("$ref").and_then(Value::as_str) {
                Some(reference) => add(met, way, reference, Use::Replaced(shape)),
                None => object(members, kind, way, met),
            }
        }
        (_, Value::Object(members)) if alone(members).is_some() => {
            let reference = alone(members).unwrap_or_default();
            add(met, way, reference, Use::Replaced(shape));
        }
        (Shape::Map(inner), Value::Object(members)) => {
            for (key, value) in members {
                visit(value, *inner, &Way::Key(way, key), met);
            }
        }
        (Shape::List(inner), Value::Array(items)) => list(items, *inner, way, met),
        _ => {}
    }
}

fn list(items: &[Value], shape: Shape, way: &Way, met: &mut Vec<Met>) {
    for (index, value) in items.iter().enumerate() {
        visit(value, shape, &Way::Index(way, index), met);
    }
}

fn object(members: &Map<String, Value>, kind: &'static Kind, way: &Way, met: &mut Vec<Met>) {
    if std::ptr::eq(kind, &raw const DISCRIMINATOR) {
        mapped(members, way, met);
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
        if let Some(shape) = shape {
            visit(value, shape, &Way::Key(way, key), met);
        }
    }
}

/// The schemas that a discriminator names.
fn mapped(discriminator: &Map<String, Value>, way: &Way, met: &mut Vec<Met>) {
    let mapping = &Way::Key(way, "mapping");
    let tags = discriminator.get("mapping").and_then(Value::as_object);
    for (key, value) in tags.into_iter().flatten() {
        if let Some(target) = value.as_str() {
            add(met, &Way::Key(mapping, key), target, Use::Mapping);
        }
    }
    let keyword = "defaultMapping";
    if let Some(target) = discriminator.get(keyword).and_then(Value::as_str) {
        add(met, &Way::Key(way, keyword), target, Use::Mapping);
    }
}

fn add(met: &mut Vec<Met>, way: &Way, reference: &str, usage: Use) {
    met.push(Met {
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
pub fn alone(members: &Map<String, Value>) -> Option<&str> {
    let reference = members.get("$ref")?.as_str()?;
    (members.len() == 1).then_some(reference)
}
