//! The docs of arguments, in those of their method: a parameter of a function has none of its own in Rust.

use super::parameters::usual_docs;
use super::{Operations, told};
use crate::api;
use crate::ir::{Docs, Line, Name, Parameter, RequestBody, TypeKind};
use crate::text::{code, code_alone, say};

/// Adds the names of optional values: rustdoc lists the methods of all calls on one page.
pub(super) fn tell_setters(docs: &mut Docs, setters: &[Parameter], body: &RequestBody) {
    let body = match body {
        RequestBody::Value {
            name,
            required: false,
            ..
        } => Some(name),
        _ => None,
    };
    let names = setters.iter().map(|setter| &setter.name).chain(body);
    let names: Vec<Line> = names.map(|name| code(name.as_str())).collect();
    if !names.is_empty() {
        let names = Line::join(&names, ", ");
        docs.paragraph(say("Optional, as methods of the call: {}.", &[&names]));
    }
}

/// Tells which arguments are deprecated: one of a function can't have the attribute that setters have.
pub(super) fn tell_deprecated(arguments: &mut [Parameter]) {
    for argument in arguments.iter_mut().filter(|it| it.deprecated) {
        argument.docs.note(&"Deprecated.".into());
    }
}

impl Operations<'_, '_> {
    /// Adds the docs of a body that is spread over arguments or setters.
    pub(super) fn tell_body(
        &self,
        docs: &mut Docs,
        operation: &api::Operation,
        body: &RequestBody,
    ) {
        let is_spread = matches!(body, RequestBody::Members(_) | RequestBody::Parts { .. });
        if let Some(described) = operation.body.as_ref().filter(|_| is_spread) {
            let (said, content) = (&described.docs, described.content.first());
            let mut described = self.sink.texts.docs(said);
            if let Some(schema) = content.and_then(|content| content.schema) {
                self.tell_schema(&mut described, None, said, (schema, None));
            }
            if !described.is_empty() {
                docs.heading("# Request body");
                docs.append(described);
            }
        }
    }

    /// Adds a list of the arguments with a text.
    pub(super) fn tell_arguments(
        &self,
        docs: &mut Docs,
        parameters: &[&api::Parameter],
        arguments: &[Parameter],
        body: &RequestBody,
    ) {
        let own = parameters.iter().zip(arguments);
        let own = own.map(|(parameter, argument)| (usual_docs(parameter), argument));
        let own = own.filter(|(usual, argument)| argument.docs != *usual);
        let own = own.map(|(usual, argument)| {
            // The list has the name already.
            let is_name = usual == told(code_alone(argument.name.as_str()));
            let shown = argument.docs.clone();
            let shown = if is_name {
                shown.without(&usual)
            } else {
                shown
            };
            (&argument.name, shown)
        });
        let mut list: Vec<(&Name, Docs)> = own.collect();
        match body {
            RequestBody::Members(id) => {
                // The fields of the type have the whole docs.
                if let TypeKind::Struct(of) = &self.types.made[id.0].kind {
                    let fields = of.fields.iter();
                    list.extend(fields.map(|field| (&field.name, field.docs.opening(LINE))));
                }
            }
            RequestBody::Value {
                name,
                docs,
                required: true,
                ..
            } => list.push((name, docs.clone())),
            RequestBody::Value { .. } | RequestBody::Parts { .. } | RequestBody::None => {}
        }
        list.retain(|(_, docs)| !docs.is_empty());
        if !list.is_empty() {
            docs.heading("# Arguments");
        }
        for (name, of) in list {
            docs.item(&code(name.as_str()), of);
        }
    }
}

/// The most bytes of a member's first paragraph that is repeated.
const LINE: usize = 160;
