//! Groups of operations: the types with their methods, which the client returns.

use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::emit::{File, spelled};
use crate::ir::{Crate, Group};
use crate::surface::{CLIENT, Room};
use proc_macro2::TokenStream;
use quote::quote;

/// The file, if there are groups.
pub fn groups(krate: &Crate) -> Option<File<'_>> {
    let groups = krate.groups.iter();
    let types = groups.map(|group| spelled(data(group)));
    let methods = std::iter::once_with(|| {
        let methods = krate.groups.iter().map(method);
        spelled(quote!(impl #CLIENT { #(#methods)* }))
    });
    (!krate.groups.is_empty()).then(|| File {
        head: quote! {
            //! The operations by group: each is a method of one of these types.
        },
        room: Room::Operations,
        library: known("crate"),
        airy: true,
        pieces: Box::new(methods.chain(types)),
    })
}

fn data(group: &Group) -> TokenStream {
    let (docs, ty) = (spell::docs(&group.docs), ident(&group.ty));
    let gate = spell::gate(&group.gate);
    quote! {
        #docs
        #gate
        #[derive(Debug, Clone, Copy)]
        pub struct #ty<'a> {
            pub(crate) client: &'a #CLIENT,
        }
    }
}

fn method(group: &Group) -> TokenStream {
    let (docs, ty) = (spell::docs(&group.docs), ident(&group.ty));
    let method = ident(&group.method);
    let gate = spell::gate(&group.gate);
    quote! {
        #docs
        #gate
        #[must_use]
        pub fn #method(&self) -> #ty<'_> {
            #ty { client: self }
        }
    }
}
