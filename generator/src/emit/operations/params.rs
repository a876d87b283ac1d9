//! The struct with the arguments of an operation.

use crate::emit::operations::{inputs, link};
use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::{self, known};
use crate::ir::{Crate, Operation, Params};
use crate::text::{line_above, say};
use quote::quote;
use syn::{FnArg, Ident, Item, Pat, Stmt, Type, parse_quote};

/// The argument of a method, and the statement that takes its fields: the arguments that it replaces.
pub fn argument(params: &Params, arguments: &[FnArg]) -> (FnArg, Stmt) {
    let name = ident(&params.name);
    let lifetime = params.borrows.then(|| quote!(<'_>));
    let argument = tree::argument(known("params"), parse_quote!(#name #lifetime));
    let fields = arguments.iter().filter_map(parts).map(|(name, _)| name);
    (argument, parse_quote!(let #name { #(#fields),* } = params;))
}

/// The struct.
pub fn structure(krate: &Crate, operation: &Operation, params: &Params) -> Item {
    let arguments = inputs(krate, operation).arguments;
    let fields = arguments.iter().filter_map(parts).zip(&params.fields);
    let fields = fields.map(|((name, ty), docs)| {
        let docs = spell::docs(docs).into_iter().collect();
        tree::member_of(docs, name.clone(), kept(ty))
    });
    let docs = say("The arguments of {}.", &[&link(krate, operation)]);
    let copies = params.copies.then(|| tree::derive(quote!(Clone, Copy)));
    let above = [line_above(docs)].into_iter().chain(copies);
    let mut structure = tree::structure(above.collect(), ident(&params.name), fields);
    if let (Item::Struct(structure), true) = (&mut structure, params.borrows) {
        structure.generics = parse_quote!(<'a>);
    }
    structure
}

/// The name and the type of an argument.
fn parts(argument: &FnArg) -> Option<(&Ident, &Type)> {
    match argument {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pat) => Some((&pat.ident, &typed.ty)),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}

/// The type of a field: a reference lives as long as the struct.
fn kept(ty: &Type) -> Type {
    let mut ty = ty.clone();
    if let Type::Reference(reference) = &mut ty {
        reference.lifetime = Some(parse_quote!('a));
    }
    ty
}
