//! The secrets in the bodies of errors: an error's text leaves them out.

use super::reach::closure;
use crate::ir::{Crate, Operation, Raw, ReplyTy, Rest, Ty, TypeDef, TypeId, TypeKind};
use crate::lower::operations::outcomes;
use std::collections::BTreeSet;

/// Lists the members of errors' bodies that are described secrets, and marks the statuses of each operation whose body is
/// one as a whole.
pub fn find(krate: &mut Crate) {
    let whole: Vec<bool> = krate.types.iter().map(is_secret).collect();
    let is_secret = |ty: &Ty| ty.named().is_some_and(|id| whole[id.0]);
    let errors = krate.operations.iter();
    // A described event can be an error, too.
    let events =
        |operation: &Operation| operation.output.named().filter(|_| operation.error_events);
    let errors = errors.flat_map(|operation| [operation.error.named(), events(operation)]);
    let errors = errors.flatten();
    let mut members: Vec<Raw> = closure(krate, errors)
        .into_iter()
        .flat_map(|id| members(&krate[id], &is_secret))
        .collect();
    members.sort();
    members.dedup();
    krate.secret_members = members;
    let rows: Vec<_> = krate
        .operations
        .iter()
        .map(|operation| {
            let is_whole = |ty| bodies(krate, ty).any(|id| whole[id.0]);
            let described = operation.responses.iter().filter(|(_, ty)| is_whole(ty));
            let described: BTreeSet<u16> = described
                .map(|(status, _)| outcomes::key(*status))
                .collect();
            let rows = operation.secret_errors.iter();
            let mut rows: Vec<_> = rows
                .map(|(status, is_secret)| (*status, *is_secret || described.contains(status)))
                .collect();
            let is_secret = rows.iter().any(|(_, is_secret)| *is_secret);
            if !is_secret && is_whole(&operation.error) {
                // No status tells which of the bodies it is.
                for (_, is_secret) in &mut rows {
                    *is_secret = true;
                }
            } else if !is_secret {
                rows.clear();
            }
            rows
        })
        .collect();
    for (operation, rows) in krate.operations.iter_mut().zip(rows) {
        operation.secret_errors = rows;
    }
}

/// Whether a value of this type has a secret that isn't the value of a named member.
fn is_secret(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(lowered) => match &lowered.rest {
            Rest::Typed(name, _) => def.hides(name),
            _ => lowered.is_tuple && !def.hidden.is_empty(),
        },
        TypeKind::Choice(_) => false,
        TypeKind::Checked(checked) => checked.secret,
        _ => !def.hidden.is_empty(),
    }
}

/// The members of a type that are secrets.
fn members(def: &TypeDef, is_secret: &dyn Fn(&Ty) -> bool) -> Vec<Raw> {
    match &def.kind {
        TypeKind::Struct(lowered) if !lowered.is_tuple => {
            let fields = lowered.fields.iter();
            let fields = fields.filter(|field| field.secret || is_secret(&field.ty));
            fields.map(|field| field.wire.clone()).collect()
        }
        TypeKind::Choice(choice) => {
            let arms = choice.arms.iter();
            let arms = arms.filter(|arm| arm.secret || is_secret(&arm.ty));
            arms.map(|arm| arm.wire.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// The types of the bodies of an error: its own, and those by status and media type.
fn bodies<'k>(krate: &'k Crate, error: &ReplyTy) -> impl Iterator<Item = TypeId> + use<'k> {
    let own = error.named();
    let is_reply = |id: &TypeId| matches!(krate[*id].kind, TypeKind::Reply(_));
    let inner = own.filter(is_reply).map(|id| krate[id].held());
    own.into_iter().chain(inner.into_iter().flatten())
}
