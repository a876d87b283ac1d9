//! How values are read from and written to JSON.
//!
//! Values are dynamic here and the format is static: a type lends its parts as [`Place`]s to be
//! filled or as [`View`]s to be written, and the visitors that walk them are generic over the
//! `Deserializer` or `Serializer` and over nothing else. So they are compiled once, not once for
//! each type, and every rule of decoding stands here once instead of in each emitted type.

mod base64;
mod buffered;
mod civil;
mod compare;
mod context;
mod date;
mod date_time;
mod debug;
mod decode;
mod encode;
mod error;
mod expect;
mod extra;
mod header;
mod instant;
mod lookup;
mod loose;
mod maybe;
mod members;
mod parsed;
mod std_types;
mod union;
mod unix_time;

pub use self::base64::Base64;
pub use self::compare::equal;
pub use self::date::Date;
pub use self::date_time::DateTime;
pub use self::debug::debug;
pub use self::decode::{deserialize, from_json};
pub use self::encode::{serialize, to_json};
pub use self::error::{DecodeError, EncodeError};
pub use self::extra::Extra;
pub use self::header::from_header;
pub use self::loose::Loose;
pub use self::maybe::Maybe;
pub use self::parsed::Parsed;
pub use self::unix_time::{NotAnInstant, UnixTime};

use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// A value that can be read and written: every generated type, and what their fields are made of.
pub trait Wire: Sized {
    /// A value to be filled: finite, and only seen outside when each required part was found.
    fn blank() -> Self;
    /// Where a decoder puts what it reads.
    fn place(&mut self) -> Place<'_>;
    /// What an encoder writes.
    fn view(&self) -> View<'_>;
}

