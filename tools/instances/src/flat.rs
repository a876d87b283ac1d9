//! All that several schemas say about one value: references and `allOf` followed, a branch chosen of each
//! `oneOf` and `anyOf`.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// The kinds of values, as bits.
pub mod kind {
    pub const NULL: u8 = 1;
    pub const BOOL: u8 = 2;
    pub const INTEGER: u8 = 4;
    pub const NUMBER: u8 = 8;
    pub const TEXT: u8 = 16;
    pub const LIST: u8 = 32;
    pub const MAP: u8 = 64;
    pub const ALL: [u8; 7] = [TEXT, INTEGER, NUMBER, BOOL, LIST, MAP, NULL];
}

/// The words of several schemas.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword")]
pub struct Flat<'a> {
    /// The place that counts the values made of it.
    pub key: usize,
    /// The kinds that all `type`s allow; `None` without any.
    pub kinds: Option<u8>,
    /// The values of `enum` and `const`.
    pub values: Option<Vec<&'a Value>>,
    pub properties: IndexMap<&'a str, Vec<&'a Value>>,
    pub required: IndexSet<&'a str>,
    pub patterns: Vec<(&'a str, &'a Value)>,
    /// The schemas of undescribed members.
    pub others: Vec<&'a Value>,
    /// Whether a schema describes undescribed members.
    pub is_open: bool,
    /// Whether a schema forbids undescribed members.
    pub is_closed: bool,
    pub names: Vec<&'a Value>,
    pub depending: Vec<(&'a str, Vec<&'a str>)>,
    pub places: Vec<Vec<&'a Value>>,
    pub items: Vec<&'a Value>,
    pub is_full: bool,
    pub contains: Vec<&'a Value>,
    pub is_unique: bool,
    /// The limits of sizes, by keyword: the largest `min…`, the smallest `max…`.
    sizes: IndexMap<&'a str, u64>,
    /// The words about numbers.
    pub numbers: Vec<(&'a str, &'a Value)>,
    pub formats: Vec<&'a str>,
    pub pattern: Option<&'a str>,
    pub is_base64: bool,
    /// Whether nothing is valid.
    pub is_never: bool,
    seen: IndexSet<usize>,
}

/// The branches of an `if`.
static HOLDS: [Value; 2] = [Value::Bool(true), Value::Bool(false)];

/// An address as a key.
pub fn key(schema: &Value) -> usize {
    std::ptr::from_ref(schema).addr()
}

