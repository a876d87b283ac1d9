//! What is alike in all types and operations: parsed once, and filled in for each.

use super::tree;
use proc_macro2::Ident;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{
    Arm, Attribute, Expr, FieldValue, FnArg, ImplItem, ImplItemConst, ImplItemFn, Item, ItemEnum,
    ItemImpl, ItemMacro, ReturnType, Stmt, Type, parse_quote,
};

/// Items of a type or an operation, without what is its own.
pub struct Patterns {
    block: ItemImpl,
    constructor: ImplItemFn,
    method: ImplItemFn,
    setter: ImplItemFn,
    marker: ItemEnum,
    operation: ItemImpl,
    texts: [ImplItemFn; 2],
    conversion: ItemImpl,
    symbol: ItemMacro,
    serde: ItemMacro,
    record: ItemImpl,
    fields: ImplItemConst,
    blank: ImplItemConst,
    place: ImplItemConst,
    view: ImplItemConst,
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

/// What a record's own impl has.
pub struct Record {
    /// The constants, if there are any.
    pub constants: Option<ImplItem>,
    /// The rows of the table of members.
    pub fields: Vec<Expr>,
    /// The blank fields; none for the default.
    pub blank: Option<Punctuated<FieldValue, syn::Token![,]>>,
    /// From a member's number to where it is read to.
    pub place: Members,
    /// From a member's number to what is written.
    pub view: Members,
}

/// From a member's number to the member.
pub struct Members {
    /// One for each number, but for the last.
    pub arms: Vec<Arm>,
    /// Behind the last one; whether it is a part of the value.
    pub others: (Expr, bool),
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
                pub fn method(&self) -> Call {}
            ),
            setter: parse_quote!(
                pub fn with(mut self) -> Self {
                    self
                }
            ),
            marker: parse_quote! {
                #[derive(Debug)]
                pub enum Marker {}
            },
            operation: parse_quote! {
                impl Operation for Self {
                    type Output = Self;
                    type Error = Self;
                    const SPEC: Spec = &SPEC;
                }
            },
            texts: texts(),
            conversion: parse_quote! {
                impl<T: AsRef<str>> From<T> for Self {
                    fn from(text: T) -> Self {}
                }
            },
            symbol: parse_quote!(wire::impl_symbol!();),
            serde: parse_quote!(wire::impl_serde!();),
            record: parse_quote!(impl Record for Self {}),
            fields: parse_quote!(
                const FIELDS: &'static [Field] = &[];
            ),
            blank: parse_quote!(
                const BLANK: fn() -> Self = Self::default;
            ),
            place: parse_quote!(
                const PLACE: fn(&mut Self, usize) -> Place<'_> = |this, index| {};
            ),
            view: parse_quote!(
                const VIEW: fn(&Self, usize) -> View<'_> = |this, index| {};
            ),
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
        if let [
            ImplItem::Type(output),
            ImplItem::Type(error),
            ImplItem::Const(spec),
        ] = &mut operation.items[..]
        {
            output.ty = own.output;
            error.ty = own.error;
            spec.expr = tree::lent(false, own.spec);
        }
        [Item::Enum(marker), Item::Impl(operation)]
    }

    /// serde's traits, which are those of the runtime for each type.
    pub fn serde(&self, name: &Ident) -> Item {
        called(&self.serde, name)
    }

    /// What a caller asks of an enum of strings: its text, and whether it is known.
    pub fn texts(&self, many: Option<Attribute>, text: Expr, is_known: Expr) -> Vec<ImplItem> {
        let [mut as_str, mut known] = self.texts.clone();
        as_str.attrs.extend(many);
        as_str.block.stmts.push(tree::given(text));
        known.block.stmts.push(tree::given(is_known));
        vec![ImplItem::Fn(as_str), ImplItem::Fn(known)]
    }

    /// The conversion of `text` into an enum of strings.
    pub fn conversion(&self, name: &Ident, many: Option<Attribute>, made: Expr) -> Item {
        let mut from = self.conversion.clone();
        *from.self_ty = of_types(name);
        if let [ImplItem::Fn(function)] = &mut from.items[..] {
            function.attrs.extend(many);
            function.block.stmts.push(tree::given(made));
        }
        Item::Impl(from)
    }

    /// What makes an enum of strings one for the runtime.
    pub fn symbol(&self, name: &Ident) -> Item {
        called(&self.symbol, name)
    }

    /// What is known of an object's members.
    pub fn record(&self, name: &Ident, own: Record) -> Item {
        let mut record = self.record.clone();
        *record.self_ty = of_types(name);
        record.items.extend(own.constants);
        if !own.fields.is_empty() {
            let fields = with(&self.fields, tree::table(own.fields));
            record.items.push(fields);
        }
        let blank = match own.blank {
            None => ImplItem::Const(self.blank.clone()),
            Some(fields) => {
                let mut closure: syn::ExprClosure = parse_quote!(|| Self {});
                if let Expr::Struct(value) = &mut *closure.body {
                    value.fields = fields;
                }
                with(&self.blank, Expr::Closure(closure))
            }
        };
        record.items.push(blank);
        record.items.push(members(&self.place, own.place));
        record.items.push(members(&self.view, own.view));
        Item::Impl(record)
    }
}

/// What a caller asks of an enum of strings.
fn texts() -> [ImplItemFn; 2] {
    [
        parse_quote! {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {}
        },
        parse_quote! {
            /// Whether the document lists the value.
            #[must_use]
            pub fn is_known(&self) -> bool {}
        },
    ]
}

fn function(pattern: &ImplItemFn, own: Function) -> ImplItemFn {
    let mut function = pattern.clone();
    function.attrs.splice(0..0, own.attributes);
    function.sig.ident = own.name;
    function.sig.inputs.extend(own.arguments);
    function.block.stmts.splice(0..0, own.body);
    function
}

fn called(pattern: &ItemMacro, name: &Ident) -> Item {
    let mut called = pattern.clone();
    called.mac.tokens = quote!(types::#name);
    Item::Macro(called)
}

fn with(constant: &ImplItemConst, value: Expr) -> ImplItem {
    let mut constant = constant.clone();
    constant.expr = value;
    ImplItem::Const(constant)
}

fn members(constant: &ImplItemConst, members: Members) -> ImplItem {
    let mut constant = constant.clone();
    let (others, of_value) = members.others;
    if let Expr::Closure(closure) = &mut constant.expr {
        let ignored = usize::from(of_value)..;
        if members.arms.is_empty() {
            closure
                .inputs
                .iter_mut()
                .skip(ignored.start)
                .for_each(|input| *input = tree::any());
            *closure.body = others;
        } else {
            let mut arms = members.arms;
            arms.push(tree::arm(tree::any(), others));
            let index = tree::named([tree::known("index")]);
            *closure.body = tree::choose(index, arms);
        }
    }
    ImplItem::Const(constant)
}

/// `types::Name`.
fn of_types(name: &Ident) -> Type {
    tree::ty(tree::path([tree::known("types"), name.clone()]))
}
