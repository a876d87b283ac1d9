//! Whether the parameter of a path can be a text.

use super::follow::follow;
use crate::diagnostic::Pointer;
use crate::openapi::Document;
use crate::openapi::view::{
    Keywords, List, Operation, Parameter, PathItem, Payload, RefOr, Schema,
};
use crate::patterns::Compiled;
use serde_json::Value;

/// The parameters of paths, in comparison with texts.
pub struct Admits<'a> {
    document: &'a Document,
    compiled: Compiled<'a>,
}

impl<'a> Admits<'a> {
    pub fn of(document: &'a Document) -> Self {
        Self {
            document,
            compiled: Compiled::default(),
        }
    }

    /// Whether the parameter with this name can be the text in a request of this operation, as far as its schema says.
    pub fn text(
        &mut self,
        item: PathItem<'a>,
        operation: Operation<'a>,
        name: &str,
        text: &str,
    ) -> bool {
        let lists = [operation.parameters(), item.parameters()].into_iter();
        let parameters = lists.flat_map(List::iter);
        let parameters = parameters.filter_map(|it| self.end(it));
        let mut parameters = parameters.filter(|it| it.location() == "path");
        let Some(parameter) = parameters.find(|it| it.name() == name) else {
            return true;
        };
        let Payload::Schema(schema) = parameter.payload() else {
            return true;
        };
        let schema = follow(self.document, schema, Pointer::root());
        let Some(keywords) = schema.map(|(schema, _)| Schema::keywords(schema)) else {
            return true;
        };
        let pattern = keywords.pattern;
        let mismatches =
            pattern.is_some_and(|pattern| self.compiled.known(pattern, text) == Some(false));
        !mismatches && admits(&keywords, text)
    }

    fn end(&self, parameter: RefOr<'a, Parameter<'a>>) -> Option<Parameter<'a>> {
        follow(self.document, parameter, Pointer::root()).map(|(parameter, _)| parameter)
    }
}

/// Whether the type, the values and the format leave the text.
fn admits(keywords: &Keywords<'_>, text: &str) -> bool {
    let of_type = match keywords.ty {
        Some("integer" | "number") => text.parse::<f64>().is_ok(),
        Some("boolean") => matches!(text, "true" | "false"),
        _ => true,
    };
    let is_value = |value: &Value| match value {
        Value::String(value) => value == text,
        value => *value.to_string() == *text,
    };
    let is_listed = keywords.values.is_empty() || keywords.values.iter().any(is_value);
    let of_format = match keywords.format.name {
        Some("uuid") => text.len() == 36,
        Some("date" | "date-time") => text.starts_with(|c: char| c.is_ascii_digit()),
        _ => true,
    };
    let count = text.chars().count();
    let of_length = keywords.min_length.is_none_or(|least| count >= least)
        && keywords.max_length.is_none_or(|most| count <= most);
    of_type && is_listed && of_format && of_length
}
