//! Reads values from JSON and writes them to JSON.
//!
//! Values are dynamic here and the format is static: a type lends its parts as [`Place`]s to be filled
//! or as [`View`]s to be written, and the visitors of these are generic over the `Deserializer` or
//! `Serializer` only. So they are compiled once, not once for each type, and every rule of decoding
//! stands here once instead of in each emitted type.

#[cfg(feature = "base64")]
mod base64;
mod budget;
mod buffered;
#[cfg(any(feature = "date-times", feature = "unix-times"))]
mod calendar;
mod context;
#[cfg(feature = "dates")]
mod date;
#[cfg(feature = "date-times")]
mod date_time;
#[cfg(feature = "decimals")]
mod decimal;
mod decode;
mod encode;
mod error;
mod expect;
mod extra;
mod find;
#[cfg(any(feature = "dates", feature = "date-times"))]
mod full_date;
#[cfg(feature = "headers")]
mod header;
#[allow(
    unused_macros,
    unused_imports,
    reason = "a document need not have types of each kind"
)]
mod implement;
#[cfg(any(feature = "date-times", feature = "unix-times"))]
mod instant;
mod lenient;
#[cfg(feature = "limits")]
mod limits;
mod lookup;
#[cfg(feature = "loose")]
mod loose;
mod maybe;
mod members;
mod mismatch;
mod object;
mod outline;
#[cfg(feature = "parsed")]
mod parsed;
mod path;
mod plan;
mod raw;
mod reading;
mod shape;
mod sink;
mod std_types;
#[cfg(feature = "date-times")]
mod timestamp;
mod tree;
#[cfg(feature = "trials")]
mod trial;
#[cfg(feature = "tuples")]
mod tuple;
mod union;
#[cfg(feature = "unix-times")]
mod unix_time;

#[cfg(feature = "base64")]
pub use self::base64::Base64;
#[cfg(feature = "basic")]
pub(crate) use self::base64::decode as decode_base64;
#[cfg(feature = "dates")]
pub use self::date::Date;
#[cfg(feature = "date-times")]
pub use self::date_time::DateTime;
#[cfg(feature = "decimals")]
pub use self::decimal::{Decimal, NotADecimal};
pub use self::decode::deserialize;
#[cfg(feature = "send-lines")]
pub(crate) use self::encode::append_json;
pub(crate) use self::encode::{each_member, each_tag};
pub use self::encode::{serialize, to_json};
pub use self::error::{DecodeError, EncodeError};
pub use self::extra::Extra;
#[cfg(feature = "headers")]
pub use self::header::{from_exploded_header, from_header, from_json_header};
#[cfg(feature = "tuples")]
#[allow(unused_imports, reason = "a document need not have types of each kind")]
pub(crate) use self::implement::impl_tuple;
#[allow(unused_imports, reason = "a document need not have types of each kind")]
pub(crate) use self::implement::{impl_choice, impl_record, impl_serde, impl_symbol, impl_wire};
#[cfg(feature = "limits")]
pub use self::limits::{AsChecked, Checked, Limit, Measure, OutOfBounds, check};
#[cfg(feature = "loose")]
pub use self::loose::Loose;
pub use self::maybe::Maybe;
pub use self::mismatch::{Mismatch, Mismatches};
pub use self::object::{
    AsObject, Choice, Constant, Field, Literal, Object, Presence, Record, Table,
};
#[cfg(feature = "parsed")]
pub use self::parsed::Parsed;
pub(crate) use self::path::shown;
#[cfg(feature = "constants")]
pub use self::plan::Only;
pub use self::plan::{AsUnion, Pick, Plan, Tags, Union, Variants};
pub use self::reading::{Reading, from_json};
pub use self::shape::{AsBox, AsScalar, AsText, Shape, Symbol, TypeInfo, Wire};
#[cfg(feature = "tuples")]
pub use self::tuple::{AsTuple, Tuple};
#[cfg(feature = "unix-times")]
pub use self::unix_time::{NotAnInstant, UnixTime};

