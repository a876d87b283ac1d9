//! The parameter `in: body` → `requestBody`.

use serde_json::{Value, json};

use super::media::Types;
use super::parameters::Found;
use super::{Object, Upgrade, rest, value};
use crate::diagnostic::Pointer;

/// Keywords of the parameter that say nothing of a request body.
const OTHERS: &[&str] = &["name", "in", "schema", "example", "x-example"];

impl Upgrade<'_, '_> {
    /// The body of an operation. A shared one is referred to, unless the operation has media types of its own.
    pub(super) fn body(&mut self, found: &Found<'_>, types: &Types<'_>, to: &Pointer) -> Value {
        let (parameter, from) = (found.parameter, &found.at);
        let of_document = self.consumes(None);
        let name = shared_name(from).filter(|_| found.is_shared);
        let Some(name) = name else {
            self.moves.note(to.clone(), from.clone());
            return self.body_content(parameter, types, from, to).into();
        };
        let shared = Pointer::root().child("components").child("requestBodies");
        let shared = shared.child(&name);
        if types.is_same(&of_document) {
            return json!({ "$ref": shared.reference() });
        }
        let mut body = self.copied(parameter, OTHERS, from, to);
        if !self.budget.take_object(&body) {
            self.tell_copied(
                from,
                "further bodies of other media types have no description",
            );
            body.clear();
            body.extend(
                parameter
                    .get_key_value("required")
                    .map(|(k, v)| (k.clone(), v.clone())),
            );
        }
        let first = of_document.of(parameter.get("schema")).into_iter().next();
        let schema = first.map(|(name, _)| shared.child("content").child(name).child("schema"));
        let schema = match parameter.get("schema") {
            Some(schema @ Value::Object(members)) if members.contains_key("$ref") => schema.clone(),
            _ => json!({ "$ref": schema.as_ref().map(Pointer::reference) }),
        };
        let written = (&schema, from.child("schema"));
        let content = self.content(
            &types.of(parameter.get("schema")),
            Some(&written),
            &to.child("content"),
        );
        body.insert("content".to_owned(), content.into());
        body.into()
    }

    /// A body with its schema under each media type.
    pub(super) fn body_content(
        &mut self,
        parameter: &Object,
        types: &Types<'_>,
        from: &Pointer,
        to: &Pointer,
    ) -> Object {
        let mut body = rest(parameter, OTHERS);
        let schema = parameter
            .get("schema")
            .map(|schema| (schema, from.child("schema")));
        let to = to.child("content");
        let mut content = self.content(&types.of(parameter.get("schema")), schema.as_ref(), &to);
        if let Some((keyword, example)) = value::example(parameter)
            && let Some((name, Value::Object(media))) = content.iter_mut().next()
        {
            media.insert("example".to_owned(), example.clone());
            let to = to.child(name).child("example");
            self.moves.show(to, from.child(keyword));
        }
        body.insert("content".to_owned(), content.into());
        body
    }
}

/// The name of a parameter that is shared under `parameters`.
fn shared_name(at: &Pointer) -> Option<String> {
    let mut keys = at.segments();
    let is_shared = keys.next()? == "parameters";
    let name = keys.next()?;
    (is_shared && keys.next().is_none()).then(|| name.into_owned())
}
