//! Schemas that are both sent and received, and differ by direction: members that only the server writes
//! (`readOnly`) are not sent, members that only the client writes (`writeOnly`) need not be received (`OpenAPI`
//! 3.0.3, "Schema Object"), and examples of responses widen only the received form.
//!
//! The received form keeps the schema's name, and the sent form is a second schema. A schema around it that is sent and
//! received has two forms, too; all others keep one.

use super::evidence::Evidence;
use crate::api::{Additional, Api, Kind, Owner, SchemaId, Usage, children, constant};
use crate::map::IndexMap;

/// Gives each schema that differs by direction a sent form, and makes requests use the sent forms.
pub fn split(api: &mut Api, usage: &[Usage], evidence: &Evidence) {
    let both = |id: SchemaId| usage[id.0].sent && usage[id.0].received;
    let mut differing = vec![false; api.schemas.len()];
    let mut waiting: Vec<SchemaId> = (0..api.schemas.len()).map(SchemaId).collect();
    waiting.retain(|id| differs(api, *id));
    waiting.extend(evidence.touches());
    let parents = parents(api);
    while let Some(id) = waiting.pop() {
        if both(id) && !std::mem::replace(&mut differing[id.0], true) {
            waiting.extend(&parents[id.0]);
        }
    }
    // In the order of ids, which doesn't depend on the document's order.
    let originals = (0..differing.len()).filter(|index| differing[*index]);
    let mut forms: IndexMap<SchemaId, SchemaId> = IndexMap::default();
    for index in originals {
        let mut form = api.schemas[index].clone();
        form.sent_form_of = Some(SchemaId(index));
        let form = api.push(form);
        forms.insert(SchemaId(index), form);
    }
    if !forms.is_empty() {
        redirect(api, usage, &forms);
    }
}

/// Whether the sent form differs from the received form, by the schema's own members.
fn differs(api: &Api, id: SchemaId) -> bool {
    let Kind::Object(object) = &api[id].kind else {
        return false;
    };
    object.properties.values().any(|property| {
        let schema = &api[property.schema];
        let is_optional = schema.write_only && property.required;
        api.is_unsent(property) || is_optional && constant(api, property).is_none()
    })
}

/// The schemas that directly contain each schema.
fn parents(api: &Api) -> Vec<Vec<SchemaId>> {
    let mut parents = vec![Vec::new(); api.schemas.len()];
    for parent in (0..api.schemas.len()).map(SchemaId) {
        for child in children(api, parent) {
            parents[child.0].push(parent);
        }
    }
    parents
}

/// Makes the sent forms, and schemas that are only sent, refer to sent forms.
fn redirect(api: &mut Api, usage: &[Usage], forms: &IndexMap<SchemaId, SchemaId>) {
    let to = |id: &mut SchemaId| {
        if let Some(form) = forms.get(id) {
            *id = *form;
        }
    };
    for (index, schema) in api.schemas.iter_mut().enumerate() {
        if let Some(received) = schema.sent_form_of {
            schema.rust_name = None;
            schema.owner = sent_owner(&schema.owner, received, forms);
        } else if usage[index].received || !usage[index].sent {
            continue;
        }
        match &mut schema.kind {
            Kind::Alias(target) | Kind::Loose(target) | Kind::Array(target) => to(target),
            Kind::Tuple(tuple) => {
                tuple.places.iter_mut().for_each(|p| to(&mut p.schema));
                if let Additional::Schema(rest) = &mut tuple.additional {
                    to(rest);
                }
            }
            Kind::Object(object) => {
                object
                    .properties
                    .values_mut()
                    .for_each(|p| to(&mut p.schema));
                if let Additional::Schema(values) = &mut object.additional {
                    to(values);
                }
            }
            Kind::Union(union) => {
                union.branches.iter_mut().for_each(to);
                if let Some(discriminator) = &mut union.discriminator {
                    let values = discriminator.tags.iter_mut();
                    let values = values.chain(&mut discriminator.names);
                    values.for_each(|(_, branch)| to(branch));
                    discriminator.default.iter_mut().for_each(to);
                }
                if let Some(events) = &mut union.events {
                    events.listed.iter_mut().for_each(|(_, branch)| to(branch));
                    events.others.iter_mut().for_each(to);
                    events.text.iter_mut().for_each(to);
                }
            }
            _ => {}
        }
    }
    for operation in &mut api.operations {
        operation
            .parameters
            .iter_mut()
            .for_each(|p| to(&mut p.schema));
        let body = operation.body.iter_mut().flat_map(|body| &mut body.content);
        body.filter_map(|content| content.schema.as_mut())
            .for_each(to);
    }
    for webhook in &mut api.webhooks {
        webhook.acknowledgements.iter_mut().for_each(to);
    }
}

/// The owner of a sent form: the sent form of its owner, or the received form if that has a name of its own.
fn sent_owner(owner: &Owner, received: SchemaId, forms: &IndexMap<SchemaId, SchemaId>) -> Owner {
    let form = |parent: &SchemaId| forms.get(parent).copied();
    let moved = match owner {
        Owner::Property(parent, name) => form(parent).map(|p| Owner::Property(p, name.clone())),
        Owner::Items(parent) => form(parent).map(Owner::Items),
        Owner::Values(parent) => form(parent).map(Owner::Values),
        Owner::Variant(parent, number) => form(parent).map(|p| Owner::Variant(p, *number)),
        Owner::Branch(parent, name) => form(parent).map(|p| Owner::Branch(p, name.clone())),
        Owner::Base(parent) => form(parent).map(Owner::Base),
        Owner::Target(parent) => form(parent).map(Owner::Target),
        _ => None,
    };
    moved.unwrap_or(Owner::SentForm(received))
}
