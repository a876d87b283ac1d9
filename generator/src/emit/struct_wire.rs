//! How structs are read and written: the members by name, and from a member's number to the field.

use super::patterns::{Members, Patterns, Record};
use super::spell::{self, ident};
use super::tree::{self, known};
use super::{Piece, parsed};
use crate::ir::{Choice, Crate, Field, Presence, Rest, Struct, TypeDef, TypeKind};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Expr, FieldValue, ImplItem, parse_quote};

/// The members, and a `Debug` that tells no secret.
pub fn wire(patterns: &Patterns, krate: &Crate, def: &TypeDef, lowered: &Struct) -> Piece {
    let choice = chosen(krate, lowered);
    let choice = choice.as_ref();
    let record = Record {
        constants: constants(lowered),
        fields: fields(lowered, choice),
        blank: (!lowered.default).then(|| blank(lowered, choice)),
        place: members(lowered, choice, &Direction::PLACE),
        view: members(lowered, choice, &Direction::VIEW),
    };
    let mut items = vec![patterns.record(&ident(&def.name), record)];
    if lowered.has_secret() {
        items.extend(parsed(debug(def, lowered))?);
    }
    Ok(items)
}

/// The field that is a choice, its type and its members.
struct Chosen<'a> {
    field: Ident,
    ty: Ident,
    choice: &'a Choice,
}

fn chosen<'a>(krate: &'a Crate, lowered: &Struct) -> Option<Chosen<'a>> {
    let field = lowered.choice.as_ref()?;
    match &krate[field.ty].kind {
        TypeKind::Choice(choice) => Some(Chosen {
            field: ident(&field.name),
            ty: ident(&krate[field.ty].name),
            choice,
        }),
        _ => None,
    }
}

fn constants(lowered: &Struct) -> Option<ImplItem> {
    let rows = lowered.constants.iter().map(|constant| {
        let name = &constant.wire;
        let value = spell::literal(&constant.value);
        quote!(Constant::new(#name, #value))
    });
    (!lowered.constants.is_empty())
        .then(|| parse_quote!(const CONSTANTS: &'static [Constant] = &[#(#rows),*];))
}

/// The table of members.
fn fields(lowered: &Struct, choice: Option<&Chosen<'_>>) -> Vec<Expr> {
    let arms = choice.iter().flat_map(|chosen| &chosen.choice.arms);
    let arms = arms.map(|arm| {
        let wire = &arm.wire;
        let secret = arm.secret.then(|| quote!(.secret()));
        parse_quote!(Field::choice(#wire, 0)#secret)
    });
    lowered.fields.iter().map(row).chain(arms).collect()
}

/// A row of the table of members.
fn row(field: &Field) -> Expr {
    let kind = match field.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required_nullable",
        Presence::Optional => "optional",
        Presence::ThreeState => "three_state",
    };
    let made = tree::named([known("Field"), known(kind)]);
    let row = tree::call(made, [tree::text(&field.wire)]);
    if field.secret {
        parse_quote!(#row.secret())
    } else {
        row
    }
}

/// The fields of a value to be filled.
fn blank(lowered: &Struct, choice: Option<&Chosen<'_>>) -> Punctuated<FieldValue, syn::Token![,]> {
    let blank = |name| {
        let blank = tree::named([known("Wire"), known("blank")]);
        tree::field(name, tree::call(blank, []))
    };
    let fields = lowered.fields.iter().map(|field| blank(ident(&field.name)));
    let choice = choice.map(|Chosen { field, ty, choice }| {
        // `lower` sees to it that there is one.
        let first = choice.arms.first().map(|arm| ident(&arm.name));
        parse_quote!(#field: types::#ty::#first(Wire::blank()))
    });
    fields
        .chain(choice)
        .chain(rest(lowered).map(blank))
        .collect()
}

/// To be filled or to be written.
struct Direction {
    function: &'static str,
    mutable: bool,
    choice: &'static str,
    none: [&'static str; 2],
}

impl Direction {
    const PLACE: Self = Self {
        function: "place",
        mutable: true,
        choice: "choose",
        none: ["Place", "Skip"],
    };
    const VIEW: Self = Self {
        function: "view",
        mutable: false,
        choice: "chosen",
        none: ["View", "Absent"],
    };

    /// `Wire::place(&mut this.name)`, `Wire::view(&this.name)`.
    fn field(&self, name: Ident) -> Expr {
        let member = tree::member(tree::named([known("this")]), name);
        let function = tree::named([known("Wire"), known(self.function)]);
        tree::call(function, [tree::lent(self.mutable, member)])
    }
}

/// From a member's number to the member.
fn members(lowered: &Struct, choice: Option<&Chosen<'_>>, direction: &Direction) -> Members {
    let fields = lowered.fields.iter().enumerate();
    let arms = fields
        .map(|(index, field)| tree::arm(tree::number(index), direction.field(ident(&field.name))));
    let count = lowered.fields.len();
    let chosen = choice.map(|Chosen { field, choice, .. }| {
        let function = known(direction.choice);
        let number = |index| Literal::usize_unsuffixed(index);
        let (first, end) = (number(count), number(count + choice.arms.len()));
        let offset = (count > 0).then(|| quote!(- #first));
        parse_quote!(#first..#end => this.#field.#function(index #offset),)
    });
    Members {
        arms: arms.chain(chosen).collect(),
        others: match rest(lowered) {
            Some(name) => (direction.field(name), true),
            None => (tree::named(direction.none.map(known)), false),
        },
    }
}

/// The field of the members that have no name in the document.
fn rest(lowered: &Struct) -> Option<Ident> {
    match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(ident(name)),
    }
}

/// What a derived `Debug` prints, but for the secrets.
fn debug(def: &TypeDef, lowered: &Struct) -> TokenStream {
    let (name, text) = (ident(&def.name), def.name.as_str());
    let others = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) | Rest::Typed(name, _) => Some(name),
    };
    let choice = lowered.choice.as_ref().map(|choice| &choice.name);
    let unnamed = choice.into_iter().chain(others).map(|name| (name, false));
    let fields = lowered
        .fields
        .iter()
        .map(|field| (&field.name, field.secret));
    let shown = fields.chain(unnamed).map(|(name, secret)| {
        let (field, text) = (ident(name), name.as_str());
        if secret {
            quote!(.field(#text, &format_args!("[redacted]")))
        } else {
            quote!(.field(#text, &self.#field))
        }
    });
    quote! {
        impl fmt::Debug for types::#name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#text)#(#shown)*.finish()
            }
        }
    }
}
