//! The schemas of a document of any version, in the words of JSON Schema 2020-12, which the validator and
//! the maker read. Only that is translated which values depend on.

use crate::family::{Families, Tag};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value, json};

/// Members that tell schemas apart, with their values for one of them.
type Tags = Vec<(String, Vec<String>)>;

/// The translation while it goes on.
pub struct Translation<'a> {
    root: &'a Value,
    /// Whether the document is older than 3.1, whose words are those of JSON Schema.
    is_older: bool,
    families: Families<'a>,
    /// The schemas by place. One with derived schemas has two: itself, and any of its family.
    ids: IndexMap<(String, bool), usize>,
    schemas: IndexMap<usize, Value>,
    /// Schemas that the translation doesn't understand.
    unsound: IndexMap<usize, String>,
    current: usize,
}

/// The translated schemas, as `$defs`.
pub struct Document {
    /// The schemas.
    pub value: Value,
    unsound: IndexMap<usize, String>,
}

impl<'a> Translation<'a> {
    /// A translation without schemas.
    pub fn new(root: &'a Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str);
        Self {
            root,
            is_older: version.is_none_or(|version| version.starts_with("3.0")),
            families: Families::new(root),
            ids: IndexMap::new(),
            schemas: IndexMap::new(),
            unsound: IndexMap::new(),
            current: 0,
        }
    }

    /// The id of the schema at a place.
    pub fn place(&mut self, place: &str) -> Option<usize> {
        self.root.pointer(place.strip_prefix('#')?)?;
        let is_family = self.families.has(place);
        Some(self.id(place, is_family))
    }

    fn id(&mut self, place: &str, is_family: bool) -> usize {
        let next = self.ids.len();
        *self
            .ids
            .entry((place.to_owned(), is_family))
            .or_insert(next)
    }

    /// Translates all schemas, with those that they refer to.
    pub fn finish(mut self) -> Document {
        let mut next = 0;
        while let Some(((place, is_family), &id)) = self.ids.get_index(next) {
            let (place, is_family) = (place.clone(), *is_family);
            self.current = id;
            let schema = if is_family {
                self.family(&place)
            } else {
                self.single(&place)
            };
            self.schemas.insert(id, schema);
            next += 1;
        }
        self.find_circles();
        let schemas = self.schemas.iter();
        let defs: Map<_, _> = schemas
            .map(|(id, schema)| (id.to_string(), schema.clone()))
            .collect();
        Document {
            value: json!({"$defs": defs}),
            unsound: self.unsound,
        }
    }

    fn single(&mut self, place: &str) -> Value {
        let at = place.strip_prefix('#').unwrap_or_default();
        let Some(schema) = self.root.pointer(at) else {
            return json!(false);
        };
        let is_base = |branch: &Value| {
            let target = branch.get("$ref").and_then(Value::as_str);
            target.is_some_and(|target| self.families.is_derived(target, place))
        };
        let branches = schema
            .get("oneOf")
            .or_else(|| schema.get("anyOf"))
            .and_then(Value::as_array);
        if self.families.has(place) && branches.is_some_and(|branches| branches.iter().any(is_base))
        {
            // Its branches contain it.
            let mut plain = schema.clone();
            if let Some(plain) = plain.as_object_mut() {
                plain.retain(|word, _| word != "oneOf" && word != "anyOf");
            }
            return self.schema(&plain, false);
        }
        self.schema(schema, false)
    }

    /// Any schema of a family, told apart by its tags.
    fn family(&mut self, place: &str) -> Value {
        let members: Vec<(String, Tags)> = self
            .families
            .members(place)
            .into_iter()
            .map(|(at, tags)| {
                let tags = tags
                    .iter()
                    .map(|tag| (tag.member.to_owned(), tag.values(at)));
                (at.to_owned(), tags.collect())
            })
            .collect();
        let branches = members.into_iter().map(|(at, tags)| {
            let reference = json!({"$ref": format!("#/$defs/{}", self.id(&at, false))});
            if self
                .root
                .pointer(&at[1..])
                .is_some_and(|schema| self.says_tag(schema, &tags))
            {
                return reference;
            }
            tagged(&reference, tags)
        });
        json!({"anyOf": branches.collect::<Vec<_>>()})
    }

