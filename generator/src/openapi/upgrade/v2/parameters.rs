//! Lists of parameters. Those of bodies and forms become the body of the operations; the others get a schema.

use serde_json::{Value, json};

use super::value::{self, Room, Style};
use super::{Object, Upgrade, text};
use crate::diagnostic::Pointer;
use crate::openapi::spec;
use crate::openapi::upgrade::COLLECTION_FORMAT;

/// How many references may lead to a parameter one by one.
const LONGEST_CHAIN: usize = 16;

/// A parameter that a list has or refers to.
#[derive(Clone)]
pub(super) struct Found<'a> {
    pub parameter: &'a Object,
    /// Where it is written.
    pub at: Pointer,
    /// Whether a reference leads to it.
    pub is_shared: bool,
}

/// A parameter with too many references before it.
struct TooFar;

/// The parts of a list.
#[derive(Default)]
pub(super) struct Parameters<'a> {
    /// Those that 3.x has in such a list, too.
    pub kept: Vec<Value>,
    pub body: Option<Found<'a>>,
    /// The members of a form.
    pub form: Vec<Found<'a>>,
}

impl<'a> Upgrade<'a, '_> {
    /// Divides the `parameters` of a path item or operation at `at`.
    pub(super) fn parameters(&mut self, object: &'a Object, at: &Pointer) -> Parameters<'a> {
        let at = at.child("parameters");
        let list = object.get("parameters").and_then(Value::as_array);
        let mut parts = Parameters::default();
        for (index, value) in list.into_iter().flatten().enumerate() {
            let from = at.index(index);
            let Ok(found) = self.found(value, &from) else {
                let fate = format!("leads on by more than {LONGEST_CHAIN} references; ignored");
                self.tell(&from, "$ref", &fate);
                continue;
            };
            match found.as_ref().and_then(|found| text(found.parameter, "in")) {
                Some("body") if parts.body.is_none() => parts.body = found,
                Some("body") => {
                    let fate = "is `body` a second time; this parameter is ignored";
                    self.tell(&from, "in", fate);
                }
                Some("formData") => parts.form.extend(found),
                _ => {
                    let to = at.index(parts.kept.len());
                    let value = match value.as_object() {
                        Some(own) if !own.contains_key("$ref") => {
                            self.parameter(own, &from, &to).into()
                        }
                        _ => value.clone(),
                    };
                    self.moves.note(to, from);
                    parts.kept.push(value);
                }
            }
        }
        if let Some(body) = &parts.body
            && let Some(form) = parts.form.first()
        {
            let fate = "is `formData` in one parameter and `body` in another; the form is ignored";
            if form.is_shared {
                self.tell_place(body, form, fate);
            } else {
                self.tell_place(form, body, fate);
            }
            parts.form.clear();
        }
        parts
    }

    /// The parameter that a value is or refers to.
    fn found(&self, value: &'a Value, at: &Pointer) -> Result<Option<Found<'a>>, TooFar> {
        let found = |parameter: &'a Value, at: Pointer, is_shared| {
            let parameter = parameter.as_object()?;
            Some(Found {
                parameter,
                at,
                is_shared,
            })
        };
        let mut next = found(value, at.clone(), false);
        for _ in 0..=LONGEST_CHAIN {
            let reference = next.as_ref().and_then(|next| text(next.parameter, "$ref"));
            let Some(reference) = reference else {
                return Ok(next);
            };
            let at = Pointer::parse(reference);
            next = at.and_then(|at| found(at.of(self.root)?, at, true));
        }
        Err(TooFar)
    }

    /// A parameter of a query, path or header: its value is described by `schema`, its format by `style`.
    pub(super) fn parameter(&mut self, parameter: &Object, from: &Pointer, to: &Pointer) -> Object {
        let room = match text(parameter, "in") {
            Some("query") => Room::Query,
            _ => Room::Line,
        };
        let (schema, style, mut upgraded) = self.value(parameter, room, from);
        let format = from.child("collectionFormat");
        if let Style::Content(name) = style {
            let content = to.child("content");
            self.moves
                .show(content.child(name).child("schema"), from.clone());
            self.moves.show(content, format);
            upgraded.insert("content".to_owned(), json!({ name: { "schema": schema } }));
            return upgraded;
        }
        if !parameter.contains_key("schema") {
            self.moves.show(to.child("schema"), from.clone());
        }
        upgraded.insert("schema".to_owned(), schema.into());
        match style {
            Style::Named(style, explode) => {
                upgraded.insert("style".to_owned(), json!(style));
                upgraded.insert("explode".to_owned(), json!(explode));
                self.moves.show(to.child("style"), format);
            }
            Style::Separated(format_here) => {
                upgraded.insert(COLLECTION_FORMAT.to_owned(), json!(format_here));
                self.moves.show(to.child(COLLECTION_FORMAT), format);
            }
            // The keyword of 2.0 says that it is a list with commas.
            Style::Plain if parameter.contains_key("collectionFormat") => {
                upgraded.shift_remove(COLLECTION_FORMAT);
            }
            Style::Plain | Style::Content(_) => {}
        }
        if let Some((keyword, example)) = value::example(parameter) {
            upgraded.shift_remove(keyword);
            upgraded.insert("example".to_owned(), example.clone());
            self.moves.show(to.child("example"), from.child(keyword));
        }
        upgraded
    }

    /// The shared parameters: a body is a shared body in 3.x, and a member of a form has no place of its own.
    pub(super) fn shared_parameters(&mut self, components: &Pointer, to: &mut Object) {
        let Some(shared) = self.section("parameters") else {
            return;
        };
        let section = Pointer::root().child("parameters");
        let (mut parameters, mut bodies) = (Object::new(), Object::new());
        for (name, value) in shared {
            let from = section.child(name);
            let Some(parameter) = value.as_object() else {
                continue;
            };
            match text(parameter, "in") {
                Some("formData") => {}
                Some("body") => {
                    let to = components.child("requestBodies").child(name);
                    let types = self.consumes(None);
                    let body = self.body_content(parameter, &types, &from, &to);
                    self.moves.note(to, from);
                    bodies.insert(name.clone(), body.into());
                }
                _ => {
                    let to = components.child("parameters").child(name);
                    let upgraded = if parameter.contains_key("$ref") {
                        parameter.clone()
                    } else {
                        self.parameter(parameter, &from, &to)
                    };
                    self.moves.note(to, from);
                    parameters.insert(name.clone(), upgraded.into());
                }
            }
        }
        self.moves.note(components.child("parameters"), section);
        for (keyword, section) in [("parameters", parameters), ("requestBodies", bodies)] {
            if !section.is_empty() {
                to.insert(keyword.to_owned(), section.into());
            }
        }
    }

    /// A path item, whose body or form is that of each operation that has none of its own.
    pub(super) fn path_item(&mut self, item: &'a Object, at: &Pointer) -> Object {
        let inherited = self.parameters(item, at);
        let members = item.iter().map(|(key, value)| {
            let value = match value {
                _ if key == "parameters" => inherited.kept.clone().into(),
                Value::Object(operation) if spec::methods().any(|method| method == key) => {
                    let at = at.child(key);
                    self.operation(operation, &inherited, &at).into()
                }
                other => other.clone(),
            };
            (key.clone(), value)
        });
        members.collect()
    }
}
