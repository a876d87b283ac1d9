//! Schemas, the largest part of most documents.

use serde_json::{Map as Members, Value};

use super::Missing::Drop;
use super::Shape::{
    Any, Checked, Count, Dialect, Flag, FlagOr, Ignored, List, Map, Moved, Number, Object,
    Positive, Ref, Text, Tuple, Types, Unsupported,
};
use super::shape::keywords;
use super::{EXTERNAL_DOCS, Kind, PLAIN};
use crate::diagnostic::Pointer;
use crate::openapi::upgrade;

/// Keywords that no type holds: they are documented where they stand, and not validated.
pub const DOCUMENTED: &[&str] = &[
    "not",
    "contains",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// A schema.
pub static SCHEMA: Kind = Kind {
    noun: "a schema",
    section: Some("schemas"),
    keywords: keywords! {
        "title": Text;
        "description": Text;
        "nullable": Flag, since V30, until V30;
        "readOnly": Flag;
        "writeOnly": Flag, since V30;
        "deprecated": Flag, since V30;
        "externalDocs": Object(&EXTERNAL_DOCS);
        "example": Any;
        "examples": List(&Any), since V31;
        "default": Any;
        "const": Any, since V31;
        "discriminator": Object(&DISCRIMINATOR);
        "xml": Checked(&XML);
        "type": Types(&["string", "number", "integer", "boolean", "object", "array"]);
        "format": Text;
        "contentEncoding": Text, since V31;
        "contentMediaType": Text, since V31;
        "enum": List(&Any);
        "pattern": Text;
        "minLength": Count;
        "maxLength": Count;
        "multipleOf": Positive;
        "minimum": Number;
        "maximum": Number;
        "exclusiveMinimum": Number;
        "exclusiveMaximum": Number;
        "properties": Map(&Ref(&SCHEMA));
        "required": List(&Text);
        "additionalProperties": FlagOr(&SCHEMA);
        "minProperties": Count;
        "maxProperties": Count;
        "items": FlagOr(&SCHEMA);
        "prefixItems": Tuple(&Ref(&SCHEMA)), since V31;
        "minItems": Count;
        "maxItems": Count;
        "uniqueItems": Flag;
        "oneOf": List(&Ref(&SCHEMA)), since V30;
        "anyOf": List(&Ref(&SCHEMA)), since V30;
        "allOf": List(&Ref(&SCHEMA));
        "not": Ref(&SCHEMA), since V30;
        "$schema": Dialect, since V31;
        "$id": Ignored, since V31;
        "$comment": Ignored, since V31;
        "contains": Ref(&SCHEMA), since V31;
        "minContains": Count, since V31;
        "maxContains": Count, since V31;
        "unevaluatedItems": FlagOr(&SCHEMA), since V31;
        "patternProperties": Map(&Ref(&SCHEMA)), since V31;
        "propertyNames": Ref(&SCHEMA), since V31;
        "unevaluatedProperties": FlagOr(&SCHEMA), since V31;
        "dependentRequired": Map(&List(&Text)), since V31;
        "dependentSchemas": Map(&Ref(&SCHEMA)), since V31;
        "if": Ref(&SCHEMA), since V31;
        "then": Ref(&SCHEMA), since V31;
        "else": Ref(&SCHEMA), since V31;
        "contentSchema": Ref(&SCHEMA), since V31;
        "$vocabulary": Dialect, since V31;
        "$recursiveAnchor": Ignored;
        "$recursiveRef": Unsupported, since V31;
        "dependencies": Unsupported, since V31;
        "additionalItems": Moved(&FlagOr(&SCHEMA), upgrade::has_item_list), since V31;
        "definitions": Map(&Ref(&SCHEMA)), since V31;
        "$defs": Map(&Ref(&SCHEMA)), since V31;
        "$anchor": Ignored, since V31;
        "$dynamicAnchor": Ignored, since V31;
        "$dynamicRef": Unsupported, since V31;
    },
    passes: upgrade::SCHEMA,
    ..PLAIN
};

/// The notation of a value in XML, which the caller writes and reads.
static XML: Kind = Kind {
    noun: "an XML object",
    keywords: keywords! {
        "name": Text;
        "namespace": Text;
        "prefix": Text;
        "attribute": Flag;
        "wrapped": Flag;
        "nodeType": Ignored, since V32;
    },
    ..PLAIN
};

/// A discriminator.
pub static DISCRIMINATOR: Kind = Kind {
    noun: "a discriminator",
    keywords: keywords! {
        "propertyName": Text;
        "mapping": Map(&Text);
        "defaultMapping": Text, since V32;
    },
    required: &[("propertyName", Drop)],
    ..PLAIN
};

/// The names of schemas, and the references to them, in the discriminator at `at`, by their places.
pub fn mapped(discriminator: &Members<String, Value>, at: &Pointer) -> Vec<(Pointer, String)> {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let tags = at.child("mapping");
    let mapping = mapping.into_iter().flatten();
    let mapping = mapping.map(|(tag, target)| (tags.child(tag), target));
    let default = discriminator.get("defaultMapping");
    let default = default.map(|target| (at.child("defaultMapping"), target));
    let all = mapping.chain(default);
    let all = all.filter_map(|(at, target)| Some((at, target.as_str()?.to_owned())));
    all.collect()
}
