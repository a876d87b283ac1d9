//! What is alike in all types and operations: parsed once, and filled in for each.

use super::tree;
use crate::surface::{OPERATION, SPEC};
use proc_macro2::Ident;
use syn::{
    Attribute, Expr, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ReturnType, Stmt, Type,
    parse_quote,
};

/// Items of a type or an operation, without what is its own.
pub struct Patterns {
    block: ItemImpl,
    constructor: ImplItemFn,
    method: ImplItemFn,
    setter: ImplItemFn,
    marker: ItemEnum,
    operation: ItemImpl,
}

/// What a function has of its own.
pub struct Function {
    /// Docs and what else stands above it.
    pub attributes: Vec<Attribute>,
    /// Its name.
    pub name: Ident,
    /// What it takes besides `self`.
    pub arguments: Vec<FnArg>,
    /// What it does; of a setter, before it gives `self` back.
    pub body: Vec<Stmt>,
}

/// What an operation has of its own.
pub struct Marker {
    /// Its docs.
    pub docs: Attribute,
    /// The name of the type that stands for it.
    pub name: Ident,
    /// What it answers.
    pub output: Type,
    /// What it answers where it fails.
    pub error: Type,
    /// What is the same for every call.
    pub spec: Expr,
}

impl Patterns {
    /// Nothing is filled in.
    pub fn new() -> Self {
        Self {
            block: parse_quote!(impl Self {}),
            constructor: parse_quote!(
                pub fn new() -> Self {}
            ),
            method: parse_quote!(
                #[inline]
                pub fn method(&self) -> Self {}
            ),
            setter: parse_quote!(
                pub fn with(mut self) -> Self {
                    self
                }
            ),
            marker: parse_quote!(
                pub enum Marker {}
            ),
            operation: parse_quote! {
                impl Trait for Self {
                    type Output = Self;
                    type Error = Self;
                    const SPEC: Self = &SPEC;
                }
            },
        }
    }

    /// The functions of a type.
    pub fn block(&self, ty: Type, functions: Vec<ImplItem>) -> Item {
        let mut block = self.block.clone();
        *block.self_ty = ty;
        block.items = functions;
        Item::Impl(block)
    }

    /// A function that makes a value.
    pub fn constructor(&self, own: Function) -> ImplItem {
        ImplItem::Fn(function(&self.constructor, own))
    }

    /// A method of the client that gives a call.
    pub fn method(&self, own: Function, call: Type) -> ImplItem {
        let mut method = function(&self.method, own);
        if let ReturnType::Type(_, output) = &mut method.sig.output {
            **output = call;
        }
        ImplItem::Fn(method)
    }

    /// A function that sets what is optional.
    pub fn setter(&self, own: Function) -> ImplItem {
        ImplItem::Fn(function(&self.setter, own))
    }

    /// The type that stands for an operation, and what is known of it.
    pub fn operation(&self, own: Marker) -> [Item; 2] {
        let (mut marker, mut operation) = (self.marker.clone(), self.operation.clone());
        marker.attrs.insert(0, own.docs);
        marker.ident = own.name.clone();
        *operation.self_ty = tree::ty(tree::path([own.name]));
        if let Some((of, _)) = &mut operation.trait_ {
            *of = tree::path([OPERATION.ident()]);
        }
        if let [
            ImplItem::Type(output),
            ImplItem::Type(error),
            ImplItem::Const(spec),
        ] = &mut operation.items[..]
        {
            output.ty = own.output;
            error.ty = own.error;
            spec.ty = tree::ty(tree::path([SPEC.ident()]));
            spec.expr = tree::lent(false, own.spec);
        }
        [Item::Enum(marker), Item::Impl(operation)]
    }
}

fn function(pattern: &ImplItemFn, own: Function) -> ImplItemFn {
    let mut function = pattern.clone();
    function.attrs.splice(0..0, own.attributes);
    function.sig.ident = own.name;
    function.sig.inputs.extend(own.arguments);
    function.block.stmts.splice(0..0, own.body);
    function
}
