//! Typed accessors over the checked tree, one view for each kind of object. A view is a reference to an
//! object; its accessors are total: a keyword that is missing has its default.

mod collections;
mod document;
mod keywords;
mod media;
mod object;
mod operation;
mod parameter;
mod parts;
mod reference;
mod rules;
mod schema;
mod security;
mod server;
mod types;

pub use collections::{List, Members};
pub use document::{ExternalDocs, Info, Root, Tag};
pub use keywords::{Additional, Format, Keywords, is_false};
pub use media::{Encoding, Example, MediaType, RequestBody};
pub use object::Object;
pub use operation::{Callback, Link, Operation, PathItem, Response};
pub use parameter::{Header, Parameter, Payload};
pub use parts::{Branches, Parts};
pub use reference::{RefOr, Shared, unfound};
pub use rules::Rules;
pub use schema::{Discriminator, Schema};
pub use security::SecurityScheme;
pub use server::{Server, Variable};
pub(super) use types::is_about_any;

use serde_json::Value;

/// A view of a value.
pub trait Read<'a>: Copy {
    /// Reads a value that has been checked.
    fn read(value: &'a Value) -> Self;
}

impl<'a> Read<'a> for &'a Value {
    fn read(value: &'a Value) -> Self {
        value
    }
}

impl<'a> Read<'a> for &'a str {
    fn read(value: &'a Value) -> Self {
        value.as_str().unwrap_or_default()
    }
}

/// A view of an object.
pub trait View<'a>: Read<'a> {
    /// The object.
    fn object(self) -> Object<'a>;

    /// The value of an extension.
    fn extension(self, name: &str) -> Option<&'a Value> {
        self.object().value(name)
    }
}

/// Defines a view.
macro_rules! view {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a>(Object<'a>);

        impl<'a> Read<'a> for $name<'a> {
            fn read(value: &'a serde_json::Value) -> Self {
                Self(Object::read(value))
            }
        }

        impl<'a> View<'a> for $name<'a> {
            fn object(self) -> Object<'a> {
                self.0
            }
        }
    };
}
use view;

/// Defines accessors of a view: `name: kind "keyword"`, with the documentation of each.
macro_rules! accessors {
    ($view:ident { $($(#[$doc:meta])* $name:ident: $kind:ident $(<$of:ty>)? $keyword:literal;)* }) => {
        impl<'a> $view<'a> {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(self) -> accessors!(@type $kind $(<$of>)?) {
                accessors!(@read self.0, $kind, $keyword)
            })*
        }
    };
    (@type text) => { Option<&'a str> };
    (@type flag) => { bool };
    (@type value) => { Option<&'a serde_json::Value> };
    (@type part<$of:ty>) => { Option<$of> };
    (@type list<$of:ty>) => { List<'a, $of> };
    (@type map<$of:ty>) => { Members<'a, $of> };
    (@read $object:expr, flag, $keyword:literal) => { $object.flag($keyword).unwrap_or_default() };
    (@read $object:expr, $kind:ident, $keyword:literal) => { $object.$kind($keyword) };
}
use accessors;
