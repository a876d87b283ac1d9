//! Unions of every plan.

use super::account::object;
use super::message::MessageType;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Constant, DateTime, Extra, Field, Literal, Pick, Place, Plan, Table, View, Wire,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A union whose variants hold one type each; `Unknown` keeps what none describes. A tag in
/// brackets is one that the union writes, since the variant's type doesn't.
macro_rules! union {
    ($ty:ident, $plan:ident = { $($pick:ident: $how:expr),* }, { $($index:literal $variant:ident($content:ty) $([$tag:literal: $value:literal])?;)* }) => {
        #[derive(Clone)]
        pub enum $ty {
            $($variant($content),)*
            Unknown(Value),
        }
        static $plan: Plan = Plan { name: stringify!($ty), $($pick: $how,)* ..NONE };
        impl wire::Union for $ty {
            #[inline]
            fn plan(&self) -> &'static Plan {
                &$plan
            }
            #[inline]
            fn select(&mut self, index: usize) -> Place<'_> {
                match index {
                    $($index => {
                        *self = Self::$variant(Wire::blank());
                        let Self::$variant(value) = self else { return Place::Skip };
                        value.place()
                    })*
                    _ => Place::Skip,
                }
            }
            #[inline]
            fn keep(&mut self, value: Value) -> bool {
                *self = Self::Unknown(value);
                true
            }
            #[inline]
            fn variant(&self) -> (&'static str, View<'_>) {
                match self {
                    $(Self::$variant(value) => (stringify!($variant), value.view()),)*
                    Self::Unknown(value) => ("Unknown", value.view()),
                }
            }
            #[inline]
            fn tag(&self) -> Option<(&'static str, &'static str)> {
                match self {
                    $($(Self::$variant(_) => Some(($tag, $value)),)?)*
                    #[allow(unreachable_patterns, reason = "when each variant has a tag")]
                    _ => None,
                }
            }
        }
        impl Wire for $ty {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(Value::Null)
            }
            #[inline]
            fn place(&mut self) -> Place<'_> {
                Place::Union(self)
            }
            #[inline]
            fn view(&self) -> View<'_> {
                View::Union(self)
            }
        }
        standard_impls!($ty);
    };
}

const NONE: Plan = Plan {
    name: "",
    null: Pick::None,
    boolean: Pick::None,
    integer: Pick::None,
    number: Pick::None,
    string: Pick::None,
    array: Pick::None,
    object: Pick::None,
};

// By the JSON kind.
union!(AnyKind, ANY_KIND = {
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

// By a tag that the variants don't hold; two tags lead to one variant, and one variant is a map.
union!(Pet, PET = {
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

object!(Cat, CAT, [], {
    0 lives: i64 = Field::required("lives");
    1 friend: Option<Box<Pet>> = Field::optional("friend");
});
object!(Dog, DOG, [], {
    0 name: Option<String> = Field::optional("name");
});
// The type has the tag as a field of its own, though the union would write it too.
object!(Parrot, PARROT, [], {
    0 says: String = Field::required("says");
    1 species: Option<String> = Field::optional("species");
});

/// A boxed union says by itself how it is read and written.
impl Wire for Box<Pet> {
    fn blank() -> Self {
        Box::new(Wire::blank())
    }
    fn place(&mut self) -> Place<'_> {
        (**self).place()
    }
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

// By a tag, then by a union inside, which is tagged too.
union!(Event, EVENT = {
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
object!(Ping, PING, [Constant { name: "topic", value: Literal::Str("ping") }], {
    0 ping_id: i64 = Field::required("ping_id");
});

// By the members that are there.
union!(Payment, PAYMENT = {
    object: Pick::Key {
        variants: &[("iban", 1), ("number", 0)],
        otherwise: &Pick::None
    }
}, {
    0 Card(Card);
    1 Bank(Bank);
});
object!(Card, CARD, [], {
    0 number: String = Field::required("number");
});
object!(Bank, BANK, [], {
    0 iban: String = Field::required("iban");
    1 number: Option<i64> = Field::optional("number");
});

// By trying; recursive.
union!(Expr, EXPR = {
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
object!(Not, NOT, [], {
    0 of: Expr = Field::required("of");
});
object!(Neg, NEG, [], {
    0 of: Expr = Field::required("of");
    1 exact: Option<bool> = Field::optional("exact");
});
object!(Both, BOTH, [], {
    0 of: Expr = Field::required("of");
    1 and: Expr = Field::required("and");
    2 why: Option<String> = Field::optional("why");
});
