//! Values that are never printed: passwords, write-only values, members, parameters and headers with the name of a
//! credential, lists and maps of these, and undescribed values beside them.

use crate::api::{
    self, Additional, Api, Kind, Location, Parameter, SchemaId, SchemeKind, StringFormat,
};
use crate::ir::TypeId;
use crate::lower::facts::Facts;
use crate::map::IndexMap;
use crate::text::is_credential;

/// The schemas with secret values, by id.
pub struct Secrets {
    /// The schemas whose values are all secret.
    always: Vec<bool>,
    /// These, and schemas with some secret values: unions with a secret branch.
    sometimes: Vec<bool>,
    /// The schemas that allow a text: the name of a member or parameter can make it a credential.
    texts: Vec<bool>,
    /// The schemas with a secret in any depth.
    within: Vec<bool>,
}

impl Secrets {
    /// The secrets of an API in which these schemas have a type of their own, which hides its own secrets.
    pub fn of(api: &Api, types: &IndexMap<SchemaId, TypeId>) -> Self {
        let values = |id: SchemaId| match &api[id].kind {
            Kind::Object(object) if !types.contains_key(&id) => match object.additional {
                Additional::Schema(values) => Some(values),
                Additional::Any | Additional::Closed => None,
            },
            _ => None,
        };
        let whole = |id: SchemaId| match api[id].kind {
            Kind::Alias(inner) | Kind::Loose(inner) | Kind::Array(inner) => vec![inner],
            // The place of a mismatch would reveal the content of a secret.
            Kind::Tuple(_) => api::children(api, id),
            _ => Vec::new(),
        };
        let ids = || (0..api.schemas.len()).map(SchemaId);
        let own = || ids().map(|id| api[id].write_only || api[id].password);
        let parts = |id: SchemaId| {
            let branches = match &api[id].kind {
                Kind::Union(union) => union.branches.as_slice(),
                _ => &[],
            };
            let inner = whole(id).into_iter().chain(values(id));
            inner.chain(branches.iter().copied())
        };
        let sometimes = spread(own().collect(), parts);
        let texts = spread(ids().map(|id| is_text(&api[id].kind)).collect(), parts);
        // The keys of a map reveal facts about its values, even if only some values are secret.
        let is_map = |id: SchemaId| values(id).is_some_and(|values| sometimes[values.0]);
        let own = own().zip(ids()).map(|(own, id)| own || is_map(id));
        let always = spread(own.collect(), |id| whole(id).into_iter());
        let has_member = |id: SchemaId| match &api[id].kind {
            Kind::Object(object) => {
                let mut members = object.properties.iter();
                members.any(|(name, it)| texts[it.schema.0] && is_credential(name))
            }
            _ => false,
        };
        let within = ids().map(|id| sometimes[id.0] || has_member(id));
        let within = spread(within.collect(), |id| api::children(api, id).into_iter());
        Self {
            always,
            sometimes,
            texts,
            within,
        }
    }
}

/// Whether any text is a value: neither a listed one nor a time.
fn is_text(kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::Unknown(_) => true,
        Kind::String(format) => !matches!(format, StringFormat::Date | StringFormat::DateTime),
        _ => false,
    }
}

/// Marks each schema that contains a marked one.
fn spread<I: Iterator<Item = SchemaId>>(
    mut marked: Vec<bool>,
    held: impl Fn(SchemaId) -> I,
) -> Vec<bool> {
    let mut holders = vec![Vec::new(); marked.len()];
    for holder in 0..marked.len() {
        for inner in held(SchemaId(holder)) {
            holders[inner.0].push(holder);
        }
    }
    let mut open: Vec<usize> = (0..marked.len()).filter(|&index| marked[index]).collect();
    while let Some(index) = open.pop() {
        for &holder in &holders[index] {
            if !std::mem::replace(&mut marked[holder], true) {
                open.push(holder);
            }
        }
    }
    marked
}

impl Facts<'_> {
    /// Whether the values of a schema are never printed.
    pub fn secret(&self, id: SchemaId) -> bool {
        self.secrets.always[id.0]
    }

    /// Whether a value of a schema has a secret in any depth.
    pub fn has_secret(&self, id: SchemaId) -> bool {
        self.secrets.within[id.0]
    }

    /// Whether a map with values of a schema is never printed.
    pub fn secret_values(&self, id: SchemaId) -> bool {
        self.secrets.sometimes[id.0]
    }

    /// Whether the document says that a value of this schema, or directly in it, is a secret.
    pub fn holds_secret(&self, id: SchemaId) -> bool {
        self.secret(id)
            || api::children(self.api, id)
                .into_iter()
                .any(|child| self.secret_values(child))
    }

    /// Whether the values of a member are never printed: its schema says so, or it is a text with the name of a
    /// credential.
    pub fn secret_member(&self, name: &str, id: SchemaId) -> bool {
        self.secret(id) || self.secrets.texts[id.0] && is_credential(name)
    }

    /// Whether the values of a parameter are never printed. Some are credentials that the document doesn't
    /// describe as security schemes. The name of a path's parameter is rather that of a resource.
    pub fn secret_parameter(&self, parameter: &Parameter) -> bool {
        match parameter.location {
            Location::Path => self.secret(parameter.schema),
            _ => self.secret_member(&parameter.name, parameter.schema),
        }
    }

    /// Whether the values of a response's header are never printed: a server may return a credential of the
    /// API.
    pub fn secret_header(&self, header: &api::Header) -> bool {
        let is_it = |name: &str| name.eq_ignore_ascii_case(&header.name);
        let is_key = |kind: &SchemeKind| match kind {
            SchemeKind::ApiKey(Location::Header, name) => is_it(name),
            SchemeKind::Http(_) => is_it("authorization"),
            _ => false,
        };
        is_it("set-cookie")
            || self.api.schemes.values().any(|scheme| is_key(&scheme.kind))
            || self.secret_member(&header.name, header.schema)
    }
}
