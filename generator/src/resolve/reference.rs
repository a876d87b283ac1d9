//! References: to a component by its name, or to any place of the document.

use super::Resolver;
use crate::api::{Owner, SchemaId};
use crate::diagnostic::{Code, Pointer};
use crate::fold::Targets;
use indexmap::IndexMap;
use openapiv3::{
    Components, Example, Header, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema,
    SecurityScheme,
};

/// A chain of references that is longer is a circle.
const LONGEST_CHAIN: usize = 32;

/// What a reference can stand for.
pub trait Target: Sized {
    /// The section of `components` where such things are shared.
    const SECTION: &'static str;

    /// That section.
    fn shared(components: &Components) -> Option<&IndexMap<String, ReferenceOr<Self>>>;

    /// Those that stand elsewhere and are referred to.
    fn elsewhere(targets: &Targets) -> &IndexMap<Pointer, ReferenceOr<Self>>;
}

macro_rules! targets {
    ($($ty:ident $section:literal $shared:ident $elsewhere:ident;)*) => {
        $(impl Target for $ty {
            const SECTION: &'static str = $section;

            fn shared(components: &Components) -> Option<&IndexMap<String, ReferenceOr<Self>>> {
                Some(&components.$shared)
            }

            fn elsewhere(targets: &Targets) -> &IndexMap<Pointer, ReferenceOr<Self>> {
                &targets.$elsewhere
            }
        })*
    };
}

targets! {
    Schema "schemas" schemas schemas;
    Parameter "parameters" parameters parameters;
    RequestBody "requestBodies" request_bodies request_bodies;
    Response "responses" responses responses;
    Header "headers" headers headers;
    Example "examples" examples examples;
    SecurityScheme "securitySchemes" security_schemes security_schemes;
}

impl Target for PathItem {
    const SECTION: &'static str = "pathItems";

    fn shared(_: &Components) -> Option<&IndexMap<String, ReferenceOr<Self>>> {
        None
    }

    fn elsewhere(targets: &Targets) -> &IndexMap<Pointer, ReferenceOr<Self>> {
        &targets.path_items
    }
}

impl<'a> Resolver<'a, '_> {
    /// Follows references until something that is none; gives it with its place and, if it is
    /// shared, its name.
    pub(super) fn follow<T: Target>(
        &mut self,
        start: &'a ReferenceOr<T>,
        at: &Pointer,
    ) -> Option<(&'a T, Pointer, Option<&'a str>)> {
        let mut current = start;
        let mut place = at.clone();
        let mut name = None;
        for _ in 0..LONGEST_CHAIN {
            match current {
                ReferenceOr::Item(item) => return Some((item, place, name)),
                ReferenceOr::Reference { reference } => {
                    let Some((next, target, shared)) = self.target(reference) else {
                        self.diagnostics
                            .report(Code::RefNotFound, &place, &[reference]);
                        return None;
                    };
                    (current, place, name) = (next, target, shared);
                }
            }
        }
        self.diagnostics.report(Code::RefCircle, at, &[]);
        None
    }

    /// What a reference names, where that stands, and its name if it is shared.
    fn target<T: Target>(
        &self,
        reference: &str,
    ) -> Option<(&'a ReferenceOr<T>, Pointer, Option<&'a str>)> {
        let at = Pointer::parse(reference)?;
        if let Some(name) = component_name(&at, T::SECTION)
            && let Some(shared) = self.document.components.as_ref().and_then(T::shared)
        {
            let (name, found) = shared.get_key_value(&name)?;
            return Some((found, at, Some(name)));
        }
        let found = T::elsewhere(self.targets).get(&at)?;
        Some((found, at, None))
    }

    /// The schema that a reference leads to.
    pub(super) fn reference(&mut self, reference: &str) -> Option<SchemaId> {
        let mut at = Pointer::parse(reference)?;
        for _ in 0..LONGEST_CHAIN {
            if let Some(name) = component_name(&at, Schema::SECTION) {
                return self.component(&name);
            }
            if let Some(id) = self.adopt(&at) {
                return Some(id);
            }
            match self.targets.schemas.get(&at)? {
                ReferenceOr::Item(schema) => {
                    let id = self.inline(schema, &at, Owner::Shared(last_name(&at)));
                    self.adopted.insert(id);
                    return Some(id);
                }
                ReferenceOr::Reference { reference } => at = Pointer::parse(reference)?,
            }
        }
        None
    }

    /// The schema at a place, if it was read. What stands inside a shared schema is read with it, so
    /// that it is named from there.
    fn adopt(&mut self, at: &Pointer) -> Option<SchemaId> {
        let mut keys = at.segments();
        if let (Some("components"), Some(Schema::SECTION), Some(name)) = (
            keys.next().as_deref(),
            keys.next().as_deref(),
            keys.next().as_deref(),
        ) {
            self.component(name);
        }
        self.places.get(at).copied()
    }
}

/// The name of the component of a section that stands at a place.
fn component_name(at: &Pointer, section: &str) -> Option<String> {
    let mut keys = at.segments();
    let found = keys.next()? == "components" && keys.next()? == section;
    let name = keys.next()?;
    (found && keys.next().is_none()).then_some(name)
}

/// The last word on the way to a place that names something, rather than a part of a schema.
fn last_name(at: &Pointer) -> String {
    const PARTS: &[&str] = &["schema", "items", "additionalProperties", "content"];
    let names: Vec<String> = at.segments().collect();
    let name = names
        .iter()
        .rev()
        .find(|name| !PARTS.contains(&name.as_str()) && !name.chars().all(|c| c.is_ascii_digit()));
    name.cloned().unwrap_or_default()
}
