//! Responses: `schema` and `examples` → `content`, and headers with a schema.

use serde_json::{Value, json};

use super::media::{Types, is_file};
use super::value::Room;
use super::{Object, Upgrade, rest, text};
use crate::diagnostic::Pointer;

impl<'a> Upgrade<'a, '_> {
    /// The responses of an operation, or the shared ones.
    pub(super) fn responses_of(
        &mut self,
        responses: &'a Object,
        types: &Types<'a>,
        from: &Pointer,
        to: &Pointer,
    ) -> Object {
        let mut upgraded = Object::new();
        for (key, response) in responses {
            let (from, to) = (from.child(key), to.child(key));
            let response = match response.as_object() {
                Some(response) if !key.starts_with("x-") => match text(response, "$ref") {
                    Some(reference) => self
                        .of_other_types(reference, types, &to)
                        .unwrap_or_else(|| response.clone()),
                    None => self.response(response, types, &from, &to),
                }
                .into(),
                _ => response.clone(),
            };
            upgraded.insert(key.clone(), response);
        }
        upgraded
    }

    pub(super) fn response(
        &mut self,
        response: &Object,
        types: &Types<'_>,
        from: &Pointer,
        to: &Pointer,
    ) -> Object {
        let mut upgraded = rest(response, &["schema", "examples", "headers"]);
        if let Some(Value::Object(headers)) = response.get("headers") {
            let (from, to) = (from.child("headers"), to.child("headers"));
            let headers = self.headers(headers, &from, &to);
            upgraded.insert("headers".to_owned(), headers.into());
        }
        let schema = response.get("schema");
        let examples = response.get("examples").and_then(Value::as_object);
        let examples = examples.filter(|examples| !examples.is_empty());
        if schema.is_none() && examples.is_none() {
            return upgraded;
        }
        let mut names = response_types(schema, types);
        if names.is_empty() {
            names = examples
                .map(|examples| of_examples(examples, from))
                .unwrap_or_default();
        }
        if names.is_empty() {
            names = types.of(schema);
        }
        let (schema, to) = (
            schema.map(|schema| (schema, from.child("schema"))),
            to.child("content"),
        );
        let mut content = self.content(&names, schema.as_ref(), &to);
        for (name, example) in examples.into_iter().flatten() {
            let at = from.child("examples");
            match content.get_mut(name) {
                Some(media) => {
                    media["example"] = example.clone();
                    self.moves
                        .show(to.child(name).child("example"), at.child(name));
                }
                None => self.tell(
                    &at,
                    name,
                    "is the media type of an example, and not one of `produces`; the example is ignored",
                ),
            }
        }
        upgraded.insert("content".to_owned(), content.into());
        upgraded
    }

    /// Headers describe their values themselves.
    fn headers(&mut self, headers: &Object, from: &Pointer, to: &Pointer) -> Object {
        let mut upgraded = Object::new();
        for (name, header) in headers {
            let (from, to) = (from.child(name), to.child(name));
            let header = match header.as_object() {
                Some(header) => {
                    let (schema, _, mut header) = self.value(header, Room::Response, &from);
                    self.moves.show(to.child("schema"), from);
                    header.insert("schema".to_owned(), schema.into());
                    header.into()
                }
                None => header.clone(),
            };
            upgraded.insert(name.clone(), header);
        }
        upgraded
    }

    /// A shared response has the media types of the document. An operation with others has a response of its own,
    /// whose parts are references.
    fn of_other_types(
        &mut self,
        reference: &str,
        types: &Types<'_>,
        to: &Pointer,
    ) -> Option<Object> {
        let of_document = self.produces(None);
        if types.is_same(&of_document) {
            return None;
        }
        let at = Pointer::parse(reference)?;
        let mut keys = at.segments();
        let is_shared = keys.next()? == "responses";
        let name = keys.next()?;
        let response = self.section("responses")?.get(&*name)?.as_object()?;
        let schema = response.get("schema")?.as_object()?;
        let is_whole = is_shared && keys.next().is_none();
        let mut own = self.copied(response, &["schema", "examples", "headers"], &at, to);
        if !is_whole || !self.budget.take_object(&own) {
            return None;
        }
        let shared = Pointer::root().child("components").child("responses");
        let shared = shared.child(&name);
        if let Some(Value::Object(headers)) = response.get("headers") {
            let place = shared.child("headers");
            let copied = headers.keys().map(|name| 2 * name.len() + 32).sum();
            if !self.budget.take(copied) {
                return None;
            }
            let headers = headers.keys().map(|name| {
                let reference = json!({ "$ref": place.child(name).reference() });
                (name.clone(), reference)
            });
            own.insert("headers".to_owned(), headers.collect::<Object>().into());
        }
        let mut places = response_types(response.get("schema"), &of_document);
        if places.is_empty() {
            places = of_document.of(response.get("schema"));
        }
        let place = places.first().map_or(super::media::JSON, |(name, _)| *name);
        let place = shared.child("content").child(place).child("schema");
        let schema = if schema.contains_key("$ref") || is_file(schema) {
            Value::Object(schema.clone())
        } else {
            json!({ "$ref": place.reference() })
        };
        let names = match response_types(Some(&schema), types) {
            names if names.is_empty() => types.of(Some(&schema)),
            names => names,
        };
        let content = self.content(
            &names,
            Some(&(&schema, at.child("schema"))),
            &to.child("content"),
        );
        own.insert("content".to_owned(), content.into());
        Some(own)
    }
}

/// The media types of a response: those of the list. For files, the list of a whole document says nothing unless it
/// has types of files, and they are of any type.
fn response_types<'t>(schema: Option<&Value>, types: &Types<'t>) -> Vec<(&'t str, Pointer)> {
    let is_file = schema.and_then(Value::as_object).is_some_and(is_file);
    if !is_file || types.has_own() {
        return types.iter().collect();
    }
    let names = types.iter();
    let names = names.filter(|(name, _)| is_of_files(name));
    let mut names: Vec<_> = names.collect();
    if names.is_empty() {
        names.push(("*/*", types.at().clone()));
    }
    names
}

/// Whether a media type is neither of values nor of text.
fn is_of_files(media_type: &str) -> bool {
    let others = ["json", "xml", "text/", "x-www-form-urlencoded"];
    !others.iter().any(|other| media_type.contains(other))
}

/// The media types of examples, where nothing else names any.
fn of_examples<'e>(examples: &'e Object, from: &Pointer) -> Vec<(&'e str, Pointer)> {
    let at = from.child("examples");
    let names = examples.keys().filter(|name| !name.starts_with("x-"));
    names.map(|name| (name.as_str(), at.child(name))).collect()
}