use serde_json::Value;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A place that a decoder fills, by the shape of its value.
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
    /// Any JSON value, kept unchanged.
    Json(&'a mut Value),
    /// A value that is written as a string: an open enum, a timestamp, bytes.
    Text(&'a mut dyn Text),
    /// A value that is written as a number: an integer enum, an instant in seconds.
    Scalar(&'a mut dyn Scalar),
    /// An object with named members.
    Object(&'a mut dyn Object),
    /// One of several shapes, distinguished by a [`Plan`].
    Union(&'a mut dyn Union),
    /// An array.
    List(&'a mut dyn List),
    /// An object whose keys are data.
    Map(&'a mut dyn Map),
    /// A value or `null`.
    Nullable(&'a mut dyn Nullable),
    /// The members of an object that the document doesn't describe.
    Extra(&'a mut Extra),
    /// The value is read and dropped.
    Skip,
}

/// A value that an encoder writes, by its shape.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// The member is not written.
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
    /// A number that no other view holds, by its digits.
    #[cfg(any(feature = "decimals", feature = "loose"))]
    Digits(&'a str),
    /// A value that is written as a string.
    Text(&'a dyn Text),
    /// A value that is written as a number.
    Scalar(&'a dyn Scalar),
    /// An object with named members.
    Object(&'a dyn Object),
    /// One of several shapes.
    Union(&'a dyn Union),
    /// An array.
    List(&'a dyn List),
    /// An object whose keys are data.
    Map(&'a dyn Map),
    /// The members of an object that the document doesn't describe.
    Extra(&'a Extra),
}

/// A value whose JSON form is a string. Reading can't fail: a text that can't be parsed is kept
/// unchanged, so that one odd value never fails a response.
pub trait Text {
    /// Reads the string.
    ///
    /// # Errors
    /// The mismatch, if the document describes another text; an empty one, if the document only doesn't list this value.
    /// The text is kept anyway.
    fn read(&mut self, text: &str) -> Result<(), &'static str>;
    /// The string to write.
    fn text(&self) -> Cow<'_, str>;
}

/// A value whose JSON form is a number. Other values are kept unchanged.
pub trait Scalar {
    /// Reads the value, of any JSON kind but `null`. Returns whether the document describes its kind.
    fn read(&mut self, value: Value) -> bool;
    /// The value to write.
    fn value(&self) -> Value;
    /// The described kind in messages; by default that of an enum of integers.
    fn expected(&self) -> &'static str {
        "an integer"
    }
    /// The place of a number's digits, which it keeps as they were written.
    #[cfg(feature = "decimals")]
    fn keep(&mut self) -> Option<&mut Box<str>> {
        None
    }
}

/// The properties of the items of a list, or of the values of a map.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The size in bytes.
    pub size: usize,
    /// Whether `null` is read like any other value; otherwise it is dropped.
    pub takes_null: bool,
    /// The number of first items that have their own place, and accept `null`.
    pub places: usize,
}

impl Slot {
    /// Whether `null` is read like any other value as the item at `index`.
    pub(crate) fn takes_null(self, index: usize) -> bool {
        self.takes_null || index < self.places
    }
}

/// An array to be read or written.
pub trait List {
    /// The allowed numbers of items.
    fn length(&self) -> RangeInclusive<usize> {
        0..=usize::MAX
    }
    /// The properties of the items.
    fn slot(&self) -> Slot;
    /// Removes all items: a repeated key replaces its value.
    fn clear(&mut self);
    /// Adds a blank item at `index`, the next index, and lends it; a [`Place::Skip`] if the list can't
    /// hold it.
    fn item(&mut self, index: usize) -> Place<'_>;
    /// The number of items.
    fn count(&self) -> usize;
    /// The item at `index`; [`View::Absent`] past the end.
    fn at(&self, index: usize) -> View<'_>;
}

/// An object whose keys are data.
pub trait Map {
    /// Removes all entries.
    fn clear(&mut self);
    /// The properties of the values.
    fn slot(&self) -> Slot;
    /// Adds a blank value at `key` and lends it.
    fn entry(&mut self, key: String) -> Place<'_>;
    /// Calls `each` with every entry until it returns `false`.
    fn visit(&self, each: &mut dyn FnMut(&str, View<'_>) -> bool);
}

/// A value or `null`.
pub trait Nullable {
    /// Makes the value absent, `null`, or a blank value, and lends its place. In a place for any JSON
    /// value, `null` is a value, so that it is written again.
    fn put(&mut self, what: Maybe<()>) -> Place<'_>;
}

// Functions for all values of a trait are compiled once.

impl dyn Map + '_ {
    /// Whether there is an entry at `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        let mut found = false;
        self.visit(&mut |name, _| {
            found = name == key;
            !found
        });
        found
    }
}

impl dyn Union + '_ {
    /// Keeps an undescribed value unchanged; `false` if the union has no variant for it.
    pub(crate) fn keep(&mut self, value: Value) -> bool {
        if !self.is_open() {
            return false;
        }
        if let Place::Json(slot) = self.select(usize::MAX) {
            *slot = value;
        }
        true
    }
}

impl dyn Nullable + '_ {
    /// Makes the place a blank value and lends it.
    pub(crate) fn some(&mut self) -> Place<'_> {
        self.put(Maybe::Value(()))
    }
    /// Makes the place `null`.
    pub(crate) fn none(&mut self) {
        self.put(Maybe::Null);
    }
    /// Gives the place the value of a missing member.
    pub(crate) fn absent(&mut self) {
        self.put(Maybe::Absent);
    }
}
