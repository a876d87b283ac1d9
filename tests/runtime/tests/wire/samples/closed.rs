//! Unions that are only sent: no variant keeps what none describes.

use super::account::object;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsUnion, Constant, Extra, Field, Literal, Pick, Place, Plan, Record, Table, Variants,
    View, Wire,
};
use std::collections::BTreeMap;

macro_rules! closed {
    ($vis:vis $ty:ident, $plan:expr, { $first:ident($of_first:ty); $($index:literal $variant:ident($content:ty);)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        $vis enum $ty {
            $first($of_first),
            $($variant($content),)*
        }
        impl Variants for $ty {
            const PLAN: Plan = $plan;
            const OPEN: bool = false;
            const BLANK: fn(usize) -> Self = |index| match index {
                    $($index => Self::$variant(Wire::blank()),)*
                    _ => Self::$first(Wire::blank()),
                };
            const PLACE: fn(&mut Self) -> Place<'_> = |this| match this {
                    Self::$first(value) => Wire::place(value),
                    $(Self::$variant(value) => Wire::place(value),)*
                };
            const VIEW: fn(&Self) -> View<'_> = |this| match this {
                    Self::$first(value) => Wire::view(value),
                    $(Self::$variant(value) => Wire::view(value),)*
                };
        }
        impl Wire for $ty {
            type As = AsUnion;
        }
        standard_impls!($ty);
    };
}

pub(crate) use closed;

closed!(pub Shape, Plan {
    object: Pick::Scored(&[0, 1, 2, 3]),
    array: Pick::Scored(&[4, 5]),
    ..Plan::NONE
}, {
    Circle(Circle);
    1 Square(Square);
    2 Group(Box<Group>);
    3 Named(BTreeMap<String, bool>);
    4 Sizes(Vec<i64>);
    5 Words(Vec<String>);
});
object!(Circle, [], {
    0 name: Option<String> = Field::optional("name");
    1 radius: i64 = Field::required("radius");
});
object!(Square, [Constant::new("angles", Literal::I64(4))], {
    0 name: Option<String> = Field::optional("name");
    1 width: i64 = Field::required("width");
    2 label: Option<Label> = Field::optional("label");
});
object!(Label, [], {
    0 text: String = Field::required("text");
    1 code: Option<String> = Field::optional("code").secret();
    2 pin: Option<i64> = Field::optional("pin").secret();
});
object!(Group, [], {
    0 name: Option<String> = Field::optional("name");
    1 first: Shape = Field::required("first");
    2 rest: Vec<Shape> = Field::required("rest");
});

// By a key, else by trying.
closed!(pub Target, Plan {
    object: Pick::Key {
        variants: &[("shape", 0)],
        otherwise: &Pick::Scored(&[1, 2]),
    },
    ..Plan::NONE
}, {
    Shaped(Shaped);
    1 Round(Circle);
    2 Even(Square);
});
object!(Shaped, [], {
    0 shape: Shape = Field::required("shape");
});