impl<'a> Flat<'a> {
    /// The words of all of `schemas`. `choose` gives the index of a branch.
    pub fn new(
        document: &'a Value,
        schemas: &[&'a Value],
        choose: &mut impl FnMut(&'a Value, &'a [Value]) -> usize,
    ) -> Self {
        let mut flat = Self {
            key: schemas.first().map_or(0, |schema| key(schema)),
            ..Self::default()
        };
        for schema in schemas {
            flat.add(document, schema, choose);
        }
        flat
    }

    /// The smallest size by a keyword.
    pub fn least(&self, word: &str) -> usize {
        self.sizes
            .get(word)
            .map_or(0, |size| usize::try_from(*size).unwrap_or(usize::MAX))
    }

    /// The largest size by a keyword.
    pub fn most(&self, word: &str) -> usize {
        self.sizes.get(word).map_or(usize::MAX, |size| {
            usize::try_from(*size).unwrap_or(usize::MAX)
        })
    }

    fn add(
        &mut self,
        document: &'a Value,
        schema: &'a Value,
        choose: &mut impl FnMut(&'a Value, &'a [Value]) -> usize,
    ) {
        let words = match schema {
            Value::Object(words) => words,
            Value::Bool(false) => {
                self.is_never = true;
                return;
            }
            _ => return,
        };
        if !self.seen.insert(key(schema)) {
            return;
        }
        for (word, value) in words {
            let parts = value.as_array().map_or(&[][..], Vec::as_slice);
            match word.as_str() {
                "$ref" => {
                    let at = value.as_str().and_then(|target| target.strip_prefix('#'));
                    if let Some(target) = at.and_then(|at| document.pointer(at)) {
                        self.add(document, target, choose);
                    }
                }
                "allOf" => parts
                    .iter()
                    .for_each(|part| self.add(document, part, choose)),
                "anyOf" | "oneOf" => {
                    let chosen = choose(value, parts);
                    if let Some(branch) = parts.get(chosen) {
                        self.add(document, branch, choose);
                    }
                }
                "if" => {
                    let holds = choose(value, &HOLDS) == 0;
                    let then = words.get(if holds { "then" } else { "else" });
                    for part in then.into_iter().chain(holds.then_some(value)) {
                        self.add(document, part, choose);
                    }
                }
                "dependentSchemas" => {
                    let members = value.as_object().into_iter().flatten();
                    members.for_each(|(_, part)| self.add(document, part, choose));
                }
                "additionalProperties" | "unevaluatedProperties" => match value {
                    Value::Bool(false) => self.is_closed = true,
                    schema => {
                        self.is_open = true;
                        self.others.push(schema);
                    }
                },
                "items" | "unevaluatedItems" => match value {
                    Value::Bool(false) => self.is_full = true,
                    schema => self.items.push(schema),
                },
                _ => self.plain(word, value),
            }
        }
    }

    /// A word that needs no choice.
    fn plain(&mut self, word: &'a str, value: &'a Value) {
        let members = || value.as_object().into_iter().flatten();
        let strings = |value: &'a Value| {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(Value::as_str)
        };
        match word {
            "type" => {
                let kinds = strings(value).fold(0, |kinds, kind| kinds | of_name(kind));
                self.kinds = Some(self.kinds.map_or(kinds, |others| both(kinds, others)));
            }
            "enum" => self.limit(value.as_array().into_iter().flatten().collect()),
            "const" => self.limit(vec![value]),
            "properties" => members().for_each(|(name, schema)| {
                self.properties.entry(name).or_default().push(schema);
            }),
            "patternProperties" => {
                self.patterns
                    .extend(members().map(|(pattern, schema)| (pattern.as_str(), schema)));
            }
            "required" => self.required.extend(strings(value)),
            "dependentRequired" => {
                let depending =
                    members().map(|(name, names)| (name.as_str(), strings(names).collect()));
                self.depending.extend(depending);
            }
            "propertyNames" => self.names.push(value),
            "prefixItems" => {
                for (index, schema) in value.as_array().into_iter().flatten().enumerate() {
                    if self.places.len() == index {
                        self.places.push(Vec::new());
                    }
                    self.places[index].push(schema);
                }
            }
            "contains" => self.contains.push(value),
            "uniqueItems" => self.is_unique |= value == &Value::Bool(true),
            "format" => self.formats.extend(value.as_str()),
            "pattern" => self.pattern = value.as_str(),
            "contentEncoding" => self.is_base64 |= value == "base64",
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                self.numbers.push((word, value));
            }
            _ => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a size"
                )]
                let size = value
                    .as_u64()
                    .or_else(|| value.as_f64().map(|size| size as u64));
                let Some(size) = size else {
                    return;
                };
                let known = self.sizes.entry(word).or_insert(size);
                *known = if word.starts_with("min") {
                    size.max(*known)
                } else {
                    size.min(*known)
                };
            }
        }
    }

    fn limit(&mut self, values: Vec<&'a Value>) {
        self.values = Some(match self.values.take() {
            Some(known) => known
                .into_iter()
                .filter(|value| values.contains(value))
                .collect(),
            None => values,
        });
    }

    fn has_size(&self, of: &str) -> bool {
        self.sizes.keys().any(|word| word.ends_with(of))
    }

    /// The kinds of its values: those of `type`, or else those that its other words are about.
    pub fn kinds(&self) -> u8 {
        if let Some(kinds) = self.kinds {
            return kinds;
        }
        let is_object = !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.patterns.is_empty()
            || self.is_open
            || self.is_closed
            || self.has_size("Properties");
        let is_list = !self.items.is_empty()
            || !self.places.is_empty()
            || !self.contains.is_empty()
            || self.is_unique
            || self.is_full
            || self.has_size("Items");
        let is_text = !self.formats.is_empty() || self.pattern.is_some() || self.has_size("Length");
        if is_object {
            kind::MAP
        } else if is_list {
            kind::LIST
        } else if is_text {
            kind::TEXT
        } else if self.numbers.is_empty() {
            0
        } else {
            kind::NUMBER
        }
    }
}

fn of_name(name: &str) -> u8 {
    match name {
        "null" => kind::NULL,
        "boolean" => kind::BOOL,
        "integer" => kind::INTEGER,
        "number" => kind::NUMBER,
        "string" => kind::TEXT,
        "array" => kind::LIST,
        _ => kind::MAP,
    }
}

/// The kinds that two sets have in common: an integer is a number.
fn both(a: u8, b: u8) -> u8 {
    let wider = |kinds: u8| {
        if kinds & kind::NUMBER > 0 {
            kinds | kind::INTEGER
        } else {
            kinds
        }
    };
    let common = wider(a) & wider(b);
    if common & kind::NUMBER > 0 {
        common & !kind::INTEGER
    } else {
        common
    }
}
