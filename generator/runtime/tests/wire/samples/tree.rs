//! Recursive types, and an object with members of any name.

use super::account::object;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Constant, Extra, Field, Literal, Place, Record, View, Wire,
};
use std::collections::BTreeMap;

object!(Node, [], {
    0 value: i64 = Field::required("value");
    1 next: Option<Box<Node>> = Field::optional("next");
    2 children: Vec<Node> = Field::required("children");
    3 named: BTreeMap<String, Node> = Field::required("named");
});

/// Members of any name are integers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub unit: String,
    pub rest: BTreeMap<String, i64>,
}

impl Record for Scores {
    const CONSTANTS: &'static [Constant] = &[Constant::new("kind", Literal::Str("scores"))];
    const FIELDS: &'static [Field] = &[Field::required("unit")];
    const BLANK: fn() -> Self = || Self {
        unit: Wire::blank(),
        rest: Wire::blank(),
    };
    const PLACE: fn(&mut Self, usize) -> Place<'_> = |this, index| match index {
        0 => Wire::place(&mut this.unit),
        _ => Wire::place(&mut this.rest),
    };
    const VIEW: fn(&Self, usize) -> View<'_> = |this, index| match index {
        0 => Wire::view(&this.unit),
        _ => Wire::view(&this.rest),
    };
}

standard_impls!(Scores);
