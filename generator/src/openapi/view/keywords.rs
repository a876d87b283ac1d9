//! The keywords of a schema, read in one pass.

use serde_json::{Map, Number, Value};

use super::parts::Written;
use super::rules::Rules;
use super::types::{Types, is_about, is_about_any};
use super::{
    Branches, Discriminator, ExternalDocs, List, Members, Parts, Read, RefOr, Schema, View,
};
use crate::null::Null;
use crate::text::media_type;

/// The keywords of a schema.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
#[derive(Debug, Clone, Copy, Default)]
pub struct Keywords<'a> {
    /// The schema itself, unless these keywords are made of several.
    pub schema: Option<Schema<'a>>,
    /// `title`.
    pub title: Option<&'a str>,
    /// `description`.
    pub description: Option<&'a str>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs<'a>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `default`.
    pub default: Option<&'a Value>,
    /// The first of `examples`.
    pub example: Option<&'a Value>,
    /// `type`, unless there are several.
    pub ty: Option<&'a str>,
    /// Several types.
    pub types: Branches<'a>,
    /// `format` and the like.
    pub format: Format<'a>,
    /// `contentSchema`.
    pub content: Option<RefOr<'a, Schema<'a>>>,
    /// `enum`, or the only one of `const`.
    pub values: &'a [Value],
    /// Whether they are those of `const`.
    pub is_const: bool,
    /// The rule of the keywords for `null`, without the parts of `allOf`.
    pub null: Null,
    /// Whether `null` is allowed in all parts of `allOf`, too: authors who write the word beside them mean it.
    pub null_in_parts: bool,
    /// `properties`.
    pub properties: Members<'a, RefOr<'a, Schema<'a>>>,
    /// `required`.
    pub required: List<'a, &'a str>,
    /// `additionalProperties`.
    pub additional: Option<Additional<'a>>,
    /// `prefixItems`.
    pub prefix_items: List<'a, RefOr<'a, Schema<'a>>>,
    /// `items`.
    pub items: Option<Additional<'a>>,
    /// `oneOf`.
    pub one_of: Branches<'a>,
    /// `anyOf`.
    pub any_of: Branches<'a>,
    /// `$ref` and `allOf`.
    pub all_of: Parts<'a>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<'a>>,
    /// Whether no value is of the schema: `false`.
    pub never: bool,
    /// `patternProperties`.
    pub patterns: Members<'a, RefOr<'a, Schema<'a>>>,
    /// Keywords that no type holds, in words.
    pub rules: Rules<'a>,
    /// `minimum`.
    pub minimum: Option<&'a Number>,
    /// `maximum`.
    pub maximum: Option<&'a Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<&'a Number>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<&'a Number>,
    /// Whether it is a `number` that is read as an integer for its format.
    pub may_be_fraction: bool,
    /// `multipleOf`.
    pub multiple_of: Option<&'a Number>,
    /// `minLength`.
    pub min_length: Option<usize>,
    /// `maxLength`.
    pub max_length: Option<usize>,
    /// `pattern`.
    pub pattern: Option<&'a str>,
    /// `minItems`.
    pub min_items: Option<usize>,
    /// `maxItems`.
    pub max_items: Option<usize>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<usize>,
    /// `maxProperties`.
    pub max_properties: Option<usize>,
}

/// The value of `additionalProperties` or `items`: a boolean or a schema.
#[derive(Debug, Clone, Copy)]
pub enum Additional<'a> {
    /// Whether there may be others.
    Any(bool),
    /// Their schema.
    Schema(RefOr<'a, Schema<'a>>),
}

impl<'a> Additional<'a> {
    pub(super) fn read(value: &'a Value) -> Self {
        match value {
            Value::Bool(others) => Self::Any(*others),
            value if is_false(value) => Self::Any(false),
            value => Self::Schema(Read::read(value)),
        }
    }
}

