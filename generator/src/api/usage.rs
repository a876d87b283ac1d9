//! The direction of each schema: a part of requests, of responses, or of both.

use crate::api::{Api, Kind, SchemaId};

/// The direction of a schema or a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// It is part of a request.
    pub sent: bool,
    /// It is part of a response.
    pub received: bool,
}

/// The direction of every schema, as the client sees it: webhook bodies are received, and responses to webhooks
/// are sent. A schema that no operation reaches counts as received.
#[must_use]
pub fn usage(api: &Api) -> Vec<Usage> {
    let mut usage = vec![Usage::default(); api.schemas.len()];
    for operation in &api.operations {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| parameter.schema);
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        for id in parameters.chain(bodies.filter_map(|content| content.schema)) {
            mark(api, id, &mut usage, |usage| &mut usage.sent);
        }
        for response in &operation.responses {
            let headers = response.headers.iter().map(|header| header.schema);
            let bodies = response.content.iter().filter_map(|content| content.schema);
            for id in headers.chain(bodies) {
                mark(api, id, &mut usage, |usage| &mut usage.received);
            }
        }
    }
    for webhook in &api.webhooks {
        let headers = webhook.headers.iter().map(|header| header.schema);
        let bodies = webhook.content.iter().filter_map(|content| content.schema);
        for id in headers.chain(bodies) {
            mark(api, id, &mut usage, |usage| &mut usage.received);
        }
        for id in &webhook.acknowledgements {
            mark(api, *id, &mut usage, |usage| &mut usage.sent);
        }
    }
    for id in api.components.values() {
        if usage[id.0] == Usage::default() && !api.merged.contains(id) {
            mark(api, *id, &mut usage, |usage| &mut usage.received);
        }
    }
    usage
}

fn mark(api: &Api, start: SchemaId, usage: &mut [Usage], flag: fn(&mut Usage) -> &mut bool) {
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        let flag = flag(&mut usage[id.0]);
        if !*flag {
            *flag = true;
            waiting.extend(children(api, id));
        }
    }
}

/// The direct parts of a schema, in the document's order.
#[must_use]
pub fn children(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    match &api[id].kind {
        Kind::Alias(target) | Kind::Loose(target) => vec![*target],
        Kind::Array(items) => vec![*items],
        Kind::Tuple(tuple) => {
            let places = tuple.places.iter().map(|place| place.schema);
            places.chain(tuple.additional.schema()).collect()
        }
        Kind::Object(object) => {
            let properties = object.properties.values();
            let properties = properties.map(|property| property.schema);
            properties.chain(object.additional.schema()).collect()
        }
        Kind::Union(union) => union.branches.clone(),
        _ => Vec::new(),
    }
}
