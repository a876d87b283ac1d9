//! Hides undescribed values that can hold a secret.

use super::reach::sent;
use crate::ir::{Crate, Name, Rest, Ty, TypeDef, TypeKind};

/// Hides the undescribed values of each type that contains a secret, and marks the operations that send a
/// secret.
pub fn close(krate: &mut Crate) {
    let holds = holders(krate);
    let is_held = |ty: &Ty| ty.named().is_some_and(|id| holds[id.0]);
    for (index, def) in krate.types.iter_mut().enumerate() {
        let hidden = undescribed(def, holds[index], &is_held);
        def.hidden.extend(hidden);
        def.hidden.sort();
        def.hidden.dedup();
    }
    for operation in &mut krate.operations {
        let sends_one = sent(operation).any(|id| holds[id.0]);
        operation.secret |= sends_one;
    }
}

/// Whether each type contains a secret, directly or in a type within it.
fn holders(krate: &Crate) -> Vec<bool> {
    let mut owners = vec![Vec::new(); krate.types.len()];
    let mut holds = vec![false; krate.types.len()];
    let mut open = Vec::new();
    for (index, def) in krate.types.iter().enumerate() {
        let choice = match &def.kind {
            TypeKind::Struct(lowered) => lowered.choice.as_ref().map(|choice| choice.ty),
            _ => None,
        };
        let contents = def.contents().into_iter().filter_map(Ty::named);
        for content in contents.chain(choice) {
            owners[content.0].push(index);
        }
        let is_checked = matches!(&def.kind, TypeKind::Checked(checked) if checked.secret);
        if !def.hidden.is_empty() || is_checked {
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
fn undescribed(def: &TypeDef, holds: bool, is_held: &dyn Fn(&Ty) -> bool) -> Vec<Name> {
    let is_open = |ty: &Ty| is_loose(ty) && is_held(ty);
    match &def.kind {
        TypeKind::Struct(lowered) => {
            let rest = match &lowered.rest {
                Rest::Extra(name) => holds.then_some(name),
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
            let unknown = union.unknown.iter().filter(|_| holds);
            variants.chain(unknown).cloned().collect()
        }
        TypeKind::Choice(choice) => {
            let arms = choice.arms.iter().filter(|arm| is_open(&arm.ty));
            arms.map(|arm| arm.name.clone()).collect()
        }
        TypeKind::Reply(reply) | TypeKind::Hooks(reply) => {
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