    /// Whether a schema itself says the value of one of the tags.
    fn says_tag(&self, schema: &Value, tags: &Tags) -> bool {
        let mut schema = schema;
        for _ in 0..8 {
            let target = schema.get("$ref").and_then(Value::as_str);
            match target.and_then(|target| self.root.pointer(target.strip_prefix('#')?)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        let says = |part: &Value| {
            tags.iter().any(|(member, _)| {
                let member = &part["properties"][member];
                member.get("enum").is_some() || member.get("const").is_some()
            })
        };
        let parts = schema.get("allOf").and_then(Value::as_array);
        says(schema) || parts.into_iter().flatten().any(says)
    }

    fn schema(&mut self, schema: &Value, is_part: bool) -> Value {
        let words = match schema {
            Value::Object(words) => words,
            Value::Bool(_) => return schema.clone(),
            _ => return json!(true),
        };
        let mut out = Map::new();
        if let Some(target) = words.get("$ref").and_then(Value::as_str) {
            match target
                .strip_prefix('#')
                .filter(|at| self.root.pointer(at).is_some())
            {
                Some(_) => {
                    let is_family = !is_part && self.families.has(target);
                    let id = self.id(target, is_family);
                    out.insert("$ref".to_owned(), json!(format!("#/$defs/{id}")));
                }
                None => self.give_up(&format!("the reference `{target}`")),
            }
        }
        for (word, value) in words {
            match word.as_str() {
                "items"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems" => {
                    self.inner(&mut out, word, value, words);
                }
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                    self.list(&mut out, word, value, words);
                }
                "properties" | "patternProperties" | "dependentSchemas" => {
                    let members = value.as_object().into_iter().flatten();
                    let members = members.filter(|(_, member)| !self.is_never_received(member));
                    let members: Vec<_> = members.collect();
                    let members: Map<_, _> = members
                        .into_iter()
                        .map(|(name, member)| (name.clone(), self.schema(member, false)))
                        .collect();
                    out.insert(word.clone(), members.into());
                }
                "$dynamicRef" | "$id" | "$recursiveRef" => self.give_up(&format!("`{word}`")),
                "type" if value == "file" => self.give_up("`file`"),
                _ => {}
            }
        }
        plain_words(&mut out, words, self.is_older);
        if let Some(Value::Array(required)) = out.get_mut("required") {
            let properties = &words.get("properties").unwrap_or(&Value::Null);
            required.retain(|name| {
                let member = properties.get(name.as_str().unwrap_or_default());
                !member.is_some_and(|member| self.is_never_received(member))
            });
        }
        out.into()
    }

    /// A keyword with one schema.
    fn inner(
        &mut self,
        out: &mut Map<String, Value>,
        word: &str,
        value: &Value,
        words: &Map<String, Value>,
    ) {
        if word == "items" && value.is_array() {
            self.list(out, "prefixItems", value, words);
            if let Some(rest) = words.get("additionalItems") {
                let rest = self.schema(rest, false);
                out.insert("items".to_owned(), rest);
            }
        } else {
            let schema = self.schema(value, false);
            out.insert(word.to_owned(), schema);
        }
    }

    /// A keyword with a list of schemas.
    fn list(
        &mut self,
        out: &mut Map<String, Value>,
        word: &str,
        value: &Value,
        words: &Map<String, Value>,
    ) {
        let Some(schemas) = value.as_array().filter(|schemas| !schemas.is_empty()) else {
            return;
        };
        let tag = Tag::of(words).filter(|_| word != "allOf");
        let translated = schemas.iter().map(|schema| {
            let translated = if word != "allOf" && self.is_null_branch(schema) {
                json!({"type": "null"})
            } else {
                self.schema(schema, word == "allOf")
            };
            let target = schema.get("$ref").and_then(Value::as_str);
            let (Some(tag), Some(target)) = (tag, target) else {
                return translated;
            };
            let tags = vec![(tag.member.to_owned(), tag.values(target))];
            if self.families.has(target) || self.says_tag(schema, &tags) {
                return translated;
            }
            tagged(&translated, tags)
        });
        let translated: Vec<_> = translated.collect();
        out.insert(word.to_owned(), translated.into());
    }

    /// Whether a member is only sent.
    fn is_never_received(&self, member: &Value) -> bool {
        let target = member.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| self.root.pointer(target.strip_prefix('#')?));
        let says = |schema: &Value| schema.get("writeOnly") == Some(&json!(true));
        says(member) || target.is_some_and(says)
    }

    /// Whether a branch says nothing but `nullable`, which is how documents of 3.0 write null.
    fn is_null_branch(&self, branch: &Value) -> bool {
        let is_word = |(word, value): (&String, &Value)| match word.as_str() {
            "nullable" => value == &json!(true),
            word => matches!(word, "description" | "title" | "example") || word.starts_with("x-"),
        };
        let words = branch
            .as_object()
            .filter(|words| words.contains_key("nullable"));
        self.is_older && words.is_some_and(|words| words.iter().all(is_word))
    }

    fn give_up(&mut self, what: &str) {
        self.unsound
            .insert(self.current, format!("{what} isn't understood"));
    }

    /// Notes the schemas that contain themselves, which a validator would follow without an end.
    fn find_circles(&mut self) {
        for &id in self.schemas.keys() {
            let mut seen = IndexSet::new();
            beside(&self.schemas[&id], &mut seen);
            let mut next = 0;
            while let Some(&at) = seen.get_index(next) {
                beside(&self.schemas[&at], &mut seen);
                next += 1;
            }
            if seen.contains(&id) {
                self.unsound.insert(id, "it contains itself".to_owned());
            }
        }
    }
}

