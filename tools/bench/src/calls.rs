//! The operations of a generated crate, found in its text: public methods that are `async` or return a
//! `Call`, with their arguments; and for a `Call`, the setters of its optional parts.

use quote::ToTokens;
use std::collections::BTreeMap;
use std::fmt::Write;
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, GenericArgument, ImplItem, Item, ItemImpl, Pat, Path, PathArguments, ReturnType,
    Signature, Type, TypeImplTrait, TypeParamBound, Visibility, parse_quote,
};

/// An operation that a caller may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The method of the client.
    pub name: String,
    /// The arguments, as expressions.
    pub arguments: Vec<String>,
    /// The setters of optional parts, with their arguments.
    pub setters: Vec<(String, Vec<String>)>,
    /// Whether the method returns a `Call`, which has to be sent.
    is_call: bool,
}

impl Operation {
    /// The expression of a future that calls the operation on `client` with all arguments and setters.
    pub fn future(&self) -> String {
        let mut text = format!("client.{}({})", self.name, self.arguments.join(", "));
        for (name, arguments) in &self.setters {
            let _ = write!(text, ".{name}({})", arguments.join(", "));
        }
        if self.is_call {
            text.push_str(".send()");
        }
        text
    }
}

/// Finds the operations in a file of the crate `library`.
pub fn find(text: &str, library: &str) -> syn::Result<Vec<Operation>> {
    let file = syn::parse_file(&skeleton(text))?;
    let mut found = Vec::new();
    let mut setters: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
    let impls = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => Some(item),
        _ => None,
    });
    for item in impls {
        let of = call(&item.self_ty);
        for signature in methods(item) {
            let Some(arguments) = arguments(signature, library) else {
                continue;
            };
            let name = signature.ident.to_string();
            match (&of, result(signature)) {
                (Some(operation), Some(ty)) if is_self(ty) => {
                    let setters = setters.entry(operation.clone()).or_default();
                    setters.push((name, arguments));
                }
                (None, result) => {
                    let call = result.and_then(call);
                    if call.is_some() || signature.asyncness.is_some() {
                        found.push((call, name, arguments));
                    }
                }
                _ => {}
            }
        }
    }
    let operations = found.into_iter().map(|(call, name, arguments)| Operation {
        name,
        arguments,
        is_call: call.is_some(),
        setters: call
            .and_then(|call| setters.get(&call).cloned())
            .unwrap_or_default(),
    });
    Ok(operations.collect())
}

/// Inherent impls with the signatures of their public methods only, found by the layout of
/// prettyplease. So the bodies, a hundred thousand lines and more, need no parsing.
fn skeleton(text: &str) -> String {
    let mut skeleton = String::new();
    let mut lines = text.lines();
    let mut is_inside = false;
    while let Some(line) = lines.next() {
        if line.starts_with("impl") && line.ends_with('{') && !line.contains(" for ") {
            is_inside = true;
        } else if line == "}" && is_inside {
            is_inside = false;
        } else {
            let is_method = |start| is_inside && line.starts_with(start);
            if is_method("    pub fn ") || is_method("    pub async fn ") {
                let ends = |line: &str| line.ends_with(['{', '}']) && !line.starts_with("     ");
                let mut last = line;
                while !ends(last) {
                    let _ = writeln!(skeleton, "{last}");
                    last = lines.next().unwrap_or("{");
                }
                let _ = writeln!(skeleton, "{}", last.trim_end_matches('}'));
                let _ = writeln!(skeleton, "}}");
                if last.ends_with('{') {
                    lines.by_ref().find(|line| *line == "    }");
                }
            }
            continue;
        }
        let _ = writeln!(skeleton, "{line}");
    }
    skeleton
}

/// Public methods without type parameters, which a caller would have to choose.
fn methods(item: &ItemImpl) -> impl Iterator<Item = &Signature> {
    item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => {
            let signature = &method.sig;
            (signature.receiver().is_some() && signature.generics.params.is_empty())
                .then_some(signature)
        }
        _ => None,
    })
}

fn result(signature: &Signature) -> Option<&Type> {
    match &signature.output {
        ReturnType::Type(_, ty) => Some(ty),
        ReturnType::Default => None,
    }
}

