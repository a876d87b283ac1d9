//! Hides undescribed values that can hold a secret.

use super::reach::sent_body;
use crate::api::Location;
use crate::ir::{Crate, Name, Rest, Ty, TypeDef, TypeKind};

/// Hides the undescribed values of each type that contains a secret, and marks the parameters and bodies that can hold a
/// secret.
///
/// Undescribed members are hidden beside a secret that the document describes as one, at any depth: they can be its
/// parts or its other spellings. The name of a member is a guess, and hides the undescribed members of its own
/// type alone.
pub fn close(krate: &mut Crate) {
    let secret = holders(krate, |def| def.secret);
    let holds = holders(krate, |def| def.secret || !def.hidden.is_empty());
    let is_held = |ty: &Ty| ty.named().is_some_and(|id| holds[id.0]);
    for (index, def) in krate.types.iter_mut().enumerate() {
        let is_secret = secret[index] || !def.hidden.is_empty();
        let hidden = undescribed(def, is_secret, &is_held);
        def.hidden.extend(hidden);
        def.hidden.sort();
        def.hidden.dedup();
    }
    for operation in &mut krate.operations {
        let body = sent_body(operation).is_some_and(|id| holds[id.0]);
        operation.secret_body |= body;
        let is_secret = operation.secret_body;
        let setters = operation.setters.iter_mut();
        for parameter in operation.arguments.iter_mut().chain(setters) {
            parameter.secret |= is_held(&parameter.ty) || is_secret && parameter.part.is_some();
            let is_named = !matches!(parameter.location, Location::Path | Location::Part);
            if parameter.secret && is_named && !operation.secrets.contains(&parameter.wire) {
                operation.secrets.push(parameter.wire.clone());
            }
        }
    }
}

/// Whether each type is one of these, or contains one of them.
fn holders(krate: &Crate, is_one: impl Fn(&TypeDef) -> bool) -> Vec<bool> {
    let mut owners = vec![Vec::new(); krate.types.len()];
    let mut holds = vec![false; krate.types.len()];
    let mut open = Vec::new();
    for (index, def) in krate.types.iter().enumerate() {
        for content in def.held() {
            owners[content.0].push(index);
        }
        if is_one(def) {
            holds[index] = true;
            open.push(index);
        }
    }
    while let Some(index) = open.pop() {
        for &owner in &owners[index] {
            if !std::mem::replace(&mut holds[owner], true) {
                open.push(owner);
            }
        }
    }
    holds
}

/// The fields and variants of a type that can hold a secret as an undescribed value.
fn undescribed(def: &TypeDef, is_secret: bool, is_held: &dyn Fn(&Ty) -> bool) -> Vec<Name> {
    let is_open = |ty: &Ty| is_loose(ty) && is_held(ty);
    match &def.kind {
        TypeKind::Struct(lowered) => {
            let rest = match &lowered.rest {
                Rest::Extra(name) => is_secret.then_some(name),
                Rest::Typed(name, ty) => is_open(ty).then_some(name),
                Rest::Closed => None,
            };
            let fields = lowered.fields.iter().filter(|field| is_open(&field.ty));
            let fields = fields.map(|field| &field.name);
            fields.chain(rest).cloned().collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            let variants = variants.filter(|variant| is_open(&variant.ty));
            let variants = variants.map(|variant| &variant.name);
            let unknown = union.unknown.iter().filter(|_| is_secret);
            variants.chain(unknown).cloned().collect()
        }
        TypeKind::Choice(choice) => {
            let arms = choice.arms.iter().filter(|arm| is_open(&arm.ty));
            arms.map(|arm| arm.name.clone()).collect()
        }
        TypeKind::Reply(reply) | TypeKind::Webhooks(reply) => {
            let variants = reply.variants.iter();
            let variants = variants.filter(|variant| variant.ty.json().is_some_and(is_open));
            variants.map(|variant| variant.name.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether values of another kind are kept unread.
fn is_loose(ty: &Ty) -> bool {
    match ty {
        Ty::Loose(_) => true,
        Ty::List(inner) | Ty::Array(inner, _) | Ty::Map(inner) | Ty::Nullable(inner) => {
            is_loose(inner)
        }
        _ => false,
    }
}
