//! openapiv3 → [`Api`]: references followed, parameters inherited, `allOf` merged.
//!
//! After it there is no `$ref` and no inheritance. Everything is walked in sorted order where the
//! document's order has no meaning, so that a reordered document resolves to the same ids.

mod all_of;
mod discriminator;
mod flat;
mod keywords;
mod operation;
mod schema;
mod security;
mod within;

use crate::api::{Api, SchemaId};
use crate::diagnostic::{Code, Diagnostics, Pointer};
use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr};
use std::sync::LazyLock;

/// Resolves a whole document.
pub fn resolve(document: &OpenAPI, diagnostics: &mut Diagnostics) -> Api {
    let mut resolver = Resolver {
        document,
        api: Api::default(),
        places: IndexMap::new(),
        diagnostics,
    };
    resolver.info();
    resolver.components();
    resolver.security_schemes();
    resolver.operations();
    discriminator::settle(&mut resolver.api, resolver.diagnostics);
    flat::merge(&mut resolver.api);
    resolver.api
}

struct Resolver<'a, 'd> {
    document: &'a OpenAPI,
    api: Api,
    /// The schema at each place that was met: one for each, however many references lead there.
    places: IndexMap<Pointer, SchemaId>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Resolver<'a, '_> {
    fn info(&mut self) {
        let info = &self.document.info;
        self.api.title.clone_from(&info.title);
        self.api.version.clone_from(&info.version);
        self.api.description.clone_from(&info.description);
        self.api.servers = self.servers(&self.document.servers, &Pointer::root().child("servers"));
    }

    fn components(&mut self) {
        let Some(components) = &self.document.components else {
            return;
        };
        let mut names: Vec<_> = components.schemas.keys().collect();
        names.sort();
        for name in names {
            if let Some(id) = self.component(name) {
                self.api.components.insert(name.clone(), id);
            }
        }
    }

    /// Follows references to a shared `kind` of component until something that is none; gives it
    /// with its place and, if it is shared, its name.
    fn follow<T>(
        &mut self,
        start: &'a ReferenceOr<T>,
        at: &Pointer,
        kind: &str,
        shared: impl Fn(&'a openapiv3::Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<(&'a T, Pointer, Option<&'a str>)> {
        let mut current = start;
        let mut place = at.clone();
        let mut name = None;
        // A chain of references that is longer than this is a circle.
        for _ in 0..32 {
            match current {
                ReferenceOr::Item(item) => return Some((item, place, name)),
                ReferenceOr::Reference { reference } => {
                    let target = reference
                        .strip_prefix("#/components/")
                        .and_then(|rest| rest.strip_prefix(kind))
                        .and_then(|rest| rest.strip_prefix('/'))
                        .and_then(|name| {
                            let components = self.document.components.as_ref()?;
                            shared(components).get_key_value(unescape(name).as_str())
                        });
                    let Some((key, next)) = target else {
                        self.diagnostics
                            .report(Code::RefNotFound, &place, &[reference]);
                        return None;
                    };
                    place = Pointer::root().child("components").child(kind).child(key);
                    name = Some(key.as_str());
                    current = next;
                }
            }
        }
        self.diagnostics.report(Code::RefCircle, at, &[]);
        None
    }
}

/// The key that a segment of a reference names: percent-encoding (RFC 3986) and then the escapes of
/// JSON Pointer (RFC 6901, section 6) are undone.
fn unescape(segment: &str) -> String {
    percent_decode(segment)
        .replace("~1", "/")
        .replace("~0", "~")
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let hex = |byte: u8| {
            char::from(byte)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                bytes.push(hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0));
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The place under which shared schemas stand.
static SCHEMAS: LazyLock<Pointer> =
    LazyLock::new(|| Pointer::root().child("components").child("schemas"));
