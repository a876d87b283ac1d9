//! The walk through a checked document.

use crate::diagnostic::Pointer;
use crate::openapi::spec::{DOCUMENT, Kind, PARAMETER, Shape};
use crate::steps::step;
use serde_json::{Map, Value};

/// A visited part of the document.
#[derive(Clone, Copy)]
pub enum Met<'a> {
    /// An object of this kind. A reference counts only at the place of a schema.
    Object(&'static Kind, &'a Value),
    /// A data value, such as an example, with the name of the member or parameter around it.
    Data(&'a Value, Option<&'a str>),
}

/// The path to a value, which becomes a pointer only for a diagnostic.
#[derive(Clone, Copy)]
pub enum Place<'p> {
    /// The document.
    Root,
    /// A member of an object.
    Key(&'p Place<'p>, &'p str),
    /// An item of a list.
    Item(&'p Place<'p>, usize),
}

impl Place<'_> {
    /// The place as a pointer.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().child(key),
            Self::Item(parent, index) => parent.pointer().index(*index),
        }
    }

    /// The key of the value, unless it is an item.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(_, key) => Some(key),
            _ => None,
        }
    }

    /// Whether it is below one of these keys.
    pub fn is_below(&self, keys: &[&str]) -> bool {
        match self {
            Self::Root => false,
            Self::Key(parent, key) => keys.contains(key) || parent.is_below(keys),
            Self::Item(parent, _) => parent.is_below(keys),
        }
    }
}

/// The callback for each visited part.
type See<'s, 'a> = &'s mut dyn FnMut(Met<'a>, &Place);

/// Walks the tree of a document, from the outside in.
pub fn walk<'a>(tree: &'a Value, see: See<'_, 'a>) {
    visit(tree, &Shape::Object(&DOCUMENT), (&Place::Root, None), see);
}

/// A place, and the name of the member or parameter around it.
type Here<'p, 'a> = (&'p Place<'p>, Option<&'a str>);

fn visit<'a>(value: &'a Value, shape: &Shape, here: Here<'_, 'a>, see: See<'_, 'a>) {
    step();
    let (place, name) = here;
    match (shape, value) {
        (Shape::Any, value) => see(Met::Data(value, name), place),
        (Shape::List(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                visit(value, item, (&Place::Item(place, index), name), see);
            }
        }
        (Shape::Map(item), Value::Object(members)) => {
            let is_named = matches!(place.key(), Some("properties" | "headers"));
            for (key, value) in members {
                let name = if is_named { Some(key.as_str()) } else { name };
                visit(value, item, (&Place::Key(place, key), name), see);
            }
        }
        (Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
            see(Met::Object(kind, value), place);
            let is_parameter = std::ptr::eq(*kind, &raw const PARAMETER);
            let own = members.get("name").filter(|_| is_parameter);
            let name = own.and_then(Value::as_str).or(name);
            object(members, kind, (place, name), see);
        }
        _ => {}
    }
}

fn object<'a>(
    members: &'a Map<String, Value>,
    kind: &'static Kind,
    (place, name): Here<'_, 'a>,
    see: See<'_, 'a>,
) {
    for (key, value) in members {
        let known = kind.keywords.iter().find(|known| known.name == key);
        let shape = known.map(|known| &known.shape).or_else(|| {
            let patterned = kind.patterned.as_ref()?;
            let is_data = key.starts_with("x-");
            (!is_data && (patterned.matches)(key)).then_some(&patterned.shape)
        });
        if let Some(shape) = shape {
            visit(value, shape, (&Place::Key(place, key), name), see);
        }
    }
}
