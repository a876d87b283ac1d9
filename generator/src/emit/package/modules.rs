//! Types, their wiring and operations: each in one file or, for a large API, in a file for each module below a
//! file that exports all of them.

use crate::emit::File;
use crate::emit::Piece;
use crate::emit::Table;
use crate::emit::operations;
use crate::emit::parsed;
use crate::emit::rust::patterns::Patterns;
use crate::emit::rust::spell;
use crate::emit::rust::tree;
use crate::emit::spelled;
use crate::emit::types::checked;
use crate::emit::types::enums;
use crate::emit::types::replies;
use crate::emit::types::structs;
use crate::emit::types::unions;
use crate::emit::types::webhooks;
use crate::emit::wire::debug;
use crate::ir::{Crate, Module, Ty, TypeDef, TypeId, TypeKind};
use crate::surface::{AS_BOX, Room, TYPES as TYPES_MODULE, WIRE_TRAIT};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The docs of the three modules that can have several files.
const TYPES: &str = " The types of requests and responses.";
const WIRE: &str = " Reads and writes the types: tables of members for `runtime::wire`.";
const OPERATIONS: &str =
    " The operations: methods of the client, and for each a type with its responses.";

/// The files, by name below `src` without `.rs`.
pub fn spread(krate: &Crate) -> BTreeMap<String, File<'_>> {
    let patterns = &Rc::new(Patterns::new());
    let boxed = boxed(krate);
    if let [only] = &krate.modules[..]
        && only.gate.is_empty()
    {
        let operations =
            operations::operations(krate, &only.operations, patterns, docs(OPERATIONS));
        return BTreeMap::from([
            (
                "types".to_owned(),
                types(krate, only, patterns, &docs(TYPES)),
            ),
            ("wire".to_owned(), wire(krate, only, &boxed, docs(WIRE))),
            ("operations".to_owned(), operations),
        ]);
    }
    let with_types = krate.modules.iter().filter(|m| !m.types.is_empty());
    let with_types: Vec<&Module> = with_types.collect();
    let with_operations = krate.modules.iter().filter(|m| !m.operations.is_empty());
    let with_operations: Vec<&Module> = with_operations.collect();
    let mut files = BTreeMap::new();
    for module in &with_types {
        let (name, none) = (&module.name, TokenStream::new);
        files.insert(
            format!("types/{name}"),
            types(krate, module, patterns, &none()),
        );
        files.insert(format!("wire/{name}"), wire(krate, module, &boxed, none()));
    }
    for module in &with_operations {
        let operations =
            operations::operations(krate, &module.operations, patterns, TokenStream::new());
        files.insert(format!("operations/{}", module.name), operations);
    }
    for (name, text, modules, exports) in [
        ("types", TYPES, &with_types, true),
        ("wire", WIRE, &with_types, false),
        ("operations", OPERATIONS, &with_operations, true),
    ] {
        let (docs, above) = (docs(text), above(modules, exports));
        files.insert(name.to_owned(), File::of(quote!(#docs #above)));
    }
    files
}

fn docs(text: &str) -> TokenStream {
    let lines = text.lines();
    quote!(#(#![doc = #lines])*)
}

/// The module above others, which exports their contents.
fn above(modules: &[&Module], exports: bool) -> TokenStream {
    // Modules that are always compiled come first, without empty lines; each module behind a feature stands
    // apart.
    let (open, gated): (Vec<&Module>, Vec<&Module>) =
        modules.iter().partition(|module| module.gate.is_empty());
    let modules = [open, gated].concat();
    let each = |spell_one: fn(&Ident) -> TokenStream| {
        let items = modules.iter().map(move |module| {
            let gate = spell::gate(&module.gate);
            let item = spell_one(&spell::ident(&module.name));
            quote!(#gate #item)
        });
        quote!(#(#items)*)
    };
    let modules = each(|name| quote!(mod #name;));
    let exports = exports.then(|| each(|name| quote!(pub use #name::*;)));
    quote!(#modules #exports)
}

fn types<'a>(
    krate: &'a Crate,
    module: &'a Module,
    patterns: &Rc<Patterns>,
    docs: &TokenStream,
) -> File<'a> {
    let types = module.types.iter().map(|id| &krate[*id]);
    let patterns = Rc::clone(patterns);
    let pieces = types.map(move |ty| {
        spelled(match &ty.kind {
            TypeKind::Struct(lowered) => {
                return Ok(structs::data(&patterns, krate, ty, lowered).into());
            }
            TypeKind::Enum(lowered) => return Ok(vec![enums::data(ty, lowered)].into()),
            TypeKind::IntegerEnum(lowered) => enums::integer_data(ty, lowered),
            TypeKind::Union(union) => unions::data(krate, ty, union),
            TypeKind::Choice(choice) => unions::choice_data(krate, ty, choice),
            TypeKind::Checked(of) => checked::data(krate, ty, of),
            TypeKind::Reply(reply) => replies::data(krate, ty, reply),
            TypeKind::Webhooks(webhooks) => webhooks::data(krate, ty, webhooks),
            TypeKind::Headers(fields) => replies::headers_data(krate, ty, fields),
        })
    });
    let siblings = siblings(krate, module);
    File {
        head: quote!(#docs #siblings),
        room: Room::Types,
        library: tree::known("crate"),
        airy: true,
        pieces: Box::new(pieces),
    }
}

/// The types of other modules in this one.
fn siblings(krate: &Crate, module: &Module) -> Option<TokenStream> {
    let mut ids: BTreeSet<TypeId> = BTreeSet::new();
    for id in &module.types {
        let def = &krate[*id];
        ids.extend(def.held());
        if let TypeKind::Union(union) = &def.kind {
            let made = union
                .variants
                .iter()
                .filter(|variant| variant.constructor.is_some());
            for content in made.filter_map(|variant| variant.ty.named()) {
                ids.extend(arguments(krate, content));
            }
        }
    }
    for own in &module.types {
        ids.remove(own);
    }
    let mut names: Vec<_> = ids.iter().map(|id| &krate[*id].name).collect();
    names.sort_unstable();
    let names: Vec<_> = names.into_iter().map(spell::ident).collect();
    match &names[..] {
        [] => None,
        [only] => Some(quote!(use super::#only;)),
        several => Some(quote!(use super::{#(#several),*};)),
    }
}

/// The types of the arguments of a struct's `new`.
fn arguments(krate: &Crate, id: TypeId) -> Vec<TypeId> {
    let TypeKind::Struct(lowered) = &krate[id].kind else {
        return Vec::new();
    };
    let Some(new) = lowered.constructors.first() else {
        return Vec::new();
    };
    let fields = new
        .fields
        .iter()
        .filter_map(|index| lowered.fields[*index].ty.named());
    let choice = lowered
        .choice
        .iter()
        .filter(|_| new.choice)
        .map(|choice| choice.ty);
    fields.chain(choice).collect()
}

fn wire<'a>(
    krate: &'a Crate,
    module: &'a Module,
    boxed: &BTreeSet<TypeId>,
    docs: TokenStream,
) -> File<'a> {
    let types = module.types.iter().map(|id| &krate[*id]);
    let pieces = types.map(|def| {
        let shaped = |shape| Some(Table::shape(def, shape));
        let (table, items) = match &def.kind {
            TypeKind::Struct(lowered) => {
                let debug = debug::of_struct(def, lowered);
                let table = if lowered.is_tuple {
                    Table::tuple(def, lowered)
                } else {
                    Table::record(krate, def, lowered)
                };
                (Some(table), debug)
            }
            TypeKind::Choice(choice) => {
                let debug = debug::of_choice(def, choice);
                (Some(Table::choice(def, choice)), debug)
            }
            TypeKind::Enum(lowered) => (Some(Table::symbol(def, lowered)), debug::of_enum(def)),
            TypeKind::IntegerEnum(lowered) => {
                let mut items = enums::integer_wire(def, lowered);
                items.extend(debug::of_enum(def));
                (shaped("AsScalar"), Some(items))
            }
            TypeKind::Union(union) => {
                let mut items = unions::wire(krate, def, union);
                items.extend(debug::of_union(def, union));
                (shaped("AsUnion"), Some(items))
            }
            TypeKind::Checked(of) => (shaped("AsChecked"), Some(checked::wire(krate, def, of))),
            TypeKind::Reply(reply) => (None, Some(replies::wire(def, reply))),
            TypeKind::Webhooks(webhooks) => (None, Some(webhooks::wire(def, webhooks))),
            TypeKind::Headers(fields) => (None, Some(replies::headers_wire(def, fields))),
        };
        let items = items.map(parsed).transpose()?.unwrap_or_default();
        Ok(Piece { table, items })
    });
    let own: Vec<TypeId> = module
        .types
        .iter()
        .copied()
        .filter(|id| boxed.contains(id))
        .collect();
    let boxed = own.into_iter().map(|id| {
        let name = spell::ident(&krate[id].name);
        spelled(quote! {
            impl #WIRE_TRAIT for Box<#TYPES_MODULE::#name> {
                type As = #AS_BOX;
            }
        })
    });
    File {
        head: docs,
        room: Room::Wire,
        library: tree::known("crate"),
        airy: false,
        pieces: Box::new(pieces.chain(boxed)),
    }
}

/// The types in a box whose box needs an item: the boxes of structs need none.
fn boxed(krate: &Crate) -> BTreeSet<TypeId> {
    let mut ids = BTreeSet::new();
    for ty in krate.types.iter().flat_map(TypeDef::contents) {
        let mut inner = ty;
        while let Ty::Nullable(content)
        | Ty::List(content)
        | Ty::Map(content)
        | Ty::Loose(content) = inner
        {
            inner = content;
        }
        if let Ty::Boxed(id) = inner
            && !matches!(&krate[*id].kind, TypeKind::Struct(lowered) if !lowered.is_tuple)
        {
            ids.insert(*id);
        }
    }
    ids
}
