//! Parameters and headers that describe their value themselves → a schema, and the style in which it is written.

use serde_json::{Value, json};

use super::{Object, Upgrade, media, text};
use crate::diagnostic::{Code, Pointer};

/// Keywords of the value, which 3.x has in its schema.
const OF_VALUE: &[&str] = &[
    "type",
    "format",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
];

/// Whether a keyword describes the value. Extensions about its listed values do, too.
fn is_of_value(keyword: &str) -> bool {
    OF_VALUE.contains(&keyword) || keyword.starts_with("x-") && keyword.contains("enum")
}

/// Where a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Query,
    Form,
    /// A path or a header: commas join lists.
    Line,
    /// A header of a response.
    Response,
}

/// How a list is written, in the words of 3.x.
pub(super) enum Style {
    /// As it is without a word.
    Plain,
    /// `style` and `explode`.
    Named(&'static str, bool),
    /// As our extension says.
    Separated(&'static str),
    /// As content of this media type.
    Content(&'static str),
}

impl Upgrade<'_, '_> {
    /// The schema of the value that `object` describes, the style of the value, and the other keywords.
    pub(super) fn value(
        &mut self,
        object: &Object,
        room: Room,
        from: &Pointer,
    ) -> (Object, Style, Object) {
        let (of_value, rest): (Vec<_>, Vec<_>) =
            object.iter().partition(|(key, _)| is_of_value(key));
        let copy = |members: Vec<(&String, &Value)>| -> Object {
            let members = members.into_iter();
            members
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        let (mut schema, mut rest) = (copy(of_value), copy(rest));
        // Some documents have the form of 3.x here.
        if let Some(Value::Object(written)) = rest.get("schema") {
            let mut written = written.clone();
            rest.shift_remove("schema");
            if let Some(format) = schema.shift_remove("collectionFormat") {
                written.insert("collectionFormat".to_owned(), format);
            }
            schema = written;
        }
        if room == Room::Form {
            media::file_type(&mut schema);
            if let Some(Value::Object(items)) = schema.get_mut("items") {
                media::file_type(items);
            }
        }
        let style = self.style(&mut schema, room, from);
        self.inner_lists(&mut schema, from);
        (schema, style, rest)
    }

    /// `collectionFormat` → `style` and `explode`. 3.x has no style for some of them.
    fn style(&mut self, schema: &mut Object, room: Room, from: &Pointer) -> Style {
        let format = schema.shift_remove("collectionFormat");
        let format = format.as_ref().and_then(Value::as_str);
        if text(schema, "type") != Some("array") {
            if format.is_some() {
                let fate = "says how a list is written, and is ignored for other values";
                self.tell(from, "collectionFormat", fate);
            }
            return Style::Plain;
        }
        match (format.unwrap_or("csv"), room) {
            ("multi", Room::Line | Room::Response) => {
                let fate = "can be `multi` in queries and forms only; read as `csv`";
                self.tell(from, "collectionFormat", fate);
                Style::Plain
            }
            ("csv", Room::Line | Room::Response) => Style::Plain,
            ("multi", _) => Style::Named("form", true),
            ("csv", _) => Style::Named("form", false),
            ("ssv", Room::Line) => Style::Separated("ssv"),
            ("pipes", Room::Line) => Style::Separated("pipes"),
            ("ssv", Room::Query | Room::Form) => Style::Named("spaceDelimited", false),
            ("pipes", Room::Query | Room::Form) => Style::Named("pipeDelimited", false),
            ("tsv", Room::Query | Room::Line) => Style::Content("text/tab-separated-values"),
            (other, _) => {
                let what = format!("joins a list as `{other}` here");
                self.joined(schema, &what, &from.child("collectionFormat"));
                Style::Plain
            }
        }
    }

    /// A list within a list has a format of its own, for which 3.x has no word.
    fn inner_lists(&mut self, schema: &mut Object, from: &Pointer) {
        if let Some(Value::Object(items)) = schema.get_mut("items") {
            let format = items.shift_remove("collectionFormat");
            if text(items, "type") == Some("array") {
                let at = from.child("items");
                let at = format.map_or(at.clone(), |_| at.child("collectionFormat"));
                self.joined(items, "joins a list within a list", &at);
            }
        }
    }

    /// The caller joins the values of a list, so that they are sent as the document says.
    fn joined(&mut self, list: &mut Object, what: &str, at: &Pointer) {
        list.retain(|key, _| key == "x-nullable");
        list.insert("type".to_owned(), json!("string"));
        self.diagnostics.report(Code::ListFormat, at, &[what]);
    }
}

/// An example of the value, which 2.0 leaves to extensions, and its keyword.
pub(super) fn example(object: &Object) -> Option<(&'static str, &Value)> {
    let mut keywords = ["example", "x-example"].into_iter();
    keywords.find_map(|keyword| Some((keyword, object.get(keyword)?)))
}
