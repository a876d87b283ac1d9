//! Parameters `in: formData` → a `requestBody` whose schema has them as members.

use serde_json::{Value, json};

use super::media::{Types, is_file};
use super::parameters::Found;
use super::value::{self, Room, Style};
use super::{Object, Upgrade, text};
use crate::diagnostic::Pointer;
use crate::text::media_type::essence;

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The parts of a form's description.
#[derive(Default)]
struct Form {
    properties: Object,
    required: Vec<Value>,
    encoding: Object,
}

impl Upgrade<'_, '_> {
    /// The body that is made of the members of a form.
    pub(super) fn form(&mut self, members: &[Found<'_>], types: &Types<'_>, to: &Pointer) -> Value {
        let listed = types;
        let types = form_types(members, listed);
        self.tell_other_type(members, listed, &types);
        let content = to.child("content");
        let first = types.first().map_or(URL_ENCODED, |(name, _)| *name);
        let schema_at = content.child(first).child("schema");
        let mut form = Form::default();
        for found in members {
            self.member(found, &mut form, &schema_at);
        }
        let mut schema = json!({ "type": "object", "properties": form.properties });
        let is_required = !form.required.is_empty();
        if is_required {
            schema["required"] = form.required.into();
        }
        let from = members.first().map(|found| found.at.clone());
        let from = from.unwrap_or_else(Pointer::root);
        let mut body = Object::new();
        let mut made = self.content(&types, None, &content);
        for (name, media) in &mut made {
            let at = content.child(name).child("schema");
            media["schema"] = if name == first {
                schema.take()
            } else {
                json!({ "$ref": schema_at.reference() })
            };
            self.moves.show(at, from.clone());
            if is_other(name) {
                continue;
            }
            if name != first && !self.budget.take_object(&form.encoding) {
                self.tell_copied(
                    &from,
                    "further media types write its lists in their usual form",
                );
            } else if !form.encoding.is_empty() {
                media["encoding"] = form.encoding.clone().into();
            }
        }
        self.moves.show(to.clone(), from);
        body.insert("content".to_owned(), made.into());
        if is_required {
            body.insert("required".to_owned(), json!(true));
        }
        body.into()
    }

    /// Reports a form whose operation lists other media types alone.
    fn tell_other_type(
        &mut self,
        members: &[Found<'_>],
        listed: &Types<'_>,
        sent: &[(&str, Pointer)],
    ) {
        let is_listed = listed
            .iter()
            .any(|(name, _)| sent.iter().any(|(it, _)| *it == name));
        let has_other = listed.iter().next().is_some() && !is_listed;
        if let (Some(first), [(name, _), ..], true) = (members.first(), sent, has_other) {
            let fate = format!(
                "is `formData`, and `consumes` has no media type of such a form; it is sent as `{name}`"
            );
            self.tell(&first.at, "in", &fate);
        }
    }

    /// Adds a member to a form.
    fn member(&mut self, found: &Found<'_>, form: &mut Form, schema: &Pointer) {
        let (parameter, from) = (found.parameter, &found.at);
        let Some(name) = text(parameter, "name") else {
            return;
        };
        if found.is_shared && !self.budget.take_object(parameter) {
            self.tell_copied(from, "further forms don't have it");
            return;
        }
        let (mut value, style, rest) = self.value(parameter, Room::Form, from);
        let to = schema.child("properties").child(name);
        if let Some((keyword, example)) = value::example(parameter) {
            self.moves.show(to.child("example"), from.child(keyword));
            value.insert("example".to_owned(), example.clone());
        }
        self.moves.note(to, from.clone());
        // Which keywords are left says something of the member.
        for (keyword, said) in rest {
            match keyword.as_str() {
                "name" | "in" | "example" | "x-example" => {}
                "required" => {
                    if said == Value::Bool(true) {
                        form.required.push(json!(name));
                    }
                }
                _ => _ = value.insert(keyword, said),
            }
        }
        // Lists are exploded where nothing else is said, and files are parts of their own.
        if let Style::Named(style, false) = style
            && !has_file(parameter)
        {
            let encoding = json!({ "style": style, "explode": false });
            form.encoding.insert(name.to_owned(), encoding);
        }
        form.properties.insert(name.to_owned(), value.into());
    }
}

/// The media types of a form. Files are sent in parts.
fn form_types<'t>(members: &[Found<'_>], types: &Types<'t>) -> Vec<(&'t str, Pointer)> {
    let file = members.iter().find(|found| has_file(found.parameter));
    let is_form = |name: &str| is_parts(name) || file.is_none() && essence(name) == URL_ENCODED;
    let known: Vec<_> = types.iter().filter(|(name, _)| is_form(name)).collect();
    if !known.is_empty() {
        return known;
    }
    let from = match file.or(members.first()) {
        Some(found) => found.at.child("in"),
        None => Pointer::root(),
    };
    let name = if file.is_some() {
        MULTIPART
    } else {
        URL_ENCODED
    };
    vec![(name, from)]
}

/// Whether a media type has parts.
fn is_parts(name: &str) -> bool {
    essence(name).starts_with("multipart/")
}

/// Whether a media type has parts other than those of a form: they have places, and no styles.
fn is_other(name: &str) -> bool {
    is_parts(name) && essence(name) != MULTIPART
}

/// Whether a member of a form is a file, or a list of them.
fn has_file(parameter: &Object) -> bool {
    let items = parameter.get("items").and_then(Value::as_object);
    is_file(parameter) || items.is_some_and(is_file)
}
