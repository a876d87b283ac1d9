//! Unions of every plan.

use super::account::object;
use super::message::MessageType;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsBox, AsUnion, Constant, DateTime, Extra, Field, Literal, Only, Pick, Place, Plan,
    Record, Table, Tags, Variants, View, Wire,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A union whose variants hold one type each; `Unknown` keeps what none describes. A tag in
/// brackets is one that the union writes, since the variant's type doesn't.
macro_rules! union {
    ($ty:ident = { $($pick:ident: $how:expr),* }, { $($index:literal $variant:ident($content:ty) $([$tag:literal: $value:literal])?;)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub enum $ty {
            $($variant($content),)*
            Unknown(Value),
        }
        impl Variants for $ty {
            const PLAN: Plan = Plan { $($pick: $how,)* ..Plan::NONE };
            const BLANK: fn(usize) -> Self = |index| match index {
                    $($index => Self::$variant(Wire::blank()),)*
                    _ => Self::Unknown(Wire::blank()),
                };
            const PLACE: fn(&mut Self) -> Place<'_> = |this| match this {
                    $(Self::$variant(value) => Wire::place(value),)*
                    Self::Unknown(value) => Wire::place(value),
                };
            const VIEW: fn(&Self) -> View<'_> = |this| match this {
                    $(Self::$variant(value) => Wire::view(value),)*
                    Self::Unknown(value) => Wire::view(value),
                };
            const TAGS: fn(&Self) -> Tags = |this| match this {
                    $($(Self::$variant(_) => &[($tag, Literal::Str($value))],)?)*
                    #[allow(unreachable_patterns, reason = "when each variant has a tag")]
                    _ => &[],
                };
        }
        impl Wire for $ty {
            type As = AsUnion;
        }
        standard_impls!($ty);
    };
}

// By the JSON kind.
union!(AnyKind = {
    boolean: Pick::One(0),
    integer: Pick::One(1),
    number: Pick::One(2),
    string: Pick::Value {
        variants: &[("inapp", 4), ("email", 4)],
        otherwise: &Pick::One(3)
    },
    array: Pick::One(5),
    object: Pick::One(6)
}, {
    0 Flag(bool);
    1 Integer(i64);
    2 Number(f64);
    3 Time(DateTime);
    4 Kind(MessageType);
    5 List(Vec<AnyKind>);
    6 Map(BTreeMap<String, AnyKind>);
});

// Of an integer and an object: with `arbitrary_precision` of serde_json, a number is a map as well.
union!(Amount = {
    integer: Pick::One(0),
    object: Pick::One(1)
}, {
    0 Whole(i64);
    1 Map(BTreeMap<String, String>);
});

// By a tag that the variants don't hold; two tags lead to one variant, and one variant is a map.
union!(Pet = {
    object: Pick::Tag {
        name: "species",
        variants: &[("cat", 0), ("dog", 1), ("puppy", 1), ("zoo", 2), ("parrot", 3)],
        otherwise: &Pick::None
    }
}, {
    0 Cat(Cat) ["species": "cat"];
    1 Dog(Box<Dog>) ["species": "dog"];
    2 Zoo(BTreeMap<String, i64>) ["species": "zoo"];
    3 Parrot(Parrot) ["species": "parrot"];
});

object!(Cat, [], {
    0 lives: i64 = Field::required("lives");
    1 friend: Option<Box<Pet>> = Field::optional("friend");
});
object!(Dog, [], {
    0 name: Option<String> = Field::optional("name");
});
// The type has the tag as a field of its own, though the union would write it too.
object!(Parrot, [], {
    0 says: String = Field::required("says");
    1 species: Option<String> = Field::optional("species");
});

/// A boxed union says by itself how it is read and written.
impl Wire for Box<Pet> {
    type As = AsBox;
}

// By a tag, then by a union inside, which is tagged too.
union!(Event = {
    object: Pick::Tag {
        name: "topic",
        variants: &[("pet", 0), ("ping", 1)],
        otherwise: &Pick::Key { variants: &[("ping_id", 1)], otherwise: &Pick::One(2) }
    }
}, {
    0 Pet(Pet) ["topic": "pet"];
    1 Ping(Ping);
    2 Other(BTreeMap<String, Value>);
});
object!(Ping, [Constant::new("topic", Literal::Str("ping"))], {
    0 ping_id: i64 = Field::required("ping_id");
});

// By the members that are there.
union!(Payment = {
    object: Pick::Key {
        variants: &[("iban", 1), ("number", 0)],
        otherwise: &Pick::None
    }
}, {
    0 Card(Card);
    1 Bank(Bank);
});
object!(Card, [], {
    0 number: String = Field::required("number");
});
object!(Bank, [], {
    0 iban: String = Field::required("iban");
    1 number: Option<i64> = Field::optional("number");
});

// By trying; recursive.
union!(Expr = {
    object: Pick::Scored(&[0, 1, 2]),
    integer: Pick::Scored(&[3, 4]),
    string: Pick::Scored(&[3])
}, {
    0 Not(Box<Not>);
    1 Neg(Box<Neg>);
    2 Both(Box<Both>);
    3 Literal(i64);
    4 Small(i32);
});
object!(Not, [], {
    0 of: Expr = Field::required("of");
});
object!(Neg, [], {
    0 of: Expr = Field::required("of");
    1 exact: Option<bool> = Field::optional("exact");
});
object!(Both, [], {
    0 of: Expr = Field::required("of");
    1 and: Expr = Field::required("and");
    2 why: Option<String> = Field::optional("why");
});

object!(Counts, [], {
    0 required: Option<i64> = Field::required_nullable("required");
    1 one: Option<i64> = Field::optional("one");
    2 other: Option<i64> = Field::optional("other");
    3 union: Option<Expr> = Field::optional("union");
    4 share: Option<f64> = Field::optional("share");
});

// By a value that is no text.
union!(Change = {
    object: Pick::Part {
        name: "step",
        variants: &[(Only::Null, 0), (Only::Bool(true), 0), (Only::Integer(2), 1), (Only::Text("up"), 1)],
        otherwise: &Pick::None
    },
    array: Pick::Part { name: "1", variants: &[(Only::Integer(7), 2)], otherwise: &Pick::None }
}, {
    0 Still(BTreeMap<String, Value>);
    1 Moved(BTreeMap<String, Value>);
    2 Listed(Vec<Value>);
});
