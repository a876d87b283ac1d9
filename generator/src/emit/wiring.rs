//! What is alike in the wiring of all types: parsed once, and filled in for each.

use super::tree;
use proc_macro2::Ident;
use syn::{Arm, Expr, FieldValue, ImplItem, ImplItemConst, Item, ItemImpl, Type, TypePath};
use syn::{parse_quote, punctuated::Punctuated};

/// The impls of a type, without what is its own.
pub struct Wiring {
    serde: [ItemImpl; 2],
    record: ItemImpl,
    fields: ImplItemConst,
    blank: ImplItemConst,
    place: ImplItemConst,
    view: ImplItemConst,
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

impl Wiring {
    /// Nothing is filled in.
    pub fn new() -> Self {
        Self {
            serde: [
                parse_quote! {
                    impl Serialize for Self {
                        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                            wire::serialize(Wire::view(self), serializer)
                        }
                    }
                },
                parse_quote! {
                    impl<'de> Deserialize<'de> for Self {
                        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                            wire::deserialize(deserializer)
                        }
                    }
                },
            ],
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

    /// serde's traits, as calls of the runtime.
    pub fn serde(&self, name: &Ident) -> impl Iterator<Item = Item> {
        self.serde.iter().map(|filled| {
            let mut filled = filled.clone();
            *filled.self_ty = of_types(name);
            Item::Impl(filled)
        })
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
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: tree::path([tree::known("types"), name.clone()]),
    })
}
