//! Syntax trees as tokens: declarations without the parts that are no concern of callers.

use super::modules::{Modules, Path};
use super::text;
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, Attribute, Expr, ExprLit, Field, FnArg, GenericArgument,
    ItemImpl, Lit, Meta, PathArguments, ReceiverKind, ReturnType, Signature, Type,
};

/// The `cfg` of attributes.
pub(super) fn cfg(attrs: &[Attribute]) -> String {
    let all = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    all.map(|attr| attr.meta.to_token_stream().to_string())
        .collect()
}

pub(super) fn docs(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => {
            Some(meta.value.to_token_stream().to_string())
        }
        _ => None,
    });
    lines.collect()
}

pub(super) fn is_hidden(attr: &Attribute) -> bool {
    let list = attr.meta.require_list();
    attr.path().is_ident("doc") && list.is_ok_and(|list| list.tokens.to_string() == "hidden")
}

pub(super) fn is_non_exhaustive(attrs: &[Attribute]) -> bool {
    attrs
        .iter()
        .any(|attr| attr.path().is_ident("non_exhaustive"))
}

pub(super) fn name(field: &Field, index: usize) -> String {
    field
        .ident
        .as_ref()
        .map_or_else(|| index.to_string(), ToString::to_string)
}

pub(super) fn join(parts: &[&dyn ToTokens]) -> String {
    let parts = parts.iter().map(|part| part.to_token_stream().to_string());
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The names of the arguments, in their order.
pub(super) fn arguments(signature: &Signature) -> Vec<String> {
    let inputs = signature.inputs.iter();
    let named = inputs.filter_map(|input| match input {
        FnArg::Typed(input) => Some(join(&[&input.pat])),
        FnArg::Receiver(_) => None,
    });
    named.collect()
}

/// The signature without the name, which the item has. The names of arguments are no concern of callers.
pub(super) fn signature_tokens(signature: &Signature, with_names: bool) -> String {
    let inputs = signature.inputs.iter().map(|input| match input {
        // `mut self` is `self` to a caller.
        FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Value) => {
            "self".to_owned()
        }
        FnArg::Receiver(receiver) => join(&[receiver]),
        FnArg::Typed(input) if with_names => join(&[input]),
        FnArg::Typed(input) => join(&[&input.ty]),
    });
    let inputs: Vec<String> = inputs.collect();
    let mut tokens = join(&[&signature.asyncness, &signature.generics]);
    tokens += &["(", &inputs.join(" , "), ")"].concat();
    if let ReturnType::Type(..) = signature.output {
        tokens.push(' ');
        tokens.push_str(&join(&[&signature.output]));
    }
    if let Some(clause) = &signature.generics.where_clause {
        tokens.push(' ');
        tokens.push_str(&join(&[clause]));
    }
    tokens
}

/// The public path of the type that an implementation is for, with arguments that make it one form of the type:
/// `Call<FindPets>`. A type of another module has its name alone. `None` is a private type.
pub(super) fn self_type(modules: &Modules, path: &Path, item: &ItemImpl) -> Option<String> {
    let Type::Path(ty) = &*item.self_ty else {
        return Some(text::spaced(&join(&[&item.self_ty])));
    };
    let form = match &ty.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(list) if is_form(list, item) => text::spaced(&join(&[list])),
        _ => String::new(),
    };
    let names = ty.path.segments.iter().map(|it| it.ident.to_string());
    let names: Path = names.filter(|name| name != "crate").collect();
    let public = match &names[..] {
        [name] => match modules.declares(path, name) {
            None => Some(name.clone()),
            Some(false) => None,
            Some(true) => modules.public(path, name),
        },
        names => Some(names.join("::")),
    };
    Some(public? + &form)
}

/// Whether a type is an argument that isn't a parameter of the implementation.
fn is_form(list: &AngleBracketedGenericArguments, item: &ItemImpl) -> bool {
    list.args.iter().any(|argument| match argument {
        GenericArgument::Type(Type::Path(ty)) => !item
            .generics
            .type_params()
            .any(|it| ty.path.is_ident(&it.ident)),
        GenericArgument::Type(_) => true,
        _ => false,
    })
}

/// The type whose table a macro of `wire` makes.
pub(super) fn table(tokens: &proc_macro2::TokenStream) -> Option<String> {
    let mut words = tokens.clone().into_iter().map(|token| token.to_string());
    let module = words.next().filter(|word| word == "types")?;
    let (_, _) = (words.next()?, words.next()?);
    Some(format!("{module}::{}", words.next()?))
}

/// The route in the description of an operation: `POST /pets`.
pub(super) fn route(mut description: &Expr) -> Option<String> {
    while let Expr::Reference(of) = description {
        description = &of.expr;
    }
    while let Expr::MethodCall(call) = description {
        if call.method == "at" {
            let method = call.args.first()?.to_token_stream().into_iter().last()?;
            let Expr::Lit(ExprLit {
                lit: Lit::Str(path),
                ..
            }) = call.args.last()?
            else {
                return None;
            };
            // The literal itself, with its escapes.
            let path = path.to_token_stream().to_string();
            return Some(format!("{method} {}", path.trim_matches('"')));
        }
        description = &call.receiver;
    }
    None
}
