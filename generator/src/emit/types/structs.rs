//! Structs: the data with its constructors and setters.

use crate::emit::rust::patterns::{Function, Patterns};
use crate::emit::rust::spell::{self, From, ident};
use crate::emit::rust::tree::{self, known};
use crate::emit::wire::debug;
use crate::ir::{Constructor, Crate, Field, Given, Presence, Rest, Struct, Ty, TypeDef};
use crate::surface::{BTREE_MAP, EXTRA, MAYBE};
use crate::text::{line_above, say};
use quote::quote;
use syn::{Attribute, Expr, FieldValue, FnArg, ImplItem, Item, Type};

/// The struct, its constructors and setters.
pub fn data(patterns: &Patterns, krate: &Crate, def: &TypeDef, lowered: &Struct) -> Vec<Item> {
    let name = ident(&def.name);
    let mut functions = Vec::new();
    for constructor in &lowered.constructors {
        functions.push(self::constructor(
            patterns,
            krate,
            def,
            lowered,
            constructor,
        ));
    }
    let setters = lowered.fields.iter();
    functions.extend(setters.filter_map(|field| setter(patterns, krate, def, field)));

    let must_use = (!functions.is_empty()).then(|| spell::must_use(def.is_only_sent()));
    let debug = debug::derived(def);
    let default = lowered.default.then(|| quote!(, Default));
    let above = [
        spell::docs(&def.docs),
        spell::deprecated(def.deprecated),
        Some(tree::derive(quote!(Clone, #debug PartialEq #default))),
        Some(tree::attribute("non_exhaustive")),
        must_use.flatten(),
    ];
    let data = tree::structure(
        above.into_iter().flatten().collect(),
        name.clone(),
        fields(krate, lowered),
    );
    let mut items = vec![data];
    if !functions.is_empty() {
        let ty = tree::ty(tree::path([name]));
        items.push(patterns.block(ty, functions));
    }
    items
}

fn fields(krate: &Crate, lowered: &Struct) -> impl Iterator<Item = syn::Field> {
    let fields = lowered.fields.iter().map(move |field| {
        let above = [
            spell::docs(&field.docs),
            spell::deprecated(field.deprecated),
        ];
        let complex = spell::complex(&field.ty, usize::from(field.presence != Presence::Required));
        let attributes = above.into_iter().flatten().chain(complex).collect();
        tree::member_of(attributes, ident(&field.name), stored(krate, field))
    });
    let choice = lowered.choice.iter().map(move |choice| {
        let ty = Ty::Named(choice.ty);
        let docs = spell::docs(&krate[choice.ty].docs);
        let docs = docs.into_iter().collect();
        tree::member_of(
            docs,
            ident(&choice.name),
            spell::ty(krate, &ty, From::Types),
        )
    });
    let rest = match &lowered.rest {
        Rest::Closed => None,
        Rest::Extra(name) if lowered.is_tuple => {
            let ty = Ty::List(Box::new(Ty::Json));
            let ty = spell::ty(krate, &ty, From::Types);
            Some(("Items that the document doesn't describe.", name, ty))
        }
        Rest::Typed(name, ty) if lowered.is_tuple => {
            let list = Ty::List(Box::new(ty.clone()));
            let ty = spell::ty(krate, &list, From::Types);
            Some(("The items behind these.", name, ty))
        }
        Rest::Extra(name) => {
            let ty = tree::ty(EXTRA.path());
            Some(("Members that the document doesn't describe.", name, ty))
        }
        Rest::Typed(name, ty) => {
            let map = Ty::Map(Box::new(ty.clone()));
            Some((
                "Members of any other name.",
                name,
                spell::ty(krate, &map, From::Types),
            ))
        }
    };
    let rest =
        rest.map(|(docs, name, ty)| tree::member_of(vec![line_above(docs)], ident(name), ty));
    fields.chain(choice).chain(rest)
}

/// The type of a field: its value's, changed by its presence.
fn stored(krate: &Crate, field: &Field) -> Type {
    let ty = spell::ty(krate, &field.ty, From::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            spell::option(ty)
        }
        Presence::ThreeState => tree::ty(tree::generic(MAYBE.path(), [ty])),
    }
}

fn constructor(
    patterns: &Patterns,
    krate: &Crate,
    def: &TypeDef,
    lowered: &Struct,
    constructor: &Constructor,
) -> ImplItem {
    let is_default = lowered.default && constructor.fields.is_empty();
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for (i, field) in lowered.fields.iter().enumerate() {
        if constructor.fields.contains(&i) {
            let (argument, value) = given(krate, field);
            arguments.push(argument);
            values.push(value);
        } else if !is_default {
            values.push(left_out(field));
        }
    }
    if let Some(choice) = &lowered.choice {
        let ty = tree::ty(tree::path([ident(&krate[choice.ty].name)]));
        arguments.push(tree::argument(ident(&choice.name), ty));
        values.push(tree::same(ident(&choice.name)));
    }
    values.extend(no_others(lowered));
    let made = if is_default {
        tree::call(tree::named([known("Self"), known("default")]), [])
    } else {
        tree::filled(tree::path([known("Self")]), values)
    };
    let above = [
        spell::docs(&constructor.docs),
        spell::many_arguments(arguments.len()),
        complex(lowered, constructor),
        spell::self_named(&def.name, &constructor.name),
        spell::must_use(!def.is_only_sent()),
    ];
    patterns.constructor(Function {
        attributes: above.into_iter().flatten().collect(),
        name: ident(&constructor.name),
        arguments,
        body: vec![tree::given(made)],
    })
}

/// The argument for a field, and the stored value.
fn given(krate: &Crate, field: &Field) -> (FnArg, FieldValue) {
    let name = ident(&field.name);
    let (ty, value) = spell::argument(krate, &name, field, From::Types);
    let value = match field.presence {
        Presence::Required if field.given == Given::Converted => tree::field(name.clone(), value),
        Presence::Required | Presence::RequiredNullable => tree::same(name.clone()),
        Presence::Optional | Presence::OptionalNullable | Presence::ThreeState => {
            tree::field(name.clone(), present(field, value))
        }
    };
    (tree::argument(name, ty), value)
}

/// The stored value of a present optional field.
fn present(field: &Field, value: Expr) -> Expr {
    let some = match field.presence {
        Presence::ThreeState => tree::associated(MAYBE.path(), "Value"),
        _ => tree::named([known("Some")]),
    };
    tree::call(some, [value])
}

/// The stored value of an absent field.
fn left_out(field: &Field) -> FieldValue {
    let none = match field.presence {
        Presence::ThreeState => tree::associated(MAYBE.path(), "Absent"),
        _ => tree::named([known("None")]),
    };
    tree::field(ident(&field.name), none)
}

/// The empty field of the members or items that the document doesn't describe.
fn no_others(lowered: &Struct) -> Option<FieldValue> {
    let (name, empty) = match &lowered.rest {
        Rest::Closed => return None,
        Rest::Extra(name) | Rest::Typed(name, _) if lowered.is_tuple => {
            (name, tree::named([known("Vec"), known("new")]))
        }
        Rest::Extra(name) => (name, tree::associated(EXTRA.path(), "default")),
        Rest::Typed(name, _) => (name, tree::named([BTREE_MAP.ident(), known("new")])),
    };
    Some(tree::field(ident(name), tree::call(empty, [])))
}

/// The attribute of a constructor with an argument over clippy's limit.
fn complex(lowered: &Struct, constructor: &Constructor) -> Option<Attribute> {
    constructor.fields.iter().find_map(|i| {
        let field = &lowered.fields[*i];
        let nullable = field.given == Given::Nullable;
        spell::complex(&field.ty, usize::from(nullable))
    })
}

fn setter(patterns: &Patterns, krate: &Crate, def: &TypeDef, field: &Field) -> Option<ImplItem> {
    let name = ident(field.setter.as_ref()?);
    // A short name for the argument, so that most setters fit on a line.
    let argument = known("value");
    let (ty, value) = spell::argument(krate, &argument, field, From::Types);
    let docs = say("Sets [`{}`](Self::{}).", &[&field.name, &field.name]);
    let above = [Some(line_above(docs)), spell::deprecated(field.deprecated)];
    let after = [
        spell::complex(&field.ty, 0),
        spell::must_use(!def.is_only_sent()),
        spell::inline(field.given == Given::Moved),
    ];
    let place = tree::member(tree::named([known("self")]), ident(&field.name));
    let set = tree::assign(place, present(field, value));
    Some(patterns.setter(Function {
        attributes: above.into_iter().chain(after).flatten().collect(),
        name,
        arguments: vec![tree::argument(argument, ty)],
        body: vec![tree::statement(set)],
    }))
}