/// The `O` of `Call<O>`.
fn call(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    (last.ident == "Call").then(|| last.arguments.to_token_stream().to_string())
}

fn is_self(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Self"))
}

/// An expression for each argument but the receiver.
fn arguments(signature: &Signature, library: &str) -> Option<Vec<String>> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed
        .map(|typed| {
            matches!(*typed.pat, Pat::Ident(_)).then(|| argument((*typed.ty).clone(), library))
        })
        .collect()
}

/// A value of a type. A reference refers to a value of ours.
fn argument(mut ty: Type, library: &str) -> String {
    Concrete { library }.visit_type_mut(&mut ty);
    if let Type::Reference(reference) = &ty {
        let lent = match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
            Type::Slice(slice) => format!("Vec<{}>", slice.elem.to_token_stream()),
            other => other.to_token_stream().to_string(),
        };
        return format!("&any::<{lent}>()");
    }
    format!("any::<{}>()", ty.to_token_stream())
}

/// Replaces `crate` in paths by the name of the library, and each `impl Trait` by a type with the
/// trait.
struct Concrete<'a> {
    library: &'a str,
}

impl VisitMut for Concrete<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::ImplTrait(of) = ty {
            *ty = concrete(of);
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "crate"
        {
            first.ident = syn::Ident::new(self.library, first.ident.span());
            path.leading_colon = Some(syn::Token![::](first.ident.span()));
        }
        visit_mut::visit_path_mut(self, path);
    }
}

/// `impl Into<T>` to `T`, `impl IntoIterator<Item = T>` to `Vec<T>`, and text for any other trait.
fn concrete(of: &TypeImplTrait) -> Type {
    for bound in &of.bounds {
        let TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        let Some(last) = bound.path.segments.last() else {
            continue;
        };
        let PathArguments::AngleBracketed(arguments) = &last.arguments else {
            continue;
        };
        match arguments.args.first() {
            Some(GenericArgument::Type(ty)) if last.ident == "Into" => return ty.clone(),
            Some(GenericArgument::AssocType(item)) => {
                let ty = &item.ty;
                return parse_quote!(Vec<#ty>);
            }
            _ => {}
        }
    }
    parse_quote!(String)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn check(text: &str, expected: &[&str]) {
        let found = find(text, "shop").unwrap();
        let found: Vec<String> = found.iter().map(super::Operation::future).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_method_that_gives_a_call_and_its_setters() {
        check(
            "impl Client {
    pub fn list_ships(&self, port: &str, limit: i64) -> Call<ListShips> {
        let parts = self.start(&LIST_SHIPS);
        Call::new(parts)
    }
    pub fn new() -> Self {}
    fn start(&self) -> Call<ListShips> {
        todo()
    }
}
impl Call<ListShips> {
    pub fn flag(mut self, flag: impl Into<types::Flag>) -> Self {
        self
    }
    pub fn body(mut self, body: &types::Body) -> Self {
        self
    }
}",
            &["client.list_ships(&any::<String>(), any::<i64>())\
               .flag(any::<types :: Flag>()).body(&any::<types :: Body>()).send()"],
        );
    }

    #[test]
    fn an_async_method() {
        check(
            "impl crate::client::Client {
    /// One of them.
    pub async fn get_ship(
        &self,
        id: impl AsRef<str>,
        after: Option<impl AsRef<str>>,
        query: &parameters::Query,
        body: impl Into<
            crate::types::Body,
        >,
        tags: &[String],
    ) -> Result<Ship, Error> {
        if tags.is_empty() {
        }
    }
    pub async fn generic<T: Send>(&self, of: T) {}
}
impl Clone for Client {
    pub async fn clone(&self) -> Self {
        todo()
    }
}",
            &[
                "client.get_ship(any::<String>(), any::<Option < String >>(), \
               &any::<parameters :: Query>(), any::<:: shop :: types :: Body>(), \
               &any::<Vec<String>>())",
            ],
        );
    }

    #[test]
    fn what_is_not_rust_is_an_error() {
        let text = "impl Client {\n    pub fn list(&self -> Call<List> {\n    }\n}";
        assert!(find(text, "shop").is_err());
    }
}