/// Whether a schema is `false` in other words, and says nothing else. Recursive: inline schemas are no deeper than the
/// document.
pub fn is_false(schema: &Value) -> bool {
    let only = schema.as_object().filter(|members| members.len() == 1);
    let only = only.and_then(|members| members.iter().next());
    match only.map(|(keyword, value)| (keyword.as_str(), value)) {
        Some(("not", Value::Object(not))) => not.is_empty(),
        Some(("allOf", Value::Array(parts))) => {
            let empty = Value::Object(Map::new());
            let says_something = |part: &&Value| **part != empty && **part != Value::Bool(true);
            let mut others = parts.iter().filter(says_something).peekable();
            others.peek().is_some() && others.all(is_false)
        }
        Some(("anyOf" | "oneOf", Value::Array(parts))) => {
            !parts.is_empty() && parts.iter().all(is_false)
        }
        _ => false,
    }
}

/// The format of a value: its name, or the content of a string.
#[derive(Debug, Clone, Copy, Default)]
pub struct Format<'a> {
    /// `format`.
    pub name: Option<&'a str>,
    /// `contentEncoding`.
    pub encoding: Option<&'a str>,
    /// `contentMediaType`.
    pub media_type: Option<&'a str>,
}

impl Format<'_> {
    /// Whether a string is bytes in base64. The name of a format goes before.
    #[must_use]
    pub fn is_base64(self) -> bool {
        let is = |encoding: &str| encoding.eq_ignore_ascii_case("base64");
        self.name.is_none() && self.encoding.is_some_and(is)
    }

    /// Whether a string is bytes as they are: `format: binary`, `contentEncoding: binary` (RFC 2045, section 6.2), or
    /// the media type of such (`OpenAPI` 3.1.1, "Migrating binary descriptions from OAS 3.0").
    #[must_use]
    pub fn is_binary(self) -> bool {
        match (self.name, self.encoding) {
            (Some(name), _) => name == "binary",
            (None, Some(encoding)) => encoding.eq_ignore_ascii_case("binary"),
            (None, None) => self.media_type.is_some_and(media_type::is_binary),
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.name.is_none() && !self.is_base64() && !self.is_binary()
    }

    /// This one, or the `other` where this one says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self.is_none() { other } else { self }
    }
}

/// The values of a schema that allows `null` alone.
const NULL: &[Value] = &[Value::Null];

impl<'a> Keywords<'a> {
    /// The keywords of `schema`.
    #[must_use]
    pub fn of(schema: Schema<'a>) -> Self {
        let mut keywords = Self {
            schema: Some(schema),
            ty: schema.only(),
            never: schema.is_never(),
            ..Self::default()
        };
        let types = match schema.only() {
            Some(_) => Types::default(),
            None => keywords.set_types(schema),
        };
        for (keyword, value) in schema.object().iter() {
            let is_own = match schema.only() {
                Some(ty) => is_about(keyword, ty),
                // Keywords of one type belong to the branch of this type.
                None => types.len < 2 || !is_about_any(keyword),
            };
            if is_own && (!value.is_null() || keyword == "const") {
                keywords.set(keyword, value);
            }
        }
        if types.has_null && types.len == 0 {
            keywords.values = NULL;
        }
        // Beside `integer`, the other numbers are those with a fraction.
        if !Types::of(schema).has("integer") {
            keywords.read_integers();
        }
        keywords.set_null(types);
        keywords.lift();
        keywords.open();
        keywords
    }

