//! The common shapes of types and operations: parsed once, and filled in for each.

use crate::emit::rust::tree;
use crate::surface::{OPERATION, SPEC};
use proc_macro2::Ident;
use syn::{
    Attribute, Expr, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ReturnType, Stmt, Type,
    parse_quote,
};

/// The items of a type or an operation, without its own parts.
pub struct Patterns {
    block: ItemImpl,
    constructor: ImplItemFn,
    method: ImplItemFn,
    setter: ImplItemFn,
    marker: ItemEnum,
    operation: ItemImpl,
}

/// The own parts of a function.
pub struct Function {
    /// Its docs and other attributes.
    pub attributes: Vec<Attribute>,
    /// Its name.
    pub name: Ident,
    /// Its arguments besides `self`.
    pub arguments: Vec<FnArg>,
    /// Its body; of a setter, before the final `self`.
    pub body: Vec<Stmt>,
}

/// The own parts of an operation.
pub struct Marker {
    /// Its docs.
    pub docs: Attribute,
    /// The name of its marker type.
    pub name: Ident,
    /// The type of a success.
    pub output: Type,
    /// The type of an error.
    pub error: Type,
    /// The constants of the operation.
    pub spec: Expr,
}

impl Patterns {
    /// Parses the shapes.
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

    /// A method of the client that returns a call.
    pub fn method(&self, own: Function, call: Type) -> ImplItem {
        let mut method = function(&self.method, own);
        if let ReturnType::Type(_, output) = &mut method.sig.output {
            **output = call;
        }
        ImplItem::Fn(method)
    }

    /// A function that sets an optional value.
    pub fn setter(&self, own: Function) -> ImplItem {
        ImplItem::Fn(function(&self.setter, own))
    }

    /// The marker type of an operation, and the `impl` with its constants.
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
