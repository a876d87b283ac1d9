//! The lints that the emitted code allows, as attributes without their `#`.

use crate::ir::Lint;
use proc_macro2::TokenStream;
use quote::quote;

/// Allows the use of deprecated items.
pub fn deprecated(allowed: &[Lint]) -> Option<TokenStream> {
    const REASON: &str = "deprecated items are generated, too";
    let is_allowed = allowed.contains(&Lint::Deprecated);
    is_allowed.then(|| quote!(allow(deprecated, reason = #REASON)))
}

/// Allows names that look like others.
pub fn letters(allowed: &[Lint]) -> Option<TokenStream> {
    const REASON: &str = "the document names these";
    let allow = quote!(allow(confusable_idents, mixed_script_confusables, reason = #REASON));
    allowed.contains(&Lint::LookAlikes).then_some(allow)
}