    /// Reads `type`: one, or one branch for each of several.
    fn set_types(&mut self, schema: Schema<'a>) -> Types<'a> {
        let types = Types::of(schema);
        self.null_in_parts = types.has_null;
        if types.len < 2 {
            self.ty = types.iter().next().map(|(_, ty)| ty);
        } else {
            self.types = Branches::of_types(schema);
        }
        types
    }

    /// Null is allowed where the word stands, even beside a list of values without it: authors mean it. A branch allows it
    /// only if the keywords beside the union do.
    fn set_null(&mut self, types: Types<'a>) {
        let unions = [self.one_of, self.any_of];
        let by_union = Null::allowed_if(unions.into_iter().any(Branches::has_null));
        let is_typed = self.ty.is_some() || !self.types.is_empty() || !self.values.is_empty();
        let is_word = self.null_in_parts || self.values.contains(&Value::Null);
        let excludes_null = |union: Branches<'_>| !union.has_null() && !union.leaves_null();
        let is_torn = || by_union.is_allowed() && unions.into_iter().any(excludes_null);
        let own = Null::allowed_if(is_word);
        // Written in the words of 3.2, `nullable` is a branch beside the others.
        let is_branch = self.null_in_parts && !types.has_null;
        self.null = if !is_branch && self.rules.not.is_some_and(RefOr::has_null) {
            Null::Forbidden.before(own).before(by_union)
        } else if !is_word && (is_typed || is_torn()) {
            Null::Forbidden.before(by_union)
        } else {
            own.before(by_union)
        };
    }

    /// Lets `null` stand beside a union instead of in it. With one branch there is nothing to choose: it is a part.
    /// Branches that only limit the values of a type are words.
    fn lift(&mut self) {
        let is_plain = self.discriminator.is_none();
        for (index, union) in [&mut self.one_of, &mut self.any_of].into_iter().enumerate() {
            if let Some(only) = union.only().filter(|_| is_plain && self.all_of.is_empty()) {
                self.all_of.written = only;
                self.null_in_parts |= union.has_null() && self.null.is_allowed();
                *union = Branches::default();
            } else if union.has_null() && union.is_empty() {
                self.values = NULL;
            } else if is_plain && union.only_limit() {
                self.rules.alternatives[index] = std::mem::take(union);
            }
        }
    }

    /// Keeps members that only a schema for some values describes: `additionalProperties: false` forbids them, and
    /// nobody means that.
    fn open(&mut self) {
        if let Some(Additional::Any(false)) = self.additional
            && self.rules.can_describe_members()
        {
            self.additional = Some(Additional::Any(true));
        }
    }

    fn set(&mut self, keyword: &str, value: &'a Value) {
        let flag = || value.as_bool().unwrap_or_default();
        match keyword {
            "title" => self.title = value.as_str(),
            "description" => self.description = value.as_str(),
            "externalDocs" => self.external_docs = Some(Read::read(value)),
            "deprecated" => self.deprecated = flag(),
            "readOnly" => self.read_only = flag(),
            "writeOnly" => self.write_only = flag(),
            "default" => self.default = Some(value),
            "examples" => {
                self.example = value.as_array().and_then(|examples| examples.first());
            }
            "format" => self.format.name = value.as_str().filter(|format| !format.is_empty()),
            "contentEncoding" => self.format.encoding = value.as_str(),
            "contentMediaType" => self.format.media_type = value.as_str(),
            "contentSchema" => self.content = Some(Read::read(value)),
            "const" => {
                self.values = std::slice::from_ref(value);
                self.is_const = true;
            }
            "enum" if self.values.is_empty() => {
                self.values = value.as_array().map(Vec::as_slice).unwrap_or_default();
            }
            "nullable" => self.null_in_parts |= flag(),
            "discriminator" => self.discriminator = Some(Read::read(value)),
            "not" if self.never => {}
            "patternProperties" => self.patterns = Read::read(value),
            "properties" => self.properties = Read::read(value),
            "required" => self.required = Read::read(value),
            "additionalProperties" => self.additional = Some(Additional::read(value)),
            "prefixItems" => self.prefix_items = Read::read(value),
            "items" => self.items = Some(Additional::read(value)),
            "$ref" => self.all_of.reference = value.as_str(),
            "allOf" => self.all_of.written = Written::read_parts(value),
            "oneOf" => self.one_of = Branches::read("oneOf", value),
            "anyOf" => self.any_of = Branches::read("anyOf", value),
            _ => self.set_limit(keyword, value),
        }
    }

    fn set_limit(&mut self, keyword: &str, value: &'a Value) {
        let count = || value.as_u64().and_then(|count| usize::try_from(count).ok());
        match keyword {
            "minimum" => self.minimum = value.as_number(),
            "maximum" => self.maximum = value.as_number(),
            "exclusiveMinimum" => self.exclusive_minimum = value.as_number(),
            "exclusiveMaximum" => self.exclusive_maximum = value.as_number(),
            "multipleOf" => self.multiple_of = value.as_number(),
            "minLength" => self.min_length = count(),
            "maxLength" => self.max_length = count(),
            "pattern" => self.pattern = value.as_str(),
            "minItems" => self.min_items = count(),
            "maxItems" => self.max_items = count(),
            "uniqueItems" => self.unique_items = value.as_bool().unwrap_or_default(),
            "minProperties" => self.min_properties = count(),
            "maxProperties" => self.max_properties = count(),
            _ => self.rules.set(keyword, value),
        }
    }
}
