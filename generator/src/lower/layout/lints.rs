//! Lints of rustc that the names of a document can trigger.

use crate::ir::{Crate, Lint, Name, TypeKind};
use unicode_normalization::UnicodeNormalization;

/// The lints that the crate must allow.
pub fn lints(krate: &Crate) -> Vec<Lint> {
    let deprecated = names_deprecated(krate).then_some(Lint::Deprecated);
    let look_alikes = has_look_alikes(krate).then_some(Lint::LookAlikes);
    deprecated.into_iter().chain(look_alikes).collect()
}

/// Whether any item is deprecated.
fn names_deprecated(krate: &Crate) -> bool {
    let types = krate.types.iter().any(|def| match &def.kind {
        _ if def.deprecated => true,
        TypeKind::Struct(lowered) => lowered.fields.iter().any(|field| field.deprecated),
        TypeKind::Enum(lowered) => lowered.values.iter().any(|value| value.deprecated),
        TypeKind::IntegerEnum(lowered) => lowered.values.iter().any(|value| value.deprecated),
        _ => false,
    });
    let operations = krate.operations.iter();
    types
        || operations.into_iter().any(|operation| {
            operation.deprecated || operation.setters.iter().any(|setter| setter.deprecated)
        })
}

/// Whether a name differs from its skeleton (Unicode Technical Standard 39, section 4). Two names that equal
/// their skeletons can't look alike.
fn has_look_alikes(krate: &Crate) -> bool {
    let is_other = |name: &Name| {
        let name = name.as_str();
        !name.is_ascii() && !unicode_security::skeleton(name).eq(name.nfd())
    };
    let types = krate.types.iter().any(|def| match &def.kind {
        _ if is_other(&def.name) => true,
        TypeKind::Struct(lowered) => lowered.fields.iter().any(|field| is_other(&field.name)),
        TypeKind::Enum(lowered) => lowered.values.iter().any(|value| is_other(&value.name)),
        TypeKind::IntegerEnum(lowered) => lowered.values.iter().any(|value| is_other(&value.name)),
        TypeKind::Union(lowered) => lowered
            .variants
            .iter()
            .any(|variant| is_other(&variant.name)),
        TypeKind::Webhooks(webhooks) => webhooks
            .variants
            .iter()
            .any(|webhook| is_other(&webhook.name)),
        _ => false,
    });
    types
        || krate.operations.iter().any(|operation| {
            let arguments = operation.arguments.iter().map(|argument| &argument.name);
            let setters = operation.setters.iter().map(|setter| &setter.name);
            is_other(&operation.name) || arguments.chain(setters).any(is_other)
        })
}
