//! What references lead to that is no component: an inner part of a schema, of a response, of
//! anything. Read from the document as it was written, where every pointer holds.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    Example, Header, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema,
    SecurityScheme,
};
use serde_json::Value;

use super::spec::{self, Dialect, Kind, Shape};
use super::{check, piece};
use crate::diagnostic::{Diagnostics, Pointer};

/// The things that are referred to, by place.
#[derive(Debug, Default)]
pub struct Targets {
    /// Schemas.
    pub schemas: Map<Schema>,
    /// Parameters.
    pub parameters: Map<Parameter>,
    /// Request bodies.
    pub request_bodies: Map<RequestBody>,
    /// Responses.
    pub responses: Map<Response>,
    /// Headers of responses.
    pub headers: Map<Header>,
    /// Examples.
    pub examples: Map<Example>,
    /// Security schemes.
    pub security_schemes: Map<SecurityScheme>,
    /// Path items.
    pub path_items: Map<PathItem>,
}

type Map<T> = IndexMap<Pointer, ReferenceOr<T>>;

/// Something that was referred to, and as what.
pub struct Reference {
    /// Where the reference leads.
    pub to: Pointer,
    /// What has to stand there.
    pub kind: &'static Kind,
}

/// Reads what `references` lead to, and what that refers to in turn.
pub fn read(
    root: &Value,
    mut references: Vec<Reference>,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Targets {
    let mut targets = Targets::default();
    let mut seen = IndexSet::new();
    while let Some(Reference { to, kind }) = references.pop() {
        if is_component(&to) || !seen.insert((to.clone(), kind.noun)) {
            continue;
        }
        let Some(value) = find(root, &to) else {
            continue;
        };
        let mut value = value.clone();
        let found = check::check(&to, &mut value, &Shape::Ref(kind), dialect, diagnostics);
        references.extend(found.references);
        targets.insert(to, kind, value, diagnostics);
    }
    targets
}

impl Targets {
    fn insert(
        &mut self,
        at: Pointer,
        kind: &'static Kind,
        value: Value,
        diagnostics: &mut Diagnostics,
    ) {
        macro_rules! insert {
            ($($kind:ident => $field:ident,)*) => {
                $(if std::ptr::eq(kind, &raw const spec::$kind) {
                    if let Some(piece) = piece(value, &at, diagnostics) {
                        self.$field.insert(at, piece);
                    }
                    return;
                })*
            };
        }
        insert! {
            SCHEMA => schemas,
            PARAMETER => parameters,
            REQUEST_BODY => request_bodies,
            RESPONSE => responses,
            HEADER => headers,
            EXAMPLE => examples,
            SECURITY_SCHEME => security_schemes,
            PATH_ITEM => path_items,
        }
    }
}

/// Whether a component stands there, which is read with all the others.
fn is_component(at: &Pointer) -> bool {
    let keys: Vec<String> = at.segments().collect();
    matches!(&keys[..], [components, section, _]
        if components == "components" && section != "pathItems" && !section.starts_with("x-"))
}

fn find<'a>(root: &'a Value, at: &Pointer) -> Option<&'a Value> {
    at.segments().try_fold(root, |value, key| match value {
        Value::Object(members) => members.get(&key),
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}
