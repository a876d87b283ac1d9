//! An overlay document, checked at each place.

use super::merge::kind;
use super::query::Query;
use crate::diagnostic::{Code, Diagnostics, Lines, Pointer, Severity};
use crate::source::Source;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The version of the Overlay Specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 1.0
    V10,
    /// 1.1
    V11,
}

/// An overlay, after reading.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The text, and the places in it.
    pub source: Source,
    /// Its version.
    pub version: Version,
    /// `extends`: the document of the overlay.
    pub extends: Option<String>,
    /// `actions`, in their order.
    pub actions: Vec<Action>,
}

/// An action.
#[derive(Debug, Clone)]
pub struct Action {
    /// Its place in the overlay.
    pub at: Pointer,
    /// The text of the query.
    pub text: String,
    /// `target`: the selected values.
    pub target: Query,
    /// The change.
    pub change: Change,
}

/// The change of an action.
#[derive(Debug, Clone)]
pub enum Change {
    /// None: the action has only a target.
    None,
    /// `remove: true`.
    Remove,
    /// `update`.
    Update(Value),
    /// `copy`: the value that this query selects.
    Copy(String, Query),
}

/// Reads an overlay. Reports all faults, and returns nothing if there are errors among them.
pub fn read(source: Source, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    let mut reader = Reader { faults: Vec::new() };
    let read = reader.overlay(&source.root);
    let pointers: Vec<&Pointer> = reader.faults.iter().map(|fault| &fault.at).collect();
    let spans = source.locate(&pointers);
    let lines = Lines::new(&source.name, &source.text);
    for (fault, span) in reader.faults.iter().zip(spans) {
        let excerpt = lines.excerpt(&span.unwrap_or(0..0)).of(&fault.at);
        let args: Vec<&str> = fault.args.iter().map(String::as_str).collect();
        diagnostics.report_excerpt(fault.code, excerpt, &args);
    }
    let mut codes = reader.faults.iter().map(|fault| fault.code);
    let is_valid = codes.all(|code| code.entry().severity == Severity::Warning);
    let (version, extends, actions) = read.filter(|_| is_valid)?;
    Some(Overlay {
        source,
        version,
        extends,
        actions,
    })
}

struct Fault {
    code: Code,
    at: Pointer,
    args: Vec<String>,
}

struct Reader {
    faults: Vec<Fault>,
}

/// The types of values in the specification.
const TEXT: (&str, fn(&Value) -> bool) = ("a string", Value::is_string);
const FLAG: (&str, fn(&Value) -> bool) = ("a boolean", Value::is_boolean);
const LIST: (&str, fn(&Value) -> bool) = ("a list", Value::is_array);
const OBJECT: (&str, fn(&Value) -> bool) = ("an object", Value::is_object);

impl Reader {
    fn fault(&mut self, at: &Pointer, message: impl Into<String>) {
        self.faults.push(Fault {
            code: Code::OverlayInvalid,
            at: at.clone(),
            args: vec![message.into()],
        });
    }

    fn overlay(&mut self, root: &Value) -> Option<(Version, Option<String>, Vec<Action>)> {
        let at = Pointer::root();
        let members = self.object(&at, "an overlay", root)?;
        self.keys(&at, members, &["overlay", "info", "extends", "actions"]);
        let version = self.required(&at, members, "overlay", TEXT);
        let version = version.and_then(|version| self.version(&at.child("overlay"), version));
        if let Some(info) = self.required(&at, members, "info", OBJECT) {
            self.info(&at.child("info"), info);
        }
        let extends = self.optional(&at, members, "extends", TEXT);
        let extends = extends.and_then(Value::as_str).map(str::to_owned);
        let actions = self.required(&at, members, "actions", LIST)?;
        let at = at.child("actions");
        let items = actions.as_array()?;
        if items.is_empty() {
            self.fault(&at, "`actions` has no action");
        }
        self.duplicates(&at, items);
        let version = version?;
        let actions = items.iter().enumerate();
        let actions =
            actions.filter_map(|(index, item)| self.action(&at.index(index), item, version));
        Some((version, extends, actions.collect()))
    }

    fn version(&mut self, at: &Pointer, version: &Value) -> Option<Version> {
        let text = version.as_str()?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        match text.split('.').collect::<Vec<_>>()[..] {
            ["1", "0", patch] if !patch.is_empty() && is_number(patch) => Some(Version::V10),
            ["1", "1", patch] if !patch.is_empty() && is_number(patch) => Some(Version::V11),
            _ => {
                let message = format!("its version is `{text}`; 1.0.0 and 1.1.0 are supported");
                self.fault(at, message);
                None
            }
        }
    }