impl Document {
    /// Whether a schema and all that it refers to are understood.
    ///
    /// # Errors
    ///
    /// The reason why it isn't.
    pub fn soundness(&self, id: usize) -> Result<(), String> {
        if self.unsound.is_empty() {
            return Ok(());
        }
        let mut seen = IndexSet::from([id]);
        let mut next = 0;
        while let Some(&at) = seen.get_index(next) {
            if let Some(reason) = self.unsound.get(&at) {
                return Err(reason.clone());
            }
            references(&self.value["$defs"][at.to_string()], &mut seen);
            next += 1;
        }
        Ok(())
    }
}

fn tagged(schema: &Value, tags: Tags) -> Value {
    let required: Vec<_> = tags.iter().map(|(member, _)| member.clone()).collect();
    let members = tags
        .into_iter()
        .map(|(member, values)| (member, json!({"enum": values})));
    let members: Map<_, _> = members.collect();
    json!({"allOf": [schema], "properties": members, "required": required})
}

/// The ids that a schema refers to for the same value.
fn beside(schema: &Value, ids: &mut IndexSet<usize>) {
    ids.extend(target(schema));
    for word in ["allOf", "anyOf", "oneOf"] {
        let parts = schema.get(word).and_then(Value::as_array);
        parts
            .into_iter()
            .flatten()
            .for_each(|part| beside(part, ids));
    }
    for word in ["not", "if", "then", "else"] {
        schema
            .get(word)
            .into_iter()
            .for_each(|part| beside(part, ids));
    }
    let depending = schema.get("dependentSchemas").and_then(Value::as_object);
    depending
        .into_iter()
        .flatten()
        .for_each(|(_, part)| beside(part, ids));
}

/// All ids that a schema refers to.
fn references(schema: &Value, ids: &mut IndexSet<usize>) {
    match schema {
        Value::Object(members) => {
            ids.extend(target(schema));
            members.values().for_each(|member| references(member, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, ids)),
        _ => {}
    }
}

fn target(schema: &Value) -> Option<usize> {
    let target = schema.get("$ref")?.as_str()?;
    target.strip_prefix("#/$defs/")?.parse().ok()
}

/// The words without schemas in them.
fn plain_words(out: &mut Map<String, Value>, words: &Map<String, Value>, is_older: bool) {
    for (word, value) in words {
        let is_count =
            || value.as_u64().is_some() || value.as_f64().is_some_and(|count| count >= 0.0);
        let is_kept = match word.as_str() {
            "enum" => value.as_array().is_some_and(|values| !values.is_empty()),
            "const" | "contentEncoding" => true,
            "required" => value
                .as_array()
                .is_some_and(|names| names.iter().all(Value::is_string)),
            "multipleOf" => value.as_f64().is_some_and(|step| step > 0.0),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" | "minContains" | "maxContains" => is_count(),
            "uniqueItems" => value.is_boolean(),
            "format" => value.is_string(),
            "pattern" => {
                value.is_string() && jsonschema::validator_for(&json!({"pattern": value})).is_ok()
            }
            "dependentRequired" => value.is_object(),
            _ => false,
        };
        if is_kept {
            out.insert(word.clone(), value.clone());
        }
    }
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if words.get(flag) == Some(&json!(true))
            && let Some(limit) = out.remove(bound)
        {
            out.insert(flag.to_owned(), limit);
        }
    }
    let is_null = |word: &str| is_older && words.get(word) == Some(&json!(true));
    let kinds = match words.get("type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let mut kinds: IndexSet<_> = kinds
        .into_iter()
        .filter(|kind| KINDS.contains(kind))
        .collect();
    if !kinds.is_empty() {
        if is_null("nullable") || is_null("x-nullable") {
            kinds.insert("null");
        }
        out.insert(
            "type".to_owned(),
            json!(kinds.into_iter().collect::<Vec<_>>()),
        );
    }
    let range = match words.get("format").and_then(Value::as_str) {
        Some("int32") => json!({"minimum": i32::MIN, "maximum": i32::MAX}),
        Some("int64") => json!({"minimum": i64::MIN, "maximum": i64::MAX}),
        Some("uint64") => json!({"minimum": 0, "maximum": u64::MAX}),
        Some("uint32") => json!({"minimum": 0, "maximum": u32::MAX}),
        Some("float") => json!({"minimum": f32::MIN, "maximum": f32::MAX}),
        _ => return,
    };
    let parts = out.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(parts) = parts {
        parts.push(range);
    }
}

const KINDS: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];
