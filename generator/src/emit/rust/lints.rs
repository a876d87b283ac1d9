//! What the emitted code has to be allowed, as attributes without their `#`.

use crate::ir::{Crate, Name, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;
use unicode_normalization::UnicodeNormalization;

/// Allows to name what the document advises against, if it does of anything.
pub fn deprecated(krate: &Crate) -> Option<TokenStream> {
    const REASON: &str = "what is advised against is still there";
    names_deprecated(krate).then(|| quote!(allow(deprecated, reason = #REASON)))
}

/// Whether anything is marked as deprecated.
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

/// Allows names of other alphabets to look like what else is named in the crate: `А` of Cyrillic is a
/// value of the document, and `A` a type parameter.
pub fn letters(krate: &Crate) -> Option<TokenStream> {
    const REASON: &str = "the document names these";
    let allow = quote!(allow(confusable_idents, mixed_script_confusables, reason = #REASON));
    has_look_alikes(krate).then_some(allow)
}

/// Whether a name is not what its looks are reduced to (Unicode Technical Standard 39, section 4): no two
/// that are can look alike.
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
        _ => false,
    });
    types
        || krate.operations.iter().any(|operation| {
            let arguments = operation.arguments.iter().map(|argument| &argument.name);
            let setters = operation.setters.iter().map(|setter| &setter.name);
            is_other(&operation.name) || arguments.chain(setters).any(is_other)
        })
}