    fn info(&mut self, at: &Pointer, info: &Value) {
        let Some(members) = info.as_object() else {
            return;
        };
        self.keys(at, members, &["title", "version", "description"]);
        self.required(at, members, "title", TEXT);
        self.required(at, members, "version", TEXT);
        self.optional(at, members, "description", TEXT);
    }

    fn duplicates(&mut self, at: &Pointer, actions: &[Value]) {
        let mut known = BTreeSet::new();
        for (index, action) in actions.iter().enumerate() {
            if !known.insert(action.to_string()) {
                self.fault(&at.index(index), "an action like this stands before it");
            }
        }
    }

    fn action(&mut self, at: &Pointer, action: &Value, version: Version) -> Option<Action> {
        let members = self.object(at, "an action", action)?;
        let keys = ["target", "description", "update", "remove", "copy"];
        let known = if version < Version::V11 {
            &keys[..4]
        } else {
            &keys
        };
        self.keys(at, members, known);
        self.optional(at, members, "description", TEXT);
        let target = self.required(at, members, "target", TEXT);
        let copy = self.optional(at, members, "copy", TEXT);
        let remove = self.optional(at, members, "remove", FLAG);
        let copy = copy.and_then(|copy| self.query(&at.child("copy"), copy));
        let (text, target) = self.query(&at.child("target"), target?)?;
        let change = match (members.get("update"), copy) {
            _ if remove == Some(&Value::Bool(true)) => {
                for key in ["update", "copy"]
                    .into_iter()
                    .filter(|key| known.contains(key))
                {
                    self.ignored(at, members, key, "remove: true");
                }
                Change::Remove
            }
            // Each has no impact if there is the other (Overlay Specification 1.1.0, section 4.4.3).
            (Some(_), Some(_)) => {
                self.ignored(at, members, "update", "copy");
                self.ignored(at, members, "copy", "update");
                return None;
            }
            (Some(update), None) => Change::Update(update.clone()),
            (None, Some((text, query))) => Change::Copy(text, query),
            (None, None) => Change::None,
        };
        Some(Action {
            at: at.clone(),
            text,
            target,
            change,
        })
    }

    /// Reports a keyword, if the action has it, that has no effect beside another one.
    fn ignored(&mut self, at: &Pointer, members: &Map<String, Value>, key: &str, beside: &str) {
        if members.contains_key(key) {
            self.faults.push(Fault {
                code: Code::OverlayIgnored,
                at: at.child(key),
                args: vec![key.to_owned(), beside.to_owned()],
            });
        }
    }

    fn query(&mut self, at: &Pointer, text: &Value) -> Option<(String, Query)> {
        let text = text.as_str()?;
        match Query::parse(text) {
            Ok(query) => {
                for refused in &query.refused {
                    self.faults.push(Fault {
                        code: Code::OverlayPattern,
                        at: at.clone(),
                        args: vec![refused.pattern.clone(), refused.part.clone()],
                    });
                }
                Some((text.to_owned(), query))
            }
            Err(message) => {
                self.faults.push(Fault {
                    code: Code::OverlayQuery,
                    at: at.clone(),
                    args: vec![text.to_owned(), message],
                });
                None
            }
        }
    }

    fn object<'v>(
        &mut self,
        at: &Pointer,
        what: &str,
        value: &'v Value,
    ) -> Option<&'v Map<String, Value>> {
        let members = value.as_object();
        if members.is_none() {
            let found = kind(value);
            self.fault(
                at,
                format!("expected {what} to be an object, found {found}"),
            );
        }
        members
    }

    fn keys(&mut self, at: &Pointer, members: &Map<String, Value>, known: &[&str]) {
        let unknown = members.keys();
        for key in unknown.filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str())) {
            let known = known.join("`, `");
            let message = format!("unknown key `{key}`; the keys are `{known}`");
            self.fault(&at.child(key), message);
        }
    }

    fn required<'v>(
        &mut self,
        at: &Pointer,
        members: &'v Map<String, Value>,
        key: &str,
        expected: (&str, fn(&Value) -> bool),
    ) -> Option<&'v Value> {
        if !members.contains_key(key) {
            self.fault(at, format!("missing key `{key}`"));
        }
        self.optional(at, members, key, expected)
    }

    fn optional<'v>(
        &mut self,
        at: &Pointer,
        members: &'v Map<String, Value>,
        key: &str,
        (expected, is_right): (&str, fn(&Value) -> bool),
    ) -> Option<&'v Value> {
        let value = members.get(key)?;
        if is_right(value) {
            return Some(value);
        }
        let found = kind(value);
        let message = format!("expected `{key}` to be {expected}, found {found}");
        self.fault(&at.child(key), message);
        None
    }
}
