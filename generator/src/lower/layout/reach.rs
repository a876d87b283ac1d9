//! The types that operations and other types need.

use crate::ir::{BodyTy, Crate, Operation, ReplyTy, RequestBody, TypeId};
use std::collections::BTreeSet;

/// The types, and all types in them.
pub fn closure(krate: &Crate, roots: impl IntoIterator<Item = TypeId>) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<TypeId> = roots.into_iter().collect();
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            waiting.extend(krate[id].held());
        }
    }
    reached
}

/// The types that an operation sends.
pub fn sent(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let parameters = operation.arguments.iter().chain(&operation.setters);
    let parameters = parameters.filter_map(|parameter| parameter.ty.named());
    parameters.chain(sent_body(operation))
}

/// The type of an operation's body.
pub fn sent_body(operation: &Operation) -> Option<TypeId> {
    match &operation.body {
        RequestBody::Members(id) => Some(*id),
        RequestBody::Value {
            ty: BodyTy::Json(ty) | BodyTy::Form(ty, _) | BodyTy::Lines(ty) | BodyTy::Records(ty),
            ..
        } => ty.named(),
        RequestBody::Value { .. } | RequestBody::Parts { .. } | RequestBody::None => None,
    }
}

/// The types in an operation's signature.
pub fn roots(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let responses = operation.responses.iter().map(|(_, ty)| ty);
    let replies = [&operation.output, &operation.error]
        .into_iter()
        .chain(responses)
        .filter_map(ReplyTy::named);
    sent(operation)
        .chain(replies)
        .chain(operation.headers.iter().copied())
}