/// A place to be filled by a decoder, by the shape of the value that belongs there.
pub enum Place<'a> {
    /// `true` or `false`.
    Bool(&'a mut bool),
    /// An integer of 32 bits.
    I32(&'a mut i32),
    /// An integer of 64 bits.
    I64(&'a mut i64),
    /// An integer of 64 bits without a sign.
    U64(&'a mut u64),
    /// A number.
    F64(&'a mut f64),
    /// A string.
    String(&'a mut String),
    /// Any JSON value, kept as it is.
    Json(&'a mut Value),
    /// A value that is written as a string: an open enum, a timestamp, bytes.
    Text(&'a mut dyn Text),
    /// A value that is written as a number or a boolean: an integer enum, an instant in seconds.
    Scalar(&'a mut dyn Scalar),
    /// An object with named members.
    Object(&'a mut dyn Object),
    /// One of several shapes, told apart by a [`Plan`].
    Union(&'a mut dyn Union),
    /// An array.
    List(&'a mut dyn List),
    /// An object whose keys are data.
    Map(&'a mut dyn Map),
    /// A value or `null`.
    Nullable(&'a mut dyn Nullable),
    /// Read and dropped.
    Skip,
}

/// What is to be written, by shape.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// The member is not written at all.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// Any JSON value.
    Json(&'a Value),
    /// A value that is written as a string.
    Text(&'a dyn Text),
    /// A value that is written as a number or a boolean.
    Scalar(&'a dyn Scalar),
    /// An object with named members.
    Object(&'a dyn Object),
    /// One of several shapes.
    Union(&'a dyn Union),
    /// An array.
    List(&'a dyn List),
    /// An object whose keys are data.
    Map(&'a dyn Map),
}

/// A value whose JSON form is a string. Reading can't fail: what can't be understood is kept as it
/// was sent, so that one odd value never costs the caller the whole response.
pub trait Text: fmt::Debug {
    /// Takes the string that was read.
    fn read(&mut self, text: &str);
    /// The string to write.
    fn text(&self) -> Cow<'_, str>;
}

/// A value whose JSON form is a number or a boolean, and which keeps whatever else it is given.
pub trait Scalar: fmt::Debug {
    /// Takes the value that was read, of any JSON kind but `null`.
    fn read(&mut self, value: Value);
    /// The value to write.
    fn value(&self) -> Value;
}

/// An object with named members. A member's index is its place in [`Table::fields`].
pub trait Object {
    /// A value to be filled.
    fn blank() -> Self
    where
        Self: Sized;
    /// The members by name, the same for every value of the type.
    fn table(&self) -> &'static Table;
    /// Where member `index` is read to. For a member of a [choice](Field::choice) this makes that
    /// member the one that is present.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// Member `index`; [`View::Absent`] for a member of a choice that is not the one present.
    fn view(&self, index: usize) -> View<'_>;
    /// The members that the document doesn't describe; `None` for a closed object.
    fn extra(&self) -> Option<&Extra> {
        None
    }
    /// The same, to be filled.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
    /// Members of any name with a described type (`additionalProperties` with a schema).
    fn rest(&self) -> Option<&dyn Map> {
        None
    }
    /// The same, to be filled.
    fn rest_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }
}

/// What is known of an object's members.
#[derive(Debug)]
pub struct Table {
    /// The type's name, for `Debug` and error messages.
    pub name: &'static str,
    /// Members that always have the same value: written, not stored.
    pub constants: &'static [Constant],
    /// The stored members, in the document's order.
    pub fields: &'static [Field],
}

/// A member that always has the same value.
#[derive(Debug)]
pub struct Constant {
    /// The member's name.
    pub name: &'static str,
    /// Its value.
    pub value: Literal,
}

/// A constant value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    I64(i64),
    /// `true` or `false`.
    Bool(bool),
}

/// A stored member: its name on the wire and in Rust, and when it may be missing.
#[derive(Debug)]
pub struct Field {
    /// The member's name on the wire.
    pub name: &'static str,
    /// The field's name in Rust, as `Debug` prints it.
    pub ident: &'static str,
    /// When the member may be missing or null.
    pub presence: Presence,
    /// Never printed: `format: password` or `writeOnly`.
    pub secret: bool,
}

/// When a member may be missing or null. Whatever it says of sending, only a missing
/// [`Presence::Required`] or [`Presence::RequiredNullable`] member, or a missing choice, is an error on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be there, not null.
    Required,
    /// Must be there; `None` is written as `null`.
    RequiredNullable,
    /// May be missing; `None` is not written, and `null` is read as `None`.
    Optional,
    /// Absent, null and a value are three things: the field is a [`Maybe`].
    ThreeState,
    /// Exactly one of the members of the choice with this number is present.
    Choice(u8),
}

impl Field {
    /// A member that must be there.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }
    /// A member that must be there and may be `null`.
    #[must_use]
    pub const fn required_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::RequiredNullable)
    }
    /// A member that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }
    /// A member of which absent, null and a value are three things.
    #[must_use]
    pub const fn three_state(name: &'static str) -> Self {
        Self::new(name, Presence::ThreeState)
    }
    /// A member of choice `group`: exactly one of them is present.
    #[must_use]
    pub const fn choice(name: &'static str, group: u8) -> Self {
        Self::new(name, Presence::Choice(group))
    }
    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            ident: name,
            presence,
            secret: false,
        }
    }
    /// The same with another name in Rust.
    #[must_use]
    pub const fn ident(mut self, ident: &'static str) -> Self {
        self.ident = ident;
        self
    }
    /// The same, never printed.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// One of several shapes.
pub trait Union {
    /// How a value's variant is found.
    fn plan(&self) -> &'static Plan;
    /// Makes the value a blank one of variant `index` and lends it.
    fn select(&mut self, index: usize) -> Place<'_>;
    /// Makes the value one that no variant describes, kept as it was sent.
    /// `false` if it can't be one: a type that is only sent has no room for what it doesn't describe.
    fn keep(&mut self, value: Value) -> bool;
    /// The variant's name in Rust (for `Debug`) and its content.
    fn variant(&self) -> (&'static str, View<'_>);
    /// The discriminator member to add to the variant's own members when it is written, for a
    /// variant whose type doesn't hold it.
    fn tag(&self) -> Option<(&'static str, &'static str)> {
        None
    }
}

/// How a union's variant is found, by the JSON kind of the value; made at generation time.
#[derive(Debug)]
pub struct Plan {
    /// The union's name, for error messages and `Debug`.
    pub name: &'static str,
    /// For `null`.
    pub null: Pick,
    /// For `true` and `false`.
    pub boolean: Pick,
    /// For a number without a fraction.
    pub integer: Pick,
    /// For any other number.
    pub number: Pick,
    /// For a string.
    pub string: Pick,
    /// For an array.
    pub array: Pick,
    /// For an object.
    pub object: Pick,
}

/// How the variant is found among those of one JSON kind.
#[derive(Debug)]
pub enum Pick {
    /// No variant: the value is kept as it is.
    None,
    /// This variant.
    One(usize),
    /// By the string in a member of the object; several values may lead to one variant.
    Tag {
        /// The member.
        name: &'static str,
        /// Its values, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// When the member is missing or has another value.
        otherwise: &'static Pick,
    },
    /// By a member that only this variant has, not null.
    Key {
        /// The members, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// When none of them is there.
        otherwise: &'static Pick,
    },
    /// By the string itself.
    Value {
        /// The strings, and the variants that they lead to.
        variants: &'static [(&'static str, usize)],
        /// For any other string.
        otherwise: &'static Pick,
    },
    /// Each is tried: fewest unknown members, then most known ones, then the document's order.
    Scored(&'static [usize]),
}

/// An array to be read or written.
pub trait List {
    /// Removes what is there: a key that is sent twice replaces, it doesn't append.
    fn clear(&mut self);
    /// Adds a blank item and lends it.
    fn push(&mut self) -> Place<'_>;
    /// How many items there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at `index`; [`View::Absent`] past the end.
    fn at(&self, index: usize) -> View<'_>;
}

/// An object whose keys are data.
pub trait Map {
    /// Removes what is there.
    fn clear(&mut self);
    /// Puts a blank value at `key` and lends it.
    fn entry(&mut self, key: String) -> Place<'_>;
    /// How many entries there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `each` with every entry until it says `false`.
    fn visit(&self, each: &mut dyn FnMut(&str, View<'_>) -> bool);
    /// The value at `key`.
    fn get(&self, key: &str) -> Option<View<'_>>;
}

/// A value or `null`.
pub trait Nullable {
    /// Makes it a blank value and lends it.
    fn some(&mut self) -> Place<'_>;
    /// Makes it `null`.
    fn none(&mut self);
    /// Makes it what it is when its member is missing.
    fn absent(&mut self) {
        self.none();
    }
}
