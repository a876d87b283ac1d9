//! Facts about a document that decide the settings of its client.toml.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Location, Method};
use crate::diagnostic::{Code, Diagnostics, Pointer, Severity};
use crate::ir::{Crate, Operation, Parameter, ReplyTy, Ty, TypeKind};

/// Limits of strings, numbers and lists.
const LIMITS: [&str; 8] = [
    "maxLength",
    "minLength",
    "pattern",
    "maximum",
    "minimum",
    "multipleOf",
    "maxItems",
    "minItems",
];

/// The probable pages of a list.
pub struct Pages {
    /// The key of client.toml for the meaning of the parameter.
    pub key: &'static str,
    /// The parameter.
    pub parameter: String,
    /// The member with the items; none if the response is the list.
    pub items: Option<String>,
}

/// The facts.
#[derive(Default)]
pub struct Facts {
    /// The values of `format`.
    pub formats: BTreeSet<String>,
    /// Whether values have limits.
    pub has_limits: bool,
    /// Whether there are examples.
    pub has_examples: bool,
    /// The number of different tags of operations.
    pub tags: usize,
    /// The operations without a name in the document, with the names of their methods.
    pub unnamed: Vec<(Pointer, String)>,
    /// The servers, if there are several, with their names.
    pub servers: Vec<(Pointer, String)>,
    /// Lists that may have pages.
    pub pages: Vec<(Pointer, Pages)>,
    /// Header parameters of most operations.
    pub headers: Vec<String>,
    /// Whether operations would have an idempotency key if the document had one.
    pub may_have_keys: bool,
    /// The number of diagnostics of each warning.
    pub warnings: BTreeMap<&'static str, (Code, usize)>,
}

impl Facts {
    /// Collects the facts about a document and its crate.
    pub fn of(krate: &Crate, root: &Value, diagnostics: &Diagnostics) -> Self {
        let mut facts = Self::default();
        facts.look(root);
        facts.operations(krate, root);
        // If some servers were left out, the indices of the others differ.
        let listed = root.get("servers").and_then(Value::as_array);
        let are_all = listed.is_some_and(|listed| listed.len() == krate.servers.all.len());
        if are_all && krate.servers.all.len() > 1 {
            let servers = Pointer::root().child("servers");
            let all = krate.servers.all.iter().enumerate();
            let all = all.map(|(index, server)| (servers.index(index), server.name.to_string()));
            facts.servers = all.collect();
        }
        for diagnostic in diagnostics.iter() {
            let entry = diagnostic.code.entry();
            if entry.severity == Severity::Warning {
                let counted = facts.warnings.entry(entry.id);
                counted.or_insert((diagnostic.code, 0)).1 += 1;
            }
        }
        facts
    }

    /// Recursive: the levels of a document are limited.
    fn look(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.look(item)),
            Value::Object(members) => {
                for (key, value) in members {
                    if let ("format", Value::String(format)) = (key.as_str(), value)
                        && !format.is_empty()
                    {
                        self.formats.insert(format.clone());
                    }
                    self.has_limits |= LIMITS.contains(&key.as_str());
                    self.has_examples |= matches!(key.as_str(), "example" | "examples");
                    self.look(value);
                }
            }
            _ => {}
        }
    }

    fn operations(&mut self, krate: &Crate, root: &Value) {
        let mut headers: BTreeMap<String, usize> = BTreeMap::new();
        let mut tags = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for operation in &krate.operations {
            let parameters = operation.arguments.iter().chain(&operation.setters);
            for header in parameters.filter(|it| it.location == Location::Header) {
                *headers.entry(header.wire.of_json()).or_default() += 1;
            }
            let path = operation.path.of_json();
            let item = Pointer::root().child("paths").child(&path);
            let at = operation.method.place(&item);
            // An operation by reference has another place, and a further form has the same place.
            let Some(written) = at.of(root).filter(|_| seen.insert(at.clone())) else {
                continue;
            };
            let tag = written.pointer("/tags/0").and_then(Value::as_str);
            tags.extend(tag);
            if written.get("operationId").is_none() {
                self.unnamed.push((at.clone(), operation.name.to_string()));
            }
            let is_unkeyed = operation.idempotency_key.is_none();
            self.may_have_keys |= operation.method == Method::Post && is_unkeyed;
            self.pages
                .extend(pages(krate, operation).map(|pages| (at, pages)));
        }
        self.tags = tags.len();
        let all = krate.operations.len();
        let shared = headers.into_iter();
        let shared = shared.filter(|(_, count)| *count > 1 && count * 2 > all);
        self.headers = shared.map(|(name, _)| name).collect();
    }
}

/// The probable pages of a list without a rule: its shape is not certain, but likely.
fn pages(krate: &Crate, operation: &Operation) -> Option<Pages> {
    let ReplyTy::Json(output) = &operation.output else {
        return None;
    };
    if operation.method != Method::Get || operation.paging.is_some() || operation.unpaged.is_some()
    {
        return None;
    }
    let items = match output {
        Ty::List(_) => None,
        ty => Some(list(krate, ty)?),
    };
    let kind = |parameter: &Parameter| {
        let name = parameter.wire.of_json();
        match name.to_lowercase().replace(['_', '-'], "").as_str() {
            "page" | "pagenumber" | "pageno" | "pageindex" => Some(("number", name)),
            "offset" | "skip" | "startindex" => Some(("offset", name)),
            _ => None,
        }
    };
    let parameters = operation.arguments.iter().chain(&operation.setters);
    // Offsets and page numbers are integers.
    let is_number = |ty: &Ty| matches!(ty, Ty::I32 | Ty::I64 | Ty::U64);
    let mut query = parameters.filter(|it| it.location == Location::Query && is_number(&it.ty));
    let (key, parameter) = query.find_map(kind)?;
    Some(Pages {
        key,
        parameter,
        items,
    })
}

/// The first list of an object, if client.toml can name it.
fn list(krate: &Crate, ty: &Ty) -> Option<String> {
    let TypeKind::Struct(lowered) = &krate[ty.named()?].kind else {
        return None;
    };
    let mut fields = lowered.fields.iter();
    let list = fields.find(|field| matches!(field.ty, Ty::List(_)))?;
    let name = list.wire.of_json();
    (!name.contains(['.', '/', '$', '~'])).then_some(name)
}
